//! Signatures by capability: the algorithm is a number, and a program changes it by one constant.

use crate::arguments::{Argument, Room, argument};
use crate::handle::Place;
use crate::memory::Region;
use crate::random::qila_rng;
use crate::status::{Done, Failure};
use qila::Error;
use qila::hash::HashAlgorithm;
use qila::ml_dsa::{MU_SIZE, SEED_SIZE};
use qila_keys::{AnySigningKey, AnyVerifyingKey, Hash, Padding, SignOptions, SignatureAlgorithm};

interface! {
    //! Signatures: ML-DSA (FIPS 204), EdDSA, ECDSA and RSA (FIPS 186-5)
    //!
    //! Approved, with hash functions that the profile allows. A signing key that exists is
    //! consistent and has passed its pairwise consistency test. The bytes of a verifying key, of a
    //! signing key in its expanded form, and of a signature: 1312, 2560 and 2420 with
    //! QILA_ML_DSA_44; 1952, 4032 and 3309 with QILA_ML_DSA_65; 2592, 4896 and 4627 with
    //! QILA_ML_DSA_87. A seed has 32.
    //!
    //! The bytes of a seed or a verifying key and of a signature: 32 and 64 with QILA_ED25519, 57
    //! and 114 with QILA_ED448. A key of these is its seed and has no expanded form; what comes
    //! with the seed is the verifying key. With QILA_ED25519 a context makes Ed25519ctx of Ed25519;
    //! QILA_SHA512 is Ed25519ph, and with QILA_ED448 QILA_PRE_HASH_SHAKE256 is Ed448ph.
    //!
    //! A key of QILA_RSA has 3072 bits, or as many as qila_signing_key_generate_of_size() is asked
    //! for: 2048, 3072, 4096, 6144 or 8192. Its signature has as many, in bytes. Its expanded form
    //! and the bytes of its verifying key are RSAPrivateKey and RSAPublicKey (RFC 8017 appendix
    //! A.1), of at most 4784 and 1068 bytes. Signatures are verified from 1024 bits. What is usual
    //! is QILA_SHA256, padded as PSS; SHAKE goes with PSS alone. A message is signed after a hash
    //! function, and no hash value that was made elsewhere.
    //!
    //! QILA_DSA only verifies, after a hash function, which is usually QILA_SHA256, or the hash
    //! value itself. The bytes of its verifying key are SubjectPublicKeyInfo, at most 1194; a
    //! signature is r and s, and has 40, 56 or 64. Of a message it may be in DER.
    //!
    //! QILA_HSS, QILA_XMSS and QILA_XMSSMT only verify messages, without a context. The parameter
    //! set stands in the verifying key, which has 52 or 60 bytes with QILA_HSS, and 52 or 68 with
    //! the others. What makes a signing key of them is QILA_ERROR_PARAMETER.
    declarations {
        "/* How to sign, and how a signature was made. NULL stands for QILA_SIGN_OPTIONS. */"
        "typedef struct qila_sign_options {"
        "    /* The bytes of this structure, so that it can grow. */"
        "    size_t size;"
        "    /* What is signed: QILA_USUAL, QILA_PURE, QILA_MU, or the hash function that the message goes"
        "     * through first: one of qila_hash_algorithm, QILA_PRE_HASH_SHAKE128 or"
        "     * QILA_PRE_HASH_SHAKE256. QILA_SHA1 serves verification with QILA_RSA and QILA_DSA alone. */"
        "    uint32_t hash;"
        "    /* 1 for a signature without randomness, which is always the same; else 0. */"
        "    uint32_t deterministic;"
        "    /* The context, at most 255 bytes; none with QILA_MU. */"
        "    const uint8_t *context;"
        "    size_t context_len;"
        "    /* 1 if the message is its hash value already, which `hash` made elsewhere; else 0. */"
        "    uint32_t digest;"
        "    /* How RSA pads: QILA_PADDING_USUAL, QILA_PADDING_PKCS1, or QILA_PADDING_PSS with `salt_len`. */"
        "    uint32_t padding;"
        "    /* The bytes of the salt with QILA_PADDING_PSS, neither more nor less; else 0. */"
        "    size_t salt_len;"
        "    /* 1 for a signature of ECDSA or DSA in DER (RFC 3279), as certificates have it; 0 for r and s. */"
        "    uint32_t der;"
        "    uint32_t reserved; /* 0 */"
        "} qila_sign_options;"
        ""
        "/* What is usual for the algorithm, without a context. */"
        "#define QILA_SIGN_OPTIONS {sizeof(qila_sign_options), QILA_USUAL, 0, NULL, 0, 0, QILA_PADDING_USUAL, 0, 0, 0}"
    }
    handles {
        /// A signing key, the private half.
        qila_signing_key = AnySigningKey, qila_signing_key_free;
        /// A verifying key, the public half.
        qila_verifying_key = AnyVerifyingKey, qila_verifying_key_free;
    }
    choices {
        /// An algorithm of signatures.
        qila_signature_algorithm = SignatureAlgorithm, all of SignatureAlgorithm;
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
        /// What is usual for the algorithm: QILA_PURE where that can be signed, else the hash
        /// function of the key's strength.
        QILA_USUAL: u32 = 259;
        /// What is usual for the algorithm: PSS with RSA, and a salt as long as the hash value.
        QILA_PADDING_USUAL: u32 = 0;
        /// PKCS#1 v1.5.
        QILA_PADDING_PKCS1: u32 = 1;
        /// PSS, with MGF1 of the same hash function, or SHAKE.
        QILA_PADDING_PSS: u32 = 2;
        /// The bytes of mu.
        QILA_MU_SIZE: usize = MU_SIZE;
        /// The bytes of a seed: xi of FIPS 204.
        QILA_ML_DSA_SEED_SIZE: usize = SEED_SIZE;
    }
    functions {
        /// Makes a key pair at `*key`, which has passed its pairwise consistency test. Stack: 216
        /// KiB.
        /// Errors: QILA_ERROR_ENTROPY.
        large qila_signing_key_generate(key: Place<qila_signing_key>, algorithm: SignatureAlgorithm, rng: &mut qila_rng)
            => key.make(|| AnySigningKey::generate(algorithm, rng));
        /// As qila_signing_key_generate(), with so many bits: for QILA_RSA. Stack: 216 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_PARAMETER, keys of the algorithm have one
        /// size; QILA_ERROR_ENTROPY.
        large qila_signing_key_generate_of_size(key: Place<qila_signing_key>, algorithm: SignatureAlgorithm, bits: usize,
            rng: &mut qila_rng)
            => key.make(|| AnySigningKey::generate_of_size(algorithm, bits, rng));
        /// Makes the key pair of a seed at `*key`. Stack: 72 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        large qila_signing_key_from_seed(key: Place<qila_signing_key>, algorithm: SignatureAlgorithm, seed/seed_len)
            => key.make(|| AnySigningKey::from_seed(algorithm, seed));
        /// Takes the expanded form of a signing key to `*key`, which then cannot give its seed.
        /// Stack: 216 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, its parts do not belong together.
        large qila_signing_key_from_expanded(key: Place<qila_signing_key>, algorithm: SignatureAlgorithm, expanded/expanded_len)
            => key.make(|| AnySigningKey::from_expanded(algorithm, expanded));
        /// Takes both forms of a signing key to `*key`. Stack: 72 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, the seed gives another key.
        large qila_signing_key_from_both(key: Place<qila_signing_key>, algorithm: SignatureAlgorithm, seed/seed_len,
            expanded/expanded_len)
            => key.make(|| AnySigningKey::from_both(algorithm, seed, expanded));
        /// Gives the seed of a signing key.
        /// Errors: QILA_ERROR_PARAMETER, the key came in its expanded form alone.
        cold qila_signing_key_seed(key: &qila_signing_key, seed/seed_len: Room) => {
            let known = key.seed().ok_or(Error::InvalidParameter)?;
            seed.copy(key.indicator(), &known)
        };
        /// Gives the expanded form of a signing key. Stack: 144 KiB.
        large qila_signing_key_expanded(key: &qila_signing_key, expanded/expanded_len: Room) => {
            let known = key.expanded().ok_or(Error::InvalidParameter)?;
            expanded.copy(key.indicator(), &known)
        };
        /// Makes the public half of a signing key at `*key`. Stack: 168 KiB.
        large qila_signing_key_public(key: Place<qila_verifying_key>, pair: &qila_signing_key)
            => key.make(|| pair.public());
        /// Takes a verifying key to `*key`. Stack: 168 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        large qila_verifying_key_new(key: Place<qila_verifying_key>, algorithm: SignatureAlgorithm, start/len)
            => key.make(|| AnyVerifyingKey::new(algorithm, start));
        /// Gives the bytes of a verifying key.
        cold qila_verifying_key_bytes(key: &qila_verifying_key, out/out_len: Room)
            => out.copy(key.indicator(), &key.bytes());
        /// Makes mu of a message with its context, QILA_MU_SIZE bytes: what stands for both where
        /// they are signed elsewhere. Stack: 72 KiB.
        /// Errors: QILA_ERROR_INPUT_TOO_LONG, the context; QILA_ERROR_PARAMETER, another length of
        /// mu.
        large qila_verifying_key_mu(key: &qila_verifying_key, message/message_len, context/context_len,
            mu/mu_len: &mut [u8]) => {
            let place: &mut [u8; MU_SIZE] = mu.try_into().map_err(|_| Error::InvalidParameter)?;
            *place = key.mu(message, context)?;
            Ok(key.indicator())
        };
        /// Signs a message. `rng` is not used for a deterministic signature. Stack: 144 KiB.
        /// Errors: QILA_ERROR_ENTROPY; QILA_ERROR_PARAMETER, `how` asks for what the algorithm does
        /// not have; QILA_ERROR_INPUT_TOO_LONG, the context; QILA_ERROR_INPUT_LENGTH, mu.
        large qila_sign(key: &qila_signing_key, how: SignOptions, message/message_len,
            signature/signature_len: Room, rng: &mut qila_rng) => {
            let size = key.signature_size(&how)?;
            signature.fill(size, key.indicator_of(&how)?, |out| Ok(key.sign_into(&how, message, out, rng)?))
        };
        /// Verifies the signature of a message. Stack: 144 KiB.
        /// Errors: QILA_ERROR_SIGNATURE, it is not theirs; otherwise as qila_sign().
        large qila_verify(key: &qila_verifying_key, how: SignOptions, message/message_len, signature/signature_len)
            => key.verify(&how, message, signature).by(key.indicator_of(&how)?);
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
    digest: u32,
    padding: u32,
    salt_len: usize,
    der: u32,
    reserved: u32,
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
    impl['a] SignOptions<'a> => SignOptions<'a>, crate::table::Form::Options("qila_sign_options"),
        (start: *const qila_sign_options) {
        regions match options(start) {
            Some(known) => [
                Region::read(start, size_of::<qila_sign_options>()),
                Region::read(known.context, known.context_len),
            ],
            None => [Region::read(start.cast::<usize>(), size_of::<usize>()).or_null(), Region::NONE],
        };
        value match options(start) {
            Some(known) => known.taken(),
            None if start.is_null() => Ok(SignOptions::new()),
            None => Err(Error::InvalidParameter.into()),
        };
    }
}

impl qila_sign_options {
    /// # Safety
    /// The context must be readable; NULL only if it is empty.
    unsafe fn taken<'a>(self) -> Result<SignOptions<'a>, Failure> {
        let hash = |number| {
            Ok::<Hash, Failure>(match number {
                QILA_PRE_HASH_SHAKE128 => Hash::Shake128,
                QILA_PRE_HASH_SHAKE256 => Hash::Shake256,
                // SAFETY: a number, and no pointer.
                number => unsafe { <HashAlgorithm as Argument>::value((number,)) }?.into(),
            })
        };
        let options = match (self.hash, flag(self.digest)?) {
            (QILA_USUAL, false) => SignOptions::new(),
            (QILA_PURE, false) => SignOptions::new().pure(),
            (QILA_MU, false) => SignOptions::new().mu(),
            (number, false) => SignOptions::new().hashed(hash(number)?),
            (number, true) => SignOptions::new().digest(hash(number)?),
        };
        let options = if flag(self.deterministic)? { options.deterministic() } else { options };
        let options = options.padding(match (self.padding, self.salt_len) {
            (QILA_PADDING_USUAL, 0) => Padding::Usual,
            (QILA_PADDING_PKCS1, 0) => Padding::Pkcs1,
            (QILA_PADDING_PSS, salt) => Padding::Pss(salt),
            _ => return Err(Error::InvalidParameter.into()),
        });
        let options = match (flag(self.der)?, self.reserved) {
            (is_der, 0) => {
                if is_der {
                    options.der()
                } else {
                    options
                }
            }
            _ => return Err(Error::InvalidParameter.into()),
        };
        // SAFETY: the caller answers for it.
        Ok(options.context(unsafe { <&[u8] as Argument>::value((self.context, self.context_len)) }?))
    }
}

/// Errors: [`Error::InvalidParameter`], neither 0 nor 1.
fn flag(number: u32) -> Result<bool, Failure> {
    match number {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Error::InvalidParameter.into()),
    }
}
