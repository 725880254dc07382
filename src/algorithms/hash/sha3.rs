//! SHA-3 (FIPS 202 section 6.1): four hash functions on one permutation.

use super::sponge::{self, LastBits, Rate, Sponge, Suffix};
use super::{Hash, HashAlgorithm};
use crate::kernels::keccak::State;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// SHA3-224.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha3_224 = Sha3<28>;
/// SHA3-256.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha3_256 = Sha3<32>;
/// SHA3-384.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha3_384 = Sha3<48>;
/// SHA3-512.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha3_512 = Sha3<64>;

/// A message on its way through SHA-3 with hash values of `SIZE` bytes: a sponge whose capacity is twice that.
#[derive(Clone)]
pub struct Sha3<const SIZE: usize>(Sponge);

impl<const SIZE: usize> Sha3<SIZE> {
    const RATE: Rate = Rate::of_capacity(2 * SIZE);
}

impl<const SIZE: usize> Zeroize for Sha3<SIZE> {
    #[inline]
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl<const SIZE: usize> ZeroizeOnDrop for Sha3<SIZE> {}

impl<const SIZE: usize> Hash for Sha3<SIZE> {
    const ALGORITHM: HashAlgorithm = match SIZE {
        28 => HashAlgorithm::Sha3_224,
        32 => HashAlgorithm::Sha3_256,
        48 => HashAlgorithm::Sha3_384,
        _ => HashAlgorithm::Sha3_512,
    };
    type Output = [u8; SIZE];
    type Begun = State;

    #[inline]
    fn new() -> Self {
        Self(Sponge::new(Self::RATE))
    }

    #[inline]
    fn update(&mut self, data: &[u8]) {
        self.0.absorb(data);
    }

    #[inline]
    fn finalize_bits(mut self, last: u8, bits: u32) -> Self::Output {
        self.0.pad(LastBits::top_of(last, bits), Suffix::SHA3);
        let mut value = [0; SIZE];
        self.0.squeeze(&mut value);
        value
    }

    fn digest_eight(messages: [&[u8]; 8]) -> [Self::Output; 8] {
        let len = messages[0].len();
        if messages.iter().any(|message| message.len() != len) {
            return messages.map(|message| Self::digest(&[message]));
        }
        sponge::eight(Self::RATE, messages, Suffix::SHA3)
    }

    #[inline]
    fn begin_two(blocks: [&[u8]; 2]) -> [Self::Begun; 2] {
        blocks.map(|block| {
            let mut begun = Self::new();
            begun.update(block);
            *begun.0.state()
        })
    }

    #[inline]
    fn resume(begun: &Self::Begun) -> Self {
        Self(Sponge::resume(Self::RATE, *begun))
    }

    fn is_too_long(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of "abc" that NIST gives with FIPS 202, and a message of 5 bits (SHA3-256_Msg5).
    #[test]
    fn examples() {
        fn check<H: Hash>(expected: &str) {
            assert_eq!(hex::encode(H::digest(&[b"a", b"", b"bc"])), expected);
        }
        check::<Sha3_224>("e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf");
        check::<Sha3_256>("3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
        check::<Sha3_384>(
            "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b2\
             98d88cea927ac7f539f1edf228376d25",
        );
        check::<Sha3_512>(
            "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e\
             10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0",
        );
        let value = Sha3_256::new().finalize_bits(0b1001_1000, 5);
        assert_eq!(hex::encode(value), "7b0047cf5a456882363cbf0fb05322cf65f4b7059a46365e830132e3b5d957af");
    }

    #[test]
    fn eight_at_once_are_eight_alone() {
        let bytes: [u8; 800] = core::array::from_fn(|i| (i * 7) as u8);
        for len in [0, 1, 71, 72, 73, 135, 136, 137, 300] {
            let messages: [&[u8]; 8] = core::array::from_fn(|i| &bytes[13 * i..][..len]);
            assert_eq!(
                Sha3_256::digest_eight(messages),
                messages.map(|message| Sha3_256::digest(&[message])),
                "{len}"
            );
            assert_eq!(
                Sha3_512::digest_eight(messages),
                messages.map(|message| Sha3_512::digest(&[message])),
                "{len}"
            );
        }
        let mut messages: [&[u8]; 8] = [&bytes[..9]; 8];
        messages[3] = &bytes[..10];
        assert_eq!(Sha3_256::digest_eight(messages), messages.map(|message| Sha3_256::digest(&[message])));
    }
}
