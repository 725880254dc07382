//! The state of a signing key, as it is stored.

use super::function::MAX_N;
use super::sign::{IDENTIFIER, LEVELS, SigningKey};
use super::{LmsScheme, MAX_LEVELS, Scheme};
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;
use subtle::ConstantTimeEq;

/// The bytes of the longest state.
pub(crate) const MAX_STATE: usize = head_size(LEVELS) + 2 * MAX_N + TAG;
const TAG: usize = Sha256::OUTPUT_SIZE;

/// What a state begins with: a name with a version, the number of levels, the next leaf, the type
/// codes of each level, the identifier.
const fn head_size(levels: usize) -> usize {
    16 + 8 * levels + IDENTIFIER
}

/// The bytes of a state with so many levels whose hash values have n.
const fn size(levels: usize, n: usize) -> usize {
    head_size(levels) + 2 * n + TAG
}

const fn name(scheme: LmsScheme) -> [u8; 4] {
    match scheme {
        LmsScheme::Lms => *b"QLM2",
        LmsScheme::Hss => *b"QHS2",
    }
}

impl<S: Scheme> SigningKey<S> {
    /// The bytes of a state.
    pub(crate) fn state_size(&self) -> usize {
        size(self.levels(), self.n())
    }

    /// The state in which `next` is the first leaf that may sign: what is stored, its head, seed,
    /// root, and HMAC-SHA-256 of these under the seed. Its length.
    ///
    /// Errors: [`Error::BufferTooSmall`].
    pub(crate) fn state(&self, next: u64, state: &mut [u8]) -> Result<usize> {
        let (n, levels) = (self.n(), self.levels());
        let state = state.get_mut(..size(levels, n)).ok_or(Error::BufferTooSmall)?;
        let (body, tag) = state.split_at_mut(head_size(levels) + 2 * n);
        let (head, values) = body.split_at_mut(head_size(levels));
        head[..4].copy_from_slice(&name(S::VALUE));
        head[4..8].copy_from_slice(&self.levels.to_be_bytes());
        head[8..16].copy_from_slice(&next.to_be_bytes());
        let codes = self.codes[..levels].as_flattened();
        for (place, code) in head[16..].as_chunks_mut().0.iter_mut().zip(codes) {
            *place = code.to_be_bytes();
        }
        head[16 + 8 * levels..].copy_from_slice(&self.identifier);
        values[..n].copy_from_slice(&self.seed[..n]);
        values[n..].copy_from_slice(&self.root[..n]);
        tag.copy_from_slice(&HmacKey::<Sha256>::new(&self.seed[..n]).mac(&[body]));
        Ok(size(levels, n))
    }

    /// Takes a state: the key, and the first leaf that may sign.
    ///
    /// Errors: [`Error::InvalidKeyLength`], [`Error::InvalidKey`] where a byte of it is another.
    pub(crate) fn from_state(state: &[u8]) -> Result<(Self, u64)> {
        let ([own, levels, high, low], _): (&[[u8; 4]; 4], _) =
            state.as_chunks().0.split_first_chunk().ok_or(Error::InvalidKeyLength)?;
        let [levels, high, low] = [levels, high, low].map(|bytes| u32::from_be_bytes(*bytes));
        if *own != name(S::VALUE) || levels > MAX_LEVELS {
            return Err(Error::InvalidKey);
        }
        let (levels, next) = (levels as usize, u64::from(high) << 32 | u64::from(low));
        let numbers = state.get(16..head_size(levels)).ok_or(Error::InvalidKeyLength)?.as_chunks().0;
        let mut codes = [[0; 2]; LEVELS];
        for (place, code) in codes[..levels].as_flattened_mut().iter_mut().zip(numbers) {
            *place = u32::from_be_bytes(*code);
        }
        let mut key = Self::empty(&codes[..levels]).map_err(|_| Error::InvalidKey)?;
        let (n, head) = (key.n(), head_size(levels));
        if state.len() != size(levels, n) {
            return Err(Error::InvalidKeyLength);
        }
        let (body, tag) = state.split_at(head + 2 * n);
        key.identifier.copy_from_slice(&body[head - IDENTIFIER..head]);
        key.seed[..n].copy_from_slice(&body[head..head + n]);
        key.root[..n].copy_from_slice(&body[head + n..]);
        let is_whole = HmacKey::<Sha256>::new(&key.seed[..n]).mac(&[body]).ct_eq(tag);
        let is_whole = declassify(bool::from(is_whole), "whether the state is whole is the answer");
        if is_whole && next <= key.leaves() { Ok((key, next)) } else { Err(Error::InvalidKey) }
    }
}
