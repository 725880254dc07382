//! SLH-DSA with given seeds and randomness, and its internal functions, as the tests of FIPS 205
//! need them.

use crate::algorithms::slh_dsa::{self as algorithm, Message};
use crate::base::error::Result;
use crate::module::cast::SelfTest;
use crate::module::cast::hash::of_pre_hash;
use crate::module::cast::slh_dsa::test_of;
use crate::module::gate;
use crate::services::slh_dsa::{ParameterSet, PreHash, SigningKey, VerifyingKey};

/// What is signed.
#[derive(Clone, Copy, Debug)]
pub enum Form<'a> {
    /// A message with a context.
    Pure(&'a [u8], &'a [u8]),
    /// The hash value of a message, with a context.
    Hashed(PreHash, &'a [u8], &'a [u8]),
    /// A hash value, with a context.
    Digest(PreHash, &'a [u8], &'a [u8]),
    /// M', the input of the internal functions.
    Internal(&'a [u8]),
}

impl<'a> Form<'a> {
    const fn message(self) -> Message<'a> {
        match self {
            Self::Pure(message, context) => Message::Pure(message, context),
            Self::Hashed(hash, message, context) => Message::Hashed(hash, message, context),
            Self::Digest(hash, digest, context) => Message::Digest(hash, digest, context),
            Self::Internal(message) => Message::Internal(message),
        }
    }

    const fn self_tests<P: ParameterSet>(self) -> [&'static SelfTest; 2] {
        match self {
            Self::Hashed(hash, ..) => [test_of(P::VALUE), of_pre_hash(hash)],
            _ => [test_of(P::VALUE); 2],
        }
    }
}

/// The key of SK.seed, SK.prf and PK.seed (slh_keygen_internal, algorithm 18).
///
/// # Errors
/// [`InvalidKeyLength`](crate::Error::InvalidKeyLength),
/// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
pub fn key<P: ParameterSet>(seeds: [&[u8]; 3]) -> Result<SigningKey<P>> {
    let entry = gate::enter(test_of(P::VALUE))?;
    entry.release_value(SigningKey::of(algorithm::SigningKey::from_seeds(seeds)?))
}

/// A signature with the randomness `opt_rand`, n bytes; a deterministic one without it.
///
/// # Errors
/// [`InvalidInputLength`](crate::Error::InvalidInputLength) for another length of `opt_rand`,
/// otherwise as [`SigningKey::sign`].
pub fn sign<P: ParameterSet>(
    key: &SigningKey<P>,
    form: Form<'_>,
    opt_rand: Option<&[u8]>,
    signature: &mut [u8],
) -> Result<()> {
    let entry = gate::enter_all(&form.self_tests::<P>())?;
    key.signed_with(form.message(), opt_rand, signature)?;
    entry.release(signature)
}

/// Verifies a signature.
///
/// # Errors
/// As [`VerifyingKey::digest_verify`].
pub fn verify<P: ParameterSet>(key: &VerifyingKey<P>, form: Form<'_>, signature: &[u8]) -> Result<()> {
    let entry = gate::enter_all(&form.self_tests::<P>())?;
    entry.release_value(key.inner().verify(form.message(), signature)?)
}
