//! The module's own loaded image, and the seal that lies in it.
//!
//! The image is the executable or shared library that holds this code. The linker's symbol
//! `__ehdr_start` finds it, so neither libc nor the file is needed. Covered is every `PT_LOAD`
//! segment without write permission, less the first 64 bytes, the ELF header, because `strip`
//! rewrites them; and of what the loader makes read-only after it relocated it (`PT_GNU_RELRO`)
//! every byte that no loader writes.

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod covered;
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod elf64;
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod relro;

use core::sync::atomic::{AtomicU8, Ordering};

/// The size of the ELF header of a 64-bit file in bytes.
#[cfg(any(feature = "lab", all(target_os = "linux", target_pointer_width = "64")))]
pub(crate) const ELF_HEADER: usize = 64;

/// What an unsealed seal begins with, by which the sealing tool makes sure that it writes to the
/// right place. The version changes with what is covered, so that no seal is taken for one of
/// another version.
pub(crate) const SEAL_MAGIC: [u8; 16] = *b"Qila seal, v. 2\n";

/// What lies with the read-only data of the module, so that the sealing tool and the test can see
/// that these are covered.
pub(crate) const MARKER: [u8; 32] = *b"Qila: here lie read-only data\r\n\0";

/// Magic, then one byte that is 1 when sealed, then one that is 1 when the interface for
/// laboratories is inside, then 14 reserved bytes, then the 32 bytes of the expected value.
pub(crate) const SEAL_SIZE: usize = 64;
/// Where the flag lies.
pub(crate) const SEAL_FLAG: usize = 16;
/// Where it says whether the interface for laboratories is inside. It stands here because the
/// linker drops what nothing refers to, and every build refers to the seal.
pub(crate) const SEAL_LAB: usize = 17;
/// Where the expected value begins.
pub(crate) const SEAL_VALUE: usize = 32;

/// The seal as the compiler leaves it.
pub(crate) const UNSEALED: [u8; SEAL_SIZE] = {
    let mut seal = [0; SEAL_SIZE];
    let mut i = 0;
    while i < SEAL_MAGIC.len() {
        seal[i] = SEAL_MAGIC[i];
        i += 1;
    }
    seal[SEAL_LAB] = cfg!(feature = "lab") as u8;
    seal
};

/// Whether the loaded image can be read on this platform.
pub(crate) const IS_READABLE: bool = cfg!(all(target_os = "linux", target_pointer_width = "64"));

/// In a writable segment on purpose: so it is no part of what it covers.
#[used]
#[cfg_attr(target_os = "linux", unsafe(link_section = ".qila_seal"))]
static SEAL: [AtomicU8; SEAL_SIZE] = {
    let mut seal = [const { AtomicU8::new(0) }; SEAL_SIZE];
    let mut i = 0;
    while i < SEAL_SIZE {
        seal[i] = AtomicU8::new(UNSEALED[i]);
        i += 1;
    }
    seal
};

/// The bytes of the seal as they are in memory now.
pub(crate) fn seal() -> [u8; SEAL_SIZE] {
    // The tool writes into the linked file, behind the compiler's back; `#[used]` keeps the
    // compiler from taking the initial value for granted.
    core::array::from_fn(|i| SEAL[i].load(Ordering::Relaxed))
}

/// What a sealing tool read from the file, as it is in memory now.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
pub(crate) use covered::Image;

/// There is no way to read the loaded image on this platform.
#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
pub(crate) enum Image {}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
impl Image {
    pub(crate) fn find() -> Option<Self> {
        None
    }

    pub(crate) fn size(&self) -> u64 {
        match *self {}
    }

    pub(crate) fn covers(&self, _address: usize) -> bool {
        match *self {}
    }

    pub(crate) fn read(&self, _each: impl FnMut(&[u8])) -> Option<()> {
        match *self {}
    }
}
