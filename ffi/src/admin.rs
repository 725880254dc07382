//! Status, self-tests, policy, restart, zeroization.

use crate::memory::{borrow_mut, deliver_always};
use crate::status::{Failure, Text, call, keep, qila_status};
use core::ffi::{CStr, c_char};
use core::fmt::Write;
use qila::admin::{self, Policy, Profile, Seal, State};
use qila::{Error, Indicator};

/// The result of a call that concerns the module as a whole.
fn done(result: Result<(), Error>) -> Result<Indicator, Failure> {
    result?;
    Ok(admin::indicator())
}

/// Runs the pre-operational tests, which the shared library has done when it was loaded. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_power_on() -> qila_status {
    call(|| done(admin::power_on()))
}

/// Runs the integrity test and every algorithm self-test: the periodic self-test. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_self_test() -> qila_status {
    call(|| done(admin::self_test()))
}

/// Runs the self-test of that name. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say; `name` ends with a zero.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_self_test_one(name: *const c_char) -> qila_status {
    call(|| {
        if name.is_null() {
            return Err(Failure::Null);
        }
        // SAFETY: not NULL; the caller answers for the zero at the end.
        let name = unsafe { CStr::from_ptr(name) };
        done(admin::self_test_one(name.to_str().map_err(|_| Error::UnknownSelfTest)?))
    })
}

/// A power cycle without a reboot, the only way out of the error state. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_restart() -> qila_status {
    call(|| done(admin::restart()))
}

/// Zeroizes what the module itself holds and this call can reach: the root generator and the calling thread's generator behind
/// qila_random(). The generators of other threads give nothing more from their present state, which is wiped when they are
/// seeded anew for their next random byte, or when their thread ends. Handles are wiped when freed. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_zeroize() -> qila_status {
    call(|| {
        admin::zeroize();
        done(Ok(()))
    })
}

/// Services that are not approved are done, and return QILA_NOT_APPROVED.
pub const QILA_POLICY_REPORT: u32 = 0;
/// Services that are not approved are refused with QILA_ERROR_REFUSED.
pub const QILA_POLICY_APPROVED_ONLY: u32 = 1;

/// Chooses what becomes of services that are not approved. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_set_policy(policy: u32) -> qila_status {
    call(|| {
        admin::set_policy(match policy {
            QILA_POLICY_REPORT => Policy::Report,
            QILA_POLICY_APPROVED_ONLY => Policy::ApprovedOnly,
            _ => return Err(Error::InvalidParameter.into()),
        });
        done(Ok(()))
    })
}

/// Chooses the rules by which services are approved: "baseline112", "strict128", "cnsa2" or "pakistan". Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say; `name` ends with a zero.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_set_profile(name: *const c_char) -> qila_status {
    call(|| {
        if name.is_null() {
            return Err(Failure::Null);
        }
        // SAFETY: not NULL; the caller answers for the zero at the end.
        let name = unsafe { CStr::from_ptr(name) }.to_bytes();
        let profile = Profile::ALL.iter().find(|profile| profile.name().as_bytes() == name);
        admin::set_profile(*profile.ok_or(Error::InvalidParameter)?);
        done(Ok(()))
    })
}

/// Loaded, nothing tested.
pub const QILA_STATE_POWER_OFF: u32 = 0;
/// The pre-operational tests are running.
pub const QILA_STATE_SELF_TEST: u32 = 1;
/// Services are given.
pub const QILA_STATE_OPERATIONAL: u32 = 2;
/// A test has failed.
pub const QILA_STATE_ERROR: u32 = 3;

/// The state of the module. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_state() -> u32 {
    match admin::status().state {
        State::PowerOff => QILA_STATE_POWER_OFF,
        State::SelfTest => QILA_STATE_SELF_TEST,
        State::Operational => QILA_STATE_OPERATIONAL,
        _ => QILA_STATE_ERROR,
    }
}

/// 1 if the image of the module was sealed, so that its integrity is tested; else 0. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_is_sealed() -> i32 {
    i32::from(admin::status().seal == Seal::Sealed)
}

/// What the module says of itself, as text without a zero at its end. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_status_text(out: *mut u8, out_len: *mut usize) -> qila_status {
    call(|| {
        let text = admin::status().to_string();
        // SAFETY: the caller answers for the pointers.
        unsafe {
            deliver_always(out, out_len, text.len(), admin::indicator(), &[], |out| {
                out.copy_from_slice(text.as_bytes());
                Ok(text.len())
            })
        }
    })
}

/// The name and version of the module. The text is good until the thread's next call of this function. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_version() -> *const c_char {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(text, "{} {}", admin::NAME, admin::VERSION);
    keep(Text::Version, &text)
}

/// The standing of the module with a validation programme. The text is good until the thread's next call of this
/// function. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_certificate() -> *const c_char {
    keep(Text::Certificate, &admin::CERTIFICATE.to_string())
}

/// An entry of the log of self-tests.
#[repr(C)]
pub struct qila_log_entry {
    /// What happened; the text is good until the thread's next call of qila_self_test_log().
    pub name: *const c_char,
    /// 1 if it passed, else 0.
    pub passed: i32,
    /// How long it took.
    pub microseconds: u32,
}

/// The entry of that number, counted from the oldest that is kept, goes to `*entry`. QILA_ERROR_PARAMETER: there are no
/// more. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_self_test_log(number: usize, entry: *mut qila_log_entry) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointer.
        let entry = unsafe { borrow_mut(entry) }?;
        let found = admin::self_test_log().nth(number).ok_or(Error::InvalidParameter)?;
        *entry = qila_log_entry {
            name: keep(Text::LogName, found.event.name()),
            passed: i32::from(found.passed),
            microseconds: found.microseconds,
        };
        Ok(admin::indicator())
    })
}
