//! Authenticated encryption: AES-GCM (SP 800-38D), with who makes the IV as a type, AES-CCM (SP
//! 800-38C), and Ascon-AEAD128 (SP 800-232); and AES-GCM-SIV (RFC 8452) and ChaCha20-Poly1305 (RFC
//! 8439), which are not approved.
//!
//! Of GCM, opening is one method of the key. Sealing is done by a sealer: those that make their IVs
//! inside the module are approved (IG C.H), and [`CallerIvSealer`], which takes them from outside,
//! is not. A [`SequenceOpener`] counts as its [`SequenceSealer`] does. Files and streams, also what
//! is longer than memory, are for [`StreamKey`].
//!
//! ```
//! use qila::aead::{AesGcmKey, KeySize};
//! use qila::random::Rng;
//!
//! let mut rng = Rng::new()?;
//! let key = AesGcmKey::generate(KeySize::Aes256, &mut rng)?;
//! let mut data = *b"a secret";
//! let sealed = key.random_iv_sealer()?.seal_in_place(b"header", &mut data, &mut rng)?;
//! key.open_in_place(&sealed.iv, b"header", &mut data, &sealed.tag)?;
//! assert_eq!(&data, b"a secret");
//! # Ok::<(), qila::Error>(())
//! ```

mod ascon;
mod ccm;
mod chacha20_poly1305;
mod gcm;
mod gcm_siv;
mod opener;
mod sealers;
mod sequence;
mod stream;
#[cfg(feature = "std")]
mod stream_io;
mod tag;

pub use crate::services::cipher::KeySize;
pub use ascon::AsconAead128Key;
pub use ccm::AesCcmKey;
pub use chacha20_poly1305::ChaCha20Poly1305Key;
pub use gcm::AesGcmKey;
pub use gcm_siv::AesGcmSivKey;
pub use opener::SequenceOpener;
pub use sealers::{CallerIvSealer, RandomIvSealer, Sealed, SequenceSealer};
pub use stream::{STREAM_HEADER_SIZE, STREAM_LONGEST_PART, StreamKey, StreamOpener, StreamSealer};
#[cfg(feature = "std")]
pub use stream_io::{StreamReader, StreamWriter};
pub use tag::{Packets32, Packets64, Tag, TagLength};

/// The bytes of an IV that the module makes, and of the one that the standard recommends.
pub const IV_SIZE: usize = crate::algorithms::aes::gcm::IV_SIZE;
/// The bytes of a full tag.
pub const TAG_SIZE: usize = crate::algorithms::aes::gcm::TAG_SIZE;
