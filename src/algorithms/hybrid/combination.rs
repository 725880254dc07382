//! The combinations: which halves, in which order, and what a key is made of.

use super::group::{Group, OnCurve};
use crate::algorithms::array::Array;
use crate::algorithms::ec::{NistCurve, P256, P384};
use crate::algorithms::ml_kem::{MlKem768, MlKem1024, MlKemSet, ParameterSet};
use crate::algorithms::xdh::X25519;

/// A combination of ML-KEM and Diffie-Hellman. No other crate can make one.
pub trait Combination: Copy + Send + Sync + 'static {
    /// The name that its draft uses.
    const NAME: &'static str;
    /// The same combination as a value.
    const VALUE: HybridKem;

    /// The half on lattices.
    type Lattice: ParameterSet;
    /// The half in a group.
    type Group: Group;
    /// What a key pair is made of.
    type Seed: Array<u8>;
    /// Both public keys.
    type EncapsulationKey: Array<u8>;
    /// The ciphertext of ML-KEM, and an ephemeral public key.
    type Ciphertext: Array<u8>;
    /// What both sides know.
    type Secret: Array<u8>;
}

/// Where the halves lie in keys, ciphertexts and secrets, and what is done with the two secrets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// That of ML-KEM first; the secrets stand one after the other.
    LatticeFirst,
    /// That of the group first; the secrets stand one after the other.
    GroupFirst,
    /// That of ML-KEM first; the seed is expanded, and the secrets are hashed.
    XWing,
}

macro_rules! combinations {
    ($(
        $(#[$doc:meta])*
        $name:ident = $text:literal: $form:ident, $lattice:ident, $group:ty $(, on $curve:ident)?;
        seed $seed:expr, key $key:expr, ciphertext $ciphertext:expr, secret $secret:expr;
    )+) => {
        /// A combination chosen at run time.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum HybridKem {
            $($(#[$doc])* $name,)+
        }

        impl HybridKem {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name that its draft uses.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// The parameter set of the half on lattices.
            pub(crate) const fn lattice(self) -> MlKemSet {
                match self { $(Self::$name => MlKemSet::$lattice,)+ }
            }

            /// The curve of the other half, if NIST approves it.
            pub(crate) const fn curve(self) -> Option<NistCurve> {
                match self { $(Self::$name => [$(Some(NistCurve::$curve),)? None][0],)+ }
            }

            /// Where the halves lie.
            pub(crate) const fn form(self) -> Form {
                match self { $(Self::$name => Form::$form,)+ }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub enum $name {}

            impl Combination for $name {
                const NAME: &'static str = $text;
                const VALUE: HybridKem = HybridKem::$name;
                type Lattice = $lattice;
                type Group = $group;
                type Seed = [u8; $seed];
                type EncapsulationKey = [u8; $key];
                type Ciphertext = [u8; $ciphertext];
                type Secret = [u8; $secret];
            }
        )+
    };
}

combinations! {
    /// X25519MLKEM768 of TLS 1.3: keys of 1,216 bytes, ciphertexts of 1,120, secrets of 64.
    X25519MlKem768 = "X25519MLKEM768": LatticeFirst, MlKem768, X25519;
        seed 64 + 32, key 1184 + 32, ciphertext 1088 + 32, secret 32 + 32;
    /// SecP256r1MLKEM768 of TLS 1.3: keys of 1,249 bytes, ciphertexts of 1,153, secrets of 64.
    SecP256r1MlKem768 = "SecP256r1MLKEM768": GroupFirst, MlKem768, OnCurve<P256>, on P256;
        seed 32 + 64, key 65 + 1184, ciphertext 65 + 1088, secret 32 + 32;
    /// SecP384r1MLKEM1024 of TLS 1.3: keys of 1,665 bytes, ciphertexts of 1,665, secrets of 80.
    SecP384r1MlKem1024 = "SecP384r1MLKEM1024": GroupFirst, MlKem1024, OnCurve<P384>, on P384;
        seed 48 + 64, key 97 + 1568, ciphertext 97 + 1568, secret 48 + 32;
    /// X-Wing: keys of 1,216 bytes, ciphertexts of 1,120, secrets of 32.
    XWing = "X-Wing": XWing, MlKem768, X25519;
        seed 32, key 1184 + 32, ciphertext 1088 + 32, secret 32;
}
