//! Key derivation from a key (SP 800-108 r1), and the randomness extraction that makes such a key
//! of a shared secret (SP 800-56C r2 section 5).

use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::dispatch::{any_hash, with_any, with_hash};
use crate::algorithms::kdf::kbkdf::{self, Mode};
use crate::algorithms::mac::cmac::CmacKey;
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::machine::wipe::{Whole, Wiped};
use crate::module::cast::cmac::CMAC;
use crate::module::cast::kbkdf::KBKDF;
use crate::module::cast::kmac::KMAC;
use crate::module::cast::{self, SelfTest};
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::secret::{Secret, new_secret};
use crate::services::xof::XofAlgorithm;

pub use kbkdf::{CounterLocation, CounterSize};

/// A key-derivation key with HMAC or CMAC as pseudorandom function. Wipes itself on drop.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::kdf::{CounterLocation, CounterSize, KeyBasedKdf};
///
/// let kdf = KeyBasedKdf::hmac(HashAlgorithm::Sha256, &[7; 32])?;
/// let mut key = [0; 32];
/// kdf.derive(b"label", b"context", &mut key)?; // or as a protocol has it:
/// kdf.counter(CounterLocation::BeforeFixedData, CounterSize::Bits8, b"fixed", &mut key)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct KeyBasedKdf {
    prf: Whole<AnyPrf>,
    secret_bits: u64,
    _rest: Rest<{ rest_of::<AnyPrf>(size_of::<u64>()) }>,
    _traces: gate::Traces,
}

secret!(KeyBasedKdf);

gate::clean_clone!(KeyBasedKdf { prf, secret_bits, _rest, _traces });
no_padding!(KeyBasedKdf { prf, secret_bits, _rest, _traces });

any_hash!(enum AnyHmac of HmacKey);

#[derive(Clone)]
#[allow(clippy::large_enum_variant)] // on the stack, for one derivation
enum AnyPrf {
    Hmac(Whole<AnyHmac>),
    Cmac(CmacKey),
}

impl AnyPrf {
    /// The self-tests of the derivation with it.
    fn self_tests(&self) -> [&'static SelfTest; 2] {
        match self {
            Self::Hmac(key) => [cast::hmac::of(key.algorithm()), &KBKDF],
            Self::Cmac(_) => [&CMAC, &KBKDF],
        }
    }
}

impl KeyBasedKdf {
    fn of(prf: AnyPrf, secret_bits: u64) -> Self {
        Self { prf: Whole::new(prf), secret_bits, _rest: Rest::ZERO, _traces: gate::Traces }
    }

    /// Takes a key for HMAC, of any length. Keys of less than 112 bits are not approved (SP
    /// 800-131A r2 section 8).
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn hmac(algorithm: HashAlgorithm, key: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hmac::of(algorithm), &KBKDF])?;
            policy::permit_rule(|| policy::keyed_hash(algorithm, bits_of(key.len())))?;
            let prf = with_hash!(algorithm, H => AnyPrf::Hmac(HmacKey::<H>::new(key).into()));
            Ok(Self::of(prf, bits_of(key.len())))
        })
    }

    /// Takes an AES key of 16, 24 or 32 bytes for CMAC.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// As [`KeyBasedKdf::hmac`], and [`Error::InvalidKeyLength`].
    pub fn cmac(key: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&KBKDF)?;
            let prf = AnyPrf::Cmac(CmacKey::new(key)?);
            policy::permit_rule(|| policy::aes_key(8 * key.len()))?;
            Ok(Self::of(prf, bits_of(key.len())))
        })
    }

    /// Makes the key of a shared secret by HMAC under a salt (SP 800-56C r2 section 5.1). In a
    /// hybrid scheme the secret is both, one after the other (section 2).
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`KeyBasedKdf::hmac`].
    pub fn extract_hmac(algorithm: HashAlgorithm, salt: &[u8], secret: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hmac::of(algorithm), &KBKDF])?;
            policy::permit_rule(|| policy::keyed_hash(algorithm, bits_of(secret.len())))?;
            let prf = with_hash!(algorithm, H => {
                let key = Wiped::new(HmacKey::<H>::new(salt).mac(&[secret]));
                AnyPrf::Hmac(HmacKey::<H>::new((*key).as_ref()).into())
            });
            Ok(Self::of(prf, bits_of(secret.len())))
        })
    }

    /// Makes the key of a shared secret by CMAC under a salt of 16, 24 or 32 bytes; the derivation
    /// is then CMAC with AES-128 (SP 800-56C r2 section 5.1, table 5). A salt of zeros is the
    /// default.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`KeyBasedKdf::cmac`].
    pub fn extract_cmac(salt: &[u8], secret: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&KBKDF)?;
            let salt = CmacKey::new(salt)?;
            let secret_bits = bits_of(secret.len());
            policy::permit_rule(|| policy::aes_key(128).weaker(policy::secret_key(secret_bits)))?;
            let key = Wiped::new(salt.mac(&[secret]));
            Ok(Self::of(AnyPrf::Cmac(CmacKey::new(&*key)?), secret_bits))
        })
    }

    /// Fills `out` in counter mode with the fixed data that section 4 names: label, a zero,
    /// context, and the length of the output in 32 bits; the counter has 32 bits and stands before
    /// them.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::OutputTooLong`] beyond 2^32
    /// - 1 bits; `out` is unchanged.
    pub fn derive(&self, label: &[u8], context: &[u8], out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&self.prf.self_tests())?;
            let bits =
                out.len().checked_mul(8).and_then(|bits| u32::try_from(bits).ok()).ok_or(Error::OutputTooLong)?;
            let fixed = [label, &[0], context, &bits.to_be_bytes()];
            self.run(Mode::Counter, CounterLocation::BeforeFixedData, CounterSize::Bits32, fixed, out)?;
            entry.release(out)
        })
    }

    new_secret!("KeyBasedKdf::derive", derive => derive_new(label: &[u8], context: &[u8]));

    /// Fills `out` in counter mode (section 4.1) with fixed data of the caller's form.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::OutputTooLong`] if the
    /// counter cannot count so far, [`Error::InvalidParameter`] for a location that the mode does
    /// not have; `out` is unchanged.
    pub fn counter(&self, location: CounterLocation, size: CounterSize, fixed: &[u8], out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&self.prf.self_tests())?;
            self.run(Mode::Counter, location, size, [fixed, &[], &[], &[]], out)?;
            entry.release(out)
        })
    }

    new_secret!("KeyBasedKdf::counter", counter => counter_new(location: CounterLocation, size: CounterSize, fixed: &[u8]));

    /// Fills `out` in feedback mode (section 4.2) from an initial value, which may be empty.
    /// Without a counter `size` says only how long the output may be.
    ///
    /// Time: as [`KeyBasedKdf::counter`].
    ///
    /// # Errors
    /// As [`KeyBasedKdf::counter`].
    pub fn feedback(
        &self,
        location: CounterLocation,
        size: CounterSize,
        iv: &[u8],
        fixed: &[u8],
        out: &mut [u8],
    ) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&self.prf.self_tests())?;
            self.run(Mode::Feedback(iv), location, size, [fixed, &[], &[], &[]], out)?;
            entry.release(out)
        })
    }

    new_secret!(
        "KeyBasedKdf::feedback",
        feedback => feedback_new(location: CounterLocation, size: CounterSize, iv: &[u8], fixed: &[u8])
    );

    /// Fills `out` in double-pipeline mode (section 4.3). Without a counter `size` says only how
    /// long the output may be.
    ///
    /// Time: as [`KeyBasedKdf::counter`].
    ///
    /// # Errors
    /// As [`KeyBasedKdf::counter`].
    pub fn double_pipeline(
        &self,
        location: CounterLocation,
        size: CounterSize,
        fixed: &[u8],
        out: &mut [u8],
    ) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&self.prf.self_tests())?;
            self.run(Mode::DoublePipeline, location, size, [fixed, &[], &[], &[]], out)?;
            entry.release(out)
        })
    }

    new_secret!(
        "KeyBasedKdf::double_pipeline",
        double_pipeline => double_pipeline_new(location: CounterLocation, size: CounterSize, fixed: &[u8])
    );

    /// Whether the service with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    fn rule(&self) -> Indicator {
        match &*self.prf {
            AnyPrf::Hmac(key) => policy::keyed_hash(key.algorithm(), self.secret_bits),
            AnyPrf::Cmac(key) => policy::aes_key(8 * key.len()).weaker(policy::secret_key(self.secret_bits)),
        }
    }

    fn run(
        &self,
        mode: Mode<'_>,
        location: CounterLocation,
        size: CounterSize,
        fixed: [&[u8]; 4],
        out: &mut [u8],
    ) -> Result<()> {
        policy::permit_rule(|| self.rule())?;
        match &*self.prf {
            AnyPrf::Hmac(key) => {
                with_any!(AnyHmac, &**key, key => kbkdf::derive(key, mode, location, size, fixed, out))
            }
            AnyPrf::Cmac(key) => kbkdf::derive(key, mode, location, size, fixed, out),
        }
    }
}

/// KDF KMAC (SP 800-108 r1 section 4.4): fills `out` with KMAC of `context` under a key, with
/// `label` as customization string. KMAC128 with [`XofAlgorithm::Shake128`], KMAC256 with
/// [`XofAlgorithm::Shake256`].
///
/// Time: depends on the lengths.
///
/// # Errors
/// [`Error::ModuleInErrorState`], [`Error::NotApproved`]; `out` is unchanged.
pub fn kmac_kdf(algorithm: XofAlgorithm, key: &[u8], label: &[u8], context: &[u8], out: &mut [u8]) -> Result<()> {
    gate::clean(|| {
        let entry = gate::enter(&KMAC)?;
        policy::permit_rule(|| policy::keyed_xof(algorithm.strength(), bits_of(key.len())))?;
        kbkdf::kmac(algorithm.rate(), key, label, context, out);
        entry.release(out)
    })
}

/// As [`kmac_kdf`], into a new secret of `N` bytes, which wipes itself.
///
/// Time: as there.
///
/// # Errors
/// As [`kmac_kdf`].
pub fn kmac_kdf_new<const N: usize>(
    algorithm: XofAlgorithm,
    key: &[u8],
    label: &[u8],
    context: &[u8],
) -> Result<Secret<N>> {
    Secret::filled(|out| kmac_kdf(algorithm, key, label, context, out))
}

/// Whether [`kmac_kdf`] with a key of so many bytes is approved.
#[must_use]
pub fn kmac_kdf_indicator(algorithm: XofAlgorithm, key_len: usize) -> Indicator {
    indicator::of(policy::keyed_xof(algorithm.strength(), bits_of(key_len)))
}
