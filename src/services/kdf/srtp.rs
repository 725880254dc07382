//! The key derivation of SRTP and SRTCP (RFC 3711 section 4.3, SP 800-135 r1 section 5.3), for SRTP
//! only.

use crate::algorithms::aes::Key;
use crate::algorithms::kdf::srtp;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::module::cast::srtp::SRTP;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::secret::new_secret;

/// The bytes of a master salt.
pub const SRTP_SALT_SIZE: usize = srtp::SALT_SIZE;

/// The keys of a session, by their labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SrtpLabel {
    /// The encryption key of SRTP, as long as the master key.
    Encryption = 0,
    /// The authentication key of SRTP, 20 bytes.
    Authentication = 1,
    /// The salt of SRTP, 14 bytes.
    Salt = 2,
    /// The encryption key of SRTCP, as long as the master key.
    RtcpEncryption = 3,
    /// The authentication key of SRTCP, 20 bytes.
    RtcpAuthentication = 4,
    /// The salt of SRTCP, 14 bytes.
    RtcpSalt = 5,
}

/// A master key with its salt. Wipes itself on drop.
///
/// ```
/// use qila::kdf::{Srtp, SrtpLabel};
///
/// let srtp = Srtp::new(&[7; 16], &[1; 14])?;
/// let mut key = [0; 16];
/// srtp.derive(SrtpLabel::Encryption, 0, 0, &mut key)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Srtp {
    key: Key,
    salt: [u8; SRTP_SALT_SIZE],
    /// What would be padding.
    _rest: Rest<{ rest_of::<Key>(SRTP_SALT_SIZE) }>,
    _traces: gate::Traces,
}

secret!(Srtp);

gate::clean_clone!(Srtp { key, salt, _rest, _traces });
no_padding!(Srtp { key, salt, _rest, _traces });

impl Srtp {
    /// Takes a master key of 16, 24 or 32 bytes and its salt.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](crate::Error::InvalidKeyLength),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn new(master_key: &[u8], master_salt: &[u8; SRTP_SALT_SIZE]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&SRTP)?;
            let this =
                Self { key: Key::new(master_key)?, salt: *master_salt, _rest: Rest::ZERO, _traces: gate::Traces };
            policy::permit_rule(|| this.rule())?;
            Ok(this)
        })
    }

    /// Fills `out` with a key of the session. `index` is that of the packet, at most 48 bits (of
    /// SRTCP 31); `rate` is the key derivation rate, 0 or a power of two up to 2^24: with 0 the
    /// index does not matter.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`InvalidParameter`](crate::Error::InvalidParameter) for another index or rate,
    /// [`OutputTooLong`](crate::Error::OutputTooLong) beyond 2^20 bytes,
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState); `out` is unchanged.
    pub fn derive(&self, label: SrtpLabel, index: u64, rate: u32, out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter(&SRTP)?;
            policy::permit_rule(|| self.rule())?;
            srtp::derive(&self.key, &self.salt, label as u8, index, srtp::INDEX_BITS, rate, out)?;
            entry.release(out)
        })
    }

    new_secret!("Srtp::derive", derive => derive_new(label: SrtpLabel, index: u64, rate: u32));

    /// As [`Srtp::derive`] for a key of SRTCP whose index has the 32 bits that it has in a packet,
    /// not 48: the label stands two bytes further on. RFC 3711 can be read so, and CAVP and ACVP
    /// (without `supports48BitSrtcpIndex`) do; what talks on networks takes [`Srtp::derive`],
    /// unless both sides have agreed on this.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`Srtp::derive`], and [`InvalidParameter`](crate::Error::InvalidParameter) for a label of
    /// SRTP; `out` is unchanged.
    pub fn derive_short_index(&self, label: SrtpLabel, index: u32, rate: u32, out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter(&SRTP)?;
            policy::permit_rule(|| self.rule())?;
            if matches!(label, SrtpLabel::Encryption | SrtpLabel::Authentication | SrtpLabel::Salt) {
                return Err(Error::InvalidParameter);
            }
            srtp::derive(&self.key, &self.salt, label as u8, index.into(), srtp::SHORT_INDEX_BITS, rate, out)?;
            entry.release(out)
        })
    }

    new_secret!(
        "Srtp::derive_short_index",
        derive_short_index => derive_short_index_new(label: SrtpLabel, index: u32, rate: u32)
    );

    /// Whether the service with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    fn rule(&self) -> Indicator {
        policy::aes_key(8 * self.key.len())
    }
}
