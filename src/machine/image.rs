//! The module's own loaded image, and the seal that lies in it.
//!
//! The image is that of the executable or shared library this code was linked into: every `PT_LOAD` segment without
//! write permission, found from the linker's symbol `__ehdr_start`, so neither libc nor the file is needed. The first
//! 64 bytes, the ELF header, are left out because `strip` rewrites them.

use core::sync::atomic::{AtomicU8, Ordering};

/// The size of the ELF header of a 64-bit file in bytes.
pub(crate) const ELF_HEADER: usize = 64;

/// What an unsealed seal begins with, by which the sealing tool makes sure that it writes to the right place.
pub(crate) const SEAL_MAGIC: [u8; 16] = *b"Qila seal, v. 1\n";

/// Magic, then one byte that is 1 when sealed, then one that is 1 when the interface for laboratories is inside, then
/// 14 reserved bytes, then the 32 bytes of the expected value.
pub(crate) const SEAL_SIZE: usize = 64;
/// Where the flag lies.
pub(crate) const SEAL_FLAG: usize = 16;
/// Where it says whether the interface for laboratories is inside. It stands here because the linker drops what
/// nothing refers to, and every build refers to the seal.
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
    // The tool writes into the linked file, behind the compiler's back; `#[used]` keeps the compiler from taking the
    // initial value for granted.
    core::array::from_fn(|i| SEAL[i].load(Ordering::Relaxed))
}

/// One covered part of the image: its offset from the start of the image, and its bytes.
pub(crate) type Segment = (u64, &'static [u8]);

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
pub(crate) use elf64::segments;

/// No way to read the loaded image on this platform.
#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
pub(crate) fn segments() -> Option<core::iter::Empty<Segment>> {
    None
}

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod elf64 {
    use super::{ELF_HEADER, Segment};

    const PT_LOAD: u32 = 1;
    const PF_W: u32 = 2;

    /// The program header of a 64-bit ELF file.
    #[repr(C)]
    #[derive(Clone, Copy)]
    struct ProgramHeader {
        kind: u32,
        flags: u32,
        offset: u64,
        vaddr: u64,
        paddr: u64,
        file_size: u64,
        memory_size: u64,
        align: u64,
    }

    unsafe extern "C" {
        /// Defined by the linker: the first byte of the ELF header in memory.
        static __ehdr_start: [u8; ELF_HEADER];
    }

    /// The covered parts of the image this code runs in, in the order of the program headers.
    ///
    /// `None` if the headers make no sense, which is treated like a failed test.
    pub(crate) fn segments() -> Option<impl Iterator<Item = Segment>> {
        // SAFETY: the linker defines the symbol as the ELF header, which the first loaded segment maps read-only for
        // the life of the image.
        let header: &'static [u8; ELF_HEADER] = unsafe { &__ehdr_start };
        let table = u64::from_ne_bytes(header.get(32..40)?.try_into().ok()?);
        let entry = u16::from_ne_bytes(header.get(54..56)?.try_into().ok()?);
        let count = u16::from_ne_bytes(header.get(56..58)?.try_into().ok()?);
        let sane = header.starts_with(b"\x7fELF\x02") && usize::from(entry) == size_of::<ProgramHeader>();
        let table = sane.then(|| usize::try_from(table).ok())??;
        // SAFETY: the program headers follow the ELF header within the first loaded segment (the linker puts them
        // there for the dynamic loader), `entry` is the size of the type and its alignment is that of the file.
        let headers = unsafe {
            core::slice::from_raw_parts(header.as_ptr().add(table).cast::<ProgramHeader>(), usize::from(count))
        };
        let first = headers.iter().find(|header| header.kind == PT_LOAD && header.offset == 0)?;
        let start = header.as_ptr() as usize;
        let bias = start.wrapping_sub(usize::try_from(first.vaddr).ok()?);
        Some(headers.iter().filter(|header| header.kind == PT_LOAD && header.flags & PF_W == 0).filter_map(
            move |header| {
                let skip = if header.offset == 0 { ELF_HEADER } else { 0 };
                let len = usize::try_from(header.file_size).ok()?.checked_sub(skip)?;
                let address = bias.wrapping_add(usize::try_from(header.vaddr).ok()?).wrapping_add(skip);
                let pointer = core::ptr::with_exposed_provenance::<u8>(address);
                // SAFETY: the loader mapped this segment of the image read-only at this address for the image's life,
                // and this code is part of the image, so it is still mapped.
                let bytes = unsafe { core::slice::from_raw_parts(pointer, len) };
                Some((header.offset + skip as u64, bytes))
            },
        ))
    }
}
