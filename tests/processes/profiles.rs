//! What each profile of the policy approves: every rule on both sides, wherever the profiles
//! differ. In a process of its own, because the profile is a setting of the process.

mod curves;
mod ecdh;
mod ecdsa;
mod hash_based;
mod lattices;
mod rsa;
mod taken;

use crate::common::child;
use crate::common::operations::{OPERATIONS, OUTPUT, SENTINEL};
use curves::CURVES;
use ecdh::ECDH;
use ecdsa::ECDSA;
use hash_based::HASH_BASED;
use lattices::LATTICES;
use qila::admin::{self, Policy, Profile, Transition, catalogue};
use qila::aead::{
    AesCcmKey, AesGcmKey, AesGcmSivKey, AsconAead128Key, ChaCha20Poly1305Key, Packets32, Packets64, TagLength,
};
use qila::cipher::{AesKey, AesXtsKey};
use qila::hash::HashAlgorithm::{self, Sha1, Sha3_256, Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use qila::hash::{self, AsconHash256};
use qila::kdf::{
    Authentication, DynHkdf, Exchange, IkeV1, IkeV2, KeyBasedKdf, OneStep, Pbkdf2, Srtp, Ssh, Tls12, Tls13, X942,
    X963, kmac_kdf_indicator, snmp_indicator,
};
use qila::key_wrap::KeyWrapKey;
use qila::mac::{CmacKey, DynHmacKey, GmacKey, HmacKey, KmacKey};
use qila::random::{Drbg, Mechanism};
use qila::xof::XofAlgorithm::{Shake128, Shake256};
use qila::xof::{AsconXof, ParallelHash, TupleHash, Xof};
use qila::{Error, Indicator, Reason, Result, lab};
use rsa::RSA;
use taken::{OF_CNSA, OF_THE_TIME_AFTER_2030};

/// Why a service is refused under `baseline112`, `strict128`, `cnsa2` and `pakistan`, if it is.
type Verdicts = [Option<Reason>; 4];

const O: Option<Reason> = Some(Reason::OutsideProfile);
const S: Option<Reason> = Some(Reason::KeyTooShort);
const T: Option<Reason> = Some(Reason::TagTooShort);
const W: Option<Reason> = Some(Reason::WeakPasswordDerivation);
const N: Option<Reason> = Some(Reason::NotApprovedAlgorithm);
const I: Option<Reason> = Some(Reason::InputTooShort);

const ALWAYS: Verdicts = [None; 4];
const NOT_CNSA: Verdicts = [None, None, O, None];
const BASELINE_ONLY: Verdicts = [None, O, O, O];
const NEVER: Verdicts = [O; 4];
/// Of a secret of 128 bits and more, but less than 256.
const SHORT_FOR_CNSA: Verdicts = [None, None, S, None];
/// Of a secret of 112 bits and more, but less than 128.
const SHORT_BUT_FOR_BASELINE: Verdicts = [None, S, S, S];
const TOO_SHORT: Verdicts = [S; 4];
/// The same of an algorithm that is no part of CNSA 2.0, whatever its secret.
const SHORT_NOT_CNSA: Verdicts = [None, S, O, S];
const TOO_SHORT_NOT_CNSA: Verdicts = [S, S, O, S];

/// A service: what it is, what each profile says of it, and how it is made.
type Row = (&'static str, Verdicts, fn() -> Result<Indicator>);

const KEY: [u8; 64] = {
    let mut key = [0x42; 64];
    key[63] = 0x43; // the halves of a key of XTS differ
    key
};

const AES: &[Row] = &[
    ("AES-128", NOT_CNSA, || Ok(AesKey::new(&KEY[..16])?.indicator())),
    ("AES-192", NOT_CNSA, || Ok(AesKey::new(&KEY[..24])?.indicator())),
    ("AES-256", ALWAYS, || Ok(AesKey::new(&KEY[..32])?.indicator())),
    ("ECB encryption with AES-128", BASELINE_ONLY, || Ok(AesKey::new(&KEY[..16])?.ecb_encrypt_indicator())),
    ("ECB encryption with AES-256", BASELINE_ONLY, || Ok(AesKey::new(&KEY[..32])?.ecb_encrypt_indicator())),
    ("XTS with AES-128", NOT_CNSA, || Ok(AesXtsKey::new(&KEY[32..])?.indicator())),
    ("XTS with AES-256", ALWAYS, || Ok(AesXtsKey::new(&KEY)?.indicator())),
    ("KW with AES-192", NOT_CNSA, || Ok(KeyWrapKey::new(&KEY[..24])?.indicator())),
    ("KW with AES-256", ALWAYS, || Ok(KeyWrapKey::new(&KEY[..32])?.indicator())),
    ("CMAC with AES-192", NOT_CNSA, || Ok(CmacKey::new(&KEY[..24])?.indicator())),
    ("CMAC with AES-256", ALWAYS, || Ok(CmacKey::new(&KEY[..32])?.indicator())),
    ("CCM with AES-192", NOT_CNSA, || Ok(AesCcmKey::new(&KEY[..24])?.indicator())),
    ("CCM with AES-256", ALWAYS, || Ok(AesCcmKey::new(&KEY[..32])?.indicator())),
    ("CCM with tags of 32 bits", [None, T, T, T], || Ok(AesCcmKey::with_tag_size(&KEY[..32], 4)?.indicator())),
    ("CCM with tags of 48 bits", [None, T, T, T], || Ok(AesCcmKey::with_tag_size(&KEY[..32], 6)?.indicator())),
    ("CCM with tags of 64 bits", ALWAYS, || Ok(AesCcmKey::with_tag_size(&KEY[..32], 8)?.indicator())),
    ("GCM with AES-192", NOT_CNSA, || Ok(AesGcmKey::new(&KEY[..24])?.indicator())),
    ("GCM with tags of 64 bits", [None, T, T, T], || {
        Ok(AesGcmKey::with_tag_length(&KEY[..32], TagLength::Bits64(Packets64::UpTo32KiB))?.indicator())
    }),
    ("GCM with tags of 96 bits", ALWAYS, || {
        Ok(AesGcmKey::with_tag_length(&KEY[..32], TagLength::Bits96)?.indicator())
    }),
    ("GMAC with tags of 32 bits", [None, T, T, T], || {
        Ok(GmacKey::with_tag_length(&KEY[..32], TagLength::Bits32(Packets32::UpTo1024))?.indicator())
    }),
    ("GMAC with AES-256", ALWAYS, || Ok(GmacKey::new(&KEY[..32])?.indicator())),
    ("GCM-SIV", [N; 4], || Ok(AesGcmSivKey::new(&KEY[..32])?.indicator())),
    ("ChaCha20-Poly1305", [N; 4], || Ok(ChaCha20Poly1305Key::new(&KEY[..32])?.indicator())),
    ("SRTP with AES-192", NOT_CNSA, || Ok(Srtp::new(&KEY[..24], &[0; 14])?.indicator())),
    ("SRTP with AES-256", ALWAYS, || Ok(Srtp::new(&KEY[..32], &[0; 14])?.indicator())),
    ("KBKDF on CMAC with AES-192", NOT_CNSA, || Ok(KeyBasedKdf::cmac(&KEY[..24])?.indicator())),
    ("KBKDF on CMAC with AES-256", ALWAYS, || Ok(KeyBasedKdf::cmac(&KEY[..32])?.indicator())),
    ("extraction by CMAC, 112 bits", [None, S, O, S], || {
        Ok(KeyBasedKdf::extract_cmac(&KEY[..16], &KEY[..14])?.indicator())
    }),
    ("extraction by CMAC, 128 bits", NOT_CNSA, || Ok(KeyBasedKdf::extract_cmac(&KEY[..16], &KEY[..16])?.indicator())),
];

fn hmac(algorithm: HashAlgorithm, len: usize) -> Result<Indicator> {
    Ok(DynHmacKey::new(algorithm, &KEY[..len])?.indicator())
}

fn pbkdf2(algorithm: HashAlgorithm, key: usize) -> Result<Indicator> {
    Ok(Pbkdf2::new(algorithm, &KEY[..14], &KEY[..16], 1000)?.indicator(key))
}

const HASHES: &[Row] = &[
    ("SHA-1", BASELINE_ONLY, || Ok(hash::indicator(Sha1))),
    ("SHA2-224", BASELINE_ONLY, || Ok(hash::indicator(Sha224))),
    ("SHA2-512/224", BASELINE_ONLY, || Ok(hash::indicator(Sha512_224))),
    ("SHA2-256", NOT_CNSA, || Ok(hash::indicator(Sha256))),
    ("SHA2-512/256", NOT_CNSA, || Ok(hash::indicator(Sha512_256))),
    ("SHA3-256", NOT_CNSA, || Ok(hash::indicator(Sha3_256))),
    ("SHA2-384", ALWAYS, || Ok(hash::indicator(Sha384))),
    ("SHA2-512", ALWAYS, || Ok(hash::indicator(Sha512))),
    ("HMAC-SHA-1", BASELINE_ONLY, || hmac(Sha1, 32)),
    ("HMAC-SHA2-256", NOT_CNSA, || hmac(Sha256, 32)),
    ("HMAC-SHA2-384, 104 bits", TOO_SHORT, || hmac(Sha384, 13)),
    ("HMAC-SHA2-384, 112 bits", SHORT_BUT_FOR_BASELINE, || hmac(Sha384, 14)),
    ("HMAC-SHA2-384, 120 bits", SHORT_BUT_FOR_BASELINE, || hmac(Sha384, 15)),
    ("HMAC-SHA2-384, 128 bits", SHORT_FOR_CNSA, || hmac(Sha384, 16)),
    ("HMAC-SHA2-384, 248 bits", SHORT_FOR_CNSA, || hmac(Sha384, 31)),
    ("HMAC-SHA2-384, 256 bits", ALWAYS, || hmac(Sha384, 32)),
    ("PBKDF2 with SHA-1", BASELINE_ONLY, || pbkdf2(Sha1, 32)),
    ("PBKDF2 with SHA2-224", BASELINE_ONLY, || pbkdf2(Sha224, 32)),
    ("PBKDF2 with SHA2-256", NOT_CNSA, || pbkdf2(Sha256, 32)),
    ("PBKDF2 with SHA2-384", ALWAYS, || pbkdf2(Sha384, 32)),
    ("PBKDF2, a key of 104 bits", [W; 4], || pbkdf2(Sha384, 13)),
    ("PBKDF2, a key of 112 bits", [None, W, W, W], || pbkdf2(Sha384, 14)),
    ("PBKDF2, a key of 128 bits", [None, None, W, None], || pbkdf2(Sha384, 16)),
    ("HMAC_DRBG with SHA-1", BASELINE_ONLY, || drbg(Mechanism::Hmac(Sha1))),
    ("Hash_DRBG with SHA2-256", NOT_CNSA, || drbg(Mechanism::Hash(Sha256))),
    ("Hash_DRBG with SHA2-384", ALWAYS, || drbg(Mechanism::Hash(Sha384))),
    ("CTR_DRBG with AES-128", NOT_CNSA, || drbg(Mechanism::CtrAes128)),
    ("CTR_DRBG with AES-256", ALWAYS, || drbg(Mechanism::CtrAes256)),
];

fn drbg(mechanism: Mechanism) -> Result<Indicator> {
    Ok(Drbg::builder(mechanism).instantiate()?.indicator())
}

const SPONGES: &[Row] = &[
    ("SHAKE128", NOT_CNSA, || Ok(Xof::new(Shake128)?.indicator())),
    ("SHAKE256", NOT_CNSA, || Ok(Xof::new(Shake256)?.indicator())),
    ("TupleHash128", NOT_CNSA, || Ok(TupleHash::new(Shake128)?.indicator())),
    ("ParallelHash256", NOT_CNSA, || Ok(ParallelHash::new(Shake256, 8)?.indicator())),
    ("KMAC128, 104 bits", TOO_SHORT_NOT_CNSA, || Ok(KmacKey::new(Shake128, &KEY[..13])?.indicator())),
    ("KMAC128, 112 bits", SHORT_NOT_CNSA, || Ok(KmacKey::new(Shake128, &KEY[..14])?.indicator())),
    ("KMAC128, 128 bits", NOT_CNSA, || Ok(KmacKey::new(Shake128, &KEY[..16])?.indicator())),
    ("KMAC128, 256 bits", NOT_CNSA, || Ok(KmacKey::new(Shake128, &KEY[..32])?.indicator())),
    ("KMAC256, 256 bits", NOT_CNSA, || Ok(KmacKey::new(Shake256, &KEY[..32])?.indicator())),
    ("KBKDF on KMAC128, 112 bits", SHORT_NOT_CNSA, || Ok(kmac_kdf_indicator(Shake128, 14))),
    ("KBKDF on KMAC128, 256 bits", NOT_CNSA, || Ok(kmac_kdf_indicator(Shake128, 32))),
    ("one step by KMAC256", NOT_CNSA, || Ok(OneStep::kmac(Shake256, b"", &KEY)?.indicator())),
    ("Ascon-Hash256", NOT_CNSA, || Ok(AsconHash256::new()?.indicator())),
    ("Ascon-XOF128", NOT_CNSA, || Ok(AsconXof::new()?.indicator())),
    ("Ascon-AEAD128", NOT_CNSA, || Ok(AsconAead128Key::new(&KEY[..16])?.indicator())),
];

fn hkdf(algorithm: HashAlgorithm, len: usize) -> Result<Indicator> {
    Ok(DynHkdf::extract(algorithm, b"", &KEY[..len])?.indicator())
}

fn tls12(algorithm: HashAlgorithm, len: usize) -> Result<Indicator> {
    Ok(Tls12::new(algorithm, &KEY[..len])?.indicator())
}

fn tls13(algorithm: HashAlgorithm, len: usize) -> Result<Indicator> {
    Ok(Tls13::early_secret(algorithm, &KEY[..len])?.indicator())
}

/// The secret is the string of a key encapsulation, which may begin as an integer that needs a byte
/// for its sign.
fn ssh(algorithm: HashAlgorithm, len: u8) -> Result<Indicator> {
    let secret = [&[0, 0, 0, len, 0, 0x80][..], &vec![7; usize::from(len) - 2]].concat();
    Ok(Ssh::new(algorithm, &secret, &KEY[..algorithm.output_size()], b"")?.indicator())
}

fn ikev1(algorithm: HashAlgorithm, len: usize) -> Result<Indicator> {
    let exchange = Exchange {
        initiator_nonce: &[1; 8],
        responder_nonce: &[2; 8],
        initiator_cookie: &[3; 8],
        responder_cookie: &[4; 8],
        shared_secret: &KEY[..len],
    };
    Ok(IkeV1::derive(algorithm, Authentication::Signature, &exchange)?.indicator())
}

fn ikev2(algorithm: HashAlgorithm, len: usize) -> Result<Indicator> {
    Ok(IkeV2::skeyseed(algorithm, &[1; 16], &[2; 16], &KEY[..len])?.indicator())
}

fn x963(algorithm: HashAlgorithm, len: usize) -> Result<Indicator> {
    Ok(X963::new(algorithm, &KEY[..len])?.indicator())
}

const DERIVATIONS: &[Row] = &[
    ("HKDF with SHA-1", BASELINE_ONLY, || hkdf(Sha1, 32)),
    ("HKDF with SHA2-256", NOT_CNSA, || hkdf(Sha256, 32)),
    ("HKDF, 112 bits", SHORT_BUT_FOR_BASELINE, || hkdf(Sha384, 14)),
    ("HKDF, 256 bits", ALWAYS, || hkdf(Sha384, 32)),
    ("KBKDF on HMAC-SHA2-256", NOT_CNSA, || Ok(KeyBasedKdf::hmac(Sha256, &KEY[..32])?.indicator())),
    ("KBKDF on HMAC-SHA2-512", ALWAYS, || Ok(KeyBasedKdf::hmac(Sha512, &KEY[..32])?.indicator())),
    ("one step by SHA2-224", BASELINE_ONLY, || Ok(OneStep::hash(Sha224, &KEY)?.indicator())),
    ("one step by HMAC-SHA2-384", ALWAYS, || Ok(OneStep::hmac(Sha384, b"", &KEY)?.indicator())),
    ("X9.42 with SHA-1", BASELINE_ONLY, || Ok(X942::new(Sha1, &KEY)?.indicator())),
    ("X9.42 with SHA2-384", ALWAYS, || Ok(X942::new(Sha384, &KEY)?.indicator())),
    ("X9.63 with SHA-1", NEVER, || x963(Sha1, 32)),
    ("X9.63 with SHA2-224", BASELINE_ONLY, || x963(Sha224, 32)),
    ("X9.63, 248 bits", SHORT_FOR_CNSA, || x963(Sha384, 31)),
    ("X9.63, 256 bits", ALWAYS, || x963(Sha384, 32)),
    ("TLS 1.2 with SHA-1", NEVER, || tls12(Sha1, 32)),
    ("TLS 1.2 with SHA2-256", NOT_CNSA, || tls12(Sha256, 32)),
    ("TLS 1.2, 248 bits", SHORT_FOR_CNSA, || tls12(Sha384, 31)),
    ("TLS 1.2, 256 bits", ALWAYS, || tls12(Sha384, 32)),
    ("TLS 1.3 with SHA2-512", NEVER, || tls13(Sha512, 32)),
    ("TLS 1.3 with SHA2-256", NOT_CNSA, || tls13(Sha256, 32)),
    ("TLS 1.3, 248 bits", SHORT_FOR_CNSA, || tls13(Sha384, 31)),
    ("TLS 1.3, 256 bits", ALWAYS, || tls13(Sha384, 32)),
    ("SSH with SHA3-256", NEVER, || ssh(Sha3_256, 32)),
    ("SSH with SHA-1", BASELINE_ONLY, || ssh(Sha1, 32)),
    ("SSH, 104 bits and a sign", TOO_SHORT, || ssh(Sha384, 14)),
    ("SSH, 112 bits and a sign", SHORT_BUT_FOR_BASELINE, || ssh(Sha384, 15)),
    ("SSH, 120 bits and a sign", SHORT_BUT_FOR_BASELINE, || ssh(Sha384, 16)),
    ("SSH, 128 bits and a sign", SHORT_FOR_CNSA, || ssh(Sha384, 17)),
    ("SSH, 256 bits", ALWAYS, || ssh(Sha384, 32)),
    ("IKE version 1 with SHA2-512/256", NEVER, || ikev1(Sha512_256, 32)),
    ("IKE version 1 with SHA2-224", BASELINE_ONLY, || ikev1(Sha224, 32)),
    ("IKE version 1, 104 bits", TOO_SHORT, || ikev1(Sha384, 13)),
    ("IKE version 1, 112 bits", SHORT_BUT_FOR_BASELINE, || ikev1(Sha384, 14)),
    ("IKE version 1, 256 bits", ALWAYS, || ikev1(Sha384, 32)),
    ("IKE version 2 with SHA2-256", NOT_CNSA, || ikev2(Sha256, 32)),
    ("IKE version 2, 248 bits", SHORT_FOR_CNSA, || ikev2(Sha384, 31)),
    ("IKE version 2, 256 bits", ALWAYS, || ikev2(Sha384, 32)),
    ("IKE version 1, nonces of 7 bytes", [I; 4], || {
        let exchange = Exchange {
            initiator_nonce: &[1; 8],
            responder_nonce: &[2; 7],
            initiator_cookie: &[3; 8],
            responder_cookie: &[4; 8],
            shared_secret: &KEY[..32],
        };
        Ok(IkeV1::derive(Sha384, Authentication::Signature, &exchange)?.indicator())
    }),
    ("IKE version 2, nonces of 15 bytes", [I; 4], || {
        Ok(IkeV2::skeyseed(Sha384, &[1; 16], &[2; 15], &KEY[..32])?.indicator())
    }),
    ("IKE version 2, a child with a nonce of 15 bytes", [I; 4], || {
        Ok(IkeV2::skeyseed(Sha384, &[1; 16], &[2; 16], &KEY[..32])?.nonces_indicator(15, 16))
    }),
    ("IKE version 2, a child with nonces of 16 bytes", ALWAYS, || {
        Ok(IkeV2::from_sk_d(Sha384, &KEY[..48])?.nonces_indicator(16, 16))
    }),
    ("IKE version 2, a new exchange with a nonce of 15 bytes", [I; 4], || {
        Ok(IkeV2::from_sk_d(Sha384, &KEY[..48])?.rekey(&[1; 15], &[2; 16], &KEY[..32])?.indicator())
    }),
    ("SSH, an exchange hash of 47 bytes", [I; 4], || {
        Ok(Ssh::new(Sha384, &[&[0, 0, 0, 32][..], &KEY[..32]].concat(), &KEY[..47], b"")?.indicator())
    }),
    ("SNMP, a password of 7 bytes", [W; 4], || Ok(snmp_indicator(7))),
    ("SNMP, a password of 8 bytes", BASELINE_ONLY, || Ok(snmp_indicator(8))),
    ("one step by SHA-1", [Some(Reason::NotTested); 4], || Ok(OneStep::hash(Sha1, &KEY)?.indicator())),
    ("one step by HMAC-SHA-1", [Some(Reason::NotTested); 4], || Ok(OneStep::hmac(Sha1, b"", &KEY)?.indicator())),
];

/// Tags: what makes or checks one says of its length what the profile says of it, whole or
/// truncated.
const TAGS: &[Row] = &[
    ("HMAC, tags of 32 bits", [None, T, T, T], || Ok(HmacKey::<hash::Sha384>::new(&KEY)?.tag_indicator(4))),
    ("HMAC, tags of 56 bits", [None, T, T, T], || Ok(DynHmacKey::new(Sha384, &KEY)?.tag_indicator(7))),
    ("HMAC, tags of 64 bits", ALWAYS, || Ok(DynHmacKey::new(Sha384, &KEY)?.tag_indicator(8))),
    ("HMAC in parts, tags of 56 bits", [None, T, T, T], || {
        Ok(HmacKey::<hash::Sha384>::new(&KEY)?.begin()?.tag_indicator(7))
    }),
    ("HMAC in parts, tags of 64 bits", ALWAYS, || Ok(DynHmacKey::new(Sha384, &KEY)?.begin()?.tag_indicator(8))),
    ("HMAC in parts, tags of 32 bits", [None, T, T, T], || {
        Ok(DynHmacKey::new(Sha384, &KEY)?.begin()?.tag_indicator(4))
    }),
    ("CMAC, tags of 32 bits", [None, T, T, T], || Ok(CmacKey::new(&KEY[..32])?.tag_indicator(4))),
    ("CMAC, tags of 64 bits", ALWAYS, || Ok(CmacKey::new(&KEY[..32])?.tag_indicator(8))),
    ("CMAC in parts, tags of 56 bits", [None, T, T, T], || Ok(CmacKey::new(&KEY[..32])?.begin()?.tag_indicator(7))),
    ("KMAC, tags of 32 bits", [None, T, O, T], || Ok(KmacKey::new(Shake256, &KEY)?.tag_indicator(4))),
    ("KMAC, tags of 64 bits", NOT_CNSA, || Ok(KmacKey::new(Shake256, &KEY)?.tag_indicator(8))),
    ("KMAC in parts, tags of 56 bits", [None, T, O, T], || {
        Ok(KmacKey::new(Shake256, &KEY)?.begin()?.tag_indicator(7))
    }),
    ("Ascon-AEAD128, tags of 63 bits", [None, T, O, T], || {
        Ok(AsconAead128Key::with_tag_bits(&KEY[..16], 63)?.indicator())
    }),
    (
        "Ascon-AEAD128, tags of 64 bits",
        NOT_CNSA,
        || Ok(AsconAead128Key::with_nonce_mask(&KEY[..32], 64)?.indicator()),
    ),
];

/// Under "approved only" a tag that is too short for the profile is neither made nor checked;
/// whatever the interface.
fn refuse_short_tags() {
    let refused = Err(Error::NotApproved(Reason::TagTooShort));
    let hmac = DynHmacKey::new(Sha384, &KEY).unwrap();
    let typed = HmacKey::<hash::Sha384>::new(&KEY).unwrap();
    let cmac = CmacKey::new(&KEY[..32]).unwrap();
    let kmac = KmacKey::new(Shake256, &KEY).unwrap();
    for (profile, least) in [(Profile::Baseline112, 4), (Profile::Strict128, 8)] {
        admin::set_profile(profile);
        for len in 4..12 {
            let mut tag = [0xa5; 16];
            let tag = &mut tag[..len];
            let made = |made: Result<()>, tag: &mut [u8]| {
                assert_eq!(made, if len < least { refused } else { Ok(()) }, "{len}");
                assert_eq!(tag.iter().all(|byte| *byte == 0xa5), len < least);
                tag.fill(0xa5);
            };
            made(hmac.authenticate_into(b"data", tag), tag);
            made(hmac.begin().unwrap().finalize_into(tag), tag);
            made(cmac.authenticate_into(b"data", tag), tag);
            made(cmac.begin().unwrap().finalize_into(tag), tag);
            made(kmac.authenticate_into(b"data", tag), tag);
            made(kmac.begin().unwrap().finalize_into(tag), tag);
            let wrong = if len < least { refused } else { Err(Error::TagMismatch) };
            assert_eq!(hmac.verify(b"data", tag), wrong);
            assert_eq!(hmac.begin().unwrap().verify(tag), wrong);
            assert_eq!(typed.verify(b"data", tag), wrong);
            assert_eq!(typed.begin().unwrap().verify(tag), wrong);
            assert_eq!(cmac.verify(b"data", tag), wrong);
            assert_eq!(cmac.begin().unwrap().verify(tag), wrong);
            assert_eq!(kmac.verify(b"data", tag), wrong);
            assert_eq!(kmac.begin().unwrap().verify(tag), wrong);
        }
    }
}

#[test]
fn each_profile_says_what_it_should() {
    child::run("profiles::child_with_profiles", &[]);
}

#[test]
fn child_with_profiles() {
    if !child::is("profiles::child_with_profiles") {
        return;
    }
    lab::assume_sealed(true);
    for (place, profile) in Profile::ALL.iter().enumerate() {
        admin::set_profile(*profile);
        for (name, verdicts, make) in
            [AES, HASHES, SPONGES, DERIVATIONS, TAGS, LATTICES, HASH_BASED, RSA, CURVES, ECDSA, ECDH].concat()
        {
            let expected = verdicts[place].map_or(Indicator::Approved, Indicator::NotApproved);
            assert_eq!(make().unwrap(), expected, "{name} under {}", profile.name());
        }
    }
    judge_transitions();
    admin::set_policy(Policy::ApprovedOnly);
    refuse_short_tags();
    take_away_only_what_is_listed();
}

/// What each profile takes away of the catalogue's services, each with the parameters of the table
/// of operations. All else that the first profile approves stays approved, and the policy refuses
/// just what is not.
const TAKEN_AWAY: &[(Profile, &[&str])] = &[
    (Profile::Baseline112, &[]),
    (Profile::Strict128, OF_THE_TIME_AFTER_2030),
    (Profile::Cnsa2, OF_CNSA),
    (Profile::Pakistan, OF_THE_TIME_AFTER_2030),
];

fn take_away_only_what_is_listed() {
    for (profile, taken) in TAKEN_AWAY {
        admin::set_profile(*profile);
        let mut found = Vec::new();
        for (row, operation) in catalogue::SERVICES.iter().zip(OPERATIONS) {
            admin::set_policy(Policy::Report);
            let said = (operation.prepare)().unwrap().indicator;
            assert!(row.indicator.is_approved() || !said.is_approved(), "a profile approves {}", operation.name());
            if row.indicator.is_approved() && !said.is_approved() {
                found.push(operation.name());
            }
            admin::set_policy(Policy::ApprovedOnly);
            let done = (operation.prepare)().and_then(|mut made| (made.action)(&mut [SENTINEL; OUTPUT]));
            // What comes first may be refused for its own reason: the key before its sealer.
            let is_refused = matches!(done, Err(Error::NotApproved(_)));
            assert_eq!(is_refused, !said.is_approved(), "{} under {}", operation.name(), profile.name());
            assert_eq!(done.is_ok(), said.is_approved(), "{} under {}", operation.name(), profile.name());
        }
        assert_eq!(found, *taken, "{}", profile.name());
    }
    assert!(TAKEN_AWAY.iter().map(|(profile, _)| profile).eq(Profile::ALL));
}

/// What the first profile lets go on for a while, the next one has ended: each transition with a
/// service that it ends.
fn judge_transitions() {
    let ended: [fn() -> Result<Indicator>; 4] = [
        || hmac(Sha1, 32),
        || hmac(Sha224, 32),
        || hmac(Sha256, 15),
        || Ok(AesKey::new(&KEY[..32])?.ecb_encrypt_indicator()),
    ];
    assert_eq!(Transition::ALL.len(), ended.len());
    for (transition, ended) in Transition::ALL.iter().zip(ended) {
        let said = [Profile::Baseline112, Profile::Strict128].map(|profile| {
            admin::set_profile(profile);
            ended().unwrap().is_approved()
        });
        assert_eq!(said, [true, false], "{transition}");
        if let Some(until) = transition.until {
            let numbers: Vec<u32> = until.split('-').map(|number| number.parse().unwrap()).collect();
            assert!(matches!(numbers[..], [2000..=2099, 1..=12, 1..=31]), "{until}");
        }
    }
    assert_eq!(Profile::Baseline112.transitions(), Transition::ALL);
    assert!(Profile::ALL[1..].iter().all(|profile| profile.transitions().is_empty()));
    // The catalogue has the same year.
    let sha1 = catalogue::SERVICES.iter().find(|row| row.parameters.starts_with("SHA-1, ")).unwrap();
    let (year, _) = Transition::ALL[0].until.unwrap().split_once("-12-31").unwrap();
    assert!(sha1.parameters.ends_with(&format!("until the end of {year}")), "{}", sha1.parameters);
}
