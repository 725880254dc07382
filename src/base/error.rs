//! The one error type of the module.

use super::reason::Reason;
use core::fmt;

/// What a service answers.
pub type Result<T> = core::result::Result<T, Error>;

/// Why a service was not done. On every error the output is unchanged or zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Error {
    /// A self-test, an integrity test or a health test has failed; nothing is served until
    /// `admin::restart()`.
    ///
    /// Also where the module failed, or was restarted, while the service ran. The output is then
    /// zero, also of a service whose other errors leave it unchanged, and a running context has
    /// moved on: begin the message anew.
    ModuleInErrorState,
    /// The policy allows approved services only, and this one, with these parameters, is not: why.
    NotApproved(Reason),
    /// The key is not of a length that the algorithm takes.
    InvalidKeyLength,
    /// The key is none that its algorithm can make: a part is out of its range, or the parts do not
    /// belong together.
    InvalidKey,
    /// The nonce or initialization vector is not of a length that the algorithm takes.
    InvalidIvLength,
    /// The tag is not of a length that the algorithm takes.
    InvalidTagLength,
    /// The input is not a whole number of blocks, or not of the length asked for.
    InvalidInputLength,
    /// The input is longer than the standard allows.
    InputTooLong,
    /// More output was asked for than the standard allows.
    OutputTooLong,
    /// The output buffer is shorter than the result.
    BufferTooSmall,
    /// The padding of a decrypted message is wrong.
    InvalidPadding,
    /// The authentication tag does not belong to the data.
    TagMismatch,
    /// The signature is none of this message by the holder of this key.
    SignatureMismatch,
    /// The key or its nonces are used up; a new key is needed.
    KeyExhausted,
    /// A parameter is outside what the service takes.
    InvalidParameter,
    /// The strength asked for is above what the generator was instantiated with.
    StrengthUnavailable,
    /// The generator must be reseeded before it gives more.
    ReseedRequired,
    /// No entropy can be had at the moment; trying again may help.
    EntropyUnavailable,
    /// The module has no integrity test on this platform or was not sealed, and the operation needs
    /// one.
    NotSealed,
    /// No self-test of that name exists.
    UnknownSelfTest,
    /// There is no memory for a key. The module itself takes none from a heap; the crate
    /// `qila-keys`, which does, says it so.
    NoMemory,
}

impl Error {
    /// One sentence for people.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ModuleInErrorState => "the module is in its error state",
            Self::NotApproved(_) => "the policy refuses a service that is not approved",
            Self::InvalidKeyLength => "the key has a length that the algorithm does not take",
            Self::InvalidKey => "the key is none that its algorithm can make",
            Self::InvalidIvLength => "the nonce or IV has a length that the algorithm does not take",
            Self::InvalidTagLength => "the tag has a length that the algorithm does not take",
            Self::InvalidInputLength => "the input has a length that the algorithm does not take",
            Self::InputTooLong => "the input is longer than the standard allows",
            Self::OutputTooLong => "more output was asked for than the standard allows",
            Self::BufferTooSmall => "the output buffer is too small",
            Self::InvalidPadding => "the padding is wrong",
            Self::SignatureMismatch => "the signature does not belong to the message and the key",
            Self::TagMismatch => "the tag does not belong to the data",
            Self::KeyExhausted => "the key or its nonces are used up",
            Self::InvalidParameter => "a parameter is outside what the service takes",
            Self::StrengthUnavailable => "the generator does not have the strength asked for",
            Self::ReseedRequired => "the generator must be reseeded first",
            Self::EntropyUnavailable => "no entropy can be had at the moment",
            Self::NotSealed => "the module image was never sealed",
            Self::UnknownSelfTest => "no self-test has that name",
            Self::NoMemory => "there is no memory for a key",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())?;
        match self {
            Self::NotApproved(reason) => write!(f, ": {reason}"),
            _ => Ok(()),
        }
    }
}

impl core::error::Error for Error {}
