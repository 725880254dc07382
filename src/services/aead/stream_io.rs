//! Streams to and from whatever bytes go to and come from: files, sockets, pipes.

use super::TAG_SIZE;
use super::stream::{STREAM_HEADER_SIZE, StreamKey, StreamOpener, StreamSealer};
use crate::base::error::{Error, Result as QilaResult};
use crate::base::secret::opaque;
use crate::machine::wipe;
use crate::module::indicator::Indicator;
use std::boxed::Box;
use std::io::{self, ErrorKind, Read, Write};
use std::vec;
use zeroize::Zeroize;

/// Memory for one part, which may hold plaintext.
struct Buffer(Box<[u8]>);

impl Drop for Buffer {
    fn drop(&mut self) {
        wipe::wipe(&mut self.0);
    }
}

impl Buffer {
    fn new(size: usize) -> Self {
        Self(vec![0; size].into_boxed_slice())
    }
}

/// Seals what is written to it, and writes the stream to `W`: the parts as they are full, and the
/// last one at [`StreamWriter::finish`]. Without that the stream has no end, and does not open.
///
/// It holds one part in memory, which is wiped on drop.
///
/// ```
/// use qila::aead::{StreamKey, StreamReader, StreamWriter};
/// use qila::random::Rng;
/// use std::io::{Read, Write};
///
/// let key = StreamKey::new(&[7; 32])?;
/// let sealer = key.sealer(1 << 16, b"notes.txt", &mut Rng::new()?)?;
/// let mut writer = StreamWriter::new(sealer, Vec::new())?;
/// writer.write_all(b"what is in the file")?;
/// let stream = writer.finish()?;
///
/// let mut text = String::new();
/// StreamReader::new(&key, b"notes.txt", &stream[..])?.read_to_string(&mut text)?;
/// assert_eq!(text, "what is in the file");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct StreamWriter<W: Write> {
    sealer: StreamSealer,
    part: Buffer,
    filled: usize,
    /// A part was sealed that is not written whole: nothing can follow it.
    is_broken: bool,
    to: W,
}

opaque!([W: Write] StreamWriter<W>);

impl<W: Write> StreamWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Those of `to`.
    pub fn new(sealer: StreamSealer, mut to: W) -> io::Result<Self> {
        to.write_all(sealer.header())?;
        let part = Buffer::new(sealer.part_size());
        Ok(Self { sealer, part, filled: 0, is_broken: false, to })
    }

    /// Writes the last part and gives back what the stream was written to.
    ///
    /// # Errors
    /// As [`Write::write`].
    pub fn finish(mut self) -> io::Result<W> {
        self.put(StreamSealer::seal_last)?;
        self.to.flush()?;
        Ok(self.to)
    }

    /// Whether sealing is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.sealer.indicator()
    }

    /// Seals and writes what is in memory.
    fn put(&mut self, seal: fn(&mut StreamSealer, &mut [u8]) -> QilaResult<super::Tag>) -> io::Result<()> {
        if self.is_broken {
            return Err(ErrorKind::BrokenPipe.into());
        }
        self.is_broken = true;
        let part = &mut self.part.0[..self.filled];
        let tag = seal(&mut self.sealer, part).map_err(io::Error::other)?;
        self.to.write_all(part)?;
        self.to.write_all(&tag)?;
        (self.filled, self.is_broken) = (0, false);
        Ok(())
    }
}

/// A part is written when more comes, for only then it is known not to be the last.
///
/// An error of the module comes as [`ErrorKind::Other`] with the [`Error`] inside. After an error
/// the stream cannot be gone on with: [`ErrorKind::BrokenPipe`].
impl<W: Write> Write for StreamWriter<W> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        if self.filled == self.part.0.len() && !data.is_empty() {
            self.put(StreamSealer::seal_part)?;
        }
        let room = &mut self.part.0[self.filled..];
        let taken = room.len().min(data.len());
        room[..taken].copy_from_slice(&data[..taken]);
        self.filled += taken;
        Ok(taken)
    }

    /// Flushes what was written; the part in memory stays there.
    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Opens a stream that comes from `R`, and gives what was sealed, part for part: of a part nothing
/// before its tag was found right. The end comes only behind the last part.
///
/// It holds one part in memory, which is wiped on drop.
///
/// ```
/// use qila::aead::{StreamKey, StreamReader, StreamWriter};
/// use qila::random::Rng;
/// use std::io::{ErrorKind, Write, copy, sink};
///
/// let key = StreamKey::new(&[7; 32])?;
/// let sealer = key.sealer(1 << 16, b"notes.txt", &mut Rng::new()?)?;
/// let mut writer = StreamWriter::new(sealer, Vec::new())?;
/// writer.write_all(&[1; 100_000])?;
/// let stream = writer.finish()?;
///
/// // A stream that is cut off has no end.
/// let mut cut = StreamReader::new(&key, b"notes.txt", &stream[..stream.len() - 1])?;
/// assert_eq!(copy(&mut cut, &mut sink()).map_err(|e| e.kind()), Err(ErrorKind::InvalidData));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct StreamReader<R: Read> {
    opener: StreamOpener,
    /// A part, its tag, and the byte behind it, which tells that it is not the last.
    part: Buffer,
    /// How much of the next part has come.
    filled: usize,
    /// What of the part has not been given yet: it begins at `given` and ends at `opened`.
    given: usize,
    opened: usize,
    /// The first byte of the next part, where one follows.
    ahead: Option<u8>,
    has_failed: bool,
    from: R,
}

opaque!([R: Read] StreamReader<R>);

impl<R: Read> StreamReader<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// Those of `from`; [`ErrorKind::UnexpectedEof`] for less than a header;
    /// [`ErrorKind::InvalidData`] for none of this format. An error of the module is inside of
    /// [`ErrorKind::Other`].
    pub fn new(key: &StreamKey, context: &[u8], mut from: R) -> io::Result<Self> {
        let mut header = [0; STREAM_HEADER_SIZE];
        from.read_exact(&mut header)?;
        let opener = key.opener(&header, context).map_err(said)?;
        let part = Buffer::new(opener.part_size() + TAG_SIZE + 1);
        Ok(Self { opener, part, filled: 0, given: 0, opened: 0, ahead: None, has_failed: false, from })
    }

    /// Whether opening is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.opener.indicator()
    }

    /// Reads a part and opens it. What came before an error of `from` is kept for the next call.
    fn take(&mut self) -> io::Result<()> {
        let buffer = &mut self.part.0;
        let whole = buffer.len() - 1;
        if let Some(first) = self.ahead.take() {
            (buffer[0], self.filled) = (first, 1);
        }
        while self.filled < buffer.len() {
            match self.from.read(&mut buffer[self.filled..]) {
                Ok(0) => break,
                Ok(read) => self.filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.ahead = (self.filled > whole).then_some(buffer[whole]);
        self.has_failed = true;
        let end = self.filled.min(whole).checked_sub(TAG_SIZE).ok_or_else(|| said(Error::TagMismatch))?;
        let (data, tag) = buffer[..end + TAG_SIZE].split_at_mut(end);
        match self.ahead {
            Some(_) => self.opener.open_part(data, tag),
            None => self.opener.open_last(data, tag),
        }
        .map_err(said)?;
        (self.filled, self.given, self.opened, self.has_failed) = (0, 0, end, false);
        Ok(())
    }
}

/// A stream that does not open, for whatever reason, is [`ErrorKind::InvalidData`] with the
/// [`Error`] inside, at this and every later call.
impl<R: Read> Read for StreamReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.has_failed {
            return Err(said(Error::TagMismatch));
        }
        while self.given == self.opened && !out.is_empty() {
            if self.opener.is_complete() {
                return Ok(0);
            }
            self.take()?;
        }
        let opened = &mut self.part.0[self.given..self.opened];
        let taken = opened.len().min(out.len());
        out[..taken].copy_from_slice(&opened[..taken]);
        opened[..taken].zeroize();
        self.given += taken;
        Ok(taken)
    }
}

/// Data that are none of a stream are not what they should be; the rest concerns the module.
fn said(error: Error) -> io::Error {
    let kind = match error {
        Error::TagMismatch | Error::InvalidParameter => ErrorKind::InvalidData,
        _ => ErrorKind::Other,
    };
    io::Error::new(kind, error)
}
