//! CMAC with AES.

use crate::handle::{Place, Renewed, tagged, take};
use crate::random::qila_rng;
use crate::status::{Done, with};
use qila::cipher::KeySize;
use qila::mac::{Cmac, CmacKey};

interface! {
    //! CMAC with AES (SP 800-38B)
    //!
    //! Approved. A tag may be shortened to its leftmost bytes, 4 at least.
    handles {
        /// A CMAC key.
        qila_cmac_key = CmacKey, qila_cmac_key_free;
        /// A message on its way through CMAC.
        qila_cmac_message = Renewed<Cmac>, qila_cmac_message_free;
    }
    constants {
        /// The bytes of a full CMAC tag.
        QILA_CMAC_SIZE: usize = CmacKey::OUTPUT_SIZE;
    }
    functions {
        /// Writes the CMAC tag of `len` bytes at `data`, or its leftmost bytes, 4 at least, to
        /// `tag`. The key has 16, 24 or 32 bytes. Errors: QILA_ERROR_KEY_LENGTH,
        /// QILA_ERROR_TAG_LENGTH.
        cold qila_cmac(key/key_len, data/len, tag/tag_len: &mut [u8])
            => with(CmacKey::new(key), |key| key.authenticate_into(data, tag).by(key.tag_indicator(tag.len())));
        /// Makes a CMAC key of 16, 24 or 32 bytes at `*cmac`. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_cmac_key_new(cmac: Place<qila_cmac_key>, key/key_len) => cmac.make(|| CmacKey::new(key));
        /// Makes a random CMAC key of 128, 192 or 256 bits at `*cmac`. Errors:
        /// QILA_ERROR_KEY_LENGTH.
        cold qila_cmac_key_generate(cmac: Place<qila_cmac_key>, bits: KeySize, rng: &mut qila_rng)
            => cmac.make(|| CmacKey::generate(bits, rng));
        /// Writes the tag of `len` bytes at `data`, or its leftmost bytes, 4 at least, to `tag`.
        /// Errors: QILA_ERROR_TAG_LENGTH.
        hot qila_cmac_key_authenticate(cmac: &qila_cmac_key, data/len, tag/tag_len: &mut [u8])
            => cmac.authenticate_into(data, tag).by(cmac.tag_indicator(tag.len()));
        /// Checks a tag, or its leftmost bytes, 4 at least, in constant time.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH.
        hot qila_cmac_key_verify(cmac: &qila_cmac_key, data/len, tag/tag_len)
            => cmac.verify(data, tag).by(cmac.tag_indicator(tag.len()));
        /// Begins a message at `*message`. The key may be freed before.
        cold qila_cmac_message_new(message: Place<qila_cmac_message>, cmac: &qila_cmac_key)
            => message.make(|| cmac.begin().map(Renewed::from));
        /// Copies a message on its way to `*copy`.
        cold qila_cmac_message_copy(copy: Place<qila_cmac_message>, message: &qila_cmac_message)
            => copy.make(|| qila::Result::Ok(message.clone()));
        /// Appends `len` bytes at `data` to the message.
        hot qila_cmac_message_update(message: &mut qila_cmac_message, data/len)
            => take(message, |message| message.running.update(data));
        /// Writes the tag of the message, or its leftmost bytes, 4 at least, to `tag`. The handle
        /// is then ready for the next message. Errors: QILA_ERROR_TAG_LENGTH.
        cold qila_cmac_message_final(message: &mut qila_cmac_message, tag/tag_len: &mut [u8])
            => message.tagged(tag.len(), |message| message.finalize_into(tag));
        /// Checks the tag of the message, or its leftmost bytes, 4 at least. The handle is then
        /// ready for the next message.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH.
        cold qila_cmac_message_verify(message: &mut qila_cmac_message, tag/tag_len)
            => message.tagged(tag.len(), |message| message.verify(tag));
    }
}

tagged! { Cmac }
