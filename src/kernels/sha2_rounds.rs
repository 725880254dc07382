//! The rounds of SHA-256 and SHA-512 in general registers of x86-64 (FIPS 180-4 sections 6.2.2 and
//! 6.4.2), written once for both word sizes. The words of the schedule, constants added, lie in
//! memory, where vector units put them.

/// One round with BMI1 and BMI2: `$size` is how a register of a word is written, and the rotations
/// are those of section 4.1. Then come the working variables from a to h, b ^ c, a place for a ^ b,
/// the words, and where in them the one for this round lies, in bytes.
///
/// In assembly, because the compiler makes the sum in an order that puts the word last, where
/// everything waits for it. Each term is added as soon as it is made, in a register that is then
/// free: of these orders it is the one that a Zen 4 takes fastest. The majority of a, b and c is
/// ((a ^ b) & (b ^ c)) ^ b, and a ^ b is b ^ c of the next round.
macro_rules! round {
    ($size:literal, [$r0:literal $r1:literal $r2:literal], [$s0:literal $s1:literal $s2:literal],
     $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $bc:ident, $ab:ident, $words:expr,
     $at:expr) => {
        // SAFETY: reads a word of the group that `words` points to, for every `$at` within it, and
        // no other memory; the instructions are those of BMI1 and BMI2, which the function that
        // this is in is compiled for.
        unsafe {
            asm!(
                concat!("add {h", $size, "}, [{words} + {at}]"),
                concat!("rorx {u", $size, "}, {e", $size, "}, ", $s0),
                concat!("mov {t", $size, "}, {e", $size, "}"),
                concat!("and {t", $size, "}, {f", $size, "}"),
                concat!("add {h", $size, "}, {t", $size, "}"),
                concat!("rorx {t", $size, "}, {e", $size, "}, ", $s1),
                concat!("xor {u", $size, "}, {t", $size, "}"),
                concat!("andn {t", $size, "}, {e", $size, "}, {g", $size, "}"),
                concat!("add {h", $size, "}, {t", $size, "}"),
                concat!("rorx {t", $size, "}, {e", $size, "}, ", $s2),
                concat!("xor {u", $size, "}, {t", $size, "}"),
                concat!("add {h", $size, "}, {u", $size, "}"),
                concat!("add {d", $size, "}, {h", $size, "}"),
                concat!("rorx {u", $size, "}, {a", $size, "}, ", $r0),
                concat!("mov {ab", $size, "}, {a", $size, "}"),
                concat!("xor {ab", $size, "}, {b", $size, "}"),
                concat!("rorx {t", $size, "}, {a", $size, "}, ", $r1),
                concat!("xor {u", $size, "}, {t", $size, "}"),
                concat!("and {bc", $size, "}, {ab", $size, "}"),
                concat!("xor {bc", $size, "}, {b", $size, "}"),
                concat!("rorx {t", $size, "}, {a", $size, "}, ", $r2),
                concat!("xor {u", $size, "}, {t", $size, "}"),
                concat!("add {h", $size, "}, {u", $size, "}"),
                concat!("add {h", $size, "}, {bc", $size, "}"),
                a = in(reg) $a, b = in(reg) $b, d = inout(reg) $d, e = in(reg) $e, f = in(reg) $f, g = in(reg) $g,
                h = inout(reg) $h, bc = inout(reg) $bc => _, ab = out(reg) $ab, t = out(reg) _, u = out(reg) _,
                words = in(reg) $words, at = const $at,
                options(pure, readonly, nostack),
            );
        }
    };
}

/// Sixteen rounds by `$step`, each with the working variables, b ^ c and a place for a ^ b, which
/// it leaves where the next one expects them, `$words`, and its number. `$between` is done after
/// each two, with the number of the pair.
macro_rules! sixteen_rounds {
    ($step:ident $words:tt, $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $bc:ident,
     $ab:ident, $between:ident) => {
        sixteen_rounds!(@ $step $words, $a $b $c $d $e $f $g $h, $bc, $ab, $between, 0);
        sixteen_rounds!(@ $step $words, $g $h $a $b $c $d $e $f, $bc, $ab, $between, 1);
        sixteen_rounds!(@ $step $words, $e $f $g $h $a $b $c $d, $bc, $ab, $between, 2);
        sixteen_rounds!(@ $step $words, $c $d $e $f $g $h $a $b, $bc, $ab, $between, 3);
        sixteen_rounds!(@ $step $words, $a $b $c $d $e $f $g $h, $bc, $ab, $between, 4);
        sixteen_rounds!(@ $step $words, $g $h $a $b $c $d $e $f, $bc, $ab, $between, 5);
        sixteen_rounds!(@ $step $words, $e $f $g $h $a $b $c $d, $bc, $ab, $between, 6);
        sixteen_rounds!(@ $step $words, $c $d $e $f $g $h $a $b, $bc, $ab, $between, 7);
    };
    (@ $step:ident $words:tt, $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $bc:ident,
     $ab:ident, $between:ident, $pair:literal) => {
        $step!($a $b $c $d $e $f $g $h, $bc, $ab, $words, 2 * $pair);
        $step!($h $a $b $c $d $e $f $g, $ab, $bc, $words, 2 * $pair + 1);
        $between!($pair);
    };
}

/// Between rounds there may be nothing to do.
macro_rules! nothing {
    ($pair:literal) => {};
}

pub(super) use {nothing, round, sixteen_rounds};
