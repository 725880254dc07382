//! The services of the Linux kernel, asked for without a libc.

/// The numbers of the services in use.
#[cfg(target_arch = "x86_64")]
pub(super) mod number {
    pub(crate) const MMAP: usize = 9;
    pub(crate) const MUNMAP: usize = 11;
    pub(crate) const MADVISE: usize = 28;
    pub(crate) const GETPID: usize = 39;
    pub(crate) const FUTEX: usize = 202;
    pub(crate) const TIMER_CREATE: usize = 222;
    pub(crate) const TIMER_SETTIME: usize = 223;
    pub(crate) const TIMER_GETTIME: usize = 224;
    pub(crate) const TIMER_DELETE: usize = 226;
    pub(crate) const CLOCK_GETTIME: usize = 228;
}

/// The numbers of the services in use.
#[cfg(target_arch = "aarch64")]
pub(super) mod number {
    pub(crate) const FUTEX: usize = 98;
    pub(crate) const TIMER_CREATE: usize = 107;
    pub(crate) const TIMER_GETTIME: usize = 108;
    pub(crate) const TIMER_SETTIME: usize = 110;
    pub(crate) const TIMER_DELETE: usize = 111;
    pub(crate) const CLOCK_GETTIME: usize = 113;
    pub(crate) const GETPID: usize = 172;
    pub(crate) const MUNMAP: usize = 215;
    pub(crate) const MMAP: usize = 222;
    pub(crate) const MADVISE: usize = 233;
}

/// Asks the kernel for a service. Gives what the kernel gives: a negative error number, or the
/// result.
///
/// # Safety
/// The service, with these arguments, must leave Rust's memory as Rust expects it.
pub(super) unsafe fn system_call(number: usize, arguments: [usize; 6]) -> isize {
    let [a, b, c, d, e, f] = arguments;
    let result: isize;
    #[cfg(target_arch = "x86_64")]
    // SAFETY: the caller answers for the service; the registers are those of the Linux convention,
    // and the two that the instruction overwrites are declared.
    unsafe {
        core::arch::asm!(
            "syscall",
            inlateout("rax") number as isize => result,
            in("rdi") a, in("rsi") b, in("rdx") c, in("r10") d, in("r8") e, in("r9") f,
            lateout("rcx") _, lateout("r11") _, options(nostack),
        );
    }
    #[cfg(target_arch = "aarch64")]
    // SAFETY: as above.
    unsafe {
        core::arch::asm!(
            "svc 0",
            in("x8") number,
            inlateout("x0") a as isize => result,
            in("x1") b, in("x2") c, in("x3") d, in("x4") e, in("x5") f, options(nostack),
        );
    }
    result
}
