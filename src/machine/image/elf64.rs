//! The headers of the loaded ELF image this code is part of, and its bytes.

use super::ELF_HEADER;

pub(super) const PT_LOAD: u32 = 1;
pub(super) const PT_DYNAMIC: u32 = 2;
pub(super) const PT_GNU_RELRO: u32 = 0x6474_e552;
const PF_X: u32 = 1;
const PF_W: u32 = 2;

/// The program header of a 64-bit ELF file.
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct ProgramHeader {
    pub(super) kind: u32,
    flags: u32,
    pub(super) offset: u64,
    pub(super) vaddr: u64,
    paddr: u64,
    pub(super) file_size: u64,
    memory_size: u64,
    align: u64,
}

impl ProgramHeader {
    /// Loaded, and never written.
    pub(super) fn is_covered(&self) -> bool {
        self.kind == PT_LOAD && self.flags & PF_W == 0
    }

    /// How many bytes at its start are not covered: `strip` rewrites the ELF header.
    pub(super) fn skipped(&self) -> u64 {
        if self.offset == 0 { ELF_HEADER as u64 } else { 0 }
    }
}

unsafe extern "C" {
    /// Defined by the linker: the first byte of the ELF header in memory.
    static __ehdr_start: [u8; ELF_HEADER];
}

/// The headers of the image this code runs in.
#[derive(Clone, Copy)]
pub(super) struct Headers {
    all: &'static [ProgramHeader],
    /// What the loader added to every address of the file.
    bias: usize,
    machine: u16,
}

impl Headers {
    /// `None` if the headers make no sense, which is treated like a failed test.
    pub(super) fn find() -> Option<Self> {
        // SAFETY: the linker defines the symbol as the ELF header, which the first loaded segment
        // maps read-only for the life of the image.
        let header: &'static [u8; ELF_HEADER] = unsafe { &__ehdr_start };
        let table = u64::from_ne_bytes(header.get(32..40)?.try_into().ok()?);
        let half = |place: usize| Some(u16::from_ne_bytes(header.get(place..place + 2)?.try_into().ok()?));
        let (machine, entry, count) = (half(18)?, half(54)?, half(56)?);
        let sane = header.starts_with(b"\x7fELF\x02") && usize::from(entry) == size_of::<ProgramHeader>();
        let table = sane.then(|| usize::try_from(table).ok())??;
        // SAFETY: the linker puts the program headers into the first loaded segment, for the
        // dynamic loader. `entry` is the size of the type, and the file has its alignment.
        let headers = unsafe {
            core::slice::from_raw_parts(header.as_ptr().add(table).cast::<ProgramHeader>(), usize::from(count))
        };
        let first = headers.iter().find(|header| header.kind == PT_LOAD && header.offset == 0)?;
        let bias = (header.as_ptr() as usize).wrapping_sub(usize::try_from(first.vaddr).ok()?);
        // What is written and run at once cannot be told from damage.
        let mixed = |header: &ProgramHeader| header.kind == PT_LOAD && header.flags & (PF_W | PF_X) == PF_W | PF_X;
        (!headers.iter().any(mixed)).then_some(Self { all: headers, bias, machine })
    }

    /// What the linker made the image for (`e_machine`).
    pub(super) fn machine(&self) -> u16 {
        self.machine
    }

    /// What the loader added to every address of the file.
    pub(super) fn bias(&self) -> u64 {
        self.bias as u64
    }

    /// Those of the segments that are covered whole, in their order.
    pub(super) fn covered(&self) -> impl Iterator<Item = &'static ProgramHeader> {
        self.all.iter().filter(|header| header.is_covered())
    }

    /// The first of a kind.
    pub(super) fn of_kind(&self, kind: u32) -> Option<&'static ProgramHeader> {
        self.all.iter().find(|header| header.kind == kind)
    }

    /// The loaded segment whose bytes in the file hold an address of the file.
    pub(super) fn segment_at(&self, vaddr: u64) -> Option<&'static ProgramHeader> {
        let holds = |header: &ProgramHeader| vaddr.checked_sub(header.vaddr).is_some_and(|at| at < header.file_size);
        self.all.iter().find(|header| header.kind == PT_LOAD && holds(header))
    }

    /// Bytes of the file at an address of the file, which must lie within one loaded segment.
    pub(super) fn bytes(&self, vaddr: u64, size: u64) -> Option<&'static [u8]> {
        if size == 0 {
            return Some(&[]);
        }
        let segment = self.segment_at(vaddr)?;
        (size <= segment.file_size - (vaddr - segment.vaddr)).then_some(())?;
        let pointer = core::ptr::with_exposed_provenance::<u8>(self.bias.wrapping_add(usize::try_from(vaddr).ok()?));
        // SAFETY: the loader mapped this segment at this address for the life of the image, and
        // this code is part of the image. Only segments without write permission, and what the
        // loader made read-only before it ran any code of the image, are asked for: nothing changes
        // these bytes.
        Some(unsafe { core::slice::from_raw_parts(pointer, usize::try_from(size).ok()?) })
    }
}
