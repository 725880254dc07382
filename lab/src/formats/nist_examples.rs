//! NIST's worked examples ("Cryptographic Standards and Guidelines: Examples with Intermediate
//! Values") as text: of what they show, inputs and results. They become records as CAVP's files
//! have them where those have the same algorithm.

use super::records::Record;
use super::{Translated, cipher, hash, object};
use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

/// What a text says, in its order: `name is value`, `name = value`, or a name alone, with the lines
/// of hexadecimal digits that follow. Names are in lower case, and digits have no blanks between
/// them.
fn statements(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines().map(str::trim) {
        // Rules, and the ends of pages, which may stand within a value.
        if line.chars().all(|c| "-=*#".contains(c)) {
            continue;
        }
        if let (true, Some((_, value))) = (is_hex(line), found.last_mut()) {
            value.extend(line.split_whitespace());
            continue;
        }
        let split = line.strip_suffix(" is").map(|name| (name, ""));
        let split = split.or_else(|| line.split_once(" is ")).or_else(|| line.split_once('='));
        let (name, value) = split.unwrap_or((line, ""));
        let value = if value.contains("<empty>") { String::new() } else { value.split_whitespace().collect() };
        found.push((name.trim().to_ascii_lowercase(), value));
    }
    found
}

fn is_hex(line: &str) -> bool {
    line.split_whitespace().all(|word| word.len() % 2 == 0 && word.bytes().all(|c| c.is_ascii_hexdigit()))
}

/// A case from each statement that `begins` one; what it says first counts, as later values are
/// intermediate, and what it says second has a 2 behind its name. The last values of the names in
/// `context` hold for the cases after them.
fn cases(text: &str, begins: impl Fn(&str) -> bool, context: &[&str]) -> Vec<Record> {
    let (mut records, mut shared): (Vec<Record>, _) = (Vec::new(), Record::default());
    for (name, value) in statements(text) {
        if begins(&name) {
            let mut record = shared.clone();
            record.set("title", &name);
            records.push(record);
        }
        if context.contains(&name.as_str()) {
            shared.set(&name, &value);
        }
        if let Some(record) = records.last_mut() {
            let second = format!("{name} 2");
            if let Some(name) = [name, second].iter().find(|name| record.find(name).is_none()) {
                record.set(name, &value);
            }
        }
    }
    records
}

fn is_example(name: &str) -> bool {
    name.starts_with("example ")
}

/// Copies what this text calls by one name to the name that CAVP has for it.
fn renamed(record: &mut Record, names: &[(&str, &str)]) -> Result<()> {
    for (from, to) in names {
        let value = record.text(from)?.to_owned();
        record.set(to, &value);
    }
    Ok(())
}

/// CCM, in both directions. Lengths are in bits here, in bytes there.
pub fn ccm(text: &str) -> Result<Vec<Translated>> {
    let mut records = cases(text, is_example, &[]);
    for record in &mut records {
        renamed(record, &[("k", "key"), ("n", "nonce"), ("a", "adata"), ("p", "payload"), ("c", "ct")])?;
        for name in ["alen", "plen", "tlen"] {
            let bits = record.number(name)?;
            record.set(name, &(bits / 8).to_string());
        }
    }
    let mut all = cipher::ccm("", &records)?;
    records.iter_mut().for_each(|record| record.set("result", "Pass"));
    all.extend(cipher::ccm("", &records)?);
    Ok(all)
}

/// GCM, in both directions.
pub fn gcm(text: &str) -> Result<Vec<Translated>> {
    let mut records = cases(text, is_example, &[]);
    for record in &mut records {
        renamed(record, &[("k", "key"), ("a", "aad"), ("p", "pt"), ("c", "ct")])?;
    }
    let mut all = cipher::gcm("gcmencrypt", &records)?;
    all.extend(cipher::gcm("gcmdecrypt", &records)?);
    Ok(all)
}

/// CMAC.
pub fn cmac(text: &str) -> Result<Vec<Translated>> {
    let mut records = cases(text, is_example, &[]);
    for record in &mut records {
        // Where a page ends within the message, the rest stands after the next name, L.
        let mut message = record.text("pt")?.to_owned();
        if record.bits("pt")? < 8 * record.number("mlen")? {
            message.push_str(record.cut("l", 8 * record.number("mlen")? - record.bits("pt")?)?);
        }
        ensure!(message.len() == 2 * record.number("mlen")?, "a message of another length");
        record.set("msg", &message);
        renamed(record, &[("tag", "mac")])?;
        let tag_size = record.bits("mac")? / 8;
        record.set("tlen", &tag_size.to_string());
    }
    cipher::cmac("", &records)
}

/// HMAC.
pub fn hmac(text: &str) -> Result<Vec<Translated>> {
    let mut records = cases(text, |name| name == "key length", &["hashlen"]);
    for record in &mut records {
        let size = record.number("hashlen")? / 8;
        record.set("l", &size.to_string());
        // Where a page ends before the key, its first byte stands before its name.
        let both = [record.text("text")?, record.text("key")?].concat();
        let place = both.len().checked_sub(2 * record.number("key length")?).context("a shorter key")?;
        let (message, key) = both.split_at(place);
        record.set("msg", message);
        record.set("key", key);
        renamed(record, &[("tag length", "tlen")])?;
        ensure!(record.bits("mac")? == 8 * record.number("tlen")?, "a tag of another length");
    }
    hash::hmac("", &records)
}

/// KW and KWP, in both directions.
pub fn key_wrap(text: &str) -> Result<Vec<Translated>> {
    let mut all = Vec::new();
    for mut record in cases(text, |name| name.starts_with("wrap "), &[]) {
        // "wrap 128 bits with a 256-bit key", or "with 3-key tdes".
        let title = record.text("title")?;
        if title.ends_with("tdes") {
            all.push(Translated::new(["ACVP-TDES-KW", "", "1.0"], object([]), object([])));
            continue;
        }
        let lengths = title.split(['-', ' ']).filter_map(|word| word.parse().ok()).collect::<Vec<usize>>();
        let [_, key_length] = lengths[..] else { bail!("{title}: no length of the key") };
        let semiblocks = record.bits("pt")?.div_ceil(64);
        let algorithm = if record.bits("pt")?.is_multiple_of(64) { "ACVP-AES-KW" } else { "ACVP-AES-KWP" };
        // Other columns of the page may follow, or stand before the rest of the key.
        let ciphertext = record.cut("ct", 64 * (semiblocks + 1))?.to_owned();
        record.set("ct", &ciphertext);
        if let missing @ 1.. = key_length.checked_sub(record.bits("key")?).context("a longer key")? {
            let column = record.text("r[2]")?;
            let (_, rest) = column.split_at(column.len().checked_sub(missing / 4).context("no rest of a key")?);
            record.set("key", &[record.text("key")?, rest].concat());
        }
        for encrypts in [true, false] {
            all.push(processed(algorithm, &record, encrypts, ["pt", "ct"], ("kwCipher", "cipher"))?);
        }
    }
    Ok(all)
}

/// HMAC_DRBG.
pub fn hmac_drbg(text: &str) -> Result<Vec<Translated>> {
    generators("hmacDRBG", false, text)
}

/// Hash_DRBG.
pub fn hash_drbg(text: &str) -> Result<Vec<Translated>> {
    generators("hashDRBG", false, text)
}

/// CTR_DRBG with its derivation function.
pub fn ctr_drbg(text: &str) -> Result<Vec<Translated>> {
    generators("ctrDRBG", true, text)
}

/// CTR_DRBG without it.
pub fn ctr_drbg_no_df(text: &str) -> Result<Vec<Translated>> {
    generators("ctrDRBG", false, text)
}

/// A generator, with two requests in each example.
fn generators(algorithm: &str, derives: bool, text: &str) -> Result<Vec<Translated>> {
    let mut all = Vec::new();
    for record in cases(text, |name| name == "requested security strength", &[]) {
        let mode = match (record.find("requested hash algorithm"), record.text("requested security strength")?) {
            (Some("SHA-1"), _) => "SHA-1".to_owned(),
            (Some(name), _) => name.replacen("SHA-", "SHA2-", 1),
            (None, "112") => "TDES".to_owned(),
            (None, strength) => format!("AES-{strength}"),
        };
        let resists = record.text("prediction_resistance_flag")? == "\"ENABLED\"";
        let request = |number: u32| {
            let entropy =
                if resists { record.text(&format!("entropyinput{number} (for reseed{number})"))? } else { "" };
            let additional = record.find(&format!("additionalinput{number}")).unwrap_or_default();
            Ok(json!({ "intendedUse": "generate", "entropyInput": entropy, "additionalInput": additional }))
        };
        let requests = [1, 2].map(request).into_iter().collect::<Result<Vec<_>>>()?;
        // The number of a page may follow.
        let bits = record.number("requested_number_of_bits")?;
        let output = record.cut("rnd_val 2", bits)?;
        let question = object([
            ("testType", json!("AFT")),
            ("mode", json!(mode)),
            ("derFunc", json!(derives)),
            ("predResistance", json!(resists)),
            ("entropyInput", json!(record.text("entropy_input")?)),
            ("nonce", json!(record.find("nonce").unwrap_or_default())),
            ("persoString", json!(record.text("personalizationstring")?)),
            ("returnedBitsLen", json!(bits)),
            ("otherInput", json!(requests)),
        ]);
        let answer = object([("returnedBits", json!(output))]);
        all.push(Translated::new([algorithm, "", "1.0"], question, answer));
    }
    Ok(all)
}

/// An encryption, or a decryption, whose texts have these names.
fn processed(
    algorithm: &str,
    record: &Record,
    encrypts: bool,
    names: [&str; 2],
    more: (&str, &str),
) -> Result<Translated> {
    let plaintext = ("pt", record.text(names[0])?);
    let ciphertext = ("ct", record.text(names[1])?);
    let (direction, input, output) =
        if encrypts { ("encrypt", plaintext, ciphertext) } else { ("decrypt", ciphertext, plaintext) };
    let question = object([
        ("testType", json!("AFT")),
        ("direction", json!(direction)),
        ("key", json!(record.text("key")?)),
        ("keyLen", json!(record.bits("key")?)),
        ("payloadLen", json!(record.bits(names[0])?)),
        (input.0, json!(input.1)),
        (more.0, json!(more.1)),
    ]);
    let answer = object([(output.0, json!(output.1))]);
    Ok(Translated::new([algorithm, "", "1.0"], question, answer))
}

/// The modes of SP 800-38A.
pub fn modes(text: &str) -> Result<Vec<Translated>> {
    let begins = |name: &str| name.ends_with("(encryption)") || name.ends_with("(decryption)");
    let mut all = Vec::new();
    for record in cases(text, begins, &["iv", "initial counter"]) {
        let title = record.text("title")?;
        let (mode, _) = title.split_once('-').context("no mode")?;
        let algorithm = match mode {
            "cfb" => format!("ACVP-AES-CFB{}", record.text("segment length")?),
            mode => format!("ACVP-AES-{}", mode.to_ascii_uppercase()),
        };
        // ECB has none; a field too many does no harm.
        let iv = record.text(if mode == "ctr" { "initial counter" } else { "iv" }).unwrap_or_default();
        let encrypts = title.ends_with("(encryption)");
        let mut case = processed(&algorithm, &record, encrypts, ["plaintext", "ciphertext"], ("iv", iv))?;
        if encrypts && algorithm == "ACVP-AES-CFB1" {
            let why = "the text does not have the ciphertext that SP 800-38A appendix F.3 has";
            case.known_wrong = Some((why, object([("ct", json!(ciphertext_of_cfb1(record.bits("key")?)?))])));
        }
        all.push(case);
    }
    Ok(all)
}

/// What SP 800-38A has as the ciphertexts of CFB1 (appendices F.3.1, F.3.3 and F.3.5), by the
/// length of the key. The decryptions of the ciphertexts that the text has instead are right.
fn ciphertext_of_cfb1(key_bits: usize) -> Result<&'static str> {
    Ok(match key_bits {
        128 => "68b3",
        192 => "9359",
        256 => "9029",
        other => bail!("a key of {other} bits"),
    })
}

/// SHA-512/224 and SHA-512/256.
pub fn sha512_224(text: &str) -> Result<Vec<Translated>> {
    truncated_sha512("sha512_224short", text)
}

/// As [`sha512_224`].
pub fn sha512_256(text: &str) -> Result<Vec<Translated>> {
    truncated_sha512("sha512_256short", text)
}

fn truncated_sha512(name: &str, text: &str) -> Result<Vec<Translated>> {
    let mut records = cases(text, |name| name.ends_with("block message sample"), &[]);
    // The messages are text in quotation marks, which may go over a line's end.
    let messages = text.split("Message Sample").skip(1).map(|part| part.split('"').nth(1).context("no message"));
    for (record, message) in records.iter_mut().zip(messages) {
        let message: String = message?.split_whitespace().collect();
        record.set("len", &(8 * message.len()).to_string());
        record.set("msg", &hex::encode(message));
        renamed(record, &[("message digest", "md")])?;
    }
    hash::hashes(name, &records)
}

/// SHA3-256 of a part of a byte.
pub fn sha3(text: &str) -> Result<Vec<Translated>> {
    keccak("sha3_256short", "md", text)
}

/// SHAKE128 of a part of a byte.
pub fn shake(text: &str) -> Result<Vec<Translated>> {
    keccak("shake128short", "output", text)
}

/// The message is a line of bits, the first of which is the lowest of its byte.
fn keccak(name: &str, output: &str, text: &str) -> Result<Vec<Translated>> {
    let said = statements(text);
    let place = said.iter().position(|(name, _)| name == "msg as bit string").context("no message")?;
    let (bits, _) = said.get(place + 1).context("no bits")?;
    let bits: Vec<&str> = bits.split_whitespace().collect();
    let byte = bits.iter().rev().try_fold(0, |byte, bit| match *bit {
        "0" => Ok(byte << 1),
        "1" => Ok(byte << 1 | 1_u8),
        other => bail!("{other} is no bit"),
    })?;
    ensure!(bits.len() < 8, "more than part of a byte");
    let (_, value) = said.iter().rev().find(|(name, _)| name == "hash val").context("no hash value")?;
    let mut record = Record::default();
    record.set("len", &bits.len().to_string());
    record.set("msg", &format!("{byte:02x}"));
    record.set(output, value);
    hash::hashes(name, &[record])
}
