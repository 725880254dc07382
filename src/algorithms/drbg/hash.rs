//! Hash_DRBG (SP 800-90A r1 section 10.1.1).

use super::{Drbg, check_entropy, check_generate, check_input, check_instantiate, df, hash_strength};
use crate::algorithms::hash::{Hash, HashOutput};
use crate::base::error::Result;
use crate::base::secret::{Rest, no_padding, rest_of, wipe_on_drop};
use crate::machine::wipe::Wiped;
use zeroize::Zeroize;

/// The longest seed: 888 bits.
const MAX_SEED: usize = 111;

/// The working state: V, C and the reseed counter.
pub(crate) struct HashDrbg<H: Hash> {
    v: [u8; MAX_SEED],
    c: [u8; MAX_SEED],
    reseed_counter: u64,
    /// What would be padding.
    _rest: Rest<{ rest_of::<u64>(2 * MAX_SEED) }>,
    hash: core::marker::PhantomData<H>,
}

wipe_on_drop!([H: Hash] HashDrbg<H> { v, c, reseed_counter });
no_padding!([H: Hash] HashDrbg<H> { v, c, reseed_counter, _rest });

impl<H: Hash> HashDrbg<H> {
    /// Table 2: seedlen is 440 bits for hashes of up to 256 bits, 888 bits for longer ones.
    const SEED: usize = if H::OUTPUT_SIZE <= 32 { 55 } else { MAX_SEED };

    fn v(&self) -> &[u8] {
        &self.v[..Self::SEED]
    }

    /// V = Hash_df(material, seedlen); C = Hash_df(0x00 || V, seedlen).
    fn seed(&mut self, material: &[&[u8]]) -> Result<()> {
        let mut seed = Wiped::new([0; MAX_SEED]);
        df::hash_df::<H>(material, &mut seed[..Self::SEED])?;
        self.v = *seed;
        df::hash_df::<H>(&[&[0x00], &seed[..Self::SEED]], &mut self.c[..Self::SEED])?;
        self.reseed_counter = 1;
        Ok(())
    }

    /// Hashgen (section 10.1.1.4): the hashes of V, V + 1, V + 2 ...
    fn hashgen(&self, out: &mut [u8]) {
        let mut data = Wiped::new(self.v);
        let mut take = || {
            let taken = Wiped::new(*data);
            add(&mut data[..Self::SEED], &[1]);
            taken
        };
        for eight in out.chunks_mut(8 * H::OUTPUT_SIZE) {
            let mut w = Wiped::new([H::Output::ZERO; 8]);
            if eight.len() > 4 * H::OUTPUT_SIZE {
                let data = [(); 8].map(|()| take());
                H::digest_many(&data.each_ref().map(|data| &data[..Self::SEED]), &mut *w);
            } else {
                for w in w.iter_mut().take(eight.len().div_ceil(H::OUTPUT_SIZE)) {
                    *w = H::digest(&[&take()[..Self::SEED]]);
                }
            }
            for (chunk, w) in eight.chunks_mut(H::OUTPUT_SIZE).zip(w.iter()) {
                chunk.copy_from_slice(&w.as_ref()[..chunk.len()]);
            }
        }
    }
}

impl<H: Hash> Drbg for HashDrbg<H> {
    type Parameters = ();

    /// Hash_DRBG_Instantiate_algorithm (section 10.1.1.2).
    fn instantiate((): (), entropy: &[u8], nonce: &[u8], personalization: &[u8]) -> Result<Self> {
        check_instantiate(hash_strength(H::ALGORITHM), entropy, nonce, personalization)?;
        let mut state = Self {
            v: [0; MAX_SEED],
            c: [0; MAX_SEED],
            reseed_counter: 0,
            _rest: Rest::ZERO,
            hash: core::marker::PhantomData,
        };
        state.seed(&[entropy, nonce, personalization])?;
        Ok(state)
    }

    /// Hash_DRBG_Reseed_algorithm (section 10.1.1.3).
    fn reseed(&mut self, entropy: &[u8], additional: &[u8]) -> Result<()> {
        check_entropy(hash_strength(H::ALGORITHM), entropy)?;
        check_input(additional)?;
        let v = Wiped::new(self.v);
        self.seed(&[&[0x01], &v[..Self::SEED], entropy, additional])
    }

    /// Hash_DRBG_Generate_algorithm (section 10.1.1.4).
    #[inline(never)] // its frame is small in the frame of all mechanisms
    fn generate(&mut self, additional: &[u8], out: &mut [u8]) -> Result<()> {
        check_generate(self.reseed_counter, additional.len() as u64, out.len())?;
        if !additional.is_empty() {
            let w = Wiped::new(H::digest(&[&[0x02], self.v(), additional]));
            add(&mut self.v[..Self::SEED], w.as_ref());
        }
        self.hashgen(out);
        let h = Wiped::new(H::digest(&[&[0x03], self.v()]));
        let v = &mut self.v[..Self::SEED];
        add(v, h.as_ref());
        add(v, &self.c[..Self::SEED]);
        add(v, &self.reseed_counter.to_be_bytes());
        self.reseed_counter += 1;
        Ok(())
    }

    /// Wipes the state; `true` if it is zero then.
    fn uninstantiate(&mut self) -> bool {
        let () = Self::NO_PADDING;
        self.zeroize();
        self.reseed_counter == 0 && self.v.iter().chain(&self.c).all(|&byte| byte == 0)
    }

    fn set_reseed_counter(&mut self, value: u64) {
        self.reseed_counter = value;
    }
}

/// `sum` + `addend`, big-endian, modulo 2 to the length of `sum`, which is not the shorter one.
///
/// Time: depends on the lengths only.
#[inline]
fn add(sum: &mut [u8], addend: &[u8]) {
    let (first, words) = sum.as_rchunks_mut::<8>();
    let (first_addend, addends) = addend.as_rchunks::<8>();
    let addends = addends.iter().rev().map(|bytes| u64::from_be_bytes(*bytes));
    let mut addends = addends.chain([load(first_addend)]).chain(core::iter::repeat(0));
    let mut carry = false;
    for (place, addend) in words.iter_mut().rev().zip(&mut addends) {
        let (partial, over) = u64::from_be_bytes(*place).overflowing_add(addend);
        let (word, over_again) = partial.overflowing_add(u64::from(carry));
        carry = over | over_again;
        *place = word.to_be_bytes();
    }
    // A first word shorter than eight bytes has no neighbour to carry to.
    let word = load(first).wrapping_add(addends.next().unwrap_or(0)).wrapping_add(u64::from(carry));
    first.copy_from_slice(&word.to_be_bytes()[8 - first.len()..]);
}

/// At most eight bytes as a big-endian number.
#[inline]
fn load(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::add;

    #[test]
    fn addition_carries_through_every_byte_and_wraps() {
        let mut sum = [0xff; 55];
        add(&mut sum, &[1]);
        assert_eq!(sum, [0; 55]);
        let mut sum = [0xff; 111];
        sum[0] = 0x12;
        add(&mut sum, &1_u64.to_be_bytes());
        assert_eq!(sum[0], 0x13);
        assert!(sum[1..].iter().all(|&byte| byte == 0));
    }

    #[test]
    fn addition_agrees_with_integers() {
        let (a, b) = (0x0123_4567_89ab_cdef_fedc_ba98_7654_3210_u128, 0xfedc_ba98_7654_3210_0123_4567_89ab_cdf0_u128);
        let mut sum = a.to_be_bytes();
        add(&mut sum, &b.to_be_bytes());
        assert_eq!(u128::from_be_bytes(sum), a.wrapping_add(b));
        // Words that are not whole: 11 bytes.
        let mut sum = [0; 11];
        sum.copy_from_slice(&a.to_be_bytes()[5..]);
        add(&mut sum, &b.to_be_bytes()[9..]);
        let mask = (1_u128 << 88) - 1;
        let expected = ((a & mask) + (b & ((1 << 56) - 1))) & mask;
        assert_eq!(sum, expected.to_be_bytes()[5..]);
    }
}
