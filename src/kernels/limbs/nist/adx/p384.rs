//! p = 2^384 - 2^128 - 2^96 + 2^32 - 1, and -1 / p is 2^32 + 1 modulo 2^64.

use super::{step, twice};
use crate::machine::cpu::Adx;
use core::arch::{asm, naked_asm};
use core::mem::MaybeUninit;

/// 2^96 - 2^32 + 1 in two limbs, and the two lowest limbs of p.
static NUMBERS: [u64; 4] = [0xffff_ffff_0000_0001, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff_0000_0000];

/// Subtracts t (2^128 + 2^96 - 2^32 + 1) from six limbs, for the t that makes the lowest zero; that
/// register is then free. What t 2^384 adds above the six, less the borrow, is in `rdx`.
macro_rules! cancel {
    ($r0:literal $r1:literal $r2:literal $r3:literal $r4:literal $r5:literal) => {
        concat! {
            "mov rdx, ", $r0, "; shl rdx, 32; add rdx, ", $r0, "; ",
            "mulx rax, rcx, [rip + {numbers}]; mulx ", $r0, ", rcx, [rip + {numbers} + 8]; ",
            "add rax, rcx; adc ", $r0, ", rdx; mov ecx, 0; adc rcx, 0; ",
            "sub ", $r1, ", rax; sbb ", $r2, ", ", $r0, "; sbb ", $r3, ", rcx; ",
            "sbb ", $r4, ", 0; sbb ", $r5, ", 0; sbb rdx, 0; ",
        }
    };
}

/// Adds limb `$i` at `rdi` times the limbs at `rsi` to seven limbs, makes an eighth, and cancels
/// the lowest.
macro_rules! row {
    ($i:literal; $r0:literal $r1:literal $r2:literal $r3:literal $r4:literal $r5:literal $r6:literal $r7:literal) => {
        concat! {
            "mov rdx, [rdi + 8*", $i, "]; xor ", $r7, ", ", $r7, "; ",
            step!(0, $r0, $r1), step!(1, $r1, $r2), step!(2, $r2, $r3),
            step!(3, $r3, $r4), step!(4, $r4, $r5), step!(5, $r5, $r6),
            "mov eax, 0; adcx ", $r6, ", rax; adox ", $r7, ", rax; adcx ", $r7, ", rax; ",
            cancel!($r0 $r1 $r2 $r3 $r4 $r5),
            "add ", $r6, ", rdx; adc ", $r7, ", 0; ",
        }
    };
}

/// As [`cancel`]; what stands above the six goes into the place of the lowest.
macro_rules! rotate {
    ($r0:literal $r1:literal $r2:literal $r3:literal $r4:literal $r5:literal) => {
        concat! { cancel!($r0 $r1 $r2 $r3 $r4 $r5), "mov ", $r0, ", rdx; " }
    };
}

/// Takes p off six limbs below a carry, where that is not negative.
macro_rules! reduce_once {
    ($r0:literal $r1:literal $r2:literal $r3:literal $r4:literal $r5:literal; $carry:literal $spare:literal) => {
        concat! {
            "mov rax, ", $r0, "; mov rcx, ", $r1, "; mov rdx, ", $r2, "; ",
            "mov rsi, ", $r3, "; mov rdi, ", $r4, "; mov ", $spare, ", ", $r5, "; ",
            "sub rax, [rip + {numbers} + 16]; sbb rcx, [rip + {numbers} + 24]; sbb rdx, -2; ",
            "sbb rsi, -1; sbb rdi, -1; sbb ", $spare, ", -1; sbb ", $carry, ", 0; ",
            "cmovnc ", $r0, ", rax; cmovnc ", $r1, ", rcx; cmovnc ", $r2, ", rdx; ",
            "cmovnc ", $r3, ", rsi; cmovnc ", $r4, ", rdi; cmovnc ", $r5, ", ", $spare, "; ",
        }
    };
}

/// The limbs of `a` at `rsi` and of `b` at `rdi`: the product is in `r14`, `r15`, `r8` to `r11`.
#[unsafe(naked)]
extern "C" fn product() {
    naked_asm!(
        "xor r8d, r8d; xor r9d, r9d; xor r10d, r10d; xor r11d, r11d; xor r12d, r12d; xor r13d, r13d; xor r14d, r14d",
        row!(0; "r8" "r9" "r10" "r11" "r12" "r13" "r14" "r15"),
        row!(1; "r9" "r10" "r11" "r12" "r13" "r14" "r15" "r8"),
        row!(2; "r10" "r11" "r12" "r13" "r14" "r15" "r8" "r9"),
        row!(3; "r11" "r12" "r13" "r14" "r15" "r8" "r9" "r10"),
        row!(4; "r12" "r13" "r14" "r15" "r8" "r9" "r10" "r11"),
        row!(5; "r13" "r14" "r15" "r8" "r9" "r10" "r11" "r12"),
        reduce_once!("r14" "r15" "r8" "r9" "r10" "r11"; "r12" "r13"),
        "ret",
        numbers = sym NUMBERS,
    )
}

/// The limbs of `a` at `rsi`, and room for nine limbs at `rdi`: the square is in `r13`, `r8` to
/// `r12`.
#[unsafe(naked)]
extern "C" fn squared() {
    naked_asm!(
        // The products of different limbs: limbs 1 to 6 in `r8` to `r13`, and so on.
        "mov rdx, [rsi]; xor r14d, r14d; mulx r9, r8, [rsi + 8]",
        "mulx r10, rax, [rsi + 16]; adcx r9, rax",
        "mulx r11, rax, [rsi + 24]; adcx r10, rax",
        "mulx r12, rax, [rsi + 32]; adcx r11, rax",
        "mulx r13, rax, [rsi + 40]; adcx r12, rax; adcx r13, r14",
        "mov [rdi + 8], r8; mov [rdi + 16], r9; mov rdx, [rsi + 8]; xor r15d, r15d",
        step!(2, "r10", "r11"),
        step!(3, "r11", "r12"),
        step!(4, "r12", "r13"),
        step!(5, "r13", "r14"),
        "adcx r14, r15; mov rdx, [rsi + 16]; xor r8d, r8d",
        step!(3, "r12", "r13"),
        step!(4, "r13", "r14"),
        step!(5, "r14", "r15"),
        "adcx r15, r8; mov rdx, [rsi + 24]; xor r9d, r9d",
        step!(4, "r14", "r15"),
        step!(5, "r15", "r8"),
        "adcx r8, r9; mov rdx, [rsi + 32]; xor eax, eax",
        step!(5, "r8", "r9"),
        "mov eax, 0; adcx r9, rax",
        // Twice them, and the squares of the limbs.
        "xor eax, eax; mov rdx, [rsi]; mulx rcx, rax, rdx; mov [rdi], rax",
        "mov rax, [rdi + 8]; adcx rax, rax; adox rax, rcx; mov [rdi + 8], rax",
        "mov rdx, [rsi + 8]; mulx rcx, rax, rdx",
        "mov rdx, [rdi + 16]; adcx rdx, rdx; adox rdx, rax; mov [rdi + 16], rdx",
        "adcx r10, r10; adox r10, rcx",
        twice!(2, "r11", "r12"),
        twice!(3, "r13", "r14"),
        twice!(4, "r15", "r8"),
        "mov rdx, [rsi + 40]; mulx rcx, rax, rdx; adcx r9, r9; adox r9, rax",
        "mov eax, 0; adcx rcx, rax; adox rcx, rax",
        // The upper half goes to memory, and the lower one comes from there.
        "mov [rdi + 24], r13; mov [rdi + 32], r14; mov [rdi + 40], r15",
        "mov [rdi + 48], r8; mov [rdi + 56], r9; mov [rdi + 64], rcx",
        "mov r13, [rdi]; mov r8, [rdi + 8]; mov r9, [rdi + 16]",
        rotate!("r13" "r8" "r9" "r10" "r11" "r12"),
        rotate!("r8" "r9" "r10" "r11" "r12" "r13"),
        rotate!("r9" "r10" "r11" "r12" "r13" "r8"),
        rotate!("r10" "r11" "r12" "r13" "r8" "r9"),
        rotate!("r11" "r12" "r13" "r8" "r9" "r10"),
        rotate!("r12" "r13" "r8" "r9" "r10" "r11"),
        "add r13, [rdi + 24]; adc r8, [rdi + 32]; adc r9, [rdi + 40]",
        "adc r10, [rdi + 48]; adc r11, [rdi + 56]; adc r12, [rdi + 64]; sbb r15, r15",
        reduce_once!("r13" "r8" "r9" "r10" "r11" "r12"; "r15" "r14"),
        "ret",
        numbers = sym NUMBERS,
    )
}

#[inline(always)]
pub(in super::super) fn multiply_384(_cpu: Adx, a: &[u64; 6], b: &[u64; 6]) -> [u64; 6] {
    let (r0, r1, r2, r3, r4, r5);
    // SAFETY: the token proves the instructions; what is read are the limbs of `a` and of `b`.
    unsafe {
        asm!(
            "call {}", sym product,
            inout("rsi") a.as_ptr() => _, inout("rdi") b.as_ptr() => _,
            out("rax") _, out("rcx") _, out("rdx") _,
            out("r8") r2, out("r9") r3, out("r10") r4, out("r11") r5,
            out("r12") _, out("r13") _, out("r14") r0, out("r15") r1,
            options(pure, readonly),
        );
    }
    [r0, r1, r2, r3, r4, r5]
}

#[inline(always)]
pub(in super::super) fn square_384(_cpu: Adx, a: &[u64; 6]) -> [u64; 6] {
    let mut room = MaybeUninit::<[u64; 9]>::uninit();
    let (r0, r1, r2, r3, r4, r5);
    // SAFETY: the token proves the instructions; what is read are the limbs of `a`, what is written
    // those of `room`.
    unsafe {
        asm!(
            "call {}", sym squared,
            inout("rsi") a.as_ptr() => _, inout("rdi") room.as_mut_ptr() => _,
            out("rax") _, out("rcx") _, out("rdx") _,
            out("r8") r1, out("r9") r2, out("r10") r3, out("r11") r4,
            out("r12") r5, out("r13") r0, out("r14") _, out("r15") _,
        );
    }
    [r0, r1, r2, r3, r4, r5]
}
