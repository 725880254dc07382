use super::*;
use std::vec::Vec;

/// Every kernel gives what the portable one gives, for lengths around every group, and for a
/// counter that wraps.
#[test]
fn kernels_agree() {
    for counter in [0, 1, u32::MAX - 20] {
        let mut input: Input = core::array::from_fn(|i| (i as u32).wrapping_mul(0x9e37_79b9));
        input[COUNTER] = counter;
        for len in (0..300).chain([511, 512, 513, 575, 1023, 1024, 1025, 1100, 2048, 3000]) {
            let mut expected: Vec<u8> = (0..len).map(|i| i as u8).collect();
            let data = expected.clone();
            Kernel::PORTABLE.xor(&input, &mut expected);
            for kernel in Kernel::all() {
                let mut data = data.clone();
                kernel.xor(&input, &mut data);
                assert!(data == expected, "{} {len}", kernel.name());
            }
        }
    }
}

/// RFC 8439 section 2.3.2.
#[test]
fn the_block_of_the_standard() {
    let key: [u8; 32] = core::array::from_fn(|i| i as u8);
    let mut input: Input =
        [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x0900_0000, 0x4a00_0000, 0];
    for (word, bytes) in input[4..12].iter_mut().zip(key.as_chunks().0) {
        *word = u32::from_le_bytes(*bytes);
    }
    let mut out = [0; BLOCK_SIZE];
    portable::block(&input, &mut out);
    assert_eq!(hex::encode(&out[..16]), "10f1e7e4d13b5915500fdd1fa32071c4");
    assert_eq!(hex::encode(&out[48..]), "b5129cd1de164eb9cbd083e8a2503c4e");
}

/// Every kernel encrypts and authenticates as the portable ones do one after the other, for lengths
/// around every group, and decrypts to what it was.
#[test]
fn kernels_authenticate_the_ciphertext() {
    use crate::kernels::poly1305;
    let input: Input = core::array::from_fn(|i| (i as u32).wrapping_mul(0x9e37_79b9));
    for first in [192, 448, 960] {
        let first = std::vec![0x3a; first];
        for len in (0..200).chain((900..1100).step_by(7)).chain(1470..1490).chain([1983, 1984, 1985, 5000]) {
            let plaintext: Vec<u8> = (0..len).map(|i| i as u8).collect();
            let mut expected = plaintext.clone();
            let (head, rest) = expected.split_at_mut(len.min(first.len()));
            head.iter_mut().for_each(|byte| *byte ^= 0x3a);
            Kernel::PORTABLE.xor(&input, rest);
            let begin = || poly1305::Poly1305::new(poly1305::Kernel::PORTABLE, &[0x97; 32]);
            let mut tag = begin();
            tag.update_padded(&expected);
            let tag = tag.finish();
            for kernel in Kernel::all() {
                let mut data = plaintext.clone();
                for (direction, result) in [(Direction::Encrypt, &expected), (Direction::Decrypt, &plaintext)] {
                    let mut authenticator = begin();
                    kernel.crypt(direction, &first, &input, &mut data, &mut authenticator);
                    assert!(data == *result, "{} {len}", kernel.name());
                    assert_eq!(authenticator.finish(), tag, "{} {len}", kernel.name());
                }
            }
        }
    }
}
