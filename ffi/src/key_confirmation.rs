//! Key confirmation.

use crate::handle::Place;
use crate::status::Done;
use qila::hash::HashAlgorithm;
use qila::key_confirmation::{ConfirmationKey, Contribution, Direction, Exchange, MacFunction, Party};
use qila::xof::XofAlgorithm;

interface! {
    //! Key confirmation (SP 800-56A r3 section 5.9, SP 800-56B r2 section 5.6)
    //!
    //! Approved, with keys of 112 bits or more. Both sides derive a key for it in front of the
    //! others, and free it when both are done. Both give the same arguments: what the initiator
    //! (`u`) and the responder (`v`) have as identifiers and as ephemeral data, a public key or a
    //! nonce or both, and a text that the provider adds; each may be empty. A tag has 8 bytes at
    //! least.
    handles {
        /// A key for the tags of one exchange.
        qila_confirmation_key = ConfirmationKey, qila_confirmation_key_free;
    }
    choices {
        /// A party of a key establishment.
        qila_party = Party {
            /// The initiator.
            QILA_PARTY_U = 0 => Party::U;
            /// The responder.
            QILA_PARTY_V = 1 => Party::V;
        }
        /// Who confirms.
        qila_confirmation_direction = Direction {
            /// One party.
            QILA_CONFIRMATION_UNILATERAL = 1 => Direction::Unilateral;
            /// Each to the other.
            QILA_CONFIRMATION_BILATERAL = 2 => Direction::Bilateral;
        }
    }
    functions {
        /// Takes a key of 1 to 64 bytes for HMAC to `*key`. Under 112 bits it is not approved.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_PARAMETER, no such hash function.
        cold qila_confirmation_key_new_hmac(key: Place<qila_confirmation_key>, algorithm: HashAlgorithm, secret/secret_len)
            => key.make(|| ConfirmationKey::new(MacFunction::Hmac(algorithm), secret));
        /// Takes an AES key of 16, 24 or 32 bytes for CMAC to `*key`. Errors:
        /// QILA_ERROR_KEY_LENGTH.
        cold qila_confirmation_key_new_cmac(key: Place<qila_confirmation_key>, secret/secret_len)
            => key.make(|| ConfirmationKey::new(MacFunction::Cmac, secret));
        /// Takes a key of 1 to 64 bytes for KMAC to `*key`. Under 112 bits it is not approved.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_PARAMETER, no such function.
        cold qila_confirmation_key_new_kmac(key: Place<qila_confirmation_key>, algorithm: XofAlgorithm, secret/secret_len)
            => key.make(|| ConfirmationKey::new(algorithm.into(), secret));
        /// Fills `tag` with what `provider` sends. Errors: QILA_ERROR_TAG_LENGTH.
        cold qila_confirmation_provide(key: &qila_confirmation_key, direction: Direction, provider: Party,
            u_id/u_id_len, u_ephemeral/u_ephemeral_len, v_id/v_id_len, v_ephemeral/v_ephemeral_len,
            text/text_len, tag/tag_len: &mut [u8]) => {
            let (u, v) = (Contribution { id: u_id, ephemeral: u_ephemeral }, Contribution { id: v_id, ephemeral: v_ephemeral });
            key.provide(&Exchange { direction, u, v }, provider, text, tag).by(key.indicator())
        };
        /// Checks in constant time the tag that `provider` sent.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_TAG_LENGTH.
        cold qila_confirmation_verify(key: &qila_confirmation_key, direction: Direction, provider: Party,
            u_id/u_id_len, u_ephemeral/u_ephemeral_len, v_id/v_id_len, v_ephemeral/v_ephemeral_len,
            text/text_len, tag/tag_len) => {
            let (u, v) = (Contribution { id: u_id, ephemeral: u_ephemeral }, Contribution { id: v_id, ephemeral: v_ephemeral });
            key.verify(&Exchange { direction, u, v }, provider, text, tag).by(key.indicator())
        };
    }
}
