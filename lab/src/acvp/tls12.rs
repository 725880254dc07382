//! The key derivation of TLS 1.2.

use super::case::{Case, output_in_bytes};
use super::{Fields, NotOffered, hash, several};
use anyhow::Result;
use qila::kdf::{TLS12_MASTER_SECRET_SIZE, Tls12};

/// Answers one case with the extended master secret (RFC 7627).
pub fn answer(case: &Case) -> Result<Fields> {
    master_secret_and_keys(case, |premaster, master| {
        Ok(premaster.extended_master_secret(&case.hex("sessionHash")?, master)?)
    })
}

/// Answers one case without it.
pub fn answer_legacy(case: &Case) -> Result<Fields> {
    let version = case.text("tlsVersion")?;
    if version != "v1.2" {
        return Err(NotOffered(format!("TLS {version}")).into());
    }
    master_secret_and_keys(case, |premaster, master| {
        let [client, server] = ["clientHelloRandom", "serverHelloRandom"].map(|name| case.hex(name));
        Ok(premaster.master_secret(&client?, &server?, master)?)
    })
}

fn master_secret_and_keys(
    case: &Case,
    derive: impl FnOnce(Tls12<'_>, &mut [u8; TLS12_MASTER_SECRET_SIZE]) -> Result<()>,
) -> Result<Fields> {
    let algorithm = hash::named(case.text("hashAlg")?)?;
    let mut master = [0; TLS12_MASTER_SECRET_SIZE];
    let mut keys = output_in_bytes(case.number("keyBlockLength")?)?;
    derive(Tls12::new(algorithm, &case.hex("preMasterSecret")?)?, &mut master)?;
    let (client, server) = (case.hex("clientRandom")?, case.hex("serverRandom")?);
    Tls12::new(algorithm, &master)?.key_block(&client, &server, &mut keys)?;
    Ok(several([("masterSecret", &master), ("keyBlock", &keys)]))
}
