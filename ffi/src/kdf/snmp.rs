//! The key localization of SNMP.

use crate::status::Done;
use qila::Error;
use qila::kdf::{self, SNMP_KEY_SIZE};

interface! {
    //! The key localization of SNMP (SP 800-135, RFC 3414)
    //!
    //! Approved, with a password of 8 bytes or more.
    constants {
        /// The bytes of a key of SNMP.
        QILA_SNMP_KEY_SIZE: usize = SNMP_KEY_SIZE;
    }
    functions {
        /// The key of a user of SNMP version 3 with this password at an engine: QILA_SNMP_KEY_SIZE
        /// bytes.
        /// Errors: QILA_ERROR_INPUT_LENGTH, `out_len`, or no password.
        cold qila_snmp_kdf(password/password_len, engine_id/engine_id_len, out/out_len: &mut [u8]) => {
            let out = <&mut [u8; SNMP_KEY_SIZE]>::try_from(out).map_err(|_| Error::InvalidInputLength)?;
            kdf::snmp(password, engine_id, out).by(kdf::snmp_indicator(password.len()))
        };
    }
}
