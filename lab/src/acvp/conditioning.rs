//! The vetted conditioning components of SP 800-90B.

use super::case::{self, Case, split_bits};
use super::{Fields, NotOffered, aes, hash, one};
use anyhow::{Result, ensure};
use qila::lab::drbg;

/// Answers one case of AES-CBC-MAC.
pub fn answer_cbc_mac(case: &Case) -> Result<Fields> {
    Ok(one("ct", &drbg::aes_cbc_mac(&aes::key(case)?, &case.hex("pt")?)?))
}

/// Answers one case of Block_Cipher_df.
pub fn answer_block_cipher_df(case: &Case) -> Result<Fields> {
    let input = case.hex("inputString")?;
    let bits = case.number("inputLen")?;
    let output = case.number("outputLen")?;
    if bits % 8 != 0 || output % 8 != 0 {
        return Err(NotOffered("a length that is not whole bytes".to_owned()).into());
    }
    ensure!(8 * input.len() == bits, "the input has another length than it says");
    let mut bytes = case::output(output)?;
    drbg::block_cipher_df(case.number("keyLen")? / 8, &input, &mut bytes)?;
    Ok(one("requestedBits", &bytes))
}

/// Answers one case of Hash_df, which gives one hash value.
pub fn answer_hash_df(case: &Case) -> Result<Fields> {
    let algorithm = hash::named(case.text("hashAlg")?)?;
    let payload = case.hex("payload")?;
    let (whole, last, bits) = split_bits(&payload, case.number("payloadLen")?)?;
    let mut bytes = vec![0; algorithm.output_size()];
    drbg::hash_df(algorithm, whole, last, bits, &mut bytes)?;
    Ok(one("requestedBits", &bytes))
}
