//! Status, self-tests, policy, restart, zeroization.

use crate::arguments::{InPlace, Room, argument};
use crate::memory::Region;
use crate::status::{Answer, Done, Failure, Text, keep};
use core::ffi::{CStr, c_char};
use core::fmt::Write as _;
use qila::Error;
use qila::admin::{self, Policy, Profile, Seal, State};
use zeroize::Zeroize;

interface! {
    //! The module as a whole: status, self-tests, policy, restart, zeroization
    //!
    //! These functions answer in the error state, too.
    declarations {
        "/* An entry of the log of self-tests. */"
        "typedef struct qila_log_entry {"
        "    /* What happened; the text is good until the thread's next call of qila_self_test_log(). */"
        "    const char *name;"
        "    /* 1 if it passed, else 0. */"
        "    int32_t passed;"
        "    /* How long it took. */"
        "    uint32_t microseconds;"
        "} qila_log_entry;"
    }
    constants {
        /// Services that are not approved are done, and return QILA_NOT_APPROVED.
        QILA_POLICY_REPORT: u32 = 0;
        /// Services that are not approved are refused with QILA_ERROR_REFUSED.
        QILA_POLICY_APPROVED_ONLY: u32 = 1;
        /// Loaded, nothing tested.
        QILA_STATE_POWER_OFF: u32 = 0;
        /// The pre-operational tests are running.
        QILA_STATE_SELF_TEST: u32 = 1;
        /// Services are given.
        QILA_STATE_OPERATIONAL: u32 = 2;
        /// A test has failed.
        QILA_STATE_ERROR: u32 = 3;
    }
    functions {
        /// Runs the pre-operational tests, which the shared library has done when it was loaded.
        admin qila_power_on() => admin::power_on().by(admin::indicator());
        /// Runs the integrity test and every algorithm self-test: the periodic self-test. Stack:
        /// 128 KiB.
        alone qila_self_test() => admin::self_test().by(admin::indicator());
        /// Runs the self-test of that name. Stack: 128 KiB. Errors: QILA_ERROR_UNKNOWN_SELF_TEST.
        alone qila_self_test_one(name: &CStr)
            => admin::self_test_one(name.to_str().map_err(|_| Error::UnknownSelfTest)?).by(admin::indicator());
        /// A power cycle without a reboot, the only way out of the error state.
        admin qila_restart() => admin::restart().by(admin::indicator());
        /// Zeroizes what the module itself holds and this call can reach: the root generator and
        /// the calling thread's generator behind qila_random(). The generators of other threads
        /// give nothing more from their present state. It is wiped at their next random byte, which
        /// seeds them anew, or when their thread ends. Handles are wiped when freed.
        admin qila_zeroize() => {
            admin::zeroize();
            Ok(admin::indicator())
        };
        /// Overwrites `len` bytes at `data` with zeros, which no compiler leaves out: for keys,
        /// secrets and plaintexts of the caller.
        admin qila_wipe(data/len: InPlace) => {
            data.zeroize();
            Ok(admin::indicator())
        };
        /// To be called where the memory of this process may have come to life a second time: after
        /// a virtual machine was cloned or resumed from a snapshot, which the module cannot see.
        /// Does what qila_zeroize() does. Handles that were made before refuse what they refuse in
        /// the child of a fork.
        admin qila_after_restore() => {
            admin::after_restore();
            Ok(admin::indicator())
        };
        /// Chooses what becomes of services that are not approved: QILA_POLICY_REPORT or
        /// QILA_POLICY_APPROVED_ONLY.
        /// Errors: QILA_ERROR_PARAMETER, no such policy.
        admin qila_set_policy(policy: Policy) => {
            admin::set_policy(policy);
            Ok(admin::indicator())
        };
        /// Chooses the rules by which services are approved: "baseline112", "strict128", "cnsa2" or
        /// "pakistan".
        /// Errors: QILA_ERROR_PARAMETER, no such rules.
        admin qila_set_profile(name: &CStr) => {
            let profile = Profile::ALL.iter().find(|profile| profile.name().as_bytes() == name.to_bytes());
            admin::set_profile(*profile.ok_or(Error::InvalidParameter)?);
            Ok(admin::indicator())
        };
        /// The state of the module: one of QILA_STATE_POWER_OFF to QILA_STATE_ERROR.
        tell qila_state() -> u32 => match admin::status().state {
            State::PowerOff => QILA_STATE_POWER_OFF,
            State::SelfTest => QILA_STATE_SELF_TEST,
            State::Operational => QILA_STATE_OPERATIONAL,
            _ => QILA_STATE_ERROR,
        };
        /// What failed first and led to the error state: "integrity", the name of a self-test, a
        /// health test of the entropy source, "pairwise consistency" or "image not sealed"; empty
        /// where nothing failed. The text is good until the thread's next call of this function.
        tell qila_failure() -> *const c_char => keep(Text::Failure, admin::status().failure.map_or("", |event| event.name()));
        /// 1 if the image of the module was sealed, so that its integrity is tested; else 0.
        tell qila_is_sealed() -> i32 => i32::from(admin::status().seal == Seal::Sealed);
        /// What the module says of itself, as text without a zero at its end.
        admin qila_status_text(out/out_len: Room) => status_text(out);
        /// The name and version of the module. The text is good until the thread's next call of
        /// this function.
        tell qila_version() -> *const c_char => keep(Text::Version, concat!("Qila ", env!("CARGO_PKG_VERSION")));
        /// The standing of the module with a validation programme. The text is good until the
        /// thread's next call of this function.
        tell qila_certificate() -> *const c_char => keep(Text::Certificate, &admin::CERTIFICATE.to_string());
        /// The entry of that number, counted from the oldest that is kept, goes to `*entry`.
        /// Errors: QILA_ERROR_PARAMETER, there are no more.
        admin qila_self_test_log(number: usize, entry: &mut qila_log_entry) => {
            let found = admin::self_test_log().nth(number).ok_or(Error::InvalidParameter)?;
            *entry = qila_log_entry {
                name: keep(Text::LogName, found.event.name()),
                passed: i32::from(found.passed),
                microseconds: found.microseconds,
            };
            Ok(admin::indicator())
        };
    }
}

/// An entry of the log of self-tests, as the header declares it.
#[repr(C)]
pub struct qila_log_entry {
    name: *const c_char,
    passed: i32,
    microseconds: u32,
}

argument! {
    impl['a] &'a mut qila_log_entry => &'a mut qila_log_entry, crate::table::Form::Record("qila_log_entry"),
        (entry: *mut qila_log_entry) {
        regions [Region::written(entry, size_of::<qila_log_entry>()), Region::NONE];
        value entry.as_mut().ok_or(Failure::Null);
    }
    impl[] Policy => Policy, crate::table::Form::Plain("uint32_t"), (policy: u32) {
        regions [Region::NONE; 2];
        value match policy {
            QILA_POLICY_REPORT => Ok(Policy::Report),
            QILA_POLICY_APPROVED_ONLY => Ok(Policy::ApprovedOnly),
            _ => Err(Error::InvalidParameter.into()),
        };
    }
}

/// Room for the status and a long log.
const STATUS_ROOM: usize = 16 << 10;

fn status_text(out: Room<'_>) -> Answer {
    // The text knows no secret. It is wiped, and made without growing, because a test asks of every
    // function that nothing unwiped goes back to the heap.
    let mut text = String::with_capacity(STATUS_ROOM);
    let made = write!(text, "{}", admin::status());
    let mut text = text.into_bytes();
    let said = out.fill_always(text.len(), admin::indicator(), |out| {
        made.map_err(|_| Error::NoMemory)?;
        out.copy_from_slice(&text);
        Ok(text.len())
    });
    text.as_mut_slice().zeroize();
    said
}
