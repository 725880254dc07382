//! Key encapsulation by capability: the algorithm is a number, and a program changes it by one
//! constant.

use crate::arguments::Room;
use crate::handle::Place;
use crate::random::qila_rng;
use crate::status::{Answer, Failure};
use qila::ml_kem::{
    DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024, MlKemSet, ParameterSet, SEED_SIZE,
    SHARED_SECRET_SIZE,
};
use qila::{Error, Indicator};

interface! {
    //! Key encapsulation: ML-KEM (FIPS 203)
    //!
    //! Approved. A key that exists has passed the checks of FIPS 203 sections 7.2 and 7.3. The
    //! bytes of an encapsulation key, of a decapsulation key in its expanded form, and of a
    //! ciphertext: 800, 1632 and 768 with QILA_ML_KEM_512; 1184, 2400 and 1088 with
    //! QILA_ML_KEM_768; 1568, 3168 and 1568 with QILA_ML_KEM_1024. A seed has 64, a shared secret
    //! 32.
    handles {
        /// A decapsulation key, the private half.
        qila_decapsulation_key = AnyDecapsulationKey, qila_decapsulation_key_free;
        /// An encapsulation key, the public half.
        qila_encapsulation_key = AnyEncapsulationKey, qila_encapsulation_key_free;
    }
    choices {
        /// An algorithm of key encapsulation.
        qila_kem_algorithm = MlKemSet {
            QILA_ML_KEM_512 = 1 => MlKemSet::MlKem512;
            QILA_ML_KEM_768 = 2 => MlKemSet::MlKem768;
            QILA_ML_KEM_1024 = 3 => MlKemSet::MlKem1024;
        }
    }
    constants {
        /// The bytes of a shared secret.
        QILA_SHARED_SECRET_SIZE: usize = SHARED_SECRET_SIZE;
        /// The bytes of a seed: d and z of FIPS 203, one after the other.
        QILA_ML_KEM_SEED_SIZE: usize = SEED_SIZE;
    }
    functions {
        /// Makes a key pair at `*key`, which has passed its pairwise consistency test. Stack: 64
        /// KiB.
        /// Errors: QILA_ERROR_ENTROPY.
        large qila_decapsulation_key_generate(key: Place<qila_decapsulation_key>, algorithm: MlKemSet, rng: &mut qila_rng)
            => key.make(|| made!(algorithm, AnyDecapsulationKey, DecapsulationKey::generate(rng)));
        /// Makes the key pair of a seed at `*key`. Stack: 64 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        large qila_decapsulation_key_from_seed(key: Place<qila_decapsulation_key>, algorithm: MlKemSet, seed/seed_len)
            => key.make(|| made!(algorithm, AnyDecapsulationKey, DecapsulationKey::from_seed(seed)));
        /// Takes the expanded form of a decapsulation key to `*key`, which then cannot give its
        /// seed. Stack: 64 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, its parts do not belong together.
        large qila_decapsulation_key_from_expanded(key: Place<qila_decapsulation_key>, algorithm: MlKemSet,
            expanded/expanded_len)
            => key.make(|| made!(algorithm, AnyDecapsulationKey, DecapsulationKey::from_expanded(expanded)));
        /// Takes both forms of a decapsulation key to `*key`. Stack: 64 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, the seed gives another key.
        large qila_decapsulation_key_from_both(key: Place<qila_decapsulation_key>, algorithm: MlKemSet, seed/seed_len,
            expanded/expanded_len)
            => key.make(|| made!(algorithm, AnyDecapsulationKey, DecapsulationKey::from_both(seed, expanded)));
        /// Gives the seed of a decapsulation key.
        /// Errors: QILA_ERROR_PARAMETER, the key came in its expanded form alone.
        cold qila_decapsulation_key_seed(key: &qila_decapsulation_key, seed/seed_len: Room) => {
            let known = with!(AnyDecapsulationKey, key, key => key.seed()).ok_or(Error::InvalidParameter)?;
            copied(seed, key.indicator(), known)
        };
        /// Gives the expanded form of a decapsulation key.
        cold qila_decapsulation_key_expanded(key: &qila_decapsulation_key, expanded/expanded_len: Room)
            => copied(expanded, key.indicator(), with!(AnyDecapsulationKey, key, key => key.as_bytes()));
        /// Makes the public half of a decapsulation key at `*key`. Stack: 64 KiB.
        large qila_decapsulation_key_public(key: Place<qila_encapsulation_key>, pair: &qila_decapsulation_key)
            => key.make(|| pair.public());
        /// Takes an encapsulation key to `*key`. Stack: 64 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, it is none that the algorithm makes.
        large qila_encapsulation_key_new(key: Place<qila_encapsulation_key>, algorithm: MlKemSet, start/len)
            => key.make(|| made!(algorithm, AnyEncapsulationKey, EncapsulationKey::new(start)));
        /// Gives the bytes of an encapsulation key.
        cold qila_encapsulation_key_bytes(key: &qila_encapsulation_key, out/out_len: Room)
            => copied(out, key.indicator(), with!(AnyEncapsulationKey, key, key => key.as_bytes()));
        /// Makes a shared secret of QILA_SHARED_SECRET_SIZE bytes, and the ciphertext that carries
        /// it to the holder of the decapsulation key. Stack: 64 KiB.
        /// Errors: QILA_ERROR_ENTROPY; QILA_ERROR_PARAMETER, another length of the secret.
        large qila_encapsulate(key: &qila_encapsulation_key, ciphertext/ciphertext_len: Room, secret/secret_len: &mut [u8],
            rng: &mut qila_rng) => with!(AnyEncapsulationKey, key, key => encapsulate(key, ciphertext, secret, rng));
        /// Gives the shared secret of a ciphertext. One that no encapsulation makes gives another
        /// secret, and no error. Stack: 64 KiB.
        /// Errors: QILA_ERROR_INPUT_LENGTH; QILA_ERROR_PARAMETER, another length of the secret.
        large qila_decapsulate(key: &qila_decapsulation_key, ciphertext/ciphertext_len, secret/secret_len: &mut [u8]) => {
            let place = place_of(secret)?;
            *place = *with!(AnyDecapsulationKey, key, key => key.decapsulate(ciphertext))?.as_bytes();
            Ok(key.indicator())
        };
    }
}

/// A decapsulation key of one of the algorithms.
#[allow(clippy::large_enum_variant)] // a handle lies on the heap, once
pub enum AnyDecapsulationKey {
    MlKem512(DecapsulationKey<MlKem512>),
    MlKem768(DecapsulationKey<MlKem768>),
    MlKem1024(DecapsulationKey<MlKem1024>),
}

/// An encapsulation key of one of the algorithms.
#[allow(clippy::large_enum_variant)] // as above
pub enum AnyEncapsulationKey {
    MlKem512(EncapsulationKey<MlKem512>),
    MlKem768(EncapsulationKey<MlKem768>),
    MlKem1024(EncapsulationKey<MlKem1024>),
}

/// The key that the expression makes for an algorithm.
macro_rules! made {
    ($algorithm:expr, $any:ident, $make:expr) => {
        match $algorithm {
            MlKemSet::MlKem512 => $make.map($any::MlKem512),
            MlKemSet::MlKem768 => $make.map($any::MlKem768),
            MlKemSet::MlKem1024 => $make.map($any::MlKem1024),
        }
    };
}

/// The expression with the key inside.
macro_rules! with {
    ($any:ident, $key:expr, $inner:ident => $work:expr) => {
        match $key {
            $any::MlKem512($inner) => $work,
            $any::MlKem768($inner) => $work,
            $any::MlKem1024($inner) => $work,
        }
    };
}
use {made, with};

impl AnyDecapsulationKey {
    fn indicator(&self) -> Indicator {
        with!(Self, self, key => key.indicator())
    }

    fn public(&self) -> Result<AnyEncapsulationKey, Error> {
        Ok(match self {
            Self::MlKem512(key) => AnyEncapsulationKey::MlKem512(key.encapsulation_key()?),
            Self::MlKem768(key) => AnyEncapsulationKey::MlKem768(key.encapsulation_key()?),
            Self::MlKem1024(key) => AnyEncapsulationKey::MlKem1024(key.encapsulation_key()?),
        })
    }
}

impl AnyEncapsulationKey {
    fn indicator(&self) -> Indicator {
        with!(Self, self, key => key.indicator())
    }
}

/// Both outputs of an encapsulation, or neither.
fn encapsulate<P: ParameterSet>(
    key: &EncapsulationKey<P>,
    ciphertext: Room<'_>,
    secret: &mut [u8],
    rng: &mut qila_rng,
) -> Answer {
    let size = size_of::<P::Ciphertext>();
    ciphertext.fill(size, key.indicator(), |ciphertext| {
        let place = place_of(secret)?;
        let (made, shared) = key.encapsulate(rng)?;
        ciphertext.copy_from_slice(made.as_ref());
        *place = *shared.as_bytes();
        Ok(size)
    })
}

/// Where a shared secret goes.
fn place_of(secret: &mut [u8]) -> Result<&mut [u8; SHARED_SECRET_SIZE], Failure> {
    secret.try_into().map_err(|_| Error::InvalidParameter.into())
}

/// Gives bytes of a key.
fn copied(out: Room<'_>, indicator: Indicator, bytes: &[u8]) -> Answer {
    out.fill(bytes.len(), indicator, |out| {
        out.copy_from_slice(bytes);
        Ok(bytes.len())
    })
}
