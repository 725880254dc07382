//! What one block after the other goes through, written once for every kernel with AES
//! instructions: single blocks, and the modes in which a block waits for the one before.

/// Makes these functions for a token and its processor features. In scope is `vector`, which is
/// `xmm` or `neon`.
macro_rules! chains {
    ($token:ident, $features:literal) => {
        /// KEYEXPANSION (FIPS 197 section 5.2). `schedule.rounds` is set, and `key` has
        /// `4 * (rounds - 6)` bytes.
        #[target_feature(enable = $features)]
        pub(super) fn expand(_cpu: $token, key: &[u8], schedule: &mut Schedule) {
            vector::expand(key, schedule);
        }

        /// The keys of EQINVCIPHER (FIPS 197 section 5.3.5), in the order of their use.
        #[target_feature(enable = $features)]
        pub(super) fn invert(_cpu: $token, encryption: &Schedule, decryption: &mut Schedule) {
            vector::invert(encryption, decryption);
        }

        #[target_feature(enable = $features)]
        pub(super) fn encrypt_block(_cpu: $token, schedule: &Schedule, block: &mut Block) {
            let [result] = vector::encrypt(schedule, [vector::load(block)]);
            vector::store(block, result);
        }

        #[target_feature(enable = $features)]
        pub(super) fn decrypt_block(_cpu: $token, schedule: &Schedule, block: &mut Block) {
            let [result] = vector::decrypt(schedule, [vector::load(block)]);
            vector::store(block, result);
        }

        /// CBC encryption, which is one chain of rounds.
        #[target_feature(enable = $features)]
        pub(super) fn cbc_encrypt(_cpu: $token, schedule: &Schedule, iv: &mut Block, blocks: &mut [Block]) {
            let (first, last, both) = outer_keys(schedule);
            let Some(head) = blocks.first() else { return };
            let mut state = vector::begin(vector::xor(vector::load(iv), vector::load(head)), first);
            for i in 0..blocks.len() {
                let [inner] = vector::inner_rounds(schedule, [state]);
                if let Some(next) = blocks.get(i + 1) {
                    state = vector::end_and_begin(inner, vector::xor(vector::load(next), both));
                }
                // Beside the chain.
                vector::store(&mut blocks[i], vector::end(inner, last));
            }
            if let Some(end) = blocks.last() {
                *iv = *end;
            }
        }

        /// The end of the chain of CBC encryption alone.
        #[target_feature(enable = $features)]
        pub(super) fn cbc_mac(_cpu: $token, schedule: &Schedule, chain: &mut Block, blocks: &[Block]) {
            let Some((head, rest)) = blocks.split_first() else { return };
            let (first, last, both) = outer_keys(schedule);
            let mut state = vector::begin(vector::xor(vector::load(chain), vector::load(head)), first);
            for block in rest {
                let [inner] = vector::inner_rounds(schedule, [state]);
                state = vector::end_and_begin(inner, vector::xor(vector::load(block), both));
            }
            let [inner] = vector::inner_rounds(schedule, [state]);
            vector::store(chain, vector::end(inner, last));
        }

        /// CFB encryption with whole blocks, which is one chain of rounds like that of CBC.
        #[target_feature(enable = $features)]
        pub(super) fn cfb_encrypt(_cpu: $token, schedule: &Schedule, iv: &mut Block, blocks: &mut [Block]) {
            let (first, last, both) = outer_keys(schedule);
            let mut state = vector::begin(vector::load(iv), first);
            for block in blocks {
                let text = vector::load(block);
                let [inner] = vector::inner_rounds(schedule, [state]);
                state = vector::end_and_begin(inner, vector::xor(text, both));
                vector::store(block, vector::xor(vector::end(inner, last), text));
                *iv = *block;
            }
        }

        /// Counter mode and the chain of CBC over the same plaintext, side by side, so that the one
        /// is free while the other waits.
        ///
        /// The key stream is two blocks ahead, so that opening, too, knows the next plaintext
        /// before a round ends. The last round of the chain adds it, as in [`cbc_mac`].
        #[target_feature(enable = $features)]
        pub(super) fn ctr_and_mac(
            _cpu: $token,
            opens: bool,
            schedule: &Schedule,
            chain: &mut Block,
            start: u128,
            blocks: &mut [Block],
        ) {
            let Some(head) = blocks.first() else { return };
            let (first, last, both) = outer_keys(schedule);
            let mut counter = start.wrapping_add(1);
            let counters = [start, counter].map(|counter| vector::big_endian(counter));
            let [mut stream, mut ahead] = vector::encrypt(schedule, counters);
            let mut given = vector::load(head);
            let mut done = vector::xor(given, stream);
            let text = if opens { done } else { given };
            let mut state = vector::begin(vector::xor(vector::load(chain), text), first);
            for i in 1..blocks.len() {
                vector::store(&mut blocks[i - 1], done);
                (given, stream) = (vector::load(&blocks[i]), ahead);
                done = vector::xor(given, stream);
                let text = if opens { done } else { given };
                counter = counter.wrapping_add(1);
                let begun = vector::begin(vector::big_endian(counter), first);
                let [begun, inner] = vector::inner_rounds(schedule, [begun, state]);
                ahead = vector::end(begun, last);
                state = vector::end_and_begin(inner, vector::xor(text, both));
            }
            if let Some(end) = blocks.last_mut() {
                vector::store(end, done);
            }
            let [inner] = vector::inner_rounds(schedule, [state]);
            vector::store(chain, vector::end(inner, last));
        }

        /// The wrapping function W of SP 800-38F section 6.1, with the cipher or with its inverse.
        #[target_feature(enable = $features)]
        pub(super) fn wrap(_cpu: $token, forward: bool, schedule: &Schedule, a: &mut Semiblock, r: &mut [Semiblock]) {
            let mut first = u64::from_le_bytes(*a);
            let mut t = 0_u64;
            for _ in 0..6 {
                for r in r.iter_mut() {
                    t += 1;
                    let state = cipher_of_halves(forward, schedule, first, u64::from_le_bytes(*r));
                    first = state[0] ^ t.swap_bytes();
                    *r = state[1].to_le_bytes();
                }
            }
            *a = first.to_le_bytes();
        }

        /// The other way.
        #[target_feature(enable = $features)]
        pub(super) fn unwrap(
            _cpu: $token,
            forward: bool,
            schedule: &Schedule,
            a: &mut Semiblock,
            r: &mut [Semiblock],
        ) {
            let mut first = u64::from_le_bytes(*a);
            let mut t = 6 * r.len() as u64;
            for _ in 0..6 {
                for r in r.iter_mut().rev() {
                    let state = cipher_of_halves(forward, schedule, first ^ t.swap_bytes(), u64::from_le_bytes(*r));
                    first = state[0];
                    *r = state[1].to_le_bytes();
                    t -= 1;
                }
            }
            *a = first.to_le_bytes();
        }

        /// The cipher or its inverse of the block of two halves.
        #[inline]
        #[target_feature(enable = $features)]
        fn cipher_of_halves(forward: bool, schedule: &Schedule, low: u64, high: u64) -> [u64; 2] {
            let block = [vector::from_u128(u128::from(high) << 64 | u128::from(low))];
            let [block] = if forward { vector::encrypt(schedule, block) } else { vector::decrypt(schedule, block) };
            let block = vector::to_u128(block);
            [block as u64, (block >> 64) as u64]
        }

        /// The first key, the last key, and their sum.
        #[inline]
        #[target_feature(enable = $features)]
        fn outer_keys(schedule: &Schedule) -> (vector::Vector, vector::Vector, vector::Vector) {
            let (first, last) = (vector::load(&schedule.keys[0]), vector::load(schedule.last()));
            (first, last, vector::xor(first, last))
        }
    };
}
pub(super) use chains;
