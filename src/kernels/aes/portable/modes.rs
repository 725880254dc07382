//! Modes of operation on the bitsliced cipher, beside ECB, CBC and CTR.

use super::{by_four, ctr_xor, decrypt, decrypt_block, encrypt, encrypt_block, slice_keys};
use crate::base::bytes::xor_in_place;
use crate::kernels::aes::{Block, CounterWidth, Schedule, Semiblock, times_alpha};
use crate::machine::wipe::Wiped;

pub(in super::super) fn cbc_mac(schedule: &Schedule, chain: &mut Block, blocks: &[Block]) {
    let keys = slice_keys(schedule);
    let mut four = Wiped::new([[0; 16]; 4]);
    four[0] = *chain;
    for block in blocks {
        xor_in_place(&mut four[0], block);
        encrypt(&keys, schedule.rounds, &mut four);
    }
    *chain = four[0];
}

pub(in super::super) fn ctr_and_mac(
    opens: bool,
    schedule: &Schedule,
    chain: &mut Block,
    first: u128,
    blocks: &mut [Block],
) {
    if !opens {
        cbc_mac(schedule, chain, blocks);
    }
    ctr_xor(schedule, first, CounterWidth::Bits128, blocks.as_flattened_mut());
    if opens {
        cbc_mac(schedule, chain, blocks);
    }
}

pub(in super::super) fn cfb_encrypt(schedule: &Schedule, iv: &mut Block, blocks: &mut [Block]) {
    for block in blocks {
        encrypt_block(schedule, iv);
        xor_in_place(block, iv);
        *iv = *block;
    }
}

pub(in super::super) fn cfb_decrypt(schedule: &Schedule, iv: &Block, blocks: &mut [Block]) {
    let keys = slice_keys(schedule);
    let mut previous = *iv;
    by_four(blocks, |four| {
        let mut registers = Wiped::new(*four);
        for register in registers.iter_mut() {
            *register = core::mem::replace(&mut previous, *register);
        }
        encrypt(&keys, schedule.rounds, &mut registers);
        for (block, stream) in four.iter_mut().zip(registers.iter()) {
            xor_in_place(block, stream);
        }
    });
}

pub(in super::super) fn xts(forward: bool, schedule: &Schedule, tweak: u128, blocks: &mut [Block]) {
    let keys = slice_keys(schedule);
    let mut tweak = tweak;
    by_four(blocks, |four| {
        let mut tweaks = Wiped::new([0; 4]);
        for place in tweaks.iter_mut() {
            (*place, tweak) = (tweak, times_alpha(tweak));
        }
        let add = |four: &mut [Block; 4]| {
            four.iter_mut().zip(tweaks.iter()).for_each(|(block, tweak)| xor_in_place(block, &tweak.to_le_bytes()));
        };
        add(four);
        if forward {
            encrypt(&keys, schedule.rounds, four)
        } else {
            decrypt(&keys, schedule.rounds, four)
        }
        add(four);
    });
}

pub(in super::super) fn wrap(forward: bool, schedule: &Schedule, a: &mut Semiblock, r: &mut [Semiblock]) {
    let mut t = 0_u64;
    for _ in 0..6 {
        for r in r.iter_mut() {
            t += 1;
            one_step(forward, schedule, a, r);
            xor_in_place(a, &t.to_be_bytes());
        }
    }
}

pub(in super::super) fn unwrap(forward: bool, schedule: &Schedule, a: &mut Semiblock, r: &mut [Semiblock]) {
    let mut t = 6 * r.len() as u64;
    for _ in 0..6 {
        for r in r.iter_mut().rev() {
            xor_in_place(a, &t.to_be_bytes());
            one_step(forward, schedule, a, r);
            t -= 1;
        }
    }
}

/// The cipher, or its inverse, of both halves of a block.
fn one_step(forward: bool, schedule: &Schedule, a: &mut Semiblock, r: &mut Semiblock) {
    let mut block = Wiped::new([0; 16]);
    let (first, second) = block.split_at_mut(8);
    first.copy_from_slice(a);
    second.copy_from_slice(r);
    if forward {
        encrypt_block(schedule, &mut block)
    } else {
        decrypt_block(schedule, &mut block)
    }
    let (first, second) = block.split_at(8);
    a.copy_from_slice(first);
    r.copy_from_slice(second);
}
