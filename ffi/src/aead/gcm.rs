//! AES-GCM.

use crate::arguments::InPlace;
use crate::handle::Place;
use crate::random::qila_rng;
use crate::status::{Done, Failure};
use qila::Error;
use qila::aead::{AesGcmKey, IV_SIZE, Sealed, SequenceOpener, SequenceSealer, TAG_SIZE, TagLength};
use qila::cipher::KeySize;

interface! {
    //! AES-GCM (SP 800-38D)
    //!
    //! Approved, but for IVs of the caller. Data are worked on in place. Who makes the IV is a
    //! function or a handle of its own: a random IV, an IV of the caller, or a sealer that counts,
    //! for which there is an opener that counts as well.
    handles {
        /// An AES-GCM key. Once it has sealed under an IV of the caller, nothing that it does is
        /// approved.
        qila_gcm_key = AesGcmKey, qila_gcm_key_free;
        /// A key that seals with IVs in a sequence.
        qila_gcm_sealer = SequenceSealer, qila_gcm_sealer_free;
        /// A key that opens with IVs in a sequence.
        qila_gcm_opener = SequenceOpener, qila_gcm_opener_free;
    }
    constants {
        /// The bytes of an IV that the module makes.
        QILA_GCM_IV_SIZE: usize = IV_SIZE;
        /// The bytes of a full tag.
        QILA_GCM_TAG_SIZE: usize = TAG_SIZE;
    }
    functions {
        /// Makes a key of 16, 24 or 32 bytes with tags of 16 bytes at `*key`. Errors:
        /// QILA_ERROR_KEY_LENGTH.
        cold qila_gcm_key_new(key: Place<qila_gcm_key>, start/len) => key.make(|| AesGcmKey::new(start));
        /// Makes a key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 12 to 16, at `*key`.
        /// Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_TAG_LENGTH.
        cold qila_gcm_key_new_with_tag(key: Place<qila_gcm_key>, start/len, tag_len: usize)
            => key.make(|| AesGcmKey::with_tag_length(start, TagLength::from_bytes(tag_len)?));
        /// Makes a key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 4 or 8, at `*key`, for
        /// packets of `longest_packet` bytes at most, ciphertext and additional data together: 1
        /// KiB with 4 bytes, 32 MiB with 8. The row of SP 800-38D appendix C whose packets are just
        /// long enough holds for sealing and opening, and says how often the key may open. A longer
        /// packet is QILA_ERROR_INPUT_TOO_LONG, and costs no opening.
        /// Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_TAG_LENGTH; QILA_ERROR_PARAMETER, packets that
        /// no row allows.
        cold qila_gcm_key_new_with_short_tag(key: Place<qila_gcm_key>, start/len, tag_len: usize, longest_packet: u64)
            => key.make(|| AesGcmKey::with_tag_length(start, TagLength::for_packets(tag_len, longest_packet)?));
        /// Makes a random key of 128, 192 or 256 bits with tags of 16 bytes at `*key`.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_gcm_key_generate(key: Place<qila_gcm_key>, bits: KeySize, rng: &mut qila_rng)
            => key.make(|| AesGcmKey::generate(bits, rng));
        /// Seals `len` bytes at `data` under a random IV, whose 12 bytes go to `iv`. `tag_len` is
        /// that of the key.
        /// Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG;
        /// QILA_ERROR_KEY_EXHAUSTED, the key has sealed as often as it may; those of
        /// qila_rng_fill().
        hot qila_gcm_seal_random_iv(key: &qila_gcm_key, rng: &mut qila_rng, aad/aad_len, data/len: InPlace,
            iv/iv_len: &mut [u8], tag/tag_len: &mut [u8]) => {
            check_room(iv.len(), tag.len(), key.tag_length())?;
            let mut sealer = key.random_iv_sealer()?;
            put(&sealer.seal_in_place(aad, data, rng)?, iv, tag);
            Ok(sealer.indicator())
        };
        /// Seals `len` bytes at `data` under an IV of the caller, which must never come twice under
        /// a key. Not approved, and neither is what the handle does afterwards.
        /// Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG;
        /// QILA_ERROR_KEY_EXHAUSTED, the key has sealed as often as it may.
        hot qila_gcm_seal_caller_iv(key: &qila_gcm_key, iv/iv_len, aad/aad_len, data/len: InPlace,
            tag/tag_len: &mut [u8]) => {
            check_room(IV_SIZE, tag.len(), key.tag_length())?;
            let sealer = key.caller_iv_sealer()?;
            tag.copy_from_slice(&sealer.seal_in_place(iv, aad, data)?);
            Ok(sealer.indicator())
        };
        /// Opens `len` bytes at `data`. If the tag does not belong to them, they are zero
        /// afterwards.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH,
        /// QILA_ERROR_INPUT_TOO_LONG; QILA_ERROR_KEY_EXHAUSTED, short tags have been tried as often
        /// as they may.
        hot qila_gcm_open(key: &qila_gcm_key, iv/iv_len, aad/aad_len, data/len: InPlace, tag/tag_len)
            => key.open_in_place(iv, aad, data, tag).by(key.indicator());
        /// Makes a sealer of a key of 16, 24 or 32 bytes at `*handle`. Its IV is the 4 to 8 bytes
        /// at `fixed`, the name of this sender, and then a count from zero. A key makes one sealer
        /// in its life.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_IV_LENGTH, the fixed field.
        cold qila_gcm_sealer_new_counter(handle: Place<qila_gcm_sealer>, key/key_len, fixed/fixed_len)
            => handle.make(|| AesGcmKey::new(key)?.counter_iv_sealer(fixed));
        /// Makes a sealer of a key of 16, 24 or 32 bytes at `*handle`, for records of TLS 1.2 (RFC
        /// 5288). Its IV is the 4 bytes at `salt` and the number of the record. A key makes one
        /// sealer in its life.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_gcm_sealer_new_tls12(handle: Place<qila_gcm_sealer>, key/key_len, salt: &[u8; 4])
            => handle.make(|| AesGcmKey::new(key)?.tls12_sealer(salt));
        /// Makes a sealer of a key of 16, 24 or 32 bytes at `*handle`, for records of TLS 1.3 (RFC
        /// 8446). Its IV is the 12 bytes at `static_iv`, exclusive-ored with the number of the
        /// record. A key makes one sealer in its life.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_gcm_sealer_new_tls13(handle: Place<qila_gcm_sealer>, key/key_len, static_iv: &[u8; 12])
            => handle.make(|| AesGcmKey::new(key)?.tls13_sealer(static_iv));
        /// Makes a sealer of a key of 16, 24 or 32 bytes at `*handle`, for packets of SSH (RFC
        /// 5647). Its IV is the 12 bytes at `initial_iv`, counted up. A key makes one sealer in its
        /// life. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_gcm_sealer_new_ssh(handle: Place<qila_gcm_sealer>, key/key_len, initial_iv: &[u8; 12])
            => handle.make(|| AesGcmKey::new(key)?.ssh_sealer(initial_iv));
        /// Seals `len` bytes at `data` with the next IV, whose 12 bytes go to `iv`. `tag_len` is
        /// 16.
        /// Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG;
        /// QILA_ERROR_KEY_EXHAUSTED, the numbers are used up.
        hot qila_gcm_sealer_seal(sealer: &mut qila_gcm_sealer, aad/aad_len, data/len: InPlace, iv/iv_len: &mut [u8],
            tag/tag_len: &mut [u8]) => {
            check_room(iv.len(), tag.len(), TagLength::Bits128)?;
            put(&sealer.seal_in_place(aad, data)?, iv, tag);
            Ok(sealer.indicator())
        };
        /// Opens `len` bytes at `data` under the key of the sealer, as qila_gcm_open(), with its
        /// errors.
        hot qila_gcm_sealer_open(sealer: &qila_gcm_sealer, iv/iv_len, aad/aad_len, data/len: InPlace, tag/tag_len)
            => sealer.open_in_place(iv, aad, data, tag).by(sealer.indicator());
        /// The number that the next message will have goes to `*number`. The first has 0.
        cold qila_gcm_sealer_next_number(sealer: &qila_gcm_sealer, number: &mut u64) => {
            *number = sealer.next_number();
            Ok(sealer.indicator())
        };
        /// Leaves numbers out: the next message gets `number`.
        /// Errors: QILA_ERROR_PARAMETER, less than the next number is now.
        cold qila_gcm_sealer_skip_to(sealer: &mut qila_gcm_sealer, number: u64)
            => sealer.skip_to(number).by(sealer.indicator());
        /// Makes an opener at `*handle` for what a sealer of qila_gcm_sealer_new_counter() seals.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_IV_LENGTH, the fixed field.
        cold qila_gcm_opener_new_counter(handle: Place<qila_gcm_opener>, key/key_len, fixed/fixed_len)
            => handle.make(|| AesGcmKey::new(key)?.counter_iv_opener(fixed));
        /// The same for records of TLS 1.2 whose explicit nonce is the number of the record. Those
        /// of a peer that chooses its nonces otherwise go to qila_gcm_open().
        /// Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_gcm_opener_new_tls12(handle: Place<qila_gcm_opener>, key/key_len, salt: &[u8; 4])
            => handle.make(|| AesGcmKey::new(key)?.tls12_opener(salt));
        /// The same for records of TLS 1.3. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_gcm_opener_new_tls13(handle: Place<qila_gcm_opener>, key/key_len, static_iv: &[u8; 12])
            => handle.make(|| AesGcmKey::new(key)?.tls13_opener(static_iv));
        /// The same for packets of SSH. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_gcm_opener_new_ssh(handle: Place<qila_gcm_opener>, key/key_len, initial_iv: &[u8; 12])
            => handle.make(|| AesGcmKey::new(key)?.ssh_opener(initial_iv));
        /// Opens `len` bytes at `data` with the next IV. A message that is refused is zero
        /// afterwards, and takes no number: the one that belongs there can still come.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG;
        /// QILA_ERROR_KEY_EXHAUSTED, the numbers are used up.
        hot qila_gcm_opener_open(opener: &mut qila_gcm_opener, aad/aad_len, data/len: InPlace, tag/tag_len)
            => opener.open_in_place(aad, data, tag).by(opener.indicator());
        /// The number that the next message has goes to `*number`. The first has 0.
        cold qila_gcm_opener_next_number(opener: &qila_gcm_opener, number: &mut u64) => {
            *number = opener.next_number();
            Ok(opener.indicator())
        };
        /// Leaves numbers out: the next message is that of `number`.
        /// Errors: QILA_ERROR_PARAMETER, less than the next number is now.
        cold qila_gcm_opener_skip_to(opener: &mut qila_gcm_opener, number: u64)
            => opener.skip_to(number).by(opener.indicator());
    }
}

/// The room for an IV of the module and a tag must be just as long as they are.
#[inline]
pub(crate) fn check_room(iv_len: usize, tag_len: usize, length: TagLength) -> Result<(), Failure> {
    if iv_len != IV_SIZE {
        return Err(Error::InvalidIvLength.into());
    }
    if tag_len != length.bytes() {
        return Err(Error::InvalidTagLength.into());
    }
    Ok(())
}

/// Writes what was sealed to its places, whose room was checked.
#[inline]
pub(crate) fn put(sealed: &Sealed, iv: &mut [u8], tag: &mut [u8]) {
    iv.copy_from_slice(&sealed.iv);
    tag.copy_from_slice(&sealed.tag);
}
