//! KMAC.

use crate::handle::{Place, Renewed, tagged, take};
use crate::random::qila_rng;
use crate::status::Done;
use crate::xof::{Stage, qila_xof};
use qila::mac::{Kmac, KmacKey};
use qila::xof::XofAlgorithm;

interface! {
    //! KMAC (SP 800-185)
    //!
    //! Approved, with keys of 112 bits or more. QILA_SHAKE128 chooses KMAC128, QILA_SHAKE256
    //! KMAC256. The length of a tag is a part of it: a shorter tag is another tag.
    handles {
        /// A KMAC key.
        qila_kmac_key = KmacKey, qila_kmac_key_free;
        /// A message on its way through KMAC.
        qila_kmac_message = Renewed<Kmac>, qila_kmac_message_free;
    }
    functions {
        /// Writes the KMAC tag of `len` bytes at `data` to `tag`, 4 bytes at least. Errors:
        /// QILA_ERROR_TAG_LENGTH.
        cold qila_kmac(algorithm: XofAlgorithm, key/key_len, customization/customization_len, data/len,
            tag/tag_len: &mut [u8]) => {
            let key = KmacKey::customized(algorithm, key, customization)?;
            key.authenticate_into(data, tag).by(key.tag_indicator(tag.len()))
        };
        /// Makes a KMAC key of any length at `*kmac`. Under 112 bits it is not approved. Another
        /// customization string gives other tags; `customization_len` 0 is for none. Errors:
        /// QILA_ERROR_PARAMETER, no such function.
        cold qila_kmac_key_new(kmac: Place<qila_kmac_key>, algorithm: XofAlgorithm, key/key_len,
            customization/customization_len) => kmac.make(|| KmacKey::customized(algorithm, key, customization));
        /// Makes a random KMAC key without a customization string at `*kmac`: 128 bits for KMAC128
        /// and 256 for KMAC256.
        /// Errors: QILA_ERROR_PARAMETER, no such function.
        cold qila_kmac_key_generate(kmac: Place<qila_kmac_key>, algorithm: XofAlgorithm, rng: &mut qila_rng)
            => kmac.make(|| KmacKey::generate(algorithm, rng));
        /// Writes the tag of `len` bytes at `data`, 4 bytes at least, to `tag`. Errors:
        /// QILA_ERROR_TAG_LENGTH.
        hot qila_kmac_key_authenticate(kmac: &qila_kmac_key, data/len, tag/tag_len: &mut [u8])
            => kmac.authenticate_into(data, tag).by(kmac.tag_indicator(tag.len()));
        /// Checks a tag, 4 bytes at least, in constant time. Errors: QILA_ERROR_TAG_MISMATCH,
        /// QILA_ERROR_TAG_LENGTH.
        hot qila_kmac_key_verify(kmac: &qila_kmac_key, data/len, tag/tag_len)
            => kmac.verify(data, tag).by(kmac.tag_indicator(tag.len()));
        /// Begins a message at `*message`. The key may be freed before.
        cold qila_kmac_message_new(message: Place<qila_kmac_message>, kmac: &qila_kmac_key)
            => message.make(|| kmac.begin().map(Renewed::from));
        /// Copies a message on its way to `*copy`.
        cold qila_kmac_message_copy(copy: Place<qila_kmac_message>, message: &qila_kmac_message)
            => copy.make(|| qila::Result::Ok(message.clone()));
        /// Appends `len` bytes at `data` to the message.
        hot qila_kmac_message_update(message: &mut qila_kmac_message, data/len)
            => take(message, |message| message.running.update(data));
        /// Writes the tag of the message, 4 bytes at least, to `tag`. The handle is then ready for
        /// the next message.
        /// Errors: QILA_ERROR_TAG_LENGTH.
        cold qila_kmac_message_final(message: &mut qila_kmac_message, tag/tag_len: &mut [u8])
            => message.tagged(tag.len(), |message| message.finalize_into(tag));
        /// Checks the tag of the message, 4 bytes at least. The handle is then ready for the next
        /// message.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH.
        cold qila_kmac_message_verify(message: &mut qila_kmac_message, tag/tag_len)
            => message.tagged(tag.len(), |message| message.verify(tag));
        /// Makes an output of any length (KMACXOF) of the message at `*xof`, to be read with
        /// qila_xof_read(). The handle is then ready for the next message.
        cold qila_kmac_message_xof(message: &mut qila_kmac_message, xof: Place<qila_xof>)
            => message.end(|message| xof.make(|| message.finalize_xof().map(Stage::Squeezing)));
    }
}

tagged! { Kmac }
