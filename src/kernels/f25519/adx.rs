//! Integers modulo 2^255 - 19 in four words, with MULX, ADCX and ADOX.
//!
//! A number of 256 bits stands for its remainder, so that nothing here has a bound.

use super::super::element::{Ring, mask_of, operators};
use super::{MODULUS, P, SMALL, root_power};
use crate::kernels::element;
use crate::kernels::limbs::inverse::invert;
use crate::machine::cpu::Adx;
use core::arch::asm;
use core::arch::x86_64::{_addcarry_u64, _subborrow_u64};
use subtle::Choice;

/// An element.
#[derive(Clone, Copy)]
pub(crate) struct Element([u64; 4], Adx);

operators!(Element);

/// 2^256 is 38.
const TWICE: u64 = 2 * SMALL;

/// The sum of four words and one, and what is carried out.
#[inline(always)]
fn plus(words: [u64; 4], [b0, b1, b2, b3]: [u64; 4]) -> ([u64; 4], u8) {
    let [mut a0, mut a1, mut a2, mut a3] = words;
    let mut carry = _addcarry_u64(0, a0, b0, &mut a0);
    carry = _addcarry_u64(carry, a1, b1, &mut a1);
    carry = _addcarry_u64(carry, a2, b2, &mut a2);
    carry = _addcarry_u64(carry, a3, b3, &mut a3);
    ([a0, a1, a2, a3], carry)
}

/// The difference, and what is borrowed.
#[inline(always)]
fn minus(words: [u64; 4], [b0, b1, b2, b3]: [u64; 4]) -> ([u64; 4], u8) {
    let [mut a0, mut a1, mut a2, mut a3] = words;
    let mut borrow = _subborrow_u64(0, a0, b0, &mut a0);
    borrow = _subborrow_u64(borrow, a1, b1, &mut a1);
    borrow = _subborrow_u64(borrow, a2, b2, &mut a2);
    borrow = _subborrow_u64(borrow, a3, b3, &mut a3);
    ([a0, a1, a2, a3], borrow)
}

/// 38, or 0.
#[inline(always)]
const fn twice_if(carry: u8) -> u64 {
    (carry as u64).wrapping_neg() & TWICE
}

impl Element {
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        let (sum, carry) = plus(self.0, other.0);
        let (mut sum, carry) = plus(sum, [twice_if(carry), 0, 0, 0]);
        sum[0] += twice_if(carry); // the sum is then below 38
        Self(sum, self.1)
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        let (difference, borrow) = minus(self.0, other.0);
        let (mut difference, borrow) = minus(difference, [twice_if(borrow), 0, 0, 0]);
        difference[0] -= twice_if(borrow); // the difference is then 2^256 - 38 or more
        Self(difference, self.1)
    }

    #[inline(always)]
    fn neg(self) -> Self {
        Self([0; 4], self.1).sub(self)
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self(multiply(&self.0, &other.0, self.1), self.1)
    }
}

/// One row of a product: `$word` of `b` times the words of `a`, added to four accumulators and put
/// into a fifth.
macro_rules! row {
    ($word:literal, $r0:literal, $r1:literal, $r2:literal, $r3:literal, $r4:literal) => {
        concat!(
            "mov rdx, [rdi + ",
            $word,
            "]\n",
            "xor ",
            $r4,
            ", ",
            $r4,
            "\n",
            "mulx rcx, rax, [rsi]\n adcx ",
            $r0,
            ", rax\n adox ",
            $r1,
            ", rcx\n",
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
            ", rax\n adox rcx, ",
            $r4,
            "\n",
            "adcx rcx, ",
            $r4,
            "\n",
            "mov ",
            $r4,
            ", rcx\n",
        )
    };
}

/// Adds 38 times the upper four words to the lower ones, and again what is above them.
macro_rules! fold {
    () => {
        concat!(
            "mov edx, 38\n",
            "xor edi, edi\n",
            "mulx rcx, rax, r12\n adcx r8, rax\n adox r9, rcx\n",
            "mulx rcx, rax, r13\n adcx r9, rax\n adox r10, rcx\n",
            "mulx rcx, rax, r14\n adcx r10, rax\n adox r11, rcx\n",
            "mulx rcx, rax, r15\n adcx r11, rax\n adox rcx, rdi\n",
            "adcx rcx, rdi\n",
            "imul rcx, rcx, 38\n",
            "add r8, rcx\n adc r9, 0\n adc r10, 0\n adc r11, 0\n",
            "sbb rax, rax\n",
            "and eax, 38\n",
            "add r8, rax\n",
        )
    };
}

#[inline]
fn multiply(a: &[u64; 4], b: &[u64; 4], _cpu: Adx) -> [u64; 4] {
    let (r0, r1, r2, r3);
    // SAFETY: the token proves the instructions; what is read are the four words of `a` and `b`.
    unsafe {
        asm!(
            "mov rdx, [rdi]",
            "mulx r9, r8, [rsi]",
            "mulx r10, rax, [rsi + 8]",
            "add r9, rax",
            "mulx r11, rax, [rsi + 16]",
            "adc r10, rax",
            "mulx r12, rax, [rsi + 24]",
            "adc r11, rax",
            "adc r12, 0",
            row!("8", "r9", "r10", "r11", "r12", "r13"),
            row!("16", "r10", "r11", "r12", "r13", "r14"),
            row!("24", "r11", "r12", "r13", "r14", "r15"),
            fold!(),
            inout("rdi") b.as_ptr() => _, in("rsi") a.as_ptr(),
            out("rax") _, out("rcx") _, out("rdx") _,
            out("r8") r0, out("r9") r1, out("r10") r2, out("r11") r3,
            out("r12") _, out("r13") _, out("r14") _, out("r15") _,
            options(pure, readonly, nostack),
        );
    }
    [r0, r1, r2, r3]
}

/// Doubles two accumulators, and adds the square of a word.
macro_rules! doubled {
    ($word:literal, $r0:literal, $r1:literal) => {
        concat!(
            "mov rdx, [rsi + ",
            $word,
            "]\n",
            "mulx rcx, rax, rdx\n",
            "adcx ",
            $r0,
            ", ",
            $r0,
            "\n adox ",
            $r0,
            ", rax\n",
            "adcx ",
            $r1,
            ", ",
            $r1,
            "\n adox ",
            $r1,
            ", rcx\n",
        )
    };
}

#[inline]
fn square(a: &[u64; 4], _cpu: Adx) -> [u64; 4] {
    let (r0, r1, r2, r3);
    // SAFETY: the token proves the instructions; what is read are the four words of `a`.
    unsafe {
        asm!(
            // The products of different words.
            "mov rdx, [rsi]",
            "mulx r10, r9, [rsi + 8]",
            "mulx r11, rax, [rsi + 16]",
            "add r10, rax",
            "mulx r12, rax, [rsi + 24]",
            "adc r11, rax",
            "adc r12, 0",
            "mov rdx, [rsi + 16]",
            "xor r14, r14",
            "mulx rcx, rax, [rsi + 8]",
            "adcx r11, rax",
            "adox r12, rcx",
            "mulx r14, r13, [rsi + 24]",
            "mov rdx, [rsi + 8]",
            "mulx rcx, rax, [rsi + 24]",
            "adcx r12, rax",
            "adox r13, rcx",
            "mov eax, 0",
            "adcx r13, rax",
            "adox r14, rax",
            "adcx r14, rax",
            // Twice them, and the squares of the words.
            "xor r15, r15",
            "mov rdx, [rsi]",
            "mulx rcx, r8, rdx",
            "adcx r9, r9",
            "adox r9, rcx",
            doubled!("8", "r10", "r11"),
            doubled!("16", "r12", "r13"),
            doubled!("24", "r14", "r15"),
            fold!(),
            in("rsi") a.as_ptr(), out("rdi") _,
            out("rax") _, out("rcx") _, out("rdx") _,
            out("r8") r0, out("r9") r1, out("r10") r2, out("r11") r3,
            out("r12") _, out("r13") _, out("r14") _, out("r15") _,
            options(pure, readonly, nostack),
        );
    }
    [r0, r1, r2, r3]
}

/// The product with a small number.
#[inline]
fn scaled(a: &[u64; 4], number: u32, _cpu: Adx) -> [u64; 4] {
    let (r0, r1, r2, r3);
    // SAFETY: the token proves the instructions; what is read are the four words of `a`.
    unsafe {
        asm!(
            "mulx r9, r8, [rsi]",
            "mulx r10, rax, [rsi + 8]",
            "add r9, rax",
            "mulx r11, rax, [rsi + 16]",
            "adc r10, rax",
            "mulx rcx, rax, [rsi + 24]",
            "adc r11, rax",
            "adc rcx, 0",
            "imul rcx, rcx, 38",
            "add r8, rcx",
            "adc r9, 0",
            "adc r10, 0",
            "adc r11, 0",
            "sbb rax, rax",
            "and eax, 38",
            "add r8, rax",
            in("rsi") a.as_ptr(), in("rdx") u64::from(number), out("rax") _, out("rcx") _,
            out("r8") r0, out("r9") r1, out("r10") r2, out("r11") r3,
            options(pure, readonly, nostack),
        );
    }
    [r0, r1, r2, r3]
}

impl Ring for Element {
    #[inline(always)]
    fn square(self) -> Self {
        Self(square(&self.0, self.1), self.1)
    }

    #[inline(always)]
    fn times(self, number: u32) -> Self {
        Self(scaled(&self.0, number, self.1), self.1)
    }
}

impl element::Element for Element {
    type Cpu = Adx;
    type Words = [u64; 4];

    #[inline(always)]
    fn of(cpu: Adx, words: &[u64; 4]) -> Self {
        Self(*words, cpu)
    }

    #[inline(always)]
    fn words(self) -> [u64; 4] {
        // 256 bits are less than 2 p + 38, so that p is taken off up to twice.
        let mut number = self.0;
        for _ in 0..2 {
            let (less, borrow) = minus(number, P);
            let mask = mask_of(Choice::from(borrow));
            for (word, less) in number.iter_mut().zip(less) {
                *word = (*word & mask) | (less & !mask);
            }
        }
        number
    }

    #[inline(always)]
    fn or(mut self, other: Self, choice: Choice) -> Self {
        let mask = mask_of(choice);
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own ^= mask & (*own ^ other);
        }
        self
    }

    #[inline(never)]
    fn root_power(self) -> Self {
        root_power(self)
    }

    fn invert(self) -> Self {
        Self::of(self.1, &invert(&self.words(), &MODULUS))
    }
}
