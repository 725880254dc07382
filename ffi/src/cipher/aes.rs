//! AES: keys, and ECB.

use crate::arguments::InPlace;
use crate::handle::Place;
use crate::random::qila_rng;
use crate::status::Done;
use qila::cipher::{AesKey, BLOCK_SIZE, KeySize};

interface! {
    //! AES (FIPS 197): keys for all its modes, and ECB (SP 800-38A)
    //!
    //! Approved, but for encryption in ECB under some profiles. Data are worked on in place. ECB
    //! and the modes below up to FF1 do not notice that somebody has changed the data: prefer
    //! authenticated encryption.
    handles {
        /// An AES key.
        qila_aes_key = AesKey, qila_aes_key_free;
    }
    constants {
        /// The bytes of a block, an IV of CBC and a counter block.
        QILA_AES_BLOCK_SIZE: usize = BLOCK_SIZE;
    }
    functions {
        /// Makes a key of 16, 24 or 32 bytes at `*key`. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_aes_key_new(key: Place<qila_aes_key>, start/len) => key.make(|| AesKey::new(start));
        /// Makes a random key of 128, 192 or 256 bits at `*key`. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_aes_key_generate(key: Place<qila_aes_key>, bits: KeySize, rng: &mut qila_rng)
            => key.make(|| AesKey::generate(bits, rng));
        /// Encrypts each of the whole blocks at `data` by itself. Errors: QILA_ERROR_INPUT_LENGTH,
        /// not whole blocks.
        hot qila_aes_ecb_encrypt(key: &qila_aes_key, data/len: InPlace)
            => key.ecb_encrypt(data).by(key.ecb_encrypt_indicator());
        /// Decrypts each of the whole blocks at `data` by itself. Errors: QILA_ERROR_INPUT_LENGTH,
        /// not whole blocks.
        hot qila_aes_ecb_decrypt(key: &qila_aes_key, data/len: InPlace) => key.ecb_decrypt(data).by(key.indicator());
    }
}
