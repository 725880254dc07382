//! What the processor can do, as types: a token has a private field and only detection makes one, so a
//! function that takes a token by value may be called without asking again.
//!
//! Under the feature `lab` a mask hides features, so that every kernel can be forced on one machine.

#[cfg(target_arch = "aarch64")]
mod aarch64;
#[cfg(target_arch = "x86_64")]
mod x86_64;

#[cfg(target_arch = "aarch64")]
pub(crate) use aarch64::{ArmAes, ArmSha2, ArmSha3};
#[cfg(target_arch = "x86_64")]
#[allow(unused_imports)] // a processor family's tokens are listed whole
pub(crate) use x86_64::{AesNi, Avx2, Avx512, Ifma512, RdRand, RdSeed, ShaNi, Vaes512};

/// The groups of processor features that kernels ask for, by the bit they have in the mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Feature {
    /// AES-NI and PCLMULQDQ with SSE4.1.
    AesNi = 1 << 0,
    /// VAES and VPCLMULQDQ on 512-bit vectors.
    Vaes512 = 1 << 1,
    /// The SHA extensions (SHA-1 and SHA-256).
    ShaNi = 1 << 2,
    /// AVX2 with BMI1 and BMI2.
    Avx2 = 1 << 3,
    /// AVX-512 F, BW, DQ and VL.
    Avx512 = 1 << 4,
    /// The instruction RDRAND.
    RdRand = 1 << 5,
    /// The instruction RDSEED.
    RdSeed = 1 << 6,
    /// AVX-512 IFMA.
    Ifma512 = 1 << 7,
    /// Armv8's FEAT_AES and FEAT_PMULL.
    ArmAes = 1 << 8,
    /// Armv8's FEAT_SHA1 and FEAT_SHA256.
    ArmSha2 = 1 << 9,
    /// Armv8's FEAT_SHA512 and FEAT_SHA3.
    ArmSha3 = 1 << 10,
}

impl Feature {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::AesNi,
        Self::Vaes512,
        Self::ShaNi,
        Self::Avx2,
        Self::Avx512,
        Self::RdRand,
        Self::RdSeed,
        Self::Ifma512,
        Self::ArmAes,
        Self::ArmSha2,
        Self::ArmSha3,
    ];

    /// The name that the laboratory's tool uses to hide it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AesNi => "aesni",
            Self::Vaes512 => "vaes512",
            Self::ShaNi => "sha-ni",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
            Self::RdRand => "rdrand",
            Self::RdSeed => "rdseed",
            Self::Ifma512 => "ifma512",
            Self::ArmAes => "arm-aes",
            Self::ArmSha2 => "arm-sha2",
            Self::ArmSha3 => "arm-sha3",
        }
    }
}

#[cfg(feature = "lab")]
mod mask {
    use core::sync::atomic::{AtomicU32, Ordering};

    static HIDDEN: AtomicU32 = AtomicU32::new(0);

    /// Hides the features whose bits are set, from every choice made from now on.
    pub(crate) fn hide(bits: u32) {
        HIDDEN.store(bits, Ordering::SeqCst);
    }

    #[inline]
    pub(super) fn hidden(feature: super::Feature) -> bool {
        HIDDEN.load(Ordering::Relaxed) & feature as u32 != 0
    }
}
#[cfg(feature = "lab")]
pub(crate) use mask::hide;

#[cfg(not(feature = "lab"))]
mod mask {
    #[inline(always)]
    pub(super) const fn hidden(_feature: super::Feature) -> bool {
        false
    }
}
