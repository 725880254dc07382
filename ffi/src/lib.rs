//! The C ABI of the Qila cryptographic module.
//!
//! One file for each room of services, as in the crate `qila`. Each is a table whose rows make the
//! functions, `include/qila.h` and `exports.txt` (see `table.rs`). Panics do not cross: nothing
//! here panics, and if something did, Rust aborts at the edge of an `extern "C"` function rather
//! than unwind into C.
#![allow(non_camel_case_types)] // the names are those of C

#[macro_use]
mod table;
#[cfg(test)]
#[macro_use]
#[path = "../tests/table/mod.rs"]
mod tests;

mod arguments;
mod handle;
mod memory;

mod admin;
mod aead;
mod agreement;
mod ascon;
mod cipher;
mod encapsulation;
mod encryption;
mod hash;
mod kdf;
mod key_confirmation;
mod key_files;
mod key_wrap;
mod mac;
mod notices;
mod random;
mod signature;
mod stateful;
mod status;
mod xof;

/// The parts of the interface, in the order of the header.
#[cfg(test)]
const PARTS: &[&[table::Part]] = &[
    &[status::PART, admin::PART, notices::PART, hash::PART, random::PART, xof::PART, ascon::PART],
    mac::PARTS,
    aead::PARTS,
    cipher::PARTS,
    &[
        key_wrap::PART,
        encapsulation::PART,
        encryption::PART,
        signature::PART,
        stateful::PART,
        agreement::PART,
        key_confirmation::PART,
        key_files::PART,
    ],
    kdf::PARTS,
];

/// Powers the module on when it is loaded, so that the integrity test has run before the first
/// call. It cannot fail the load: what it found, every later call says.
#[cfg(target_os = "linux")]
#[used]
// SAFETY: the loader calls each entry of this section once, with arguments that a function may
// ignore, after the libraries it depends on; the function only runs the integrity test, which needs
// none of them.
#[unsafe(link_section = ".init_array")]
static POWER_ON: extern "C" fn() = power_on;

#[cfg(target_os = "linux")]
extern "C" fn power_on() {
    let _ = qila::admin::power_on();
}
