//! P-521 (SP 800-186 section 3.2.1).

use super::curve::{curve, prime};

prime! {
    /// The prime of the field.
    Field, 9 limbs by multiply_521, square_521, add_521, subtract_521: "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
}

prime! {
    /// The order of the curve.
    Order, 9 limbs: "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"
}

curve! {
    /// P-521 (SP 800-186 section 3.2.1.5), strength 256.
    P521 "P-521": Field, Order, 9 limbs, 521 bits, strength 256, window 5, passes 4;
    b "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109" "e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00";
    x "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3d" "baa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66";
    y "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e66" "2c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650";
}
