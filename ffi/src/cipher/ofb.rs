//! AES in OFB.

use super::aes::qila_aes_key;
use crate::arguments::InPlace;
use crate::handle::Place;
use crate::status::Done;
use qila::cipher::Ofb;

interface! {
    //! AES in OFB (SP 800-38A)
    //!
    //! Approved. Data are worked on in place. An IV must never come twice under a key.
    handles {
        /// A message on its way through OFB.
        qila_ofb = Ofb, qila_ofb_free;
    }
    functions {
        /// Encrypts or decrypts `len` bytes at `data` in OFB. An IV must never come twice under a
        /// key.
        hot qila_aes_ofb(key: &qila_aes_key, iv: &[u8; 16], data/len: InPlace)
            => key.ofb_apply(iv, data).by(key.indicator());
        /// Begins a message in OFB that comes in parts of any length at `*message`. The key may be
        /// freed before.
        cold qila_ofb_new(message: Place<qila_ofb>, key: &qila_aes_key, iv: &[u8; 16])
            => message.make(|| key.ofb(iv));
        /// Encrypts or decrypts the next part, of any length, in place.
        hot qila_ofb_apply(message: &mut qila_ofb, data/len: InPlace) => message.apply(data).by(message.indicator());
    }
}
