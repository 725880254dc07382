//! The tiers: what of the processor the libraries may use, so that one machine shows the speeds of
//! lesser ones. Qila hides kernels by itself; OpenSSL and aws-lc read `OPENSSL_ia32cap` when they
//! start, so a tier is a process of its own. Who cannot be told is left out of the tiers above
//! which it would work.

use anyhow::{Result, ensure};
use clap::ValueEnum;
use std::process::Command;

/// Read by OpenSSL and aws-lc: the bits of CPUID that they shall not see, leaf 1 and then leaf 7.
const VARIABLE: &str = "OPENSSL_ia32cap";

/// What of the processor is used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, ValueEnum)]
pub enum Tier {
    /// Everything that the processor has
    Avx512,
    /// AVX2, VAES on 256 bits, SHA-NI
    Avx2Vaes,
    /// AVX2, AES-NI, SHA-NI
    Avx2ShaNi,
    /// AVX2, AES-NI
    Avx2,
    /// SSSE3, AES-NI
    Sse,
    /// x86-64 alone
    Portable,
}

// Leaf 1 and leaf 7 of CPUID: EDX and EBX in the low halves, ECX in the high ones.
/// F, DQ, IFMA, CD, BW, VL.
const AVX512: u64 = 1 << 16 | 1 << 17 | 1 << 21 | 1 << 28 | 1 << 30 | 1 << 31;
const VAES: u64 = 1 << (32 + 9) | 1 << (32 + 10); // with VPCLMULQDQ
const SHA_NI: u64 = 1 << 29;
const AVX2: u64 = 1 << 5;
const AVX: u64 = 1 << (32 + 28);
const AES_NI: u64 = 1 << (32 + 25) | 1 << (32 + 1) | 1 << (32 + 9); // with PCLMULQDQ and SSSE3

impl Tier {
    /// What OpenSSL and aws-lc shall not see.
    fn hidden_bits(self) -> String {
        let from = |tier, bits| if self >= tier { bits } else { 0 };
        let leaf1 = from(Self::Sse, AVX) | from(Self::Portable, AES_NI);
        let leaf7 = from(Self::Avx2Vaes, AVX512)
            | from(Self::Avx2ShaNi, VAES)
            | from(Self::Avx2, SHA_NI)
            | from(Self::Sse, AVX2);
        format!("~{leaf1:#x}:~{leaf7:#x}")
    }

    /// Hides kernels of Qila.
    #[cfg(feature = "tiers")]
    pub fn hide(self) -> Result<()> {
        use qila::admin::Feature::{AesNi, Avx2, Avx512, Ifma512, ShaNi, Vaes256, Vaes512};
        let hidden = [
            (Self::Avx2Vaes, &[Vaes512, Ifma512, Avx512][..]),
            (Self::Avx2ShaNi, &[Vaes256]),
            (Self::Avx2, &[ShaNi]),
            (Self::Sse, &[Avx2]),
            (Self::Portable, &[AesNi]),
        ];
        let hidden = hidden.into_iter().filter(|(tier, _)| self >= *tier).flat_map(|(_, features)| features);
        Ok(qila::lab::hide_features(hidden.fold(0, |bits, feature| bits | *feature as u32))?)
    }

    /// Hides kernels of Qila: only a laboratory can.
    #[cfg(not(feature = "tiers"))]
    pub fn hide(self) -> Result<()> {
        anyhow::bail!("build with `--features tiers`, as `./check peers --tier` does")
    }

    /// Whether the library uses no more than this tier allows.
    pub fn admits(self, peer: &str) -> bool {
        match peer {
            // AES-NI and SHA-NI at most, unless it is built for one processor.
            "RustCrypto" => self <= Self::Avx2ShaNi,
            // VAES on 256 bits.
            "ring" => self <= Self::Avx2Vaes,
            // AVX-512.
            "graviola" => self == Self::Avx512,
            _ => true,
        }
    }

    /// Whether this process was started for the tier.
    pub fn is_set(self) -> bool {
        std::env::var(VARIABLE).is_ok_and(|value| value == self.hidden_bits())
    }

    /// Runs this program again for the tier.
    pub fn run(self, arguments: impl Iterator<Item = String>) -> Result<()> {
        let program = std::env::current_exe()?;
        let status = Command::new(program).args(arguments).env(VARIABLE, self.hidden_bits()).status()?;
        ensure!(status.success(), "the tier {self:?} failed");
        Ok(())
    }

    /// The value of `--tier`.
    pub fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_string()).unwrap_or_default()
    }
}
