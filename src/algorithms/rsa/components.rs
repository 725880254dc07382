//! What a private key is given as.

/// The numbers of a private key of two primes (RFC 8017 section 3.2), the highest byte first. Zeros
/// in front do not count.
#[derive(Clone, Copy)]
pub struct Components<'a> {
    /// The modulus, the product of the primes.
    pub n: &'a [u8],
    /// The public exponent.
    pub e: &'a [u8],
    /// The private exponent.
    pub d: &'a [u8],
    /// The first prime. Empty where neither is known: both are then found from d.
    pub p: &'a [u8],
    /// The second prime.
    pub q: &'a [u8],
    /// d modulo p - 1, d modulo q - 1, and the inverse of q modulo p, if they are at hand. They are
    /// computed in any case, and have to be the same.
    pub crt: Option<[&'a [u8]; 3]>,
}

crate::base::secret::opaque!(['a] Components<'a>);

/// Room for the private parts of a key: d with as many bytes as n, and the others with half of
/// them. What there is more becomes zero in front.
pub struct Parts<'a> {
    /// The private exponent.
    pub d: &'a mut [u8],
    /// The first prime.
    pub p: &'a mut [u8],
    /// The second prime.
    pub q: &'a mut [u8],
    /// d modulo p - 1.
    pub dp: &'a mut [u8],
    /// d modulo q - 1.
    pub dq: &'a mut [u8],
    /// The inverse of q modulo p.
    pub inverse: &'a mut [u8],
}

crate::base::secret::opaque!(['a] Parts<'a>);

impl Parts<'_> {
    /// All of them: d, p, q, dP, dQ, qInv.
    pub(crate) const fn each(&mut self) -> [&mut [u8]; 6] {
        [self.d, self.p, self.q, self.dp, self.dq, self.inverse]
    }
}
