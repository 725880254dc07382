//! OFB (SP 800-38A section 6.4): in one call, and in parts.

use super::aes::rule;
use super::{AesKey, BLOCK_SIZE};
use crate::algorithms::aes::{Key, ofb};
use crate::base::error::Result;
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::machine::fork::Life;
use crate::module::cast::ofb::AES_OFB;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};

impl AesKey {
    /// Encrypts or decrypts `data`, of any length, in the output feedback mode (SP 800-38A section
    /// 6.4). `iv` must never come twice under a key.
    ///
    /// Time: depends on the lengths of key and data.
    ///
    /// # Errors
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn ofb_apply(&self, iv: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        gate::clean_briefly::<768, _>(|| {
            let entry = gate::enter(&AES_OFB)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            ofb::Stream::new(iv).apply(&self.encryption, data);
            entry.release(data)
        })
    }

    /// Begins a message in OFB that is encrypted or decrypted in parts.
    ///
    /// # Errors
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn ofb(&self, iv: &[u8; BLOCK_SIZE]) -> Result<Ofb> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_OFB)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            Ok(Ofb {
                key: self.encryption.clone(),
                stream: ofb::Stream::new(iv),
                life: Life::now(),
                _rest: Rest::ZERO,
                _traces: gate::Traces,
            })
        })
    }
}

/// A message in OFB, encrypted or decrypted in parts. Holds a copy of its key. Wiped on drop.
///
/// It has no `Clone`, and after a `fork` the copy in the child refuses: two messages under one key
/// stream give each other away.
///
/// ```
/// use qila::cipher::AesKey;
///
/// let key = AesKey::new(&[7; 16])?;
/// let mut data = *b"part by part, of any length";
/// let mut stream = key.ofb(&[1; 16])?;
/// for part in data.chunks_mut(5) {
///     stream.apply(part)?;
/// }
/// key.ofb_apply(&[1; 16], &mut data)?;
/// assert_eq!(&data, b"part by part, of any length");
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Ofb {
    key: Key,
    stream: ofb::Stream,
    life: Life,
    /// What would be padding.
    _rest: Rest<{ rest_of::<Key>(size_of::<ofb::Stream>() + size_of::<Life>()) }>,
    _traces: gate::Traces,
}

secret!(Ofb);

no_padding!(Ofb { key, stream, life, _rest, _traces });

impl Ofb {
    /// Encrypts or decrypts the next part, of any length, in place.
    ///
    /// Time: as there.
    ///
    /// # Errors
    /// As [`AesKey::ofb_apply`], and [`KeyExhausted`](crate::Error::KeyExhausted) in a copy that a
    /// `fork` made.
    pub fn apply(&mut self, data: &mut [u8]) -> Result<()> {
        gate::clean_briefly::<768, _>(|| {
            let entry = gate::enter(&AES_OFB)?;
            policy::permit_rule(|| rule(&self.key))?;
            self.life.check()?;
            self.stream.apply(&self.key, data);
            entry.release(data)
        })
    }

    /// Whether this service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule(&self.key))
    }
}
