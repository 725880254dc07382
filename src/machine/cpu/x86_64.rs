//! What x86-64 has, by the crate `cpufeatures`.

/// Whether all of these are there, and the operating system saves the registers that they need:
/// three CPUIDs and XGETBV. Targets without an operating system have what they are compiled for.
macro_rules! found {
    ($($feature:tt),+) => {{
        ::cpufeatures::new!(all, $($feature),+);
        all::get()
    }};
}
pub(super) use found;

#[cfg(test)]
macro_rules! found_by_std {
    ($feature:tt) => {
        std::is_x86_feature_detected!($feature)
    };
}
#[cfg(test)]
pub(super) use found_by_std;
