//! HMAC (FIPS 198-1).

use super::tag::{compare, put};
use crate::algorithms::hash::dispatch::{any_hash, with_any, with_hash};
use crate::algorithms::hash::{Hash, HashAlgorithm, HashOutput};
use crate::algorithms::mac::hmac;
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::base::write::written_by_update;
use crate::machine::wipe::{Whole, Wiped};
use crate::module::cast;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::hash::{HashFunction, HashValue};
use crate::services::random::Rng;
use core::marker::PhantomData;

/// An HMAC key with hash function `H`. Wipes itself on drop.
///
/// ```
/// use qila::Error;
/// use qila::hash::Sha384;
/// use qila::mac::HmacKey;
///
/// let key = HmacKey::<Sha384>::generate(&mut qila::random::Rng::new()?)?;
/// let tag: [u8; 48] = key.authenticate(b"data")?;
/// key.verify(b"data", &tag)?;
/// key.verify(b"data", &tag[..16])?; // truncated
/// assert_eq!(key.verify(b"other data", &tag), Err(Error::TagMismatch));
/// # Ok::<(), qila::Error>(())
/// ```
pub struct HmacKey<H: HashFunction>(Key<H::Algorithm>, Traces<H::Algorithm>);

secret!([H: HashFunction] HmacKey<H>);

gate::clean_clone!([H: HashFunction] HmacKey<H> { 0, 1 });
no_padding!([H: HashFunction] HmacKey<H> { 0, 1 });

/// What the short calls of a key left on the stack goes with the key.
#[derive(Clone)]
struct Traces<A: Hash>(PhantomData<A>);

impl<A: Hash> Drop for Traces<A> {
    #[inline]
    fn drop(&mut self) {
        match A::BLOCK_SIZE {
            64 => gate::forget_briefly::<768>(),
            // The schedules of several blocks, in words of 64 bits.
            128 => gate::forget_briefly::<2560>(),
            _ => gate::forget_briefly::<1024>(),
        }
    }
}

impl<H: HashFunction> HmacKey<H> {
    /// The size of a full tag in bytes.
    pub const OUTPUT_SIZE: usize = H::Algorithm::OUTPUT_SIZE;

    /// Takes a key of any length; one longer than a block of the hash function is hashed first.
    /// Keys of less than 112 bits are not approved (SP 800-131A r2 section 10).
    ///
    /// Time: depends on the length of the key.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    #[inline]
    pub fn new(key: &[u8]) -> Result<Self> {
        let () = (Self::NO_PADDING, Hmac::<H>::NO_PADDING).0;
        let _entry = gate::enter(const { cast::hmac::of(H::Algorithm::ALGORITHM) })?;
        policy::permit_rule(|| rule(H::Algorithm::ALGORITHM, bits_of(key.len())))?;
        Ok(Self(Key::new(key), Traces(PhantomData)))
    }

    /// Makes a key of random bits, as long as the output of the hash function (SP 800-107 r1
    /// section 5.3.4).
    ///
    /// It cannot leave the module, because its bytes are not kept, and is gone when it is dropped;
    /// [`WrappableKey`](crate::key_wrap::WrappableKey) says how to make one that stays.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`], [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(const { cast::hmac::of(H::Algorithm::ALGORITHM) })?;
            let mut bytes = Wiped::new(<H::Algorithm as Hash>::Output::ZERO);
            rng.fill((*bytes).as_mut())?;
            Self::new((*bytes).as_ref())
        })
    }

    /// The tag of `data`.
    ///
    /// Time: depends on the length of `data`.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    #[inline]
    pub fn authenticate(&self, data: &[u8]) -> Result<HashValue<H>> {
        let entry = gate::enter(const { cast::hmac::of(H::Algorithm::ALGORITHM) })?;
        self.0.permit()?;
        let mut value = self.0.key.mac(&[data]);
        entry.release(&mut value)?;
        Ok(value)
    }

    /// Checks the tag of `data`: all of it, or its leftmost bytes, 4 at least.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InvalidTagLength`],
    /// [`Error::TagMismatch`].
    pub fn verify(&self, data: &[u8], tag: &[u8]) -> Result<()> {
        let entry = gate::enter(const { cast::hmac::of(H::Algorithm::ALGORITHM) })?;
        self.0.permit_tag(tag)?;
        let said = compare(tag, || self.0.key.mac(&[data]));
        entry.release_value(said)?
    }

    /// Begins a message that comes in parts.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn begin(&self) -> Result<Hmac<H>> {
        gate::clean(|| {
            let _entry = gate::enter(const { cast::hmac::of(H::Algorithm::ALGORITHM) })?;
            self.0.permit()?;
            Ok(Hmac(self.0.begin(), gate::Traces))
        })
    }

    /// The hash function.
    #[must_use]
    pub const fn algorithm(&self) -> HashAlgorithm {
        H::Algorithm::ALGORITHM
    }

    /// Whether the service with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.0.rule())
    }

    /// Whether making and checking tags of so many bytes with it is approved: some profiles ask for
    /// 64 bits.
    #[must_use]
    pub fn tag_indicator(&self, tag_len: usize) -> Indicator {
        indicator::of(self.0.rule().weaker(policy::mac_tag(bits_of(tag_len))))
    }
}

/// A message on its way through HMAC. Wipes itself on drop.
///
/// ```
/// use qila::hash::Sha256;
/// use qila::mac::HmacKey;
///
/// let key = HmacKey::<Sha256>::new(&[7; 32])?;
/// let mut message = key.begin()?;
/// message.update(b"a message ");
/// message.update(b"in parts");
/// message.verify(&key.authenticate(b"a message in parts")?)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Hmac<H: HashFunction>(Message<H::Algorithm>, gate::Traces);

secret!([H: HashFunction] Hmac<H>);
written_by_update!([H: HashFunction] Hmac<H>);

gate::clean_clone!([H: HashFunction] Hmac<H> { 0, 1 });
no_padding!([H: HashFunction] Hmac<H> { 0, 1 });

impl<H: HashFunction> Hmac<H> {
    /// Appends `data` to the message.
    ///
    /// Time: depends on the length.
    pub fn update(&mut self, data: &[u8]) {
        gate::take_data::<2048>(|| self.0.hmac.update(data));
    }

    /// The tag of the message.
    ///
    /// Time: depends on the length of the message.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InputTooLong`] beyond the
    /// limit of the hash function.
    pub fn finalize(self) -> Result<HashValue<H>> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(const { cast::hmac::of(H::Algorithm::ALGORITHM) })?;
            this.0.check()?;
            let mut value = this.0.hmac.finalize();
            entry.release(&mut value)?;
            Ok(value)
        })
    }

    /// Checks the tag of the message: all of it, or its leftmost bytes, 4 at least.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`HmacKey::verify`], and [`Error::InputTooLong`] beyond the limit of the hash function.
    pub fn verify(self, tag: &[u8]) -> Result<()> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(const { cast::hmac::of(H::Algorithm::ALGORITHM) })?;
            this.0.check_tag(tag)?;
            let said = compare(tag, || this.0.hmac.finalize());
            entry.release_value(said)?
        })
    }

    /// Whether the service with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.0.rule())
    }

    /// Whether making and checking tags of so many bytes with it is approved: some profiles ask for
    /// 64 bits.
    #[must_use]
    pub fn tag_indicator(&self, tag_len: usize) -> Indicator {
        indicator::of(self.0.rule().weaker(policy::mac_tag(bits_of(tag_len))))
    }
}

/// An HMAC key with a hash function chosen at run time. Wipes itself on drop.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::mac::DynHmacKey;
///
/// let key = DynHmacKey::new(HashAlgorithm::Sha512, &[7; 32])?;
/// let mut tag = [0; 32]; // of 64 bytes the leftmost
/// key.authenticate_into(b"data", &mut tag)?;
/// key.verify(b"data", &tag)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct DynHmacKey(Whole<AnyKey>, gate::Traces);

secret!(DynHmacKey);

gate::clean_clone!(DynHmacKey { 0, 1 });
no_padding!(DynHmacKey { 0, 1 });

any_hash!(enum AnyKey of Key);

impl DynHmacKey {
    /// As [`HmacKey::new`].
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn new(algorithm: HashAlgorithm, key: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(cast::hmac::of(algorithm))?;
            policy::permit_rule(|| rule(algorithm, bits_of(key.len())))?;
            with_hash!(algorithm, H => Ok(Self(Key::<H>::new(key).into(), gate::Traces)))
        })
    }

    /// Makes a key of random bits, as [`HmacKey::generate`].
    ///
    /// It cannot leave the module, because its bytes are not kept, and is gone when it is dropped;
    /// [`WrappableKey`](crate::key_wrap::WrappableKey) says how to make one that stays.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`], [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn generate(algorithm: HashAlgorithm, rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(cast::hmac::of(algorithm))?;
            let mut bytes = Wiped::new([0; HashAlgorithm::MAX_OUTPUT_SIZE]);
            let bytes = &mut bytes[..algorithm.output_size()];
            rng.fill(bytes)?;
            Self::new(algorithm, bytes)
        })
    }

    /// Fills `tag` with the leftmost bytes of the tag of `data`, 4 bytes at least.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InvalidTagLength`]; `tag` is
    /// unchanged.
    pub fn authenticate_into(&self, data: &[u8], tag: &mut [u8]) -> Result<()> {
        gate::clean_within::<2560, _>(|| {
            let entry = gate::enter(cast::hmac::of(self.algorithm()))?;
            with_any!(AnyKey, &*self.0, key => {
                key.permit_tag(tag)?;
                put(tag, || key.key.mac(&[data]))
            })?;
            entry.release(tag)
        })
    }

    /// As [`HmacKey::verify`].
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`HmacKey::verify`].
    pub fn verify(&self, data: &[u8], tag: &[u8]) -> Result<()> {
        gate::clean_within::<2560, _>(|| {
            let entry = gate::enter(cast::hmac::of(self.algorithm()))?;
            let said = with_any!(AnyKey, &*self.0, key => {
                key.permit_tag(tag)?;
                compare(tag, || key.key.mac(&[data]))
            });
            entry.release_value(said)?
        })
    }

    /// Begins a message that comes in parts.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn begin(&self) -> Result<DynHmac> {
        gate::clean(|| {
            let _entry = gate::enter(cast::hmac::of(self.algorithm()))?;
            with_any!(AnyKey, &*self.0, key => {
                key.permit()?;
                Ok(DynHmac(key.begin().into(), gate::Traces))
            })
        })
    }

    /// The hash function.
    #[must_use]
    pub const fn algorithm(&self) -> HashAlgorithm {
        self.0.get().algorithm()
    }

    /// Whether the service with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(with_any!(AnyKey, &*self.0, key => key.rule()))
    }

    /// Whether making and checking tags of so many bytes with it is approved: some profiles ask for
    /// 64 bits.
    #[must_use]
    pub fn tag_indicator(&self, tag_len: usize) -> Indicator {
        indicator::of(with_any!(AnyKey, &*self.0, key => key.rule()).weaker(policy::mac_tag(bits_of(tag_len))))
    }
}

/// A message on its way through HMAC with a hash function chosen at run time. Wipes itself on drop.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::mac::DynHmacKey;
///
/// let key = DynHmacKey::new(HashAlgorithm::Sha3_256, &[7; 32])?;
/// let mut message = key.begin()?;
/// message.update(b"data");
/// let mut tag = [0; 32];
/// message.finalize_into(&mut tag)?;
/// key.verify(b"data", &tag)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct DynHmac(Whole<AnyMessage>, gate::Traces);

secret!(DynHmac);
written_by_update!(DynHmac);

gate::clean_clone!(DynHmac { 0, 1 });
no_padding!(DynHmac { 0, 1 });

any_hash!(enum AnyMessage of Message);

impl DynHmac {
    /// Appends `data` to the message.
    ///
    /// Time: depends on the length.
    pub fn update(&mut self, data: &[u8]) {
        gate::take_data::<2048>(|| with_any!(AnyMessage, &mut *self.0, message => message.hmac.update(data)));
    }

    /// Fills `tag` with the leftmost bytes of the tag of the message, 4 bytes at least.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`Hmac::finalize`], and [`Error::InvalidTagLength`]; `tag` is unchanged.
    pub fn finalize_into(self, tag: &mut [u8]) -> Result<()> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(cast::hmac::of(this.algorithm()))?;
            with_any!(AnyMessage, this.0.into_inner(), message => {
                message.check_tag(tag)?;
                put(tag, || message.hmac.finalize())
            })?;
            entry.release(tag)
        })
    }

    /// As [`Hmac::verify`].
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`Hmac::verify`].
    pub fn verify(self, tag: &[u8]) -> Result<()> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(cast::hmac::of(this.algorithm()))?;
            let said = with_any!(AnyMessage, this.0.into_inner(), message => {
                message.check_tag(tag)?;
                compare(tag, || message.hmac.finalize())
            });
            entry.release_value(said)?
        })
    }

    /// The hash function.
    #[must_use]
    pub const fn algorithm(&self) -> HashAlgorithm {
        self.0.get().algorithm()
    }

    /// Whether the service with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(with_any!(AnyMessage, &*self.0, message => message.rule()))
    }

    /// Whether making and checking tags of so many bytes with it is approved: some profiles ask for
    /// 64 bits.
    #[must_use]
    pub fn tag_indicator(&self, tag_len: usize) -> Indicator {
        indicator::of(
            with_any!(AnyMessage, &*self.0, message => message.rule()).weaker(policy::mac_tag(bits_of(tag_len))),
        )
    }
}

/// A key, and the length it was given with, on which its approval depends.
#[derive(Clone)]
struct Key<A: Hash> {
    key: hmac::HmacKey<A>,
    bits: u64,
}

impl<A: Hash> Key<A> {
    #[inline]
    fn new(key: &[u8]) -> Self {
        Self { key: hmac::HmacKey::new(key), bits: bits_of(key.len()) }
    }

    fn begin(&self) -> Message<A> {
        Message { hmac: self.key.begin(), key_bits: self.bits }
    }

    fn rule(&self) -> Indicator {
        rule(A::ALGORITHM, self.bits)
    }

    #[inline]
    fn permit(&self) -> Result<()> {
        policy::permit_rule(|| self.rule())
    }

    fn permit_tag(&self, tag: &[u8]) -> Result<()> {
        policy::permit_rule(|| self.rule().weaker(policy::mac_tag(bits_of(tag.len()))))
    }
}

/// A message under a key.
#[derive(Clone)]
struct Message<A: Hash> {
    hmac: hmac::Hmac<A>,
    key_bits: u64,
}

impl<A: Hash> Message<A> {
    fn rule(&self) -> Indicator {
        rule(A::ALGORITHM, self.key_bits)
    }

    /// Whether the message may be ended with a tag of this length.
    fn check_tag(&self, tag: &[u8]) -> Result<()> {
        policy::permit_rule(|| policy::mac_tag(bits_of(tag.len())))?;
        self.check()
    }

    /// Whether the message may be ended.
    fn check(&self) -> Result<()> {
        policy::permit_rule(|| self.rule())?;
        if self.hmac.is_too_long() { Err(Error::InputTooLong) } else { Ok(()) }
    }
}

fn rule(algorithm: HashAlgorithm, key_bits: u64) -> Indicator {
    policy::keyed_hash(algorithm, key_bits)
}
