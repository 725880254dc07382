//! The accumulated vectors of CCTV and Go, and round trips.

use super::{DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024, ParameterSet, SEED_SIZE};
use crate::algorithms::array::Array;
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha3::Sha3_256;
use crate::algorithms::hash::shake::{Reader, Shake};
use crate::algorithms::hash::sponge::Rate;
use crate::base::error::Error;

fn stream() -> Reader {
    Shake::new(Rate::OF_128).finalize_bits(0, 0)
}

/// A key pair, an encapsulation and the decapsulation of a random ciphertext for each round. Inputs
/// come from SHAKE128 of nothing, outputs go into SHAKE128.
fn accumulated<P: ParameterSet>(rounds: usize) -> std::string::String {
    let (mut inputs, mut outputs) = (stream(), Shake::new(Rate::OF_128));
    for _ in 0..rounds {
        let (mut seed, mut m, mut c, mut random) =
            ([0; SEED_SIZE], [0; 32], P::Ciphertext::ZERO, P::Ciphertext::ZERO);
        inputs.read(&mut seed);
        inputs.read(&mut m);
        inputs.read(random.as_mut());
        let dk = DecapsulationKey::<P>::from_seed(&seed).unwrap();
        let ek = dk.encapsulation_key();
        let secret = ek.encapsulate(&m, &mut c).unwrap();
        assert_eq!(*secret, *dk.decapsulate(&c).unwrap());
        outputs.update(ek.as_bytes());
        outputs.update(c.as_ref());
        outputs.update(&*secret);
        outputs.update(&*dk.decapsulate(&random).unwrap());
    }
    let mut digest = [0; 32];
    outputs.finalize_bits(0, 0).read(&mut digest);
    hex::encode(digest)
}

/// The value for ML-KEM-768 is that of Go's crypto/mlkem, `TestAccumulated`; the others are those
/// on which PQClean, CIRCL and kyber-py or Go agree.
#[test]
fn a_hundred_rounds() {
    assert_eq!(accumulated::<MlKem512>(100), "86b1b4703b8ffef6f7f3290c6dbce4ad954498a0673ded401a94828e8c519a59");
    assert_eq!(accumulated::<MlKem768>(100), "1114b1b6699ed191734fa339376afa7e285c9e6acf6ff0177d346696ce564415");
    assert_eq!(accumulated::<MlKem1024>(100), "800018fec3e2723f73f1d657fe239b4d5d8782efaade297e8cd448e54cc2ac00");
}

/// As above; `cargo test --release -p qila --lib -- --ignored ten_thousand`.
#[test]
#[ignore = "seconds in release builds, minutes in others"]
fn ten_thousand_rounds() {
    assert_eq!(accumulated::<MlKem512>(10_000), "e0112db334d4240ca6feed5b0beab1318925edd4ff7d840c2ebe6d61971fc14c");
    assert_eq!(accumulated::<MlKem768>(10_000), "8a518cc63da366322a8e7a818c7a0d63483cb3528d34a4cf42f35d5ad73f22fc");
    assert_eq!(accumulated::<MlKem1024>(10_000), "f1a3925c9cf8538bb104c56efb2f5ecb74cc3df25087460b73f6c873e96bcb6a");
}

/// Coefficients q - 1 are taken; q and 4095 are not, at the first and the last place of each
/// polynomial of either key.
#[test]
fn keys_are_canonical() {
    fn check<P: ParameterSet>() {
        let dk = DecapsulationKey::<P>::from_seed(&[7; SEED_SIZE]).unwrap();
        let ek = dk.encapsulation_key();
        let with = |bytes: &[u8], place: usize, value: u16| {
            let mut bytes = bytes.to_vec();
            let (at, high) = (place / 2 * 3, place % 2 == 1);
            let [low, top] = (if high { value << 4 } else { value }).to_le_bytes();
            if high {
                (bytes[at + 1], bytes[at + 2]) = (bytes[at + 1] & 15 | low, top);
            } else {
                (bytes[at], bytes[at + 1]) = (low, bytes[at + 1] & 240 | top);
            }
            bytes
        };
        for place in (0..P::K).flat_map(|i| [256 * i, 256 * i + 255]) {
            for (value, is_below) in [(3328, true), (3329, false), (4095, false)] {
                let key = EncapsulationKey::<P>::new(&with(ek.as_bytes(), place, value));
                assert_eq!(key.err(), (!is_below).then_some(Error::InvalidKey), "{} {place} {value}", P::NAME);
                let key = DecapsulationKey::<P>::from_expanded(&with(dk.as_bytes(), place, value));
                assert_eq!(key.err(), (!is_below).then_some(Error::InvalidKey), "{} {place} {value}", P::NAME);
                // The encapsulation key inside, with the right hash value: nothing but its
                // coefficients is wrong.
                let mut expanded = with(dk.as_bytes(), 256 * P::K + place, value);
                let (start, end) = (384 * P::K, 768 * P::K + 32);
                let hash = Sha3_256::digest(&[&expanded[start..end]]);
                expanded[end..end + 32].copy_from_slice(&hash);
                let key = DecapsulationKey::<P>::from_expanded(&expanded);
                assert_eq!(key.err(), (!is_below).then_some(Error::InvalidKey), "{} {place} {value}", P::NAME);
            }
        }
    }
    check::<MlKem512>();
    check::<MlKem768>();
    check::<MlKem1024>();
}
