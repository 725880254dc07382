//! Protocols that are written for any implementation run over Qila and over RustCrypto, unchanged
//! and with the same answers.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use aead::inout::InOutBuf;
use aead::{Aead, AeadInOut, Nonce, Payload};
use cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyIvInit, StreamCipher};
use digest::common::BlockSizeUser;
use digest::{
    Digest, ExtendableOutput, FixedOutputReset, KeyInit, Mac, Output, TryCustomizedInit, Update, XofReader,
};
use qila_rustcrypto as ours;
use std::fmt::Debug;

/// Bytes that look like a message.
fn bytes(len: usize) -> Vec<u8> {
    (0..len).map(|i| (i * 7 + i / 251) as u8).collect()
}

/// A Merkle tree over the parts of a message.
fn merkle<D: Digest + FixedOutputReset + Clone>(message: &[u8], leaf: usize) -> Vec<u8> {
    let mut hash = D::new_with_prefix([0]);
    let leaves = message.chunks(leaf).map(|part| {
        Digest::update(&mut hash, part);
        let value = hash.finalize_reset();
        Digest::update(&mut hash, [0]);
        value
    });
    let mut level: Vec<Output<D>> = leaves.collect();
    let inner = D::new_with_prefix([1]);
    while level.len() > 1 {
        let parent = |pair: &[Output<D>]| {
            let node = pair.iter().fold(inner.clone(), |hash, child| hash.chain_update(child));
            node.finalize()
        };
        level = level.chunks(2).map(parent).collect();
    }
    level[0].to_vec()
}

#[test]
fn a_tree_over_any_digest() {
    let message = bytes(10_000);
    for leaf in [1000, 999, 64, 10_000] {
        assert_eq!(merkle::<ours::hash::Sha224>(&message, leaf), merkle::<sha2::Sha224>(&message, leaf));
        assert_eq!(merkle::<ours::hash::Sha256>(&message, leaf), merkle::<sha2::Sha256>(&message, leaf));
        assert_eq!(merkle::<ours::hash::Sha384>(&message, leaf), merkle::<sha2::Sha384>(&message, leaf));
        assert_eq!(merkle::<ours::hash::Sha512>(&message, leaf), merkle::<sha2::Sha512>(&message, leaf));
        assert_eq!(merkle::<ours::hash::Sha512_224>(&message, leaf), merkle::<sha2::Sha512_224>(&message, leaf));
        assert_eq!(merkle::<ours::hash::Sha512_256>(&message, leaf), merkle::<sha2::Sha512_256>(&message, leaf));
    }
}

/// The lengths that the types promise are those of the functions, and a hash function known by its
/// traits gives what the module gives.
#[test]
fn every_hash_function_keeps_its_lengths() {
    fn check<D: Digest + BlockSizeUser + Debug>(algorithm: qila::hash::HashAlgorithm) {
        let mut value = [0; qila::hash::HashAlgorithm::MAX_OUTPUT_SIZE];
        let size = qila::hash::digest_into(algorithm, b"message", &mut value).unwrap();
        assert_eq!(D::digest(b"message")[..], value[..size]);
        assert_eq!(
            (<D as Digest>::output_size(), D::block_size()),
            (algorithm.output_size(), algorithm.block_size())
        );
        assert_eq!(format!("{:?}", D::new()), "Hash { .. }");
    }
    use qila::hash::HashAlgorithm as A;
    check::<ours::hash::Sha1>(A::Sha1);
    check::<ours::hash::Sha224>(A::Sha224);
    check::<ours::hash::Sha256>(A::Sha256);
    check::<ours::hash::Sha384>(A::Sha384);
    check::<ours::hash::Sha512>(A::Sha512);
    check::<ours::hash::Sha512_224>(A::Sha512_224);
    check::<ours::hash::Sha512_256>(A::Sha512_256);
    check::<ours::hash::Sha3_224>(A::Sha3_224);
    check::<ours::hash::Sha3_256>(A::Sha3_256);
    check::<ours::hash::Sha3_384>(A::Sha3_384);
    check::<ours::hash::Sha3_512>(A::Sha3_512);
    let ascon = ours::hash::AsconHash256::digest(b"message");
    assert_eq!(ascon[..], qila::hash::AsconHash256::digest(b"message").unwrap());
}

/// Messages in order under one key, with their numbers as nonces.
fn sealed<A: AeadInOut + KeyInit>(key: &[u8], messages: &[&[u8]]) -> Vec<Vec<u8>> {
    let key = A::new_from_slice(key).unwrap();
    let nonce = |number: usize| {
        let mut nonce = Nonce::<A>::default();
        nonce[0] = number as u8;
        nonce
    };
    let seal = |(number, msg): (usize, &&[u8])| key.encrypt(&nonce(number), Payload { msg, aad: b"record" }).unwrap();
    let records: Vec<Vec<u8>> = messages.iter().enumerate().map(seal).collect();
    for (number, (record, message)) in records.iter().zip(messages).enumerate() {
        let open = |msg: &[u8]| key.decrypt(&nonce(number), Payload { msg, aad: b"record" });
        assert_eq!(open(record).unwrap(), *message);
        let mut forged = record.clone();
        forged[number % record.len()] ^= 1;
        open(&forged).unwrap_err();
        open(&record[..record.len().min(15)]).unwrap_err();
    }
    records
}

#[test]
fn records_under_any_aead() {
    let message = bytes(1000);
    let messages: Vec<&[u8]> = [0, 1, 15, 16, 17, 255, 1000].map(|len| &message[..len]).into();
    assert_eq!(
        sealed::<ours::aead::Aes128Gcm>(&bytes(16), &messages),
        sealed::<aes_gcm::Aes128Gcm>(&bytes(16), &messages)
    );
    assert_eq!(
        sealed::<ours::aead::Aes256Gcm>(&bytes(32), &messages),
        sealed::<aes_gcm::Aes256Gcm>(&bytes(32), &messages)
    );
    sealed::<ours::aead::Aes192Gcm>(&bytes(24), &messages);
    sealed::<ours::aead::Aes128Ccm>(&bytes(16), &messages);
    sealed::<ours::aead::Aes192Ccm>(&bytes(24), &messages);
    sealed::<ours::aead::Aes256Ccm>(&bytes(32), &messages);
    sealed::<ours::aead::AsconAead128>(&bytes(16), &messages);
    sealed::<ours::aead::Aes128GcmSiv>(&bytes(16), &messages);
    sealed::<ours::aead::Aes256GcmSiv>(&bytes(32), &messages);
    sealed::<ours::aead::ChaCha20Poly1305>(&bytes(32), &messages);
    assert!(<ours::aead::Aes256Gcm as KeyInit>::new_from_slice(&bytes(16)).is_err());
}

/// From one place to another: a forged message leaves zeros in the second.
#[test]
fn an_aead_between_two_places() {
    let key = ours::aead::Aes256Gcm::try_new(&bytes(32)).unwrap();
    let (nonce, message) = (Nonce::<ours::aead::Aes256Gcm>::default(), bytes(100));
    let (mut there, mut back) = ([0xA5; 100], [0xA5; 100]);
    let tag = key.encrypt_inout_detached(&nonce, b"", InOutBuf::new(&message, &mut there).unwrap()).unwrap();
    let open = |tag: &aead::Tag<ours::aead::Aes256Gcm>, back: &mut [u8]| {
        key.decrypt_inout_detached(&nonce, b"", InOutBuf::new(&there, back).unwrap(), tag)
    };
    open(&tag, &mut back).unwrap();
    assert_eq!(back[..], message);
    open(&Default::default(), &mut back).unwrap_err();
    assert_eq!(back, [0; 100]);
}

/// A challenge and its answer.
fn answer<M: Mac + KeyInit>(key: &[u8], challenge: &[u8]) -> Vec<u8> {
    let mac = || challenge.chunks(33).fold(<M as KeyInit>::new_from_slice(key).unwrap(), Mac::chain_update);
    let tag = mac().finalize().into_bytes();
    mac().verify(&tag).unwrap();
    mac().verify_slice(&tag).unwrap();
    mac().verify_truncated_left(&tag[..8]).unwrap();
    mac().verify_truncated_right(&tag[tag.len() - 8..]).unwrap();
    mac().verify_truncated_left(&tag[1..9]).unwrap_err();
    mac().verify_truncated_right(&tag[..8]).unwrap_err();
    mac().verify_truncated_left(&[]).unwrap_err();
    mac().verify_truncated_right(&[0; 65]).unwrap_err();
    mac().verify_slice(&tag[..8]).unwrap_err();
    mac().verify(&Default::default()).unwrap_err();
    tag.to_vec()
}

#[test]
fn answers_with_any_mac() {
    for (key, challenge) in [(20, 0), (32, 100), (64, 1000), (200, 5)].map(|(k, c)| (bytes(k), bytes(c))) {
        let tag = answer::<ours::mac::HmacSha256>(&key, &challenge);
        assert_eq!(tag, answer::<hmac::Hmac<sha2::Sha256>>(&key, &challenge));
        // HMAC that another crate builds on Qila's hash function.
        assert_eq!(tag, answer::<hmac::SimpleHmac<ours::hash::Sha256>>(&key, &challenge));
        assert_eq!(
            answer::<ours::mac::HmacSha512>(&key, &challenge),
            answer::<hmac::Hmac<sha2::Sha512>>(&key, &challenge)
        );
        answer::<ours::mac::HmacSha384>(&key, &challenge);
        answer::<ours::mac::Kmac128>(&key, &challenge);
        answer::<ours::mac::Kmac256>(&key, &challenge);
    }
    let (key, challenge) = (bytes(32), bytes(99));
    let expected = qila::mac::CmacKey::new(&key).unwrap().authenticate(&challenge).unwrap();
    assert_eq!(answer::<ours::mac::CmacAes256>(&key, &challenge), expected);
    answer::<ours::mac::CmacAes128>(&key[..16], &challenge);
    answer::<ours::mac::CmacAes192>(&key[..24], &challenge);
    assert!(<ours::mac::CmacAes128 as KeyInit>::new_from_slice(&key).is_err());
}

/// `finalize_reset` and `verify_reset` begin the next message under the same key.
#[test]
fn a_mac_begins_again() {
    let fresh = ours::mac::HmacSha256::try_new(&bytes(32)).unwrap();
    let expected = fresh.clone().chain_update(b"message").finalize();
    let mut mac = fresh.chain_update(b"message");
    assert!(mac.finalize_reset() == expected);
    Mac::update(&mut mac, b"message");
    mac.verify_reset(expected.as_bytes()).unwrap();
    mac.verify_slice_reset(expected.as_bytes()).unwrap_err();
    Mac::update(&mut mac, b"lost");
    Mac::reset(&mut mac);
    assert!(mac.chain_update(b"message").finalize() == expected);
}

#[test]
fn output_of_any_length() {
    fn drawn<X: ExtendableOutput + Default>() -> Vec<u8> {
        let mut xof = X::default();
        xof.update(b"mess");
        xof.update(b"age");
        let (mut reader, mut out) = (xof.finalize_xof(), vec![0; 300]);
        out.chunks_mut(77).for_each(|part| reader.read(part));
        out
    }
    let mut expected = vec![0; 300];
    qila::xof::shake128(b"message", &mut expected).unwrap();
    assert_eq!(drawn::<ours::xof::Shake128>(), expected);
    qila::xof::shake256(b"message", &mut expected).unwrap();
    assert_eq!(drawn::<ours::xof::Shake256>(), expected);
    let mut ascon = qila::xof::AsconXof::new().unwrap();
    ascon.update(b"message");
    ascon.finalize().unwrap().read(&mut expected).unwrap();
    assert_eq!(drawn::<ours::xof::AsconXof128>(), expected);

    let mut custom = ours::xof::Shake128::try_new_customized(b"purpose").unwrap();
    custom.update(b"message");
    let mut out = [0; 32];
    custom.finalize_xof_into(&mut out);
    let mut same = qila::xof::Xof::customized(qila::xof::XofAlgorithm::Shake128, b"purpose").unwrap();
    same.update(b"message");
    let mut expected = [0; 32];
    same.finalize().unwrap().read(&mut expected).unwrap();
    assert_eq!(out, expected);
    assert!(ours::xof::AsconXof128::try_new_customized(&[0; 257]).is_err());
}

#[test]
fn a_stream_and_its_parts() {
    fn applied<C: StreamCipher + KeyIvInit>(key: &[u8], iv: &[u8], data: &[u8]) -> Vec<u8> {
        let mut cipher = C::new_from_slices(key, iv).unwrap();
        let mut out = vec![0; data.len()];
        for (part, out) in data.chunks(37).zip(out.chunks_mut(37)) {
            cipher.apply_keystream_b2b(part, out);
        }
        let mut stream = [0xA5; 20];
        cipher.write_keystream(&mut stream);
        out.extend(stream);
        out
    }
    // The counter goes round.
    for iv in [bytes(16), vec![0xFF; 16]] {
        let data = bytes(500);
        assert_eq!(
            applied::<ours::cipher::Aes128Ctr>(&bytes(16), &iv, &data),
            applied::<ctr::Ctr128BE<aes::Aes128>>(&bytes(16), &iv, &data)
        );
        assert_eq!(
            applied::<ours::cipher::Aes256Ctr>(&bytes(32), &iv, &data),
            applied::<ctr::Ctr128BE<aes::Aes256>>(&bytes(32), &iv, &data)
        );
        // Counter mode that another crate builds on Qila's block cipher.
        assert_eq!(
            applied::<ours::cipher::Aes192Ctr>(&bytes(24), &iv, &data),
            applied::<ctr::Ctr128BE<ours::cipher::Aes192>>(&bytes(24), &iv, &data)
        );
    }
}

#[test]
fn blocks_one_by_one_and_many() {
    fn there_and_back<C: BlockCipherEncrypt + BlockCipherDecrypt + cipher::KeyInit>(key: &[u8]) -> Vec<u8> {
        let cipher = C::new_from_slice(key).unwrap();
        let mut blocks: Vec<cipher::Block<C>> =
            (0..37).map(|i| cipher::Block::<C>::from_fn(|j| (i * j) as u8)).collect();
        let before = blocks.clone();
        cipher.encrypt_blocks(&mut blocks);
        let after = blocks.concat();
        let mut single = before[36].clone();
        cipher.encrypt_block(&mut single);
        assert_eq!(single[..], after[36 * 16..]);
        cipher.decrypt_block(&mut single);
        assert_eq!(single, before[36]);
        cipher.decrypt_blocks(&mut blocks);
        assert_eq!(blocks, before);
        after
    }
    assert_eq!(there_and_back::<ours::cipher::Aes128>(&bytes(16)), there_and_back::<aes::Aes128>(&bytes(16)));
    assert_eq!(there_and_back::<ours::cipher::Aes192>(&bytes(24)), there_and_back::<aes::Aes192>(&bytes(24)));
    assert_eq!(there_and_back::<ours::cipher::Aes256>(&bytes(32)), there_and_back::<aes::Aes256>(&bytes(32)));
}

/// The crate `rand` over generators of the module.
#[test]
fn dice_with_any_generator() {
    use ours::random::{Generator, Rng, ThreadRng, UnwrapErr};
    use rand::RngExt;

    fn roll(rng: &mut impl rand::CryptoRng) {
        let mut seen = [false; 6];
        for _ in 0..1000 {
            let face: usize = rng.random_range(0..6);
            seen[face] = true;
        }
        assert_eq!(seen, [true; 6]);
    }
    roll(&mut UnwrapErr(ThreadRng));
    roll(&mut UnwrapErr(Rng::new().unwrap()));
    let drbg = qila::random::Drbg::builder(qila::random::Mechanism::Hmac(qila::hash::HashAlgorithm::Sha256));
    let mut generator = Generator::new(drbg.instantiate().unwrap());
    roll(&mut UnwrapErr(&mut generator));
    // More than one request gives.
    let mut long = vec![0; qila::random::MAX_REQUEST + 1];
    rand_core::TryRng::try_fill_bytes(&mut generator, &mut long).unwrap();
    assert!(long[qila::random::MAX_REQUEST - 32..] != [0; 33]);
}
