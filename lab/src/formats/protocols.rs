//! The key derivations inside protocols (SP 800-135) in CAVP's files.

use super::records::Record;
use super::{Translated, object};
use crate::acvp::case::Object;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// Fields that hold bytes or text: their name in ACVP, and in these files.
type Names = &'static [(&'static str, &'static str)];

/// A protocol: the start of the file's name, the mode in ACVP, what is asked, what is right.
struct Protocol {
    file: &'static str,
    mode: &'static str,
    question: Names,
    answer: Names,
}

const IKEV1: Protocol = Protocol {
    file: "ikev1_",
    mode: "ikev1",
    question: &[("ckyInit", "cky_i"), ("ckyResp", "cky_r"), ("nInit", "ni"), ("nResp", "nr"), ("gxy", "g^xy")],
    answer: &[("sKeyId", "skeyid"), ("sKeyIdD", "skeyid_d"), ("sKeyIdA", "skeyid_a"), ("sKeyIdE", "skeyid_e")],
};
const IKEV2: Protocol = Protocol {
    file: "ikev2",
    mode: "ikev2",
    question: &[
        ("nInit", "ni"),
        ("nResp", "nr"),
        ("gir", "g^ir"),
        ("girNew", "g^ir (new)"),
        ("spiInit", "spii"),
        ("spiResp", "spir"),
    ],
    answer: &[
        ("sKeySeed", "skeyseed"),
        ("derivedKeyingMaterial", "dkm"),
        ("derivedKeyingMaterialChild", "dkm(child sa)"),
        ("derivedKeyingMaterialDh", "dkm(child sa d-h)"),
        ("sKeySeedReKey", "skeyseed(rekey)"),
    ],
};
const SNMP: Protocol = Protocol {
    file: "snmp",
    mode: "snmp",
    question: &[("engineId", "engineid"), ("password", "password")],
    answer: &[("sharedKey", "shared_key")],
};
const SRTP: Protocol = Protocol {
    file: "srtp",
    mode: "srtp",
    question: &[
        ("masterKey", "k_master"),
        ("masterSalt", "master_salt"),
        ("kdr", "kdr"),
        ("index", "index"),
        ("srtcpIndex", "index (srtcp)"),
    ],
    answer: &[
        ("srtpKe", "srtp k_e"),
        ("srtpKa", "srtp k_a"),
        ("srtpKs", "srtp k_s"),
        ("srtcpKe", "srtcp k_e"),
        ("srtcpKa", "srtcp k_a"),
        ("srtcpKs", "srtcp k_s"),
    ],
};
const SSH: Protocol = Protocol {
    file: "ssh",
    mode: "ssh",
    question: &[("k", "k"), ("h", "h"), ("sessionId", "session_id")],
    answer: &[
        ("initialIvClient", "initial iv (client to server)"),
        ("initialIvServer", "initial iv (server to client)"),
        ("encryptionKeyClient", "encryption key (client to server)"),
        ("encryptionKeyServer", "encryption key (server to client)"),
        ("integrityKeyClient", "integrity key (client to server)"),
        ("integrityKeyServer", "integrity key (server to client)"),
    ],
};
const TLS: Protocol = Protocol {
    file: "tls",
    mode: "tls",
    question: &[
        ("preMasterSecret", "pre_master_secret"),
        ("clientHelloRandom", "clienthello_random"),
        ("serverHelloRandom", "serverhello_random"),
        ("clientRandom", "client_random"),
        ("serverRandom", "server_random"),
    ],
    answer: &[("masterSecret", "master_secret"), ("keyBlock", "key_block")],
};
const X963: Protocol = Protocol {
    file: "ansx963",
    mode: "ansix9.63",
    question: &[("z", "z"), ("sharedInfo", "sharedinfo")],
    answer: &[("keyData", "key_data")],
};

/// Every protocol that has a file.
pub fn protocols(file: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let all = [IKEV1, IKEV2, SNMP, SRTP, SSH, TLS, X963];
    let protocol = all.into_iter().find(|protocol| file.starts_with(protocol.file)).context("no protocol")?;
    let translated = |record: &Record| {
        let mut question = copied(record, protocol.question)?;
        question.insert("testType".to_owned(), json!("AFT"));
        question.extend(parameters(&protocol, file, record)?);
        let answer = copied(record, protocol.answer)?;
        Ok(Translated::new(["kdf-components", protocol.mode, "1.0"], question, answer))
    };
    records.iter().map(translated).collect()
}

fn copied(record: &Record, names: Names) -> Result<Object> {
    names.iter().map(|(to, from)| Ok(((*to).to_owned(), json!(record.text(from)?)))).collect()
}

/// What stands in the names of files and sections.
fn parameters(protocol: &Protocol, file: &str, record: &Record) -> Result<Object> {
    Ok(match protocol.mode {
        "ikev1" => {
            let method = file.trim_start_matches(protocol.file).trim_end_matches(".rsp");
            let psk = record.find("pre-shared-key").unwrap_or_default();
            object([
                ("hashAlg", hash(record)?),
                ("authenticationMethod", json!(method)),
                ("preSharedKey", json!(psk)),
            ])
        }
        "ikev2" => object([
            ("hashAlg", hash(record)?),
            ("derivedKeyingMaterialLength", json!(record.number("dkm length")?)),
            ("derivedKeyingMaterialChildLength", json!(record.number("child sa dkm length")?)),
        ]),
        "ssh" => {
            let cipher = match record.number("encryption key length")? {
                128 => "AES-128",
                192 if record.number("iv length")? == 64 => "TDES",
                192 => "AES-192",
                256 => "AES-256",
                other => bail!("a key of {other} bits"),
            };
            object([("hashAlg", hash(record)?), ("cipher", json!(cipher))])
        }
        "tls" => match record.text("section")? {
            "TLS 1.0/1.1" => object([("tlsVersion", json!("v1.0/1.1"))]),
            _ => object([
                ("tlsVersion", json!("v1.2")),
                ("hashAlg", hash(record)?),
                ("keyBlockLength", json!(record.number("key block length")?)),
            ]),
        },
        "ansix9.63" => {
            object([("hashAlg", hash(record)?), ("keyDataLength", json!(record.number("key data length")?))])
        }
        _ => Object::new(),
    })
}

/// The hash function of a section.
fn hash(record: &Record) -> Result<Value> {
    Ok(json!(match record.text("section")? {
        "SHA-1" => "SHA-1".to_owned(),
        name => name.replacen("SHA-", "SHA2-", 1),
    }))
}
