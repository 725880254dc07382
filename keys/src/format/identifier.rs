//! What names an algorithm in a file: AlgorithmIdentifier (RFC 5280 section 4.1.1.2).

use super::{FileBytes, write};
use crate::Result;
use der::asn1::{AnyRef, ObjectIdentifier};
use spki::AlgorithmIdentifierRef;

/// id-ecPublicKey (RFC 5480 section 2.1.1).
const EC_PUBLIC_KEY: &str = "1.2.840.10045.2.1";

/// An object identifier, and that of a curve as its parameters, or none: a file that has others
/// names another algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identifier {
    algorithm: ObjectIdentifier,
    curve: Option<ObjectIdentifier>,
}

impl Identifier {
    /// The algorithm of an object identifier in numbers and dots.
    pub(crate) const fn new(oid: &str) -> Self {
        Self { algorithm: ObjectIdentifier::new_unwrap(oid), curve: None }
    }

    /// Keys on the curve of that name. Parameters that describe a curve are never looked at.
    pub(crate) const fn on_curve(oid: &str) -> Self {
        Self { curve: Some(ObjectIdentifier::new_unwrap(oid)), ..Self::new(EC_PUBLIC_KEY) }
    }

    /// The curve.
    pub(super) const fn curve(&self) -> Option<ObjectIdentifier> {
        self.curve
    }

    /// Whether a file names this algorithm.
    pub(crate) fn is(&self, named: &AlgorithmIdentifierRef<'_>) -> bool {
        let is_curve = |parameters: AnyRef<'_>| {
            parameters.decode_as::<ObjectIdentifier>().is_ok_and(|curve| self.curve == Some(curve))
        };
        self.algorithm == named.oid && named.parameters.map_or(self.curve.is_none(), is_curve)
    }

    /// The identifier as a file holds it.
    pub(super) fn to_der(self) -> Result<FileBytes> {
        let algorithm = write::encoded(&self.algorithm)?;
        match self.curve {
            None => write::sequence(&[&algorithm]),
            Some(curve) => write::sequence(&[&algorithm, &write::encoded(&curve)?]),
        }
    }
}
