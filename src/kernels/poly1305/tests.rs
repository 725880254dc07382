use super::*;
use std::vec::Vec;

/// The kernels agree for every number of blocks, also with sums and blocks that are as large as
/// they come.
#[test]
fn kernels_agree() {
    for (filler, key_byte) in [(0xff, 0xff), (0x00, 0xff), (0x5a, 0x37)] {
        for len in (0..1400).chain([2047, 2048, 2049, 4096, 5000]) {
            let data: Vec<u8> = (0..len).map(|i| if filler == 0x5a { (i * 7) as u8 } else { filler }).collect();
            let tag = |kernel| {
                let mut message = Poly1305::new(kernel, &[key_byte; 32]);
                message.update_padded(&data);
                message.update_padded(&data[..len / 3]);
                message.finish()
            };
            for kernel in Kernel::all() {
                assert_eq!(tag(kernel), tag(Kernel::PORTABLE), "{len}");
            }
        }
    }
}

/// RFC 8439 section 2.5.2, whose message ends within a block: its end marker stands there, so the
/// last block is added by hand.
#[test]
fn the_tag_of_the_standard() {
    let key = hex::decode("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b").unwrap();
    let mut message = Poly1305::new(Kernel::PORTABLE, &key.try_into().unwrap());
    message.update_padded(b"Cryptographic Forum Research Gro");
    // What `block` adds as a marker comes off first.
    let marked = 0x01_7075_u128;
    message.sum.top = message.sum.top.wrapping_sub(1);
    portable::block(message.r, &mut message.sum, &marked.to_le_bytes());
    assert_eq!(hex::encode(message.finish()), "a8061dc1305136c6c22b8baf0c0127a9");
}

/// Sums next to the modulus and to twice the modulus.
#[test]
fn the_smallest_number() {
    let reduced = |low: u128, top| Sum::new(low, top).reduced();
    let p = u128::MAX - 4; // and 3 above
    assert_eq!(reduced(p, 3), 0);
    assert_eq!(reduced(p + 1, 3), 1);
    assert_eq!(reduced(p - 1, 3), p - 1);
    assert_eq!(reduced(u128::MAX, 3), 4);
    assert_eq!(reduced(0, 4), 5);
    assert_eq!(reduced(u128::MAX - 9, 7), 0);
    assert_eq!(reduced(u128::MAX - 8, 7), 1);
    assert_eq!(reduced(u128::MAX, 7), 9);
}

/// A product's middle limb may be a little longer than 44 bits, once in some 2^38 products.
#[test]
#[cfg(target_arch = "x86_64")]
fn limbs_of_26_bits_are_the_same_number() {
    for middle in [0, 1, (1 << 44) - 1, 1 << 44, (1 << 44) + 83] {
        for top in [0, 1, (1 << 42) - 2] {
            let limbs = avx2::split([(1 << 44) - 1, middle, top]);
            let sum = Sum::new((1 << 44) - 1 + (u128::from(middle) << 44) + (u128::from(top) << 88), top >> 40);
            assert!(limbs[..4].iter().all(|limb| limb >> 26 == 0) && limbs[4] >> 27 == 0);
            let low = (0..4).map(|i| u128::from(limbs[i]) << (26 * i)).sum::<u128>();
            let (low, carry) = low.overflowing_add(u128::from(limbs[4]) << 104);
            assert_eq!((low, (limbs[4] >> 24) + u64::from(carry)), (sum.low, sum.top));
        }
    }
}
