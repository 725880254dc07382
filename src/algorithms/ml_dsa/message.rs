//! What is signed: mu, a hash value of the message in one of its forms (FIPS 204 sections 5.2 and
//! 5.4, and 6.2).

use crate::algorithms::hash::shake::shake;
use crate::algorithms::hash::sponge::Rate;
use crate::algorithms::pre_hash::PreHash;
use crate::base::error::{Error, Result};

/// The bytes of mu.
pub(crate) const MU_SIZE: usize = 64;
/// The longest context in bytes.
pub(crate) const MAX_CONTEXT: usize = 255;
/// A message in one of the forms that can be signed.
#[derive(Clone, Copy)]
pub(crate) enum Message<'a> {
    /// ML-DSA: the message with a context.
    Pure(&'a [u8], &'a [u8]),
    /// HashML-DSA: the message, which goes through a hash function first, with a context.
    Hashed(PreHash, &'a [u8], &'a [u8]),
    /// M' of the internal functions, with no word of what it is. For the tests of FIPS 204.
    #[cfg(feature = "lab")]
    Internal(&'a [u8]),
    /// mu, which was made elsewhere with the hash value of the verifying key.
    Mu(&'a [u8; MU_SIZE]),
}

impl Message<'_> {
    /// mu = H(tr || M', 64) (algorithm 7 step 6), with `tr`, the hash value of the verifying key.
    ///
    /// Time: depends on the lengths.
    ///
    /// Errors: [`Error::InputTooLong`] for a context of more than 255 bytes.
    pub(crate) fn mu(self, tr: &[u8]) -> Result<[u8; MU_SIZE]> {
        let mut mu = [0; MU_SIZE];
        match self {
            Self::Pure(message, context) => {
                shake(Rate::OF_256, &[tr, &[0, length(context)?], context, message], &mut mu);
            }
            Self::Hashed(hash, message, context) => {
                let digest = hash.digest(message);
                let parts = [tr, &[1, length(context)?], context, &hash.oid(), &digest[..hash.output_size()]];
                shake(Rate::OF_256, &parts, &mut mu);
            }
            #[cfg(feature = "lab")]
            Self::Internal(message) => shake(Rate::OF_256, &[tr, message], &mut mu),
            Self::Mu(given) => mu = *given,
        }
        Ok(mu)
    }
}

fn length(context: &[u8]) -> Result<u8> {
    u8::try_from(context.len()).map_err(|_| Error::InputTooLong)
}
