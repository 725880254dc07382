//! Runs every self-test of the module on bare Linux: no standard library, no allocator, no libc.
//! Exit status 0 if all passed, 1 if the module refused.
#![no_std]
#![no_main]

mod memory;

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
