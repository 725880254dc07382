//! Self-tests of the tables of multiples that the curves work with.
//!
//! A signature meets few of their entries, so that a test with one would not notice most that could
//! be wrong. Here every byte counts: the hash value is that of the same multiples as another
//! implementation computes them (`kat-vectors/generate/curve_tables.py`).

use super::hash::SHA2_256;
use super::self_test;
use crate::algorithms::ec::{self, P224, P256, P384, P521};
use crate::algorithms::edwards::{Ed448, Ed25519, EdwardsCurve};
use crate::algorithms::field::{Limbs, Prime};
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::Sha256;
use crate::base::hex::hex;

self_test! {
    /// Every odd multiple of the generator of P-224 that a signature may use.
    OF_P224 = "Tables of P-224", "SP 800-186", after [SHA2_256] => |probe| of_nist::<P224>() == probe.input(P224_IS);
    /// Every odd multiple of the generator of P-256 that a signature may use.
    OF_P256 = "Tables of P-256", "SP 800-186", after [SHA2_256] => |probe| of_nist::<P256>() == probe.input(P256_IS);
    /// Every odd multiple of the generator of P-384 that a signature may use.
    OF_P384 = "Tables of P-384", "SP 800-186", after [SHA2_256] => |probe| of_nist::<P384>() == probe.input(P384_IS);
    /// Every odd multiple of the generator of P-521 that a signature may use.
    OF_P521 = "Tables of P-521", "SP 800-186", after [SHA2_256] => |probe| of_nist::<P521>() == probe.input(P521_IS);
    /// Every multiple of the base point of edwards25519 that a signature or X25519 may use.
    OF_25519 = "Tables of edwards25519", "SP 800-186", after [SHA2_256] => |probe| {
        of_edwards::<Ed25519>() == probe.input(ED25519_IS)
    };
    /// Every multiple of the base point of edwards448 that a signature or X448 may use.
    OF_448 = "Tables of edwards448", "SP 800-186", after [SHA2_256] => |probe| {
        of_edwards::<Ed448>() == probe.input(ED448_IS)
    };
}

/// The hash value of all entries of a curve, as they are kept.
fn of_nist<C: ec::Curve>() -> [u8; 32] {
    type Words<C> = <<C as ec::Curve>::Field as Prime>::Limbs;
    let entries = C::tables().flatten().flatten();
    of_words(entries.flat_map(|number| (0..Words::<C>::SIZE / 8).map(|i| number.limb(i))))
}

/// The hash value of all entries of a curve: those of the windows, then the odd multiples.
fn of_edwards<C: EdwardsCurve>() -> [u8; 32] {
    let entries = C::BASE.iter().flatten().chain(C::ODD).flatten();
    of_words(entries.flat_map(|number| number.as_ref().iter().copied()))
}

/// The hash value of words in little-endian order.
fn of_words(words: impl Iterator<Item = u64>) -> [u8; 32] {
    let (mut hash, mut block, mut filled) = (Sha256::new(), [0; 512], 0);
    for word in words {
        block[filled..filled + 8].copy_from_slice(&word.to_le_bytes());
        filled += 8;
        if filled == block.len() {
            hash.update(&block);
            filled = 0;
        }
    }
    hash.update(&block[..filled]);
    hash.finalize()
}

const P224_IS: [u8; 32] = hex!("5e616f1dcf9062d94c625478ba29f49bd0810497db9cee35a181dea75d1ae82d");
const P256_IS: [u8; 32] = hex!("81e4da94040cc31505fca507d908a9931859e0528354ba9e493b5eabd809e35a");
const P384_IS: [u8; 32] = hex!("ddd24e24b4d431b7e1269190f119d3d3c9510c6c1cc12ef558c84cb95ce3beac");
const P521_IS: [u8; 32] = hex!("31cd700235e9ed198f919c8ace871b5b826e8f9a4e46ea6228caabbcdfa16a1b");
const ED25519_IS: [u8; 32] = hex!("045de3bf106f8ef8d3717d23a025968e80eb2f5e2e012aa5624363a28999c8b2");
const ED448_IS: [u8; 32] = hex!("9cd44956bd8a6ccd0f841ea79adf4acde74c412da8ebd8fc6072267a7a7c2047");
