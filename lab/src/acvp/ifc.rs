//! The schemes of SP 800-56B r2 as a whole: KAS1, KAS2 and KTS-OAEP.

use super::case::{Case, inner, inner_text, map_hex, number, output_in_bytes};
use super::kas::derive;
use super::key_confirmation::{self, confirm, party};
use super::{Fields, NotOffered, compare, decision, hex_value, kda, one, rsa};
use anyhow::{Context, Result, bail, ensure};
use qila::kas::{Agreed, Rsa, Sent};
use qila::key_confirmation::Party;
use qila::random::Rng;
use qila::rsa::{Components, DecryptionKey, Digest, EncryptionKey, KeyTransport, Oaep};
use qila::{Error, lab};
use serde_json::Value;

/// The bytes of a nonce of the module's.
const NONCE: usize = 32;

/// The key of the other side.
fn their_key(case: &Case) -> Result<EncryptionKey> {
    Ok(EncryptionKey::new(&case.hex("serverN")?, &case.hex("serverE")?)?)
}

/// Answers one case of KAS1 or KAS2: agreement, derivation, confirmation.
pub fn answer_agreement(case: &Case) -> Result<Fields> {
    let (scheme, party) = (case.text("scheme")?, party(case)?);
    let is_mutual = scheme.starts_with("KAS2");
    ensure!(is_mutual || scheme.starts_with("KAS1"), "scheme {scheme}");
    let (mut fields, mut rng) = (Fields::new(), Rng::new()?);
    let sent = match party {
        Party::V if !is_mutual => None,
        _ => Some(send(case, &mut rng, &mut fields)?),
    };
    let received = if is_mutual || party == Party::V { case.hex("serverC")? } else { Vec::new() };
    let agreed = match (sent, party) {
        (Some(sent), Party::U) if !is_mutual => Agreed::<Rsa>::kas1_u(sent),
        (Some(sent), Party::U) => Agreed::kas2_u(sent, &*rsa::own_key(case, &mut rng)?, &received, &mut rng),
        (Some(sent), Party::V) => Agreed::kas2_v(sent, &*rsa::own_key(case, &mut rng)?, &received, &mut rng),
        (None, _) => {
            fields.insert("iutNonce".to_owned(), hex_value(&nonce(case, &mut rng)?));
            Agreed::kas1_v(&*rsa::own_key(case, &mut rng)?, &received, &mut rng)
        }
    };
    let derived = agreed.map_err(Into::into).and_then(|agreed| {
        let [own, theirs] =
            if is_mutual || party == Party::U { ["iutC", "serverNonce"] } else { ["iutNonce", "serverC"] };
        let theirs = if is_mutual { "serverC" } else { theirs };
        let sides = [(case.hex("iutId")?, map_hex(&fields, own)?), (case.hex("serverId")?, case.hex(theirs)?)];
        derive(case, &agreed, party, &sides, &mut fields)
    });
    match (case.text("testType")?, derived) {
        ("AFT", derived) => derived.map(|()| fields),
        ("VAL", Ok(())) => Ok(is_given(case, &fields)),
        ("VAL", Err(error)) if error.downcast_ref() == Some(&Error::InvalidParameter) => Ok(decision(false)),
        ("VAL", Err(error)) => Err(error),
        (other, _) => bail!("test type {other}"),
    }
}

/// Whether a question to be judged has these fields.
fn is_given(case: &Case, fields: &Fields) -> Fields {
    decision(fields.iter().all(|(name, value)| case.find(name).is_some_and(|given| compare::equal(given, value))))
}

/// Encrypts a secret value: that of the question or of the answer, or a new one.
fn send(case: &Case, rng: &mut Rng, fields: &mut Fields) -> Result<Sent> {
    let key = their_key(case)?;
    let mut ciphertext = vec![0; key.size()];
    let given = if case.find("iutZ").is_some() { Some(case.hex("iutZ")?) } else { case.chosen("iutZ")? };
    let sent = match given {
        Some(secret) => lab::rsa::sent(&key, &secret, &mut ciphertext)?,
        None if case.choices.is_empty() => Sent::new(&key, rng, &mut ciphertext)?,
        None => return Err(NotOffered("a secret again that is not published".to_owned()).into()),
    };
    fields.insert("iutC".to_owned(), hex_value(&ciphertext));
    Ok(sent)
}

/// The nonce of party V: that of the question or of the answer, or a new one.
fn nonce(case: &Case, rng: &mut Rng) -> Result<Vec<u8>> {
    Ok(match (case.find("iutNonce"), case.chosen("iutNonce")?) {
        (Some(_), _) => case.hex("iutNonce")?,
        (None, Some(nonce)) => nonce,
        (None, None) => {
            let mut nonce = vec![0; NONCE];
            rng.fill(&mut nonce)?;
            nonce
        }
    })
}

/// Answers one case of KTS-OAEP.
pub fn answer_transport(case: &Case) -> Result<Fields> {
    let (scheme, party) = (case.text("scheme")?, party(case)?);
    ensure!(["KTS-OAEP-basic", "KTS-OAEP-Party_V-confirmation"].contains(&scheme), "scheme {scheme}");
    let label = associated_data(case)?;
    let name = inner_text(case.get("ktsConfiguration")?, "hashAlg")?;
    let oaep = Oaep::new(Digest::by_name(name).with_context(|| format!("hashAlg {name}"))?);
    let both = Both { oaep, label: &label, confirmation: case.find("macConfiguration") };
    match (party, case.text("testType")?) {
        (Party::U, "AFT") => both.send(case),
        (Party::V, "AFT") => both.receive(case),
        (Party::V, "VAL") => match both.receive(case) {
            Ok(fields) => Ok(is_given(case, &fields)),
            Err(error) if error.downcast_ref() == Some(&Error::InvalidPadding) => Ok(decision(false)),
            Err(error) => Err(error),
        },
        (_, other) => Err(NotOffered(format!("test type {other} of the initiator")).into()),
    }
}

/// The associated data. Neither party has ephemeral data in it: it stands before the ciphertext.
fn associated_data(case: &Case) -> Result<Vec<u8>> {
    let configuration = case.get("ktsConfiguration")?;
    let pattern = inner_text(configuration, "associatedDataPattern")?;
    match inner_text(configuration, "encoding")? {
        _ if pattern.is_empty() => return Ok(Vec::new()),
        "concatenation" => {}
        other => bail!("encoding {other}"),
    }
    let own = party(case)?;
    kda::patterned(case.find("ktsParameter").unwrap_or(&Value::Null), pattern, case.number("l")?, |of| {
        case.hex(if of == own { "iutId" } else { "serverId" })
    })
}

/// What both parties have agreed upon.
struct Both<'a> {
    oaep: Oaep,
    label: &'a [u8],
    confirmation: Option<&'a Value>,
}

impl Both<'_> {
    /// The transport of a key with a MAC key in front of it, if there is confirmation.
    fn transport(&self) -> Result<Option<KeyTransport<'_>>> {
        let Some(configuration) = self.confirmation else { return Ok(None) };
        Ok(Some(KeyTransport {
            oaep: self.oaep,
            associated_data: self.label,
            mac: key_confirmation::named(inner_text(configuration, "macType")?)?,
            mac_key_size: number("keyLen", inner(configuration, "keyLen")?)? / 8,
        }))
    }

    /// Room for a tag.
    fn tag(&self) -> Result<Vec<u8>> {
        let configuration = self.confirmation.context("no confirmation")?;
        output_in_bytes(number("macLen", inner(configuration, "macLen")?)?)
    }

    /// Party U: a ciphertext with a new key, or the published one, which its published key decrypts
    /// to the published answer.
    fn send(&self, case: &Case) -> Result<Fields> {
        let (key, mut rng) = (their_key(case)?, Rng::new()?);
        let (mut keys, mut ciphertext) = (output_in_bytes(case.number("l")?)?, vec![0; key.size()]);
        rng.fill(&mut keys)?;
        if let (Some(published), Some(sent)) = (case.chosen("dkm")?, case.chosen("iutC")?) {
            let is_right = self.decrypt(&*published_key(case, &mut rng)?, &sent, &mut rng)? == published;
            ensure!(is_right, "the published ciphertext is not that of the published key");
            (keys, ciphertext) = (published, sent);
        } else if let Some(transport) = self.transport()? {
            lab::rsa::transport(&key, &transport, &keys, &mut rng, &mut ciphertext)?;
        } else {
            key.encrypt(self.oaep, &keys, self.label, &mut rng, &mut ciphertext)?;
        }
        let mut fields = one("dkm", &keys);
        if let Some(transport) = self.transport()? {
            let mut again = vec![0; key.size()];
            let confirmation = lab::rsa::transport(&key, &transport, &keys, &mut rng, &mut again)?;
            let (own, other, mut tag) = (case.hex("iutId")?, case.hex("serverId")?, self.tag()?);
            confirm(case, &confirmation, [(&own, &ciphertext), (&other, b"")], &mut tag)?;
            fields.insert("tag".to_owned(), hex_value(&tag));
        }
        fields.insert("iutC".to_owned(), hex_value(&ciphertext));
        Ok(fields)
    }

    /// Party V: the keys of a ciphertext, and the tag.
    fn receive(&self, case: &Case) -> Result<Fields> {
        let mut rng = Rng::new()?;
        let (key, sent) = (rsa::own_key(case, &mut rng)?, case.hex("serverC")?);
        let keys = self.decrypt(&key, &sent, &mut rng)?;
        let mut fields = one("dkm", &keys);
        if let Some(transport) = self.transport()? {
            let behind = keys.get(transport.mac_key_size..).context("the key is shorter than that of the MAC")?;
            let mut received = vec![0; behind.len()];
            let confirmation = key.receive(&transport, &sent, &mut rng, &mut received)?;
            ensure!(received == behind, "the doors of decryption and of transport differ");
            let (own, other, mut tag) = (case.hex("iutId")?, case.hex("serverId")?, self.tag()?);
            confirm(case, &confirmation, [(&own, b""), (&other, &sent)], &mut tag)?;
            fields.insert("tag".to_owned(), hex_value(&tag));
        }
        Ok(fields)
    }

    fn decrypt(&self, key: &DecryptionKey, ciphertext: &[u8], rng: &mut Rng) -> Result<Vec<u8>> {
        let mut keys = vec![0; key.size()];
        let len = key.decrypt(self.oaep, ciphertext, self.label, rng, &mut keys)?;
        keys.truncate(len);
        Ok(keys)
    }
}

/// The key of the other side where an answer is to be repeated, from the question or the answer.
fn published_key(case: &Case, rng: &mut Rng) -> Result<Box<DecryptionKey>> {
    let number = |name: &str| if case.find(name).is_some() { case.hex(name).map(Some) } else { case.chosen(name) };
    let (Some(p), Some(q), Some(d)) = (number("serverP")?, number("serverQ")?, number("serverD")?) else {
        return Err(NotOffered("a ciphertext again whose key is not published".to_owned()).into());
    };
    let (n, e) = (case.hex("serverN")?, case.hex("serverE")?);
    Ok(Box::new(DecryptionKey::from_components(&Components { n: &n, e: &e, d: &d, p: &p, q: &q, crt: None }, rng)?))
}
