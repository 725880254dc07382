//! Verification by LMS and HSS, and a signing key of LMS.

use super::input::{called, data, key as secret, released};
use super::{OUTPUT, Operation, Prepared, SENTINEL, prepared, public, put, secret};
use qila::lms::{Hss, Lms, SigningKey, VerifyingKey};
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

const ANY: &str = "any parameter set";
/// LMS_SHA256_M24_H5 with LMOTS_SHA256_N24_W2, the tree that takes least.
const CODES: (u32, u32) = (10, 6);
const STATE: usize = 32 + 24 + 24 + 32;

/// A key of a secret seed.
fn signer() -> Result<Box<SigningKey>, Error> {
    Ok(Box::new(lab::lms::key(CODES.0, CODES.1, &[0x50; 16], secret::<24>())?))
}

/// Reserves leaves of a key, which is a new one where there are no more, and writes the state into
/// the output: it holds the seed, and no copy of it may stay.
fn reserve(sk: &mut Box<SigningKey>, leaves: u32, out: &mut [u8; OUTPUT]) -> Result<(), Error> {
    if sk.remaining() < leaves {
        *sk = signer()?;
    }
    called(|| sk.reserve(leaves, &mut out[..STATE])).map(drop)
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
    public!("lms::SigningKey::generate", ANY, || {
        let mut rng = called(Rng::new)?;
        let sk = signer()?;
        prepared(sk.indicator(), move |out| {
            let sk = Box::new(called(|| SigningKey::generate(CODES.0, CODES.1, &mut rng))?);
            let vk = called(|| sk.verifying_key())?;
            put(out, || Ok(vk.as_bytes()))
        })
    }),
    public!("lms::SigningKey::from_state", ANY, || {
        let mut own = signer()?;
        let state = Box::new(Secret::<STATE>::filled(|state| own.reserve(1, state).map(drop))?);
        prepared(own.indicator(), move |out| {
            let _ = &own;
            let sk = Box::new(called(|| SigningKey::from_state(state.as_bytes()))?);
            let vk = called(|| sk.verifying_key())?;
            put(out, || Ok(vk.as_bytes()))
        })
    }),
    secret!("lms::SigningKey::reserve", ANY, || {
        let mut sk = signer()?;
        prepared(sk.indicator(), move |out| reserve(&mut sk, 1, out))
    }),
    secret!("lms::SigningKey::confirm", ANY, || {
        let mut sk = signer()?;
        prepared(sk.indicator(), move |out| {
            reserve(&mut sk, 1, out)?;
            called(|| sk.confirm(&out[..STATE]))
        })
    }),
    public!("lms::SigningKey::sign", ANY, signing),
];

/// Signs with one leaf after the other, and gives the beginning of the signature, which is known.
fn signing() -> Result<Prepared, Error> {
    let (mut sk, mut rng) = (signer()?, called(Rng::new)?);
    let mut signature = vec![0; sk.signature_size()];
    prepared(sk.indicator(), move |out| {
        if sk.reserved() == 0 {
            reserve(&mut sk, 16, out)?;
            called(|| sk.confirm(&out[..STATE]))?;
            out[..STATE].fill(SENTINEL);
        }
        called(|| sk.sign(data(), &mut rng, &mut signature))?;
        released(&mut signature);
        put(out, || Ok(&signature[..OUTPUT / 2]))
    })
}
