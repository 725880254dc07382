//! Streams: vectors of an independent program, every length around a part, and whatever somebody
//! may do to a stream on its way. `tests/stream/vectors.py` made the vectors.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::aead::{
    STREAM_HEADER_SIZE, STREAM_LONGEST_PART, StreamKey, StreamOpener, StreamReader, StreamSealer, StreamWriter,
    TAG_SIZE,
};
use qila::key_wrap::KeyWrapKey;
use qila::random::Rng;
use qila::{Error, Indicator, lab};
use std::io::{self, ErrorKind, Read, Write};

const CONTEXT: &[u8] = b"a file";

fn key() -> StreamKey {
    StreamKey::new(&[7; 32]).unwrap()
}

/// Seals part for part, without the writer.
fn sealed_by(mut sealer: StreamSealer, plaintext: &[u8]) -> Vec<u8> {
    let mut stream = sealer.header().to_vec();
    let (mut rest, size) = (plaintext, sealer.part_size());
    loop {
        let (part, after) = rest.split_at(size.min(rest.len()));
        let mut data = part.to_vec();
        let tag = if after.is_empty() { sealer.seal_last(&mut data) } else { sealer.seal_part(&mut data) }.unwrap();
        stream.extend([&data[..], &tag].concat());
        if after.is_empty() {
            return stream;
        }
        rest = after;
    }
}

/// Seals with the writer, in writes of so many bytes.
fn written(key: &StreamKey, part_size: usize, plaintext: &[u8], step: usize) -> Vec<u8> {
    let sealer = key.sealer(part_size, CONTEXT, &mut Rng::new().unwrap()).unwrap();
    let mut writer = StreamWriter::new(sealer, Vec::new()).unwrap();
    plaintext.chunks(step).for_each(|chunk| writer.write_all(chunk).unwrap());
    writer.flush().unwrap();
    writer.finish().unwrap()
}

/// What a reader gives, and how it ends.
fn read(key: &StreamKey, context: &[u8], stream: impl Read) -> (Vec<u8>, io::Result<()>) {
    let mut given = Vec::new();
    let said = StreamReader::new(key, context, stream).and_then(|mut reader| reader.read_to_end(&mut given));
    (given, said.map(drop))
}

fn counted(len: usize) -> Vec<u8> {
    (0..len).map(|i| (i * 7 + 3) as u8).collect()
}

#[test]
fn vectors() {
    let cases: serde_json::Value = serde_json::from_str(include_str!("stream/vectors.json")).unwrap();
    let cases = cases.as_array().unwrap();
    assert_eq!(cases.len(), 11);
    for case in cases {
        let bytes = |name: &str| hex::decode(case[name].as_str().unwrap()).unwrap();
        let (context, plaintext, stream) = (bytes("context"), bytes("plaintext"), bytes("stream"));
        let part_size = case["partSize"].as_u64().unwrap() as usize;
        let key = StreamKey::new(&bytes("key")).unwrap();
        let salt = bytes("salt").try_into().unwrap();
        let sealer = || lab::stream::sealer(&key, part_size, &context, &salt).unwrap();
        assert_eq!(sealed_by(sealer(), &plaintext), stream);
        let mut writer = StreamWriter::new(sealer(), Vec::new()).unwrap();
        writer.write_all(&plaintext).unwrap();
        assert_eq!(writer.finish().unwrap(), stream);
        let (given, said) = read(&key, &context, &stream[..]);
        said.unwrap();
        assert_eq!(given, plaintext);
    }
}

/// Gives a few bytes at a time, and between them what a source gives that must be asked again.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.1 += 1;
        if self.1.is_multiple_of(2) {
            return Err(ErrorKind::Interrupted.into());
        }
        let len = out.len().min(self.0.len()).min(1 + self.1 % 5);
        self.0.read(&mut out[..len])
    }
}

#[test]
fn every_length_around_a_part() {
    for part_size in [1, 2, 16, 33] {
        for len in 0..=3 * part_size + 1 {
            let plaintext = counted(len);
            for step in [1, 3, part_size, 1000] {
                let stream = written(&key(), part_size, &plaintext, step);
                let parts = len.div_ceil(part_size).max(1);
                assert_eq!(stream.len(), STREAM_HEADER_SIZE + len + parts * TAG_SIZE);
                let (given, said) = read(&key(), CONTEXT, Slow(&stream, 0));
                said.unwrap();
                assert_eq!(given, plaintext, "{part_size} {len} {step}");
            }
        }
    }
}

/// Refused, and what was given before is a true beginning of whole parts.
fn refused(stream: &[u8], plaintext: &[u8], part_size: usize) {
    let (given, said) = read(&key(), CONTEXT, stream);
    let error = said.expect_err("a stream that is none");
    let kind = if stream.len() < STREAM_HEADER_SIZE { ErrorKind::UnexpectedEof } else { ErrorKind::InvalidData };
    assert_eq!(error.kind(), kind, "{error}");
    assert!(plaintext.starts_with(&given) && given.len().is_multiple_of(part_size), "{} bytes", given.len());
    assert!(given.len() < plaintext.len() || plaintext.is_empty());
}

/// Cut off anywhere, with a bit flipped anywhere, with something behind it.
#[test]
fn a_changed_stream() {
    const SIZE: usize = 8;
    for len in [0, 5, SIZE, 2 * SIZE, 2 * SIZE + 3] {
        let plaintext = counted(len);
        let stream = written(&key(), SIZE, &plaintext, 100);
        for cut in 0..stream.len() {
            refused(&stream[..cut], &plaintext, SIZE);
        }
        for bit in 0..8 * stream.len() {
            let mut flipped = stream.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            refused(&flipped, &plaintext, SIZE);
        }
        for more in [1, TAG_SIZE, SIZE + TAG_SIZE, 100] {
            refused(&[&stream[..], &vec![0; more]].concat(), &plaintext, SIZE);
        }
        // Another whole stream behind it, and its own parts.
        refused(&[&stream[..], &stream].concat(), &plaintext, SIZE);
        refused(&[&stream[..], &stream[STREAM_HEADER_SIZE..]].concat(), &plaintext, SIZE);
    }
}

/// Parts in another order, doubled, left out, from another stream under the same key.
#[test]
fn moved_parts() {
    const SIZE: usize = 8;
    const WHOLE: usize = SIZE + TAG_SIZE;
    let plaintext = counted(4 * SIZE);
    let [stream, other] = [(); 2].map(|()| written(&key(), SIZE, &plaintext, 100));
    let (header, parts) = stream.split_at(STREAM_HEADER_SIZE);
    let part = |i: usize| &parts[i * WHOLE..(i + 1) * WHOLE];
    let whole =
        |order: &[usize]| [header, &order.iter().flat_map(|i| part(*i).to_vec()).collect::<Vec<_>>()].concat();
    assert_eq!(whole(&[0, 1, 2, 3]), stream);
    for order in [&[1, 0, 2, 3][..], &[0, 2, 1, 3], &[3, 1, 2, 0], &[0, 0, 1, 2, 3], &[0, 1, 2, 3, 3], &[1, 2, 3]] {
        refused(&whole(order), &plaintext, SIZE);
    }
    for order in [&[0, 1, 3][..], &[0, 2, 3], &[0, 1, 2], &[0], &[]] {
        refused(&whole(order), &plaintext, SIZE);
    }
    for i in 0..4 {
        let mut mixed = stream.clone();
        let at = STREAM_HEADER_SIZE + i * WHOLE..STREAM_HEADER_SIZE + (i + 1) * WHOLE;
        mixed[at.clone()].copy_from_slice(&other[at]);
        refused(&mixed, &plaintext, SIZE);
    }
    // The header of one before the parts of the other.
    refused(&[&other[..STREAM_HEADER_SIZE], parts].concat(), &plaintext, SIZE);
}

/// Another key, another context, another size of the parts.
#[test]
fn what_must_be_the_same() {
    let plaintext = counted(50);
    let stream = written(&key(), 20, &plaintext, 100);
    let invalid = |(given, said): (Vec<u8>, io::Result<()>)| {
        given.is_empty() && said.is_err_and(|error| error.kind() == ErrorKind::InvalidData)
    };
    assert!(invalid(read(&StreamKey::new(&[8; 32]).unwrap(), CONTEXT, &stream[..])));
    for context in [&b""[..], b"a fil", b"a file ", b"b file"] {
        assert!(invalid(read(&key(), context, &stream[..])));
    }
    for size in [0, 19, 21, 1 << 20, (1 << 20) + 1, u32::MAX] {
        let mut other = stream.clone();
        other[4..8].copy_from_slice(&size.to_be_bytes());
        assert!(invalid(read(&key(), CONTEXT, &other[..])));
    }
    assert!(read(&key(), CONTEXT, &stream[..]).1.is_ok());
}

/// The same key and context give another stream each time.
#[test]
fn no_stream_comes_twice() {
    let streams: std::collections::BTreeSet<_> =
        (0..20).map(|_| written(&key(), 4, b"same", 4)[8..].to_vec()).collect();
    assert_eq!(streams.len(), 20);
    let parts: std::collections::BTreeSet<_> = streams.iter().map(|stream| stream[32..].to_vec()).collect();
    assert_eq!(parts.len(), 20);
}

/// A sealer and its opener part for part.
fn pair(part_size: usize) -> (StreamSealer, StreamOpener) {
    let sealer = key().sealer(part_size, CONTEXT, &mut Rng::new().unwrap()).unwrap();
    let opener = key().opener(sealer.header(), CONTEXT).unwrap();
    (sealer, opener)
}

#[test]
fn lengths_and_ends() {
    let mut rng = Rng::new().unwrap();
    for len in [0, 16, 31, 33] {
        assert_eq!(StreamKey::new(&vec![7; len]).map(drop), Err(Error::InvalidKeyLength));
    }
    for part_size in [0, STREAM_LONGEST_PART + 1, usize::MAX] {
        assert_eq!(key().sealer(part_size, CONTEXT, &mut rng).map(drop), Err(Error::InvalidParameter));
    }
    for len in [0, STREAM_HEADER_SIZE - 1, STREAM_HEADER_SIZE + 1] {
        assert_eq!(key().opener(&vec![0; len], CONTEXT).map(drop), Err(Error::InvalidInputLength));
    }
    assert_eq!(key().opener(&[0; STREAM_HEADER_SIZE], CONTEXT).map(drop), Err(Error::InvalidParameter));

    let (mut sealer, mut opener) = pair(4);
    let mut data = *b"part, and more";
    assert_eq!(sealer.seal_part(&mut data[..3]), Err(Error::InvalidInputLength));
    assert_eq!(sealer.seal_part(&mut data[..5]), Err(Error::InvalidInputLength));
    assert_eq!(sealer.seal_last(&mut data[..5]), Err(Error::InvalidInputLength));
    assert_eq!(&data, b"part, and more");
    let tag = sealer.seal_part(&mut data[..4]).unwrap();
    for len in [0, 3, 5] {
        assert_eq!(opener.open_part(&mut [0; 9][..len], &tag), Err(Error::InvalidInputLength));
    }
    assert_eq!(opener.open_last(&mut [0; 5], &tag), Err(Error::InvalidInputLength));
    let sealed = data;
    assert_eq!(opener.open_part(&mut data[..4], &tag[..15]), Err(Error::InvalidTagLength));
    assert_eq!(data, sealed);
    // A refused part is zero, and the right one can still come.
    assert_eq!(opener.open_last(&mut data[..4], &tag), Err(Error::TagMismatch));
    assert_eq!(data[..4], [0; 4]);
    data = sealed;
    opener.open_part(&mut data[..4], &tag).unwrap();
    assert!(!opener.is_complete());
    let tag = sealer.seal_last(&mut []).unwrap();
    assert_eq!(sealer.seal_last(&mut data[..2]), Err(Error::KeyExhausted));
    assert_eq!(sealer.seal_part(&mut data[..4]), Err(Error::KeyExhausted));
    assert_eq!(&data, b"part, and more");
    opener.open_last(&mut [], &tag).unwrap();
    assert!(opener.is_complete());
    assert_eq!(opener.open_part(&mut data[..4], &tag), Err(Error::TagMismatch));
    assert_eq!(data[..4], [0; 4]);
}

/// Behind the end nothing opens, not even what has the right number and tag: here by a second
/// sealer with the same salt.
#[test]
fn the_end_is_the_end() {
    let [mut ends, mut goes_on] = [(); 2].map(|()| lab::stream::sealer(&key(), 4, CONTEXT, &[9; 32]).unwrap());
    let mut opener = key().opener(ends.header(), CONTEXT).unwrap();
    let (mut first, mut second) = (*b"last", *b"more");
    let tag = ends.seal_last(&mut first).unwrap();
    goes_on.seal_part(&mut [0; 4]).unwrap();
    let more = goes_on.seal_part(&mut second).unwrap();
    opener.open_last(&mut first, &tag).unwrap();
    assert_eq!(opener.open_part(&mut second, &more), Err(Error::TagMismatch));
    assert_eq!((first, second), (*b"last", [0; 4]));
}

/// A key comes back from a wrapping, and opens.
#[test]
fn a_wrapped_key() {
    let kek = KeyWrapKey::new(&[1; 32]).unwrap();
    let made = StreamKey::generate(&mut Rng::new().unwrap()).unwrap();
    let stream = written(&made, 10, b"what is kept", 100);
    let mut wrapped = [0; 40];
    kek.wrap_key(&made, &mut wrapped).unwrap();
    drop(made);
    let back: StreamKey = kek.unwrap_key(&wrapped).unwrap();
    assert_eq!(read(&back, CONTEXT, &stream[..]).0, b"what is kept");
    assert!(kek.unwrap_key::<StreamKey>(&wrapped[..32]).is_err());
}

#[test]
fn indicators() {
    lab::assume_sealed(true);
    let (mut sealer, opener) = pair(4);
    let all = [key().indicator(), sealer.indicator(), opener.indicator()];
    assert_eq!(all, [Indicator::Approved; 3]);
    sealer.seal_last(&mut []).unwrap();
    assert_eq!(sealer.indicator(), Indicator::Approved);
}

/// Goes well for so many bytes.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let taken = data.len().min(self.0);
        self.0 -= taken;
        if taken == 0 { Err(ErrorKind::StorageFull.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// After an error of its target a writer writes nothing more: the part is not whole there.
#[test]
fn a_full_disk() {
    let sealer = key().sealer(4, CONTEXT, &mut Rng::new().unwrap()).unwrap();
    assert_eq!(StreamWriter::new(sealer, Full(39)).err().map(|error| error.kind()), Some(ErrorKind::StorageFull));
    let sealer = key().sealer(4, CONTEXT, &mut Rng::new().unwrap()).unwrap();
    let mut writer = StreamWriter::new(sealer, Full(50)).unwrap();
    let kind = |said: io::Result<()>| said.unwrap_err().kind();
    assert_eq!(kind(writer.write_all(b"more than a part")), ErrorKind::StorageFull);
    assert_eq!(kind(writer.write_all(b"more")), ErrorKind::BrokenPipe);
    assert_eq!(kind(writer.finish().map(drop)), ErrorKind::BrokenPipe);
}

/// Gives an error once, in the midst of a part.
struct Hiccup<'a>(&'a [u8], bool);

impl Read for Hiccup<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.0.len() < 30 && !std::mem::replace(&mut self.1, true) {
            return Err(ErrorKind::WouldBlock.into());
        }
        let len = out.len().min(7);
        self.0.read(&mut out[..len])
    }
}

/// An error of the source loses nothing; one of the stream stays.
#[test]
fn errors_of_a_reader() {
    let plaintext = counted(30);
    let stream = written(&key(), 20, &plaintext, 100);
    let mut reader = StreamReader::new(&key(), CONTEXT, Hiccup(&stream, false)).unwrap();
    let mut given = Vec::new();
    assert_eq!(reader.read_to_end(&mut given).unwrap_err().kind(), ErrorKind::WouldBlock);
    reader.read_to_end(&mut given).unwrap();
    assert_eq!(given, plaintext);
    assert_eq!(reader.read(&mut [0; 9]).unwrap(), 0);

    let mut reader = StreamReader::new(&key(), CONTEXT, &stream[..stream.len() - 1]).unwrap();
    let mut given = Vec::new();
    for _ in 0..3 {
        let error = reader.read_to_end(&mut given).unwrap_err();
        let inside = error.get_ref().and_then(|inside| inside.downcast_ref::<Error>());
        assert_eq!((error.kind(), inside), (ErrorKind::InvalidData, Some(&Error::TagMismatch)));
    }
    assert_eq!(given, plaintext[..20]);
}
