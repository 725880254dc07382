//! AES-256-GCM with an IV from a counter.
#![no_std]
#![no_main]

use qila::aead::AesGcmKey;

qila_size::program!({
    let mut sealer = AesGcmKey::new(&[7; 32])?.counter_iv_sealer(b"host")?;
    let key = AesGcmKey::new(&[7; 32])?;
    let mut data = *b"a message";
    let sealed = sealer.seal_in_place(b"header", &mut data)?;
    key.open_in_place(&sealed.iv, b"header", &mut data, &sealed.tag)?;
    qila_size::used(data)
});
