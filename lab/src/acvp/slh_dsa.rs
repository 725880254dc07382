//! SLH-DSA (FIPS 205).

use super::case::Case;
use super::{Fields, decision, one, several};
use anyhow::{Context, Result, bail};
use qila::Error;
use qila::lab::slh_dsa::{Form, key, sign, verify};
use qila::slh_dsa::{
    ParameterSet, PreHash, SigningKey, SlhDsaSha2_128f, SlhDsaSha2_128s, SlhDsaSha2_192f, SlhDsaSha2_192s,
    SlhDsaSha2_256f, SlhDsaSha2_256s, SlhDsaShake128f, SlhDsaShake128s, SlhDsaShake192f, SlhDsaShake192s,
    SlhDsaShake256f, SlhDsaShake256s, VerifyingKey,
};

/// The function with the parameter set of the case.
macro_rules! with_set {
    ($case:expr, $function:ident) => {
        match $case.text("parameterSet")? {
            "SLH-DSA-SHA2-128s" => $function::<SlhDsaSha2_128s>($case),
            "SLH-DSA-SHA2-128f" => $function::<SlhDsaSha2_128f>($case),
            "SLH-DSA-SHA2-192s" => $function::<SlhDsaSha2_192s>($case),
            "SLH-DSA-SHA2-192f" => $function::<SlhDsaSha2_192f>($case),
            "SLH-DSA-SHA2-256s" => $function::<SlhDsaSha2_256s>($case),
            "SLH-DSA-SHA2-256f" => $function::<SlhDsaSha2_256f>($case),
            "SLH-DSA-SHAKE-128s" => $function::<SlhDsaShake128s>($case),
            "SLH-DSA-SHAKE-128f" => $function::<SlhDsaShake128f>($case),
            "SLH-DSA-SHAKE-192s" => $function::<SlhDsaShake192s>($case),
            "SLH-DSA-SHAKE-192f" => $function::<SlhDsaShake192f>($case),
            "SLH-DSA-SHAKE-256s" => $function::<SlhDsaShake256s>($case),
            "SLH-DSA-SHAKE-256f" => $function::<SlhDsaShake256f>($case),
            other => bail!("parameterSet {other}"),
        }
    };
}

/// Answers one case of key generation.
pub fn answer_key_gen(case: &Case) -> Result<Fields> {
    with_set!(case, key_gen)
}

/// Answers one case of signing.
pub fn answer_sig_gen(case: &Case) -> Result<Fields> {
    with_set!(case, sig_gen)
}

/// Answers one case of verification.
pub fn answer_sig_ver(case: &Case) -> Result<Fields> {
    with_set!(case, sig_ver)
}

fn key_gen<P: ParameterSet>(case: &Case) -> Result<Fields> {
    let [secret, prf, public] = ["skSeed", "skPrf", "pkSeed"].map(|name| case.hex(name));
    let sk = key::<P>([&secret?, &prf?, &public?])?;
    Ok(several([("pk", sk.verifying_key()?.as_bytes()), ("sk", sk.as_bytes())]))
}

fn sig_gen<P: ParameterSet>(case: &Case) -> Result<Fields> {
    let message = Message::of(case)?;
    let opt_rand = if case.flag("deterministic") { None } else { Some(case.hex("additionalRandomness")?) };
    let (sk, mut signature) = (SigningKey::<P>::new(&case.hex("sk")?)?, vec![0; P::SIGNATURE_SIZE]);
    sign(&sk, message.form()?, opt_rand.as_deref(), &mut signature)?;
    Ok(one("signature", &signature))
}

fn sig_ver<P: ParameterSet>(case: &Case) -> Result<Fields> {
    let (message, signature) = (Message::of(case)?, case.hex("signature")?);
    let vk = VerifyingKey::<P>::new(&case.hex("pk")?)?;
    match verify(&vk, message.form()?, &signature) {
        Ok(()) => Ok(decision(true)),
        Err(Error::SignatureMismatch) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}

/// What is signed, with the words of the set.
struct Message<'a> {
    interface: &'a str,
    pre_hash: &'a str,
    hash: &'a str,
    bytes: Vec<u8>,
    context: Vec<u8>,
}

impl<'a> Message<'a> {
    fn of(case: &Case<'a>) -> Result<Self> {
        Ok(Self {
            interface: case.text_or_empty("signatureInterface")?,
            pre_hash: case.text_or_empty("preHash")?,
            hash: case.text_or_empty("hashAlg")?,
            bytes: case.hex("message")?,
            context: case.hex_or_empty("context")?,
        })
    }

    fn form(&self) -> Result<Form<'_>> {
        Ok(match (self.interface, self.pre_hash) {
            // The drafts of the sets knew no other interface, and did not name it.
            ("internal" | "", _) => Form::Internal(&self.bytes),
            ("external", "pure") => Form::Pure(&self.bytes, &self.context),
            ("external", "preHash") => {
                let hash = PreHash::by_name(self.hash).with_context(|| format!("hashAlg {}", self.hash))?;
                Form::Hashed(hash, &self.bytes, &self.context)
            }
            (interface, pre_hash) => bail!("signatureInterface {interface}, preHash {pre_hash}"),
        })
    }
}
