//! RSA (FIPS 186-5, SP 800-56B).

use super::case::{Case, Object};
use super::ffdh::shown;
use super::{Family, Fields, NotOffered, compare, decision, hex_value, several};
use anyhow::{Context, Result, bail};
use qila::Error;
use qila::lab::rsa::{encapsulate, from_primes, raise};
use qila::random::Rng;
use qila::rsa::{Components, DecryptionKey, Digest, EncryptionKey, Mask, Oaep, Parts, Pss, SigningKey, VerifyingKey};
use serde_json::Value;

/// What answers a mode in a revision of its tests, if the module offers it.
pub fn family(mode: &str, revision: &str) -> Option<Family> {
    Some(match (mode, revision) {
        ("keyGen", "FIPS186-5" | "FIPS186-4") => answer_key_gen,
        ("sigGen", "FIPS186-5" | "FIPS186-4") => answer_sig_gen,
        ("sigVer", "FIPS186-5" | "FIPS186-4" | "FIPS186-2") => answer_sig_ver,
        ("signaturePrimitive", "2.0") => answer_signature_primitive,
        ("decryptionPrimitive", "Sp800-56Br2") => answer_decryption_primitive,
        // NIST has no tests of it; files in other forms do.
        ("OAEP", "RFC8017") => answer_oaep,
        _ => return None,
    })
}

/// Answers one case of key generation: with a new key, or with the one that a published answer
/// chose.
fn answer_key_gen(case: &Case) -> Result<Fields> {
    let method = case.text_or_empty("randPQ")?;
    if method != "probable" {
        return Err(NotOffered(format!("randPQ {method}")).into());
    }
    let mut rng = Rng::new()?;
    let key = match (case.chosen("e")?, case.chosen("p")?, case.chosen("q")?) {
        (Some(e), Some(p), Some(q)) => Box::new(from_primes(&e, &p, &q, &mut rng)?),
        _ if ["pMod8", "qMod8"].iter().any(|name| case.number_or(name, 0).is_ok_and(|rest| rest != 0)) => {
            return Err(NotOffered("primes of a given rest modulo 8".to_owned()).into());
        }
        _ => Box::new(SigningKey::generate(case.number("modulo")?, &mut rng)?),
    };
    let numbers = Numbers::of(&key)?;
    let Numbers { n, e, d, p, q, dp, dq, inverse } = &numbers;
    Ok(match case.text("keyFormat")? {
        "crt" => several([("n", n), ("e", e), ("p", p), ("q", q), ("dmp1", dp), ("dmq1", dq), ("iqmp", inverse)]),
        _ => several([("n", n), ("e", e), ("p", p), ("q", q), ("d", d)]),
    })
}

/// The numbers of a key.
struct Numbers {
    n: Vec<u8>,
    e: Vec<u8>,
    d: Vec<u8>,
    p: Vec<u8>,
    q: Vec<u8>,
    dp: Vec<u8>,
    dq: Vec<u8>,
    inverse: Vec<u8>,
}

impl Numbers {
    fn of(key: &SigningKey) -> Result<Self> {
        let size = key.size();
        let (mut n, mut d, mut halves) = (vec![0; size], vec![0; size], [(); 5].map(|()| vec![0; size / 2]));
        let vk = key.verifying_key()?;
        vk.modulus(&mut n)?;
        let [p, q, dp, dq, inverse] = &mut halves;
        key.export(&mut Parts { d: &mut d, p, q, dp, dq, inverse })?;
        let e: Vec<u8> = vk.exponent().into_iter().skip_while(|byte| *byte == 0).collect();
        let [p, q, dp, dq, inverse] = halves;
        Ok(Self { n, e, d, p, q, dp, dq, inverse })
    }
}

/// Answers one case of signing: with a new key, or with the one that a published answer tells.
fn answer_sig_gen(case: &Case) -> Result<Fields> {
    let (form, message, mut rng) = (form(case)?, message(case)?, Rng::new()?);
    if let (Some(e), Some(p), Some(q)) = (case.chosen("e")?, case.chosen("p")?, case.chosen("q")?) {
        let key = from_primes(&e, &p, &q, &mut rng)?;
        let signature = sign_again(&key, &form, &message, &case.chosen("signature")?.unwrap_or_default(), &mut rng)?;
        let Numbers { n, e, p, q, .. } = &Numbers::of(&key)?;
        return Ok(several([("n", n), ("e", e), ("p", p), ("q", q), ("signature", &signature)]));
    }
    if !case.choices.is_empty() {
        return Err(NotOffered("a signature again by a key that is not published".to_owned()).into());
    }
    let key = Box::new(SigningKey::generate(case.number("modulo")?, &mut rng)?);
    let signature = sign(&key, &form, &message, &mut rng)?;
    let Numbers { n, e, .. } = &Numbers::of(&key)?;
    Ok(several([("n", n), ("e", e), ("signature", &signature)]))
}

fn sign(key: &SigningKey, form: &Form, message: &[u8], rng: &mut Rng) -> Result<Vec<u8>> {
    let mut signature = vec![0; key.size()];
    match form {
        Form::Pkcs1(digest) => key.sign_pkcs1(*digest, message, rng, &mut signature)?,
        Form::Pss(pss) => key.sign_pss(*pss, message, rng, &mut signature)?,
    }
    Ok(signature)
}

/// A key that signs what it is given.
pub struct Signer(Box<SigningKey>);

impl Signer {
    /// A new one.
    pub fn new(bits: usize) -> Result<Self> {
        Ok(Self(Box::new(SigningKey::generate(bits, &mut Rng::new()?)?)))
    }

    /// Modulus, exponent and signature, in the form that the fields of a case name.
    pub fn sign(&self, fields: &Value, message: &[u8]) -> Result<Vec<Vec<u8>>> {
        let fields = fields.as_object().context("fields that are no object")?;
        let case = Case {
            algorithm: "RSA",
            mode: "sigGen",
            group: &Object::new(),
            test: fields,
            choices: Vec::new(),
            rounds: None,
        };
        let signature = sign(&self.0, &form(&case)?, message, &mut Rng::new()?)?;
        let Numbers { n, e, .. } = Numbers::of(&self.0)?;
        Ok(vec![n, e, signature])
    }
}

/// A signature that is the published one. With PSS each has a salt of its own: the one that is made
/// is verified, and the published one is given where that is right, too.
fn sign_again(key: &SigningKey, form: &Form, message: &[u8], published: &[u8], rng: &mut Rng) -> Result<Vec<u8>> {
    let made = sign(key, form, message, rng)?;
    let Form::Pss(pss) = form else { return Ok(made) };
    let vk = key.verifying_key()?;
    vk.verify_pss(*pss, message, &made)?;
    vk.verify_pss(*pss, message, published)?;
    Ok(published.to_vec())
}

/// Answers one case of verification.
fn answer_sig_ver(case: &Case) -> Result<Fields> {
    let form = form(case)?;
    let (message, signature) = (message(case)?, case.hex("signature")?);
    let vk = VerifyingKey::new(&case.hex("n")?, &case.hex("e")?)?;
    let verified = match form {
        Form::Pkcs1(digest) => vk.verify_pkcs1(digest, &message, &signature),
        Form::Pss(pss) => vk.verify_pss(pss, &message, &signature),
    };
    match verified {
        Ok(()) => Ok(decision(true)),
        Err(Error::SignatureMismatch) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}

/// The form of a signature.
enum Form {
    Pkcs1(Digest),
    Pss(Pss),
}

fn form(case: &Case) -> Result<Form> {
    let name = case.text("hashAlg")?;
    let digest = Digest::by_name(name).with_context(|| format!("hashAlg {name}"))?;
    Ok(match case.text("sigType")? {
        "pkcs1v1.5" => Form::Pkcs1(digest),
        "pss" => {
            let mask = match case.text_or_empty("maskFunction")? {
                "" | "mgf1" => Mask::Mgf1(digest),
                "shake-128" => Mask::Shake128,
                "shake-256" => Mask::Shake256,
                other => bail!("maskFunction {other}"),
            };
            Form::Pss(Pss { digest, mask, salt: case.number("saltLen")? })
        }
        other => return Err(NotOffered(format!("sigType {other}")).into()),
    })
}

fn message(case: &Case) -> Result<Vec<u8>> {
    match case.text_or_empty("conformance")? {
        "" => case.hex("message"),
        other => Err(NotOffered(format!("conformance {other}")).into()),
    }
}

/// Answers one case of the signature primitive.
fn answer_signature_primitive(case: &Case) -> Result<Fields> {
    primitive(case, "message", "signature", false)
}

/// Answers one case of the decryption primitive, whose input lies between one and n - 1.
fn answer_decryption_primitive(case: &Case) -> Result<Fields> {
    primitive(case, "ct", "pt", true)
}

/// Answers one case of decryption with OAEP.
fn answer_oaep(case: &Case) -> Result<Fields> {
    let [n, e, d, p, q] = ["n", "e", "d", "p", "q"].map(|name| case.hex(name));
    let (n, e, d, p, q, mut rng) = (n?, e?, d?, p?, q?, Rng::new()?);
    let components = Components { n: &n, e: &e, d: &d, p: &p, q: &q, crt: None };
    let key = Box::new(DecryptionKey::from_components(&components, &mut rng)?);
    let [digest, mask] = ["hashAlg", "maskHash"].map(|name| {
        let name = case.text(name)?;
        Digest::by_name(name).with_context(|| format!("hash function {name}"))
    });
    let oaep = Oaep { digest: digest?, mask: Mask::Mgf1(mask?) };
    let mut message = vec![0; key.size()];
    match key.decrypt(oaep, &case.hex("ct")?, &case.hex_or_empty("label")?, &mut rng, &mut message) {
        Ok(len) => Ok(several([("pt", &message[..len])])),
        Err(Error::InvalidPadding) if message.iter().all(|byte| *byte == 0) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}

fn primitive(case: &Case, input: &str, output: &str, is_within: bool) -> Result<Fields> {
    let mut rng = Rng::new()?;
    let (n, e) = (case.hex("n")?, case.hex("e")?);
    let key = match case.find("d") {
        Some(_) => {
            let (d, p, q) = (case.hex("d")?, case.hex("p")?, case.hex("q")?);
            Box::new(SigningKey::from_components(
                &Components { n: &n, e: &e, d: &d, p: &p, q: &q, crt: None },
                &mut rng,
            )?)
        }
        None => Box::new(from_primes(&e, &case.hex("p")?, &case.hex("q")?, &mut rng)?),
    };
    let mut number = case.hex(input)?;
    let is_zero_or_one =
        number.split_last().is_some_and(|(last, rest)| *last < 2 && rest.iter().all(|byte| *byte == 0));
    // n is odd: one less differs in the last bit.
    let is_last =
        n.split_last().zip(number.split_last()).is_some_and(|(n, number)| n.1 == number.1 && n.0 ^ 1 == *number.0);
    if is_within && (is_zero_or_one || is_last) {
        return Ok(decision(false));
    }
    match raise(&key, &mut rng, &mut number) {
        Ok(()) => Ok(several([(output, &number)])),
        Err(Error::InvalidParameter) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}

/// Answers one case of KAS1 or KAS2: computes the secret, and in a validation test says whether
/// that of the question is right. The initiator's half comes first.
pub fn answer_agreement(case: &Case) -> Result<Fields> {
    let (is_initiator, both) = match (case.text("kasRole")?, case.text("scheme")?) {
        ("initiator", scheme) => (true, scheme == "KAS2"),
        ("responder", scheme) => (false, scheme == "KAS2"),
        (other, _) => bail!("the role {other}"),
    };
    let is_asked = case.text("testType")? == "VAL";
    let mut rng = Rng::new()?;
    let mut fields = Fields::new();
    let mut is_right = true;
    let own = if is_initiator || both {
        let key = EncryptionKey::new(&case.hex("serverN")?, &case.hex("serverE")?)?;
        let (mut secret, mut ciphertext) = (vec![0; key.size()], vec![0; key.size()]);
        let given = if is_asked { Some(case.hex("iutZ")?) } else { case.chosen("iutZ")? };
        match given {
            Some(given) => {
                secret = given;
                encapsulate(&key, &secret, &mut ciphertext)?;
            }
            None => key.encapsulate(&mut rng, &mut secret, &mut ciphertext)?,
        }
        is_right &= !is_asked || ciphertext == case.hex("iutC")?;
        fields.extend(several([("iutC", &ciphertext), ("iutZ", &secret)]));
        secret
    } else {
        Vec::new()
    };
    let theirs = if !is_initiator || both {
        let key = own_key(case, &mut rng)?;
        let mut secret = vec![0; key.size()];
        match key.decapsulate(&case.hex("serverC")?, &mut rng, &mut secret) {
            Err(Error::InvalidParameter) if is_asked => is_right = false,
            done => done?,
        }
        secret
    } else {
        Vec::new()
    };
    let z = if is_initiator { [own, theirs] } else { [theirs, own] }.concat();
    let (name, value) = shown(case, &z)?;
    fields.insert(name.to_owned(), hex_value(&value));
    if !is_asked {
        return Ok(fields);
    }
    Ok(decision(is_right && case.find(name).is_some_and(|given| compare::equal(given, &hex_value(&value)))))
}

/// The own key of an agreement, in the form in which the question has it.
pub(super) fn own_key(case: &Case, rng: &mut Rng) -> Result<Box<DecryptionKey>> {
    let [n, e, p, q] = ["iutN", "iutE", "iutP", "iutQ"].map(|name| case.hex(name));
    let (n, e, p, q) = (n?, e?, p?, q?);
    let d = match case.find("iutD") {
        Some(_) => case.hex("iutD")?,
        None => Numbers::of(&from_primes(&e, &p, &q, rng)?)?.d,
    };
    let crt = match case.find("iutDmp1") {
        Some(_) => Some([case.hex("iutDmp1")?, case.hex("iutDmq1")?, case.hex("iutIqmp")?]),
        None => None,
    };
    let crt = crt.as_ref().map(|crt| crt.each_ref().map(|number| &number[..]));
    let components = Components { n: &n, e: &e, d: &d, p: &p, q: &q, crt };
    Ok(Box::new(DecryptionKey::from_components(&components, rng)?))
}
