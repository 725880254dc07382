//! The stream cipher ChaCha20 (RFC 8439 section 2.4), many blocks side by side.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod definition;
mod portable;
#[cfg(test)]
mod tests;

#[cfg(target_arch = "x86_64")]
use crate::machine::cpu;

/// The bytes of a block of key stream.
pub(crate) const BLOCK_SIZE: usize = 64;
/// The words from which a block of key stream is made: constants, key, counter, nonce.
pub(crate) type Input = [u32; 16];
/// The place of the counter in it.
pub(crate) const COUNTER: usize = 12;

/// An implementation, chosen from the processor.
#[derive(Clone, Copy)]
pub(crate) struct Kernel(Choice);

#[derive(Clone, Copy)]
enum Choice {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2(cpu::Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(cpu::Avx512),
}

impl Kernel {
    /// The best one here.
    #[inline]
    pub(crate) fn choose() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if let Some(cpu) = cpu::Avx512::detect() {
                return Self(Choice::Avx512(cpu));
            }
            if let Some(cpu) = cpu::Avx2::detect() {
                return Self(Choice::Avx2(cpu));
            }
        }
        Self(Choice::Portable)
    }

    /// Its name in the status.
    pub(crate) const fn name(self) -> &'static str {
        match self.0 {
            Choice::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Choice::Avx2(_) => "avx2",
            #[cfg(target_arch = "x86_64")]
            Choice::Avx512(_) => "avx512",
        }
    }

    /// Exclusive or of `data` with the key stream from the counter in `input` on, modulo 2^32.
    ///
    /// Time: depends on the length of `data`.
    #[inline]
    pub(crate) fn xor(self, input: &Input, data: &mut [u8]) {
        match self.0 {
            Choice::Portable => portable::xor(input, data),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            Choice::Avx2(cpu) => unsafe { avx2::xor(cpu, input, data) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Choice::Avx512(cpu) => unsafe { avx512::xor(cpu, input, data) },
        }
    }
}

/// The name of the kernel that serves now.
pub(crate) fn kernel_name() -> &'static str {
    Kernel::choose().name()
}
