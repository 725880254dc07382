//! Key derivation from a password.

use crate::status::Done;
use qila::hash::HashAlgorithm;
use qila::kdf::Pbkdf2;

interface! {
    //! Key derivation from a password: PBKDF2 (SP 800-132)
    //!
    //! Approved with a password of 14 bytes, a salt of 16 bytes, 1000 iterations and a key of 14
    //! bytes, or more.
    functions {
        /// PBKDF2 with HMAC. Errors: QILA_ERROR_PARAMETER, no iterations;
        /// QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_pbkdf2(algorithm: HashAlgorithm, iterations: u32, password/password_len, salt/salt_len,
            out/out_len: &mut [u8]) => {
            let derivation = Pbkdf2::new(algorithm, password, salt, iterations)?;
            derivation.derive(out).by(derivation.indicator(out.len()))
        };
    }
}
