//! GCM on registers of one block, written once for every processor that has instructions for AES
//! and for carry-less products.
//!
//! A group is eight blocks: their counters go through AES together, and their products with eight
//! powers of H are summed before one reduction. The group before is hashed meanwhile, so that the
//! processor can run both side by side.

/// The end of a message with exactly as many whole blocks as are left before the last one.
macro_rules! finish_whole {
    ($end:ident, $sealing:ident, $blocks:ident, $last:ident, $($whole:literal)+) => {
        $(if let Some(whole) = $blocks.first_chunk_mut::<$whole>() {
            return $end.finish::<$whole, { $whole + 2 }>($sealing, whole, $last);
        })+
    };
}
pub(super) use finish_whole;

/// Makes the kernel for a token and its processor features. In scope are `vector`, which is `xmm`
/// or `neon`, with its `Vector`, `xor`, `from_u128` and `to_u128`, and of 128-bit integers in
/// vectors: the products `low_product` of the low halves, `high_product` of the high halves and
/// `cross_products`, the sum of the other two; `half_up` and `half_down`, shifts by half a vector;
/// `swap_halves`; `reverse` of the bytes; `increment` of the lowest 32 bits.
///
/// A kernel with wider vectors gives functions for its own groups, which leave the rest of the
/// data, and how many blocks such a group has.
macro_rules! eights {
    ($token:ident, $features:literal $(, $crypt:path, $hash:path, $most:path)?) => {
        use super::eights::finish_whole;
        use super::{Direction, POWERS, Powers, lengths};
        use crate::kernels::aes::{self, Block, Schedule};
        use crate::machine::wipe::Wiped;

        /// Blocks in a group.
        const GROUP: usize = 8;
        const _: () = assert!(GROUP < POWERS);

        /// The highest power of H that is needed: an end of a message has a product more than
        /// a group.
        const MOST: usize = {
            let most = [GROUP + 1 $(, $most)?];
            most[most.len() - 1]
        };

        /// The powers of H from the first to that of the first block of a group.
        #[target_feature(enable = $features)]
        pub(super) fn powers(_cpu: $token, h: u128, powers: &mut Powers) {
            let h1 = from_u128(h);
            let mut last = h1;
            powers.of_h[Powers::place(1)] = h;
            for exponent in 2..=MOST {
                let mut sum = Product::zero();
                sum.add(last, h1);
                last = sum.reduce();
                powers.of_h[Powers::place(exponent)] = to_u128(last);
            }
        }

        /// GHASH (SP 800-38D section 6.4).
        #[target_feature(enable = $features)]
        pub(super) fn ghash(_cpu: $token, powers: &Powers, y: u128, data: &[u8]) -> u128 {
            to_u128(hash(powers, from_u128(y), data))
        }

        /// A whole message.
        #[target_feature(enable = $features)]
        pub(super) fn crypt(
            _cpu: $token,
            aes: &aes::Key,
            powers: &Powers,
            direction: Direction,
            j0: u128,
            aad: &[u8],
            data: &mut [u8],
        ) -> u128 {
            let schedule = aes.schedule();
            let sealing = direction == Direction::Seal;
            let all = lengths(aad.len(), data.len());
            let mut y = hash(powers, from_u128(0), aad);
            let mut counter = increment(from_u128(j0));
            $(let data = $crypt(schedule, powers, sealing, &mut counter, &mut y, data);)?

            let (blocks, partial) = data.as_chunks_mut::<16>();
            let (groups, blocks) = blocks.as_chunks_mut::<GROUP>();
            for i in 0..groups.len() {
                let (done, groups) = groups.split_at_mut(i);
                let Some(group) = groups.first_mut() else { break };
                // The ciphertext that is there already.
                let hashed = if sealing { done.last() } else { Some(&*group) };
                let stream = match hashed {
                    Some(hashed) => stream_and_hash(schedule, &mut counter, powers, &mut y, hashed),
                    None => vector::encrypt(schedule, counters(&mut counter)),
                };
                for (block, stream) in group.iter_mut().zip(stream) {
                    vector::store(block, xor(vector::load(block), stream));
                }
            }
            if let (true, Some(hashed)) = (sealing, groups.last()) {
                y = hash_group(powers, y, hashed);
            }
            let end = End { schedule, powers, j0: from_u128(j0), counter, y, lengths: from_u128(all) };
            let (mut whole, mut last) = (blocks, partial);
            if last.is_empty() {
                let Some((block, before)) = whole.split_last_mut() else { return end.tag() };
                (whole, last) = (before, block);
            }
            finish_whole!(end, sealing, whole, last, 7 6 5 4 3 2 1 0);
            end.tag() // not reached: every slice begins with no blocks
        }

        /// What ends a message.
        struct End<'a> {
            schedule: &'a Schedule,
            powers: &'a Powers,
            j0: Vector,
            counter: Vector,
            y: Vector,
            lengths: Vector,
        }

        impl End<'_> {
            /// The tag alone.
            #[inline]
            #[target_feature(enable = $features)]
            fn tag(self) -> u128 {
                let [mask] = vector::encrypt(self.schedule, [reverse(self.j0)]);
                let mut sum = Product::zero();
                sum.add(xor(self.y, self.lengths), power(self.powers, 1));
                to_u128(xor(sum.reduce(), reverse(mask)))
            }

            /// The last `WHOLE` blocks, one more of 1 to 16 bytes, and the tag: `ALL = WHOLE + 2`
            /// counters go through AES together, that of the tag in front, and as many products are
            /// reduced once.
            #[inline]
            #[target_feature(enable = $features)]
            fn finish<const WHOLE: usize, const ALL: usize>(
                mut self,
                sealing: bool,
                whole: &mut [Block; WHOLE],
                last: &mut [u8],
            ) -> u128 {
                let mut counters = [reverse(self.j0); ALL];
                for counter in &mut counters[1..] {
                    *counter = reverse(self.counter);
                    self.counter = increment(self.counter);
                }
                let stream = vector::encrypt(self.schedule, counters);
                let (mut sum, mut y) = (Product::zero(), self.y);
                for (i, block) in whole.iter_mut().enumerate() {
                    let before = vector::load(block);
                    let after = xor(before, stream[i + 1]);
                    vector::store(block, after);
                    let hashed = reverse(if sealing { after } else { before });
                    sum.add(xor(hashed, y), power(self.powers, ALL - i));
                    y = from_u128(0);
                }
                let before = load_part(last);
                store_part(last, xor(before, stream[ALL - 1]));
                let hashed = reverse(if sealing { load_part(last) } else { before });
                sum.add(xor(hashed, y), power(self.powers, 2));
                sum.add(self.lengths, power(self.powers, 1));
                to_u128(xor(sum.reduce(), reverse(stream[0])))
            }
        }

        /// At most 16 bytes, with zeros after them.
        #[inline]
        #[target_feature(enable = $features)]
        fn load_part(bytes: &[u8]) -> Vector {
            if let Ok(block) = bytes.try_into() {
                return vector::load(block);
            }
            let mut block = Wiped::new([0; 16]);
            block.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
            vector::load(&block)
        }

        /// As many of the first bytes of a block as there is room for.
        #[inline]
        #[target_feature(enable = $features)]
        fn store_part(bytes: &mut [u8], value: Vector) {
            if let Ok(block) = bytes.try_into() {
                return vector::store(block, value);
            }
            let mut block = Wiped::new([0; 16]);
            vector::store(&mut block, value);
            bytes.iter_mut().zip(block.iter()).for_each(|(to, from)| *to = *from);
        }

        /// The stream of the next group; a block of another is hashed after each round, of which
        /// there are enough.
        #[inline]
        #[target_feature(enable = $features)]
        fn stream_and_hash(
            schedule: &Schedule,
            counter: &mut Vector,
            powers: &Powers,
            y: &mut Vector,
            hashed: &[Block; GROUP],
        ) -> [Vector; GROUP] {
            let mut sum = Product::zero();
            let stream = vector::encrypt_with(schedule, counters(counter), |round| {
                if let Some(block) = hashed.get(round) {
                    sum.add_block(powers, *y, round, block);
                }
            });
            *y = sum.reduce();
            stream
        }

        /// The next `N` counter blocks.
        #[inline]
        #[target_feature(enable = $features)]
        fn counters<const N: usize>(counter: &mut Vector) -> [Vector; N] {
            core::array::from_fn(|_| {
                let this = reverse(*counter);
                *counter = increment(*counter);
                this
            })
        }

        /// The sum of products before reduction.
        struct Product {
            low: Vector,
            middle: Vector,
            high: Vector,
        }

        impl Product {
            #[inline]
            #[target_feature(enable = $features)]
            fn zero() -> Self {
                let zero = from_u128(0);
                Self { low: zero, middle: zero, high: zero }
            }

            #[inline]
            #[target_feature(enable = $features)]
            fn add(&mut self, a: Vector, b: Vector) {
                self.low = xor(self.low, low_product(a, b));
                self.high = xor(self.high, high_product(a, b));
                self.middle = xor(self.middle, cross_products(a, b));
            }

            /// Adds block `i` of a group before which GHASH had come to `y`.
            #[inline]
            #[target_feature(enable = $features)]
            fn add_block(&mut self, powers: &Powers, y: Vector, i: usize, block: &Block) {
                let block = reverse(vector::load(block));
                self.add(if i == 0 { xor(block, y) } else { block }, power(powers, GROUP - i));
            }

            /// Folds the low half of the sum into the high half; see `ghash::reduce`.
            #[inline]
            #[target_feature(enable = $features)]
            fn reduce(self) -> Vector {
                let (low, high) = (xor(self.low, half_up(self.middle)), xor(self.high, half_down(self.middle)));
                // x^63 + x^62 + x^57.
                let polynomial = from_u128(0xc200_0000_0000_0000);
                let once = xor(swap_halves(low), low_product(low, polynomial));
                xor(high, xor(swap_halves(once), low_product(once, polynomial)))
            }
        }

        /// GHASH from `y` over `data`, whose last block is filled up with zeros.
        #[inline]
        #[target_feature(enable = $features)]
        fn hash(powers: &Powers, mut y: Vector, data: &[u8]) -> Vector {
            $(let data = $hash(powers, &mut y, data);)?
            let (blocks, partial) = data.as_chunks::<16>();
            let (groups, blocks) = blocks.as_chunks::<GROUP>();
            for group in groups {
                y = hash_group(powers, y, group);
            }
            let rest = blocks.len() + usize::from(!partial.is_empty());
            if rest == 0 {
                return y;
            }
            let end = (!partial.is_empty()).then(|| load_part(partial));
            let mut sum = Product::zero();
            for (i, block) in blocks.iter().map(|block| vector::load(block)).chain(end).enumerate() {
                sum.add(xor(reverse(block), y), power(powers, rest - i));
                y = from_u128(0);
            }
            sum.reduce()
        }

        /// GHASH over a whole group.
        #[inline]
        #[target_feature(enable = $features)]
        fn hash_group(powers: &Powers, y: Vector, blocks: &[Block; GROUP]) -> Vector {
            let mut sum = Product::zero();
            for (i, block) in blocks.iter().enumerate() {
                sum.add_block(powers, y, i, block);
            }
            sum.reduce()
        }

        #[inline]
        #[target_feature(enable = $features)]
        fn power(powers: &Powers, exponent: usize) -> Vector {
            from_u128(powers.of_h[Powers::place(exponent)])
        }
    };
}
pub(super) use eights;
