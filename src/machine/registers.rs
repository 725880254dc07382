//! Clearing of vector registers after a service.
//!
//! Key schedules and plaintext pass through vector registers and would stay there until something
//! else needs them. General registers are cleared where the stack is wiped, too; on hot paths the
//! compiler reuses them within a few instructions.

/// Clears every vector register that a kernel on this processor may have used, or a copy by the
/// system's library. A target compiled without vector registers (`x86_64-unknown-none`) has none to
/// clear: there no kernel but the portable ones is chosen.
///
/// Time: constant for a processor.
#[inline]
pub(crate) fn clear() {
    #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
    x86_64::clear();
    #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
    aarch64::clear();
}

/// As [`clear`], and the mask registers of AVX-512, which hold the answers of comparisons, and the
/// general registers that a function may change. Callees give the others back as they were.
///
/// Time: constant for a processor.
#[inline]
pub(crate) fn clear_all() {
    clear();
    #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
    x86_64::clear_masks();
    // SAFETY: the clobbered registers are declared.
    #[cfg(target_arch = "x86_64")]
    unsafe {
        core::arch::asm!(
            "xor eax, eax", "xor ecx, ecx", "xor edx, edx", "xor esi, esi", "xor edi, edi",
            "xor r8d, r8d", "xor r9d, r9d", "xor r10d, r10d", "xor r11d, r11d",
            out("rax") _, out("rcx") _, out("rdx") _, out("rsi") _, out("rdi") _,
            out("r8") _, out("r9") _, out("r10") _, out("r11") _,
            options(nomem, nostack)
        );
    }
    // SAFETY: as above.
    #[cfg(target_arch = "aarch64")]
    unsafe {
        core::arch::asm!(
            "mov x0, #0", "mov x1, #0", "mov x2, #0", "mov x3, #0", "mov x4, #0", "mov x5, #0", "mov x6, #0",
            "mov x7, #0", "mov x8, #0", "mov x9, #0", "mov x10, #0", "mov x11, #0", "mov x12, #0", "mov x13, #0",
            "mov x14, #0", "mov x15, #0", "mov x16, #0", "mov x17, #0",
            out("x0") _, out("x1") _, out("x2") _, out("x3") _, out("x4") _, out("x5") _, out("x6") _, out("x7") _,
            out("x8") _, out("x9") _, out("x10") _, out("x11") _, out("x12") _, out("x13") _, out("x14") _,
            out("x15") _, out("x16") _, out("x17") _,
            options(nomem, nostack)
        );
    }
}

#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
mod aarch64 {
    #[inline]
    pub(super) fn clear() {
        // SAFETY: the target is compiled for these registers; the clobbered ones are declared.
        unsafe {
            core::arch::asm!(
                "movi v0.2d, #0", "movi v1.2d, #0", "movi v2.2d, #0", "movi v3.2d, #0",
                "movi v4.2d, #0", "movi v5.2d, #0", "movi v6.2d, #0", "movi v7.2d, #0",
                "movi v8.2d, #0", "movi v9.2d, #0", "movi v10.2d, #0", "movi v11.2d, #0",
                "movi v12.2d, #0", "movi v13.2d, #0", "movi v14.2d, #0", "movi v15.2d, #0",
                "movi v16.2d, #0", "movi v17.2d, #0", "movi v18.2d, #0", "movi v19.2d, #0",
                "movi v20.2d, #0", "movi v21.2d, #0", "movi v22.2d, #0", "movi v23.2d, #0",
                "movi v24.2d, #0", "movi v25.2d, #0", "movi v26.2d, #0", "movi v27.2d, #0",
                "movi v28.2d, #0", "movi v29.2d, #0", "movi v30.2d, #0", "movi v31.2d, #0",
                out("v0") _, out("v1") _, out("v2") _, out("v3") _, out("v4") _, out("v5") _, out("v6") _, out("v7") _,
                out("v8") _, out("v9") _, out("v10") _, out("v11") _, out("v12") _, out("v13") _, out("v14") _, out("v15") _,
                out("v16") _, out("v17") _, out("v18") _, out("v19") _, out("v20") _, out("v21") _, out("v22") _, out("v23") _,
                out("v24") _, out("v25") _, out("v26") _, out("v27") _, out("v28") _, out("v29") _, out("v30") _, out("v31") _,
                options(nomem, nostack, preserves_flags)
            );
        }
    }
}

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod x86_64 {
    use crate::machine::cpu;

    /// Asks for hidden features, too: the system's library copies with all registers that there
    /// are, whatever the kernels may use.
    #[inline]
    pub(super) fn clear() {
        if let Some(cpu) = cpu::Avx512::detect_hidden() {
            clear_avx512(cpu);
        } else if let Some(cpu) = cpu::Avx2::detect_hidden() {
            clear_avx(cpu);
        } else {
            clear_sse();
        }
    }

    /// The mask registers, where there are some.
    #[inline]
    pub(super) fn clear_masks() {
        if cpu::Avx512::detect_hidden().is_none() {
            return;
        }
        // SAFETY: the token proves AVX-512BW; the clobbered registers are declared.
        unsafe {
            core::arch::asm!(
                "kxorq k0, k0, k0", "kxorq k1, k1, k1", "kxorq k2, k2, k2", "kxorq k3, k3, k3",
                "kxorq k4, k4, k4", "kxorq k5, k5, k5", "kxorq k6, k6, k6", "kxorq k7, k7, k7",
                out("k0") _, out("k1") _, out("k2") _, out("k3") _,
                out("k4") _, out("k5") _, out("k6") _, out("k7") _,
                options(nomem, nostack, preserves_flags)
            );
        }
    }

    /// One by one: a register exclusive-ored with itself takes no unit of these processors, and
    /// `vzeroall` takes twice as long as all of them. An instruction of AVX clears a register to
    /// its full width. `vzeroupper` tells the processor that no wide state is left.
    #[inline]
    fn clear_avx512(_cpu: cpu::Avx512) {
        // SAFETY: `_cpu` proves AVX-512VL; the clobbered registers are declared.
        unsafe {
            core::arch::asm!(
                "vzeroupper",
                "vpxor xmm0, xmm0, xmm0", "vpxor xmm1, xmm1, xmm1", "vpxor xmm2, xmm2, xmm2", "vpxor xmm3, xmm3, xmm3",
                "vpxor xmm4, xmm4, xmm4", "vpxor xmm5, xmm5, xmm5", "vpxor xmm6, xmm6, xmm6", "vpxor xmm7, xmm7, xmm7",
                // With these sources an instruction is a byte shorter.
                "vpxor xmm8, xmm0, xmm0", "vpxor xmm9, xmm0, xmm0", "vpxor xmm10, xmm0, xmm0", "vpxor xmm11, xmm0, xmm0",
                "vpxor xmm12, xmm0, xmm0", "vpxor xmm13, xmm0, xmm0", "vpxor xmm14, xmm0, xmm0", "vpxor xmm15, xmm0, xmm0",
                "vpxord xmm16, xmm16, xmm16", "vpxord xmm17, xmm17, xmm17",
                "vpxord xmm18, xmm18, xmm18", "vpxord xmm19, xmm19, xmm19",
                "vpxord xmm20, xmm20, xmm20", "vpxord xmm21, xmm21, xmm21",
                "vpxord xmm22, xmm22, xmm22", "vpxord xmm23, xmm23, xmm23",
                "vpxord xmm24, xmm24, xmm24", "vpxord xmm25, xmm25, xmm25",
                "vpxord xmm26, xmm26, xmm26", "vpxord xmm27, xmm27, xmm27",
                "vpxord xmm28, xmm28, xmm28", "vpxord xmm29, xmm29, xmm29",
                "vpxord xmm30, xmm30, xmm30", "vpxord xmm31, xmm31, xmm31",
                out("xmm0") _, out("xmm1") _, out("xmm2") _, out("xmm3") _, out("xmm4") _, out("xmm5") _,
                out("xmm6") _, out("xmm7") _, out("xmm8") _, out("xmm9") _, out("xmm10") _, out("xmm11") _,
                out("xmm12") _, out("xmm13") _, out("xmm14") _, out("xmm15") _,
                out("xmm16") _, out("xmm17") _, out("xmm18") _, out("xmm19") _, out("xmm20") _, out("xmm21") _,
                out("xmm22") _, out("xmm23") _, out("xmm24") _, out("xmm25") _, out("xmm26") _, out("xmm27") _,
                out("xmm28") _, out("xmm29") _, out("xmm30") _, out("xmm31") _,
                options(nomem, nostack, preserves_flags)
            );
        }
    }

    #[inline]
    fn clear_avx(_cpu: cpu::Avx2) {
        // SAFETY: `_cpu` proves AVX; the clobbered registers are declared.
        unsafe {
            core::arch::asm!(
                "vzeroall",
                out("xmm0") _, out("xmm1") _, out("xmm2") _, out("xmm3") _, out("xmm4") _, out("xmm5") _,
                out("xmm6") _, out("xmm7") _, out("xmm8") _, out("xmm9") _, out("xmm10") _, out("xmm11") _,
                out("xmm12") _, out("xmm13") _, out("xmm14") _, out("xmm15") _,
                options(nomem, nostack, preserves_flags)
            );
        }
    }

    #[inline]
    fn clear_sse() {
        // SAFETY: SSE2 is part of x86-64; the clobbered registers are declared.
        unsafe {
            core::arch::asm!(
                "pxor xmm0, xmm0", "pxor xmm1, xmm1", "pxor xmm2, xmm2", "pxor xmm3, xmm3",
                "pxor xmm4, xmm4", "pxor xmm5, xmm5", "pxor xmm6, xmm6", "pxor xmm7, xmm7",
                "pxor xmm8, xmm8", "pxor xmm9, xmm9", "pxor xmm10, xmm10", "pxor xmm11, xmm11",
                "pxor xmm12, xmm12", "pxor xmm13, xmm13", "pxor xmm14, xmm14", "pxor xmm15, xmm15",
                out("xmm0") _, out("xmm1") _, out("xmm2") _, out("xmm3") _, out("xmm4") _, out("xmm5") _,
                out("xmm6") _, out("xmm7") _, out("xmm8") _, out("xmm9") _, out("xmm10") _, out("xmm11") _,
                out("xmm12") _, out("xmm13") _, out("xmm14") _, out("xmm15") _,
                options(nomem, nostack, preserves_flags)
            );
        }
    }
}
