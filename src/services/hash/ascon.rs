//! Ascon-Hash256 (SP 800-232 section 5.1).

use crate::algorithms::ascon::HASH_SIZE;
use crate::algorithms::ascon::xof::AsconSponge;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::base::write::written_by_update;
use crate::module::cast::ascon::ASCON_HASH;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};

/// A message on its way through Ascon-Hash256, 32 bytes. It may be moved and cloned and wipes
/// itself on drop.
///
/// SP 800-232 gives it no place in HMAC, the key derivations and the generators, so it is no
/// [`HashFunction`](super::HashFunction).
///
/// ```
/// use qila::hash::AsconHash256;
///
/// let mut hash = AsconHash256::new()?;
/// hash.update(b"mess");
/// hash.update(b"age");
/// assert_eq!(hash.finalize()?, AsconHash256::digest(b"message")?);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct AsconHash256(AsconSponge, gate::Traces);

secret!(AsconHash256);
written_by_update!(AsconHash256);

no_padding!(AsconHash256 { 0, 1 });

gate::clean_clone!(AsconHash256 { 0, 1 });

impl AsconHash256 {
    /// The size of the hash value in bytes.
    pub const OUTPUT_SIZE: usize = HASH_SIZE;

    /// An empty message.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn new() -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&ASCON_HASH)?;
            policy::permit_rule(policy::ascon)?;
            Ok(Self(AsconSponge::hash256(), gate::Traces))
        })
    }

    /// The hash value of `message`, in one call.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// As [`AsconHash256::new`].
    pub fn digest(message: &[u8]) -> Result<[u8; HASH_SIZE]> {
        gate::clean(|| {
            let entry = gate::enter(&ASCON_HASH)?;
            policy::permit_rule(policy::ascon)?;
            let mut sponge = AsconSponge::hash256();
            sponge.update(message);
            let mut value = value(sponge, 0, 0);
            entry.release(&mut value)?;
            Ok(value)
        })
    }

    /// Appends `data` to the message.
    ///
    /// Time: depends on the length of `data`.
    pub fn update(&mut self, data: &[u8]) {
        gate::take_data::<256>(|| self.0.update(data));
    }

    /// Ends the message and gives its hash value.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn finalize(self) -> Result<[u8; HASH_SIZE]> {
        self.finalize_bits(0, 0)
    }

    /// Ends the message with the `bits` least significant bits of `last`, 0 to 7 of them, of which
    /// the lowest comes first.
    ///
    /// # Errors
    /// As [`AsconHash256::finalize`], and [`Error::InvalidParameter`] for more than 7 bits.
    pub fn finalize_bits(self, last: u8, bits: u32) -> Result<[u8; HASH_SIZE]> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(&ASCON_HASH)?;
            policy::permit_rule(policy::ascon)?;
            if bits > 7 {
                return Err(Error::InvalidParameter);
            }
            let mut value = value(this.0, last, bits);
            entry.release(&mut value)?;
            Ok(value)
        })
    }

    /// Whether the service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::ascon())
    }
}

/// Ends a message.
fn value(sponge: AsconSponge, last: u8, bits: u32) -> [u8; HASH_SIZE] {
    let mut value = [0; HASH_SIZE];
    sponge.finalize_bits(last, bits).read(&mut value);
    value
}
