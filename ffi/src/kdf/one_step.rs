//! Key derivation from a shared secret in one step.

use crate::status::{Answer, Done};
use qila::hash::HashAlgorithm;
use qila::kdf::OneStep;
use qila::xof::XofAlgorithm;

interface! {
    //! Key derivation from a shared secret in one step (SP 800-56C)
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
