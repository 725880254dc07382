//! Signatures by capability: the algorithm is a number, and a program changes it by one constant.

use crate::arguments::{Room, argument};
use crate::handle::Place;
use crate::memory::Region;
use crate::random::qila_rng;
use crate::status::{Answer, Failure};
use qila::ml_dsa::{
    MU_SIZE, MlDsa44, MlDsa65, MlDsa87, MlDsaSet, ParameterSet, PreHash, SEED_SIZE, SigningKey, VerifyingKey,
};
use qila::{Error, Indicator};

interface! {
    //! Signatures: ML-DSA (FIPS 204)
    //!
    //! Approved, with hash functions that the profile allows. A signing key that exists is
    //! consistent and has passed its pairwise consistency test. The bytes of a verifying key, of a
    //! signing key in its expanded form, and of a signature: 1312, 2560 and 2420 with
    //! QILA_ML_DSA_44; 1952, 4032 and 3309 with QILA_ML_DSA_65; 2592, 4896 and 4627 with
    //! QILA_ML_DSA_87. A seed has 32.
    declarations {
        "/* How to sign, and how a signature was made. NULL stands for QILA_SIGN_OPTIONS. */"
        "typedef struct qila_sign_options {"
        "    /* The bytes of this structure, so that it can grow. */"
        "    size_t size;"
        "    /* What is signed: QILA_PURE, QILA_MU, or the hash function that the message goes through first:"
        "     * one of qila_hash_algorithm but QILA_SHA1, QILA_PRE_HASH_SHAKE128 or QILA_PRE_HASH_SHAKE256. */"
        "    uint32_t hash;"
        "    /* 1 for a signature without randomness, which is always the same; else 0. */"
        "    uint32_t deterministic;"
        "    /* The context, at most 255 bytes; none with QILA_MU. */"
        "    const uint8_t *context;"
        "    size_t context_len;"
        "} qila_sign_options;"
        ""
        "/* The message itself, with randomness, without a context. */"
        "#define QILA_SIGN_OPTIONS {sizeof(qila_sign_options), QILA_PURE, 0, NULL, 0}"
    }
    handles {
        /// A signing key, the private half.
        qila_signing_key = AnySigningKey, qila_signing_key_free;
        /// A verifying key, the public half.
        qila_verifying_key = AnyVerifyingKey, qila_verifying_key_free;
    }
    choices {
        /// An algorithm of signatures.
        qila_signature_algorithm = MlDsaSet {
            QILA_ML_DSA_44 = 1 => MlDsaSet::MlDsa44;
            QILA_ML_DSA_65 = 2 => MlDsaSet::MlDsa65;
            QILA_ML_DSA_87 = 3 => MlDsaSet::MlDsa87;
        }
    }
    constants {
        /// The message itself is signed.
        QILA_PURE: u32 = 0;
        /// The message is mu, 64 bytes, which qila_verifying_key_mu() makes.
        QILA_MU: u32 = 256;
        /// SHAKE128 with 32 bytes of output.
        QILA_PRE_HASH_SHAKE128: u32 = 257;
        /// SHAKE256 with 64 bytes of output.
        QILA_PRE_HASH_SHAKE256: u32 = 258;
        /// The bytes of mu.
        QILA_MU_SIZE: usize = MU_SIZE;
        /// The bytes of a seed: xi of FIPS 204.
        QILA_ML_DSA_SEED_SIZE: usize = SEED_SIZE;
    }
    functions {
        /// Makes a key pair at `*key`, which has passed its pairwise consistency test. Stack: 72
        /// KiB.
        /// Errors: QILA_ERROR_ENTROPY.
        large qila_signing_key_generate(key: Place<qila_signing_key>, algorithm: MlDsaSet, rng: &mut qila_rng)
            => key.make(|| made!(algorithm, AnySigningKey, SigningKey::generate(rng)));
        /// Makes the key pair of a seed at `*key`. Stack: 72 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        large qila_signing_key_from_seed(key: Place<qila_signing_key>, algorithm: MlDsaSet, seed/seed_len)
            => key.make(|| made!(algorithm, AnySigningKey, SigningKey::from_seed(seed)));
        /// Takes the expanded form of a signing key to `*key`, which then cannot give its seed.
        /// Stack: 72 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, its parts do not belong together.
        large qila_signing_key_from_expanded(key: Place<qila_signing_key>, algorithm: MlDsaSet, expanded/expanded_len)
            => key.make(|| made!(algorithm, AnySigningKey, SigningKey::from_expanded(expanded)));
        /// Takes both forms of a signing key to `*key`. Stack: 72 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, the seed gives another key.
        large qila_signing_key_from_both(key: Place<qila_signing_key>, algorithm: MlDsaSet, seed/seed_len,
            expanded/expanded_len)
            => key.make(|| made!(algorithm, AnySigningKey, SigningKey::from_both(seed, expanded)));
        /// Gives the seed of a signing key.
        /// Errors: QILA_ERROR_PARAMETER, the key came in its expanded form alone.
        cold qila_signing_key_seed(key: &qila_signing_key, seed/seed_len: Room) => {
            let known = with!(AnySigningKey, key, key => key.seed()).ok_or(Error::InvalidParameter)?;
            copied(seed, key.indicator(), known)
        };
        /// Gives the expanded form of a signing key.
        cold qila_signing_key_expanded(key: &qila_signing_key, expanded/expanded_len: Room)
            => copied(expanded, key.indicator(), with!(AnySigningKey, key, key => key.as_bytes()));
        /// Makes the public half of a signing key at `*key`. Stack: 72 KiB.
        large qila_signing_key_public(key: Place<qila_verifying_key>, pair: &qila_signing_key)
            => key.make(|| pair.public());
        /// Takes a verifying key to `*key`. Stack: 72 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        large qila_verifying_key_new(key: Place<qila_verifying_key>, algorithm: MlDsaSet, start/len)
            => key.make(|| made!(algorithm, AnyVerifyingKey, VerifyingKey::new(start)));
        /// Gives the bytes of a verifying key.
        cold qila_verifying_key_bytes(key: &qila_verifying_key, out/out_len: Room)
            => copied(out, key.indicator(), with!(AnyVerifyingKey, key, key => key.as_bytes()));
        /// Makes mu of a message with its context, QILA_MU_SIZE bytes: what stands for both where
        /// they are signed elsewhere. Stack: 72 KiB.
        /// Errors: QILA_ERROR_INPUT_TOO_LONG, the context; QILA_ERROR_PARAMETER, another length of
        /// mu.
        large qila_verifying_key_mu(key: &qila_verifying_key, message/message_len, context/context_len,
            mu/mu_len: &mut [u8]) => {
            let place: &mut [u8; MU_SIZE] = mu.try_into().map_err(|_| Error::InvalidParameter)?;
            *place = with!(AnyVerifyingKey, key, key => key.mu(message, context))?;
            Ok(key.indicator())
        };
        /// Signs a message. `rng` is not used for a deterministic signature. Stack: 72 KiB.
        /// Errors: QILA_ERROR_ENTROPY; QILA_ERROR_PARAMETER, `how` asks for what the algorithm does
        /// not have; QILA_ERROR_INPUT_TOO_LONG, the context; QILA_ERROR_INPUT_LENGTH, mu.
        large qila_sign(key: &qila_signing_key, how: How, message/message_len, signature/signature_len: Room,
            rng: &mut qila_rng) => with!(AnySigningKey, key, key => sign(key, &how, message, signature, rng));
        /// Verifies the signature of a message. Stack: 72 KiB.
        /// Errors: QILA_ERROR_SIGNATURE, it is not theirs; otherwise as qila_sign().
        large qila_verify(key: &qila_verifying_key, how: How, message/message_len, signature/signature_len)
            => with!(AnyVerifyingKey, key, key => verify(key, &how, message, signature));
    }
}

/// As the header declares it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct qila_sign_options {
    size: usize,
    hash: u32,
    deterministic: u32,
    context: *const u8,
    context_len: usize,
}

/// How to sign.
pub(crate) struct How<'a> {
    what: What,
    is_deterministic: bool,
    context: &'a [u8],
}

/// What is signed.
#[derive(Clone, Copy)]
enum What {
    Pure,
    Hashed(PreHash),
    Mu,
}

/// The options, if they are of a size that this version knows.
///
/// # Safety
/// NULL, or a number that says how many bytes are readable.
unsafe fn options(start: *const qila_sign_options) -> Option<qila_sign_options> {
    // SAFETY: the caller answers for the number, and for as many bytes as it says.
    unsafe {
        let is_known = !start.is_null() && start.cast::<usize>().read_unaligned() == size_of::<qila_sign_options>();
        is_known.then(|| start.read_unaligned())
    }
}

argument! {
    impl['a] How<'a> => How<'a>, crate::table::Form::Options("qila_sign_options"), (start: *const qila_sign_options) {
        regions match options(start) {
            Some(known) => [
                Region::read(start, size_of::<qila_sign_options>()),
                Region::read(known.context, known.context_len),
            ],
            None => [Region::read(start.cast::<usize>(), size_of::<usize>()).or_null(), Region::NONE],
        };
        value match options(start) {
            Some(known) => How::of(known),
            None if start.is_null() => Ok(How { what: What::Pure, is_deterministic: false, context: &[] }),
            None => Err(Error::InvalidParameter.into()),
        };
    }
}

impl How<'_> {
    /// # Safety
    /// The context must be readable; NULL only if it is empty.
    unsafe fn of(known: qila_sign_options) -> Result<Self, Failure> {
        let is_empty = known.context_len == 0;
        Ok(Self {
            what: What::of(known.hash, is_empty)?,
            is_deterministic: match known.deterministic {
                0 => false,
                1 => true,
                _ => return Err(Error::InvalidParameter.into()),
            },
            context: if is_empty {
                &[]
            } else {
                // SAFETY: the caller answers for it.
                unsafe { core::slice::from_raw_parts(known.context, known.context_len) }
            },
        })
    }
}

impl What {
    fn of(number: u32, has_no_context: bool) -> Result<Self, Failure> {
        use crate::hash as h;
        Ok(Self::Hashed(match number {
            QILA_PURE => return Ok(Self::Pure),
            QILA_MU if has_no_context => return Ok(Self::Mu),
            h::QILA_SHA224 => PreHash::Sha224,
            h::QILA_SHA256 => PreHash::Sha256,
            h::QILA_SHA384 => PreHash::Sha384,
            h::QILA_SHA512 => PreHash::Sha512,
            h::QILA_SHA512_224 => PreHash::Sha512_224,
            h::QILA_SHA512_256 => PreHash::Sha512_256,
            h::QILA_SHA3_224 => PreHash::Sha3_224,
            h::QILA_SHA3_256 => PreHash::Sha3_256,
            h::QILA_SHA3_384 => PreHash::Sha3_384,
            h::QILA_SHA3_512 => PreHash::Sha3_512,
            QILA_PRE_HASH_SHAKE128 => PreHash::Shake128,
            QILA_PRE_HASH_SHAKE256 => PreHash::Shake256,
            _ => return Err(Error::InvalidParameter.into()),
        }))
    }
}

/// A signing key of one of the algorithms.
#[allow(clippy::large_enum_variant)] // a handle lies on the heap, once
pub enum AnySigningKey {
    MlDsa44(SigningKey<MlDsa44>),
    MlDsa65(SigningKey<MlDsa65>),
    MlDsa87(SigningKey<MlDsa87>),
}

/// A verifying key of one of the algorithms.
#[allow(clippy::large_enum_variant)] // as above
pub enum AnyVerifyingKey {
    MlDsa44(VerifyingKey<MlDsa44>),
    MlDsa65(VerifyingKey<MlDsa65>),
    MlDsa87(VerifyingKey<MlDsa87>),
}

/// The key that the expression makes for an algorithm.
macro_rules! made {
    ($algorithm:expr, $any:ident, $make:expr) => {
        match $algorithm {
            MlDsaSet::MlDsa44 => $make.map($any::MlDsa44),
            MlDsaSet::MlDsa65 => $make.map($any::MlDsa65),
            MlDsaSet::MlDsa87 => $make.map($any::MlDsa87),
        }
    };
}

/// The expression with the key inside.
macro_rules! with {
    ($any:ident, $key:expr, $inner:ident => $work:expr) => {
        match $key {
            $any::MlDsa44($inner) => $work,
            $any::MlDsa65($inner) => $work,
            $any::MlDsa87($inner) => $work,
        }
    };
}
use {made, with};

impl AnySigningKey {
    fn indicator(&self) -> Indicator {
        with!(Self, self, key => key.indicator())
    }

    fn public(&self) -> Result<AnyVerifyingKey, Error> {
        Ok(match self {
            Self::MlDsa44(key) => AnyVerifyingKey::MlDsa44(key.verifying_key()?),
            Self::MlDsa65(key) => AnyVerifyingKey::MlDsa65(key.verifying_key()?),
            Self::MlDsa87(key) => AnyVerifyingKey::MlDsa87(key.verifying_key()?),
        })
    }
}

impl AnyVerifyingKey {
    fn indicator(&self) -> Indicator {
        with!(Self, self, key => key.indicator())
    }
}

fn sign<P: ParameterSet>(
    key: &SigningKey<P>,
    how: &How<'_>,
    message: &[u8],
    signature: Room<'_>,
    rng: &mut qila_rng,
) -> Answer {
    let indicator = match how.what {
        What::Hashed(hash) => key.hash_indicator(hash),
        What::Pure | What::Mu => key.indicator(),
    };
    let size = size_of::<P::Signature>();
    signature.fill(size, indicator, |out| {
        let made = match (how.what, how.is_deterministic) {
            (What::Pure, false) => key.sign(message, how.context, rng),
            (What::Pure, true) => key.sign_deterministic(message, how.context),
            (What::Hashed(hash), false) => key.hash_sign(hash, message, how.context, rng),
            (What::Hashed(hash), true) => key.hash_sign_deterministic(hash, message, how.context),
            (What::Mu, false) => key.sign_mu(mu_of(message)?, rng),
            (What::Mu, true) => key.sign_mu_deterministic(mu_of(message)?),
        }?;
        out.copy_from_slice(made.as_ref());
        Ok(size)
    })
}

fn verify<P: ParameterSet>(key: &VerifyingKey<P>, how: &How<'_>, message: &[u8], signature: &[u8]) -> Answer {
    match how.what {
        What::Pure => key.verify(message, how.context, signature)?,
        What::Hashed(hash) => {
            key.hash_verify(hash, message, how.context, signature)?;
            return Ok(key.hash_indicator(hash));
        }
        What::Mu => key.verify_mu(mu_of(message)?, signature)?,
    }
    Ok(key.indicator())
}

fn mu_of(message: &[u8]) -> Result<&[u8; MU_SIZE], Error> {
    message.try_into().map_err(|_| Error::InvalidInputLength)
}

/// Gives bytes of a key.
fn copied(out: Room<'_>, indicator: Indicator, bytes: &[u8]) -> Answer {
    out.fill(bytes.len(), indicator, |out| {
        out.copy_from_slice(bytes);
        Ok(bytes.len())
    })
}
