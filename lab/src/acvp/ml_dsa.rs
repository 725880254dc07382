//! ML-DSA (FIPS 204).

use super::case::Case;
use super::{Fields, decision, one, several};
use anyhow::{Context, Result, bail};
use qila::Error;
use qila::lab::ml_dsa::{Form, sign, verify};
use qila::ml_dsa::{MlDsa44, MlDsa65, MlDsa87, PreHash, SigningKey, VerifyingKey};

/// The expression with `P` as the parameter set of that name.
macro_rules! with_set {
    ($name:expr, $P:ident => $body:expr) => {
        match $name {
            "ML-DSA-44" => {
                type $P = MlDsa44;
                $body
            }
            "ML-DSA-65" => {
                type $P = MlDsa65;
                $body
            }
            "ML-DSA-87" => {
                type $P = MlDsa87;
                $body
            }
            other => bail!("parameterSet {other}"),
        }
    };
}

/// Answers one case of key generation.
pub fn answer_key_gen(case: &Case) -> Result<Fields> {
    let seed = case.hex("seed")?;
    with_set!(case.text("parameterSet")?, P => {
        let sk = SigningKey::<P>::from_seed(&seed)?;
        Ok(several([("pk", sk.verifying_key()?.as_bytes()), ("sk", sk.as_bytes())]))
    })
}

/// Answers one case of signing.
pub fn answer_sig_gen(case: &Case) -> Result<Fields> {
    let message = Message::of(case)?;
    let rnd = if case.flag("deterministic") { vec![0; 32] } else { case.hex("rnd")? };
    with_set!(case.text("parameterSet")?, P => {
        let sk = match case.text_or_empty("keyFormat")? {
            "" | "expanded" => SigningKey::<P>::from_expanded(&case.hex("sk")?)?,
            "seed" => SigningKey::from_seed(&case.hex("seed")?)?,
            other => bail!("keyFormat {other}"),
        };
        Ok(one("signature", &sign(&sk, message.form()?, &rnd)?))
    })
}

/// Answers one case of verification.
pub fn answer_sig_ver(case: &Case) -> Result<Fields> {
    let (message, signature) = (Message::of(case)?, case.hex("signature")?);
    with_set!(case.text("parameterSet")?, P => {
        let vk = VerifyingKey::<P>::new(&case.hex("pk")?)?;
        match verify(&vk, message.form()?, &signature) {
            Ok(()) => Ok(decision(true)),
            Err(Error::SignatureMismatch) => Ok(decision(false)),
            Err(error) => Err(error.into()),
        }
    })
}

/// What is signed, with the words of the set.
struct Message<'a> {
    interface: &'a str,
    pre_hash: &'a str,
    hash: &'a str,
    has_mu: bool,
    bytes: Vec<u8>,
    context: Vec<u8>,
}

impl<'a> Message<'a> {
    fn of(case: &Case<'a>) -> Result<Self> {
        let has_mu = case.flag("externalMu");
        Ok(Self {
            interface: case.text("signatureInterface")?,
            pre_hash: case.text_or_empty("preHash")?,
            hash: case.text_or_empty("hashAlg")?,
            has_mu,
            bytes: case.hex(if has_mu { "mu" } else { "message" })?,
            context: case.hex_or_empty("context")?,
        })
    }

    fn form(&self) -> Result<Form<'_>> {
        Ok(match (self.interface, self.pre_hash) {
            ("internal", _) if self.has_mu => Form::Mu(&self.bytes),
            ("internal", _) => Form::Internal(&self.bytes),
            ("external", "pure") => Form::Pure(&self.bytes, &self.context),
            ("external", "preHash") => {
                let hash = PreHash::by_name(self.hash).with_context(|| format!("hashAlg {}", self.hash))?;
                Form::Hashed(hash, &self.bytes, &self.context)
            }
            (interface, pre_hash) => bail!("signatureInterface {interface}, preHash {pre_hash}"),
        })
    }
}

pub(crate) use with_set;
