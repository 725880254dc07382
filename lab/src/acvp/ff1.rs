//! AES-FF1 (SP 800-38G): strings of characters of an alphabet.

use super::Fields;
use super::aes::{key, names};
use super::case::Case;
use anyhow::{Context, Result, ensure};
use qila::cipher::AesKey;
use serde_json::Value;

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let alphabet: Vec<char> = case.text("alphabet")?.chars().collect();
    let radix = case.number("radix")?;
    ensure!(alphabet.len() == radix, "an alphabet of {} characters for the radix {radix}", alphabet.len());
    let (input, output) = names(case.encrypts()?);
    let numeral = |character| {
        let place = alphabet.iter().position(|other| *other == character).context("a character of no alphabet")?;
        Ok(u16::try_from(place)?)
    };
    let mut numerals = case.text(input)?.chars().map(numeral).collect::<Result<Vec<u16>>>()?;
    let (key, tweak) = (AesKey::new(&key(case)?)?, case.hex_or_empty("tweak")?);
    ensure!(8 * tweak.len() == case.number("tweakLen")?, "the tweak has another length than it says");
    let radix = u32::try_from(radix)?;
    if case.encrypts()? {
        key.ff1_encrypt(radix, &tweak, &mut numerals)?;
    } else {
        key.ff1_decrypt(radix, &tweak, &mut numerals)?;
    }
    let text = numerals.iter().filter_map(|numeral| alphabet.get(usize::from(*numeral))).collect();
    Ok(Fields::from_iter([(output.to_owned(), Value::String(text))]))
}
