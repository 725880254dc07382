//! Entries of tables, by numbers that are secret: all of a table is read.

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod avx2;
mod portable;

use crate::kernels::choice::kernels;

kernels! {
    @type { #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Avx2 avx2 "avx2"; }
}

impl Kernel {
    /// The entry `index` of a table; zero if there is none. Time: constant for the table's size.
    #[inline(always)]
    pub(crate) fn lookup<const N: usize, const C: usize>(self, table: &[[[u64; N]; C]], index: u64) -> [[u64; N]; C] {
        match self.0 {
            Choice::Portable => portable::lookup(table, index),
            // SAFETY: the token proves the features that the function is compiled for.
            #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
            Choice::Avx2(cpu) => unsafe { avx2::lookup(cpu, table, index) },
        }
    }
}
