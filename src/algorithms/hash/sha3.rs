//! SHA-3 (FIPS 202 section 6.1): four hash functions on one permutation.

use super::sponge::{self, LastBits, Rate, Sponge, Suffix};
use super::{Hash, HashAlgorithm};
use crate::base::bytes::xor_in_place;
use crate::base::secret::no_padding;
use crate::kernels::keccak::State;
use crate::machine::wipe::Wiped;
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

/// From how many messages on the eight places for states are worth it, full or not.
const MIN_LANES: usize = 3;

/// A message on its way through SHA-3 with hash values of `SIZE` bytes: a sponge whose capacity is
/// twice that.
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
no_padding!(Sha3<32> { 0 });

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

    fn digest_many(messages: &[&[u8]], values: &mut [Self::Output]) {
        for (messages, values) in messages.chunks(8).zip(values.chunks_mut(8)) {
            if messages.len() < MIN_LANES {
                values.iter_mut().zip(messages).for_each(|(value, message)| *value = Self::digest(&[message]));
                continue;
            }
            // Where there are fewer, the first takes the other places as well.
            let eight = core::array::from_fn(|i| *messages.get(i).unwrap_or(&messages[0]));
            let all = Wiped::new(sponge::eight(Self::RATE, eight, Suffix::SHA3));
            values.copy_from_slice(&all[..values.len()]);
        }
    }

    #[inline]
    fn begin_padded(key: &[u8], pads: [u8; 2]) -> [Self::Begun; 2] {
        pads.map(|pad| {
            let mut block = Wiped::new([pad; HashAlgorithm::MAX_BLOCK_SIZE]);
            xor_in_place(&mut *block, key);
            let mut begun = Self::new();
            begun.update(&block[..Self::BLOCK_SIZE]);
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

    /// The examples of "abc" that NIST gives with FIPS 202, and a message of 5 bits
    /// (SHA3-256_Msg5).
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
}
