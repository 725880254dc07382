//! The key derivation of TLS 1.2 (RFC 5246 sections 5, 6.3 and 8.1, RFC 7627, SP 800-135 r1 section
//! 4.2.2), for TLS only.

use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::kdf::tls12;
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use crate::base::secret::opaque;
use crate::module::cast;
use crate::module::cast::tls12::TLS12;
use crate::module::indicator::{self, Indicator, Reason};
use crate::module::{gate, policy};
use crate::services::secret::new_secret;

/// The bytes of a master secret.
pub const TLS12_MASTER_SECRET_SIZE: usize = 48;

/// The label of a master secret that is not bound to its handshake.
const UNBOUND: &[u8] = tls12::MASTER_SECRET;

/// The pseudorandom function of TLS 1.2 under a secret, which it borrows: the premaster secret, or
/// the master secret.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::kdf::{TLS12_MASTER_SECRET_SIZE, Tls12};
///
/// let mut master = [0; TLS12_MASTER_SECRET_SIZE];
/// Tls12::new(HashAlgorithm::Sha256, &[7; 48])?.extended_master_secret(&[1; 32], &mut master)?;
/// let mut key_block = [0; 40];
/// Tls12::new(HashAlgorithm::Sha256, &master)?.key_block(&[2; 32], &[3; 32], &mut key_block)?;
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Tls12<'a> {
    algorithm: HashAlgorithm,
    secret: &'a [u8],
}

opaque!(['a] Tls12<'a>);

impl<'a> Tls12<'a> {
    /// Takes the secret and the hash function of the cipher suite. SHA-256, SHA-384 and SHA-512 are
    /// approved.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn new(algorithm: HashAlgorithm, secret: &'a [u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hmac::of(algorithm), &TLS12])?;
            let this = Self { algorithm, secret };
            policy::permit_rule(|| this.rule())?;
            Ok(this)
        })
    }

    /// The master secret of a premaster secret, bound to its handshake by the hash value of its
    /// messages (RFC 7627 section 4).
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`Tls12::new`], and [`Error::InvalidInputLength`] unless `session_hash` is as long as the
    /// hash value, for nothing else binds; `out` is unchanged.
    pub fn extended_master_secret(
        &self,
        session_hash: &[u8],
        out: &mut [u8; TLS12_MASTER_SECRET_SIZE],
    ) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(self.algorithm), &TLS12])?;
            if session_hash.len() != self.algorithm.output_size() {
                return Err(Error::InvalidInputLength);
            }
            self.run(tls12::EXTENDED_MASTER_SECRET, [session_hash, &[]], self.rule(), out)?;
            entry.release(out)
        })
    }

    new_secret!(
        "Tls12::extended_master_secret",
        extended_master_secret => extended_master_secret_new(session_hash: &[u8]),
        TLS12_MASTER_SECRET_SIZE
    );

    /// The master secret of a premaster secret without that extension (RFC 5246 section 8.1). Not
    /// approved (IG D.Q).
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`Tls12::new`]; `out` is unchanged.
    pub fn master_secret(
        &self,
        client_random: &[u8],
        server_random: &[u8],
        out: &mut [u8; TLS12_MASTER_SECRET_SIZE],
    ) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(self.algorithm), &TLS12])?;
            self.run(UNBOUND, [client_random, server_random], self.unbound_rule(), out)?;
            entry.release(out)
        })
    }

    new_secret!(
        "Tls12::master_secret",
        master_secret => master_secret_new(client_random: &[u8], server_random: &[u8]),
        TLS12_MASTER_SECRET_SIZE
    );

    /// The key block of a master secret (RFC 5246 section 6.3).
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`Tls12::new`]; `out` is unchanged.
    pub fn key_block(&self, client_random: &[u8], server_random: &[u8], out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(self.algorithm), &TLS12])?;
            self.run(tls12::KEY_EXPANSION, [server_random, client_random], self.rule(), out)?;
            entry.release(out)
        })
    }

    new_secret!("Tls12::key_block", key_block => key_block_new(client_random: &[u8], server_random: &[u8]));

    /// The function itself, for what the protocol does besides: "client finished", "server
    /// finished", exporters.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`Tls12::new`], and [`Error::InvalidParameter`] where label and seed, one after the
    /// other, begin with the label of [`Tls12::master_secret`]; `out` is unchanged.
    pub fn prf(&self, label: &[u8], seed: &[u8], out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(self.algorithm), &TLS12])?;
            // The function sees label and seed as one string, so the label counts wherever the
            // caller divides it from the seed.
            if label.iter().chain(seed).take(UNBOUND.len()).eq(UNBOUND) {
                return Err(Error::InvalidParameter);
            }
            self.run(label, [seed, &[]], self.rule(), out)?;
            entry.release(out)
        })
    }

    new_secret!("Tls12::prf", prf => prf_new(label: &[u8], seed: &[u8]));

    fn run(&self, label: &[u8], seed: [&[u8]; 2], rule: Indicator, out: &mut [u8]) -> Result<()> {
        policy::permit_rule(|| rule)?;
        with_hash!(self.algorithm, H => tls12::prf::<H>(self.secret, label, seed, out));
        Ok(())
    }

    /// Whether the services with this secret are approved, all but [`Tls12::master_secret`].
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    /// Of [`Tls12::master_secret`]: not approved.
    #[must_use]
    pub fn master_secret_indicator(&self) -> Indicator {
        indicator::of(self.unbound_rule())
    }

    fn rule(&self) -> Indicator {
        use HashAlgorithm::{Sha256, Sha384, Sha512};
        let allowed = matches!(self.algorithm, Sha256 | Sha384 | Sha512);
        policy::protocol_kdf(allowed, self.algorithm, bits_of(self.secret.len()))
    }

    fn unbound_rule(&self) -> Indicator {
        Indicator::NotApproved(Reason::NoExtendedMasterSecret)
    }
}
