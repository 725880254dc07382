//! GCM as the standard writes it: counter mode, then GHASH, block by block. The definition that
//! every other kernel is compared with.

use super::{Direction, POWERS, Powers, ghash as field, lengths};
use crate::kernels::aes::{self, CounterWidth};

/// This kernel needs H alone.
pub(super) fn powers(h: u128, powers: &mut Powers) {
    powers.of_h[Powers::place(1)] = h;
}

/// GHASH (SP 800-38D section 6.4).
pub(super) fn ghash(powers: &Powers, mut y: u128, data: &[u8]) -> u128 {
    let h = powers.of_h[POWERS - 1];
    let (blocks, rest) = data.as_chunks::<16>();
    for block in blocks {
        y = field::multiply(y ^ u128::from_be_bytes(*block), h);
    }
    if !rest.is_empty() {
        let mut block = [0; 16];
        let (place, _) = block.split_at_mut(rest.len());
        place.copy_from_slice(rest);
        y = field::multiply(y ^ u128::from_be_bytes(block), h);
    }
    y
}

/// A whole message.
pub(super) fn crypt(
    aes: &aes::Key,
    powers: &Powers,
    direction: Direction,
    j0: u128,
    aad: &[u8],
    data: &mut [u8],
) -> u128 {
    let mut counter = CounterWidth::Bits32.step(j0, 1).to_be_bytes();
    let mut y = ghash(powers, 0, aad);
    if direction == Direction::Open {
        y = ghash(powers, y, data);
    }
    aes.ctr_xor(&mut counter, CounterWidth::Bits32, data);
    if direction == Direction::Seal {
        y = ghash(powers, y, data);
    }
    y = field::multiply(y ^ lengths(aad.len(), data.len()), powers.of_h[POWERS - 1]);
    let mut mask = j0.to_be_bytes();
    aes.encrypt_block(&mut mask);
    y ^ u128::from_be_bytes(mask)
}
