//! Key derivation from a shared secret in one step.

use crate::status::{Answer, Done};
use qila::hash::HashAlgorithm;
use qila::kdf::{OneStep, OtherInfo, X942, X963};
use qila::xof::XofAlgorithm;

interface! {
    //! Key derivation from a shared secret: one step (SP 800-56C), X9.63 and X9.42 (SP 800-135)
    //!
    //! Approved, with secrets of 112 bits or more. `counted` other than 0 is with a counter;
    //! without one the output has one hash value at most. A salt may be empty.
    functions {
        /// One-step derivation with a hash function. Errors: QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_one_step_hash(algorithm: HashAlgorithm, counted: i32, secret/secret_len, info/info_len,
            out/out_len: &mut [u8]) => derive(&OneStep::hash(algorithm, secret)?, counted, info, out);
        /// One-step derivation with HMAC under a salt. Errors: QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_one_step_hmac(algorithm: HashAlgorithm, counted: i32, salt/salt_len, secret/secret_len,
            info/info_len, out/out_len: &mut [u8])
            => derive(&OneStep::hmac(algorithm, salt, secret)?, counted, info, out);
        /// One-step derivation with KMAC128 or KMAC256 under a salt. Errors:
        /// QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_one_step_kmac(algorithm: XofAlgorithm, counted: i32, salt/salt_len, secret/secret_len,
            info/info_len, out/out_len: &mut [u8])
            => derive(&OneStep::kmac(algorithm, salt, secret)?, counted, info, out);
        /// The key derivation of ANS X9.63. Errors: QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_x963_kdf(algorithm: HashAlgorithm, secret/secret_len, shared_info/shared_info_len,
            out/out_len: &mut [u8]) => {
            let derivation = X963::new(algorithm, secret)?;
            derivation.derive(shared_info, out).by(derivation.indicator())
        };
        /// The key derivation of ANS X9.42, with other information as it is. Errors:
        /// QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_x942_kdf(algorithm: HashAlgorithm, secret/secret_len, other_info/other_info_len,
            out/out_len: &mut [u8]) => {
            let derivation = X942::new(algorithm, secret)?;
            derivation.derive(other_info, out).by(derivation.indicator())
        };
        /// The key derivation of ANS X9.42, with other information in DER. `oid` is the content of
        /// an object identifier without tag and length. Empty fields are left out.
        /// Errors: QILA_ERROR_OUTPUT_TOO_LONG; QILA_ERROR_INPUT_TOO_LONG.
        cold qila_x942_kdf_der(algorithm: HashAlgorithm, secret/secret_len, oid/oid_len, party_u/party_u_len,
            party_v/party_v_len, supp_pub/supp_pub_len, supp_priv/supp_priv_len, out/out_len: &mut [u8]) => {
            let derivation = X942::new(algorithm, secret)?;
            let info = OtherInfo { oid, party_u, party_v, supp_pub, supp_priv };
            derivation.derive_der(&info, out).by(derivation.indicator())
        };
    }
}

/// Fills an output, with a counter or without. C may put any number where it means yes or no.
fn derive(derivation: &OneStep<'_>, counted: i32, info: &[u8], out: &mut [u8]) -> Answer {
    let derived = match counted {
        0 => derivation.derive_without_counter(info, out),
        _ => derivation.derive(info, out),
    };
    derived.by(derivation.indicator())
}
