//! GMAC (SP 800-38D section 3): AES-GCM without a plaintext. As there, who makes the IV is a type.

use crate::base::error::Result;
use crate::base::secret::{no_padding, opaque, secret};
use crate::module::cast::gcm::AES_GCM;
use crate::module::gate;
use crate::module::indicator::Indicator;
use crate::services::aead::{AesGcmKey, CallerIvSealer, RandomIvSealer, Sealed, SequenceSealer, Tag, TagLength};
use crate::services::cipher::KeySize;
use crate::services::key_wrap::wrappable::{KeyBytes, LONGEST_KEY};
use crate::services::random::Rng;

/// A GMAC key with the length of its tags. Wiped on drop. What is said of [`AesGcmKey`] holds for
/// it.
///
/// ```
/// use qila::mac::GmacKey;
///
/// let mut rng = qila::random::Rng::new()?;
/// let key = GmacKey::new(&[7; 16])?;
/// let made = key.random_iv()?.authenticate(b"data", &mut rng)?;
/// key.verify(&made.iv, b"data", &made.tag)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct GmacKey(AesGcmKey);

secret!(GmacKey);

no_padding!(GmacKey { 0 });

impl KeyBytes for GmacKey {
    fn put(&self, out: &mut [u8; LONGEST_KEY]) -> Result<usize> {
        self.0.put(out)
    }

    fn of(bytes: &[u8]) -> Result<Self> {
        Self::new(bytes)
    }
}

impl GmacKey {
    /// Takes a key of 16, 24 or 32 bytes, for tags of 16 bytes.
    ///
    /// Time: as [`AesGcmKey::new`].
    ///
    /// # Errors
    /// As [`AesGcmKey::new`].
    pub fn new(key: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_GCM)?;
            AesGcmKey::new(key).map(Self)
        })
    }

    /// Takes a key for tags of another length.
    ///
    /// Time: as [`AesGcmKey::with_tag_length`].
    ///
    /// # Errors
    /// As [`AesGcmKey::with_tag_length`].
    pub fn with_tag_length(key: &[u8], tag_length: TagLength) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_GCM)?;
            AesGcmKey::with_tag_length(key, tag_length).map(Self)
        })
    }

    /// Makes a key of random bits, for tags of 16 bytes.
    ///
    /// It is gone when it is dropped, unless it is
    /// [wrapped](crate::key_wrap::KeyWrapKey::wrap_key) before.
    ///
    /// # Errors
    /// As [`AesGcmKey::generate`].
    pub fn generate(size: KeySize, rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_GCM)?;
            AesGcmKey::generate(size, rng).map(Self)
        })
    }

    /// Checks the tag of `data` under the IV it was made with.
    ///
    /// Time: as [`AesGcmKey::open_in_place`].
    ///
    /// # Errors
    /// As [`AesGcmKey::open_in_place`].
    pub fn verify(&self, iv: &[u8], data: &[u8], tag: &[u8]) -> Result<()> {
        let entry = gate::enter(&AES_GCM)?;
        let said = self.0.open_in_place(iv, data, &mut [], tag);
        entry.release_value(said)?
    }

    /// Makes tags with random IVs.
    ///
    /// # Errors
    /// As [`AesGcmKey::random_iv_sealer`].
    pub fn random_iv(&self) -> Result<RandomIvGmac<'_>> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_GCM)?;
            self.0.random_iv_sealer().map(RandomIvGmac)
        })
    }

    /// Makes tags whose IV is `fixed` and a counter.
    ///
    /// # Errors
    /// As [`AesGcmKey::counter_iv_sealer`].
    pub fn counter_iv(self, fixed: &[u8]) -> Result<CounterIvGmac> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&AES_GCM)?;
            this.0.counter_iv_sealer(fixed).map(CounterIvGmac)
        })
    }

    /// Makes tags with IVs from outside; not approved.
    ///
    /// # Errors
    /// As [`AesGcmKey::caller_iv_sealer`].
    pub fn caller_iv(&self) -> Result<CallerIvGmac<'_>> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_GCM)?;
            self.0.caller_iv_sealer().map(CallerIvGmac)
        })
    }

    /// The length of the key.
    #[must_use]
    pub fn key_size(&self) -> KeySize {
        self.0.key_size()
    }

    /// The length of its tags.
    #[must_use]
    pub const fn tag_length(&self) -> TagLength {
        self.0.tag_length()
    }

    /// Whether verifying with this key is approved, and making tags with IVs of the module.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.0.indicator()
    }
}

/// GMAC with random IVs. Approved.
///
/// ```
/// use qila::mac::GmacKey;
///
/// let mut rng = qila::random::Rng::new()?;
/// let key = GmacKey::new(&[7; 16])?;
/// let mut gmac = key.random_iv()?;
/// let first = gmac.authenticate(b"data", &mut rng)?;
/// let second = gmac.authenticate(b"data", &mut rng)?;
/// assert_ne!(first.iv, second.iv);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct RandomIvGmac<'key>(RandomIvSealer<'key>);

opaque!(['key] RandomIvGmac<'key>);

impl RandomIvGmac<'_> {
    /// The tag of `data`, with the IV that was made for it.
    ///
    /// Time: as [`RandomIvSealer::seal_in_place`].
    ///
    /// # Errors
    /// As [`RandomIvSealer::seal_in_place`].
    pub fn authenticate(&mut self, data: &[u8], rng: &mut Rng) -> Result<Sealed> {
        let entry = gate::enter(&AES_GCM)?;
        let sealed = self.0.seal_in_place(data, &mut [], rng)?;
        entry.release_value(sealed)
    }

    /// Whether this service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.0.indicator()
    }
}

/// GMAC with IVs in a sequence. It owns the key. Approved. Wiped on drop.
///
/// ```
/// use qila::mac::GmacKey;
///
/// let mut gmac = GmacKey::new(&[7; 16])?.counter_iv(b"node")?;
/// let made = gmac.authenticate(b"data")?;
/// assert_eq!(made.iv[..4], *b"node");
/// gmac.verify(&made.iv, b"data", &made.tag)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct CounterIvGmac(SequenceSealer);

secret!(CounterIvGmac);

no_padding!(CounterIvGmac { 0 });

impl CounterIvGmac {
    /// The tag of `data`, with the IV that was made for it.
    ///
    /// Time: as [`SequenceSealer::seal_in_place`].
    ///
    /// # Errors
    /// As [`SequenceSealer::seal_in_place`].
    pub fn authenticate(&mut self, data: &[u8]) -> Result<Sealed> {
        let entry = gate::enter(&AES_GCM)?;
        let sealed = self.0.seal_in_place(data, &mut [])?;
        entry.release_value(sealed)
    }

    /// Checks a tag under the same key, as [`GmacKey::verify`].
    ///
    /// Time: as [`AesGcmKey::open_in_place`].
    ///
    /// # Errors
    /// As [`AesGcmKey::open_in_place`].
    pub fn verify(&self, iv: &[u8], data: &[u8], tag: &[u8]) -> Result<()> {
        let entry = gate::enter(&AES_GCM)?;
        let said = self.0.open_in_place(iv, data, &mut [], tag);
        entry.release_value(said)?
    }

    /// Whether this service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.0.indicator()
    }
}

/// GMAC with IVs from outside. Not approved, and after its first tag no service of its key is.
///
/// ```
/// use qila::mac::GmacKey;
///
/// let key = GmacKey::new(&[7; 16])?;
/// let gmac = key.caller_iv()?;
/// assert!(!gmac.indicator().is_approved());
/// let tag = gmac.authenticate(&[0; 12], b"data")?;
/// key.verify(&[0; 12], b"data", &tag)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct CallerIvGmac<'key>(CallerIvSealer<'key>);

opaque!(['key] CallerIvGmac<'key>);

impl CallerIvGmac<'_> {
    /// The tag of `data` under `iv`, which must never come twice under a key.
    ///
    /// Time: as [`CallerIvSealer::seal_in_place`].
    ///
    /// # Errors
    /// As [`CallerIvSealer::seal_in_place`].
    pub fn authenticate(&self, iv: &[u8], data: &[u8]) -> Result<Tag> {
        let entry = gate::enter(&AES_GCM)?;
        let tag = self.0.seal_in_place(iv, data, &mut [])?;
        entry.release_value(tag)
    }

    /// Not approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.0.indicator()
    }
}
