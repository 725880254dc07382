//! The modes in which blocks do not wait for each other, written once for vectors of several
//! blocks: eight vectors in flight, and the end of the data in one more.
//!
//! One driver serves all modes; what a mode does with a group of vectors is `step`.

/// Vectors in flight: with a round every half cycle and four cycles of latency (Zen 5), eight keep
/// the units busy.
pub(super) const WIDE: usize = 8;

/// CIPHER (FIPS 197 section 5.1) of `N` vectors of blocks, or EQINVCIPHER (section 5.3.5) with the
/// keys of `xmm::invert`: which one is said by the instructions for a round and for the last one.
///
/// A macro, because a function of this size is called, not inlined, and then all vectors go through
/// memory twice.
macro_rules! all_rounds {
    ($schedule:expr, $state:expr, $round:ident, $last:ident) => {{
        let mut state = $state;
        let first = wide::broadcast(&$schedule.keys[0]);
        for s in &mut state {
            *s = wide::xor(*s, first);
        }
        for key in &$schedule.keys[1..10] {
            let key = wide::broadcast(key);
            for s in &mut state {
                *s = wide::$round(*s, key);
            }
        }
        for (more, rounds) in [(10, 10..12), (12, 12..14)] {
            if $schedule.rounds > more {
                for key in &$schedule.keys[rounds] {
                    let key = wide::broadcast(key);
                    for s in &mut state {
                        *s = wide::$round(*s, key);
                    }
                }
            }
        }
        let last = wide::broadcast($schedule.last());
        state.map(|s| wide::$last(s, last))
    }};
}
pub(super) use all_rounds;

/// A group of XTS, which leaves the tweaks of the next group in `$tweaks`: they are made between
/// the rounds, so that the next group need not wait for them. The tweak that is added to the output
/// comes with the last round key.
macro_rules! xts_group {
    ($schedule:expr, $tweaks:ident, $group:expr, $round:ident, $last:ident) => {{
        let keys = &$schedule.keys;
        let (first, last) = (wide::broadcast(&keys[0]), wide::broadcast($schedule.last()));
        let mut state = $group.each_ref().map(|vector| wide::load(vector));
        let mut ends = [last; WIDE];
        for ((s, end), tweaks) in state.iter_mut().zip(&mut ends).zip(&$tweaks) {
            *s = wide::xor(*s, wide::xor(*tweaks, first));
            *end = wide::xor(*tweaks, last);
        }
        for i in 1..10 {
            let key = wide::broadcast(&keys[i]);
            for s in &mut state {
                *s = wide::$round(*s, key);
            }
            if let Some(tweaks) = $tweaks.get_mut(i - 1) {
                *tweaks = wide::times_alpha_of_group(*tweaks);
            }
        }
        for (more, rounds) in [(10, 10..12), (12, 12..14)] {
            if $schedule.rounds > more {
                for key in &keys[rounds] {
                    let key = wide::broadcast(key);
                    for s in &mut state {
                        *s = wide::$round(*s, key);
                    }
                }
            }
        }
        for (s, end) in state.iter_mut().zip(ends) {
            *s = wide::$last(*s, end);
        }
        state
    }};
}
pub(super) use xts_group;

/// One group of exactly as many whole vectors as are left, and the part of a vector after them.
macro_rules! finish_whole {
    ($schedule:ident, $chain:ident, $vectors:ident, $partial:ident, $($whole:literal)+) => {
        $(if let Some(whole) = $vectors.first_chunk_mut::<$whole>() {
            return finish::<MODE, $whole, { $whole + 1 }>($schedule, $chain, whole, $partial);
        })+
    };
}
pub(super) use finish_whole;

/// Makes these functions for a token and its processor features. In scope is `wide`, which is `ymm`
/// or `zmm`: its `Wide` vectors of `BLOCKS` blocks in `VECTOR` bytes, and what can be done with
/// them.
macro_rules! wides {
    ($token:ident, $features:literal) => {
        use crate::kernels::aes::wides::{WIDE, all_rounds, finish_whole, xts_group};
        use wide::{BLOCKS, Steps, VECTOR, Wide};

        const ECB_ENCRYPT: u8 = 0;
        const ECB_DECRYPT: u8 = 1;
        const CBC_DECRYPT: u8 = 2;
        const CTR32: u8 = 3;
        const CTR64: u8 = 4;
        const CFB_DECRYPT: u8 = 6;
        const XTS_ENCRYPT: u8 = 7;
        const XTS_DECRYPT: u8 = 8;

        #[target_feature(enable = $features)]
        pub(super) fn encrypt_blocks(_cpu: $token, schedule: &Schedule, blocks: &mut [Block]) {
            run::<ECB_ENCRYPT>(schedule, wide::zero(), blocks.as_flattened_mut());
        }

        #[target_feature(enable = $features)]
        pub(super) fn decrypt_blocks(_cpu: $token, schedule: &Schedule, blocks: &mut [Block]) {
            run::<ECB_DECRYPT>(schedule, wide::zero(), blocks.as_flattened_mut());
        }

        #[target_feature(enable = $features)]
        pub(super) fn cbc_decrypt(_cpu: $token, schedule: &Schedule, iv: &Block, blocks: &mut [Block]) {
            run::<CBC_DECRYPT>(schedule, wide::broadcast(iv), blocks.as_flattened_mut());
        }

        #[target_feature(enable = $features)]
        pub(super) fn cfb_decrypt(_cpu: $token, schedule: &Schedule, iv: &Block, blocks: &mut [Block]) {
            run::<CFB_DECRYPT>(schedule, wide::broadcast(iv), blocks.as_flattened_mut());
        }

        #[target_feature(enable = $features)]
        pub(super) fn xts(_cpu: $token, forward: bool, schedule: &Schedule, tweak: u128, blocks: &mut [Block]) {
            let tweaks = wide::times_alpha(wide::broadcast(&tweak.to_le_bytes()), &EACH);
            if forward {
                xts_groups::<XTS_ENCRYPT>(schedule, tweaks, blocks.as_flattened_mut());
            } else {
                xts_groups::<XTS_DECRYPT>(schedule, tweaks, blocks.as_flattened_mut());
            }
        }

        /// As [`run`]; but from one group to the next each vector has its own tweaks, which is less
        /// work than to make all from one where there is more than one group.
        #[inline]
        #[target_feature(enable = $features)]
        fn xts_groups<const MODE: u8>(schedule: &Schedule, first: Wide, data: &mut [u8]) {
            if data.len() <= WIDE * VECTOR {
                return run::<MODE>(schedule, first, data);
            }
            let mut tweaks = [first; WIDE];
            for (tweaks, shift) in tweaks.iter_mut().zip(&SHIFTS) {
                *tweaks = wide::times_alpha(*tweaks, shift);
            }
            let (vectors, _) = data.as_chunks_mut::<VECTOR>();
            let (groups, _) = vectors.as_chunks_mut::<WIDE>();
            let whole = groups.len() * WIDE * VECTOR;
            for group in groups {
                let done = if MODE == XTS_ENCRYPT {
                    xts_group!(schedule, tweaks, group, encrypt_round, encrypt_last)
                } else {
                    xts_group!(schedule, tweaks, group, decrypt_round, decrypt_last)
                };
                for (to, value) in group.iter_mut().zip(done) {
                    wide::store(to, value);
                }
            }
            run::<MODE>(schedule, tweaks[0], &mut data[whole..]);
        }

        /// The whole of `data` in the mode `MODE`.
        ///
        /// `chain` is what goes from one vector to the next: in CBC decryption the last vector of
        /// ciphertext, of which the last block counts, and in CFB decryption, too; in CTR the next
        /// counters as little-endian integers; in XTS the next tweaks; in ECB nothing.
        #[inline]
        #[target_feature(enable = $features)]
        fn run<const MODE: u8>(schedule: &Schedule, mut chain: Wide, data: &mut [u8]) {
            let (vectors, partial) = data.as_chunks_mut::<VECTOR>();
            let (groups, vectors) = vectors.as_chunks_mut::<WIDE>();
            for group in groups {
                let vectors = group.each_ref().map(|vector| wide::load(vector));
                let done = step::<MODE, WIDE, false>(schedule, &mut chain, vectors);
                for (to, value) in group.iter_mut().zip(done) {
                    wide::store(to, value);
                }
            }
            finish_whole!(schedule, chain, vectors, partial, 7 6 5 4 3 2 1);
            if !partial.is_empty() {
                finish::<MODE, 0, 1>(schedule, chain, &mut [], partial);
            }
        }

        /// The last `WHOLE` vectors and, as vector number `ALL = WHOLE + 1`, a part of one.
        #[inline]
        #[target_feature(enable = $features)]
        fn finish<const MODE: u8, const WHOLE: usize, const ALL: usize>(
            schedule: &Schedule,
            mut chain: Wide,
            whole: &mut [[u8; VECTOR]; WHOLE],
            partial: &mut [u8],
        ) {
            let mut state = [wide::load_partial(partial); ALL];
            for (to, from) in state.iter_mut().zip(whole.iter()) {
                *to = wide::load(from);
            }
            let done = step::<MODE, ALL, true>(schedule, &mut chain, state);
            for (to, value) in whole.iter_mut().zip(done) {
                wide::store(to, value);
            }
            wide::store_partial(partial, done[WHOLE]);
        }

        /// `N` vectors of data, all rounds side by side. `LAST` says who calls: each has an
        /// instance of its own, which the compiler then puts in the caller's place.
        #[inline]
        #[target_feature(enable = $features)]
        fn step<const MODE: u8, const N: usize, const LAST: bool>(
            schedule: &Schedule,
            chain: &mut Wide,
            data: [Wide; N],
        ) -> [Wide; N] {
            match MODE {
                ECB_ENCRYPT => all_rounds!(schedule, data, encrypt_round, encrypt_last),
                ECB_DECRYPT => all_rounds!(schedule, data, decrypt_round, decrypt_last),
                CBC_DECRYPT => {
                    let mut plaintext = all_rounds!(schedule, data, decrypt_round, decrypt_last);
                    for (block, ciphertext) in plaintext.iter_mut().zip(data) {
                        *block = wide::xor(*block, wide::one_block_on(*chain, ciphertext));
                        *chain = ciphertext;
                    }
                    plaintext
                }
                CFB_DECRYPT => {
                    let mut registers = data;
                    for (register, ciphertext) in registers.iter_mut().zip(data) {
                        *register = wide::one_block_on(*chain, ciphertext);
                        *chain = ciphertext;
                    }
                    let stream = all_rounds!(schedule, registers, encrypt_round, encrypt_last);
                    xor(stream, data)
                }
                XTS_ENCRYPT | XTS_DECRYPT => {
                    let mut tweaks = [*chain; N];
                    for (tweaks, shift) in tweaks.iter_mut().zip(&SHIFTS) {
                        *tweaks = wide::times_alpha(*tweaks, shift);
                    }
                    *chain = wide::times_alpha(*chain, &SHIFTS[N]);
                    let data = xor(data, tweaks);
                    let data = if MODE == XTS_ENCRYPT {
                        all_rounds!(schedule, data, encrypt_round, encrypt_last)
                    } else {
                        all_rounds!(schedule, data, decrypt_round, decrypt_last)
                    };
                    xor(data, tweaks)
                }
                _ => {
                    let mut stream = [*chain; N];
                    for (counters, offset) in stream.iter_mut().zip(&OFFSETS) {
                        *counters = wide::reverse_bytes(advance::<MODE>(*counters, offset));
                    }
                    *chain = advance::<MODE>(*chain, &OFFSETS[N]);
                    let stream = all_rounds!(schedule, stream, encrypt_round, encrypt_last);
                    xor(stream, data)
                }
            }
        }

        /// Exclusive or, vector by vector.
        #[inline]
        #[target_feature(enable = $features)]
        fn xor<const N: usize>(mut a: [Wide; N], b: [Wide; N]) -> [Wide; N] {
            for (a, b) in a.iter_mut().zip(b) {
                *a = wide::xor(*a, b);
            }
            a
        }

        /// By how many powers of alpha the tweaks of one vector differ.
        static EACH: Steps = {
            let mut powers = [0; 2 * BLOCKS];
            let mut i = 0;
            while i < powers.len() {
                powers[i] = (i / 2) as u64;
                i += 1;
            }
            Steps(powers)
        };

        /// By how many those of vector `i` differ from those of the first one.
        static SHIFTS: [Steps; WIDE + 1] = {
            let mut shifts = [const { Steps([0; 2 * BLOCKS]) }; WIDE + 1];
            let mut i = 0;
            while i <= WIDE {
                shifts[i] = Steps([(BLOCKS * i) as u64; 2 * BLOCKS]);
                i += 1;
            }
            shifts
        };

        /// The distance of vector `i` from the first one.
        static OFFSETS: [Steps; WIDE + 1] = {
            let mut offsets = [const { Steps([0; 2 * BLOCKS]) }; WIDE + 1];
            let mut i = 0;
            while i <= WIDE {
                let mut lane = 0;
                while lane < BLOCKS {
                    offsets[i].0[2 * lane] = (BLOCKS * i) as u64;
                    lane += 1;
                }
                i += 1;
            }
            offsets
        };

        /// Adds to each lane, modulo 2^32 in its lowest word, modulo 2^64 in its low half or modulo
        /// 2^128, without a branch: the counter of a generator is secret.
        #[inline]
        #[target_feature(enable = $features)]
        fn advance<const MODE: u8>(counters: Wide, steps: &Steps) -> Wide {
            match MODE {
                CTR32 => wide::add_32(counters, wide::load_steps(steps)),
                CTR64 => wide::add_64(counters, wide::load_steps(steps)),
                _ => wide::add_128(counters, wide::load_steps(steps)),
            }
        }
    };
}
pub(super) use wides;

/// Makes counter mode of what `wides!` made. AES-NI has that of `eights.rs`, where general
/// registers make the counters: the units for AES have other work.
macro_rules! wide_counters {
    ($token:ident, $features:literal) => {
        /// What is neither of the others.
        const CTR128: u8 = 5;

        #[target_feature(enable = $features)]
        pub(super) fn ctr_xor(_cpu: $token, schedule: &Schedule, first: u128, width: CounterWidth, data: &mut [u8]) {
            let counter = wide::broadcast(&first.to_le_bytes());
            match width {
                CounterWidth::Bits32 => run::<CTR32>(schedule, advance::<CTR32>(counter, &LANES), data),
                CounterWidth::Bits64 => run::<CTR64>(schedule, advance::<CTR64>(counter, &LANES), data),
                CounterWidth::Bits128 => run::<CTR128>(schedule, advance::<CTR128>(counter, &LANES), data),
            }
        }

        /// The counters of one vector.
        static LANES: Steps = {
            let mut counters = [0; 2 * BLOCKS];
            let mut i = 0;
            while i < BLOCKS {
                counters[2 * i] = i as u64;
                i += 1;
            }
            Steps(counters)
        };
    };
}
pub(super) use wide_counters;
