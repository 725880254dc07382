//! What every function returns, and its words.

use core::cell::{Cell, RefCell};
use core::ffi::c_char;
use qila::admin;
use qila::{Error, Indicator, Reason};

/// What every function returns.
pub type qila_status = i32;

interface! {
    //! Status
    //!
    //! What functions return, and its words.
    declarations {
        "/* What every function returns that does something. */"
        "typedef int32_t qila_status;"
    }
    constants {
        /// Done, by an approved service.
        QILA_OK: qila_status = 0;
        /// Done, by a service that is not approved; qila_reason() says why.
        QILA_NOT_APPROVED: qila_status = 1;
        /// A self-test, an integrity test or a health test has failed; nothing is done until
        /// qila_restart().
        QILA_ERROR_STATE: qila_status = -1;
        /// The policy refuses services that are not approved, and this one, with these parameters,
        /// is not; qila_reason() says why.
        QILA_ERROR_REFUSED: qila_status = -2;
        /// The key is not of a length that the algorithm takes.
        QILA_ERROR_KEY_LENGTH: qila_status = -3;
        /// The nonce or IV is not of a length that the algorithm takes.
        QILA_ERROR_IV_LENGTH: qila_status = -4;
        /// The tag is not of the length that the key or the algorithm takes.
        QILA_ERROR_TAG_LENGTH: qila_status = -5;
        /// The input is not a whole number of blocks, or not of the length asked for.
        QILA_ERROR_INPUT_LENGTH: qila_status = -6;
        /// The input is longer than the standard allows.
        QILA_ERROR_INPUT_TOO_LONG: qila_status = -7;
        /// More output was asked for than the standard allows.
        QILA_ERROR_OUTPUT_TOO_LONG: qila_status = -8;
        /// The output buffer is too small; the length that is needed stands in its length.
        QILA_ERROR_BUFFER_TOO_SMALL: qila_status = -9;
        /// The padding of a decrypted message is wrong.
        QILA_ERROR_PADDING: qila_status = -10;
        /// The tag does not belong to the data.
        QILA_ERROR_TAG_MISMATCH: qila_status = -11;
        /// The key or its nonces are used up.
        QILA_ERROR_KEY_EXHAUSTED: qila_status = -12;
        /// A parameter is outside what the service takes.
        QILA_ERROR_PARAMETER: qila_status = -13;
        /// The generator does not have the strength asked for.
        QILA_ERROR_STRENGTH: qila_status = -14;
        /// The generator must be reseeded first.
        QILA_ERROR_RESEED: qila_status = -15;
        /// No entropy can be had at the moment.
        QILA_ERROR_ENTROPY: qila_status = -16;
        /// The module image was never sealed, and the operation needs that.
        QILA_ERROR_NOT_SEALED: qila_status = -17;
        /// No self-test of that name exists.
        QILA_ERROR_UNKNOWN_SELF_TEST: qila_status = -18;
        /// A pointer is NULL where it must not be.
        QILA_ERROR_NULL: qila_status = -19;
        /// An output overlaps another argument.
        QILA_ERROR_OVERLAP: qila_status = -20;
        /// There is no memory for a handle.
        QILA_ERROR_NO_MEMORY: qila_status = -21;
        /// The key is none that its algorithm can make.
        QILA_ERROR_KEY: qila_status = -22;
        /// The signature is not that of the message by the key's holder.
        QILA_ERROR_SIGNATURE: qila_status = -23;
        /// An error that this interface has no number for.
        QILA_ERROR_OTHER: qila_status = -99;
    }
    functions {
        /// What a status means, in a sentence. The text is good until the thread's next call of
        /// this function.
        tell qila_strerror(status: qila_status) -> *const c_char => keep(Text::Error, meaning(status));
        /// Why the last call of this thread that returned QILA_NOT_APPROVED or QILA_ERROR_REFUSED
        /// was not approved, in a sentence; empty if there was none. The text is good until the
        /// thread's next call of this function.
        tell qila_reason() -> *const c_char => keep(Text::Reason, REASON.try_with(Cell::get).unwrap_or_default());
    }
}

/// Errors of the module, and their numbers.
const ERRORS: &[(Error, qila_status)] = &[
    (Error::ModuleInErrorState, QILA_ERROR_STATE),
    (Error::InvalidKeyLength, QILA_ERROR_KEY_LENGTH),
    (Error::InvalidKey, QILA_ERROR_KEY),
    (Error::SignatureMismatch, QILA_ERROR_SIGNATURE),
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
    (Error::NoMemory, QILA_ERROR_NO_MEMORY),
];

/// What is no error of the module, and its words.
const OWN: &[(qila_status, &str)] = &[
    (QILA_OK, "done, approved"),
    (QILA_NOT_APPROVED, "done, not approved"),
    (QILA_ERROR_REFUSED, "the policy refuses a service that is not approved"),
    (QILA_ERROR_NULL, "a pointer is NULL where it must not be"),
    (QILA_ERROR_OVERLAP, "an output overlaps another argument"),
    (QILA_ERROR_NO_MEMORY, "there is no memory for a handle"),
    (QILA_ERROR_OTHER, "an error that this interface has no number for"),
];

fn meaning(status: qila_status) -> &'static str {
    let own = OWN.iter().find(|(known, _)| *known == status).map(|(_, text)| *text);
    let error = ERRORS.iter().find(|(_, known)| *known == status).map(|(error, _)| error.as_str());
    own.or(error).unwrap_or("no status of this interface")
}

/// Why a call was not done.
pub(crate) enum Failure {
    /// The module says so.
    Module(Error),
    /// A pointer is NULL.
    Null,
    /// An output overlaps another argument.
    Overlap,
    /// There is no memory for a handle.
    NoMemory,
}

impl From<Error> for Failure {
    #[inline]
    fn from(error: Error) -> Self {
        Self::Module(error)
    }
}

impl Failure {
    #[cold]
    fn status(self) -> qila_status {
        match self {
            Self::Null => QILA_ERROR_NULL,
            Self::Overlap => QILA_ERROR_OVERLAP,
            Self::NoMemory => QILA_ERROR_NO_MEMORY,
            Self::Module(Error::NotApproved(reason)) => {
                keep_reason(reason);
                QILA_ERROR_REFUSED
            }
            Self::Module(error) => {
                ERRORS.iter().find(|(known, _)| *known == error).map_or(QILA_ERROR_OTHER, |(_, status)| *status)
            }
        }
    }
}

/// What a call comes to: its indicator, or why it was not done.
pub(crate) type Answer = Result<Indicator, Failure>;

/// Ends a row: what was done, and by what service.
pub(crate) trait Done {
    fn by(self, indicator: Indicator) -> Answer;
}

impl Done for Result<(), Error> {
    #[inline]
    fn by(self, indicator: Indicator) -> Answer {
        self?;
        Ok(indicator)
    }
}

/// Works with a key or derivation that lives no longer.
#[inline]
pub(crate) fn with<T, E: Into<Failure>>(made: Result<T, E>, work: impl FnOnce(T) -> Answer) -> Answer {
    work(made.map_err(Into::into)?)
}

/// Keeps a reason for qila_reason(). An ending thread has none any more.
fn keep_reason(reason: Reason) {
    let _ = REASON.try_with(|kept| kept.set(reason.as_str()));
}

/// The status of an answer; a reason is kept for qila_reason().
#[inline]
fn status_of(answer: Answer) -> qila_status {
    match answer {
        Ok(Indicator::NotApproved(reason)) => {
            keep_reason(reason);
            QILA_NOT_APPROVED
        }
        Ok(_) => QILA_OK,
        Err(failure) => failure.status(),
    }
}

/// Runs a call whose nanoseconds count. Its service passes the gate.
#[inline(always)]
pub(crate) fn hot(work: impl FnOnce() -> Answer) -> qila_status {
    status_of(work())
}

/// The stack that a call wipes which is not hot: within the 16 KiB that the header allows it.
const STACK: usize = (15 << 10) + 512;
/// The same for a call whose comment in the header allows 20 KiB.
const DEEP_STACK: usize = (19 << 10) + 512;
/// The same for a call whose comment in the header allows 64 KiB.
const LARGE_STACK: usize = (63 << 10) + 512;

/// Runs a call that is not hot, and wipes the stack and the registers that it used.
#[inline]
pub(crate) fn cold(work: impl FnOnce() -> Answer) -> qila_status {
    clean(|| status_of(work()))
}

/// As [`cold`] for a call that needs more stack than others.
#[inline]
pub(crate) fn deep(work: impl FnOnce() -> Answer) -> qila_status {
    admin::clean_stack_of::<DEEP_STACK, _>(|| status_of(work()))
}

/// As [`cold`] for a call that needs the most stack of all.
#[inline]
pub(crate) fn large(work: impl FnOnce() -> Answer) -> qila_status {
    admin::clean_stack_of::<LARGE_STACK, _>(|| status_of(work()))
}

/// Does what is not hot, and wipes the stack and the registers that it used.
#[inline]
pub(crate) fn clean<R>(work: impl FnOnce() -> R) -> R {
    admin::clean_stack_of::<STACK, R>(work)
}

/// Refuses, in the error state, what no service inside would refuse: to take data, to make a handle
/// of a handle, to say a length.
#[inline]
pub(crate) fn operational() -> Result<(), Failure> {
    Ok(admin::power_on()?)
}

/// Refuses what the policy refuses.
#[inline]
pub(crate) fn permit(indicator: Indicator) -> Result<(), Failure> {
    Ok(admin::permit(indicator)?)
}

/// The texts that a thread keeps for its caller.
#[derive(Clone, Copy)]
pub(crate) enum Text {
    Reason,
    Error,
    Version,
    Certificate,
    Failure,
    Caveat,
    LogName,
}

const TEXTS_KEPT: usize = Text::LogName as usize + 1;
pub(crate) const LONGEST: usize = 320;

thread_local! {
    static REASON: Cell<&'static str> = const { Cell::new("") };
    static TEXTS: RefCell<[[u8; LONGEST]; TEXTS_KEPT]> = const { RefCell::new([[0; LONGEST]; TEXTS_KEPT]) };
}

/// Copies a text to where the thread's caller may read it, with a zero at its end. An ending thread
/// gets an empty text.
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
            // The cell is not borrowed any more when the caller reads.
            texts.as_ptr().cast::<c_char>().wrapping_add(which as usize * LONGEST)
        })
        .unwrap_or(c"".as_ptr().cast_mut())
}
