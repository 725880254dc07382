//! SHA-2 (FIPS 180-4): six functions on two compression functions.

use super::HashAlgorithm;
use super::merkle_damgard::{MerkleDamgard, Variant, variants};
use crate::kernels::{sha2_256, sha2_512};

/// SHA-224.
pub type Sha224 = MerkleDamgard<Is224>;
/// SHA-256.
pub type Sha256 = MerkleDamgard<Is256>;
/// SHA-384.
pub type Sha384 = MerkleDamgard<Is384>;
/// SHA-512.
pub type Sha512 = MerkleDamgard<Is512>;
/// SHA-512/224.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha512_224 = MerkleDamgard<Is512_224>;
/// SHA-512/256.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha512_256 = MerkleDamgard<Is512_256>;

variants! {
    Is224 = Sha224, sha2_256, sha2_256::IV_224;
    Is256 = Sha256, sha2_256, sha2_256::IV_256;
    Is384 = Sha384, sha2_512, sha2_512::IV_384;
    Is512 = Sha512, sha2_512, sha2_512::IV_512;
    Is512_224 = Sha512_224, sha2_512, sha2_512::truncation_iv(b"SHA-512/224");
    Is512_256 = Sha512_256, sha2_512, sha2_512::truncation_iv(b"SHA-512/256");
}

#[cfg(test)]
mod tests {
    use super::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
    use crate::algorithms::hash::Hash;

    /// The examples of "abc" that NIST gives with FIPS 180-4.
    #[test]
    fn abc() {
        fn check<H: Hash>(expected: &str) {
            assert_eq!(hex::encode(H::digest(&[b"a", b"", b"bc"])), expected);
        }
        check::<Sha224>("23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
        check::<Sha256>("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        check::<Sha384>(
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        );
        check::<Sha512>(
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        );
        check::<Sha512_224>("4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa");
        check::<Sha512_256>("53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23");
    }

    /// A message of 5 bits, from NIST's SHA test vectors for bit-oriented messages (SHAVS,
    /// SHA256ShortMsg, Len = 5).
    #[test]
    fn bits() {
        let mut message = Sha256::new();
        message.update(b"");
        assert_eq!(
            hex::encode(message.finalize_bits(0x68, 5)),
            "d6d3e02a31a84a8caa9718ed6c2057be09db45e7823eb5079ce7a573a3760f95"
        );
    }
}
