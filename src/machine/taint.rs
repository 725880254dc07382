//! Marks for the check of secret independence on compiled code.
//!
//! In a normal build [`declassify`] is the identity and compiles to nothing. Builds with
//! `--cfg qila_taint="memcheck"` or `"msan"` mark secrets undefined with [`secret`]. The tool
//! reports every branch and address that depends on one. `declassify` releases a value. So the
//! calls of `declassify` are the list of exceptions, each with its reason.

/// Releases a value that was computed from secrets, because `_why` says it may be known.
#[inline(always)]
#[cfg_attr(not(any(qila_taint = "memcheck", qila_taint = "msan")), allow(unused_mut))]
pub(crate) fn declassify<T: Copy>(mut value: T, _why: &'static str) -> T {
    #[cfg(any(qila_taint = "memcheck", qila_taint = "msan"))]
    tool::define((&raw mut value).cast(), size_of::<T>());
    value
}

/// Releases bytes that were computed from secrets: an output that leaves the secret world.
#[cfg(feature = "lab")]
#[inline(always)]
pub(crate) fn declassify_bytes(_bytes: &mut [u8], _why: &'static str) {
    #[cfg(any(qila_taint = "memcheck", qila_taint = "msan"))]
    tool::define(_bytes.as_mut_ptr(), _bytes.len());
}

/// Marks bytes as secret, from now on, for the tool that runs the program.
#[cfg(feature = "lab")]
pub(crate) fn secret(_bytes: &mut [u8]) {
    #[cfg(any(qila_taint = "memcheck", qila_taint = "msan"))]
    tool::undefine(_bytes.as_mut_ptr(), _bytes.len());
}

/// Valgrind's memcheck: client requests, whose numbers and instruction sequence are those of
/// `valgrind/memcheck.h`.
#[cfg(all(qila_taint = "memcheck", target_arch = "x86_64"))]
mod tool {
    /// `VG_USERREQ_TOOL_BASE('M', 'C')`.
    const BASE: usize = (b'M' as usize) << 24 | (b'C' as usize) << 16;
    #[cfg(feature = "lab")]
    const MAKE_MEM_UNDEFINED: usize = BASE + 1;
    const MAKE_MEM_DEFINED: usize = BASE + 2;

    #[cfg(feature = "lab")]
    pub(super) fn undefine(address: *mut u8, len: usize) {
        request(MAKE_MEM_UNDEFINED, address, len);
    }

    pub(super) fn define(address: *mut u8, len: usize) {
        request(MAKE_MEM_DEFINED, address, len);
    }

    fn request(number: usize, address: *mut u8, len: usize) {
        let arguments = [number, address as usize, len, 0, 0, 0];
        // SAFETY: outside valgrind the rotations add up to 128 bits, twice a full turn, and
        // `xchg rbx, rbx` does nothing; under valgrind the request reads `arguments` and changes
        // only its own shadow memory. The asm may touch memory as far as the compiler knows, so it
        // is not moved across the uses of the bytes.
        unsafe {
            core::arch::asm!(
                "rol rdi, 3", "rol rdi, 13", "rol rdi, 61", "rol rdi, 51", "xchg rbx, rbx",
                in("rax") &raw const arguments, inout("rdx") 0_usize => _, inout("rdi") 0_usize => _,
            );
        }
    }
}

/// MemorySanitizer, through its runtime.
#[cfg(qila_taint = "msan")]
mod tool {
    unsafe extern "C" {
        #[cfg(feature = "lab")]
        fn __msan_poison(address: *const core::ffi::c_void, len: usize);
        fn __msan_unpoison(address: *const core::ffi::c_void, len: usize);
    }

    #[cfg(feature = "lab")]
    pub(super) fn undefine(address: *mut u8, len: usize) {
        // SAFETY: the runtime marks its shadow of a range that the caller owns.
        unsafe { __msan_poison(address.cast(), len) }
    }

    pub(super) fn define(address: *mut u8, len: usize) {
        // SAFETY: as above.
        unsafe { __msan_unpoison(address.cast(), len) }
    }
}
