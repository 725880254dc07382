//! KMAC and KMACXOF (SP 800-185 section 4).

use super::MIN_TAG_SIZE;
use crate::algorithms::hash::shake;
use crate::algorithms::hash::sponge::LastBits;
use crate::algorithms::mac::kmac;
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::base::write::written_by_update;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use crate::module::cast::kmac::KMAC;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::random::Rng;
use crate::services::xof::{Reader, XofAlgorithm};
use subtle::{Choice, ConstantTimeEq};

/// A KMAC key, with a customization string or without. Wipes itself on drop.
///
/// ```
/// use qila::mac::KmacKey;
/// use qila::xof::XofAlgorithm;
///
/// let key = KmacKey::customized(XofAlgorithm::Shake256, &[7; 32], b"my protocol, messages")?;
/// let mut tag = [0; 64];
/// key.authenticate_into(b"data", &mut tag)?;
/// key.verify(b"data", &tag)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct KmacKey {
    key: kmac::KmacKey,
    rules: Rules,
}

secret!(KmacKey);

gate::clean_clone!(KmacKey { key, rules });
no_padding!(KmacKey { key, rules });

/// What the approval of a key depends on.
#[derive(Clone)]
struct Rules {
    key_bits: u64,
    algorithm: XofAlgorithm,
    _rest: Rest<{ rest_of::<u64>(size_of::<XofAlgorithm>()) }>,
}

no_padding!(Rules { key_bits, algorithm, _rest });

impl Rules {
    fn indicator(&self) -> Indicator {
        policy::keyed_xof(self.algorithm.strength(), self.key_bits)
    }

    fn of_tag(&self, tag_bits: u64) -> Indicator {
        self.indicator().weaker(policy::mac_tag(tag_bits))
    }

    #[inline]
    fn permit(&self) -> Result<()> {
        policy::permit_rule(|| self.indicator())
    }

    /// # Errors
    /// [`Error::NotApproved`], [`Error::InvalidTagLength`].
    #[inline]
    fn permit_tag(&self, tag_bits: u64) -> Result<()> {
        policy::permit_rule(|| self.of_tag(tag_bits))?;
        if tag_bits < 8 * MIN_TAG_SIZE as u64 { Err(Error::InvalidTagLength) } else { Ok(()) }
    }
}

impl KmacKey {
    /// Takes a key of any length: for KMAC128 with [`XofAlgorithm::Shake128`], for KMAC256 with
    /// [`XofAlgorithm::Shake256`]. Keys of less than 112 bits are not approved (SP 800-185 section
    /// 8.4.1, SP 800-131A r2 section 10).
    ///
    /// Time: depends on the length of the key.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn new(algorithm: XofAlgorithm, key: &[u8]) -> Result<Self> {
        gate::clean_within::<2560, _>(|| {
            let _entry = gate::enter(&KMAC)?;
            Self::with_bits(algorithm, key, bits_of(key.len()), &[])
        })
    }

    /// As [`KmacKey::new`] with a customization string: another string gives other tags.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`KmacKey::new`].
    pub fn customized(algorithm: XofAlgorithm, key: &[u8], customization: &[u8]) -> Result<Self> {
        gate::clean_within::<2560, _>(|| {
            let _entry = gate::enter(&KMAC)?;
            Self::with_bits(algorithm, key, bits_of(key.len()), customization)
        })
    }

    /// As [`KmacKey::customized`] for a key of `bits` bits, just as many as `key` has save some of
    /// its last byte. Its bytes go in whole, as NIST's own implementation has it, so the bits
    /// beyond the key are zero by the caller's doing.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`KmacKey::new`], and [`Error::InvalidKeyLength`] where the lengths do not belong
    /// together.
    pub fn of_bits(algorithm: XofAlgorithm, key: &[u8], bits: usize, customization: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&KMAC)?;
            if bits.div_ceil(8) != key.len() {
                return Err(Error::InvalidKeyLength);
            }
            Self::with_bits(algorithm, key, bits as u64, customization)
        })
    }

    fn with_bits(algorithm: XofAlgorithm, key: &[u8], bits: u64, customization: &[u8]) -> Result<Self> {
        let rules = Rules { key_bits: bits, algorithm, _rest: Rest::ZERO };
        rules.permit()?;
        Ok(Self { key: kmac::KmacKey::new(algorithm.rate(), key, bits, customization), rules })
    }

    /// Makes a key of random bits: 16 bytes for KMAC128, 32 for KMAC256, which is their strength.
    ///
    /// It cannot leave the module, because its bytes are not kept, and is gone when it is dropped;
    /// [`WrappableKey`](crate::key_wrap::WrappableKey) says how to make one that stays.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`], [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn generate(algorithm: XofAlgorithm, rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&KMAC)?;
            let mut bytes = Wiped::new([0; 32]);
            let bytes = &mut bytes[..algorithm.strength() / 8];
            rng.fill(bytes)?;
            Self::new(algorithm, bytes)
        })
    }

    /// Fills `tag`, 4 bytes at least, with the tag of `data`, of which the length is a part: a
    /// shorter tag is not the beginning of a longer one.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InvalidTagLength`]; `tag` is
    /// unchanged.
    pub fn authenticate_into(&self, data: &[u8], tag: &mut [u8]) -> Result<()> {
        gate::clean_within::<2560, _>(|| {
            let entry = gate::enter(&KMAC)?;
            self.rules.permit_tag(bits_of(tag.len()))?;
            self.tag_of(data, tag.len()).read(tag);
            entry.release(tag)
        })
    }

    /// Checks the tag of `data`, 4 bytes at least.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InvalidTagLength`],
    /// [`Error::TagMismatch`].
    pub fn verify(&self, data: &[u8], tag: &[u8]) -> Result<()> {
        gate::clean_within::<2560, _>(|| {
            let entry = gate::enter(&KMAC)?;
            self.rules.permit_tag(bits_of(tag.len()))?;
            let said = compare(self.tag_of(data, tag.len()), tag);
            entry.release_value(said)?
        })
    }

    /// The tag of `data`, which squeezes `tag_len` bytes.
    #[inline]
    fn tag_of(&self, data: &[u8], tag_len: usize) -> shake::Reader {
        let mut message = self.key.begin();
        message.update(data);
        message.finalize(LastBits::NONE, Some(bits_of(tag_len)))
    }

    /// Begins a message that comes in parts.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn begin(&self) -> Result<Kmac> {
        gate::clean(|| {
            let _entry = gate::enter(&KMAC)?;
            self.rules.permit()?;
            Ok(Kmac { message: self.key.begin(), rules: self.rules.clone(), _traces: gate::Traces })
        })
    }

    /// Which function it rests on.
    #[must_use]
    pub const fn algorithm(&self) -> XofAlgorithm {
        self.rules.algorithm
    }

    /// Whether the service with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rules.indicator())
    }

    /// Whether making and checking tags of so many bytes with it is approved: some profiles ask for
    /// 64 bits.
    #[must_use]
    pub fn tag_indicator(&self, tag_len: usize) -> Indicator {
        indicator::of(self.rules.of_tag(bits_of(tag_len)))
    }
}

/// A message on its way through KMAC. Wipes itself on drop.
///
/// ```
/// use qila::mac::KmacKey;
/// use qila::xof::XofAlgorithm;
///
/// let mut message = KmacKey::new(XofAlgorithm::Shake128, &[7; 16])?.begin()?;
/// message.update(b"data");
/// let mut output = [0; 100];
/// message.finalize_xof()?.read(&mut output)?; // or `finalize_into` for a tag
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Kmac {
    message: kmac::Kmac,
    rules: Rules,
    _traces: gate::Traces,
}

secret!(Kmac);
written_by_update!(Kmac);

gate::clean_clone!(Kmac { message, rules, _traces });
no_padding!(Kmac { message, rules, _traces });

impl Kmac {
    /// Appends `data` to the message.
    ///
    /// Time: depends on the length.
    pub fn update(&mut self, data: &[u8]) {
        gate::take_data::<2560>(|| self.message.update(data));
    }

    /// Fills `tag` as [`KmacKey::authenticate_into`].
    ///
    /// Time: depends on the length of `tag`.
    ///
    /// # Errors
    /// As [`KmacKey::authenticate_into`].
    pub fn finalize_into(self, tag: &mut [u8]) -> Result<()> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(&KMAC)?;
            let bits = bits_of(tag.len());
            this.finalize_bits_into(0, 0, tag, bits)?;
            entry.release(tag)
        })
    }

    /// As [`Kmac::finalize_into`] for lengths in bits: the message ends with the `bits` most
    /// significant bits of `last`, 0 to 7 of them, and the tag has `tag_bits` bits, 32 at least,
    /// the last of them at the low end of the last byte of `tag`, whose other bits are zero (FIPS
    /// 202 appendix B.1).
    ///
    /// Time: depends on the length of `tag`.
    ///
    /// # Errors
    /// As [`KmacKey::authenticate_into`], and [`Error::InvalidParameter`] for more than 7 bits or
    /// where `tag` is not just long enough for `tag_bits`.
    pub fn finalize_bits_into(self, last: u8, bits: u32, tag: &mut [u8], tag_bits: u64) -> Result<()> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(&KMAC)?;
            this.rules.permit_tag(tag_bits)?;
            if bits > 7 {
                return Err(Error::InvalidParameter);
            }
            this.message.finalize(LastBits::top_of(last, bits), Some(tag_bits)).read_bits(tag, tag_bits)?;
            entry.release(tag)
        })
    }

    /// Checks the tag of the message, 4 bytes at least.
    ///
    /// Time: depends on the length of `tag`.
    ///
    /// # Errors
    /// As [`KmacKey::verify`].
    pub fn verify(self, tag: &[u8]) -> Result<()> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(&KMAC)?;
            let tag_bits = bits_of(tag.len());
            this.rules.permit_tag(tag_bits)?;
            let said = compare(this.message.finalize(LastBits::NONE, Some(tag_bits)), tag);
            entry.release_value(said)?
        })
    }

    /// Ends the message; what is given back gives an output of any length (KMACXOF, section 4.3.1).
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn finalize_xof(self) -> Result<Reader> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&KMAC)?;
            this.finalize_bits_xof(0, 0)
        })
    }

    /// As [`Kmac::finalize_xof`] for a message that ends with the `bits` most significant bits of
    /// `last`, 0 to 7 of them.
    ///
    /// # Errors
    /// As [`Kmac::finalize_xof`], and [`Error::InvalidParameter`] for more than 7 bits.
    pub fn finalize_bits_xof(self, last: u8, bits: u32) -> Result<Reader> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&KMAC)?;
            this.rules.permit()?;
            if bits > 7 {
                return Err(Error::InvalidParameter);
            }
            let output = this.message.finalize(LastBits::top_of(last, bits), None);
            Ok(Reader::keyed(output, this.rules.algorithm, this.rules.key_bits))
        })
    }

    /// Which function it rests on.
    #[must_use]
    pub const fn algorithm(&self) -> XofAlgorithm {
        self.rules.algorithm
    }

    /// Whether the service with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rules.indicator())
    }

    /// Whether making and checking tags of so many bytes with it is approved: some profiles ask for
    /// 64 bits.
    #[must_use]
    pub fn tag_indicator(&self, tag_len: usize) -> Indicator {
        indicator::of(self.rules.of_tag(bits_of(tag_len)))
    }
}

/// Compares what `reader` gives with `tag`. Time: depends on its length.
///
/// # Errors
/// [`Error::TagMismatch`].
fn compare(mut reader: shake::Reader, tag: &[u8]) -> Result<()> {
    let mut is_equal = Choice::from(1);
    for part in tag.chunks(64) {
        let mut expected = Wiped::new([0; 64]);
        let expected = &mut expected[..part.len()];
        reader.read(expected);
        is_equal &= (*expected).ct_eq(part);
    }
    match declassify(is_equal.unwrap_u8(), "whether the tag is right is the answer") {
        1 => Ok(()),
        _ => Err(Error::TagMismatch),
    }
}
