//! The key derivation of SSH.

use super::case::Case;
use super::{Fields, hash, hex_value};
use anyhow::{Result, bail};
use qila::kdf::{Ssh, SshKey};

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let algorithm = hash::named(case.text("hashAlg")?)?;
    let (iv, key) = match case.text("cipher")? {
        "TDES" => (8, 24),
        "AES-128" => (16, 16),
        "AES-192" => (16, 24),
        "AES-256" => (16, 32),
        other => bail!("cipher {other}"),
    };
    let (k, h, session) = (case.hex("k")?, case.hex("h")?, case.hex("sessionId")?);
    let keys = Ssh::new(algorithm, &k, &h, &session)?;
    let mut answer = Fields::new();
    for (name, which, size) in [
        ("initialIvClient", SshKey::InitialIvClient, iv),
        ("initialIvServer", SshKey::InitialIvServer, iv),
        ("encryptionKeyClient", SshKey::EncryptionKeyClient, key),
        ("encryptionKeyServer", SshKey::EncryptionKeyServer, key),
        ("integrityKeyClient", SshKey::IntegrityKeyClient, algorithm.output_size()),
        ("integrityKeyServer", SshKey::IntegrityKeyServer, algorithm.output_size()),
    ] {
        let mut out = vec![0; size];
        keys.derive(which, &mut out)?;
        answer.insert(name.to_owned(), hex_value(&out));
    }
    Ok(answer)
}
