//! Derivations into secrets that wipe themselves.

use super::KEY;
use qila::hash;
use qila::hash::HashAlgorithm::{Sha256, Sha512};
use qila::kdf::{
    CounterLocation, CounterSize, DynHkdf, Hkdf, IkeV2, KeyBasedKdf, OneStep, OtherInfo, Pbkdf2, SNMP_KEY_SIZE, Srtp,
    SrtpLabel, Ssh, SshKey, TLS12_MASTER_SECRET_SIZE, Tls12, Tls13, X942, X963, hkdf, hkdf_new, kmac_kdf,
    kmac_kdf_new, snmp, snmp_new,
};
use qila::xof::XofAlgorithm;
use qila::{Error, Secret};

/// A derivation into a new secret gives what it writes into a buffer.
#[test]
fn new_secrets_are_what_is_derived() {
    macro_rules! same {
        ($($derivation:expr, $fill:ident, $new:ident($($argument:expr),*);)+) => {$(
            let (derivation, mut out) = (&$derivation, [0; 40]);
            derivation.$fill($($argument,)* &mut out).unwrap();
            assert_eq!(derivation.$new::<40>($($argument),*).unwrap().as_bytes(), &out, stringify!($new));
            assert_ne!(out, [0; 40]);
        )+};
    }
    let (at, bits) = (CounterLocation::BeforeFixedData, CounterSize::Bits8);
    let kbkdf = KeyBasedKdf::hmac(Sha256, &KEY).unwrap();
    let one_step = OneStep::hash(Sha512, &KEY).unwrap();
    let ikev2 = IkeV2::skeyseed(Sha256, &KEY, &KEY, &KEY).unwrap();
    let tls13 = Tls13::from_secret(Sha256, &KEY).unwrap();
    let srtp = Srtp::new(&KEY, &[1; 14]).unwrap();
    let tls12 = Tls12::new(Sha256, &KEY).unwrap();
    let x942 = X942::new(Sha256, &KEY).unwrap();
    let info = OtherInfo { oid: &[1, 2], ..OtherInfo::default() };
    same! {
        Hkdf::<hash::Sha256>::extract(b"salt", &KEY).unwrap(), expand, expand_new(b"info");
        DynHkdf::extract(Sha256, b"salt", &KEY).unwrap(), expand, expand_new(b"info");
        kbkdf, derive, derive_new(b"label", b"context");
        kbkdf, counter, counter_new(at, bits, b"fixed");
        kbkdf, feedback, feedback_new(at, bits, &KEY, b"fixed");
        kbkdf, double_pipeline, double_pipeline_new(at, bits, b"fixed");
        one_step, derive, derive_new(b"info");
        one_step, derive_without_counter, derive_without_counter_new(b"info");
        Pbkdf2::new(Sha256, &KEY, &KEY, 2).unwrap(), derive, derive_new();
        srtp, derive, derive_new(SrtpLabel::Encryption, 1, 1);
        srtp, derive_short_index, derive_short_index_new(SrtpLabel::RtcpEncryption, 1, 1);
        Ssh::new(Sha256, &KEY, &KEY, &KEY).unwrap(), derive, derive_new(SshKey::EncryptionKeyClient);
        ikev2, derive, derive_new(&KEY, &KEY, &[1; 8], &[2; 8]);
        ikev2, derive_child, derive_child_new(&KEY, &KEY, &KEY);
        tls12, key_block, key_block_new(&KEY, &KEY);
        tls12, prf, prf_new(b"label", &KEY);
        tls13, derive_secret, derive_secret_new(b"exp master", &KEY);
        tls13, expand_label, expand_label_new(b"key", &KEY);
        x942, derive, derive_new(b"info");
        x942, derive_der, derive_der_new(&info);
        X963::new(Sha256, &KEY).unwrap(), derive, derive_new(b"info");
    }
    let mut master = [0; TLS12_MASTER_SECRET_SIZE];
    tls12.master_secret(&KEY, b"server", &mut master).unwrap();
    assert_eq!(tls12.master_secret_new(&KEY, b"server").unwrap().as_bytes(), &master);
    tls12.extended_master_secret(&KEY, &mut master).unwrap();
    assert_eq!(tls12.extended_master_secret_new(&KEY).unwrap().as_bytes(), &master);
    let mut out = [0; 50];
    hkdf::<hash::Sha256>(b"salt", &KEY, b"info", &mut out).unwrap();
    assert_eq!(hkdf_new::<hash::Sha256, 50>(b"salt", &KEY, b"info").unwrap().as_bytes(), &out);
    kmac_kdf(XofAlgorithm::Shake256, &KEY, b"label", b"context", &mut out).unwrap();
    let made = kmac_kdf_new::<50>(XofAlgorithm::Shake256, &KEY, b"label", b"context").unwrap();
    assert_eq!(made.as_bytes(), &out);
    let mut key = [0; SNMP_KEY_SIZE];
    snmp(b"maplesyrup", b"engine", &mut key).unwrap();
    assert_eq!(snmp_new(b"maplesyrup", b"engine").unwrap().as_bytes(), &key);
}

/// A secret shows nothing, is equal to what has its bytes, and wipes what it is taken from. An
/// error comes through.
#[test]
fn secrets() {
    let mut source = *b"correct horse battery";
    let secret = Secret::take(&mut source);
    assert_eq!(
        (source, secret.as_bytes(), secret.as_ref()),
        ([0; 21], b"correct horse battery", &b"correct horse battery"[..])
    );
    assert_eq!(format!("{secret:?}"), "Secret { .. }");
    for i in 0..21 {
        let mut other = *b"correct horse battery";
        other[i] ^= 0x40;
        assert_ne!(Secret::take(&mut other), secret);
    }
    assert_eq!(Secret::take(&mut b"correct horse battery".to_owned()), secret);
    let beyond = Hkdf::<hash::Sha256>::extract(b"", &KEY).unwrap().expand_new::<{ 255 * 32 + 1 }>(b"");
    assert_eq!(beyond.map(drop), Err(Error::OutputTooLong));
}
