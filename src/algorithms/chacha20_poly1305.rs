//! The authenticated encryption of RFC 8439 section 2.8: ChaCha20 and Poly1305. No approved
//! algorithm; TLS and SSH have it beside those that are.

use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, wipe_on_drop};
use crate::kernels::chacha20::{self, BLOCK_SIZE, COUNTER, Direction, Input};
use crate::kernels::poly1305::{self, Poly1305};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// The bytes of a key.
pub const KEY_SIZE: usize = 32;
/// The bytes of a nonce.
pub const NONCE_SIZE: usize = 12;
/// The bytes of a tag.
pub const TAG_SIZE: usize = 16;

/// The longest message: block 0 is for the tag, and the counter has 32 bits.
const MAX_LEN: u64 = BLOCK_SIZE as u64 * u32::MAX as u64;
/// How many blocks the first call of the kernel makes for a short message, the one for the tag
/// among them. For a longer one it makes as many as the kernel has in flight.
const FEW_BLOCKS: usize = 4;

/// A key. Wiped on drop.
#[derive(Clone)]
pub(crate) struct ChaChaKey {
    input: Input,
    cipher: chacha20::Kernel,
    authenticator: poly1305::Kernel,
    /// What would be padding.
    _rest: Rest<{ rest_of::<u32>(size_of::<chacha20::Kernel>() + size_of::<poly1305::Kernel>()) }>,
}

wipe_on_drop!(ChaChaKey { input });
no_padding!(ChaChaKey { input, cipher, authenticator, _rest });

impl ChaChaKey {
    /// Takes a key.
    pub(crate) fn new(key: &[u8; KEY_SIZE]) -> Self {
        let mut input = [0; 16];
        // Section 2.3.
        let words = b"expand 32-byte k".as_chunks().0.iter().chain(key.as_chunks().0);
        for (word, bytes) in input.iter_mut().zip(words) {
            *word = u32::from_le_bytes(*bytes);
        }
        Self {
            input,
            cipher: chacha20::Kernel::choose(),
            authenticator: poly1305::Kernel::choose(),
            _rest: Rest::ZERO,
        }
    }

    /// Writes the key itself into the start of `out` (section 2.3).
    pub(crate) fn put(&self, out: &mut [u8]) {
        for (bytes, word) in out.as_chunks_mut().0.iter_mut().zip(self.input.iter().skip(4).take(KEY_SIZE / 4)) {
            *bytes = word.to_le_bytes();
        }
    }

    /// Encrypts `data` in place and gives the tag of it and of `aad`.
    ///
    /// Errors: [`Error::InputTooLong`] from 2^38 - 63 bytes on. Time: depends on the lengths.
    pub(crate) fn seal(&self, nonce: &[u8; NONCE_SIZE], aad: &[u8], data: &mut [u8]) -> Result<[u8; TAG_SIZE]> {
        self.process(Direction::Encrypt, nonce, aad, data)
    }

    /// Decrypts `data` in place.
    ///
    /// Errors: as [`ChaChaKey::seal`], and [`Error::TagMismatch`], which leaves `data` zero. Time:
    /// depends on the lengths and on whether the tag is right.
    pub(crate) fn open(
        &self,
        nonce: &[u8; NONCE_SIZE],
        aad: &[u8],
        data: &mut [u8],
        tag: &[u8; TAG_SIZE],
    ) -> Result<()> {
        let right = Wiped::new(self.process(Direction::Decrypt, nonce, aad, data)?);
        if declassify(right.ct_eq(tag).unwrap_u8(), "whether the tag is right is the answer") == 0 {
            data.zeroize();
            return Err(Error::TagMismatch);
        }
        Ok(())
    }

    fn process(
        &self,
        direction: Direction,
        nonce: &[u8; NONCE_SIZE],
        aad: &[u8],
        data: &mut [u8],
    ) -> Result<[u8; TAG_SIZE]> {
        if data.len() as u64 > MAX_LEN {
            return Err(Error::InputTooLong);
        }
        match self.cipher.blocks_in_flight() {
            _ if data.len() <= (FEW_BLOCKS - 1) * BLOCK_SIZE => {
                self.process_from::<FEW_BLOCKS>(direction, nonce, aad, data)
            }
            8 => self.process_from::<8>(direction, nonce, aad, data),
            _ => self.process_from::<16>(direction, nonce, aad, data),
        }
    }

    /// The first `FIRST` blocks, which need not be filled, come from one call of the kernel.
    fn process_from<const FIRST: usize>(
        &self,
        direction: Direction,
        nonce: &[u8; NONCE_SIZE],
        aad: &[u8],
        data: &mut [u8],
    ) -> Result<[u8; TAG_SIZE]> {
        let lengths = [aad.len() as u64, data.len() as u64].map(u64::to_le_bytes);
        let mut input = Wiped::new(self.input);
        for (word, bytes) in input[COUNTER + 1..].iter_mut().zip(nonce.as_chunks().0) {
            *word = u32::from_le_bytes(*bytes);
        }
        let mut stream = Wiped::new([[0; BLOCK_SIZE]; FIRST]);
        let blocks = FIRST.min(1 + data.len().div_ceil(BLOCK_SIZE));
        self.cipher.xor(&input, stream[..blocks].as_flattened_mut());
        let Some((one_time, stream)) = stream.split_first() else { return Err(Error::InvalidParameter) };
        let key = one_time.first_chunk().ok_or(Error::InvalidParameter)?;
        let mut authenticator = Poly1305::new(self.authenticator, key);
        authenticator.update_padded(aad);
        input[COUNTER] = FIRST as u32;
        self.cipher.crypt(direction, stream.as_flattened(), &input, data, &mut authenticator);
        authenticator.update_padded(lengths.as_flattened());
        Ok(authenticator.finish())
    }
}
