//! The stream cipher ChaCha20 (RFC 8439 section 2.4), many blocks side by side.

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod avx2;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod avx512;
mod definition;
mod portable;
#[cfg(test)]
mod tests;

use super::choice::kernels;

/// The bytes of a block of key stream.
pub(crate) const BLOCK_SIZE: usize = 64;
/// The words from which a block of key stream is made: constants, key, counter, nonce.
pub(crate) type Input = [u32; 16];
/// The place of the counter in it.
pub(crate) const COUNTER: usize = 12;

kernels! {
    {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Avx512 avx512 "avx512";
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Avx2 avx2 "avx2";
    }

    /// Exclusive or of `data` with the key stream from the counter in `input` on, modulo 2^32.
    ///
    /// Time: depends on the length of `data`.
    fn xor(input: &Input, data: &mut [u8]);
}
