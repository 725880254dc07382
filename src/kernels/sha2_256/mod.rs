//! The compression function of SHA-224 and SHA-256 (FIPS 180-4 section 6.2).

#[cfg(target_arch = "aarch64")]
mod armv8;
#[cfg(target_arch = "x86_64")]
mod lanes;
#[cfg(target_arch = "x86_64")]
mod lanes256;
#[cfg(target_arch = "x86_64")]
mod lanes512;
mod portable;
#[cfg(target_arch = "x86_64")]
mod sha_ni;
#[cfg(test)]
mod tests;

use super::sha2_definition::square_roots;
use crate::kernels::compression::kernel;
use crate::kernels::groups::in_groups;
#[cfg(target_arch = "x86_64")]
use crate::machine::cpu;

/// A block.
pub(crate) type Block = [u8; 64];
/// The chaining value H(0) to H(7).
pub(crate) type State = [u32; 8];

/// H(0) of SHA-256 (section 5.3.3): 32 bits of the square roots of the first eight primes.
pub(crate) const IV_256: State = {
    let roots = square_roots(0);
    let mut iv = [0; 8];
    let mut i = 0;
    while i < iv.len() {
        iv[i] = (roots[i] >> 32) as u32;
        i += 1;
    }
    iv
};

/// H(0) of SHA-224 (section 5.3.2): the second 32 bits of the square roots of the ninth to the sixteenth prime.
pub(crate) const IV_224: State = {
    let roots = square_roots(8);
    let mut iv = [0; 8];
    let mut i = 0;
    while i < iv.len() {
        iv[i] = roots[i] as u32;
        i += 1;
    }
    iv
};

/// From how many states on the lanes of a vector are worth it, full or not.
#[cfg(target_arch = "x86_64")]
const MIN_512: usize = 6;
#[cfg(target_arch = "x86_64")]
const MIN_256: usize = 3;

kernel! {
    "x86_64" ShaNi sha_ni "sha-ni";
    "aarch64" ArmSha2 armv8 "armv8";
}

impl Kernel {
    /// HMAC from the states after both padded keys, of blocks of which the last holds the padding; only where the hash value need
    /// not leave the registers.
    ///
    /// Time: depends on the number of blocks.
    #[inline]
    #[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), allow(unused_variables))]
    pub(crate) fn mac(self, begun: [&State; 2], blocks: &[Block], more: &[Block]) -> Option<State> {
        match self.0 {
            Choice::Portable => None,
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            Choice::ShaNi(cpu) => Some(unsafe { sha_ni::mac(cpu, begun, blocks, more) }),
            #[cfg(target_arch = "aarch64")]
            // SAFETY: as above.
            Choice::ArmSha2(cpu) => Some(unsafe { armv8::mac(cpu, begun, blocks, more) }),
        }
    }

    /// HMAC of a hash value over and over, from the states after both padded keys: `value` is hashed with the first and then
    /// with the second, `times` times, each time added to `sum`. Only where the value need not leave the registers;
    /// whether it was done.
    ///
    /// Time: depends on `times`.
    pub(crate) fn iterate_mac(
        self,
        begun: [&State; 2],
        value: &mut [u8; 32],
        sum: &mut [u8; 32],
        times: u32,
    ) -> bool {
        match self.0 {
            Choice::Portable => false,
            #[cfg(target_arch = "x86_64")]
            Choice::ShaNi(cpu) => {
                // SAFETY: `cpu` proves the processor features that the function is compiled for.
                unsafe { sha_ni::iterate_mac(cpu, begun, value, sum, times) };
                true
            }
            #[cfg(target_arch = "aarch64")]
            Choice::ArmSha2(cpu) => {
                // SAFETY: as above.
                unsafe { armv8::iterate_mac(cpu, begun, value, sum, times) };
                true
            }
        }
    }

    /// Adds a block to each of some states: the bytes of `rests`, all as many and fewer than a block, and in the places after them
    /// those of `padding`, which has zeros before. Only where that needs no copy; whether it was done.
    ///
    /// Time: depends on the number and on the length of the rests.
    #[cfg_attr(not(target_arch = "x86_64"), allow(unused_variables))]
    pub(crate) fn compress_ends(self, states: &mut [State], rests: &[&[u8]], padding: &Block) -> bool {
        #[cfg(target_arch = "x86_64")]
        if let (Some(cpu), true) = (cpu::Avx512::detect(), states.len() >= MIN_512) {
            in_groups(states, rests, |states: &mut [State; lanes512::LANES], rests| {
                // SAFETY: `cpu` proves the processor features that the function is compiled for.
                unsafe { lanes512::compress_ends(cpu, states, rests, padding) };
            });
            return true;
        }
        false
    }

    /// Adds a block to each of some states, which may be faster together.
    ///
    /// Time: depends on their number.
    pub(crate) fn compress_many(self, states: &mut [State], blocks: &[&Block]) {
        #[cfg(target_arch = "x86_64")]
        if let (Some(cpu), true) = (cpu::Avx512::detect(), states.len() >= MIN_512) {
            return in_groups(states, blocks, |states: &mut [State; lanes512::LANES], blocks| {
                // SAFETY: `cpu` proves the processor features that the function is compiled for.
                unsafe { lanes512::compress(cpu, states, blocks) };
            });
        }
        #[cfg(target_arch = "x86_64")]
        if let (Choice::Portable, Some(cpu), true) = (self.0, cpu::Avx2::detect(), states.len() >= MIN_256) {
            return in_groups(states, blocks, |states: &mut [State; lanes256::LANES], blocks| {
                // SAFETY: `cpu` proves the processor features that the function is compiled for.
                unsafe { lanes256::compress(cpu, states, blocks) };
            });
        }
        in_groups(states, blocks, |states, blocks| self.compress_each(states, *blocks));
    }
}
