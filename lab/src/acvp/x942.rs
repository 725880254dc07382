//! The key derivations of ANS X9.42.

use super::case::{Case, output_in_bytes};
use super::{Fields, hash, one};
use anyhow::{Result, bail, ensure};
use qila::kdf::{OtherInfo, X942};

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let mut key = output_in_bytes(case.number("keyLen")?)?;
    let secret = case.hex("zz")?;
    let derivation = X942::new(hash::named(case.text("hashAlg")?)?, &secret)?;
    match case.text("kdfType")? {
        "concatenation" => derivation.derive(&case.hex_or_empty("otherInfo")?, &mut key)?,
        "DER" => {
            let oid = case.hex("oid")?;
            // ACVP gives the identifier with its tag and length.
            let [6, len, content @ ..] = &oid[..] else { bail!("no object identifier") };
            ensure!(usize::from(*len) == content.len(), "an object identifier of another length");
            let fields =
                ["partyUInfo", "partyVInfo", "suppPubInfo", "suppPrivInfo"].map(|name| case.hex_or_empty(name));
            let [party_u, party_v, supp_pub, supp_priv] = fields;
            let info = OtherInfo {
                oid: content,
                party_u: &party_u?,
                party_v: &party_v?,
                supp_pub: &supp_pub?,
                supp_priv: &supp_priv?,
            };
            derivation.derive_der(&info, &mut key)?;
        }
        other => bail!("derivation {other}"),
    }
    Ok(one("derivedKey", &key))
}
