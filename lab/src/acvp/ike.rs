//! What both versions of IKE share. Where a length is no whole number of bytes, as NIST's
//! registrations allow and the module's services do not, the keys come from here: strings of bits,
//! most significant bit first, through the module's hash functions, which take them.

use super::case::Case;
use super::hash::digest;
use super::{Fields, several};
use anyhow::{Context, Result, bail};
use qila::hash::HashAlgorithm;

/// Where the lengths of the strings stand.
const LENGTHS: [&str; 6] = [
    "nInitLength",
    "nRespLength",
    "dhLength",
    "preSharedKeyLength",
    "derivedKeyingMaterialLength",
    "derivedKeyingMaterialChildLength",
];

/// Keys by their names.
pub fn named<const N: usize>(names: [&str; N], keys: &[impl AsRef<[u8]>; N]) -> Fields {
    several::<N>(std::array::from_fn(|i| (names[i], keys[i].as_ref())))
}

/// Eight bytes: a cookie, or an index of an association.
pub fn eight(name: &str, case: &Case) -> Result<[u8; 8]> {
    case.hex(name)?.try_into().ok().with_context(|| format!("{name} has not eight bytes"))
}

/// Whether a length of the case is no whole number of bytes.
pub fn are_needed(case: &Case) -> Result<bool> {
    let present = LENGTHS.iter().filter(|name| case.find(name).is_some());
    Ok(present.map(|name| case.number(name)).collect::<Result<Vec<_>>>()?.iter().any(|length| length % 8 != 0))
}

/// SKEYID, SKEYID_d, SKEYID_a and SKEYID_e of version 1 (RFC 2409 section 5).
pub fn version1(algorithm: HashAlgorithm, case: &Case) -> Result<[Vec<u8>; 4]> {
    let [ni, nr] = nonces(case)?;
    let gxy = string(case, "gxy", "dhLength")?;
    let cookies = unpack(&[case.hex("ckyInit")?, case.hex("ckyResp")?].concat());
    let skeyid = match case.text("authenticationMethod")? {
        "dsa" => hmac(algorithm, &[ni, nr].concat(), &gxy)?,
        "pke" => hmac(algorithm, &unpack(&hash(algorithm, &[ni, nr].concat())?), &cookies)?,
        "psk" => hmac(algorithm, &string(case, "preSharedKey", "preSharedKeyLength")?, &[ni, nr].concat())?,
        other => bail!("authentication {other}"),
    };
    let key = unpack(&skeyid);
    let next = |before: &[u8], number| {
        hmac(algorithm, &key, &[&unpack(before), &gxy, &cookies, &unpack(&[number])[..]].concat())
    };
    let d = next(&[], 0)?;
    let a = next(&d, 1)?;
    let e = next(&a, 2)?;
    Ok([skeyid, d, a, e])
}

/// SKEYSEED, the keying material and the new SKEYSEED of version 2 (RFC 7296 sections 2.14, 2.17,
/// 2.18). A child has keying material without and with a new secret.
pub fn version2(algorithm: HashAlgorithm, case: &Case) -> Result<[Vec<u8>; 5]> {
    let nonces = nonces(case)?.concat();
    let seed = hmac(algorithm, &nonces, &string(case, "gir", "dhLength")?)?;
    let spis = unpack(&[case.hex("spiInit")?, case.hex("spiResp")?].concat());
    let length = case.number("derivedKeyingMaterialLength")?;
    let material = prf_plus(algorithm, &unpack(&seed), &[&nonces[..], &spis].concat(), length)?;
    let sk_d = material.get(..8 * algorithm.output_size()).context("less than SK_d was asked for")?;
    let child_length = case.number("derivedKeyingMaterialChildLength")?;
    let renewed = [string(case, "girNew", "dhLength")?, nonces.clone()].concat();
    let child = prf_plus(algorithm, sk_d, &nonces, child_length)?;
    let child_dh = prf_plus(algorithm, sk_d, &renewed, child_length)?;
    Ok([seed, pack(&material), pack(&child), pack(&child_dh), hmac(algorithm, sk_d, &renewed)?])
}

/// RFC 7296 section 2.13.
fn prf_plus(algorithm: HashAlgorithm, key: &[bool], seed: &[bool], length: usize) -> Result<Vec<bool>> {
    let (mut out, mut last) = (Vec::new(), Vec::new());
    for number in 1..=u8::MAX {
        if out.len() >= length {
            break;
        }
        last = unpack(&hmac(algorithm, key, &[&last[..], seed, &unpack(&[number])].concat())?);
        out.extend_from_slice(&last);
    }
    out.get(..length).map(<[bool]>::to_vec).context("more keying material than 255 blocks")
}

/// HMAC (FIPS 198-1). NIST's server fills the key up to whole bytes before all else; the message
/// stays as long as it is.
fn hmac(algorithm: HashAlgorithm, key: &[bool], message: &[bool]) -> Result<Vec<u8>> {
    let mut key = pack(key);
    if key.len() > algorithm.block_size() {
        key = digest(algorithm, &key, 8 * key.len())?;
    }
    key.resize(algorithm.block_size(), 0);
    let padded = |pad: u8| unpack(&key.iter().map(|byte| byte ^ pad).collect::<Vec<_>>());
    let inner = hash(algorithm, &[&padded(0x36)[..], message].concat())?;
    hash(algorithm, &[padded(0x5c), unpack(&inner)].concat())
}

fn hash(algorithm: HashAlgorithm, message: &[bool]) -> Result<Vec<u8>> {
    digest(algorithm, &pack(message), message.len())
}

fn nonces(case: &Case) -> Result<[Vec<bool>; 2]> {
    Ok([string(case, "nInit", "nInitLength")?, string(case, "nResp", "nRespLength")?])
}

/// A string of the case, as long as its length says.
fn string(case: &Case, name: &str, length: &str) -> Result<Vec<bool>> {
    let mut bits = unpack(&case.hex(name)?);
    let length = if case.find(length).is_some() { case.number(length)? } else { bits.len() };
    if bits.len() < length {
        bail!("{name} is shorter than its length says");
    }
    bits.truncate(length);
    Ok(bits)
}

fn unpack(bytes: &[u8]) -> Vec<bool> {
    bytes.iter().flat_map(|byte| (0..8).rev().map(move |place| byte >> place & 1 == 1)).collect()
}

/// Bits as bytes, the last filled up with zeros.
fn pack(bits: &[bool]) -> Vec<u8> {
    let byte =
        |bits: &[bool]| bits.iter().zip((0..8).rev()).fold(0, |byte, (&bit, place)| byte | u8::from(bit) << place);
    bits.chunks(8).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_back() {
        assert_eq!(pack(&unpack(&[0xa5, 0x1e])), [0xa5, 0x1e]);
        assert_eq!(pack(&unpack(&[0xff, 0xff])[..11]), [0xff, 0xe0]);
    }

    /// On whole bytes it is the HMAC of the module.
    #[test]
    fn hmac_agrees_with_the_service() {
        let algorithm = HashAlgorithm::Sha256;
        for size in [0, 20, 64, 65, 200] {
            let (key, mut tag) = (vec![7; size], [0; 32]);
            let service = qila::mac::DynHmacKey::new(algorithm, &key).expect("a key");
            service.authenticate_into(b"message", &mut tag).expect("a tag");
            assert_eq!(hmac(algorithm, &unpack(&key), &unpack(b"message")).expect("an HMAC"), tag);
        }
    }
}
