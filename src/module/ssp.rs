//! The table of sensitive security parameters: the tests of zeroization and the papers iterate over
//! it.

/// How a parameter comes into the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// The caller gives it.
    Entered,
    /// The module's generator makes it.
    Generated,
    /// It is computed from another one.
    Derived,
    /// Either entered or generated.
    EnteredOrGenerated,
}

/// Whether a holder moves on with each use, so that a copy that goes on from the same place does
/// harm. A test forks with every service of the module and looks whether the copy in the child does
/// what stands here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// It does not: the same input gives the same output.
    None,
    /// Through an output or a ciphertext that is given: copies read the same, without harm.
    Reads,
    /// It counts its uses: a copy refuses those that count.
    Counts,
    /// It makes initialization vectors in a sequence: a copy refuses.
    Numbers,
    /// It goes on with a key stream or a chain of ciphertext: a copy refuses to encrypt.
    Encrypts,
    /// It generates random bits: a copy is seeded anew.
    Generates,
}

/// A type that holds a sensitive security parameter.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Ssp {
    /// The public type that holds it.
    pub holder: &'static str,
    /// What it is, in the words of the standard.
    pub description: &'static str,
    /// Its size.
    pub size: &'static str,
    /// How it comes into the module.
    pub origin: Origin,
    /// When it is wiped.
    pub wiped: &'static str,
    /// Whether it moves on with each use.
    pub progress: Progress,
}

/// All of them.
pub const SSPS: &[Ssp] = &[
    on_drop(
        "hash::Hasher",
        "chaining value and begun block of a message that may be secret",
        "84 to 208 bytes",
        Origin::Entered,
    ),
    on_drop("hash::DynHasher", "as hash::Hasher", "84 to 208 bytes", Origin::Entered),
    on_drop("xof::Xof", "state of a message that may be secret", "200 bytes", Origin::Entered),
    on_drop("xof::TupleHash", "state of a list that may be secret", "200 bytes", Origin::Entered),
    on_drop("xof::ParallelHash", "states of a message that may be secret", "400 bytes", Origin::Entered),
    on_drop("xof::Reader", "state of an output that may be secret", "200 bytes", Origin::Derived)
        .that(Progress::Reads),
    on_drop("hash::AsconHash256", "state of a message that may be secret", "40 bytes", Origin::Entered),
    on_drop("xof::AsconXof", "state of a message that may be secret", "40 bytes", Origin::Entered),
    on_drop("xof::AsconReader", "state of an output that may be secret", "40 bytes", Origin::Derived)
        .that(Progress::Reads),
    on_drop(
        "mac::HmacKey",
        "HMAC key, kept as two hash states (FIPS 198-1)",
        "any; approved from 112 bits",
        Origin::EnteredOrGenerated,
    ),
    on_drop("mac::DynHmacKey", "as mac::HmacKey", "any; approved from 112 bits", Origin::Entered),
    on_drop("mac::Hmac", "hash states of a message under an HMAC key", "two hash states", Origin::Derived),
    on_drop("mac::DynHmac", "as mac::Hmac", "two hash states", Origin::Derived),
    on_drop(
        "mac::CmacKey",
        "AES key, kept as round keys, and the subkeys of CMAC (SP 800-38B)",
        "128, 192 or 256 bits",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "mac::Cmac",
        "as mac::CmacKey, and the state of a message",
        "128, 192 or 256 bits",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "mac::KmacKey",
        "KMAC key, kept as the state of a sponge (SP 800-185)",
        "any; approved from 112 bits",
        Origin::EnteredOrGenerated,
    ),
    on_drop("mac::Kmac", "state of a message under a KMAC key", "200 bytes", Origin::Derived),
    on_drop(
        "mac::GmacKey",
        "AES key, kept as round keys, and powers of the hash subkey (SP 800-38D)",
        "128, 192 or 256 bits",
        Origin::EnteredOrGenerated,
    )
    .that(Progress::Counts),
    on_drop("mac::CounterIvGmac", "as mac::GmacKey", "128, 192 or 256 bits", Origin::EnteredOrGenerated)
        .that(Progress::Numbers),
    on_drop(
        "kdf::Hkdf",
        "pseudorandom key of HKDF, kept as two hash states (SP 800-56C)",
        "one hash value or more",
        Origin::Derived,
    ),
    on_drop("kdf::DynHkdf", "as kdf::Hkdf", "one hash value or more", Origin::Derived),
    on_drop(
        "kdf::KeyBasedKdf",
        "key-derivation key of SP 800-108, kept as two hash states or as round keys and subkeys",
        "any; approved from 112 bits",
        Origin::Entered,
    ),
    on_drop(
        "kdf::Tls13",
        "secret of the key schedule of TLS 1.3 (RFC 8446 section 7.1), also as two hash states",
        "one hash value",
        Origin::Derived,
    ),
    on_drop(
        "kas::Agreed",
        "shared secret of a key agreement scheme: Z, or Ze with Zs behind it (SP 800-56A r3, SP 800-56B r2)",
        "28 to 132 bytes on a curve, 256 to 2048 in a group and with keys of RSA",
        Origin::Derived,
    ),
    on_drop(
        "kas::Sent",
        "secret value of a party of KAS1 or KAS2, which went encrypted to the other one (SP 800-56B r2)",
        "256 to 1024 bytes",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "key_confirmation::ConfirmationKey",
        "MacKey of a key confirmation (SP 800-56A r3 section 5.9)",
        "any; approved from 112 bits",
        Origin::Derived,
    ),
    on_drop("kdf::Srtp", "master key of SRTP, kept as round keys", "128, 192 or 256 bits", Origin::Entered),
    on_drop("kdf::IkeV1", "SKEYID, SKEYID_d, SKEYID_a and SKEYID_e", "four hash values", Origin::Derived),
    on_drop("kdf::IkeV2", "SKEYSEED or SK_d", "one hash value", Origin::Derived),
    on_drop(
        "cipher::AesKey",
        "AES key, kept as round keys of both directions (FIPS 197)",
        "128, 192 or 256 bits",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "cipher::CbcEncryptor",
        "AES key, kept as round keys",
        "128, 192 or 256 bits",
        Origin::EnteredOrGenerated,
    )
    .that(Progress::Encrypts),
    on_drop(
        "cipher::CbcDecryptor",
        "AES key, kept as round keys",
        "128, 192 or 256 bits",
        Origin::EnteredOrGenerated,
    )
    .that(Progress::Reads),
    on_drop(
        "cipher::Ctr",
        "AES key, kept as round keys, and a block of key stream",
        "128, 192 or 256 bits",
        Origin::EnteredOrGenerated,
    )
    .that(Progress::Encrypts),
    on_drop("cipher::Cfb", "AES key, kept as round keys", "128, 192 or 256 bits", Origin::EnteredOrGenerated)
        .that(Progress::Encrypts),
    on_drop(
        "cipher::Ofb",
        "AES key, kept as round keys, and a block of key stream",
        "128, 192 or 256 bits",
        Origin::EnteredOrGenerated,
    )
    .that(Progress::Encrypts),
    on_drop(
        "cipher::AesXtsKey",
        "the two AES keys of XTS, kept as round keys (SP 800-38E)",
        "256 or 512 bits",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "key_wrap::KeyWrapKey",
        "key-encryption key of AES, kept as round keys of both directions (SP 800-38F)",
        "128, 192 or 256 bits",
        Origin::EnteredOrGenerated,
    ),
    on_drop("aead::AesCcmKey", "AES key, kept as round keys", "128, 192 or 256 bits", Origin::EnteredOrGenerated),
    on_drop(
        "aead::AsconAead128Key",
        "Ascon key, and a second one to mask nonces (SP 800-232)",
        "128 or 256 bits",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "aead::AesGcmSivKey",
        "AES key, kept as round keys (RFC 8452)",
        "128 or 256 bits",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "aead::ChaCha20Poly1305Key",
        "key of ChaCha20-Poly1305 (RFC 8439)",
        "256 bits",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "aead::AesGcmKey",
        "AES key, kept as round keys, and powers of the hash subkey (SP 800-38D)",
        "128, 192 or 256 bits",
        Origin::EnteredOrGenerated,
    )
    .that(Progress::Counts),
    on_drop("aead::SequenceSealer", "as aead::AesGcmKey", "128, 192 or 256 bits", Origin::EnteredOrGenerated)
        .that(Progress::Numbers),
    on_drop("aead::SequenceOpener", "as aead::AesGcmKey", "128, 192 or 256 bits", Origin::EnteredOrGenerated)
        .that(Progress::Reads),
    on_drop(
        "aead::StreamKey",
        "key from which HKDF (RFC 5869) derives the AES key of each stream",
        "256 bits",
        Origin::EnteredOrGenerated,
    ),
    on_drop("aead::StreamSealer", "as aead::AesGcmKey", "256 bits", Origin::Derived).that(Progress::Numbers),
    on_drop("aead::StreamOpener", "as aead::AesGcmKey", "256 bits", Origin::Derived).that(Progress::Reads),
    Ssp {
        holder: "the module",
        description: "raw samples of the noise source and the seeds conditioned from them (SP 800-90B)",
        size: "at most 1024 bytes of samples, 48 of seed",
        origin: Origin::Generated,
        wiped: "before the call that collects them returns",
        progress: Progress::None,
    },
    Ssp {
        holder: "the module",
        description: "internal state of the root generator, CTR_DRBG with AES-256: Key, V (SP 800-90A)",
        size: "384 bits",
        origin: Origin::Derived,
        wiped: "by admin::zeroize and admin::restart, and before it is seeded after a fork",
        progress: Progress::Generates,
    },
    Ssp {
        holder: "random::Rng",
        description: "internal state of a child generator, CTR_DRBG with AES-256: Key, V (SP 800-90A)",
        size: "384 bits",
        origin: Origin::Derived,
        wiped: "on drop; at its first use after a fork, a zeroization or a restart",
        progress: Progress::Generates,
    },
    Ssp {
        holder: "random::Drbg",
        description: "internal state of a generator: Key, V of CTR_DRBG and HMAC_DRBG; V, C of Hash_DRBG (SP 800-90A)",
        size: "256 to 1776 bits",
        origin: Origin::Derived,
        wiped: "on drop",
        progress: Progress::Generates,
    },
    on_drop(
        "ml_kem::DecapsulationKey",
        "decapsulation key of ML-KEM: s, z, and the seed d and z if it is known (FIPS 203)",
        "1632, 2400 or 3168 bytes, seed 64 bytes",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "hybrid::DecapsulationKey",
        "decapsulation key of a hybrid: that of ML-KEM, a private key in the group, and the seed of both",
        "3263, 3263, 4127 or 2593 bytes, seed 96, 96, 112 or 32 bytes",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "hybrid::SharedSecret",
        "shared secret of a hybrid: those of both halves, or their hash value",
        "64, 64, 80 or 32 bytes",
        Origin::Derived,
    ),
    on_drop(
        "ml_dsa::SigningKey",
        "signing key of ML-DSA: s1, s2, t0, K, and the seed xi if it is known (FIPS 204)",
        "2560, 4032 or 4896 bytes, seed 32 bytes",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "slh_dsa::SigningKey",
        "signing key of SLH-DSA: SK.seed, SK.prf (FIPS 205)",
        "64, 96 or 128 bytes",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "lms::SigningKey",
        "signing key of LMS or HSS: SEED of the tree at the top, and which leaves may sign (RFC 8554)",
        "24 or 32 bytes, state of 120 to 192 bytes",
        Origin::EnteredOrGenerated,
    )
    .that(Progress::Numbers),
    on_drop(
        "rsa::SigningKey",
        "signing key of RSA: p, q, d, what follows from them, and the blinding (FIPS 186-5)",
        "2048 to 8192 bits of n",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "rsa::DecryptionKey",
        "decryption key of RSA, as rsa::SigningKey (SP 800-56B)",
        "2048 to 8192 bits of n",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "ffdh::PrivateKey",
        "private key of finite-field Diffie-Hellman: x (SP 800-56A r3)",
        "256 to 8192 bits",
        Origin::EnteredOrGenerated,
    ),
    on_drop("Secret", "shared secret, derived key, or another secret that the caller holds", "any", Origin::Derived),
    on_drop(
        "eddsa::SigningKey",
        "signing key of EdDSA: the seed, and of its hash value the scalar s and the prefix (FIPS 186-5)",
        "three times 32 or 57 bytes",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "xdh::PrivateKey",
        "private key of X25519 or X448 (RFC 7748)",
        "32 or 56 bytes",
        Origin::EnteredOrGenerated,
    ),
    on_drop("xdh::SharedSecret", "shared secret of X25519 or X448 (RFC 7748)", "32 or 56 bytes", Origin::Derived),
    on_drop(
        "ecdsa::SigningKey",
        "private key of ECDSA: d (FIPS 186-5)",
        "28, 32, 48 or 66 bytes",
        Origin::EnteredOrGenerated,
    ),
    Ssp {
        holder: "the module",
        description: "per-message secret of ECDSA, k, and its inverse (FIPS 186-5)",
        size: "224 to 521 bits",
        origin: Origin::Generated,
        wiped: "before the call that signs returns",
        progress: Progress::None,
    },
    on_drop(
        "ecdh::PrivateKey",
        "static private key of key agreement: d (SP 800-56A r3)",
        "28, 32, 48 or 66 bytes",
        Origin::EnteredOrGenerated,
    ),
    on_drop(
        "ecdh::EphemeralKey",
        "ephemeral private key of key agreement: d (SP 800-56A r3)",
        "28, 32, 48 or 66 bytes",
        Origin::Generated,
    ),
    on_drop(
        "ecdh::SharedSecret",
        "shared secret of key agreement, Z (SP 800-56A r3)",
        "28, 32, 48 or 66 bytes",
        Origin::Derived,
    ),
];

/// A row of a type that its owner drops.
const fn on_drop(holder: &'static str, description: &'static str, size: &'static str, origin: Origin) -> Ssp {
    Ssp { holder, description, size, origin, wiped: "on drop", progress: Progress::None }
}

impl Ssp {
    /// A row of a type that moves on.
    const fn that(mut self, progress: Progress) -> Self {
        self.progress = progress;
        self
    }
}
