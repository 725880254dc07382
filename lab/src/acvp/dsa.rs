//! DSA (FIPS 186-4): signatures that are verified.

use super::case::Case;
use super::{Fields, NotOffered, decision};
use anyhow::{Result, ensure};
use qila::Error;
use qila::dsa::{Domain, VerifyingKey};
use qila::random::Rng;
use std::cell::RefCell;

/// Answers one case of verification.
pub fn answer_sig_ver(case: &Case) -> Result<Fields> {
    if case.find("conformance").is_some() {
        return Err(NotOffered("messages that are randomized".to_owned()).into());
    }
    let (hash, message) = (super::hash::named(case.text("hashAlg")?)?, case.hex("message")?);
    let numbers = [case.hex("p")?, case.hex("q")?, case.hex("g")?];
    let domain = domain(numbers)?;
    let said = case.number_or("l", domain.bits())?;
    ensure!(said == domain.bits(), "p has {} bits, and l is {said}", domain.bits());
    let verified = match VerifyingKey::new(&domain, &case.hex("y")?) {
        Ok(key) => {
            let half = key.size() / 2;
            key.verify(hash, &message, &[fitted(&case.hex("r")?, half), fitted(&case.hex("s")?, half)].concat())
        }
        Err(error) => Err(error),
    };
    match verified {
        Ok(()) => Ok(decision(true)),
        Err(Error::SignatureMismatch | Error::InvalidKey) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}

/// A number with as many bytes as half a signature has, unless it is longer.
fn fitted(number: &[u8], size: usize) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let number = &number[zeros..];
    [&vec![0; size.saturating_sub(number.len())], number].concat()
}

thread_local! {
    /// The parameters before, by their numbers: their validation takes longer than many cases.
    static LAST: RefCell<Option<([Vec<u8>; 3], Domain)>> = const { RefCell::new(None) };
}

/// The domain parameters of p, q and g.
pub(crate) fn domain(numbers: [Vec<u8>; 3]) -> Result<Domain> {
    LAST.with_borrow_mut(|last| match last {
        Some((known, domain)) if *known == numbers => Ok(domain.clone()),
        _ => {
            let [p, q, g] = &numbers;
            let domain = Domain::new(p, q, g, &mut Rng::new()?)?;
            *last = Some((numbers, domain.clone()));
            Ok(domain)
        }
    })
}
