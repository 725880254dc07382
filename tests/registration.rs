//! Nothing is approved that no test of a validation programme covers (IG C.B): what the indicator
//! approves, the catalogue registers, and the other way round. Complete over the catalogue's
//! services, its registrations and the hash functions.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::admin::catalogue::{ALGORITHMS, Algorithm, Capability, SERVICES, Setting};
use qila::aead::{AesCcmKey, AesGcmKey, TagLength};
use qila::hash::{self, HashAlgorithm};
use qila::kdf::{
    Authentication, DynHkdf, Exchange, IkeV1, IkeV2, KeyBasedKdf, OneStep, Pbkdf2, Ssh, Tls12, Tls13, X942, X963,
};
use qila::mac::DynHmacKey;
use qila::ml_dsa::{MlDsa87, PreHash, SigningKey};
use qila::random::{Drbg, Mechanism};
use qila::{Indicator, Reason, Result, ecdsa, lab, slh_dsa};

/// A registration: its name and its mode.
type Id = (&'static str, &'static str);

const fn of(name: &'static str) -> Id {
    (name, "")
}

/// A hybrid: what its halves do.
const HALVES: &[Id] = &[("ML-KEM", "encapDecap"), of("KAS-ECC-SSC")];

/// The services whose indicator can say "approved" and that no registration names, and the
/// registrations that cover them; a name that ends in `*` stands for all that begin so.
const COVERED: &[(&str, &[Id])] = &[
    ("hash::Hasher", &[of("SHA*")]),
    ("hash::DynHasher", &[of("SHA*")]),
    ("hash::digest_into", &[of("SHA*")]),
    ("hash::batch", &[of("SHA*")]),
    ("hash::batch_into", &[of("SHA*")]),
    ("xof::Reader", &[of("SHAKE-*"), of("cSHAKE-*"), of("TupleHash-*"), of("ParallelHash-*"), of("KMAC-*")]),
    ("xof::shake128", &[of("SHAKE-128")]),
    ("xof::shake256", &[of("SHAKE-256")]),
    ("xof::AsconReader", &[("Ascon", "XOF128"), ("Ascon", "CXOF128")]),
    ("mac::Hmac", &[of("HMAC-*")]),
    ("mac::DynHmacKey", &[of("HMAC-*")]),
    ("mac::DynHmac", &[of("HMAC-*")]),
    ("mac::Cmac", &[of("CMAC-AES")]),
    ("mac::Kmac", &[of("KMAC-*")]),
    ("mac::RandomIvGmac", &[of("ACVP-AES-GMAC")]),
    ("mac::CounterIvGmac", &[of("ACVP-AES-GMAC")]),
    ("kdf::DynHkdf", &[("KDA", "HKDF")]),
    ("kdf::KeyBasedKdf::hmac", &[of("KDF")]),
    ("kdf::KeyBasedKdf::cmac", &[of("KDF")]),
    ("kdf::KeyBasedKdf::extract_cmac", &[("KDA", "TwoStep")]),
    ("cipher::AesKey::ecb_decrypt", &[of("ACVP-AES-ECB")]),
    ("cipher::AesKey::cbc_decrypt", &[of("ACVP-AES-CBC")]),
    ("cipher::CbcEncryptor", &[of("ACVP-AES-CBC")]),
    ("cipher::CbcDecryptor", &[of("ACVP-AES-CBC")]),
    ("cipher::Ctr", &[of("ACVP-AES-CTR")]),
    ("cipher::AesKey::cbc_cs_decrypt", &[of("ACVP-AES-CBC-CS*")]),
    ("cipher::AesKey::cfb_decrypt", &[of("ACVP-AES-CFB*")]),
    ("cipher::Cfb", &[of("ACVP-AES-CFB*")]),
    ("cipher::Ofb", &[of("ACVP-AES-OFB")]),
    ("cipher::AesKey::ff1_decrypt", &[of("ACVP-AES-FF1")]),
    ("cipher::AesXtsKey::encrypt", &[of("ACVP-AES-XTS")]),
    ("cipher::AesXtsKey::decrypt", &[of("ACVP-AES-XTS")]),
    ("key_wrap::KeyWrapKey::unwrap", &[of("ACVP-AES-KW")]),
    ("key_wrap::KeyWrapKey::unwrap_padded", &[of("ACVP-AES-KWP")]),
    ("key_wrap::KeyWrapKey::wrap_key", &[of("ACVP-AES-KW")]),
    ("key_wrap::KeyWrapKey::unwrap_key", &[of("ACVP-AES-KW")]),
    ("key_wrap::KeyWrapKey::wrap_key_padded", &[of("ACVP-AES-KWP")]),
    ("key_wrap::KeyWrapKey::unwrap_key_padded", &[of("ACVP-AES-KWP")]),
    ("aead::AesCcmKey::seal_in_place", &[of("ACVP-AES-CCM")]),
    ("aead::AesCcmKey::open_in_place", &[of("ACVP-AES-CCM")]),
    ("aead::AsconAead128Key::seal_in_place", &[("Ascon", "AEAD128")]),
    ("aead::AsconAead128Key::open_in_place", &[("Ascon", "AEAD128")]),
    ("aead::RandomIvSealer", &[of("ACVP-AES-GCM")]),
    ("aead::SequenceSealer", &[of("ACVP-AES-GCM")]),
    ("aead::SequenceOpener", &[of("ACVP-AES-GCM")]),
    ("aead::StreamSealer", &[of("ACVP-AES-GCM"), ("KDA", "HKDF")]),
    ("aead::StreamOpener", &[of("ACVP-AES-GCM"), ("KDA", "HKDF")]),
    ("hybrid::DecapsulationKey::generate", HALVES),
    ("hybrid::DecapsulationKey::from_seed", HALVES),
    ("hybrid::DecapsulationKey::decapsulate", HALVES),
    ("hybrid::EncapsulationKey::new", HALVES),
    ("hybrid::EncapsulationKey::encapsulate", HALVES),
    ("ml_kem::DecapsulationKey::generate", &[("ML-KEM", "keyGen")]),
    ("ml_kem::DecapsulationKey::from_expanded", &[("ML-KEM", "encapDecap")]),
    ("ml_kem::DecapsulationKey::from_both", &[("ML-KEM", "encapDecap")]),
    ("ml_kem::EncapsulationKey::new", &[("ML-KEM", "encapDecap")]),
    ("ml_dsa::SigningKey::generate", &[("ML-DSA", "keyGen")]),
    ("ml_dsa::SigningKey::from_expanded", &[("ML-DSA", "keyGen")]),
    ("ml_dsa::SigningKey::from_both", &[("ML-DSA", "keyGen")]),
    ("ml_dsa::SigningKey::sign_deterministic", &[("ML-DSA", "sigGen")]),
    ("ml_dsa::SigningKey::hash_sign", &[("ML-DSA", "sigGen")]),
    ("ml_dsa::SigningKey::hash_sign_deterministic", &[("ML-DSA", "sigGen")]),
    ("ml_dsa::SigningKey::sign_mu", &[("ML-DSA", "sigGen")]),
    ("ml_dsa::SigningKey::sign_mu_deterministic", &[("ML-DSA", "sigGen")]),
    ("ml_dsa::VerifyingKey::new", &[("ML-DSA", "sigVer")]),
    ("ml_dsa::VerifyingKey::hash_verify", &[("ML-DSA", "sigVer")]),
    ("ml_dsa::VerifyingKey::verify_mu", &[("ML-DSA", "sigVer")]),
    ("ml_dsa::VerifyingKey::mu", &[("ML-DSA", "sigVer")]),
    ("slh_dsa::SigningKey::new", &[("SLH-DSA", "keyGen")]),
    ("slh_dsa::SigningKey::sign_deterministic", &[("SLH-DSA", "sigGen")]),
    ("slh_dsa::SigningKey::hash_sign", &[("SLH-DSA", "sigGen")]),
    ("slh_dsa::SigningKey::hash_sign_deterministic", &[("SLH-DSA", "sigGen")]),
    ("slh_dsa::SigningKey::digest_sign", &[("SLH-DSA", "sigGen")]),
    ("slh_dsa::SigningKey::digest_sign_deterministic", &[("SLH-DSA", "sigGen")]),
    ("slh_dsa::VerifyingKey::new", &[("SLH-DSA", "sigVer")]),
    ("slh_dsa::VerifyingKey::hash_verify", &[("SLH-DSA", "sigVer")]),
    ("slh_dsa::VerifyingKey::digest_verify", &[("SLH-DSA", "sigVer")]),
    ("rsa::SigningKey::from_components", &[("RSA", "keyGen")]),
    ("rsa::SigningKey::sign_pss", &[("RSA", "sigGen")]),
    ("rsa::VerifyingKey::new", &[("RSA", "sigVer")]),
    ("rsa::VerifyingKey::verify_pss", &[("RSA", "sigVer")]),
    ("rsa::DecryptionKey::generate", &[("RSA", "keyGen")]),
    ("rsa::DecryptionKey::from_components", &[("RSA", "keyGen")]),
    ("rsa::DecryptionKey::decapsulate", &[of("KAS-IFC-SSC")]),
    ("rsa::DecryptionKey::receive", &[of("KTS-IFC")]),
    ("rsa::EncryptionKey::new", &[("RSA", "decryptionPrimitive")]),
    ("rsa::EncryptionKey::encrypt", &[("RSA", "decryptionPrimitive")]),
    ("dsa::Domain::new", &[("DSA", "sigVer")]),
    ("dsa::VerifyingKey::new", &[("DSA", "sigVer")]),
    ("dsa::VerifyingKey::verify_der", &[("DSA", "sigVer")]),
    ("dsa::VerifyingKey::verify_digest", &[("DSA", "sigVer")]),
    ("ffdh::PrivateKey::from_bytes", &[("safePrimes", "keyGen")]),
    ("ffdh::PrivateKey::public_key", &[("safePrimes", "keyGen")]),
    ("ffdh::PublicKey::new_ephemeral", &[("safePrimes", "keyVer")]),
    ("eddsa::SigningKey::from_seed", &[("EDDSA", "keyGen")]),
    ("eddsa::SigningKey::from_both", &[("EDDSA", "keyGen")]),
    ("eddsa::SigningKey::sign_ctx", &[("EDDSA", "sigGen")]),
    ("eddsa::SigningKey::sign_ph", &[("EDDSA", "sigGen")]),
    ("eddsa::SigningKey::sign_prehash", &[("EDDSA", "sigGen")]),
    ("eddsa::VerifyingKey::verify_ctx", &[("EDDSA", "sigVer")]),
    ("eddsa::VerifyingKey::verify_ph", &[("EDDSA", "sigVer")]),
    ("eddsa::VerifyingKey::verify_prehash", &[("EDDSA", "sigVer")]),
    ("eddsa::verify_batch", &[("EDDSA", "sigVer")]),
    ("ecdsa::SigningKey::from_scalar", &[("ECDSA", "keyGen")]),
    ("ecdsa::SigningKey::from_both", &[("ECDSA", "keyGen")]),
    ("ecdsa::SigningKey::sign_digest", &[("ECDSA", "sigGen")]),
    ("ecdsa::VerifyingKey::new", &[("ECDSA", "keyVer")]),
    ("ecdsa::VerifyingKey::verify_digest", &[("ECDSA", "sigVer")]),
    ("ecdsa::VerifyingKey::to_compressed", &[("ECDSA", "keyVer")]),
    ("ecdsa::SigningKey::sign_digest_deterministic", &[("DetECDSA", "sigGen")]),
    ("lms::VerifyingKey::new", &[("LMS", "sigVer")]),
    ("ecdh::PrivateKey::generate", &[of("KAS-ECC-SSC")]),
    ("ecdh::PrivateKey::from_scalar", &[of("KAS-ECC-SSC")]),
    ("ecdh::PrivateKey::from_both", &[of("KAS-ECC-SSC")]),
    ("ecdh::EphemeralKey::generate", &[of("KAS-ECC-SSC")]),
    ("ecdh::EphemeralKey::agree", &[of("KAS-ECC-SSC")]),
    ("ecdh::PublicKey::new", &[of("KAS-ECC-SSC")]),
    ("ecdh::PublicKey::to_compressed", &[of("KAS-ECC-SSC")]),
    ("ecdh::EphemeralPublicKey::new", &[of("KAS-ECC-SSC")]),
    ("ecdh::EphemeralPublicKey::to_compressed", &[of("KAS-ECC-SSC")]),
    ("random::Rng", &[of("ctrDRBG")]),
    ("random::fill", &[of("ctrDRBG")]),
];

/// The services for which the programme has no test, and takes the vendor's word, each with the
/// clause.
const AFFIRMED: &[(&str, &str)] = &[("xmss::VerifyingKey::new", "IG C.N"), ("xmss::VerifyingKey::verify", "IG C.N")];

fn is(row: &Algorithm, (name, mode): Id) -> bool {
    let named = name.strip_suffix('*').map_or(row.name == name, |start| row.name.starts_with(start));
    named && row.mode == mode
}

/// A service that makes symmetric keys gives what its generator gives (SP 800-133 r2 section 6.1),
/// so the registration of that covers it. Key pairs have their own.
fn cover(service: &str) -> Option<&'static [Id]> {
    let named = |service: &str| COVERED.iter().find(|(name, _)| *name == service).map(|(_, ids)| *ids);
    named(service).or_else(|| service.ends_with("::generate").then(|| named("random::Rng")).flatten())
}

/// Whether a registration names the service.
fn is_named(service: &str) -> bool {
    ALGORITHMS.iter().any(|row| row.service == service)
}

#[test]
fn every_approved_service_is_registered() {
    let is_affirmed = |service: &str| AFFIRMED.iter().any(|(name, _)| *name == service);
    for (service, _) in AFFIRMED {
        assert!(SERVICES.iter().any(|row| row.name == *service && row.indicator.is_approved()), "{service}");
        assert!(!is_named(service) && COVERED.iter().all(|(name, _)| name != service), "{service}");
    }
    let approved = SERVICES.iter().filter(|row| row.indicator.is_approved() && !is_affirmed(row.name));
    for row in approved.filter(|row| !is_named(row.name)) {
        let ids = cover(row.name).unwrap_or_else(|| panic!("no registration covers {}", row.name));
        for id in ids {
            assert!(ALGORITHMS.iter().any(|row| is(row, *id)), "{}: {id:?} is not registered", row.name);
        }
    }
    for (service, _) in COVERED {
        let is_service = SERVICES.iter().any(|row| row.name == *service && row.indicator.is_approved());
        assert!(is_service && !is_named(service), "{service}");
    }
    // Nothing is registered for nobody.
    for row in ALGORITHMS.iter().filter(|row| row.name != "ConditioningComponent") {
        let covers = COVERED.iter().any(|(_, ids)| ids.iter().any(|id| is(row, *id)));
        let serves = SERVICES.iter().any(|service| service.name == row.service && service.indicator.is_approved());
        assert!(covers || serves, "{} {}", row.name, row.mode);
    }
}

/// The texts of a field, wherever in a registration it stands.
fn texts(settings: &'static [Setting], field: Option<&str>, found: &mut Vec<&'static str>) {
    for (name, capability) in settings {
        let wanted = field.is_none_or(|field| field == *name);
        match capability {
            Capability::Text(text) if wanted => found.push(text),
            Capability::Texts(texts) if wanted => found.extend(*texts),
            Capability::Object(object) => texts(object, field, found),
            Capability::Objects(objects) => objects.iter().for_each(|object| texts(object, field, found)),
            _ => {}
        }
    }
}

/// A registration that lists hash functions: the field, what stands before their names, and what
/// the indicator says of each.
type Hashed = (Id, &'static str, &'static str, fn(HashAlgorithm) -> Result<Indicator>);

const KEY: [u8; 64] = [0x42; 64];

const HASHED: &[Hashed] = &[
    (("ML-DSA", "sigGen"), "hashAlgs", "", hash_ml_dsa),
    (("ML-DSA", "sigVer"), "hashAlgs", "", hash_ml_dsa),
    (("SLH-DSA", "sigGen"), "hashAlgs", "", hash_slh_dsa),
    (("SLH-DSA", "sigVer"), "hashAlgs", "", hash_slh_dsa),
    (("RSA", "sigGen"), "hashAlg", "", |hash| Ok(rsa_key()?.pkcs1_indicator(hash))),
    (("RSA", "sigVer"), "hashAlg", "", |hash| Ok(rsa_key()?.verifying_key()?.pkcs1_indicator(hash))),
    (("ECDSA", "sigGen"), "hashAlg", "", hash_ecdsa),
    (("ECDSA", "sigVer"), "hashAlg", "", hash_ecdsa),
    (("DetECDSA", "sigGen"), "hashAlg", "", hash_ecdsa),
    (("KDA", "HKDF"), "hmacAlg", "", |hash| Ok(DynHkdf::extract(hash, b"", &KEY)?.indicator())),
    (("KDA", "TwoStep"), "macMode", "HMAC-", |hash| Ok(KeyBasedKdf::extract_hmac(hash, b"", &KEY)?.indicator())),
    (("KDA", "OneStep"), "auxFunctionName", "", |hash| Ok(OneStep::hash(hash, &KEY)?.indicator())),
    (("KDA", "OneStep"), "auxFunctionName", "HMAC-", |hash| Ok(OneStep::hmac(hash, b"", &KEY)?.indicator())),
    (of("KAS-ECC"), "auxFunctionName", "", |hash| Ok(OneStep::hash(hash, &KEY)?.indicator())),
    (of("KAS-ECC"), "auxFunctionName", "HMAC-", |hash| Ok(OneStep::hmac(hash, b"", &KEY)?.indicator())),
    (of("KAS-FFC"), "auxFunctionName", "", |hash| Ok(OneStep::hash(hash, &KEY)?.indicator())),
    (of("KAS-FFC"), "auxFunctionName", "HMAC-", |hash| Ok(OneStep::hmac(hash, b"", &KEY)?.indicator())),
    (of("KAS-IFC"), "auxFunctionName", "", |hash| Ok(OneStep::hash(hash, &KEY)?.indicator())),
    (of("KAS-IFC"), "auxFunctionName", "HMAC-", |hash| Ok(OneStep::hmac(hash, b"", &KEY)?.indicator())),
    (of("KTS-IFC"), "hashAlgs", "", |hash| Ok(rsa_decryption_key()?.oaep_indicator(qila::rsa::Oaep::new(hash)))),
    (("KDA", "OneStepNoCounter"), "auxFunctionName", "", |hash| Ok(OneStep::hash(hash, &KEY)?.indicator())),
    (("KDA", "OneStepNoCounter"), "auxFunctionName", "HMAC-", |hash| Ok(OneStep::hmac(hash, b"", &KEY)?.indicator())),
    (of("KDF"), "macMode", "HMAC-", |hash| Ok(KeyBasedKdf::hmac(hash, &KEY)?.indicator())),
    (of("PBKDF"), "hmacAlg", "", |hash| Ok(Pbkdf2::new(hash, &KEY, &KEY, 1000)?.indicator(32))),
    (("TLS-v1.2", "KDF"), "hashAlg", "", |hash| Ok(Tls12::new(hash, &KEY)?.indicator())),
    (("TLS-v1.3", "KDF"), "hmacAlg", "", |hash| Ok(Tls13::early_secret(hash, &KEY)?.indicator())),
    (("kdf-components", "ssh"), "hashAlg", "", |hash| Ok(Ssh::new(hash, &KEY, &KEY, &KEY)?.indicator())),
    (("kdf-components", "IKEv1"), "hashAlg", "", |hash| {
        let (initiator_cookie, responder_cookie) = (&[3; 8], &[4; 8]);
        let (initiator_nonce, responder_nonce, shared_secret) = (&KEY, &KEY, &KEY);
        let exchange =
            Exchange { initiator_nonce, responder_nonce, initiator_cookie, responder_cookie, shared_secret };
        Ok(IkeV1::derive(hash, Authentication::Signature, &exchange)?.indicator())
    }),
    (("kdf-components", "ikev2"), "hashAlg", "", |hash| Ok(IkeV2::skeyseed(hash, &KEY, &KEY, &KEY)?.indicator())),
    (("kdf-components", "ansix9.63"), "hashAlg", "", |hash| Ok(X963::new(hash, &KEY)?.indicator())),
    (("kdf-components", "ansix9.42"), "hashAlg", "", |hash| Ok(X942::new(hash, &KEY)?.indicator())),
    (("DSA", "sigVer"), "hashAlg", "", |hash| Ok(dsa_key()?.hash_indicator(hash))),
    (of("hmacDRBG"), "mode", "", |hash| Ok(Drbg::builder(Mechanism::Hmac(hash)).instantiate()?.indicator())),
    (of("hashDRBG"), "mode", "", |hash| Ok(Drbg::builder(Mechanism::Hash(hash)).instantiate()?.indicator())),
];

/// A key of the example among the operations.
fn dsa_key() -> Result<Box<qila::dsa::VerifyingKey>> {
    let (p, rest) = include_bytes!("common/operations/dsa.bin").split_at(128);
    let ((q, rest), mut rng) = (rest.split_at(20), qila::random::Rng::new()?);
    let (g, rest) = rest.split_at(128);
    let domain = qila::dsa::Domain::new(p, q, g, &mut rng)?;
    Ok(Box::new(qila::dsa::VerifyingKey::new(&domain, &rest[..128])?))
}

fn rsa_key() -> Result<Box<qila::rsa::SigningKey>> {
    Ok(Box::new(qila::rsa::SigningKey::generate(2048, &mut qila::random::Rng::new()?)?))
}

fn rsa_decryption_key() -> Result<Box<qila::rsa::DecryptionKey>> {
    Ok(Box::new(qila::rsa::DecryptionKey::generate(2048, &mut qila::random::Rng::new()?)?))
}

/// HashML-DSA, which has no place for SHA-1.
fn hash_ml_dsa(hash: HashAlgorithm) -> Result<Indicator> {
    let sk = SigningKey::<MlDsa87>::from_seed(&[1; 32])?;
    let refused = Indicator::NotApproved(Reason::OutsideProfile);
    Ok(PreHash::by_name(hash.name()).map_or(refused, |hash| sk.hash_indicator(hash)))
}

/// The same of HashSLH-DSA.
fn hash_slh_dsa(hash: HashAlgorithm) -> Result<Indicator> {
    let vk = slh_dsa::VerifyingKey::<slh_dsa::SlhDsaSha2_256s>::new(&[1; 64])?;
    let refused = Indicator::NotApproved(Reason::OutsideProfile);
    Ok(PreHash::by_name(hash.name()).map_or(refused, |hash| vk.hash_indicator(hash)))
}

/// ECDSA, which has no place for SHA-1 either.
fn hash_ecdsa(hash: HashAlgorithm) -> Result<Indicator> {
    let sk = ecdsa::SigningKey::<ecdsa::P256>::from_scalar(&[1; 32])?;
    let refused = Indicator::NotApproved(Reason::OutsideProfile);
    Ok(PreHash::by_name(hash.name()).map_or(refused, |hash| sk.indicator(hash)))
}

#[test]
fn every_approved_hash_function_is_registered() {
    lab::assume_sealed(true);
    for hash in HashAlgorithm::ALL {
        let registered = |name: &str| ALGORITHMS.iter().any(|row| row.name == name);
        assert_eq!(hash::indicator(*hash).is_approved(), registered(hash.name()), "{hash:?}");
        let hmac = DynHmacKey::new(*hash, &KEY).unwrap().indicator().is_approved();
        assert_eq!(hmac, registered(&format!("HMAC-{}", hash.name())), "HMAC with {hash:?}");
        for (id, field, before, judge) in HASHED {
            let mut registered = Vec::new();
            for row in ALGORITHMS.iter().filter(|row| is(row, *id)) {
                texts(row.capabilities, Some(field), &mut registered);
            }
            let name = format!("{before}{}", hash.name());
            let is_approved = judge(*hash).unwrap().is_approved();
            assert_eq!(is_approved, registered.contains(&name.as_str()), "{id:?} with {name}");
        }
    }
    // Every registration that names a hash function is in the table.
    for row in ALGORITHMS {
        let mut all = Vec::new();
        texts(row.capabilities, None, &mut all);
        // A parameter set that has a hash function in its name chooses none.
        all.retain(|text| !text.starts_with("SLH-DSA-"));
        if all.iter().any(|text| text.contains("SHA-1") || text.contains("SHA2-") || text.contains("SHA3-")) {
            assert!(HASHED.iter().any(|(id, ..)| is(row, *id)), "{} {}", row.name, row.mode);
        }
    }
}

/// The numbers of a field of the registrations of a name.
fn numbers(id: Id, field: &str) -> Vec<u64> {
    let settings = ALGORITHMS.iter().filter(|row| is(row, id)).flat_map(|row| row.capabilities);
    let found = settings.filter(|(name, _)| *name == field);
    let mut found: Vec<u64> =
        found.flat_map(|(_, value)| if let Capability::Numbers(n) = value { *n } else { &[] }).copied().collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Lengths of tags of GCM, GMAC and CCM, and both ways of making IVs inside: what a key takes is
/// what is registered.
#[test]
fn every_approved_tag_and_iv_is_registered() {
    lab::assume_sealed(true);
    let gcm = (0..20).filter_map(|bytes| TagLength::for_packets(bytes, 32).ok());
    let gcm: Vec<u64> = gcm
        .filter(|length| AesGcmKey::with_tag_length(&KEY[..32], *length).unwrap().indicator().is_approved())
        .map(|length| length.bits() as u64)
        .collect();
    let ccm: Vec<u64> = (0..20)
        .filter(|bytes| AesCcmKey::with_tag_size(&KEY[..32], *bytes).is_ok_and(|key| key.indicator().is_approved()))
        .map(|bytes| 8 * bytes as u64)
        .collect();
    assert_eq!(numbers(of("ACVP-AES-GCM"), "tagLen"), gcm);
    assert_eq!(numbers(of("ACVP-AES-GMAC"), "tagLen"), gcm);
    assert_eq!(numbers(of("ACVP-AES-CCM"), "tagLen"), ccm);
    for name in ["ACVP-AES-GCM", "ACVP-AES-GMAC"] {
        let mut modes = Vec::new();
        for row in ALGORITHMS.iter().filter(|row| row.name == name) {
            texts(row.capabilities, Some("ivGenMode"), &mut modes);
        }
        assert!(modes.contains(&"8.2.2"), "{name}: random IVs");
        assert!(modes.contains(&"8.2.1"), "{name}: IVs in a sequence");
    }
}

/// An AES key of each length is approved in every mode, and each mode is registered with it.
#[test]
fn every_approved_key_length_is_registered() {
    for row in ALGORITHMS.iter().filter(|row| row.name.starts_with("ACVP-AES")) {
        let expected: &[u64] = if row.name == "ACVP-AES-XTS" { &[128, 256] } else { &[128, 192, 256] };
        assert_eq!(numbers((row.name, row.mode), "keyLen"), expected, "{}", row.name);
    }
}
