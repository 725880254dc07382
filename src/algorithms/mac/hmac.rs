//! HMAC (FIPS 198-1, SP 800-224).

use crate::algorithms::hash::Hash;
use crate::base::secret::no_padding;
use crate::machine::wipe::Wiped;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The bytes that the padded keys are exclusive-ored with (FIPS 198-1 section 4).
const IPAD: u8 = 0x36;
const OPAD: u8 = 0x5c;

/// A key, kept as the two hash states after the block of key and padding (FIPS 198-1 section 6).
/// Wiped on drop.
pub struct HmacKey<H: Hash> {
    inner: Wiped<H::Begun>,
    outer: Wiped<H::Begun>,
}

impl<H: Hash> Clone for HmacKey<H> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), outer: self.outer.clone() }
    }
}

impl<H: Hash> Zeroize for HmacKey<H> {
    fn zeroize(&mut self) {
        let () = Self::NO_PADDING;
        self.inner.zeroize();
        self.outer.zeroize();
    }
}

// Both fields wipe themselves.
impl<H: Hash> ZeroizeOnDrop for HmacKey<H> {}
no_padding!([H: Hash] HmacKey<H> { inner, outer });

impl<H: Hash> HmacKey<H> {
    /// Takes a key of any length. One that is longer than a block is hashed first (FIPS 198-1
    /// section 4, step 2).
    ///
    /// Time: depends on the length of the key.
    #[inline]
    pub fn new(key: &[u8]) -> Self {
        let hashed;
        let key = if key.len() > H::BLOCK_SIZE {
            hashed = Wiped::new(H::digest(&[key]));
            (*hashed).as_ref()
        } else {
            key
        };
        let [inner, outer] = H::begin_padded(key, [IPAD, OPAD]);
        Self { inner: Wiped::new(inner), outer: Wiped::new(outer) }
    }

    /// The MAC of `value`, and of that, `times` times in all, each added to `sum`; the last is left
    /// in `value`.
    ///
    /// Time: depends on `times`.
    pub fn iterate(&self, value: &mut H::Output, sum: &mut H::Output, times: u32) {
        H::iterate_mac([&self.inner, &self.outer], value, sum, times);
    }

    /// Begins a message.
    pub fn begin(&self) -> Hmac<H> {
        let () = (Self::NO_PADDING, Hmac::<H>::NO_PADDING).0;
        Hmac { inner: H::resume(&self.inner), outer: self.outer.clone() }
    }

    /// The MAC of `parts`, one after the other.
    ///
    /// Time: depends on the lengths.
    #[inline]
    pub fn mac(&self, parts: &[&[u8]]) -> H::Output {
        H::mac([&self.inner, &self.outer], parts)
    }
}

/// A message on its way through HMAC.
#[derive(Clone)]
pub struct Hmac<H: Hash> {
    inner: H,
    outer: Wiped<H::Begun>,
}

// Both fields wipe themselves.
impl<H: Hash> ZeroizeOnDrop for Hmac<H> {}
no_padding!([H: Hash] Hmac<H> { inner, outer });

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
        let inner = Wiped::new(self.inner.finalize());
        H::digest_resumed(&self.outer, &[(*inner).as_ref()])
    }

    /// Whether the message is longer than the standard allows.
    pub fn is_too_long(&self) -> bool {
        self.inner.is_too_long()
    }
}
