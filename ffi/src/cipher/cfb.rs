//! AES in CFB.

use super::aes::qila_aes_key;
use crate::arguments::{InPlace, number_of};
use crate::handle::{Once, Place, inner};
use crate::status::{Done, with};
use qila::Error;
use qila::cipher::{Cfb, CfbSegment};

interface! {
    //! AES in CFB (SP 800-38A)
    //!
    //! Approved. Data are worked on in place. `segment_bits` is 1, 8 or 128, for CFB1, CFB8 and
    //! CFB128.
    handles {
        /// A message on its way through CFB.
        qila_cfb = Once<Cfb>, qila_cfb_free;
    }
    functions {
        /// Encrypts `len` bytes at `data`, of any length. Errors: QILA_ERROR_PARAMETER, no such
        /// segment.
        hot qila_aes_cfb_encrypt(key: &qila_aes_key, segment_bits: CfbSegment, iv: &[u8; 16], data/len: InPlace)
            => key.cfb_encrypt(segment_bits, iv, data).by(key.indicator());
        /// Decrypts `len` bytes at `data`, of any length. Errors: QILA_ERROR_PARAMETER, no such
        /// segment.
        hot qila_aes_cfb_decrypt(key: &qila_aes_key, segment_bits: CfbSegment, iv: &[u8; 16], data/len: InPlace)
            => key.cfb_decrypt(segment_bits, iv, data).by(key.indicator());
        /// Begins a message in CFB that is encrypted in parts at `*message`. The key may be freed
        /// before.
        /// Errors: QILA_ERROR_PARAMETER, no such segment.
        cold qila_cfb_new_encrypt(message: Place<qila_cfb>, key: &qila_aes_key, segment_bits: CfbSegment,
            iv: &[u8; 16]) => message.make(|| key.cfb_encryptor(segment_bits, iv).map(Once::from));
        /// Begins a message in CFB that is decrypted in parts at `*message`. The key may be freed
        /// before.
        /// Errors: QILA_ERROR_PARAMETER, no such segment.
        cold qila_cfb_new_decrypt(message: Place<qila_cfb>, key: &qila_aes_key, segment_bits: CfbSegment,
            iv: &[u8; 16]) => message.make(|| key.cfb_decryptor(segment_bits, iv).map(Once::from));
        /// Encrypts or decrypts the next part, of whole segments, in place.
        /// Errors: QILA_ERROR_INPUT_LENGTH, not whole segments; QILA_ERROR_PARAMETER, after the
        /// end.
        hot qila_cfb_apply(message: &mut qila_cfb, data/len: InPlace)
            => with(message.running(), |message| message.apply(data).by(message.indicator()));
        /// Encrypts or decrypts the last part, of any length, in place: of CFB128 also one that
        /// does not end with a block. The handle is then at its end, and can only be freed. Errors:
        /// QILA_ERROR_PARAMETER, after the end.
        cold qila_cfb_final(message: &mut qila_cfb, data/len: InPlace) => {
            let indicator = message.running()?.indicator();
            message.end(|message| message.finalize(data))?;
            Ok(indicator)
        };
    }
}

inner! { Cfb }

number_of! { CfbSegment, |bits| {
    CfbSegment::ALL.iter().copied().find(|segment| segment.bits() == bits as usize).ok_or(Error::InvalidParameter.into())
} }
