//! Lanes and faults.

use super::functions::{LANES, Lanes};
use super::*;
use std::vec::Vec;

/// The key of counting seeds.
fn key<P: ParameterSet>() -> SigningKey<P> {
    let n = P::PARAMETERS.n;
    let seeds: Vec<u8> = (0..3 * n).map(|i| i as u8).collect();
    SigningKey::from_seeds([&seeds[..n], &seeds[n..2 * n], &seeds[2 * n..]]).unwrap()
}

/// As many chains as there are lanes, and each number below, give what each gives alone.
#[test]
fn lanes_agree() {
    fn check<F: Functions>(n: usize) {
        let functions = F::new(&[3; 32][..n]);
        let mut alone: Vec<(Value, Value)> = Vec::new();
        for count in 1..=LANES {
            let mut lanes = Lanes::new();
            for i in 0..count {
                lanes.push(Address::tree(1, 77).wots_hash(i as u32, 5, 0), &[i as u8; 32][..n], i as u32);
            }
            functions.chain(&mut lanes, 15);
            for i in 0..count {
                let found = (lanes.values[i], lanes.kept[i]);
                if let Some(alone) = alone.get(i) {
                    assert_eq!((&found.0[..n], &found.1[..n]), (&alone.0[..n], &alone.1[..n]), "{n} {i}/{count}");
                } else {
                    alone.push(found);
                }
            }
            assert_eq!(lanes.kept[0][..n], [0; 32][..n]);
        }
    }
    check::<sha2::Small>(16);
    check::<sha2::Large>(24);
    check::<sha2::Large>(32);
    check::<shake::Shake256>(16);
    check::<shake::Shake256>(24);
    check::<shake::Shake256>(32);
}

/// A fault that makes a signature wrong is found before it is given: here a key whose root is
/// another one's.
#[test]
fn faults_are_found() {
    let mut key = key::<SlhDsaSha2_128f>();
    let mut signature = [0; SlhDsaSha2_128f::SIGNATURE_SIZE];
    key.sign(Message::Pure(b"m", b""), None, &mut signature).unwrap();
    key.0.as_mut()[63] ^= 1;
    let done = key.sign(Message::Pure(b"m", b""), None, &mut signature);
    assert_eq!(done, Err(Error::SignatureMismatch));
    assert!(signature == [0; SlhDsaSha2_128f::SIGNATURE_SIZE]);
}
