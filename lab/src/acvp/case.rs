//! One test case with everything it can ask for: its own fields, then those of its group.

use super::OUTER;
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value};

/// A JSON object.
pub type Object = Map<String, Value>;

/// Numbers in vector files stay below this, so that a few of them can be added, and bytes counted
/// in bits, without overflow. The longest message of any test has 2^36 bits.
const NUMBERS: u64 = 1 << 48;

/// The longest output that is computed, in bits: no algorithm of ACVP has more than 2^16. What asks
/// for more is no test but a damaged file, and its answer would need more memory than the whole
/// vector set.
const LONGEST_OUTPUT: u64 = 1 << 27;

/// The longest output of a Monte Carlo test, in bits, which computes a hundred thousand of them:
/// that of the algorithms.
const LONGEST_OF_MANY: usize = 1 << 16;

/// The most iterations of a password-based derivation: ACVP has up to 10,000,000, and RFC 6070 an
/// example with 2^24. A derivation with many more would not end today.
const MOST_ITERATIONS: usize = 1 << 24;

/// One test case.
pub struct Case<'a> {
    /// The name of the algorithm, as the vector set gives it.
    pub algorithm: &'a str,
    /// Its mode, empty if it has none.
    pub mode: &'a str,
    /// The group the case belongs to.
    pub group: &'a Object,
    /// The case itself.
    pub test: &'a Object,
    /// Where the answer holds what the module chooses by itself (an IV), the choice to repeat; see
    /// [`Case::chosen`].
    pub choices: Vec<&'a Object>,
    /// How many rounds a Monte Carlo test has, where somebody says so; see [`Case::rounds`].
    pub rounds: Option<usize>,
}

impl<'a> Case<'a> {
    /// A field of the case or, failing that, of its group.
    pub fn find(&self, name: &str) -> Option<&'a Value> {
        self.test.get(name).or_else(|| self.group.get(name))
    }

    /// A field that must be there.
    pub fn get(&self, name: &str) -> Result<&'a Value> {
        self.find(name).with_context(|| format!("the case has no {name}"))
    }

    /// A field of text.
    pub fn text(&self, name: &str) -> Result<&'a str> {
        self.get(name)?.as_str().with_context(|| format!("{name} is no text"))
    }

    /// A field of text, or nothing where it is absent.
    pub fn text_or_empty(&self, name: &str) -> Result<&'a str> {
        if self.find(name).is_some() { self.text(name) } else { Ok("") }
    }

    /// A field of bytes.
    pub fn hex(&self, name: &str) -> Result<Vec<u8>> {
        bytes(name, self.get(name)?)
    }

    /// A field of bytes, or none where it is absent.
    pub fn hex_or_empty(&self, name: &str) -> Result<Vec<u8>> {
        self.find(name).map_or(Ok(Vec::new()), |value| bytes(name, value))
    }

    /// A field that is a number.
    pub fn number(&self, name: &str) -> Result<usize> {
        number(name, self.get(name)?)
    }

    /// A field that is a number, or another one where it is absent.
    pub fn number_or(&self, name: &str, otherwise: usize) -> Result<usize> {
        self.find(name).map_or(Ok(otherwise), |value| number(name, value))
    }

    /// A field that says yes or no; no where it is absent.
    pub fn flag(&self, name: &str) -> bool {
        self.find(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Whether the case asks for the protecting direction.
    pub fn encrypts(&self) -> Result<bool> {
        match self.text("direction")? {
            "encrypt" => Ok(true),
            "decrypt" => Ok(false),
            other => bail!("direction {other}"),
        }
    }

    /// How many rounds a Monte Carlo test has where samples have fewer than the real ones, which
    /// the question does not tell: what the caller says, or else as many as the answer that is
    /// compared with, at least one.
    pub fn rounds(&self) -> usize {
        let answered = |choice: &&Object| choice.get("resultsArray").and_then(Value::as_array).map(Vec::len);
        self.rounds.or_else(|| self.choices.iter().find_map(answered)).unwrap_or(OUTER).max(1)
    }

    /// As [`Case::chosen`] for a number.
    pub fn chosen_number(&self, name: &str) -> Result<Option<usize>> {
        self.choices.iter().find_map(|choice| choice.get(name)).map(|value| number(name, value)).transpose()
    }

    /// What the module chose by itself in the answer that this run must repeat.
    pub fn chosen(&self, name: &str) -> Result<Option<Vec<u8>>> {
        self.choices.iter().find_map(|choice| choice.get(name)).map(|value| bytes(name, value)).transpose()
    }
}

/// A field of an inner object.
pub fn inner<'v>(object: &'v Value, name: &str) -> Result<&'v Value> {
    object.get(name).with_context(|| format!("no {name} inside"))
}

/// A text of an object.
pub fn inner_text<'v>(object: &'v Value, name: &str) -> Result<&'v str> {
    inner(object, name)?.as_str().with_context(|| format!("{name} is no text"))
}

/// A field of bytes in an inner object, or none where it is absent.
pub fn inner_hex(object: &Value, name: &str) -> Result<Vec<u8>> {
    object.get(name).map_or(Ok(Vec::new()), |value| bytes(name, value))
}

/// A field of bytes in such an object as a case or an answer is.
pub fn map_hex(object: &Object, name: &str) -> Result<Vec<u8>> {
    bytes(name, object.get(name).with_context(|| format!("no {name}"))?)
}

/// Hexadecimal text as bytes.
pub fn bytes(name: &str, value: &Value) -> Result<Vec<u8>> {
    let text = value.as_str().with_context(|| format!("{name} is no text"))?;
    hex::decode(text).with_context(|| format!("{name} is no hexadecimal text"))
}

/// A number that counts something.
pub fn number(name: &str, value: &Value) -> Result<usize> {
    counted(name, value.as_u64().with_context(|| format!("{name} is no number"))?)
}

/// A number that counts something, if it is not too large to count with.
pub fn counted(name: &str, number: u64) -> Result<usize> {
    ensure!(number < NUMBERS, "{name} is too large");
    Ok(usize::try_from(number)?)
}

/// Room for an output of so many bits. The length comes from a file, and memory that is not there
/// would end the process.
pub fn output(bits: usize) -> Result<Vec<u8>> {
    ensure!(bits as u64 <= LONGEST_OUTPUT, "an output of {bits} bits is too long");
    let mut out = Vec::new();
    out.try_reserve_exact(bits.div_ceil(8)).with_context(|| format!("no memory for {bits} bits"))?;
    out.resize(bits.div_ceil(8), 0);
    Ok(out)
}

/// The longest output of a Monte Carlo test, in bits, if it is not too long to be computed a
/// hundred thousand times.
pub fn output_of_many(bits: usize) -> Result<usize> {
    ensure!(bits <= LONGEST_OF_MANY, "outputs of {bits} bits are too long for a Monte Carlo test");
    Ok(bits)
}

/// A count of iterations, if it is one that ends.
pub fn iterations(count: usize) -> Result<u32> {
    ensure!(count <= MOST_ITERATIONS, "{count} iterations are more than {MOST_ITERATIONS}, the most of any example");
    Ok(u32::try_from(count)?)
}

/// As [`output`], for a service whose outputs are whole bytes.
pub fn output_in_bytes(bits: usize) -> Result<Vec<u8>> {
    ensure!(bits.is_multiple_of(8), "{bits} bits are not whole bytes");
    output(bits)
}

/// A message of `bits` bits as its whole bytes, the last partial byte, and the number of bits in
/// that.
pub fn split_bits(message: &[u8], bits: usize) -> Result<(&[u8], u8, u32)> {
    let (whole, rest) = message.split_at_checked(bits / 8).context("the message is shorter than its length says")?;
    ensure!(rest.len() == usize::from(!bits.is_multiple_of(8)), "the message is longer than its length says");
    let last = if bits.is_multiple_of(8) { 0 } else { *rest.first().context("the message lacks its last bits")? };
    Ok((whole, last, u32::try_from(bits % 8)?))
}
