//! The permutation Keccak-f[1600] (FIPS 202 section 3), and the loop around it that absorbs a message.

#[cfg(target_arch = "aarch64")]
mod armv8;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod definition;
mod portable;
#[cfg(test)]
mod tests;

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
use crate::machine::{cpu, wipe::Wiped};

pub(crate) use definition::permute_constant;

/// The state as lanes: lane (x, y) is x + 5y, its bit z is bit z of the word (section 3.1.2).
pub(crate) type State = [u64; 25];
/// Several states, the same lane of each side by side.
pub(crate) type States<const N: usize> = [[u64; N]; 25];

/// An implementation, chosen from the processor.
#[derive(Clone, Copy)]
pub struct Kernel(Choice);

#[derive(Clone, Copy)]
enum Choice {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2(cpu::Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(cpu::Avx512),
    #[cfg(target_arch = "aarch64")]
    ArmSha3(cpu::ArmSha3),
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
        #[cfg(target_arch = "aarch64")]
        if let Some(cpu) = cpu::ArmSha3::detect() {
            return Self(Choice::ArmSha3(cpu));
        }
        Self(Choice::Portable)
    }

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self.0 {
            Choice::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Choice::Avx2(_) => "avx2",
            #[cfg(target_arch = "x86_64")]
            Choice::Avx512(_) => "avx512",
            #[cfg(target_arch = "aarch64")]
            Choice::ArmSha3(_) => "armv8",
        }
    }

    /// Permutes the state.
    ///
    /// Time: constant.
    #[inline]
    pub(crate) fn permute(self, state: &mut State) {
        match self.0 {
            Choice::Portable => permute_portable(state),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            Choice::Avx2(cpu) => unsafe { avx2::permute(cpu, state) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            Choice::Avx512(cpu) => unsafe { avx512::one::permute(cpu, state) },
            #[cfg(target_arch = "aarch64")]
            // SAFETY: as above.
            Choice::ArmSha3(cpu) => unsafe { armv8::permute(cpu, state) },
        }
    }

    /// Absorbs blocks of `rate` bytes, which are whole lanes; what is left after the last whole block is not looked at.
    ///
    /// Time: depends on the number and the size of the blocks.
    #[inline]
    pub(crate) fn absorb(self, state: &mut State, rate: usize, blocks: &[u8]) {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            Choice::Avx512(cpu) if rate > 0 => unsafe { avx512::one::absorb(cpu, state, rate, blocks) },
            #[cfg(target_arch = "aarch64")]
            // SAFETY: as above.
            Choice::ArmSha3(cpu) if rate > 0 => unsafe { armv8::absorb(cpu, state, rate, blocks) },
            _ => {
                for block in blocks.chunks_exact(rate.max(1)) {
                    for (lane, word) in state.iter_mut().zip(block.as_chunks().0) {
                        *lane ^= u64::from_le_bytes(*word);
                    }
                    self.permute(state);
                }
            }
        }
    }

    /// Permutes four states.
    ///
    /// Time: constant.
    pub(crate) fn permute_four(self, states: &mut States<4>) {
        match self.0 {
            Choice::Portable => permute_each(states),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            Choice::Avx2(cpu) => unsafe { avx2::permute_four(cpu, states) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            Choice::Avx512(cpu) => unsafe { avx512::four::permute(cpu, states) },
            #[cfg(target_arch = "aarch64")]
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            Choice::ArmSha3(cpu) => in_parts(states, |two| unsafe { armv8::permute_two(cpu, two) }),
        }
    }

    /// Permutes eight states.
    ///
    /// Time: constant.
    pub(crate) fn permute_eight(self, states: &mut States<8>) {
        match self.0 {
            Choice::Portable => permute_each(states),
            #[cfg(target_arch = "x86_64")]
            Choice::Avx2(_) => in_parts(states, |four| self.permute_four(four)),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            Choice::Avx512(cpu) => unsafe { avx512::eight::permute(cpu, states) },
            #[cfg(target_arch = "aarch64")]
            Choice::ArmSha3(_) => in_parts(states, |four| self.permute_four(four)),
        }
    }

    /// As [`Kernel::absorb`] for eight states and messages; the shortest says how many blocks are absorbed.
    ///
    /// Time: depends on the number and the size of the blocks.
    pub(crate) fn absorb_eight(self, states: &mut States<8>, rate: usize, messages: [&[u8]; 8]) {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            Choice::Avx512(cpu) if rate > 0 => unsafe { avx512::eight::absorb(cpu, states, rate, messages) },
            _ => {
                let mut blocks = messages.map(|message| message.chunks_exact(rate.max(1)));
                while let [Some(b0), Some(b1), Some(b2), Some(b3), Some(b4), Some(b5), Some(b6), Some(b7)] =
                    blocks.each_mut().map(Iterator::next)
                {
                    for (i, block) in [b0, b1, b2, b3, b4, b5, b6, b7].into_iter().enumerate() {
                        for (lanes, word) in states.iter_mut().zip(block.as_chunks().0) {
                            lanes[i] ^= u64::from_le_bytes(*word);
                        }
                    }
                    self.permute_eight(states);
                }
            }
        }
    }
}

/// Out of line, so that it is there once.
#[inline(never)]
fn permute_portable(state: &mut State) {
    portable::permute(state);
}

/// One after the other.
fn permute_each<const N: usize>(states: &mut States<N>) {
    for i in 0..N {
        let mut state = states.map(|lanes| lanes[i]);
        permute_portable(&mut state);
        for (lanes, lane) in states.iter_mut().zip(state) {
            lanes[i] = lane;
        }
        crate::machine::wipe::wipe_value(&mut state);
    }
}

/// `M` of the states after the other, side by side.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
fn in_parts<const N: usize, const M: usize>(states: &mut States<N>, permute: impl Fn(&mut States<M>)) {
    for first in (0..N).step_by(M) {
        let mut part = Wiped::new(states.map(|lanes| core::array::from_fn(|i| lanes[first + i])));
        permute(&mut part);
        for (lanes, part) in states.iter_mut().zip(part.iter()) {
            lanes[first..][..M].copy_from_slice(part);
        }
    }
}

/// The name of the kernel that serves now.
pub(crate) fn kernel_name() -> &'static str {
    Kernel::choose().name()
}
