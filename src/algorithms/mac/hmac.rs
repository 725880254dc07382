//! HMAC (FIPS 198-1).

use crate::algorithms::hash::{Hash, HashOutput};
use crate::base::secret::{Wiped, wipe_on_drop};

/// The inner and outer pad of FIPS 198-1 section 2.3.
const IPAD: u8 = 0x36;
const OPAD: u8 = 0x5c;
/// The largest block of any hash function (SHA3-224), in bytes.
const MAX_BLOCK: usize = 144;

/// An HMAC key: the two hash states after the block of key and pad, so that a short message costs two compressions.
#[derive(Clone)]
pub struct HmacKey<H: Hash> {
    inner: H,
    outer: H,
}

wipe_on_drop!([H: Hash] HmacKey<H> { inner, outer });

impl<H: Hash> HmacKey<H> {
    /// Takes a key of any length; one longer than a block is hashed first (FIPS 198-1 section 4, steps 1 to 3).
    ///
    /// Time: depends on the length of the key.
    #[must_use]
    pub fn new(key: &[u8]) -> Self {
        let mut block = Wiped::new([0_u8; MAX_BLOCK]);
        let (block, _) = block.split_at_mut(H::BLOCK_SIZE);
        if key.len() > H::BLOCK_SIZE {
            let mut digest = Wiped::new(H::digest(&[key]));
            block[..H::OUTPUT_SIZE].copy_from_slice(digest.as_mut().as_ref());
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        // Steps 4 and 7: K0 xor ipad, K0 xor opad.
        let mut inner = H::new();
        block.iter_mut().for_each(|byte| *byte ^= IPAD);
        inner.update(block);
        let mut outer = H::new();
        block.iter_mut().for_each(|byte| *byte ^= IPAD ^ OPAD);
        outer.update(block);
        Self { inner, outer }
    }

    /// Begins a message.
    #[must_use]
    pub fn begin(&self) -> Hmac<H> {
        Hmac { inner: self.inner.clone(), outer: self.outer.clone() }
    }

    /// The code of the concatenation of `parts`.
    #[must_use]
    pub fn mac(&self, parts: &[&[u8]]) -> H::Output {
        let mut hmac = self.begin();
        for part in parts {
            hmac.update(part);
        }
        hmac.finalize()
    }
}

/// A running HMAC.
#[derive(Clone)]
pub struct Hmac<H: Hash> {
    inner: H,
    outer: H,
}

wipe_on_drop!([H: Hash] Hmac<H> { inner, outer });

impl<H: Hash> Hmac<H> {
    /// Takes in more of the message. Time: depends on the length.
    pub fn update(&mut self, data: &[u8]) {
        self.inner.update(data);
    }

    /// Ends the message (FIPS 198-1 section 4, steps 6, 8 and 9).
    #[must_use]
    pub fn finalize(self) -> H::Output {
        let inner = Wiped::new(self.inner.clone().finalize());
        let mut outer = self.outer.clone();
        outer.update((*inner).as_ref());
        outer.finalize()
    }
}
