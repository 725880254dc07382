//! SHA-1, SHA-2 and SHA-3: functional tests, Monte Carlo tests and tests with large messages, to the bit.

use super::case::{Case, bytes, inner, number, split_bits};
use super::{Fields, INNER, NotOffered, OUTER, one, results};
use anyhow::{Context, Result, bail, ensure};
use qila::hash::{DynHasher, HashAlgorithm};
use serde_json::Value;

/// Large messages are made of parts of this size where there is no memory for the whole.
const PART: usize = 1 << 26;

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

/// The Monte Carlo test: each message is the last three hash values, with SHA-3 the last one; in the alternate form cut or
/// filled with zeros to the length of the seed.
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

/// A message of gigabytes, the same content again and again. It goes in as one call where the memory allows it, so
/// that lengths of messages beyond 32 bits are tried.
fn large(algorithm: HashAlgorithm, message: &Value) -> Result<Vec<u8>> {
    let content = bytes("content", inner(message, "content")?)?;
    let content_bits = number("contentLength", inner(message, "contentLength")?)?;
    let bits = number("fullLength", inner(message, "fullLength")?)?;
    let technique = inner(message, "expansionTechnique")?;
    ensure!(technique == "repeating", "expansion technique {technique}");
    ensure!(content_bits == 8 * content.len() && content_bits > 0 && bits % 8 == 0, "content or length not in bytes");
    let size = bits / 8;
    let part = if size <= available_memory() / 2 { size } else { whole_contents(content.len()) };
    let filled = repeat(&content, part);
    let mut hasher = DynHasher::new(algorithm)?;
    let mut left = size;
    while left > 0 {
        let piece = filled.get(..left.min(part)).context("no memory for the message")?;
        hasher.update(piece);
        left -= piece.len();
    }
    let mut value = vec![0; LONGEST];
    let size = hasher.finalize_into(&mut value)?;
    value.truncate(size);
    Ok(value)
}

/// The size of a part that holds contents of that size, at least one.
fn whole_contents(size: usize) -> usize {
    (PART / size).max(1) * size
}

/// `size` bytes of `content`, repeated.
fn repeat(content: &[u8], size: usize) -> Vec<u8> {
    let mut filled = content.repeat(size / content.len() + 1);
    filled.truncate(size);
    filled
}

/// The memory that is free for the asking, in bytes; little where the system does not say.
fn available_memory() -> usize {
    let text = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<usize>().map_or(0, |kib| kib.saturating_mul(1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_cut_to_their_bits() {
        assert_eq!(split_bits(&[0xff, 0x80], 9).ok(), Some((&[0xff][..], 0x80, 1)));
        assert_eq!(split_bits(&[0xff], 8).ok(), Some((&[0xff][..], 0, 0)));
        assert!(split_bits(&[0xff], 9).is_err());
    }

    #[test]
    fn content_is_repeated() {
        assert_eq!(repeat(b"abc", 7), b"abcabca");
        assert_eq!([1, 3, PART, PART + 1].map(whole_contents), [PART, PART - 1, PART, PART + 1]);
    }
}
