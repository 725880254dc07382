//! Properties of parts, chunks and limits, for messages that nobody chose: any way to cut a message
//! gives what one part gives, each length is taken or refused as the standard says, and an error
//! changes nothing.
//!
//! The cases are the same at each run. `PROPTEST_CASES=5000 PROPTEST_RNG_SEED=7` makes more of
//! them, and others.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[path = "parts/limits.rs"]
mod limits;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use qila::cipher::{AesKey, CfbSegment};
use qila::hash::{self, HashAlgorithm};
use qila::xof::{self, XofAlgorithm};
use qila::{Error, mac};
use std::collections::BTreeSet;

/// Runs `property` for as many cases as the environment asks for, from a fixed seed unless it names
/// another.
fn for_all<S: Strategy>(cases: u32, strategy: S, property: impl Fn(S::Value)) {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(1);
    }
    let done = TestRunner::new(config).run(&strategy, |value| {
        property(value);
        Ok(())
    });
    done.unwrap_or_else(|error| panic!("{error}"));
}

/// The lengths of parts, one after the other, until all is used up; what is left is the last part.
type Cuts = [usize];

/// A message up to several blocks of every function, and how to cut it: into no bytes, a few, or
/// about a block.
fn message_and_cuts() -> impl Strategy<Value = (Vec<u8>, Vec<usize>)> {
    (vec(any::<u8>(), 0..700), vec(proptest::prop_oneof![0_usize..4, 1_usize..20, 100_usize..200], 0..12))
}

fn parts<'a>(mut data: &'a [u8], cuts: &'a Cuts) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    for cut in cuts {
        let (part, rest) = data.split_at((*cut).min(data.len()));
        parts.push(part);
        data = rest;
    }
    parts.push(data);
    parts
}

/// As [`parts`], each a multiple of `unit`, for a whole number of units.
fn in_place(data: &[u8], cuts: &Cuts, unit: usize, mut work: impl FnMut(&mut [u8]) -> Result<(), Error>) -> Vec<u8> {
    let mut out = data[..data.len() / unit * unit].to_vec();
    let mut rest = &mut out[..];
    for cut in cuts.iter().map(|cut| cut * unit).chain([usize::MAX]) {
        let (part, others) = rest.split_at_mut(cut.min(rest.len()));
        work(part).unwrap();
        rest = others;
    }
    out
}

/// Reads as many bytes in chunks.
fn in_chunks(len: usize, cuts: &Cuts, read: impl FnMut(&mut [u8]) -> Result<(), Error>) -> Vec<u8> {
    in_place(&vec![0xa5; len], cuts, 1, read)
}

/// What a type makes of a message in parts.
type InParts = fn(&[u8], &Cuts) -> Vec<u8>;
/// The same from another service, in one call.
type AtOnce = fn(&[u8]) -> Vec<u8>;

/// How long an output of any length is, so that it has several blocks.
const LONG: usize = 500;
const KEY: [u8; 32] = [7; 32];
const IV: [u8; 16] = [9; 16];

fn key() -> AesKey {
    AesKey::new(&KEY).unwrap()
}

fn whole(data: &[u8], unit: usize) -> Vec<u8> {
    data[..data.len() / unit * unit].to_vec()
}

fn with<const N: usize>(work: impl FnOnce(&mut [u8]) -> Result<(), Error>) -> Vec<u8> {
    let mut out = [0; N];
    work(&mut out).unwrap();
    out.to_vec()
}

fn changed(mut data: Vec<u8>, work: impl FnOnce(&mut [u8]) -> Result<(), Error>) -> Vec<u8> {
    work(&mut data).unwrap();
    data
}

macro_rules! hasher {
    ($($type:ident)+) => {
        [$(("Hasher", |data, cuts| {
            let mut message = hash::$type::new().unwrap();
            parts(data, cuts).into_iter().for_each(|part| message.update(part));
            message.finalize().unwrap().to_vec()
        }, |data| hash::$type::digest(data).unwrap().to_vec()),)+]
    };
}

const HASHERS: [(&str, InParts, AtOnce); 11] =
    hasher!(Sha1 Sha224 Sha256 Sha384 Sha512 Sha512_224 Sha512_256 Sha3_224 Sha3_256 Sha3_384 Sha3_512);

/// Every type that takes or gives a message in parts. Some stand here several times, for modes with
/// a buffer of their own.
const STREAMS: &[(&str, InParts, AtOnce)] = &[
    (
        "DynHasher",
        |data, cuts| {
            let mut message = hash::DynHasher::new(HashAlgorithm::Sha512).unwrap();
            parts(data, cuts).into_iter().for_each(|part| message.update(part));
            with::<64>(|out| message.finalize_into(out).map(drop))
        },
        |data| with::<64>(|out| hash::digest_into(HashAlgorithm::Sha512, data, out).map(drop)),
    ),
    (
        "AsconHash256",
        |data, cuts| {
            let mut message = hash::AsconHash256::new().unwrap();
            parts(data, cuts).into_iter().for_each(|part| message.update(part));
            message.finalize().unwrap().to_vec()
        },
        |data| {
            let mut message = hash::AsconHash256::new().unwrap();
            message.update(data);
            message.finalize().unwrap().to_vec()
        },
    ),
    (
        "Xof",
        |data, cuts| {
            let mut message = xof::Xof::new(XofAlgorithm::Shake128).unwrap();
            parts(data, cuts).into_iter().for_each(|part| message.update(part));
            with::<LONG>(|out| message.finalize()?.read(out))
        },
        |data| with::<LONG>(|out| xof::shake128(data, out)),
    ),
    (
        "Reader",
        |data, cuts| {
            let mut message = xof::Xof::new(XofAlgorithm::Shake256).unwrap();
            message.update(data);
            let mut reader = message.finalize().unwrap();
            in_chunks(LONG, cuts, |out| reader.read(out))
        },
        |data| with::<LONG>(|out| xof::shake256(data, out)),
    ),
    (
        "TupleHash",
        |data, cuts| {
            let mut list = xof::TupleHash::new(XofAlgorithm::Shake128).unwrap();
            list.add(data);
            let mut reader = list.finalize_xof().unwrap();
            in_chunks(LONG, cuts, |out| reader.read(out))
        },
        |data| {
            with::<LONG>(|out| {
                let mut list = xof::TupleHash::new(XofAlgorithm::Shake128)?;
                list.add(data);
                list.finalize_xof()?.read(out)
            })
        },
    ),
    (
        "ParallelHash",
        |data, cuts| {
            let mut message = xof::ParallelHash::new(XofAlgorithm::Shake128, 17).unwrap();
            parts(data, cuts).into_iter().for_each(|part| message.update(part));
            with::<32>(|out| message.finalize_into(out))
        },
        |data| {
            with::<32>(|out| {
                let mut message = xof::ParallelHash::new(XofAlgorithm::Shake128, 17)?;
                message.update(data);
                message.finalize_into(out)
            })
        },
    ),
    (
        "AsconXof",
        |data, cuts| {
            let mut message = xof::AsconXof::customized(b"parts").unwrap();
            parts(data, cuts).into_iter().for_each(|part| message.update(part));
            with::<LONG>(|out| message.finalize()?.read(out))
        },
        |data| {
            with::<LONG>(|out| {
                let mut message = xof::AsconXof::customized(b"parts")?;
                message.update(data);
                message.finalize()?.read(out)
            })
        },
    ),
    (
        "AsconReader",
        |data, cuts| {
            let mut message = xof::AsconXof::new().unwrap();
            message.update(data);
            let mut reader = message.finalize().unwrap();
            in_chunks(LONG, cuts, |out| reader.read(out))
        },
        |data| {
            with::<LONG>(|out| {
                let mut message = xof::AsconXof::new()?;
                message.update(data);
                message.finalize()?.read(out)
            })
        },
    ),
    (
        "Hmac",
        |data, cuts| {
            let mut message = mac::HmacKey::<hash::Sha256>::new(&KEY).unwrap().begin().unwrap();
            parts(data, cuts).into_iter().for_each(|part| message.update(part));
            message.finalize().unwrap().to_vec()
        },
        |data| mac::HmacKey::<hash::Sha256>::new(&KEY).unwrap().authenticate(data).unwrap().to_vec(),
    ),
    (
        "DynHmac",
        |data, cuts| {
            let mut message = mac::DynHmacKey::new(HashAlgorithm::Sha3_384, &KEY).unwrap().begin().unwrap();
            parts(data, cuts).into_iter().for_each(|part| message.update(part));
            with::<48>(|tag| message.finalize_into(tag))
        },
        |data| with::<48>(|tag| mac::DynHmacKey::new(HashAlgorithm::Sha3_384, &KEY)?.authenticate_into(data, tag)),
    ),
    (
        "Cmac",
        |data, cuts| {
            let mut message = mac::CmacKey::new(&KEY).unwrap().begin().unwrap();
            parts(data, cuts).into_iter().for_each(|part| message.update(part));
            with::<16>(|tag| message.finalize_into(tag))
        },
        |data| mac::CmacKey::new(&KEY).unwrap().authenticate(data).unwrap().to_vec(),
    ),
    (
        "Kmac",
        |data, cuts| {
            let mut message = mac::KmacKey::new(XofAlgorithm::Shake128, &KEY).unwrap().begin().unwrap();
            parts(data, cuts).into_iter().for_each(|part| message.update(part));
            with::<32>(|tag| message.finalize_into(tag))
        },
        |data| with::<32>(|tag| mac::KmacKey::new(XofAlgorithm::Shake128, &KEY)?.authenticate_into(data, tag)),
    ),
    (
        "CbcEncryptor",
        |data, cuts| {
            let mut message = key().cbc_encryptor(&IV).unwrap();
            in_place(data, cuts, 16, |part| message.update(part))
        },
        |data| changed(whole(data, 16), |data| key().cbc_encrypt(&IV, data)),
    ),
    (
        "CbcDecryptor",
        |data, cuts| {
            let mut message = key().cbc_decryptor(&IV).unwrap();
            in_place(data, cuts, 16, |part| message.update(part))
        },
        |data| changed(whole(data, 16), |data| key().cbc_decrypt(&IV, data)),
    ),
    (
        "Ctr",
        |data, cuts| {
            let mut message = key().ctr(&IV).unwrap();
            in_place(data, cuts, 1, |part| message.apply(part))
        },
        |data| changed(data.to_vec(), |data| key().ctr_apply(&IV, data)),
    ),
    (
        "Ofb",
        |data, cuts| {
            let mut message = key().ofb(&IV).unwrap();
            in_place(data, cuts, 1, |part| message.apply(part))
        },
        |data| changed(data.to_vec(), |data| key().ofb_apply(&IV, data)),
    ),
    (
        "Cfb",
        |data, cuts| {
            let mut message = key().cfb_encryptor(CfbSegment::Bits128, &IV).unwrap();
            in_place(data, cuts, 16, |part| message.apply(part))
        },
        |data| changed(whole(data, 16), |data| key().cfb_encrypt(CfbSegment::Bits128, &IV, data)),
    ),
    (
        "Cfb",
        |data, cuts| {
            let mut message = key().cfb_decryptor(CfbSegment::Bits128, &IV).unwrap();
            in_place(data, cuts, 16, |part| message.apply(part))
        },
        |data| changed(whole(data, 16), |data| key().cfb_decrypt(CfbSegment::Bits128, &IV, data)),
    ),
    (
        "Cfb",
        |data, cuts| {
            let mut message = key().cfb_encryptor(CfbSegment::Bits8, &IV).unwrap();
            in_place(data, cuts, 1, |part| message.apply(part))
        },
        |data| changed(data.to_vec(), |data| key().cfb_encrypt(CfbSegment::Bits8, &IV, data)),
    ),
    (
        "Cfb",
        |data, cuts| {
            let mut message = key().cfb_decryptor(CfbSegment::Bits1, &IV).unwrap();
            in_place(data, cuts, 1, |part| message.apply(part))
        },
        |data| changed(data.to_vec(), |data| key().cfb_decrypt(CfbSegment::Bits1, &IV, data)),
    ),
];

#[test]
fn any_way_to_cut_a_message_gives_the_same() {
    for_all(40, message_and_cuts(), |(data, cuts)| {
        for (name, in_parts, at_once) in STREAMS.iter().chain(&HASHERS) {
            assert_eq!(in_parts(&data, &cuts), at_once(&data), "{name} of {} bytes, cut {cuts:?}", data.len());
        }
    });
}

/// The types of `src/services` with a method that takes or gives a part of a message.
fn types_with_parts() -> BTreeSet<String> {
    const METHODS: [&str; 4] = ["update", "apply", "read", "add"];
    let mut found = BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from("src/services")];
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            folders.extend(path.read_dir().unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        if path.components().any(|part| part.as_os_str() == "lab") {
            continue; // raw samples for an assessment are no message
        }
        let mut owner = String::new();
        for line in std::fs::read_to_string(path).unwrap().lines() {
            if let Some(rest) = line.strip_prefix("impl") {
                let name = rest.trim_end_matches(" {").rsplit([' ', '>']).find(|word| !word.is_empty());
                let name = rest.split_once(" for ").map_or(name, |(_, name)| Some(name));
                owner = name.map_or(String::new(), |name| name.split('<').next().unwrap().trim().into());
                if owner.is_empty() || rest.trim_end().ends_with("> {") {
                    let types = rest.trim_end_matches(" {").rsplit_once('<').map_or(rest, |(head, _)| head);
                    owner = types.rsplit(' ').next().unwrap().into();
                }
            }
            let is_part = |method: &&str| line.trim_start().starts_with(&format!("pub fn {method}(&mut self"));
            if METHODS.iter().any(is_part) {
                found.insert(owner.clone());
            }
        }
    }
    found
}

/// A new type with parts must stand in the table.
#[test]
fn every_type_with_parts_stands_in_the_table() {
    let known: BTreeSet<String> = STREAMS.iter().chain(&HASHERS).map(|(name, _, _)| (*name).into()).collect();
    assert_eq!(types_with_parts(), known);
}

/// The elements of a list are no parts of a message: another cut is another list, empty elements
/// included.
#[test]
fn another_cut_is_another_list() {
    for_all(100, (message_and_cuts(), message_and_cuts()), |((data, first), (_, second))| {
        let hash = |cuts| {
            let mut list = xof::TupleHash::new(XofAlgorithm::Shake256).unwrap();
            let parts = parts(&data, cuts);
            parts.iter().for_each(|element| list.add(element));
            (with::<64>(|out| list.finalize_into(out)), parts)
        };
        let ((first, of_first), (second, of_second)) = (hash(&first), hash(&second));
        assert_eq!(first == second, of_first == of_second);
    });
}

/// A part that was refused may be given again: the message is what it would have been.
#[test]
fn a_refused_part_changes_nothing() {
    type Refuses = fn(&AesKey) -> Box<dyn FnMut(&mut [u8]) -> Result<(), Error>>;
    const MODES: [Refuses; 4] = [
        |key| {
            let mut message = key.cbc_encryptor(&IV).unwrap();
            Box::new(move |part| message.update(part))
        },
        |key| {
            let mut message = key.cbc_decryptor(&IV).unwrap();
            Box::new(move |part| message.update(part))
        },
        |key| {
            let mut message = key.cfb_encryptor(CfbSegment::Bits128, &IV).unwrap();
            Box::new(move |part| message.apply(part))
        },
        |key| {
            let mut message = key.cfb_decryptor(CfbSegment::Bits128, &IV).unwrap();
            Box::new(move |part| message.apply(part))
        },
    ];
    for_all(60, message_and_cuts(), |(data, cuts)| {
        for begin in MODES {
            let mut plain = begin(&key());
            let expected = in_place(&data, &cuts, 16, |part| plain(part));
            let mut refused = begin(&key());
            let with_refusals = in_place(&data, &cuts, 16, |part| {
                let mut wrong = vec![0xa5; part.len() + 1 + part.len() % 15];
                assert_eq!(refused(&mut wrong), Err(Error::InvalidInputLength));
                assert!(wrong.iter().all(|byte| *byte == 0xa5));
                refused(part)
            });
            assert_eq!(with_refusals, expected);
        }
    });
}
