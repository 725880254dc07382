//! Signing keys of LMS and HSS: no leaf signs before its state was stored, and none signs twice.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[allow(dead_code)] // these children are not waited for
#[path = "common/child.rs"]
mod child;

use qila::lms::{Hss, Lms, MAX_STATE, Nodes, Scheme, SigningKey, VerifyingKey};
use qila::random::Rng;
use qila::{Error, lab};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// LMS_SHA256_M24_H5 with LMOTS_SHA256_N24_W4.
const CODES: [u32; 2] = [10, 7];
/// Two levels of it, and the bytes of a signature with one, and of a verifying key.
const TWO: [[u32; 2]; 2] = [CODES; 2];
const OF_TREE: usize = 12 + 24 * (1 + 51 + 5);
const KEY: usize = 24 + 24;

/// A signing key, and what is kept of its trees.
struct Signer<S: Scheme> {
    sk: SigningKey<S>,
    nodes: Box<Nodes<8>>,
}

impl<S: Scheme> Signer<S> {
    fn of(levels: &[[u32; 2]]) -> Self {
        let (mut nodes, n) = (Box::new(Nodes::new()), if levels[0][0] == 5 { 32 } else { 24 });
        let sk = lab::lms::key(levels, &[0x50; 16], &[0x51; 32][..n], &mut nodes).unwrap();
        Self { sk, nodes }
    }

    fn generate(levels: &[[u32; 2]]) -> Result<Self, Error> {
        let mut nodes = Box::new(Nodes::new());
        let sk = SigningKey::generate(levels, &mut nodes, &mut Rng::new()?)?;
        Ok(Self { sk, nodes })
    }

    fn from_state(state: &[u8]) -> Result<Self, Error> {
        Ok(Self { sk: SigningKey::from_state(state)?, nodes: Box::new(Nodes::new()) })
    }

    /// Reserves leaves, and gives the state.
    fn reserve(&mut self, leaves: u64) -> Vec<u8> {
        let mut state = [0; MAX_STATE];
        let len = self.sk.reserve(leaves, &mut state).unwrap();
        state[..len].to_vec()
    }

    fn sign(&mut self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let mut signature = vec![0; self.sk.signature_size()];
        let len = self.sk.sign(message, &mut self.nodes, &mut Rng::new()?, &mut signature)?;
        assert_eq!(len, signature.len());
        Ok(signature)
    }

    /// The signature with a leaf and a C that is always the same.
    fn sign_at(&mut self, q: u64) -> Vec<u8> {
        let (n, mut signature) = (24, vec![0; self.sk.signature_size()]);
        lab::lms::sign(&self.sk, q, &[7; 32][..n], b"m", &mut self.nodes, &mut signature).unwrap();
        signature
    }

    fn key(&self) -> Vec<u8> {
        self.sk.verifying_key().unwrap().as_bytes().to_vec()
    }
}

fn key() -> Signer<Lms> {
    Signer::of(&[CODES])
}

/// The leaf of a signature of LMS.
fn leaf(signature: &[u8]) -> u32 {
    u32::from_be_bytes(*signature.first_chunk().unwrap())
}

/// Every one-time key of each hash function signs, and the verifying key takes it; the others of
/// its kind do not.
#[test]
fn every_set_signs() {
    for (tree, first, n) in [(5, 1, 32), (10, 5, 24), (15, 9, 32), (20, 13, 24)] {
        for one_time in first..first + 4 {
            let mut signer = Signer::<Lms>::generate(&[[tree, one_time]]).unwrap();
            let state = signer.reserve(2);
            assert_eq!(state.len(), 72 + 2 * n);
            signer.sk.confirm(&state).unwrap();
            let (one, two) = (signer.sign(b"one").unwrap(), signer.sign(b"two").unwrap());
            let vk = VerifyingKey::<Lms>::new(&signer.key()).unwrap();
            assert_eq!((vk.verify(b"one", &one), vk.verify(b"two", &two)), (Ok(()), Ok(())), "{tree} {one_time}");
            assert_eq!(vk.verify(b"two", &one), Err(Error::SignatureMismatch));
            assert_eq!((leaf(&one), leaf(&two)), (0, 1));
        }
    }
    for codes in [[5, 5], [10, 1], [15, 1], [4, 1], [25, 13], [5, 0], [5, 17], [20, 9]] {
        assert_eq!(Signer::<Lms>::generate(&[codes]).err(), Some(Error::InvalidParameter));
    }
}

/// One level of LMS, one to eight of HSS, of one hash function, and as many nodes.
#[test]
fn levels_are_counted() {
    assert_eq!(Signer::<Lms>::generate(&TWO).err(), Some(Error::InvalidParameter));
    for levels in [&[][..], &[CODES; 9], &[CODES, [20, 13]], &[[5, 1], [10, 5]]] {
        assert_eq!(Signer::<Hss>::generate(levels).err(), Some(Error::InvalidParameter), "{levels:?}");
    }
    let (mut few, mut rng) = (Nodes::<1>::new(), Rng::new().unwrap());
    assert_eq!(SigningKey::<Hss>::generate(&TWO, &mut few, &mut rng).err(), Some(Error::BufferTooSmall));
    let mut signer = Signer::<Hss>::generate(&TWO).unwrap();
    let state = signer.reserve(1);
    signer.sk.confirm(&state).unwrap();
    let mut signature = vec![0x5a; signer.sk.signature_size()];
    assert_eq!(signer.sk.sign(b"m", &mut few, &mut rng, &mut signature), Err(Error::BufferTooSmall));
    assert_eq!((signer.sk.reserved(), signature.iter().all(|byte| *byte == 0x5a)), (1, true));
    // Each scheme takes its own states.
    assert_eq!(Signer::<Lms>::from_state(&state).err(), Some(Error::InvalidKey));
    assert_eq!(Signer::<Hss>::from_state(&key().reserve(1)).err(), Some(Error::InvalidKey));
}

/// All leaves of two levels sign, in order, as the same leaves do with nodes that were made anew;
/// so do those about the places where trees end, with three levels of different sets.
#[test]
fn trees_follow_one_another() {
    let (mut walking, mut anew) = (Signer::<Hss>::of(&TWO), Signer::<Hss>::of(&TWO));
    let vk = VerifyingKey::<Hss>::new(&walking.key()).unwrap();
    for q in 0..1024 {
        let signature = walking.sign_at(q);
        vk.verify(b"m", &signature).unwrap();
        assert_eq!((leaf(&signature[4..]), leaf(&signature[4 + OF_TREE + KEY..])), (q as u32 / 32, q as u32 % 32));
        if q % 32 == 31 || q % 41 == 0 {
            *anew.nodes = Nodes::new();
            assert!(anew.sign_at(q) == signature, "{q}");
        }
    }
    let levels = [[10, 6], [11, 5], [10, 7]];
    let (mut walking, mut anew) = (Signer::<Hss>::of(&levels), Signer::<Hss>::of(&levels));
    let vk = VerifyingKey::<Hss>::new(&walking.key()).unwrap();
    for end in [32, 32 * 1024, 32 * 1024 * 32] {
        for q in (end - 2..end + 2).take_while(|q| *q < 1 << 20) {
            *anew.nodes = Nodes::new();
            let signature = walking.sign_at(q);
            vk.verify(b"m", &signature).unwrap();
            assert!(anew.sign_at(q) == signature, "{q}");
        }
    }
}

/// Nodes of another key, or of nobody, cost time and nothing else.
#[test]
fn nodes_are_not_trusted() {
    let (mut one, mut two) = (Signer::<Hss>::of(&TWO), Signer::<Hss>::generate(&TWO).unwrap());
    let expected = one.sign_at(5);
    std::mem::swap(&mut one.nodes, &mut two.nodes);
    assert!(one.sign_at(5) == expected);
    VerifyingKey::<Hss>::new(&two.key()).unwrap().verify(b"m", &two.sign_at(900)).unwrap();
}

/// Eight levels; with a height of 80 in all, 2^63 leaves are used.
#[test]
fn more_leaves_than_numbers() {
    let mut signer = Signer::<Hss>::of(&[[11, 5]; 8]);
    assert_eq!(signer.sk.remaining(), 1 << 63);
    let vk = VerifyingKey::<Hss>::new(&signer.key()).unwrap();
    for q in [0, 1, (1 << 63) - 1] {
        vk.verify(b"m", &signer.sign_at(q)).unwrap();
    }
    let state = signer.reserve(1 << 63);
    assert_eq!(state.len(), MAX_STATE - 16);
    signer.sk.confirm(&state).unwrap();
    vk.verify(b"m", &signer.sign(b"m").unwrap()).unwrap();
    assert_eq!(signer.sk.reserve(1, &mut [0; MAX_STATE]), Err(Error::KeyExhausted));
    assert_eq!(Signer::<Hss>::from_state(&state).unwrap().sk.remaining(), 0);
}

#[test]
fn no_leaf_signs_before_its_state_was_stored() {
    let mut signer = key();
    assert_eq!(signer.sign(b"m").err(), Some(Error::KeyExhausted));
    let state = signer.reserve(3);
    assert_eq!((signer.sk.remaining(), signer.sk.reserved()), (29, 0));
    assert_eq!(signer.sign(b"m").err(), Some(Error::KeyExhausted));
    // What is not quite the state is no proof.
    for other in [&state[1..], &[&state[..], &[0]].concat(), &[0; 120], b""] {
        assert_eq!(signer.sk.confirm(other), Err(Error::InvalidKey));
    }
    let last = signer.reserve(1);
    assert_eq!(signer.sk.confirm(&state), Err(Error::InvalidKey), "an older state");
    signer.sk.confirm(&last).unwrap();
    assert_eq!((signer.sk.remaining(), signer.sk.reserved()), (28, 4));
    let leaves: Vec<u32> = (0..4).map(|_| leaf(&signer.sign(b"m").unwrap())).collect();
    assert_eq!(leaves, [0, 1, 2, 3]);
    assert_eq!(signer.sign(b"m").err(), Some(Error::KeyExhausted));
    // To store it again brings nothing back.
    signer.sk.confirm(&last).unwrap();
    assert_eq!(signer.sign(b"m").err(), Some(Error::KeyExhausted));
}

/// A stored state burns what it reserved, whether it signed or not, and what is too much is
/// refused.
#[test]
fn stored_keys_go_on_behind_what_was_reserved() {
    let mut signer = key();
    let mut small = [0x5a; 119];
    assert_eq!(signer.sk.reserve(5, &mut small), Err(Error::BufferTooSmall));
    assert_eq!((small, signer.sk.remaining()), ([0x5a; 119], 32));
    let state = signer.reserve(5);
    let mut again = Signer::<Lms>::from_state(&state).unwrap();
    assert_eq!((again.sk.remaining(), again.sk.reserved()), (27, 0));
    assert_eq!(again.key(), signer.key());
    let mut room = [0x5a; MAX_STATE];
    assert_eq!(again.sk.reserve(0, &mut room), Err(Error::InvalidParameter));
    for too_many in [28, u64::MAX, u64::MAX - 5] {
        assert_eq!(again.sk.reserve(too_many, &mut room), Err(Error::KeyExhausted));
    }
    assert_eq!((room, again.sk.remaining()), ([0x5a; MAX_STATE], 27));
    let last = again.reserve(27);
    again.sk.confirm(&last).unwrap();
    let mut signature = vec![0x5a; again.sk.signature_size() - 1];
    let refused = again.sk.sign(b"m", &mut again.nodes, &mut Rng::new().unwrap(), &mut signature);
    assert_eq!((refused, again.sk.reserved()), (Err(Error::BufferTooSmall), 27));
    assert!(signature.iter().all(|byte| *byte == 0x5a));
    let leaves: Vec<u32> = (0..27).map(|_| leaf(&again.sign(b"m").unwrap())).collect();
    assert_eq!(leaves, (5..32).collect::<Vec<_>>());
    assert_eq!(again.sign(b"m").err(), Some(Error::KeyExhausted));
    assert_eq!(Signer::<Lms>::from_state(&last).unwrap().sk.remaining(), 0);
}

/// Every bit of a state counts, and its length.
#[test]
fn a_state_with_another_byte_is_none() {
    changed::<Lms>(&key().reserve(5));
    changed::<Hss>(&Signer::<Hss>::of(&TWO).reserve(5));
}

fn changed<S: Scheme>(state: &[u8]) {
    let refused = |state: &[u8]| SigningKey::<S>::from_state(state).err();
    let is_none = |error| matches!(error, Some(Error::InvalidKey | Error::InvalidKeyLength));
    assert_eq!(refused(state), None);
    for (place, bit) in (0..state.len()).flat_map(|place| (0..8).map(move |bit| (place, bit))) {
        let mut other = state.to_vec();
        other[place] ^= 1 << bit;
        assert!(is_none(refused(&other)), "{place} {bit}");
    }
    for len in 0..state.len() {
        assert!(is_none(refused(&state[..len])), "{len}");
    }
    assert_eq!(refused(&[state, &[0]].concat()), Some(Error::InvalidKeyLength));
}

/// A signer is killed again and again, at any moment: each begins with what the last one stored,
/// and no leaf ever signs two messages. A leaf above signs the same key again, byte by byte.
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
    let mut seen = BTreeMap::new();
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
        for (leaf, signed) in lines.filter_map(|line| line.split_once(" signs ")) {
            let before = seen.insert(leaf.to_owned(), signed.to_owned());
            assert!(before.is_none_or(|before| before == signed), "{leaf} signs twice");
        }
    }
    assert!(times < 1000 || !seen.is_empty());
    println!("{} leaves signed", seen.len());
    fs::remove_dir_all(&folder).unwrap();
}

/// Signs until it is killed, and says what each leaf of which key signed: it is out then. The
/// messages differ, so that none is signed as before.
#[test]
fn child_that_signs() {
    let Some(folder) = child::value(SIGNER, FOLDER) else { return };
    let folder = Path::new(&folder);
    let stored = fs::read(folder.join("state")).ok();
    let stored = stored.and_then(|state| Signer::<Hss>::from_state(&state).ok());
    let mut signer = stored.unwrap_or_else(|| Signer::of(&TWO));
    // A new key where none was stored, or the last one is used up.
    let mut number = fs::read_dir(folder).unwrap().count();
    loop {
        if signer.sk.remaining() == 0 {
            signer = Signer::generate(&TWO).unwrap();
            number += 1;
        }
        let state = signer.reserve(signer.sk.remaining().min(2));
        let file = folder.join("state");
        store(&folder.join(format!("next {number}")), &file, &state);
        signer.sk.confirm(&fs::read(&file).unwrap()).unwrap();
        while signer.sk.reserved() > 0 {
            let signature = signer.sign(b"message").unwrap();
            let (above, below) = signature[4..].split_at(OF_TREE + KEY);
            let (above_key, below_key) =
                (hex::encode(&signer.key()[12..28]), hex::encode(&above[OF_TREE + 8..][..16]));
            let digest = |bytes: &[u8]| hex::encode(qila::hash::Sha256::digest(bytes).unwrap());
            println!("leaf {} of {above_key} signs {}.", leaf(above), digest(above));
            println!("leaf {} of {below_key} signs {}.", leaf(below), digest(below));
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
