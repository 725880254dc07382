//! Block ciphers and their modes, in the words of ACVP.

use super::super::{Algorithm, Capability, Domain, Setting};
use super::{BOTH_DIRECTIONS, KEY_LENGTHS, bytes};
use crate::kernels::{aes, gcm};
use crate::module::cast;
use Capability::{Flag, Number, Numbers, Objects, Range, Text, Texts};

/// AES in a mode without authentication.
pub(super) const fn aes_mode(
    name: &'static str,
    service: &'static str,
    capabilities: &'static [Setting],
) -> Algorithm {
    Algorithm {
        name,
        mode: "",
        revision: "1.0",
        standard: "SP 800-38A",
        prerequisites: &[],
        capabilities,
        self_test: &cast::aes::AES,
        kernel: aes::kernel_name,
        service,
    }
}

pub(super) const CTR: &[Setting] = &[
    BOTH_DIRECTIONS,
    KEY_LENGTHS,
    ("payloadLen", bytes(8, 128)),
    ("incrementalCounter", Flag(true)),
    ("overflowCounter", Flag(true)),
    ("performCounterTests", Flag(true)),
];

pub(super) const CMAC: &[Setting] = &[(
    "capabilities",
    Objects(&[&[
        ("direction", Texts(&["gen", "ver"])),
        KEY_LENGTHS,
        ("msgLen", bytes(0, 524_288)),
        ("macLen", bytes(32, 128)),
    ]]),
)];

const TAG_LENGTHS: Setting = ("tagLen", Numbers(&[96, 104, 112, 120, 128]));
const SHORT_TAG_LENGTHS: Setting = ("tagLen", Numbers(&[32, 64]));
const AAD_LENGTHS: Setting = ("aadLen", bytes(0, 65536));
const PAYLOAD_LENGTHS: Setting = ("payloadLen", bytes(0, 65536));
/// The longest payload and additional data with short tags in bits: together what a tag of 32 bits
/// may protect (SP 800-38D appendix C).
const SHORT: u64 = 8 * 1024 / 2;
const OPENING: Setting = ("direction", Texts(&["decrypt"]));
/// An IV as it came with the message.
const ANY_IV: [Setting; 2] = [("ivLen", bytes(8, 1024)), ("ivGen", Text("external"))];
/// An IV made inside (SP 800-38D section 8.2.2).
const OWN_IV: [Setting; 3] = [("ivLen", Numbers(&[96])), ("ivGen", Text("internal")), ("ivGenMode", Text("8.2.2"))];
/// An IV made inside of a name and a count (SP 800-38D section 8.2.1).
const COUNTED_IV: [Setting; 3] =
    [("ivLen", Numbers(&[96])), ("ivGen", Text("internal")), ("ivGenMode", Text("8.2.1"))];
const SEALING: Setting = ("direction", Texts(&["encrypt"]));

/// Sealing with IVs made inside, and opening.
pub(super) const GCM: &[Setting] =
    &[BOTH_DIRECTIONS, KEY_LENGTHS, OWN_IV[0], OWN_IV[1], OWN_IV[2], PAYLOAD_LENGTHS, AAD_LENGTHS, TAG_LENGTHS];
/// The same with short tags.
pub(super) const GCM_SHORT: &[Setting] = &[
    BOTH_DIRECTIONS,
    KEY_LENGTHS,
    OWN_IV[0],
    OWN_IV[1],
    OWN_IV[2],
    ("payloadLen", bytes(0, SHORT)),
    ("aadLen", bytes(0, SHORT)),
    SHORT_TAG_LENGTHS,
];
/// Sealing with IVs that count.
pub(super) const GCM_COUNTED: &[Setting] =
    &[SEALING, KEY_LENGTHS, COUNTED_IV[0], COUNTED_IV[1], COUNTED_IV[2], PAYLOAD_LENGTHS, AAD_LENGTHS, TAG_LENGTHS];
/// Opening with an IV of any length.
pub(super) const GCM_OPENING: &[Setting] =
    &[OPENING, KEY_LENGTHS, ANY_IV[0], ANY_IV[1], PAYLOAD_LENGTHS, AAD_LENGTHS, TAG_LENGTHS];

pub(super) const GMAC: &[Setting] =
    &[BOTH_DIRECTIONS, KEY_LENGTHS, OWN_IV[0], OWN_IV[1], OWN_IV[2], AAD_LENGTHS, TAG_LENGTHS];
pub(super) const GMAC_COUNTED: &[Setting] =
    &[SEALING, KEY_LENGTHS, COUNTED_IV[0], COUNTED_IV[1], COUNTED_IV[2], AAD_LENGTHS, TAG_LENGTHS];
pub(super) const GMAC_SHORT: &[Setting] =
    &[BOTH_DIRECTIONS, KEY_LENGTHS, OWN_IV[0], OWN_IV[1], OWN_IV[2], ("aadLen", bytes(0, SHORT)), SHORT_TAG_LENGTHS];
pub(super) const GMAC_VERIFICATION: &[Setting] =
    &[OPENING, KEY_LENGTHS, ANY_IV[0], ANY_IV[1], AAD_LENGTHS, TAG_LENGTHS];

/// CMAC.
pub(super) const fn cmac(service: &'static str, capabilities: &'static [Setting]) -> Algorithm {
    Algorithm {
        standard: "SP 800-38B",
        prerequisites: &["AES"],
        self_test: &cast::cmac::CMAC,
        ..aes_mode("CMAC-AES", service, capabilities)
    }
}

/// Key wrapping.
pub(super) const fn key_wrap(
    name: &'static str,
    service: &'static str,
    capabilities: &'static [Setting],
) -> Algorithm {
    let base = aes_mode(name, service, capabilities);
    Algorithm { standard: "SP 800-38F", prerequisites: &["AES"], self_test: &cast::key_wrap::AES_KW, ..base }
}

const KW_CIPHER: Setting = ("kwCipher", Texts(&["cipher", "inverse"]));
pub(super) const KW: &[Setting] =
    &[BOTH_DIRECTIONS, KEY_LENGTHS, KW_CIPHER, ("payloadLen", Range(Domain { min: 128, max: 4096, increment: 64 }))];
pub(super) const KWP: &[Setting] = &[BOTH_DIRECTIONS, KEY_LENGTHS, KW_CIPHER, ("payloadLen", bytes(8, 4096))];

/// CCM.
pub(super) const fn ccm(capabilities: &'static [Setting]) -> Algorithm {
    let base = aes_mode("ACVP-AES-CCM", "aead::AesCcmKey", capabilities);
    Algorithm { standard: "SP 800-38C", prerequisites: &["AES"], self_test: &cast::ccm::AES_CCM, ..base }
}

pub(super) const CCM: &[Setting] = &[
    KEY_LENGTHS,
    ("tagLen", Numbers(&[32, 48, 64, 80, 96, 112, 128])),
    ("ivLen", bytes(56, 104)),
    ("payloadLen", bytes(0, 256)),
    ("aadLen", bytes(0, 524_288)),
];

/// GCM, or GMAC, which is GCM without payload.
pub(super) const fn gcm(name: &'static str, service: &'static str, capabilities: &'static [Setting]) -> Algorithm {
    Algorithm {
        name,
        mode: "",
        revision: "1.0",
        standard: "SP 800-38D",
        prerequisites: &["AES", "DRBG"],
        capabilities,
        self_test: &cast::gcm::AES_GCM,
        kernel: gcm::kernel_name,
        service,
    }
}

/// CBC with ciphertext stealing.
pub(super) const fn cbc_cs(name: &'static str) -> Algorithm {
    let base = aes_mode(name, "cipher::AesKey::cbc_cs_encrypt", CBC_CS);
    Algorithm { standard: "SP 800-38A addendum", self_test: &cast::cts::AES_CBC_CS, ..base }
}

const CBC_CS: &[Setting] =
    &[BOTH_DIRECTIONS, KEY_LENGTHS, ("payloadLen", Range(Domain { min: 128, max: 65536, increment: 1 }))];

/// CFB.
pub(super) const fn cfb(name: &'static str) -> Algorithm {
    let base = aes_mode(name, "cipher::AesKey::cfb_encrypt", &[BOTH_DIRECTIONS, KEY_LENGTHS]);
    Algorithm { self_test: &cast::cfb::AES_CFB, ..base }
}

/// OFB.
pub(super) const fn ofb() -> Algorithm {
    let base = aes_mode("ACVP-AES-OFB", "cipher::AesKey::ofb_apply", &[BOTH_DIRECTIONS, KEY_LENGTHS]);
    Algorithm { self_test: &cast::ofb::AES_OFB, ..base }
}

/// FF1, with the radices of a few alphabets.
pub(super) const fn ff1() -> Algorithm {
    let base = aes_mode("ACVP-AES-FF1", "cipher::AesKey::ff1_encrypt", FF1);
    Algorithm { standard: "SP 800-38G", prerequisites: &["AES"], self_test: &cast::ff1::AES_FF1, ..base }
}

const FF1: &[Setting] = &[
    BOTH_DIRECTIONS,
    KEY_LENGTHS,
    ("tweakLen", bytes(0, 128)),
    (
        "capabilities",
        Objects(&[
            &[("alphabet", Text("01")), ("radix", Number(2)), ("minLen", Number(20)), ("maxLen", Number(1024))],
            &[
                ("alphabet", Text("0123456789")),
                ("radix", Number(10)),
                ("minLen", Number(6)),
                ("maxLen", Number(256)),
            ],
            &[
                ("alphabet", Text("abcdefghijklmnopqrstuvwxyz")),
                ("radix", Number(26)),
                ("minLen", Number(5)),
                ("maxLen", Number(256)),
            ],
            &[
                ("alphabet", Text("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/")),
                ("radix", Number(64)),
                ("minLen", Number(4)),
                ("maxLen", Number(256)),
            ],
        ]),
    ),
];

/// XTS.
pub(super) const fn xts() -> Algorithm {
    let base = aes_mode("ACVP-AES-XTS", "cipher::AesXtsKey", XTS);
    Algorithm { revision: "2.0", standard: "SP 800-38E", self_test: &cast::xts::AES_XTS, ..base }
}

const XTS: &[Setting] = &[
    BOTH_DIRECTIONS,
    ("keyLen", Numbers(&[128, 256])),
    ("payloadLen", bytes(128, 65536)),
    ("dataUnitLenMatchesPayload", Flag(false)),
    ("dataUnitLen", bytes(128, 65536)),
    ("tweakMode", Texts(&["hex", "number"])),
];
