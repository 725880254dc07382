//! Addresses (FIPS 205 section 4.2): which hash of which tree it is.

/// The bytes of an address.
pub(super) const SIZE: usize = 32;
/// The bytes of a compressed one (section 11.2).
pub(super) const COMPRESSED: usize = 22;

// The types (section 4.2).
const WOTS_HASH: u8 = 0;
const WOTS_PK: u8 = 1;
const TREE: u8 = 2;
const FORS_TREE: u8 = 3;
const FORS_ROOTS: u8 = 4;
const WOTS_PRF: u8 = 5;
const FORS_PRF: u8 = 6;

/// An address. It is public.
#[derive(Clone, Copy)]
pub struct Address {
    layer: u8,
    tree: u64,
    kind: u8,
    /// What the three words behind the type mean depends on it.
    words: [u32; 3],
}

impl Address {
    /// No place in particular.
    pub(super) const ZERO: Self = Self::tree(0, 0);

    /// The tree of that number in a layer, whose lowest is 0.
    pub(super) const fn tree(layer: u8, tree: u64) -> Self {
        Self { layer, tree, kind: WOTS_HASH, words: [0; 3] }
    }

    /// F along a chain of a key pair, from the step `hash` on.
    pub(super) const fn wots_hash(self, key_pair: u32, chain: u32, hash: u32) -> Self {
        Self { kind: WOTS_HASH, words: [key_pair, chain, hash], ..self }
    }

    /// The beginning of a chain.
    pub(super) const fn wots_prf(self, key_pair: u32, chain: u32) -> Self {
        Self { kind: WOTS_PRF, words: [key_pair, chain, 0], ..self }
    }

    /// The ends of the chains of a key pair.
    pub(super) const fn wots_pk(self, key_pair: u32) -> Self {
        Self { kind: WOTS_PK, words: [key_pair, 0, 0], ..self }
    }

    /// A node of the tree.
    pub(super) const fn node(self, height: u32, index: u32) -> Self {
        Self { kind: TREE, words: [0, height, index], ..self }
    }

    /// The secret at a leaf of the forest of a key pair.
    pub(super) const fn fors_prf(self, key_pair: u32, index: u32) -> Self {
        Self { kind: FORS_PRF, words: [key_pair, 0, index], ..self }
    }

    /// A node of the forest.
    pub(super) const fn fors_node(self, key_pair: u32, height: u32, index: u32) -> Self {
        Self { kind: FORS_TREE, words: [key_pair, height, index], ..self }
    }

    /// The roots of the forest.
    pub(super) const fn fors_roots(self, key_pair: u32) -> Self {
        Self { kind: FORS_ROOTS, words: [key_pair, 0, 0], ..self }
    }

    /// As 32 bytes.
    pub(super) fn bytes(self) -> [u8; SIZE] {
        let mut bytes = [0; SIZE];
        bytes[3] = self.layer;
        bytes[8..16].copy_from_slice(&self.tree.to_be_bytes());
        bytes[19] = self.kind;
        self.put_words(&mut bytes[20..]);
        bytes
    }

    /// As 22 bytes (section 11.2).
    pub(super) fn compressed(self) -> [u8; COMPRESSED] {
        let mut bytes = [0; COMPRESSED];
        bytes[0] = self.layer;
        bytes[1..9].copy_from_slice(&self.tree.to_be_bytes());
        bytes[9] = self.kind;
        self.put_words(&mut bytes[10..]);
        bytes
    }

    fn put_words(self, bytes: &mut [u8]) {
        for (place, word) in bytes.as_chunks_mut().0.iter_mut().zip(self.words) {
            *place = word.to_be_bytes();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The compressed form is made of the bytes 3, 8 to 15, 19, and 20 to 31 of the other one.
    #[test]
    fn both_forms() {
        let address = Address::tree(0x11, 0x2233_4455_6677_8899).fors_node(0xaabb, 7, 0x0102_0305);
        let bytes = address.bytes();
        assert_eq!(hex::encode(bytes), "00000011000000002233445566778899000000030000aabb0000000701020305");
        let expected = [&bytes[3..4], &bytes[8..16], &bytes[19..]].concat();
        assert_eq!(address.compressed()[..], expected[..]);
    }
}
