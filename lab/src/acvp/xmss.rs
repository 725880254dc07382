//! XMSS and XMSS^MT (SP 800-208), for which ACVP has no tests. The sets have the form of those of
//! LMS, and the name of the parameter set.

use super::case::Case;
use super::{Fields, NotOffered, decision};
use anyhow::{Result, bail};
use qila::Error;
use qila::xmss::{Scheme, VerifyingKey, Xmss, XmssMt};

/// Answers one case of verification by a tree.
pub fn answer_sig_ver(case: &Case) -> Result<Fields> {
    sig_ver::<Xmss>(case)
}

/// Answers one case of verification by layers of trees.
pub fn answer_mt_sig_ver(case: &Case) -> Result<Fields> {
    sig_ver::<XmssMt>(case)
}

fn sig_ver<S: Scheme>(case: &Case) -> Result<Fields> {
    let set = case.text("parameterSet")?;
    // Of RFC 8391, and not of SP 800-208.
    if set.ends_with("_512") || set.contains("-SHAKE_") {
        bail!(NotOffered(set.to_owned()));
    }
    let vk = VerifyingKey::<S>::new(&case.hex("publicKey")?)?;
    match vk.verify(&case.hex("message")?, &case.hex("signature")?) {
        Ok(()) => Ok(decision(true)),
        Err(Error::SignatureMismatch) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}
