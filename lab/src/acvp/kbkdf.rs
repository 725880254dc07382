//! The key derivations of SP 800-108 from a key: three modes with HMAC and CMAC, and KMAC.

use super::case::{Case, output, output_in_bytes};
use super::{Fields, NotOffered, hash, hex_value, one, xof};
use anyhow::{Context, Result, bail};
use qila::kdf::{CounterLocation, CounterSize, KeyBasedKdf, kmac_kdf};
use serde_json::json;

/// The bytes of the fixed data that are chosen here, and the bit at which they are divided.
const FIXED: usize = 16;
const BREAK: usize = 37;

/// A mode with everything but key and fixed data.
pub struct Form {
    mode: Mode,
    location: CounterLocation,
    size: CounterSize,
    iv: Vec<u8>,
}

enum Mode {
    Counter,
    Feedback,
    DoublePipeline,
}

impl Form {
    /// By ACVP's names; `size` is that of the counter in bits.
    pub fn new(mode: &str, location: &str, size: usize, iv: Vec<u8>, break_at: usize) -> Result<Self> {
        let mode = match mode {
            "counter" => Mode::Counter,
            "feedback" => Mode::Feedback,
            "double pipeline iteration" => Mode::DoublePipeline,
            other => bail!("mode {other}"),
        };
        let location = match location {
            "none" => CounterLocation::None,
            "before iterator" => CounterLocation::BeforeIterator,
            "before fixed data" => CounterLocation::BeforeFixedData,
            "after fixed data" => CounterLocation::AfterFixedData,
            "middle fixed data" => CounterLocation::MiddleFixedData(break_at),
            other => bail!("counter {other}"),
        };
        let size = match (size, location) {
            (8, _) => CounterSize::Bits8,
            (16, _) => CounterSize::Bits16,
            (24, _) => CounterSize::Bits24,
            (32, _) | (_, CounterLocation::None) => CounterSize::Bits32,
            (other, _) => bail!("a counter of {other} bits"),
        };
        Ok(Self { mode, location, size, iv })
    }

    /// Derives a key.
    pub fn derive(&self, kdf: &KeyBasedKdf, fixed: &[u8], out: &mut [u8]) -> Result<()> {
        Ok(match self.mode {
            Mode::Counter => kdf.counter(self.location, self.size, fixed, out),
            Mode::Feedback => kdf.feedback(self.location, self.size, &self.iv, fixed, out),
            Mode::DoublePipeline => kdf.double_pipeline(self.location, self.size, fixed, out),
        }?)
    }
}

/// Answers one case; the fixed data and where they are divided are chosen here.
pub fn answer(case: &Case) -> Result<Fields> {
    let (mac, key) = (case.text("macMode")?, case.hex("keyIn")?);
    let kdf = match mac.strip_prefix("HMAC-") {
        Some(algorithm) => KeyBasedKdf::hmac(hash::named(algorithm)?, &key)?,
        None if mac.starts_with("CMAC-AES") => KeyBasedKdf::cmac(&key)?,
        None => return Err(NotOffered(mac.to_owned()).into()),
    };
    let fixed = match case.chosen("fixedData")? {
        Some(fixed) => fixed,
        None => {
            let mut fixed = vec![0; FIXED];
            qila::random::fill(&mut fixed)?;
            fixed
        }
    };
    let location = case.text("counterLocation")?;
    let break_at = case.chosen_number("breakLocation")?.unwrap_or(BREAK);
    let size = case.number_or("counterLength", 0)?;
    let form = Form::new(case.text("kdfMode")?, location, size, case.hex_or_empty("iv")?, break_at)?;
    let bits = case.number("keyOutLength")?;
    let mut out = output(bits)?;
    form.derive(&kdf, &fixed, &mut out)?;
    if let (Some(last), further @ 1..) = (out.last_mut(), bits % 8) {
        *last &= 0xff << (8 - further);
    }
    let mut answer = one("keyOut", &out);
    answer.insert("fixedData".to_owned(), hex_value(&fixed));
    if location == "middle fixed data" {
        answer.insert("breakLocation".to_owned(), json!(break_at));
    }
    Ok(answer)
}

/// Answers one case of KDF KMAC.
pub fn answer_kmac(case: &Case) -> Result<Fields> {
    let strength = case.text("macMode")?.strip_prefix("KMAC-").context("not a KMAC")?;
    let algorithm = xof::named(&format!("SHAKE-{strength}"))?;
    let mut out = output_in_bytes(case.number("derivedKeyLength")?)?;
    kmac_kdf(
        algorithm,
        &case.hex("keyDerivationKey")?,
        &case.hex_or_empty("label")?,
        &case.hex_or_empty("context")?,
        &mut out,
    )?;
    Ok(one("derivedKey", &out))
}
