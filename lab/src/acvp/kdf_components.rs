//! The key derivations inside protocols (SP 800-135): SSH, IKE, SRTP, SNMP, ANS X9.63 and X9.42.

use super::case::{Case, output_in_bytes};
use super::{Fields, hash, hex_value, ike_bits, one, several};
use anyhow::{Context, Result, bail, ensure};
use qila::kdf::{
    Authentication, Exchange, IkeV1, IkeV2, OtherInfo, SNMP_KEY_SIZE, Srtp, SrtpLabel, Ssh, SshKey, X942, X963, snmp,
};

/// Answers one case of SSH.
pub fn answer_ssh(case: &Case) -> Result<Fields> {
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

/// Answers one case of IKE version 1.
pub fn answer_ikev1(case: &Case) -> Result<Fields> {
    let algorithm = hash::named(case.text("hashAlg")?)?;
    let names = ["sKeyId", "sKeyIdD", "sKeyIdA", "sKeyIdE"];
    if ike_bits::are_needed(case)? {
        return Ok(named(names, &ike_bits::version1(algorithm, case)?));
    }
    let psk = case.hex_or_empty("preSharedKey")?;
    let authentication = match case.text("authenticationMethod")? {
        "dsa" => Authentication::Signature,
        "pke" => Authentication::PublicKeyEncryption,
        "psk" => Authentication::PresharedKey(&psk),
        other => bail!("authentication {other}"),
    };
    let keys = IkeV1::derive(
        algorithm,
        authentication,
        &Exchange {
            initiator_nonce: &case.hex("nInit")?,
            responder_nonce: &case.hex("nResp")?,
            initiator_cookie: &eight("ckyInit", case)?,
            responder_cookie: &eight("ckyResp", case)?,
            shared_secret: &case.hex("gxy")?,
        },
    )?;
    Ok(named(names, &[keys.skeyid(), keys.skeyid_d(), keys.skeyid_a(), keys.skeyid_e()]))
}

/// Keys by their names.
fn named<const N: usize>(names: [&str; N], keys: &[impl AsRef<[u8]>; N]) -> Fields {
    several::<N>(std::array::from_fn(|i| (names[i], keys[i].as_ref())))
}

fn eight(name: &str, case: &Case) -> Result<[u8; 8]> {
    case.hex(name)?.try_into().ok().with_context(|| format!("{name} has not eight bytes"))
}

/// Answers one case of IKE version 2.
pub fn answer_ikev2(case: &Case) -> Result<Fields> {
    let algorithm = hash::named(case.text("hashAlg")?)?;
    let names = [
        "sKeySeed",
        "derivedKeyingMaterial",
        "derivedKeyingMaterialChild",
        "derivedKeyingMaterialDh",
        "sKeySeedReKey",
    ];
    if ike_bits::are_needed(case)? {
        return Ok(named(names, &ike_bits::version2(algorithm, case)?));
    }
    let (ni, nr) = (case.hex("nInit")?, case.hex("nResp")?);
    let seed = IkeV2::skeyseed(algorithm, &ni, &nr, &case.hex("gir")?)?;
    let mut keys = output_in_bytes(case.number("derivedKeyingMaterialLength")?)?;
    seed.derive(&ni, &nr, &eight("spiInit", case)?, &eight("spiResp", case)?, &mut keys)?;
    let sk_d = keys.get(..algorithm.output_size()).context("less than SK_d was asked for")?;
    let sk_d = IkeV2::from_sk_d(algorithm, sk_d)?;
    let new = case.hex("girNew")?;
    let mut child = output_in_bytes(case.number("derivedKeyingMaterialChildLength")?)?;
    let mut child_dh = child.clone();
    sk_d.derive_child(&[], &ni, &nr, &mut child)?;
    sk_d.derive_child(&new, &ni, &nr, &mut child_dh)?;
    let rekeyed = sk_d.rekey(&ni, &nr, &new)?;
    Ok(named(names, &[seed.secret(), &keys, &child, &child_dh, rekeyed.secret()]))
}

/// Answers one case of SRTP, and of SRTCP if there is an index for it: of 32 bits if it is written
/// so, as where `supports48BitSrtcpIndex` was not registered.
pub fn answer_srtp(case: &Case) -> Result<Fields> {
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

/// Answers one case of SNMP.
pub fn answer_snmp(case: &Case) -> Result<Fields> {
    let mut key = [0; SNMP_KEY_SIZE];
    snmp(case.text("password")?.as_bytes(), &case.hex("engineId")?, &mut key)?;
    Ok(one("sharedKey", &key))
}

/// Answers one case of ANS X9.63.
pub fn answer_x963(case: &Case) -> Result<Fields> {
    let mut key = output_in_bytes(case.number("keyDataLength")?)?;
    let secret = case.hex("z")?;
    X963::new(hash::named(case.text("hashAlg")?)?, &secret)?.derive(&case.hex_or_empty("sharedInfo")?, &mut key)?;
    Ok(one("keyData", &key))
}

/// Answers one case of ANS X9.42.
pub fn answer_x942(case: &Case) -> Result<Fields> {
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
