//! RSA through its services, on every kernel: what a signature, a key and a ciphertext may not be,
//! and what becomes of a fault.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::child;
use qila::admin::{self, Feature};
use qila::hash::HashAlgorithm::{Sha1, Sha256, Sha384, Sha512};
use qila::kas::Agreed;
use qila::key_confirmation::MacFunction;
use qila::lab::rsa::{Fault, provoke, raise};
use qila::random::Rng;
use qila::rsa::{
    Components, DecryptionKey, Digest, EncryptionKey, KeyTransport, Oaep, Parts, Pss, SigningKey, VerifyingKey,
};
use qila::{Error, lab};

/// The test in processes of their own, with every kernel.
fn with_every_kernel(child_name: &str) {
    let ifma = Feature::Ifma512 as u32;
    for hidden in [0, ifma, ifma | Feature::Adx as u32] {
        child::run(child_name, &[("QILA_HIDDEN", &hidden.to_string())]);
    }
}

/// Whether this is such a process, with its features hidden.
fn is_child(name: &str) -> bool {
    let hidden = child::value(name, "QILA_HIDDEN");
    hidden.is_some_and(|hidden| lab::hide_features(hidden.parse().unwrap()).is_ok())
}

/// n, d, p and q.
fn numbers(sk: &SigningKey) -> [Vec<u8>; 4] {
    let (size, mut others) = (sk.size(), [(); 3].map(|()| vec![0; sk.size() / 2]));
    let [mut n, mut d, mut p, mut q] = [size, size, size / 2, size / 2].map(|size| vec![0; size]);
    sk.verifying_key().unwrap().modulus(&mut n).unwrap();
    let [dp, dq, inverse] = &mut others;
    sk.export(&mut Parts { d: &mut d, p: &mut p, q: &mut q, dp, dq, inverse }).unwrap();
    [n, d, p, q]
}

const E: &[u8] = &[1, 0, 1];

/// A private operation that writes into a buffer.
type Work<'a> = &'a mut dyn FnMut(&mut [u8], &mut Rng) -> Result<(), Error>;

#[test]
fn every_kernel_makes_and_takes_keys() {
    with_every_kernel("every_kernel_makes_and_takes_keys_child");
}

#[test]
fn every_kernel_makes_and_takes_keys_child() {
    if !is_child("every_kernel_makes_and_takes_keys_child") {
        return;
    }
    let mut rng = Rng::new().unwrap();
    for bits in [2048, 3072] {
        let sk = Box::new(SigningKey::generate(bits, &mut rng).unwrap());
        let [n, d, p, q] = numbers(&sk);
        assert_eq!((sk.bits(), sk.size()), (bits, bits / 8));
        let components = Components { n: &n, e: E, d: &d, p: &p, q: &q, crt: None };
        let again = Box::new(SigningKey::from_components(&components, &mut rng).unwrap());
        let found = Components { p: &[], q: &[], ..components };
        let found = Box::new(SigningKey::from_components(&found, &mut rng).unwrap());
        let [mut one, mut two] = [(); 2].map(|()| vec![0; sk.size()]);
        for other in [&again, &found] {
            sk.sign_pkcs1(Sha512, b"message", &mut rng, &mut one).unwrap();
            other.sign_pkcs1(Sha512, b"message", &mut rng, &mut two).unwrap();
            assert_eq!(one, two);
        }
        let vk = VerifyingKey::new(&n, E).unwrap();
        vk.verify_pkcs1(Sha512, b"message", &one).unwrap();
        sk.sign_pss(Pss::new(Sha384), b"message", &mut rng, &mut one).unwrap();
        vk.verify_pss(Pss::new(Sha384), b"message", &one).unwrap();
        let dk = Box::new(DecryptionKey::from_components(&components, &mut rng).unwrap());
        let oaep = Oaep::new(Sha256);
        dk.encryption_key().unwrap().encrypt(oaep, b"key", b"label", &mut rng, &mut one).unwrap();
        assert_eq!(dk.decrypt(oaep, &one, b"label", &mut rng, &mut two), Ok(3));
        assert_eq!(two[..4], *b"key\0");
        assert_eq!(dk.decrypt(oaep, &one, b"another", &mut rng, &mut two), Err(Error::InvalidPadding));
        assert!(two.iter().all(|byte| *byte == 0));
    }
}

/// Every fault is an error, zeros, and the error state.
#[test]
fn faults_do_not_leave() {
    with_every_kernel("faults_do_not_leave_child");
}

#[test]
fn faults_do_not_leave_child() {
    if !is_child("faults_do_not_leave_child") {
        return;
    }
    let mut rng = Rng::new().unwrap();
    let sk = Box::new(SigningKey::generate(2048, &mut rng).unwrap());
    let [n, d, p, q] = numbers(&sk);
    let components = Components { n: &n, e: E, d: &d, p: &p, q: &q, crt: None };
    let dk = Box::new(DecryptionKey::from_components(&components, &mut rng).unwrap());
    let (mut ciphertext, oaep) = ([0; 256], Oaep::new(Sha1));
    dk.encryption_key().unwrap().encrypt(oaep, b"key", b"", &mut rng, &mut ciphertext).unwrap();
    let mac = MacFunction::Kmac128;
    let (mut transported, transport) = ([0; 256], KeyTransport { oaep, associated_data: b"", mac, mac_key_size: 16 });
    dk.encryption_key().unwrap().transport(&transport, &[9; 32], &mut rng, &mut transported).unwrap();
    let refused = Err(Error::ModuleInErrorState);
    for fault in [Fault::First, Fault::Second, Fault::Inverse, Fault::Recombination, Fault::Unblinded] {
        let mut out = [1; 256];
        let mut tried = |work: Work<'_>| {
            out.fill(1);
            sk.verifying_key().unwrap(); // the self-test, which signs, too
            provoke(fault);
            assert_eq!(work(&mut out, &mut rng), refused, "{fault:?}");
            provoke(Fault::None);
            assert!(out.iter().all(|byte| *byte == 0), "{fault:?}");
            assert_eq!(sk.verifying_key().map(|_| ()), refused, "the error state");
            assert!(admin::self_test_log().any(|entry| !entry.passed && entry.event.name() == "private operation"));
            admin::restart().unwrap();
        };
        tried(&mut |out, rng| sk.sign_pkcs1(Sha256, b"", rng, out));
        tried(&mut |out, rng| sk.sign_pss(Pss::new(Sha256), b"", rng, out));
        tried(&mut |out, rng| dk.decrypt(oaep, &ciphertext, b"", rng, out).map(|_| ()));
        tried(&mut |out, rng| {
            out.fill(0);
            raise(&sk, rng, out.split_at_mut(256).0)
        });
        tried(&mut |out, rng| {
            out.fill(0);
            dk.receive(&transport, &transported, rng, &mut out[..32]).map(|_| ())
        });
        tried(&mut |out, rng| {
            out.fill(0);
            Agreed::kas1_v(&dk, &[5; 256], rng).map(|_| ())
        });
        let mut out = [1; 256];
        sk.sign_pkcs1(Sha256, b"", &mut rng, &mut out).unwrap();
        sk.verifying_key().unwrap().verify_pkcs1(Sha256, b"", &out).unwrap();
        // The pairwise test signs, too.
        provoke(fault);
        assert_eq!(SigningKey::generate(2048, &mut rng).map(|_| ()), refused);
        provoke(Fault::None);
        admin::restart().unwrap();
    }
}

/// One encoding of a message is right, and no other (RFC 8017 section 8.2.2).
#[test]
fn other_encodings_are_refused() {
    let mut rng = Rng::new().unwrap();
    let sk = Box::new(SigningKey::generate(2048, &mut rng).unwrap());
    let vk = sk.verifying_key().unwrap();
    let value = qila::hash::sha256(b"message").unwrap();
    let right = [&hex::decode("3031300d060960864801650304020105000420").unwrap()[..], &value].concat();
    let mut signed = |info: &[u8], tail: &[u8], head: [u8; 2]| {
        let padding = vec![0xff; 256 - 3 - info.len() - tail.len()];
        let mut encoded = [&head[..], &padding, &[0], info, tail].concat();
        raise(&sk, &mut rng, &mut encoded).unwrap();
        vk.verify_pkcs1(Sha256, b"message", &encoded)
    };
    let head = [0, 1];
    assert_eq!(signed(&right, b"", head), Ok(()));
    let without_null = [&hex::decode("302f300b06096086480165030402010420").unwrap()[..], &value].concat();
    let of_another = [&hex::decode("3031300d060960864801650304020605000420").unwrap()[..], &value].concat();
    let in_ber = [&hex::decode("308131300d060960864801650304020105000420").unwrap()[..], &value].concat();
    for info in [&without_null, &of_another, &in_ber] {
        assert_eq!(signed(info, b"", head), Err(Error::SignatureMismatch));
    }
    assert_eq!(signed(&right, b"\0", head), Err(Error::SignatureMismatch));
    assert_eq!(signed(&right, b"", [0, 2]), Err(Error::SignatureMismatch));
    let mut signature = [0; 257];
    sk.sign_pkcs1(Sha256, b"message", &mut Rng::new().unwrap(), &mut signature[1..]).unwrap();
    vk.verify_pkcs1(Sha256, b"message", &signature[1..]).unwrap();
    assert_eq!(vk.verify_pkcs1(Sha256, b"message", &signature), Err(Error::SignatureMismatch));
    assert_eq!(vk.verify_pkcs1(Sha256, b"message", &signature[2..]), Err(Error::SignatureMismatch));
    assert_eq!(vk.verify_pkcs1(Digest::Shake128, b"message", &signature[1..]), Err(Error::InvalidParameter));
}

/// The length of the salt belongs to the contract; zero means none.
#[test]
fn salts_have_their_length() {
    let mut rng = Rng::new().unwrap();
    let sk = Box::new(SigningKey::generate(2048, &mut rng).unwrap());
    let (vk, mut signature) = (sk.verifying_key().unwrap(), [0; 256]);
    let of = |salt| Pss::new(Sha256).with_salt(salt);
    for salt in [0, 20, 32, 222] {
        sk.sign_pss(of(salt), b"message", &mut rng, &mut signature).unwrap();
        for asked in [0, 20, 32, 222, 223, usize::MAX] {
            let expected = if asked == salt { Ok(()) } else { Err(Error::SignatureMismatch) };
            assert_eq!(vk.verify_pss(of(asked), b"message", &signature), expected, "{salt} {asked}");
        }
        vk.verify_pss_with_any_salt(of(1), b"message", &signature).unwrap();
        signature[128] ^= 1;
        assert_eq!(vk.verify_pss_with_any_salt(of(1), b"message", &signature), Err(Error::SignatureMismatch));
    }
    for salt in [223, 10_000, usize::MAX] {
        signature.fill(1);
        let done = sk.sign_pss(of(salt), b"message", &mut rng, &mut signature);
        assert_eq!((done, signature), (Err(Error::InvalidParameter), [0; 256]));
    }
}

/// Sizes are looked at before anything is computed: the largest input is refused at once.
#[test]
fn sizes_are_bounded() {
    let started = std::time::Instant::now();
    for (n, e, error) in [
        (vec![0xff; 8193], vec![3], Error::InvalidKeyLength),
        (vec![0xff; 1 << 20], vec![0xff; 1 << 20], Error::InvalidKeyLength),
        (vec![0xff; 127], vec![3], Error::InvalidKeyLength),
        (vec![], vec![3], Error::InvalidKeyLength),
        (vec![0xff; 256], vec![0xff; 33], Error::InvalidKey),
        (vec![0xff; 256], vec![1], Error::InvalidKey),
        (vec![0xff; 256], vec![2], Error::InvalidKey),
        (vec![0xff; 256], vec![], Error::InvalidKey),
        (vec![0xfe; 256], vec![3], Error::InvalidKey),
    ] {
        assert_eq!(VerifyingKey::new(&n, &e).err(), Some(error));
        assert_eq!(EncryptionKey::new(&n, &e).err(), Some(error));
    }
    assert!(started.elapsed().as_millis() < 1000);
    assert_eq!(VerifyingKey::new(&[0xff; 256], &[0xff; 32]).map(|vk| vk.exponent()).ok(), Some([0xff; 32]));
    assert_eq!(VerifyingKey::new(&[&[0; 9][..], &[0xff; 128]].concat(), E).map(|vk| vk.bits()).ok(), Some(1024));
    assert_eq!(EncryptionKey::new(&[0xff; 255], E).err(), Some(Error::InvalidKeyLength));
    let mut rng = Rng::new().unwrap();
    for bits in [0, 1024, 2047, 2049, 2560, 16384] {
        assert_eq!(SigningKey::generate(bits, &mut rng).err(), Some(Error::InvalidKeyLength), "{bits}");
    }
}

/// By command: keys of every size, and their primes: of full size, far apart, different.
#[test]
#[ignore = "takes minutes"]
fn keys_of_every_size() {
    let mut rng = Rng::new().unwrap();
    for (bits, count) in [(2048, 200), (3072, 50), (4096, 20), (6144, 3), (8192, 2)] {
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..count {
            let sk = Box::new(SigningKey::generate(bits, &mut rng).unwrap());
            let [n, _, p, q] = numbers(&sk);
            assert!(n[0] & 0x80 != 0 && p[0] >= 0xb5 && q[0] >= 0xb5);
            assert!(seen.insert(p) && seen.insert(q));
            let mut signature = vec![0; sk.size()];
            sk.sign_pss(Pss::new(Sha256), b"message", &mut rng, &mut signature).unwrap();
            sk.verifying_key().unwrap().verify_pss(Pss::new(Sha256), b"message", &signature).unwrap();
        }
    }
}
