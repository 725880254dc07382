//! SHA-1 (FIPS 180-4). Collisions are found in practice, so it serves no signature any more; where
//! collisions do not matter it is approved until the end of 2030 (SP 800-131A r2 section 9, NIST
//! announcement of December 2022).

use super::HashAlgorithm;
use super::merkle_damgard::{MerkleDamgard, Variant, variants};
use crate::kernels::sha1;

/// SHA-1.
pub type Sha1 = MerkleDamgard<Is1>;

variants! {
    Is1 = Sha1, sha1, sha1::IV;
}

#[cfg(test)]
mod tests {
    use super::Sha1;
    use crate::algorithms::hash::Hash;

    /// The examples that NIST gives with FIPS 180-4, and a message of 5 bits of NIST's SHAVS
    /// (SHA1ShortMsg, Len = 5).
    #[test]
    fn examples() {
        assert_eq!(hex::encode(Sha1::digest(&[b"a", b"bc"])), "a9993e364706816aba3e25717850c26c9cd0d89d");
        let message = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(hex::encode(Sha1::digest(&[message])), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
        assert_eq!(hex::encode(Sha1::new().finalize_bits(0x48, 5)), "3320540d1c28b96ddd03eee1b186a8f2ae883fbe");
    }
}
