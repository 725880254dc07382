//! SHA-1, SHA-2 and SHA-3: functional tests, Monte Carlo tests and tests with large messages, to
//! the bit.

use super::case::{Case, bytes, inner, number, split_bits};
use super::{Fields, INNER, NotOffered, OUTER, one, results};
use anyhow::{Result, bail, ensure};
use qila::hash::{DynHasher, HashAlgorithm};
use serde_json::Value;

/// The longest message, in bits: 8 GiB, the last of the sizes that a registration can ask for
/// (`performLargeDataTest`).
const LONGEST_MESSAGE: u64 = 1 << 36;

/// A large message goes in by parts of about this size, in bytes, so that no message needs memory
/// of its own length.
const PART: usize = 1 << 20;

/// The longest hash value of the algorithms offered, in bytes.
const LONGEST: usize = 64;

/// Whether the module has this hash function.
pub fn is_offered(name: &str) -> bool {
    named(name).is_ok()
}

/// The revision of its tests.
pub fn revision(name: &str) -> &'static str {
    if name.starts_with("SHA3") { "2.0" } else { "1.0" }
}

/// The hash function of that name.
pub fn named(name: &str) -> Result<HashAlgorithm> {
    let found = HashAlgorithm::ALL.iter().copied().find(|algorithm| algorithm.name() == name);
    Ok(found.ok_or_else(|| NotOffered(name.to_owned()))?)
}

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let algorithm = named(case.algorithm)?;
    match case.text("testType")? {
        "AFT" => Ok(one("md", &digest(algorithm, &case.hex("msg")?, case.number("len")?)?)),
        "MCT" => monte_carlo(algorithm, case),
        "LDT" => Ok(one("md", &large(algorithm, case.get("largeMsg")?)?)),
        other => bail!("test type {other}"),
    }
}

/// The hash value of the first `bits` bits of a message.
pub fn digest(algorithm: HashAlgorithm, message: &[u8], bits: usize) -> Result<Vec<u8>> {
    let (whole, last, further) = split_bits(message, bits)?;
    let mut hasher = DynHasher::new(algorithm)?;
    hasher.update(whole);
    let mut value = vec![0; LONGEST];
    let size = hasher.finalize_bits_into(last, further, &mut value)?;
    value.truncate(size);
    Ok(value)
}

/// The Monte Carlo test: each message is the last three hash values, with SHA-3 the last one; in
/// the alternate form cut or filled with zeros to the length of the seed.
fn monte_carlo(algorithm: HashAlgorithm, case: &Case) -> Result<Fields> {
    let seed_bits = case.number("len")?;
    let mut seed = case.hex("msg")?;
    let alternate = match case.text_or_empty("mctVersion")? {
        "" | "standard" => false,
        "alternate" => true,
        other => bail!("Monte Carlo version {other}"),
    };
    ensure!(seed.len() == seed_bits.div_ceil(8), "the seed has another length than it says");
    let mut records = Vec::with_capacity(OUTER);
    for _ in 0..OUTER {
        let mut last = [seed.clone(), seed.clone(), seed];
        for _ in 0..INNER {
            let mut message = if case.algorithm.starts_with("SHA3") { last[2].clone() } else { last.concat() };
            let mut bits = 8 * message.len();
            if alternate {
                message.resize(seed_bits.div_ceil(8), 0);
                bits = seed_bits;
            }
            let value = digest(algorithm, &message, bits)?;
            last.rotate_left(1);
            last[2] = value;
        }
        let [_, _, value] = last;
        records.push(one("md", &value));
        seed = value;
    }
    Ok(results(records))
}

/// A message of gigabytes, the same content again and again.
fn large(algorithm: HashAlgorithm, message: &Value) -> Result<Vec<u8>> {
    let content = bytes("content", inner(message, "content")?)?;
    let content_bits = number("contentLength", inner(message, "contentLength")?)?;
    let bits = number("fullLength", inner(message, "fullLength")?)?;
    let technique = inner(message, "expansionTechnique")?;
    ensure!(technique == "repeating", "expansion technique {technique}");
    ensure!(content_bits == 8 * content.len() && content_bits > 0 && bits % 8 == 0, "content or length not in bytes");
    ensure!(bits as u64 <= LONGEST_MESSAGE, "a message of {bits} bits is longer than the longest of ACVP, 2^36");
    let mut hasher = DynHasher::new(algorithm)?;
    let mut value = vec![0; LONGEST];
    repeat(&content, bits / 8, |part| hasher.update(part));
    let size = hasher.finalize_into(&mut value)?;
    value.truncate(size);
    Ok(value)
}

/// Gives `size` bytes of `content`, repeated, in parts; no part but the last ends within the
/// content.
fn repeat(content: &[u8], size: usize, mut take: impl FnMut(&[u8])) {
    let part = content.repeat((PART / content.len()).max(1));
    let (whole, rest) = (size / part.len(), size % part.len());
    (0..whole).for_each(|_| take(&part));
    take(part.get(..rest).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn messages_are_cut_to_their_bits() {
        assert_eq!(split_bits(&[0xff, 0x80], 9).ok(), Some((&[0xff][..], 0x80, 1)));
        assert_eq!(split_bits(&[0xff], 8).ok(), Some((&[0xff][..], 0, 0)));
        assert!(split_bits(&[0xff], 9).is_err());
    }

    #[test]
    fn content_is_repeated() {
        for (length, size) in [(3, 0), (3, 7), (1, PART), (3, 3 * PART + 1), (PART + 1, PART), (PART + 1, 5 * PART)] {
            let content: Vec<u8> = (0..length).map(|place| (place % 251) as u8).collect();
            let mut whole = Vec::new();
            repeat(&content, size, |part| {
                assert!(part.len() <= PART.max(length));
                whole.extend_from_slice(part);
            });
            let mut expected = content.repeat(size / length + 1);
            expected.truncate(size);
            assert!(whole == expected, "{length} {size}");
        }
    }

    /// The longest message that ACVP has is no error because of its length; one that is longer ends
    /// at once.
    #[test]
    fn a_message_that_is_too_long_is_refused() {
        let message = |bits: u64| json!({ "content": "00", "contentLength": 8, "fullLength": bits, "expansionTechnique": "repeating" });
        for bits in [LONGEST_MESSAGE + 8, 1 << 47, 1 << 48, u64::MAX - 7] {
            let error = large(HashAlgorithm::Sha256, &message(bits)).expect_err("it is too long").to_string();
            assert!(error.contains("too large") || error.contains("2^36"), "{error}");
        }
    }
}
