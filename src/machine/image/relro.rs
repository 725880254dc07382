//! What the loader relocates and then makes read-only (`PT_GNU_RELRO`): constants that hold
//! pointers, tables of functions.
//!
//! Its bytes are those of the file, save what the loader writes: the targets of relocations, the
//! dynamic section, in which it makes addresses of offsets and leaves one for debuggers, and the
//! three words of the global offset table that are reserved for it. These count as zeros. Their
//! relocations lie in a segment that is covered.
//!
//! In a static image the start-up code of the C library keeps variables of its own there; such an
//! image needs no other library, and by that it is known and RELRO is not covered. No constant of
//! an algorithm lies in RELRO, so this is the second line.

use super::elf64::{Headers, ProgramHeader};

const DT_NEEDED: u64 = 1;
const DT_PLTRELSZ: u64 = 2;
const DT_PLTGOT: u64 = 3;
const DT_SYMTAB: u64 = 6;
const DT_RELA: u64 = 7;
const DT_RELASZ: u64 = 8;
const DT_JMPREL: u64 = 23;
const DT_RELRSZ: u64 = 35;
const DT_RELR: u64 = 36;
const DT_TLSDESC_GOT: u64 = 0x6fff_fef7;
/// Tables of forms that are not known here: without addends, and the packed ones of Android's
/// linker (`DT_ANDROID_REL`, `DT_ANDROID_RELA`, `DT_ANDROID_RELR`).
const UNKNOWN: [u64; 4] = [17, 0x6000_000f, 0x6000_0011, 0x6fff_e000];

/// Relocations whose targets are not one word: that of a thread-local descriptor, two words, and
/// the copy of a variable.
struct Wide {
    machine: u16,
    copy: u32,
    descriptor: u32,
}

/// x86-64 and AArch64; on other machines RELRO is not covered.
const WIDE: [Wide; 2] =
    [Wide { machine: 62, copy: 5, descriptor: 36 }, Wide { machine: 183, copy: 1024, descriptor: 1031 }];

/// How many bytes are looked at at once.
const WINDOW: usize = 4096;
const WORD: u64 = 8;

/// The bytes, and what says which of them the loader wrote.
pub(super) struct Relro {
    /// Where they lie in the file.
    pub(super) offset: u64,
    pub(super) bytes: &'static [u8],
    vaddr: u64,
    headers: Headers,
    wide: &'static Wide,
    /// Address and size of what the loader writes without a relocation.
    written: [(u64, u64); 3],
    tables: [Table; 2],
    bitmaps: &'static [[u8; 8]],
    /// Where the table of symbols begins.
    symbols: u64,
}

/// The dynamic section.
struct Dynamic(&'static [[[u8; 8]; 2]], Headers);

impl Dynamic {
    fn value(&self, tag: u64) -> Option<u64> {
        let mut entries = self.0.iter().map(|[tag, value]| (u64::from_ne_bytes(*tag), u64::from_ne_bytes(*value)));
        entries.by_ref().take_while(|entry| entry.0 != 0).find(|entry| entry.0 == tag).map(|entry| entry.1)
    }

    /// An address of the file: some loaders leave it as it is, some add their bias.
    fn place(&self, tag: u64) -> Option<u64> {
        self.value(tag).map(|value| value.checked_sub(self.1.bias()).unwrap_or(value))
    }

    /// A table, if there is one.
    fn table(&self, place: u64, size: u64) -> Option<&'static [u8]> {
        match self.place(place) {
            Some(place) => self.1.bytes(place, self.value(size)?),
            None => Some(&[]),
        }
    }

    /// Where `words` words lie that are the loader's.
    fn reserved(&self, tag: u64, words: u64) -> (u64, u64) {
        self.place(tag).map_or((0, 0), |place| (place, words * WORD))
    }
}

impl Relro {
    /// `Some(None)` if it is not covered, `None` if the headers make no sense.
    pub(super) fn find(headers: Headers, relro: &ProgramHeader, dynamic: &ProgramHeader) -> Option<Option<Self>> {
        let written = (dynamic.vaddr, dynamic.file_size);
        let dynamic = Dynamic(headers.bytes(written.0, written.1)?.as_chunks().0.as_chunks().0, headers);
        let Some(wide) = WIDE.iter().find(|wide| wide.machine == headers.machine()) else { return Some(None) };
        if dynamic.value(DT_NEEDED).is_none() {
            return Some(None);
        }
        if UNKNOWN.iter().any(|&tag| dynamic.value(tag).is_some()) {
            return None;
        }
        let segment = headers.segment_at(relro.vaddr)?;
        let start = relro.vaddr - segment.vaddr;
        Some(Some(Self {
            offset: segment.offset.checked_add(start)?,
            bytes: headers.bytes(relro.vaddr, relro.file_size.min(segment.file_size - start))?,
            vaddr: relro.vaddr,
            headers,
            wide,
            written: [written, dynamic.reserved(DT_PLTGOT, 3), dynamic.reserved(DT_TLSDESC_GOT, 1)],
            tables: [
                Table::new(dynamic.table(DT_RELA, DT_RELASZ)?.as_chunks().0),
                Table::new(dynamic.table(DT_JMPREL, DT_PLTRELSZ)?.as_chunks().0),
            ],
            bitmaps: dynamic.table(DT_RELR, DT_RELRSZ)?.as_chunks().0,
            symbols: dynamic.place(DT_SYMTAB).unwrap_or(0),
        }))
    }

    /// Gives the bytes to `each`, with zeros for what the loader wrote.
    pub(super) fn read(&self, mut each: impl FnMut(&[u8])) -> Option<()> {
        let mut tables = self.tables;
        let mut window = Window { start: self.vaddr, len: 0, buffer: [0; WINDOW] };
        for bytes in self.bytes.chunks(WINDOW) {
            window.fill(bytes)?;
            self.written.iter().for_each(|&(start, size)| window.clear(start, size));
            for table in &mut tables {
                table.clear_targets(&mut window, |kind, symbol| self.size_of(kind, symbol))?;
            }
            clear_bitmaps(self.bitmaps, &mut window);
            each(window.buffer.get(..bytes.len())?);
            window.start = window.end();
        }
        Some(())
    }

    /// How many bytes a relocation of this number writes.
    fn size_of(&self, kind: u32, symbol: u32) -> Option<u64> {
        if kind == self.wide.descriptor {
            return Some(2 * WORD);
        }
        if kind != self.wide.copy {
            return Some(WORD);
        }
        // The last of the 24 bytes of a symbol are its size.
        let place = self.symbols.checked_add(24 * u64::from(symbol) + 16)?;
        self.headers.bytes(place, WORD)?.first_chunk().map(|size| u64::from_ne_bytes(*size))
    }
}

/// A table of relocations with addends.
#[derive(Clone, Copy)]
struct Table {
    /// Target, number of the relocation and of its symbol, and addend.
    entries: &'static [[u8; 24]],
    /// How many at the beginning are in the order of their targets: in practice nearly all.
    ordered: usize,
    /// How many of these lie before the window.
    done: usize,
}

impl Table {
    fn new(entries: &'static [[u8; 24]]) -> Self {
        let pairs = entries.iter().zip(entries.iter().skip(1));
        let ordered = pairs.take_while(|(one, next)| target(one) <= target(next)).count() + 1;
        Self { entries, ordered: ordered.min(entries.len()), done: 0 }
    }

    /// Zeroes the targets in the window.
    fn clear_targets(&mut self, window: &mut Window, size_of: impl Fn(u32, u32) -> Option<u64>) -> Option<()> {
        let (ordered, others) = self.entries.split_at_checked(self.ordered)?;
        let end = window.end();
        let mut clear = |entry: &[u8; 24]| {
            let size = size_of(number(entry, 8)?, number(entry, 12)?)?;
            window.clear(target(entry), size);
            Some(target(entry).saturating_add(size))
        };
        // Later windows are spared the targets that lie before them without a gap.
        let (mut gap, mut done) = (false, self.done);
        for entry in ordered.get(self.done..)?.iter().take_while(|entry| target(entry) < end) {
            gap |= clear(entry)? > end;
            done += usize::from(!gap);
        }
        self.done = done;
        others.iter().try_for_each(|entry| clear(entry).map(drop))
    }
}

fn target(entry: &[u8; 24]) -> u64 {
    entry.first_chunk().map_or(0, |target| u64::from_ne_bytes(*target))
}

fn number(entry: &[u8; 24], place: usize) -> Option<u32> {
    entry.get(place..)?.first_chunk().map(|number| u32::from_ne_bytes(*number))
}

/// Zeroes the targets in the window that a table of bitmaps names (`DT_RELR`): an even word is a
/// target, an odd one says which of the 63 words after the last one spoken of are.
fn clear_bitmaps(bitmaps: &[[u8; 8]], window: &mut Window) {
    const SPAN: u64 = 63 * WORD;
    let mut next = 0_u64;
    for word in bitmaps {
        let word = u64::from_ne_bytes(*word);
        if word & 1 == 0 {
            window.clear(word, WORD);
            next = word.wrapping_add(WORD);
            continue;
        }
        if next < window.end() && window.start < next.saturating_add(SPAN) {
            let is_target = |bit: &u64| word >> (bit + 1) & 1 == 1;
            (0..63).filter(is_target).for_each(|bit| window.clear(next.wrapping_add(bit * WORD), WORD));
        }
        next = next.wrapping_add(SPAN);
    }
}

/// A part of the bytes that is being looked at.
struct Window {
    /// Its address in the file.
    start: u64,
    len: usize,
    buffer: [u8; WINDOW],
}

impl Window {
    fn end(&self) -> u64 {
        self.start.saturating_add(self.len as u64)
    }

    fn fill(&mut self, bytes: &[u8]) -> Option<()> {
        self.len = bytes.len();
        self.buffer.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(())
    }

    /// Zeroes what lies in the window of `size` bytes at `start`.
    fn clear(&mut self, start: u64, size: u64) {
        let offset = |address: u64| address.clamp(self.start, self.end()).wrapping_sub(self.start) as usize;
        let range = offset(start)..offset(start.saturating_add(size));
        if let Some(bytes) = self.buffer.get_mut(range) {
            bytes.fill(0);
        }
    }
}
