//! What names an algorithm in a file: AlgorithmIdentifier (RFC 5280 section 4.1.1.2).

use super::{FileBytes, write};
use crate::Result;
use der::asn1::ObjectIdentifier;
use spki::AlgorithmIdentifierRef;

/// An object identifier without parameters: a file that has some names another algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identifier(ObjectIdentifier);

impl Identifier {
    /// The algorithm of an object identifier in numbers and dots.
    pub(crate) const fn new(oid: &str) -> Self {
        Self(ObjectIdentifier::new_unwrap(oid))
    }

    /// Whether a file names this algorithm.
    pub(crate) fn is(&self, named: &AlgorithmIdentifierRef<'_>) -> bool {
        self.0 == named.oid && named.parameters.is_none()
    }

    /// The identifier as a file holds it.
    pub(super) fn to_der(self) -> Result<FileBytes> {
        write::sequence(&[&write::encoded(&self.0)?])
    }
}
