//! Every service with every class of parameters that its indicator tells apart: the catalogue's table, executed.

use qila::{Error, Indicator, aead, cipher, hash, kdf, mac, random};

/// What a service writes into the output buffer of a test.
pub const OUTPUT: usize = 96;
/// What the buffer holds before.
pub const SENTINEL: u8 = 0xa5;

/// Does the service once and writes its output into the buffer; on an error the buffer is as the service left it.
pub type Action = Box<dyn FnMut(&mut [u8; OUTPUT]) -> Result<(), Error>>;

/// A key or context, ready to work.
pub struct Prepared {
    pub indicator: Indicator,
    pub action: Action,
}

/// A row of the catalogue, made executable.
pub struct Operation {
    pub service: &'static str,
    pub parameters: &'static str,
    pub prepare: fn() -> Result<Prepared, Error>,
}

impl Operation {
    pub fn name(&self) -> String {
        format!("{} ({})", self.service, self.parameters)
    }
}

fn prepared(
    indicator: Indicator,
    action: impl FnMut(&mut [u8; OUTPUT]) -> Result<(), Error> + 'static,
) -> Result<Prepared, Error> {
    Ok(Prepared { indicator, action: Box::new(action) })
}

/// Copies what a service gave as a value.
fn put(out: &mut [u8; OUTPUT], value: &[u8]) {
    out[..value.len()].copy_from_slice(value);
}
