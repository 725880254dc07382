//! Self-tests of Ascon.

use super::{Probe, self_test};
use crate::algorithms::ascon::aead::AsconKey;
use crate::algorithms::ascon::xof::AsconSponge;

self_test! {
    /// One message through Ascon-Hash256, Ascon-XOF128 and Ascon-CXOF128.
    ASCON_HASH = "Ascon-Hash256", "SP 800-232", after [] => test_hash;
    /// Sealing and opening, and a wrong tag.
    ASCON_AEAD = "Ascon-AEAD128", "SP 800-232", after [] => test_aead;
}

/// A message of four blocks and a byte through Ascon-Hash256, Ascon-XOF128 and Ascon-CXOF128: more
/// than one block in and out.
fn test_hash(probe: &mut Probe) -> bool {
    let message = probe.input(core::array::from_fn::<u8, 33, _>(|i| i as u8));
    let customization = probe.input(core::array::from_fn::<u8, 17, _>(|i| 0x40 + i as u8));
    let gives = |mut sponge: AsconSponge, expected: &[u8]| {
        sponge.update(&message);
        let mut value = [0; 40];
        let value = &mut value[..expected.len()];
        sponge.finalize_bits(0, 0).read(value);
        value == expected
    };
    let Ok(customized) = AsconSponge::cxof128(&customization, 8 * customization.len()) else { return false };
    gives(AsconSponge::hash256(), &HASH) && gives(AsconSponge::xof128(), &XOF) && gives(customized, &CXOF)
}

/// Sealing and opening; a changed tag is refused.
fn test_aead(probe: &mut Probe) -> bool {
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

/// SP 800-232 in Python (kat-vectors/generate/ascon.py), which gives the known answers of the Ascon
/// team.
#[rustfmt::skip]
const HASH: [u8; 32] = [0xa5, 0x86, 0x65, 0xa2, 0xcb, 0x95, 0x30, 0xc5, 0x02, 0x09, 0x6a, 0x79, 0x57, 0xa7, 0x6e, 0x42, 0x8a, 0xf4, 0xad, 0x04, 0x4b, 0x4d, 0xa5, 0xc4, 0x71, 0xf9, 0xda, 0x6f, 0x7b, 0x3e, 0x58, 0x68];
const CIPHERTEXT: [u8; 19] = [
    0xbf, 0x77, 0xc7, 0x1b, 0x3d, 0xe9, 0xf1, 0xc5, 0xb3, 0x72, 0xef, 0x27, 0x3a, 0x08, 0xe8, 0x9b, 0xe9, 0x67, 0x5a,
];
const TAG: [u8; 16] =
    [0xc9, 0xa3, 0x0a, 0x53, 0xbe, 0xc2, 0xb1, 0xd4, 0x49, 0xe6, 0x40, 0x14, 0xcf, 0xeb, 0x90, 0x77];
#[rustfmt::skip]
const XOF: [u8; 40] = [
    0xfe, 0xf7, 0x4b, 0x7e, 0xbd, 0x18, 0x3b, 0xa1, 0xd8, 0x7b, 0xf4, 0x14, 0x00, 0x0b, 0x29, 0x25, 0x8d, 0x6a, 0x22, 0x33,
    0xa2, 0xa0, 0x3e, 0xd5, 0x19, 0xc6, 0x46, 0xb3, 0x51, 0xbc, 0x00, 0x84, 0x64, 0xcb, 0x72, 0x5c, 0x29, 0x22, 0xe7, 0x7a,
];
#[rustfmt::skip]
const CXOF: [u8; 40] = [
    0xa8, 0x23, 0xa7, 0x9c, 0x87, 0xea, 0x47, 0xc0, 0x50, 0x5a, 0xb7, 0x15, 0x9b, 0x91, 0x36, 0x52, 0x29, 0x09, 0xb7, 0x3d,
    0xda, 0x88, 0x7a, 0xb8, 0xe0, 0xb1, 0xbd, 0x3c, 0x5f, 0xd3, 0x8f, 0x72, 0x65, 0x0f, 0xc0, 0x3f, 0x4c, 0x9e, 0xf7, 0x31,
];
