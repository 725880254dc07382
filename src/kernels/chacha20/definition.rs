//! The twenty rounds, for words and for vectors of words.

/// The quarter round of RFC 8439 section 2.1 on four words. The arguments name the functions for
/// XOR, for addition modulo 2^32, and for a rotation left by so many bits (right by 32 minus them).
macro_rules! quarter {
    ($a:expr, $b:expr, $c:expr, $d:expr; $add:ident $xor:ident $rotate:ident) => {
        $a = $add($a, $b);
        $d = $rotate::<16, 16>($xor($d, $a));
        $c = $add($c, $d);
        $b = $rotate::<12, 20>($xor($b, $c));
        $a = $add($a, $b);
        $d = $rotate::<8, 24>($xor($d, $a));
        $c = $add($c, $d);
        $b = $rotate::<7, 25>($xor($b, $c));
    };
}

/// The rounds of section 2.3 on an array of sixteen. Before every second one, `$beside`
/// is done.
macro_rules! twenty_rounds {
    ($state:expr; $($function:ident)+ $(; $beside:expr)?) => {{
        use crate::kernels::chacha20::definition::quarter;
        let mut s = $state;
        for _ in 0..10 {
            $($beside;)?
            quarter!(s[0], s[4], s[8], s[12]; $($function)+);
            quarter!(s[1], s[5], s[9], s[13]; $($function)+);
            quarter!(s[2], s[6], s[10], s[14]; $($function)+);
            quarter!(s[3], s[7], s[11], s[15]; $($function)+);
            quarter!(s[0], s[5], s[10], s[15]; $($function)+);
            quarter!(s[1], s[6], s[11], s[12]; $($function)+);
            quarter!(s[2], s[7], s[8], s[13]; $($function)+);
            quarter!(s[3], s[4], s[9], s[14]; $($function)+);
        }
        s
    }};
}

/// The same on rows: a vector holds one row of four words of several blocks side by side. Each set
/// has the four rows of its own blocks. `turn::<ORDER>` reorders the words of each row: those of
/// the diagonals come one below the other when three of the rows are turned. The second row stays,
/// because it is what the next quarter waits for.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
macro_rules! twenty_rounds_of_rows {
    ($sets:expr; $turn:ident $($function:ident)+) => {{
        use crate::kernels::chacha20::definition::quarter;
        let mut sets = $sets;
        for _ in 0..10 {
            for [a, b, c, d] in &mut sets {
                quarter!(*a, *b, *c, *d; $($function)+);
                (*a, *c, *d) = ($turn::<0b10_01_00_11>(*a), $turn::<0b00_11_10_01>(*c), $turn::<0b01_00_11_10>(*d));
                quarter!(*a, *b, *c, *d; $($function)+);
                (*a, *c, *d) = ($turn::<0b00_11_10_01>(*a), $turn::<0b10_01_00_11>(*c), $turn::<0b01_00_11_10>(*d));
            }
        }
        sets
    }};
}

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
pub(super) use twenty_rounds_of_rows;
pub(super) use {quarter, twenty_rounds};
