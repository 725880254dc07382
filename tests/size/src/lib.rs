//! What every measured program begins with: no standard library, no libc, no allocator.
//!
//! A program says how many bytes of stack its row took and exits with 0, or with 1 if a service
//! refused. The Cortex-M4 has no operating system.
#![no_std]

#[cfg_attr(target_arch = "x86_64", path = "linux.rs")]
#[cfg_attr(target_arch = "arm", path = "cortex_m4.rs")]
mod system;

#[cfg(target_arch = "x86_64")]
#[path = "../../no_std/src/memory.rs"]
mod memory;

use core::ffi::CStr;
use core::hint::black_box;
use core::panic::PanicInfo;

/// Makes a program of what it does.
#[macro_export]
macro_rules! program {
    ($work:expr) => {
        #[unsafe(no_mangle)]
        extern "C" fn row() -> bool {
            let work: fn() -> qila::Result<()> = || $work;
            work().is_ok()
        }
    };
}

unsafe extern "Rust" {
    #[link_name = "row"]
    safe fn row() -> bool;
}

/// What a row computes may not be left out.
pub fn used<T>(value: T) -> qila::Result<()> {
    black_box(value);
    Ok(())
}

/// The program is its own source of entropy. A product hands in what it really has.
pub fn load_entropy() -> qila::Result<()> {
    qila::random::set_source(qila::random::Source::Loaded)?;
    qila::random::load_entropy(&core::array::from_fn::<u8, 128, _>(|i| i as u8 ^ 0x5a), 576)
}

/// More than any row takes.
const PAINTED: usize = 256 << 10;
/// Where the paint begins below this frame: the function that paints needs a few words itself.
const GAP: usize = 512;
const PAINT: u8 = 0xa5;

/// Paints the stack, does the work of the row and looks how far the paint is gone.
extern "C" fn main() -> ! {
    let here = 0_u8;
    let top = (&raw const here).addr() - GAP;
    for address in (top - PAINTED..top).rev() {
        // SAFETY: the stack of the process, which is longer, below what is in use.
        unsafe { core::ptr::with_exposed_provenance_mut::<u8>(address).write_volatile(PAINT) };
    }
    let is_well = row();
    // SAFETY: as above.
    let is_paint =
        |address: &usize| unsafe { core::ptr::with_exposed_provenance::<u8>(*address).read_volatile() == PAINT };
    let left = (top - PAINTED..top).take_while(is_paint).count();
    say(PAINTED - left + GAP);
    system::exit(i32::from(!is_well))
}

fn say(mut number: usize) {
    let mut text = *b"       \n\0";
    for digit in text[..7].iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
    system::write(CStr::from_bytes_until_nul(&text).unwrap_or_default());
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    system::exit(2)
}
