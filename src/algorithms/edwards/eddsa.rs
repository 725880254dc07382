//! EdDSA (FIPS 186-5 section 7, RFC 8032 sections 5.1 and 5.2).

use super::curve::EdwardsCurve;
use super::encoding::{decode, encode};
use super::multiply::{Affine, times_base};
use super::relation::{HasOrder, Relation};
use crate::algorithms::array::Array;
use crate::algorithms::field::{Prime, Residue};
use crate::base::error::{Error, Result};
use crate::base::secret::no_padding;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use zeroize::ZeroizeOnDrop;

/// The longest context in bytes.
pub(crate) const MAX_CONTEXT: usize = 255;
/// The bytes of the hash value of a message that is signed by it.
pub(crate) const PREHASH_SIZE: usize = 64;

/// A message in one of the forms that can be signed. A signature of one form is none of another.
#[derive(Clone, Copy)]
pub(crate) enum Message<'a> {
    /// Ed25519: the message alone; Ed448: the message with an empty context.
    Pure(&'a [u8]),
    /// Ed25519ctx, Ed448: the message with a context.
    WithContext(&'a [u8], &'a [u8]),
    /// Ed25519ph, Ed448ph: the message, which goes through a hash function first, with a context.
    Hashed(&'a [u8], &'a [u8]),
    /// As `Hashed`, of a message that went through the hash function elsewhere.
    Prehash(&'a [u8; PREHASH_SIZE], &'a [u8]),
}

impl Message<'_> {
    /// Calls with what stands before the message in the hash function, in two parts, and with the
    /// message or its hash value.
    ///
    /// Errors: [`Error::InputTooLong`] for a context of more than 255 bytes.
    fn with_parts<C: EdwardsCurve, R>(self, work: impl FnOnce([&[u8]; 3]) -> R) -> Result<R> {
        let (flag, context, hashed);
        let message = match self {
            Self::Pure(message) => {
                (flag, context) = (None, &[][..]);
                message
            }
            Self::WithContext(message, given) => {
                (flag, context) = (Some(0), given);
                message
            }
            Self::Hashed(message, given) => {
                (flag, context, hashed) = (Some(1), given, C::prehash(message));
                &hashed
            }
            Self::Prehash(value, given) => {
                (flag, context) = (Some(1), given);
                &value[..]
            }
        };
        let len = u8::try_from(context.len()).map_err(|_| Error::InputTooLong)?;
        let (domain, size) = C::domain(flag, len);
        Ok(work([&domain[..size], context, message]))
    }
}

pub(super) type Scalar<C> = Residue<<C as EdwardsCurve>::Order>;

/// The scalar of a hash value (section 5.1.6 steps 2 and 4).
fn scalar_of<C: EdwardsCurve>(digest: &C::Digest) -> Scalar<C> {
    Residue::reduced_le_bytes(digest.as_ref())
}

/// A verifying key: a point of order L. Public, but a scan of memory for what depends on a secret
/// cannot know that, so that it wipes itself on drop.
#[derive(Clone)]
pub(crate) struct VerifyingKey<C: EdwardsCurve> {
    bytes: Wiped<C::Encoding>,
    point: Wiped<[C::Words; 2]>,
}

impl<C: EdwardsCurve> VerifyingKey<C> {
    /// Takes a verifying key, which is validated in full (SP 800-186 appendix D.1.3): it is the
    /// canonical encoding of a point of the curve, and L times the point is neutral, the point
    /// itself is not.
    ///
    /// Time: depends on the key, which is public.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidKey`].
    pub(crate) fn new(bytes: &[u8]) -> Result<Self> {
        let mut key = C::Encoding::ZERO;
        if bytes.len() != size_of::<C::Encoding>() {
            return Err(Error::InvalidKeyLength);
        }
        key.as_mut().copy_from_slice(bytes);
        let point = decode::<C>(&key).ok_or(Error::InvalidKey)?;
        let has_order = C::run(HasOrder::<C> { order: &C::Order::MODULUS.limbs, a: &point });
        if has_order { Ok(Self { bytes: Wiped::new(key), point: Wiped::new(point) }) } else { Err(Error::InvalidKey) }
    }

    /// The key, 32 or 57 bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// Verifies a signature (FIPS 186-5 section 7.7).
    ///
    /// Time: depends on everything, which is public.
    ///
    /// Errors: [`Error::SignatureMismatch`], also for another length; [`Error::InputTooLong`] for a
    /// context of more than 255 bytes.
    pub(crate) fn verify(&self, message: Message<'_>, signature: &[u8]) -> Result<()> {
        let digest = self.digest(message, signature)?;
        let (s, r_bytes) = Self::parts(signature)?;
        let r = decode::<C>(&r_bytes).ok_or(Error::SignatureMismatch)?;
        let (s, h) = (s.canonical(), scalar_of::<C>(&digest).canonical());
        let holds = C::run(Relation::<C> { s: &s, h: &h, a: &self.point, r: &r });
        if holds { Ok(()) } else { Err(Error::SignatureMismatch) }
    }

    /// The hash value of R, A and the message.
    ///
    /// Errors: as [`VerifyingKey::verify`].
    pub(super) fn digest(&self, message: Message<'_>, signature: &[u8]) -> Result<C::Digest> {
        if signature.len() != size_of::<C::Signature>() {
            return Err(Error::SignatureMismatch);
        }
        let (r_bytes, _) = signature.split_at(size_of::<C::Encoding>());
        message.with_parts::<C, _>(|[domain, context, message]| {
            C::hash(&[domain, context, r_bytes, self.as_bytes(), message])
        })
    }

    /// S, which is below L, and R in bytes.
    ///
    /// Errors: [`Error::SignatureMismatch`].
    pub(super) fn parts(signature: &[u8]) -> Result<(Scalar<C>, C::Encoding)> {
        let mut r_bytes = C::Encoding::ZERO;
        let Some((r, s)) = signature.split_at_checked(size_of::<C::Encoding>()) else {
            return Err(Error::SignatureMismatch);
        };
        r_bytes.as_mut().copy_from_slice(r);
        Ok((Scalar::<C>::from_le_bytes(s).ok_or(Error::SignatureMismatch)?, r_bytes))
    }

    /// The point.
    pub(super) fn point(&self) -> &[C::Words; 2] {
        &self.point
    }
}

/// A signing key: its seed, and what comes of it. Wipes itself on drop.
pub(crate) struct SigningKey<C: EdwardsCurve> {
    seed: Wiped<C::Encoding>,
    /// s, below L.
    scalar: Wiped<C::Encoding>,
    /// What makes the secret of a signature.
    prefix: Wiped<C::Encoding>,
    /// A in bytes. Public, but a scan of memory for what depends on a secret cannot know that.
    verifying: Wiped<C::Encoding>,
}

// Every field wipes itself.
impl<C: EdwardsCurve> ZeroizeOnDrop for SigningKey<C> {}
no_padding!([C: EdwardsCurve] SigningKey<C> { seed, scalar, prefix, verifying });

impl<C: EdwardsCurve> SigningKey<C> {
    /// The key pair of a seed of 32 or 57 bytes (RFC 8032 sections 5.1.5 and 5.2.5). The seed is
    /// kept as it came.
    ///
    /// Time: constant.
    ///
    /// Errors: [`Error::InvalidKeyLength`].
    pub(crate) fn from_seed(seed: &[u8]) -> Result<Self> {
        let () = Self::NO_PADDING;
        let size = size_of::<C::Encoding>();
        if seed.len() != size {
            return Err(Error::InvalidKeyLength);
        }
        let empty = || Wiped::new(C::Encoding::ZERO);
        let mut key = Self { seed: empty(), scalar: empty(), prefix: empty(), verifying: empty() };
        key.seed.as_mut().copy_from_slice(seed);
        let digest = Wiped::new(C::hash(&[seed]));
        let (scalar, prefix) = digest.as_ref().split_at(size);
        key.prefix.as_mut().copy_from_slice(prefix);
        key.scalar.as_mut().copy_from_slice(scalar);
        C::clamp(&mut key.scalar);
        // Multiples of the base point, whose order is L, are those of the remainder.
        let scalar = Scalar::<C>::reduced_le_bytes(key.scalar.as_ref());
        scalar.to_le_bytes(key.scalar.as_mut());
        *key.verifying = encode::<C>(&times_base::<C, Affine, 2>(&scalar.canonical()));
        *key.verifying = declassify(*key.verifying, "a verifying key is public");
        Ok(key)
    }

    /// As [`SigningKey::from_seed`], with the verifying key that must belong to the seed.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidKey`] where the seed gives another one.
    pub(crate) fn from_both(seed: &[u8], verifying: &[u8]) -> Result<Self> {
        if verifying.len() != size_of::<C::Encoding>() {
            return Err(Error::InvalidKeyLength);
        }
        let key = Self::from_seed(seed)?;
        if key.verifying.as_ref() == verifying { Ok(key) } else { Err(Error::InvalidKey) }
    }

    /// The seed, byte for byte as it came.
    pub(crate) fn seed(&self) -> &[u8] {
        self.seed.as_ref()
    }

    /// Its verifying key, which is a multiple of the base point by a scalar that is not 0.
    pub(crate) fn verifying_key(&self) -> Result<VerifyingKey<C>> {
        let point = decode::<C>(&self.verifying).ok_or(Error::InvalidKey)?;
        Ok(VerifyingKey { bytes: self.verifying.clone(), point: Wiped::new(point) })
    }

    /// s.
    #[cfg(test)]
    pub(super) fn scalar(&self) -> &[u8] {
        self.scalar.as_ref()
    }

    /// This key with the verifying key of another one.
    #[cfg(test)]
    pub(crate) fn with_verifying_key_of(mut self, other: &Self) -> Self {
        self.verifying = other.verifying.clone();
        self
    }

    /// The signature of a message (RFC 8032 sections 5.1.6 and 5.2.6).
    ///
    /// Time: depends on the lengths.
    ///
    /// Errors: [`Error::InputTooLong`] for a context of more than 255 bytes.
    pub(crate) fn sign(&self, message: Message<'_>) -> Result<C::Signature> {
        message.with_parts::<C, _>(|[domain, context, message]| {
            let size = size_of::<C::Encoding>();
            let mut signature = C::Signature::ZERO;
            let (r_bytes, s_bytes) = signature.as_mut().split_at_mut(size);
            let digest = Wiped::new(C::hash(&[domain, context, self.prefix.as_ref(), message]));
            let r = scalar_of::<C>(&digest);
            let point = encode::<C>(&times_base::<C, Affine, 2>(&r.canonical()));
            r_bytes.copy_from_slice(declassify(point, "R is part of the signature").as_ref());
            let digest = C::hash(&[domain, context, r_bytes, self.verifying.as_ref(), message]);
            let s = scalar_of::<C>(&digest) * Residue::reduced_le_bytes(self.scalar.as_ref()) + r;
            s.to_le_bytes(s_bytes);
            declassify(signature, "a signature is public")
        })
    }
}
