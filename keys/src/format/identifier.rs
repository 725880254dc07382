//! What names an algorithm in a file: AlgorithmIdentifier (RFC 5280 section 4.1.1.2).

use super::{FileBytes, number, write};
use crate::{Error, Result};
use der::asn1::{AnyRef, ObjectIdentifier, UintRef};
use der::{Decode, SliceReader};
use qila::ecdsa::NistCurve;
use qila::ffdh::Group;
use spki::AlgorithmIdentifierRef;

/// id-ecPublicKey (RFC 5480 section 2.1.1).
const EC_PUBLIC_KEY: &str = "1.2.840.10045.2.1";
/// rsaEncryption (RFC 8017 appendix A.1).
pub(super) const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// An object identifier and its parameters: a file that has others names another algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identifier {
    algorithm: ObjectIdentifier,
    parameters: Parameters,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parameters {
    Absent,
    /// Keys never stand in files.
    Nameless,
    Null,
    Curve(ObjectIdentifier),
    /// p and the generator 2, of a group that is known.
    Group(Group),
    /// Those that each key has, and takes.
    OfKey,
}

impl Identifier {
    /// The algorithm of an object identifier in numbers and dots.
    pub(crate) const fn new(oid: &str) -> Self {
        Self { algorithm: ObjectIdentifier::new_unwrap(oid), parameters: Parameters::Absent }
    }

    /// Keys that live as long as a connection: no file names them.
    pub(crate) const NONE: Self = Self { algorithm: RSA_ENCRYPTION, parameters: Parameters::Nameless };

    /// Keys of RSA, for any purpose.
    pub(crate) const RSA: Self = Self { algorithm: RSA_ENCRYPTION, parameters: Parameters::Null };

    /// Keys of DSA (RFC 3279 section 2.3.2).
    pub(crate) const DSA: Self = Self { parameters: Parameters::OfKey, ..Self::new("1.2.840.10040.4.1") };

    /// Keys on a curve (RFC 5480 section 2.1.1.1), for whatever they are. Parameters that describe
    /// a curve are never looked at.
    pub(crate) const fn of_curve(curve: NistCurve) -> Self {
        let oid = match curve {
            NistCurve::P224 => "1.3.132.0.33",
            NistCurve::P256 => "1.2.840.10045.3.1.7",
            NistCurve::P384 => "1.3.132.0.34",
            NistCurve::P521 => "1.3.132.0.35",
        };
        Self { parameters: Parameters::Curve(ObjectIdentifier::new_unwrap(oid)), ..Self::new(EC_PUBLIC_KEY) }
    }

    /// Keys of Diffie-Hellman in a group (PKCS#3: dhKeyAgreement). Parameters that are not exactly
    /// those of the group name another algorithm; nothing is computed with them.
    pub(crate) const fn in_group(group: Group) -> Self {
        Self { parameters: Parameters::Group(group), ..Self::new("1.2.840.113549.1.3.1") }
    }

    /// The curve.
    pub(super) const fn curve(&self) -> Option<ObjectIdentifier> {
        match self.parameters {
            Parameters::Curve(curve) => Some(curve),
            _ => None,
        }
    }

    /// Whether a file names this algorithm.
    pub(crate) fn is(&self, named: &AlgorithmIdentifierRef<'_>) -> bool {
        self.algorithm == named.oid
            && match (self.parameters, named.parameters) {
                (Parameters::Absent, None) => true,
                (Parameters::OfKey, Some(_)) => true,
                (Parameters::Null, Some(parameters)) => parameters.is_null(),
                (Parameters::Curve(curve), Some(parameters)) => parameters.decode_as() == Ok(curve),
                (Parameters::Group(group), Some(parameters)) => is_group(group, parameters),
                _ => false,
            }
    }

    /// The identifier as a file holds it.
    pub(crate) fn to_der(self) -> Result<FileBytes> {
        let algorithm = write::encoded(&self.algorithm)?;
        match self.parameters {
            Parameters::Absent => write::sequence(&[&algorithm]),
            Parameters::Nameless | Parameters::OfKey => Err(Error::InvalidParameter),
            Parameters::Null => write::sequence(&[&algorithm, &write::encoded(&AnyRef::NULL)?]),
            Parameters::Curve(curve) => write::sequence(&[&algorithm, &write::encoded(&curve)?]),
            Parameters::Group(group) => {
                let mut place = [0; MAX_PRIME];
                let p = number::write(prime(group, &mut place))?;
                write::sequence(&[&algorithm, &write::sequence(&[&p, &number::write(&[2])?])?])
            }
        }
    }
}

/// The bytes of the largest prime.
const MAX_PRIME: usize = 1024;

/// p of a group.
fn prime(group: Group, place: &mut [u8; MAX_PRIME]) -> &[u8] {
    let place = &mut place[..group.size()];
    group.write_prime(place);
    place
}

/// Whether parameters are p, 2, and perhaps a length of private keys, which says nothing of the
/// group.
fn is_group(group: Group, parameters: AnyRef<'_>) -> bool {
    let read = parameters.sequence(|inner: &mut SliceReader<'_>| {
        let numbers = (UintRef::decode(inner)?, UintRef::decode(inner)?);
        Option::<u16>::decode(inner)?;
        der::Result::Ok(numbers)
    });
    let mut place = [0; MAX_PRIME];
    read.is_ok_and(|(p, g)| p.as_bytes() == prime(group, &mut place) && g.as_bytes() == [2])
}
