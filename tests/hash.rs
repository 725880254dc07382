//! Hash functions: the standard's examples, messages in parts, bad input.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::hash::{DynHasher, HashAlgorithm, Sha256, batch, batch_into, digest_into, sha256, sha384, sha512};
use qila::{Error, Indicator};

/// The hash value by the call for all algorithms.
fn digest(algorithm: HashAlgorithm, message: &[u8]) -> Vec<u8> {
    let mut out = [0; HashAlgorithm::MAX_OUTPUT_SIZE];
    let len = digest_into(algorithm, message, &mut out).unwrap();
    out[..len].to_vec()
}

/// The examples for FIPS 180-4 that NIST gives (one and two blocks), and the one of a million
/// letters.
#[test]
fn examples_of_fips_180_4() {
    const TWO_BLOCKS_512: &[u8] = b"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn\
        hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";
    const TWO_BLOCKS_256: &[u8] = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    let million = vec![b'a'; 1_000_000];
    let examples: [(HashAlgorithm, &[u8], &str); 10] = [
        (HashAlgorithm::Sha224, b"abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        (HashAlgorithm::Sha224, TWO_BLOCKS_256, "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525"),
        (HashAlgorithm::Sha256, b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (HashAlgorithm::Sha256, TWO_BLOCKS_256, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        (HashAlgorithm::Sha256, &million, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        (
            HashAlgorithm::Sha384,
            TWO_BLOCKS_512,
            "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712fcc7c71a557e2db966c3e9fa91746039",
        ),
        (
            HashAlgorithm::Sha512,
            TWO_BLOCKS_512,
            "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4331b99dec4b5433a\
             c7d329eeb6dd26545e96e55b874be909",
        ),
        (
            HashAlgorithm::Sha512,
            &million,
            "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973ebde0ff244877ea60a4cb0432ce577c31b\
             eb009c5c2c49aa2e4eadb217ad8cc09b",
        ),
        (HashAlgorithm::Sha512_224, TWO_BLOCKS_512, "23fec5bb94d60b23308192640b0c453335d664734fe40e7268674af9"),
        (
            HashAlgorithm::Sha512_256,
            TWO_BLOCKS_512,
            "3928e184fb8690f840da3988121d31be65cb9d3ef83ee6146feac861e19b563a",
        ),
    ];
    for (algorithm, message, expected) in examples {
        assert_eq!(hex::encode(digest(algorithm, message)), expected, "{}", algorithm.name());
    }
}

/// The same two messages through SHA-1 (FIPS 180-2 appendix A) and SHA-3 (NIST's examples for FIPS
/// 202), and a million letters through SHA3-256; all as Python's hashlib gives them.
#[test]
fn examples_of_sha_1_and_fips_202() {
    let million = vec![b'a'; 1_000_000];
    let examples: [(HashAlgorithm, &[u8], &str); 7] = [
        (HashAlgorithm::Sha1, b"abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (HashAlgorithm::Sha1, &million, "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
        (HashAlgorithm::Sha3_224, b"abc", "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf"),
        (HashAlgorithm::Sha3_256, b"abc", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"),
        (HashAlgorithm::Sha3_256, &million, "5c8875ae474a3634ba4fd55ec85bffd661f32aca75c6d699d0cdcb6c115891c1"),
        (
            HashAlgorithm::Sha3_384,
            b"abc",
            "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25",
        ),
        (
            HashAlgorithm::Sha3_512,
            b"abc",
            "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e\
             10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0",
        ),
    ];
    for (algorithm, message, expected) in examples {
        assert_eq!(hex::encode(digest(algorithm, message)), expected, "{}", algorithm.name());
    }
}

/// One call, the functions by name, and parts of every length across the ends of two blocks give
/// the same.
#[test]
fn parts_make_the_whole() {
    let message: Vec<u8> = (0..600_u32).map(|i| (i * i % 251) as u8).collect();
    for &algorithm in HashAlgorithm::ALL {
        for len in 0..300 {
            let message = &message[..len];
            let whole = digest(algorithm, message);
            assert_eq!(whole.len(), algorithm.output_size());
            for part in [1, 63, 64, 65, 111, 128, 200] {
                let mut hasher = DynHasher::new(algorithm).unwrap();
                message.chunks(part).for_each(|part| hasher.update(part));
                let mut out = [0; HashAlgorithm::MAX_OUTPUT_SIZE];
                let size = hasher.finalize_into(&mut out).unwrap();
                assert_eq!(out[..size], whole, "{} {len} {part}", algorithm.name());
            }
        }
    }
    assert_eq!(sha256(&message).unwrap()[..], digest(HashAlgorithm::Sha256, &message));
    assert_eq!(sha384(&message).unwrap()[..], digest(HashAlgorithm::Sha384, &message));
    assert_eq!(sha512(&message).unwrap()[..], digest(HashAlgorithm::Sha512, &message));
    assert_eq!(Sha256::digest(&message).unwrap()[..], digest(HashAlgorithm::Sha256, &message));
}

/// A copy goes its own way.
#[test]
fn a_message_can_be_copied() {
    let mut message = Sha256::new().unwrap();
    message.update(b"ab");
    let mut copy = message.clone();
    copy.update(b"c");
    message.update(b"d");
    assert_eq!(copy.finalize(), sha256(b"abc"));
    assert_eq!(message.finalize(), sha256(b"abd"));
    let mut message = DynHasher::new(HashAlgorithm::Sha512_224).unwrap();
    message.update(b"ab");
    let mut copy = message.clone();
    copy.update(b"c");
    let mut out = [0; 28];
    copy.finalize_into(&mut out).unwrap();
    assert_eq!(out[..], digest(HashAlgorithm::Sha512_224, b"abc"));
    message.finalize_into(&mut out).unwrap();
    assert_eq!(out[..], digest(HashAlgorithm::Sha512_224, b"ab"));
}

/// An output that is too small stays as it was, and the message can still be ended.
#[test]
fn small_outputs_are_refused() {
    for &algorithm in HashAlgorithm::ALL {
        let mut out = [0x55; HashAlgorithm::MAX_OUTPUT_SIZE];
        let small = &mut out[..algorithm.output_size() - 1];
        assert_eq!(digest_into(algorithm, b"abc", small), Err(Error::BufferTooSmall));
        let mut hasher = DynHasher::new(algorithm).unwrap();
        hasher.update(b"abc");
        assert_eq!(hasher.finalize_into(small), Err(Error::BufferTooSmall));
        assert_eq!(hasher.finalize_bits_into(0, 0, &mut []), Err(Error::BufferTooSmall));
        assert!(out.iter().all(|byte| *byte == 0x55));
        let size = hasher.finalize_into(&mut out).unwrap();
        assert_eq!(out[..size], digest(algorithm, b"abc"));
        assert!(out[size..].iter().all(|byte| *byte == 0x55));
    }
}

/// A last part of a byte has 0 to 7 bits.
#[test]
fn a_byte_has_less_than_eight_bits_left() {
    let mut hasher = DynHasher::new(HashAlgorithm::Sha256).unwrap();
    let mut out = [0x55; 32];
    assert_eq!(hasher.finalize_bits_into(0xff, 8, &mut out), Err(Error::InvalidParameter));
    assert_eq!(out, [0x55; 32]);
    assert_eq!(Sha256::new().unwrap().finalize_bits(0, u32::MAX), Err(Error::InvalidParameter));
    assert_eq!(Sha256::new().unwrap().finalize_bits(0, 0), sha256(b""));
}

/// The image of a test was never sealed, so nothing is approved, whichever way one asks.
#[test]
fn indicators() {
    for &algorithm in HashAlgorithm::ALL {
        let indicator = qila::hash::indicator(algorithm);
        assert!(matches!(indicator, Indicator::NotApproved(_)), "{indicator:?}");
        assert_eq!(DynHasher::new(algorithm).unwrap().indicator(), indicator);
    }
    assert_eq!(Sha256::new().unwrap().indicator(), qila::hash::indicator(HashAlgorithm::Sha256));
}

/// Many at once are each alone, for every function, every number around the groups, and lengths
/// around the blocks.
#[test]
fn batches() {
    let data: Vec<u8> = (0..300 * 40_usize).map(|i| ((i * i) >> 3) as u8).collect();
    for &algorithm in HashAlgorithm::ALL {
        let size = algorithm.output_size();
        for len in [0, 1, 32, 55, 56, 63, 64, 65, 71, 72, 111, 112, 127, 128, 136, 143, 200, 300] {
            for count in [0, 1, 2, 3, 5, 6, 7, 8, 9, 15, 16, 17, 22, 33, 40] {
                let mut out = vec![0; count * size];
                batch_into(algorithm, &data[..count * len], len, &mut out).unwrap();
                for (i, value) in out.chunks(size).enumerate() {
                    assert_eq!(value, digest(algorithm, &data[i * len..][..len]), "{algorithm:?} {len} {count}");
                }
            }
        }
        for (messages, len, out) in [(64, 32, size), (64, 32, 2 * size - 1), (63, 32, 2 * size), (1, 0, size)] {
            let mut values = vec![0x55; out];
            let result = batch_into(algorithm, &data[..messages], len, &mut values);
            assert_eq!(result, Err(Error::InvalidInputLength), "{messages} {len} {out}");
            assert!(values.iter().all(|byte| *byte == 0x55));
        }
    }
    let mut values = [[0x55; 32]; 3];
    batch::<Sha256>(&[b"abc", b"abd", b"abe"], &mut values).unwrap();
    assert_eq!(values, [b"abc", b"abd", b"abe"].map(|message| sha256(message).unwrap()));
    let before = values;
    assert_eq!(batch::<Sha256>(&[b"abc", b"ab", b"abe"], &mut values), Err(Error::InvalidInputLength));
    assert_eq!(batch::<Sha256>(&[b"abc", b"abd"], &mut values), Err(Error::InvalidInputLength));
    assert_eq!(values, before);
    assert_eq!(batch::<Sha256>(&[], &mut []), Ok(()));
}
