//! AES in CTR.

use super::aes::qila_aes_key;
use crate::arguments::InPlace;
use crate::handle::Place;
use crate::status::Done;
use qila::cipher::Ctr;

interface! {
    //! AES in counter mode (SP 800-38A)
    //!
    //! Approved. Data are worked on in place. A counter block must never come twice under a key.
    handles {
        /// A message on its way through counter mode.
        qila_ctr = Ctr, qila_ctr_free;
    }
    functions {
        /// Encrypts or decrypts `len` bytes at `data` in counter mode, from a counter block.
        /// Errors: QILA_ERROR_INPUT_TOO_LONG, more blocks than there are counters.
        hot qila_aes_ctr(key: &qila_aes_key, counter: &[u8; 16], data/len: InPlace)
            => key.ctr_apply(counter, data).by(key.indicator());
        /// Begins a message in counter mode that comes in parts of any length, from a counter
        /// block, at `*message`. The key may be freed before.
        cold qila_ctr_new(message: Place<qila_ctr>, key: &qila_aes_key, counter: &[u8; 16])
            => message.make(|| key.ctr(counter));
        /// Encrypts or decrypts the next part, in place.
        /// Errors: QILA_ERROR_INPUT_TOO_LONG, more blocks than there are counters.
        hot qila_ctr_apply(message: &mut qila_ctr, data/len: InPlace) => message.apply(data).by(message.indicator());
    }
}
