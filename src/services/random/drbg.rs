//! A generator whose mechanism the caller chooses.

use super::root::{self, Stamp};
use super::{Mechanism, permit, self_tests, source_rule};
use crate::algorithms::drbg::any::AnyDrbg;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::machine::wipe::{Whole, Wiped};
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};

/// The most entropy input that a mechanism is given: 256 bits of strength and half as much again
/// for the nonce, and the 384 bits of a seed of CTR_DRBG with AES-256 without derivation function.
const MAX_ENTROPY: usize = 48;
/// A reseed interval unless the caller says otherwise; SP 800-90A allows 2^48.
const RESEED_INTERVAL: u64 = 1 << 20;

/// What a generator is to be.
///
/// ```
/// use qila::random::{Drbg, Mechanism};
///
/// let mut drbg = Drbg::builder(Mechanism::CtrAes256)
///     .personalization(b"unit 7")
///     .prediction_resistance(true)
///     .instantiate()?;
/// drbg.generate(&[], &mut [0; 32])?;
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DrbgBuilder<'a> {
    mechanism: Mechanism,
    strength: usize,
    personalization: &'a [u8],
    prediction_resistance: bool,
    reseed_interval: u64,
}

impl<'a> DrbgBuilder<'a> {
    /// A string that sets this instance apart (SP 800-90A section 8.7.1). It needs no secrecy. With
    /// CTR_DRBG without derivation function it is at most as long as the seed: 32, 40 or 48 bytes.
    #[must_use]
    pub const fn personalization(mut self, personalization: &'a [u8]) -> Self {
        self.personalization = personalization;
        self
    }

    /// The least security strength in bits that is needed.
    #[must_use]
    pub const fn strength(mut self, bits: usize) -> Self {
        self.strength = bits;
        self
    }

    /// Whether every request is preceded by a reseed from the source (SP 800-90A section 8.8).
    #[must_use]
    pub const fn prediction_resistance(mut self, wanted: bool) -> Self {
        self.prediction_resistance = wanted;
        self
    }

    /// How many requests there are between two reseeds; at most 2^48 (SP 800-90A tables 2 and 3).
    #[must_use]
    pub const fn reseed_interval(mut self, requests: u64) -> Self {
        self.reseed_interval = requests;
        self
    }

    /// Instantiates the generator (SP 800-90A section 9.1), with entropy from the module's source.
    ///
    /// # Errors
    /// [`Error::StrengthUnavailable`]; [`Error::InvalidParameter`] for a reseed interval of 0 or
    /// above 2^48; [`Error::InputTooLong`], [`Error::EntropyUnavailable`], [`Error::NotApproved`],
    /// [`Error::ModuleInErrorState`].
    pub fn instantiate(self) -> Result<Drbg> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter_all(&self_tests(this.mechanism))?;
            permit(|| rule(this.mechanism))?;
            if this.strength > this.mechanism.strength() {
                return Err(Error::StrengthUnavailable);
            }
            if !(1..=crate::algorithms::drbg::RESEED_INTERVAL).contains(&this.reseed_interval) {
                return Err(Error::InvalidParameter);
            }
            let stamp = Stamp::now();
            let mut entropy = Wiped::new([0; MAX_ENTROPY]);
            let entropy = &mut entropy[..seed_size(this.mechanism)];
            root::entropy(entropy)?;
            let generator = AnyDrbg::instantiate(this.mechanism, entropy, &[], this.personalization)?;
            Ok(Drbg {
                generator: Whole::new(generator),
                mechanism: this.mechanism,
                prediction_resistance: this.prediction_resistance,
                reseed_interval: this.reseed_interval,
                served: 0,
                stamp,
                _rest: Rest::ZERO,
                _traces: gate::Traces,
            })
        })
    }
}

/// A generator of SP 800-90A, seeded and reseeded from the module's source of entropy (RBG2 of SP
/// 800-90C). Wiped on drop.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::random::{Drbg, Mechanism};
///
/// let mut drbg = Drbg::builder(Mechanism::Hmac(HashAlgorithm::Sha512)).instantiate()?;
/// let mut bytes = [0; 32];
/// drbg.generate(b"additional input", &mut bytes)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Drbg {
    generator: Whole<AnyDrbg>,
    reseed_interval: u64,
    served: u64,
    stamp: Stamp,
    mechanism: Mechanism,
    prediction_resistance: bool,
    _rest: Rest<{ rest_of::<AnyDrbg>(FIELDS) }>,
    _traces: gate::Traces,
}

secret!(Drbg);

no_padding!(Drbg { generator, reseed_interval, served, stamp, mechanism, prediction_resistance, _rest, _traces });

/// The bytes of the fields beside the generator.
const FIELDS: usize = 2 * size_of::<u64>() + size_of::<Stamp>() + size_of::<Mechanism>() + size_of::<bool>();

impl Drbg {
    /// Begins to describe a generator: the highest strength of `mechanism`, no personalization, no
    /// prediction resistance.
    #[must_use]
    pub const fn builder<'a>(mechanism: Mechanism) -> DrbgBuilder<'a> {
        DrbgBuilder {
            mechanism,
            strength: 0,
            personalization: &[],
            prediction_resistance: false,
            reseed_interval: RESEED_INTERVAL,
        }
    }

    /// Generates (SP 800-90A section 9.3) with additional input, which may be empty, after a reseed
    /// if one is due: by prediction resistance, by the interval, and after a fork, a restart or a
    /// zeroization of the module.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::OutputTooLong`] above 2^16 bytes, [`Error::InputTooLong`],
    /// [`Error::EntropyUnavailable`], [`Error::NotApproved`], [`Error::ModuleInErrorState`]; `out`
    /// is then unchanged.
    pub fn generate(&mut self, additional: &[u8], out: &mut [u8]) -> Result<()> {
        let is_long = matches!(self.mechanism, Mechanism::Hmac(_));
        let mut request = || {
            let entry = gate::enter_all(&self_tests(self.mechanism))?;
            permit(|| rule(self.mechanism))?;
            if out.len() > super::MAX_REQUEST {
                return Err(Error::OutputTooLong);
            }
            let is_due =
                self.prediction_resistance || self.served >= self.reseed_interval || self.stamp != Stamp::now();
            if is_due {
                // Section 9.3.1 step 7: additional input goes into the reseed and is then empty.
                self.take_entropy(additional)?;
                self.generator.generate(&[], out)?;
            } else {
                self.generator.generate(additional, out)?;
            }
            self.served += 1;
            entry.release(out)
        };
        if is_long { gate::clean_briefly::<2048, _>(request) } else { request() }
    }

    /// Reseeds (SP 800-90A section 9.2) from the source, with additional input, which may be empty.
    ///
    /// # Errors
    /// [`Error::InputTooLong`], [`Error::EntropyUnavailable`], [`Error::NotApproved`],
    /// [`Error::ModuleInErrorState`]; the generator then stays as it was.
    pub fn reseed(&mut self, additional: &[u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&self_tests(self.mechanism))?;
            permit(|| rule(self.mechanism))?;
            self.take_entropy(additional)?;
            entry.release_value(())
        })
    }

    /// The mechanism.
    #[must_use]
    pub const fn mechanism(&self) -> Mechanism {
        self.mechanism
    }

    /// The security strength in bits.
    #[must_use]
    pub const fn strength(&self) -> usize {
        self.mechanism.strength()
    }

    /// Whether its output is from an approved generator.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule(self.mechanism))
    }

    fn take_entropy(&mut self, additional: &[u8]) -> Result<()> {
        gate::clean(|| {
            let stamp = Stamp::now();
            let mut entropy = Wiped::new([0; MAX_ENTROPY]);
            let entropy = &mut entropy[..seed_size(self.mechanism)];
            root::entropy(entropy)?;
            self.generator.reseed(entropy, additional)?;
            (self.stamp, self.served) = (stamp, 0);
            Ok(())
        })
    }
}

/// How much entropy input a mechanism is given: its seed length exactly if it has no derivation
/// function, otherwise its strength and half of it in place of a nonce (SP 800-90A section 8.6.7).
const fn seed_size(mechanism: Mechanism) -> usize {
    match mechanism.seed_size() {
        Some(size) => size,
        None => mechanism.strength() / 8 * 3 / 2,
    }
}

fn rule(mechanism: Mechanism) -> Indicator {
    policy::drbg(mechanism).weaker(source_rule())
}
