//! GMAC.

use crate::aead::gcm::{check_room, put};
use crate::handle::Place;
use crate::random::qila_rng;
use crate::status::Done;
use qila::aead::{IV_SIZE, TagLength};
use qila::cipher::KeySize;
use qila::mac::GmacKey;

interface! {
    //! GMAC (SP 800-38D)
    //!
    //! Approved, but for IVs of the caller.
    handles {
        /// A GMAC key. Once it has made a tag under an IV of the caller, nothing that it does is
        /// approved.
        qila_gmac_key = GmacKey, qila_gmac_key_free;
    }
    functions {
        /// Makes a GMAC key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 12 to 16, at
        /// `*gmac`.
        /// Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_TAG_LENGTH.
        cold qila_gmac_key_new(gmac: Place<qila_gmac_key>, key/key_len, tag_len: usize)
            => gmac.make(|| GmacKey::with_tag_length(key, TagLength::from_bytes(tag_len)?));
        /// Makes a GMAC key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 4 or 8, at `*gmac`,
        /// for messages of `longest_packet` bytes at most. What qila_gcm_key_new_with_short_tag()
        /// says holds here, too.
        /// Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_TAG_LENGTH; QILA_ERROR_PARAMETER, packets that
        /// no row allows.
        cold qila_gmac_key_new_with_short_tag(gmac: Place<qila_gmac_key>, key/key_len, tag_len: usize, longest_packet: u64)
            => gmac.make(|| GmacKey::with_tag_length(key, TagLength::for_packets(tag_len, longest_packet)?));
        /// Makes a random GMAC key of 128, 192 or 256 bits with tags of 16 bytes at `*gmac`. Stack:
        /// 20 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        deep qila_gmac_key_generate(gmac: Place<qila_gmac_key>, bits: KeySize, rng: &mut qila_rng)
            => gmac.make(|| GmacKey::generate(bits, rng));
        /// The tag of `len` bytes at `data` under a random IV, whose 12 bytes go to `iv`. `tag_len`
        /// is that of the key.
        /// Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG;
        /// QILA_ERROR_KEY_EXHAUSTED, the key has made as many tags as it may; those of
        /// qila_rng_fill().
        hot qila_gmac_random_iv(gmac: &qila_gmac_key, rng: &mut qila_rng, data/len, iv/iv_len: &mut [u8],
            tag/tag_len: &mut [u8]) => {
            check_room(iv.len(), tag.len(), gmac.tag_length())?;
            let mut maker = gmac.random_iv()?;
            put(&maker.authenticate(data, rng)?, iv, tag);
            Ok(maker.indicator())
        };
        /// The tag of `len` bytes at `data` under an IV of the caller, which must never come twice
        /// under a key. Not approved, and neither is what the handle does afterwards.
        /// Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG;
        /// QILA_ERROR_KEY_EXHAUSTED, the key has made as many tags as it may.
        hot qila_gmac_caller_iv(gmac: &qila_gmac_key, iv/iv_len, data/len, tag/tag_len: &mut [u8]) => {
            check_room(IV_SIZE, tag.len(), gmac.tag_length())?;
            let maker = gmac.caller_iv()?;
            tag.copy_from_slice(&maker.authenticate(iv, data)?);
            Ok(maker.indicator())
        };
        /// Checks the tag of `len` bytes at `data`, in constant time.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH,
        /// QILA_ERROR_INPUT_TOO_LONG; QILA_ERROR_KEY_EXHAUSTED, short tags have been tried as often
        /// as they may.
        hot qila_gmac_verify(gmac: &qila_gmac_key, iv/iv_len, data/len, tag/tag_len)
            => gmac.verify(iv, data, tag).by(gmac.indicator());
    }
}
