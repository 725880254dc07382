//! Time per call, with the libraries taking turns.
//!
//! Whatever else runs on the machine only ever adds time, and comes and goes. So no library is
//! measured in one piece: in each round everyone gets one sample of about half a millisecond, and
//! the figure is the lower quartile of a library's samples.

use crate::operation::{Operation, Row};
use crate::peers::{self, Output, PEERS, Work};
use crate::tier::Tier;
use anyhow::{Result, ensure};
use std::time::{Duration, Instant};

/// The buffers of one sample together; consecutive calls use different ones, so that none waits for
/// another's result.
const MEMORY: usize = 32 * 1024;
const SAMPLE: Duration = Duration::from_micros(500);

/// A library at one operation.
struct Contestant {
    name: &'static str,
    work: Work,
    buffers: Vec<Buffer>,
    output: Output,
    /// How many calls were made.
    number: u64,
    /// How often a sample goes through the buffers.
    passes: usize,
    samples: Vec<f64>,
}

/// The names of the libraries that offer the operation on the tier, with nanoseconds per call.
pub fn row(row: &Row, rounds: usize, tier: Tier) -> Result<Vec<(&'static str, f64)>> {
    let (data, output) = peers::initial(row.operation, row.len);
    let mut contestants: Vec<Contestant> = PEERS
        .iter()
        .filter(|peer| tier.admits(peer.name))
        .filter_map(|peer| {
            let work = (peer.work)(row.operation)?;
            let buffers = (0..(MEMORY / row.len).clamp(2, 512)).map(|_| Buffer::of(&data)).collect();
            Some(Contestant { name: peer.name, work, buffers, output, number: 0, passes: 1, samples: Vec::new() })
        })
        .collect();
    agree(row.operation, &mut contestants)?;

    for contestant in &mut contestants {
        contestant.limit();
        let once = contestant.sample(row.operation, &data);
        let calls = SAMPLE.as_nanos() as f64 / once;
        contestant.passes = (calls / contestant.buffers.len() as f64).ceil() as usize;
    }
    for _ in 0..rounds {
        for contestant in &mut contestants {
            let sample = contestant.sample(row.operation, &data);
            contestant.samples.push(sample);
        }
    }
    Ok(contestants.into_iter().map(|contestant| (contestant.name, lower_quartile(contestant.samples))).collect())
}

/// Bytes that begin at a cache line, because it costs every library time if they don't, and luck
/// would decide whose do.
struct Buffer {
    memory: Vec<u8>,
    start: usize,
    len: usize,
}

impl Buffer {
    const LINE: usize = 64;

    fn of(data: &[u8]) -> Self {
        let memory = vec![0; data.len() + Self::LINE];
        let start = memory.as_ptr().align_offset(Self::LINE);
        let mut buffer = Self { memory, start, len: data.len() };
        buffer.bytes().copy_from_slice(data);
        buffer
    }

    fn bytes(&mut self) -> &mut [u8] {
        &mut self.memory[self.start..][..self.len]
    }
}

impl Contestant {
    /// Keeps as many buffers as slow calls get through in a sample.
    fn limit(&mut self) {
        let (start, mut output) = (Instant::now(), self.output);
        (self.work)(self.buffers[1].bytes(), self.number, &mut output);
        self.number += 1;
        let calls = SAMPLE.as_nanos() / start.elapsed().as_nanos().max(1);
        self.buffers.truncate((calls as usize).max(2));
    }

    /// Nanoseconds per call.
    fn sample(&mut self, operation: Operation, fresh: &[u8]) -> f64 {
        let calls = self.passes * self.buffers.len();
        let mut time = Duration::ZERO;
        if operation.consumes() {
            for _ in 0..self.passes {
                self.buffers.iter_mut().for_each(|buffer| buffer.bytes().copy_from_slice(fresh));
                let start = Instant::now();
                self.pass();
                time += start.elapsed();
            }
        } else {
            let start = Instant::now();
            (0..self.passes).for_each(|_| self.pass());
            time = start.elapsed();
        }
        time.as_nanos() as f64 / calls as f64
    }

    fn pass(&mut self) {
        for buffer in &mut self.buffers {
            (self.work)(buffer.bytes(), self.number, &mut self.output);
            self.number += 1;
        }
    }
}

/// Lets everyone make the first call, and compares what they answer.
fn agree(operation: Operation, contestants: &mut [Contestant]) -> Result<()> {
    for contestant in contestants.iter_mut() {
        (contestant.work)(contestant.buffers[0].bytes(), 0, &mut contestant.output);
        contestant.number = 1;
    }
    let Some((first, others)) = contestants.split_first_mut() else { return Ok(()) };
    for other in others {
        let same = first.buffers[0].bytes() == other.buffers[0].bytes() && first.output == other.output;
        ensure!(same || !operation.is_deterministic(), "{operation}: {} and {} disagree", first.name, other.name);
    }
    Ok(())
}

fn lower_quartile(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 4]
}
