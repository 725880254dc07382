//! Files and streams.

use super::gcm::check_room;
use crate::arguments::InPlace;
use crate::handle::Place;
use crate::random::qila_rng;
use crate::status::Done;
use qila::Error;
use qila::aead::{IV_SIZE, STREAM_HEADER_SIZE, STREAM_LONGEST_PART, TAG_SIZE, TagLength};
use qila::aead::{StreamKey, StreamOpener, StreamSealer};

interface! {
    //! Files and streams: AES-256-GCM in parts, also of what is longer than memory
    //!
    //! Approved. A stream is its header, and then of each part the ciphertext and its tag.
    //! `docs/streams.md` has the format. `context` says what the stream is, say the name of a file;
    //! it is not in the stream, and whoever opens it must say the same.
    handles {
        /// A key for any number of streams.
        qila_stream_key = StreamKey, qila_stream_key_free;
        /// Seals the parts of a stream in their order.
        qila_stream_sealer = StreamSealer, qila_stream_sealer_free;
        /// Opens the parts of a stream in their order.
        qila_stream_opener = StreamOpener, qila_stream_opener_free;
    }
    constants {
        /// The bytes of a key.
        QILA_STREAM_KEY_SIZE: usize = StreamKey::KEY_SIZE;
        /// The bytes of the header before the parts.
        QILA_STREAM_HEADER_SIZE: usize = STREAM_HEADER_SIZE;
        /// The bytes of the tag behind each part.
        QILA_STREAM_TAG_SIZE: usize = TAG_SIZE;
        /// The most bytes that a part may have.
        QILA_STREAM_LONGEST_PART: usize = STREAM_LONGEST_PART;
    }
    functions {
        /// Makes a key of 32 bytes at `*key`. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_stream_key_new(key: Place<qila_stream_key>, start/len) => key.make(|| StreamKey::new(start));
        /// Makes a random key at `*key`.
        cold qila_stream_key_generate(key: Place<qila_stream_key>, rng: &mut qila_rng)
            => key.make(|| StreamKey::generate(rng));
        /// Begins a stream at `*sealer`, whose parts have `part_size` bytes, and writes the
        /// QILA_STREAM_HEADER_SIZE bytes that stand before them to `header`. The key may be freed
        /// before. Stack: 20 KiB.
        /// Errors: QILA_ERROR_PARAMETER, no such size; QILA_ERROR_INPUT_LENGTH, the header; those
        /// of qila_rng_fill().
        deep qila_stream_sealer_new(sealer: Place<qila_stream_sealer>, key: &qila_stream_key, part_size: usize,
            context/context_len, rng: &mut qila_rng, header/header_len: &mut [u8]) => sealer.make(|| {
                if header.len() != STREAM_HEADER_SIZE {
                    return Err(Error::InvalidInputLength);
                }
                let sealer = key.sealer(part_size, context, rng)?;
                header.copy_from_slice(sealer.header());
                Ok(sealer)
            });
        /// Seals a part in place, behind which another one follows. `len` is the size of a part,
        /// `tag_len` QILA_STREAM_TAG_SIZE.
        /// Errors: QILA_ERROR_INPUT_LENGTH, QILA_ERROR_TAG_LENGTH; QILA_ERROR_KEY_EXHAUSTED, the
        /// stream has ended, or this is a copy that a fork made.
        hot qila_stream_seal_part(sealer: &mut qila_stream_sealer, data/len: InPlace, tag/tag_len: &mut [u8]) => {
            check_room(IV_SIZE, tag.len(), TagLength::Bits128)?;
            tag.copy_from_slice(&sealer.seal_part(data)?);
            Ok(sealer.indicator())
        };
        /// Seals the last part in place, which may be shorter or empty. The stream ends with it.
        /// Errors: as qila_stream_seal_part().
        hot qila_stream_seal_last(sealer: &mut qila_stream_sealer, data/len: InPlace, tag/tag_len: &mut [u8]) => {
            check_room(IV_SIZE, tag.len(), TagLength::Bits128)?;
            tag.copy_from_slice(&sealer.seal_last(data)?);
            Ok(sealer.indicator())
        };
        /// Begins to open a stream with that header and context at `*opener`. Whether they belong
        /// together shows at the first part. The key may be freed before. Stack: 20 KiB.
        /// Errors: QILA_ERROR_INPUT_LENGTH, the header is longer or shorter; QILA_ERROR_PARAMETER,
        /// it is none of this format.
        deep qila_stream_opener_new(opener: Place<qila_stream_opener>, key: &qila_stream_key, header/header_len,
            context/context_len) => opener.make(|| key.opener(header, context));
        /// The bytes of every part but the last, without its tag, go to `*size`: as many as the
        /// header says, QILA_STREAM_LONGEST_PART at most.
        cold qila_stream_opener_part_size(opener: &qila_stream_opener, size: &mut u64) => {
            *size = opener.part_size() as u64;
            Ok(opener.indicator())
        };
        /// Opens a part in place, behind which another one follows. If it is not the next one of
        /// the stream, it is zero afterwards.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_INPUT_LENGTH, QILA_ERROR_TAG_LENGTH.
        hot qila_stream_open_part(opener: &mut qila_stream_opener, data/len: InPlace, tag/tag_len)
            => opener.open_part(data, tag).by(opener.indicator());
        /// Opens the last part in place. Only when this is done the stream is whole: nothing was
        /// cut off at its end. The caller sees that nothing follows.
        /// Errors: as qila_stream_open_part().
        hot qila_stream_open_last(opener: &mut qila_stream_opener, data/len: InPlace, tag/tag_len)
            => opener.open_last(data, tag).by(opener.indicator());
    }
}
