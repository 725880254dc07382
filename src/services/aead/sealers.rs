//! Who makes the IV: one sealer for IVs in a sequence, one for random IVs, one for IVs from
//! outside.

use super::IV_SIZE;
use super::gcm::AesGcmKey;
use super::sequence::{RestOfBoth, Sequence};
use super::tag::Tag;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, opaque, secret};
use crate::module::cast::gcm::AES_GCM;
use crate::module::indicator::{self, Indicator, Reason};
use crate::module::{gate, policy};
use crate::services::random::Rng;

/// What a message needs besides its ciphertext to be opened again.
///
/// ```
/// use qila::aead::{AesGcmKey, IV_SIZE, TAG_SIZE};
///
/// let mut sealer = AesGcmKey::new(&[7; 32])?.counter_iv_sealer(b"node")?;
/// let mut data = *b"a secret";
/// let sealed = sealer.seal_in_place(&[], &mut data)?;
/// let message = [&sealed.iv[..], &data, &sealed.tag].concat(); // what goes over the wire
/// assert_eq!(message.len(), IV_SIZE + 8 + TAG_SIZE);
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sealed {
    /// The initialization vector that the module made.
    pub iv: [u8; IV_SIZE],
    /// The authentication tag.
    pub tag: Tag,
}

impl AesGcmKey {
    /// A sealer that makes each IV with the module's generator (SP 800-38D section 8.2.2, IG C.H
    /// scenario 2).
    ///
    /// # Errors
    /// [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn random_iv_sealer(&self) -> Result<RandomIvSealer<'_>> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_GCM)?;
            RandomIvSealer::new(self)
        })
    }

    /// A sealer that takes IVs from outside, which is not approved (IG C.H): for protocols whose
    /// nonces the module does not know. An IV that comes twice under a key gives the key of its
    /// tags away.
    ///
    /// # Errors
    /// [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn caller_iv_sealer(&self) -> Result<CallerIvSealer<'_>> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_GCM)?;
            CallerIvSealer::new(self)
        })
    }

    /// A sealer whose IV is `fixed`, the name of this sender, and then a count from zero (SP
    /// 800-38D section 8.2.1, IG C.H scenario 3). `fixed` is 4 to 8 bytes long and what is left of
    /// 12 bytes is the counter.
    ///
    /// What IG C.H asks of the product: `fixed` names this sender among all that have the key, and
    /// no two may have the same name. The module knows one sealer only and cannot see that another
    /// one has the same key and name: here, in another process or machine, or before a restart. A
    /// lost count, at the end of the process or at a loss of power, demands a new key; the same key
    /// with the same name would begin at zero again.
    ///
    /// # Errors
    /// [`Error::InvalidIvLength`]; [`Error::KeyExhausted`] if the key has sealed already;
    /// [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn counter_iv_sealer(self, fixed: &[u8]) -> Result<SequenceSealer> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&AES_GCM)?;
            SequenceSealer::new(this, Sequence::counter(fixed)?)
        })
    }

    /// A sealer for records of TLS 1.2 (RFC 5288 section 3): the IV is `salt` and then the number
    /// of the record, which is the explicit nonce (IG C.H scenario 1).
    ///
    /// # Errors
    /// As [`AesGcmKey::counter_iv_sealer`].
    pub fn tls12_sealer(self, salt: &[u8; 4]) -> Result<SequenceSealer> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&AES_GCM)?;
            SequenceSealer::new(this, Sequence::counter(salt)?)
        })
    }

    /// A sealer for records of TLS 1.3 (RFC 8446 section 5.3): the IV is `static_iv` exclusive-ored
    /// with the number of the record (IG C.H scenario 5).
    ///
    /// # Errors
    /// As [`AesGcmKey::counter_iv_sealer`].
    pub fn tls13_sealer(self, static_iv: &[u8; IV_SIZE]) -> Result<SequenceSealer> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&AES_GCM)?;
            SequenceSealer::new(this, Sequence::masked(static_iv))
        })
    }

    /// A sealer for packets of SSH (RFC 5647 section 7.1): the IV is `initial_iv`, whose last 8
    /// bytes count up by one for each packet (IG C.H scenario 1).
    ///
    /// # Errors
    /// As [`AesGcmKey::counter_iv_sealer`].
    pub fn ssh_sealer(self, initial_iv: &[u8; IV_SIZE]) -> Result<SequenceSealer> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&AES_GCM)?;
            SequenceSealer::new(this, Sequence::added(initial_iv))
        })
    }
}

/// A sealer that makes each IV from the number of the message, so none can come twice (SP 800-38D
/// section 8.2.1, IG C.H scenarios 1, 3 and 5). It owns the key. Approved. Wiped on drop.
///
/// After a `fork` the copy in the child refuses to seal, because the parent goes on with the same
/// numbers; it opens.
///
/// ```
/// use qila::aead::AesGcmKey;
///
/// let (client_key, client_iv) = ([7; 16], [1; 12]); // from the key schedule of TLS 1.3
/// let mut sealer = AesGcmKey::new(&client_key)?.tls13_sealer(&client_iv)?;
/// let mut record = *b"GET /";
/// let first = sealer.seal_in_place(b"header", &mut record)?;
/// let second = sealer.seal_in_place(b"header", &mut record)?;
/// assert_ne!(first.iv, second.iv);
/// assert_eq!(sealer.next_number(), 2);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct SequenceSealer {
    key: AesGcmKey,
    sequence: Sequence,
    /// What would be padding, and as such could keep what was on the stack before.
    _rest: RestOfBoth,
}

secret!(SequenceSealer);

no_padding!(SequenceSealer { key, sequence, _rest });

impl SequenceSealer {
    /// # Errors
    /// [`Error::KeyExhausted`] if the key has sealed already, so that its IVs could meet those of
    /// the sequence; [`Error::NotApproved`].
    pub(super) fn new(key: AesGcmKey, sequence: Sequence) -> Result<Self> {
        policy::permit_rule(|| key.rule())?;
        if key.has_sealed() {
            return Err(Error::KeyExhausted);
        }
        Ok(Self { key, sequence, _rest: RestOfBoth::ZERO })
    }

    /// Authenticated encryption of `data` in place (SP 800-38D section 7.1) with the next IV.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::KeyExhausted`] after the last number and in a copy that a `fork` made,
    /// [`Error::InputTooLong`] beyond 2^36 - 32 bytes or the [longest
    /// packet](super::TagLength::longest_packet) of short tags, [`Error::NotApproved`],
    /// [`Error::ModuleInErrorState`]; `data` is then unchanged.
    #[inline]
    pub fn seal_in_place(&mut self, aad: &[u8], data: &mut [u8]) -> Result<Sealed> {
        let entry = gate::enter(&AES_GCM)?;
        policy::permit_rule(|| self.key.rule())?;
        self.key.check_life()?;
        let iv = self.sequence.take()?;
        let tag = self.key.seal_with_integer(iv, aad, data)?;
        let [_, _, _, _, iv @ ..] = iv.to_be_bytes();
        let sealed = Sealed { iv, tag };
        entry.release(data)?;
        Ok(sealed)
    }

    /// The number that the next message will have; the first has 0.
    #[must_use]
    pub const fn next_number(&self) -> u64 {
        self.sequence.next()
    }

    /// Leaves numbers out, for protocols that lose some: the next message gets `number`.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a number that may have been used, [`Error::KeyExhausted`]
    /// for one that cannot be and in a copy that a `fork` made, [`Error::ModuleInErrorState`].
    pub fn skip_to(&mut self, number: u64) -> Result<()> {
        let entry = gate::enter(&AES_GCM)?;
        self.key.check_life()?;
        self.sequence.skip_to(number)?;
        entry.release_value(())
    }

    /// Opens a message under the same key, as [`AesGcmKey::open_in_place`].
    ///
    /// Time: as [`AesGcmKey::open_in_place`].
    ///
    /// # Errors
    /// As [`AesGcmKey::open_in_place`].
    pub fn open_in_place(&self, iv: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()> {
        self.key.open_in_place(iv, aad, data, tag)
    }

    /// Whether sealing with this sealer is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.key.indicator()
    }
}

/// A sealer that makes each IV of 96 random bits with the module's generator (SP 800-38D section
/// 8.2.2, IG C.H scenario 2). Approved.
///
/// ```
/// use qila::aead::{AesGcmKey, KeySize};
/// use qila::random::Rng;
///
/// let mut rng = Rng::new()?;
/// let key = AesGcmKey::generate(KeySize::Aes128, &mut rng)?;
/// let mut sealer = key.random_iv_sealer()?;
/// let mut data = *b"a secret";
/// let sealed = sealer.seal_in_place(&[], &mut data, &mut rng)?;
/// key.open_in_place(&sealed.iv, &[], &mut data, &sealed.tag)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct RandomIvSealer<'key> {
    key: &'key AesGcmKey,
}

opaque!(['key] RandomIvSealer<'key>);

impl<'key> RandomIvSealer<'key> {
    /// # Errors
    /// [`Error::NotApproved`].
    pub(super) fn new(key: &'key AesGcmKey) -> Result<Self> {
        policy::permit_rule(|| key.rule())?;
        Ok(Self { key })
    }

    /// Authenticated encryption of `data` in place (SP 800-38D section 7.1) with an IV from `rng`.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::InputTooLong`] beyond 2^36 - 32 bytes or the [longest
    /// packet](super::TagLength::longest_packet) of short tags, [`Error::KeyExhausted`] after
    /// 2^32 - 1 messages (section 8.3) and in a process that a `fork` made after the key,
    /// [`Error::EntropyUnavailable`], [`Error::NotApproved`], [`Error::ModuleInErrorState`]; `data`
    /// is then unchanged.
    pub fn seal_in_place(&mut self, aad: &[u8], data: &mut [u8], rng: &mut Rng) -> Result<Sealed> {
        gate::clean_briefly::<2560, _>(|| {
            let entry = gate::enter(&AES_GCM)?;
            policy::permit_rule(|| self.key.rule())?;
            self.key.count_sealing()?;
            let mut iv = [0; IV_SIZE];
            rng.fill(&mut iv)?;
            let tag = self.key.seal(&iv, aad, data)?;
            let sealed = Sealed { iv, tag };
            entry.release(data)?;
            Ok(sealed)
        })
    }

    /// Whether sealing with this sealer is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.key.indicator()
    }
}

/// A sealer that takes each IV from its caller, whose duty it is that none comes twice. Not
/// approved (IG C.H), and after its first message no service of its key is.
///
/// ```
/// use qila::aead::AesGcmKey;
///
/// let key = AesGcmKey::new(&[7; 16])?;
/// let sealer = key.caller_iv_sealer()?;
/// assert!(!sealer.indicator().is_approved());
/// let mut packet = *b"a packet of a protocol";
/// let tag = sealer.seal_in_place(&[0; 12], b"", &mut packet)?;
/// key.open_in_place(&[0; 12], b"", &mut packet, &tag)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct CallerIvSealer<'key> {
    key: &'key AesGcmKey,
}

opaque!(['key] CallerIvSealer<'key>);

impl<'key> CallerIvSealer<'key> {
    /// # Errors
    /// [`Error::NotApproved`].
    pub(super) fn new(key: &'key AesGcmKey) -> Result<Self> {
        let sealer = Self { key };
        policy::permit_rule(|| sealer.rule())?;
        Ok(sealer)
    }

    /// Authenticated encryption of `data` in place (SP 800-38D section 7.1) with an IV of any
    /// length above zero.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::InvalidIvLength`], [`Error::InputTooLong`] beyond 2^36 - 32 bytes or the [longest
    /// packet](super::TagLength::longest_packet) of short tags, [`Error::KeyExhausted`] after
    /// 2^32 - 1 messages and in a process that a `fork` made after the key, [`Error::NotApproved`],
    /// [`Error::ModuleInErrorState`]; `data` is then unchanged.
    #[inline]
    pub fn seal_in_place(&self, iv: &[u8], aad: &[u8], data: &mut [u8]) -> Result<Tag> {
        let entry = gate::enter(&AES_GCM)?;
        policy::permit_rule(|| self.rule())?;
        self.key.mark_outside();
        self.key.count_sealing()?;
        let tag = self.key.seal(iv, aad, data)?;
        entry.release(data)?;
        Ok(tag)
    }

    /// Not approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    fn rule(&self) -> Indicator {
        Indicator::NotApproved(Reason::ExternalIv).weaker(self.key.rule())
    }
}
