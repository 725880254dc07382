//! Hash functions.
//!
//! [`Sha256`] and its siblings are hash functions known at compile time. [`DynHasher`] is one
//! chosen at run time. [`sha256`] and its siblings hash a message in one call.
//!
//! ```
//! use qila::hash;
//!
//! assert_eq!(hash::sha256(b"abc")?[..4], [0xba, 0x78, 0x16, 0xbf]);
//! # Ok::<(), qila::Error>(())
//! ```

mod ascon;
mod batch;

pub use ascon::AsconHash256;
pub use batch::{batch, batch_into};

use crate::algorithms::hash::dispatch::{any_hash, with_any, with_hash};
use crate::algorithms::hash::{Hash, sha1, sha2, sha3};
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::base::write::written_by_update;
use crate::machine::wipe::{Whole, Wiped};
use crate::module::cast;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};

pub use crate::algorithms::hash::{HashAlgorithm, HashOutput};

/// SHA-1 (FIPS 180-4), 20 bytes. Collisions are found in practice: not for signatures, and approved
/// for the rest until the end of 2030 (SP 800-131A).
pub type Sha1 = Hasher<sha1::Sha1>;
/// SHA-224 (FIPS 180-4), 28 bytes.
pub type Sha224 = Hasher<sha2::Sha224>;
/// SHA-256 (FIPS 180-4), 32 bytes.
pub type Sha256 = Hasher<sha2::Sha256>;
/// SHA-384 (FIPS 180-4), 48 bytes.
pub type Sha384 = Hasher<sha2::Sha384>;
/// SHA-512 (FIPS 180-4), 64 bytes.
pub type Sha512 = Hasher<sha2::Sha512>;
/// SHA-512/224 (FIPS 180-4), 28 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha512_224 = Hasher<sha2::Sha512_224>;
/// SHA-512/256 (FIPS 180-4), 32 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha512_256 = Hasher<sha2::Sha512_256>;
/// SHA3-224 (FIPS 202), 28 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha3_224 = Hasher<sha3::Sha3_224>;
/// SHA3-256 (FIPS 202), 32 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha3_256 = Hasher<sha3::Sha3_256>;
/// SHA3-384 (FIPS 202), 48 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha3_384 = Hasher<sha3::Sha3_384>;
/// SHA3-512 (FIPS 202), 64 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha3_512 = Hasher<sha3::Sha3_512>;

/// A hash function as a type parameter of other services: `HmacKey::<Sha256>`. Only the hash
/// functions of this module implement it.
pub trait HashFunction: sealed::Sealed {
    /// The hash value: `[u8; 32]` for [`Sha256`], and so on.
    type Value: HashOutput;
    /// The algorithm behind it.
    type Algorithm: Hash<Output = Self::Value>;
}

impl<A: Hash> HashFunction for Hasher<A> {
    type Value = A::Output;
    type Algorithm = A;
}

/// The hash value of a hash function: `[u8; 32]` for [`Sha256`], and so on.
pub type HashValue<H> = <H as HashFunction>::Value;

mod sealed {
    pub trait Sealed {}
    impl<A: super::Hash> Sealed for super::Hasher<A> {}
}

/// A message on its way through a hash function. It may be moved and cloned and wipes itself on
/// drop.
///
/// ```
/// use qila::hash::{Sha256, Sha3_256};
///
/// let mut hash = Sha256::new()?;
/// hash.update(b"a message ");
/// hash.update(b"in parts");
/// let value: [u8; 32] = hash.finalize()?;
/// assert_eq!(value, Sha256::digest(b"a message in parts")?);
///
/// # #[cfg(feature = "std")] {
/// // A reader is hashed as `std::io::copy` does it.
/// let mut hash = Sha3_256::new()?;
/// std::io::copy(&mut &b"a message in parts"[..], &mut hash).unwrap();
/// assert_eq!(hash.finalize()?, Sha3_256::digest(b"a message in parts")?);
/// # }
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Hasher<A: Hash> {
    hash: A,
    _traces: gate::Traces,
}

secret!([A: Hash] Hasher<A>);
written_by_update!([A: Hash] Hasher<A>);

gate::clean_clone!([A: Hash] Hasher<A> { hash, _traces });
no_padding!([A: Hash] Hasher<A> { hash, _traces });

impl<A: Hash> Hasher<A> {
    /// The size of the hash value in bytes.
    pub const OUTPUT_SIZE: usize = A::OUTPUT_SIZE;

    /// An empty message.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn new() -> Result<Self> {
        let () = Self::NO_PADDING;
        gate::clean(|| {
            let _entry = gate::enter(const { cast::hash::of(A::ALGORITHM) })?;
            policy::permit_rule(|| rule(A::ALGORITHM))?;
            Ok(Self { hash: A::new(), _traces: gate::Traces })
        })
    }

    /// The hash value of `message`, in one call.
    ///
    /// Time: depends on the length of the message.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    #[inline]
    pub fn digest(message: &[u8]) -> Result<HashValue<Self>> {
        gate::clean(|| {
            let entry = gate::enter(const { cast::hash::of(A::ALGORITHM) })?;
            policy::permit_rule(|| rule(A::ALGORITHM))?;
            let mut value = A::digest(&[message]);
            entry.release(&mut value)?;
            Ok(value)
        })
    }

    /// Appends `data` to the message.
    ///
    /// Time: depends on the length of `data` and of the message.
    pub fn update(&mut self, data: &[u8]) {
        gate::take_data::<2048>(|| self.hash.update(data));
    }

    /// The hash value of the message.
    ///
    /// Time: depends on the length of the message.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`]; [`Error::InputTooLong`] if the
    /// message is longer than FIPS 180-4 allows (2^64 - 1 bits with 64-byte blocks, 2^128 - 1 with
    /// 128-byte blocks).
    pub fn finalize(self) -> Result<HashValue<Self>> {
        self.finalize_bits(0, 0)
    }

    /// The hash value of the message with the `bits` most significant bits of `last` appended, 0 to
    /// 7 of them (FIPS 180-4 section 5.1). SHA-3 takes them in its own order, the lowest of them
    /// first (FIPS 202 appendix B.1).
    ///
    /// Time: depends on the length of the message.
    ///
    /// # Errors
    /// As [`Hasher::finalize`], and [`Error::InvalidParameter`] for more than 7 bits.
    pub fn finalize_bits(self, last: u8, bits: u32) -> Result<HashValue<Self>> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(const { cast::hash::of(A::ALGORITHM) })?;
            policy::permit_rule(|| rule(A::ALGORITHM))?;
            check_end(&this.hash, bits)?;
            let mut value = this.hash.finalize_bits(last, bits);
            entry.release(&mut value)?;
            Ok(value)
        })
    }

    /// Which hash function it is.
    #[must_use]
    pub const fn algorithm(&self) -> HashAlgorithm {
        A::ALGORITHM
    }

    /// Whether the service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator(A::ALGORITHM)
    }
}

fn check_end<A: Hash>(hash: &A, bits: u32) -> Result<()> {
    if bits > 7 {
        return Err(Error::InvalidParameter);
    }
    if hash.is_too_long() { Err(Error::InputTooLong) } else { Ok(()) }
}

fn rule(algorithm: HashAlgorithm) -> Indicator {
    policy::hash(algorithm)
}

/// Whether hashing with `algorithm` is an approved service.
#[must_use]
pub fn indicator(algorithm: HashAlgorithm) -> Indicator {
    indicator::of(rule(algorithm))
}

/// The longest message in bytes that is hashed in one call within some 200 ns. That call is hot.
const SHORT: usize = 128;

/// Makes the one-shot functions.
macro_rules! one_shots {
    ($($name:ident = $module:ident::$type:ident;)+) => {$(
        #[doc = concat!("The hash value of `message` by [`", stringify!($type), "`].")]
        /// Time: depends on the length of the message.
        ///
        /// # Errors
        /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
        #[inline]
        pub fn $name(message: &[u8]) -> Result<[u8; $type::OUTPUT_SIZE]> {
            let digest = || {
                let entry = gate::enter(const { cast::hash::of($module::$type::ALGORITHM) })?;
                policy::permit_rule(|| rule($module::$type::ALGORITHM))?;
                let mut value = $module::$type::digest(&[message]);
                entry.release(&mut value)?;
                Ok(value)
            };
            if message.len() > SHORT { gate::clean_within::<2560, _>(digest) } else { digest() }
        }
    )+};
}

one_shots! {
    sha1 = sha1::Sha1;
    sha224 = sha2::Sha224;
    sha256 = sha2::Sha256;
    sha384 = sha2::Sha384;
    sha512 = sha2::Sha512;
    sha512_224 = sha2::Sha512_224;
    sha512_256 = sha2::Sha512_256;
    sha3_224 = sha3::Sha3_224;
    sha3_256 = sha3::Sha3_256;
    sha3_384 = sha3::Sha3_384;
    sha3_512 = sha3::Sha3_512;
}

/// Writes the hash value of `message` by `algorithm` to the front of `out` and gives its size in
/// bytes.
///
/// Time: depends on the length of the message.
///
/// # Errors
/// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::BufferTooSmall`]; `out` is
/// unchanged.
pub fn digest_into(algorithm: HashAlgorithm, message: &[u8], out: &mut [u8]) -> Result<usize> {
    gate::clean_within::<2560, _>(|| {
        let entry = gate::enter(cast::hash::of(algorithm))?;
        policy::permit_rule(|| rule(algorithm))?;
        let out = out.get_mut(..algorithm.output_size()).ok_or(Error::BufferTooSmall)?;
        with_hash!(algorithm, H => out.copy_from_slice((*Wiped::new(H::digest(&[message]))).as_ref()));
        entry.release(out)?;
        Ok(out.len())
    })
}

any_hash!(enum Any of Hasher);

/// A message on its way through a hash function chosen at run time. It may be moved and cloned and
/// wipes itself on drop.
///
/// ```
/// use qila::hash::{self, DynHasher, HashAlgorithm};
///
/// let algorithm = HashAlgorithm::Sha384; // from a configuration
/// let mut hash = DynHasher::new(algorithm)?;
/// hash.update(b"message");
/// let mut value = [0; HashAlgorithm::MAX_OUTPUT_SIZE];
/// let n = hash.finalize_into(&mut value)?;
/// assert_eq!(value[..n], hash::sha384(b"message")?);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct DynHasher(Whole<Any>);

secret!(DynHasher);
written_by_update!(DynHasher);

gate::clean_clone!(DynHasher { 0 });
no_padding!(DynHasher { 0 });

impl DynHasher {
    /// An empty message.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn new(algorithm: HashAlgorithm) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(cast::hash::of(algorithm))?;
            with_hash!(algorithm, H => Ok(Self(Hasher::<H>::new()?.into())))
        })
    }

    /// Appends `data` to the message.
    ///
    /// Time: depends on the length of `data` and of the message.
    pub fn update(&mut self, data: &[u8]) {
        gate::take_data::<2048>(|| with_any!(Any, &mut *self.0, hasher => hasher.hash.update(data)));
    }

    /// Writes the hash value of the message to the front of `out` and gives its size in bytes.
    /// Afterwards the message is empty again.
    ///
    /// Time: depends on the length of the message.
    ///
    /// # Errors
    /// As [`Hasher::finalize`], and [`Error::BufferTooSmall`]; `out` and the message are unchanged.
    pub fn finalize_into(&mut self, out: &mut [u8]) -> Result<usize> {
        self.finalize_bits_into(0, 0, out)
    }

    /// As [`DynHasher::finalize_into`], with the `bits` most significant bits of `last` appended, 0
    /// to 7 of them.
    ///
    /// Time: depends on the length of the message.
    ///
    /// # Errors
    /// As [`DynHasher::finalize_into`], and [`Error::InvalidParameter`] for more than 7 bits.
    pub fn finalize_bits_into(&mut self, last: u8, bits: u32, out: &mut [u8]) -> Result<usize> {
        gate::clean(|| {
            let entry = gate::enter(cast::hash::of(self.algorithm()))?;
            policy::permit_rule(|| rule(self.algorithm()))?;
            let out = out.get_mut(..self.algorithm().output_size()).ok_or(Error::BufferTooSmall)?;
            with_any!(Any, &mut *self.0, hasher => {
                check_end(&hasher.hash, bits)?;
                let message = core::mem::replace(&mut hasher.hash, Hash::new());
                out.copy_from_slice((*Wiped::new(message.finalize_bits(last, bits))).as_ref());
            });
            entry.release(out)?;
            Ok(out.len())
        })
    }

    /// Which hash function it is.
    #[must_use]
    pub const fn algorithm(&self) -> HashAlgorithm {
        self.0.get().algorithm()
    }

    /// Whether the service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator(self.algorithm())
    }
}
