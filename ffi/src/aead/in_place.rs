//! What the keys have in common that seal and open in place under nonces of the caller's.

use crate::memory::{apart, bytes, bytes_mut};
use crate::status::{Failure, call, qila_status};
use qila::aead::{AesCcmKey, AesGcmSivKey, AsconAead128Key, ChaCha20Poly1305Key, TAG_SIZE, Tag};
use qila::{Error, Indicator};

/// Such a key.
pub(crate) trait InPlace {
    fn tag_size(&self) -> usize;
    fn seal(&self, nonce: &[u8], aad: &[u8], data: &mut [u8]) -> qila::Result<Tag>;
    fn open(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> qila::Result<()>;
    fn indicator(&self) -> Indicator;
}

macro_rules! in_place {
    ($($key:ident with tags of $tag_size:expr;)+) => {$(
        impl InPlace for $key {
            fn tag_size(&self) -> usize {
                $tag_size(self)
            }

            fn seal(&self, nonce: &[u8], aad: &[u8], data: &mut [u8]) -> qila::Result<Tag> {
                self.seal_in_place(nonce, aad, data)
            }

            fn open(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> qila::Result<()> {
                self.open_in_place(nonce, aad, data, tag)
            }

            fn indicator(&self) -> Indicator {
                self.indicator()
            }
        }
    )+};
}

in_place! {
    AesCcmKey with tags of AesCcmKey::tag_size;
    AsconAead128Key with tags of AsconAead128Key::tag_size;
    AesGcmSivKey with tags of |_| TAG_SIZE;
    ChaCha20Poly1305Key with tags of |_| TAG_SIZE;
}

/// Bytes that the caller gives.
type Input = (*const u8, usize);
/// Bytes that the caller has written.
type Output = (*mut u8, usize);

/// Seals `data`, and writes the tag, which must be as long as those of the key.
///
/// # Safety
/// As [`bytes`] and [`bytes_mut`].
pub(crate) unsafe fn seal<K: InPlace>(
    key: Result<&K, Failure>,
    nonce: Input,
    aad: Input,
    data: Output,
    tag: Output,
) -> qila_status {
    call(|| {
        let constant = |(start, len): Output| (start.cast_const(), len);
        apart(constant(data), &[nonce, aad, constant(tag)])?;
        apart(constant(tag), &[nonce, aad])?;
        let key = key?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let out = bytes_mut(tag.0, tag.1)?;
            if out.len() != key.tag_size() {
                return Err(Error::InvalidTagLength.into());
            }
            let made = key.seal(bytes(nonce.0, nonce.1)?, bytes(aad.0, aad.1)?, bytes_mut(data.0, data.1)?)?;
            out.copy_from_slice(&made);
        }
        Ok(key.indicator())
    })
}

/// Opens `data`.
///
/// # Safety
/// As [`bytes`] and [`bytes_mut`].
pub(crate) unsafe fn open<K: InPlace>(
    key: Result<&K, Failure>,
    nonce: Input,
    aad: Input,
    data: Output,
    tag: Input,
) -> qila_status {
    call(|| {
        apart((data.0.cast_const(), data.1), &[nonce, aad, tag])?;
        let key = key?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let (nonce, aad, tag) = (bytes(nonce.0, nonce.1)?, bytes(aad.0, aad.1)?, bytes(tag.0, tag.1)?);
            key.open(nonce, aad, bytes_mut(data.0, data.1)?, tag)?;
        }
        Ok(key.indicator())
    })
}
