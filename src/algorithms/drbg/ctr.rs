//! CTR_DRBG with AES (SP 800-90A r1 section 10.2.1), with and without a derivation function.

use super::{Drbg, check_entropy, check_generate, check_input, check_instantiate, df};
use crate::base::bytes::xor_in_place;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, wipe_on_drop};
use crate::kernels::aes::{self, CounterWidth};
use crate::machine::wipe::Wiped;
use zeroize::Zeroize;

const BLOCK: usize = 16;
/// A key of 256 bits and a block.
const MAX_SEED: usize = 32 + BLOCK;
/// Short requests are encrypted together with the blocks of the update that follows: as many blocks
/// as this.
const SHORT: usize = 2;
const MAX_UPDATE: usize = MAX_SEED / BLOCK;
/// The width of the counter field that services use: all of V.
pub(crate) const FULL_COUNTER: u32 = 128;

/// The parameters of table 3.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parameters {
    /// The size of the key in bytes: 16, 24 or 32.
    pub(crate) key_len: usize,
    /// Whether seeds pass through Block_Cipher_df. Without, they must have full entropy.
    pub(crate) derivation: bool,
    /// The width of the counter field in bits, 4 to 128.
    pub(crate) counter_bits: u32,
}

impl Parameters {
    const fn seed_len(self) -> usize {
        self.key_len + BLOCK
    }

    /// Table 3: the smaller of (2^ctr_len - 4) blocks and 2^19 bits, in bytes.
    const fn max_request(self) -> usize {
        if self.counter_bits < 13 { ((1 << self.counter_bits) - 4) * BLOCK } else { super::MAX_REQUEST }
    }
}

/// The working state: Key, V and the reseed counter.
pub(crate) struct Ctr {
    key: aes::Key,
    v: [u8; BLOCK],
    reseed_counter: u64,
    parameters: Parameters,
    /// What would be padding, and as such could keep what was on the stack before.
    _rest: Rest<{ rest_of::<aes::Key>(FIELDS) }>,
}

/// The bytes of the fields beside the key.
const FIELDS: usize = BLOCK + size_of::<u64>() + size_of::<Parameters>();

// No byte of it is padding.
const _: () = assert!(size_of::<Ctr>() == size_of::<aes::Key>() + FIELDS.next_multiple_of(align_of::<aes::Key>()));

// The key wipes itself.
wipe_on_drop!(Ctr { v, reseed_counter });
no_padding!(Ctr { key, v, reseed_counter, parameters, _rest });

impl Drbg for Ctr {
    type Parameters = Parameters;

    /// CTR_DRBG_Instantiate_algorithm (sections 10.2.1.3.1 and 10.2.1.3.2).
    ///
    /// Without a derivation function the entropy input has exactly seedlen bits and there is no
    /// nonce. Personalization and additional input have at most seedlen bits. Errors: as
    /// [`super::Drbg::instantiate`]; [`Error::InvalidParameter`] for a counter field outside 4 to
    /// 128 bits; [`Error::InvalidKeyLength`].
    fn instantiate(p: Parameters, entropy: &[u8], nonce: &[u8], personalization: &[u8]) -> Result<Self> {
        if !(4..=128).contains(&p.counter_bits) {
            return Err(Error::InvalidParameter);
        }
        let key = aes::Key::new([0; 32].get(..p.key_len).ok_or(Error::InvalidKeyLength)?)?;
        let mut seed = Wiped::new([0; MAX_SEED]);
        let seed = &mut seed[..p.seed_len()];
        if p.derivation {
            check_instantiate(p.key_len * 8, entropy, nonce, personalization)?;
            df::block_cipher_df(p.key_len, &[entropy, nonce, personalization], seed)?;
        } else {
            xor_seed(seed, entropy, personalization)?;
        }
        let mut state = Self { key, v: [0; BLOCK], reseed_counter: 1, parameters: p, _rest: Rest::ZERO };
        state.update(seed)?;
        Ok(state)
    }

    /// CTR_DRBG_Reseed_algorithm (sections 10.2.1.4.1 and 10.2.1.4.2). Errors: as
    /// [`super::Drbg::reseed`].
    fn reseed(&mut self, entropy: &[u8], additional: &[u8]) -> Result<()> {
        let p = self.parameters;
        let mut seed = Wiped::new([0; MAX_SEED]);
        let seed = &mut seed[..p.seed_len()];
        if p.derivation {
            check_entropy(p.key_len * 8, entropy)?;
            check_input(additional)?;
            df::block_cipher_df(p.key_len, &[entropy, additional], seed)?;
        } else {
            xor_seed(seed, entropy, additional)?;
        }
        self.update(seed)?;
        self.reseed_counter = 1;
        Ok(())
    }

    /// CTR_DRBG_Generate_algorithm (sections 10.2.1.5.1 and 10.2.1.5.2). Errors: as
    /// [`super::Drbg::generate`].
    ///
    /// Time: depends on the lengths.
    fn generate(&mut self, additional: &[u8], out: &mut [u8]) -> Result<()> {
        let p = self.parameters;
        if out.len() > p.max_request() {
            return Err(Error::OutputTooLong);
        }
        check_generate(self.reseed_counter, additional.len() as u64, out.len())?;
        let mut provided = Wiped::new([0; MAX_SEED]);
        let provided = &mut provided[..p.seed_len()];
        if !additional.is_empty() {
            if p.derivation {
                df::block_cipher_df(p.key_len, &[additional], provided)?;
            } else {
                provided.get_mut(..additional.len()).ok_or(Error::InputTooLong)?.copy_from_slice(additional);
            }
            self.update(provided)?;
        }
        if out.len() <= SHORT * BLOCK {
            self.generate_short(provided, out)?;
        } else {
            self.key_stream(out);
            self.update(provided)?;
        }
        self.reseed_counter += 1;
        Ok(())
    }

    /// Wipes the state; `true` if it is zero then.
    fn uninstantiate(&mut self) -> bool {
        self.zeroize();
        self.key.zeroize();
        let schedule = self.key.schedule().keys.as_flattened();
        self.reseed_counter == 0 && schedule.iter().chain(&self.v).all(|&byte| byte == 0)
    }

    fn set_reseed_counter(&mut self, value: u64) {
        self.reseed_counter = value;
    }
}

impl Ctr {
    /// Output and the update after it as one run of blocks, because both encrypt successive values
    /// of V under the same key. `out` is at most [`SHORT`] blocks.
    #[inline]
    fn generate_short(&mut self, provided: &[u8], out: &mut [u8]) -> Result<()> {
        let used = out.len().div_ceil(BLOCK);
        let mut blocks = Wiped::new([[0; BLOCK]; SHORT + MAX_UPDATE]);
        let run = &mut blocks[..used + provided.len().div_ceil(BLOCK)];
        for block in &mut *run {
            self.v = next(self.v, self.parameters.counter_bits);
            *block = self.v;
        }
        self.key.encrypt_blocks(run);
        let (output, temp) = run.split_at_mut(used);
        self.rekey(temp.as_flattened_mut(), provided)?;
        out.copy_from_slice(&output.as_flattened()[..out.len()]);
        Ok(())
    }

    /// CTR_DRBG_Update (section 10.2.1.2).
    fn update(&mut self, provided: &[u8]) -> Result<()> {
        self.generate_short(provided, &mut [])
    }

    /// The end of CTR_DRBG_Update: Key and V are temp XOR provided_data.
    #[inline]
    fn rekey(&mut self, temp: &mut [u8], provided: &[u8]) -> Result<()> {
        xor_in_place(temp, provided);
        let (key, rest) = temp.split_at(self.parameters.key_len);
        self.key.replace(key)?;
        self.v.copy_from_slice(&rest[..BLOCK]);
        Ok(())
    }

    /// Fills `out` with the encryption of the values of V that follow.
    fn key_stream(&mut self, out: &mut [u8]) {
        out.fill(0);
        if self.parameters.counter_bits == FULL_COUNTER {
            // The kernel encrypts the counter it is given and leaves the next one; V is the last
            // one used.
            self.v = next(self.v, FULL_COUNTER);
            self.key.ctr_xor(&mut self.v, CounterWidth::Bits128, out);
            self.v = u128::from_be_bytes(self.v).wrapping_sub(1).to_be_bytes();
            return;
        }
        for chunk in out.chunks_mut(BLOCK) {
            self.v = next(self.v, self.parameters.counter_bits);
            let mut block = Wiped::new(self.v);
            self.key.encrypt_block(&mut block);
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

/// Sections 10.2.1.3.1 and 10.2.1.4.1: entropy input XOR the other input, padded with zeros to
/// seedlen.
fn xor_seed(seed: &mut [u8], entropy: &[u8], other: &[u8]) -> Result<()> {
    if entropy.len() != seed.len() {
        return Err(Error::InvalidInputLength);
    }
    if other.len() > seed.len() {
        return Err(Error::InputTooLong);
    }
    seed.copy_from_slice(entropy);
    xor_in_place(seed, other);
    Ok(())
}

/// The next value of V: its rightmost `bits` bits count, the others stay.
#[inline]
fn next(v: [u8; BLOCK], bits: u32) -> [u8; BLOCK] {
    let v = u128::from_be_bytes(v);
    let field = u128::MAX >> (FULL_COUNTER - bits);
    (v & !field | v.wrapping_add(1) & field).to_be_bytes()
}
