//! Computes what the compiler would need a minute for: the tables of multiples of the generators.
//! `src/algorithms/ec/curve.rs` includes them, and its tests compare them with its own formulas.
#![allow(dead_code, unused_imports)] // the same files serve the library

mod comb;

use std::{env, fs, io, path::Path};

#[path = "../src/base"]
mod base {
    pub(crate) mod hex;
}

#[path = "../src/kernels"]
mod kernels {
    #[path = "limbs"]
    pub(crate) mod limbs {
        pub(crate) mod arrays;
        pub(crate) mod words;
        pub(crate) use arrays::Modulus;
    }
}

#[path = "../src/algorithms/ec"]
mod ec {
    pub(crate) mod p224;
    pub(crate) mod p256;
    pub(crate) mod p384;
    pub(crate) mod p521;

    /// What the files of the curves mean here.
    mod curve {
        macro_rules! prime {
            ($(#[$doc:meta])* $name:ident, $limbs:literal limbs $(by $($function:ident),+)?: $($digits:literal),+) => {
                #[allow(non_upper_case_globals)]
                const $name: crate::kernels::limbs::Modulus<[u64; $limbs]> =
                    crate::kernels::limbs::Modulus::from_be_bytes(&crate::base::hex::hex!($($digits),+));
            };
        }
        pub(super) use prime;

        macro_rules! curve {
            (
                $(#[$doc:meta])*
                $curve:ident $name:literal: $field:ident, $order:ident, $limbs:literal limbs, $bits:literal bits,
                strength $strength:literal, window $window:literal, passes $passes:literal;
                b $($b:literal)+;
                x $($x:literal)+;
                y $($y:literal)+;
            ) => {
                /// The name of the curve, and its tables as the compiler reads them.
                pub(crate) fn tables() -> (&'static str, String) {
                    const TABLES: usize = usize::div_ceil(usize::div_ceil($bits, $window), $passes);
                    let generator = [
                        $field.keep(&crate::base::hex::hex!($($x),+)),
                        $field.keep(&crate::base::hex::hex!($($y),+)),
                    ];
                    let tables = crate::comb::tables::<$limbs, { 1 << ($window - 1) }, TABLES>(
                        &$field, &generator, $window * $passes,
                    );
                    (stringify!($curve), format!("{tables:?}"))
                }
            };
        }
        pub(super) use curve;
    }
}

fn main() -> io::Result<()> {
    for read in ["build", "src/base/hex.rs", "src/kernels/limbs", "src/algorithms/ec"] {
        println!("cargo::rerun-if-changed={read}");
    }
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    for (curve, tables) in [ec::p224::tables(), ec::p256::tables(), ec::p384::tables(), ec::p521::tables()] {
        fs::write(Path::new(&folder).join(curve).with_extension("rs"), tables)?;
    }
    Ok(())
}
