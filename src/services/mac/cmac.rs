//! CMAC with AES (SP 800-38B).

use super::tag::{compare, put};
use crate::algorithms::mac::cmac;
use crate::base::bytes::bits_of;
use crate::base::error::Result;
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::base::write::written_by_update;
use crate::machine::wipe::Wiped;
use crate::module::cast::cmac::CMAC;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::cipher::{KeySize, MAX_KEY_SIZE};
use crate::services::key_wrap::wrappable::wrappable;
use crate::services::random::Rng;

/// A CMAC key. Wipes itself on drop.
///
/// ```
/// use qila::mac::CmacKey;
///
/// let key = CmacKey::new(&[7; 16])?;
/// let tag = key.authenticate(b"data")?;
/// key.verify(b"data", &tag)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct CmacKey(cmac::CmacKey, gate::Traces);

secret!(CmacKey);

gate::clean_clone!(CmacKey { 0, 1 });

wrappable!(CmacKey, |key| key.0.bytes());

impl CmacKey {
    /// The size of a full tag in bytes.
    pub const OUTPUT_SIZE: usize = 16;

    /// Takes an AES key of 16, 24 or 32 bytes.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](crate::Error::InvalidKeyLength),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn new(key: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&CMAC)?;
            let key = Self(cmac::CmacKey::new(key)?, gate::Traces);
            key.permit()?;
            Ok(key)
        })
    }

    /// Makes a key of random bits (SP 800-133 r2 section 6.1).
    ///
    /// It is gone when it is dropped, unless it is
    /// [wrapped](crate::key_wrap::KeyWrapKey::wrap_key) before.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](crate::Error::EntropyUnavailable),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn generate(size: KeySize, rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&CMAC)?;
            let mut bytes = Wiped::new([0; MAX_KEY_SIZE]);
            let bytes = &mut bytes[..size.bytes()];
            rng.fill(bytes)?;
            Self::new(bytes)
        })
    }

    /// The tag of `data`.
    ///
    /// Time: depends on the length of `data`.
    ///
    /// # Errors
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn authenticate(&self, data: &[u8]) -> Result<[u8; Self::OUTPUT_SIZE]> {
        let entry = gate::enter(&CMAC)?;
        self.permit()?;
        let mut value = self.0.mac(&[data]);
        entry.release(&mut value)?;
        Ok(value)
    }

    /// Fills `tag` with the leftmost bytes of the tag of `data`, 4 bytes at least. Tags of less
    /// than 64 bits are for those who have weighed their risk (appendix A).
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`InvalidTagLength`](crate::Error::InvalidTagLength),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState); `tag` is unchanged.
    pub fn authenticate_into(&self, data: &[u8], tag: &mut [u8]) -> Result<()> {
        let entry = gate::enter(&CMAC)?;
        self.permit_tag(tag)?;
        put(tag, || self.0.mac(&[data]))?;
        entry.release(tag)
    }

    /// Checks the tag of `data`: all of it, or its leftmost bytes, 4 at least.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`InvalidTagLength`](crate::Error::InvalidTagLength),
    /// [`TagMismatch`](crate::Error::TagMismatch), [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn verify(&self, data: &[u8], tag: &[u8]) -> Result<()> {
        let entry = gate::enter(&CMAC)?;
        self.permit_tag(tag)?;
        let said = compare(tag, || self.0.mac(&[data]));
        entry.release_value(said)?
    }

    /// Begins a message that comes in parts.
    ///
    /// # Errors
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn begin(&self) -> Result<Cmac> {
        gate::clean(|| {
            let _entry = gate::enter(&CMAC)?;
            self.permit()?;
            Ok(Cmac { key: self.clone(), message: cmac::Message::new(), _rest: Rest::ZERO })
        })
    }

    /// The length of the key.
    #[must_use]
    pub fn key_size(&self) -> KeySize {
        KeySize::of_bytes(self.0.len())
    }

    /// Whether the service with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    /// Whether making and checking tags of so many bytes with it is approved: some profiles ask for
    /// 64 bits.
    #[must_use]
    pub fn tag_indicator(&self, tag_len: usize) -> Indicator {
        indicator::of(self.tag_rule(tag_len))
    }

    fn rule(&self) -> Indicator {
        policy::aes_key(8 * self.0.len())
    }

    fn tag_rule(&self, tag_len: usize) -> Indicator {
        self.rule().weaker(policy::mac_tag(bits_of(tag_len)))
    }

    #[inline]
    fn permit(&self) -> Result<()> {
        policy::permit_rule(|| self.rule())
    }

    fn permit_tag(&self, tag: &[u8]) -> Result<()> {
        policy::permit_rule(|| self.tag_rule(tag.len()))
    }
}

/// A message on its way through CMAC. Holds a copy of its key. Wipes itself on drop.
///
/// ```
/// use qila::mac::CmacKey;
///
/// let key = CmacKey::new(&[7; 16])?;
/// let mut message = key.begin()?;
/// message.update(b"da");
/// message.update(b"ta");
/// message.verify(&key.authenticate(b"data")?)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Cmac {
    key: CmacKey,
    message: cmac::Message,
    /// What would be padding.
    _rest: Rest<{ rest_of::<CmacKey>(size_of::<cmac::Message>()) }>,
}

secret!(Cmac);
written_by_update!(Cmac);

gate::clean_clone!(Cmac { key, message, _rest });
no_padding!(Cmac { key, message, _rest });
no_padding!(CmacKey { 0, 1 });

impl Cmac {
    /// Appends `data` to the message.
    ///
    /// Time: depends on the length.
    pub fn update(&mut self, data: &[u8]) {
        gate::take_data::<3072>(|| self.message.update(&self.key.0, data));
    }

    /// Fills `tag` as [`CmacKey::authenticate_into`].
    ///
    /// Time: as [`CmacKey::authenticate_into`].
    ///
    /// # Errors
    /// As [`CmacKey::authenticate_into`].
    pub fn finalize_into(self, tag: &mut [u8]) -> Result<()> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(&CMAC)?;
            this.key.permit_tag(tag)?;
            put(tag, || this.message.finalize(&this.key.0))?;
            entry.release(tag)
        })
    }

    /// Checks the tag as [`CmacKey::verify`].
    ///
    /// Time: as [`CmacKey::verify`].
    ///
    /// # Errors
    /// As [`CmacKey::verify`].
    pub fn verify(self, tag: &[u8]) -> Result<()> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(&CMAC)?;
            this.key.permit_tag(tag)?;
            let said = compare(tag, || this.message.finalize(&this.key.0));
            entry.release_value(said)?
        })
    }

    /// Whether the service with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.key.indicator()
    }

    /// Whether making and checking tags of so many bytes with it is approved: some profiles ask for
    /// 64 bits.
    #[must_use]
    pub fn tag_indicator(&self, tag_len: usize) -> Indicator {
        indicator::of(self.key.tag_rule(tag_len))
    }
}
