//! What is measured, with the speed asked of Qila.

use std::fmt;

/// Additional data of a sealed message: the header of a TLS 1.2 record.
pub const AAD: [u8; 13] = [0x17; 13];
pub const TAG_SIZE: usize = 16;
/// Keys of every algorithm are a prefix of this.
pub const KEY: [u8; 32] = [0x42; 32];
/// The two keys of XTS differ.
pub const XTS_KEY: [u8; 64] = {
    let mut key = [0x42; 64];
    key[16] = 0x43;
    key[32] = 0x44;
    key
};
pub const IV: [u8; 16] = [0x24; 16];
pub const SALT: [u8; 32] = [0x51; 32];
pub const INFO: [u8; 32] = [0x0f; 32];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    Sha1,
    Sha256,
    Sha512,
    Sha3_256,
    Sha3_512,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Drbg {
    /// With AES-256.
    Ctr,
    /// With SHA-256.
    Hmac,
    /// With SHA-512.
    Hash,
}

/// The fast sets of SLH-DSA, and the smallest of each family.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SlhSet {
    Sha2Small,
    Sha2Fast128,
    Sha2Fast192,
    Sha2Fast256,
    ShakeSmall,
    ShakeFast128,
    ShakeFast192,
    ShakeFast256,
}

impl SlhSet {
    pub const ALL: [Self; 8] = [
        Self::Sha2Small,
        Self::Sha2Fast128,
        Self::Sha2Fast192,
        Self::Sha2Fast256,
        Self::ShakeSmall,
        Self::ShakeFast128,
        Self::ShakeFast192,
        Self::ShakeFast256,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha2Small => "SLH-DSA-SHA2-128s",
            Self::Sha2Fast128 => "SLH-DSA-SHA2-128f",
            Self::Sha2Fast192 => "SLH-DSA-SHA2-192f",
            Self::Sha2Fast256 => "SLH-DSA-SHA2-256f",
            Self::ShakeSmall => "SLH-DSA-SHAKE-128s",
            Self::ShakeFast128 => "SLH-DSA-SHAKE-128f",
            Self::ShakeFast192 => "SLH-DSA-SHAKE-192f",
            Self::ShakeFast256 => "SLH-DSA-SHAKE-256f",
        }
    }

    const fn is_sha2(self) -> bool {
        matches!(self, Self::Sha2Small | Self::Sha2Fast128 | Self::Sha2Fast192 | Self::Sha2Fast256)
    }
}

/// A parameter set of ML-KEM or ML-DSA, by its number.
pub type Set = usize;

/// 25519 or 448.
pub type Curve = usize;

/// The bits of a curve of NIST: 256, 384 or 521.
pub type NistCurve = usize;

/// The bytes of a seed of EdDSA, at the beginning of [`SEED`].
pub const fn seed_size(curve: Curve) -> usize {
    if curve == 25519 { 32 } else { 57 }
}

/// The bytes of a key of X25519 or X448, at the beginning of [`SEED`].
pub const fn key_size(curve: Curve) -> usize {
    if curve == 25519 { 32 } else { 56 }
}

/// The bytes of a ciphertext of ML-KEM.
pub const fn ciphertext_size(set: Set) -> usize {
    match set {
        512 => 768,
        768 => 1088,
        _ => 1568,
    }
}

/// The seed of a key pair, d and z.
pub const SEED: [u8; 64] = [0x42; 64];

/// An operation, without its length in bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// ChaCha20-Poly1305 in place.
    ChaChaSeal,
    /// AES-GCM in place, with the key's bits: a ready key, an IV of 12 bytes that is new for each
    /// message.
    GcmSeal(usize),
    GcmOpen(usize),
    /// AES in place, with the key's bits: a ready key, an IV for each message.
    Ctr(usize),
    CbcEncrypt(usize),
    CbcDecrypt(usize),
    EcbEncrypt(usize),
    /// CFB128.
    CfbDecrypt(usize),
    /// XTS with two keys of AES with so many bits.
    XtsEncrypt(usize),
    XtsDecrypt(usize),
    /// AES-CCM in place, with the key's bits: a nonce of 12 bytes, a tag of 16.
    Ccm(usize),
    /// KW with the key's bits.
    KeyWrap(usize),
    Digest(Hash),
    /// Sixteen messages of a sixteenth of the length; the others hash them one by one.
    Batch(Hash),
    /// SHAKE of this strength: 32 bytes of output.
    Shake(usize),
    /// The key is taken for each message.
    Hmac(Hash),
    /// CMAC with AES, with the key's bits: a ready key.
    Cmac(usize),
    /// KMAC of this strength; the key is taken for each message, the tag is twice as long.
    Kmac(usize),
    /// Both steps: 32 bytes out of a secret, a salt and info of 32 bytes each.
    Hkdf(Hash),
    /// PBKDF2 with 1000 iterations: 32 bytes.
    Pbkdf2(Hash),
    /// A key pair out of random bytes, without a test of it: the encapsulation key in bytes.
    KemGenerate(Set),
    /// What a program calls for a key pair: Qila's has passed its pairwise consistency test.
    KemGenerateTested(Set),
    /// A secret for an encapsulation key that comes in bytes, with all checks of it.
    KemEncapsulate(Set),
    /// The secret of a ciphertext, with a ready key.
    KemDecapsulate(Set),
    /// What a program calls for a signing key: Qila's has passed its pairwise consistency test.
    DsaGenerate(Set),
    /// A hedged signature of 32 bytes with a ready key, another message each time.
    DsaSign(Set),
    /// The verification of a signature by a key that comes in bytes.
    DsaVerify(Set),
    /// What a program calls for a signing key of SLH-DSA.
    SlhGenerate(SlhSet),
    /// A hedged signature of 32 bytes with a ready key, another message each time.
    SlhSign(SlhSet),
    /// The verification of a signature by a key that comes in bytes.
    SlhVerify(SlhSet),
    /// A key pair of ECDSA out of random bytes, without a test of it.
    EcGenerate(NistCurve),
    /// What a program calls for a key pair: Qila's has passed its pairwise consistency test.
    EcGenerateTested(NistCurve),
    /// A signature of 32 bytes with a ready key, another message each time. SHA-256 goes with
    /// P-256, SHA-384 with P-384, SHA-512 with P-521.
    EcSign(NistCurve),
    /// The verification of a signature with a ready key.
    EcVerify(NistCurve),
    /// A shared secret with a ready private key and a public key in bytes.
    EcAgree(NistCurve),
    /// A signature of 32 bytes with a ready key, by Ed25519 or Ed448.
    EdSign(Curve),
    /// The verification of a signature with a ready key.
    EdVerify(Curve),
    /// The verification of 64 signatures of Ed25519; the others verify them one by one.
    EdBatch,
    /// The public half of a private key of X25519 or X448, which comes in bytes.
    XdhPublic(Curve),
    /// A shared secret with a ready private key and a public key in bytes.
    XdhAgree(Curve),
    /// 64 shared secrets of X25519 with ready private keys and public keys in bytes; the others
    /// agree one by one.
    XdhBatch,
    /// A generator of SP 800-90A by itself.
    Drbg(Drbg),
    /// What a program calls for random bytes.
    Random,
}

/// A line of the table.
pub struct Row {
    pub operation: Operation,
    pub len: usize,
    /// The ratio to the best peer that is asked of Qila, 1 for the same time, more is faster.
    pub target: Option<f64>,
}

impl Row {
    const fn new(operation: Operation, len: usize, target: f64) -> Self {
        Self { operation, len, target: Some(target) }
    }

    const fn untargeted(operation: Operation, len: usize) -> Self {
        Self { operation, len, target: None }
    }
}

/// Every row, in the table's order.
pub fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let gcm_targets = [(16, 1.8), (64, 1.8), (256, 1.8), (1350, 1.4), (16384, 1.0)];
    for bits in [128, 256] {
        for operation in [Operation::GcmSeal(bits), Operation::GcmOpen(bits)] {
            rows.extend(gcm_targets.map(|(len, target)| Row::new(operation, len, target)));
        }
    }
    for bits in [128, 256] {
        let target = if bits == 256 { Row::new } else { |operation, len, _| Row::untargeted(operation, len) };
        rows.push(Row::untargeted(Operation::Ctr(bits), 1344));
        rows.push(target(Operation::Ctr(bits), 16384, 1.8));
        rows.push(Row::new(Operation::CbcEncrypt(bits), 16384, 1.0));
        rows.push(Row::untargeted(Operation::CbcDecrypt(bits), 1344));
        rows.push(Row::new(Operation::CbcDecrypt(bits), 16384, 1.2));
        rows.push(target(Operation::EcbEncrypt(bits), 16384, 1.8));
        rows.push(Row::new(Operation::CfbDecrypt(bits), 16384, 1.2));
        rows.push(Row::untargeted(Operation::XtsEncrypt(bits), 512));
        rows.push(Row::new(Operation::XtsEncrypt(bits), 16384, 1.0));
        rows.push(Row::new(Operation::XtsDecrypt(bits), 16384, 1.0));
    }
    rows.extend([
        Row::untargeted(Operation::Ccm(128), 64),
        Row::new(Operation::Ccm(128), 16384, 1.0),
        Row::new(Operation::Ccm(256), 16384, 1.0),
        Row::untargeted(Operation::ChaChaSeal, 64),
        Row::untargeted(Operation::ChaChaSeal, 1350),
        Row::new(Operation::ChaChaSeal, 16384, 1.0),
        Row::new(Operation::KeyWrap(128), 32, 1.3),
        Row::new(Operation::KeyWrap(256), 32, 1.3),
        Row::new(Operation::Digest(Hash::Sha256), 64, 1.0),
        Row::new(Operation::Digest(Hash::Sha256), 16384, 1.0),
        Row::untargeted(Operation::Digest(Hash::Sha512), 64),
        Row::new(Operation::Digest(Hash::Sha512), 16384, 1.0),
        Row::new(Operation::Batch(Hash::Sha256), 1024, 2.0),
        Row::new(Operation::Batch(Hash::Sha512), 1024, 3.0),
        Row::new(Operation::Batch(Hash::Sha3_256), 1024, 3.0),
        Row::untargeted(Operation::Digest(Hash::Sha1), 64),
        Row::new(Operation::Digest(Hash::Sha1), 16384, 1.2),
        Row::new(Operation::Digest(Hash::Sha3_256), 64, 1.1),
        Row::new(Operation::Digest(Hash::Sha3_256), 16384, 1.1),
        Row::new(Operation::Digest(Hash::Sha3_512), 64, 1.1),
        Row::new(Operation::Digest(Hash::Sha3_512), 16384, 1.1),
        Row::new(Operation::Shake(128), 64, 1.1),
        Row::new(Operation::Shake(128), 16384, 1.1),
        Row::new(Operation::Shake(256), 64, 1.1),
        Row::new(Operation::Shake(256), 16384, 1.1),
        Row::new(Operation::Hmac(Hash::Sha256), 64, 1.2),
        Row::untargeted(Operation::Hmac(Hash::Sha256), 16384),
        Row::new(Operation::Hmac(Hash::Sha512), 64, 1.2),
        Row::untargeted(Operation::Cmac(128), 64),
        Row::new(Operation::Cmac(128), 16384, 1.0),
        Row::new(Operation::Cmac(256), 16384, 1.0),
        Row::new(Operation::Kmac(128), 64, 1.1),
        Row::new(Operation::Kmac(128), 16384, 1.1),
        Row::new(Operation::Kmac(256), 64, 1.1),
        Row::new(Operation::Kmac(256), 16384, 1.1),
        Row::new(Operation::Hkdf(Hash::Sha256), 32, 1.2),
        Row::new(Operation::Hkdf(Hash::Sha512), 32, 1.2),
        Row::new(Operation::Pbkdf2(Hash::Sha256), 32, 1.4),
        Row::new(Operation::Pbkdf2(Hash::Sha512), 32, 1.1),
        Row::new(Operation::Drbg(Drbg::Ctr), 32, 1.0),
        Row::new(Operation::Drbg(Drbg::Ctr), 16384, 1.5),
        Row::untargeted(Operation::Drbg(Drbg::Hmac), 32),
        Row::new(Operation::Drbg(Drbg::Hmac), 16384, 1.3),
        Row::untargeted(Operation::Drbg(Drbg::Hash), 32),
        Row::new(Operation::Drbg(Drbg::Hash), 16384, 1.3),
        Row::untargeted(Operation::Random, 32),
        Row::untargeted(Operation::Random, 16384),
    ]);
    for set in [512, 768, 1024] {
        let len = ciphertext_size(set);
        rows.push(Row::new(Operation::KemGenerate(set), len, 1.0));
        rows.push(Row::untargeted(Operation::KemGenerateTested(set), len));
        rows.push(Row::new(Operation::KemEncapsulate(set), len, 1.0));
        rows.push(Row::new(Operation::KemDecapsulate(set), len, 1.0));
    }
    for set in [44, 65, 87] {
        rows.push(Row::untargeted(Operation::DsaGenerate(set), 32));
        rows.push(Row::new(Operation::DsaSign(set), 32, 1.0));
        rows.push(Row::new(Operation::DsaVerify(set), 32, 1.0));
    }
    for set in SlhSet::ALL {
        let asked = if set.is_sha2() { 2.5 } else { 2.0 };
        rows.push(Row::new(Operation::SlhGenerate(set), 32, asked));
        rows.push(Row::new(Operation::SlhSign(set), 32, asked));
        rows.push(Row::new(Operation::SlhVerify(set), 32, 1.2));
    }
    for curve in [256, 384, 521] {
        rows.push(Row::new(Operation::EcGenerate(curve), 32, 1.0));
        rows.push(Row::untargeted(Operation::EcGenerateTested(curve), 32));
        rows.push(Row::new(Operation::EcSign(curve), 32, 1.0));
        rows.push(Row::new(Operation::EcVerify(curve), 32, 1.0));
        rows.push(Row::new(Operation::EcAgree(curve), 32, 1.0));
    }
    for (curve, target) in [(25519, 1.0), (448, 1.5)] {
        rows.push(Row::new(Operation::EdSign(curve), 32, target));
        rows.push(Row::new(Operation::EdVerify(curve), 32, target));
        rows.push(Row::untargeted(Operation::XdhPublic(curve), key_size(curve)));
        rows.push(Row::new(Operation::XdhAgree(curve), key_size(curve), target));
    }
    rows.push(Row::new(Operation::EdBatch, 32, 2.0));
    rows.push(Row::new(Operation::XdhBatch, 32, 2.5));
    rows
}

impl Operation {
    /// Whether a second call on the same buffer would fail, so that it must be filled again.
    pub fn consumes(self) -> bool {
        matches!(self, Self::GcmOpen(_))
    }

    /// Whether all peers must give the same bytes.
    pub fn is_deterministic(self) -> bool {
        let is_fresh = matches!(self, Self::KemGenerate(_) | Self::KemGenerateTested(_) | Self::KemEncapsulate(_))
            || matches!(self, Self::DsaGenerate(_) | Self::DsaSign(_))
            || matches!(self, Self::SlhGenerate(_) | Self::SlhSign(_))
            || matches!(self, Self::EcGenerate(_) | Self::EcGenerateTested(_) | Self::EcSign(_) | Self::EcAgree(_));
        !(is_fresh || matches!(self, Self::Drbg(_) | Self::Random))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha512 => "SHA-512",
            Self::Sha3_256 => "SHA3-256",
            Self::Sha3_512 => "SHA3-512",
        })
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ChaChaSeal => f.write_str("ChaCha20-Poly1305 seal"),
            Self::GcmSeal(bits) => write!(f, "AES-{bits}-GCM seal"),
            Self::GcmOpen(bits) => write!(f, "AES-{bits}-GCM open"),
            Self::Ctr(bits) => write!(f, "AES-{bits}-CTR"),
            Self::CbcEncrypt(bits) => write!(f, "AES-{bits}-CBC encrypt"),
            Self::CbcDecrypt(bits) => write!(f, "AES-{bits}-CBC decrypt"),
            Self::EcbEncrypt(bits) => write!(f, "AES-{bits}-ECB encrypt"),
            Self::CfbDecrypt(bits) => write!(f, "AES-{bits}-CFB128 decrypt"),
            Self::XtsEncrypt(bits) => write!(f, "AES-{bits}-XTS encrypt"),
            Self::XtsDecrypt(bits) => write!(f, "AES-{bits}-XTS decrypt"),
            Self::Ccm(bits) => write!(f, "AES-{bits}-CCM seal"),
            Self::KeyWrap(bits) => write!(f, "AES-{bits}-KW wrap"),
            Self::Batch(hash) => write!(f, "{hash}, 16 messages"),
            Self::Digest(hash) => write!(f, "{hash}"),
            Self::Shake(bits) => write!(f, "SHAKE{bits}"),
            Self::Hmac(hash) => write!(f, "HMAC-{hash}"),
            Self::Cmac(bits) => write!(f, "CMAC-AES-{bits}"),
            Self::Kmac(bits) => write!(f, "KMAC{bits}"),
            Self::Hkdf(hash) => write!(f, "HKDF-{hash}"),
            Self::Pbkdf2(hash) => write!(f, "PBKDF2-{hash}"),
            Self::Drbg(Drbg::Ctr) => write!(f, "CTR_DRBG-AES-256"),
            Self::Drbg(Drbg::Hmac) => write!(f, "HMAC_DRBG-SHA-256"),
            Self::Drbg(Drbg::Hash) => write!(f, "Hash_DRBG-SHA-512"),
            Self::Random => write!(f, "random bytes"),
            Self::DsaGenerate(set) => write!(f, "ML-DSA-{set} key pair, as offered"),
            Self::DsaSign(set) => write!(f, "ML-DSA-{set} sign"),
            Self::DsaVerify(set) => write!(f, "ML-DSA-{set} verify"),
            Self::SlhGenerate(set) => write!(f, "{} key pair, as offered", set.name()),
            Self::SlhSign(set) => write!(f, "{} sign", set.name()),
            Self::SlhVerify(set) => write!(f, "{} verify", set.name()),
            Self::EcGenerate(curve) => write!(f, "ECDSA P-{curve} key pair"),
            Self::EcGenerateTested(curve) => write!(f, "ECDSA P-{curve} key pair, as offered"),
            Self::EcSign(curve) => write!(f, "ECDSA P-{curve} sign"),
            Self::EcVerify(curve) => write!(f, "ECDSA P-{curve} verify"),
            Self::EcAgree(curve) => write!(f, "ECDH P-{curve} agree"),
            Self::EdBatch => f.write_str("Ed25519 verify, 64 signatures"),
            Self::EdSign(curve) => write!(f, "Ed{curve} sign"),
            Self::EdVerify(curve) => write!(f, "Ed{curve} verify"),
            Self::XdhPublic(curve) => write!(f, "X{curve} public key"),
            Self::XdhBatch => f.write_str("X25519 agree, 64 pairs"),
            Self::XdhAgree(curve) => write!(f, "X{curve} agree"),
            Self::KemGenerate(set) => write!(f, "ML-KEM-{set} key pair"),
            Self::KemGenerateTested(set) => write!(f, "ML-KEM-{set} key pair, as offered"),
            Self::KemEncapsulate(set) => write!(f, "ML-KEM-{set} encapsulate"),
            Self::KemDecapsulate(set) => write!(f, "ML-KEM-{set} decapsulate"),
        }
    }
}
