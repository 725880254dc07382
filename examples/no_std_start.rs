//! How firmware starts the module: without the standard library, with a noise source of its own.
//!
//! All but the last function uses `core` alone. `tests/no_std` is such a program without an
//! operating system's libraries; here the last function takes the place of the board.
#![no_std]

extern crate std;

use core::sync::atomic::{AtomicU32, Ordering};
use qila::admin::{self, SelfTest};
use qila::random::{self, GivenSource, MinEntropy, Rng, Source};
use qila::{Result, hash, mac};

/// Raw samples of the board's ring oscillators. The claim comes from their assessment by SP
/// 800-90B; the module tests every sample against it.
const OSCILLATORS: GivenSource =
    GivenSource { name: "ring oscillators", min_entropy: MinEntropy::Half, esv: None, fill: sample };

/// What runs before the first service.
fn start() -> Result<()> {
    random::set_source(Source::Given(OSCILLATORS))?;
    admin::power_on()?; // integrity; where an image cannot be read, the indicator says so
    SelfTest::ALL.iter().try_for_each(|test| admin::self_test_one(test.name()))?; // or at first use
    Ok(())
}

/// What the firmware does then.
fn boot(image: &[u8], key: &[u8]) -> Result<[u8; 32]> {
    let mut challenge = [0; 32];
    Rng::new()?.fill(&mut challenge)?;
    let mut message = mac::HmacKey::<hash::Sha256>::new(key)?.begin()?;
    message.update(&challenge);
    message.update(image);
    message.finalize()
}

/// Stands for a register of the board: the lowest bits of a fast clock.
fn sample(samples: &mut [u8]) -> bool {
    static LAST: AtomicU32 = AtomicU32::new(0);
    for sample in samples {
        let now = board::clock();
        *sample = (now ^ LAST.swap(now, Ordering::Relaxed)) as u8;
    }
    true
}

mod board {
    /// A counter that runs on its own.
    pub fn clock() -> u32 {
        let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        since.subsec_nanos().wrapping_mul(0x9E37_79B9).rotate_left(13)
    }
}

fn main() -> Result<()> {
    start()?;
    let tag = boot(b"image", &[7; 32])?;
    std::println!("started, source: {}, tag of {} bytes", random::source(), tag.len());
    Ok(())
}
