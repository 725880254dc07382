//! The parameter sets (FIPS 204 section 4): a type each, with its constants and the arrays that
//! they make.

use crate::algorithms::array::Array;
use crate::kernels::ntt::ml_dsa::{GAMMA_2_LARGE, GAMMA_2_SMALL, Poly};

impl<const N: usize> Array<Poly> for [Poly; N] {
    const ZERO: Self = [Poly::ZERO; N];
}

/// A parameter set of ML-DSA. No other crate can make one.
pub trait ParameterSet: Copy + Send + Sync + 'static {
    /// The name that FIPS 204 and ACVP use.
    const NAME: &'static str;
    /// The same set as a value.
    const VALUE: MlDsaSet;
    /// The rows of the matrix, k.
    const K: usize;
    /// Its columns, l.
    const L: usize;
    /// The bound of secrets, eta.
    const ETA: i32;
    /// The ones of a challenge, tau.
    const TAU: usize;
    /// The bits of a number of z: gamma_1 is 2 to one less.
    const Z_BITS: usize;
    /// The range of masks, gamma_1.
    const GAMMA_1: i32 = 1 << (Self::Z_BITS - 1);
    /// The range of low parts, gamma_2.
    const GAMMA_2: i32;
    /// What the product of a challenge and a secret can be, beta.
    const BETA: i32 = Self::TAU as i32 * Self::ETA;
    /// The most ones of a hint, omega.
    const OMEGA: usize;
    /// The strength against collisions of the challenge's hash value, lambda.
    const LAMBDA: usize;
    /// The rows of the matrix that are sampled at once: about as many polynomials as lanes take.
    const ROWS: usize;

    /// A verifying key: 320 k + 32 bytes.
    type VerifyingKey: Array<u8>;
    /// A signing key, expanded: 128 + 32 (k + l) bitlen(2 eta) + 416 k bytes.
    type SigningKey: Array<u8>;
    /// A signature: lambda / 4 + 32 l (1 + bitlen(gamma_1 - 1)) + omega + k bytes.
    type Signature: Array<u8>;
    /// A challenge as a hash value: lambda / 4 bytes.
    type Challenge: Array<u8>;
    /// `ROWS` rows of l polynomials.
    type Rows: Array<Poly>;
    /// What signing works with besides the matrix: 2 l + 4 k polynomials.
    type Work: Array<Poly>;
    /// What making a key works with: rows, the secrets, and two more.
    type KeyWork: Array<Poly>;
    /// What verification works with: rows, the response, and four more.
    type VerifyWork: Array<Poly>;
}

/// The bits of a coefficient of a secret: bitlen(2 eta).
pub(super) const fn secret_bits(eta: i32) -> usize {
    if eta == 2 { 3 } else { 4 }
}

macro_rules! parameter_sets {
    ($($(#[$doc:meta])* $set:ident $name:literal: k $k:literal, l $l:literal, eta $eta:literal, tau $tau:literal,
        z bits $z:literal, gamma_2 $gamma_2:ident, omega $omega:literal, lambda $lambda:literal, rows $rows:literal;)+) => {
        /// A parameter set chosen at run time.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum MlDsaSet {
            $($(#[$doc])* $set,)+
        }

        impl MlDsaSet {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$set,)+];

            /// The name that FIPS 204 and ACVP use.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$set => $name,)+ }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $set(());

            impl ParameterSet for $set {
                const NAME: &'static str = $name;
                const VALUE: MlDsaSet = MlDsaSet::$set;
                const K: usize = $k;
                const L: usize = $l;
                const ETA: i32 = $eta;
                const TAU: usize = $tau;
                const Z_BITS: usize = $z;
                const GAMMA_2: i32 = $gamma_2;
                const OMEGA: usize = $omega;
                const LAMBDA: usize = $lambda;
                const ROWS: usize = $rows;
                type VerifyingKey = [u8; 320 * $k + 32];
                type SigningKey = [u8; 128 + 32 * ($k + $l) * secret_bits($eta) + 416 * $k];
                type Signature = [u8; $lambda / 4 + 32 * $l * $z + $omega + $k];
                type Challenge = [u8; $lambda / 4];
                type Rows = [Poly; $rows * $l];
                type Work = [Poly; 2 * $l + 4 * $k];
                type KeyWork = [Poly; $rows * $l + $l + $k + 2];
                type VerifyWork = [Poly; $rows * $l + $l + 4];
            }
        )+
    };
}

parameter_sets! {
    /// ML-DSA-44, security category 2: keys of 1,312 and 2,560 bytes, signatures of 2,420.
    MlDsa44 "ML-DSA-44": k 4, l 4, eta 2, tau 39, z bits 18, gamma_2 GAMMA_2_SMALL, omega 80, lambda 128, rows 2;
    /// ML-DSA-65, security category 3: keys of 1,952 and 4,032 bytes, signatures of 3,309.
    MlDsa65 "ML-DSA-65": k 6, l 5, eta 4, tau 49, z bits 20, gamma_2 GAMMA_2_LARGE, omega 55, lambda 192, rows 3;
    /// ML-DSA-87, security category 5: keys of 2,592 and 4,896 bytes, signatures of 4,627.
    MlDsa87 "ML-DSA-87": k 8, l 7, eta 2, tau 60, z bits 20, gamma_2 GAMMA_2_LARGE, omega 75, lambda 256, rows 1;
}
