//! The C ABI of the Qila cryptographic module.
//!
//! One file for each room of services, as in the crate `qila`. The conventions are at the top of `include/qila.h`,
//! which is generated from these sources. Panics do not cross: nothing here panics, and if something did, Rust aborts
//! at the edge of an `extern "C"` function rather than unwind into C.
#![allow(non_camel_case_types)] // the names are those of C

mod admin;
mod aead;
mod ascon;
mod cipher;
mod hash;
mod kdf;
mod key_wrap;
mod mac;
mod memory;
mod random;
mod status;
mod xof;

/// Powers the module on when it is loaded, so that the integrity test has run before the first call. It cannot fail
/// the load: what it found, every later call says.
#[cfg(target_os = "linux")]
#[used]
// SAFETY: the loader calls each entry of this section once, with arguments that a function may ignore, after the
// libraries it depends on; the function only runs the integrity test, which needs none of them.
#[unsafe(link_section = ".init_array")]
static POWER_ON: extern "C" fn() = power_on;

#[cfg(target_os = "linux")]
extern "C" fn power_on() {
    let _ = qila::admin::power_on();
}
