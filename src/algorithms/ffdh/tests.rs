use super::*;
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::Sha256;
use crate::base::hex::hex;
use std::vec;
use std::vec::Vec;

/// SHA-256 of each p, by mpmath and Python's integers, which found p and (p - 1) / 2 prime.
const PRIMES: [[u8; 32]; 10] = [
    hex!("9cd3b7f336872f46c09428d1bbc19877a4d440512cda8d1c1cf0cd6e33698966"),
    hex!("0eaf67db3a839156d5013494a5318a772b5697d270d721f37f092efc69ea5a17"),
    hex!("4648414224ac881b3d0dc59b466f96d06a558278776807797ecf1f66ff397b3e"),
    hex!("227ac9066b3ddd9e193670cda2388fa884f65ba0cf98b742d1fe77a6687c79c7"),
    hex!("770b14efaf6f049929c523113b3fa99a8d11dab1b18af3609590122075d19833"),
    hex!("d66436f79bbd6b2e38c0ffbd079be904d2641415e2e67140e09448be9a60890e"),
    hex!("48cf8b092fbce4359d9871abf74f98e25b6163379eaa15cd9087e800c6d1c55c"),
    hex!("4ee95187682bcb230ad26a95205f6920e84708f6251b3894329b09ec23919e33"),
    hex!("d1bfe6d0925ce7e4da262b62861514a7755e35831e429f343e7b864848657efd"),
    hex!("39ab4feab950a3128fb71accb9fc3965d857012e081998a85996e3ea8b3c3bcf"),
];

fn bytes_of(group: Group, number: &Number) -> Vec<u8> {
    let mut bytes = vec![0; group.size()];
    limbs::to_bytes(&number[..group.len()], &mut bytes);
    bytes
}

fn counting(bytes: &mut [u8]) -> Result<()> {
    bytes.iter_mut().zip(3..=u8::MAX).for_each(|(byte, i)| *byte = i);
    Ok(())
}

#[test]
fn groups_are_those_of_the_standards() {
    assert_eq!(Group::ALL.len(), PRIMES.len());
    for (group, digest) in Group::ALL.iter().copied().zip(PRIMES) {
        assert_eq!(Sha256::digest(&[&bytes_of(group, &group.prime())]), digest, "{}", group.name());
        assert_eq!(Group::by_name(group.name()), Some(group));
        assert!(64 * group.private_len() >= 2 * group.strength() && group.private_len() < group.len());
    }
}

/// In every group both sides have the same secret, and another one with another key.
#[test]
fn both_sides_agree() {
    for group in Group::ALL.iter().copied() {
        let ours = PrivateKey::generate(group, &mut counting).unwrap();
        // As long as q, the other length of exponents, where that takes no time.
        let is_small = group.bits() <= 3072;
        let theirs = PrivateKey::new(group, &vec![0x5a; if is_small { group.size() } else { 60 }]).unwrap();
        let validation = if is_small { Validation::Full } else { Validation::Partial };
        let [mut one, mut other] = [(); 2].map(|()| vec![0; group.size()]);
        let received = PublicKey::new(group, theirs.public().as_bytes(), validation).unwrap();
        ours.agree(&received, &mut one).unwrap();
        theirs.agree(&ours.public(), &mut other).unwrap();
        assert!(one == other && one.iter().any(|byte| *byte != 0), "{}", group.name());
        theirs.agree(&theirs.public(), &mut other).unwrap();
        assert!(one != other && ours.is_consistent() && theirs.is_consistent());
        let mut wrong = PrivateKey::new(group, &[9]).unwrap();
        assert_eq!(wrong.public().as_bytes()[group.size() - 2..], [2, 0]);
        wrong.y[group.size() - 1] = 1;
        assert!(!wrong.is_consistent());
    }
}

fn small(value: u64) -> Number {
    let mut limbs = [0; MAX_LIMBS];
    limbs[0] = value;
    limbs
}

/// p less a small number.
fn less(group: Group, value: u64) -> Number {
    let mut limbs = group.prime();
    limbs[0] -= value;
    limbs
}

/// 0, 1, p - 1 and p at both doors; a number that is no square at the full one.
#[test]
fn public_keys_out_of_range_are_refused() {
    for group in [Group::Ffdhe2048, Group::Modp3072] {
        let (number, size) = (|limbs: &Number| bytes_of(group, limbs), group.size());
        let less = |value: u64| less(group, value);
        for validation in [Validation::Full, Validation::Partial] {
            for y in [small(0), small(1), less(1), less(0)] {
                assert_eq!(PublicKey::new(group, &number(&y), validation).err(), Some(Error::InvalidKey));
            }
            for len in [size - 1, size + 1, 0] {
                let key = PublicKey::new(group, &vec![2; len], validation);
                assert_eq!(key.err(), Some(Error::InvalidKeyLength));
            }
            // 2 is a square modulo p = 8 k + 7, and -2 is none.
            assert!(PublicKey::new(group, &number(&small(2)), validation).is_ok());
            let minus_two = PublicKey::new(group, &number(&less(2)), validation);
            assert_eq!(minus_two.is_ok(), validation == Validation::Partial);
        }
    }
}

/// q and 0 as x, and other lengths; the largest x. There is no secret with one, which no door lets
/// in, and none with a key of another group.
#[test]
fn private_keys_out_of_range_are_refused() {
    for group in [Group::Ffdhe2048, Group::Modp3072] {
        let (number, size) = (|limbs: &Number| bytes_of(group, limbs), group.size());
        let less = |value: u64| less(group, value);
        let mut q = less(1);
        limbs::halve_masked(&mut q, 0, u64::MAX);
        assert_eq!(PrivateKey::new(group, &number(&q)).err(), Some(Error::InvalidKey));
        assert_eq!(PrivateKey::new(group, &[0; 3]).err(), Some(Error::InvalidKey));
        for bytes in [&[][..], &vec![0; size + 1]] {
            assert_eq!(PrivateKey::new(group, bytes).err(), Some(Error::InvalidKeyLength));
        }
        q[0] -= 1;
        let largest = PrivateKey::new(group, &number(&q)).unwrap();
        // 2^(q - 1) is a half, (p + 1) / 2: twice that is 1.
        let mut half = less(0);
        limbs::halve_masked(&mut half, 0, u64::MAX);
        limbs::add(&mut half, &[1]);
        assert_eq!(largest.public().as_bytes(), number(&half));
        // The square of minus two is four.
        let minus_two = PublicKey::new(group, &number(&less(2)), Validation::Partial).unwrap();
        let mut secret = vec![7; size];
        PrivateKey::new(group, &[2]).unwrap().agree(&minus_two, &mut secret).unwrap();
        assert_eq!(secret, number(&small(4)));
        // There is no secret with a key that no door lets in.
        let one = PublicKey {
            group,
            y: {
                let mut y = [0; MAX_SIZE];
                y[size - 1] = 1;
                y
            },
        };
        let mut secret = vec![7; size];
        assert_eq!(largest.agree(&one, &mut secret), Err(Error::InvalidKey));
        assert_eq!(largest.agree(&minus_two, &mut secret[1..]), Err(Error::InvalidInputLength));
        assert_eq!(secret, vec![7; size]);
    }
    let (ours, mut secret) = (PrivateKey::new(Group::Ffdhe2048, &[5]).unwrap(), [7; 256]);
    let theirs = PrivateKey::new(Group::Modp2048, &[5]).unwrap().public();
    assert_eq!(ours.agree(&theirs, &mut secret), Err(Error::InvalidParameter));
    assert_eq!(secret, [7; 256]);
}

/// A candidate of all ones is refused: x would have one bit more.
#[test]
fn a_candidate_that_is_too_large_is_refused() {
    let mut calls = 0;
    let mut random = |bytes: &mut [u8]| {
        calls += 1;
        bytes.fill(if calls == 1 { 0xff } else { 0 });
        Ok(())
    };
    let key = PrivateKey::generate(Group::Ffdhe3072, &mut random).unwrap();
    assert_eq!((key.x[0], calls), (1, 2));
}
