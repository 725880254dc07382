//! Derivation functions (SP 800-90A r1 section 10.3), and the block cipher chain that one of them
//! rests on. They are vetted conditioning components of SP 800-90B section 3.1.5.1.1, too.

use crate::algorithms::hash::Hash;
use crate::base::bytes::xor_in_place;
use crate::base::error::{Error, Result};
use crate::kernels::aes;
use crate::machine::wipe::Wiped;

const BLOCK: usize = 16;
/// The most bytes that either function gives: 512 bits for Block_Cipher_df; 255 blocks of a hash
/// for Hash_df, of which no caller here needs more than this.
pub(crate) const MAX_DF_OUTPUT: usize = 64;
/// The number of chains that give a key and a block: 384 bits at most.
const MAX_CHAINS: usize = 3;

/// Hash_df (section 10.3.1) of the concatenation of `parts`, as many bytes as `out` has.
///
/// Errors: [`Error::OutputTooLong`] for more than 255 hash values. Time: depends on the lengths.
pub(crate) fn hash_df<H: Hash>(parts: &[&[u8]], out: &mut [u8]) -> Result<()> {
    hash_df_bits::<H>(parts, 0, 0, out)
}

/// As [`hash_df`], with 0 to 7 further bits of input, the most significant bits of `last`.
///
/// Errors: [`Error::OutputTooLong`]. Time: depends on the lengths.
pub(crate) fn hash_df_bits<H: Hash>(parts: &[&[u8]], last: u8, bits: u32, out: &mut [u8]) -> Result<()> {
    let len = out.len().div_ceil(H::OUTPUT_SIZE);
    let too_long = |_| Error::OutputTooLong;
    let last_counter = u8::try_from(len).map_err(too_long)?;
    let no_of_bits = u32::try_from(out.len() * 8).map_err(too_long)?.to_be_bytes();
    for (counter, chunk) in (1..=last_counter).zip(out.chunks_mut(H::OUTPUT_SIZE)) {
        let mut hash = H::new();
        hash.update(&[counter]);
        hash.update(&no_of_bits);
        parts.iter().for_each(|part| hash.update(part));
        let value = Wiped::new(hash.finalize_bits(last, bits));
        chunk.copy_from_slice(&value.as_ref()[..chunk.len()]);
    }
    Ok(())
}

/// Block_Cipher_df (section 10.3.2) with AES and a key of `key_len` bytes, of the concatenation of
/// `parts`, as many bytes as `out` has.
///
/// Errors: [`Error::InvalidKeyLength`]; [`Error::InputTooLong`] for 2^32 bytes or more;
/// [`Error::OutputTooLong`] for more than 512 bits. Time: depends on the lengths.
pub(crate) fn block_cipher_df(key_len: usize, parts: &[&[u8]], out: &mut [u8]) -> Result<()> {
    if out.len() > MAX_DF_OUTPUT {
        return Err(Error::OutputTooLong);
    }
    let total = parts.iter().map(|part| part.len() as u64).sum::<u64>();
    let l = u32::try_from(total).map_err(|_| Error::InputTooLong)?.to_be_bytes();
    let n = (out.len() as u32).to_be_bytes(); // at most MAX_DF_OUTPUT

    // Step 8: K = 0x00010203...
    let k: [u8; 32] = core::array::from_fn(|i| i as u8);
    let key = aes::Key::new(k.get(..key_len).ok_or(Error::InvalidKeyLength)?)?;
    // Steps 4 to 10: S = L || N || input || 0x80 || 0..., chained from IV = i || 0... for each i.
    let mut chains = Chains::new(&key, (key_len + BLOCK).div_ceil(BLOCK));
    chains.update(&l);
    chains.update(&n);
    parts.iter().for_each(|part| chains.update(part));
    chains.update(&[0x80]);
    let temp = chains.finish();

    // Steps 11 to 15: K and X are the first bits of temp; the output is X encrypted over and over.
    let temp = temp.as_flattened();
    let (k, rest) = temp.split_at(key_len);
    let key = aes::Key::new(k)?;
    let mut x = Wiped::new([0; BLOCK]);
    x.copy_from_slice(&rest[..BLOCK]);
    for chunk in out.chunks_mut(BLOCK) {
        key.encrypt_block(&mut x);
        chunk.copy_from_slice(&x[..chunk.len()]);
    }
    Ok(())
}

/// BCC (section 10.3.3) is CBC-MAC without padding (SP 800-90B appendix F): the last block of the
/// chain over `data`.
///
/// Errors: [`Error::InvalidInputLength`] if `data` is not whole blocks, or none.
#[cfg(feature = "lab")]
pub(crate) fn cbc_mac(key: &aes::Key, data: &[u8]) -> Result<[u8; BLOCK]> {
    let (blocks, []) = data.as_chunks::<BLOCK>() else { return Err(Error::InvalidInputLength) };
    if blocks.is_empty() {
        return Err(Error::InvalidInputLength);
    }
    let mut chain = [0; BLOCK];
    key.cbc_mac(&mut chain, blocks);
    Ok(chain)
}

/// The chains of Block_Cipher_df, side by side: they take the same data and differ in the first
/// block.
struct Chains<'k> {
    key: &'k aes::Key,
    values: Wiped<[[u8; BLOCK]; MAX_CHAINS]>,
    count: usize,
    /// How many bytes of the present block have been taken.
    filled: usize,
}

impl<'k> Chains<'k> {
    /// `count` is 2 or 3: the blocks that hold a key and a block.
    fn new(key: &'k aes::Key, count: usize) -> Self {
        let mut values = [[0; BLOCK]; MAX_CHAINS];
        for (i, value) in values.iter_mut().enumerate() {
            value[3] = i as u8; // a 32-bit big-endian number
        }
        let mut chains = Self { key, values: Wiped::new(values), count: count.min(MAX_CHAINS), filled: 0 };
        chains.encrypt();
        chains
    }

    fn encrypt(&mut self) {
        self.key.encrypt_blocks(&mut self.values[..self.count]);
        self.filled = 0;
    }

    fn update(&mut self, mut data: &[u8]) {
        while !data.is_empty() {
            let (now, rest) = data.split_at(data.len().min(BLOCK - self.filled));
            for value in &mut *self.values {
                xor_in_place(&mut value[self.filled..], now);
            }
            self.filled += now.len();
            if self.filled == BLOCK {
                self.encrypt();
            }
            data = rest;
        }
    }

    fn finish(mut self) -> Wiped<[[u8; BLOCK]; MAX_CHAINS]> {
        if self.filled > 0 {
            self.encrypt();
        }
        self.values.clone()
    }
}
