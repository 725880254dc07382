//! AES in the modes whose unit is a block, ECB, CBC, CFB128 and OFB, and in CTR (SP 800-38A):
//! functional, counter and Monte Carlo tests.

use super::case::Case;
use super::{Fields, INNER, OUTER, hex_value, one, results};
use anyhow::{Context, Result, bail, ensure};
use qila::cipher::{AesKey, BLOCK_SIZE, CbcDecryptor, CbcEncryptor, Cfb, CfbSegment, Ofb};

pub type Block = [u8; BLOCK_SIZE];

/// Answers one case of ECB.
pub fn answer_ecb(case: &Case) -> Result<Fields> {
    answer_blocks(case, Mode::Ecb)
}

/// Answers one case of CBC.
pub fn answer_cbc(case: &Case) -> Result<Fields> {
    answer_blocks(case, Mode::Cbc)
}

/// Answers one case of CFB128.
pub fn answer_cfb128(case: &Case) -> Result<Fields> {
    answer_blocks(case, Mode::Cfb128)
}

/// Answers one case of OFB.
pub fn answer_ofb(case: &Case) -> Result<Fields> {
    answer_blocks(case, Mode::Ofb)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Ecb,
    Cbc,
    Cfb128,
    Ofb,
}

/// The names of input and output in the direction asked for.
pub fn names(encrypts: bool) -> (&'static str, &'static str) {
    if encrypts { ("pt", "ct") } else { ("ct", "pt") }
}

/// The key, which must have the length of its group.
pub fn key(case: &Case) -> Result<Vec<u8>> {
    let key = case.hex("key")?;
    ensure!(8 * key.len() == case.number("keyLen")?, "the key has another length than its group says");
    Ok(key)
}

pub fn block(name: &str, bytes: &[u8]) -> Result<Block> {
    bytes.try_into().with_context(|| format!("{name} is not one block"))
}

fn answer_blocks(case: &Case, mode: Mode) -> Result<Fields> {
    let encrypts = case.encrypts()?;
    let (input, output) = names(encrypts);
    let iv = if mode != Mode::Ecb { Some(block("iv", &case.hex("iv")?)?) } else { None };
    let (key, mut data) = (key(case)?, case.hex(input)?);
    match case.text("testType")? {
        "AFT" => Stream::new(mode, &key, iv, encrypts)?.process(&mut data)?,
        "MCT" => return monte_carlo(mode, key, iv, block(input, &data)?, encrypts),
        other => bail!("test type {other}"),
    }
    Ok(one(output, &data))
}

/// One running operation, whose chaining value is kept from call to call.
enum Stream {
    EcbEncrypt(AesKey),
    EcbDecrypt(AesKey),
    CbcEncrypt(CbcEncryptor),
    CbcDecrypt(CbcDecryptor),
    Cfb(Cfb),
    Ofb(Ofb),
}

impl Stream {
    fn new(mode: Mode, key: &[u8], iv: Option<Block>, encrypts: bool) -> Result<Self> {
        let key = AesKey::new(key)?;
        let iv = iv.unwrap_or_default();
        Ok(match (mode, encrypts) {
            (Mode::Ecb, true) => Self::EcbEncrypt(key),
            (Mode::Ecb, false) => Self::EcbDecrypt(key),
            (Mode::Cbc, true) => Self::CbcEncrypt(key.cbc_encryptor(&iv)?),
            (Mode::Cbc, false) => Self::CbcDecrypt(key.cbc_decryptor(&iv)?),
            (Mode::Cfb128, true) => Self::Cfb(key.cfb_encryptor(CfbSegment::Bits128, &iv)?),
            (Mode::Cfb128, false) => Self::Cfb(key.cfb_decryptor(CfbSegment::Bits128, &iv)?),
            (Mode::Ofb, _) => Self::Ofb(key.ofb(&iv)?),
        })
    }

    fn process(&mut self, data: &mut [u8]) -> Result<()> {
        Ok(match self {
            Self::EcbEncrypt(key) => key.ecb_encrypt(data),
            Self::EcbDecrypt(key) => key.ecb_decrypt(data),
            Self::CbcEncrypt(stream) => stream.update(data),
            Self::CbcDecrypt(stream) => stream.update(data),
            Self::Cfb(stream) => stream.apply(data),
            Self::Ofb(stream) => stream.apply(data),
        }?)
    }
}

/// The Monte Carlo test (AESAVS section 6.4): each output is the next input, with an IV after that
/// and one step late; the last outputs change the key.
fn monte_carlo(
    mode: Mode,
    mut key: Vec<u8>,
    mut iv: Option<Block>,
    mut input: Block,
    encrypts: bool,
) -> Result<Fields> {
    let (input_name, output_name) = names(encrypts);
    let mut records = Vec::with_capacity(OUTER);
    for _ in 0..OUTER {
        let mut stream = Stream::new(mode, &key, iv, encrypts)?;
        let (mut previous, mut current) = ([0; BLOCK_SIZE], [0; BLOCK_SIZE]);
        let mut next = input;
        for step in 0..INNER {
            let mut output = next;
            stream.process(&mut output)?;
            next = match iv {
                None => output,
                Some(iv) if step == 0 => iv,
                Some(_) => current,
            };
            (previous, current) = (current, output);
        }
        let mut record = one("key", &key);
        if let Some(iv) = &iv {
            record.insert("iv".to_owned(), hex_value(iv));
        }
        record.insert(input_name.to_owned(), hex_value(&input));
        record.insert(output_name.to_owned(), hex_value(&current));
        records.push(record);
        let outputs = [previous, current].concat();
        let change = outputs.iter().rev().zip(key.iter_mut().rev());
        change.for_each(|(output, key)| *key ^= output);
        match &mut iv {
            None => input = current,
            Some(iv) => (*iv, input) = (current, previous),
        }
    }
    Ok(results(records))
}

/// Answers one case of CTR; the tests of the counter are answered like the functional ones.
pub fn answer_ctr(case: &Case) -> Result<Fields> {
    let (input, output) = names(case.encrypts()?);
    let (key, mut data) = (key(case)?, case.hex(input)?);
    let bits = case.number_or("payloadLen", 8 * data.len())?;
    ensure!(data.len() == bits.div_ceil(8), "the payload has another length than it says");
    let (iv, made_here) = counter_block(case)?;
    match case.text("testType")? {
        "AFT" | "CTR" => AesKey::new(&key)?.ctr_apply(&iv, &mut data)?,
        other => bail!("test type {other}"),
    }
    if let (Some(last), 1..) = (data.last_mut(), bits % 8) {
        *last &= 0xff << (8 - bits % 8);
    }
    let mut answer = one(output, &data);
    if made_here {
        answer.insert("iv".to_owned(), hex_value(&iv));
    }
    Ok(answer)
}

/// The first counter block, and whether it was made here because the prompt has none.
fn counter_block(case: &Case) -> Result<(Block, bool)> {
    if case.find("iv").is_some() {
        return Ok((block("iv", &case.hex("iv")?)?, false));
    }
    if let Some(chosen) = case.chosen("iv")? {
        return Ok((block("iv", &chosen)?, true));
    }
    // RFC 3686 section 4: nonce and IV, which the module makes, then a counter from 1.
    let mut block = [0; BLOCK_SIZE];
    qila::random::fill(&mut block[..12])?;
    block[BLOCK_SIZE - 1] = 1;
    Ok((block, true))
}
