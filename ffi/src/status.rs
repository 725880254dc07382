//! What every function returns, and its words.

use core::cell::RefCell;
use core::ffi::c_char;
use qila::{Error, Indicator, admin};

/// What every function returns: [`QILA_OK`], [`QILA_NOT_APPROVED`], or a negative value for what was not done.
pub type qila_status = i32;

/// Done, by an approved service.
pub const QILA_OK: qila_status = 0;
/// Done, by a service that is not approved; qila_reason() says why.
pub const QILA_NOT_APPROVED: qila_status = 1;
/// A self-test, an integrity test or a health test has failed; nothing is done until qila_restart().
pub const QILA_ERROR_STATE: qila_status = -1;
/// The policy refuses services that are not approved, and this one, with these parameters, is not.
pub const QILA_ERROR_REFUSED: qila_status = -2;
/// The key is not of a length that the algorithm takes.
pub const QILA_ERROR_KEY_LENGTH: qila_status = -3;
/// The nonce or IV is not of a length that the algorithm takes.
pub const QILA_ERROR_IV_LENGTH: qila_status = -4;
/// The tag is not of the length that the key or the algorithm takes.
pub const QILA_ERROR_TAG_LENGTH: qila_status = -5;
/// The input is not a whole number of blocks, or not of the length asked for.
pub const QILA_ERROR_INPUT_LENGTH: qila_status = -6;
/// The input is longer than the standard allows.
pub const QILA_ERROR_INPUT_TOO_LONG: qila_status = -7;
/// More output was asked for than the standard allows.
pub const QILA_ERROR_OUTPUT_TOO_LONG: qila_status = -8;
/// The output buffer is too small; the length that is needed stands in its length.
pub const QILA_ERROR_BUFFER_TOO_SMALL: qila_status = -9;
/// The padding of a decrypted message is wrong.
pub const QILA_ERROR_PADDING: qila_status = -10;
/// The tag does not belong to the data.
pub const QILA_ERROR_TAG_MISMATCH: qila_status = -11;
/// The key or its nonces are used up.
pub const QILA_ERROR_KEY_EXHAUSTED: qila_status = -12;
/// A parameter is outside what the service takes.
pub const QILA_ERROR_PARAMETER: qila_status = -13;
/// The generator does not have the strength asked for.
pub const QILA_ERROR_STRENGTH: qila_status = -14;
/// The generator must be reseeded first.
pub const QILA_ERROR_RESEED: qila_status = -15;
/// No entropy can be had at the moment.
pub const QILA_ERROR_ENTROPY: qila_status = -16;
/// The module image was never sealed, and the operation needs that.
pub const QILA_ERROR_NOT_SEALED: qila_status = -17;
/// No self-test of that name exists.
pub const QILA_ERROR_UNKNOWN_SELF_TEST: qila_status = -18;
/// A pointer is NULL where it must not be.
pub const QILA_ERROR_NULL: qila_status = -19;
/// An output overlaps another argument.
pub const QILA_ERROR_OVERLAP: qila_status = -20;
/// An error that this interface has no number for.
pub const QILA_ERROR_OTHER: qila_status = -99;

/// Errors of the module, and their numbers.
const ERRORS: &[(Error, qila_status)] = &[
    (Error::ModuleInErrorState, QILA_ERROR_STATE),
    (Error::NotApproved, QILA_ERROR_REFUSED),
    (Error::InvalidKeyLength, QILA_ERROR_KEY_LENGTH),
    (Error::InvalidIvLength, QILA_ERROR_IV_LENGTH),
    (Error::InvalidTagLength, QILA_ERROR_TAG_LENGTH),
    (Error::InvalidInputLength, QILA_ERROR_INPUT_LENGTH),
    (Error::InputTooLong, QILA_ERROR_INPUT_TOO_LONG),
    (Error::OutputTooLong, QILA_ERROR_OUTPUT_TOO_LONG),
    (Error::BufferTooSmall, QILA_ERROR_BUFFER_TOO_SMALL),
    (Error::InvalidPadding, QILA_ERROR_PADDING),
    (Error::TagMismatch, QILA_ERROR_TAG_MISMATCH),
    (Error::KeyExhausted, QILA_ERROR_KEY_EXHAUSTED),
    (Error::InvalidParameter, QILA_ERROR_PARAMETER),
    (Error::StrengthUnavailable, QILA_ERROR_STRENGTH),
    (Error::ReseedRequired, QILA_ERROR_RESEED),
    (Error::EntropyUnavailable, QILA_ERROR_ENTROPY),
    (Error::NotSealed, QILA_ERROR_NOT_SEALED),
    (Error::UnknownSelfTest, QILA_ERROR_UNKNOWN_SELF_TEST),
];

/// Why a call was not done.
pub(crate) enum Failure {
    /// The module says so.
    Module(Error),
    /// A pointer is NULL.
    Null,
    /// An output overlaps another argument.
    Overlap,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Module(error)
    }
}

/// What a call comes to: its indicator, or why it was not done.
pub(crate) type Answer = Result<Indicator, Failure>;

/// Runs a call and gives its status.
pub(crate) fn call(work: impl FnOnce() -> Answer) -> qila_status {
    match work() {
        Ok(Indicator::NotApproved(reason)) => {
            keep(Text::Reason, reason.as_str());
            QILA_NOT_APPROVED
        }
        Ok(_) => QILA_OK,
        Err(Failure::Null) => QILA_ERROR_NULL,
        Err(Failure::Overlap) => QILA_ERROR_OVERLAP,
        Err(Failure::Module(error)) => {
            ERRORS.iter().find(|(known, _)| *known == error).map_or(QILA_ERROR_OTHER, |(_, status)| *status)
        }
    }
}

/// Refuses, in the error state, what no service inside would refuse: to take data, to make a handle of a handle, to say a length.
pub(crate) fn operational() -> Result<(), Failure> {
    Ok(admin::power_on()?)
}

/// What a status means, in a sentence. The text is good until the thread's next call of this function.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_strerror(status: qila_status) -> *const c_char {
    let text = match status {
        QILA_OK => "done, approved",
        QILA_NOT_APPROVED => "done, not approved",
        QILA_ERROR_NULL => "a pointer is NULL where it must not be",
        QILA_ERROR_OVERLAP => "an output overlaps another argument",
        QILA_ERROR_OTHER => "an error that this interface has no number for",
        _ => ERRORS
            .iter()
            .find(|(_, known)| *known == status)
            .map_or("no status of this interface", |(error, _)| error.as_str()),
    };
    keep(Text::Error, text)
}

/// Why the last call of this thread that returned QILA_NOT_APPROVED was not approved, in a sentence; empty if there was
/// none. The text is good until the thread's next call of that kind.
///
/// Threads: any; each has its own.
#[unsafe(no_mangle)]
pub extern "C" fn qila_reason() -> *const c_char {
    TEXTS.try_with(|texts| address(texts, Text::Reason)).unwrap_or(c"".as_ptr())
}

/// The texts that a thread keeps for its caller.
#[derive(Clone, Copy)]
pub(crate) enum Text {
    Reason,
    Error,
    Version,
    Certificate,
    LogName,
}

const TEXTS_KEPT: usize = Text::LogName as usize + 1;
const LONGEST: usize = 160;

thread_local! {
    static TEXTS: RefCell<[[u8; LONGEST]; TEXTS_KEPT]> = const { RefCell::new([[0; LONGEST]; TEXTS_KEPT]) };
}

/// Copies a text to where the thread's caller may read it, with a zero at its end. An ending thread gets an empty text.
pub(crate) fn keep(which: Text, text: &str) -> *const c_char {
    TEXTS
        .try_with(|texts| {
            if let Ok(mut texts) = texts.try_borrow_mut() {
                let place = &mut texts[which as usize];
                place.fill(0);
                for (to, from) in place[..LONGEST - 1].iter_mut().zip(text.bytes()) {
                    *to = from;
                }
            }
            address(texts, which)
        })
        .unwrap_or(c"".as_ptr())
}

fn address(texts: &RefCell<[[u8; LONGEST]; TEXTS_KEPT]>, which: Text) -> *const c_char {
    // The cell is not borrowed any more when the caller reads.
    texts.as_ptr().cast::<c_char>().wrapping_add(which as usize * LONGEST)
}
