//! P-224 (SP 800-186 section 3.2.1).

use super::curve::{curve, prime};

prime! {
    /// The prime of the field.
    Field, 4 limbs: "ffffffffffffffffffffffffffffffff000000000000000000000001"
}

prime! {
    /// The order of the curve.
    Order, 4 limbs: "ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d"
}

curve! {
    /// P-224 (SP 800-186 section 3.2.1.2), strength 112.
    P224 "P-224": Field, Order, 4 limbs, 224 bits, strength 112, window 5, passes 2;
    b "b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4";
    x "b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21";
    y "bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34";
}
