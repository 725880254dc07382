//! The commands of key derivations.

use super::super::case::{iterations, output_in_bytes};
use super::super::kbkdf::Form;
use super::super::{hash, hex_value};
use super::ask::{asked, of};
use super::{Strings, counted, exactly, text};
use anyhow::{Context, Result};
use qila::kdf::{DynHkdf, KeyBasedKdf, Pbkdf2, Tls12, Tls13};
use qila::mac::DynHmacKey;
use serde_json::json;

/// Carries out a command of one of these, if its name is that of one.
pub fn answer(name: &str, arguments: &[Vec<u8>]) -> Option<Result<Strings>> {
    if let Some(algorithm) = name.strip_prefix("TLSKDF/1.2/") {
        return Some(tls12(algorithm, arguments));
    }
    if let Some(mac) = name.strip_prefix("KDF/Feedback/") {
        return Some(feedback(mac, arguments));
    }
    let (family, algorithm) = name.split_once('/').unwrap_or((name, ""));
    Some(match family {
        "HKDF" => hkdf(algorithm, arguments),
        "HKDFExtract" => extract(algorithm, arguments),
        "HKDFExpandLabel" => expand_label(algorithm, arguments),
        "KDF-counter" => counter(arguments),
        "PBKDF" => pbkdf2(arguments),
        _ => return None,
    })
}

fn hkdf(algorithm: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let [key, salt, info, length] = exactly(arguments)?;
    let mut out = output_in_bytes(8 * counted(length)?)?;
    DynHkdf::extract(hash::named(algorithm)?, salt, key)?.expand(info, &mut out)?;
    Ok(vec![out])
}

/// Extraction (RFC 5869 section 2.2), which is HMAC under the salt.
fn extract(algorithm: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let [secret, salt] = exactly(arguments)?;
    let algorithm = hash::named(algorithm)?;
    let mut out = vec![0; algorithm.output_size()];
    DynHmacKey::new(algorithm, salt)?.authenticate_into(secret, &mut out)?;
    Ok(vec![out])
}

fn expand_label(algorithm: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let [length, secret, label, context] = exactly(arguments)?;
    let mut out = output_in_bytes(8 * counted(length)?)?;
    Tls13::from_secret(hash::named(algorithm)?, secret)?.expand_label(label, context, &mut out)?;
    Ok(vec![out])
}

/// The function of TLS 1.2, whose seed comes in two parts.
fn tls12(algorithm: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let [length, secret, label, first, second] = exactly(arguments)?;
    let mut out = output_in_bytes(8 * counted(length)?)?;
    Tls12::new(hash::named(algorithm)?, secret)?.prf(label, &[first, second].concat(), &mut out)?;
    Ok(vec![out])
}

fn pbkdf2(arguments: &[Vec<u8>]) -> Result<Strings> {
    let [password, salt, count, algorithm, bits] = exactly(arguments)?;
    let mut out = output_in_bytes(counted(bits)?)?;
    let algorithm = hash::named(text(algorithm)?)?;
    Pbkdf2::new(algorithm, password, salt, iterations(counted(count)?)?)?.derive(&mut out)?;
    Ok(vec![out])
}

/// The fixed data that were chosen, and the key.
fn counter(arguments: &[Vec<u8>]) -> Result<Strings> {
    let [length, mac, location, key, bits] = exactly(arguments)?;
    let fields = json!({
        "kdfMode": "counter", "macMode": text(mac)?, "counterLocation": text(location)?, "keyIn": hex_value(key),
        "keyOutLength": 8 * counted(length)?, "counterLength": counted(bits)?,
    });
    let made = asked(["KDF", "", "1.0"], fields)?;
    Ok(vec![of(&made, "fixedData")?, of(&made, "keyOut")?])
}

/// Feedback without an IV, with a counter of 32 bits behind the fixed data.
fn feedback(mac: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let [length, key, fixed] = exactly(arguments)?;
    let algorithm = mac.strip_prefix("HMAC-").with_context(|| format!("{mac} is no HMAC"))?;
    let mut out = output_in_bytes(8 * counted(length)?)?;
    let kdf = KeyBasedKdf::hmac(hash::named(algorithm)?, key)?;
    Form::new("feedback", "after fixed data", 32, Vec::new(), 0)?.derive(&kdf, fixed, &mut out)?;
    Ok(vec![out])
}
