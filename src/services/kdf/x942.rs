//! The key derivations of ANS X9.42 (SP 800-135 r1 section 5.1).

use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::kdf::x942;
use crate::base::bytes::bits_of;
use crate::base::error::Result;
use crate::base::secret::opaque;
use crate::module::cast;
use crate::module::cast::x942::X942;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::secret::new_secret;

pub use x942::OtherInfo;

/// A derivation from a shared secret, which it borrows.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::kdf::{OtherInfo, X942};
///
/// // id-aes256-wrap, 2.16.840.1.101.3.4.1.45
/// let oid = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2d];
/// let info = OtherInfo { oid, supp_pub: &[0, 0, 1, 0], ..OtherInfo::default() };
/// let mut key = [0; 32];
/// X942::new(HashAlgorithm::Sha256, &[7; 32])?.derive_der(&info, &mut key)?;
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct X942<'a> {
    algorithm: HashAlgorithm,
    secret: &'a [u8],
}

opaque!(['a] X942<'a>);

impl<'a> X942<'a> {
    /// Takes the shared secret ZZ.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState),
    /// [`NotApproved`](crate::Error::NotApproved).
    pub fn new(algorithm: HashAlgorithm, secret: &'a [u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hash::of(algorithm), &X942])?;
            let this = Self { algorithm, secret };
            policy::permit_rule(|| this.rule())?;
            Ok(this)
        })
    }

    /// Fills `out`, with other information as it is (the derivation based on concatenation).
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`X942::new`], and [`OutputTooLong`](crate::Error::OutputTooLong) beyond 2^32 - 1 hash
    /// values; `out` is unchanged.
    pub fn derive(&self, other_info: &[u8], out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hash::of(self.algorithm), &X942])?;
            policy::permit_rule(|| self.rule())?;
            with_hash!(self.algorithm, H => x942::concatenation::<H>(self.secret, other_info, out))?;
            entry.release(out)
        })
    }

    new_secret!("X942::derive", derive => derive_new(other_info: &[u8]));

    /// Fills `out`, with other information in DER (the derivation based on ASN.1), as ACVP has it:
    /// the tags of the fields stand before the strings themselves.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`X942::derive`], [`InputTooLong`](crate::Error::InputTooLong) for fields of 2^31 bytes
    /// or more, [`InvalidParameter`](crate::Error::InvalidParameter) for an object identifier that
    /// is empty or longer than 100 bytes; `out` is unchanged.
    pub fn derive_der(&self, other_info: &OtherInfo<'_>, out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hash::of(self.algorithm), &X942])?;
            policy::permit_rule(|| self.rule())?;
            with_hash!(self.algorithm, H => x942::der::<H>(self.secret, other_info, out))?;
            entry.release(out)
        })
    }

    new_secret!("X942::derive_der", derive_der => derive_der_new(other_info: &OtherInfo<'_>));

    /// Whether the service with this secret is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    fn rule(&self) -> Indicator {
        policy::keyed_hash(self.algorithm, bits_of(self.secret.len()))
    }
}
