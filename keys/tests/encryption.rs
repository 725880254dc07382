//! Every row of the table of encryption. The tests run over the table, so that a new row has its
//! own.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::hash::HashAlgorithm::{Sha1, Sha256, Sha512};
use qila::random::Rng;
use qila_keys::{AnyDecryptionKey, AnyEncryptionKey, Encoding, EncryptOptions, EncryptionAlgorithm, Error};

const MESSAGE: &[u8] = b"a key";

fn options() -> [EncryptOptions<'static>; 4] {
    let usual = EncryptOptions::new();
    [usual, usual.label(b"label"), usual.hash(Sha512), usual.mask(Sha1)]
}

/// What one key encrypts, the other decrypts with the same options, and with no others.
#[test]
fn one_program_serves_every_algorithm() {
    let rng = &mut Rng::new().unwrap();
    for algorithm in EncryptionAlgorithm::ALL.iter().copied() {
        let key = AnyDecryptionKey::generate(algorithm, rng).unwrap();
        let public = AnyEncryptionKey::new(algorithm, &key.public().unwrap().bytes()).unwrap();
        assert_eq!((key.algorithm(), public.algorithm()), (algorithm, algorithm));
        assert_eq!((key.indicator(), public.bits()), (public.indicator(), Some(3072)));
        let mut ciphertext = vec![0; public.ciphertext_size()];
        for (i, how) in options().iter().enumerate() {
            let len = public.encrypt(how, MESSAGE, &mut ciphertext, rng).unwrap();
            assert_eq!(key.indicator_of(how), public.indicator_of(how));
            for (j, other) in options().iter().enumerate() {
                let mut message = vec![0xAA; ciphertext.len()];
                let decrypted = key.decrypt(other, &ciphertext[..len], &mut message, rng);
                let size = key.message_size(other).unwrap();
                if i == j {
                    assert_eq!(&message[..decrypted.unwrap()], MESSAGE);
                    assert!(message[MESSAGE.len()..size].iter().all(|byte| *byte == 0));
                } else {
                    assert_eq!(decrypted, Err(Error::InvalidPadding));
                    assert!(message[..size].iter().all(|byte| *byte == 0));
                }
                assert!(message[size..].iter().all(|byte| *byte == 0xAA));
            }
        }
        assert_eq!(EncryptionAlgorithm::by_name(algorithm.name()), Some(algorithm));
        assert_eq!(EncryptionAlgorithm::by_number(algorithm.number()), Some(algorithm));
    }
}

/// The longest message, one more, and rooms that are too small: nothing is written.
#[test]
fn lengths_are_exact() {
    let rng = &mut Rng::new().unwrap();
    let key = AnyDecryptionKey::generate_of_size(EncryptionAlgorithm::RsaOaep, 2048, rng).unwrap();
    let public = key.public().unwrap();
    let how = EncryptOptions::new().hash(Sha256);
    let (size, mut ciphertext, mut message) = (key.message_size(&how).unwrap(), [0xAA; 256], [0xAA; 256]);
    assert_eq!((size, public.ciphertext_size()), (256 - 2 * 32 - 2, 256));
    assert_eq!(public.encrypt(&how, &[7; 256], &mut ciphertext, rng), Err(Error::InputTooLong));
    assert_eq!(public.encrypt(&how, &vec![7; size + 1], &mut ciphertext, rng), Err(Error::InputTooLong));
    assert_eq!(public.encrypt(&how, MESSAGE, &mut ciphertext[1..], rng), Err(Error::BufferTooSmall));
    assert_eq!(ciphertext, [0xAA; 256]);
    assert_eq!(public.encrypt(&how, &vec![7; size], &mut ciphertext, rng), Ok(256));
    assert_eq!(key.decrypt(&how, &ciphertext, &mut message[..size - 1], rng), Err(Error::BufferTooSmall));
    assert_eq!(message, [0xAA; 256]);
    assert_eq!(key.decrypt(&how, &ciphertext, &mut message[..size], rng), Ok(size));
    assert_eq!(message[..size], vec![7; size]);
    // No message has room beside two values of SHA-512 in 1,040 bits, but keys have 2,048.
    assert_eq!(key.message_size(&how.hash(Sha512)), Some(126));
    for bits in [1024, 2047] {
        let made = AnyDecryptionKey::generate_of_size(EncryptionAlgorithm::RsaOaep, bits, rng);
        assert_eq!(made.err(), Some(Error::InvalidKeyLength));
    }
}

/// Keys come back from their bytes and files. The file of a public key serves signatures, too; one
/// of 1024 bits none of both.
#[test]
fn keys_come_back() {
    let rng = &mut Rng::new().unwrap();
    let key = AnyDecryptionKey::generate_of_size(EncryptionAlgorithm::RsaOaep, 2048, rng).unwrap();
    let (expanded, public) = (key.expanded().unwrap(), key.public().unwrap());
    let file = key.to_file(Encoding::Pem).unwrap();
    let again = [
        AnyDecryptionKey::from_expanded(EncryptionAlgorithm::RsaOaep, &expanded).unwrap(),
        AnyDecryptionKey::from_file(Encoding::Pem, &file, None).unwrap(),
    ];
    for again in again {
        assert_eq!(*again.public().unwrap().bytes(), *public.bytes());
        assert_eq!(*again.expanded().unwrap(), *expanded);
    }
    assert!(AnyDecryptionKey::from_expanded(EncryptionAlgorithm::RsaOaep, &expanded[1..]).is_err());
    let file = public.to_file(Encoding::Der).unwrap();
    let read = AnyEncryptionKey::from_file(Encoding::Der, &file).unwrap();
    assert_eq!(*read.bytes(), *public.bytes());
    assert!(qila_keys::AnyVerifyingKey::from_file(Encoding::Der, &file).is_ok());
}
