//! Every operation that takes a secret.

use qila::{Error, lab};

/// What one operation does.
type Operation = fn() -> Result<(), Error>;

/// All of them, by name.
pub const OPERATIONS: &[(&str, Operation)] = &[("nothing", nothing)];

fn nothing() -> Result<(), Error> {
    Ok(())
}

/// `N` secret bytes.
#[allow(dead_code)]
fn secret<const N: usize>() -> [u8; N] {
    let mut bytes = std::array::from_fn(|i| (i * 37 + 11) as u8);
    lab::mark_secret(&mut bytes);
    bytes
}
