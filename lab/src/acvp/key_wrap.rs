//! KW and KWP (SP 800-38F).

use super::case::Case;
use super::{Fields, decision, one};
use anyhow::{Result, bail};
use qila::Error;
use qila::key_wrap::{KeyWrapKey, SEMIBLOCK_SIZE};

/// Answers one case of KW.
pub fn answer(case: &Case) -> Result<Fields> {
    run(case, KeyWrapKey::wrap, KeyWrapKey::unwrap)
}

/// Answers one case of KWP.
pub fn answer_padded(case: &Case) -> Result<Fields> {
    run(case, KeyWrapKey::wrap_padded, KeyWrapKey::unwrap_padded)
}

type Operation = fn(&KeyWrapKey, &[u8], &mut [u8]) -> qila::Result<usize>;

fn run(case: &Case, wrap: Operation, unwrap: Operation) -> Result<Fields> {
    let key = case.hex("key")?;
    let key = match case.text("kwCipher")? {
        "cipher" => KeyWrapKey::new(&key)?,
        "inverse" => KeyWrapKey::with_inverse_cipher(&key)?,
        other => bail!("kwCipher {other}"),
    };
    let input = case.hex(if case.encrypts()? { "pt" } else { "ct" })?;
    let mut out = vec![0; input.len() + 2 * SEMIBLOCK_SIZE];
    if case.encrypts()? {
        let size = wrap(&key, &input, &mut out)?;
        out.truncate(size);
        return Ok(one("ct", &out));
    }
    match unwrap(&key, &input, &mut out) {
        Ok(size) => {
            out.truncate(size);
            Ok(one("pt", &out))
        }
        Err(Error::TagMismatch) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}
