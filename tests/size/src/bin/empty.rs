//! Nothing: what the others are measured against.
#![no_std]
#![no_main]

qila_size::program!(Ok(()));
