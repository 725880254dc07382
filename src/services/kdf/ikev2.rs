//! The key derivation of IKE version 2 (RFC 7296 sections 2.13 to 2.18, SP 800-135 r1 section 4.1),
//! for that protocol only.

use super::ike::{Rules, Secret, shorter};
use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::kdf::ikev2;
use crate::base::bytes::bits_of;
use crate::base::error::Result;
use crate::base::secret::{no_padding, secret};
use crate::module::cast;
use crate::module::cast::ikev2::IKEV2;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::secret::new_secret;

/// RFC 7296 section 2.10.
const LEAST_NONCE: usize = 16;

/// SKEYSEED of IKE version 2, or SK_d. Wipes itself on drop.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::kdf::IkeV2;
///
/// let ([ni, nr], [spi_i, spi_r]) = ([[1; 32], [2; 32]], [[3; 8], [4; 8]]);
/// let ike = IkeV2::skeyseed(HashAlgorithm::Sha256, &ni, &nr, &[5; 256])?;
/// let mut keys = [0; 3 * 32]; // SK_d, SK_ai, SK_ar
/// ike.derive(&ni, &nr, &spi_i, &spi_r, &mut keys)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct IkeV2 {
    secret: Secret,
    rules: Rules,
    _traces: gate::Traces,
}

secret!(IkeV2);

no_padding!(IkeV2 { secret, rules, _traces });

gate::clean_clone!(IkeV2 { secret, rules, _traces });

impl IkeV2 {
    /// SKEYSEED of a first exchange (section 2.14), from both nonces and the shared secret g^ir.
    /// Nonces of less than 16 bytes are not approved, here and below.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState),
    /// [`NotApproved`](crate::Error::NotApproved).
    pub fn skeyseed(
        algorithm: HashAlgorithm,
        initiator_nonce: &[u8],
        responder_nonce: &[u8],
        shared_secret: &[u8],
    ) -> Result<Self> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(algorithm), &IKEV2])?;
            let rules = Rules::new(
                algorithm,
                bits_of(shared_secret.len()),
                shorter([initiator_nonce, responder_nonce]),
                LEAST_NONCE,
            );
            policy::permit_rule(|| rules.indicator())?;
            let secret = with_hash!(algorithm, H => {
                Secret::new((*ikev2::skeyseed::<H>(initiator_nonce, responder_nonce, shared_secret)).as_ref())
            });
            entry.release_value(Self { secret, rules, _traces: gate::Traces })
        })
    }

    /// Takes SK_d, the first part of what [`IkeV2::derive`] gave.
    ///
    /// # Errors
    /// As [`IkeV2::skeyseed`], and [`InvalidKeyLength`](crate::Error::InvalidKeyLength) unless it
    /// is as long as the hash value.
    pub fn from_sk_d(algorithm: HashAlgorithm, sk_d: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(algorithm), &IKEV2])?;
            if sk_d.len() != algorithm.output_size() {
                return Err(crate::Error::InvalidKeyLength);
            }
            let secret_bits = bits_of(sk_d.len());
            let rules = Rules::new(algorithm, secret_bits, usize::MAX, LEAST_NONCE);
            policy::permit_rule(|| rules.indicator())?;
            entry.release_value(Self { secret: Secret::new(sk_d), rules, _traces: gate::Traces })
        })
    }

    /// Of SK_d: SKEYSEED of a new exchange (section 2.18), from its shared secret and its nonces.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`IkeV2::skeyseed`].
    pub fn rekey(&self, initiator_nonce: &[u8], responder_nonce: &[u8], shared_secret: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(self.rules.algorithm), &IKEV2])?;
            let secret_bits = self.rules.secret_bits.max(bits_of(shared_secret.len()));
            let rules = Rules { secret_bits, ..self.rules.with_nonces([initiator_nonce, responder_nonce]) };
            policy::permit_rule(|| rules.indicator())?;
            let secret = with_hash!(self.rules.algorithm, H => {
                let sk_d = self.secret.as_bytes();
                Secret::new((*ikev2::rekeyed::<H>(sk_d, initiator_nonce, responder_nonce, shared_secret)).as_ref())
            });
            entry.release_value(Self { secret, rules, _traces: gate::Traces })
        })
    }

    /// Of SKEYSEED: fills `out` with the keys of the association (section 2.14): SK_d, SK_ai,
    /// SK_ar, SK_ei, SK_er, SK_pi and SK_pr, one after the other.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`IkeV2::skeyseed`], and [`OutputTooLong`](crate::Error::OutputTooLong) beyond 255 hash
    /// values; `out` is unchanged.
    pub fn derive(
        &self,
        initiator_nonce: &[u8],
        responder_nonce: &[u8],
        initiator_spi: &[u8; 8],
        responder_spi: &[u8; 8],
        out: &mut [u8],
    ) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(self.rules.algorithm), &IKEV2])?;
            self.permit_nonces([initiator_nonce, responder_nonce])?;
            self.expand([initiator_nonce, responder_nonce, initiator_spi, responder_spi], out)?;
            entry.release(out)
        })
    }

    new_secret!(
        "IkeV2::derive",
        derive => derive_new(
            initiator_nonce: &[u8], responder_nonce: &[u8], initiator_spi: &[u8; 8], responder_spi: &[u8; 8]
        )
    );

    /// Of SK_d: fills `out` with the keys of a child association (section 2.17). `shared_secret` is
    /// that of a new key agreement, or empty.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`IkeV2::derive`].
    pub fn derive_child(
        &self,
        shared_secret: &[u8],
        initiator_nonce: &[u8],
        responder_nonce: &[u8],
        out: &mut [u8],
    ) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(self.rules.algorithm), &IKEV2])?;
            self.permit_nonces([initiator_nonce, responder_nonce])?;
            self.expand([shared_secret, initiator_nonce, responder_nonce, &[]], out)?;
            entry.release(out)
        })
    }

    new_secret!(
        "IkeV2::derive_child",
        derive_child => derive_child_new(shared_secret: &[u8], initiator_nonce: &[u8], responder_nonce: &[u8])
    );

    fn expand(&self, seed: [&[u8]; 4], out: &mut [u8]) -> Result<()> {
        with_hash!(self.rules.algorithm, H => ikev2::prf_plus::<H>(self.secret.as_bytes(), seed, out))
    }

    /// The secret itself.
    #[must_use]
    pub fn secret(&self) -> &[u8] {
        self.secret.as_bytes()
    }

    /// Whether the services with this secret are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rules.indicator())
    }

    /// Whether a derivation with this secret and nonces of so many bytes is approved.
    #[must_use]
    pub fn nonces_indicator(&self, initiator_len: usize, responder_len: usize) -> Indicator {
        let nonce = self.rules.nonce.min(initiator_len).min(responder_len);
        indicator::of(Rules { nonce, ..self.rules.clone() }.indicator())
    }

    fn permit_nonces(&self, nonces: [&[u8]; 2]) -> Result<()> {
        policy::permit_rule(|| self.rules.with_nonces(nonces).indicator())
    }
}
