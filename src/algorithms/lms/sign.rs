//! Key generation and signing with one tree (RFC 8554 section 5 and appendix A). SP 800-208
//! approves both in hardware alone, of which no copy can be taken. Here the state leaves the module
//! so that it can be stored; `services::lms` says what must be stored before a leaf signs.

use super::function::{MAX_N, Value};
use super::ots::{self, MAX_CHAINS, Place, Signing};
use super::parameters::{MAX_HEIGHT, Ots, Tree};
use super::tree::SecretTree;
use super::{Lms, VerifyingKey};
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, wipe_on_drop};
use crate::machine::taint::declassify;
use subtle::ConstantTimeEq;

/// The bytes of an identifier.
pub(crate) const IDENTIFIER: usize = 16;
/// The bytes of the longest signature.
const MAX_SIGNATURE: usize = 12 + MAX_N * (1 + MAX_CHAINS + MAX_HEIGHT);
/// The bytes of the longest state.
pub(crate) const MAX_STATE: usize = HEAD + 2 * MAX_N + TAG;
/// What a state begins with: a name with a version, type codes, the next leaf, the identifier.
const HEAD: usize = 16 + IDENTIFIER;
const NAME: [u8; 4] = *b"QLM1";
const TAG: usize = Sha256::OUTPUT_SIZE;

/// A signing key, which knows nothing of its leaves. Wiped on drop.
pub(crate) struct SigningKey {
    codes: [u32; 2],
    identifier: [u8; IDENTIFIER],
    seed: [u8; MAX_N],
    root: Value,
}

wipe_on_drop!(SigningKey { codes, identifier, seed, root });
no_padding!(SigningKey { codes, identifier, seed, root });

impl SigningKey {
    /// What a key begins as: [`SigningKey::complete`] computes the rest.
    ///
    /// Errors: [`Error::InvalidParameter`] for type codes that are not known or do not belong
    /// together.
    pub(crate) fn empty(codes: [u32; 2]) -> Result<Self> {
        let key = Self { codes, identifier: [0; IDENTIFIER], seed: [0; MAX_N], root: [0; MAX_N] };
        key.sets()?;
        Ok(key)
    }

    /// The identifier, and the seed of n bytes.
    pub(crate) fn random_mut(&mut self) -> (&mut [u8; IDENTIFIER], &mut [u8]) {
        let n = self.sets().map_or(0, |(set, _)| set.function.n);
        (&mut self.identifier, &mut self.seed[..n])
    }

    /// Computes the root.
    ///
    /// Time: depends on the parameter sets.
    pub(crate) fn complete(&mut self) -> Result<()> {
        self.identifier = declassify(self.identifier, "the identifier is part of the verifying key");
        self.root = self.tree()?.root(None, &mut []);
        Ok(())
    }

    /// How many leaves there are.
    pub(crate) fn leaves(&self) -> u32 {
        self.sets().map_or(0, |(set, _)| 1 << set.height)
    }

    /// Whether the hash function is SHA-256, and not SHAKE256.
    pub(crate) fn is_sha2(&self) -> bool {
        self.sets().is_ok_and(|(set, _)| set.function.is_sha2)
    }

    /// The bytes of a signature.
    pub(crate) fn signature_size(&self) -> usize {
        self.sets().map_or(0, |(set, ots)| 12 + ots::signature_size(ots) + set.height * set.function.n)
    }

    /// The bytes of C, and of a hash value.
    pub(crate) fn n(&self) -> usize {
        self.sets().map_or(0, |(set, _)| set.function.n)
    }

    /// The verifying key.
    pub(crate) fn verifying_key(&self) -> Result<VerifyingKey<Lms>> {
        let (n, mut bytes) = (self.n(), [0; 8 + IDENTIFIER + MAX_N]);
        bytes[..4].copy_from_slice(&self.codes[0].to_be_bytes());
        bytes[4..8].copy_from_slice(&self.codes[1].to_be_bytes());
        bytes[8..8 + IDENTIFIER].copy_from_slice(&self.identifier);
        bytes[8 + IDENTIFIER..][..n].copy_from_slice(&self.root[..n]);
        VerifyingKey::new(&bytes[..8 + IDENTIFIER + n])
    }

    /// Signs with leaf `q` and the randomness C, into as many bytes as a signature has. The
    /// signature is verified before it is given.
    ///
    /// Time: that of [`SigningKey::complete`]; it depends on which leaf signs what, too.
    ///
    /// Errors: [`Error::InvalidParameter`] for a leaf that is none or another length of C,
    /// [`Error::BufferTooSmall`], [`Error::SignatureMismatch`] where a fault made it wrong. Nothing
    /// is written then but zeros.
    pub(crate) fn sign(&self, q: u32, c: &[u8], message: &[u8], signature: &mut [u8]) -> Result<()> {
        let (set, ots) = self.sets()?;
        let n = set.function.n;
        let signature = signature.get_mut(..self.signature_size()).ok_or(Error::BufferTooSmall)?;
        if q >= self.leaves() || c.len() != n {
            return Err(Error::InvalidParameter);
        }
        let (front, path) = signature.split_at_mut(12 + ots::signature_size(ots));
        let (place, values) = (Place { identifier: &self.identifier, q }, &mut front[8 + n..][..ots.chains() * n]);
        let signing = Signing { q, digits: ots::digits_of(ots, place, c, message), values };
        self.tree()?.root(Some(signing), path);
        front[..4].copy_from_slice(&q.to_be_bytes());
        front[4..8].copy_from_slice(&self.codes[1].to_be_bytes());
        front[8..8 + n].copy_from_slice(c);
        let end = front.len() - 4;
        front[end..].copy_from_slice(&self.codes[0].to_be_bytes());
        for byte in &mut *signature {
            *byte = declassify(*byte, "a signature is public");
        }
        let verified = self.verifying_key()?.verify(message, signature);
        if verified.is_err() {
            signature.fill(0);
        }
        verified
    }

    /// Whether a leaf signs, and the signature gives the root. It is never shown.
    pub(crate) fn is_consistent(&self) -> bool {
        let mut signature = [0; MAX_SIGNATURE];
        self.sign(0, &[0; MAX_N][..self.n()], &[], &mut signature).is_ok()
    }

    /// The state in which `next` is the first leaf that may sign: what is stored, HEAD, seed, root,
    /// and HMAC-SHA-256 of these under the seed. Its length.
    ///
    /// Errors: [`Error::BufferTooSmall`].
    pub(crate) fn state(&self, next: u32, state: &mut [u8]) -> Result<usize> {
        let n = self.n();
        let state = state.get_mut(..state_size(n)).ok_or(Error::BufferTooSmall)?;
        let (body, tag) = state.split_at_mut(HEAD + 2 * n);
        for (place, number) in body[4..16].as_chunks_mut().0.iter_mut().zip([self.codes[0], self.codes[1], next]) {
            *place = number.to_be_bytes();
        }
        body[..4].copy_from_slice(&NAME);
        body[16..HEAD].copy_from_slice(&self.identifier);
        body[HEAD..HEAD + n].copy_from_slice(&self.seed[..n]);
        body[HEAD + n..].copy_from_slice(&self.root[..n]);
        tag.copy_from_slice(&HmacKey::<Sha256>::new(&self.seed[..n]).mac(&[body]));
        Ok(state_size(n))
    }

    /// Takes a state: the key, and the first leaf that may sign.
    ///
    /// Errors: [`Error::InvalidKeyLength`], [`Error::InvalidKey`] where a byte of it is another.
    pub(crate) fn from_state(state: &[u8]) -> Result<(Self, u32)> {
        let (head, _) = state.split_at_checked(16).ok_or(Error::InvalidKeyLength)?;
        let numbers = head[4..].as_chunks().0;
        let [tree, one_time, next] = [0, 1, 2].map(|i| u32::from_be_bytes(numbers[i]));
        let mut key = Self::empty([tree, one_time]).map_err(|_| Error::InvalidKey)?;
        let n = key.n();
        if state.len() != state_size(n) {
            return Err(Error::InvalidKeyLength);
        }
        let (body, tag) = state.split_at(HEAD + 2 * n);
        key.identifier.copy_from_slice(&body[16..HEAD]);
        key.seed[..n].copy_from_slice(&body[HEAD..HEAD + n]);
        key.root[..n].copy_from_slice(&body[HEAD + n..]);
        let is_whole = HmacKey::<Sha256>::new(&key.seed[..n]).mac(&[body]).ct_eq(tag);
        let is_whole = declassify(bool::from(is_whole), "whether the state is whole is the answer");
        if is_whole && head[..4] == NAME && next <= key.leaves() { Ok((key, next)) } else { Err(Error::InvalidKey) }
    }

    fn sets(&self) -> Result<(Tree, Ots)> {
        let sets = Tree::of(self.codes[0]).zip(Ots::of(self.codes[1]));
        sets.filter(|(set, ots)| set.function == ots.function).ok_or(Error::InvalidParameter)
    }

    fn tree(&self) -> Result<SecretTree<'_>> {
        let (set, ots) = self.sets()?;
        Ok(SecretTree { set, ots, identifier: &self.identifier, seed: &self.seed[..set.function.n] })
    }
}

/// The bytes of a state whose hash values have n.
const fn state_size(n: usize) -> usize {
    HEAD + 2 * n + TAG
}
