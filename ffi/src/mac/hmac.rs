//! HMAC.

use crate::arguments::Room;
use crate::handle::{Place, Renewed, tagged, take};
use crate::random::qila_rng;
use crate::status::{Answer, Done, with};
use qila::hash::HashAlgorithm;
use qila::mac::{DynHmac, DynHmacKey};

interface! {
    //! HMAC (FIPS 198-1)
    //!
    //! Approved, with keys of 112 bits or more.
    handles {
        /// An HMAC key.
        qila_hmac_key = DynHmacKey, qila_hmac_key_free;
        /// A message on its way through HMAC.
        qila_hmac_message = Renewed<DynHmac>, qila_hmac_message_free;
    }
    functions {
        /// The HMAC tag of `len` bytes at `data`: qila_hash_size() bytes.
        /// Errors: QILA_ERROR_PARAMETER, no such hash function.
        cold qila_hmac(algorithm: HashAlgorithm, key/key_len, data/len, tag/tag_len: Room)
            => authenticate(&DynHmacKey::new(algorithm, key)?, data, tag);
        /// Checks an HMAC tag, or its leftmost bytes, 4 at least, in constant time.
        /// Errors: QILA_ERROR_TAG_MISMATCH; QILA_ERROR_TAG_LENGTH.
        cold qila_hmac_verify(algorithm: HashAlgorithm, key/key_len, data/len, tag/tag_len)
            => with(DynHmacKey::new(algorithm, key), |hmac| hmac.verify(data, tag).by(hmac.tag_indicator(tag.len())));
        /// Makes an HMAC key of any length at `*hmac`. Under 112 bits it is not approved.
        /// Errors: QILA_ERROR_PARAMETER, no such hash function.
        cold qila_hmac_key_new(hmac: Place<qila_hmac_key>, algorithm: HashAlgorithm, key/key_len)
            => hmac.make(|| DynHmacKey::new(algorithm, key));
        /// Makes a random HMAC key, as long as the hash value, at `*hmac`.
        /// Errors: QILA_ERROR_PARAMETER, no such hash function.
        cold qila_hmac_key_generate(hmac: Place<qila_hmac_key>, algorithm: HashAlgorithm, rng: &mut qila_rng)
            => hmac.make(|| DynHmacKey::generate(algorithm, rng));
        /// The tag of `len` bytes at `data`.
        hot qila_hmac_key_authenticate(hmac: &qila_hmac_key, data/len, tag/tag_len: Room)
            => authenticate(hmac, data, tag);
        /// Checks a tag, or its leftmost bytes, 4 at least, in constant time.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH.
        hot qila_hmac_key_verify(hmac: &qila_hmac_key, data/len, tag/tag_len)
            => hmac.verify(data, tag).by(hmac.tag_indicator(tag.len()));
        /// Begins a message at `*message`. The key may be freed before.
        cold qila_hmac_message_new(message: Place<qila_hmac_message>, hmac: &qila_hmac_key)
            => message.make(|| hmac.begin().map(Renewed::from));
        /// Copies a message on its way to `*copy`.
        cold qila_hmac_message_copy(copy: Place<qila_hmac_message>, message: &qila_hmac_message)
            => copy.make(|| qila::Result::Ok(message.clone()));
        /// Appends `len` bytes at `data` to the message.
        hot qila_hmac_message_update(message: &mut qila_hmac_message, data/len)
            => take(message, |message| message.running.update(data));
        /// The tag of the message. The handle is then ready for the next message.
        cold qila_hmac_message_final(message: &mut qila_hmac_message, tag/tag_len: Room) => {
            let size = message.fresh.algorithm().output_size();
            tag.fill(size, message.indicator(), |tag| {
                message.end(|message| Ok(message.finalize_into(tag)?))?;
                Ok(size)
            })
        };
        /// Checks the tag of the message, or its leftmost bytes, 4 at least. The handle is then
        /// ready for the next message.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH.
        cold qila_hmac_message_verify(message: &mut qila_hmac_message, tag/tag_len)
            => message.tagged(tag.len(), |message| message.verify(tag));
    }
}

tagged! { DynHmac }

#[inline]
fn authenticate(hmac: &DynHmacKey, data: &[u8], tag: Room<'_>) -> Answer {
    let size = hmac.algorithm().output_size();
    tag.fill(size, hmac.indicator(), |tag| {
        hmac.authenticate_into(data, tag)?;
        Ok(size)
    })
}
