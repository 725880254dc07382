//! What the module tells while it works, to a function of the caller.

use crate::status::{Failure, LONGEST};
use core::ffi::{c_char, c_void};
use core::fmt::{self, Write};
use core::sync::atomic::{AtomicPtr, Ordering};
use qila::admin::{self, Notice, Severity};

interface! {
    //! Notices: what the module tells while it works
    //!
    //! Tests that pass or fail, changes of state, policy, profile and source, refusals, a lack of
    //! entropy. For a log, an alarm or a counter.
    declarations {
        "/* Something that has happened in the module. Its texts are good until the callback returns. */"
        "typedef struct qila_notice {"
        "    /* What it is: one of QILA_NOTICE_TEST to QILA_NOTICE_OTHER. */"
        "    uint32_t kind;"
        "    /* How much it matters: one of QILA_SEVERITY_ROUTINE to QILA_SEVERITY_FAILURE. */"
        "    uint32_t severity;"
        "    /* What it is about: the name of a test, state, policy, profile or source, the reason of a refusal. */"
        "    const char *name;"
        "    /* All of it in a sentence. */"
        "    const char *text;"
        "    /* Of a test: 1 if it passed, else 0. */"
        "    int32_t passed;"
        "    /* Of a test: how long it took. */"
        "    uint32_t microseconds;"
        "} qila_notice;"
        ""
        "/* Takes a notice, in the thread whose call causes it, before that call returns. Several threads may"
        " * be in it at once. It may call the module: no lock is held, and what it causes itself is not told."
        " * It must return, not jump out or throw. */"
        "typedef void (*qila_callback)(const qila_notice *notice, void *context);"
    }
    constants {
        /// A test has passed or failed.
        QILA_NOTICE_TEST: u32 = 0;
        /// The module has entered a state.
        QILA_NOTICE_STATE: u32 = 1;
        /// The policy has refused a service.
        QILA_NOTICE_REFUSED: u32 = 2;
        /// A setting has changed: policy, profile, source of entropy or what is asked of it.
        QILA_NOTICE_SETTING: u32 = 3;
        /// No entropy can be had at the moment.
        QILA_NOTICE_NO_ENTROPY: u32 = 4;
        /// Something else; its text says what.
        QILA_NOTICE_OTHER: u32 = 5;
        /// As always: a test has passed.
        QILA_SEVERITY_ROUTINE: u32 = 0;
        /// A change that somebody made.
        QILA_SEVERITY_CHANGE: u32 = 1;
        /// A service was not done: refused, or without entropy.
        QILA_SEVERITY_WARNING: u32 = 2;
        /// A test has failed.
        QILA_SEVERITY_FAILURE: u32 = 3;
    }
    functions {
        /// Has `callback` told what happens from now on, with `context`; NULL: nobody. A thread
        /// that is about to tell may still call the one that was set before, so that its context
        /// must stay. Each call keeps a few bytes to the end of the process. What was before stands
        /// in qila_self_test_log(). It needs the stack of the callback wherever a call may tell.
        /// Errors: QILA_ERROR_NO_MEMORY.
        admin qila_set_callback(callback: Option<Callback>, context: *mut c_void) => {
            set(callback, context)?;
            Ok(admin::indicator())
        };
    }
}

/// A notice, as the header declares it.
#[repr(C)]
pub struct qila_notice {
    kind: u32,
    severity: u32,
    name: *const c_char,
    text: *const c_char,
    passed: i32,
    microseconds: u32,
}

/// The function of the caller.
pub(crate) type Callback = extern "C" fn(notice: *const qila_notice, context: *mut c_void);

crate::arguments::argument! {
    impl[] Option<Callback> => Option<Callback>, crate::table::Form::Plain("qila_callback"), (callback: Option<Callback>) {
        regions [crate::memory::Region::NONE; 2];
        value Ok(callback);
    }
    impl[] *mut c_void => *mut c_void, crate::table::Form::Plain("void *"), (context: *mut c_void) {
        regions [crate::memory::Region::NONE; 2];
        value Ok(context);
    }
}

/// A function with its context: one value, so that neither is called with another's. It stays to
/// the end, because a thread may be about to read it, and names the one before it.
struct Listener {
    callback: Callback,
    context: *mut c_void,
    _before: *mut Listener,
}

static LISTENER: AtomicPtr<Listener> = AtomicPtr::new(core::ptr::null_mut());

fn set(callback: Option<Callback>, context: *mut c_void) -> Result<(), Failure> {
    let Some(callback) = callback else {
        admin::set_event_handler(None);
        return Ok(());
    };
    let listener = crate::handle::keep(|| Listener { callback, context, _before: LISTENER.load(Ordering::Acquire) })?;
    LISTENER.store(listener, Ordering::Release);
    admin::set_event_handler(Some(forward));
    Ok(())
}

fn forward(notice: &Notice) {
    // SAFETY: the pointer is null or of `set`, whose listener is never given back or written again.
    let Some(listener) = (unsafe { LISTENER.load(Ordering::Acquire).as_ref() }) else { return };
    let [name, text] = [Text::of(&notice.name()), Text::of(notice)];
    let (passed, microseconds) = match notice {
        Notice::Logged(entry) => (i32::from(entry.passed), entry.microseconds),
        _ => (0, 0),
    };
    let told = qila_notice {
        kind: kind(notice),
        severity: match notice.severity() {
            Severity::Routine => QILA_SEVERITY_ROUTINE,
            Severity::Change => QILA_SEVERITY_CHANGE,
            Severity::Warning => QILA_SEVERITY_WARNING,
            _ => QILA_SEVERITY_FAILURE,
        },
        name: name.bytes.as_ptr().cast(),
        text: text.bytes.as_ptr().cast(),
        passed,
        microseconds,
    };
    (listener.callback)(&raw const told, listener.context);
}

fn kind(notice: &Notice) -> u32 {
    match notice {
        Notice::Logged(entry) if entry.event == admin::Event::Restart => QILA_NOTICE_OTHER,
        Notice::Logged(_) => QILA_NOTICE_TEST,
        Notice::State(_) => QILA_NOTICE_STATE,
        Notice::Refused(_) => QILA_NOTICE_REFUSED,
        Notice::Policy(_) | Notice::Profile(_) | Notice::Source(_) | Notice::AssessedEntropy { .. } => {
            QILA_NOTICE_SETTING
        }
        Notice::NoEntropy => QILA_NOTICE_NO_ENTROPY,
        _ => QILA_NOTICE_OTHER,
    }
}

/// A text with a zero at its end, cut where it is too long.
struct Text {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Text {
    fn of(shown: &dyn fmt::Display) -> Self {
        let mut text = Self { bytes: [0; LONGEST], len: 0 };
        let _ = write!(text, "{shown}"); // the only error is that it was cut
        text
    }
}

impl Write for Text {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let room = self.bytes.get_mut(self.len..LONGEST - 1).unwrap_or_default();
        let taken = part.len().min(room.len());
        for (to, from) in room.iter_mut().zip(part.bytes()) {
            *to = from;
        }
        self.len += taken;
        if taken == part.len() { Ok(()) } else { Err(fmt::Error) }
    }
}
