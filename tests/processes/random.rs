//! Generators: they differ, they notice what happens to the module, they refuse what they must.

mod output;

use crate::common::child;
use crate::common::operations::{OPERATIONS, OUTPUT, Operation, SENTINEL};
use qila::admin::{self, Event, State};
use qila::random::{self, Drbg, GivenSource, GivenSourceOfC, HashAlgorithm, Mechanism, MinEntropy, Rng, Source};
use qila::{Error, Indicator, Reason, aead, lab};
use rand_core::TryRng;
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

fn mechanisms() -> Vec<Mechanism> {
    let ctr = [
        Mechanism::CtrAes128,
        Mechanism::CtrAes192,
        Mechanism::CtrAes256,
        Mechanism::CtrAes128NoDf,
        Mechanism::CtrAes192NoDf,
        Mechanism::CtrAes256NoDf,
    ];
    let hashes = HashAlgorithm::ALL.iter().flat_map(|hash| [Mechanism::Hmac(*hash), Mechanism::Hash(*hash)]);
    ctr.into_iter().chain(hashes).collect()
}

fn stuck(samples: &mut [u8]) -> bool {
    samples.fill(42);
    true
}

/// Two values in turn: the repetition count test is silent, the adaptive proportion test is not.
fn lopsided(samples: &mut [u8]) -> bool {
    samples.iter_mut().enumerate().for_each(|(i, sample)| *sample = (i % 2) as u8);
    true
}

fn out_of_breath(_: &mut [u8]) -> bool {
    false
}

const fn given(fill: fn(&mut [u8]) -> bool) -> Source {
    Source::Given(GivenSource { name: "a test", min_entropy: MinEntropy::Bits4, esv: None, fill })
}

/// A source that fails its health tests is the error state, for generators that were made before,
/// too.
#[test]
fn a_broken_source_is_the_error_state() {
    child::run("random::child_broken_source", &[("QILA_SOURCE", "stuck")]);
    child::run("random::child_broken_source", &[("QILA_SOURCE", "lopsided")]);
}

#[test]
fn child_broken_source() {
    let Some(name) = child::value("random::child_broken_source", "QILA_SOURCE") else { return };
    let mut rng = Rng::new().unwrap();
    rng.fill(&mut [0; 8]).unwrap();
    random::set_source(given(if name == "stuck" { stuck } else { lopsided })).unwrap();
    let mut out = [0xa5; 8];
    assert_eq!(rng.fill(&mut out), Err(Error::ModuleInErrorState));
    assert_eq!(out, [0; 8]);
    assert_eq!(admin::status().state, State::Error);
    assert_eq!(Rng::new().err(), Some(Error::ModuleInErrorState));
    let failure = if name == "stuck" { Event::RepetitionCount } else { Event::AdaptiveProportion };
    assert_eq!(admin::status().failure, Some(failure));
    assert!(admin::status().to_string().contains(&format!("failed: {}", failure.name())));
    admin::restart().unwrap();
    assert_eq!(admin::status().failure, None);
    assert_eq!(rng.fill(&mut out), Err(Error::ModuleInErrorState), "the source is still broken");
    // Another source is chosen in the error state, which alone is no way out of it.
    random::set_source(Source::OperatingSystem).unwrap();
    assert_eq!(admin::status().entropy, Source::OperatingSystem);
    assert_eq!(rng.fill(&mut out), Err(Error::ModuleInErrorState));
    admin::restart().unwrap();
    rng.fill(&mut out).unwrap();
}

/// Noise from elsewhere that breaks when it is told to.
static BROKEN: AtomicBool = AtomicBool::new(false);

fn breakable(samples: &mut [u8]) -> bool {
    if BROKEN.load(Ordering::SeqCst) { stuck(samples) } else { getrandom::fill(samples).is_ok() }
}

/// The health tests go on after the start-up test, and failures are in the log.
#[test]
fn a_source_that_breaks_later_is_noticed() {
    child::run("random::child_breaks_later", &[("QILA_NOTICED_BY", "reseed")]);
    child::run("random::child_breaks_later", &[("QILA_NOTICED_BY", "resistance")]);
    child::run("random::child_breaks_later", &[("QILA_NOTICED_BY", "health test")]);
}

#[test]
fn child_breaks_later() {
    let Some(name) = child::value("random::child_breaks_later", "QILA_NOTICED_BY") else { return };
    random::set_source(given(breakable)).unwrap();
    let mut rng = Rng::new().unwrap();
    let mut drbg = Drbg::builder(Mechanism::CtrAes256).prediction_resistance(true).instantiate().unwrap();
    rng.reseed().unwrap();
    random::health_test().unwrap();
    BROKEN.store(true, Ordering::SeqCst);
    let mut out = [0xa5; 8];
    rng.fill(&mut out).unwrap();
    assert!(!admin::self_test_log().any(|entry| entry.event == Event::RepetitionCount));
    let noticed = match name.as_str() {
        "reseed" => rng.reseed(),
        "resistance" => {
            let refused = drbg.generate(&[], &mut [0xa5; 8]);
            assert_eq!(drbg.generate(&[], &mut out), refused);
            refused
        }
        _ => random::health_test(),
    };
    assert_eq!(noticed, Err(Error::ModuleInErrorState));
    assert_eq!(admin::status().state, State::Error);
    assert_eq!(rng.fill(&mut out), Err(Error::ModuleInErrorState));
    assert!(admin::self_test_log().any(|entry| entry.event == Event::RepetitionCount && !entry.passed));
}

/// A source without anything to give is an error, and not the end.
#[test]
fn a_source_out_of_breath_is_an_error() {
    child::run("random::child_out_of_breath", &[]);
}

#[test]
fn child_out_of_breath() {
    if !child::is("random::child_out_of_breath") {
        return;
    }
    let mut rng = Rng::new().unwrap();
    random::set_source(given(out_of_breath)).unwrap();
    let mut out = [0xa5; 8];
    assert_eq!(rng.fill(&mut out), Err(Error::EntropyUnavailable));
    assert_eq!(out, [0; 8]);
    assert_eq!(random::fill(&mut out), Err(Error::EntropyUnavailable));
    assert_eq!(Drbg::builder(Mechanism::CtrAes256).instantiate().err(), Some(Error::EntropyUnavailable));
    assert_eq!(admin::status().state, State::Operational);
    random::set_source(Source::Jitter).unwrap();
    rng.fill(&mut out).unwrap();
    assert_ne!(out, [0; 8]);
    assert!(admin::status().to_string().contains("CPU jitter"));
}

/// After a zeroization and after a restart every generator takes a fresh seed before it gives
/// anything.
#[test]
fn generators_are_seeded_anew() {
    child::run("random::child_seeded_anew", &[]);
}

#[test]
fn child_seeded_anew() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    if !child::is("random::child_seeded_anew") {
        return;
    }
    random::set_source(given(|samples| {
        ASKED.fetch_add(1, Ordering::SeqCst);
        getrandom::fill(samples).is_ok()
    }))
    .unwrap();
    let mut rng = Rng::new().unwrap();
    let mut drbg = Drbg::builder(Mechanism::Hash(HashAlgorithm::Sha256)).instantiate().unwrap();
    let asks = |work: &mut dyn FnMut()| {
        let before = ASKED.load(Ordering::SeqCst);
        work();
        ASKED.load(Ordering::SeqCst) > before
    };
    assert!(!asks(&mut || rng.fill(&mut [0; 8]).unwrap()));
    assert!(!asks(&mut || drbg.generate(&[], &mut [0; 8]).unwrap()));
    let events: [(&str, fn()); 2] =
        [("zeroize", admin::zeroize), ("restart", || admin::restart().expect("the module restarts"))];
    for (event, happen) in events {
        happen();
        assert!(asks(&mut || rng.fill(&mut [0; 8]).unwrap()), "{event}");
        assert!(!asks(&mut || rng.fill(&mut [0; 8]).unwrap()), "{event}");
        assert!(asks(&mut || drbg.generate(&[], &mut [0; 8]).unwrap()), "{event}");
        assert!(!asks(&mut || drbg.generate(&[], &mut [0; 8]).unwrap()), "{event}");
    }
    let mut resistant = Drbg::builder(Mechanism::CtrAes256).prediction_resistance(true).instantiate().unwrap();
    assert!(asks(&mut || resistant.generate(&[], &mut [0; 8]).unwrap()));
    lab::assume_sealed(true);
    assert!(rng.indicator().is_approved() && drbg.indicator().is_approved());
}

/// A source that is chosen has its start-up test (SP 800-90B section 4.3), also where the same was
/// in use before: what is behind its function may have changed.
#[test]
fn a_chosen_source_is_tested() {
    child::run("random::child_chosen_again", &[]);
}

#[test]
fn child_chosen_again() {
    static TAKEN: AtomicUsize = AtomicUsize::new(0);
    extern "C" fn of_c(samples: *mut u8, len: usize) -> i32 {
        TAKEN.fetch_add(len, Ordering::SeqCst);
        // SAFETY: the module gives a buffer of `len` bytes.
        i32::from(getrandom::fill(unsafe { std::slice::from_raw_parts_mut(samples, len) }).is_ok())
    }
    fn of_rust(samples: &mut [u8]) -> bool {
        TAKEN.fetch_add(samples.len(), Ordering::SeqCst);
        getrandom::fill(samples).is_ok()
    }
    if !child::is("random::child_chosen_again") {
        return;
    }
    let in_c = |min_entropy| Source::GivenOfC(GivenSourceOfC { name: "a test", min_entropy, esv: None, fill: of_c });
    let mut rng = Rng::new().unwrap();
    for source in [given(of_rust), given(of_rust), in_c(MinEntropy::Bits4), in_c(MinEntropy::Bits4)] {
        random::set_source(source).unwrap();
        TAKEN.store(0, Ordering::SeqCst);
        rng.fill(&mut [0; 8]).unwrap();
        // For a seed of 48 bytes one block of 144 samples with 4 bits each.
        assert_eq!(TAKEN.load(Ordering::SeqCst), 1024 + 144, "{source:?}");
        rng.reseed().unwrap();
        assert_eq!(TAKEN.load(Ordering::SeqCst), 1024 + 2 * 144, "{source:?}");
    }
    random::set_source(in_c(MinEntropy::Bits2)).unwrap();
    TAKEN.store(0, Ordering::SeqCst);
    rng.fill(&mut [0; 8]).unwrap();
    assert_eq!(TAKEN.load(Ordering::SeqCst), 1024 + 288);
    assert_eq!(admin::status().entropy.to_string(), "a test (as the integrator claims)");
}

/// Gives random bytes while its thread ends.
struct Last(mpsc::Sender<[u8; 16]>);

impl Drop for Last {
    fn drop(&mut self) {
        let mut out = [0; 16];
        random::fill(&mut out).unwrap();
        self.0.send(out).unwrap();
    }
}

/// Whichever is destroyed first, the thread's generator or the one that wants bytes.
#[test]
fn an_ending_thread_gets_random_bytes() {
    std::thread_local! {
        static LAST: RefCell<Option<Last>> = const { RefCell::new(None) };
    }
    for before in [false, true] {
        let (sender, receiver) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            if before {
                random::fill(&mut [0; 1]).unwrap();
            }
            LAST.set(Some(Last(sender)));
            random::fill(&mut [0; 1]).unwrap();
        });
        thread.join().unwrap();
        assert_ne!(receiver.recv().unwrap(), [0; 16]);
    }
}

/// Raw samples come without health tests, so that an assessment sees a broken source, too.
#[test]
fn raw_samples_are_raw() {
    let mut samples = [0; 2000];
    lab::entropy::Samples::new(given(stuck)).unwrap().read(&mut samples).unwrap();
    assert_eq!(samples, [42; 2000]);
    let refused = lab::entropy::Samples::new(given(out_of_breath)).unwrap().read(&mut samples);
    assert_eq!(refused, Err(Error::EntropyUnavailable));
    // SP 800-90B section 4.4 with alpha = 2^-30: 1 + 30 / 4; and 71 of 512 for p = 1/16.
    assert_eq!(lab::entropy::cutoffs(MinEntropy::Bits4), (9, 71));
}

/// Bytes that the caller hands in make the seeds of one generator after the other, each load one,
/// and then there is nothing.
#[test]
fn loaded_entropy_is_used_once() {
    child::run("random::child_loaded", &[]);
}

#[test]
fn child_loaded() {
    if !child::is("random::child_loaded") {
        return;
    }
    lab::assume_sealed(true);
    let load = || {
        let mut bytes = [0; 72];
        getrandom::fill(&mut bytes).unwrap();
        random::load_entropy(&bytes, 576)
    };
    random::set_source(Source::Loaded).unwrap();
    let mut out = [0xa5; 8];
    assert_eq!(Rng::new().err(), Some(Error::EntropyUnavailable));
    assert_eq!(random::fill(&mut out), Err(Error::EntropyUnavailable));
    // One for the root, whose children need no more; one for a generator beside it.
    load().unwrap();
    let mut rng = Rng::new().unwrap();
    rng.fill(&mut out).unwrap();
    Rng::new().unwrap().fill(&mut out).unwrap();
    assert_eq!(Drbg::builder(Mechanism::CtrAes256).instantiate().err(), Some(Error::EntropyUnavailable));
    load().unwrap();
    let mut drbg = Drbg::builder(Mechanism::CtrAes256).instantiate().unwrap();
    assert_eq!(drbg.reseed(b""), Err(Error::EntropyUnavailable));
    drbg.generate(&[], &mut out).unwrap();
    assert_eq!(rng.reseed(), Err(Error::EntropyUnavailable));
    load().unwrap();
    rng.reseed().unwrap();
    assert!(rng.indicator().is_approved() && drbg.indicator().is_approved());
    // What waits is gone after a zeroization, and in the same order nothing was an error of the
    // module.
    load().unwrap();
    admin::zeroize();
    assert_eq!(rng.fill(&mut out), Err(Error::EntropyUnavailable));
    assert_eq!(admin::status().state, State::Operational);
    // Too little, more than there can be, the same again, too many.
    let bytes: [u8; 80] = core::array::from_fn(|i| (i * 37) as u8);
    assert_eq!(random::load_entropy(&bytes, 575), Err(Error::InvalidInputLength));
    assert_eq!(random::load_entropy(&bytes, 641), Err(Error::InvalidParameter));
    assert_eq!(random::load_entropy(&[5; 80], 600), Err(Error::InvalidParameter));
    random::load_entropy(&bytes, 600).unwrap();
    assert_eq!(random::load_entropy(&bytes, 600), Err(Error::InvalidParameter));
    (1..8).for_each(|_| load().unwrap());
    assert_eq!(load(), Err(Error::InputTooLong));
    assert_eq!(
        admin::status().entropy.caveat(),
        Some(
            "When entropy is externally loaded, no assurance of the minimum strength of generated SSPs (e.g., keys)."
        )
    );
}

/// The sentence of the certificate stands in the status for each source, and only an assessed one
/// has none.
#[test]
fn caveats_fit_the_source() {
    child::run("random::child_caveats", &[]);
}

#[test]
fn child_caveats() {
    if !child::is("random::child_caveats") {
        return;
    }
    fn of_rust(samples: &mut [u8]) -> bool {
        getrandom::fill(samples).is_ok()
    }
    let assessed =
        |esv| Source::Given(GivenSource { name: "a chip", min_entropy: MinEntropy::Bits4, esv, fill: of_rust });
    let none = "No assurance of the minimum strength of generated SSPs (e.g., keys).";
    for (source, caveat) in [
        (Source::OperatingSystem, Some(none)),
        (Source::Rdseed, Some(none)),
        (Source::Jitter, Some(none)),
        (assessed(None), Some(none)),
        (assessed(Some(318)), None),
    ] {
        random::set_source(source).unwrap();
        let status = admin::status();
        assert_eq!((status.entropy.caveat(), status.entropy.is_assessed()), (caveat, caveat.is_none()));
        let printed = status.to_string();
        assert_eq!(printed.contains("caveat "), caveat.is_some(), "{printed}");
        assert!(caveat.is_none_or(|caveat| printed.contains(caveat)), "{printed}");
    }
    assert!(admin::status().to_string().contains("a chip (ESV certificate E318)"));
}

/// With the switch a source without a certificate gives nothing, to no generator and no maker of
/// keys, whatever the policy.
#[test]
fn an_unassessed_source_can_be_refused() {
    child::run("random::child_unassessed", &[]);
}

#[test]
fn child_unassessed() {
    if !child::is("random::child_unassessed") {
        return;
    }
    fn noise(samples: &mut [u8]) -> bool {
        getrandom::fill(samples).is_ok()
    }
    lab::assume_sealed(true);
    let mut rng = Rng::new().unwrap();
    let mut drbg = Drbg::builder(Mechanism::CtrAes256).instantiate().unwrap();
    random::fill(&mut [0; 8]).unwrap();
    assert!(rng.indicator().is_approved(), "a caveat, and approved (IG 9.3.A)");
    let makers: Vec<_> = OPERATIONS.iter().filter(|operation| uses_randomness(operation)).collect();
    assert!(makers.len() > 10, "{}", makers.len());
    admin::require_assessed_entropy(true);
    let unassessed = Indicator::NotApproved(Reason::UnassessedEntropy);
    assert_eq!([rng.indicator(), drbg.indicator(), random::indicator()], [unassessed; 3]);
    let mut out = [0xa5; 8];
    assert_eq!(rng.fill(&mut out), Err(Error::NotApproved(Reason::UnassessedEntropy)));
    assert_eq!(rng.fill_with(b"more", &mut out), Err(Error::NotApproved(Reason::UnassessedEntropy)));
    assert_eq!(rng.reseed(), Err(Error::NotApproved(Reason::UnassessedEntropy)));
    assert_eq!(random::fill(&mut out), Err(Error::NotApproved(Reason::UnassessedEntropy)));
    assert_eq!(drbg.generate(&[], &mut out), Err(Error::NotApproved(Reason::UnassessedEntropy)));
    assert_eq!(drbg.reseed(&[]), Err(Error::NotApproved(Reason::UnassessedEntropy)));
    assert_eq!(out, [0xa5; 8]);
    for maker in &makers {
        let done = (maker.prepare)().and_then(|mut made| (made.action)(&mut [SENTINEL; OUTPUT]));
        assert_eq!(done, Err(Error::NotApproved(Reason::UnassessedEntropy)), "{}", maker.name());
    }
    assert!(admin::requires_assessed_entropy() && admin::status().to_string().contains("a certificate is required"));
    random::set_source(Source::Given(GivenSource {
        name: "a chip",
        min_entropy: MinEntropy::Bits4,
        esv: Some(318),
        fill: noise,
    }))
    .unwrap();
    assert!([rng.indicator(), drbg.indicator(), random::indicator()].iter().all(|said| said.is_approved()));
    rng.fill(&mut out).unwrap();
    for maker in &makers {
        let mut made = (maker.prepare)().unwrap();
        (made.action)(&mut [SENTINEL; OUTPUT]).unwrap();
    }
}

/// Rows of the table of operations that need a generator: those that make keys, IVs or random
/// bytes.
fn uses_randomness(operation: &Operation) -> bool {
    let makes = ["::generate", "random::", "RandomIv"];
    makes.iter().any(|word| operation.service.contains(word))
}
