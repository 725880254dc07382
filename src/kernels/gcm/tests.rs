//! Every kernel against `portable`, fed the same inputs.

use super::{Direction, Key};
use crate::kernels::aes::Kernel;
use std::vec::Vec;

/// A key on the kernel asked for.
fn key(kernel: Kernel, bytes: &[u8]) -> Key {
    Key::on(kernel, bytes).unwrap()
}

/// Bytes that do not repeat at any power of two.
fn bytes(len: usize, seed: usize) -> Vec<u8> {
    (0..len).map(|i| ((i * 7 + seed) % 251) as u8).collect()
}

fn agree(key_bytes: &[u8], j0: u128, aad_len: usize, len: usize) {
    let definition = key(Kernel::PORTABLE, key_bytes);
    let (aad, plain) = (bytes(aad_len, 3), bytes(len, 5));
    let mut sealed = plain.clone();
    let tag = definition.crypt(Direction::Seal, j0, &aad, &mut sealed);
    for kernel in Kernel::all() {
        let name = kernel.name();
        let key = key(kernel, key_bytes);
        // One byte further in memory each time, so that no alignment is taken for granted.
        let mut data = std::vec![0xee; len + 2];
        data[1..=len].copy_from_slice(&plain);
        let found = key.crypt(Direction::Seal, j0, &aad, &mut data[1..=len]);
        assert_eq!(
            (&data[1..=len], found),
            (&sealed[..], tag),
            "{name}: seal {len} bytes, {aad_len} of additional data"
        );
        let found = key.crypt(Direction::Open, j0, &aad, &mut data[1..=len]);
        assert_eq!(
            (&data[1..=len], found),
            (&plain[..], tag),
            "{name}: open {len} bytes, {aad_len} of additional data"
        );
        assert_eq!((data[0], data[len + 1]), (0xee, 0xee), "{name} wrote beside the data");
        let (mut y, mut expected) = ([0xc4; 16], [0xc4; 16]);
        key.ghash(&mut y, &plain);
        definition.ghash(&mut expected, &plain);
        assert_eq!(y, expected, "{name}: GHASH of {len} bytes");
    }
}

#[test]
fn kernels_agree() {
    let j0 = u128::from_be_bytes([0xc4; 16]);
    for key_len in [16, 24, 32] {
        let key = bytes(key_len, 1);
        for len in (0..=1200).chain([1535, 1536, 1537, 4095, 4096, 16384, 16400]) {
            agree(&key, j0, 13, len);
        }
        for aad_len in (0..=600).chain([1024, 1025, 5000]) {
            agree(&key, j0, aad_len, 40);
        }
    }
}

/// The counter of GCM has 32 bits and wraps without a carry into the IV, wherever in a vector it
/// does so.
#[test]
fn the_counter_wraps() {
    for start in 0..70_u32 {
        let j0 = u128::MAX << 32 | u128::from(0_u32.wrapping_sub(start));
        agree(&bytes(16, 9), j0, 1, 1100);
    }
}
