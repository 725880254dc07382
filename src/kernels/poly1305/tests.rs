use super::*;
use std::vec::Vec;

/// The kernels agree for every number of blocks, also with sums and blocks that are as large as they come.
#[test]
fn kernels_agree() {
    for (filler, key_byte) in [(0xff, 0xff), (0x00, 0xff), (0x5a, 0x37)] {
        for len in (0..700).chain([1023, 1024, 1025, 4096, 5000]) {
            let data: Vec<u8> = (0..len).map(|i| if filler == 0x5a { (i * 7) as u8 } else { filler }).collect();
            let tag = |kernel| {
                let mut message = Poly1305::new(kernel, &[key_byte; 32]);
                message.update_padded(&data);
                message.update_padded(&data[..len / 3]);
                message.finish()
            };
            assert_eq!(tag(Kernel::choose()), tag(Kernel::Portable), "{len}");
        }
    }
}

/// RFC 8439 section 2.5.2, whose message ends within a block: its end marker stands there, so the last block is added by hand.
#[test]
fn the_tag_of_the_standard() {
    let key = hex::decode("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b").unwrap();
    let mut message = Poly1305::new(Kernel::Portable, &key.try_into().unwrap());
    message.update_padded(b"Cryptographic Forum Research Gro");
    let m = limbs(u128::from(0x01_7075_u32));
    let sum = [message.sum[0] + m[0], message.sum[1] + m[1], message.sum[2] + m[2]];
    message.sum = portable::multiply(&sum, &message.r);
    assert_eq!(hex::encode(message.finish()), "a8061dc1305136c6c22b8baf0c0127a9");
}

/// Sums next to the modulus.
#[test]
fn the_smallest_number() {
    let p = [MASK_44 - 4, MASK_44, MASK_42];
    assert_eq!(portable::reduced(p), 0);
    assert_eq!(portable::reduced([p[0] + 1, p[1], p[2]]), 1);
    assert_eq!(portable::reduced([p[0] - 1, p[1], p[2]]), u128::MAX - 5);
    assert_eq!(portable::reduced([MASK_44, MASK_44, MASK_42]), 4);
    // Twice the modulus, and one more.
    assert_eq!(portable::reduced([2 * p[0], 2 * p[1], 2 * p[2]]), 0);
    assert_eq!(portable::reduced([2 * p[0] + 1, 2 * p[1], 2 * p[2]]), 1);
}
