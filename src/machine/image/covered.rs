//! What the integrity test covers of the loaded image.

use super::elf64::{Headers, PT_DYNAMIC, PT_GNU_RELRO};
use super::relro::Relro;

/// The image this code runs in.
pub(crate) struct Image {
    headers: Headers,
    relro: Option<Relro>,
}

impl Image {
    /// `None` if the headers make no sense, which is treated like a failed test.
    pub(crate) fn find() -> Option<Self> {
        let headers = Headers::find()?;
        let (Some(relro), Some(dynamic)) = (headers.of_kind(PT_GNU_RELRO), headers.of_kind(PT_DYNAMIC)) else {
            return Some(Self { headers, relro: None });
        };
        Some(Self { headers, relro: Relro::find(headers, relro, dynamic)? })
    }

    /// The size of the covered parts in bytes.
    pub(crate) fn size(&self) -> u64 {
        let relro = self.relro.as_ref().map_or(0, |relro| relro.bytes.len() as u64);
        self.headers
            .covered()
            .fold(relro, |sum, segment| sum.saturating_add(segment.file_size.saturating_sub(segment.skipped())))
    }

    /// Whether the address lies in a segment that is covered whole.
    pub(crate) fn covers(&self, address: usize) -> bool {
        let segment = self.headers.segment_at((address as u64).wrapping_sub(self.headers.bias()));
        segment.is_some_and(|segment| segment.is_covered())
    }

    /// Gives the covered parts to `each`, in the order of the program headers and RELRO last: of
    /// every part its offset in the file and its size, eight bytes each with the lowest first, then
    /// its bytes.
    ///
    /// `None` if the headers make no sense, which is treated like a failed test.
    pub(crate) fn read(&self, mut each: impl FnMut(&[u8])) -> Option<()> {
        for segment in self.headers.covered() {
            let skipped = segment.skipped();
            let size = segment.file_size.checked_sub(skipped)?;
            let bytes = self.headers.bytes(segment.vaddr.checked_add(skipped)?, size)?;
            each(&segment.offset.checked_add(skipped)?.to_le_bytes());
            each(&size.to_le_bytes());
            each(bytes);
        }
        if let Some(relro) = &self.relro {
            each(&relro.offset.to_le_bytes());
            each(&(relro.bytes.len() as u64).to_le_bytes());
            relro.read(each)?;
        }
        Some(())
    }
}
