//! LMS and HSS: verification and signing keys.

use super::input::{called, data, key as secret, released};
use super::{OUTPUT, Operation, Prepared, SENTINEL, prepared, public, put, secret};
use qila::lms::{Hss, Lms, Nodes, Scheme, SigningKey, VerifyingKey};
use qila::random::Rng;
use qila::{Error, Secret, lab};

const OF_LMS: &str = "LMS, any parameter set";
const OF_HSS: &str = "HSS, any parameter set";

/// LMS_SHA256_M32_H5 with LMOTS_SHA256_N32_W8: a signature of one byte, 7, by the fourth leaf, all
/// values of which count up from 0. Whatever they are, they lead to a root: this one, by the Python
/// package pyhsslms 2.0.0 (`counting_root` of `kat-vectors/generate/lms.py`).
const ROOT: [u8; 32] = [
    0xec, 0x16, 0xdf, 0x86, 0x98, 0xe7, 0xae, 0x50, 0xe4, 0x5e, 0x8d, 0x11, 0xc8, 0x6f, 0x89, 0x17, 0xfc, 0x57, 0xc1,
    0x18, 0x71, 0xca, 0x57, 0xca, 0xc9, 0x58, 0xd2, 0xc3, 0x56, 0x37, 0xda, 0x30,
];

fn key() -> [u8; 56] {
    let mut key: [u8; 56] = core::array::from_fn(|i| (i as u8).wrapping_sub(8));
    key[..8].copy_from_slice(&[0, 0, 0, 5, 0, 0, 0, 4]);
    key[24..].copy_from_slice(&ROOT);
    key
}

fn signature() -> Vec<u8> {
    let mut values = (0..=255).cycle();
    let mut take = |count: usize| values.by_ref().take(count).collect::<Vec<u8>>();
    [&[0, 0, 0, 3, 0, 0, 0, 4][..], &take(32 * 35), &[0, 0, 0, 5], &take(32 * 5)].concat()
}

/// A key of two levels and its signature of one byte, 7 (`examples` of the same file).
const HSS: &[u8] = include_bytes!("hss.bin");
const HSS_KEY: usize = 52;

/// LMS_SHA256_M24_H5 with LMOTS_SHA256_N24_W2, the tree that takes least; HSS has two of them.
const CODES: [[u32; 2]; 2] = [[10, 6]; 2];
const STATE: usize = 16 + 8 * CODES.len() + 16 + 24 + 24 + 32;

/// The bytes of a signature with one tree.
const OF_TREE: usize = 12 + 24 * (1 + 101 + 5);

/// A key of a secret seed, and what is kept of its trees.
struct Signer<S: Scheme> {
    sk: Box<SigningKey<S>>,
    nodes: Box<Nodes<2>>,
}

impl<S: Scheme> Signer<S> {
    fn new(levels: usize) -> Result<Self, Error> {
        let mut nodes = Box::new(Nodes::new());
        let sk = Box::new(lab::lms::key(&CODES[..levels], &[0x50; 16], secret::<24>(), &mut nodes)?);
        Ok(Self { sk, nodes })
    }

    /// Reserves leaves, of a new key where there are no more, and writes the state into the output:
    /// it holds the seed, and no copy of it may stay.
    fn reserve(&mut self, levels: usize, leaves: u64, out: &mut [u8; OUTPUT]) -> Result<(), Error> {
        if self.sk.remaining() < leaves {
            *self = Self::new(levels)?;
        }
        called(|| self.sk.reserve(leaves, &mut out[..STATE])).map(drop)
    }
}

fn generating<S: Scheme, const LEVELS: usize>() -> Result<Prepared, Error> {
    let mut rng = called(Rng::new)?;
    let mut signer = Signer::<S>::new(LEVELS)?;
    prepared(signer.sk.indicator(), move |out| {
        let sk = called(|| SigningKey::<S>::generate(&CODES[..LEVELS], &mut signer.nodes, &mut rng))?;
        let sk = Box::new(sk);
        let vk = called(|| sk.verifying_key())?;
        put(out, || Ok(vk.as_bytes()))
    })
}

fn storing<S: Scheme, const LEVELS: usize>() -> Result<Prepared, Error> {
    let mut own = Signer::<S>::new(LEVELS)?;
    let mut len = 0;
    let state = Box::new(Secret::<STATE>::filled(|state| {
        len = own.sk.reserve(1, state)?;
        Ok(())
    })?);
    prepared(own.sk.indicator(), move |out| {
        let _ = &own;
        let sk = Box::new(called(|| SigningKey::<S>::from_state(&state.as_bytes()[..len]))?);
        let vk = called(|| sk.verifying_key())?;
        put(out, || Ok(vk.as_bytes()))
    })
}

fn reserving<S: Scheme, const LEVELS: usize>() -> Result<Prepared, Error> {
    let mut signer = Signer::<S>::new(LEVELS)?;
    prepared(signer.sk.indicator(), move |out| signer.reserve(LEVELS, 1, out))
}

fn confirming<S: Scheme, const LEVELS: usize>() -> Result<Prepared, Error> {
    let mut signer = Signer::<S>::new(LEVELS)?;
    let len = STATE - 8 * (CODES.len() - LEVELS);
    prepared(signer.sk.indicator(), move |out| {
        signer.reserve(LEVELS, 1, out)?;
        called(|| signer.sk.confirm(&out[..len]))
    })
}

/// Signs with one leaf after the other, and gives the beginning of what it signed, which is known:
/// the signatures above it stay the same.
fn signing<S: Scheme, const LEVELS: usize>() -> Result<Prepared, Error> {
    let (mut signer, mut rng) = (Signer::<S>::new(LEVELS)?, called(Rng::new)?);
    let mut signature = vec![0; signer.sk.signature_size()];
    let len = STATE - 8 * (CODES.len() - LEVELS);
    prepared(signer.sk.indicator(), move |out| {
        if signer.sk.reserved() == 0 {
            signer.reserve(LEVELS, 16, out)?;
            called(|| signer.sk.confirm(&out[..len]))?;
            out[..STATE].fill(SENTINEL);
        }
        let Signer { sk, nodes } = &mut signer;
        called(|| sk.sign(data(), nodes, &mut rng, &mut signature))?;
        released(&mut signature);
        put(out, || Ok(&signature[signature.len() - OF_TREE..][..OUTPUT / 2]))
    })
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("lms::VerifyingKey::new", OF_LMS, || {
        let vk = VerifyingKey::<Lms>::new(&key())?;
        prepared(vk.indicator(), move |out| {
            let again = called(|| VerifyingKey::<Lms>::new(vk.as_bytes()))?;
            put(out, || Ok(again.as_bytes()))
        })
    }),
    public!("lms::VerifyingKey::new", OF_HSS, || {
        let vk = VerifyingKey::<Hss>::new(&HSS[..HSS_KEY])?;
        prepared(vk.indicator(), move |out| {
            let again = called(|| VerifyingKey::<Hss>::new(vk.as_bytes()))?;
            put(out, || Ok(again.as_bytes()))
        })
    }),
    public!("lms::VerifyingKey::verify", OF_LMS, || {
        let (vk, signature) = (VerifyingKey::<Lms>::new(&key())?, signature());
        prepared(vk.indicator(), move |out| {
            called(|| vk.verify(&[7], &signature))?;
            put(out, || Ok(&signature[..32]))
        })
    }),
    public!("lms::VerifyingKey::verify", OF_HSS, || {
        let (key, signature) = HSS.split_at(HSS_KEY);
        let vk = VerifyingKey::<Hss>::new(key)?;
        prepared(vk.indicator(), move |out| {
            called(|| vk.verify(&[7], signature))?;
            put(out, || Ok(&signature[..32]))
        })
    }),
    public!("lms::SigningKey::generate", OF_LMS, generating::<Lms, 1>),
    public!("lms::SigningKey::generate", OF_HSS, generating::<Hss, 2>),
    public!("lms::SigningKey::from_state", OF_LMS, storing::<Lms, 1>),
    public!("lms::SigningKey::from_state", OF_HSS, storing::<Hss, 2>),
    secret!("lms::SigningKey::reserve", OF_LMS, reserving::<Lms, 1>),
    secret!("lms::SigningKey::reserve", OF_HSS, reserving::<Hss, 2>),
    secret!("lms::SigningKey::confirm", OF_LMS, confirming::<Lms, 1>),
    secret!("lms::SigningKey::confirm", OF_HSS, confirming::<Hss, 2>),
    public!("lms::SigningKey::sign", OF_LMS, signing::<Lms, 1>),
    public!("lms::SigningKey::sign", OF_HSS, signing::<Hss, 2>),
];
