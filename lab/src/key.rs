//! `qila key show FILE`: what a file of a key holds. Nothing secret is printed.

use crate::print;
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use qila::hash::sha256;
use qila::{Error, Indicator};
use qila_keys::{
    AnyAgreementKey, AnyDecapsulationKey, AnyEncapsulationKey, AnyPublicAgreementKey, AnySigningKey, AnyVerifyingKey,
    Encoding,
};
use serde_json::{Value, json};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// What is done with keys.
#[derive(Subcommand)]
pub enum Work {
    /// Say what a file holds: PKCS#8, SubjectPublicKeyInfo or PKCS#1, in DER or PEM
    Show(Options),
}

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// The file of a private or a public key
    file: PathBuf,
    /// The file of the password of an encrypted key: its first line
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

/// Prints what a file holds.
pub fn run(work: &Work, json: bool) -> Result<bool> {
    let Work::Show(options) = work;
    let named = |path: &PathBuf| format!("cannot read {}", path.display());
    let file = Zeroizing::new(std::fs::read(&options.file).with_context(|| named(&options.file))?);
    let password = options.password_file.as_ref().map(|path| std::fs::read(path).with_context(|| named(path)));
    let password = password.transpose()?.map(Zeroizing::new);
    let first_line = password.as_deref().map(|text| text.split(|byte| b"\r\n".contains(byte)).next().unwrap_or(text));
    let encoding = if file.starts_with(b"-----BEGIN ") { Encoding::Pem } else { Encoding::Der };
    let shown = match what(encoding, &file, first_line) {
        Ok(shown) => shown,
        Err(error) => bail!("{}: {}", options.file.display(), explained(error)),
    };
    if json {
        print::json(&shown)?;
    } else {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let rows = shown.as_object().into_iter().flatten();
        let rows = rows.map(|(name, value)| format!("{:12} {}", name.replace('_', " "), text(value)));
        print::line(&rows.collect::<Vec<_>>().join("\n"))?;
    }
    Ok(true)
}

/// What an error says of a file.
fn explained(error: Error) -> String {
    match error {
        Error::InvalidKey => "no key, or one whose password is another".to_owned(),
        Error::InvalidParameter => {
            "a key of an algorithm that the module does not have, an encryption that it does not know, a password \
             without an encryption, or an encryption without a password (--password-file)"
                .to_owned()
        }
        other => other.to_string(),
    }
}

/// Describes a private key of one capability.
macro_rules! private {
    ($key:ty, $capability:literal, $encoding:expr, $file:expr, $password:expr) => {
        <$key>::from_file($encoding, $file, $password).and_then(|key| {
            let form = if key.seed().is_some() { "with its seed" } else { "without a seed" };
            let kind = format!("private key {form}, {}", $capability);
            let public = key.public()?;
            described(&kind, &named(key.algorithm().name(), public.bits()), key.indicator(), &public.bytes())
        })
    };
}

/// Describes a public key of one capability.
macro_rules! public {
    ($key:ty, $capability:literal, $encoding:expr, $file:expr) => {
        <$key>::from_file($encoding, $file).and_then(|key| {
            let kind = concat!("public key, ", $capability);
            described(kind, &named(key.algorithm().name(), key.bits()), key.indicator(), &key.bytes())
        })
    };
}

/// What a file holds: the first capability that knows its algorithm says it. A key of RSA can serve
/// for encryption as well.
fn what(encoding: Encoding, file: &[u8], password: Option<&[u8]>) -> qila::Result<Value> {
    let kinds: [&dyn Fn() -> qila::Result<Value>; 6] = [
        &|| private!(AnySigningKey, "signatures", encoding, file, password),
        &|| private!(AnyDecapsulationKey, "key encapsulation", encoding, file, password),
        &|| private!(AnyAgreementKey, "key agreement", encoding, file, password),
        &|| public!(AnyVerifyingKey, "signatures", encoding, file),
        &|| public!(AnyEncapsulationKey, "key encapsulation", encoding, file),
        &|| public!(AnyPublicAgreementKey, "key agreement", encoding, file),
    ];
    let mut worst = Error::InvalidKey;
    for kind in kinds {
        match kind() {
            Ok(shown) => return Ok(shown),
            // An algorithm that is not known says more than a form that is not.
            Err(error) if error != Error::InvalidKey => worst = error,
            Err(_) => {}
        }
    }
    Err(worst)
}

/// The name of an algorithm, with the size of the key where keys can have several.
fn named(algorithm: &str, bits: Option<usize>) -> String {
    bits.map_or_else(|| algorithm.to_owned(), |bits| format!("{algorithm}-{bits}"))
}

fn described(kind: &str, algorithm: &str, indicator: Indicator, public: &[u8]) -> qila::Result<Value> {
    Ok(json!({
        "kind": kind,
        "algorithm": algorithm,
        "indicator": indicator.to_string(),
        "public_key": format!("{} bytes, SHA-256 {}", public.len(), hex::encode(sha256(public)?)),
    }))
}
