//! CTR (SP 800-38A section 6.5): in one call, and in parts.

use super::aes::rule;
use super::{AesKey, BLOCK_SIZE};
use crate::algorithms::aes::{Key, ctr};
use crate::base::error::Result;
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::machine::fork::Life;
use crate::module::cast::aes::AES;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};

impl AesKey {
    /// Encrypts or decrypts `data`, of any length, in counter mode (SP 800-38A section 6.5).
    /// `counter` is the first counter block; the following ones are its successors as 128-bit
    /// big-endian integers, modulo 2^128.
    ///
    /// Time: depends on the lengths of key and data.
    ///
    /// # Errors
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn ctr_apply(&self, counter: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        let entry = gate::enter(&AES)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        ctr::apply(&self.encryption, counter, data);
        entry.release(data)
    }

    /// Begins a message in counter mode that is encrypted or decrypted in parts; for `counter` see
    /// [`AesKey::ctr_apply`].
    ///
    /// # Errors
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn ctr(&self, counter: &[u8; BLOCK_SIZE]) -> Result<Ctr> {
        gate::clean(|| {
            let _entry = gate::enter(&AES)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            Ok(Ctr {
                key: self.encryption.clone(),
                stream: ctr::Stream::new(counter),
                life: Life::now(),
                _rest: Rest::ZERO,
                _traces: gate::Traces,
            })
        })
    }
}

/// Counter mode over a message in parts. Holds a copy of its key. Wiped on drop.
///
/// It has no `Clone`, and after a `fork` the copy in the child refuses: two messages under one key
/// stream give each other away.
///
/// ```
/// use qila::cipher::AesKey;
///
/// let key = AesKey::new(&[7; 16])?;
/// let mut data = *b"part by part, of any length";
/// let mut stream = key.ctr(&[1; 16])?;
/// for part in data.chunks_mut(5) {
///     stream.apply(part)?;
/// }
/// key.ctr_apply(&[1; 16], &mut data)?;
/// assert_eq!(&data, b"part by part, of any length");
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Ctr {
    key: Key,
    stream: ctr::Stream,
    life: Life,
    /// What would be padding.
    _rest: Rest<{ rest_of::<Key>(size_of::<ctr::Stream>() + size_of::<Life>()) }>,
    _traces: gate::Traces,
}

secret!(Ctr);

no_padding!(Ctr { key, stream, life, _rest, _traces });

impl Ctr {
    /// Encrypts or decrypts the next part in place; parts may have any length.
    ///
    /// Time: as there.
    ///
    /// # Errors
    /// As [`AesKey::ctr_apply`], and [`KeyExhausted`](crate::Error::KeyExhausted) in a copy that a
    /// `fork` made.
    pub fn apply(&mut self, data: &mut [u8]) -> Result<()> {
        gate::clean_briefly::<1280, _>(|| {
            let entry = gate::enter(&AES)?;
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
