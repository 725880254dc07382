//! The samples of a noise source, as the estimators take them.

use anyhow::{Context, Result, ensure};

/// How many a data set has at least (SP 800-90B section 3.1.1).
pub const ENOUGH: usize = 1_000_000;

/// The restarts of restart data, and the samples of each (section 3.1.4.1).
pub const RESTARTS: usize = 1000;

/// Samples, each a byte.
pub struct Raw {
    bytes: Vec<u8>,
    /// The bits of a sample.
    pub width: u32,
}

impl Raw {
    /// Samples of `width` bits, or of as many as the greatest has.
    ///
    /// # Errors
    /// Fewer than three samples, or one that has more bits than it may.
    pub fn new(bytes: Vec<u8>, width: Option<u32>) -> Result<Self> {
        ensure!(bytes.len() >= 3, "there are {} samples, and that is nothing to assess", bytes.len());
        let all = bytes.iter().fold(0, |all, byte| all | byte);
        let needed = (8 - all.leading_zeros()).max(1);
        let width = width.unwrap_or(needed);
        ensure!((1..=8).contains(&width), "a sample has from 1 to 8 bits, and not {width}");
        ensure!(needed <= width, "there are samples of {needed} bits; they should have {width}");
        Ok(Self { bytes, width })
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The samples with their values numbered from zero, in order.
    pub fn symbols(&self) -> Samples {
        let mut number = [None; 256];
        self.bytes.iter().for_each(|byte| number[usize::from(*byte)] = Some(0));
        (0..=u8::MAX).zip(number.iter_mut().flatten()).for_each(|(i, number)| *number = i);
        let symbols = self.bytes.iter().map(|byte| number[usize::from(*byte)].unwrap_or(0)).collect();
        Samples { symbols, alphabet: number.iter().flatten().count() }
    }

    /// The bits of all samples, the highest of each first (section 3.1.3).
    pub fn bits(&self) -> Samples {
        let bits = |byte: &u8| {
            let byte = *byte;
            (0..self.width).rev().map(move |i| byte >> i & 1)
        };
        Samples { symbols: self.bytes.iter().flat_map(bits).collect(), alphabet: 2 }
    }
}

/// Samples with the values `0..alphabet`.
pub struct Samples {
    symbols: Vec<u8>,
    alphabet: usize,
}

impl Samples {
    pub fn symbols(&self) -> &[u8] {
        &self.symbols
    }

    pub fn len(&self) -> usize {
        self.symbols.len()
    }

    /// How many values there are.
    pub fn alphabet(&self) -> usize {
        self.alphabet
    }

    /// How often each value comes.
    pub fn counts(&self) -> [usize; 256] {
        counts(&self.symbols)
    }
}

/// How often each byte comes.
pub fn counts(bytes: &[u8]) -> [usize; 256] {
    let mut counts = [0; 256];
    bytes.iter().for_each(|byte| counts[usize::from(*byte)] += 1);
    counts
}

/// The SHA-256 value of a data set.
pub fn sha256(data: &[u8]) -> Result<String> {
    Ok(hex::encode(qila::hash::Sha256::digest(data).context("SHA-256")?))
}
