//! RSA, as a validation programme wants to hear of it.

use super::HASHES;
use super::agreement::{CONFIRMING_MACS, DERIVATIONS, OWN_ID};
use crate::kernels::limbs;
use crate::module::cast::rsa::RSA;
use crate::module::catalogue::Capability::{Flag, Number, Numbers, Object, Objects, Text, Texts};
use crate::module::catalogue::{Algorithm, Setting};

/// RSA in a mode and a revision of its tests.
pub(super) const fn rsa(
    mode: &'static str,
    revision: &'static str,
    standard: &'static str,
    service: &'static str,
    capabilities: &'static [Setting],
) -> Algorithm {
    Algorithm {
        name: "RSA",
        mode,
        revision,
        standard,
        prerequisites: &["DRBG", "SHA"],
        capabilities,
        self_test: &RSA,
        kernel: limbs::slices::kernel_name,
        service,
    }
}

/// The properties of a size in bits for probable primes.
macro_rules! generated {
    ($($bits:literal)+) => {
        Objects(&[$(&[
            ("modulo", Number($bits)),
            ("primeTest", Texts(&["2pow100"])),
            ("pMod8", Number(0)),
            ("qMod8", Number(0)),
        ]),+])
    };
}

/// Hash functions with the longest salt of each.
macro_rules! pairs {
    ($($hash:literal $salt:literal)+) => {
        Objects(&[$(&[("hashAlg", Text($hash)), ("saltLen", Number($salt))]),+])
    };
}

/// Every size in bits with the same pairs and masks.
macro_rules! properties {
    ($($bits:literal)+; $masks:expr, $pairs:expr) => {
        Objects(&[$(&[("modulo", Number($bits)), ("maskFunction", Texts($masks)), ("hashPair", $pairs)]),+])
    };
}

pub(super) const KEY_GENERATION: &[Setting] = &[
    ("pubExpMode", Text("fixed")),
    ("fixedPubExp", Text("010001")),
    ("keyFormat", Text("standard")),
    (
        "capabilities",
        Objects(&[&[("randPQ", Text("probable")), ("properties", generated!(2048 3072 4096 6144 8192))]]),
    ),
];

/// The approved functions, with salts as long as the value.
macro_rules! approved {
    ($($more:tt)*) => {
        pairs!(
            "SHA2-224" 28 "SHA2-256" 32 "SHA2-384" 48 "SHA2-512" 64 "SHA2-512/224" 28 "SHA2-512/256" 32
            "SHA3-224" 28 "SHA3-256" 32 "SHA3-384" 48 "SHA3-512" 64 $($more)*
        )
    };
}

const FORMS: Setting = (
    "capabilities",
    Objects(&[
        &[("sigType", Text("pkcs1v1.5")), ("properties", properties!(2048 3072 4096; &["none"], approved!()))],
        &[
            ("sigType", Text("pss")),
            (
                "properties",
                properties!(2048 3072 4096; &["mgf1", "shake-128", "shake-256"], approved!("SHAKE-128" 32 "SHAKE-256" 64)),
            ),
        ],
    ]),
);

pub(super) const SIGNING: &[Setting] = &[FORMS];
pub(super) const VERIFYING: &[Setting] = &[("pubExpMode", Text("random")), FORMS];

/// What is verified as legacy: shorter keys, and SHA-1.
pub(super) const VERIFYING_LEGACY: &[Setting] = &[
    ("pubExpMode", Text("random")),
    (
        "capabilities",
        Objects(&[
            &[
                ("sigType", Text("pkcs1v1.5")),
                ("properties", properties!(1024 2048; &["none"], pairs!("SHA-1" 20 "SHA2-256" 32))),
            ],
            &[
                ("sigType", Text("pss")),
                ("properties", properties!(1024 2048; &["mgf1"], pairs!("SHA-1" 20 "SHA2-256" 32))),
            ],
        ]),
    ),
];

pub(super) const DECRYPTING: &[Setting] = &[
    ("modulo", Numbers(&[2048, 3072, 4096])),
    ("keyFormat", Texts(&["standard", "crt"])),
    ("pubExpMode", Text("random")),
];

/// The secrets of KAS1 and KAS2.
pub(super) const AGREEMENT: Algorithm = Algorithm {
    name: "KAS-IFC-SSC",
    prerequisites: &["DRBG"],
    ..rsa("", "Sp800-56Br2", "SP 800-56B r2", "rsa::EncryptionKey::encapsulate", SECRETS)
};

/// Both sides of a scheme, without what follows the secret.
macro_rules! scheme {
    ($name:literal) => {
        Object(&[
            ("scheme", Text($name)),
            ("kasMode", Text("noKdfNoKc")),
            ("kasRole", Texts(&["initiator", "responder"])),
        ])
    };
}

const KEYS: Setting = ("keyGenerationMethods", Texts(&["rsakpg1-basic", "rsakpg1-prime-factor", "rsakpg1-crt"]));
const ALL_SIZES: Setting = ("modulo", Numbers(&[2048, 3072, 4096, 6144, 8192]));
const EXPONENT: Setting = ("fixedPubExp", Text("010001"));

const SECRETS: &[Setting] =
    &[("scheme", Object(&[("kaS1", scheme!("KAS1")), ("kaS2", scheme!("KAS2"))])), KEYS, ALL_SIZES, EXPONENT];

/// KAS1 and KAS2 as a whole.
pub(super) const SCHEMES: Algorithm = Algorithm {
    name: "KAS-IFC",
    prerequisites: &["DRBG"],
    ..rsa("", "Sp800-56Br2", "SP 800-56B r2", "kas::Agreed", WHOLE)
};

/// A scheme as a whole, with what is peculiar to it.
macro_rules! whole {
    ($name:literal, $mode:literal, $($more:expr),+) => {
        Object(&[
            ("scheme", Text($name)),
            ("kasMode", Text($mode)),
            ("kasRole", Texts(&["initiator", "responder"])),
            $($more),+
        ])
    };
}

const DERIVED: Setting = ("kdfMethods", DERIVATIONS);
const CONFIRMED: Setting = ("macMethods", CONFIRMING_MACS);
const LENGTH: Setting = ("l", Number(512));

const WHOLE: &[Setting] = &[
    OWN_ID,
    (
        "scheme",
        Object(&[
            ("kaS1-basic", whole!("KAS1-basic", "kdfNoKc", DERIVED, LENGTH)),
            ("kaS1-Party_V-confirmation", whole!("KAS1-Party_V-confirmation", "kdfKc", DERIVED, CONFIRMED, LENGTH)),
            ("kaS2-basic", whole!("KAS2-basic", "kdfNoKc", DERIVED, LENGTH)),
            (
                "kaS2-bilateral-confirmation",
                whole!("KAS2-bilateral-confirmation", "kdfKc", DERIVED, CONFIRMED, LENGTH),
            ),
            ("kaS2-Party_U-confirmation", whole!("KAS2-Party_U-confirmation", "kdfKc", DERIVED, CONFIRMED, LENGTH)),
            ("kaS2-Party_V-confirmation", whole!("KAS2-Party_V-confirmation", "kdfKc", DERIVED, CONFIRMED, LENGTH)),
        ]),
    ),
    KEYS,
    ALL_SIZES,
    EXPONENT,
];

/// KTS-OAEP.
pub(super) const TRANSPORT: Algorithm =
    Algorithm { name: "KTS-IFC", ..rsa("", "Sp800-56Br2", "SP 800-56B r2", "rsa::EncryptionKey::transport", OAEP) };

const LABELLED: Setting = (
    "ktsMethod",
    Object(&[
        ("hashAlgs", Texts(HASHES)),
        ("supportsNullAssociatedData", Flag(true)),
        ("associatedDataPattern", Text("l||uPartyInfo||vPartyInfo||label")),
        ("encoding", Texts(&["concatenation"])),
    ]),
);
/// That of the longest key, with its MAC key, for each hash function and the shortest n.
const TRANSPORTED: Setting = ("l", Number(1008));

const OAEP: &[Setting] = &[
    OWN_ID,
    (
        "scheme",
        Object(&[
            ("ktS-OAEP-basic", whole!("KTS-OAEP-basic", "noKdfNoKc", LABELLED, TRANSPORTED)),
            (
                "ktS-OAEP-Party_V-confirmation",
                whole!("KTS-OAEP-Party_V-confirmation", "noKdfKc", LABELLED, CONFIRMED, TRANSPORTED),
            ),
        ]),
    ),
    KEYS,
    ALL_SIZES,
    EXPONENT,
];
