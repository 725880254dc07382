//! TupleHash (SP 800-185 section 5): a hash of a list of strings in which it matters where each
//! ends.

use super::encoding::{Encoded, absorb_string};
use super::shake::{Name, Reader};
use super::sponge::{LastBits, Rate, Sponge, Suffix};
use crate::base::bytes::bits_of;
use crate::base::secret::no_padding;
use zeroize::ZeroizeOnDrop;

const NAME: &Name = &Name::new(b"TupleHash");

/// A list on its way through TupleHash. Wipes itself on drop.
#[derive(Clone)]
pub(crate) struct TupleHash(Sponge);

// The sponge wipes itself.
impl ZeroizeOnDrop for TupleHash {}
no_padding!(TupleHash { 0 });

impl TupleHash {
    /// An empty list.
    ///
    /// Time: depends on the length of the customization string.
    pub(crate) fn new(rate: Rate, customization: &[u8]) -> Self {
        Self(NAME.begin(rate, customization))
    }

    /// Appends an element.
    ///
    /// Time: depends on its length.
    pub(crate) fn add(&mut self, element: &[u8]) {
        absorb_string(&mut self.0, element, bits_of(element.len()));
    }

    /// Ends the list. The result squeezes the hash value of `len` bits (section 5.3.1). Without a
    /// length it squeezes any number of bits (TupleHashXOF, section 5.3.2).
    pub(crate) fn finalize(mut self, len: Option<u64>) -> Reader {
        self.0.absorb(Encoded::right(len.unwrap_or(0)).as_bytes());
        self.0.pad(LastBits::NONE, Suffix::CSHAKE);
        Reader::of(self.0)
    }
}
