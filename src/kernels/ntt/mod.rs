//! Number-theoretic transforms: polynomials modulo X^256 + 1 over the two small fields of FIPS 203
//! and FIPS 204.

pub(crate) mod ml_dsa;
pub(crate) mod ml_kem;
