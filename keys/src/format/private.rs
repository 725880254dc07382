//! Private keys: PKCS#8's PrivateKeyInfo (RFC 5208 section 5) and OneAsymmetricKey (RFC 5958
//! section 2). The RSAPrivateKey of PKCS#1 is read where it stands alone, too.

use super::encrypted::{self, Protection};
use super::identifier::Identifier;
use super::{Encoding, FileBytes, closed, malformed, opened, rsa, write};
use crate::{Error, Result};
use der::asn1::{AnyRef, BitStringRef, OctetStringRef, SequenceRef};
use der::{Decode, Reader, SliceReader, Tag, TagMode, TagNumber};
use spki::AlgorithmIdentifierRef;

/// A private key as a file holds it.
pub(crate) struct Private<'a> {
    /// What it is for.
    pub(crate) algorithm: AlgorithmIdentifierRef<'a>,
    /// The key, as its algorithm writes it.
    pub(crate) octets: &'a [u8],
    /// The public half, as SubjectPublicKeyInfo has it, if it is there. It must be that of the key.
    pub(crate) public: Option<&'a [u8]>,
}

/// What a file may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Encrypted,
    /// PKCS#1: a key of RSA alone.
    Rsa,
}

impl Kind {
    /// Its label in PEM.
    const fn label(self) -> &'static str {
        match self {
            Self::Plain => "PRIVATE KEY",
            Self::Encrypted => "ENCRYPTED PRIVATE KEY",
            Self::Rsa => "RSA PRIVATE KEY",
        }
    }

    /// The kind of DER, by its first elements: the algorithm of the encryption; or a version, and
    /// then the algorithm or a modulus.
    fn of(der: &[u8]) -> Result<Self> {
        let mut reader = SliceReader::new(der).map_err(malformed)?;
        let first = reader.sequence(|inner| {
            let first = Tag::peek(inner)?;
            AnyRef::decode(inner)?;
            let second = Tag::peek(inner)?;
            inner.drain(inner.remaining_len())?;
            der::Result::Ok((first, second))
        });
        match first.map_err(malformed)? {
            (Tag::Integer, Tag::Sequence) => Ok(Self::Plain),
            (Tag::Integer, Tag::Integer) => Ok(Self::Rsa),
            (Tag::Sequence, _) => Ok(Self::Encrypted),
            _ => Err(Error::InvalidKey),
        }
    }
}

/// Reads a file, with the password if it is encrypted: `make` gets what it holds.
///
/// Errors: [`Error::InvalidKey`], also for another password; [`Error::InvalidParameter`] for a
/// password where none is needed, none where one is, and an encryption that is not known; those of
/// `make`.
pub(crate) fn read<K>(
    encoding: Encoding,
    file: &[u8],
    password: Option<&[u8]>,
    make: impl FnOnce(&Private<'_>) -> Result<K>,
) -> Result<K> {
    let (label, der) = opened(encoding, file)?;
    let kind = Kind::of(&der)?;
    if label.is_some_and(|label| label != kind.label()) {
        return Err(Error::InvalidKey);
    }
    match (kind, password) {
        (Kind::Plain, None) => make(&parsed(&der)?),
        (Kind::Rsa, None) => make(&Private { algorithm: rsa::ALGORITHM, octets: &der, public: None }),
        (Kind::Encrypted, Some(password)) => make(&parsed(&encrypted::decrypt(&der, password)?)?),
        _ => Err(Error::InvalidParameter),
    }
}

/// Writes a file, encrypted if there is protection: PKCS#8 of the first version, which every reader
/// knows.
pub(crate) fn write(
    encoding: Encoding,
    identifier: Identifier,
    octets: &[u8],
    protection: Option<&mut Protection<'_>>,
) -> Result<FileBytes> {
    // The version is zero.
    let der = write::sequence(&[&[2, 1, 0], &identifier.to_der()?, &write::octets(octets)?])?;
    match protection {
        None => closed(encoding, Kind::Plain.label(), der),
        Some(protection) => closed(encoding, Kind::Encrypted.label(), encrypted::encrypt(&der, protection)?),
    }
}

fn parsed(der: &[u8]) -> Result<Private<'_>> {
    let parse = || {
        let mut reader = SliceReader::new(der)?;
        let private = reader.sequence(|inner| {
            let version = u8::decode(inner)?;
            let algorithm = AlgorithmIdentifierRef::decode(inner)?;
            let octets = <&OctetStringRef>::decode(inner)?.as_bytes();
            // Attributes say nothing of the key.
            inner.context_specific::<&SequenceRef>(TagNumber(0), TagMode::Implicit)?;
            let public = inner.context_specific::<BitStringRef<'_>>(TagNumber(1), TagMode::Implicit)?;
            // The second version is that with a public key.
            if version != u8::from(public.is_some()) {
                return Err(der::ErrorKind::Failed.into());
            }
            let public = public.map(|bits| bits.as_bytes().ok_or(der::ErrorKind::Failed)).transpose()?;
            der::Result::Ok(Private { algorithm, octets, public })
        })?;
        reader.finish()?;
        der::Result::Ok(private)
    };
    parse().map_err(malformed)
}
