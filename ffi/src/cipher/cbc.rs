//! AES in CBC.

use super::aes::qila_aes_key;
use crate::arguments::{InPlace, Room};
use crate::handle::{Once, Place, inner};
use crate::status::{Done, with};
use qila::cipher::{AesKey, CbcDecryptor, CbcEncryptor};

interface! {
    //! AES in CBC (SP 800-38A)
    //!
    //! Approved. Data are worked on in place unless the function says otherwise. An IV must be
    //! unpredictable.
    handles {
        /// A message on its way through CBC encryption.
        qila_cbc_encryptor = Once<CbcEncryptor>, qila_cbc_encryptor_free;
        /// A message on its way through CBC decryption.
        qila_cbc_decryptor = Once<CbcDecryptor>, qila_cbc_decryptor_free;
    }
    functions {
        /// Encrypts whole blocks at `data`. Errors: QILA_ERROR_INPUT_LENGTH, not whole blocks.
        hot qila_aes_cbc_encrypt(key: &qila_aes_key, iv: &[u8; 16], data/len: InPlace)
            => key.cbc_encrypt(iv, data).by(key.indicator());
        /// Decrypts whole blocks at `data`. Errors: QILA_ERROR_INPUT_LENGTH, not whole blocks.
        hot qila_aes_cbc_decrypt(key: &qila_aes_key, iv: &[u8; 16], data/len: InPlace)
            => key.cbc_decrypt(iv, data).by(key.indicator());
        /// Encrypts `len` bytes with the padding of PKCS #7. The output is the next multiple of 16
        /// above `len` long.
        /// Errors: QILA_ERROR_INPUT_TOO_LONG.
        hot qila_aes_cbc_encrypt_padded(key: &qila_aes_key, iv: &[u8; 16], plaintext/len, out/out_len: Room) => {
            let size = AesKey::cbc_padded_size(plaintext.len())?;
            out.fill(size, key.indicator(), |out| Ok(key.cbc_encrypt_padded(iv, plaintext, out)?))
        };
        /// Decrypts whole blocks and takes the padding of PKCS #7 off; `out` needs room for `len`
        /// bytes. Whether the padding was right must not become known to anybody who can change the
        /// ciphertext: authenticate first.
        /// Errors: QILA_ERROR_PADDING; QILA_ERROR_INPUT_LENGTH, not whole blocks, or none.
        hot qila_aes_cbc_decrypt_padded(key: &qila_aes_key, iv: &[u8; 16], ciphertext/len, out/out_len: Room)
            => out.fill(ciphertext.len(), key.indicator(), |out| Ok(key.cbc_decrypt_padded(iv, ciphertext, out)?));
        /// Begins a message that is encrypted in parts of whole blocks at `*message`. The key may
        /// be freed before.
        cold qila_cbc_encryptor_new(message: Place<qila_cbc_encryptor>, key: &qila_aes_key, iv: &[u8; 16])
            => message.make(|| key.cbc_encryptor(iv).map(Once::from));
        /// Encrypts the next part, in place.
        /// Errors: QILA_ERROR_INPUT_LENGTH, not whole blocks; QILA_ERROR_PARAMETER, after the end.
        hot qila_cbc_encryptor_update(message: &mut qila_cbc_encryptor, data/len: InPlace)
            => with(message.running(), |message| message.update(data).by(message.indicator()));
        /// Ends the message with its last part, of any length, and the padding of PKCS #7. The
        /// output is the next multiple of 16 above `len` long. The handle is then at its end, and
        /// can only be freed.
        /// Errors: QILA_ERROR_INPUT_TOO_LONG; QILA_ERROR_PARAMETER, after the end.
        cold qila_cbc_encryptor_final_padded(message: &mut qila_cbc_encryptor, data/len, out/out_len: Room) => {
            let indicator = message.running()?.indicator();
            let size = AesKey::cbc_padded_size(data.len())?;
            out.fill(size, indicator, |out| message.end(|message| message.finalize_padded(data, out)))
        };
        /// Begins a message that is decrypted in parts of whole blocks at `*message`. The key may
        /// be freed before.
        cold qila_cbc_decryptor_new(message: Place<qila_cbc_decryptor>, key: &qila_aes_key, iv: &[u8; 16])
            => message.make(|| key.cbc_decryptor(iv).map(Once::from));
        /// Decrypts the next part, in place.
        /// Errors: QILA_ERROR_INPUT_LENGTH, not whole blocks; QILA_ERROR_PARAMETER, after the end.
        hot qila_cbc_decryptor_update(message: &mut qila_cbc_decryptor, data/len: InPlace)
            => with(message.running(), |message| message.update(data).by(message.indicator()));
        /// Ends the message with its last part, whole blocks and one at least, and takes the
        /// padding of PKCS #7 off; `out` needs room for `len` bytes. What
        /// qila_aes_cbc_decrypt_padded() says of the padding holds here, too. The handle is then at
        /// its end, and can only be freed.
        /// Errors: QILA_ERROR_PADDING; QILA_ERROR_INPUT_LENGTH, not whole blocks, or none;
        /// QILA_ERROR_PARAMETER, after the end.
        cold qila_cbc_decryptor_final_padded(message: &mut qila_cbc_decryptor, data/len, out/out_len: Room) => {
            let indicator = message.running()?.indicator();
            out.fill(data.len(), indicator, |out| message.end(|message| message.finalize_padded(data, out)))
        };
    }
}

inner! { CbcEncryptor, CbcDecryptor }
