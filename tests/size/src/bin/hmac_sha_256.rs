//! HMAC-SHA-256.
#![no_std]
#![no_main]

use qila::hash::Sha256;
use qila::mac::HmacKey;

qila_size::program!(qila_size::used(HmacKey::<Sha256>::new(&[7; 32])?.authenticate(b"abc")?));
