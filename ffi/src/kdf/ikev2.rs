//! The key derivation of IKE version 2.

use crate::handle::Place;
use crate::status::Done;
use qila::hash::HashAlgorithm;
use qila::kdf::IkeV2;

interface! {
    //! The key derivation of IKE version 2 (SP 800-135, RFC 7296)
    //!
    //! Approved, with secrets of 112 bits or more.
    handles {
        /// SKEYSEED of IKE version 2, or SK_d.
        qila_ikev2_secret = IkeV2, qila_ikev2_secret_free;
    }
    functions {
        /// SKEYSEED of a first exchange of IKE version 2 at `*secret`.
        /// Errors: QILA_ERROR_PARAMETER, no such hash function.
        cold qila_ikev2_skeyseed(secret: Place<qila_ikev2_secret>, algorithm: HashAlgorithm,
            initiator_nonce/initiator_nonce_len, responder_nonce/responder_nonce_len, shared_secret/shared_secret_len)
            => secret.make(|| IkeV2::skeyseed(algorithm, initiator_nonce, responder_nonce, shared_secret));
        /// Takes SK_d, as long as the hash value, at `*secret`. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_ikev2_secret_new(secret: Place<qila_ikev2_secret>, algorithm: HashAlgorithm, sk_d/sk_d_len)
            => secret.make(|| IkeV2::from_sk_d(algorithm, sk_d));
        /// Of SK_d: SKEYSEED of a new exchange at `*next`, to be freed by itself.
        cold qila_ikev2_rekey(next: Place<qila_ikev2_secret>, sk_d: &qila_ikev2_secret,
            initiator_nonce/initiator_nonce_len, responder_nonce/responder_nonce_len, shared_secret/shared_secret_len)
            => next.make(|| sk_d.rekey(initiator_nonce, responder_nonce, shared_secret));
        /// Of SKEYSEED: the keys of the association, SK_d first.
        /// Errors: QILA_ERROR_OUTPUT_TOO_LONG, more than 255 hash values.
        cold qila_ikev2_derive(secret: &qila_ikev2_secret, initiator_spi: &[u8; 8], responder_spi: &[u8; 8],
            initiator_nonce/initiator_nonce_len, responder_nonce/responder_nonce_len, out/out_len: &mut [u8]) => {
            secret.derive(initiator_nonce, responder_nonce, initiator_spi, responder_spi, out).by(secret.indicator())
        };
        /// Of SK_d: the keys of a child association. `shared_secret` is that of a new key
        /// agreement, or empty.
        /// Errors: QILA_ERROR_OUTPUT_TOO_LONG, more than 255 hash values.
        cold qila_ikev2_derive_child(sk_d: &qila_ikev2_secret, shared_secret/shared_secret_len,
            initiator_nonce/initiator_nonce_len, responder_nonce/responder_nonce_len, out/out_len: &mut [u8])
            => sk_d.derive_child(shared_secret, initiator_nonce, responder_nonce, out).by(sk_d.indicator());
    }
}
