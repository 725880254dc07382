//! Keccak-f[1600] (FIPS 202 section 3), written once for every kind of lane: a word, or a vector
//! with one lane of several states, or of one. The constants are computed as the standard defines
//! them.

use super::State;

/// Where the lane comes from that pi puts in a place (section 3.2.3): A'[y, 2x + 3y] = A[x, y].
/// Lane (x, y) is x + 5y.
pub(super) const SOURCE: [usize; 25] = {
    let mut source = [0; 25];
    let mut i = 0;
    while i < source.len() {
        let (x, y) = (i % 5, i / 5);
        source[y + 5 * ((2 * x + 3 * y) % 5)] = i;
        i += 1;
    }
    source
};

/// How far rho rotates each lane (section 3.2.2).
pub(super) const ROTATION: [i32; 25] = {
    let mut rotation = [0; 25];
    let (mut x, mut y) = (1, 0);
    let mut t = 0;
    while t < 24 {
        rotation[x + 5 * y] = ((t + 1) * (t + 2) / 2) % 64;
        (x, y) = (y, (2 * x + 3 * y) % 5);
        t += 1;
    }
    rotation
};

/// The round constants (section 3.2.5): bit 2^j - 1 of round i is rc(j + 7i), a bit of a shift
/// register.
pub(super) const ROUND_CONSTANTS: [u64; 24] = {
    let mut constants = [0; 24];
    let mut register = 1_u8;
    let mut i = 0;
    while i < constants.len() {
        let mut j = 0;
        while j <= 6 {
            constants[i] |= ((register & 1) as u64) << ((1 << j) - 1);
            // x^8 + x^6 + x^5 + x^4 + 1 (algorithm 5).
            register = register << 1 ^ if register >> 7 == 1 { 0b0111_0001 } else { 0 };
            j += 1;
        }
        i += 1;
    }
    constants
};

/// Keccak-f[1600] step by step, for states that are computed when the module is compiled.
pub(crate) const fn permute_constant(mut a: State) -> State {
    let mut round = 0;
    while round < ROUND_CONSTANTS.len() {
        let mut parity = [0; 5];
        let mut i = 0;
        while i < a.len() {
            parity[i % 5] ^= a[i];
            i += 1;
        }
        let mut moved = [0; 25];
        i = 0;
        while i < a.len() {
            let from = SOURCE[i];
            let effect = parity[(from + 4) % 5] ^ parity[(from + 1) % 5].rotate_left(1);
            moved[i] = (a[from] ^ effect).rotate_left(ROTATION[from] as u32);
            i += 1;
        }
        i = 0;
        while i < a.len() {
            let row = i / 5 * 5;
            a[i] = moved[i] ^ !moved[row + (i + 1) % 5] & moved[row + (i + 2) % 5];
            i += 1;
        }
        a[0] ^= ROUND_CONSTANTS[round];
        round += 1;
    }
    a
}

/// `permute!(a)`: Keccak-f[1600] of the 25 lanes `a`, in place.
///
/// The kernel has these functions of its lanes: `xor`, `xor3`, `chi(a, b, c) = a ^ (!b & c)`,
/// `xor_rotated(a, b)`, which is a ^ (b <<< 1), `rotate_sum::<LEFT, RIGHT>(a, b)`, which is (a ^ b)
/// <<< LEFT or >>> RIGHT, the same, and `constant`, which makes a lane of a round constant. A row
/// of the new state needs five old lanes that no other row needs. So old and new lanes together are
/// hardly more than 25.
macro_rules! permute {
    ($a:ident) => {
        for &round_constant in &$crate::kernels::keccak::definition::ROUND_CONSTANTS {
            use $crate::kernels::keccak::definition::{ROTATION, SOURCE};

            // Theta (section 3.2.1): the parities of the columns, and what each column takes from
            // its neighbours. Written out: a call of `map` may stay a call, through memory.
            macro_rules! parity {
                ($x:literal) => {
                    xor3(xor3($a[$x], $a[$x + 5], $a[$x + 10]), $a[$x + 15], $a[$x + 20])
                };
            }
            let [c0, c1, c2, c3, c4] = [parity!(0), parity!(1), parity!(2), parity!(3), parity!(4)];
            let effect = [
                xor_rotated(c4, c1),
                xor_rotated(c0, c2),
                xor_rotated(c1, c3),
                xor_rotated(c2, c4),
                xor_rotated(c3, c0),
            ];

            // The rest of theta, rho, and pi for one place.
            let before = $a;
            macro_rules! moved {
                ($to:literal) => {
                    rotate_sum::<{ ROTATION[SOURCE[$to]] }, { (64 - ROTATION[SOURCE[$to]]) % 64 }>(
                        before[SOURCE[$to]],
                        effect[SOURCE[$to] % 5],
                    )
                };
            }
            // The same for a row, and chi (section 3.2.4).
            macro_rules! row {
                ($i:literal $j:literal $k:literal $l:literal $m:literal) => {
                    let (b0, b1, b2, b3, b4) = (moved!($i), moved!($j), moved!($k), moved!($l), moved!($m));
                    $a[$i] = chi(b0, b1, b2);
                    $a[$j] = chi(b1, b2, b3);
                    $a[$k] = chi(b2, b3, b4);
                    $a[$l] = chi(b3, b4, b0);
                    $a[$m] = chi(b4, b0, b1);
                };
            }
            row!(0 1 2 3 4);
            row!(5 6 7 8 9);
            row!(10 11 12 13 14);
            row!(15 16 17 18 19);
            row!(20 21 22 23 24);

            // Iota (section 3.2.5).
            $a[0] = xor($a[0], constant(round_constant));
        }
    };
}
pub(super) use permute;
