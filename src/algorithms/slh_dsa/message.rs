//! What is signed: M', the message in one of its forms (FIPS 205 section 10.2).

use crate::algorithms::pre_hash::PreHash;
use crate::base::error::{Error, Result};

/// The longest context in bytes.
pub(crate) const MAX_CONTEXT: usize = 255;

/// A message in one of the forms that can be signed.
#[derive(Clone, Copy)]
pub(crate) enum Message<'a> {
    /// SLH-DSA: the message with a context.
    Pure(&'a [u8], &'a [u8]),
    /// HashSLH-DSA: the message, which goes through a hash function first, with a context.
    Hashed(PreHash, &'a [u8], &'a [u8]),
    /// HashSLH-DSA: the hash value of a message, with a context.
    Digest(PreHash, &'a [u8], &'a [u8]),
    /// M' of the internal functions, with no word of what it is. For the tests of FIPS 205.
    #[cfg(feature = "lab")]
    Internal(&'a [u8]),
}

impl Message<'_> {
    /// What `work` gives of M', in parts.
    ///
    /// Errors: [`Error::InputTooLong`] for a context of more than 255 bytes;
    /// [`Error::InvalidInputLength`] for a hash value that is not of its function's length.
    pub(super) fn encode<R>(self, work: impl FnOnce(&[&[u8]]) -> R) -> Result<R> {
        match self {
            Self::Pure(message, context) => Ok(work(&[&[0, length(context)?], context, message])),
            Self::Hashed(hash, message, context) => {
                let digest = hash.digest(message);
                Message::Digest(hash, &digest[..hash.output_size()], context).encode(work)
            }
            Self::Digest(hash, digest, context) if digest.len() == hash.output_size() => {
                Ok(work(&[&[1, length(context)?], context, &hash.oid(), digest]))
            }
            Self::Digest(..) => Err(Error::InvalidInputLength),
            #[cfg(feature = "lab")]
            Self::Internal(message) => Ok(work(&[message])),
        }
    }
}

fn length(context: &[u8]) -> Result<u8> {
    u8::try_from(context.len()).map_err(|_| Error::InputTooLong)
}
