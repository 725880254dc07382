//! SHA-256 of many messages at once: lane i of every vector belongs to message i.

use super::Block;
use crate::kernels::sha2_definition::K_256;

/// The rounds of FIPS 180-4 section 6.2.2 on vectors of one word of each message: gives the
/// chaining value `before` with a block added, given as its words or, after `shared`, as what
/// [`schedule`] makes of a block that all messages have. By functions of the module that calls it:
/// `add`, `xor`, `and`, `or`, `rotate::<RIGHT, LEFT>`, `shift::<RIGHT>` and `splat`.
macro_rules! rounds {
    ($before:expr, $words:expr) => {{
        let (before, mut w) = ($before, $words);
        // The working variables from a to h; instead of moving them on, each round takes them from
        // one place further left.
        let mut v = before;
        for (group, constants) in crate::kernels::sha2_definition::K_256.as_chunks::<16>().0.iter().enumerate() {
            crate::kernels::sha2_256::lanes::rounds!(@ group constants v w 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
        }
        crate::kernels::sha2_256::lanes::rounds!(@ sum v before)
    }};
    (shared $before:expr, $schedule:expr) => {{
        let before = $before;
        let mut v = before;
        for words in $schedule.as_chunks::<8>().0 {
            crate::kernels::sha2_256::lanes::rounds!(@ words v 0 1 2 3 4 5 6 7);
        }
        crate::kernels::sha2_256::lanes::rounds!(@ sum v before)
    }};
    (@ sum $v:ident $before:ident) => {{
        for (v, before) in $v.iter_mut().zip($before) {
            *v = add(*v, before);
        }
        $v
    }};
    (@ $words:ident $v:ident $($t:literal)+) => {$(
        crate::kernels::sha2_256::lanes::rounds!(@ round $v $t splat($words[$t]));
    )+};
    (@ $group:ident $constants:ident $v:ident $w:ident $($t:literal)+) => {$(
        if $group > 0 {
            let (w1, w14) = ($w[($t + 1) % 16], $w[($t + 14) % 16]);
            let sigma0 = xor(xor(rotate::<7, 25>(w1), rotate::<18, 14>(w1)), shift::<3>(w1));
            let sigma1 = xor(xor(rotate::<17, 15>(w14), rotate::<19, 13>(w14)), shift::<10>(w14));
            $w[$t] = add(add($w[$t], sigma0), add($w[($t + 9) % 16], sigma1));
        }
        crate::kernels::sha2_256::lanes::rounds!(@ round $v $t add($w[$t], splat($constants[$t])));
    )+};
    (@ round $v:ident $t:literal $wk:expr) => {
        let [a, b, c, d, e, f, g, h] = [0, 1, 2, 3, 4, 5, 6, 7].map(|i| $v[(i + 16 - $t) % 8]);
        let sum1 = xor(xor(rotate::<6, 26>(e), rotate::<11, 21>(e)), rotate::<25, 7>(e));
        let sum0 = xor(xor(rotate::<2, 30>(a), rotate::<13, 19>(a)), rotate::<22, 10>(a));
        let choose = xor(g, and(e, xor(f, g)));
        let majority = or(and(a, b), and(c, or(a, b)));
        // What waits for e is added last, once to what becomes of d and once to what becomes of h:
        // the rounds wait for one another.
        let t1 = add(h, $wk);
        $v[(3 + 16 - $t) % 8] = add(add(add(d, t1), choose), sum1);
        $v[(7 + 16 - $t) % 8] = add(add(add(t1, add(sum0, majority)), choose), sum1);
    };
}
pub(super) use rounds;

/// Steps along chains of values of `count` words (`chains.rs`): gives the values after all of them,
/// and those that were kept. The sixth word begins with the last `bytes` bytes of the head, the
/// last of which counts the steps; the value follows. Besides what [`rounds`] needs, by
/// `left::<LEFT>`, `right::<RIGHT>`, `equal` and `select(mask, a, b)`.
macro_rules! steps {
    ($begun:expr, $steps:expr, $bytes:literal, $count:expr, $words:expr, $stops:expr, $kept:expr) => {{
        const RIGHT: u32 = 8 * $bytes;
        const LEFT: u32 = 32 - RIGHT;
        let (before, mut w, mut kept) = ($begun.map(|word| splat(word)), $words, $kept);
        let mut value = before;
        for step in 1..=$steps {
            value = $crate::kernels::sha2_256::lanes::rounds!(before, w);
            w[5] = or(add(and(w[5], splat(u32::MAX << LEFT)), splat(1 << LEFT)), right::<RIGHT>(value[0]));
            for i in 1..$count {
                w[5 + i] = or(left::<LEFT>(value[i - 1]), right::<RIGHT>(value[i]));
            }
            w[5 + $count] = or(left::<LEFT>(value[$count - 1]), splat(0x80 << (LEFT - 8)));
            let is_stop = equal($stops, splat(step));
            for (kept, value) in kept.iter_mut().zip(&value).take($count) {
                *kept = select(is_stop, *value, *kept);
            }
        }
        (value, kept)
    }};
}
pub(super) use steps;

/// The words of the message schedule (section 6.2.2 step 1) with the constants added.
///
/// Time: constant.
pub(super) fn schedule(block: &Block) -> [u32; K_256.len()] {
    let mut w = [0_u32; K_256.len()];
    for (w, bytes) in w.iter_mut().zip(block.as_chunks().0) {
        *w = u32::from_be_bytes(*bytes);
    }
    for t in 16..w.len() {
        let (w1, w14) = (w[t - 15], w[t - 2]);
        let sigma0 = w1.rotate_right(7) ^ w1.rotate_right(18) ^ w1 >> 3;
        let sigma1 = w14.rotate_right(17) ^ w14.rotate_right(19) ^ w14 >> 10;
        w[t] = w[t - 16].wrapping_add(sigma0).wrapping_add(w[t - 7]).wrapping_add(sigma1);
    }
    for (w, k) in w.iter_mut().zip(K_256) {
        *w = w.wrapping_add(k);
    }
    w
}
