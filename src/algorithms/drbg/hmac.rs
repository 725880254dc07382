//! HMAC_DRBG (SP 800-90A r1 section 10.1.2).

use super::{Drbg, check_entropy, check_generate, check_input, check_instantiate, hash_strength};
use crate::algorithms::hash::{Hash, HashOutput};
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::error::Result;
use crate::base::secret::wipe_on_drop;
use crate::machine::wipe::Wiped;
use zeroize::Zeroize;

/// The working state: Key, V and the reseed counter. The key is kept as the two hash states of
/// HMAC.
pub(crate) struct HmacDrbg<H: Hash> {
    key: HmacKey<H>,
    v: H::Output,
    reseed_counter: u64,
}

// The key wipes itself.
wipe_on_drop!([H: Hash] HmacDrbg<H> { v, reseed_counter });

impl<H: Hash> HmacDrbg<H> {
    /// The state after seed material of any length, in two parts and a third one that may be empty.
    /// Deterministic ECDSA seeds with less than a generator asks for (FIPS 186-5 section A.3.3).
    pub(crate) fn seeded(seed: [&[u8]; 3]) -> Self {
        let mut v = H::Output::ZERO;
        let key = HmacKey::new(v.as_ref());
        v.as_mut().fill(0x01);
        let mut state = Self { key, v, reseed_counter: 1 };
        state.update(&seed);
        state
    }

    /// HMAC_DRBG_Update (section 10.1.2.2); the provided data is the concatenation of `provided`.
    fn update(&mut self, provided: &[&[u8]]) {
        self.half_update(0x00, provided);
        if provided.iter().any(|part| !part.is_empty()) {
            self.half_update(0x01, provided);
        }
    }

    /// Key = HMAC(Key, V || tag || provided), V = HMAC(Key, V).
    fn half_update(&mut self, tag: u8, provided: &[&[u8]]) {
        let mut mac = self.key.begin();
        mac.update(self.v.as_ref());
        mac.update(&[tag]);
        provided.iter().for_each(|part| mac.update(part));
        let key = Wiped::new(mac.finalize());
        self.key = HmacKey::new(key.as_ref());
        self.step();
    }

    /// V = HMAC(Key, V).
    #[inline]
    fn step(&mut self) {
        self.v = self.key.mac(&[self.v.as_ref()]);
    }
}

impl<H: Hash> Drbg for HmacDrbg<H> {
    type Parameters = ();

    /// HMAC_DRBG_Instantiate_algorithm (section 10.1.2.3).
    fn instantiate((): (), entropy: &[u8], nonce: &[u8], personalization: &[u8]) -> Result<Self> {
        check_instantiate(hash_strength(H::ALGORITHM), entropy, nonce, personalization)?;
        Ok(Self::seeded([entropy, nonce, personalization]))
    }

    /// HMAC_DRBG_Reseed_algorithm (section 10.1.2.4).
    fn reseed(&mut self, entropy: &[u8], additional: &[u8]) -> Result<()> {
        check_entropy(hash_strength(H::ALGORITHM), entropy)?;
        check_input(additional)?;
        self.update(&[entropy, additional]);
        self.reseed_counter = 1;
        Ok(())
    }

    /// HMAC_DRBG_Generate_algorithm (section 10.1.2.5).
    #[inline(never)] // its frame is small in the frame of all mechanisms
    fn generate(&mut self, additional: &[u8], out: &mut [u8]) -> Result<()> {
        check_generate(self.reseed_counter, additional.len() as u64, out.len())?;
        if !additional.is_empty() {
            self.update(&[additional]);
        }
        for chunk in out.chunks_mut(H::OUTPUT_SIZE) {
            self.step();
            chunk.copy_from_slice(&self.v.as_ref()[..chunk.len()]);
        }
        self.update(&[additional]);
        self.reseed_counter += 1;
        Ok(())
    }

    /// Wipes the state; `true` if V and the counter are zero then (the key is two states of a hash,
    /// which wipe themselves).
    fn uninstantiate(&mut self) -> bool {
        self.key.zeroize();
        self.zeroize();
        self.reseed_counter == 0 && self.v.as_ref().iter().all(|&byte| byte == 0)
    }

    fn set_reseed_counter(&mut self, value: u64) {
        self.reseed_counter = value;
    }
}
