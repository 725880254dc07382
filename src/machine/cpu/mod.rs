//! What the processor can do, as types: a token has a private field and only detection makes one,
//! so a function that takes a token by value may be called without asking again.
//!
//! The crate `cpufeatures` detects. Each token is asked for once, when it is first wanted, because
//! a CPUID in a virtual machine costs a microsecond. One word keeps all answers. Decision 0005 has
//! the figures.
//!
//! Under the feature `lab` a mask hides features, so that every kernel can be forced on one
//! machine.

#[cfg(target_arch = "aarch64")]
mod aarch64;
#[cfg(target_arch = "x86_64")]
mod x86_64;

use core::sync::atomic::{AtomicU32, Ordering};

/// Makes [`Feature`] and the tokens. A row: the token and its bit in the mask, the name by which it
/// is hidden, the processor features that it proves, and the tokens without which it is hidden,
/// too.
macro_rules! features {
    ($($architecture:literal $module:ident {
        $($(#[$doc:meta])* $token:ident = 1 << $bit:literal, $name:literal: [$($feature:tt)+] $(with $($base:ident)+)?;)+
    })+) => {
        /// The groups of processor features that kernels ask for, by the bit they have in the mask.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u32)]
        pub enum Feature { $($($(#[$doc])* $token = 1 << $bit,)+)+ }

        impl Feature {
            /// All of them.
            pub const ALL: &'static [Self] = &[$($(Self::$token,)+)+];

            /// The name that the laboratory's tool uses to hide it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($(Self::$token => $name,)+)+ }
            }
        }

        $($(
            #[doc = concat!("Proves", $(" `", $feature, "`",)+ ".")]
            #[cfg(target_arch = $architecture)]
            #[allow(dead_code)] // a target without vector registers has no kernel for most of them
            #[derive(Clone, Copy)]
            pub(crate) struct $token(());

            #[cfg(target_arch = $architecture)]
            #[allow(dead_code)]
            impl $token {
                /// The token, if this processor and operating system have the features and no mask
                /// hides them.
                #[inline]
                pub(crate) fn detect() -> Option<Self> {
                    const MASK: u32 = Feature::$token as u32 $($(| Feature::$base as u32)+)?;
                    if mask::hidden(MASK) { None } else { Self::detect_hidden() }
                }

                /// The token, if this processor and operating system have the features, hidden or
                /// not.
                #[inline]
                pub(crate) fn detect_hidden() -> Option<Self> {
                    is_there(Feature::$token, || $module::found!($($feature),+)).then_some(Self(()))
                }
            }
        )+)+

        /// The tokens of this architecture with what is detected and what the standard library
        /// detects.
        #[cfg(test)]
        const TOKENS: &[(&str, fn() -> bool, fn() -> bool)] = &[$($(
            #[cfg(target_arch = $architecture)]
            ($name, || $token::detect().is_some(), || $($module::found_by_std!($feature))&&+),
        )+)+];
    };
}

/// Whether the kernels for vectors serve here: with AVX2, or Armv8's AES.
#[inline]
pub(crate) fn has_wide_vectors() -> bool {
    #[cfg(target_arch = "x86_64")]
    return Avx2::detect().is_some();
    #[cfg(target_arch = "aarch64")]
    return ArmAes::detect().is_some();
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    false
}

/// What is known of the features: their bits, and from [`ASKED`] on the same bits for those that
/// were asked for.
static KNOWN: AtomicU32 = AtomicU32::new(0);
const ASKED: u32 = 16;

/// Whether the feature is there, by `ask` the first time.
#[inline]
#[allow(dead_code)] // an architecture without kernels of its own asks for nothing
fn is_there(feature: Feature, ask: fn() -> bool) -> bool {
    let (known, bit) = (KNOWN.load(Ordering::Relaxed), feature as u32);
    // One comparison, and no jump, where it is there.
    let is_known = bit | bit << ASKED;
    if known & is_known == is_known {
        return true;
    }
    core::hint::cold_path();
    known & bit << ASKED == 0 && first(bit, ask)
}

/// Threads that meet here ask each and find the same.
#[cold]
#[inline(never)]
fn first(bit: u32, ask: fn() -> bool) -> bool {
    let is_there = ask();
    KNOWN.fetch_or(bit << ASKED | if is_there { bit } else { 0 }, Ordering::Relaxed);
    is_there
}

features! {
    "x86_64" x86_64 {
        /// AES-NI and PCLMULQDQ with SSE4.1.
        AesNi = 1 << 0, "aesni": ["aes" "pclmulqdq" "ssse3" "sse4.1"];
        /// VAES and VPCLMULQDQ on 512-bit vectors.
        Vaes512 = 1 << 1, "vaes512":
            ["vaes" "vpclmulqdq" "avx512f" "avx512bw" "avx512dq" "avx512vl" "avx2" "aes" "pclmulqdq" "bmi2"];
        /// VAES and VPCLMULQDQ on 256-bit vectors.
        Vaes256 = 1 << 11, "vaes256":
            ["vaes/ymm" "vpclmulqdq/ymm" "avx2" "aes" "pclmulqdq" "ssse3" "sse4.1" "bmi2"];
        /// The SHA extensions (SHA-1 and SHA-256).
        ShaNi = 1 << 2, "sha-ni": ["sha" "ssse3" "sse4.1"];
        /// AVX2 with BMI1 and BMI2.
        Avx2 = 1 << 3, "avx2": ["avx2" "bmi1" "bmi2"];
        /// AVX-512 F, BW, DQ and VL.
        Avx512 = 1 << 4, "avx512": ["avx512f" "avx512bw" "avx512dq" "avx512vl" "avx2" "bmi1" "bmi2"];
        /// The instruction RDRAND.
        RdRand = 1 << 5, "rdrand": ["rdrand"];
        /// The instruction RDSEED.
        RdSeed = 1 << 6, "rdseed": ["rdseed"];
        /// AVX-512 IFMA on 512-bit vectors.
        Ifma512 = 1 << 7, "ifma512":
            ["avx512ifma" "avx512f" "avx512bw" "avx512dq" "avx512vl" "avx2" "bmi1" "bmi2"] with Avx512;
        /// ADCX, ADOX and MULX.
        Adx = 1 << 12, "adx": ["adx" "bmi2"];
    }
    "aarch64" aarch64 {
        /// Armv8's FEAT_AES and FEAT_PMULL.
        ArmAes = 1 << 8, "arm-aes": ["neon" "aes"];
        /// Armv8's FEAT_SHA1 and FEAT_SHA256.
        ArmSha2 = 1 << 9, "arm-sha2": ["neon" "sha2"];
        /// Armv8's FEAT_SHA512 and FEAT_SHA3.
        ArmSha3 = 1 << 10, "arm-sha3": ["neon" "sha2" "sha3"];
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
    pub(super) fn hidden(bits: u32) -> bool {
        HIDDEN.load(Ordering::Relaxed) & bits != 0
    }
}
#[cfg(feature = "lab")]
pub(crate) use mask::hide;

#[cfg(not(feature = "lab"))]
mod mask {
    #[inline(always)]
    #[allow(dead_code)] // an architecture without kernels of its own asks for nothing
    pub(super) const fn hidden(_bits: u32) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bits of the features and those of the questions share a word.
    #[test]
    fn the_word_has_room() {
        assert!(Feature::ALL.iter().all(|feature| (*feature as u32) < 1 << ASKED));
    }

    /// The standard library finds the same, which it does in its own way.
    #[test]
    fn agrees_with_the_standard_library() {
        for (name, found, found_by_std) in TOKENS {
            assert_eq!(found(), found_by_std(), "{name}");
            assert_eq!(found(), found(), "{name} the second time");
        }
    }
}
