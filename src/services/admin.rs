//! The services of the crypto officer: status, self-tests, policy, restart, zeroization.
//!
//! ```
//! use qila::admin::{self, Policy};
//!
//! admin::self_test()?; // all of them, now
//! println!("{}", admin::status());
//!
//! // From now on what is not approved is an error. Of an image without a seal, that is all.
//! admin::set_policy(Policy::ApprovedOnly);
//! assert_eq!(qila::hash::sha256(b"abc").is_ok(), admin::indicator().is_approved());
//! # Ok::<(), qila::Error>(())
//! ```

use crate::base::error::{Error, Result};
use crate::machine::fork;
use crate::machine::wipe::on_clean_stack;
use crate::module::indicator::{self, Indicator};
use crate::module::{cast, gate, integrity, log, notice, policy, state};
use crate::services::random;
use core::fmt;

pub use crate::machine::cpu::Feature;
pub use crate::module::cast::{SelfTest, SelfTestState};
pub use crate::module::catalogue;
pub use crate::module::identity::{NAME, VERSION};
pub use crate::module::integrity::Seal;
pub use crate::module::log::{Entry as LogEntry, Event};
pub use crate::module::notice::{Notice, Severity};
pub use crate::module::policy::{Policy, Profile, Transition};
pub use crate::module::ssp;
pub use crate::module::standing::{PASSAGES, Passage};
pub use crate::module::state::State;

/// What validation the module has: none.
pub const CERTIFICATE: Certificate = Certificate::Unvalidated;

/// The standing of the module with a validation programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Certificate {
    /// No laboratory has validated it.
    Unvalidated,
    /// Submitted, and not answered.
    Pending,
    /// Validated under this number.
    Certified(u32),
}

impl fmt::Display for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unvalidated => f.write_str("unvalidated"),
            Self::Pending => f.write_str("pending"),
            Self::Certified(number) => write!(f, "#{number}"),
        }
    }
}

/// The stack that [`clean_stack`] wipes, in bytes. No service needs as much.
pub const CLEAN_STACK_SIZE: usize = 48 << 10;

/// Does `work` and then wipes the stack that it used, [`CLEAN_STACK_SIZE`] bytes, and the registers
/// that a function may change.
///
/// A key wipes itself where it lies. But every move leaves a copy: inside a constructor, when a
/// program takes a key out of a `Result`, when it puts one into a box. Those copies lie on the
/// stack, and this wipes it. A key that is to stay is best made in here, into a box or a place that
/// lies outside. Every C function that is not hot runs so.
///
/// The thread needs that much stack. Time: that of `work` and about half a microsecond.
pub fn clean_stack<R>(work: impl FnOnce() -> R) -> R {
    clean_stack_of::<CLEAN_STACK_SIZE, R>(work)
}

/// As [`clean_stack`] where the caller knows that `N` bytes are enough: the C interface promises
/// how much stack it needs.
pub fn clean_stack_of<const N: usize, R>(work: impl FnOnce() -> R) -> R {
    on_clean_stack::<N, R>(work)
}

/// Runs the pre-operational tests now rather than at the first service.
///
/// # Errors
/// [`Error::ModuleInErrorState`].
pub fn power_on() -> Result<()> {
    gate::power_on().map(drop)
}

/// Runs the integrity test and every algorithm self-test, also those that have passed: the periodic
/// self-test.
///
/// # Errors
/// [`Error::ModuleInErrorState`].
pub fn self_test() -> Result<()> {
    gate::test_again(|run| gate::test_integrity(run) && SelfTest::ALL.iter().all(|test| cast::run_now(test, run)))
}

/// Runs one algorithm self-test by its name.
///
/// # Errors
/// [`Error::UnknownSelfTest`], [`Error::ModuleInErrorState`].
pub fn self_test_one(name: &str) -> Result<()> {
    gate::power_on()?;
    let test = SelfTest::by_name(name).ok_or(Error::UnknownSelfTest)?;
    gate::test_again(|run| cast::run_now(test, run))
}

/// A power cycle without a reboot: forgets every test result, wipes the generators as [`zeroize()`]
/// does and runs the pre-operational tests again. The only way out of the error state.
///
/// Keys that products hold stay usable afterwards; generators reseed before their next output.
/// Services that run meanwhile in other threads give no output: they answer
/// [`Error::ModuleInErrorState`], and may be asked again.
///
/// # Errors
/// [`Error::ModuleInErrorState`] if a test fails again.
pub fn restart() -> Result<()> {
    // One step: with the run change the state, every result and the epoch of the generators. What
    // another thread has begun before is of the old run and says nothing in the new one.
    state::next_run();
    // After the epoch has changed: what a thread seeds meanwhile is of the new one.
    random::zeroize();
    log::record(Event::Restart, true, log::Stopwatch::start());
    gate::power_on().map(drop)
}

/// Zeroizes what the module itself holds and this call can reach: the root generator and the
/// calling thread's generator behind [`random::fill`](crate::random::fill). They are made anew
/// before the next random byte.
///
/// The generators of other threads are out of reach: from now on none gives output from its present
/// state. That state is wiped at the next random byte of its thread, which seeds it anew, or when
/// the thread ends. [`Rng`](crate::random::Rng), [`Drbg`](crate::random::Drbg) and keys belong to
/// the caller and are wiped when dropped; the generators among them are seeded anew before their
/// next output, too.
pub fn zeroize() {
    state::next_epoch();
    random::zeroize();
    notice::tell(Notice::Zeroized);
}

/// To be called where the memory of this process may have come to life a second time: after a
/// virtual machine was cloned or resumed from a snapshot, or a process from its image. The module
/// cannot see that by itself.
///
/// What [`zeroize()`] does is done, so that every generator is seeded anew. Whatever counts or goes
/// on with a key stream and was made before answers [`Error::KeyExhausted`], as in the child of a
/// `fork`: keys and sealers of AES-GCM and GMAC that seal, and messages in parts of CTR, OFB, CFB
/// and CBC that encrypt.
pub fn after_restore() {
    fork::begin_life();
    zeroize();
}

/// Chooses what becomes of services that are not approved. In an image that was never sealed no
/// service is approved, so [`Policy::ApprovedOnly`] refuses them all there.
pub fn set_policy(policy: Policy) {
    policy::set(policy);
}

/// The policy in force.
#[must_use]
pub fn policy() -> Policy {
    policy::policy()
}

/// Whether the policy lets a service with this indicator go on: what an infallible `update` cannot
/// say, a caller with a status to give asks before it.
///
/// # Errors
/// [`Error::NotApproved`].
pub fn permit(indicator: Indicator) -> Result<()> {
    policy::permit(indicator)
}

/// Chooses whether the source of entropy needs a certificate (SP 800-90B, IG 9.3.A). If it does and
/// has none ([`Source::is_assessed`](random::Source::is_assessed)), every generator and all that
/// makes keys or IVs with one gives [`Error::NotApproved`], whatever the [`Policy`], and says
/// [`Reason::UnassessedEntropy`](crate::Reason::UnassessedEntropy).
pub fn require_assessed_entropy(required: bool) {
    policy::require_assessed_entropy(required);
}

/// Whether the source of entropy needs a certificate.
#[must_use]
pub fn requires_assessed_entropy() -> bool {
    policy::requires_assessed_entropy()
}

/// Chooses the set of rules by which services are approved.
pub fn set_profile(profile: Profile) {
    policy::set_profile(profile);
}

/// The set of rules in force.
#[must_use]
pub fn profile() -> Profile {
    policy::profile()
}

/// Has `handler` told what happens in the module from now on, or nobody: tests that pass or fail,
/// changes of state, policy, rules and source, refusals, a lack of entropy. What was before stands
/// in [`self_test_log`].
///
/// - The handler is called in the thread that causes the notice, before the call that does so
///   returns, and needs its stack. Several threads may be in it at once.
/// - It may call the module: no lock is held. What it causes itself is not told, so that it never
///   runs inside itself. Without the feature `std`, where the module knows no threads, nothing is
///   told to others meanwhile, either.
/// - A panic of the handler ends there, and the module goes on. Without `std`, or where a panic
///   aborts, it ends the program.
/// - A thread that is about to tell may still call the handler that was set before.
///
/// It allocates nothing, and costs a call nothing that causes no notice.
///
/// ```
/// use qila::admin::{self, Notice, Severity};
///
/// fn report(notice: &Notice) {
///     if notice.severity() >= Severity::Warning {
///         eprintln!("qila: {notice}"); // "qila: the policy refuses a service: ..."
///     }
/// }
/// admin::set_event_handler(Some(report));
/// admin::self_test()?;
/// # Ok::<(), qila::Error>(())
/// ```
pub fn set_event_handler(handler: Option<fn(&Notice)>) {
    notice::set_handler(handler);
}

/// The log of self-tests, oldest first.
pub fn self_test_log() -> impl Iterator<Item = LogEntry> {
    log::entries()
}

/// What the module says of itself.
///
/// ```
/// use qila::admin::{self, State};
///
/// let status = admin::status();
/// assert!([State::PowerOff, State::Operational].contains(&status.state));
/// assert_eq!(status.certificate.to_string(), "unvalidated");
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Status {
    /// The state of the finite state model.
    pub state: State,
    /// What failed first, in the error state.
    pub failure: Option<Event>,
    /// Whether the image is sealed.
    pub seal: Seal,
    /// The size of the image covered by the integrity test, in bytes; zero where it cannot be read.
    pub covered: u64,
    /// What becomes of services that are not approved.
    pub policy: Policy,
    /// The rules in force.
    pub profile: Profile,
    /// The standing with a validation programme.
    pub certificate: Certificate,
    /// The source of entropy.
    pub entropy: random::Source,
    /// Whether the interface for laboratories is inside: never so in a product.
    pub lab: bool,
}

/// What makes the integrity test fail in practice.
const CHANGED: &str = "the image is not as it was sealed: patchelf, RPATH rewritten at install, prelinking, a packer, \
                       a breakpoint, a uprobe; `qila-seal --check FILE` tells file from memory";

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { state, failure, seal, covered, policy, profile, certificate, entropy, lab } = self;
        writeln!(f, "{NAME} {VERSION}   entropy {}   certificate: {certificate}", random::ENTROPY_VERSION)?;
        write!(f, "state        {state}")?;
        if let Some(event) = failure {
            write!(f, ", failed: {}", event.name())?;
        }
        writeln!(f)?;
        if *failure == Some(Event::Integrity) {
            writeln!(f, "hint         {CHANGED}")?;
        }
        write!(f, "image        {seal}")?;
        if *covered > 0 {
            write!(f, ", {} KiB", covered.div_ceil(1024))?;
        }
        writeln!(f, "{}", if *lab { ", holds the interface for laboratories" } else { "" })?;
        writeln!(f, "policy       {}, {policy}", profile.name())?;
        for transition in profile.transitions() {
            writeln!(f, "until        {transition}")?;
        }
        let required = if policy::requires_assessed_entropy() { ", a certificate is required" } else { "" };
        writeln!(f, "entropy      {entropy}{required}")?;
        if let Some(caveat) = entropy.caveat() {
            writeln!(f, "caveat       {caveat}")?;
        }
        write!(f, "kernels     ")?;
        for (primitive, kernel) in catalogue::KERNELS {
            write!(f, " {primitive} {}  ", kernel())?;
        }
        let count = |state| SelfTest::ALL.iter().filter(|test| test.state() == state).count();
        write!(
            f,
            "\nself-tests   {} passed, {} not yet needed, {} failed",
            count(SelfTestState::Passed),
            count(SelfTestState::NotYetNeeded),
            count(SelfTestState::Failed)
        )
    }
}

/// What the module says of itself, in every state.
#[must_use]
pub fn status() -> Status {
    Status {
        state: state::now().state(),
        failure: state::failure(),
        seal: integrity::seal(),
        covered: integrity::covered(),
        policy: policy::policy(),
        profile: policy::profile(),
        certificate: CERTIFICATE,
        entropy: random::source(),
        lab: cfg!(feature = "lab"),
    }
}

/// Whether the module as a whole can give approved services: what its seal says.
#[must_use]
pub fn indicator() -> Indicator {
    indicator::of(Indicator::Approved)
}
