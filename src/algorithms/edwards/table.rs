//! Multiples of a base point, which the compiler computes.

/// The multiples that a window knows: 1 to 8 times its point.
pub(super) const MULTIPLES: usize = 8;
/// How many odd multiples a table has.
pub(super) const ODD_MULTIPLES: usize = 32;

/// For each window the addends of 1 to 8 times its point, which is 16^stride times that of the
/// window before.
pub type Table<W> = [[[W; 3]; MULTIPLES]];

/// Makes `BASE`, the table for each window, and `ODD`, the odd multiples. In scope are the words of
/// a number, p, and the constant functions `sum` of two points in extended coordinates and `addend`
/// of a point's x and y.
macro_rules! base_tables {
    ($element:ty, $words:ty, $p:path, windows $windows:literal, stride $stride:literal, base $x:ident, $y:ident) => {
        pub(super) static BASE: [[[$words; 3]; MULTIPLES]; $windows] = {
            let mut flat = [[<$element>::ZERO; 4]; $windows * MULTIPLES];
            let (mut window, mut first) = (0, base_point());
            while window < $windows {
                let mut i = 0;
                while i < MULTIPLES {
                    let before = if i == 0 { NEUTRAL } else { flat[window * MULTIPLES + i - 1] };
                    flat[window * MULTIPLES + i] = sum(before, first);
                    i += 1;
                }
                first = flat[(window + 1) * MULTIPLES - 1]; // 8 times the first one
                let mut doubled = 3;
                while doubled < 4 * $stride {
                    first = sum(first, first);
                    doubled += 1;
                }
                window += 1;
            }
            let (flat, mut table, mut i) = (addends(flat), [[[[0; _]; 3]; MULTIPLES]; $windows], 0);
            while i < flat.len() {
                table[i / MULTIPLES][i % MULTIPLES] = flat[i];
                i += 1;
            }
            table
        };

        pub(super) static ODD: [[$words; 3]; ODD_MULTIPLES] = {
            let mut points = [base_point(); ODD_MULTIPLES];
            let (two, mut i) = (sum(points[0], points[0]), 1);
            while i < ODD_MULTIPLES {
                points[i] = sum(points[i - 1], two);
                i += 1;
            }
            addends(points)
        };

        const NEUTRAL: [$element; 4] = [<$element>::ZERO, <$element>::ONE, <$element>::ONE, <$element>::ZERO];

        const fn base_point() -> [$element; 4] {
            let (x, y) = (<$element>::new(&$x), <$element>::new(&$y));
            [x, y, <$element>::ONE, x.mul(y)]
        }

        /// What adds each of the points, with one inversion: of the product of all Z.
        const fn addends<const N: usize>(points: [[$element; 4]; N]) -> [[$words; 3]; N] {
            let (mut products, mut product, mut i) = ([<$element>::ONE; N], <$element>::ONE, 0);
            while i < N {
                products[i] = product;
                product = product.mul(points[i][2]);
                i += 1;
            }
            let (mut inverse, mut all) = (inverse(product), [[[0; _]; 3]; N]);
            while i > 0 {
                i -= 1;
                let [x, y, z, _] = points[i];
                let own = inverse.mul(products[i]);
                inverse = inverse.mul(z);
                all[i] = addend(x.mul(own), y.mul(own));
            }
            all
        }

        /// The power p - 2.
        const fn inverse(x: $element) -> $element {
            let (mut power, mut bit) = (<$element>::ONE, 64 * $p.len());
            while bit > 0 {
                bit -= 1;
                let word = if bit < 64 { $p[0] - 2 } else { $p[bit / 64] };
                power = power.squared();
                if word >> (bit % 64) & 1 == 1 {
                    power = power.mul(x);
                }
            }
            power
        }
    };
}
pub(super) use base_tables;
