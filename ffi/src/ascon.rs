//! Ascon.

use crate::aead::{open, seal};
use crate::arguments::InPlace;
use crate::handle::{Place, inner};
use crate::random::qila_rng;
use crate::xof::Stage;
use qila::Error;
use qila::aead::AsconAead128Key;
use qila::hash::AsconHash256;
use qila::xof::{AsconReader, AsconXof};

interface! {
    //! Ascon (SP 800-232): Ascon-Hash256, Ascon-XOF128, Ascon-CXOF128, Ascon-AEAD128
    //!
    //! Approved. Data are sealed and opened in place. A nonce must never come twice under a key.
    handles {
        /// A message on its way through Ascon-XOF128 or Ascon-CXOF128, and then its output.
        qila_ascon_xof = Stage<AsconXof, AsconReader>, qila_ascon_xof_free;
        /// A key of Ascon-AEAD128.
        qila_ascon_aead128_key = AsconAead128Key, qila_ascon_aead128_key_free;
    }
    constants {
        /// The bytes of an Ascon-Hash256 value.
        QILA_ASCON_HASH256_SIZE: usize = AsconHash256::OUTPUT_SIZE;
        /// The bytes of a nonce of Ascon-AEAD128.
        QILA_ASCON_AEAD128_NONCE_SIZE: usize = AsconAead128Key::NONCE_SIZE;
    }
    functions {
        /// Writes the 32 bytes of Ascon-Hash256 of `len` bytes at `data` to `value`.
        /// Errors: QILA_ERROR_PARAMETER, `value_len` is not 32.
        hot qila_ascon_hash256(data/len, value/value_len: &mut [u8]) => {
            let value = <&mut [u8; QILA_ASCON_HASH256_SIZE]>::try_from(value).map_err(|_| Error::InvalidParameter)?;
            let mut hash = AsconHash256::new()?;
            hash.update(data);
            let indicator = hash.indicator();
            *value = hash.finalize()?;
            Ok(indicator)
        };
        /// Begins a message for Ascon-XOF128 at `*xof`.
        cold qila_ascon_xof_new(xof: Place<qila_ascon_xof>) => xof.make(|| AsconXof::new().map(Stage::Absorbing));
        /// Begins a message for Ascon-CXOF128, with a customization string of at most 256 bytes, at
        /// `*xof`.
        /// Errors: QILA_ERROR_INPUT_TOO_LONG, the string.
        cold qila_ascon_xof_new_customized(xof: Place<qila_ascon_xof>, customization/customization_len)
            => xof.make(|| AsconXof::customized(customization).map(Stage::Absorbing));
        /// Appends `len` bytes at `data` to the message.
        /// Errors: QILA_ERROR_PARAMETER, after the first qila_ascon_xof_read().
        hot qila_ascon_xof_update(xof: &mut qila_ascon_xof, data/len) => xof.take(|message| message.update(data));
        /// Writes the next `out_len` bytes of the output to `out`. The first call ends the message.
        hot qila_ascon_xof_read(xof: &mut qila_ascon_xof, out/out_len: &mut [u8])
            => xof.read(AsconXof::finalize, |reader| reader.read(out));
        /// Makes a key of Ascon-AEAD128 with tags of `tag_len` bytes, 4 to 16, at `*key`. `len` is
        /// 16, or 32: then the second half masks the nonces. Errors: QILA_ERROR_KEY_LENGTH,
        /// QILA_ERROR_TAG_LENGTH.
        cold qila_ascon_aead128_key_new(key: Place<qila_ascon_aead128_key>, start/len, tag_len: usize) => {
            let bits = tag_len.saturating_mul(8);
            key.make(|| match start.len() {
                32 => AsconAead128Key::with_nonce_mask(start, bits),
                _ => AsconAead128Key::with_tag_bits(start, bits),
            })
        };
        /// Makes a random key of Ascon-AEAD128 of 128 bits with tags of 16 bytes at `*key`.
        cold qila_ascon_aead128_key_generate(key: Place<qila_ascon_aead128_key>, rng: &mut qila_rng)
            => key.make(|| AsconAead128Key::generate(rng));
        /// Seals `len` bytes at `data` under a nonce of 16 bytes, which must never come twice under
        /// a key. `tag_len` is that of the key. Errors: QILA_ERROR_IV_LENGTH,
        /// QILA_ERROR_TAG_LENGTH.
        hot qila_ascon_aead128_seal(key: &qila_ascon_aead128_key, nonce/nonce_len, aad/aad_len, data/len: InPlace,
            tag/tag_len: &mut [u8]) => seal(key, nonce, aad, data, tag);
        /// Opens `len` bytes at `data`. If the tag does not belong to them, they are zero
        /// afterwards.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH.
        hot qila_ascon_aead128_open(key: &qila_ascon_aead128_key, nonce/nonce_len, aad/aad_len, data/len: InPlace,
            tag/tag_len) => open(key, nonce, aad, data, tag);
    }
}

inner! { AsconXof, AsconReader }
