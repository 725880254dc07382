//! P-256 (SP 800-186 section 3.2.1).

use super::curve::{curve, prime};

prime! {
    /// The prime of the field.
    Field, 4 limbs by multiply_256, square_256, add_256, subtract_256: "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"
}

prime! {
    /// The order of the curve.
    Order, 4 limbs: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
}

curve! {
    /// P-256 (SP 800-186 section 3.2.1.3), strength 128.
    P256 "P-256": Field, Order, 4 limbs, 256 bits, strength 128, window 6, passes 2;
    b "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b";
    x "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
    y "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
}
