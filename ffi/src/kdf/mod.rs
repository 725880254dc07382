//! Key derivation: one file for each kind of secret that it begins with.

pub(crate) mod hkdf;
pub(crate) mod ikev1;
pub(crate) mod ikev2;
pub(crate) mod kbkdf;
pub(crate) mod one_step;
pub(crate) mod pbkdf2;
pub(crate) mod snmp;
pub(crate) mod srtp;
pub(crate) mod ssh;
pub(crate) mod tls12;
pub(crate) mod tls13;
pub(crate) mod x942;
pub(crate) mod x963;

/// In the order of the header.
#[cfg(test)]
pub(crate) const PARTS: &[crate::table::Part] = &[
    hkdf::PART,
    kbkdf::PART,
    one_step::PART,
    x963::PART,
    x942::PART,
    pbkdf2::PART,
    snmp::PART,
    tls12::PART,
    tls13::PART,
    ssh::PART,
    ikev1::PART,
    ikev2::PART,
    srtp::PART,
];
