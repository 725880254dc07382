//! The AES block cipher (FIPS 197) and the modes whose speed is decided by how many blocks are in
//! flight.
//!
//! Contract of every kernel: the same functions of [`Schedule`] and blocks as `portable`, which
//! defines them. No kernel looks up a table at a secret index. Time: depends on the key length and
//! on the number of blocks and bytes.
//!
//! Encryption and decryption keys are two types: GCM, CTR and the generators need only the forward
//! cipher, and a generator makes a new key at every call.

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod aesni;
#[cfg(target_arch = "aarch64")]
mod armv8;
#[cfg(any(all(target_arch = "x86_64", target_feature = "sse2"), target_arch = "aarch64"))]
mod chains;
#[cfg(any(all(target_arch = "x86_64", target_feature = "sse2"), target_arch = "aarch64"))]
mod eights;
#[cfg(target_arch = "aarch64")]
pub(crate) mod neon;
mod portable;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod single;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod vaes256;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod vaes512;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod wides;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
pub(crate) mod xmm;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
pub(super) mod ymm;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
pub(super) mod zmm;

#[cfg(test)]
mod tests;

use super::choice::kernels;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of};
use crate::machine::wipe::wipe_value;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// One block of 128 bits, in the order of FIPS 197 section 3.4.
pub(crate) type Block = [u8; 16];

/// Half a block.
pub(crate) type Semiblock = [u8; 8];

/// The key words of FIPS 197 section 5.2, as bytes, aligned for vector loads.
///
/// Round key `i` is `keys[i]`, used for `i <= rounds`; the rest is zero.
#[derive(Clone)]
#[repr(C, align(64))]
pub(crate) struct Schedule {
    pub(crate) keys: [Block; 15],
    /// 10, 12 or 14.
    pub(crate) rounds: usize,
    _rest: Rest<{ 16 - size_of::<usize>() }>,
}

/// The same of a schedule with its kernel. A kernel without others beside it takes no room.
type RestOfKernel = Rest<{ rest_of::<Schedule>(size_of::<Kernel>()) }>;

no_padding!(Schedule { keys, rounds, _rest });
no_padding!(Key { schedule, kernel, _rest });
no_padding!(DecryptionKey { schedule, kernel, _rest });

impl Schedule {
    const fn empty(rounds: usize) -> Self {
        Self { keys: [[0; 16]; 15], rounds, _rest: Rest::ZERO }
    }

    /// The last round key. Not an index: the compiler need not believe that `rounds` is in range.
    #[cfg(any(all(target_arch = "x86_64", target_feature = "sse2"), target_arch = "aarch64", test))]
    #[inline(always)]
    pub(crate) fn last(&self) -> &Block {
        match self.rounds {
            10 => &self.keys[10],
            12 => &self.keys[12],
            _ => &self.keys[14],
        }
    }
}

impl Zeroize for Schedule {
    #[inline]
    fn zeroize(&mut self) {
        wipe_value(&mut self.keys);
    }
}

impl Drop for Schedule {
    #[inline]
    fn drop(&mut self) {
        self.zeroize();
    }
}

impl ZeroizeOnDrop for Schedule {}

/// How many low bits of the counter block count, modulo two to that width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CounterWidth {
    /// inc_32 of SP 800-38D section 6.2, for GCM.
    Bits32,
    /// The low half of the block, for CTR where it does not come to its end: the same as the whole
    /// block, with less work.
    Bits64,
    /// The whole block, for CTR and CTR_DRBG.
    Bits128,
}

impl CounterWidth {
    /// The counter `n` steps after `counter`.
    #[inline(always)]
    pub(crate) const fn step(self, counter: u128, n: u64) -> u128 {
        match self {
            Self::Bits32 => counter & !0xffff_ffff | (counter as u32).wrapping_add(n as u32) as u128,
            Self::Bits64 => counter & !(u64::MAX as u128) | (counter as u64).wrapping_add(n) as u128,
            Self::Bits128 => counter.wrapping_add(n as u128),
        }
    }
}

/// A tweak of XTS, as a little-endian integer, times alpha (IEEE 1619 section 5.2). Time: constant.
#[inline(always)]
pub(crate) const fn times_alpha(tweak: u128) -> u128 {
    (tweak << 1) ^ ((tweak >> 127) * 0x87)
}

kernels! {
    {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Vaes512 vaes512 "vaes512";
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Vaes256 vaes256 "vaes256";
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] AesNi aesni "aesni";
        #[cfg(target_arch = "aarch64")] ArmAes armv8 "armv8";
    }

    /// KEYEXPANSION of FIPS 197 section 5.2.
    fn expand(key: &[u8], schedule: &mut Schedule);
    /// The schedule of the inverse cipher.
    fn invert(encryption: &Schedule, decryption: &mut Schedule);
    fn encrypt_block(schedule: &Schedule, block: &mut Block);
    fn decrypt_block(schedule: &Schedule, block: &mut Block);
    fn encrypt_blocks(schedule: &Schedule, blocks: &mut [Block]);
    fn decrypt_blocks(schedule: &Schedule, blocks: &mut [Block]);
    fn cbc_encrypt(schedule: &Schedule, iv: &mut Block, blocks: &mut [Block]);
    fn cbc_decrypt(schedule: &Schedule, iv: &Block, blocks: &mut [Block]);
    fn cbc_mac(schedule: &Schedule, chain: &mut Block, blocks: &[Block]);
    fn cfb_encrypt(schedule: &Schedule, iv: &mut Block, blocks: &mut [Block]);
    fn cfb_decrypt(schedule: &Schedule, iv: &Block, blocks: &mut [Block]);
    fn ctr_xor(schedule: &Schedule, first: u128, width: CounterWidth, data: &mut [u8]);
    fn ctr_and_mac(opens: bool, schedule: &Schedule, chain: &mut Block, first: u128, blocks: &mut [Block]);
    fn xts(forward: bool, schedule: &Schedule, tweak: u128, blocks: &mut [Block]);
    fn wrap(forward: bool, schedule: &Schedule, a: &mut Semiblock, r: &mut [Semiblock]);
    fn unwrap(forward: bool, schedule: &Schedule, a: &mut Semiblock, r: &mut [Semiblock]);
}

/// An AES key for the forward cipher. Wiped on drop.
#[derive(Clone)]
pub(crate) struct Key {
    schedule: Schedule,
    kernel: Kernel,
    _rest: RestOfKernel,
}

impl Key {
    /// Expands a key of 16, 24 or 32 bytes (FIPS 197 section 5.2).
    ///
    /// Errors: [`Error::InvalidKeyLength`]. Time: depends on the length.
    #[inline]
    pub(crate) fn new(key: &[u8]) -> Result<Self> {
        Self::on(Kernel::choose(), key)
    }

    /// As [`Key::new`], on a kernel of the caller's choice.
    #[inline]
    pub(super) fn on(kernel: Kernel, key: &[u8]) -> Result<Self> {
        let rounds = match key.len() {
            16 => 10,
            24 => 12,
            32 => 14,
            _ => return Err(Error::InvalidKeyLength),
        };
        let mut expanded = Self { schedule: Schedule::empty(rounds), kernel, _rest: RestOfKernel::ZERO };
        kernel.expand(key, &mut expanded.schedule);
        Ok(expanded)
    }

    /// Puts another key of the same length in its place.
    ///
    /// Errors: [`Error::InvalidKeyLength`].
    #[inline]
    pub(crate) fn replace(&mut self, key: &[u8]) -> Result<()> {
        if key.len() != self.len() {
            return Err(Error::InvalidKeyLength);
        }
        self.kernel.expand(key, &mut self.schedule);
        Ok(())
    }

    /// The implementation that serves this key.
    #[inline(always)]
    pub(crate) fn kernel(&self) -> Kernel {
        self.kernel
    }

    /// The round keys, for kernels that interleave AES with something else.
    #[inline(always)]
    pub(crate) fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The key itself: the first words of the schedule (FIPS 197 section 5.2).
    pub(crate) fn bytes(&self) -> &[u8] {
        self.schedule.keys.as_flattened().get(..self.len()).unwrap_or_default()
    }

    /// The length of the key in bytes.
    pub(crate) fn len(&self) -> usize {
        4 * (self.schedule.rounds - 6)
    }

    /// Encrypts one block: CIPHER of FIPS 197 section 5.1.
    #[inline]
    pub(crate) fn encrypt_block(&self, block: &mut Block) {
        self.kernel.encrypt_block(&self.schedule, block);
    }

    /// Encrypts each block by itself: ECB of SP 800-38A section 6.1.
    #[inline]
    pub(crate) fn encrypt_blocks(&self, blocks: &mut [Block]) {
        self.kernel.encrypt_blocks(&self.schedule, blocks);
    }

    /// CBC encryption (SP 800-38A section 6.2). Leaves the last ciphertext block, the next IV, in
    /// `iv`.
    #[inline]
    pub(crate) fn cbc_encrypt(&self, iv: &mut Block, blocks: &mut [Block]) {
        self.kernel.cbc_encrypt(&self.schedule, iv, blocks);
    }

    /// The last block of CBC encryption from `chain` on, which is left there; nothing else of it is
    /// kept.
    #[inline]
    pub(crate) fn cbc_mac(&self, chain: &mut Block, blocks: &[Block]) {
        self.kernel.cbc_mac(&self.schedule, chain, blocks);
    }

    /// CFB encryption with segments of whole blocks (SP 800-38A section 6.3). Leaves the last
    /// ciphertext block in `iv`.
    #[inline]
    pub(crate) fn cfb_encrypt(&self, iv: &mut Block, blocks: &mut [Block]) {
        self.kernel.cfb_encrypt(&self.schedule, iv, blocks);
    }

    /// CFB decryption with segments of whole blocks (SP 800-38A section 6.3). Leaves the last
    /// ciphertext block in `iv`.
    #[inline]
    pub(crate) fn cfb_decrypt(&self, iv: &mut Block, blocks: &mut [Block]) {
        let Some(&next) = blocks.last() else { return };
        self.kernel.cfb_decrypt(&self.schedule, iv, blocks);
        *iv = next;
    }

    /// XTS encryption of whole blocks (IEEE 1619 section 5.3), of which the first has this tweak.
    #[inline]
    pub(crate) fn xts_encrypt(&self, tweak: u128, blocks: &mut [Block]) {
        self.kernel.xts(true, &self.schedule, tweak, blocks);
    }

    /// What CCM does with whole blocks: counter mode from `counter` on, in place, and the CBC chain
    /// over the plaintext. `opens` says that the plaintext is the output. Both are left as far as
    /// they came.
    #[inline]
    pub(crate) fn ctr_and_mac(&self, opens: bool, counter: &mut Block, chain: &mut Block, blocks: &mut [Block]) {
        let first = u128::from_be_bytes(*counter);
        self.kernel.ctr_and_mac(opens, &self.schedule, chain, first, blocks);
        *counter = CounterWidth::Bits128.step(first, blocks.len() as u64).to_be_bytes();
    }

    /// The wrapping function W (SP 800-38F section 6.1) of `a` and `r`.
    #[inline]
    pub(crate) fn wrap(&self, a: &mut Semiblock, r: &mut [Semiblock]) {
        self.kernel.wrap(true, &self.schedule, a, r);
    }

    /// The function that undoes [`DecryptionKey::wrap`].
    #[inline]
    pub(crate) fn unwrap(&self, a: &mut Semiblock, r: &mut [Semiblock]) {
        self.kernel.unwrap(true, &self.schedule, a, r);
    }

    /// Exclusive or of `data` with the encryptions of `counter`, `counter + 1`, ... (SP 800-38A
    /// section 6.5).
    ///
    /// `data` has any length; `counter` is left as many steps further as blocks were begun.
    #[inline]
    pub(crate) fn ctr_xor(&self, counter: &mut Block, width: CounterWidth, data: &mut [u8]) {
        let first = u128::from_be_bytes(*counter);
        self.kernel.ctr_xor(&self.schedule, first, width, data);
        *counter = width.step(first, data.len().div_ceil(16) as u64).to_be_bytes();
    }
}

impl zeroize::Zeroize for Key {
    fn zeroize(&mut self) {
        self.schedule.zeroize();
    }
}

// Its only secret, the schedule, wipes itself.
impl ZeroizeOnDrop for Key {}

/// An AES key for the inverse cipher. Wiped on drop.
///
/// Its schedule is the kernel's own affair: the equivalent inverse cipher (FIPS 197 section 5.3.5)
/// where the processor has instructions for it.
#[derive(Clone)]
pub(crate) struct DecryptionKey {
    schedule: Schedule,
    kernel: Kernel,
    _rest: RestOfKernel,
}

impl DecryptionKey {
    /// The inverse of `key`, on the same kernel.
    #[inline]
    pub(crate) fn of(key: &Key) -> Self {
        let mut schedule = Schedule::empty(key.schedule.rounds);
        key.kernel.invert(&key.schedule, &mut schedule);
        Self { schedule, kernel: key.kernel, _rest: RestOfKernel::ZERO }
    }

    /// Decrypts one block: INVCIPHER of FIPS 197 section 5.3.
    #[inline]
    pub(crate) fn decrypt_block(&self, block: &mut Block) {
        self.kernel.decrypt_block(&self.schedule, block);
    }

    /// Decrypts each block by itself: ECB of SP 800-38A section 6.1.
    #[inline]
    pub(crate) fn decrypt_blocks(&self, blocks: &mut [Block]) {
        self.kernel.decrypt_blocks(&self.schedule, blocks);
    }

    /// XTS decryption of whole blocks (IEEE 1619 section 5.4), of which the first has this tweak.
    #[inline]
    pub(crate) fn xts_decrypt(&self, tweak: u128, blocks: &mut [Block]) {
        self.kernel.xts(false, &self.schedule, tweak, blocks);
    }

    /// As [`Key::wrap`], with the inverse cipher in place of the cipher (SP 800-38F section 5.1).
    #[inline]
    pub(crate) fn wrap(&self, a: &mut Semiblock, r: &mut [Semiblock]) {
        self.kernel.wrap(false, &self.schedule, a, r);
    }

    /// The unwrapping function (SP 800-38F section 6.1), which undoes [`Key::wrap`].
    #[inline]
    pub(crate) fn unwrap(&self, a: &mut Semiblock, r: &mut [Semiblock]) {
        self.kernel.unwrap(false, &self.schedule, a, r);
    }

    /// CBC decryption (SP 800-38A section 6.2). Leaves the last ciphertext block, the next IV, in
    /// `iv`.
    #[inline]
    pub(crate) fn cbc_decrypt(&self, iv: &mut Block, blocks: &mut [Block]) {
        let Some(&next) = blocks.last() else { return };
        self.kernel.cbc_decrypt(&self.schedule, iv, blocks);
        *iv = next;
    }
}

// As for `Key`.
impl ZeroizeOnDrop for DecryptionKey {}
