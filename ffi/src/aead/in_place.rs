//! What the keys have in common that seal and open in place under nonces of the caller's.

use crate::status::{Answer, Done};
use qila::aead::{AesCcmKey, AesGcmSivKey, AsconAead128Key, ChaCha20Poly1305Key, TAG_SIZE, Tag};
use qila::{Error, Indicator};

/// Such a key.
pub(crate) trait NonceKey {
    fn tag_size(&self) -> usize;
    fn seal(&self, nonce: &[u8], aad: &[u8], data: &mut [u8]) -> qila::Result<Tag>;
    fn open(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> qila::Result<()>;
    fn indicator(&self) -> Indicator;
}

macro_rules! nonce_keys {
    ($($key:ident with tags of $tag_size:expr;)+) => {$(
        impl NonceKey for $key {
            #[inline]
            fn tag_size(&self) -> usize {
                $tag_size(self)
            }

            #[inline]
            fn seal(&self, nonce: &[u8], aad: &[u8], data: &mut [u8]) -> qila::Result<Tag> {
                self.seal_in_place(nonce, aad, data)
            }

            #[inline]
            fn open(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> qila::Result<()> {
                self.open_in_place(nonce, aad, data, tag)
            }

            #[inline]
            fn indicator(&self) -> Indicator {
                self.indicator()
            }
        }
    )+};
}

nonce_keys! {
    AesCcmKey with tags of AesCcmKey::tag_size;
    AsconAead128Key with tags of AsconAead128Key::tag_size;
    AesGcmSivKey with tags of |_| TAG_SIZE;
    ChaCha20Poly1305Key with tags of |_| TAG_SIZE;
}

/// Seals `data`, and writes the tag, which must be as long as those of the key.
#[inline]
pub(crate) fn seal(key: &impl NonceKey, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &mut [u8]) -> Answer {
    if tag.len() != key.tag_size() {
        return Err(Error::InvalidTagLength.into());
    }
    tag.copy_from_slice(&key.seal(nonce, aad, data)?);
    Ok(key.indicator())
}

/// Opens `data`.
#[inline]
pub(crate) fn open(key: &impl NonceKey, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Answer {
    key.open(nonce, aad, data, tag).by(key.indicator())
}
