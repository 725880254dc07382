//! Ascon-AEAD128.
#![no_std]
#![no_main]

use qila::aead::AsconAead128Key;

qila_size::program!({
    let key = AsconAead128Key::new(&[7; 16])?;
    let mut data = *b"a message";
    let tag = key.seal_in_place(&[1; 16], b"header", &mut data)?;
    key.open_in_place(&[1; 16], b"header", &mut data, &tag)?;
    qila_size::used(data)
});
