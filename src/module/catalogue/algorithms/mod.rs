//! The algorithms, as a validation programme wants to hear of them.

mod agreement;
mod cipher;
mod derivation;
mod encapsulation;
mod ffdh;
mod rsa;
mod signature;

use super::super::cast::{self, SelfTest};
use super::Capability::{Flag, Flags, Number, Numbers, Objects, Range, Text, Texts};
use super::{Algorithm, Domain, Setting};
use crate::kernels::{self, aes, keccak, sha1, sha2_256, sha2_512};
use agreement::{CURVES_OF_ECDH, SECRET_COMPUTATION, ecdh};
use cipher::{
    CCM, CMAC, CTR, GCM, GCM_COUNTED, GCM_OPENING, GCM_SHORT, GMAC, GMAC_COUNTED, GMAC_SHORT, GMAC_VERIFICATION, KW,
    KWP, aes_mode, cbc_cs, ccm, cfb, cmac, ff1, gcm, key_wrap, ofb, xts,
};
use derivation::{
    HKDF, IKEV1, IKEV2, KBKDF, KMAC_KDF, ONE_STEP, ONE_STEP_NO_COUNTER, PBKDF2, SNMP, SRTP, SSH, TLS12, TLS13,
    TWO_STEP, X942, X963, component, kdf, on,
};
use encapsulation::{BOTH_DIRECTIONS_OF_KEM, FORMS, KEY_GENERATION, ml_kem};
use signature::{
    ECDSA_DETERMINISTIC, ECDSA_KEY_GENERATION, ECDSA_KEY_VALIDATION, ECDSA_SIGNING, HASH_BASED_KEYS,
    HASH_BASED_SIGNING, HASH_BASED_VERIFYING, KEYS_OF_EDDSA, SIGNING, SIGNING_BY_EDDSA, SIGNING_IN_FORMS, VERIFYING,
    VERIFYING_BY_DSA, VERIFYING_BY_EDDSA, VERIFYING_BY_LMS, dsa, ecdsa, eddsa, lms, ml_dsa, slh_dsa,
};

/// Whole bytes from `min` to `max` bits.
const fn bytes(min: u64, max: u64) -> super::Capability {
    Range(Domain { min, max, increment: 8 })
}

const KEY_LENGTHS: Setting = ("keyLen", Numbers(&[128, 192, 256]));
const BOTH_DIRECTIONS: Setting = ("direction", Texts(&["encrypt", "decrypt"]));
/// As ACVP writes the sizes in GiB of its tests with large messages.
const LARGE_MESSAGES: Setting = ("performLargeDataTest", Numbers(&[1, 2, 4, 8]));

/// Every message of whole bits.
const HASH: &[Setting] = &[("messageLength", Range(Domain { min: 0, max: 65536, increment: 1 })), LARGE_MESSAGES];

/// SHA-1, or one of the SHA-2 functions.
const fn sha2(
    name: &'static str,
    service: &'static str,
    self_test: &'static SelfTest,
    kernel: fn() -> &'static str,
) -> Algorithm {
    Algorithm {
        name,
        mode: "",
        revision: "1.0",
        standard: "FIPS 180-4",
        prerequisites: &[],
        capabilities: HASH,
        self_test,
        kernel,
        service,
    }
}

/// One of the SHA-3 functions.
const fn sha3(name: &'static str, service: &'static str) -> Algorithm {
    let standard = "FIPS 202";
    Algorithm { revision: "2.0", standard, ..sha2(name, service, &cast::hash::SHA3, keccak::kernel_name) }
}

/// One of the SHAKE functions.
const fn shake(name: &'static str) -> Algorithm {
    let base = sha3(name, "xof::Xof");
    Algorithm { revision: "1.0", capabilities: SHAKE, ..base }
}

/// One of the cSHAKE functions.
const fn cshake(name: &'static str) -> Algorithm {
    Algorithm { standard: "SP 800-185", capabilities: CSHAKE, ..shake(name) }
}

/// Every message and output of whole bits.
const SHAKE: &[Setting] = &[
    ("inBit", Flag(true)),
    ("outBit", Flag(true)),
    ("inEmpty", Flag(true)),
    ("outputLen", Range(Domain { min: 16, max: 65536, increment: 1 })),
];
const CSHAKE: &[Setting] = &[
    TEXT_CUSTOMIZATION,
    ("msgLen", Range(Domain { min: 0, max: 65536, increment: 1 })),
    ("outputLen", Range(Domain { min: 256, max: 4096, increment: 1 })),
];

/// One of the functions of SP 800-185 that rest on cSHAKE.
const fn sp800_185(
    name: &'static str,
    service: &'static str,
    self_test: &'static SelfTest,
    capabilities: &'static [Setting],
) -> Algorithm {
    Algorithm { service, self_test, capabilities, ..cshake(name) }
}

const FIXED_AND_XOF: Setting = ("xof", Flags(&[true, false]));
/// What the Monte Carlo test with other customization strings would be is written nowhere.
const TEXT_CUSTOMIZATION: Setting = ("hexCustomization", Flag(false));
const TUPLE_HASH: &[Setting] =
    &[FIXED_AND_XOF, TEXT_CUSTOMIZATION, ("msgLen", bytes(0, 65536)), ("outputLen", bytes(32, 65536))];
/// Messages of whole bytes: NIST's server drops bits that begin a block of their own.
const PARALLEL_HASH: &[Setting] = &[
    FIXED_AND_XOF,
    TEXT_CUSTOMIZATION,
    ("msgLen", bytes(0, 65536)),
    ("outputLen", Range(Domain { min: 32, max: 65536, increment: 1 })),
    ("blockSize", Range(Domain { min: 1, max: 128, increment: 1 })),
];
const KMAC: &[Setting] = &[
    FIXED_AND_XOF,
    ("hexCustomization", Flag(true)),
    ("msgLen", bytes(0, 65536)),
    ("keyLen", bytes(128, 524_288)),
    ("macLen", bytes(32, 65536)),
];

/// Ascon-Hash256, -XOF128 or -CXOF128.
const fn ascon(mode: &'static str, service: &'static str, capabilities: &'static [Setting]) -> Algorithm {
    Algorithm {
        name: "Ascon",
        mode,
        revision: "SP800-232",
        standard: "SP 800-232",
        prerequisites: &[],
        capabilities,
        self_test: &cast::ascon::ASCON_HASH,
        kernel: kernels::ascon::kernel_name,
        service,
    }
}

/// Ascon-AEAD128.
const fn ascon_aead() -> Algorithm {
    let base = ascon("AEAD128", "aead::AsconAead128Key", ASCON_AEAD);
    Algorithm { self_test: &cast::ascon::ASCON_AEAD, ..base }
}

const fn bits(min: u64, max: u64) -> super::Capability {
    Range(Domain { min, max, increment: 1 })
}

const BIT_MESSAGE: Setting = ("messageLength", bits(0, 65536));
const BIT_OUTPUT: Setting = ("outputLength", bits(1, 65536));
const BIT_CUSTOMIZATION: Setting = ("customizationStringLength", bits(0, 2048));
const ASCON_AEAD: &[Setting] = &[
    BOTH_DIRECTIONS,
    ("payloadLen", bits(0, 65536)),
    ("adLen", bits(0, 65536)),
    ("tagLen", bits(32, 128)),
    ("supportsNonceMasking", Flags(&[true, false])),
];

/// HMAC with a tag of at most so many bits.
macro_rules! hmac {
    ($hash:literal, $bits:literal, $cast:ident, $kernel:path) => {
        Algorithm {
            name: concat!("HMAC-", $hash),
            mode: "",
            revision: "2.0",
            standard: "FIPS 198-1",
            prerequisites: &["SHA"],
            capabilities: &[("keyLen", bytes(8, 524_288)), ("macLen", bytes(32, $bits)), ("msgLen", bytes(0, 4096))],
            self_test: &cast::hmac::$cast,
            kernel: $kernel,
            service: "mac::HmacKey",
        }
    };
}

const PREDICTION_RESISTANCE: Setting = ("predResistanceEnabled", Flags(&[true, false]));
const RESEED: Setting = ("reseedImplemented", Flag(true));
/// What one request gives in the tests, in bits.
const RETURNED: Setting = ("returnedBitsLen", Numbers(&[512, 1024]));
const COUNTER_FIELD: Setting = ("counterFieldLen", Number(128));

/// CTR_DRBG with a derivation function: strength, and nonce of half of it, at least.
macro_rules! derived {
    ($mode:literal, $strength:literal) => {
        &[
            ("mode", Text($mode)),
            ("derFuncEnabled", Flag(true)),
            ("entropyInputLen", bytes($strength, 65536)),
            ("nonceLen", bytes($strength / 2, 65536)),
            ("persoStringLen", bytes(0, 65536)),
            ("additionalInputLen", bytes(0, 65536)),
            RETURNED,
            COUNTER_FIELD,
        ]
    };
}

/// CTR_DRBG without a derivation function: entropy input of exactly the seed length, which bounds
/// the other inputs.
macro_rules! underived {
    ($mode:literal, $seed:literal) => {
        &[
            ("mode", Text($mode)),
            ("derFuncEnabled", Flag(false)),
            ("entropyInputLen", Numbers(&[$seed])),
            ("nonceLen", Numbers(&[0])),
            ("persoStringLen", bytes(0, $seed)),
            ("additionalInputLen", bytes(0, $seed)),
            RETURNED,
            COUNTER_FIELD,
        ]
    };
}

const CTR_DRBG: &[Setting] = &[
    PREDICTION_RESISTANCE,
    RESEED,
    (
        "capabilities",
        Objects(&[
            derived!("AES-128", 128),
            derived!("AES-192", 192),
            derived!("AES-256", 256),
            underived!("AES-128", 256),
            underived!("AES-192", 320),
            underived!("AES-256", 384),
        ]),
    ),
];

/// HMAC_DRBG or Hash_DRBG with a hash of this strength (SP 800-57 part 1, table 3).
macro_rules! hashed {
    ($mode:literal, $strength:literal) => {
        &[
            ("mode", Text($mode)),
            ("derFuncEnabled", Flag(false)),
            ("entropyInputLen", bytes($strength, 65536)),
            ("nonceLen", bytes($strength / 2, 65536)),
            ("persoStringLen", bytes(0, 65536)),
            ("additionalInputLen", bytes(0, 65536)),
            RETURNED,
        ]
    };
}

const HASHED_DRBG: &[Setting] = &[
    PREDICTION_RESISTANCE,
    RESEED,
    (
        "capabilities",
        Objects(&[
            hashed!("SHA-1", 128),
            hashed!("SHA2-224", 192),
            hashed!("SHA2-256", 256),
            hashed!("SHA2-384", 256),
            hashed!("SHA2-512", 256),
            hashed!("SHA2-512/224", 192),
            hashed!("SHA2-512/256", 256),
            hashed!("SHA3-224", 192),
            hashed!("SHA3-256", 256),
            hashed!("SHA3-384", 256),
            hashed!("SHA3-512", 256),
        ]),
    ),
];

/// A generator of SP 800-90A.
const fn drbg(
    name: &'static str,
    prerequisites: &'static [&'static str],
    capabilities: &'static [Setting],
    self_test: &'static SelfTest,
    kernel: fn() -> &'static str,
) -> Algorithm {
    Algorithm {
        name,
        mode: "",
        revision: "SP800-90Ar1",
        standard: "SP 800-90A r1",
        prerequisites,
        capabilities,
        self_test,
        kernel,
        service: "random::Drbg",
    }
}

/// Every hash function.
const HASHES: &[&str] = &[
    "SHA-1",
    "SHA2-224",
    "SHA2-256",
    "SHA2-384",
    "SHA2-512",
    "SHA2-512/224",
    "SHA2-512/256",
    "SHA3-224",
    "SHA3-256",
    "SHA3-384",
    "SHA3-512",
];
/// What key derivations rest on, by the names that ACVP has for prerequisites.
const SHA: &[&str] = &["SHA"];
const HMAC: &[&str] = &["HMAC"];
const HMAC_OR_CMAC: &[&str] = &["HMAC", "CMAC"];
const SHA_HMAC_OR_KMAC: &[&str] = &["SHA", "HMAC", "KMAC"];

const C2: &str = "Sp800-56Cr2";

/// Every algorithm.
pub const ALGORITHMS: &[Algorithm] = &[
    sha2("SHA-1", "hash::Sha1", &cast::hash::SHA1, sha1::kernel_name),
    sha2("SHA2-224", "hash::Sha224", &cast::hash::SHA2_256, sha2_256::kernel_name),
    sha2("SHA2-256", "hash::Sha256", &cast::hash::SHA2_256, sha2_256::kernel_name),
    sha2("SHA2-384", "hash::Sha384", &cast::hash::SHA2_512, sha2_512::kernel_name),
    sha2("SHA2-512", "hash::Sha512", &cast::hash::SHA2_512, sha2_512::kernel_name),
    sha2("SHA2-512/224", "hash::Sha512_224", &cast::hash::SHA2_512, sha2_512::kernel_name),
    sha2("SHA2-512/256", "hash::Sha512_256", &cast::hash::SHA2_512, sha2_512::kernel_name),
    sha3("SHA3-224", "hash::Sha3_224"),
    sha3("SHA3-256", "hash::Sha3_256"),
    sha3("SHA3-384", "hash::Sha3_384"),
    sha3("SHA3-512", "hash::Sha3_512"),
    shake("SHAKE-128"),
    shake("SHAKE-256"),
    cshake("cSHAKE-128"),
    cshake("cSHAKE-256"),
    sp800_185("TupleHash-128", "xof::TupleHash", &cast::tuple_hash::TUPLE_HASH, TUPLE_HASH),
    sp800_185("TupleHash-256", "xof::TupleHash", &cast::tuple_hash::TUPLE_HASH, TUPLE_HASH),
    sp800_185("ParallelHash-128", "xof::ParallelHash", &cast::parallel_hash::PARALLEL_HASH, PARALLEL_HASH),
    sp800_185("ParallelHash-256", "xof::ParallelHash", &cast::parallel_hash::PARALLEL_HASH, PARALLEL_HASH),
    sp800_185("KMAC-128", "mac::KmacKey", &cast::kmac::KMAC, KMAC),
    sp800_185("KMAC-256", "mac::KmacKey", &cast::kmac::KMAC, KMAC),
    ascon("Hash256", "hash::AsconHash256", &[BIT_MESSAGE]),
    ascon("XOF128", "xof::AsconXof", &[BIT_MESSAGE, BIT_OUTPUT]),
    ascon("CXOF128", "xof::AsconXof", &[BIT_MESSAGE, BIT_OUTPUT, BIT_CUSTOMIZATION]),
    hmac!("SHA-1", 160, HMAC_SHA1, sha1::kernel_name),
    hmac!("SHA2-224", 224, HMAC_SHA2_256, sha2_256::kernel_name),
    hmac!("SHA2-256", 256, HMAC_SHA2_256, sha2_256::kernel_name),
    hmac!("SHA2-384", 384, HMAC_SHA2_512, sha2_512::kernel_name),
    hmac!("SHA2-512", 512, HMAC_SHA2_512, sha2_512::kernel_name),
    hmac!("SHA2-512/224", 224, HMAC_SHA2_512, sha2_512::kernel_name),
    hmac!("SHA2-512/256", 256, HMAC_SHA2_512, sha2_512::kernel_name),
    hmac!("SHA3-224", 224, HMAC_SHA3, keccak::kernel_name),
    hmac!("SHA3-256", 256, HMAC_SHA3, keccak::kernel_name),
    hmac!("SHA3-384", 384, HMAC_SHA3, keccak::kernel_name),
    hmac!("SHA3-512", 512, HMAC_SHA3, keccak::kernel_name),
    cmac("mac::CmacKey", CMAC),
    aes_mode("ACVP-AES-ECB", "cipher::AesKey::ecb_encrypt", &[BOTH_DIRECTIONS, KEY_LENGTHS]),
    aes_mode("ACVP-AES-CBC", "cipher::AesKey::cbc_encrypt", &[BOTH_DIRECTIONS, KEY_LENGTHS]),
    cbc_cs("ACVP-AES-CBC-CS1"),
    cbc_cs("ACVP-AES-CBC-CS2"),
    cbc_cs("ACVP-AES-CBC-CS3"),
    cfb("ACVP-AES-CFB1"),
    cfb("ACVP-AES-CFB8"),
    cfb("ACVP-AES-CFB128"),
    ofb(),
    aes_mode("ACVP-AES-CTR", "cipher::AesKey::ctr_apply", CTR),
    xts(),
    ff1(),
    key_wrap("ACVP-AES-KW", "key_wrap::KeyWrapKey::wrap", KW),
    key_wrap("ACVP-AES-KWP", "key_wrap::KeyWrapKey::wrap_padded", KWP),
    ccm(CCM),
    ascon_aead(),
    gcm("ACVP-AES-GCM", "aead::AesGcmKey::random_iv_sealer", GCM),
    gcm("ACVP-AES-GCM", "aead::AesGcmKey::counter_iv_sealer", GCM_COUNTED),
    gcm("ACVP-AES-GCM", "aead::AesGcmKey::with_tag_length", GCM_SHORT),
    gcm("ACVP-AES-GCM", "aead::AesGcmKey::open_in_place", GCM_OPENING),
    gcm("ACVP-AES-GMAC", "mac::GmacKey::random_iv", GMAC),
    gcm("ACVP-AES-GMAC", "mac::GmacKey::counter_iv", GMAC_COUNTED),
    gcm("ACVP-AES-GMAC", "mac::GmacKey::with_tag_length", GMAC_SHORT),
    gcm("ACVP-AES-GMAC", "mac::GmacKey::verify", GMAC_VERIFICATION),
    Algorithm {
        name: "KDA",
        mode: "HKDF",
        revision: "Sp800-56Cr2",
        standard: "SP 800-56C r2",
        prerequisites: HMAC,
        capabilities: HKDF,
        self_test: &cast::hkdf::HKDF,
        kernel: sha2_256::kernel_name,
        service: "kdf::Hkdf",
    },
    kdf(
        ["KDA", "TwoStep", C2],
        "SP 800-56C r2",
        "kdf::KeyBasedKdf::extract_hmac",
        &cast::kbkdf::KBKDF,
        HMAC_OR_CMAC,
        TWO_STEP,
    ),
    kdf(
        ["KDA", "OneStep", C2],
        "SP 800-56C r2",
        "kdf::OneStep",
        &cast::one_step::ONE_STEP,
        SHA_HMAC_OR_KMAC,
        ONE_STEP,
    ),
    kdf(
        ["KDA", "OneStepNoCounter", C2],
        "SP 800-56C r2",
        "kdf::OneStep",
        &cast::one_step::ONE_STEP,
        SHA_HMAC_OR_KMAC,
        ONE_STEP_NO_COUNTER,
    ),
    kdf(["KDF", "", "1.0"], "SP 800-108 r1", "kdf::KeyBasedKdf", &cast::kbkdf::KBKDF, HMAC_OR_CMAC, KBKDF),
    on(
        keccak::kernel_name,
        kdf(["KDF", "KMAC", "Sp800-108r1"], "SP 800-108 r1", "kdf::kmac_kdf", &cast::kmac::KMAC, &["KMAC"], KMAC_KDF),
    ),
    kdf(["PBKDF", "", "1.0"], "SP 800-132", "kdf::Pbkdf2", &cast::pbkdf2::PBKDF2, HMAC, PBKDF2),
    kdf(["TLS-v1.2", "KDF", "RFC7627"], "SP 800-135 r1", "kdf::Tls12", &cast::tls12::TLS12, HMAC, TLS12),
    kdf(["TLS-v1.3", "KDF", "RFC8446"], "RFC 8446", "kdf::Tls13", &cast::tls13::TLS13, HMAC, TLS13),
    component("ssh", "kdf::Ssh", &cast::ssh::SSH, SHA, SSH),
    component("IKEv1", "kdf::IkeV1", &cast::ikev1::IKEV1, HMAC, IKEV1),
    component("ikev2", "kdf::IkeV2", &cast::ikev2::IKEV2, HMAC, IKEV2),
    on(aes::kernel_name, component("srtp", "kdf::Srtp", &cast::srtp::SRTP, &["AES"], SRTP)),
    on(sha1::kernel_name, component("snmp", "kdf::snmp", &cast::snmp::SNMP, SHA, SNMP)),
    component("ansix9.63", "kdf::X963", &cast::x963::X963, SHA, X963),
    component("ansix9.42", "kdf::X942", &cast::x942::X942, SHA, X942),
    ml_kem("keyGen", "FIPS203", "ml_kem::DecapsulationKey::from_seed", KEY_GENERATION),
    ml_kem("encapDecap", "FIPS203", "ml_kem::EncapsulationKey::encapsulate", BOTH_DIRECTIONS_OF_KEM),
    ml_kem("encapDecap", "FIPS203-tr1", "ml_kem::DecapsulationKey::decapsulate", FORMS),
    ml_dsa("keyGen", "FIPS204", "ml_dsa::SigningKey::from_seed", signature::KEY_GENERATION),
    ml_dsa("sigGen", "FIPS204", "ml_dsa::SigningKey::sign", SIGNING),
    ml_dsa("sigGen", "FIPS204-tr1", "ml_dsa::SigningKey::sign", SIGNING_IN_FORMS),
    ml_dsa("sigVer", "FIPS204", "ml_dsa::VerifyingKey::verify", VERIFYING),
    slh_dsa("keyGen", "slh_dsa::SigningKey::generate", HASH_BASED_KEYS),
    slh_dsa("sigGen", "slh_dsa::SigningKey::sign", HASH_BASED_SIGNING),
    slh_dsa("sigVer", "slh_dsa::VerifyingKey::verify", HASH_BASED_VERIFYING),
    lms("sigVer", "lms::VerifyingKey::verify", VERIFYING_BY_LMS),
    rsa::rsa("keyGen", "FIPS186-5", "FIPS 186-5", "rsa::SigningKey::generate", rsa::KEY_GENERATION),
    rsa::rsa("sigGen", "FIPS186-5", "FIPS 186-5", "rsa::SigningKey::sign_pkcs1", rsa::SIGNING),
    rsa::rsa("sigVer", "FIPS186-5", "FIPS 186-5", "rsa::VerifyingKey::verify_pkcs1", rsa::VERIFYING),
    rsa::rsa("sigVer", "FIPS186-4", "FIPS 186-4", "rsa::VerifyingKey::verify_pkcs1", rsa::VERIFYING_LEGACY),
    rsa::rsa("decryptionPrimitive", "Sp800-56Br2", "SP 800-56B r2", "rsa::DecryptionKey::decrypt", rsa::DECRYPTING),
    rsa::AGREEMENT,
    rsa::SCHEMES,
    rsa::TRANSPORT,
    dsa("dsa::VerifyingKey::verify", VERIFYING_BY_DSA),
    ffdh::ffdh("safePrimes", "keyGen", "1.0", "ffdh::PrivateKey::generate", ffdh::KEYS),
    ffdh::ffdh("safePrimes", "keyVer", "1.0", "ffdh::PublicKey::new", ffdh::KEYS),
    ffdh::ffdh("KAS-FFC", "", "Sp800-56Ar3", "kas::Agreed", ffdh::SCHEMES),
    ffdh::ffdh("KAS-FFC-SSC", "", "Sp800-56Ar3", "ffdh::PrivateKey::agree", ffdh::AGREEMENT),
    eddsa("keyGen", "eddsa::SigningKey::generate", KEYS_OF_EDDSA),
    eddsa("keyVer", "eddsa::VerifyingKey::new", KEYS_OF_EDDSA),
    eddsa("sigGen", "eddsa::SigningKey::sign", SIGNING_BY_EDDSA),
    eddsa("sigVer", "eddsa::VerifyingKey::verify", VERIFYING_BY_EDDSA),
    ecdsa("ECDSA", "keyGen", "ecdsa::SigningKey::generate", ECDSA_KEY_GENERATION),
    ecdsa("ECDSA", "keyVer", "ecdsa::VerifyingKey::validate", ECDSA_KEY_VALIDATION),
    ecdsa("ECDSA", "sigGen", "ecdsa::SigningKey::sign", ECDSA_SIGNING),
    ecdsa("ECDSA", "sigVer", "ecdsa::VerifyingKey::verify", ECDSA_SIGNING),
    ecdsa("DetECDSA", "sigGen", "ecdsa::SigningKey::sign_deterministic", ECDSA_DETERMINISTIC),
    ecdh("KAS-ECC", "CDH-Component", "ecdh::PrivateKey::agree", CURVES_OF_ECDH),
    ecdh("KAS-ECC", "", "kas::Agreed", agreement::SCHEMES),
    ecdh("KAS-ECC-SSC", "", "ecdh::PrivateKey::agree", SECRET_COMPUTATION),
    agreement::key_confirmation(),
    drbg("ctrDRBG", &["AES"], CTR_DRBG, &cast::drbg::CTR_DRBG, aes::kernel_name),
    drbg("hashDRBG", SHA, HASHED_DRBG, &cast::drbg::HASH_DRBG, sha2_256::kernel_name),
    drbg("hmacDRBG", HMAC, HASHED_DRBG, &cast::drbg::HMAC_DRBG, sha2_256::kernel_name),
];
