//! The parameter sets (FIPS 205 section 11, table 2): a type each, with its constants and the
//! arrays that they make.

use super::functions::Functions;
use super::sha2::{Large, Small};
use super::shake::Shake256;
use super::wots;
use crate::algorithms::array::Array;

/// The numbers of a parameter set, by the standard's letters.
pub struct Parameters {
    /// The bytes of a value.
    pub(super) n: usize,
    /// The height of the hypertree.
    pub(super) h: usize,
    /// Its layers.
    pub(super) d: usize,
    /// The height of a tree of the forest.
    pub(super) a: usize,
    /// The trees of the forest.
    pub(super) k: usize,
}

impl Parameters {
    /// The height of a tree of the hypertree, h'.
    pub(super) const fn tree_height(&self) -> usize {
        self.h / self.d
    }

    /// The bytes of a signature with one tree.
    pub(super) const fn layer_size(&self) -> usize {
        (wots::len(self.n) + self.tree_height()) * self.n
    }

    /// The bytes of a signature with the forest.
    pub(super) const fn forest_size(&self) -> usize {
        self.k * (1 + self.a) * self.n
    }

    /// The bytes of a signature.
    const fn signature_size(&self) -> usize {
        self.n + self.forest_size() + self.d * self.layer_size()
    }

    /// The parts of the digest of a message in bytes: for the forest, the tree and the leaf.
    pub(super) const fn digest_parts(&self) -> [usize; 3] {
        let height = self.tree_height();
        [(self.k * self.a).div_ceil(8), (self.h - height).div_ceil(8), height.div_ceil(8)]
    }
}

/// A parameter set of SLH-DSA. No other crate can make one.
#[allow(private_bounds)] // the functions have no name outside
pub trait ParameterSet: Copy + Send + Sync + 'static {
    /// The name that FIPS 205 and ACVP use.
    const NAME: &'static str;
    /// The same set as a value.
    const VALUE: SlhDsaSet;
    /// The bytes of a verifying key: 2 n.
    const VERIFYING_KEY_SIZE: usize = size_of::<Self::VerifyingKey>();
    /// The bytes of a signing key: 4 n.
    const SIGNING_KEY_SIZE: usize = size_of::<Self::SigningKey>();
    /// The bytes of a signature.
    const SIGNATURE_SIZE: usize = Self::PARAMETERS.signature_size();
    /// Its numbers.
    #[doc(hidden)]
    const PARAMETERS: Parameters;

    /// A verifying key: PK.seed and PK.root.
    type VerifyingKey: Array<u8>;
    /// A signing key: SK.seed, SK.prf, PK.seed and PK.root.
    type SigningKey: Array<u8>;
    /// The hash functions.
    #[doc(hidden)]
    type Functions: Functions;
}

macro_rules! parameter_sets {
    ($($(#[$doc:meta])* $set:ident $name:literal $functions:ident: n $n:literal, h $h:literal, d $d:literal,
        a $a:literal, k $k:literal, bytes $bytes:literal;)+) => {
        /// A parameter set chosen at run time.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(non_camel_case_types)] // the standard's names
        pub enum SlhDsaSet {
            $($(#[$doc])* $set,)+
        }

        impl SlhDsaSet {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$set,)+];

            /// The name that FIPS 205 and ACVP use.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$set => $name,)+ }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            #[allow(non_camel_case_types)] // the standard's name
            pub struct $set(());

            impl ParameterSet for $set {
                const NAME: &'static str = $name;
                const VALUE: SlhDsaSet = SlhDsaSet::$set;
                const PARAMETERS: Parameters = Parameters { n: $n, h: $h, d: $d, a: $a, k: $k };
                type VerifyingKey = [u8; 2 * $n];
                type SigningKey = [u8; 4 * $n];
                type Functions = $functions;
            }

            const _: () = assert!($set::SIGNATURE_SIZE == $bytes);
        )+
    };
}

parameter_sets! {
    /// SLH-DSA-SHA2-128s, security category 1: keys of 32 and 64 bytes, signatures of 7,856.
    SlhDsaSha2_128s "SLH-DSA-SHA2-128s" Small: n 16, h 63, d 7, a 12, k 14, bytes 7856;
    /// SLH-DSA-SHA2-128f, security category 1: keys of 32 and 64 bytes, signatures of 17,088.
    SlhDsaSha2_128f "SLH-DSA-SHA2-128f" Small: n 16, h 66, d 22, a 6, k 33, bytes 17088;
    /// SLH-DSA-SHA2-192s, security category 3: keys of 48 and 96 bytes, signatures of 16,224.
    SlhDsaSha2_192s "SLH-DSA-SHA2-192s" Large: n 24, h 63, d 7, a 14, k 17, bytes 16224;
    /// SLH-DSA-SHA2-192f, security category 3: keys of 48 and 96 bytes, signatures of 35,664.
    SlhDsaSha2_192f "SLH-DSA-SHA2-192f" Large: n 24, h 66, d 22, a 8, k 33, bytes 35664;
    /// SLH-DSA-SHA2-256s, security category 5: keys of 64 and 128 bytes, signatures of 29,792.
    SlhDsaSha2_256s "SLH-DSA-SHA2-256s" Large: n 32, h 64, d 8, a 14, k 22, bytes 29792;
    /// SLH-DSA-SHA2-256f, security category 5: keys of 64 and 128 bytes, signatures of 49,856.
    SlhDsaSha2_256f "SLH-DSA-SHA2-256f" Large: n 32, h 68, d 17, a 9, k 35, bytes 49856;
    /// SLH-DSA-SHAKE-128s, security category 1: keys of 32 and 64 bytes, signatures of 7,856.
    SlhDsaShake128s "SLH-DSA-SHAKE-128s" Shake256: n 16, h 63, d 7, a 12, k 14, bytes 7856;
    /// SLH-DSA-SHAKE-128f, security category 1: keys of 32 and 64 bytes, signatures of 17,088.
    SlhDsaShake128f "SLH-DSA-SHAKE-128f" Shake256: n 16, h 66, d 22, a 6, k 33, bytes 17088;
    /// SLH-DSA-SHAKE-192s, security category 3: keys of 48 and 96 bytes, signatures of 16,224.
    SlhDsaShake192s "SLH-DSA-SHAKE-192s" Shake256: n 24, h 63, d 7, a 14, k 17, bytes 16224;
    /// SLH-DSA-SHAKE-192f, security category 3: keys of 48 and 96 bytes, signatures of 35,664.
    SlhDsaShake192f "SLH-DSA-SHAKE-192f" Shake256: n 24, h 66, d 22, a 8, k 33, bytes 35664;
    /// SLH-DSA-SHAKE-256s, security category 5: keys of 64 and 128 bytes, signatures of 29,792.
    SlhDsaShake256s "SLH-DSA-SHAKE-256s" Shake256: n 32, h 64, d 8, a 14, k 22, bytes 29792;
    /// SLH-DSA-SHAKE-256f, security category 5: keys of 64 and 128 bytes, signatures of 49,856.
    SlhDsaShake256f "SLH-DSA-SHAKE-256f" Shake256: n 32, h 68, d 17, a 9, k 35, bytes 49856;
}
