//! GCM on registers of one block, written once for every processor that has instructions for AES
//! and for carry-less products.
//!
//! A group is eight blocks: their counters go through AES together, and their products with eight
//! powers of H are summed before one reduction. The group before is hashed meanwhile, so that the
//! processor can run both side by side.

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
        use super::{Direction, POWERS, Powers, lengths};
        use crate::kernels::aes::{self, Block, Schedule};
        use crate::machine::wipe::Wiped;

        /// Blocks in a group.
        const GROUP: usize = 8;
        const _: () = assert!(GROUP < POWERS);

        /// The highest power of H that is needed.
        const MOST: usize = {
            let most = [GROUP $(, $most)?];
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
            for block in blocks {
                y = finish_block(schedule, powers, sealing, &mut counter, y, block);
            }
            if !partial.is_empty() {
                y = finish_block(schedule, powers, sealing, &mut counter, y, partial);
            }
            let mut sum = Product::zero();
            sum.add(xor(y, from_u128(all)), power(powers, 1));
            let [mask] = vector::encrypt(schedule, [reverse(from_u128(j0))]);
            to_u128(xor(sum.reduce(), reverse(mask)))
        }

        /// One block of 1 to 16 bytes, encrypted or decrypted and hashed.
        #[inline]
        #[target_feature(enable = $features)]
        fn finish_block(
            schedule: &Schedule,
            powers: &Powers,
            sealing: bool,
            counter: &mut Vector,
            y: Vector,
            data: &mut [u8],
        ) -> Vector {
            let [stream] = vector::encrypt(schedule, counters(counter));
            let mut bytes = Wiped::new([0; 16]);
            vector::store(&mut bytes, stream);
            let before = if sealing { y } else { hash(powers, y, data) };
            for (byte, stream) in data.iter_mut().zip(*bytes) {
                *byte ^= stream;
            }
            if sealing { hash(powers, y, data) } else { before }
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
            for block in blocks {
                y = hash_block(powers, y, block);
            }
            if !partial.is_empty() {
                let mut block = [0; 16];
                let (place, _) = block.split_at_mut(partial.len());
                place.copy_from_slice(partial);
                y = hash_block(powers, y, &block);
            }
            y
        }

        #[inline]
        #[target_feature(enable = $features)]
        fn hash_block(powers: &Powers, y: Vector, block: &Block) -> Vector {
            let mut sum = Product::zero();
            sum.add(xor(y, reverse(vector::load(block))), power(powers, 1));
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
