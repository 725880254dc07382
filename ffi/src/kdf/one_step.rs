//! Key derivation from a shared secret: one-step (SP 800-56C), ANS X9.63 and ANS X9.42 (SP 800-135).

use crate::hash::{algorithm_of, qila_hash_algorithm};
use crate::memory::{apart, bytes, bytes_mut};
use crate::status::{Answer, call, qila_status};
use crate::xof::{self, qila_xof_algorithm};
use qila::kdf::{OneStep, OtherInfo, X942, X963};

/// Fills an output, with a counter or without. C may put any number where it means yes or no.
fn derive(derivation: &OneStep<'_>, counted: i32, info: &[u8], out: &mut [u8]) -> Answer {
    if counted != 0 {
        derivation.derive(info, out)?
    } else {
        derivation.derive_without_counter(info, out)?
    }
    Ok(derivation.indicator())
}

/// One-step derivation with a hash function, with a counter if `counted` is other than 0. Without one the output has one hash value
/// at most. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_one_step_hash(
    algorithm: qila_hash_algorithm,
    counted: i32,
    secret: *const u8,
    secret_len: usize,
    info: *const u8,
    info_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(secret, secret_len), (info, info_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let derivation = OneStep::hash(algorithm_of(algorithm)?, bytes(secret, secret_len)?)?;
            derive(&derivation, counted, bytes(info, info_len)?, bytes_mut(out, out_len)?)
        }
    })
}

/// One-step derivation with HMAC under a salt, which may be empty; `counted` as for qila_one_step_hash(). Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_one_step_hmac(
    algorithm: qila_hash_algorithm,
    counted: i32,
    salt: *const u8,
    salt_len: usize,
    secret: *const u8,
    secret_len: usize,
    info: *const u8,
    info_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(salt, salt_len), (secret, secret_len), (info, info_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let derivation =
                OneStep::hmac(algorithm_of(algorithm)?, bytes(salt, salt_len)?, bytes(secret, secret_len)?)?;
            derive(&derivation, counted, bytes(info, info_len)?, bytes_mut(out, out_len)?)
        }
    })
}

/// One-step derivation with KMAC128 or KMAC256 under a salt, which may be empty; `counted` as for qila_one_step_hash(). Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_one_step_kmac(
    algorithm: qila_xof_algorithm,
    counted: i32,
    salt: *const u8,
    salt_len: usize,
    secret: *const u8,
    secret_len: usize,
    info: *const u8,
    info_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(salt, salt_len), (secret, secret_len), (info, info_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let derivation =
                OneStep::kmac(xof::algorithm_of(algorithm)?, bytes(salt, salt_len)?, bytes(secret, secret_len)?)?;
            derive(&derivation, counted, bytes(info, info_len)?, bytes_mut(out, out_len)?)
        }
    })
}

/// The key derivation of ANS X9.63. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_x963_kdf(
    algorithm: qila_hash_algorithm,
    secret: *const u8,
    secret_len: usize,
    shared_info: *const u8,
    shared_info_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(secret, secret_len), (shared_info, shared_info_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let derivation = X963::new(algorithm_of(algorithm)?, bytes(secret, secret_len)?)?;
            derivation.derive(bytes(shared_info, shared_info_len)?, bytes_mut(out, out_len)?)?;
            Ok(derivation.indicator())
        }
    })
}

/// The key derivation of ANS X9.42, with other information as it is. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_x942_kdf(
    algorithm: qila_hash_algorithm,
    secret: *const u8,
    secret_len: usize,
    other_info: *const u8,
    other_info_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(secret, secret_len), (other_info, other_info_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let derivation = X942::new(algorithm_of(algorithm)?, bytes(secret, secret_len)?)?;
            derivation.derive(bytes(other_info, other_info_len)?, bytes_mut(out, out_len)?)?;
            Ok(derivation.indicator())
        }
    })
}

/// The key derivation of ANS X9.42, with other information in DER. `oid` is the content of an object identifier without tag
/// and length; empty fields are left out. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_x942_kdf_der(
    algorithm: qila_hash_algorithm,
    secret: *const u8,
    secret_len: usize,
    oid: *const u8,
    oid_len: usize,
    party_u: *const u8,
    party_u_len: usize,
    party_v: *const u8,
    party_v_len: usize,
    supp_pub: *const u8,
    supp_pub_len: usize,
    supp_priv: *const u8,
    supp_priv_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart(
            (out, out_len),
            &[
                (secret, secret_len),
                (oid, oid_len),
                (party_u, party_u_len),
                (party_v, party_v_len),
                (supp_pub, supp_pub_len),
                (supp_priv, supp_priv_len),
            ],
        )?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let derivation = X942::new(algorithm_of(algorithm)?, bytes(secret, secret_len)?)?;
            let info = OtherInfo {
                oid: bytes(oid, oid_len)?,
                party_u: bytes(party_u, party_u_len)?,
                party_v: bytes(party_v, party_v_len)?,
                supp_pub: bytes(supp_pub, supp_pub_len)?,
                supp_priv: bytes(supp_priv, supp_priv_len)?,
            };
            derivation.derive_der(&info, bytes_mut(out, out_len)?)?;
            Ok(derivation.indicator())
        }
    })
}
