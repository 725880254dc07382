//! Threads that wait for the root generator while another one fills it from a slow source.
#![cfg(target_os = "linux")]

use crate::common::child;
use crate::common::processes::in_child;
use crate::{at_once, limit_time};
use qila::random::{self, GivenSource, MinEntropy, Rng, Source};
use qila::{Error, admin, lab};
use std::collections::HashSet;
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

const WAITERS: usize = 8;

/// Whether the source keeps who asks.
static IS_CLOSED: AtomicBool = AtomicBool::new(false);
/// Whether somebody is in the source.
static IS_INSIDE: AtomicBool = AtomicBool::new(false);

fn slow(samples: &mut [u8]) -> bool {
    IS_INSIDE.store(true, Ordering::SeqCst);
    while IS_CLOSED.load(Ordering::SeqCst) {
        sleep(Duration::from_millis(1));
    }
    getrandom::fill(samples).is_ok()
}

/// Chooses a source; each generator asks it at its next output.
fn choose(fill: fn(&mut [u8]) -> bool) {
    let source = GivenSource { name: "slow", min_entropy: MinEntropy::Bits4, esv: None, fill };
    random::set_source(Source::Given(source)).unwrap();
}

/// Whether the kernel has put a thread of this process to sleep.
fn is_asleep(thread: libc::pid_t) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/self/task/{thread}/stat")).unwrap();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('S'))
}

type Said = (Result<(), Error>, [u8; 32]);

/// Puts one thread into the source and the others to sleep before the root, lets `meanwhile` happen
/// and opens the source. Gives what each thread's generator said.
fn with_waiters(meanwhile: impl FnOnce()) -> Vec<Said> {
    let generators: Vec<_> = (0..=WAITERS).map(|_| Rng::new().unwrap()).collect();
    choose(slow);
    IS_CLOSED.store(true, Ordering::SeqCst);
    let waiting = Mutex::new(Vec::new());
    scope(|scope| {
        let ask = |mut rng: Rng| {
            let waiting = &waiting;
            scope.spawn(move || {
                // SAFETY: it takes nothing and touches no memory.
                waiting.lock().unwrap().push(unsafe { libc::gettid() });
                let mut out = [0xa5; 32];
                (rng.fill(&mut out), out)
            })
        };
        let mut generators = generators.into_iter();
        let holder = ask(generators.next().unwrap());
        while !IS_INSIDE.load(Ordering::SeqCst) {
            sleep(Duration::from_millis(1));
        }
        let others: Vec<_> = generators.map(ask).collect();
        let all_wait = || {
            let waiting = waiting.lock().unwrap();
            waiting.len() == 1 + WAITERS && waiting.iter().all(|thread| is_asleep(*thread))
        };
        // The lock of the list is free while they are asleep for good: twice, a while apart.
        while !all_wait() || {
            sleep(Duration::from_millis(20));
            !all_wait()
        } {
            sleep(Duration::from_millis(1));
        }
        meanwhile();
        IS_CLOSED.store(false, Ordering::SeqCst);
        std::iter::once(holder).chain(others).map(|thread| thread.join().expect("the thread ends")).collect()
    })
}

#[test]
fn waiting_threads_are_served() {
    child::run("waiting::child_with_waiters", &[("QILA_MEANWHILE", "nothing")]);
}

/// The module fails while they wait: the root works for them, and the exit gives nothing.
#[test]
fn waiting_threads_hear_of_a_failure() {
    child::run("waiting::child_with_waiters", &[("QILA_MEANWHILE", "failure")]);
}

/// A restart waits for the root, too, and the threads before it are of the old run.
#[test]
fn waiting_threads_hear_of_a_restart() {
    child::run("waiting::child_with_waiters", &[("QILA_MEANWHILE", "restart")]);
}

/// The copy has the closed lock and none of the threads.
#[test]
fn a_copy_is_made_while_threads_wait() {
    child::run("waiting::child_with_waiters", &[("QILA_MEANWHILE", "copy")]);
}

#[test]
fn child_with_waiters() {
    let Some(meanwhile) = child::value("waiting::child_with_waiters", "QILA_MEANWHILE") else { return };
    limit_time();
    let served = |said: Vec<Said>| {
        assert!(said.iter().all(|(done, _)| done.is_ok()), "{said:?}");
        said.into_iter().map(|(_, out)| out).collect::<Vec<_>>()
    };
    let refused = |said: Vec<Said>| assert_eq!(said, [(Err(Error::ModuleInErrorState), [0; 32]); 1 + WAITERS]);
    match meanwhile.as_str() {
        "nothing" => assert_eq!(served(with_waiters(|| {})).iter().collect::<HashSet<_>>().len(), 1 + WAITERS),
        "failure" => refused(with_waiters(lab::fail)),
        "restart" => scope(|scope| {
            let mut officer = None;
            refused(with_waiters(|| {
                officer = Some(scope.spawn(admin::restart));
                while admin::status().state == admin::State::Operational {
                    sleep(Duration::from_millis(1));
                }
            }));
            assert_eq!(officer.unwrap().join().unwrap(), Ok(()));
        }),
        _ => {
            let mut copy = Vec::new();
            let mut own = Rng::new().unwrap();
            let original = served(with_waiters(|| {
                copy = in_child(|pipe| {
                    limit_time(); // a copy has none of the timers
                    IS_CLOSED.store(false, Ordering::SeqCst);
                    let mut out = [0; 32];
                    own.fill(&mut out).unwrap();
                    pipe.write_all(&out).unwrap();
                    let mut all = at_once(WAITERS, |_| {
                        let mut out = [0; 32];
                        random::fill(&mut out).unwrap();
                        out
                    });
                    // Its own threads can wait, too.
                    all.extend(served(with_waiters(|| {})));
                    pipe.write_all(all.as_flattened()).unwrap();
                });
            }));
            let all: HashSet<&[u8]> = copy.chunks(32).chain(original.iter().map(|out| &out[..])).collect();
            assert_eq!(all.len(), 1 + WAITERS + 2 * (1 + WAITERS));
        }
    }
}

/// The processor time of the calling thread.
fn used() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` has room for it.
    assert_eq!(unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) }, 0);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// The calling thread, and those that it starts, stay on one processor.
fn stay_here() -> bool {
    // SAFETY: the set of processors is as large as said.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        libc::CPU_SET(libc::sched_getcpu() as usize, &mut set);
        libc::sched_setaffinity(0, size_of_val(&set), &raw const set) == 0
    }
}

/// From here on no thread of ordinary priority gets the processor while this one wants it.
fn become_real_time() -> bool {
    let priority = libc::sched_param { sched_priority: 10 };
    // SAFETY: `priority` is read.
    unsafe { libc::sched_setscheduler(0, libc::SCHED_FIFO, &raw const priority) == 0 }
}

const WORK: Duration = Duration::from_millis(200);

/// A source that needs the processor, the first time.
fn busy(samples: &mut [u8]) -> bool {
    if !IS_INSIDE.swap(true, Ordering::SeqCst) {
        let begun = used();
        while used() - begun < WORK {}
    }
    getrandom::fill(samples).is_ok()
}

/// A real-time thread that waits for one of ordinary priority on its processor leaves the processor
/// to it.
#[test]
fn a_real_time_thread_waits_asleep() {
    child::run("waiting::child_in_real_time", &[]);
}

#[test]
fn child_in_real_time() {
    if !child::is("waiting::child_in_real_time") {
        return;
    }
    limit_time();
    let mut generators = [(); 2].map(|()| Rng::new().unwrap());
    assert!(stay_here());
    choose(busy);
    let [ordinary, urgent] = &mut generators;
    scope(|scope| {
        let ordinary = scope.spawn(|| ordinary.fill(&mut [0; 16]));
        let urgent = scope.spawn(|| {
            while !IS_INSIDE.load(Ordering::SeqCst) {
                sleep(Duration::from_millis(1));
            }
            if !become_real_time() {
                println!("real-time threads are not permitted here: left out");
                return;
            }
            let (begun, before) = (Instant::now(), used());
            urgent.fill(&mut [0; 16]).unwrap();
            let (waited, used) = (begun.elapsed(), used() - before);
            println!("a real-time thread waited {waited:?} and used {used:?} of it");
            // The kernel lets others run for a twentieth of each second all the same, so who does
            // not sleep uses nearly all.
            assert!(waited > WORK / 4, "it did not wait: {waited:?}");
            assert!(used < waited / 4, "it used {used:?} of {waited:?}");
        });
        urgent.join().expect("it gets on");
        assert_eq!(ordinary.join().expect("it ends"), Ok(()));
    });
}
