//! The modes in which blocks do not wait for each other, written once for registers of one block:
//! eight in flight, which hides the latency of a round on every processor with AES instructions.

/// Gives `blocks` to `$step` eight at a time, then four, two and one.
macro_rules! by_widths {
    ($blocks:expr, $step:ident $arguments:tt) => {{
        let (eights, rest) = $blocks.as_chunks_mut::<8>();
        let (fours, rest) = rest.as_chunks_mut::<4>();
        let (twos, ones) = rest.as_chunks_mut::<2>();
        by_widths!(@ eights, $step $arguments);
        by_widths!(@ fours, $step $arguments);
        by_widths!(@ twos, $step $arguments);
        by_widths!(@ ones.as_chunks_mut::<1>().0, $step $arguments);
    }};
    (@ $groups:expr, $step:ident ($($argument:expr),*)) => {
        for group in $groups {
            $step($($argument,)* group);
        }
    };
}
pub(super) use by_widths;

/// Makes these functions for a token and its processor features. In scope is `vector`, which is
/// `xmm` or `neon`.
#[cfg(target_arch = "aarch64")]
macro_rules! eights {
    ($token:ident, $features:literal) => {
        use crate::kernels::aes::eights::{by_widths, counters};

        counters!($token, $features);

        #[target_feature(enable = $features)]
        pub(super) fn encrypt_blocks(_cpu: $token, schedule: &Schedule, blocks: &mut [Block]) {
            by_widths!(blocks, ecb_encrypt(schedule));
        }

        #[inline]
        #[target_feature(enable = $features)]
        fn ecb_encrypt<const N: usize>(schedule: &Schedule, blocks: &mut [Block; N]) {
            store_all(blocks, vector::encrypt(schedule, blocks.each_ref().map(|block| vector::load(block))));
        }

        #[target_feature(enable = $features)]
        pub(super) fn decrypt_blocks(_cpu: $token, schedule: &Schedule, blocks: &mut [Block]) {
            by_widths!(blocks, ecb_decrypt(schedule));
        }

        #[inline]
        #[target_feature(enable = $features)]
        fn ecb_decrypt<const N: usize>(schedule: &Schedule, blocks: &mut [Block; N]) {
            store_all(blocks, vector::decrypt(schedule, blocks.each_ref().map(|block| vector::load(block))));
        }

        #[target_feature(enable = $features)]
        pub(super) fn cbc_decrypt(_cpu: $token, schedule: &Schedule, iv: &Block, blocks: &mut [Block]) {
            let mut previous = vector::load(iv);
            by_widths!(blocks, cbc_group(schedule, &mut previous));
        }

        #[inline]
        #[target_feature(enable = $features)]
        fn cbc_group<const N: usize>(schedule: &Schedule, previous: &mut vector::Vector, blocks: &mut [Block; N]) {
            let ciphertext = blocks.each_ref().map(|block| vector::load(block));
            for ((block, inner), &next) in
                blocks.iter_mut().zip(vector::decrypt(schedule, ciphertext)).zip(&ciphertext)
            {
                vector::store(block, vector::xor(inner, *previous));
                *previous = next;
            }
        }

        #[target_feature(enable = $features)]
        pub(super) fn cfb_decrypt(_cpu: $token, schedule: &Schedule, iv: &Block, blocks: &mut [Block]) {
            let mut previous = vector::load(iv);
            by_widths!(blocks, cfb_group(schedule, &mut previous));
        }

        #[inline]
        #[target_feature(enable = $features)]
        fn cfb_group<const N: usize>(schedule: &Schedule, previous: &mut vector::Vector, blocks: &mut [Block; N]) {
            let ciphertext = blocks.each_ref().map(|block| vector::load(block));
            let mut registers = ciphertext;
            for (register, ciphertext) in registers.iter_mut().zip(ciphertext) {
                *register = core::mem::replace(previous, ciphertext);
            }
            for ((block, stream), ciphertext) in
                blocks.iter_mut().zip(vector::encrypt(schedule, registers)).zip(ciphertext)
            {
                vector::store(block, vector::xor(ciphertext, stream));
            }
        }

        #[target_feature(enable = $features)]
        pub(super) fn xts(_cpu: $token, forward: bool, schedule: &Schedule, tweak: u128, blocks: &mut [Block]) {
            let mut tweak = tweak;
            by_widths!(blocks, xts_group(forward, schedule, &mut tweak));
        }

        #[inline]
        #[target_feature(enable = $features)]
        fn xts_group<const N: usize>(forward: bool, schedule: &Schedule, tweak: &mut u128, blocks: &mut [Block; N]) {
            let mut tweaks = [vector::from_u128(0); N];
            for place in &mut tweaks {
                *place = vector::from_u128(*tweak);
                *tweak = times_alpha(*tweak);
            }
            let mut state = blocks.each_ref().map(|block| vector::load(block));
            for (state, tweak) in state.iter_mut().zip(tweaks) {
                *state = vector::xor(*state, tweak);
            }
            state = if forward { vector::encrypt(schedule, state) } else { vector::decrypt(schedule, state) };
            for (state, tweak) in state.iter_mut().zip(tweaks) {
                *state = vector::xor(*state, tweak);
            }
            store_all(blocks, state);
        }

        #[inline]
        #[target_feature(enable = $features)]
        fn store_all<const N: usize>(blocks: &mut [Block; N], values: [vector::Vector; N]) {
            for (block, value) in blocks.iter_mut().zip(values) {
                vector::store(block, value);
            }
        }
    };
}
#[cfg(target_arch = "aarch64")]
pub(super) use eights;

/// Makes counter mode for a token and its processor features, with `vector` in scope as above.
macro_rules! counters {
    ($token:ident, $features:literal) => {
        #[target_feature(enable = $features)]
        pub(super) fn ctr_xor(_cpu: $token, schedule: &Schedule, first: u128, width: CounterWidth, data: &mut [u8]) {
            let mut counter = first;
            let (blocks, rest) = data.as_chunks_mut::<16>();
            by_widths!(blocks, ctr_group(schedule, &mut counter, width));
            if !rest.is_empty() {
                let mut block = [0; 16];
                block[..rest.len()].copy_from_slice(rest);
                ctr_group(schedule, &mut counter, width, core::array::from_mut(&mut block));
                rest.copy_from_slice(&block[..rest.len()]);
                zeroize::Zeroize::zeroize(&mut block);
            }
        }

        #[inline]
        #[target_feature(enable = $features)]
        fn ctr_group<const N: usize>(
            schedule: &Schedule,
            counter: &mut u128,
            width: CounterWidth,
            blocks: &mut [Block; N],
        ) {
            let counters = core::array::from_fn(|i| vector::big_endian(width.step(*counter, i as u64)));
            *counter = width.step(*counter, N as u64);
            let stream: [vector::Vector; N] = vector::encrypt(schedule, counters);
            for (block, stream) in blocks.iter_mut().zip(stream) {
                vector::store(block, vector::xor(vector::load(block), stream));
            }
        }
    };
}
pub(super) use counters;
