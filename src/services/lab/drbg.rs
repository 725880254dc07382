//! Generators with a given seed, and conditioning components, as ACVP asks for them.

use crate::algorithms::drbg::any::{AnyDrbg, Mechanism};
use crate::algorithms::drbg::ctr::Ctr;
use crate::algorithms::drbg::{Drbg as _, df};
use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::dispatch::with_hash;
use crate::base::error::{Error, Result};
use crate::base::secret::secret;
use crate::kernels::aes;
use crate::module::cast::SelfTest;
use crate::module::cast::drbg::CTR_DRBG;
use crate::module::gate;
use crate::module::indicator::{Indicator, Reason};
use crate::services::random::self_tests;

/// The counter field of CTR_DRBG that services use: the whole block, in bits.
pub const FULL_COUNTER: u32 = crate::algorithms::drbg::ctr::FULL_COUNTER;

/// A generator of SP 800-90A that gets its entropy input from the caller, so its output is not
/// random. Wiped on drop.
pub struct SeededDrbg {
    drbg: AnyDrbg,
    self_tests: [&'static SelfTest; 3],
}

secret!(SeededDrbg);

impl SeededDrbg {
    /// Instantiate (SP 800-90A section 9.1). `counter_bits` is the width of the counter field of
    /// CTR_DRBG, 4 to 128, and [`FULL_COUNTER`] for the others.
    ///
    /// # Errors
    /// [`Error::InvalidInputLength`] for too little entropy or nonce, [`Error::InputTooLong`],
    /// [`Error::InvalidParameter`], [`Error::ModuleInErrorState`].
    pub fn new(
        mechanism: Mechanism,
        counter_bits: u32,
        entropy: &[u8],
        nonce: &[u8],
        personalization: &[u8],
    ) -> Result<Self> {
        let self_tests = self_tests(mechanism);
        let _entry = gate::enter_all(&self_tests)?;
        let drbg = match mechanism.ctr_parameters(counter_bits) {
            Some(parameters) => AnyDrbg::Ctr(Ctr::instantiate(parameters, entropy, nonce, personalization)?),
            None if counter_bits != FULL_COUNTER => return Err(Error::InvalidParameter),
            None => AnyDrbg::instantiate(mechanism, entropy, nonce, personalization)?,
        };
        Ok(Self { drbg, self_tests })
    }

    /// Reseed (section 9.2).
    ///
    /// # Errors
    /// As [`SeededDrbg::new`].
    pub fn reseed(&mut self, entropy: &[u8], additional: &[u8]) -> Result<()> {
        let entry = gate::enter_all(&self.self_tests)?;
        self.drbg.reseed(entropy, additional)?;
        entry.release_value(())
    }

    /// Generate without prediction resistance (section 9.3). With it, call [`SeededDrbg::reseed`]
    /// with the additional input first and then this with none, which is what section 9.3.1 does.
    ///
    /// # Errors
    /// [`Error::OutputTooLong`], [`Error::InputTooLong`], [`Error::ReseedRequired`],
    /// [`Error::ModuleInErrorState`]; `out` is then unchanged.
    pub fn generate(&mut self, additional: &[u8], out: &mut [u8]) -> Result<()> {
        let entry = gate::enter_all(&self.self_tests)?;
        self.drbg.generate(additional, out)?;
        entry.release(out)
    }

    /// Never approved: the seed came from outside.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        Indicator::NotApproved(Reason::ExternalSeed)
    }
}

/// Block_Cipher_df (SP 800-90A section 10.3.2) with AES and a key of `key_size` bytes.
///
/// # Errors
/// [`Error::InvalidKeyLength`], [`Error::OutputTooLong`] above 64 bytes, [`Error::InputTooLong`],
/// [`Error::ModuleInErrorState`].
pub fn block_cipher_df(key_size: usize, input: &[u8], out: &mut [u8]) -> Result<()> {
    let entry = gate::enter(&CTR_DRBG)?;
    df::block_cipher_df(key_size, &[input], out)?;
    entry.release(out)
}

/// Hash_df (SP 800-90A section 10.3.1) of `input` and `bits` further bits, 0 to 7, the most
/// significant of `last`.
///
/// # Errors
/// [`Error::OutputTooLong`] above 255 hash values, [`Error::InvalidParameter`] for 8 bits or more,
/// [`Error::ModuleInErrorState`].
pub fn hash_df(hash: HashAlgorithm, input: &[u8], last: u8, bits: u32, out: &mut [u8]) -> Result<()> {
    let entry = gate::enter_all(&self_tests(Mechanism::Hash(hash)))?;
    if bits > 7 {
        return Err(Error::InvalidParameter);
    }
    with_hash!(hash, H => df::hash_df_bits::<H>(&[input], last, bits, out))?;
    entry.release(out)
}

/// AES-CBC-MAC of whole blocks, without padding (SP 800-90B appendix F).
///
/// # Errors
/// [`Error::InvalidKeyLength`]; [`Error::InvalidInputLength`] for a length that is not a positive
/// multiple of 16 bytes; [`Error::ModuleInErrorState`].
pub fn aes_cbc_mac(key: &[u8], input: &[u8]) -> Result<[u8; 16]> {
    let entry = gate::enter(&CTR_DRBG)?;
    let mut value = df::cbc_mac(&aes::Key::new(key)?, input)?;
    entry.release(&mut value)?;
    Ok(value)
}
