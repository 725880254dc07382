//! Addresses (RFC 8391 section 2.5): which hash of which tree it is.

/// An address, without its last word.
#[derive(Clone, Copy)]
pub(super) struct Address {
    layer: u32,
    tree: u64,
    kind: u32,
    words: [u32; 3],
}

impl Address {
    /// The tree of that number in a layer, whose lowest is 0.
    pub(super) const fn tree(layer: u32, tree: u64) -> Self {
        Self { layer, tree, kind: 0, words: [0; 3] }
    }

    /// F at a step of a chain of a one-time key.
    pub(super) const fn step(self, key: u32, chain: u32, step: u32) -> Self {
        Self { kind: 0, words: [key, chain, step], ..self }
    }

    /// A pair of nodes of the tree that compresses a one-time key, by the height of the pair.
    pub(super) const fn key_node(self, key: u32, height: u32, index: u32) -> Self {
        Self { kind: 1, words: [key, height, index], ..self }
    }

    /// A pair of nodes of the tree, by the height of the pair.
    pub(super) const fn node(self, height: u32, index: u32) -> Self {
        Self { kind: 2, words: [0, height, index], ..self }
    }

    /// As 32 bytes; `last` says whether a key or a mask is made, keyAndMask.
    pub(super) fn bytes(self, last: u8) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&self.layer.to_be_bytes());
        bytes[4..12].copy_from_slice(&self.tree.to_be_bytes());
        bytes[12..16].copy_from_slice(&self.kind.to_be_bytes());
        for (place, word) in bytes[16..28].as_chunks_mut().0.iter_mut().zip(self.words) {
            *place = word.to_be_bytes();
        }
        bytes[31] = last;
        bytes
    }
}
