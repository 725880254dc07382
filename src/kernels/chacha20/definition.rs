//! The twenty rounds, for words and for vectors of words.

/// The rounds of RFC 8439 section 2.3 on an array of sixteen, by the names of functions that add, add without carry, and rotate
/// to the left by so many bits (and to the right by the rest of 32).
macro_rules! twenty_rounds {
    ($state:expr, $add:ident, $xor:ident, $rotate:ident) => {{
        let mut s = $state;
        macro_rules! quarter {
            ($a:literal, $b:literal, $c:literal, $d:literal) => {
                s[$a] = $add(s[$a], s[$b]);
                s[$d] = $rotate::<16, 16>($xor(s[$d], s[$a]));
                s[$c] = $add(s[$c], s[$d]);
                s[$b] = $rotate::<12, 20>($xor(s[$b], s[$c]));
                s[$a] = $add(s[$a], s[$b]);
                s[$d] = $rotate::<8, 24>($xor(s[$d], s[$a]));
                s[$c] = $add(s[$c], s[$d]);
                s[$b] = $rotate::<7, 25>($xor(s[$b], s[$c]));
            };
        }
        for _ in 0..10 {
            quarter!(0, 4, 8, 12);
            quarter!(1, 5, 9, 13);
            quarter!(2, 6, 10, 14);
            quarter!(3, 7, 11, 15);
            quarter!(0, 5, 10, 15);
            quarter!(1, 6, 11, 12);
            quarter!(2, 7, 8, 13);
            quarter!(3, 4, 9, 14);
        }
        s
    }};
}
pub(super) use twenty_rounds;
