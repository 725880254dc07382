//! SHA3-256.
#![no_std]
#![no_main]

qila_size::program!(qila_size::used(qila::hash::sha3_256(b"abc")?));
