//! The key derivations of TLS 1.2 and TLS 1.3.

use super::case::{Case, output_in_bytes};
use super::{Fields, NotOffered, hash, hex_value, several};
use anyhow::Result;
use qila::hash::{DynHasher, HashAlgorithm};
use qila::kdf::{TLS12_MASTER_SECRET_SIZE, Tls12, Tls13};

/// Answers one case of TLS 1.2 with the extended master secret (RFC 7627).
pub fn answer_tls12(case: &Case) -> Result<Fields> {
    master_secret_and_keys(case, |premaster, master| {
        Ok(premaster.extended_master_secret(&case.hex("sessionHash")?, master)?)
    })
}

/// Answers one case of TLS 1.2 without it.
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

/// Answers one case of TLS 1.3: all the secrets of a handshake, in every mode.
pub fn answer_tls13(case: &Case) -> Result<Fields> {
    let algorithm = hash::named(case.text("hmacAlg")?)?;
    let mut messages = Vec::new();
    let mut transcripts = Vec::new();
    for name in ["helloClientRandom", "helloServerRandom", "finishedServerRandom", "finishedClientRandom"] {
        messages.extend(case.hex(name)?);
        transcripts.push(digest(algorithm, &messages)?);
    }
    let early = Tls13::early_secret(algorithm, &case.hex_or_empty("psk")?)?;
    let handshake = early.next_secret(&case.hex_or_empty("dhe")?)?;
    let master = handshake.next_secret(&[])?;
    let secrets = [
        ("clientEarlyTrafficSecret", &early, "c e traffic", 0),
        ("earlyExporterMasterSecret", &early, "e exp master", 0),
        ("clientHandshakeTrafficSecret", &handshake, "c hs traffic", 1),
        ("serverHandshakeTrafficSecret", &handshake, "s hs traffic", 1),
        ("clientApplicationTrafficSecret", &master, "c ap traffic", 2),
        ("serverApplicationTrafficSecret", &master, "s ap traffic", 2),
        ("exporterMasterSecret", &master, "exp master", 2),
        ("resumptionMasterSecret", &master, "res master", 3),
    ];
    let mut answer = Fields::new();
    for (name, secret, label, transcript) in secrets {
        let mut out = vec![0; algorithm.output_size()];
        let transcript: &[u8] = transcripts.get(transcript).map_or(&[], Vec::as_slice);
        secret.derive_secret(label.as_bytes(), transcript, &mut out)?;
        answer.insert(name.to_owned(), hex_value(&out));
    }
    Ok(answer)
}

fn digest(algorithm: HashAlgorithm, message: &[u8]) -> Result<Vec<u8>> {
    let mut hasher = DynHasher::new(algorithm)?;
    hasher.update(message);
    let mut value = vec![0; algorithm.output_size()];
    hasher.finalize_into(&mut value)?;
    Ok(value)
}
