//! Doing several things at a time and telling of them in their order.

use anyhow::{Result, ensure};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// What each thread has for its stack: what the main thread of a program has.
const STACK: usize = 8 << 20;

/// Works on `threads` items at a time. `take` gets the results in the order of the items, each as
/// soon as those before it are done.
pub fn in_order<I: Sync, R: Send>(
    items: &[I],
    threads: usize,
    work: impl Fn(&I) -> R + Sync,
    mut take: impl FnMut(&I, R) -> Result<()>,
) -> Result<()> {
    let next = AtomicUsize::new(0);
    let work_on = |sender: mpsc::Sender<(usize, R)>| {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            // Nobody listens any more when `take` has failed.
            let Some(item) = items.get(place) else { break };
            if sender.send((place, work(item))).is_err() {
                break;
            }
        }
    };
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..threads.min(items.len()) {
            let (work_on, sender) = (&work_on, sender.clone());
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || work_on(sender))?;
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = items.iter().enumerate().peekable();
        for (place, result) in receiver {
            waiting.insert(place, result);
            while let Some(result) = due.peek().and_then(|(place, _)| waiting.remove(place)) {
                due.next().map_or(Ok(()), |(_, item)| take(item, result))?;
            }
        }
        ensure!(due.peek().is_none(), "a thread has died");
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;
    use std::sync::Barrier;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for (items, threads) in [(0, 2), (1, 4), (100, 1), (100, 3)] {
            let items: Vec<u64> = (0..items).collect();
            let mut taken = Vec::new();
            // The later an item, the sooner it is done.
            let work = |item: &u64| (0..(100 - item) * 100).sum::<u64>();
            let took = in_order(&items, threads, work, |item, sum| {
                assert_eq!(sum, work(item));
                taken.push(*item);
                Ok(())
            });
            assert!(took.is_ok());
            assert_eq!(taken, items);
        }
    }

    /// Two items that wait for each other are both worked on.
    #[test]
    fn several_are_worked_on_at_a_time() {
        let barrier = Barrier::new(2);
        assert!(in_order(&[1, 2], 2, |_| barrier.wait(), |_, _| Ok(())).is_ok());
    }

    #[test]
    fn a_failure_to_take_ends_the_work() {
        let worked = AtomicUsize::new(0);
        let items: Vec<usize> = (0..1_000_000).collect();
        let took = in_order(
            &items,
            2,
            |_| worked.fetch_add(1, Ordering::Relaxed),
            |item, _| {
                if *item == 3 { bail!("full") } else { Ok(()) }
            },
        );
        assert!(took.is_err() && worked.into_inner() < items.len());
    }
}
