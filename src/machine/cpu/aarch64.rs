//! What AArch64 has. Only the operating system can tell a program, so without `std` there is what
//! the target is compiled for.

/// Whether all of these are there. The kernels take the bytes of a vector in the order of its
/// lanes, so a big-endian target has none.
macro_rules! found {
    ($($feature:tt),+) => {{
        #[cfg(feature = "std")]
        let found = $(std::arch::is_aarch64_feature_detected!($feature))&&+;
        #[cfg(not(feature = "std"))]
        let found = cfg!(all($(target_feature = $feature),+));
        found && cfg!(target_endian = "little")
    }};
}
pub(super) use found;
