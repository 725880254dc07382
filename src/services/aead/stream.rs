//! Files and streams, in parts that are sealed one after the other. `docs/streams.md` has the
//! format, and decision 0016 the reasons.

use super::gcm::AesGcmKey;
use super::opener::SequenceOpener;
use super::sealers::SequenceSealer;
use super::tag::Tag;
use crate::algorithms::hash::HashAlgorithm::Sha384;
use crate::algorithms::hash::sha2::Sha384 as Hash;
use crate::algorithms::kdf::hkdf;
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast;
use crate::module::cast::gcm::AES_GCM;
use crate::module::cast::hkdf::HKDF;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::key_wrap::wrappable::wrappable;
use crate::services::random::Rng;
use zeroize::Zeroize;

/// The bytes of the header that stands before the parts of a stream.
pub const STREAM_HEADER_SIZE: usize = MAGIC.len() + 4 + SALT_SIZE;
/// The longest part, in bytes of plaintext: 1 MiB.
pub const STREAM_LONGEST_PART: usize = 1 << 20;

/// The name of the format and its version.
const MAGIC: [u8; 4] = *b"QLS1";
const SALT_SIZE: usize = 32;
const KEY_SIZE: usize = 32;
/// The fixed field of the IVs; four bytes are left for the number of the part.
const NAME_SIZE: usize = 8;
/// What a part is authenticated with: whether another one follows.
const MORE: u8 = 0;
const LAST: u8 = 1;

/// What a subkey rests on.
const SELF_TESTS: [&cast::SelfTest; 3] = [cast::hmac::of(Sha384), &HKDF, &AES_GCM];

/// A key of 32 bytes for any number of streams. Each gets a subkey of its own: HKDF-SHA-384 (RFC
/// 5869) with a salt of the module's generator. Approved. Wiped on drop.
///
/// The caller's `context` says what the stream is, say the name and the version of a file; it is
/// not in the stream, and whoever opens it must say the same. With `std`, `StreamWriter` and
/// `StreamReader` seal and open whatever bytes go to and come from.
///
/// ```
/// use qila::aead::StreamKey;
/// use qila::random::Rng;
///
/// let mut rng = Rng::new()?;
/// let key = StreamKey::new(&[7; 32])?;
/// let mut sealer = key.sealer(1024, b"backup.tar", &mut rng)?;
/// let header = *sealer.header();
/// let (mut first, mut last) = ([1; 1024], [2; 10]);
/// let tag = sealer.seal_part(&mut first)?;
/// let last_tag = sealer.seal_last(&mut last)?;
///
/// let mut opener = key.opener(&header, b"backup.tar")?;
/// opener.open_part(&mut first, &tag)?;
/// opener.open_last(&mut last, &last_tag)?;
/// assert_eq!((first, last), ([1; 1024], [2; 10]));
/// # Ok::<(), qila::Error>(())
/// ```
pub struct StreamKey(Wiped<[u8; KEY_SIZE]>, gate::Traces);

secret!(StreamKey);

no_padding!(StreamKey { 0, 1 });

wrappable!(StreamKey, |key| &*key.0);

impl StreamKey {
    /// The bytes of a key.
    pub const KEY_SIZE: usize = KEY_SIZE;

    /// Takes a key of 32 bytes.
    ///
    /// # Errors
    /// [`Error::InvalidKeyLength`], [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn new(key: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let entry = gate::enter_all(&SELF_TESTS)?;
            policy::permit_rule(rule)?;
            let key = key.try_into().map_err(|_| Error::InvalidKeyLength)?;
            entry.release_value(Self(Wiped::new(key), gate::Traces))
        })
    }

    /// Makes a key of random bits (SP 800-133 r2 section 6.1).
    ///
    /// It is gone when it is dropped, unless it is
    /// [wrapped](crate::key_wrap::KeyWrapKey::wrap_key) before.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`], [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let entry = gate::enter_all(&SELF_TESTS)?;
            let mut bytes = Wiped::new([0; KEY_SIZE]);
            rng.fill(&mut *bytes)?;
            entry.release_value(Self::new(&*bytes)?)
        })
    }

    /// Begins a stream whose parts have `part_size` bytes, 1 to [`STREAM_LONGEST_PART`], and the
    /// last one as many at most.
    ///
    /// Time: depends on the length of `context`.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for another size, [`Error::EntropyUnavailable`],
    /// [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn sealer(&self, part_size: usize, context: &[u8], rng: &mut Rng) -> Result<StreamSealer> {
        gate::clean(|| {
            let entry = gate::enter_all(&SELF_TESTS)?;
            policy::permit_rule(rule)?;
            let mut salt = [0; SALT_SIZE];
            rng.fill(&mut salt)?;
            entry.release_value(self.sealer_with_salt(part_size, context, &salt)?)
        })
    }

    /// The sealer of a stream with that salt, of which no other may have been made.
    ///
    /// # Errors
    /// As [`StreamKey::sealer`].
    pub(in crate::services) fn sealer_with_salt(
        &self,
        part_size: usize,
        context: &[u8],
        salt: &[u8; SALT_SIZE],
    ) -> Result<StreamSealer> {
        let header = Header::new(part_size, salt)?;
        let (key, name) = self.subkey(&header, context)?;
        let sealer = key.counter_iv_sealer(&name)?;
        Ok(StreamSealer { sealer, header, has_ended: 0, _rest: Rest::ZERO })
    }

    /// Begins to open a stream with that header and context. Whether they belong together shows at
    /// the first part.
    ///
    /// Time: depends on the length of `context`.
    ///
    /// # Errors
    /// [`Error::InvalidInputLength`] unless `header` has [`STREAM_HEADER_SIZE`] bytes,
    /// [`Error::InvalidParameter`] where it is none of this format, [`Error::NotApproved`],
    /// [`Error::ModuleInErrorState`].
    pub fn opener(&self, header: &[u8], context: &[u8]) -> Result<StreamOpener> {
        gate::clean(|| {
            let entry = gate::enter_all(&SELF_TESTS)?;
            policy::permit_rule(rule)?;
            let header = Header::read(header)?;
            let (key, name) = self.subkey(&header, context)?;
            let opener = key.counter_iv_opener(&name)?;
            entry.release_value(StreamOpener {
                opener,
                part_size: header.part_size(),
                has_ended: 0,
                _rest: Rest::ZERO,
            })
        })
    }

    /// Whether streams under this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule())
    }

    /// The key and the fixed field of one stream: HKDF with its salt over the rest of its header
    /// and the context.
    fn subkey(&self, header: &Header, context: &[u8]) -> Result<(AesGcmKey, [u8; NAME_SIZE])> {
        let (about, salt) = header.0.split_at(STREAM_HEADER_SIZE - SALT_SIZE);
        let prk = hkdf::extract::<Hash>(salt, &[&*self.0]);
        let mut bytes = Wiped::new([0; KEY_SIZE + NAME_SIZE]);
        hkdf::expand(&HmacKey::<Hash>::new((*prk).as_ref()), &[about, context], &mut *bytes)?;
        let [key @ .., _, _, _, _, _, _, _, _] = &*bytes;
        let [.., a, b, c, d, e, f, g, h] = *bytes;
        Ok((AesGcmKey::new(key)?, [a, b, c, d, e, f, g, h]))
    }
}

/// A stream is judged by its two algorithms.
fn rule() -> Indicator {
    policy::keyed_hash(Sha384, 8 * KEY_SIZE as u64).weaker(policy::aes_key(8 * KEY_SIZE))
}

/// The header: name of the format, bytes of a part, salt.
struct Header([u8; STREAM_HEADER_SIZE]);

impl Header {
    fn new(part_size: usize, salt: &[u8; SALT_SIZE]) -> Result<Self> {
        if !(1..=STREAM_LONGEST_PART).contains(&part_size) {
            return Err(Error::InvalidParameter);
        }
        let mut header = [0; STREAM_HEADER_SIZE];
        header[..4].copy_from_slice(&MAGIC);
        header[4..8].copy_from_slice(&(part_size as u32).to_be_bytes());
        header[8..].copy_from_slice(salt);
        Ok(Self(header))
    }

    fn read(header: &[u8]) -> Result<Self> {
        let header = Self(header.try_into().map_err(|_| Error::InvalidInputLength)?);
        let is_one = header.0[..4] == MAGIC && (1..=STREAM_LONGEST_PART as u32).contains(&header.part_size());
        if is_one { Ok(header) } else { Err(Error::InvalidParameter) }
    }

    const fn part_size(&self) -> u32 {
        let [_, _, _, _, a, b, c, d, ..] = self.0;
        u32::from_be_bytes([a, b, c, d])
    }
}

/// Seals the parts of a stream in their order. Approved. Wiped on drop.
///
/// What is sent is the header, and of each part the ciphertext and then the tag. A stream without
/// its last part is none: it does not open as a whole.
///
/// After a `fork` the copy in the child refuses to seal, because the parent goes on.
///
/// ```
/// use qila::aead::StreamKey;
/// use qila::random::Rng;
///
/// let mut sealer = StreamKey::new(&[7; 32])?.sealer(16, b"greeting", &mut Rng::new()?)?;
/// let mut stream = sealer.header().to_vec();
/// let mut all = *b"a message of more than one part";
/// let (part, last) = all.split_at_mut(16);
/// let tag = sealer.seal_part(part)?;
/// stream.extend([&*part, &*tag].concat());
/// let tag = sealer.seal_last(last)?;
/// stream.extend([&*last, &*tag].concat());
/// assert_eq!(stream.len(), 40 + 16 + 16 + 15 + 16);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct StreamSealer {
    sealer: SequenceSealer,
    header: Header,
    has_ended: u8,
    _rest: Rest<{ rest_of::<SequenceSealer>(STREAM_HEADER_SIZE + 1) }>,
}

secret!(StreamSealer);

no_padding!(StreamSealer { sealer, header, has_ended, _rest });

impl StreamSealer {
    /// What stands before the parts.
    #[must_use]
    pub const fn header(&self) -> &[u8; STREAM_HEADER_SIZE] {
        &self.header.0
    }

    /// The bytes of every part but the last.
    #[must_use]
    pub const fn part_size(&self) -> usize {
        self.header.part_size() as usize
    }

    /// Seals a part in place; another one follows.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`Error::InvalidInputLength`] unless `data` has [`StreamSealer::part_size`] bytes;
    /// [`Error::KeyExhausted`] after the last part, after 2^32 parts and in a copy that a `fork`
    /// made; [`Error::NotApproved`], [`Error::ModuleInErrorState`]; `data` is then unchanged.
    pub fn seal_part(&mut self, data: &mut [u8]) -> Result<Tag> {
        gate::clean(|| {
            let entry = gate::enter(&AES_GCM)?;
            if data.len() != self.part_size() {
                return Err(Error::InvalidInputLength);
            }
            let tag = self.seal(MORE, data)?;
            entry.release(data)?;
            Ok(tag)
        })
    }

    /// Seals the last part in place, which may be shorter or empty. The stream ends with it.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// As [`StreamSealer::seal_part`], with [`Error::InvalidInputLength`] for longer data.
    pub fn seal_last(&mut self, data: &mut [u8]) -> Result<Tag> {
        gate::clean(|| {
            let entry = gate::enter(&AES_GCM)?;
            if data.len() > self.part_size() {
                return Err(Error::InvalidInputLength);
            }
            let tag = self.seal(LAST, data)?;
            self.has_ended = 1;
            entry.release(data)?;
            Ok(tag)
        })
    }

    /// Whether sealing is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule())
    }

    fn seal(&mut self, mark: u8, data: &mut [u8]) -> Result<Tag> {
        if self.has_ended != 0 {
            return Err(Error::KeyExhausted);
        }
        policy::permit_rule(rule)?;
        Ok(self.sealer.seal_in_place(&[mark], data)?.tag)
    }
}

/// Opens the parts of a stream in their order. Approved. Wiped on drop.
///
/// A part that was changed, left out, moved, doubled or appended is refused, and nothing of it is
/// given. Parts that were opened before are real, but only [`StreamOpener::open_last`] says that
/// the stream is whole: what was cut off at its end shows there.
///
/// ```
/// use qila::Error;
/// use qila::aead::StreamKey;
/// use qila::random::Rng;
///
/// let key = StreamKey::new(&[7; 32])?;
/// let mut sealer = key.sealer(16, b"greeting", &mut Rng::new()?)?;
/// let mut part = *b"16 bytes of text";
/// let tag = sealer.seal_part(&mut part)?;
/// let mut opener = key.opener(sealer.header(), b"greeting")?;
/// // The part is not the last one, and cannot pass for it.
/// assert_eq!(opener.open_last(&mut part.clone(), &tag), Err(Error::TagMismatch));
/// opener.open_part(&mut part, &tag)?;
/// assert_eq!(&part, b"16 bytes of text");
/// # Ok::<(), qila::Error>(())
/// ```
pub struct StreamOpener {
    opener: SequenceOpener,
    part_size: u32,
    has_ended: u8,
    _rest: Rest<{ rest_of::<SequenceOpener>(size_of::<u32>() + 1) }>,
}

secret!(StreamOpener);

no_padding!(StreamOpener { opener, part_size, has_ended, _rest });

impl StreamOpener {
    /// The bytes of every part but the last, without its tag.
    #[must_use]
    pub const fn part_size(&self) -> usize {
        self.part_size as usize
    }

    /// Opens a part in place, behind which another one follows.
    ///
    /// Time: depends on the length and on whether the tag is right.
    ///
    /// # Errors
    /// [`Error::TagMismatch`], which leaves `data` zero: it is not the next part of this stream, or
    /// the stream has ended. On the others it is unchanged: [`Error::InvalidInputLength`] unless it
    /// has [`StreamOpener::part_size`] bytes, [`Error::InvalidTagLength`] unless `tag` has 16,
    /// [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn open_part(&mut self, data: &mut [u8], tag: &[u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter(&AES_GCM)?;
            if data.len() != self.part_size() {
                return Err(Error::InvalidInputLength);
            }
            self.open(MORE, data, tag)?;
            entry.release(data)
        })
    }

    /// Opens the last part in place. When it is done the stream is whole.
    ///
    /// Time: as [`StreamOpener::open_part`].
    ///
    /// # Errors
    /// As [`StreamOpener::open_part`], with [`Error::InvalidInputLength`] for longer data.
    pub fn open_last(&mut self, data: &mut [u8], tag: &[u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter(&AES_GCM)?;
            if data.len() > self.part_size() {
                return Err(Error::InvalidInputLength);
            }
            self.open(LAST, data, tag)?;
            self.has_ended = 1;
            entry.release(data)
        })
    }

    /// Whether the last part was opened, and so the stream is whole.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.has_ended != 0
    }

    /// Whether opening is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule())
    }

    fn open(&mut self, mark: u8, data: &mut [u8], tag: &[u8]) -> Result<()> {
        policy::permit_rule(rule)?;
        if self.has_ended != 0 {
            data.zeroize();
            return Err(Error::TagMismatch);
        }
        self.opener.open_in_place(&[mark], data, tag)
    }
}
