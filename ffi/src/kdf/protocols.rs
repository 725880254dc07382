//! The key derivations of SSH, IKE and SRTP (SP 800-135).

use crate::hash::{algorithm_of, qila_hash_algorithm};
use crate::memory::{apart, array, borrow, bytes, bytes_mut, give, release};
use crate::status::{Failure, call, qila_status};
use qila::Error;
use qila::kdf::{Authentication, Exchange, IkeV1, IkeV2, SRTP_SALT_SIZE, Srtp, SrtpLabel, Ssh, SshKey};

/// The bytes of a master salt of SRTP.
pub const QILA_SRTP_SALT_SIZE: usize = 14;
const _: () = assert!(QILA_SRTP_SALT_SIZE == SRTP_SALT_SIZE);

/// Authentication of IKE version 1: one of the constants below.
pub type qila_ikev1_authentication = u32;
/// With signatures.
pub const QILA_IKEV1_SIGNATURE: qila_ikev1_authentication = 0;
/// With public key encryption.
pub const QILA_IKEV1_PUBLIC_KEY: qila_ikev1_authentication = 1;
/// With a pre-shared key.
pub const QILA_IKEV1_PRESHARED_KEY: qila_ikev1_authentication = 2;

/// SKEYSEED of IKE version 2, or SK_d. Threads: many at a time.
pub struct qila_ikev2_secret(IkeV2);

/// A key of SSH, by its letter, 'A' to 'F'. `shared_secret` is K as the key exchange encodes it. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ssh_kdf(
    algorithm: qila_hash_algorithm,
    letter: u8,
    shared_secret: *const u8,
    shared_secret_len: usize,
    exchange_hash: *const u8,
    exchange_hash_len: usize,
    session_id: *const u8,
    session_id_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart(
            (out, out_len),
            &[(shared_secret, shared_secret_len), (exchange_hash, exchange_hash_len), (session_id, session_id_len)],
        )?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = match letter {
                b'A' => SshKey::InitialIvClient,
                b'B' => SshKey::InitialIvServer,
                b'C' => SshKey::EncryptionKeyClient,
                b'D' => SshKey::EncryptionKeyServer,
                b'E' => SshKey::IntegrityKeyClient,
                b'F' => SshKey::IntegrityKeyServer,
                _ => return Err(Failure::Module(Error::InvalidParameter)),
            };
            let (secret, hash) = (bytes(shared_secret, shared_secret_len)?, bytes(exchange_hash, exchange_hash_len)?);
            let keys = Ssh::new(algorithm_of(algorithm)?, secret, hash, bytes(session_id, session_id_len)?)?;
            keys.derive(key, bytes_mut(out, out_len)?)?;
            Ok(keys.indicator())
        }
    })
}

/// A key of SRTP or SRTCP, by its label, 0 to 5. The master salt has QILA_SRTP_SALT_SIZE bytes, the index at most 48 bits, the
/// rate is 0 or a power of two up to 2^24. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_srtp_kdf(
    label: u8,
    index: u64,
    rate: u32,
    master_key: *const u8,
    master_key_len: usize,
    master_salt: *const u8,
    master_salt_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(master_key, master_key_len), (master_salt, master_salt_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let keys = srtp(bytes(master_key, master_key_len)?, bytes(master_salt, master_salt_len)?)?;
            keys.derive(srtp_label(label)?, index, rate, bytes_mut(out, out_len)?)?;
            Ok(keys.indicator())
        }
    })
}

/// As qila_srtp_kdf for a key of SRTCP, label 3 to 5, whose index has the 32 bits that it has in a packet, not 48: the label
/// stands two bytes further on. RFC 3711 can be read so, and some of NIST's tests do; what talks on networks takes
/// qila_srtp_kdf, unless both sides have agreed on this. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_srtcp_kdf_short_index(
    label: u8,
    index: u32,
    rate: u32,
    master_key: *const u8,
    master_key_len: usize,
    master_salt: *const u8,
    master_salt_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(master_key, master_key_len), (master_salt, master_salt_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let keys = srtp(bytes(master_key, master_key_len)?, bytes(master_salt, master_salt_len)?)?;
            keys.derive_short_index(srtp_label(label)?, index, rate, bytes_mut(out, out_len)?)?;
            Ok(keys.indicator())
        }
    })
}

fn srtp(master_key: &[u8], master_salt: &[u8]) -> Result<Srtp, Error> {
    let salt = <&[u8; SRTP_SALT_SIZE]>::try_from(master_salt).map_err(|_| Error::InvalidIvLength)?;
    Srtp::new(master_key, salt)
}

fn srtp_label(label: u8) -> Result<SrtpLabel, Error> {
    Ok(match label {
        0 => SrtpLabel::Encryption,
        1 => SrtpLabel::Authentication,
        2 => SrtpLabel::Salt,
        3 => SrtpLabel::RtcpEncryption,
        4 => SrtpLabel::RtcpAuthentication,
        5 => SrtpLabel::RtcpSalt,
        _ => return Err(Error::InvalidParameter),
    })
}

/// SKEYID, SKEYID_d, SKEYID_a and SKEYID_e of IKE version 1, one after the other: four times the hash value. The cookies have 8
/// bytes; `preshared_key` matters with QILA_IKEV1_PRESHARED_KEY only. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ikev1_kdf(
    algorithm: qila_hash_algorithm,
    authentication: qila_ikev1_authentication,
    initiator_cookie: *const u8,
    responder_cookie: *const u8,
    initiator_nonce: *const u8,
    initiator_nonce_len: usize,
    responder_nonce: *const u8,
    responder_nonce_len: usize,
    shared_secret: *const u8,
    shared_secret_len: usize,
    preshared_key: *const u8,
    preshared_key_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart(
            (out, out_len),
            &[
                (initiator_nonce, initiator_nonce_len),
                (responder_nonce, responder_nonce_len),
                (shared_secret, shared_secret_len),
                (preshared_key, preshared_key_len),
            ],
        )?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let algorithm = algorithm_of(algorithm)?;
            let authentication = match authentication {
                QILA_IKEV1_SIGNATURE => Authentication::Signature,
                QILA_IKEV1_PUBLIC_KEY => Authentication::PublicKeyEncryption,
                QILA_IKEV1_PRESHARED_KEY => Authentication::PresharedKey(bytes(preshared_key, preshared_key_len)?),
                _ => return Err(Failure::Module(Error::InvalidParameter)),
            };
            let exchange = Exchange {
                initiator_nonce: bytes(initiator_nonce, initiator_nonce_len)?,
                responder_nonce: bytes(responder_nonce, responder_nonce_len)?,
                initiator_cookie: &array(initiator_cookie)?,
                responder_cookie: &array(responder_cookie)?,
                shared_secret: bytes(shared_secret, shared_secret_len)?,
            };
            if out_len != 4 * algorithm.output_size() {
                return Err(Failure::Module(Error::InvalidInputLength));
            }
            let keys = IkeV1::derive(algorithm, authentication, &exchange)?;
            let all = [keys.skeyid(), keys.skeyid_d(), keys.skeyid_a(), keys.skeyid_e()];
            for (place, key) in bytes_mut(out, out_len)?.chunks_exact_mut(algorithm.output_size()).zip(all) {
                place.copy_from_slice(key);
            }
            Ok(keys.indicator())
        }
    })
}

/// SKEYSEED of a first exchange of IKE version 2 at `*secret`, to be freed with qila_ikev2_secret_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ikev2_skeyseed(
    secret: *mut *mut qila_ikev2_secret,
    algorithm: qila_hash_algorithm,
    initiator_nonce: *const u8,
    initiator_nonce_len: usize,
    responder_nonce: *const u8,
    responder_nonce_len: usize,
    shared_secret: *const u8,
    shared_secret_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(secret, || {
                let made = IkeV2::skeyseed(
                    algorithm_of(algorithm)?,
                    bytes(initiator_nonce, initiator_nonce_len)?,
                    bytes(responder_nonce, responder_nonce_len)?,
                    bytes(shared_secret, shared_secret_len)?,
                )?;
                let indicator = made.indicator();
                Ok((qila_ikev2_secret(made), indicator))
            })
        }
    })
}

/// Takes SK_d, as long as the hash value, at `*secret`, to be freed with qila_ikev2_secret_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ikev2_secret_new(
    secret: *mut *mut qila_ikev2_secret,
    algorithm: qila_hash_algorithm,
    sk_d: *const u8,
    sk_d_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(secret, || {
                let made = IkeV2::from_sk_d(algorithm_of(algorithm)?, bytes(sk_d, sk_d_len)?)?;
                let indicator = made.indicator();
                Ok((qila_ikev2_secret(made), indicator))
            })
        }
    })
}

/// Of SK_d: SKEYSEED of a new exchange at `*next`, to be freed by itself.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ikev2_rekey(
    next: *mut *mut qila_ikev2_secret,
    sk_d: *const qila_ikev2_secret,
    initiator_nonce: *const u8,
    initiator_nonce_len: usize,
    responder_nonce: *const u8,
    responder_nonce_len: usize,
    shared_secret: *const u8,
    shared_secret_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(next, || {
                let made = borrow(sk_d)?.0.rekey(
                    bytes(initiator_nonce, initiator_nonce_len)?,
                    bytes(responder_nonce, responder_nonce_len)?,
                    bytes(shared_secret, shared_secret_len)?,
                )?;
                let indicator = made.indicator();
                Ok((qila_ikev2_secret(made), indicator))
            })
        }
    })
}

/// Of SKEYSEED: the keys of the association, SK_d first. The SPIs have 8 bytes.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ikev2_derive(
    secret: *const qila_ikev2_secret,
    initiator_spi: *const u8,
    responder_spi: *const u8,
    initiator_nonce: *const u8,
    initiator_nonce_len: usize,
    responder_nonce: *const u8,
    responder_nonce_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(initiator_nonce, initiator_nonce_len), (responder_nonce, responder_nonce_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let secret = &borrow(secret)?.0;
            let (ni, nr) =
                (bytes(initiator_nonce, initiator_nonce_len)?, bytes(responder_nonce, responder_nonce_len)?);
            secret.derive(ni, nr, &array(initiator_spi)?, &array(responder_spi)?, bytes_mut(out, out_len)?)?;
            Ok(secret.indicator())
        }
    })
}

/// Of SK_d: the keys of a child association. `shared_secret` is that of a new key agreement, or empty.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ikev2_derive_child(
    sk_d: *const qila_ikev2_secret,
    shared_secret: *const u8,
    shared_secret_len: usize,
    initiator_nonce: *const u8,
    initiator_nonce_len: usize,
    responder_nonce: *const u8,
    responder_nonce_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart(
            (out, out_len),
            &[
                (shared_secret, shared_secret_len),
                (initiator_nonce, initiator_nonce_len),
                (responder_nonce, responder_nonce_len),
            ],
        )?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let sk_d = &borrow(sk_d)?.0;
            let (shared, ni, nr) = (
                bytes(shared_secret, shared_secret_len)?,
                bytes(initiator_nonce, initiator_nonce_len)?,
                bytes(responder_nonce, responder_nonce_len)?,
            );
            sk_d.derive_child(shared, ni, nr, bytes_mut(out, out_len)?)?;
            Ok(sk_d.indicator())
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ikev2_secret_free(secret: *mut qila_ikev2_secret) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(secret) }
}
