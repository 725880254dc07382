//! Runs every self-test of the module on bare Linux: no standard library, no allocator, no libc.
//! Exit status 0 if all passed, 1 if the module refused.
#![no_std]
#![no_main]

use core::arch::{asm, global_asm};
use core::panic::PanicInfo;

global_asm!(".globl _start", "_start:", "xor ebp, ebp", "and rsp, -16", "call {main}", "ud2", main = sym main);

extern "C" fn main() -> ! {
    let said = qila::admin::self_test().and_then(|()| {
        let digest = qila::hash::sha256(b"abc")?;
        // FIPS 180-4, the example of one block.
        let right = digest.starts_with(&[0xba, 0x78, 0x16, 0xbf]);
        if right { Ok(()) } else { Err(qila::Error::ModuleInErrorState) }
    });
    let said = said.and_then(|()| random_bytes());
    exit(i32::from(said.is_err()))
}

/// CPU jitter is the source that needs nobody's help: two generators under the root give different
/// bytes.
fn random_bytes() -> qila::Result<()> {
    qila::random::set_source(qila::random::Source::Jitter)?;
    let mut outputs = [[0; 32]; 2];
    for output in &mut outputs {
        qila::random::Rng::new()?.fill(output)?;
    }
    let different = outputs[0] != outputs[1] && !outputs.contains(&[0; 32]);
    if different { Ok(()) } else { Err(qila::Error::EntropyUnavailable) }
}

fn exit(status: i32) -> ! {
    // SAFETY: `exit_group` does not return.
    unsafe { asm!("syscall", in("eax") 231, in("edi") status, options(noreturn)) }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    exit(2)
}

/// Parts of `core` were compiled to unwind and name this function; a program that aborts never
/// calls it.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

/// The four memory functions that compiled code may call and libc would give.
mod memory {
    use core::arch::asm;

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, len: usize) -> *mut u8 {
        // SAFETY: the caller gives two ranges of `len` bytes that do not overlap.
        unsafe { asm!("rep movsb", inout("rdi") to => _, inout("rsi") from => _, inout("rcx") len => _) }
        to
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, len: usize) -> *mut u8 {
        if (to as usize).wrapping_sub(from as usize) >= len {
            // SAFETY: copying forward never overwrites what is still to be read.
            return unsafe { memcpy(to, from, len) };
        }
        // SAFETY: copying backward from the last byte never overwrites what is still to be read;
        // `len` is not zero here.
        unsafe {
            asm!(
                "std", "rep movsb", "cld",
                inout("rdi") to.add(len - 1) => _, inout("rsi") from.add(len - 1) => _, inout("rcx") len => _,
            );
        }
        to
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memset(to: *mut u8, byte: i32, len: usize) -> *mut u8 {
        // SAFETY: the caller gives a range of `len` bytes.
        unsafe { asm!("rep stosb", inout("rdi") to => _, in("al") byte as u8, inout("rcx") len => _) }
        to
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memcmp(a: *const u8, b: *const u8, len: usize) -> i32 {
        for i in 0..len {
            // SAFETY: the caller gives two ranges of `len` bytes.
            let (x, y) = unsafe { (a.add(i).read_volatile(), b.add(i).read_volatile()) };
            if x != y {
                return i32::from(x) - i32::from(y);
            }
        }
        0
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn bcmp(a: *const u8, b: *const u8, len: usize) -> i32 {
        // SAFETY: as for `memcmp`.
        unsafe { memcmp(a, b, len) }
    }
}
