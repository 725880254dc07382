//! Self-tests of Ascon.

use super::Probe;
use crate::algorithms::ascon::aead::AsconKey;
use crate::algorithms::ascon::xof::AsconSponge;

/// A message of four blocks and a byte through Ascon-Hash256: more than one block in and out.
pub(super) fn test_hash(probe: &mut Probe) -> bool {
    let mut sponge = AsconSponge::hash256();
    sponge.update(&probe.input(core::array::from_fn::<u8, 33, _>(|i| i as u8)));
    let mut value = [0; 32];
    sponge.finalize_bits(0, 0).read(&mut value);
    value == HASH
}

/// Sealing and opening; a changed tag is refused.
pub(super) fn test_aead(probe: &mut Probe) -> bool {
    let key = AsconKey::new(&probe.input(core::array::from_fn(|i| i as u8)), &[0; 16]);
    let nonce = probe.input(core::array::from_fn(|i| 0x10 + i as u8));
    let aad = probe.input(core::array::from_fn::<u8, 17, _>(|i| 0x30 + i as u8));
    let plaintext = probe.input(core::array::from_fn::<u8, 19, _>(|i| 0x20 + i as u8));
    let aad = (&aad[..], 8 * aad.len());
    let mut data = plaintext;
    let bits = 8 * data.len();
    let sealed = key.seal(&nonce, aad, &mut data, bits) == Ok(TAG) && data == CIPHERTEXT;
    let opened = key.open(&nonce, aad, &mut data, bits, (&TAG, 128)).is_ok() && data == plaintext;
    let mut wrong = TAG;
    wrong[15] ^= 0x80;
    sealed && opened && key.open(&nonce, aad, &mut data, bits, (&wrong, 128)).is_err() && data == [0; 19]
}

/// SP 800-232 in Python (kat-vectors/generate/ascon.py), which gives the known answers of the Ascon team.
#[rustfmt::skip]
const HASH: [u8; 32] = [0xa5, 0x86, 0x65, 0xa2, 0xcb, 0x95, 0x30, 0xc5, 0x02, 0x09, 0x6a, 0x79, 0x57, 0xa7, 0x6e, 0x42, 0x8a, 0xf4, 0xad, 0x04, 0x4b, 0x4d, 0xa5, 0xc4, 0x71, 0xf9, 0xda, 0x6f, 0x7b, 0x3e, 0x58, 0x68];
const CIPHERTEXT: [u8; 19] = [
    0xbf, 0x77, 0xc7, 0x1b, 0x3d, 0xe9, 0xf1, 0xc5, 0xb3, 0x72, 0xef, 0x27, 0x3a, 0x08, 0xe8, 0x9b, 0xe9, 0x67, 0x5a,
];
const TAG: [u8; 16] =
    [0xc9, 0xa3, 0x0a, 0x53, 0xbe, 0xc2, 0xb1, 0xd4, 0x49, 0xe6, 0x40, 0x14, 0xcf, 0xeb, 0x90, 0x77];
