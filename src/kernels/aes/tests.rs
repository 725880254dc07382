//! Each kernel against the standard and against `portable`.

use super::*;
use core::array;
use std::vec::Vec;

/// Bytes without a period that a block or a vector could share.
fn bytes<const N: usize>(seed: usize) -> [u8; N] {
    array::from_fn(|i| ((i + 7 * seed) % 251) as u8)
}

fn keys(kernel: Kernel, size: usize) -> (Key, DecryptionKey) {
    let key = Key::on(kernel, &bytes::<32>(size)[..size]).unwrap();
    let inverse = DecryptionKey::of(&key);
    (key, inverse)
}

/// FIPS 197 appendix C of 2001: one plaintext under keys of three lengths, each byte one more than
/// the last.
#[test]
fn examples_of_fips_197() {
    let key: [u8; 32] = array::from_fn(|i| i as u8);
    let plaintext: Block = array::from_fn(|i| 0x11 * i as u8);
    for (size, ciphertext) in [
        (16, 0x69c4e0d86a7b0430d8cdb78070b4c55a_u128),
        (24, 0xdda97ca4864cdfe06eaf70a0ec0d7191),
        (32, 0x8ea2b7ca516745bfeafc49904b496089),
    ] {
        for kernel in Kernel::all() {
            let key = Key::on(kernel, &key[..size]).unwrap();
            let mut block = plaintext;
            key.encrypt_block(&mut block);
            assert_eq!(u128::from_be_bytes(block), ciphertext, "{} {size}", kernel.name());
            DecryptionKey::of(&key).decrypt_block(&mut block);
            assert_eq!(block, plaintext, "{} {size}", kernel.name());
        }
    }
}

/// FIPS 197 appendix A.2 and A.3: the last words of the key expansion, where the rules of the
/// lengths differ.
#[test]
fn schedules_of_fips_197() {
    let key_192 = 0x8e73b0f7da0e6452c810f32b809079e5_u128.to_be_bytes();
    let rest_192 = 0x62f8ead2522c6b7b_u64.to_be_bytes();
    let key_256 = [0x603deb1015ca71be2b73aef0857d7781_u128, 0x1f352c073b6108d72d9810a30914dff4];
    for kernel in Kernel::all() {
        let key = Key::on(kernel, &[&key_192[..], &rest_192].concat()).unwrap();
        let last = u128::from_be_bytes(*key.schedule().last());
        assert_eq!(last, 0xe98ba06f448c773c8ecc720401002202, "{}", kernel.name());
        assert_eq!(key.schedule().keys[13..], [[0; 16]; 2], "{}", kernel.name());
        let key = Key::on(kernel, &key_256.map(u128::to_be_bytes).concat()).unwrap();
        let last = u128::from_be_bytes(*key.schedule().last());
        assert_eq!(last, 0xfe4890d1e6188d0b046df344706c631e, "{}", kernel.name());
    }
}

#[test]
fn only_three_key_lengths() {
    for size in (0..=64).filter(|size| ![16, 24, 32].contains(size)) {
        assert_eq!(Key::new(&bytes::<64>(0)[..size]).err(), Some(Error::InvalidKeyLength));
    }
}

/// ECB and CBC in both directions, for every number of blocks around the widths of the kernels.
#[test]
fn kernels_agree_on_blocks() {
    const MOST: usize = 75;
    let data = bytes::<{ 16 * MOST }>(3);
    let data: &[Block] = data.as_chunks::<16>().0;
    for size in [16, 24, 32] {
        let (key, inverse) = keys(Kernel::PORTABLE, size);
        for kernel in Kernel::all().into_iter().skip(1) {
            let (other, other_inverse) = keys(kernel, size);
            for n in 0..=MOST {
                let all = |key: &Key, inverse: &DecryptionKey| {
                    let mut results: [Vec<Block>; 8] = array::from_fn(|_| data[..n].to_vec());
                    let (mut iv, mut other_iv) = (bytes(5), bytes(5));
                    key.cfb_encrypt(&mut bytes(5), &mut results[4]);
                    key.cfb_decrypt(&mut bytes(5), &mut results[5]);
                    let tweak = u128::from_be_bytes(bytes(19)) | 1 << 127;
                    key.xts_encrypt(tweak, &mut results[6]);
                    inverse.xts_decrypt(tweak, &mut results[7]);
                    key.encrypt_blocks(&mut results[0]);
                    inverse.decrypt_blocks(&mut results[1]);
                    key.cbc_encrypt(&mut iv, &mut results[2]);
                    inverse.cbc_decrypt(&mut other_iv, &mut results[3]);
                    for opens in [false, true] {
                        let mut text = data[..n].to_vec();
                        let (mut counter, mut chain) = (bytes(6), bytes(5));
                        key.ctr_and_mac(opens, &mut counter, &mut chain, &mut text);
                        let (mut stream, mut other, mut expected) = (bytes(6), bytes(5), data[..n].to_vec());
                        key.ctr_xor(&mut stream, CounterWidth::Bits128, expected.as_flattened_mut());
                        key.cbc_mac(&mut other, if opens { &expected } else { &data[..n] });
                        assert!((text, counter, chain) == (expected, stream, other));
                    }
                    let mut chain = bytes(5);
                    key.cbc_mac(&mut chain, &data[..n]);
                    assert_eq!(chain, iv);
                    (results, iv, other_iv)
                };
                assert!(all(&key, &inverse) == all(&other, &other_inverse), "{} {size} {n}", kernel.name());
            }
        }
    }
}

/// Both wrapping functions and what undoes them, for every number of semiblocks up to some.
#[test]
fn kernels_agree_on_wrapping() {
    let data = bytes::<{ 8 * 40 }>(4);
    let data: &[Semiblock] = data.as_chunks::<8>().0;
    for size in [16, 24, 32] {
        let (key, inverse) = keys(Kernel::PORTABLE, size);
        for kernel in Kernel::all() {
            let (other, other_inverse) = keys(kernel, size);
            for n in 0..=40 {
                let all = |key: &Key, inverse: &DecryptionKey| {
                    let mut results: [(Semiblock, Vec<Semiblock>); 2] =
                        array::from_fn(|_| (bytes(5), data[..n].to_vec()));
                    key.wrap(&mut results[0].0, &mut results[0].1);
                    inverse.wrap(&mut results[1].0, &mut results[1].1);
                    results
                };
                let mut wrapped = all(&other, &other_inverse);
                assert!(all(&key, &inverse) == wrapped, "{} {size} {n}", kernel.name());
                other_inverse.unwrap(&mut wrapped[0].0, &mut wrapped[0].1);
                other.unwrap(&mut wrapped[1].0, &mut wrapped[1].1);
                assert!(wrapped.iter().all(|(a, r)| *a == bytes(5) && r[..] == data[..n]), "{size} {n}");
            }
        }
    }
}

/// Counter mode for every length around the widths, unaligned, from counters whose carries run
/// through every lane.
#[test]
fn kernels_agree_on_counters() {
    let counters = [
        0,
        u128::from_be_bytes(bytes(9)),
        u128::MAX - 1,
        u128::MAX - 17,
        u128::from(u64::MAX) - 2,
        u128::from(u64::MAX) - 40,
        u128::from(u32::MAX) - 3,
        7 << 64 | u128::from(u64::MAX - 33),
    ];
    for kernel in Kernel::all().into_iter().skip(1) {
        for (size, counter, width) in [16, 24, 32].into_iter().flat_map(|size| {
            counters.into_iter().flat_map(move |counter| {
                [CounterWidth::Bits32, CounterWidth::Bits64, CounterWidth::Bits128]
                    .map(|width| (size, counter, width))
            })
        }) {
            let (key, _) = keys(Kernel::PORTABLE, size);
            let (other, _) = keys(kernel, size);
            for length in (0..=200).chain(500..530).chain(1010..1050) {
                let run = |key: &Key| {
                    let mut data = bytes::<1100>(1);
                    let mut block = counter.to_be_bytes();
                    key.ctr_xor(&mut block, width, &mut data[3..3 + length]);
                    (data, block)
                };
                assert!(run(&key) == run(&other), "{} {size} {counter:x} {width:?} {length}", kernel.name());
            }
        }
    }
}

/// The portable counter mode is the block function at the counters of SP 800-38A appendix B.1.
#[test]
fn portable_counters_are_the_definition() {
    let (key, _) = keys(Kernel::PORTABLE, 32);
    for (width, carried) in
        [(CounterWidth::Bits128, 1 << 32), (CounterWidth::Bits64, 1 << 32), (CounterWidth::Bits32, 0)]
    {
        let mut stream = [0; 40];
        let mut counter = u128::from(u32::MAX).to_be_bytes();
        key.ctr_xor(&mut counter, width, &mut stream);
        assert_eq!(u128::from_be_bytes(counter), carried + 2);
        for (part, counter) in stream.chunks(16).zip([u128::from(u32::MAX), carried, carried + 1]) {
            let mut block = counter.to_be_bytes();
            key.encrypt_block(&mut block);
            assert_eq!(part, &block[..part.len()]);
        }
    }
}

/// The storage of a key holds nothing after the drop.
#[test]
fn keys_are_wiped() {
    let mut key = core::mem::ManuallyDrop::new(Key::new(&bytes::<32>(1)).unwrap());
    assert_ne!(key.schedule.keys, [[0; 16]; 15]);
    // SAFETY: the value is dropped once; what it leaves is plain bytes, read through the same
    // pointer.
    let left = unsafe {
        core::mem::ManuallyDrop::drop(&mut key);
        core::ptr::read_volatile(&raw const key.schedule.keys)
    };
    assert_eq!(left, [[0; 16]; 15]);
}

/// The portable feedback and tweaked modes are made of the block function as the standards say.
#[test]
fn portable_modes_are_the_definition() {
    let data = bytes::<{ 16 * 9 }>(3);
    let data: &[Block] = data.as_chunks::<16>().0;
    let (key, inverse) = keys(Kernel::PORTABLE, 24);
    let (mut text, mut register, mut tweak) = (data.to_vec(), bytes(5), u128::MAX / 3);
    key.cfb_encrypt(&mut register, &mut text);
    assert_eq!(register, text[8]);
    let mut previous = bytes(5);
    for (plaintext, ciphertext) in data.iter().zip(&text) {
        key.encrypt_block(&mut previous);
        previous.iter_mut().zip(plaintext).for_each(|(a, b)| *a ^= b);
        assert_eq!(previous, *ciphertext);
    }
    key.cfb_decrypt(&mut bytes(5), &mut text);
    assert_eq!(text, data);
    key.xts_encrypt(tweak, &mut text);
    for (plaintext, ciphertext) in data.iter().zip(&text) {
        let mut block = (u128::from_le_bytes(*plaintext) ^ tweak).to_le_bytes();
        key.encrypt_block(&mut block);
        assert_eq!(u128::from_le_bytes(block) ^ tweak, u128::from_le_bytes(*ciphertext));
        tweak = tweak << 1 ^ if tweak >> 127 == 1 { 0x87 } else { 0 };
    }
    inverse.xts_decrypt(u128::MAX / 3, &mut text);
    assert_eq!(text, data);
}
