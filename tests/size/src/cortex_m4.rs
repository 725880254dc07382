//! A Cortex-M4 without an operating system: its vector table, and semihosting for what it says.

use core::arch::{asm, global_asm};

// The stack of QEMU's board mps2-an386 begins at the end of its memory; `memory.ld` names both.
global_asm!(
    ".section .vectors, \"a\"",
    ".word __stack_top",
    ".word _start",
    ".text",
    ".globl _start",
    ".thumb_func",
    "_start:",
    "bl {main}",
    "udf #0",
    main = sym super::main,
);

const SYS_WRITE0: usize = 0x04;
const SYS_EXIT_EXTENDED: usize = 0x20;
/// `ADP_Stopped_ApplicationExit`: the next word is the status.
const APPLICATION_EXIT: usize = 0x2_0026;

pub fn write(text: &core::ffi::CStr) {
    call(SYS_WRITE0, text.as_ptr().addr());
}

pub fn exit(status: i32) -> ! {
    let block = [APPLICATION_EXIT, status as usize];
    loop {
        call(SYS_EXIT_EXTENDED, block.as_ptr().expose_provenance());
    }
}

fn call(operation: usize, parameter: usize) {
    // SAFETY: QEMU reads what the parameter points to.
    unsafe { asm!("bkpt #0xab", inout("r0") operation => _, in("r1") parameter) };
}
