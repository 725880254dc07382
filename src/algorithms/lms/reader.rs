//! Keys and signatures, as bytes.

use super::ots;
use super::parameters::{Ots, Tree};
use super::tree::{TreeKey, TreeSignature};
use crate::base::error::{Error, Result};

/// Bytes that are read from the front.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (front, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(front)
    }

    /// Four bytes.
    pub(super) fn number(&mut self) -> Option<u32> {
        self.take(4)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
    }

    /// A key of a tree, with the hash function of the tree above, if there is one.
    ///
    /// Errors: [`Error::InvalidKeyLength`], [`Error::InvalidKey`].
    pub(super) fn key(&mut self, above: Option<&TreeKey<'_>>) -> Result<TreeKey<'a>> {
        let short = Error::InvalidKeyLength;
        let codes = [self.number().ok_or(short)?, self.number().ok_or(short)?];
        let set = Tree::of(codes[0]).ok_or(Error::InvalidKey)?;
        let ots = Ots::of(codes[1]).ok_or(Error::InvalidKey)?;
        let is_one = ots.function == set.function && above.is_none_or(|above| above.set.function == set.function);
        if !is_one {
            return Err(Error::InvalidKey);
        }
        let identifier = self.take(16).and_then(|bytes| bytes.first_chunk()).ok_or(short)?;
        Ok(TreeKey { set, ots, codes, identifier, root: self.take(set.function.n).ok_or(short)? })
    }

    /// The key of the tree below, and its bytes.
    pub(super) fn next_key(&mut self, above: &TreeKey<'_>) -> Option<(TreeKey<'a>, &'a [u8])> {
        let before = self.0;
        let key = self.key(Some(above)).ok()?;
        Some((key, &before[..before.len() - self.0.len()]))
    }

    /// A signature with a tree. Its type codes are those of the key, and there is a leaf of its
    /// number.
    pub(super) fn signature(&mut self, key: &TreeKey<'_>) -> Option<TreeSignature<'a>> {
        let q = self.number()?;
        let is_ots = self.number()? == key.codes[1];
        let ots = self.take(ots::signature_size(key.ots))?;
        let is_tree = self.number()? == key.codes[0];
        let path = self.take(key.set.height * key.set.function.n)?;
        let is_leaf = q >> key.set.height == 0;
        (is_ots && is_tree && is_leaf).then_some(TreeSignature { q, ots, path })
    }
}
