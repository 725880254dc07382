//! Key derivation from a password.

use crate::status::Done;
use qila::Error;
use qila::hash::HashAlgorithm;
use qila::kdf::{self, Pbkdf2, SNMP_KEY_SIZE};

interface! {
    //! Key derivation from a password: PBKDF2 (SP 800-132) and SNMP (SP 800-135)
    //!
    //! PBKDF2 is approved with a password of 14 bytes, a salt of 16 bytes, 1000 iterations and a
    //! key of 14 bytes, or more.
    constants {
        /// The bytes of a key of SNMP.
        QILA_SNMP_KEY_SIZE: usize = SNMP_KEY_SIZE;
    }
    functions {
        /// PBKDF2 with HMAC. Errors: QILA_ERROR_PARAMETER, no iterations;
        /// QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_pbkdf2(algorithm: HashAlgorithm, iterations: u32, password/password_len, salt/salt_len,
            out/out_len: &mut [u8]) => {
            let derivation = Pbkdf2::new(algorithm, password, salt, iterations)?;
            derivation.derive(out).by(derivation.indicator(out.len()))
        };
        /// The key of a user of SNMP version 3 with this password at an engine: QILA_SNMP_KEY_SIZE
        /// bytes.
        /// Errors: QILA_ERROR_INPUT_LENGTH, `out_len`, or no password.
        cold qila_snmp_kdf(password/password_len, engine_id/engine_id_len, out/out_len: &mut [u8]) => {
            let out = <&mut [u8; SNMP_KEY_SIZE]>::try_from(out).map_err(|_| Error::InvalidInputLength)?;
            kdf::snmp(password, engine_id, out).by(kdf::snmp_indicator(password.len()))
        };
    }
}
