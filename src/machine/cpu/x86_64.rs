//! What x86-64 has, by the crate `cpufeatures`, and one thing that it does not know: it counts VAES
//! and VPCLMULQDQ only where there are 512-bit registers.

/// Whether all of these are there, and the operating system saves the registers that they need:
/// three CPUIDs and XGETBV. Targets without an operating system have what they are compiled for.
macro_rules! found {
    ("vaes/ymm", "vpclmulqdq/ymm", "avx2", $($feature:tt),+) => {
        x86_64::found!("avx2", $($feature),+) && x86_64::has_vaes()
    };
    ($($feature:tt),+) => {{
        ::cpufeatures::new!(all, $($feature),+);
        all::get()
    }};
}
pub(super) use found;

/// Whether VAES and VPCLMULQDQ are there (Intel SDM volume 2A, CPUID leaf 7, ECX bits 9 and 10). On
/// 256-bit registers they need what AVX2 needs, which the caller has seen.
pub(super) fn has_vaes() -> bool {
    const BOTH: u32 = 0b11 << 9;
    cfg!(all(target_feature = "vaes", target_feature = "vpclmulqdq"))
        || !cfg!(any(target_env = "sgx", target_os = "none", target_os = "uefi"))
            && core::arch::x86_64::__cpuid_count(7, 0).ecx & BOTH == BOTH
}

#[cfg(test)]
macro_rules! found_by_std {
    ("vaes/ymm") => {
        std::is_x86_feature_detected!("vaes")
    };
    ("vpclmulqdq/ymm") => {
        std::is_x86_feature_detected!("vpclmulqdq")
    };
    ($feature:tt) => {
        std::is_x86_feature_detected!($feature)
    };
}
#[cfg(test)]
pub(super) use found_by_std;
