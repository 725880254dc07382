//! Signing keys of LMS: no leaf signs before its state was stored, and none signs twice.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[allow(dead_code)] // these children are not waited for
#[path = "common/child.rs"]
mod child;

use qila::lms::{Lms, MAX_STATE, SigningKey, VerifyingKey};
use qila::random::Rng;
use qila::{Error, lab};
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// LMS_SHA256_M24_H5 with LMOTS_SHA256_N24_W4.
const CODES: (u32, u32) = (10, 7);

fn key() -> SigningKey {
    lab::lms::key(CODES.0, CODES.1, &[0x50; 16], &[0x51; 24]).unwrap()
}

/// Reserves leaves, and gives the state.
fn reserve(sk: &mut SigningKey, leaves: u32) -> Vec<u8> {
    let mut state = [0; MAX_STATE];
    let len = sk.reserve(leaves, &mut state).unwrap();
    state[..len].to_vec()
}

fn sign(sk: &mut SigningKey, message: &[u8]) -> Result<Vec<u8>, Error> {
    let mut signature = vec![0; sk.signature_size()];
    let len = sk.sign(message, &mut Rng::new()?, &mut signature)?;
    assert_eq!(len, signature.len());
    Ok(signature)
}

/// The leaf of a signature.
fn leaf(signature: &[u8]) -> u32 {
    u32::from_be_bytes(*signature.first_chunk().unwrap())
}

/// Every one-time key of each hash function signs, and the verifying key takes it; the others of
/// its kind do not.
#[test]
fn every_set_signs() {
    let mut rng = Rng::new().unwrap();
    for (tree, first, n) in [(5, 1, 32), (10, 5, 24), (15, 9, 32), (20, 13, 24)] {
        for one_time in first..first + 4 {
            let mut sk = SigningKey::generate(tree, one_time, &mut rng).unwrap();
            let state = reserve(&mut sk, 2);
            assert_eq!(state.len(), 64 + 2 * n);
            sk.confirm(&state).unwrap();
            let (one, two) = (sign(&mut sk, b"one").unwrap(), sign(&mut sk, b"two").unwrap());
            let vk = VerifyingKey::<Lms>::new(sk.verifying_key().unwrap().as_bytes()).unwrap();
            assert_eq!((vk.verify(b"one", &one), vk.verify(b"two", &two)), (Ok(()), Ok(())), "{tree} {one_time}");
            assert_eq!(vk.verify(b"two", &one), Err(Error::SignatureMismatch));
            assert_eq!((leaf(&one), leaf(&two)), (0, 1));
        }
    }
    for (tree, one_time) in [(5, 5), (10, 1), (15, 1), (4, 1), (25, 13), (5, 0), (5, 17), (20, 9)] {
        assert_eq!(SigningKey::generate(tree, one_time, &mut rng).err(), Some(Error::InvalidParameter));
    }
}

#[test]
fn no_leaf_signs_before_its_state_was_stored() {
    let mut sk = key();
    assert_eq!(sign(&mut sk, b"m").err(), Some(Error::KeyExhausted));
    let state = reserve(&mut sk, 3);
    assert_eq!((sk.remaining(), sk.reserved()), (29, 0));
    assert_eq!(sign(&mut sk, b"m").err(), Some(Error::KeyExhausted));
    // What is not quite the state is no proof.
    for other in [&state[1..], &[&state[..], &[0]].concat(), &[0; 112], b""] {
        assert_eq!(sk.confirm(other), Err(Error::InvalidKey));
    }
    let last = reserve(&mut sk, 1);
    assert_eq!(sk.confirm(&state), Err(Error::InvalidKey), "an older state");
    sk.confirm(&last).unwrap();
    assert_eq!((sk.remaining(), sk.reserved()), (28, 4));
    let leaves: Vec<u32> = (0..4).map(|_| leaf(&sign(&mut sk, b"m").unwrap())).collect();
    assert_eq!(leaves, [0, 1, 2, 3]);
    assert_eq!(sign(&mut sk, b"m").err(), Some(Error::KeyExhausted));
    // To store it again brings nothing back.
    sk.confirm(&last).unwrap();
    assert_eq!(sign(&mut sk, b"m").err(), Some(Error::KeyExhausted));
}

/// A stored state burns what it reserved, whether it signed or not, and what is too much is
/// refused.
#[test]
fn stored_keys_go_on_behind_what_was_reserved() {
    let mut sk = key();
    let mut small = [0x5a; 111];
    assert_eq!(sk.reserve(5, &mut small), Err(Error::BufferTooSmall));
    assert_eq!((small, sk.remaining()), ([0x5a; 111], 32));
    let state = reserve(&mut sk, 5);
    let mut again = SigningKey::from_state(&state).unwrap();
    assert_eq!((again.remaining(), again.reserved()), (27, 0));
    assert_eq!(again.verifying_key().unwrap().as_bytes(), sk.verifying_key().unwrap().as_bytes());
    let mut room = [0x5a; MAX_STATE];
    assert_eq!(again.reserve(0, &mut room), Err(Error::InvalidParameter));
    for too_many in [28, u32::MAX, u32::MAX - 5] {
        assert_eq!(again.reserve(too_many, &mut room), Err(Error::KeyExhausted));
    }
    assert_eq!((room, again.remaining()), ([0x5a; MAX_STATE], 27));
    let last = reserve(&mut again, 27);
    again.confirm(&last).unwrap();
    let mut signature = vec![0x5a; again.signature_size() - 1];
    let refused = again.sign(b"m", &mut Rng::new().unwrap(), &mut signature);
    assert_eq!((refused, again.reserved()), (Err(Error::BufferTooSmall), 27));
    assert!(signature.iter().all(|byte| *byte == 0x5a));
    let leaves: Vec<u32> = (0..27).map(|_| leaf(&sign(&mut again, b"m").unwrap())).collect();
    assert_eq!(leaves, (5..32).collect::<Vec<_>>());
    assert_eq!(sign(&mut again, b"m").err(), Some(Error::KeyExhausted));
    assert_eq!(SigningKey::from_state(&last).unwrap().remaining(), 0);
}

/// Every bit of a state counts, and its length.
#[test]
fn a_state_with_another_byte_is_none() {
    let state = reserve(&mut key(), 5);
    for (place, bit) in (0..state.len()).flat_map(|place| (0..8).map(move |bit| (place, bit))) {
        let mut other = state.clone();
        other[place] ^= 1 << bit;
        let refused = SigningKey::from_state(&other).err();
        assert!(matches!(refused, Some(Error::InvalidKey | Error::InvalidKeyLength)), "{place} {bit}");
    }
    for len in 0..state.len() {
        let refused = SigningKey::from_state(&state[..len]).err();
        assert!(matches!(refused, Some(Error::InvalidKey | Error::InvalidKeyLength)), "{len}");
    }
    assert_eq!(SigningKey::from_state(&[&state[..], &[0]].concat()).err(), Some(Error::InvalidKeyLength));
}

/// A signer is killed again and again, at any moment: each begins with what the last one stored,
/// and no leaf is ever seen twice.
#[test]
fn a_killed_signer_never_signs_with_a_leaf_again() {
    kill(20);
}

#[test]
#[ignore = "a minute: by command"]
fn a_thousand_killed_signers_never_sign_with_a_leaf_again() {
    kill(1000);
}

const SIGNER: &str = "child_that_signs";
const FOLDER: &str = "QILA_TEST_FOLDER";

fn kill(times: u32) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lms-{times}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut seen = BTreeSet::new();
    for time in 0..times {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([SIGNER, "--exact", "--nocapture", "--test-threads=1"])
            .env("QILA_TEST_CHILD", SIGNER)
            .env(FOLDER, &folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Other moments each time, the first of them before anything is stored.
        std::thread::sleep(Duration::from_micros(u64::from(time) * 1_777 % 30_000));
        child.kill().unwrap();
        let mut said = String::new();
        child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        child.wait().unwrap();
        let lines = said.lines().filter_map(|line| line.strip_prefix("leaf ")?.strip_suffix('.'));
        for leaf in lines {
            assert!(seen.insert(leaf.to_owned()), "{leaf} signs twice");
        }
    }
    assert!(times < 1000 || !seen.is_empty());
    fs::remove_dir_all(&folder).unwrap();
}

/// Signs until it is killed, and says with which leaf of which key: the signature is out then.
#[test]
fn child_that_signs() {
    let Some(folder) = child::value(SIGNER, FOLDER) else { return };
    let (folder, mut rng) = (Path::new(&folder), Rng::new().unwrap());
    let stored = fs::read(folder.join("state")).ok();
    let mut sk = stored.and_then(|state| SigningKey::from_state(&state).ok()).unwrap_or_else(key);
    // A new key where none was stored, or the last one is used up.
    let mut number = fs::read_dir(folder).unwrap().count();
    loop {
        if sk.remaining() == 0 {
            sk = SigningKey::generate(CODES.0, CODES.1, &mut rng).unwrap();
            number += 1;
        }
        let leaves = sk.remaining().min(2);
        let state = reserve(&mut sk, leaves);
        let file = folder.join("state");
        store(&folder.join(format!("next {number}")), &file, &state);
        sk.confirm(&fs::read(&file).unwrap()).unwrap();
        while sk.reserved() > 0 {
            let signature = sign(&mut sk, b"message").unwrap();
            let vk = hex::encode(sk.verifying_key().unwrap().as_bytes());
            println!("leaf {} of {vk}.", leaf(&signature));
        }
    }
}

/// Writes a file as a whole, and not before it is on the disk.
fn store(new: &Path, place: &Path, state: &[u8]) {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(new).unwrap();
    file.write_all(state).unwrap();
    file.sync_all().unwrap();
    fs::rename(new, place).unwrap();
    File::open(place.parent().unwrap()).unwrap().sync_all().unwrap();
}
