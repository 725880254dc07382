//! What AArch64 has. Only the operating system can tell a program: the standard library asks it,
//! and without `std` the crate `cpufeatures` does on Linux, Android and Apple's systems. Elsewhere
//! there is what the target is compiled for.
//!
//! The standard library comes first. On Linux it wants all that a feature stands for (AES and
//! PMULL, SHA-512 and SHA-3), where `cpufeatures` 0.3 is content with one of them, and it knows
//! more systems.

/// Whether all of these are there. The kernels take the bytes of a vector in the order of its
/// lanes, so a big-endian target has none.
macro_rules! found {
    ($($feature:tt),+) => {{
        #[cfg(feature = "std")]
        let found = $(std::arch::is_aarch64_feature_detected!($feature))&&+;
        #[cfg(not(feature = "std"))]
        let found = $(aarch64::found_without_std!($feature))&&+;
        found && cfg!(target_endian = "little")
    }};
}
pub(super) use found;

/// As `found!`, one of them. `cpufeatures` does not know "neon", which Linux and Apple have where
/// they have the rest.
#[cfg(not(feature = "std"))]
macro_rules! found_without_std {
    ("neon") => {
        cfg!(target_feature = "neon")
    };
    ($feature:tt) => {{
        ::cpufeatures::new!(all, $feature);
        all::get()
    }};
}
#[cfg(not(feature = "std"))]
pub(super) use found_without_std;

#[cfg(test)]
macro_rules! found_by_std {
    ($feature:tt) => {
        std::arch::is_aarch64_feature_detected!($feature)
    };
}
#[cfg(test)]
pub(super) use found_by_std;
