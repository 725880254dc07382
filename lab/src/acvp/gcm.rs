//! AES-GCM and GMAC (SP 800-38D). An IV from the vector set goes to the sealer that takes IVs from
//! outside; where the prompt leaves the IV to the module, the sealer of the construction that it
//! names makes it.

use super::case::Case;
use super::{Fields, NotOffered, aes, decision, hex_value, one};
use anyhow::{Result, bail, ensure};
use qila::Error;
use qila::aead::{AesGcmKey, Packets32, Packets64, Sealed, TagLength};
use qila::lab::gcm::open_beyond_limits;
use qila::mac::GmacKey;
use qila::random::Rng;

/// Answers one case of AES-GCM.
pub fn answer(case: &Case) -> Result<Fields> {
    let (bytes, length) = key(case)?;
    let key = AesGcmKey::with_tag_length(&bytes, length)?;
    let aad = aad(case)?;
    let mut data = case.hex_or_empty(if case.encrypts()? { "pt" } else { "ct" })?;
    ensure!(8 * data.len() == case.number("payloadLen")?, "the payload has another length than it says");
    if !case.encrypts()? {
        let (iv, tag) = (case.hex("iv")?, case.hex("tag")?);
        let opened = key.open_in_place(&iv, &aad, &mut data, &tag);
        let right = is_right(opened, || open_beyond_limits(&key, &iv, &aad, &mut data, &tag))?;
        return Ok(if right { one("pt", &data) } else { decision(false) });
    }
    let fields = match iv(case)? {
        Iv::Given(iv) => tag(key.caller_iv_sealer()?.seal_in_place(&iv, &aad, &mut data)?.as_bytes(), None),
        Iv::Repeated(iv) => tag(key.caller_iv_sealer()?.seal_in_place(&iv, &aad, &mut data)?.as_bytes(), Some(&iv)),
        Iv::Random => made(&key.random_iv_sealer()?.seal_in_place(&aad, &mut data, &mut Rng::new()?)?),
        Iv::Counted => made(&key.counter_iv_sealer(NAME)?.seal_in_place(&aad, &mut data)?),
    };
    Ok(one("ct", &data).into_iter().chain(fields).collect())
}

/// Answers one case of GMAC.
pub fn answer_gmac(case: &Case) -> Result<Fields> {
    let (bytes, length) = key(case)?;
    let key = GmacKey::with_tag_length(&bytes, length)?;
    let aad = aad(case)?;
    if !case.encrypts()? {
        let (iv, tag) = (case.hex("iv")?, case.hex("tag")?);
        let beyond = || {
            let key = AesGcmKey::with_tag_length(&bytes, length)?;
            open_beyond_limits(&key, &iv, &aad, &mut [], &tag)
        };
        return is_right(key.verify(&iv, &aad, &tag), beyond).map(decision);
    }
    Ok(match iv(case)? {
        Iv::Given(iv) => tag(key.caller_iv()?.authenticate(&iv, &aad)?.as_bytes(), None),
        Iv::Repeated(iv) => tag(key.caller_iv()?.authenticate(&iv, &aad)?.as_bytes(), Some(&iv)),
        Iv::Random => made(&key.random_iv()?.authenticate(&aad, &mut Rng::new()?)?),
        Iv::Counted => made(&key.counter_iv(NAME)?.authenticate(&aad)?),
    })
}

/// The key and the length of tags that the group has.
fn key(case: &Case) -> Result<(Vec<u8>, TagLength)> {
    ensure!(case.text("testType")? == "AFT", "test type {}", case.text("testType")?);
    let bits = case.number("tagLen")?;
    ensure!(bits % 8 == 0, "a tag of {bits} bits");
    Ok((aes::key(case)?, tag_length(bits / 8)?))
}

/// The length of tags of so many bytes, short ones with the longest packets of appendix C of SP
/// 800-38D: each case has a key of its own, which opens one packet.
pub fn tag_length(bytes: usize) -> Result<TagLength> {
    Ok(match bytes {
        4 => TagLength::Bits32(Packets32::UpTo1024),
        8 => TagLength::Bits64(Packets64::UpTo32MiB),
        _ => TagLength::from_bytes(bytes)?,
    })
}

fn aad(case: &Case) -> Result<Vec<u8>> {
    let aad = case.hex_or_empty("aad")?;
    ensure!(8 * aad.len() == case.number("aadLen")?, "the additional data have another length than they say");
    Ok(aad)
}

/// Whether the tag was right. Appendix C of SP 800-38D bounds what may be opened with the shortest
/// tags, so the module refuses longer messages whatever their tag; the laboratory opens them all
/// the same, `beyond` those bounds.
fn is_right(opened: qila::Result<()>, beyond: impl FnOnce() -> qila::Result<()>) -> Result<bool> {
    let opened = if opened == Err(Error::InputTooLong) { beyond() } else { opened };
    match opened {
        Ok(()) => Ok(true),
        Err(Error::TagMismatch) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whose IV it is.
enum Iv {
    /// The prompt gives it.
    Given(Vec<u8>),
    /// An earlier answer chose it, and this one repeats that.
    Repeated(Vec<u8>),
    /// The module makes it of random bits (section 8.2.2).
    Random,
    /// The module makes it of its name and a count (section 8.2.1). Each case has a key of its own.
    Counted,
}

/// The fixed field of IVs that count.
const NAME: &[u8] = b"qila";

fn iv(case: &Case) -> Result<Iv> {
    let iv = match (case.find("iv"), case.chosen("iv")?) {
        (Some(_), _) => Iv::Given(case.hex("iv")?),
        (None, Some(chosen)) => Iv::Repeated(chosen),
        (None, None) => match case.text_or_empty("ivGenMode")? {
            "8.2.1" => Iv::Counted,
            "8.2.2" | "" => Iv::Random,
            other => bail!("ivGenMode {other}"),
        },
    };
    let bits = case.number("ivLen")?;
    match &iv {
        Iv::Given(iv) | Iv::Repeated(iv) if 8 * iv.len() != bits => bail!("the IV has another length than it says"),
        Iv::Random | Iv::Counted if bits != 96 => Err(NotOffered(format!("making an IV of {bits} bits")).into()),
        _ => Ok(iv),
    }
}

/// The tag, and the IV where it is part of the answer.
fn tag(tag: &[u8], iv: Option<&[u8]>) -> Fields {
    let iv = iv.map(|iv| ("iv".to_owned(), hex_value(iv)));
    [("tag".to_owned(), hex_value(tag))].into_iter().chain(iv).collect()
}

/// The tag with the IV that the module made.
fn made(sealed: &Sealed) -> Fields {
    tag(sealed.tag.as_bytes(), Some(&sealed.iv))
}
