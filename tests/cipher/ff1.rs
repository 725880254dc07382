//! FF1: the samples of NIST, limits.

use super::*;

/// FF1: encryption stays in the format and comes back, for radices and lengths of every kind.
#[test]
fn ff1() {
    let key = key(EXAMPLES[2].key);
    for (radix, lengths) in [(2_u32, 20..60), (10, 6..80), (255, 3..20), (256, 3..20), (40000, 2..20), (65536, 2..40)]
    {
        for len in lengths {
            for tweak in [0, 1, 15, 16, 17, 40] {
                let numeral = |i: usize| (((i * 2654435761 % 65536) as u32 * radix) >> 16) as u16;
                let plaintext: Vec<u16> = (0..len).map(numeral).collect();
                let mut numerals = plaintext.clone();
                key.ff1_encrypt(radix, &message(tweak), &mut numerals).unwrap();
                assert!(numerals.iter().all(|numeral| u32::from(*numeral) < radix));
                assert_ne!(numerals, plaintext);
                key.ff1_decrypt(radix, &message(tweak), &mut numerals).unwrap();
                assert_eq!(numerals, plaintext, "{radix} {len} {tweak}");
            }
        }
    }
}

/// Both sides of each limit of FF1; what is refused is unchanged.
#[test]
fn limits_of_ff1() {
    let key = key(EXAMPLES[0].key);
    let refused = |radix, numerals: &[u16], error| {
        let mut copy = numerals.to_vec();
        assert_eq!(key.ff1_encrypt(radix, b"", &mut copy), Err(error));
        assert_eq!(key.ff1_decrypt(radix, b"", &mut copy), Err(error));
        assert_eq!(copy, numerals);
    };
    for radix in [0, 1, 65537, u32::MAX] {
        refused(radix, &[0; 30], Error::InvalidParameter);
    }
    refused(10, &[1, 2, 3, 4, 5, 10], Error::InvalidParameter);
    refused(10, &[u16::MAX, 2, 3, 4, 5, 6], Error::InvalidParameter);
    for (radix, least) in [(2, 20), (10, 6), (999, 3), (1000, 2), (65536, 2)] {
        for len in 0..least {
            refused(radix, &vec![1; len], Error::InvalidInputLength);
        }
        key.ff1_encrypt(radix, b"", &mut vec![1; least]).unwrap();
    }
    refused(65536, &[1; 1025], Error::InputTooLong);
    key.ff1_encrypt(65536, b"", &mut [1; 1024]).unwrap();
    refused(2, &vec![1; 16385], Error::InputTooLong);
    key.ff1_encrypt(2, b"", &mut vec![1; 16384]).unwrap();
}
