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
use super::poly1305::Poly1305;
use crate::base::bytes::xor_in_place;
use crate::machine::wipe::Wiped;

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

/// Whether the ciphertext is what comes or what goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Encrypt,
    Decrypt,
}

/// How many bytes are encrypted before they are authenticated, while they are near.
const CHUNK: usize = 16384;

impl Kernel {
    /// How many blocks are made side by side where there are so many.
    pub(crate) const fn blocks_in_flight(self) -> usize {
        match self.0 {
            #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
            Choice::Avx2(_) => 8,
            _ => 16,
        }
    }

    /// Encrypts or decrypts `data`, and authenticates the ciphertext (RFC 8439 section 2.8). The
    /// key stream begins with `first`, whole blocks; `input` makes what follows.
    ///
    /// Time: depends on the length of `data`.
    pub(crate) fn crypt(
        self,
        direction: Direction,
        first: &[u8],
        input: &Input,
        data: &mut [u8],
        authenticator: &mut Poly1305,
    ) {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        if let (Choice::Avx2(cpu), true) = (self.0, data.len() > first.len()) {
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            return unsafe { avx2::crypt(cpu, direction, first, input, data, authenticator) };
        }
        let (mut first, mut input) = (first, Wiped::new(*input));
        for chunk in data.chunks_mut(CHUNK) {
            if direction == Direction::Decrypt {
                authenticator.update_padded(chunk);
            }
            let (head, rest) = chunk.split_at_mut(chunk.len().min(first.len()));
            xor_in_place(head, first);
            first = &[];
            self.xor(&input, rest);
            input[COUNTER] = input[COUNTER].wrapping_add(rest.len().div_ceil(BLOCK_SIZE) as u32);
            if direction == Direction::Encrypt {
                authenticator.update_padded(chunk);
            }
        }
    }
}
