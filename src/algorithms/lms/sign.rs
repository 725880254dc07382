//! Key generation and signing with a tree, or a hierarchy of trees (RFC 8554 sections 5 and 6, and
//! appendix A). SP 800-208 approves both in hardware alone, of which no copy can be taken. Here the
//! state leaves the module so that it can be stored; `services::lms` says what must be stored
//! before a leaf signs.
//!
//! All trees come from the seed of the one at the top, and a leaf above always signs the same key
//! with the same C. So a signature is made of the number of its leaf, and what is kept of the trees
//! only saves time.

use super::function::{MAX_N, Value};
use super::ots::MAX_CHAINS;
use super::parameters::MAX_HEIGHT;
pub(crate) use super::tree::IDENTIFIER;
use super::tree::{MAX_KEY, SecretTree, Sets, of_codes};
use super::walk::Walk;
use super::{LmsScheme, MAX_LEVELS, Scheme, VerifyingKey, count_size};
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, wipe_on_drop};
use crate::machine::taint::declassify;
use core::marker::PhantomData;
use zeroize::Zeroize;

/// The most levels.
pub(crate) const LEVELS: usize = MAX_LEVELS as usize;
/// The bytes of the longest signature with one tree.
const MAX_SIGNATURE: usize = 12 + MAX_N * (1 + MAX_CHAINS + MAX_HEIGHT);
/// A hierarchy with more leaves uses no more than so many, as a power of two.
const MAX_LEAVES: u32 = 63;

/// A signing key, which knows nothing of its leaves. Wiped on drop.
pub(crate) struct SigningKey<S: Scheme> {
    pub(super) codes: [[u32; 2]; LEVELS],
    pub(super) levels: u32,
    pub(super) identifier: [u8; IDENTIFIER],
    pub(super) seed: [u8; MAX_N],
    pub(super) root: Value,
    scheme: PhantomData<S>,
}

wipe_on_drop!([S: Scheme] SigningKey<S> { codes, levels, identifier, seed, root });
no_padding!(SigningKey<super::Hss> { codes, levels, identifier, seed, root });

/// What is kept of the trees in which a leaf signs, and of those that come after them. It holds no
/// secret, and nothing is taken from it unseen: every signature is verified.
pub(crate) struct Nodes<const L: usize>([Level; L]);

/// The same of one level.
pub(crate) struct Level {
    walk: Walk,
    /// The tree behind it, which takes in one leaf for each that signs.
    next: Walk,
    /// Whose tree it is.
    identifier: [u8; IDENTIFIER],
}

impl Level {
    const NONE: Self = Self { walk: Walk::new(0), next: Walk::new(0), identifier: [0; IDENTIFIER] };

    fn is_at(&self, q: u32, tree: &SecretTree) -> bool {
        self.identifier == tree.identifier && self.walk.is_at(q, tree)
    }
}

wipe_on_drop!([const L: usize] Nodes<L> { 0 });
no_padding!([const L: usize] Nodes<L> { 0 });
no_padding!(Level { walk, next, identifier });

impl Zeroize for Level {
    fn zeroize(&mut self) {
        self.walk.zeroize();
        self.next.zeroize();
        self.identifier.zeroize();
    }
}

impl<const L: usize> Nodes<L> {
    /// Nothing yet.
    pub(crate) const fn new() -> Self {
        let () = Self::NO_PADDING;
        Self([Level::NONE; L])
    }

    /// All levels.
    pub(crate) const fn levels_mut(&mut self) -> &mut [Level] {
        &mut self.0
    }
}

impl<S: Scheme> SigningKey<S> {
    /// The bytes that tell the number of levels.
    const COUNT: usize = count_size(S::VALUE);

    /// What a key begins as: [`SigningKey::complete`] computes the rest.
    ///
    /// Errors: [`Error::InvalidParameter`] for no level, or more than the scheme has, and for type
    /// codes that are not known or of different hash functions.
    pub(crate) fn empty(levels: &[[u32; 2]]) -> Result<Self> {
        let most = if S::VALUE == LmsScheme::Lms { 1 } else { LEVELS };
        let (mut codes, mut function) = ([[0; 2]; LEVELS], None);
        for (place, own) in codes.iter_mut().zip(levels) {
            *place = *own;
            let own = of_codes(*own)?.set.function;
            if *function.get_or_insert(own) != own {
                return Err(Error::InvalidParameter);
            }
        }
        if levels.is_empty() || levels.len() > most {
            return Err(Error::InvalidParameter);
        }
        let levels = levels.len() as u32;
        Ok(Self {
            codes,
            levels,
            identifier: [0; IDENTIFIER],
            seed: [0; MAX_N],
            root: [0; MAX_N],
            scheme: PhantomData,
        })
    }

    /// The identifier, and the seed of n bytes.
    pub(crate) fn random_mut(&mut self) -> (&mut [u8; IDENTIFIER], &mut [u8]) {
        let n = self.n();
        (&mut self.identifier, &mut self.seed[..n])
    }

    /// Computes the root, and what is kept of the trees.
    ///
    /// Time: depends on the parameter sets. All leaves of one tree on each level are made.
    ///
    /// Errors: [`Error::BufferTooSmall`] where there are more levels than nodes.
    pub(crate) fn complete(&mut self, nodes: &mut [Level]) -> Result<()> {
        self.identifier = declassify(self.identifier, "the identifier is part of the verifying key");
        let nodes = self.own(nodes)?;
        nodes.iter_mut().for_each(|level| level.identifier = [0; IDENTIFIER]);
        self.prepare(0, nodes)?;
        self.root = nodes[0].walk.root;
        Ok(())
    }

    /// The number of levels.
    pub(crate) const fn levels(&self) -> usize {
        self.levels as usize
    }

    /// How many leaves there are below, which sign messages.
    pub(crate) fn leaves(&self) -> u64 {
        1 << self.height_from(0).min(MAX_LEAVES)
    }

    /// Whether the hash function is SHA-256, and not SHAKE256.
    pub(crate) fn is_sha2(&self) -> bool {
        self.sets(0).is_ok_and(|sets| sets.set.function.is_sha2)
    }

    /// The bytes of a signature.
    pub(crate) fn signature_size(&self) -> usize {
        let of_levels: usize = self.all_sets().map(|sets| sets.signature_size()).sum();
        let keys: usize = self.all_sets().skip(1).map(|sets| sets.key_size()).sum();
        Self::COUNT + of_levels + keys
    }

    /// The bytes of C, and of a hash value.
    pub(crate) fn n(&self) -> usize {
        self.sets(0).map_or(0, |sets| sets.set.function.n)
    }

    /// The verifying key.
    pub(crate) fn verifying_key(&self) -> Result<VerifyingKey<S>> {
        let (sets, mut bytes) = (self.sets(0)?, [0; 4 + MAX_KEY]);
        bytes[..Self::COUNT].copy_from_slice(&self.levels.to_be_bytes()[..Self::COUNT]);
        bytes[Self::COUNT..][..MAX_KEY].copy_from_slice(&sets.key(&self.identifier, &self.root));
        VerifyingKey::new(&bytes[..Self::COUNT + sets.key_size()])
    }

    /// Sees to it that all trees are there in which leaf `q` signs.
    ///
    /// Time: nothing where the leaf before it signed with the same nodes; else as
    /// [`SigningKey::complete`].
    ///
    /// Errors: as [`SigningKey::complete`].
    pub(crate) fn prepare(&self, q: u64, nodes: &mut [Level]) -> Result<()> {
        for (level, own) in self.own(nodes)?.iter_mut().enumerate() {
            let ((number, leaf), tree) = (self.place(level, q), self.tree_of(level, q)?);
            if own.is_at(leaf, &tree) {
                continue;
            }
            own.identifier = tree.identifier;
            own.walk.reset(leaf);
            own.walk.complete(&tree);
            own.next.reset(0);
            if let Some(next) = self.next_tree(level, number)? {
                (0..leaf).for_each(|_| own.next.take(&next));
            }
        }
        Ok(())
    }

    /// Signs with leaf `q` and the randomness C, into as many bytes as a signature has. The
    /// signature is verified before it is given.
    ///
    /// Time: on each level h / 2 + 2 one-time keys, and one to verify; and that of
    /// [`SigningKey::prepare`]. It depends on which leaf signs what, too.
    ///
    /// Errors: [`Error::InvalidParameter`] for a leaf that is none or another length of C,
    /// [`Error::BufferTooSmall`], [`Error::SignatureMismatch`] where a fault made it wrong. Nothing
    /// is written then but zeros.
    pub(crate) fn sign(
        &self,
        q: u64,
        c: &[u8],
        message: &[u8],
        nodes: &mut [Level],
        signature: &mut [u8],
    ) -> Result<()> {
        let signature = signature.get_mut(..self.signature_size()).ok_or(Error::BufferTooSmall)?;
        if q >= self.leaves() || c.len() != self.n() {
            return Err(Error::InvalidParameter);
        }
        let nodes = self.own(nodes)?;
        self.prepare(q, nodes)?;
        let verified = self.sign_with(q, c, message, nodes, signature);
        if verified.is_err() {
            signature.fill(0);
        }
        verified
    }

    #[inline(never)] // its frame is large
    fn sign_with(&self, q: u64, c: &[u8], message: &[u8], nodes: &mut [Level], signature: &mut [u8]) -> Result<()> {
        let (head, mut rest) = signature.split_at_mut(Self::COUNT);
        head.copy_from_slice(&(self.levels - 1).to_be_bytes()[..head.len()]);
        let mut leaves = [[0; MAX_N]; LEVELS];
        for (level, leaf) in leaves.iter_mut().enumerate().take(self.levels()) {
            let (own, after) = rest.split_at_mut(self.sets(level)?.signature_size());
            *leaf = self.sign_level(level, q, c, message, nodes, own)?;
            rest = after;
            if let Some(key) = self.key_below(level, q, nodes)? {
                let (place, after) = rest.split_at_mut(self.sets(level + 1)?.key_size());
                place.copy_from_slice(&key[..place.len()]);
                rest = after;
            }
        }
        self.advance(q, &leaves, nodes)?;
        for byte in &mut *signature {
            *byte = declassify(*byte, "a signature is public");
        }
        self.verifying_key()?.verify(message, signature)
    }

    /// Signs on one level: the key of the tree below, or the message. Gives the leaf.
    fn sign_level(
        &self,
        level: usize,
        q: u64,
        c: &[u8],
        message: &[u8],
        nodes: &[Level],
        signature: &mut [u8],
    ) -> Result<Value> {
        let ((_, leaf), tree) = (self.place(level, q), self.tree_of(level, q)?);
        let path = nodes[level].walk.path(&tree);
        Ok(match self.key_below(level, q, nodes)? {
            None => tree.sign(leaf, c, message, path, signature),
            Some(key) => {
                let (n, size) = (self.n(), self.sets(level + 1)?.key_size());
                tree.sign(leaf, &tree.randomness(leaf)[..n], &key[..size], path, signature)
            }
        })
    }

    /// The verifying key of the tree below, if there is one.
    fn key_below(&self, level: usize, q: u64, nodes: &[Level]) -> Result<Option<[u8; MAX_KEY]>> {
        let Some(below) = nodes.get(level + 1) else { return Ok(None) };
        let tree = self.tree_of(level + 1, q)?;
        Ok(Some(tree.sets.key(&tree.identifier, &below.walk.root)))
    }

    /// Goes from leaf `q` to the next. Where a tree is used up, the one behind it takes its place.
    fn advance(&self, q: u64, leaves: &[Value; LEVELS], nodes: &mut [Level]) -> Result<()> {
        for (level, own) in nodes.iter_mut().enumerate().rev() {
            let ((number, leaf), tree) = (self.place(level, q), self.tree_of(level, q)?);
            own.walk.advance(&tree, &leaves[level]);
            let next = self.next_tree(level, number)?;
            if let Some(next) = &next {
                own.next.take(next);
            }
            if leaf + 1 < tree.leaves() {
                break;
            }
            if let Some(next) = next {
                core::mem::swap(&mut own.walk, &mut own.next);
                own.identifier = next.identifier;
                own.next.reset(0);
            }
        }
        Ok(())
    }

    /// Whether leaf 0 signs on each level, and the signatures give the roots. They are never shown.
    pub(crate) fn is_consistent(&self, nodes: &[Level]) -> bool {
        (0..self.levels()).all(|level| self.is_level_consistent(level, nodes).unwrap_or(false))
    }

    #[inline(never)] // its frame is large
    fn is_level_consistent(&self, level: usize, nodes: &[Level]) -> Result<bool> {
        let (sets, n) = (self.sets(level)?, self.n());
        let nodes = nodes.get(..self.levels()).ok_or(Error::BufferTooSmall)?;
        let (mut signature, size) = ([0; MAX_SIGNATURE], sets.signature_size());
        self.sign_level(level, 0, &[0; MAX_N][..n], &[], nodes, &mut signature[..size])?;
        let signature = declassify(signature, "who verifies a signature learns of it only that it is right");
        let (tree, below) = (self.tree_of(level, 0)?, self.key_below(level, 0, nodes)?);
        let root = if level == 0 { &self.root } else { &nodes[level].walk.root };
        let key = VerifyingKey::<super::Lms>::new(&sets.key(&tree.identifier, root)[..sets.key_size()])?;
        let message = match &below {
            Some(key) => &key[..self.sets(level + 1)?.key_size()],
            None => &[],
        };
        Ok(key.verify(message, &signature[..size]).is_ok())
    }

    /// The heights of all trees from a level downwards.
    fn height_from(&self, level: usize) -> u32 {
        self.all_sets().skip(level).map(|sets| sets.set.height as u32).sum()
    }

    /// The number of the tree of a level in which leaf `q` signs, and the leaf there.
    fn place(&self, level: usize, q: u64) -> (u64, u32) {
        let shifted = |shift| q.checked_shr(shift).unwrap_or_default();
        let (tree, leaf) = (shifted(self.height_from(level)), shifted(self.height_from(level + 1)));
        let height = self.sets(level).map_or(0, |sets| sets.set.height);
        (tree, leaf as u32 & ((1 << height) - 1))
    }

    /// The tree of a level in which leaf `q` signs.
    fn tree_of(&self, level: usize, q: u64) -> Result<SecretTree> {
        let mut tree = SecretTree::top(self.sets(0)?, &self.identifier, &self.seed[..self.n()]);
        for above in 0..level {
            tree = tree.below(self.place(above, q).1, self.sets(above + 1)?);
        }
        Ok(tree)
    }

    /// The tree behind the one of that number on a level, if there is one.
    fn next_tree(&self, level: usize, number: u64) -> Result<Option<SecretTree>> {
        let first = (number + 1).checked_shl(self.height_from(level)).filter(|first| *first < self.leaves());
        match first {
            Some(first) if level > 0 => self.tree_of(level, first).map(Some),
            _ => Ok(None),
        }
    }

    /// The nodes of the levels that there are.
    fn own<'n>(&self, nodes: &'n mut [Level]) -> Result<&'n mut [Level]> {
        nodes.get_mut(..self.levels()).ok_or(Error::BufferTooSmall)
    }

    pub(super) fn sets(&self, level: usize) -> Result<Sets> {
        self.codes.get(level).ok_or(Error::InvalidParameter).and_then(|codes| of_codes(*codes))
    }

    fn all_sets(&self) -> impl Iterator<Item = Sets> {
        self.codes[..self.levels()].iter().filter_map(|codes| of_codes(*codes).ok())
    }
}
