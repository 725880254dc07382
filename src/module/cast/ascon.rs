//! Self-tests of Ascon.

use super::{Probe, self_test};
use crate::algorithms::ascon::aead::AsconKey;
use crate::algorithms::ascon::xof::AsconSponge;
use crate::base::hex::hex;

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
const HASH: [u8; 32] = hex!("a58665a2cb9530c502096a7957a76e428af4ad044b4da5c471f9da6f7b3e5868");
const CIPHERTEXT: [u8; 19] = hex!("bf77c71b3de9f1c5b372ef273a08e89be9675a");
const TAG: [u8; 16] = hex!("c9a30a53bec2b1d449e64014cfeb9077");
const XOF: [u8; 40] = hex!("fef74b7ebd183ba1d87bf414000b29258d6a2233a2a03ed519c646b351bc0084", "64cb725c2922e77a",);
const CXOF: [u8; 40] = hex!("a823a79c87ea47c0505ab7159b9136522909b73dda887ab8e0b1bd3c5fd38f72", "650fc03f4c9ef731",);
