//! AES (FIPS 197) in the modes ECB, CBC, CBC with ciphertext stealing, CFB, OFB, CTR (SP 800-38A),
//! XTS (SP 800-38E) and FF1 (SP 800-38G): confidentiality without authentication.
//!
//! All lengths are in bytes unless the name of the function ends in `_bits`. Data is worked on in
//! place unless the function says otherwise. On every error the data is unchanged or zero.
//! Initialization vectors, counter blocks and tweaks come from the caller, whose duty their rules
//! are: an IV of CBC or CFB must be unpredictable, an IV of OFB or a counter block must never come
//! twice under a key (SP 800-38A appendices B, C), a tweak of XTS stands for one place on a storage
//! device.
//!
//! ```
//! use qila::cipher::AesKey;
//!
//! let key = AesKey::new(&[7; 32])?;
//! let counter = [0; 16]; // never twice under a key
//! let mut data = *b"of any length";
//! key.ctr_apply(&counter, &mut data)?;
//! key.ctr_apply(&counter, &mut data)?;
//! assert_eq!(&data, b"of any length");
//! # Ok::<(), qila::Error>(())
//! ```

mod aes;
mod cbc;
mod cfb;
mod ctr;
mod cts;
mod ff1;
mod ofb;
mod xts;

pub use crate::algorithms::aes::cfb::CfbSegment;
pub use crate::algorithms::aes::cts::CbcCs;
pub use aes::AesKey;
pub use cbc::{CbcDecryptor, CbcEncryptor};
pub use cfb::Cfb;
pub use ctr::Ctr;
pub use ofb::Ofb;
pub use xts::{AesXtsKey, XtsKeySize};

/// The bytes of a block, an IV and a counter block.
pub const BLOCK_SIZE: usize = crate::algorithms::aes::BLOCK_SIZE;

/// The bytes of the longest key.
pub const MAX_KEY_SIZE: usize = 32;

/// The three key lengths of FIPS 197.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeySize {
    /// 16 bytes.
    Aes128,
    /// 24 bytes.
    Aes192,
    /// 32 bytes.
    Aes256,
}

impl KeySize {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Aes128, Self::Aes192, Self::Aes256];

    /// The length of such a key in bytes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }

    /// The length of such a key in bits, which is its strength (SP 800-57 part 1, table 2).
    #[must_use]
    pub const fn bits(self) -> usize {
        8 * self.bytes()
    }

    /// The size of a key that has been accepted.
    pub(crate) const fn of_bytes(bytes: usize) -> Self {
        match bytes {
            16 => Self::Aes128,
            24 => Self::Aes192,
            _ => Self::Aes256,
        }
    }
}
