//! AES in CBC with ciphertext stealing (SP 800-38A addendum).

use super::aes::{block, key, names};
use super::case::Case;
use super::{Fields, one};
use anyhow::{Result, bail};
use qila::cipher::{AesKey, CbcCs};

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let order = match case.algorithm {
        "ACVP-AES-CBC-CS1" => CbcCs::Cs1,
        "ACVP-AES-CBC-CS2" => CbcCs::Cs2,
        "ACVP-AES-CBC-CS3" => CbcCs::Cs3,
        other => bail!("algorithm {other}"),
    };
    let encrypts = case.encrypts()?;
    let (input, output) = names(encrypts);
    let (key, iv, mut data) = (AesKey::new(&key(case)?)?, block("iv", &case.hex("iv")?)?, case.hex(input)?);
    let bits = case.number("payloadLen")?;
    if encrypts {
        key.cbc_cs_encrypt_bits(order, &iv, &mut data, bits)?;
    } else {
        key.cbc_cs_decrypt_bits(order, &iv, &mut data, bits)?;
    }
    Ok(one(output, &data))
}
