//! RSA. The key is the same everywhere.

use super::input::{called, data, key, released};
use super::{OUTPUT, Operation, Prepared, prepared, public, put, secret};
use qila::hash::HashAlgorithm::{Sha1, Sha256, Sha384};
use qila::key_confirmation::{ConfirmationKey, Contribution, Direction, Exchange, MacFunction, Party};
use qila::lab::rsa::{self as from_lab, from_primes};
use qila::random::Rng;
use qila::rsa::{
    Components, DecryptionKey, Digest, EncryptionKey, KeyTransport, Oaep, Parts, Pss, SigningKey, VerifyingKey,
};
use qila::{Error, Indicator, admin};
use std::sync::OnceLock;

const ANY_SIZE: &str = "2048 bits or more";
const ANY_HASH: &str = "any approved hash function but SHA-1";
const SIZE: usize = 256;

/// n, d, p and q of a key whose exponent is 65537.
struct Numbers {
    n: [u8; SIZE],
    d: [u8; SIZE],
    p: [u8; SIZE / 2],
    q: [u8; SIZE / 2],
}

/// The primes of the self-test: the same key for every secret, so what is public depends on none.
const PRIMES: [&str; 2] = [
    concat!(
        "ddc0f9b6c682be09acfe65cedd148a1a8b0c3099b0a3dc36024b6d46efcb8fd8",
        "3276b22dfeddb6ed960d93a258d8b0de2321fa92aa57b54b0411121a161a84a6",
        "71bded30c22ca0a7b38938791693e2801207057cb8eeb88be5fe5db5966b0dbd",
        "1c20718988774293f434487c4291107835a495e9e455f534969d243ab0ee5b13",
    ),
    concat!(
        "c1c1ec7938362f6325fd63462926ddb01eaa2955d953078cf80d89d9e3acfecc",
        "84612fe7ca56cd664b7e0fffe88ee51011897ceaaa283b8b9d447ee9d54b46b8",
        "d184513651979f31476adfc7c3c337cdc0706bb13ba7726f6e16c06c82b1a161",
        "8bff3b4bf8ecfe23364294c52c58546ee88ed9536373872a7cd7fb27e4d1684f",
    ),
];

fn bytes_of(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap_or_default());
    digits.map(|digits| u8::from_str_radix(digits, 16).unwrap_or_default()).collect()
}

static NUMBERS: OnceLock<Numbers> = OnceLock::new();
const E: &[u8] = &[1, 0, 1];

/// The numbers, of which the private ones depend on a secret byte that changes nothing.
fn numbers() -> Result<Numbers, Error> {
    if NUMBERS.get().is_none() {
        let [first, second] = PRIMES.map(bytes_of);
        let mut rng = called(Rng::new)?;
        let sk = boxed(|| from_primes(E, &first, &second, &mut rng))?;
        let mut made = Numbers { n: [0; SIZE], d: [0; SIZE], p: [0; SIZE / 2], q: [0; SIZE / 2] };
        let [dp, dq, inverse] = &mut [[0; SIZE / 2]; 3];
        let Numbers { n, d, p, q } = &mut made;
        sk.export(&mut Parts { d, p, q, dp, dq, inverse })?;
        sk.verifying_key()?.modulus(n)?;
        let _ = NUMBERS.set(made);
    }
    let Some(Numbers { n, d, p, q }) = NUMBERS.get() else { return Err(Error::InvalidKey) };
    Ok(Numbers { n: *n, d: tainted(d), p: tainted(p), q: tainted(q) })
}

fn tainted<const N: usize>(bytes: &[u8; N]) -> [u8; N] {
    let secret = key::<1>()[0];
    bytes.map(|byte| byte ^ std::hint::black_box(secret) ^ std::hint::black_box(secret))
}

/// A key on the heap. It has 12 KiB, and what its moves leave in these frames is the caller's own:
/// it is wiped as the documents advise. What the service leaves is looked at before.
fn boxed<K>(make: impl FnOnce() -> Result<K, Error>) -> Result<Box<K>, Error> {
    admin::clean_stack_of::<{ 96 << 10 }, _>(|| Ok(Box::new(called(make)?)))
}

fn import<K>(make: impl FnOnce(&Components<'_>, &mut Rng) -> Result<K, Error>) -> Result<Box<K>, Error> {
    let mut rng = called(Rng::new)?;
    let mut numbers = Box::new(numbers()?);
    let Numbers { n, d, p, q } = &*numbers;
    let made = boxed(|| make(&Components { n, e: E, d, p, q, crt: None }, &mut rng));
    numbers.d.fill(0);
    numbers.p.fill(0);
    numbers.q.fill(0);
    std::hint::black_box(&mut numbers);
    made
}

fn signing_key() -> Result<Box<SigningKey>, Error> {
    import(SigningKey::from_components)
}

pub(super) fn decryption_key() -> Result<Box<DecryptionKey>, Error> {
    import(DecryptionKey::from_components)
}

fn verifying_key() -> Result<VerifyingKey, Error> {
    let n = numbers()?.n;
    called(|| VerifyingKey::new(&n, E))
}

/// Signs, and gives the signature.
fn signing(
    indicator: impl Fn(&SigningKey) -> Indicator,
    sign: impl Fn(&SigningKey, &mut Rng, &mut [u8]) -> Result<(), Error> + 'static,
) -> Result<Prepared, Error> {
    let (sk, mut rng) = (signing_key()?, called(Rng::new)?);
    prepared(indicator(&sk), move |out| {
        let mut signature = [0; SIZE];
        called(|| sign(&sk, &mut rng, &mut signature))?;
        released(&mut signature);
        put(out, || Ok(signature))
    })
}

/// Verifies, and gives what does not depend on the salt.
fn verifying(
    indicator: impl Fn(&VerifyingKey) -> Indicator,
    sign: impl Fn(&SigningKey, &mut Rng, &mut [u8]) -> Result<(), Error>,
    verify: impl Fn(&VerifyingKey, &[u8]) -> Result<(), Error> + 'static,
) -> Result<Prepared, Error> {
    let (sk, vk, mut signature) = (signing_key()?, verifying_key()?, [0; SIZE]);
    let mut rng = called(Rng::new)?;
    called(|| sign(&sk, &mut rng, &mut signature))?;
    released(&mut signature);
    prepared(indicator(&vk), move |out| {
        called(|| verify(&vk, &signature))?;
        put(out, || Ok(vk.exponent()))
    })
}

/// n of a key of 1024 bits, and its signature of `message` with SHA-1, which no approved service
/// makes: by OpenSSL, with the key "Qila 1024" of `kat-vectors/generate/rsa_numbers.py`.
const WITH_SHA1: [&str; 2] = [
    concat!(
        "d3762d5f67010959ebad0c168184725414ca8526c9ee88f3bb8ea20612a1a2c3",
        "7490aa4aed170583e210ea1b80eb7459d3bef7574d968c903ea4b7a8a35468ef",
        "43fa5c9eb294d1a40765610c76a42c5c21aefe961f36b563885ba76a0a763ef2",
        "e3f394cf45d771af4339fccc3cd166821d8339e73e328a1906e777dbd9b37587",
    ),
    concat!(
        "9778d6c267bf8ad00fc32c59344630253092b3d8d822ec08a21a0d339f25e360",
        "eeffb0a140781c366d82a413d05759802209a4d4251ab9db9a27220beeeb0350",
        "053c77c787fafb33408a2bca5c6ce7e2111b2e70ae7aae7be44ec830b8b431c4",
        "42ed79f1440f618499ca6f2d383b13d3c1e8547ab58ca3e61c1afb88101d6309",
    ),
];

fn with_sha1() -> Result<Prepared, Error> {
    let [n, signature] = WITH_SHA1.map(bytes_of);
    let vk = called(|| VerifyingKey::new(&n, E))?;
    prepared(vk.pkcs1_indicator(Sha1), move |out| {
        called(|| vk.verify_pkcs1(Sha1, b"message", &signature))?;
        put(out, || Ok(&signature[..32]))
    })
}

fn pss() -> Pss {
    Pss::new(Sha384)
}

fn oaep() -> Oaep {
    Oaep::new(Sha256)
}

const LABEL: &[u8] = b"label";

fn transport() -> KeyTransport<'static> {
    KeyTransport { oaep: oaep(), associated_data: LABEL, mac: MacFunction::Hmac(Sha384), mac_key_size: 32 }
}

/// The tag by which a recipient confirms.
fn confirmed(key: &ConfirmationKey, tag: &mut [u8]) -> Result<(), Error> {
    let party = Contribution { id: b"party", ephemeral: b"" };
    let exchange = Exchange { direction: Direction::Unilateral, u: party, v: party };
    called(|| key.provide(&exchange, Party::V, b"", tag))
}

fn encryption_key() -> Result<Box<EncryptionKey>, Error> {
    let n = numbers()?.n;
    Ok(Box::new(called(|| EncryptionKey::new(&n, E))?))
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("rsa::SigningKey::generate", ANY_SIZE, || {
        let mut rng = called(Rng::new)?;
        prepared(signing_key()?.indicator(), move |out| {
            let sk = boxed(|| SigningKey::generate(8 * SIZE, &mut rng))?;
            let mut n = [0; SIZE];
            let public = Box::new(called(|| sk.verifying_key())?);
            called(|| public.modulus(&mut n))?;
            put(out, || Ok(n))
        })
    }),
    public!("rsa::SigningKey::from_components", ANY_SIZE, || {
        prepared(signing_key()?.indicator(), |out| {
            let sk = signing_key()?;
            let mut n = [0; SIZE];
            let public = Box::new(called(|| sk.verifying_key())?);
            called(|| public.modulus(&mut n))?;
            put(out, || Ok(n))
        })
    }),
    public!("rsa::SigningKey::sign_pkcs1", ANY_HASH, || {
        signing(|sk| sk.pkcs1_indicator(Sha256), |sk, rng, out| sk.sign_pkcs1(Sha256, data(), rng, out))
    }),
    public!("rsa::SigningKey::sign_pkcs1", "SHA-1", || {
        signing(|sk| sk.pkcs1_indicator(Sha1), |sk, rng, out| sk.sign_pkcs1(Sha1, data(), rng, out))
    }),
    public!("rsa::SigningKey::sign_pss", ANY_HASH, || {
        signing(|sk| sk.pss_indicator(pss()), |sk, rng, out| sk.sign_pss(pss(), data(), rng, out))
    }),
    public!("rsa::SigningKey::sign_pss", "salt longer than the hash value", || {
        let long = || pss().with_salt(49);
        signing(move |sk| sk.pss_indicator(long()), move |sk, rng, out| sk.sign_pss(long(), data(), rng, out))
    }),
    public!("rsa::VerifyingKey::new", ANY_SIZE, || {
        let (vk, mut n) = (verifying_key()?, numbers()?.n);
        released(&mut n);
        prepared(vk.indicator(), move |out| {
            let again = called(|| VerifyingKey::new(&n, E))?;
            put(out, || Ok(again.exponent()))
        })
    }),
    public!("rsa::VerifyingKey::new", "1024 to 2047 bits", || {
        let vk = called(|| VerifyingKey::new(&[0xff; 128], E))?;
        prepared(vk.indicator(), |out| {
            let again = called(|| VerifyingKey::new(&[0xff; 128], E))?;
            put(out, || Ok(again.exponent()))
        })
    }),
    public!("rsa::VerifyingKey::verify_pkcs1", ANY_HASH, || {
        verifying(
            |vk| vk.pkcs1_indicator(Sha256),
            |sk, rng, out| sk.sign_pkcs1(Sha256, b"message", rng, out),
            |vk, signature| vk.verify_pkcs1(Sha256, b"message", signature),
        )
    }),
    public!("rsa::VerifyingKey::verify_pkcs1", "SHA-1", with_sha1),
    public!("rsa::VerifyingKey::verify_pss", ANY_HASH, || {
        verifying(
            |vk| vk.pss_indicator(pss()),
            |sk, rng, out| sk.sign_pss(pss(), b"message", rng, out),
            |vk, signature| vk.verify_pss(pss(), b"message", signature),
        )
    }),
    public!("rsa::VerifyingKey::verify_pss_with_any_salt", "any hash function", || {
        let shake = || Pss::new(Digest::Shake128);
        verifying(
            move |vk| vk.pss_indicator(shake()).weaker(qila::rsa::any_salt_indicator()),
            move |sk, rng, out| sk.sign_pss(shake().with_salt(3), b"message", rng, out),
            move |vk, signature| vk.verify_pss_with_any_salt(shake(), b"message", signature),
        )
    }),
    public!("rsa::DecryptionKey::generate", ANY_SIZE, || {
        let mut rng = called(Rng::new)?;
        prepared(decryption_key()?.indicator(), move |out| {
            let dk = boxed(|| DecryptionKey::generate(8 * SIZE, &mut rng))?;
            let mut n = [0; SIZE];
            let public = Box::new(called(|| dk.encryption_key())?);
            called(|| public.modulus(&mut n))?;
            put(out, || Ok(n))
        })
    }),
    public!("rsa::DecryptionKey::from_components", ANY_SIZE, || {
        prepared(decryption_key()?.indicator(), |out| {
            let dk = decryption_key()?;
            let mut n = [0; SIZE];
            let public = Box::new(called(|| dk.encryption_key())?);
            called(|| public.modulus(&mut n))?;
            put(out, || Ok(n))
        })
    }),
    secret!("rsa::DecryptionKey::decrypt", "any hash function", || {
        let (dk, mut rng, mut ciphertext) = (decryption_key()?, called(Rng::new)?, [0; SIZE]);
        called(|| dk.encryption_key()?.encrypt(oaep(), b"a key", LABEL, &mut rng, &mut ciphertext))?;
        released(&mut ciphertext);
        prepared(dk.oaep_indicator(oaep()), move |out| {
            called(|| dk.decrypt(oaep(), &ciphertext, LABEL, &mut rng, &mut out[..SIZE])).map(|_| ())
        })
    }),
    secret!("rsa::DecryptionKey::decapsulate", ANY_SIZE, || {
        let (dk, mut rng) = (decryption_key()?, called(Rng::new)?);
        // Every number between is the ciphertext of some secret, the same one each time.
        let ciphertext = [5; SIZE];
        prepared(dk.indicator(), move |out| called(|| dk.decapsulate(&ciphertext, &mut rng, &mut out[..SIZE])))
    }),
    secret!("rsa::EncryptionKey::encapsulate", ANY_SIZE, || {
        let (n, mut rng) = (numbers()?.n, called(Rng::new)?);
        let ek = called(|| EncryptionKey::new(&n, E))?;
        prepared(ek.indicator(), move |out| {
            let mut ciphertext = [0; SIZE];
            called(|| ek.encapsulate(&mut rng, &mut out[..SIZE], &mut ciphertext))
        })
    }),
    public!("rsa::EncryptionKey::new", ANY_SIZE, || {
        let n = numbers()?.n;
        let ek = called(|| EncryptionKey::new(&n, E))?;
        prepared(ek.indicator(), move |out| {
            let again = called(|| EncryptionKey::new(&n, E))?;
            put(out, || Ok(again.exponent()))
        })
    }),
    public!("rsa::EncryptionKey::encrypt", "any hash function", || {
        let (n, mut rng) = (numbers()?.n, called(Rng::new)?);
        let ek = called(|| EncryptionKey::new(&n, E))?;
        prepared(ek.oaep_indicator(oaep()), move |out| {
            called(|| ek.encrypt(oaep(), &data()[..data().len().min(64)], LABEL, &mut rng, &mut out[..SIZE]))
        })
    }),
    public!("rsa::EncryptionKey::transport", "any hash function", || {
        let (ek, mut rng) = (encryption_key()?, called(Rng::new)?);
        prepared(ek.oaep_indicator(oaep()), move |out| {
            let confirmation = || ek.transport(&transport(), key::<32>(), &mut rng, &mut out[..SIZE]);
            drop(Box::new(called(confirmation)?));
            Ok(())
        })
    }),
    secret!("rsa::DecryptionKey::receive", "any hash function", || {
        let (dk, mut rng, mut ciphertext) = (decryption_key()?, called(Rng::new)?, [0; SIZE]);
        let ek = Box::new(called(|| dk.encryption_key())?);
        // The same MAC key each time.
        let both = [7; 32 + 16];
        drop(Box::new(called(|| from_lab::transport(&ek, &transport(), &both, &mut rng, &mut ciphertext))?));
        released(&mut ciphertext);
        prepared(dk.oaep_indicator(oaep()), move |out| {
            let confirmation = called(|| dk.receive(&transport(), &ciphertext, &mut rng, &mut out[..16]))?;
            confirmed(&Box::new(confirmation), &mut out[16..32])
        })
    }),
];

const _: () = assert!(SIZE <= OUTPUT);
