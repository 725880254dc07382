//! The bare operation of RSA, and faults in it, as laboratories need them.

pub use crate::algorithms::rsa::{Fault, provoke};

use crate::algorithms::rsa::{Components, MAX_SIZE, Parts, PrivateKey};
use crate::base::error::{Error, Result};
use crate::module::cast::rsa::RSA;
use crate::module::gate;
use crate::services::kas::Sent;
use crate::services::key_confirmation::ConfirmationKey;
use crate::services::random::Rng;
use crate::services::rsa::{EncryptionKey, KeyTransport, SigningKey};

/// Raises a number below n, in as many bytes as that, to the private exponent: RSASP1 and RSADP
/// (RFC 8017 sections 5.1.2 and 5.2.1).
///
/// # Errors
/// [`InvalidInputLength`](crate::Error::InvalidInputLength);
/// [`InvalidParameter`](crate::Error::InvalidParameter) for a number that is not below n; as
/// [`SigningKey::sign_pkcs1`]. The bytes are then zero or unchanged.
pub fn raise(key: &SigningKey, rng: &mut Rng, number: &mut [u8]) -> Result<()> {
    gate::clean_huge(|| {
        let entry = gate::enter(&RSA)?;
        key.held().work(rng, |key, factors, random| key.raise_bytes(factors, random, number))?;
        entry.release(number)
    })
}

/// Encrypts a secret value that is given, of as many bytes as n: the second step of
/// [`EncryptionKey::encapsulate`].
///
/// # Errors
/// [`InvalidInputLength`](crate::Error::InvalidInputLength);
/// [`InvalidParameter`](crate::Error::InvalidParameter) for a number that is not below n.
pub fn encapsulate(key: &EncryptionKey, secret: &[u8], ciphertext: &mut [u8]) -> Result<()> {
    gate::clean_huge(|| {
        let entry = gate::enter(&RSA)?;
        key.inner().raise_bytes(secret, ciphertext)?;
        entry.release(ciphertext)
    })
}

/// What a party of KAS1 or KAS2 sends whose secret value is given: as [`Sent::new`].
///
/// # Errors
/// As [`encapsulate`].
pub fn sent(key: &EncryptionKey, secret: &[u8], ciphertext: &mut [u8]) -> Result<Sent> {
    Sent::of(key, ciphertext, |z, ciphertext| {
        if secret.len() != z.len() {
            return Err(Error::InvalidInputLength);
        }
        z.copy_from_slice(secret);
        encapsulate(key, z, ciphertext)
    })
}

/// As [`EncryptionKey::transport`] with a MAC key that is given in front of the key.
///
/// # Errors
/// As there; [`InvalidKeyLength`](crate::Error::InvalidKeyLength) where both are shorter than the
/// MAC key.
pub fn transport(
    key: &EncryptionKey,
    transport: &KeyTransport<'_>,
    both: &[u8],
    rng: &mut Rng,
    ciphertext: &mut [u8],
) -> Result<ConfirmationKey> {
    gate::clean_huge(|| {
        let entry = gate::enter(&RSA)?;
        entry.release_value(key.transport_both(transport, both, rng, ciphertext)?)
    })
}

/// The key of an exponent and two primes, which have passed all checks of
/// [`SigningKey::from_components`].
///
/// # Errors
/// As there.
pub fn from_primes(e: &[u8], p: &[u8], q: &[u8], rng: &mut Rng) -> Result<SigningKey> {
    gate::clean_huge(|| {
        let entry = gate::enter(&RSA)?;
        let key = PrivateKey::of_prime_bytes(e, p, q)?;
        let (mut n, [d, first, second, dp, dq, inverse]) = ([0; MAX_SIZE], &mut [[0; MAX_SIZE]; 6]);
        key.export(&mut Parts { d, p: first, q: second, dp, dq, inverse })?;
        key.public().modulus_bytes(&mut n);
        entry.release_value(SigningKey::from_components(&Components { n: &n, e, d, p, q, crt: None }, rng)?)
    })
}
