//! The key derivation of SRTP and SRTCP.

use super::case::Case;
use super::{Fields, hex_value};
use anyhow::{Context, Result, ensure};
use qila::kdf::{Srtp, SrtpLabel};

/// Answers one case of SRTP, and of SRTCP if there is an index for it: of 32 bits if it is written
/// so, as where `supports48BitSrtcpIndex` was not registered.
pub fn answer(case: &Case) -> Result<Fields> {
    let rate = u32::try_from(big_endian("kdr", case)?)?;
    let salt = case.hex("masterSalt")?.try_into().ok().context("the salt has not 14 bytes")?;
    let master_key = case.hex("masterKey")?;
    let keys = Srtp::new(&master_key, &salt)?;
    let mut answer = Fields::new();
    for (name, label, index, size) in [
        ("srtpKe", SrtpLabel::Encryption, "index", master_key.len()),
        ("srtpKa", SrtpLabel::Authentication, "index", 20),
        ("srtpKs", SrtpLabel::Salt, "index", 14),
        ("srtcpKe", SrtpLabel::RtcpEncryption, "srtcpIndex", master_key.len()),
        ("srtcpKa", SrtpLabel::RtcpAuthentication, "srtcpIndex", 20),
        ("srtcpKs", SrtpLabel::RtcpSalt, "srtcpIndex", 14),
    ] {
        if case.find(index).is_none() {
            continue;
        }
        let mut out = vec![0; size];
        let (number, is_short) = (big_endian(index, case)?, case.hex(index)?.len() == 4);
        if index == "srtcpIndex" && is_short {
            keys.derive_short_index(label, u32::try_from(number)?, rate, &mut out)?;
        } else {
            keys.derive(label, number, rate, &mut out)?;
        }
        answer.insert(name.to_owned(), hex_value(&out));
    }
    Ok(answer)
}

/// A number given as bytes, 0 where they are absent.
fn big_endian(name: &str, case: &Case) -> Result<u64> {
    let bytes = case.hex_or_empty(name)?;
    ensure!(bytes.len() <= 8, "{name} is too large");
    Ok(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
