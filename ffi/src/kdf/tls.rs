//! The key derivations of TLS 1.2 (SP 800-135, RFC 7627) and TLS 1.3 (RFC 8446).

use crate::hash::{algorithm_of, qila_hash_algorithm};
use crate::memory::{apart, borrow, bytes, bytes_mut, give, release};
use crate::status::{call, qila_status};
use qila::Error;
use qila::kdf::{TLS12_MASTER_SECRET_SIZE, Tls12, Tls13};

/// The bytes of a master secret of TLS 1.2.
pub const QILA_TLS12_MASTER_SECRET_SIZE: usize = 48;
const _: () = assert!(QILA_TLS12_MASTER_SECRET_SIZE == TLS12_MASTER_SECRET_SIZE);

/// A secret of the key schedule of TLS 1.3. Threads: many at a time.
pub struct qila_tls13_secret(Tls13);

/// The master secret of a premaster secret, bound to its handshake (RFC 7627): QILA_TLS12_MASTER_SECRET_SIZE bytes.
/// Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tls12_extended_master_secret(
    algorithm: qila_hash_algorithm,
    premaster: *const u8,
    premaster_len: usize,
    session_hash: *const u8,
    session_hash_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(premaster, premaster_len), (session_hash, session_hash_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let premaster = Tls12::new(algorithm_of(algorithm)?, bytes(premaster, premaster_len)?)?;
            let out = <&mut [u8; TLS12_MASTER_SECRET_SIZE]>::try_from(bytes_mut(out, out_len)?)
                .map_err(|_| Error::InvalidInputLength)?;
            premaster.extended_master_secret(bytes(session_hash, session_hash_len)?, out)?;
            Ok(premaster.indicator())
        }
    })
}

/// The master secret without that extension: QILA_TLS12_MASTER_SECRET_SIZE bytes. Not approved. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tls12_master_secret(
    algorithm: qila_hash_algorithm,
    premaster: *const u8,
    premaster_len: usize,
    client_random: *const u8,
    client_random_len: usize,
    server_random: *const u8,
    server_random_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart(
            (out, out_len),
            &[(premaster, premaster_len), (client_random, client_random_len), (server_random, server_random_len)],
        )?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let premaster = Tls12::new(algorithm_of(algorithm)?, bytes(premaster, premaster_len)?)?;
            let out = <&mut [u8; TLS12_MASTER_SECRET_SIZE]>::try_from(bytes_mut(out, out_len)?)
                .map_err(|_| Error::InvalidInputLength)?;
            premaster.master_secret(
                bytes(client_random, client_random_len)?,
                bytes(server_random, server_random_len)?,
                out,
            )?;
            Ok(premaster.master_secret_indicator())
        }
    })
}

/// The key block of a master secret of TLS 1.2. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tls12_key_block(
    algorithm: qila_hash_algorithm,
    master: *const u8,
    master_len: usize,
    client_random: *const u8,
    client_random_len: usize,
    server_random: *const u8,
    server_random_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart(
            (out, out_len),
            &[(master, master_len), (client_random, client_random_len), (server_random, server_random_len)],
        )?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let master = Tls12::new(algorithm_of(algorithm)?, bytes(master, master_len)?)?;
            master.key_block(
                bytes(client_random, client_random_len)?,
                bytes(server_random, server_random_len)?,
                bytes_mut(out, out_len)?,
            )?;
            Ok(master.indicator())
        }
    })
}

/// The pseudorandom function of TLS 1.2, for what the protocol does besides. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tls12_prf(
    algorithm: qila_hash_algorithm,
    secret: *const u8,
    secret_len: usize,
    label: *const u8,
    label_len: usize,
    seed: *const u8,
    seed_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(secret, secret_len), (label, label_len), (seed, seed_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let secret = Tls12::new(algorithm_of(algorithm)?, bytes(secret, secret_len)?)?;
            secret.prf(bytes(label, label_len)?, bytes(seed, seed_len)?, bytes_mut(out, out_len)?)?;
            Ok(secret.indicator())
        }
    })
}

/// The Early Secret of TLS 1.3 at `*secret`, to be freed with qila_tls13_secret_free(). An empty pre-shared key stands for
/// none; the schedule is approved once a secret of 112 bits has entered it.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tls13_early_secret(
    secret: *mut *mut qila_tls13_secret,
    algorithm: qila_hash_algorithm,
    psk: *const u8,
    psk_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(secret, || {
                let made = Tls13::early_secret(algorithm_of(algorithm)?, bytes(psk, psk_len)?)?;
                let indicator = made.indicator();
                Ok((qila_tls13_secret(made), indicator))
            })
        }
    })
}

/// Takes a secret of the schedule from elsewhere, as long as the hash value, at `*secret`, to be freed with
/// qila_tls13_secret_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tls13_secret_new(
    secret: *mut *mut qila_tls13_secret,
    algorithm: qila_hash_algorithm,
    bytes_of_secret: *const u8,
    bytes_of_secret_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(secret, || {
                let made =
                    Tls13::from_secret(algorithm_of(algorithm)?, bytes(bytes_of_secret, bytes_of_secret_len)?)?;
                let indicator = made.indicator();
                Ok((qila_tls13_secret(made), indicator))
            })
        }
    })
}

/// The secret of the next stage at `*next`, to be freed by itself: from a shared secret the Handshake Secret, and from nothing
/// the Master Secret.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tls13_next_secret(
    next: *mut *mut qila_tls13_secret,
    secret: *const qila_tls13_secret,
    shared_secret: *const u8,
    shared_secret_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(next, || {
                let made = borrow(secret)?.0.next_secret(bytes(shared_secret, shared_secret_len)?)?;
                let indicator = made.indicator();
                Ok((qila_tls13_secret(made), indicator))
            })
        }
    })
}

/// HKDF-Expand-Label of a secret; Derive-Secret is that with the hash value of the messages as context.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tls13_expand_label(
    secret: *const qila_tls13_secret,
    label: *const u8,
    label_len: usize,
    context: *const u8,
    context_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(label, label_len), (context, context_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let secret = &borrow(secret)?.0;
            secret.expand_label(bytes(label, label_len)?, bytes(context, context_len)?, bytes_mut(out, out_len)?)?;
            Ok(secret.indicator())
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tls13_secret_free(secret: *mut qila_tls13_secret) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(secret) }
}
