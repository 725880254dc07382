//! The key schedule of TLS 1.3 (RFC 8446 section 7.1), for TLS only.

use crate::algorithms::hash::dispatch::{any_hash, with_any, with_hash};
use crate::algorithms::hash::{Hash, HashAlgorithm};
use crate::algorithms::kdf::tls13;
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::bytes::bits_of;
use crate::base::error::Result;
use crate::base::secret::{no_padding, secret};
use crate::machine::wipe::{Whole, Wiped};
use crate::module::cast;
use crate::module::cast::tls13::TLS13;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::secret::new_secret;

/// A secret of the key schedule: Early Secret, Handshake Secret, Master Secret, or a traffic
/// secret. Wipes itself on drop.
///
/// ```
/// use qila::hash::{self, HashAlgorithm};
/// use qila::kdf::Tls13;
///
/// let early = Tls13::early_secret(HashAlgorithm::Sha256, &[])?; // no pre-shared key
/// let handshake = early.next_secret(&[7; 32])?; // of the key agreement
/// let transcript = hash::sha256(b"ClientHello ServerHello")?;
/// let mut client = [0; 32];
/// handshake.derive_secret(b"c hs traffic", &transcript, &mut client)?;
/// let mut key = [0; 16];
/// Tls13::from_secret(HashAlgorithm::Sha256, &client)?.expand_label(b"key", b"", &mut key)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Tls13 {
    secret: Whole<AnySecret>,
    secret_bits: u64,
    _traces: gate::Traces,
}

secret!(Tls13);

gate::clean_clone!(Tls13 { secret, secret_bits, _traces });
no_padding!(Tls13 { secret, secret_bits, _traces });

any_hash!(enum AnySecret of Secret);

/// The secret itself, and as a key of HKDF-Expand.
#[derive(Clone)]
struct Secret<H: Hash> {
    value: Wiped<H::Output>,
    key: HmacKey<H>,
}

impl<H: Hash> Secret<H> {
    fn new(value: Wiped<H::Output>) -> Self {
        let key = HmacKey::new((*value).as_ref());
        Self { value, key }
    }
}

impl Tls13 {
    /// The Early Secret of a pre-shared key; an empty one stands for the zeros of a handshake
    /// without. SHA-256 and SHA-384 are approved. The schedule is approved once a secret of 112
    /// bits has entered it.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn early_secret(algorithm: HashAlgorithm, psk: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hmac::of(algorithm), &TLS13])?;
            let secret = with_hash!(algorithm, H => Secret::<H>::new(tls13::early_secret::<H>(psk)).into());
            Ok(Self { secret, secret_bits: bits_of(psk.len()), _traces: gate::Traces })
        })
    }

    /// Takes a traffic secret, or another secret of the schedule, from outside.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`InvalidKeyLength`](crate::Error::InvalidKeyLength) unless it is as long as the hash value.
    pub fn from_secret(algorithm: HashAlgorithm, secret: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hmac::of(algorithm), &TLS13])?;
            if secret.len() != algorithm.output_size() {
                return Err(crate::Error::InvalidKeyLength);
            }
            let taken = with_hash!(algorithm, H => {
                let mut value = Wiped::new(<<H as Hash>::Output as crate::algorithms::hash::HashOutput>::ZERO);
                (*value).as_mut().copy_from_slice(secret);
                Secret::<H>::new(value).into()
            });
            let this = Self { secret: taken, secret_bits: bits_of(secret.len()), _traces: gate::Traces };
            policy::permit_rule(|| this.rule())?;
            Ok(this)
        })
    }

    /// The secret of the next stage from new keying material: after the Early Secret the Handshake
    /// Secret, from the shared secret of the key exchange, and after that the Master Secret, from
    /// nothing.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn next_secret(&self, shared_secret: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hmac::of(self.algorithm()), &TLS13])?;
            let secret = with_any!(AnySecret, &*self.secret, secret => next(secret, shared_secret)?.into());
            Ok(Self {
                secret,
                secret_bits: self.secret_bits.max(bits_of(shared_secret.len())),
                _traces: gate::Traces,
            })
        })
    }

    /// Fills `out` with `Derive-Secret(secret, label, messages)`, of which `transcript_hash` is the
    /// hash value of the messages: "c hs traffic", "exp master" and the others. `out` is usually as
    /// long as the hash value.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`Tls13::expand_label`].
    pub fn derive_secret(&self, label: &[u8], transcript_hash: &[u8], out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(self.algorithm()), &TLS13])?;
            self.expand_label(label, transcript_hash, out)?;
            entry.release(out)
        })
    }

    new_secret!("Tls13::derive_secret", derive_secret => derive_secret_new(label: &[u8], transcript_hash: &[u8]));

    /// Fills `out` with `HKDF-Expand-Label(secret, label, context, length)`: "key", "iv",
    /// "finished" and the others.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`InvalidParameter`](crate::Error::InvalidParameter) for a label that is empty or longer
    /// than 249 bytes or a context longer than 255, [`OutputTooLong`](crate::Error::OutputTooLong)
    /// beyond 255 hash values; `out` is unchanged.
    pub fn expand_label(&self, label: &[u8], context: &[u8], out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(self.algorithm()), &TLS13])?;
            policy::permit_rule(|| self.rule())?;
            with_any!(AnySecret, &*self.secret, secret => tls13::expand_label(&secret.key, label, context, out))?;
            entry.release(out)
        })
    }

    new_secret!("Tls13::expand_label", expand_label => expand_label_new(label: &[u8], context: &[u8]));

    /// The hash function.
    #[must_use]
    pub const fn algorithm(&self) -> HashAlgorithm {
        self.secret.get().algorithm()
    }

    /// Whether what is derived from this secret is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    fn rule(&self) -> Indicator {
        let allowed = matches!(self.algorithm(), HashAlgorithm::Sha256 | HashAlgorithm::Sha384);
        policy::protocol_kdf(allowed, self.algorithm(), self.secret_bits)
    }
}

fn next<H: Hash>(secret: &Secret<H>, shared_secret: &[u8]) -> Result<Secret<H>> {
    tls13::next_secret::<H>(&secret.value, shared_secret).map(Secret::new)
}
