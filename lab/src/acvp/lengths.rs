//! Values that have another length than the vector set says: a message that is longer than its
//! length would be answered in part, and nobody could tell. One table serves every family of
//! algorithms.

use super::case::{Case, bytes, number};
use anyhow::{Result, ensure};
use serde_json::Value;

/// Fields of bytes, and the fields with their lengths in bits.
const PAIRS: &[(&str, &str)] = &[
    ("msg", "len"),
    ("msg", "msgLen"),
    ("message", "msgLen"),
    ("key", "keyLen"),
    ("keyDerivationKey", "keyDerivationKeyLength"),
    ("pt", "payloadLen"),
    ("ct", "payloadLen"),
    ("payload", "payloadLen"),
    ("pt", "ptLen"),
    ("inputString", "inputLen"),
    ("iv", "ivLen"),
    ("aad", "aadLen"),
    ("ad", "adLen"),
    ("cs", "csLen"),
    ("tag", "tagLen"),
    ("mac", "macLen"),
    ("tweak", "tweakLen"),
    ("entropyInput", "entropyInputLen"),
    ("nonce", "nonceLen"),
    ("persoString", "persoStringLen"),
    ("additionalInput", "additionalInputLen"),
    ("preMasterSecret", "preMasterSecretLength"),
    ("nInit", "nInitLength"),
    ("nResp", "nRespLength"),
    ("gxy", "dhLength"),
    ("gir", "dhLength"),
    ("girNew", "dhLength"),
    ("preSharedKey", "preSharedKeyLength"),
    ("sharedInfo", "sharedInfoLength"),
    ("masterKey", "aesKeyLength"),
    ("label", "labelLength"),
    ("context", "contextLength"),
];

/// What has another meaning: the algorithm, the mode of it where that decides, the field of bytes.
const OTHERS: &[(&str, &str)] = &[
    // Two keys in one.
    ("ACVP-AES-XTS", "key"),
    // The tag, or what stands for it, is part of the ciphertext.
    ("ACVP-AES-CCM", "ct"),
    ("ACVP-AES-GCM-SIV", "ct"),
    ("ACVP-AES-KW", "ct"),
    ("ACVP-AES-KWP", "ct"),
    // Blocks made by the rules of ECMA-368 stand for nonce and additional data.
    ("ACVP-AES-CCM/ECMA", "iv"),
    ("ACVP-AES-CCM/ECMA", "aad"),
    // The key of AES, for a message of its own.
    ("ConditioningComponent/BlockCipher_DF", "key"),
    // Its length counts bytes.
    ("EDDSA", "context"),
];

/// Compares every value of a case with the length that stands beside it.
pub fn check(case: &Case) -> Result<()> {
    check_with(case, |name| case.find(name))?;
    let requests = case.find("otherInput").and_then(Value::as_array);
    for request in requests.into_iter().flatten() {
        // The lengths are those of the group. A request that does not reseed has no entropy.
        let given = |value: &&Value| value.as_str().is_none_or(|text| !text.is_empty());
        check_with(case, |name| request.get(name).filter(given).or_else(|| case.group.get(name)))?;
    }
    Ok(())
}

fn check_with<'v>(case: &Case, find: impl Fn(&str) -> Option<&'v Value>) -> Result<()> {
    let is_other = |name: &str| {
        let full = format!("{}/{}", case.algorithm, case.mode);
        OTHERS.iter().any(|(algorithm, field)| *field == name && (*algorithm == case.algorithm || *algorithm == full))
    };
    for (name, length) in PAIRS {
        if let (Some(value), Some(bits)) = (find(name), find(length))
            && !is_other(name)
        {
            let bits = number(length, bits)?;
            let value = bytes(name, value)?;
            ensure!(
                value.len() == bits.div_ceil(8),
                "{name} has {} bytes, but {length} says {bits} bits",
                value.len()
            );
            ensure!(
                spare(&value, bits, case.algorithm == "Ascon") == 0,
                "{name} has more bits than the {bits} that {length} says"
            );
        }
    }
    Ok(())
}

/// The bits of the last byte that do not count. Ascon counts from the lowest bit, all others from
/// the highest.
fn spare(value: &[u8], bits: usize, lowest_first: bool) -> u8 {
    match (value.last(), bits % 8, lowest_first) {
        (None, _, _) | (_, 0, _) => 0,
        (Some(last), further, false) => last & (0xff >> further),
        (Some(last), further, true) => last >> further,
    }
}
