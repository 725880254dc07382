//! Wiping bytes on the hot path. The crate `zeroize` writes byte by byte; this writes whole vectors and then shows the
//! memory to an empty piece of assembly, so that the compiler cannot leave the stores out.

/// Overwrites `bytes` with zeros.
///
/// Time: depends on the length.
#[inline(always)]
pub(crate) fn wipe(bytes: &mut [u8]) {
    #[cfg(any(target_arch = "x86_64", target_arch = "x86", target_arch = "aarch64", target_arch = "arm"))]
    {
        bytes.fill(0);
        // SAFETY: no instruction at all; without `nomem` the compiler has to take it that the bytes are read.
        unsafe { core::arch::asm!("/* {0} */", in(reg) bytes.as_mut_ptr(), options(nostack, preserves_flags)) };
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "x86", target_arch = "aarch64", target_arch = "arm")))]
    zeroize::Zeroize::zeroize(bytes);
}
