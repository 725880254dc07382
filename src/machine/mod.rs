//! The processor and the system: features, image, fork, locks, registers, wiping, taint, time.
//!
//! With `kernels` the only room with `unsafe`. Each file is one door, and says why what it does is
//! sound.

pub(crate) mod atomic_fn;
pub(crate) mod atomic_ref;
pub(crate) mod cpu;
pub(crate) mod fork;
pub(crate) mod hardware_random;
pub(crate) mod image;
pub(crate) mod process_lock;
pub(crate) mod registers;
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod system_call;
pub(crate) mod taint;
pub(crate) mod timestamp;
mod wait;
pub(crate) mod wipe;
