//! The key schedule of TLS 1.3.

use super::case::Case;
use super::{Fields, hash, hex_value};
use anyhow::Result;
use qila::hash::{DynHasher, HashAlgorithm};
use qila::kdf::Tls13;

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
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
