//! Key wrapping: KW and KWP (SP 800-38F, RFC 3394, RFC 5649).

use super::{DecryptionKey, Key};
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of};
use crate::kernels::aes::Semiblock;
use crate::machine::taint::declassify;
use subtle::{ConstantTimeEq, ConstantTimeLess};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The bytes of a semiblock.
pub const SEMIBLOCK: usize = 8;
/// ICV1 (section 6.2): what a wrapped key of whole semiblocks begins with.
const ICV1: Semiblock = [0xa6; SEMIBLOCK];
/// ICV2 (section 6.3): what a padded one begins with, before its length.
const ICV2: [u8; 4] = [0xa6, 0x59, 0x59, 0xa6];

/// Which of the two permutations wraps (section 5.1).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The cipher wraps and its inverse unwraps.
    Cipher,
    /// The other way round.
    Inverse,
}

/// A key-encryption key. Wiped on drop.
#[derive(Clone)]
pub(crate) struct WrapKey {
    encryption: Key,
    decryption: DecryptionKey,
    form: Form,
    /// What would be padding.
    _rest: Rest<{ rest_of::<Key>(size_of::<Form>()) }>,
}

// The keys wipe themselves, and the form is no secret.
impl ZeroizeOnDrop for WrapKey {}
no_padding!(WrapKey { encryption, decryption, form, _rest });

impl WrapKey {
    /// Takes a key of 16, 24 or 32 bytes.
    ///
    /// Errors: [`Error::InvalidKeyLength`]. Time: depends on the length.
    pub(crate) fn new(key: &[u8], form: Form) -> Result<Self> {
        let encryption = Key::new(key)?;
        let decryption = DecryptionKey::of(&encryption);
        Ok(Self { encryption, decryption, form, _rest: Rest::ZERO })
    }

    /// The key itself.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.encryption.bytes()
    }

    /// Whether it wraps with the cipher, as nearly all do.
    pub(crate) fn is_usual(&self) -> bool {
        matches!(self.form, Form::Cipher)
    }

    /// The length of the key in bytes.
    pub(crate) fn len(&self) -> usize {
        self.encryption.len()
    }

    /// KW-AE (section 6.2): wraps whole semiblocks, two at least, into `out`, which is one longer.
    ///
    /// Errors: [`Error::InvalidInputLength`], [`Error::BufferTooSmall`] unless `out` is just as
    /// long; `out` is unchanged. Time: depends on the length.
    pub(crate) fn wrap(&self, plaintext: &[u8], out: &mut [u8]) -> Result<()> {
        if plaintext.len() < 2 * SEMIBLOCK || !plaintext.len().is_multiple_of(SEMIBLOCK) {
            return Err(Error::InvalidInputLength);
        }
        let (a, r) = semiblocks(out, plaintext.len() / SEMIBLOCK)?;
        *a = ICV1;
        r.as_flattened_mut().copy_from_slice(plaintext);
        self.permute(a, r);
        Ok(())
    }

    /// KW-AD (section 6.2): unwraps three semiblocks or more into `out`, which is one shorter.
    ///
    /// Errors: [`Error::InvalidInputLength`], [`Error::BufferTooSmall`] unless `out` is just as
    /// long, [`Error::TagMismatch`], which leaves `out` zero. Time: depends on the length, and on
    /// whether it is right.
    pub(crate) fn unwrap(&self, ciphertext: &[u8], out: &mut [u8]) -> Result<()> {
        let Some((first, rest)) = ciphertext.split_first_chunk::<SEMIBLOCK>() else {
            return Err(Error::InvalidInputLength);
        };
        if rest.len() < 2 * SEMIBLOCK || !rest.len().is_multiple_of(SEMIBLOCK) {
            return Err(Error::InvalidInputLength);
        }
        if out.len() != rest.len() {
            return Err(Error::BufferTooSmall);
        }
        out.copy_from_slice(rest);
        let mut a = *first;
        self.permute_back(&mut a, out.as_chunks_mut().0);
        let right = a.ct_eq(&ICV1);
        a.zeroize();
        if declassify(right.unwrap_u8(), "whether the value is right is the answer") == 1 {
            return Ok(());
        }
        out.zeroize();
        Err(Error::TagMismatch)
    }

    /// The length of a wrapped plaintext of `len` bytes with padding.
    ///
    /// Errors: [`Error::InvalidInputLength`] for none, [`Error::InputTooLong`] beyond 2^32 - 1.
    pub(crate) fn padded_len(len: usize) -> Result<usize> {
        match u32::try_from(len) {
            Ok(0) => Err(Error::InvalidInputLength),
            Ok(_) => len
                .div_ceil(SEMIBLOCK)
                .checked_add(1)
                .and_then(|n| n.checked_mul(SEMIBLOCK))
                .ok_or(Error::InputTooLong),
            Err(_) => Err(Error::InputTooLong),
        }
    }

    /// KWP-AE (section 6.3): wraps bytes, one at least, into `out`, which has [`Self::padded_len`]
    /// bytes.
    ///
    /// Errors: as [`Self::padded_len`], and [`Error::BufferTooSmall`] unless `out` is just as long;
    /// `out` is unchanged. Time: depends on the length.
    pub(crate) fn wrap_padded(&self, plaintext: &[u8], out: &mut [u8]) -> Result<()> {
        let n = Self::padded_len(plaintext.len())? / SEMIBLOCK - 1;
        let (a, r) = semiblocks(out, n)?;
        let (icv, length) = a.split_at_mut(4);
        icv.copy_from_slice(&ICV2);
        length.copy_from_slice(&(plaintext.len() as u32).to_be_bytes());
        let (text, padding) = r.as_flattened_mut().split_at_mut(plaintext.len());
        text.copy_from_slice(plaintext);
        padding.fill(0);
        self.permute_padded(a, r);
        Ok(())
    }

    /// KWP-AD (section 6.3): unwraps two semiblocks or more into `out`, which is one shorter, and
    /// gives the length of what was wrapped. The bytes of `out` behind that are zero.
    ///
    /// Errors: as [`Self::unwrap`]. Time: depends on the length, on whether it is right, and then
    /// on the length of what was wrapped.
    pub(crate) fn unwrap_padded(&self, ciphertext: &[u8], out: &mut [u8]) -> Result<usize> {
        let Some((first, rest)) = ciphertext.split_first_chunk::<SEMIBLOCK>() else {
            return Err(Error::InvalidInputLength);
        };
        if rest.is_empty() || !rest.len().is_multiple_of(SEMIBLOCK) || rest.len() as u64 > 1 << 32 {
            return Err(Error::InvalidInputLength);
        }
        if out.len() != rest.len() {
            return Err(Error::BufferTooSmall);
        }
        out.copy_from_slice(rest);
        let mut a = *first;
        self.permute_padded_back(&mut a, out.as_chunks_mut().0);
        let [i0, i1, i2, i3, l0, l1, l2, l3] = a;
        let claimed = u32::from_be_bytes([l0, l1, l2, l3]);
        a.zeroize();
        // The padding has 0 to 7 bytes, all of them zero (step 6 to 9).
        let padding = (out.len() as u64).wrapping_sub(claimed.into());
        let mut right = [i0, i1, i2, i3].ct_eq(&ICV2) & padding.ct_lt(&(SEMIBLOCK as u64));
        for (distance, byte) in (0_u64..SEMIBLOCK as u64).zip(out.iter().rev()) {
            right &= !distance.ct_lt(&padding) | byte.ct_eq(&0);
        }
        if declassify(right.unwrap_u8(), "whether the value is right is the answer") == 1 {
            return Ok(declassify(claimed, "the length of the plaintext is part of the answer") as usize);
        }
        out.zeroize();
        Err(Error::TagMismatch)
    }

    fn permute(&self, a: &mut Semiblock, r: &mut [Semiblock]) {
        match self.form {
            Form::Cipher => self.encryption.wrap(a, r),
            Form::Inverse => self.decryption.wrap(a, r),
        }
    }

    fn permute_back(&self, a: &mut Semiblock, r: &mut [Semiblock]) {
        match self.form {
            Form::Cipher => self.decryption.unwrap(a, r),
            Form::Inverse => self.encryption.unwrap(a, r),
        }
    }

    /// One semiblock with its ICV is one block, which is enciphered by itself (section 6.3).
    fn permute_padded(&self, a: &mut Semiblock, r: &mut [Semiblock]) {
        match (r, self.form) {
            ([r], Form::Cipher) => joined(a, r, |block| self.encryption.encrypt_block(block)),
            ([r], Form::Inverse) => joined(a, r, |block| self.decryption.decrypt_block(block)),
            (r, _) => self.permute(a, r),
        }
    }

    fn permute_padded_back(&self, a: &mut Semiblock, r: &mut [Semiblock]) {
        match (r, self.form) {
            ([r], Form::Cipher) => joined(a, r, |block| self.decryption.decrypt_block(block)),
            ([r], Form::Inverse) => joined(a, r, |block| self.encryption.encrypt_block(block)),
            (r, _) => self.permute_back(a, r),
        }
    }
}

/// `out` as a first semiblock and `n` others.
fn semiblocks(out: &mut [u8], n: usize) -> Result<(&mut Semiblock, &mut [Semiblock])> {
    match out.as_chunks_mut() {
        ([a, r @ ..], []) if r.len() == n => Ok((a, r)),
        _ => Err(Error::BufferTooSmall),
    }
}

/// Works on both halves as one block.
fn joined(a: &mut Semiblock, r: &mut Semiblock, work: impl FnOnce(&mut super::Block)) {
    let mut block = [0; super::BLOCK_SIZE];
    let (first, second) = block.split_at_mut(SEMIBLOCK);
    first.copy_from_slice(a);
    second.copy_from_slice(r);
    work(&mut block);
    let (first, second) = block.split_at(SEMIBLOCK);
    a.copy_from_slice(first);
    r.copy_from_slice(second);
    block.zeroize();
}
