//! What x86-64 has, from CPUID, asked once for all tokens: in a virtual machine each CPUID is an
//! exit to the hypervisor, which takes microseconds.

use core::arch::x86_64::{__cpuid, __cpuid_count};
use core::sync::atomic::{AtomicU32, Ordering};

/// Whether all of these are there.
macro_rules! found {
    ($($feature:tt),+) => {{
        const WANTED: u32 = x86_64::wanted(&[$($feature),+]);
        cfg!(all($(target_feature = $feature),+)) || x86_64::all() & WANTED == WANTED
    }};
}
pub(super) use found;

/// The words of CPUID that are looked at: leaf 1 ECX, leaf 7 EBX and ECX.
#[derive(Clone, Copy)]
enum Word {
    Leaf1C,
    Leaf7B,
    Leaf7C,
}
use Word::{Leaf1C, Leaf7B, Leaf7C};

/// The registers that the operating system must save for a feature, as bits of XCR0.
const NONE: u32 = 0;
const YMM: u32 = 0b110;
const ZMM: u32 = 0b1110_0110;

/// The features: name, word and bit (Intel SDM volume 2A, CPUID), registers. The place in the table
/// is the bit in [`all`].
const TABLE: &[(&str, Word, u32, u32)] = &[
    ("pclmulqdq", Leaf1C, 1, NONE),
    ("ssse3", Leaf1C, 9, NONE),
    ("sse4.1", Leaf1C, 19, NONE),
    ("aes", Leaf1C, 25, NONE),
    ("rdrand", Leaf1C, 30, NONE),
    ("bmi1", Leaf7B, 3, NONE),
    ("avx2", Leaf7B, 5, YMM),
    ("bmi2", Leaf7B, 8, NONE),
    ("avx512f", Leaf7B, 16, ZMM),
    ("avx512dq", Leaf7B, 17, ZMM),
    ("rdseed", Leaf7B, 18, NONE),
    ("adx", Leaf7B, 19, NONE),
    ("avx512ifma", Leaf7B, 21, ZMM),
    ("sha", Leaf7B, 29, NONE),
    ("avx512bw", Leaf7B, 30, ZMM),
    ("avx512vl", Leaf7B, 31, ZMM),
    ("vaes", Leaf7C, 9, YMM),
    ("vpclmulqdq", Leaf7C, 10, YMM),
];
/// Set when CPUID has been asked.
const ASKED: u32 = 1 << 31;
const _: () = assert!(TABLE.len() < 31);

static FOUND: AtomicU32 = AtomicU32::new(0);

/// The bits of the named features. A name that is not in the table does not compile.
pub(super) const fn wanted(names: &[&str]) -> u32 {
    let mut bits = 0;
    let mut i = 0;
    while i < names.len() {
        let mut place = 0;
        while !is_equal(TABLE[place].0.as_bytes(), names[i].as_bytes()) {
            place += 1;
        }
        bits |= 1 << place;
        i += 1;
    }
    bits
}

const fn is_equal(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

/// All features that are there and that the operating system supports.
#[inline]
pub(super) fn all() -> u32 {
    match FOUND.load(Ordering::Relaxed) {
        0 => ask(),
        found => found,
    }
}

#[cold]
fn ask() -> u32 {
    let mut found = ASKED;
    // Targets without an operating system are compiled without vector registers, and nobody saves
    // them there.
    if !cfg!(any(target_os = "none", target_os = "uefi", target_env = "sgx")) {
        let leaf1 = __cpuid(1).ecx;
        // Above its highest leaf a processor may answer with another leaf's words.
        let leaf7 = (__cpuid(0).eax >= 7).then(|| __cpuid_count(7, 0));
        let (leaf7b, leaf7c) = leaf7.map_or((0, 0), |leaf| (leaf.ebx, leaf.ecx));
        let saved = if leaf1 >> 27 & 1 == 1 { xcr0() } else { 0 };
        for (place, (_, word, bit, registers)) in TABLE.iter().enumerate() {
            let word = match word {
                Leaf1C => leaf1,
                Leaf7B => leaf7b,
                Leaf7C => leaf7c,
            };
            found |= (word >> bit & 1 & u32::from(saved & registers == *registers)) << place;
        }
    }
    FOUND.store(found, Ordering::Relaxed);
    found
}

/// The registers that the operating system saves. Only where CPUID shows OSXSAVE (leaf 1, ECX, bit
/// 27).
fn xcr0() -> u32 {
    let low: u32;
    // SAFETY: the caller has seen OSXSAVE, so the instruction exists and may be used; it touches no
    // memory.
    unsafe {
        core::arch::asm!("xgetbv", in("ecx") 0, out("eax") low, out("edx") _, options(nomem, nostack, preserves_flags));
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The standard library finds the same.
    #[test]
    fn agrees_with_the_standard_library() {
        macro_rules! compare {
            ($($name:tt)+) => {
                $(assert_eq!(all() & wanted(&[$name]) != 0, std::is_x86_feature_detected!($name), $name);)+
                assert_eq!([$($name),+].len(), TABLE.len());
            };
        }
        compare!(
            "pclmulqdq" "ssse3" "sse4.1" "aes" "rdrand" "bmi1" "avx2" "bmi2" "avx512f" "avx512dq" "rdseed" "adx"
            "avx512ifma" "sha" "avx512bw" "avx512vl" "vaes" "vpclmulqdq"
        );
    }
}
