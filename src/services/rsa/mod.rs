//! RSA: signatures (FIPS 186-5 section 5, RFC 8017 section 8) and OAEP (RFC 8017 section 7.1, SP
//! 800-56B r2 section 9.2).
//!
//! A key serves one purpose: one that signs cannot decrypt. The modulus has 2048 to 8192 bits;
//! signatures are verified from 1024 bits on. A private key that exists is consistent and has
//! passed its pairwise consistency test. Whatever it does, the result is raised to the public
//! exponent again before it leaves, and a fault is the error state. Base and exponents are blinded.
//!
//! A PKCS#1 v1.5 signature has one encoding, which is built and compared: a DigestInfo without NULL
//! is refused. Decryption with the padding of PKCS#1 v1.5 is not offered.
//!
//! A private key has 12 KiB and works in 72 KiB of stack; put it on the heap where there is one.
//!
//! ```
//! use qila::hash::HashAlgorithm;
//! use qila::rsa::{Pss, SigningKey};
//!
//! let mut rng = qila::random::Rng::new()?;
//! let sk = Box::new(SigningKey::generate(2048, &mut rng)?);
//! let mut signature = [0; 256];
//! sk.sign_pss(Pss::new(HashAlgorithm::Sha256), b"message", &mut rng, &mut signature)?;
//! sk.verifying_key()?.verify_pss(Pss::new(HashAlgorithm::Sha256), b"message", &signature)?;
//! # Ok::<(), qila::Error>(())
//! ```

mod held;
mod kts;
mod signature;
mod transport;

pub use crate::algorithms::rsa::{Components, Digest, Mask, Oaep, Parts, Pss};
pub use kts::KeyTransport;
pub use signature::{SigningKey, VerifyingKey, any_salt_indicator};
pub use transport::{DecryptionKey, EncryptionKey};
