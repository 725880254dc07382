//! Parent and child of a fork never give the same random bytes.

use crate::common::child;
use crate::common::processes::in_child;
use qila::random::{self, Drbg, GivenSource, Mechanism, MinEntropy, Rng, Source};
use std::collections::HashSet;
use std::io::Write;

const OUTPUT: usize = 32;

/// Every generator that exists at the fork, in the parent, the child and the grandchild.
#[test]
fn generators_part_at_a_fork() {
    let mut rng = Rng::new().unwrap();
    let mut drbg = Drbg::builder(Mechanism::CtrAes256).instantiate().unwrap();
    random::fill(&mut [0; 1]).unwrap();
    rng.fill(&mut [0; 1]).unwrap();
    let mut give = |out: &mut dyn Write| {
        let mut block = [0; OUTPUT];
        rng.fill(&mut block).unwrap();
        out.write_all(&block).unwrap();
        drbg.generate(&[], &mut block).unwrap();
        out.write_all(&block).unwrap();
        random::fill(&mut block).unwrap();
        out.write_all(&block).unwrap();
        Rng::new().unwrap().fill(&mut block).unwrap();
        out.write_all(&block).unwrap();
    };
    let mut all = Vec::new();
    for _ in 0..3 {
        all.extend(in_child(|pipe| {
            let grandchild = in_child(|pipe| give(pipe));
            give(pipe);
            pipe.write_all(&grandchild).unwrap();
        }));
    }
    give(&mut all);
    let blocks: HashSet<&[u8]> = all.chunks(OUTPUT).collect();
    assert_eq!(all.len(), (3 * 8 + 4) * OUTPUT);
    assert_eq!(blocks.len(), 3 * 8 + 4, "a block came twice");
}

/// A fork while other threads are inside the generators leaves no lock closed behind.
#[test]
fn a_fork_amid_other_threads_leaves_no_lock_closed() {
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    Rng::new().unwrap();
                }
            });
        }
        for _ in 0..50 {
            let output = in_child(|pipe| {
                let mut block = [0; OUTPUT];
                Rng::new().unwrap().fill(&mut block).unwrap();
                pipe.write_all(&block).unwrap();
            });
            assert_eq!(output.len(), OUTPUT);
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

/// A fork while another thread chooses a source leaves the child one of the two that were chosen,
/// never the preset.
#[test]
fn a_fork_does_not_change_the_source() {
    child::run("fork::child_of_many_sources", &[]);
}

#[test]
fn child_of_many_sources() {
    if !child::is("fork::child_of_many_sources") {
        return;
    }
    let given = |name| {
        Source::Given(GivenSource {
            name,
            min_entropy: MinEntropy::Bits4,
            esv: None,
            fill: |samples| getrandom::fill(samples).is_ok(),
        })
    };
    random::set_source(given("one")).unwrap();
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for name in ["one", "two"] {
            let stop = &stop;
            scope.spawn(move || {
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    random::set_source(given(name)).unwrap();
                }
            });
        }
        for _ in 0..200 {
            let name = in_child(|pipe| {
                pipe.write_all(random::source().name().as_bytes()).unwrap();
                Rng::new().unwrap();
            });
            assert!(name == b"one" || name == b"two", "{name:?}");
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}
