//! RSA in CAVP's files of FIPS 186-3, and ciphertexts made to lead a decryption astray.

use super::{Translated, object};
use crate::acvp::case::Object;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The fields of a case in a file, by their names.
pub(super) type Named = BTreeMap<String, String>;

/// The cases of a file of verifications: `make` gets the fields, and whether the result is P. A
/// case ends with its result; what stands before it stays.
pub(super) fn until_result(
    file: &str,
    mut make: impl FnMut(&mut Named, bool) -> Result<Translated>,
) -> Result<Vec<Translated>> {
    let (mut cases, mut fields) = (Vec::new(), Named::new());
    for line in file.lines() {
        let Some((name, value)) = line.trim_matches(['[', ']', ' ', '\r']).split_once(" = ") else { continue };
        fields.insert(name.trim().to_owned(), value.trim().to_owned());
        if name == "Result" {
            cases.push(make(&mut fields, value.starts_with('P'))?);
        }
    }
    Ok(cases)
}

/// Signatures that are verified: with PKCS#1 v1.5, or with PSS where each case has a salt.
pub fn sig_ver(file: &str) -> Result<Vec<Translated>> {
    until_result(file, |fields, is_right| {
        let case = signature(fields, is_right)?;
        fields.remove("SaltVal");
        Ok(case)
    })
}

/// Signatures of NIST's, which are verified: the private keys have no primes.
pub fn sig_gen(file: &str) -> Result<Vec<Translated>> {
    let mut cases = Vec::new();
    let mut fields = Named::new();
    // A case ends before the next hash function or the next key.
    for line in file.lines().chain(["SHAAlg = "]) {
        let Some((name, value)) = line.trim_matches(['[', ']', ' ', '\r']).split_once(" = ") else { continue };
        if ["SHAAlg", "mod"].contains(&name) && fields.contains_key("S") {
            cases.push(signature(&fields, true)?);
            fields.remove("S");
            fields.remove("SaltVal");
        }
        fields.insert(name.trim().to_owned(), value.trim().to_owned());
    }
    Ok(cases)
}

/// The signature primitive, which fails where the number is not below the modulus.
pub fn signature_primitive(file: &str) -> Result<Vec<Translated>> {
    let (mut cases, mut fields) = (Vec::new(), Named::new());
    for (name, value) in file.lines().filter_map(|line| line.split_once(" = ")) {
        fields.insert(name.trim().to_owned(), value.trim().to_owned());
        if name == "S" {
            let named = |name: &str| even(&fields, name).map(|hex| json!(hex));
            let mut question = object([("message", named("EM")?)]);
            for name in ["n", "e", "d", "p", "q"] {
                question.insert(name.to_owned(), named(name)?);
            }
            let answer = match value.starts_with("FAIL") {
                true => object([("testPassed", json!(false))]),
                false => object([("signature", named("S")?)]),
            };
            cases.push(Translated::new(["RSA", "signaturePrimitive", "2.0"], question, answer));
        }
    }
    Ok(cases)
}

fn text_of<'a>(fields: &'a Named, name: &str) -> Result<&'a String> {
    fields.get(name).with_context(|| format!("a case has no {name}"))
}

/// A field in whole bytes: files leave out a zero in front, even of messages.
pub(super) fn even(fields: &Named, name: &str) -> Result<String> {
    text_of(fields, name).map(|hex| format!("{}{hex}", if hex.len() % 2 == 0 { "" } else { "0" }))
}

/// A hash function that is SHA1 or SHA256 in a file.
pub(super) fn hash(name: &str) -> String {
    match name.strip_prefix("SHA") {
        Some("1") => "SHA-1".to_owned(),
        Some(size) => format!("SHA2-{size}"),
        None => name.to_owned(),
    }
}

fn signature(fields: &Named, is_right: bool) -> Result<Translated> {
    let even = |name: &str| even(fields, name);
    let hash = hash(text_of(fields, "SHAAlg")?);
    let mut question = object([
        ("testType", json!("GDT")),
        ("sigType", json!("pkcs1v1.5")),
        ("hashAlg", json!(hash)),
        ("n", json!(even("n")?)),
        ("e", json!(even("e")?)),
        ("message", json!(even("Msg")?)),
        ("signature", json!(even("S")?)),
    ]);
    if let Some(salt) = fields.get("SaltVal") {
        // Two digits stand for no salt where one has to be there.
        let len = if salt == "00" { 0 } else { salt.len() / 2 };
        question.extend(object([("sigType", json!("pss")), ("saltLen", json!(len))]));
    }
    let answer = object([("testPassed", json!(is_right))]);
    Ok(Translated::new(["RSA", "sigVer", "FIPS186-4"], question, answer))
}

/// Ciphertexts of OAEP, and of RSASVE, whose secret is what the primitive gives.
pub fn traps(file: &str) -> Result<Vec<Translated>> {
    let all: Value = serde_json::from_str(file).context("no object")?;
    let key = key(&hex::decode(text(&all, "key_pkcs8")?)?)?;
    let cases = |part: &str| all.get(part).and_then(Value::as_array).with_context(|| format!("no {part}"));
    let answer = |case: &Value| {
        let expected = text(case, "expect")?;
        let is_refused = expected == "error";
        anyhow::Ok(if is_refused {
            object([("testPassed", json!(false))])
        } else {
            object([("pt", json!(expected))])
        })
    };
    let oaep = cases("oaep")?.iter().map(|case| {
        let mut question = key.clone();
        let mask = text(case, "mgf")?.replace("sha256", "SHA2-256").replace("sha1", "SHA-1");
        let more = [("ct", json!(text(case, "c")?)), ("label", json!(text(case, "label")?))];
        question.extend(object(more));
        question.extend(object([("hashAlg", json!("SHA2-256")), ("maskHash", json!(mask))]));
        Ok(Translated::new(["RSA", "OAEP", "RFC8017"], question, answer(case)?))
    });
    let secret = cases("rsasve")?.iter().map(|case| {
        let mut question = key.clone();
        question.extend(object([("ct", json!(text(case, "c")?))]));
        Ok(Translated::new(["RSA", "decryptionPrimitive", "Sp800-56Br2"], question, answer(case)?))
    });
    oaep.chain(secret).collect()
}

fn text<'a>(case: &'a Value, name: &str) -> Result<&'a str> {
    case.get(name).and_then(Value::as_str).with_context(|| format!("a case has no {name}"))
}

/// The numbers of a private key: n, e, d, p and q are the second to the sixth of RSAPrivateKey, the
/// innermost sequence of the file.
fn key(der: &[u8]) -> Result<Object> {
    let mut numbers = Vec::new();
    // Behind the heads of the file, its version, its algorithm, and the octet string.
    let mut rest = der.get(26..).context("a short key")?;
    rest = value(&mut rest)?;
    while numbers.len() < 6 {
        let number = value(&mut rest)?;
        // What shows that a number is not negative is no part of it.
        numbers.push(hex::encode(number.strip_prefix(&[0]).filter(|rest| !rest.is_empty()).unwrap_or(number)));
    }
    ensure!(numbers[0] == "00", "no version of two primes");
    Ok(["n", "e", "d", "p", "q"]
        .iter()
        .zip(&numbers[1..])
        .map(|(name, number)| ((*name).to_owned(), json!(number)))
        .collect())
}

/// The content of the next value of DER.
fn value<'a>(der: &mut &'a [u8]) -> Result<&'a [u8]> {
    let (head, len) = match der.get(1).context("nothing there")? {
        0x81 => (3, usize::from(*der.get(2).context("no length")?)),
        0x82 => (
            4,
            usize::from(u16::from_be_bytes([*der.get(2).context("no length")?, *der.get(3).context("no length")?])),
        ),
        len => (2, usize::from(*len)),
    };
    let content = der.get(head..head + len).context("a value is longer than its file")?;
    *der = der.get(head + len..).unwrap_or_default();
    Ok(content)
}
