//! The key derivation of IKE version 1.

use qila::Error;
use qila::hash::HashAlgorithm;
use qila::kdf::{Authentication, Exchange, IkeV1};

interface! {
    //! The key derivation of IKE version 1 (SP 800-135, RFC 2409)
    //!
    //! Approved, with secrets of 112 bits or more.
    choices {
        /// Authentication of IKE version 1.
        qila_ikev1_authentication = By {
            /// With signatures.
            QILA_IKEV1_SIGNATURE = 0 => By::Signature;
            /// With public key encryption.
            QILA_IKEV1_PUBLIC_KEY = 1 => By::PublicKey;
            /// With a pre-shared key.
            QILA_IKEV1_PRESHARED_KEY = 2 => By::PresharedKey;
        }
    }
    functions {
        /// SKEYID, SKEYID_d, SKEYID_a and SKEYID_e of IKE version 1, one after the other: four
        /// times the hash value. `preshared_key` matters with QILA_IKEV1_PRESHARED_KEY only.
        /// Errors: QILA_ERROR_PARAMETER, no such authentication or hash function;
        /// QILA_ERROR_INPUT_LENGTH, `out_len`.
        cold qila_ikev1_kdf(algorithm: HashAlgorithm, authentication: By, initiator_cookie: &[u8; 8],
            responder_cookie: &[u8; 8], initiator_nonce/initiator_nonce_len, responder_nonce/responder_nonce_len,
            shared_secret/shared_secret_len, preshared_key/preshared_key_len, out/out_len: &mut [u8]) => {
            let authentication = match authentication {
                By::Signature => Authentication::Signature,
                By::PublicKey => Authentication::PublicKeyEncryption,
                By::PresharedKey => Authentication::PresharedKey(preshared_key),
            };
            let exchange = Exchange { initiator_nonce, responder_nonce, initiator_cookie, responder_cookie, shared_secret };
            if out.len() != 4 * algorithm.output_size() {
                return Err(Error::InvalidInputLength.into());
            }
            let keys = IkeV1::derive(algorithm, authentication, &exchange)?;
            let all = [keys.skeyid(), keys.skeyid_d(), keys.skeyid_a(), keys.skeyid_e()];
            for (place, key) in out.chunks_exact_mut(algorithm.output_size()).zip(all) {
                place.copy_from_slice(key);
            }
            Ok(keys.indicator())
        };
    }
}

/// How the sides of IKE version 1 show who they are.
pub(crate) enum By {
    Signature,
    PublicKey,
    PresharedKey,
}
