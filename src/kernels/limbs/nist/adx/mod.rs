//! With MULX, ADCX and ADOX: two chains of carries, one for the lower halves of products and one
//! for the upper halves.
//!
//! A product is a function that the compiler calls as it would write a long instruction: the limbs
//! at `rsi` and `rdi` go in, and the result comes out in registers. A result that went through
//! memory would be read back in other pieces than it was written in, which stalls the processor.

mod p256;
mod p384;
mod p521;

pub(super) use p256::{multiply_256, square_256};
pub(super) use p384::{multiply_384, square_384};
pub(super) use p521::{multiply_521, square_521};

/// Adds `rdx` times limb `$i` at `rsi` to two registers, by one carry each.
macro_rules! step {
    ($i:literal, $low:literal, $high:literal) => {
        concat! { "mulx rcx, rax, [rsi + 8*", $i, "]; adcx ", $low, ", rax; adox ", $high, ", rcx; " }
    };
}
use step;

/// Doubles two registers, and adds the square of limb `$i` at `rsi`.
macro_rules! twice {
    ($i:literal, $low:literal, $high:literal) => {
        concat! {
            "mov rdx, [rsi + 8*", $i, "]; mulx rcx, rax, rdx; ",
            "adcx ", $low, ", ", $low, "; adox ", $low, ", rax; ",
            "adcx ", $high, ", ", $high, "; adox ", $high, ", rcx; ",
        }
    };
}
use twice;
