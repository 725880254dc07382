//! Hybrids through their services: each half by itself gives its part of the whole, and keeps its
//! rules inside it.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::hash::HashAlgorithm::{Sha256, Sha384};
use qila::hybrid::{
    Combination, DecapsulationKey, EncapsulationKey, HybridKem, SecP256r1MlKem768, SecP384r1MlKem1024,
    X25519MlKem768, XWing,
};
use qila::kdf::OneStep;
use qila::ml_kem::{self, MlKem768, MlKem1024};
use qila::random::Rng;
use qila::xdh::X25519;
use qila::xof::XofAlgorithm::Shake256;
use qila::{Error, Indicator, Reason, Result, ecdh, hash, lab, xdh, xof};
use std::array;

/// The test for each combination.
macro_rules! for_each_combination {
    ($check:ident) => {
        $check::<X25519MlKem768>();
        $check::<SecP256r1MlKem768>();
        $check::<SecP384r1MlKem1024>();
        $check::<XWing>();
        assert_eq!(HybridKem::ALL.len(), 4);
    };
}

#[test]
fn fresh_keys_agree() {
    fn check<C: Combination>() {
        let mut rng = Rng::new().unwrap();
        let dk = DecapsulationKey::<C>::generate(&mut rng).unwrap();
        let ek = EncapsulationKey::<C>::new(dk.encapsulation_key().unwrap().as_bytes()).unwrap();
        let (first, sent) = ek.encapsulate(&mut rng).unwrap();
        let (second, other) = ek.encapsulate(&mut rng).unwrap();
        let again = DecapsulationKey::<C>::from_seed(dk.seed()).unwrap();
        assert!(dk.decapsulate(first.as_ref()).unwrap() == sent, "{}", C::NAME);
        assert!(again.decapsulate(second.as_ref()).unwrap() == other, "{}", C::NAME);
        assert!(sent != other && first.as_ref() != second.as_ref(), "{}", C::NAME);
    }
    for_each_combination!(check);
}

/// What the halves of a seed agree on by the services of their own standards.
fn of_x25519(seed: &[u8], ciphertext: &[u8]) -> [Vec<u8>; 2] {
    let (lattice, group) = seed.split_at(64);
    let (c, ephemeral) = ciphertext.split_at(1088);
    let dk = ml_kem::DecapsulationKey::<MlKem768>::from_seed(lattice).unwrap();
    let own = xdh::PrivateKey::<X25519>::from_bytes(group).unwrap();
    let z = own.agree(&xdh::PublicKey::new(ephemeral).unwrap()).unwrap();
    [dk.decapsulate(c).unwrap().as_bytes().to_vec(), z.as_bytes().to_vec()]
}

fn of_curve<C: ecdh::EcdhCurve, P: ml_kem::ParameterSet>(seed: &[u8], ciphertext: &[u8]) -> Vec<u8> {
    let (group, lattice) = seed.split_at(seed.len() - 64);
    let (ephemeral, c) = ciphertext.split_at(2 * group.len() + 1);
    let own = ecdh::PrivateKey::<C>::from_scalar(group).unwrap();
    let z = own.agree(&ecdh::PublicKey::new(ephemeral).unwrap()).unwrap();
    let dk = ml_kem::DecapsulationKey::<P>::from_seed(lattice).unwrap();
    [z.as_bytes(), dk.decapsulate(c).unwrap().as_bytes()].concat()
}

/// The secret is made of those of the halves, in the order of the draft.
#[test]
fn a_secret_is_made_of_those_of_the_halves() {
    fn check<C: Combination>() {
        let mut rng = Rng::new().unwrap();
        let dk = DecapsulationKey::<C>::generate(&mut rng).unwrap();
        let ek = dk.encapsulation_key().unwrap();
        let (c, secret) = ek.encapsulate(&mut rng).unwrap();
        let expected = match C::VALUE {
            HybridKem::X25519MlKem768 => of_x25519(dk.seed(), c.as_ref()).concat(),
            HybridKem::SecP256r1MlKem768 => of_curve::<ecdh::P256, MlKem768>(dk.seed(), c.as_ref()),
            HybridKem::SecP384r1MlKem1024 => of_curve::<ecdh::P384, MlKem1024>(dk.seed(), c.as_ref()),
            HybridKem::XWing => {
                let mut expanded = [0; 96];
                xof::shake256(dk.seed(), &mut expanded).unwrap();
                let [lattice, group] = of_x25519(&expanded, c.as_ref());
                let label = [0x5c, 0x2e, 0x2f, 0x2f, 0x5e, 0x5c];
                let parts = [&lattice, &group, &c.as_ref()[1088..], &ek.as_bytes()[1184..], &label];
                hash::sha3_256(&parts.concat()).unwrap().to_vec()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(secret.as_bytes(), expected, "{}", C::NAME);
    }
    for_each_combination!(check);
}

/// Where the halves lie in a key, a ciphertext and a seed: how many bytes of the group, and whether
/// they come first.
const fn place_of_group(kem: HybridKem) -> (usize, bool) {
    match kem {
        HybridKem::SecP256r1MlKem768 => (65, true),
        HybridKem::SecP384r1MlKem1024 => (97, true),
        _ => (32, false),
    }
}

/// The half in the group of a key or a ciphertext.
fn group_of<C: Combination>(whole: &mut [u8]) -> &mut [u8] {
    let (size, is_first) = place_of_group(C::VALUE);
    let first = if is_first { 0 } else { whole.len() - size };
    &mut whole[first..first + size]
}

/// The half of ML-KEM.
fn lattice_of<C: Combination>(whole: &mut [u8]) -> &mut [u8] {
    let (size, is_first) = place_of_group(C::VALUE);
    let len = whole.len() - size;
    let first = if is_first { size } else { 0 };
    &mut whole[first..first + len]
}

/// What the group does not take: u of small orders, one of which is p; points beside the curve, of
/// another form, and with coordinates of p and more.
fn wrong(group: &[u8]) -> Vec<Vec<u8>> {
    let with = |change: fn(&mut [u8])| {
        let mut changed = group.to_vec();
        change(&mut changed);
        changed
    };
    if group.len() == 32 {
        let mut p = [0xff; 32];
        (p[0], p[31]) = (0xed, 0x7f);
        let mut one = [0; 32];
        one[0] = 1;
        return [[0; 32], one, p].map(|u| u.to_vec()).into();
    }
    vec![
        vec![0; group.len()],
        with(|point| point[40] ^= 1),
        with(|point| point[0] = 6),
        with(|point| point[1..].fill(0xff)),
    ]
}

/// A half in the group that is none is an error in keys and ciphertexts, at every door, and nothing
/// comes out.
#[test]
fn the_half_in_the_group_keeps_its_rules() {
    fn check<C: Combination>() {
        let mut rng = Rng::new().unwrap();
        let dk = DecapsulationKey::<C>::generate(&mut rng).unwrap();
        let ek = dk.encapsulation_key().unwrap().as_bytes().to_vec();
        let c = dk.encapsulation_key().unwrap().encapsulate(&mut rng).unwrap().0.as_ref().to_vec();
        for wrong in wrong(group_of::<C>(&mut ek.clone())) {
            let mut changed = ek.clone();
            group_of::<C>(&mut changed).copy_from_slice(&wrong);
            // Every string is a key of X25519; what it agrees on is not taken.
            let refused = match EncapsulationKey::<C>::new(&changed) {
                Ok(key) => key.encapsulate(&mut rng).err(),
                Err(error) => Some(error),
            };
            assert_eq!(refused, Some(Error::InvalidKey), "{} {wrong:02x?}", C::NAME);
            let mut changed = c.clone();
            group_of::<C>(&mut changed).copy_from_slice(&wrong);
            assert_eq!(dk.decapsulate(&changed).err(), Some(Error::InvalidKey), "{} {wrong:02x?}", C::NAME);
        }
    }
    for_each_combination!(check);
}

/// ML-KEM rejects by another secret, which is the same each time, and the half in the group stays;
/// a key with a coefficient of q or more is none.
#[test]
fn the_half_of_ml_kem_keeps_its_rules() {
    fn check<C: Combination>() {
        let mut rng = Rng::new().unwrap();
        let dk = DecapsulationKey::<C>::generate(&mut rng).unwrap();
        let ek = dk.encapsulation_key().unwrap();
        let (c, secret) = ek.encapsulate(&mut rng).unwrap();
        let mut changed = c.as_ref().to_vec();
        lattice_of::<C>(&mut changed)[7] ^= 1;
        let rejected = dk.decapsulate(&changed).unwrap();
        assert!(rejected != secret && rejected == dk.decapsulate(&changed).unwrap(), "{}", C::NAME);
        let mut changed = ek.as_bytes().to_vec();
        lattice_of::<C>(&mut changed)[..2].fill(0xff);
        assert_eq!(EncapsulationKey::<C>::new(&changed).err(), Some(Error::InvalidKey), "{}", C::NAME);
    }
    for_each_combination!(check);
}

/// Lengths are exact, also those of other combinations; private halves of zero are none.
#[test]
fn lengths_and_seeds_are_exact() {
    fn check<C: Combination>() {
        let dk = DecapsulationKey::<C>::generate(&mut Rng::new().unwrap()).unwrap();
        let ek = dk.encapsulation_key().unwrap();
        let around = |len: usize| {
            [0, 1, 32, 96, 112, len - 1, len + 1, 1120, 1153, 1216, 1249, 1665].into_iter().filter(move |l| *l != len)
        };
        for len in around(ek.as_bytes().len()) {
            assert_eq!(EncapsulationKey::<C>::new(&vec![4; len]).err(), Some(Error::InvalidKeyLength));
        }
        for len in around(size_of::<C::Ciphertext>()) {
            assert_eq!(dk.decapsulate(&vec![4; len]).err(), Some(Error::InvalidInputLength));
        }
        for len in around(dk.seed().len()) {
            assert_eq!(DecapsulationKey::<C>::from_seed(&vec![4; len]).err(), Some(Error::InvalidKeyLength));
        }
        let of_zeros = DecapsulationKey::<C>::from_seed(&vec![0; dk.seed().len()]);
        assert_eq!(of_zeros.is_err(), place_of_group(C::VALUE).1, "{}", C::NAME);
        let given =
            |m: &[u8], ephemeral: &[u8]| -> Result<()> { lab::hybrid::encapsulate(&ek, m, ephemeral).map(|_| ()) };
        assert_eq!(given(&[1; 31], &[1; 32]), Err(Error::InvalidInputLength));
        assert_eq!(given(&[1; 32], &[1; 31]), Err(Error::InvalidKeyLength));
    }
    for_each_combination!(check);
}

/// Keys of two secrets of any methods: by hashlib and hmac of Python 3.11, and by KMAC256 of
/// PyCryptodome, over the counter, Z, T and the fixed information. A long T makes no short Z
/// approved.
#[test]
fn secrets_of_any_methods_combine() {
    lab::assume_sealed(true);
    let (z, t): ([u8; 32], [u8; 56]) = (array::from_fn(|i| i as u8), array::from_fn(|i| 100 + i as u8));
    let info = b"a protocol, its public keys";
    let derived = |one_step: OneStep<'_>, len: usize| {
        let mut key = vec![0; len];
        one_step.beside(&t).derive(info, &mut key).unwrap();
        hex::encode(key)
    };
    assert_eq!(
        derived(OneStep::hash(Sha256, &z).unwrap(), 64),
        "e73d49cb1e12c9ea55cba7021294f561f516265e8fc27e2f43d103bf273872076f1d102c9952f6765289ebfddbef6bf8\
         515be1352d03aa6ccc8ba3cc3a83c931"
    );
    assert_eq!(
        derived(OneStep::hmac(Sha384, b"salt", &z).unwrap(), 48),
        "b69dc29b7cc2cc00983c0e42e3d31a284756268dc65dd9f14d590c909a490602b8db05cdb60b433f9434a0c829ec384d"
    );
    assert_eq!(
        derived(OneStep::kmac(Shake256, b"", &z).unwrap(), 48),
        "baa4caab51e5fa7d627c2963fc7d3e74014340688959b4da5e50bf5d2d13408106d34afa04dd5ea9fa724ad91c8b0a50"
    );
    let one_step = |z| OneStep::hash(Sha256, z).unwrap().beside(&t).indicator();
    assert_eq!(one_step(&z[..14]), Indicator::Approved);
    assert_eq!(one_step(&z[..13]), Indicator::NotApproved(Reason::KeyTooShort));
}
