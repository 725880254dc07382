//! HMAC (FIPS 198-1, SP 800-224).

use crate::algorithms::hash::Hash;
use crate::base::secret::wipe_on_drop;
use crate::kernels::wipe::{Wiped, wipe};

/// The longest block of a hash function in bytes: that of SHA3-224.
const MAX_BLOCK: usize = 144;

/// A key, kept as the two hash states after the block of key and padding (FIPS 198-1 section 6).
#[derive(Clone)]
pub struct HmacKey<H: Hash> {
    inner: H,
    outer: H,
}

wipe_on_drop!([H: Hash] HmacKey<H> { inner, outer });

impl<H: Hash> HmacKey<H> {
    /// Takes a key of any length. One that is longer than a block is hashed first (FIPS 198-1 section 4, step 2).
    ///
    /// Time: depends on the length of the key.
    pub fn new(key: &[u8]) -> Self {
        let mut block = [0; MAX_BLOCK];
        let block = &mut block[..H::BLOCK_SIZE];
        if let Some(place) = block.get_mut(..key.len()) {
            place.copy_from_slice(key);
        } else {
            let hashed = Wiped::new(H::digest(&[key]));
            block[..H::OUTPUT_SIZE].copy_from_slice((*hashed).as_ref());
        }
        let inner = Self::padded(block, 0x36);
        let outer = Self::padded(block, 0x36 ^ 0x5c);
        wipe(block);
        Self { inner, outer }
    }

    /// A state that has taken the block, exclusive-ored with `pad`, which stays in the block.
    fn padded(block: &mut [u8], pad: u8) -> H {
        for byte in block.iter_mut() {
            *byte ^= pad;
        }
        let mut state = H::new();
        state.update(block);
        state
    }

    /// Begins a message.
    pub fn begin(&self) -> Hmac<H> {
        Hmac { inner: self.inner.clone(), outer: self.outer.clone() }
    }

    /// The MAC of `parts`, one after the other.
    ///
    /// Time: depends on the lengths.
    #[inline]
    pub fn mac(&self, parts: &[&[u8]]) -> H::Output {
        let inner = Wiped::new(self.inner.digest_after(parts));
        self.outer.digest_after(&[(*inner).as_ref()])
    }
}

/// A message on its way through HMAC.
#[derive(Clone)]
pub struct Hmac<H: Hash> {
    inner: H,
    outer: H,
}

wipe_on_drop!([H: Hash] Hmac<H> { inner, outer });

impl<H: Hash> Hmac<H> {
    /// Appends `data` to the message.
    ///
    /// Time: depends on the length.
    pub fn update(&mut self, data: &[u8]) {
        self.inner.update(data);
    }

    /// The MAC of the message.
    ///
    /// Time: depends on the length of the message.
    pub fn finalize(self) -> H::Output {
        let inner = Wiped::new(self.inner.digest_after(&[]));
        self.outer.digest_after(&[(*inner).as_ref()])
    }

    /// Whether the message is longer than the standard allows.
    pub fn is_too_long(&self) -> bool {
        self.inner.is_too_long()
    }
}

const _: () = {
    let mut i = 0;
    while i < crate::algorithms::hash::HashAlgorithm::ALL.len() {
        assert!(crate::algorithms::hash::HashAlgorithm::ALL[i].block_size() <= MAX_BLOCK);
        i += 1;
    }
};
