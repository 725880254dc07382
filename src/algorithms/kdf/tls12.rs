//! The pseudorandom function of TLS 1.2 (RFC 5246 section 5, SP 800-135 r1 section 4.2.2).

use crate::algorithms::hash::{Hash, HashOutput};
use crate::algorithms::mac::hmac::HmacKey;
use crate::machine::wipe::Wiped;

/// The labels of the protocol (RFC 5246 sections 6.3 and 8.1, RFC 7627 section 4).
pub(crate) const KEY_EXPANSION: &[u8] = b"key expansion";
pub(crate) const MASTER_SECRET: &[u8] = b"master secret";
pub(crate) const EXTENDED_MASTER_SECRET: &[u8] = b"extended master secret";

/// Fills `out` with `PRF(secret, label, seed)`; the seed comes in parts.
///
/// Time: depends on the lengths.
pub(crate) fn prf<H: Hash>(secret: &[u8], label: &[u8], seed: [&[u8]; 2], out: &mut [u8]) {
    let key = HmacKey::<H>::new(secret);
    let [first, second] = seed;
    // P_hash: the HMAC of A(i) and the seed, where A(i) is the HMAC of A(i - 1).
    let mut a = Wiped::new(key.mac(&[label, first, second]));
    let mut value = Wiped::new(H::Output::ZERO);
    for chunk in out.chunks_mut(H::OUTPUT_SIZE) {
        *value = key.mac(&[(*a).as_ref(), label, first, second]);
        chunk.copy_from_slice(&(*value).as_ref()[..chunk.len()]);
        *a = key.mac(&[(*a).as_ref()]);
    }
}
