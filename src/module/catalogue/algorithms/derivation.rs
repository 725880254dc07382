//! What the module can do of key derivation.

use super::{HASHES, bytes};
use crate::kernels::sha2_256;
use crate::module::cast::SelfTest;
use crate::module::catalogue::Capability::{Flag, Number, Numbers, Objects, Range, Text, Texts};
use crate::module::catalogue::{Algorithm, Domain, NameOfKernel, Setting};

pub(super) const HKDF: &[Setting] = &[
    ("hmacAlg", Texts(HASHES)),
    ("macSaltMethods", Texts(&["default", "random"])),
    ("fixedInfoPattern", Text("uPartyInfo||vPartyInfo||l")),
    ("encoding", Texts(&["concatenation"])),
    ("z", bytes(224, 65536)),
    ("l", Number(2048)),
    ("usesHybridSharedSecret", Flag(true)),
    ("auxSharedSecretLen", bytes(112, 65536)),
    ("performMultiExpansionTests", Flag(true)),
];

/// A key derivation, on SHA-256 and other hash functions unless [`on`] says otherwise.
pub(super) const fn kdf(
    names: [&'static str; 3],
    standard: &'static str,
    service: &'static str,
    self_test: &'static SelfTest,
    prerequisites: &'static [&'static str],
    capabilities: &'static [Setting],
) -> Algorithm {
    let [name, mode, revision] = names;
    Algorithm {
        name,
        mode,
        revision,
        standard,
        prerequisites,
        capabilities,
        self_test,
        kernel: sha2_256::kernel_name,
        service,
    }
}

/// A key derivation inside a protocol.
pub(super) const fn component(
    mode: &'static str,
    service: &'static str,
    self_test: &'static SelfTest,
    prerequisites: &'static [&'static str],
    capabilities: &'static [Setting],
) -> Algorithm {
    kdf(["kdf-components", mode, "1.0"], "SP 800-135 r1", service, self_test, prerequisites, capabilities)
}

/// The same derivation on the primitive of another kernel.
pub(super) const fn on(kernel: NameOfKernel, derivation: Algorithm) -> Algorithm {
    Algorithm { kernel, ..derivation }
}

const COUNTER_SIZES: Setting = ("counterLength", Numbers(&[8, 16, 24, 32]));
/// With those of a derivation that may have no counter.
const ANY_COUNTER_SIZES: Setting = ("counterLength", Numbers(&[0, 8, 16, 24, 32]));
const KDF_LENGTHS: Setting = ("supportedLengths", Range(Domain { min: 8, max: 4096, increment: 1 }));
const KDF_MACS: Setting = ("macMode", Texts(KDF_PRFS));
const ITERATED: Setting =
    ("fixedDataOrder", Texts(&["none", "before iterator", "before fixed data", "after fixed data"]));
pub(super) const KBKDF: &[Setting] = &[(
    "capabilities",
    Objects(&[
        &[
            ("kdfMode", Text("counter")),
            KDF_MACS,
            KDF_LENGTHS,
            ("fixedDataOrder", Texts(&["before fixed data", "after fixed data", "middle fixed data"])),
            COUNTER_SIZES,
        ],
        &[("kdfMode", Text("feedback")), KDF_MACS, KDF_LENGTHS, ITERATED, ANY_COUNTER_SIZES, EMPTY_IV, ANY_IV],
        &[("kdfMode", Text("double pipeline iteration")), KDF_MACS, KDF_LENGTHS, ITERATED, ANY_COUNTER_SIZES],
    ]),
)];
pub(super) const KMAC_KDF: &[Setting] = &[
    ("macMode", Texts(KMACS)),
    ("keyDerivationKeyLength", bytes(112, 4096)),
    ("contextLength", bytes(8, 4096)),
    ("labelLength", bytes(8, 4096)),
    ("derivedKeyLength", bytes(112, 4096)),
];
const KMACS: &[&str] = &["KMAC-128", "KMAC-256"];

const FIXED_INFORMATION: Setting = ("fixedInfoPattern", Text("uPartyInfo||vPartyInfo||l"));
const CONCATENATION: Setting = ("encoding", Texts(&["concatenation"]));
const SHARED_SECRET: Setting = ("z", bytes(224, 65536));
const SALTS: Setting = ("macSaltMethods", Texts(&["default", "random"]));

pub(super) const ONE_STEP: &[Setting] = &[
    ("auxFunctions", Objects(ONE_STEP_FUNCTIONS)),
    FIXED_INFORMATION,
    CONCATENATION,
    SHARED_SECRET,
    ("l", Number(2048)),
];
/// Each function has the length of its output.
pub(super) const ONE_STEP_NO_COUNTER: &[Setting] =
    &[("auxFunctions", Objects(ONE_BLOCK_FUNCTIONS)), FIXED_INFORMATION, CONCATENATION, SHARED_SECRET];

/// Auxiliary functions with what else is said of each: hash functions, HMAC with them, and KMAC.
macro_rules! auxiliary_functions {
    ($(($hash:literal $(, $l:literal)?))+, $(($kmac:literal $(, $k:literal)?))+) => {
        &[
            $(
                &[("auxFunctionName", Text($hash)) $(, ("l", Number($l)))?],
                &[("auxFunctionName", Text(concat!("HMAC-", $hash))), SALTS $(, ("l", Number($l)))?],
            )+
            $(&[("auxFunctionName", Text($kmac)), SALTS $(, ("l", Number($k)))?],)+
        ]
    };
}
pub(super) const ONE_STEP_FUNCTIONS: &[&[Setting]] = auxiliary_functions!(
    ("SHA2-224")("SHA2-256")("SHA2-384")("SHA2-512")("SHA2-512/224")("SHA2-512/256")("SHA3-224")("SHA3-256")(
        "SHA3-384"
    )("SHA3-512"),
    ("KMAC-128")("KMAC-256")
);
const ONE_BLOCK_FUNCTIONS: &[&[Setting]] = auxiliary_functions!(
    ("SHA2-224", 224)("SHA2-256", 256)("SHA2-384", 384)("SHA2-512", 512)("SHA2-512/224", 224)("SHA2-512/256", 256)(
        "SHA3-224", 224
    )("SHA3-256", 256)("SHA3-384", 384)("SHA3-512", 512),
    ("KMAC-128", 256)("KMAC-256", 512)
);

/// The second of two steps in a mode of SP 800-108, with the places that its counter may have.
macro_rules! expansion {
    ($mode:literal, $places:expr, $sizes:expr $(, $more:expr)*) => {
        &[
            SALTS,
            FIXED_INFORMATION,
            CONCATENATION,
            ("kdfMode", Text($mode)),
            KDF_MACS,
            ("supportedLengths", Numbers(&[2048])),
            $places,
            $sizes,
            $($more,)*
        ]
    };
}
const EMPTY_IV: Setting = ("supportsEmptyIv", Flag(true));
const ANY_IV: Setting = ("requiresEmptyIv", Flag(false));
pub(super) const TWO_STEP: &[Setting] = &[
    (
        "capabilities",
        Objects(&[
            expansion!(
                "counter",
                ("fixedDataOrder", Texts(&["before fixed data", "after fixed data"])),
                COUNTER_SIZES
            ),
            expansion!("feedback", ITERATED, ANY_COUNTER_SIZES, EMPTY_IV, ANY_IV),
            expansion!("double pipeline iteration", ITERATED, ANY_COUNTER_SIZES),
        ]),
    ),
    ("l", Number(2048)),
    SHARED_SECRET,
    ("usesHybridSharedSecret", Flag(true)),
    ("auxSharedSecretLen", bytes(112, 65536)),
    ("performMultiExpansionTests", Flag(true)),
];
pub(super) const PBKDF2: &[Setting] = &[(
    "capabilities",
    Objects(&[&[
        ("iterationCount", Range(Domain { min: 1000, max: 10_000_000, increment: 1 })),
        ("passwordLen", Range(Domain { min: 14, max: 128, increment: 1 })),
        ("saltLen", bytes(128, 4096)),
        ("keyLen", bytes(112, 4096)),
        ("hmacAlg", Texts(HASHES)),
    ]]),
)];
const TLS12_HASHES: Setting = ("hashAlg", Texts(&["SHA2-256", "SHA2-384", "SHA2-512"]));
pub(super) const TLS12: &[Setting] = &[TLS12_HASHES, ("keyBlockLength", bytes(512, 1024))];
pub(super) const TLS13: &[Setting] =
    &[("hmacAlg", Texts(&["SHA2-256", "SHA2-384"])), ("runningMode", Texts(&["DHE", "PSK", "PSK-DHE"]))];
const PROTOCOL_HASHES: Setting = ("hashAlg", Texts(PROTOCOL_HASH_NAMES));
const PROTOCOL_HASH_NAMES: &[&str] = &["SHA-1", "SHA2-224", "SHA2-256", "SHA2-384", "SHA2-512"];
pub(super) const SSH: &[Setting] = &[PROTOCOL_HASHES, ("cipher", Texts(&["TDES", "AES-128", "AES-192", "AES-256"]))];
const NONCES: [Setting; 2] = [("initiatorNonceLength", bytes(64, 2048)), ("responderNonceLength", bytes(64, 2048))];
const DH: Setting = ("diffieHellmanSharedSecretLength", bytes(224, 8192));
pub(super) const IKEV1: &[Setting] = &[(
    "capabilities",
    Objects(&[
        &[("authenticationMethod", Text("dsa")), NONCES[0], NONCES[1], DH, PROTOCOL_HASHES],
        &[("authenticationMethod", Text("pke")), NONCES[0], NONCES[1], DH, PROTOCOL_HASHES],
        &[
            ("authenticationMethod", Text("psk")),
            NONCES[0],
            NONCES[1],
            DH,
            ("preSharedKeyLength", bytes(112, 8192)),
            PROTOCOL_HASHES,
        ],
    ]),
)];
pub(super) const IKEV2: &[Setting] = &[(
    "capabilities",
    Objects(&[&[
        NONCES[0],
        NONCES[1],
        DH,
        ("derivedKeyingMaterialLength", bytes(1024, 16384)),
        ("derivedKeyingMaterialChildLength", bytes(1024, 16384)),
        PROTOCOL_HASHES,
    ]]),
)];
pub(super) const SRTP: &[Setting] = &[
    ("aesKeyLength", Numbers(&[128, 192, 256])),
    ("supportsZeroKdr", Flag(true)),
    ("kdrExponent", Numbers(KDR_EXPONENTS)),
    ("supports48BitSrtcpIndex", Flag(true)),
];
const KDR_EXPONENTS: &[u64] =
    &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];
pub(super) const SNMP: &[Setting] = &[
    ("engineId", Texts(&["80001f8880e9630000d61ff449", "000000000000000000000002"])),
    ("passwordLength", bytes(64, 8192)),
];
pub(super) const X963: &[Setting] = &[
    ("hashAlg", Texts(X963_HASHES)),
    ("fieldSize", Numbers(&[224, 233, 256, 283, 384, 409, 521, 571])),
    ("sharedInfoLength", bytes(0, 1024)),
    ("keyDataLength", bytes(128, 4096)),
];
const X963_HASHES: &[&str] = &[
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
pub(super) const X942: &[Setting] = &[
    ("kdfType", Texts(&["DER", "concatenation"])),
    ("keyLen", bytes(8, 4096)),
    ("otherInfoLen", bytes(0, 4096)),
    ("suppInfoLen", bytes(0, 4096)),
    ("zzLen", bytes(112, 4096)),
    ("oid", Texts(&["TDES", "AES-128-KW", "AES-192-KW", "AES-256-KW"])),
    ("hashAlg", Texts(HASHES)),
];
const KDF_PRFS: &[&str] = &[
    "CMAC-AES128",
    "CMAC-AES192",
    "CMAC-AES256",
    "HMAC-SHA-1",
    "HMAC-SHA2-224",
    "HMAC-SHA2-256",
    "HMAC-SHA2-384",
    "HMAC-SHA2-512",
    "HMAC-SHA2-512/224",
    "HMAC-SHA2-512/256",
    "HMAC-SHA3-224",
    "HMAC-SHA3-256",
    "HMAC-SHA3-384",
    "HMAC-SHA3-512",
];
