//! Faults that a laboratory wants to see noticed: in each self-test, in the test of a new key pair,
//! in a noise source, and in the image itself.

use anyhow::{Context, Result, bail, ensure};
use qila::admin::{self, Event, SelfTest};
use qila::random::{self, GivenSource, MinEntropy, Rng, Source};
use qila::{Error, ecdsa, eddsa, ffdh, lab, ml_dsa, ml_kem, slh_dsa};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What is broken.
#[derive(Clone, Copy)]
pub enum Fault<'n> {
    /// An input of a self-test, or all: `NAME` or `NAME:2`.
    SelfTest(&'static SelfTest, &'n str),
    /// The pair of keys that is made next.
    Pairwise(&'static KeyPair),
    /// The noise source.
    Source(&'static Noise),
    /// The image: one bit of it in a copy.
    Integrity,
}

/// A way to make a pair of keys that is tested. Those of X25519 and X448 are not: these are not
/// approved.
pub struct KeyPair {
    name: &'static str,
    service: &'static str,
    make: fn(&mut Rng) -> Result<(), Error>,
}

const KEY_PAIRS: &[KeyPair] = &[
    KeyPair {
        name: "pairwise-ecdsa",
        service: "ecdsa::SigningKey::generate",
        make: |rng| ecdsa::SigningKey::<ecdsa::P256>::generate(rng).map(drop),
    },
    KeyPair {
        name: "pairwise-eddsa",
        service: "eddsa::SigningKey::generate",
        make: |rng| eddsa::SigningKey::<eddsa::Ed25519>::generate(rng).map(drop),
    },
    KeyPair {
        name: "pairwise-ecdh",
        service: "ecdh::PrivateKey::generate",
        make: |rng| qila::ecdh::PrivateKey::<qila::ecdh::P256>::generate(rng).map(drop),
    },
    KeyPair {
        name: "pairwise-ffdh",
        service: "ffdh::PrivateKey::generate",
        make: |rng| ffdh::PrivateKey::generate(ffdh::Group::Ffdhe2048, rng).map(drop),
    },
    KeyPair {
        name: "pairwise-rsa",
        service: "rsa::SigningKey::generate",
        make: |rng| qila::rsa::SigningKey::generate(2048, rng).map(drop),
    },
    KeyPair {
        name: "pairwise-ml-kem",
        service: "ml_kem::DecapsulationKey::generate",
        make: |rng| ml_kem::DecapsulationKey::<ml_kem::MlKem768>::generate(rng).map(drop),
    },
    KeyPair {
        name: "pairwise-ml-dsa",
        service: "ml_dsa::SigningKey::generate",
        make: |rng| ml_dsa::SigningKey::<ml_dsa::MlDsa65>::generate(rng).map(drop),
    },
    KeyPair {
        name: "pairwise-slh-dsa",
        service: "slh_dsa::SigningKey::generate",
        make: |rng| slh_dsa::SigningKey::<slh_dsa::SlhDsaShake128f>::generate(rng).map(drop),
    },
];

/// A noise source that is broken, and the health test that sees it.
pub struct Noise {
    name: &'static str,
    fill: fn(&mut [u8]) -> bool,
    seen_by: Event,
}

const NOISES: &[Noise] = &[
    Noise {
        name: "repetition-count",
        fill: |samples| {
            samples.fill(42);
            true
        },
        seen_by: Event::RepetitionCount,
    },
    Noise {
        name: "adaptive-proportion",
        // Two values in turn: no sample repeats the one before it.
        fill: |samples| {
            samples.iter_mut().zip([0, 1].into_iter().cycle()).for_each(|(sample, value)| *sample = value);
            true
        },
        seen_by: Event::AdaptiveProportion,
    },
];

const INTEGRITY: &str = "integrity";

/// The names of all faults.
pub fn names() -> Vec<&'static str> {
    let tests = SelfTest::ALL.iter().map(|test| test.name());
    let pairs = KEY_PAIRS.iter().map(|pair| pair.name);
    tests.chain(pairs).chain(NOISES.iter().map(|noise| noise.name)).chain([INTEGRITY]).collect()
}

impl<'n> Fault<'n> {
    /// The fault of that name.
    pub fn named(name: &'n str) -> Result<Self> {
        let (test, _) = name.split_once(':').unwrap_or((name, ""));
        if let Some(test) = SelfTest::by_name(test) {
            return Ok(Self::SelfTest(test, name));
        }
        if let Some(pair) = KEY_PAIRS.iter().find(|pair| pair.name == name) {
            return Ok(Self::Pairwise(pair));
        }
        if let Some(noise) = NOISES.iter().find(|noise| noise.name == name) {
            return Ok(Self::Source(noise));
        }
        ensure!(name == INTEGRITY, "no test is called {name}; there are {}", names().join(", "));
        Ok(Self::Integrity)
    }

    /// What the test that must see it is called in the log.
    pub fn seen_by(self) -> &'static str {
        match self {
            Self::SelfTest(test, _) => test.name(),
            Self::Pairwise(_) => Event::Pairwise.name(),
            Self::Source(noise) => noise.seen_by.name(),
            Self::Integrity => Event::Integrity.name(),
        }
    }

    /// The call that meets it.
    pub fn command(self) -> String {
        match self {
            Self::SelfTest(test, _) => format!("admin::self_test_one(\"{}\")", test.name()),
            Self::Pairwise(pair) => pair.service.to_owned(),
            Self::Source(_) => String::from("random::set_source, random::Rng::new"),
            Self::Integrity => String::from("admin::power_on in a copy with one flipped bit"),
        }
    }

    /// Breaks and calls. An error is what it should give.
    pub fn provoke(self) -> Result<(), Error> {
        match self {
            Self::SelfTest(test, fault) => {
                lab::provoke(fault);
                admin::self_test_one(test.name())
            }
            Self::Pairwise(pair) => {
                let mut rng = Rng::new()?;
                lab::provoke(Event::Pairwise.name());
                (pair.make)(&mut rng)
            }
            Self::Source(noise) => {
                let source =
                    GivenSource { name: "a broken one", min_entropy: MinEntropy::Bits4, esv: None, fill: noise.fill };
                random::set_source(Source::Given(source))?;
                Rng::new().map(drop)
            }
            Self::Integrity => admin::power_on(),
        }
    }

    /// Takes the fault away; a restart does the rest. Nothing mends the image.
    pub fn mend(self) -> Result<(), Error> {
        lab::provoke("");
        match self {
            Self::Source(_) => random::set_source(Source::OperatingSystem),
            _ => Ok(()),
        }
    }
}

/// A sealed copy of this program with one bit flipped: in the name of the module, which lies with
/// its constants and decides nothing.
pub fn damaged_copy() -> Result<(TempDir, PathBuf)> {
    let folder = TempDir::new().context("no folder for a copy")?;
    let path = folder.path().join("qila");
    std::fs::copy(std::env::current_exe().context("this program does not know its file")?, &path)
        .with_context(|| format!("cannot copy to {}", path.display()))?;
    qila_seal::seal(&path, true)?;
    flip(&path)?;
    Ok((folder, path))
}

fn flip(path: &Path) -> Result<()> {
    let mut bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mark = [&lab::seal::MARKER[..], admin::NAME.as_bytes()].concat();
    let places = places_of(&bytes, &mark);
    let [place] = places[..] else { bail!("{}: {} marks, not one", path.display(), places.len()) };
    if let Some(byte) = bytes.get_mut(place + lab::seal::MARKER.len()) {
        *byte ^= 1;
    }
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Where a string of bytes stands.
fn places_of(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    bytes.windows(wanted.len()).enumerate().filter(|(_, window)| *window == wanted).map(|(at, _)| at).collect()
}
