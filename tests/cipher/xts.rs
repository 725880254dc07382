//! XTS: the examples of the standard, units of storage, limits.

use super::*;

/// IEEE 1619 appendix B, vectors 2 and 15, and every length of a data unit.
#[test]
fn xts() {
    let key = AesXtsKey::new(&[[0x11; 16], [0x22; 16]].concat()).unwrap();
    let ciphertext = "c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0";
    let tweak = AesXtsKey::tweak(0x33_3333_3333);
    assert_eq!(after(&"44".repeat(32), |data| key.encrypt(&tweak, data).unwrap()), ciphertext);
    let key = "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0bfbebdbcbbbab9b8b7b6b5b4b3b2b1b0";
    let key = AesXtsKey::new(&hex::decode(key).unwrap()).unwrap();
    let tweak = AesXtsKey::tweak(0x12_3456_789a);
    let plaintext = "000102030405060708090a0b0c0d0e0f10";
    assert_eq!(after(plaintext, |data| key.encrypt(&tweak, data).unwrap()), "6c1625db4671522d3d7599601de7ca09ed");
    for bits in (128..5000_usize).step_by(7).chain([65536, 65543, 80000]) {
        let mut plaintext = message(bits.div_ceil(8));
        *plaintext.last_mut().unwrap() &= (0xff00_u16 >> ((bits - 1) % 8 + 1)) as u8;
        let mut data = plaintext.clone();
        key.encrypt_bits(&tweak, &mut data, bits).unwrap();
        assert_ne!(data[..16], plaintext[..16]);
        key.decrypt_bits(&tweak, &mut data, bits).unwrap();
        assert_eq!(data, plaintext, "{bits}");
    }
}

/// Units one by one are the units together; lengths that leave less than a block are refused before
/// anything is done.
#[test]
fn xts_units() {
    let key = AesXtsKey::generate(XtsKeySize::Aes256, &mut qila::random::Rng::new().unwrap()).unwrap();
    assert_eq!(key.key_size(), KeySize::Aes256);
    for (unit, len) in [(16, 160), (17, 33), (512, 4096), (520, 2600), (500, 1016), (4096, 16), (100, 0)] {
        let mut together = message(len);
        key.encrypt_units(u128::MAX, unit, &mut together).unwrap();
        let mut single = message(len);
        for (i, part) in single.chunks_mut(unit).enumerate() {
            key.encrypt(&AesXtsKey::tweak((i as u128).wrapping_sub(1)), part).unwrap();
        }
        assert_eq!(together, single);
        key.decrypt_units(u128::MAX, unit, &mut together).unwrap();
        assert_eq!(together, message(len));
    }
    for (unit, len) in [(15, 30), (0, 16), (512, 513), (512, 527), (100, 15)] {
        let mut data = message(len);
        assert_eq!(key.encrypt_units(0, unit, &mut data), Err(Error::InvalidInputLength), "{unit} {len}");
        assert_eq!(key.decrypt_units(0, unit, &mut data), Err(Error::InvalidInputLength), "{unit} {len}");
        assert_eq!(data, message(len));
    }
}

/// Both sides of each limit of XTS: lengths of keys and units, and equal halves.
#[test]
fn limits_of_xts() {
    for len in 0..100 {
        let made = AesXtsKey::new(&message(len));
        assert_eq!(made.err(), (![32, 64].contains(&len)).then_some(Error::InvalidKeyLength), "{len}");
    }
    for half in [16, 32] {
        let mut key = [message(half), message(half)].concat();
        assert_eq!(AesXtsKey::new(&key).err(), Some(Error::InvalidParameter));
        key[half / 2] ^= 1;
        assert!(AesXtsKey::new(&key).is_ok());
    }
    let key = AesXtsKey::new(&message(32)).unwrap();
    let mut data = vec![7; (1 << 24) + 1];
    assert_eq!(key.encrypt(&IV, &mut data), Err(Error::InputTooLong));
    assert_eq!(key.encrypt_units(0, (1 << 24) + 1, &mut data), Err(Error::InputTooLong));
    assert_eq!(key.encrypt_bits(&IV, &mut data, (1 << 27) + 1), Err(Error::InputTooLong));
    assert_eq!(key.decrypt(&IV, &mut data[..15]), Err(Error::InvalidInputLength));
    assert!(data.iter().all(|byte| *byte == 7));
    assert!(key.encrypt(&IV, &mut data[..1 << 24]).is_ok());
    assert!(key.decrypt(&IV, &mut data[..1 << 24]).is_ok());
    assert!(data.iter().all(|byte| *byte == 7));
}
