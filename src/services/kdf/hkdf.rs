//! HKDF (RFC 5869) is the two-step key derivation of SP 800-56C r2 section 5: extraction makes a
//! key-derivation key of a shared secret, expansion makes keys of that. [`Hkdf`] is for a hash
//! function known at compile time, [`DynHkdf`] for one chosen at run time. [`hkdf`] does both steps
//! in one call.

use crate::algorithms::hash::dispatch::{any_hash, with_any, with_hash};
use crate::algorithms::hash::{Hash, HashAlgorithm};
use crate::algorithms::kdf::hkdf;
use crate::algorithms::mac::hmac;
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::machine::wipe::Whole;
use crate::module::cast;
use crate::module::cast::hkdf::HKDF;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::hash::HashFunction;
use crate::services::secret::{Secret, new_secret};

/// A key-derivation key of HKDF with hash function `H`. Wipes itself on drop.
///
/// ```
/// use qila::hash::Sha256;
/// use qila::kdf::Hkdf;
///
/// let hkdf = Hkdf::<Sha256>::extract(b"salt", &[7; 32])?;
/// let (mut client, mut server) = ([0; 16], [0; 16]);
/// hkdf.expand(b"client", &mut client)?;
/// hkdf.expand(b"server", &mut server)?;
/// assert_ne!(client, server);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Hkdf<H: HashFunction>(Prk<H::Algorithm>, gate::Traces);

secret!([H: HashFunction] Hkdf<H>);

gate::clean_clone!([H: HashFunction] Hkdf<H> { 0, 1 });
no_padding!([H: HashFunction] Hkdf<H> { 0, 1 });

impl<H: HashFunction> Hkdf<H> {
    /// HKDF-Extract (RFC 5869 section 2.2) from a shared secret of any length. An empty salt stands
    /// for the string of zeros. Secrets of less than 112 bits are not approved (SP 800-131A r2
    /// section 8).
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn extract(salt: &[u8], ikm: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[const { cast::hmac::of(H::Algorithm::ALGORITHM) }, &HKDF])?;
            Prk::extract(salt, ikm).map(|prk| Self(prk, gate::Traces))
        })
    }

    /// Takes a key-derivation key that was extracted elsewhere, at least as long as the hash value
    /// (RFC 5869 section 2.3).
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InvalidKeyLength`].
    pub fn from_prk(prk: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[const { cast::hmac::of(H::Algorithm::ALGORITHM) }, &HKDF])?;
            Prk::new(prk).map(|prk| Self(prk, gate::Traces))
        })
    }

    /// HKDF-Expand (RFC 5869 section 2.3): fills `out`, which is up to 255 hash values long.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::OutputTooLong`]; `out` is
    /// unchanged.
    pub fn expand(&self, info: &[u8], out: &mut [u8]) -> Result<()> {
        let () = Self::NO_PADDING;
        gate::clean(|| {
            let entry = gate::enter_all(&[const { cast::hmac::of(H::Algorithm::ALGORITHM) }, &HKDF])?;
            self.0.expand(info, out)?;
            entry.release(out)
        })
    }

    new_secret!("Hkdf::expand", expand => expand_new(info: &[u8]));

    /// The hash function.
    #[must_use]
    pub const fn algorithm(&self) -> HashAlgorithm {
        H::Algorithm::ALGORITHM
    }

    /// Whether the service with this secret is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.0.rule())
    }
}

/// HKDF (RFC 5869), both steps: fills `out`, which is up to 255 hash values long, from a shared
/// secret.
///
/// Time: depends on the lengths.
///
/// # Errors
/// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::OutputTooLong`]; `out` is
/// unchanged.
pub fn hkdf<H: HashFunction>(salt: &[u8], ikm: &[u8], info: &[u8], out: &mut [u8]) -> Result<()> {
    let entry = gate::enter_all(&[const { cast::hmac::of(H::Algorithm::ALGORITHM) }, &HKDF])?;
    Prk::<H::Algorithm>::extract(salt, ikm)?.expand(info, out)?;
    entry.release(out)
}

/// As [`hkdf`], into a new secret of `N` bytes, which wipes itself.
///
/// Time: as there.
///
/// # Errors
/// As [`hkdf`].
pub fn hkdf_new<H: HashFunction, const N: usize>(salt: &[u8], ikm: &[u8], info: &[u8]) -> Result<Secret<N>> {
    Secret::filled(|out| hkdf::<H>(salt, ikm, info, out))
}

any_hash!(enum AnyPrk of Prk);

/// A key-derivation key of HKDF with a hash function chosen at run time. Wipes itself on drop.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::kdf::DynHkdf;
///
/// let mut key = [0; 32];
/// DynHkdf::extract(HashAlgorithm::Sha512, b"salt", &[7; 32])?.expand(b"info", &mut key)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct DynHkdf(Whole<AnyPrk>, gate::Traces);

secret!(DynHkdf);

gate::clean_clone!(DynHkdf { 0, 1 });
no_padding!(DynHkdf { 0, 1 });

impl DynHkdf {
    /// As [`Hkdf::extract`].
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`Hkdf::extract`].
    pub fn extract(algorithm: HashAlgorithm, salt: &[u8], ikm: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hmac::of(algorithm), &HKDF])?;
            with_hash!(algorithm, H => Ok(Self(Prk::<H>::extract(salt, ikm)?.into(), gate::Traces)))
        })
    }

    /// As [`Hkdf::from_prk`].
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// As [`Hkdf::from_prk`].
    pub fn from_prk(algorithm: HashAlgorithm, prk: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hmac::of(algorithm), &HKDF])?;
            with_hash!(algorithm, H => Ok(Self(Prk::<H>::new(prk)?.into(), gate::Traces)))
        })
    }

    /// As [`Hkdf::expand`].
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`Hkdf::expand`]; `out` is unchanged.
    pub fn expand(&self, info: &[u8], out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(self.algorithm()), &HKDF])?;
            with_any!(AnyPrk, &*self.0, prk => prk.expand(info, out))?;
            entry.release(out)
        })
    }

    new_secret!("DynHkdf::expand", expand => expand_new(info: &[u8]));

    /// The hash function.
    #[must_use]
    pub const fn algorithm(&self) -> HashAlgorithm {
        self.0.get().algorithm()
    }

    /// Whether the service with this secret is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(with_any!(AnyPrk, &*self.0, prk => prk.rule()))
    }
}

/// The key-derivation key, and the length of the secret behind it, on which its approval depends.
#[derive(Clone)]
struct Prk<A: Hash> {
    key: hmac::HmacKey<A>,
    secret_bits: u64,
}

impl<A: Hash> Prk<A> {
    fn extract(salt: &[u8], ikm: &[u8]) -> Result<Self> {
        policy::permit_rule(|| rule(A::ALGORITHM, bits_of(ikm.len())))?;
        let prk = hkdf::extract::<A>(salt, &[ikm]);
        Ok(Self { key: hmac::HmacKey::new((*prk).as_ref()), secret_bits: bits_of(ikm.len()) })
    }

    fn new(prk: &[u8]) -> Result<Self> {
        policy::permit_rule(|| rule(A::ALGORITHM, bits_of(prk.len())))?;
        if prk.len() < A::OUTPUT_SIZE {
            return Err(Error::InvalidKeyLength);
        }
        Ok(Self { key: hmac::HmacKey::new(prk), secret_bits: bits_of(prk.len()) })
    }

    fn rule(&self) -> Indicator {
        rule(A::ALGORITHM, self.secret_bits)
    }

    fn expand(&self, info: &[u8], out: &mut [u8]) -> Result<()> {
        policy::permit_rule(|| self.rule())?;
        hkdf::expand(&self.key, &[info], out)
    }
}

fn rule(algorithm: HashAlgorithm, secret_bits: u64) -> Indicator {
    policy::keyed_hash(algorithm, secret_bits)
}
