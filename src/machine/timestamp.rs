//! The finest clock that a program may read by itself: a count that only goes up while the machine
//! runs.

/// The present count, or zero where the platform offers none.
///
/// x86-64: the time stamp counter, in cycles of a constant rate on every processor since 2008.
/// AArch64: the virtual counter, usually 24 to 1000 MHz. What is too coarse for jitter is found out
/// by measuring, not by name.
#[inline]
pub(crate) fn now() -> u64 {
    #[cfg(target_arch = "x86_64")]
    {
        // SAFETY: `rdtsc` needs no processor feature on x86-64 and touches no memory.
        unsafe { core::arch::x86_64::_rdtsc() }
    }
    #[cfg(target_arch = "aarch64")]
    {
        let count: u64;
        // SAFETY: reads a register that every operating system and bare-metal start-up leaves
        // readable; the barrier keeps it behind the work that is timed. No memory is touched.
        unsafe { core::arch::asm!("isb", "mrs {}, cntvct_el0", out(reg) count, options(nomem, nostack)) };
        count
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    {
        0
    }
}
