//! The key schedule of TLS 1.3 (RFC 8446 section 7.1), which is HKDF with labels.

use super::hkdf;
use crate::algorithms::hash::{Hash, HashOutput};
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;

/// The longest label and context, and what stands before every label.
const MAX: usize = 255;
const PREFIX: &[u8; 6] = b"tls13 ";

/// HKDF-Expand-Label: fills `out` from a secret.
///
/// Time: depends on the lengths.
///
/// Errors: [`Error::InvalidParameter`] for a label that is empty or longer than 249 bytes or a
/// context longer than 255, [`Error::OutputTooLong`] beyond 255 hash values; `out` is unchanged.
pub(crate) fn expand_label<H: Hash>(secret: &HmacKey<H>, label: &[u8], context: &[u8], out: &mut [u8]) -> Result<()> {
    if label.is_empty() || PREFIX.len() + label.len() > MAX || context.len() > MAX {
        return Err(Error::InvalidParameter);
    }
    let length = u16::try_from(out.len()).map_err(|_| Error::OutputTooLong)?.to_be_bytes();
    let (label_len, context_len) = ([(PREFIX.len() + label.len()) as u8], [context.len() as u8]);
    hkdf::expand(secret, &[&length, &label_len, PREFIX, label, &context_len, context], out)
}

/// Early Secret: the extraction from a pre-shared key, which is zeros where there is none.
///
/// Time: depends on the length.
pub(crate) fn early_secret<H: Hash>(psk: &[u8]) -> Wiped<H::Output> {
    extract::<H>(&[], psk)
}

/// The secret of the next stage: the extraction from new keying material, which is zeros where
/// there is none, with a value derived from the last secret as salt.
///
/// Time: depends on the length.
///
/// Errors: none that can come of these lengths.
pub(crate) fn next_secret<H: Hash>(secret: &H::Output, ikm: &[u8]) -> Result<Wiped<H::Output>> {
    let mut salt = Wiped::new(H::Output::ZERO);
    let empty = H::digest(&[]);
    expand_label(&HmacKey::<H>::new(secret.as_ref()), b"derived", empty.as_ref(), (*salt).as_mut())?;
    Ok(extract::<H>((*salt).as_ref(), ikm))
}

fn extract<H: Hash>(salt: &[u8], ikm: &[u8]) -> Wiped<H::Output> {
    let zeros = H::Output::ZERO;
    hkdf::extract::<H>(salt, &[if ikm.is_empty() { zeros.as_ref() } else { ikm }])
}
