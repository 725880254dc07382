//! AES-256-GCM, SHA-256, and CTR_DRBG fed by the program.
#![no_std]
#![no_main]

use qila::aead::{AesGcmKey, KeySize};
use qila::random::Rng;

qila_size::program!({
    qila_size::load_entropy()?;
    let mut rng = Rng::new()?;
    let key = AesGcmKey::generate(KeySize::Aes256, &mut rng)?;
    let mut data = *b"a message";
    let sealed = key.random_iv_sealer()?.seal_in_place(b"header", &mut data, &mut rng)?;
    key.open_in_place(&sealed.iv, b"header", &mut data, &sealed.tag)?;
    qila_size::used(qila::hash::sha256(&data)?)
});
