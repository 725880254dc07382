//! The tokens of AArch64. Which features there are only the operating system can tell a program, so without `std` there
//! are those that the target is compiled for.

use super::{Feature, mask};

/// Makes a token type and its detection.
macro_rules! token {
    ($(#[$doc:meta])* $name:ident: $($feature:tt),+) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub(crate) struct $name(());

        impl $name {
            /// The token, if this processor and operating system have the features and no mask hides them.
            #[inline]
            pub(crate) fn detect() -> Option<Self> {
                #[cfg(feature = "std")]
                let found = $(std::arch::is_aarch64_feature_detected!($feature))&&+;
                #[cfg(not(feature = "std"))]
                let found = cfg!(all($(target_feature = $feature),+));
                // The kernels take the bytes of a vector in the order of its lanes.
                let little_endian = cfg!(target_endian = "little");
                (found && little_endian && !mask::hidden(Feature::$name)).then_some(Self(()))
            }
        }
    };
}

token!(
    /// Proves `neon`, `aes`, which is FEAT_AES with FEAT_PMULL.
    ArmAes: "neon", "aes"
);
token!(
    /// Proves `neon`, `sha2`, which is FEAT_SHA1 with FEAT_SHA256.
    ArmSha2: "neon", "sha2"
);
token!(
    /// Proves `neon`, `sha2`, `sha3`, which is FEAT_SHA512 with FEAT_SHA3.
    ArmSha3: "neon", "sha2", "sha3"
);
