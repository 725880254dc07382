//! p = 2^521 - 1. A multiple of p takes no product.
//!
//! r is 2^576. -1 / p is 1 + 2^521 modulo r, so the multiple of p to add to a product has the
//! factor m = low (1 + 2^521) modulo r, whose 55 lowest bits are those of the product. With a carry
//! c out of m, low + m p is ((m >> 55) + c) r.

use super::step;
use crate::machine::cpu::Adx;
use core::arch::{asm, naked_asm};
use core::mem::MaybeUninit;

/// Adds (m >> 55) + c to the upper half, which has one more than it should. What is then below
/// 2^521 was below p, and is one too much; elsewhere p is to be taken off, which leaves bit 521.
macro_rules! reduce {
    ($r0:literal $r1:literal $r2:literal $r3:literal $r4:literal $r5:literal $r6:literal $r7:literal $r8:literal) => {
        concat! {
            "mov rax, [rdi]; shl rax, 9; mov edx, 55; mov esi, 9; add [rdi + 64], rax; ",
            shifted!(0, "[rdi + 8]", $r0), shifted!(1, "[rdi + 16]", $r1), shifted!(2, "[rdi + 24]", $r2),
            shifted!(3, "[rdi + 32]", $r3), shifted!(4, "[rdi + 40]", $r4), shifted!(5, "[rdi + 48]", $r5),
            shifted!(6, "[rdi + 56]", $r6), shifted!(7, "[rdi + 64]", $r7),
            "shrx rax, [rdi + 64], rdx; adc ", $r8, ", rax; ",
            "mov rcx, ", $r8, "; shr rcx, 9; and ", $r8, ", 0x1ff; cmp rcx, 1; ",
            "sbb ", $r0, ", 0; sbb ", $r1, ", 0; sbb ", $r2, ", 0; sbb ", $r3, ", 0; sbb ", $r4, ", 0; ",
            "sbb ", $r5, ", 0; sbb ", $r6, ", 0; sbb ", $r7, ", 0; sbb ", $r8, ", 0; ",
        }
    };
}

/// Adds limb `$i` of m >> 55 to a register, without a change of the carry between.
macro_rules! shifted {
    ($i:literal, $above:literal, $r:literal) => {
        concat! {
            "shrx rax, [rdi + 8*", $i, "], rdx; shlx rcx, ", $above, ", rsi; lea rax, [rax + rcx]; ",
            "adc ", $r, ", rax; ",
        }
    };
}

/// Adds limb `$i` at `rbp` times the limbs at `rsi` to nine registers. The lowest goes to memory;
/// in its place comes the highest.
macro_rules! row {
    ($i:literal; $r0:literal $r1:literal $r2:literal $r3:literal $r4:literal $r5:literal $r6:literal $r7:literal $r8:literal) => {
        concat! {
            "mov rdx, [rbp + 8*", $i, "]; xor eax, eax; ",
            step!(0, $r0, $r1), "mov [rdi + 8*", $i, "], ", $r0, "; ",
            step!(1, $r1, $r2), step!(2, $r2, $r3), step!(3, $r3, $r4), step!(4, $r4, $r5),
            step!(5, $r5, $r6), step!(6, $r6, $r7), step!(7, $r7, $r8),
            "mulx ", $r0, ", rax, [rsi + 64]; adcx ", $r8, ", rax; mov eax, 0; ",
            "adox ", $r0, ", rax; adcx ", $r0, ", rax; ",
        }
    };
}

/// The limbs of `a` at `rsi` and of `b` at `rax`, and room for 18 limbs at `rdi`: the product is in
/// `rax`, `r8` to `r15`.
#[unsafe(naked)]
extern "C" fn product() {
    naked_asm!(
        "push rbx; push rbp; mov rbp, rax",
        "mov rdx, [rbp]; mulx r8, rax, [rsi]; mov [rdi], rax",
        "mulx r9, rax, [rsi + 8]; add r8, rax",
        "mulx r10, rax, [rsi + 16]; adc r9, rax",
        "mulx r11, rax, [rsi + 24]; adc r10, rax",
        "mulx r12, rax, [rsi + 32]; adc r11, rax",
        "mulx r13, rax, [rsi + 40]; adc r12, rax",
        "mulx r14, rax, [rsi + 48]; adc r13, rax",
        "mulx r15, rax, [rsi + 56]; adc r14, rax",
        "mulx rbx, rax, [rsi + 64]; adc r15, rax",
        "adc rbx, 1", // for the reduction; a product is not so near to 2^1152 that it overflows
        row!(1; "r8" "r9" "r10" "r11" "r12" "r13" "r14" "r15" "rbx"),
        row!(2; "r9" "r10" "r11" "r12" "r13" "r14" "r15" "rbx" "r8"),
        row!(3; "r10" "r11" "r12" "r13" "r14" "r15" "rbx" "r8" "r9"),
        row!(4; "r11" "r12" "r13" "r14" "r15" "rbx" "r8" "r9" "r10"),
        row!(5; "r12" "r13" "r14" "r15" "rbx" "r8" "r9" "r10" "r11"),
        row!(6; "r13" "r14" "r15" "rbx" "r8" "r9" "r10" "r11" "r12"),
        row!(7; "r14" "r15" "rbx" "r8" "r9" "r10" "r11" "r12" "r13"),
        row!(8; "r15" "rbx" "r8" "r9" "r10" "r11" "r12" "r13" "r14"),
        reduce!("rbx" "r8" "r9" "r10" "r11" "r12" "r13" "r14" "r15"),
        "mov rax, rbx; pop rbp; pop rbx; ret",
    )
}

/// Doubles limbs `2 $i` and `2 $i + 1` at `rdi`, and adds the square of limb `$i` at `rsi`, and
/// `$more` to the upper one.
macro_rules! twice {
    ($i:literal, $more:literal) => {
        concat! {
            "mov rdx, [rsi + 8*", $i, "]; mulx rcx, rax, rdx; lea rcx, [rcx + ", $more, "]; ",
            "mov r8, [rdi + 16*", $i, "]; adcx r8, r8; adox r8, rax; ",
            "mov r9, [rdi + 16*", $i, " + 8]; adcx r9, r9; adox r9, rcx; ",
            "mov [rdi + 16*", $i, "], r8; mov [rdi + 16*", $i, " + 8], r9; ",
        }
    };
}

/// Adds limb `$i` at `rsi` times those behind it to registers, makes a last one, and stores two
/// that are done.
macro_rules! triangle {
    ($i:literal, $last:literal, [$($j:literal $low:literal $high:literal),+], $done0:literal $done1:literal) => {
        concat! {
            "mov rdx, [rsi + 8*", $i, "]; xor ", $last, ", ", $last, "; ",
            $(step!($j, $low, $high),)+
            "mov eax, 0; adcx ", $last, ", rax; ",
            "mov [rdi + 16*", $i, " + 8], ", $done0, "; mov [rdi + 16*", $i, " + 16], ", $done1, "; ",
        }
    };
}

/// The limbs of `a` below p at `rsi`, and room for 18 limbs at `rdi`: the square is in `rax`, `r8`
/// to `r15`.
#[unsafe(naked)]
extern "C" fn squared() {
    naked_asm!(
        "push rbx",
        // The products of different limbs; two limbs of the sum are done with each row.
        "mov rdx, [rsi]; mulx r9, r8, [rsi + 8]",
        "mulx r10, rax, [rsi + 16]; add r9, rax",
        "mulx r11, rax, [rsi + 24]; adc r10, rax",
        "mulx r12, rax, [rsi + 32]; adc r11, rax",
        "mulx r13, rax, [rsi + 40]; adc r12, rax",
        "mulx r14, rax, [rsi + 48]; adc r13, rax",
        "mulx r15, rax, [rsi + 56]; adc r14, rax",
        "mulx rbx, rax, [rsi + 64]; adc r15, rax; adc rbx, 0",
        "mov [rdi + 8], r8; mov [rdi + 16], r9",
        triangle!(1, "r8", [2 "r10" "r11", 3 "r11" "r12", 4 "r12" "r13", 5 "r13" "r14", 6 "r14" "r15", 7 "r15" "rbx", 8 "rbx" "r8"], "r10" "r11"),
        triangle!(2, "r9", [3 "r12" "r13", 4 "r13" "r14", 5 "r14" "r15", 6 "r15" "rbx", 7 "rbx" "r8", 8 "r8" "r9"], "r12" "r13"),
        triangle!(3, "r10", [4 "r14" "r15", 5 "r15" "rbx", 6 "rbx" "r8", 7 "r8" "r9", 8 "r9" "r10"], "r14" "r15"),
        triangle!(4, "r11", [5 "rbx" "r8", 6 "r8" "r9", 7 "r9" "r10", 8 "r10" "r11"], "rbx" "r8"),
        triangle!(5, "r12", [6 "r9" "r10", 7 "r10" "r11", 8 "r11" "r12"], "r9" "r10"),
        triangle!(6, "r13", [7 "r11" "r12", 8 "r12" "r13"], "r11" "r12"),
        triangle!(7, "r14", [8 "r13" "r14"], "r13" "r14"),
        // Twice them, and the squares of the limbs.
        "xor eax, eax; mov rdx, [rsi]; mulx rcx, rax, rdx; mov [rdi], rax",
        "mov r9, [rdi + 8]; adcx r9, r9; adox r9, rcx; mov [rdi + 8], r9",
        twice!(1, 0),
        twice!(2, 0),
        twice!(3, 0),
        twice!(4, 1), // for the reduction
        twice!(5, 0),
        twice!(6, 0),
        twice!(7, 0),
        "mov rdx, [rsi + 64]; mulx rcx, rax, rdx",
        "adcx r14, r14; adox r14, rax; mov eax, 0; adcx rcx, rax; adox rcx, rax; mov r15, rcx",
        "mov rbx, [rdi + 72]; mov r8, [rdi + 80]; mov r9, [rdi + 88]; mov r10, [rdi + 96]",
        "mov r11, [rdi + 104]; mov r12, [rdi + 112]; mov r13, [rdi + 120]",
        reduce!("rbx" "r8" "r9" "r10" "r11" "r12" "r13" "r14" "r15"),
        "mov rax, rbx; pop rbx; ret",
    )
}

#[inline(always)]
pub(in super::super) fn multiply_521(_cpu: Adx, a: &[u64; 9], b: &[u64; 9]) -> [u64; 9] {
    let mut room = MaybeUninit::<[u64; 18]>::uninit();
    let (r0, r1, r2, r3, r4, r5, r6, r7, r8);
    // SAFETY: the token proves the instructions; what is read are the limbs of `a` and of `b`, what
    // is written those of `room`. `rbx` and `rbp` are restored.
    unsafe {
        asm!(
            "call {}", sym product,
            inout("rsi") a.as_ptr() => _, inout("rax") b.as_ptr() => r0, in("rdi") room.as_mut_ptr(),
            out("rcx") _, out("rdx") _,
            out("r8") r1, out("r9") r2, out("r10") r3, out("r11") r4,
            out("r12") r5, out("r13") r6, out("r14") r7, out("r15") r8,
        );
    }
    let r0: *const u64 = r0;
    [r0 as u64, r1, r2, r3, r4, r5, r6, r7, r8]
}

#[inline(always)]
pub(in super::super) fn square_521(_cpu: Adx, a: &[u64; 9]) -> [u64; 9] {
    let mut room = MaybeUninit::<[u64; 18]>::uninit();
    let (r0, r1, r2, r3, r4, r5, r6, r7, r8);
    // SAFETY: the token proves the instructions; what is read are the limbs of `a`, what is written
    // those of `room`. `rbx` is restored.
    unsafe {
        asm!(
            "call {}", sym squared,
            inout("rsi") a.as_ptr() => _, in("rdi") room.as_mut_ptr(),
            out("rax") r0, out("rcx") _, out("rdx") _,
            out("r8") r1, out("r9") r2, out("r10") r3, out("r11") r4,
            out("r12") r5, out("r13") r6, out("r14") r7, out("r15") r8,
        );
    }
    [r0, r1, r2, r3, r4, r5, r6, r7, r8]
}
