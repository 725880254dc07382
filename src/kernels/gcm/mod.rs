//! AES-GCM in one pass (SP 800-38D section 7): counter mode and GHASH side by side.
//!
//! Contract of every kernel: the functions of `portable`, which is AES in counter mode followed by
//! GHASH as the standard writes it. Time: depends on the lengths of key, additional data and data.

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod aesni;
#[cfg(target_arch = "aarch64")]
mod armv8;
#[cfg(any(all(target_arch = "x86_64", target_feature = "sse2"), target_arch = "aarch64"))]
mod eights;
mod ghash;
mod portable;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod vaes256;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod vaes512;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod wides;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod xmm;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod ymm;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod zmm;

#[cfg(test)]
mod tests;

use crate::base::error::Result;
use crate::base::secret::{Rest, no_padding, rest_of, wipe_on_drop};
use crate::kernels::aes::{self, Block, Choice, Kernel};
use crate::kernels::choice::calls;
use crate::machine::wipe::Wiped;
use zeroize::ZeroizeOnDrop;

/// The blocks of the longest run that is hashed with one reduction.
const GROUP_BLOCKS: usize = 32;
/// How many powers of the hash key are kept: for a group, a block of additional data before it and
/// the lengths after it.
const POWERS: usize = GROUP_BLOCKS + 2;
/// A vector of four powers may be read past the last one.
const PADDING: usize = 3;

/// Powers of the hash key H, each in the form that the kernel likes.
#[derive(Clone)]
#[repr(C, align(64))]
pub(crate) struct Powers {
    /// The highest first: `H^34, ..., H^1, 0, 0, 0`.
    of_h: [u128; POWERS + PADDING],
    /// For the kernel that multiplies by Karatsuba's rule: the sums of the halves of the powers of
    /// a group, two to an entry.
    halves: [u128; GROUP_BLOCKS / 2],
    /// What would be padding.
    _rest: Rest<{ rest_of::<[Line; 0]>(16 * (POWERS + PADDING + GROUP_BLOCKS / 2)) }>,
}

impl Powers {
    const ZERO: Self = Self { of_h: [0; POWERS + PADDING], halves: [0; GROUP_BLOCKS / 2], _rest: Rest::ZERO };

    /// Where `H^exponent` lies, for 1 to 34.
    const fn place(exponent: usize) -> usize {
        POWERS - exponent
    }
}

/// The alignment of the powers.
#[repr(align(64))]
struct Line;

wipe_on_drop!(Powers { of_h, halves });
no_padding!(Powers { of_h, halves, _rest });

/// An AES key with the powers of its hash key. Wiped on drop.
#[derive(Clone)]
pub(crate) struct Key {
    aes: aes::Key,
    powers: Powers,
}

// Both fields wipe themselves.
impl ZeroizeOnDrop for Key {}
no_padding!(Key { aes, powers });

/// What is done to the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Encrypt, and hash what comes out.
    Seal,
    /// Hash what comes in, and decrypt.
    Open,
}

calls! {
    {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Vaes512 vaes512 "vaes512";
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Vaes256 vaes256 "vaes256";
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] AesNi aesni "aesni";
        #[cfg(target_arch = "aarch64")] ArmAes armv8 "armv8";
    }

    /// The powers of the hash key `h`.
    fn powers(h: u128, powers: &mut Powers);
    /// GHASH from `y` on.
    fn ghash(powers: &Powers, y: u128, data: &[u8]) -> u128;
    /// A whole message; gives its tag.
    fn crypt(aes: &aes::Key, powers: &Powers, direction: Direction, j0: u128, aad: &[u8], data: &mut [u8]) -> u128;
}

impl Key {
    /// Expands a key of 16, 24 or 32 bytes and computes the powers of H = CIPH(0^128) (SP 800-38D
    /// section 7.1 step 1).
    ///
    /// Errors: [`crate::Error::InvalidKeyLength`].
    pub(crate) fn new(key: &[u8]) -> Result<Self> {
        Self::on(Kernel::choose(), key)
    }

    /// As [`Key::new`], on a kernel of the caller's choice.
    fn on(kernel: Kernel, key: &[u8]) -> Result<Self> {
        let aes = aes::Key::on(kernel, key)?;
        let mut h = Wiped::new([0; 16]);
        aes.encrypt_block(&mut h);
        let mut key = Self { aes, powers: Powers::ZERO };
        let twisted = ghash::twist(u128::from_be_bytes(*h));
        key.aes.kernel().powers(twisted, &mut key.powers);
        Ok(key)
    }

    /// Expands a key for the cipher and computes the powers of another hash key, as GCM-SIV has it.
    ///
    /// Errors: [`crate::Error::InvalidKeyLength`].
    pub(crate) fn with_hash_key(key: &[u8], h: u128) -> Result<Self> {
        let aes = aes::Key::new(key)?;
        let mut key = Self { aes, powers: Powers::ZERO };
        key.aes.kernel().powers(ghash::twist(h), &mut key.powers);
        Ok(key)
    }

    /// The key for the cipher.
    pub(crate) fn cipher(&self) -> &aes::Key {
        &self.aes
    }

    /// The key itself.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.aes.bytes()
    }

    /// The length of the AES key in bytes.
    pub(crate) fn len(&self) -> usize {
        self.aes.len()
    }

    /// Goes on with GHASH (SP 800-38D section 6.4) from the block `y` over `data`, whose last block
    /// is filled up with zeros.
    pub(crate) fn ghash(&self, y: &mut Block, data: &[u8]) {
        let before = u128::from_be_bytes(*y);
        let after = self.aes.kernel().ghash(&self.powers, before, data);
        *y = after.to_be_bytes();
    }

    /// A whole message, encrypted or decrypted in place from the counter block after `j0`, a
    /// big-endian integer; gives its tag, another one (SP 800-38D section 7.1 steps 3 to 6, section
    /// 7.2 steps 4 to 8).
    #[inline]
    pub(crate) fn crypt(&self, direction: Direction, j0: u128, aad: &[u8], data: &mut [u8]) -> u128 {
        let kernel = self.aes.kernel();
        // The best tier comes first, without a table of jumps: the shortest messages take 15 ns.
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        if let Choice::Vaes512(cpu) = kernel.0 {
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            return unsafe { vaes512::crypt(cpu, &self.aes, &self.powers, direction, j0, aad, data) };
        }
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        core::hint::cold_path();
        kernel.crypt(&self.aes, &self.powers, direction, j0, aad, data)
    }
}

/// The block [len(A)]64 || [len(C)]64 as an integer.
#[inline(always)]
const fn lengths(aad: usize, data: usize) -> u128 {
    ((aad as u128 * 8) << 64) | (data as u128 * 8)
}

/// The name of the kernel that a key made now would use.
pub(crate) fn kernel_name() -> &'static str {
    aes::kernel_name()
}
