//! GCM over whole groups of eight vectors, written once for vectors of several blocks. While two
//! rounds of AES run on the counters of one group, two vectors of another group are multiplied into
//! the hash.

use super::Powers;
use crate::kernels::aes::Schedule;

/// What the groups of a message need of its key. By this reference to references, the compiler does
/// not keep every round key on the stack.
pub(super) struct Keys<'a> {
    pub(super) schedule: &'a Schedule,
    pub(super) powers: &'a Powers,
}

/// Two rounds, and two vectors of the hash. The vector that waits for `y` comes last.
macro_rules! two_rounds {
    ($keys:ident, $state:ident, $sum:ident, $y:ident, $hashed:ident: $($round:literal $pair:expr;)+) => {$(
        for round in $round..ROUNDS.min($round + 2) {
            let round_key = wide::key($keys.schedule, round);
            for s in &mut $state {
                *s = wide::encrypt_round(*s, round_key);
            }
        }
        let pair: Option<usize> = $pair;
        if let Some(i) = pair {
            let start = if i == 0 { *$y } else { _mm_setzero_si128() };
            $sum.add_pair($keys.powers, i, start, $hashed);
        }
        wide::in_this_order(&mut $state, &mut $sum);
    )+};
}
pub(super) use two_rounds;

/// Makes `crypt_groups` and what it is made of, for these processor features. In scope is `wide`,
/// which is `ymm` or `zmm`: its `Wide` vectors, groups of eight of them, products, and what can be
/// done with them.
macro_rules! wides {
    ($features:literal) => {
        use crate::kernels::gcm::wides::{Keys, two_rounds};

        /// Whole groups, from the counters of the first; gives the counters after the last, and the
        /// hash. Sealing hashes a group while it encrypts the next one; opening hashes the one it
        /// decrypts.
        #[inline(never)] // a short message would have to pay for the frame
        #[target_feature(enable = $features)]
        pub(super) fn crypt_groups<const SEAL: bool, const ROUNDS: usize>(
            keys: &Keys<'_>,
            groups: &mut [[u8; wide::GROUP]],
            mut counters: Wide,
            mut y: __m128i,
        ) -> (Wide, __m128i) {
            if SEAL && let Some(first) = groups.first_mut() {
                apply(first, encrypt::<ROUNDS, 8>(keys.schedule, next_counters(&mut counters)));
            }
            for i in usize::from(SEAL)..groups.len() {
                let hashed = &groups[i - usize::from(SEAL)];
                let stream = stream_and_hash::<SEAL, ROUNDS>(keys, &mut counters, hashed, &mut y);
                apply(&mut groups[i], stream);
            }
            if SEAL && let Some(last) = groups.last() {
                y = hash_group(keys.powers, y, last);
            }
            (counters, y)
        }

        /// The stream of a group, and `hashed` multiplied into `y` between the rounds. `SEAL`
        /// changes nothing, but an instance with one caller is put in the caller's place, where the
        /// stream stays in registers.
        #[inline]
        #[target_feature(enable = $features)]
        fn stream_and_hash<const SEAL: bool, const ROUNDS: usize>(
            keys: &Keys<'_>,
            counters: &mut Wide,
            hashed: &[u8; wide::GROUP],
            y: &mut __m128i,
        ) -> [Wide; 8] {
            let mut state = next_counters(counters);
            let first = wide::key(keys.schedule, 0);
            for s in &mut state {
                *s = wide::xor(*s, first);
            }
            let mut sum = wide::Product::zero();
            two_rounds!(keys, state, sum, y, hashed: 1 Some(1); 3 Some(2); 5 Some(3); 7 Some(0); 9 None; 11 None; 13 None;);
            *y = sum.reduce();
            let last = wide::key(keys.schedule, ROUNDS);
            for s in &mut state {
                *s = wide::encrypt_last(*s, last);
            }
            state
        }

        /// GHASH over a whole group.
        #[inline]
        #[target_feature(enable = $features)]
        pub(super) fn hash_group(powers: &Powers, y: __m128i, group: &[u8; wide::GROUP]) -> __m128i {
            let mut sum = wide::Product::zero();
            for pair in [1, 2, 3, 0] {
                sum.add_pair(powers, pair, if pair == 0 { y } else { _mm_setzero_si128() }, group);
            }
            sum.reduce()
        }

        /// The counter blocks of a group; `counters` is left at those of the next one.
        #[inline]
        #[target_feature(enable = $features)]
        fn next_counters(counters: &mut Wide) -> [Wide; 8] {
            let mut state = [*counters; 8];
            for s in &mut state {
                *s = wide::reverse(*counters);
                *counters = wide::next(*counters);
            }
            state
        }

        /// `N` vectors through all rounds.
        #[inline]
        #[target_feature(enable = $features)]
        pub(super) fn encrypt<const ROUNDS: usize, const N: usize>(
            schedule: &Schedule,
            mut state: [Wide; N],
        ) -> [Wide; N] {
            for s in &mut state {
                *s = wide::xor(*s, wide::key(schedule, 0));
            }
            for round in 1..ROUNDS {
                let key = wide::key(schedule, round);
                for s in &mut state {
                    *s = wide::encrypt_round(*s, key);
                }
            }
            // Not by `map`: a call of it may stay a call, through memory.
            let last = wide::key(schedule, ROUNDS);
            for s in &mut state {
                *s = wide::encrypt_last(*s, last);
            }
            state
        }

        /// Adds the stream to a group.
        #[inline]
        #[target_feature(enable = $features)]
        fn apply(group: &mut [u8; wide::GROUP], mut stream: [Wide; 8]) {
            for (i, vector) in stream.iter_mut().enumerate() {
                *vector = wide::xor(*vector, wide::load_vector(group, i));
            }
            for (bytes, vector) in group.as_chunks_mut::<{ wide::VECTOR }>().0.iter_mut().zip(stream) {
                wide::store(bytes, vector);
            }
        }
    };
}
pub(super) use wides;
