//! The key derivation of IKE version 1 (RFC 2409 section 5, SP 800-135 r1 section 4.1.1).

use crate::algorithms::hash::{Hash, HashAlgorithm};
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::secret::opaque;
use crate::machine::wipe::Wiped;

/// What initiator and responder have exchanged.
#[derive(Clone, Copy)]
pub struct Exchange<'a> {
    /// Ni_b.
    pub initiator_nonce: &'a [u8],
    /// Nr_b.
    pub responder_nonce: &'a [u8],
    /// CKY-I.
    pub initiator_cookie: &'a [u8; 8],
    /// CKY-R.
    pub responder_cookie: &'a [u8; 8],
    /// g^xy, the shared secret of the key agreement.
    pub shared_secret: &'a [u8],
}

opaque!(['a] Exchange<'a>);

/// How the parties authenticate each other, on which SKEYID depends.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Authentication<'a> {
    /// With signatures.
    Signature,
    /// With public key encryption.
    PublicKeyEncryption,
    /// With this pre-shared key.
    PresharedKey(&'a [u8]),
}

opaque!(['a] Authentication<'a>);

/// SKEYID, SKEYID_d, SKEYID_a and SKEYID_e.
///
/// Time: depends on the lengths.
pub(crate) fn derive<H: Hash>(authentication: Authentication<'_>, exchange: &Exchange<'_>) -> [Wiped<H::Output>; 4] {
    let Exchange { initiator_nonce: ni, responder_nonce: nr, .. } = *exchange;
    let (cky_i, cky_r) = (&exchange.initiator_cookie[..], &exchange.responder_cookie[..]);
    let skeyid = Wiped::new(match authentication {
        Authentication::PresharedKey(key) => HmacKey::<H>::new(key).mac(&[ni, nr]),
        Authentication::PublicKeyEncryption => {
            let nonces = Wiped::new(H::digest(&[ni, nr]));
            HmacKey::<H>::new((*nonces).as_ref()).mac(&[cky_i, cky_r])
        }
        Authentication::Signature => {
            // The nonces are the key, in one piece; one longer than a block is hashed, as HMAC does
            // by itself.
            nonces_as_key::<H>(ni, nr).mac(&[exchange.shared_secret])
        }
    });
    let key = HmacKey::<H>::new((*skeyid).as_ref());
    let next =
        |before: &[u8], number: u8| Wiped::new(key.mac(&[before, exchange.shared_secret, cky_i, cky_r, &[number]]));
    let d = next(&[], 0);
    let a = next((*d).as_ref(), 1);
    let e = next((*a).as_ref(), 2);
    [skeyid, d, a, e]
}

/// The HMAC key `Ni_b || Nr_b`, whatever their lengths.
///
/// Time: depends on the lengths.
pub(super) fn nonces_as_key<H: Hash>(ni: &[u8], nr: &[u8]) -> HmacKey<H> {
    let mut both = Wiped::new([0; HashAlgorithm::MAX_BLOCK_SIZE]);
    let len = ni.len().saturating_add(nr.len());
    if len > H::BLOCK_SIZE {
        let hashed = Wiped::new(H::digest(&[ni, nr]));
        return HmacKey::new((*hashed).as_ref());
    }
    both[..ni.len()].copy_from_slice(ni);
    both[ni.len()..len].copy_from_slice(nr);
    HmacKey::new(&both[..len])
}
