//! The key of AES-GCM: opening, and the count of what the key has done.

use super::tag::{Tag, TagLength};
use crate::algorithms::aes::gcm::{self, Key};
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::machine::fork::Life;
use crate::machine::wipe::{Whole, Wiped};
use crate::module::cast::gcm::AES_GCM;
use crate::module::indicator::{self, Indicator};
use crate::module::outside::Outside;
use crate::module::{gate, policy};
use crate::services::cipher::{KeySize, MAX_KEY_SIZE};
use crate::services::key_wrap::wrappable::wrappable;
use crate::services::random::Rng;
use core::sync::atomic::{AtomicU32, Ordering};

/// An AES-GCM key with the length of its tags. Wiped on drop.
///
/// It has no `Clone`: it counts its own invocations, on which its security rests (SP 800-38D
/// section 8.3). A key that is also used elsewhere shares these limits with the other places, which
/// the module cannot see.
///
/// The count holds for all uses of a key together, and after a `fork` two processes would count
/// from the same number. So only the process that made the key seals with it; a copy of it in a
/// child refuses with [`Error::KeyExhausted`] and opens, unless its tags are short, where openings
/// are counted, too. A child that must seal takes a key of its own.
///
/// An IV from outside is not approved. Once a key has sealed under one, nothing with that key is
/// approved any more ([`Reason::UsedOutside`](crate::Reason::UsedOutside)): approved and other
/// services must not share a key (ISO/IEC 19790 7.2.4.2, AS02.21).
///
/// ```
/// use qila::Error;
/// use qila::aead::AesGcmKey;
///
/// let mut rng = qila::random::Rng::new()?;
/// let key = AesGcmKey::new(&[7; 32])?;
/// let mut data = *b"a secret";
/// let sealed = key.random_iv_sealer()?.seal_in_place(b"header", &mut data, &mut rng)?;
/// let forged = key.open_in_place(&sealed.iv, b"another", &mut data.clone(), &sealed.tag);
/// assert_eq!(forged, Err(Error::TagMismatch));
/// key.open_in_place(&sealed.iv, b"header", &mut data, &sealed.tag)?;
/// assert_eq!(&data, b"a secret");
/// # Ok::<(), qila::Error>(())
/// ```
pub struct AesGcmKey {
    key: Key,
    /// In a [`Whole`]: not every length has the row of a table, and bytes without a value are not
    /// wiped.
    tag_length: Whole<TagLength>,
    /// Whose counts these are.
    life: Life,
    /// Whether a caller's IV came.
    outside: Outside,
    /// How many messages were sealed with IVs that are not a sequence.
    sealed: AtomicU32,
    /// How many messages were opened, if tags are short.
    opened: AtomicU32,
    /// What would be padding, and as such could keep what was on the stack before.
    _rest: Rest<{ rest_of::<Key>(FIELDS) }>,
    _traces: gate::Traces,
}

secret!(AesGcmKey);

no_padding!(AesGcmKey { key, tag_length, life, outside, sealed, opened, _rest, _traces });

wrappable!(AesGcmKey, |key| key.key.bytes(), if *key.tag_length == TagLength::Bits128, else InvalidTagLength);

/// The bytes of the fields beside the key itself.
const FIELDS: usize = size_of::<TagLength>() + size_of::<Life>() + size_of::<Outside>() + 2 * size_of::<AtomicU32>();

// No byte of it is padding.
const _: () = assert!(size_of::<AesGcmKey>() == size_of::<Key>() + FIELDS.next_multiple_of(align_of::<Key>()));

impl AesGcmKey {
    /// Takes a key of 16, 24 or 32 bytes, for tags of 16 bytes.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`Error::InvalidKeyLength`], [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn new(key: &[u8]) -> Result<Self> {
        Self::with_tag_length(key, TagLength::Bits128)
    }

    /// Takes a key of 16, 24 or 32 bytes, for tags of another length. The length is fixed for the
    /// life of the key (SP 800-38D section 5.2.1.2). With a short one it also keeps the row of
    /// appendix C: what it seals and what it opens is no longer than that allows.
    ///
    /// Time: as [`AesGcmKey::new`].
    ///
    /// # Errors
    /// As [`AesGcmKey::new`].
    pub fn with_tag_length(key: &[u8], tag_length: TagLength) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_GCM)?;
            let key = Key::new(key)?;
            policy::permit_rule(|| rule(&key, tag_length))?;
            let [sealed, opened] = [const { AtomicU32::new(0) }; 2];
            let (life, outside) = (Life::now(), Outside::new());
            let tag_length = Whole::new(tag_length);
            Ok(Self { key, tag_length, life, outside, sealed, opened, _rest: Rest::ZERO, _traces: gate::Traces })
        })
    }

    /// Makes a key of random bits, for tags of 16 bytes (SP 800-133 r2 section 6.1).
    ///
    /// It is gone when it is dropped, unless it is
    /// [wrapped](crate::key_wrap::KeyWrapKey::wrap_key) before.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`], [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn generate(size: KeySize, rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_GCM)?;
            let mut bytes = Wiped::new([0; MAX_KEY_SIZE]);
            let bytes = &mut bytes[..size.bytes()];
            rng.fill(bytes)?;
            Self::new(bytes)
        })
    }

    /// The length of the key.
    #[must_use]
    pub fn key_size(&self) -> KeySize {
        KeySize::of_bytes(self.key.len())
    }

    /// The length of its tags.
    #[must_use]
    pub const fn tag_length(&self) -> TagLength {
        *self.tag_length.get()
    }

    /// Whether opening with this key is approved, and sealing with a sealer that makes its own IV.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    /// Authenticated decryption of `data` in place (SP 800-38D section 7.2), with an IV of any
    /// length above zero and a tag of the length that the key has.
    ///
    /// Time: depends on the lengths and on whether the tag is right.
    ///
    /// # Errors
    /// [`Error::TagMismatch`], which leaves `data` zero; on the others it is unchanged:
    /// [`Error::InvalidTagLength`], [`Error::InvalidIvLength`], [`Error::InputTooLong`] beyond
    /// 2^36 - 32 bytes of data or, with tags of 32 and 64 bits, beyond
    /// [`TagLength::longest_packet`], [`Error::KeyExhausted`] once a key with such tags has been
    /// asked to open [`TagLength::openings`] and in a copy of it that a `fork` made,
    /// [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    #[inline]
    pub fn open_in_place(&self, iv: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()> {
        let entry = gate::enter(&AES_GCM)?;
        policy::permit_rule(|| self.rule())?;
        if tag.len() != self.tag_length.bytes() {
            return Err(Error::InvalidTagLength);
        }
        if let Some(limit) = self.tag_length.openings() {
            self.count_opening(limit, iv, aad, data)?;
        }
        let said = gcm::open(&self.key, iv, aad, data, tag);
        entry.release(data)?;
        said
    }

    /// Opens without regard to appendix C of SP 800-38D.
    ///
    /// # Errors
    /// As [`AesGcmKey::open_in_place`], but for its limits.
    #[cfg(feature = "lab")]
    pub(in crate::services) fn open_uncounted(
        &self,
        iv: &[u8],
        aad: &[u8],
        data: &mut [u8],
        tag: &[u8],
    ) -> Result<()> {
        if tag.len() != self.tag_length.bytes() {
            return Err(Error::InvalidTagLength);
        }
        self.mark_outside();
        gcm::open(&self.key, iv, aad, data, tag)
    }

    /// The rule of the policy for this key.
    #[inline]
    pub(super) fn rule(&self) -> Indicator {
        rule(&self.key, *self.tag_length).weaker(self.outside.rule())
    }

    /// Remembers that the key serves a service that is not approved.
    #[inline]
    pub(super) fn mark_outside(&self) {
        self.outside.mark();
    }

    /// Whether this is the key that counts, not a copy of it.
    ///
    /// # Errors
    /// [`Error::KeyExhausted`].
    #[inline]
    pub(super) fn check_life(&self) -> Result<()> {
        self.life.check()
    }

    /// Whether the key has sealed a message.
    pub(super) fn has_sealed(&self) -> bool {
        self.sealed.load(Ordering::Relaxed) != 0
    }

    /// Takes one of the 2^32 invocations that a key has for IVs that are not a sequence (SP 800-38D
    /// section 8.3). One is kept back, so that the count fits a word.
    ///
    /// # Errors
    /// [`Error::KeyExhausted`], also in a copy of the key.
    pub(super) fn count_sealing(&self) -> Result<()> {
        self.check_life()?;
        take_one(&self.sealed, u32::MAX)
    }

    /// Seals; the caller answers for the IV.
    ///
    /// # Errors
    /// As [`gcm::seal`], and [`Error::InputTooLong`] for a packet that the length of the tags does
    /// not allow.
    #[inline]
    pub(super) fn seal(&self, iv: &[u8], aad: &[u8], data: &mut [u8]) -> Result<Tag> {
        self.tag_length.check_packet(aad, data)?;
        Ok(Tag::of_length(gcm::seal(&self.key, iv, aad, data)?, *self.tag_length))
    }

    /// As [`AesGcmKey::seal`], with an IV of 96 bits as a big-endian integer.
    ///
    /// # Errors
    /// As [`AesGcmKey::seal`].
    #[inline]
    pub(super) fn seal_with_integer(&self, iv: u128, aad: &[u8], data: &mut [u8]) -> Result<Tag> {
        self.tag_length.check_packet(aad, data)?;
        Ok(Tag::of_length(gcm::seal_with_integer(&self.key, iv, aad, data)?, *self.tag_length))
    }

    /// Takes one of the invocations that appendix C of SP 800-38D leaves to a key with short tags.
    /// A call that cannot succeed takes none.
    #[cold]
    fn count_opening(&self, limit: u32, iv: &[u8], aad: &[u8], data: &[u8]) -> Result<()> {
        if iv.is_empty() {
            return Err(Error::InvalidIvLength);
        }
        self.check_life()?;
        self.tag_length.check_packet(aad, data)?;
        take_one(&self.opened, limit)
    }
}

/// A key of AES-GCM is judged by its length and by that of its tags.
fn rule(key: &Key, tag_length: TagLength) -> Indicator {
    policy::aes_key(8 * key.len()).weaker(policy::gcm_tag(tag_length.bits()))
}

/// Adds one to `count` unless it has reached `limit`.
///
/// # Errors
/// [`Error::KeyExhausted`].
fn take_one(count: &AtomicU32, limit: u32) -> Result<()> {
    let taken = count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |count| {
        if count < limit { count.checked_add(1) } else { None }
    });
    taken.map(|_| ()).map_err(|_| Error::KeyExhausted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_end_at_their_limit() {
        let count = AtomicU32::new(u32::MAX - 1);
        assert_eq!(take_one(&count, u32::MAX), Ok(()));
        assert_eq!(take_one(&count, u32::MAX), Err(Error::KeyExhausted));
        assert_eq!(count.load(Ordering::Relaxed), u32::MAX);
    }

    /// Each row of the tables: the key is asked to open as many packets as the row says, and none
    /// that is longer. A longer one, forged or not, takes nothing from the budget.
    #[test]
    fn short_tags_have_limits() {
        let table1 = super::super::Packets32::ALL.iter().map(|packets| TagLength::Bits32(*packets));
        let table2 = super::super::Packets64::ALL.iter().map(|packets| TagLength::Bits64(*packets));
        for length in table1.chain(table2) {
            let (longest, openings) = (length.longest_packet().unwrap() as usize, length.openings().unwrap());
            let key = AesGcmKey::with_tag_length(&[7; 16], length).unwrap();
            key.opened.store(openings - 2, Ordering::Relaxed);
            let mut data = std::vec![0; longest + 1];
            let open = |data: &mut [u8]| key.open_in_place(&[0; 12], &[], data, &[0; 8][..length.bytes()]);
            for _ in 0..3 {
                assert_eq!(open(&mut data), Err(Error::InputTooLong));
                let empty = key.open_in_place(&[], &[], &mut data[..9], &[0; 8][..length.bytes()]);
                assert_eq!(empty, Err(Error::InvalidIvLength));
            }
            assert_eq!(open(&mut data[..longest]), Err(Error::TagMismatch));
            assert_eq!(open(&mut data[..1]), Err(Error::TagMismatch));
            assert_eq!(open(&mut data[..1]), Err(Error::KeyExhausted), "{length:?}");
        }
    }

    #[test]
    fn random_ivs_have_a_limit() {
        let key = AesGcmKey::new(&[7; 16]).unwrap();
        key.sealed.store(u32::MAX, Ordering::Relaxed);
        let mut data = [1, 2, 3];
        let sealed = key.caller_iv_sealer().unwrap().seal_in_place(&[0; 12], &[], &mut data);
        assert_eq!((sealed, data), (Err(Error::KeyExhausted), [1, 2, 3]));
    }
}
