//! P-384 (SP 800-186 section 3.2.1).

use super::curve::{curve, prime};

prime! {
    /// The prime of the field.
    Field, 6 limbs by multiply_384, square_384, add_384, subtract_384: "ffffffffffffffffffffffffffffffffffffffffffffffff", "fffffffffffffffeffffffff0000000000000000ffffffff"
}

prime! {
    /// The order of the curve.
    Order, 6 limbs: "ffffffffffffffffffffffffffffffffffffffffffffffff", "c7634d81f4372ddf581a0db248b0a77aecec196accc52973"
}

curve! {
    /// P-384 (SP 800-186 section 3.2.1.4), strength 192.
    P384 "P-384": Field, Order, 6 limbs, 384 bits, strength 192, window 5, passes 2;
    b "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe814112" "0314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef";
    x "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b98" "59f741e082542a385502f25dbf55296c3a545e3872760ab7";
    y "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147c" "e9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f";
}
