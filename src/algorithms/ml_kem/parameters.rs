//! The parameter sets (FIPS 203 section 8): a type each, with its constants and the arrays that
//! they make.

use crate::algorithms::array::Array;
use crate::kernels::ntt::ml_kem::{Factor, Poly};

impl<const N: usize> Array<Poly> for [Poly; N] {
    const ZERO: Self = [Poly::ZERO; N];
}

impl<const N: usize> Array<Factor> for [Factor; N] {
    const ZERO: Self = [[Poly::ZERO; 2]; N];
}

/// A parameter set of ML-KEM. No other crate can make one.
pub trait ParameterSet: Copy + Send + Sync + 'static {
    /// The name that FIPS 203 and ACVP use.
    const NAME: &'static str;
    /// The same set as a value.
    const VALUE: MlKemSet;
    /// The rank of the module, k.
    const K: usize;
    /// The noise of secrets, eta_1. That of ciphertexts, eta_2, is 2 in every set.
    const ETA_1: usize;
    /// The bits that are kept of u, d_u.
    const D_U: usize;
    /// The bits that are kept of v, d_v.
    const D_V: usize;
    /// The rows of the matrix that are sampled at once: as many polynomials as four lanes take,
    /// about.
    const ROWS: usize;

    /// An encapsulation key: 384 k + 32 bytes.
    type EncapsulationKey: Array<u8>;
    /// A decapsulation key: 768 k + 96 bytes.
    type DecapsulationKey: Array<u8>;
    /// A ciphertext: 32 (d_u k + d_v) bytes.
    type Ciphertext: Array<u8>;
    /// k polynomials.
    type Vector: Array<Poly>;
    /// k factors.
    type Factors: Array<Factor>;
    /// `ROWS` rows of k polynomials.
    type Rows: Array<Poly>;
    /// 2 k + 1 polynomials.
    type Noise: Array<Poly>;
}

macro_rules! parameter_sets {
    ($($(#[$doc:meta])* $set:ident $name:literal: k $k:literal, eta_1 $eta:literal, d_u $du:literal, d_v $dv:literal, rows $rows:literal;)+) => {
        /// A parameter set chosen at run time.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum MlKemSet {
            $($(#[$doc])* $set,)+
        }

        impl MlKemSet {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$set,)+];

            /// The name that FIPS 203 and ACVP use.
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
                const VALUE: MlKemSet = MlKemSet::$set;
                const K: usize = $k;
                const ETA_1: usize = $eta;
                const D_U: usize = $du;
                const D_V: usize = $dv;
                const ROWS: usize = $rows;
                type EncapsulationKey = [u8; 384 * $k + 32];
                type DecapsulationKey = [u8; 768 * $k + 96];
                type Ciphertext = [u8; 32 * ($du * $k + $dv)];
                type Vector = [Poly; $k];
                type Factors = [Factor; $k];
                type Rows = [Poly; $rows * $k];
                type Noise = [Poly; 2 * $k + 1];
            }
        )+
    };
}

parameter_sets! {
    /// ML-KEM-512, security category 1: keys of 800 and 1,632 bytes, ciphertexts of 768.
    MlKem512 "ML-KEM-512": k 2, eta_1 3, d_u 10, d_v 4, rows 2;
    /// ML-KEM-768, security category 3: keys of 1,184 and 2,400 bytes, ciphertexts of 1,088.
    MlKem768 "ML-KEM-768": k 3, eta_1 2, d_u 10, d_v 4, rows 3;
    /// ML-KEM-1024, security category 5: keys of 1,568 and 3,168 bytes, ciphertexts of 1,568.
    MlKem1024 "ML-KEM-1024": k 4, eta_1 2, d_u 11, d_v 5, rows 1;
}
