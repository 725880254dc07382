//! Key derivation from a password: PBKDF2 (SP 800-132) and SNMP (SP 800-135).

use crate::hash::{algorithm_of, qila_hash_algorithm};
use crate::memory::{apart, bytes, bytes_mut};
use crate::status::{call, qila_status};
use qila::Error;
use qila::kdf::{self, Pbkdf2, SNMP_KEY_SIZE};

/// The bytes of a key of SNMP.
pub const QILA_SNMP_KEY_SIZE: usize = 20;
const _: () = assert!(QILA_SNMP_KEY_SIZE == SNMP_KEY_SIZE);

/// PBKDF2 with HMAC. Approved with a password of 14 bytes, a salt of 16 bytes, 1000 iterations and a key of 14 bytes, or more.
/// Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_pbkdf2(
    algorithm: qila_hash_algorithm,
    iterations: u32,
    password: *const u8,
    password_len: usize,
    salt: *const u8,
    salt_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(password, password_len), (salt, salt_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let derivation = Pbkdf2::new(
                algorithm_of(algorithm)?,
                bytes(password, password_len)?,
                bytes(salt, salt_len)?,
                iterations,
            )?;
            derivation.derive(bytes_mut(out, out_len)?)?;
            Ok(derivation.indicator(out_len))
        }
    })
}

/// The key of a user of SNMP version 3 with this password at an engine: QILA_SNMP_KEY_SIZE bytes. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_snmp_kdf(
    password: *const u8,
    password_len: usize,
    engine_id: *const u8,
    engine_id_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(password, password_len), (engine_id, engine_id_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let out = bytes_mut(out, out_len)?;
            let out = <&mut [u8; SNMP_KEY_SIZE]>::try_from(out).map_err(|_| Error::InvalidInputLength)?;
            kdf::snmp(bytes(password, password_len)?, bytes(engine_id, engine_id_len)?, out)?;
            Ok(kdf::snmp_indicator(password_len))
        }
    })
}
