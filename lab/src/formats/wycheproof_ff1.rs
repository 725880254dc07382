//! Wycheproof's strings of numerals for FF1: characters of an alphabet (`FpeStrTest`), or numbers
//! (`FpeListTest`).

use crate::acvp::NotOffered;
use crate::acvp::case::{Object, bytes, number};
use anyhow::{Context, Result, bail, ensure};
use qila::Error;
use qila::cipher::AesKey;
use serde_json::Value;

/// SP 800-38G r1 section 5.2 wants a million strings of a length; its first edition wanted a
/// hundred, and so do some of the cases.
const MIN_DOMAIN: usize = 1_000_000;
const MIN_DOMAIN_ONCE: usize = 100;

/// Whether the service makes the ciphertext of the message and the message of the ciphertext.
pub fn check(group: &Object, test: &Object) -> Result<bool> {
    let field =
        |holder: &'_ Object, name: &str| holder.get(name).cloned().with_context(|| format!("a case has no {name}"));
    let radix = number("radix", &field(group, "radix")?)?;
    let read = |name: &str| numerals(group, radix, &field(test, name)?);
    let (message, ciphertext) = (read("msg")?, read("ct")?);
    let (key, tweak) = (AesKey::new(&bytes("key", &field(test, "key")?)?)?, bytes("tweak", &field(test, "tweak")?)?);
    let radix_of_key = u32::try_from(radix)?;
    let mut made = message.clone();
    match key.ff1_encrypt(radix_of_key, &tweak, &mut made) {
        // What both editions refuse is refused; what only the first one takes is not offered.
        Err(Error::InvalidInputLength) if is_short(radix, message.len()) => {
            return Err(NotOffered("FF1 on a length with fewer than a million strings".to_owned()).into());
        }
        encrypted => encrypted?,
    }
    let mut opened = ciphertext.clone();
    key.ff1_decrypt(radix_of_key, &tweak, &mut opened)?;
    Ok(made == ciphertext && opened == message)
}

/// Whether only the first edition takes strings of this length.
fn is_short(radix: usize, length: usize) -> bool {
    let strings = (0..length).try_fold(1_usize, |strings, _| strings.checked_mul(radix));
    strings.is_some_and(|strings| (MIN_DOMAIN_ONCE..MIN_DOMAIN).contains(&strings))
}

/// The numerals of a string. What is no numeral becomes a number that is none either, so that the
/// service sees it.
fn numerals(group: &Object, radix: usize, value: &Value) -> Result<Vec<u16>> {
    let none =
        || u16::try_from(radix).map_err(|_| NotOffered(format!("a numeral that is none of radix {radix}")).into());
    let numeral = |number: Option<usize>| match number.filter(|number| *number < radix) {
        Some(number) => Ok(u16::try_from(number)?),
        None => none(),
    };
    match value {
        Value::String(text) => {
            let alphabet = group.get("alphabet").and_then(Value::as_str).context("a group has no alphabet")?;
            ensure!(alphabet.chars().count() == radix, "the alphabet has not as many characters as the radix");
            text.chars().map(|character| numeral(alphabet.chars().position(|other| other == character))).collect()
        }
        Value::Array(numbers) => {
            let number = |number: &Value| number.as_u64().and_then(|number| usize::try_from(number).ok());
            numbers.iter().map(|value| numeral(number(value))).collect()
        }
        _ => bail!("a string of numerals is neither text nor a list"),
    }
}
