//! ML-DSA with given randomness, and its internal functions, as the tests of FIPS 204 need them.

use crate::algorithms::ml_dsa::{Message, RND_SIZE};
use crate::base::error::{Error, Result};
use crate::module::cast::SelfTest;
use crate::module::cast::hash::of_pre_hash as of;
use crate::module::cast::ml_dsa::ML_DSA;
use crate::module::gate;
use crate::services::ml_dsa::{MU_SIZE, ParameterSet, PreHash, SigningKey, VerifyingKey};

/// What is signed.
#[derive(Clone, Copy, Debug)]
pub enum Form<'a> {
    /// A message with a context.
    Pure(&'a [u8], &'a [u8]),
    /// The hash value of a message, with a context.
    Hashed(PreHash, &'a [u8], &'a [u8]),
    /// M', the input of the internal functions.
    Internal(&'a [u8]),
    /// mu, 64 bytes.
    Mu(&'a [u8]),
}

impl<'a> Form<'a> {
    fn message(self) -> Result<Message<'a>> {
        Ok(match self {
            Self::Pure(message, context) => Message::Pure(message, context),
            Self::Hashed(hash, message, context) => Message::Hashed(hash, message, context),
            Self::Internal(message) => Message::Internal(message),
            Self::Mu(mu) => Message::Mu(<&[u8; MU_SIZE]>::try_from(mu).map_err(|_| Error::InvalidInputLength)?),
        })
    }

    const fn self_tests(self) -> [&'static SelfTest; 2] {
        match self {
            Self::Hashed(hash, ..) => [&ML_DSA, of(hash)],
            _ => [&ML_DSA; 2],
        }
    }
}

/// A signature with the randomness `rnd`, 32 bytes, which are zero for a deterministic one.
///
/// # Errors
/// [`InvalidInputLength`](Error::InvalidInputLength) for another length of `rnd` or mu, otherwise
/// as [`SigningKey::sign`].
pub fn sign<P: ParameterSet>(key: &SigningKey<P>, form: Form<'_>, rnd: &[u8]) -> Result<P::Signature> {
    gate::clean_large(|| {
        let entry = gate::enter_all(&form.self_tests())?;
        let rnd: &[u8; RND_SIZE] = rnd.try_into().map_err(|_| Error::InvalidInputLength)?;
        entry.release_value(key.signed_with(form.message()?, rnd)?)
    })
}

/// Verifies a signature.
///
/// # Errors
/// As [`VerifyingKey::verify`]; [`InvalidInputLength`](Error::InvalidInputLength) for another
/// length of mu.
pub fn verify<P: ParameterSet>(key: &VerifyingKey<P>, form: Form<'_>, signature: &[u8]) -> Result<()> {
    gate::clean_large(|| {
        let entry = gate::enter_all(&form.self_tests())?;
        entry.release_value(key.inner().verify(form.message()?, signature)?)
    })
}
