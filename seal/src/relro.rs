//! What the loader relocates and then makes read-only (`PT_GNU_RELRO`), with zeros for what loaders
//! write. The module reads the same from memory and says why in `src/machine/image/relro.rs`; this
//! is written anew from the ELF specification, so that a fault in either is a seal that does not
//! fit.

use crate::segments::{Segment, dynamic, file_range, loaded, range};
use anyhow::{Context, Result, ensure};
use object::elf::{DynamicTag, Machine};
use object::read::elf::{Dyn, ProgramHeader, Rela, Sym};
use object::{Endianness, elf};
use std::borrow::Cow;

/// A covered part of the file: its offset and its bytes.
pub type Part<'a> = (u64, Cow<'a, [u8]>);

/// A relocation with an addend.
type Relocation = elf::Rela64<Endianness>;

/// The part, if it is covered: not in a static file, nor on a machine whose relocations are not
/// known.
pub fn part<'a>(
    segments: &[Segment],
    machine: Machine,
    endian: Endianness,
    data: &'a [u8],
) -> Result<Option<Part<'a>>> {
    let file = File { segments, machine, endian, data };
    let is_known = matches!(machine, elf::EM_X86_64 | elf::EM_AARCH64);
    if !is_known || file.value(elf::DT_NEEDED)?.is_none() {
        return Ok(None);
    }
    let relro = segments.iter().find(|segment| segment.p_type(endian) == elf::PT_GNU_RELRO);
    let relro = relro.context("constants with pointers would not be covered; link with -z relro")?;
    let (start, offset) = (relro.p_vaddr(endian), file.offset(relro.p_vaddr(endian))?);
    let segment = file.segment(start)?;
    let size = relro.p_filesz(endian).min(segment.p_vaddr(endian) + segment.p_filesz(endian) - start);
    let mut bytes = data.get(range(offset, size)?).context("the file is shorter than its headers say")?.to_vec();
    for (target, size) in file.written()? {
        let place = |address: u64| address.clamp(start, start + bytes.len() as u64) - start;
        let (from, to) = (place(target), place(target.checked_add(size).context("a relocation beyond all memory")?));
        bytes[usize::try_from(from)?..usize::try_from(to)?].fill(0);
    }
    Ok(Some((offset, Cow::Owned(bytes))))
}

/// A linked file and its program headers.
struct File<'f, 'a> {
    segments: &'f [Segment],
    machine: Machine,
    endian: Endianness,
    data: &'a [u8],
}

impl<'a> File<'_, 'a> {
    /// The value of an entry of the dynamic section.
    fn value(&self, tag: DynamicTag) -> Result<Option<u64>> {
        let mut entries = dynamic(self.segments, self.endian, self.data)?.iter();
        Ok(entries.find(|entry| entry.d_tag(self.endian) == tag).map(|entry| entry.d_val(self.endian)))
    }

    /// The segment that is loaded to an address.
    fn segment(&self, address: u64) -> Result<&Segment> {
        let holds = |segment: &&Segment| {
            let start = segment.p_vaddr(self.endian);
            start <= address && address - start < segment.p_filesz(self.endian)
        };
        loaded(self.segments, self.endian).find(holds).context("an address that no segment is loaded to")
    }

    /// Where in the file the byte lies that is loaded to an address.
    fn offset(&self, address: u64) -> Result<u64> {
        let segment = self.segment(address)?;
        Ok(file_range(segment, self.endian)?.start as u64 + (address - segment.p_vaddr(self.endian)))
    }

    /// The entries of a table whose address and size the dynamic section gives; none if it does
    /// not.
    fn table<T: object::Pod>(&self, address: DynamicTag, size: DynamicTag) -> Result<&'a [T]> {
        let Some(address) = self.value(address)? else { return Ok(&[]) };
        let size = self.value(size)?.context("a table without a size")?;
        if size == 0 {
            return Ok(&[]);
        }
        let bytes = self.data.get(range(self.offset(address)?, size)?).context("a table beyond the file")?;
        let entries = object::slice_from_all_bytes(bytes);
        entries.map_err(|()| anyhow::anyhow!("a table is no multiple of its entries"))
    }

    /// Address and size of all that loaders write.
    fn written(&self) -> Result<Vec<(u64, u64)>> {
        for tag in [elf::DT_REL, ANDROID_REL, ANDROID_RELA, ANDROID_RELR] {
            ensure!(self.value(tag)?.is_none(), "relocations of a form that the module does not know");
        }
        let mut written = Vec::new();
        let is_dynamic = |segment: &&Segment| segment.p_type(self.endian) == elf::PT_DYNAMIC;
        let section = self.segments.iter().find(is_dynamic).context("no dynamic section")?;
        written.push((section.p_vaddr(self.endian), section.p_filesz(self.endian)));
        written.extend(self.value(elf::DT_PLTGOT)?.map(|words| (words, 24)));
        written.extend(self.value(elf::DT_TLSDESC_GOT)?.map(|word| (word, 8)));
        let rela: &[Relocation] = self.table(elf::DT_RELA, elf::DT_RELASZ)?;
        let jump: &[Relocation] = self.table(elf::DT_JMPREL, elf::DT_PLTRELSZ)?;
        for entry in rela.iter().chain(jump) {
            written.push((entry.r_offset(self.endian), self.size_of(entry)?));
        }
        self.push_relative(&mut written)?;
        Ok(written)
    }

    /// How many bytes a relocation writes.
    fn size_of(&self, entry: &Relocation) -> Result<u64> {
        let (kind, symbol) = (entry.r_type(self.endian, false), entry.r_sym(self.endian, false));
        Ok(match (self.machine, kind) {
            (elf::EM_X86_64, elf::R_X86_64_TLSDESC) | (elf::EM_AARCH64, elf::R_AARCH64_TLSDESC) => 16,
            (elf::EM_X86_64, elf::R_X86_64_COPY) | (elf::EM_AARCH64, elf::R_AARCH64_COPY) => {
                let table = self.value(elf::DT_SYMTAB)?.context("a symbol without a table")?;
                let place = table.checked_add(24 * u64::from(symbol)).context("a symbol beyond all memory")?;
                let bytes = self.data.get(range(self.offset(place)?, 24)?).context("a symbol beyond the file")?;
                let (symbol, _) = object::from_bytes::<elf::Sym64<Endianness>>(bytes)
                    .map_err(|()| anyhow::anyhow!("a symbol beyond the file"))?;
                symbol.st_size(self.endian)
            }
            _ => 8,
        })
    }

    /// The words to which the loader adds its bias, from `DT_RELR`: an even entry is an address, an
    /// odd one a bitmap of the 63 words after the last one spoken of.
    fn push_relative(&self, written: &mut Vec<(u64, u64)>) -> Result<()> {
        let entries: &[object::U64<Endianness>] = self.table(elf::DT_RELR, elf::DT_RELRSZ)?;
        let mut next = 0_u64;
        for entry in entries.iter().map(|entry| entry.get(self.endian)) {
            if entry & 1 == 0 {
                written.push((entry, 8));
                next = entry.wrapping_add(8);
            } else {
                let named = (0..63).filter(|bit| entry >> (bit + 1) & 1 == 1);
                written.extend(named.map(|bit| (next.wrapping_add(8 * bit), 8)));
                next = next.wrapping_add(63 * 8);
            }
        }
        Ok(())
    }
}

/// The packed tables of Android's linker.
const ANDROID_REL: DynamicTag = DynamicTag(0x6000_000f);
const ANDROID_RELA: DynamicTag = DynamicTag(0x6000_0011);
const ANDROID_RELR: DynamicTag = DynamicTag(0x6fff_e000);
