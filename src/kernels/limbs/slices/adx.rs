//! Limbs of 64 bits with MULX, ADCX and ADOX: products of eight limbs and eight limbs in registers.

use super::portable::{PRODUCT, reduced};
use super::{BLOCK, Block, Odd};
use crate::machine::cpu::Adx;
use crate::machine::wipe::Wiped;
#[cfg(not(qila_taint = "msan"))]
use core::arch::asm;

#[target_feature(enable = "adx,bmi2")]
pub(super) fn split(_cpu: Adx, limbs: &[u64], words: &mut [Block]) {
    super::portable::split(limbs, words);
}

#[target_feature(enable = "adx,bmi2")]
pub(super) fn join(_cpu: Adx, words: &[Block], limbs: &mut [u64]) {
    super::portable::join(words, limbs);
}

#[target_feature(enable = "adx,bmi2")]
pub(super) fn multiply(_cpu: Adx, m: Odd<'_>, a: &mut [Block], b: &[Block]) {
    let mut product = Wiped::new([[0; BLOCK]; PRODUCT / BLOCK]);
    let product = &mut product[..2 * a.len()];
    for (i, b) in b.iter().enumerate() {
        let mut carry = 0;
        for (k, a) in a.iter().enumerate() {
            let Some(window) = product[i + k..].first_chunk_mut() else { return };
            carry = add_product(window, a, b, carry);
        }
        // The block above is still zero.
        if let Some(top) = product.get_mut(i + a.len() + 1) {
            top[0] = carry;
        }
    }
    reduce(m, product, a);
}

#[target_feature(enable = "adx,bmi2")]
pub(super) fn square(_cpu: Adx, m: Odd<'_>, a: &mut [Block], times: usize) {
    for _ in 0..times {
        let mut product = Wiped::new([[0; BLOCK]; PRODUCT / BLOCK]);
        let product = &mut product[..2 * a.len()];
        // The products of two different blocks, once each.
        for (i, b) in a.iter().enumerate() {
            let mut carry = 0;
            for (k, a) in a.iter().enumerate().skip(i + 1) {
                let Some(window) = product[i + k..].first_chunk_mut() else { return };
                carry = add_product(window, a, b, carry);
            }
            if let Some(top) = product.get_mut(i + a.len() + 1) {
                top[0] = carry;
            }
        }
        double(product.as_flattened_mut());
        let mut carry = 0;
        for (i, a) in a.iter().enumerate() {
            let Some(window) = product[2 * i..].first_chunk_mut() else { return };
            carry = add_limb(window.as_flattened_mut(), carry) + add_product(window, a, a, 0);
        }
        reduce(m, product, a);
    }
}

#[target_feature(enable = "adx,bmi2")]
pub(super) fn multiply_both(cpu: Adx, m: [Odd<'_>; 2], [a0, a1]: [&mut [Block]; 2], b: [&[Block]; 2]) {
    multiply(cpu, m[0], a0, b[0]);
    multiply(cpu, m[1], a1, b[1]);
}

#[target_feature(enable = "adx,bmi2")]
pub(super) fn square_both(cpu: Adx, m: [Odd<'_>; 2], [a0, a1]: [&mut [Block]; 2], times: usize) {
    square(cpu, m[0], a0, times);
    square(cpu, m[1], a1, times);
}

#[target_feature(enable = "adx,bmi2")]
pub(super) fn select(_cpu: Adx, table: &[Block], index: u64, out: &mut [Block]) {
    super::portable::select(table, index, out);
}

/// Twice the number, which is below half of what there is room for.
fn double(limbs: &mut [u64]) {
    let mut bit = 0;
    for limb in limbs {
        (*limb, bit) = (*limb << 1 | bit, *limb >> 63);
    }
}

/// Adds a limb, and gives the carry.
fn add_limb(limbs: &mut [u64], limb: u64) -> u64 {
    let mut carry = limb;
    for limb in limbs {
        let (sum, is_above) = limb.overflowing_add(carry);
        (*limb, carry) = (sum, u64::from(is_above));
    }
    carry
}

/// The upper half of a product, to which as many multiples of `m` were added as make the lower half
/// zero.
#[target_feature(enable = "adx,bmi2")]
fn reduce(m: Odd<'_>, product: &mut [Block], out: &mut [Block]) {
    let (Some((first, rest)), mut above) = (m.blocks.split_first(), 0) else { return };
    for i in 0..m.blocks.len() {
        let Some(window) = product[i..].first_chunk_mut() else { return };
        let mut carry = cancel(window, first, &m.inverse);
        let (factors, upper) = product.split_at_mut(i + 1);
        for (k, m) in rest.iter().enumerate() {
            let Some(window) = upper[k..].first_chunk_mut() else { return };
            carry = add_product(window, m, &factors[i], carry);
        }
        // What this row of blocks carries out goes to the block above it.
        above += add_limb(upper[m.blocks.len()..].as_flattened_mut(), carry);
    }
    reduced(product[m.blocks.len()..].as_flattened(), above, m.blocks.as_flattened(), out.as_flattened_mut());
}

/// A row: adds eight limbs at `rsi` times `rdx` to eight registers. The lowest goes out; in its
/// place comes the highest.
#[cfg(not(qila_taint = "msan"))]
macro_rules! row {
    ($first:expr; $out:expr; $r0:literal $r1:literal $r2:literal $r3:literal $r4:literal $r5:literal $r6:literal $r7:literal) => {
        concat!(
            $first,
            "xor ecx, ecx\n", // clears the carries, too
            "mulx rcx, rax, [rsi]\n adcx ",
            $r0,
            ", rax\n adox ",
            $r1,
            ", rcx\n",
            $out,
            "mulx rcx, rax, [rsi + 8]\n adcx ",
            $r1,
            ", rax\n adox ",
            $r2,
            ", rcx\n",
            "mulx rcx, rax, [rsi + 16]\n adcx ",
            $r2,
            ", rax\n adox ",
            $r3,
            ", rcx\n",
            "mulx rcx, rax, [rsi + 24]\n adcx ",
            $r3,
            ", rax\n adox ",
            $r4,
            ", rcx\n",
            "mulx rcx, rax, [rsi + 32]\n adcx ",
            $r4,
            ", rax\n adox ",
            $r5,
            ", rcx\n",
            "mulx rcx, rax, [rsi + 40]\n adcx ",
            $r5,
            ", rax\n adox ",
            $r6,
            ", rcx\n",
            "mulx rcx, rax, [rsi + 48]\n adcx ",
            $r6,
            ", rax\n adox ",
            $r7,
            ", rcx\n",
            "mov ",
            $r0,
            ", 0\n",
            "mulx rcx, rax, [rsi + 56]\n adcx ",
            $r7,
            ", rax\n adox ",
            $r0,
            ", rcx\n",
            "mov eax, 0\n adcx ",
            $r0,
            ", rax\n",
        )
    };
}

/// Eight rows: before each what `first` gives for its number and its lowest register, in the middle
/// what `out` does.
#[cfg(not(qila_taint = "msan"))]
macro_rules! rows {
    ($first:ident, $out:ident) => {
        concat!(
            row!($first!("0", "r8"); $out!("0", "r8"); "r8" "r9" "r10" "r11" "r12" "r13" "r14" "r15"),
            row!($first!("8", "r9"); $out!("8", "r9"); "r9" "r10" "r11" "r12" "r13" "r14" "r15" "r8"),
            row!($first!("16", "r10"); $out!("16", "r10"); "r10" "r11" "r12" "r13" "r14" "r15" "r8" "r9"),
            row!($first!("24", "r11"); $out!("24", "r11"); "r11" "r12" "r13" "r14" "r15" "r8" "r9" "r10"),
            row!($first!("32", "r12"); $out!("32", "r12"); "r12" "r13" "r14" "r15" "r8" "r9" "r10" "r11"),
            row!($first!("40", "r13"); $out!("40", "r13"); "r13" "r14" "r15" "r8" "r9" "r10" "r11" "r12"),
            row!($first!("48", "r14"); $out!("48", "r14"); "r14" "r15" "r8" "r9" "r10" "r11" "r12" "r13"),
            row!($first!("56", "r15"); $out!("56", "r15"); "r15" "r8" "r9" "r10" "r11" "r12" "r13" "r14"),
        )
    };
}

/// The multiplier of a row of a product: the next limb.
#[cfg(not(qila_taint = "msan"))]
macro_rules! limb {
    ($offset:literal, $lowest:literal) => {
        concat!("mov rdx, [rbx + ", $offset, "]\n")
    };
}

/// A row's lowest limb is done.
#[cfg(not(qila_taint = "msan"))]
macro_rules! store {
    ($offset:literal, $lowest:literal) => {
        concat!("mov [rdi + ", $offset, "], ", $lowest, "\n")
    };
}

/// The multiplier that makes the lowest limb zero, which is kept.
#[cfg(not(qila_taint = "msan"))]
macro_rules! canceller {
    ($offset:literal, $lowest:literal) => {
        concat!("mov rdx, ", $lowest, "\n imul rdx, [rbx]\n mov [rdi + ", $offset, "], rdx\n")
    };
}

/// The lowest limb is zero, and needs no place.
#[cfg(not(qila_taint = "msan"))]
macro_rules! nothing {
    ($offset:literal, $lowest:literal) => {
        ""
    };
}

/// Eight rows on the block at `rdi`, and their upper half added to the block behind it. `rax` has
/// what the rows read through `rbx`, which the compiler keeps for itself; `rcx` a carry into the
/// upper half. A carry comes out in `rax`.
#[cfg(not(qila_taint = "msan"))]
macro_rules! window {
    ($window:ident, $limbs:ident, $other:expr, $carry:expr, $first:ident, $out:ident) => {{
        let carry: u64;
        // SAFETY: reads eight limbs at `rsi`, and at `rbx` eight or one, as `first` does; reads and
        // writes the sixteen of the window. The types have these lengths. `rbx` is restored.
        unsafe {
            asm!(
                "push rbx",
                "push rcx",
                "mov rbx, rax",
                "mov r8, [rdi]",
                "mov r9, [rdi + 8]",
                "mov r10, [rdi + 16]",
                "mov r11, [rdi + 24]",
                "mov r12, [rdi + 32]",
                "mov r13, [rdi + 40]",
                "mov r14, [rdi + 48]",
                "mov r15, [rdi + 56]",
                rows!($first, $out),
                "pop rax",
                "add rax, -1", // the carry, as a flag
                "adc [rdi + 64], r8",
                "adc [rdi + 72], r9",
                "adc [rdi + 80], r10",
                "adc [rdi + 88], r11",
                "adc [rdi + 96], r12",
                "adc [rdi + 104], r13",
                "adc [rdi + 112], r14",
                "adc [rdi + 120], r15",
                "setc al",
                "movzx eax, al",
                "pop rbx",
                in("rdi") $window.as_mut_ptr(), in("rsi") $limbs.as_ptr(),
                inout("rax") $other => carry, inout("rcx") $carry => _, out("rdx") _,
                out("r8") _, out("r9") _, out("r10") _, out("r11") _,
                out("r12") _, out("r13") _, out("r14") _, out("r15") _,
            );
        }
        carry
    }};
}

/// Adds `a b` to the window, and `carry`, 0 or 1, to its upper half; gives the carry out of it.
#[cfg(not(qila_taint = "msan"))]
#[inline]
#[target_feature(enable = "adx,bmi2")]
fn add_product(window: &mut [Block; 2], a: &Block, b: &Block, carry: u64) -> u64 {
    window!(window, a, b.as_ptr(), carry, limb, store)
}

/// Makes the lower half zero by multiples of `m`, and gives the carry out of the upper one. The
/// multiples stand where the lower half was.
#[cfg(not(qila_taint = "msan"))]
#[inline]
#[target_feature(enable = "adx,bmi2")]
fn cancel(window: &mut [Block; 2], m: &Block, inverse: &u64) -> u64 {
    window!(window, m, core::ptr::from_ref(inverse), 0_u64, canceller, nothing)
}

// MemorySanitizer cannot follow assembly.
#[cfg(qila_taint = "msan")]
use super::portable::{add_product, cancel};
