//! The permutations of Ascon (SP 800-232 section 3), in words that every processor of 64 bits has
//! enough registers for.
//!
//! There is no wider kernel: within a message each permutation waits for the one before it, and its
//! five words leave a vector register half empty.

/// The state: five words, whose bytes come least significant first.
pub(crate) type State = [u64; 5];

/// Ascon-p with 8 rounds.
#[inline]
pub(crate) const fn permute_8(state: &mut State) {
    permute(state, 8);
}

/// Ascon-p with 12 rounds.
#[inline]
pub(crate) const fn permute_12(state: &mut State) {
    permute(state, 12);
}

/// The last `rounds` of the sixteen. Time: constant.
#[inline(always)]
const fn permute(state: &mut State, rounds: u64) {
    let [mut x0, mut x1, mut x2, mut x3, mut x4] = *state;
    let mut i = 16 - rounds;
    while i < 16 {
        // Section 3.2, table 5: the halves of the constant count down and up.
        x2 ^= (((0x13 - i) % 16) << 4) | ((i + 12) % 16);
        // Section 3.3: the S-box, all 64 columns at once.
        x0 ^= x4;
        x4 ^= x3;
        x2 ^= x1;
        let (y0, y1, y2, y3, y4) = (x0 ^ !x1 & x2, x1 ^ !x2 & x3, x2 ^ !x3 & x4, x3 ^ !x4 & x0, x4 ^ !x0 & x1);
        x1 = y1 ^ y0;
        x0 = y0 ^ y4;
        x3 = y3 ^ y2;
        x2 = !y2;
        x4 = y4;
        // Section 3.4: diffusion within each word.
        x0 ^= x0.rotate_right(19) ^ x0.rotate_right(28);
        x1 ^= x1.rotate_right(61) ^ x1.rotate_right(39);
        x2 ^= x2.rotate_right(1) ^ x2.rotate_right(6);
        x3 ^= x3.rotate_right(10) ^ x3.rotate_right(17);
        x4 ^= x4.rotate_right(7) ^ x4.rotate_right(41);
        i += 1;
    }
    *state = [x0, x1, x2, x3, x4];
}

/// The name of the kernel.
pub(crate) fn kernel_name() -> &'static str {
    "portable"
}
