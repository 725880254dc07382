//! p = 2^256 - 2^224 + 2^192 + 2^96 - 1. As -1 / p is 1 modulo 2^64, the lowest limb itself says
//! which multiple of p makes it zero.

use super::{step, twice};
use crate::machine::cpu::Adx;
use core::arch::{asm, naked_asm};

/// Adds limb `$i` at `rdi` times the limbs at `rsi` to four registers, and makes a fifth.
macro_rules! row {
    ($i:literal; $r0:literal $r1:literal $r2:literal $r3:literal $r4:literal) => {
        concat! {
            "mov rdx, [rdi + 8*", $i, "]; xor ", $r4, ", ", $r4, "; ",
            step!(0, $r0, $r1), step!(1, $r1, $r2), step!(2, $r2, $r3), step!(3, $r3, $r4),
            "mov eax, 0; adcx ", $r4, ", rax; ",
        }
    };
}

/// Adds the multiple of p that makes the lowest of four limbs zero; the limb above them goes into
/// its place. `rdx` is 2^64 - 2^32 + 1, the highest limb of p, and `rsi` is 32.
macro_rules! cancel {
    ($r0:literal $r1:literal $r2:literal $r3:literal) => {
        concat! {
            "shlx rax, ", $r0, ", rsi; shrx rcx, ", $r0, ", rsi; ",
            "mulx ", $r0, ", rdi, ", $r0, "; ",
            "add ", $r1, ", rax; adc ", $r2, ", rcx; adc ", $r3, ", rdi; adc ", $r0, ", 0; ",
        }
    };
}

/// Divides the limbs in `r8` to `r15` by r: the result is in `r8` to `r11`.
macro_rules! reduce {
    () => {
        concat! {
            "mov rdx, -0xffffffff; mov esi, 32; ",
            cancel!("r8" "r9" "r10" "r11"),
            cancel!("r9" "r10" "r11" "r8"),
            cancel!("r10" "r11" "r8" "r9"),
            cancel!("r11" "r8" "r9" "r10"),
            "add r8, r12; adc r9, r13; adc r10, r14; adc r11, r15; sbb rdi, rdi; ",
            // Less p, where that is not negative.
            "mov eax, -1; mov r12, r8; mov r13, r9; mov r14, r10; mov r15, r11; ",
            "sub r12, -1; sbb r13, rax; sbb r14, 0; sbb r15, rdx; sbb rdi, 0; ",
            "cmovnc r8, r12; cmovnc r9, r13; cmovnc r10, r14; cmovnc r11, r15; ",
        }
    };
}

/// The limbs of `a` at `rsi` and of `b` at `rdi`: the product is in `r8` to `r11`.
#[unsafe(naked)]
extern "C" fn product() {
    naked_asm!(
        "mov rdx, [rdi]; mulx r9, r8, [rsi]",
        "mulx r10, rax, [rsi + 8]; add r9, rax",
        "mulx r11, rax, [rsi + 16]; adc r10, rax",
        "mulx r12, rax, [rsi + 24]; adc r11, rax; adc r12, 0",
        row!(1; "r9" "r10" "r11" "r12" "r13"),
        row!(2; "r10" "r11" "r12" "r13" "r14"),
        row!(3; "r11" "r12" "r13" "r14" "r15"),
        reduce!(),
        "ret",
    )
}

/// The limbs of `a` at `rsi`: the square is in `r8` to `r11`.
#[unsafe(naked)]
extern "C" fn squared() {
    naked_asm!(
        // The products of different limbs.
        "mov rdx, [rsi]; mulx r10, r9, [rsi + 8]",
        "mulx r11, rax, [rsi + 16]; add r10, rax",
        "mulx r12, rax, [rsi + 24]; adc r11, rax; adc r12, 0",
        "mov rdx, [rsi + 16]; xor r14, r14",
        step!(1, "r11", "r12"),
        "mulx r14, r13, [rsi + 24]; mov rdx, [rsi + 8]",
        step!(3, "r12", "r13"),
        "mov eax, 0; adcx r13, rax; adox r14, rax; adcx r14, rax",
        // Twice them, and the squares of the limbs.
        "xor r15, r15; mov rdx, [rsi]; mulx rcx, r8, rdx; adcx r9, r9; adox r9, rcx",
        twice!(1, "r10", "r11"),
        twice!(2, "r12", "r13"),
        twice!(3, "r14", "r15"),
        reduce!(),
        "ret",
    )
}

#[inline(always)]
pub(in super::super) fn multiply_256(_cpu: Adx, a: &[u64; 4], b: &[u64; 4]) -> [u64; 4] {
    let (r0, r1, r2, r3);
    // SAFETY: the token proves the instructions; what is read are the limbs of `a` and of `b`.
    unsafe {
        asm!(
            "call {}", sym product,
            inout("rsi") a.as_ptr() => _, inout("rdi") b.as_ptr() => _,
            out("rax") _, out("rcx") _, out("rdx") _,
            out("r8") r0, out("r9") r1, out("r10") r2, out("r11") r3,
            out("r12") _, out("r13") _, out("r14") _, out("r15") _,
            options(pure, readonly),
        );
    }
    [r0, r1, r2, r3]
}

#[inline(always)]
pub(in super::super) fn square_256(_cpu: Adx, a: &[u64; 4]) -> [u64; 4] {
    let (r0, r1, r2, r3);
    // SAFETY: the token proves the instructions; what is read are the limbs of `a`.
    unsafe {
        asm!(
            "call {}", sym squared,
            inout("rsi") a.as_ptr() => _, out("rdi") _,
            out("rax") _, out("rcx") _, out("rdx") _,
            out("r8") r0, out("r9") r1, out("r10") r2, out("r11") r3,
            out("r12") _, out("r13") _, out("r14") _, out("r15") _,
            options(pure, readonly),
        );
    }
    [r0, r1, r2, r3]
}
