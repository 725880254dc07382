//! The pre-operational integrity test (ISO/IEC 19790 7.10.2, IG 10.2.A): HMAC-SHA-256 over the
//! module's own loaded image, after the self-tests of SHA-256 and HMAC on which it relies.
//!
//! The key is a constant: the test finds corruption, it authenticates nobody.

use super::cast;
use super::cast::hash::SHA2_256;
use super::cast::hmac::HMAC_SHA2_256;
use super::identity::MARK;
use super::log;
use super::run::Run;
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::mac::hmac::HmacKey;
use crate::machine::image::{self, Image};
use crate::machine::wipe::Wiped;
use core::fmt;
use core::sync::atomic::{AtomicU8, Ordering};

/// Whether an image that was never sealed is an error.
const IS_SEAL_REQUIRED: bool = cfg!(feature = "require-seal");

/// The key of the integrity value.
pub(crate) const KEY: [u8; 32] = *b"Qila integrity test HMAC-SHA-256";

/// What is known of the seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Seal {
    /// The image was sealed after linking; the test compares it.
    Sealed,
    /// The image was never sealed: there is nothing to compare, and no service is approved.
    Unsealed,
    /// The image cannot be read on this platform, and no service is approved.
    NoTest,
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sealed => "sealed, HMAC-SHA-256",
            Self::Unsealed if IS_SEAL_REQUIRED => "unsealed, and this build requires a seal",
            Self::Unsealed => "unsealed",
            Self::NoTest if IS_SEAL_REQUIRED => "no integrity test on this platform, and this build requires a seal",
            Self::NoTest => "no integrity test on this platform",
        })
    }
}

/// Whether a laboratory asked to be told "sealed" although the image is not; see
/// `lab::assume_sealed`.
static ASSUMED: AtomicU8 = AtomicU8::new(0);

/// See `lab::assume_sealed`.
#[cfg(feature = "lab")]
pub(crate) fn assume_sealed(assumed: bool) {
    ASSUMED.store(u8::from(assumed), Ordering::SeqCst);
}

/// What is known of the seal of this image.
pub(crate) fn seal() -> Seal {
    if ASSUMED.load(Ordering::Relaxed) != 0 {
        return Seal::Sealed;
    }
    found()
}

/// What the image itself says.
fn found() -> Seal {
    if !image::IS_READABLE {
        return Seal::NoTest;
    }
    // Anything but the untouched placeholder counts as sealed, so that no damage to the seal leads
    // back to "unsealed".
    if image::seal() == image::UNSEALED { Seal::Unsealed } else { Seal::Sealed }
}

/// The size of the covered image in bytes; zero where the module itself is not covered.
pub(crate) fn covered() -> u64 {
    Image::find().filter(covers_the_module).map_or(0, |image| image.size())
}

/// Runs the test in `run`. An unsealed image has nothing to compare and passes, its indicators say
/// so; where the feature `require-seal` is on it fails.
///
/// Errors: what failed.
pub(crate) fn test(run: Run) -> Result<(), log::Event> {
    let is_sealed = found() == Seal::Sealed;
    if !is_sealed && !IS_SEAL_REQUIRED {
        return Ok(());
    }
    let started = log::Stopwatch::start();
    let event = if is_sealed { log::Event::Integrity } else { log::Event::NotSealed };
    let passed = is_sealed && matches(run);
    log::record(event, passed, started);
    if passed { Ok(()) } else { Err(event) }
}

/// Compares the image with the seal, after the self-tests of the algorithms it uses (IG 10.2.A).
fn matches(run: Run) -> bool {
    let tested = [&SHA2_256, &HMAC_SHA2_256].iter().all(|used| cast::run_now(used, run));
    let Some(image) = Image::find().filter(|image| tested && covers_the_module(image)) else { return false };
    let mut mac = HmacKey::<Sha256>::new(&KEY).begin();
    if image.read(|bytes| mac.update(bytes)).is_none() {
        return false;
    }
    // The expected value is no secret, so the comparison may stop early; the computed one is wiped
    // (7.10.2.2).
    let computed = Wiped::new(mac.finalize());
    let seal = image::seal();
    let (head, expected) = seal.split_at(image::SEAL_VALUE);
    let mut sealed = image::UNSEALED;
    sealed[image::SEAL_FLAG] = 1;
    sealed.starts_with(head) && *computed == *expected
}

/// Whether the code and the read-only data of the module lie where the test looks. A linker can be
/// told to make them writable, and a packer moves them.
fn covers_the_module(image: &Image) -> bool {
    image.covers(matches as fn(Run) -> bool as usize) && image.covers(MARK.as_ptr() as usize)
}

#[cfg(all(test, target_os = "linux", target_pointer_width = "64"))]
mod tests {
    #![allow(clippy::expect_used)] // a test fails by panicking
    use super::*;

    /// Code and read-only data are covered; what is written is not, nor what lies in no segment.
    #[test]
    fn what_is_covered() {
        let image = Image::find().expect("an image");
        assert!(covers_the_module(&image));
        assert!(image.size() > 100_000 && image.size() == covered());
        let on_the_stack = 0_u8;
        for written in [&raw const ASSUMED as usize, &raw const on_the_stack as usize, 0] {
            assert!(!image.covers(written));
        }
    }

    /// What is read is as long as it is said to be, with offset and size before each part, and the
    /// same each time.
    #[test]
    fn what_is_read() {
        let image = Image::find().expect("an image");
        let read = || {
            let (mut bytes, mut mac) = (0, HmacKey::<Sha256>::new(&KEY).begin());
            image.read(|part| {
                bytes += part.len() as u64;
                mac.update(part);
            });
            (bytes, mac.finalize())
        };
        let (bytes, value) = read();
        assert_eq!((bytes, value), read());
        assert!(bytes > image.size() && bytes <= image.size() + 16 * 16);
    }
}
