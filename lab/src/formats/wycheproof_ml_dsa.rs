//! Wycheproof's cases of ML-DSA: signatures by keys of seeds and by expanded ones, and their
//! verification.

use crate::acvp::case::{Object, bytes};
use crate::acvp::ml_dsa::with_set;
use anyhow::{Context, Result, bail};
use qila::lab::ml_dsa::{Form, sign};
use qila::ml_dsa::{MlDsa44, MlDsa65, MlDsa87, SigningKey, VerifyingKey};

/// Whether the services accept a case, and give what it should. A case of the signing that has a
/// mu beside its message must give the same with either.
pub(super) fn check(name: &str, group: &Object, test: &Object) -> Result<bool> {
    let text = |name: &str| group.get(name).and_then(|text| text.as_str()).context("a group lacks a field");
    let of_group = |name: &str| bytes(name, group.get(name).with_context(|| format!("a group has no {name}"))?);
    let field = |name: &str| test.get(name).map(|value| bytes(name, value)).transpose();
    let (message, mu, context) = (field("msg")?, field("mu")?, field("ctx")?.unwrap_or_default());
    let signature = field("sig")?.context("a case has no sig")?;
    with_set!(name, P => match text("type")? {
        "MlDsaSign" => {
            let sk = if group.contains_key("privateSeed") {
                SigningKey::<P>::from_seed(&of_group("privateSeed")?)?
            } else {
                SigningKey::from_expanded(&of_group("privateKey")?)?
            };
            let is_pair = sk.verifying_key()?.as_bytes() == of_group("publicKey")?;
            let rnd = field("rnd")?.unwrap_or_else(|| vec![0; 32]);
            let forms = [message.as_deref().map(|message| Form::Pure(message, &context)), mu.as_deref().map(Form::Mu)];
            let mut is_same = is_pair;
            for form in forms.into_iter().flatten() {
                is_same &= sign(&sk, form, &rnd)?[..] == signature;
            }
            Ok(is_same)
        }
        "MlDsaVerify" => {
            let vk = VerifyingKey::<P>::new(&of_group("publicKey")?)?;
            vk.verify(&message.context("a case has no msg")?, &context, &signature)?;
            Ok(true)
        }
        other => bail!("a group of type {other}"),
    })
}
