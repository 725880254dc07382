//! x86-64 Linux: where a program begins, and two system calls.

use core::arch::{asm, global_asm};

global_asm!(".globl _start", "_start:", "xor ebp, ebp", "and rsp, -16", "call {main}", "ud2", main = sym super::main);

pub fn write(text: &core::ffi::CStr) {
    let bytes = text.to_bytes();
    // SAFETY: `write` reads what the slice holds.
    unsafe {
        asm!(
            "syscall",
            inout("eax") 1 => _, in("edi") 1, in("rsi") bytes.as_ptr(), in("rdx") bytes.len(),
            lateout("rcx") _, lateout("r11") _,
        );
    }
}

pub fn exit(status: i32) -> ! {
    // SAFETY: `exit_group` does not return.
    unsafe { asm!("syscall", in("eax") 231, in("edi") status, options(noreturn)) }
}

/// Parts of `core` were compiled to unwind and name this function; a program that aborts never
/// calls it.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}
