//! Every row of the table of signatures: what it can do it does, and the rest it refuses. The tests
//! run over the table, so that a new row has its own.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::hash::{self, HashAlgorithm};
use qila::random::Rng;
use qila::xof::{shake128, shake256};
use qila_keys::{
    AnySigningKey, AnyVerifyingKey, Content, Encoding, Error, Hash, Padding, SignOptions, SignatureAlgorithm,
};
use std::panic::catch_unwind;

const MESSAGE: &[u8] = b"a message";

/// Runs a test for every algorithm that signs, and says which of them failed.
fn for_each(test: fn(SignatureAlgorithm, &mut Rng)) {
    let failed = |algorithm| catch_unwind(|| test(algorithm, &mut Rng::new().unwrap())).is_err();
    let signing = SignatureAlgorithm::ALL.iter().copied().filter(|algorithm| algorithm.signs());
    let failed: Vec<_> = signing.filter(|algorithm| failed(*algorithm)).collect();
    assert!(failed.is_empty(), "{failed:?}");
}

/// Everything that can be asked for.
fn every_content() -> impl Iterator<Item = Content> {
    let hashed = Hash::all().flat_map(|hash| [Content::Hashed(hash), Content::Digest(hash)]);
    [Content::Pure, Content::Mu].into_iter().chain(hashed)
}

fn every_option() -> impl Iterator<Item = SignOptions<'static>> {
    let of = |content| {
        let how = SignOptions::new().content(content);
        [how, how.der(), how.context(b"context"), how.deterministic(), how.context(b"context").deterministic()]
    };
    every_content().flat_map(of).chain([SignOptions::new(), SignOptions::new().deterministic()])
}

/// What is asked of an algorithm. The hash functions are those of the first sets of SLH-DSA; its
/// others are slow, and sign with one.
fn contents(algorithm: SignatureAlgorithm) -> impl Iterator<Item = Content> {
    let is_slow = algorithm.name().starts_with("SLH-DSA") && !algorithm.name().ends_with("128f");
    every_content().filter(move |content| match content {
        Content::Hashed(hash) | Content::Digest(hash) => !is_slow || ["SHA-1", "SHA2-512"].contains(&hash.name()),
        Content::Pure | Content::Mu => true,
    })
}

/// The message, or what stands for it.
fn content_of(content: Content, key: &AnyVerifyingKey) -> Vec<u8> {
    let digest = |hash: Hash| {
        let mut value = vec![0; hash.output_size()];
        match hash {
            Hash::Fixed(hash) => drop(hash::digest_into(hash, MESSAGE, &mut value).unwrap()),
            Hash::Shake128 => shake128(MESSAGE, &mut value).unwrap(),
            Hash::Shake256 => shake256(MESSAGE, &mut value).unwrap(),
        }
        value
    };
    match content {
        Content::Pure | Content::Hashed(_) => MESSAGE.to_vec(),
        Content::Digest(hash) => digest(hash),
        Content::Mu => key.mu(MESSAGE, b"").map_or(vec![7; 64], Vec::from),
    }
}

/// The algorithm is all that changes.
#[test]
fn one_program_serves_every_algorithm() {
    for_each(|algorithm, rng| {
        let key = AnySigningKey::generate(algorithm, rng).unwrap();
        let signature = key.sign(&SignOptions::new(), MESSAGE, rng).unwrap();
        let public = AnyVerifyingKey::new(algorithm, &key.public().unwrap().bytes()).unwrap();
        public.verify(&SignOptions::new(), MESSAGE, &signature).unwrap();
        assert_eq!((key.algorithm(), public.algorithm()), (algorithm, algorithm));
        assert_eq!(key.indicator(), public.indicator());
        let mismatch = Err(Error::SignatureMismatch);
        assert_eq!(public.verify(&SignOptions::new(), b"a messagf", &signature), mismatch);
        assert_eq!(public.verify(&SignOptions::new(), MESSAGE, &signature[1..]), mismatch);
        let mut changed = signature.clone();
        changed[signature.len() / 2] ^= 1;
        assert_eq!(public.verify(&SignOptions::new(), MESSAGE, &changed), mismatch);
        let another = AnySigningKey::generate(algorithm, rng).unwrap().public().unwrap();
        assert_eq!(another.verify(&SignOptions::new(), MESSAGE, &signature), mismatch);
    });
}

/// Each way to sign is a signature that is verified in the same way, and in no other; or it is
/// refused by both halves, and nothing is written.
#[test]
fn what_an_algorithm_cannot_do_it_refuses() {
    for_each(|algorithm, rng| {
        let key = AnySigningKey::generate(algorithm, rng).unwrap();
        let public = key.public().unwrap();
        let (mut can, mut legacy) = (0, Vec::new());
        for content in contents(algorithm) {
            let how = SignOptions::new().content(content);
            let data = content_of(content, &public);
            let hows = [how, how.context(b"context"), how.deterministic(), how.context(b"c").deterministic()];
            for how in hows.into_iter().chain(hows.map(SignOptions::der)) {
                let mut room = vec![0xAA; key.signature_size(&how).unwrap_or(9)];
                let made = key.sign_into(&how, &data, &mut room, rng);
                if algorithm.can(&how) {
                    can += 1;
                    public.verify(&how, &data, &room[..made.unwrap()]).unwrap();
                    assert_eq!(key.indicator_of(&how).unwrap(), public.indicator_of(&how).unwrap());
                    let changed = [&data[1..], &[data[0] ^ 1]].concat();
                    let signature = &room[..made.unwrap()];
                    assert_eq!(public.verify(&how, &changed, signature), Err(Error::SignatureMismatch), "{how:?}");
                } else {
                    let refused = Error::InvalidParameter;
                    assert_eq!((made, key.indicator_of(&how)), (Err(refused), Err(refused)), "{how:?}");
                    assert!(room.iter().all(|byte| *byte == 0xAA));
                    let (verified, indicator) = (public.verify(&how, &data, &room), public.indicator_of(&how));
                    if indicator.is_ok() {
                        legacy.push((algorithm, content));
                        assert_eq!(verified, Err(Error::SignatureMismatch));
                    } else {
                        assert_eq!((verified, indicator), (Err(refused), Err(refused)));
                    }
                }
            }
        }
        assert!(can > 0 && algorithm.can(&SignOptions::new()));
        // RSA alone verifies what it does not sign.
        let sha1 = (SignatureAlgorithm::Rsa, Content::Hashed(HashAlgorithm::Sha1.into()));
        assert!(if algorithm == sha1.0 { legacy == [sha1] } else { legacy.is_empty() }, "{legacy:?}");
    });
}

/// Only ECDSA signs in DER, with each option. The one form is none of the other, and says the same:
/// the length that is told is the longest, and of many signatures one reaches it.
#[test]
fn ecdsa_signs_in_der() {
    for_each(|algorithm, rng| {
        let (raw, der) = (SignOptions::new(), SignOptions::new().der());
        assert_eq!(algorithm.can(&der), algorithm.name().starts_with("ECDSA"));
        if !algorithm.can(&der) {
            return;
        }
        let key = AnySigningKey::generate(algorithm, rng).unwrap();
        let public = key.public().unwrap();
        let longest = key.signature_size(&der).unwrap();
        let mut lengths = vec![];
        for _ in 0..64 {
            let signature = key.sign(&der, MESSAGE, rng).unwrap();
            public.verify(&der, MESSAGE, &signature).unwrap();
            assert_eq!(public.verify(&raw, MESSAGE, &signature), Err(Error::SignatureMismatch));
            let longer = [&signature[..], &[0]].concat();
            assert_eq!(public.verify(&der, MESSAGE, &longer), Err(Error::SignatureMismatch));
            lengths.push(signature.len());
        }
        assert_eq!(lengths.into_iter().max(), Some(longest), "{algorithm}");
        let signature = key.sign(&raw, MESSAGE, rng).unwrap();
        assert_eq!(public.verify(&der, MESSAGE, &signature), Err(Error::SignatureMismatch));
    });
}

/// The same signature again where that was asked for.
#[test]
fn deterministic_signatures_are_always_the_same() {
    for_each(|algorithm, rng| {
        let key = AnySigningKey::generate(algorithm, rng).unwrap();
        let how = SignOptions::new().deterministic();
        if algorithm.can(&how) {
            assert_eq!(key.sign(&how, MESSAGE, rng), key.sign(&how, MESSAGE, rng));
        }
    });
}

/// A digest or mu of another length, and a room that is too small: nothing is written.
#[test]
fn lengths_are_exact() {
    for_each(|algorithm, rng| {
        let key = AnySigningKey::generate(algorithm, rng).unwrap();
        let public = key.public().unwrap();
        let mut room = vec![0xAA; key.signature_size(&SignOptions::new()).unwrap() + 9];
        for how in every_option().filter(|how| algorithm.can(how)) {
            let short = key.signature_size(&how).unwrap() - 1;
            assert_eq!(key.sign_into(&how, MESSAGE, &mut room[..short], rng), Err(Error::BufferTooSmall));
        }
        for content in every_content().filter(|content| matches!(content, Content::Mu | Content::Digest(_))) {
            let how = SignOptions::new().content(content);
            let data = content_of(content, &public);
            for data in [&data[1..], &[&data[..], &[0]].concat()] {
                let expected = if algorithm.can(&how) { Error::InvalidInputLength } else { Error::InvalidParameter };
                assert_eq!(key.sign_into(&how, data, &mut room, rng), Err(expected));
                assert_eq!(public.verify(&how, data, &[0; 64]), Err(expected));
            }
        }
        assert!(room.iter().all(|byte| *byte == 0xAA));
    });
}

/// Keys come back from what they give of themselves; another length is none.
#[test]
fn keys_come_back_from_their_bytes() {
    for_each(|algorithm, rng| {
        let key = AnySigningKey::generate(algorithm, rng).unwrap();
        let public = key.public().unwrap();
        let mut again = Vec::new();
        if let Some(seed) = key.seed() {
            again.push(AnySigningKey::from_seed(algorithm, &seed).unwrap());
            let short = AnySigningKey::from_seed(algorithm, &seed[1..]);
            assert_eq!(short.err(), Some(Error::InvalidKeyLength));
        }
        if let Some(expanded) = key.expanded() {
            again.push(AnySigningKey::from_expanded(algorithm, &expanded).unwrap());
            let short = AnySigningKey::from_expanded(algorithm, &expanded[1..]);
            assert!(matches!(short.err(), Some(Error::InvalidKeyLength | Error::InvalidKey)));
        }
        if let (Some(seed), Some(expanded)) = (key.seed(), key.expanded()) {
            again.push(AnySigningKey::from_both(algorithm, &seed, &expanded).unwrap());
        }
        assert!(!again.is_empty(), "it comes from nothing");
        for again in again {
            assert_eq!(*again.public().unwrap().bytes(), *public.bytes());
            let signature = again.sign(&SignOptions::new(), MESSAGE, rng).unwrap();
            public.verify(&SignOptions::new(), MESSAGE, &signature).unwrap();
        }
        let short = AnyVerifyingKey::new(algorithm, &public.bytes()[1..]);
        assert!(matches!(short.err(), Some(Error::InvalidKeyLength | Error::InvalidKey)));
    });
}

/// Names and numbers are each of one algorithm, and find it.
#[test]
fn names_and_numbers_find_their_algorithm() {
    for algorithm in SignatureAlgorithm::ALL.iter().copied() {
        assert_eq!(SignatureAlgorithm::by_name(algorithm.name()), Some(algorithm));
        assert_eq!(SignatureAlgorithm::by_number(algorithm.number()), Some(algorithm));
        assert_eq!(algorithm.to_string(), algorithm.name());
    }
    assert_eq!(SignatureAlgorithm::by_number(0), None);
    assert_eq!(SignatureAlgorithm::by_name("none"), None);
}

/// What ML-DSA can do, by FIPS 204 and not by its row.
#[test]
fn ml_dsa_does_what_its_standard_says() {
    let algorithms = SignatureAlgorithm::ALL.iter().filter(|algorithm| algorithm.name().starts_with("ML-DSA"));
    for algorithm in algorithms {
        let sha1 = Hash::Fixed(HashAlgorithm::Sha1);
        for content in every_content() {
            let expected = match content {
                Content::Pure | Content::Mu => true,
                Content::Hashed(hash) => hash != sha1,
                Content::Digest(_) => false,
            };
            let how = SignOptions::new().content(content).deterministic();
            assert_eq!(algorithm.can(&how), expected, "{content:?}");
            assert_eq!(algorithm.can(&how.context(b"c")), expected && content != Content::Mu, "{content:?}");
        }
    }
}

/// What ECDSA can do, by FIPS 186-5 and not by its row: every hash function but SHA-1, and SHAKE
/// with a fresh per-message secret alone.
#[test]
fn ecdsa_does_what_its_standard_says() {
    let algorithms = SignatureAlgorithm::ALL.iter().filter(|algorithm| algorithm.name().starts_with("ECDSA"));
    for algorithm in algorithms {
        for content in every_content() {
            let hash = match content {
                Content::Hashed(hash) | Content::Digest(hash) => Some(hash.name()),
                Content::Pure | Content::Mu => None,
            };
            let how = SignOptions::new().content(content);
            let expected = hash.is_some_and(|hash| hash != "SHA-1");
            assert_eq!(algorithm.can(&how), expected, "{content:?}");
            let fixed = expected && hash.is_some_and(|hash| !hash.starts_with("SHAKE"));
            assert_eq!(algorithm.can(&how.deterministic()), fixed, "{content:?}");
            assert!(!algorithm.can(&how.context(b"c")));
        }
    }
}

/// RSA alone has sizes and paddings, and its signatures are those of its service.
#[test]
fn rsa_does_what_its_standard_says() {
    let rng = &mut Rng::new().unwrap();
    let sha256 = Hash::Fixed(HashAlgorithm::Sha256);
    let paddings = [Padding::Usual, Padding::Pkcs1, Padding::Pss(0), Padding::Pss(20), Padding::Pss(32)];
    for algorithm in SignatureAlgorithm::ALL.iter().copied().filter(|algorithm| *algorithm != SignatureAlgorithm::Rsa)
    {
        let made = AnySigningKey::generate_of_size(algorithm, 2048, rng);
        assert_eq!(made.err(), Some(Error::InvalidParameter), "{algorithm}");
        let can = |padding| algorithm.can(&SignOptions::new().padding(padding));
        assert_eq!(paddings.map(can), [true, false, false, false, false], "{algorithm}");
    }
    for bits in [0, 1024, 2047, 2049, 2560, 16_384] {
        let made = AnySigningKey::generate_of_size(SignatureAlgorithm::Rsa, bits, rng);
        assert_eq!(made.err(), Some(Error::InvalidKeyLength), "{bits}");
    }
    let key = AnySigningKey::generate_of_size(SignatureAlgorithm::Rsa, 2048, rng).unwrap();
    let public = key.public().unwrap();
    assert_eq!((key.signature_size(&SignOptions::new()), public.bits()), (Ok(256), Some(2048)));
    for content in every_content() {
        let (is_hashed, is_shake) = match content {
            // SHA-1 is for verification.
            Content::Hashed(hash) => (hash.name() != "SHA-1", matches!(hash, Hash::Shake128 | Hash::Shake256)),
            _ => (false, false),
        };
        for (i, padding) in paddings.into_iter().enumerate() {
            let how = SignOptions::new().content(content).padding(padding);
            assert_eq!(SignatureAlgorithm::Rsa.can(&how), is_hashed && (i != 1 || !is_shake), "{how:?}");
            let is_fixed = matches!(padding, Padding::Pkcs1 | Padding::Pss(0));
            assert_eq!(SignatureAlgorithm::Rsa.can(&how.deterministic()), is_fixed && key.indicator_of(&how).is_ok());
            assert!(!SignatureAlgorithm::Rsa.can(&how.context(b"c")));
        }
    }
    // What one padding made, no other takes, but the usual one is PSS with 32 bytes.
    for (i, made) in paddings.into_iter().enumerate() {
        let how = SignOptions::new().hashed(sha256).padding(made);
        let signature = key.sign(&how, MESSAGE, rng).unwrap();
        for (j, asked) in paddings.into_iter().enumerate() {
            let is_theirs = i == j || [i, j] == [0, 4] || [i, j] == [4, 0];
            let verified = public.verify(&SignOptions::new().hashed(sha256).padding(asked), MESSAGE, &signature);
            assert_eq!(verified.is_ok(), is_theirs, "{made:?} as {asked:?}");
        }
        assert_eq!(key.sign(&how, MESSAGE, rng).unwrap() == signature, i == 1 || i == 2);
    }
    let AnySigningKey::Rsa(inner) = &key else { panic!("{key:?}") };
    let mut made = [0; 256];
    inner.sign_pkcs1(HashAlgorithm::Sha512, MESSAGE, rng, &mut made).unwrap();
    public.verify(&SignOptions::new().hashed(HashAlgorithm::Sha512).padding(Padding::Pkcs1), MESSAGE, &made).unwrap();
    let sha1 = SignOptions::new().hashed(HashAlgorithm::Sha1).padding(Padding::Pkcs1);
    assert_eq!(key.sign(&sha1, MESSAGE, rng), Err(Error::InvalidParameter));
    inner.sign_pkcs1(HashAlgorithm::Sha1, MESSAGE, rng, &mut made).unwrap();
    assert_eq!(public.verify(&sha1, MESSAGE, &made), Ok(()));
    let too_long = SignOptions::new().padding(Padding::Pss(223));
    assert_eq!(key.sign(&too_long, MESSAGE, rng), Err(Error::InvalidParameter));
}

/// What only verifies does that, and makes no signing key. The examples are those of
/// `tests/common/operations`: of each a key, and its signature of one byte, 7.
#[test]
fn what_only_verifies_verifies() {
    let xmss = include_bytes!("../../tests/common/operations/xmss.bin");
    let (single, multi) = xmss.split_at(52 + 4 + 24 * (1 + 51 + 10));
    let hss = include_bytes!("../../tests/common/operations/hss.bin");
    let examples: [(&str, usize, &[u8]); 3] = [("HSS", 52, hss), ("XMSS", 52, single), ("XMSSMT", 52, multi)];
    let only = SignatureAlgorithm::ALL.iter().filter(|algorithm| !algorithm.signs()).map(|one| one.name());
    // DSA is below: it has a hash function.
    assert!(only.filter(|name| *name != "DSA").eq(examples.map(|(name, ..)| name)));
    for (name, size, example) in examples {
        let (algorithm, (key, signature)) = (SignatureAlgorithm::by_name(name).unwrap(), example.split_at(size));
        let vk = AnyVerifyingKey::new(algorithm, key).unwrap();
        let (usual, mismatch) = (SignOptions::new(), Err(Error::SignatureMismatch));
        assert_eq!((&*vk.bytes(), vk.indicator()), (key, vk.indicator_of(&usual).unwrap()), "{name}");
        assert_eq!(vk.verify(&usual, &[7], signature), Ok(()), "{name}");
        assert_eq!(vk.verify(&usual.pure(), &[6], signature), mismatch, "{name}");
        assert_eq!(vk.verify(&usual, &[7], &signature[1..]), mismatch, "{name}");
        let refused = Error::InvalidParameter;
        for how in every_option().filter(|how| !algorithm.can(how)) {
            assert_eq!(vk.verify(&how, &[7], signature), Err(refused), "{name} {how:?}");
        }
        assert!(!algorithm.can(&usual.context(b"context")) && !algorithm.can(&usual.hashed(HashAlgorithm::Sha256)));
        assert!(AnyVerifyingKey::new(algorithm, &key[1..]).is_err(), "{name}");
        let made = [
            AnySigningKey::generate(algorithm, &mut Rng::new().unwrap()),
            AnySigningKey::from_seed(algorithm, &[0; 32]),
            AnySigningKey::from_expanded(algorithm, &[0; 64]),
            AnySigningKey::from_both(algorithm, &[0; 32], &[0; 64]),
        ];
        assert!(made.iter().all(|made| made.as_ref().err() == Some(&refused)), "{name}");
    }
}

/// DSA verifies what OpenSSL's key signed, in its file, after any hash function, and as a hash
/// value; no domain parameters but those of the key are taken.
#[test]
fn dsa_verifies() {
    let file = include_bytes!("files/dsa.public.der");
    let example = include_bytes!("../../tests/common/operations/dsa.bin");
    let signature = &example[404..444];
    let vk = AnyVerifyingKey::from_file(Encoding::Der, file).unwrap();
    assert_eq!((vk.algorithm(), vk.bits(), &*vk.bytes()), (SignatureAlgorithm::Dsa, Some(1024), &file[..]));
    assert_eq!(*vk.to_file(Encoding::Der).unwrap(), file[..]);
    let again = AnyVerifyingKey::new(SignatureAlgorithm::Dsa, file).unwrap();
    let (usual, mismatch) = (SignOptions::new(), Err(Error::SignatureMismatch));
    assert_eq!(again.verify(&usual, &[7], signature), Ok(()));
    assert_eq!(again.verify(&usual, &[6], signature), mismatch);
    assert_eq!(again.verify(&usual, &[7], &signature[1..]), mismatch);
    assert_eq!(again.verify(&usual.hashed(HashAlgorithm::Sha1), &[7], signature), mismatch);
    let mut digest = [0; 32];
    qila::hash::digest_into(HashAlgorithm::Sha256, &[7], &mut digest).unwrap();
    assert_eq!(vk.verify(&usual.digest(HashAlgorithm::Sha256), &digest, signature), Ok(()));
    for how in [usual.pure(), usual.mu(), usual.hashed(Hash::Shake128), usual.context(b"c"), usual.deterministic()] {
        assert_eq!(vk.verify(&how, &[7], signature), Err(Error::InvalidParameter));
    }
    let number = |half: &[u8]| {
        let zero = usize::from(half[0] >> 7);
        [&[2, 20 + zero as u8], &[0][..zero], half].concat()
    };
    let numbers = [number(&signature[..20]), number(&signature[20..])].concat();
    let der = [&[0x30, numbers.len() as u8], &numbers[..]].concat();
    assert_eq!(vk.verify(&usual.der(), &[7], &der), Ok(()));
    assert_eq!(vk.verify(&usual.der(), &[7], signature), mismatch);
    assert_eq!(vk.verify(&usual, &[7], &der), mismatch);
    assert_eq!(vk.verify(&usual.digest(HashAlgorithm::Sha256).der(), &digest, &der), Err(Error::InvalidParameter));
    let made = AnySigningKey::generate(SignatureAlgorithm::Dsa, &mut Rng::new().unwrap());
    assert_eq!(made.err(), Some(Error::InvalidParameter));
    // p, q, g and y, and the identifier.
    for at in [12, 100, 180, 300, file.len() - 1] {
        let mut bad = *file;
        bad[at] ^= 2;
        assert!(AnyVerifyingKey::from_file(Encoding::Der, &bad).is_err(), "octet {at}");
    }
}
