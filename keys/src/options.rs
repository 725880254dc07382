//! How to sign, and what of it an algorithm can do.

use qila::hash::HashAlgorithm;
use qila::ml_dsa::MU_SIZE;
use qila::rsa::Digest;
use qila::{Error, Result};

/// A hash function of signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hash {
    /// One with an output of fixed length.
    Fixed(HashAlgorithm),
    /// SHAKE128 with 32 bytes of output.
    Shake128,
    /// SHAKE256 with 64 bytes of output.
    Shake256,
}

impl From<HashAlgorithm> for Hash {
    fn from(hash: HashAlgorithm) -> Self {
        Self::Fixed(hash)
    }
}

impl Hash {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        HashAlgorithm::ALL.iter().copied().map(Self::Fixed).chain([Self::Shake128, Self::Shake256])
    }

    /// The name that ACVP uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fixed(hash) => hash.name(),
            Self::Shake128 => "SHAKE-128",
            Self::Shake256 => "SHAKE-256",
        }
    }

    /// The bytes of the hash value.
    #[must_use]
    pub const fn output_size(self) -> usize {
        self.digest().output_size()
    }

    /// The function as RSA has it.
    pub(crate) const fn digest(self) -> Digest {
        match self {
            Self::Fixed(hash) => Digest::Hash(hash),
            Self::Shake128 => Digest::Shake128,
            Self::Shake256 => Digest::Shake256,
        }
    }
}

/// What is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The message itself.
    Pure,
    /// The message, which goes through a hash function first.
    Hashed(Hash),
    /// The hash value of a message, which was made elsewhere with this function.
    Digest(Hash),
    /// mu of FIPS 204, which stands for the message and its context and was made elsewhere.
    Mu,
}

impl Content {
    /// Whether bytes can be such a content.
    ///
    /// Errors: [`Error::InvalidInputLength`].
    pub(crate) const fn check(self, message: &[u8]) -> Result<()> {
        let is_right = match self {
            Self::Pure | Self::Hashed(_) => true,
            Self::Digest(hash) => message.len() == hash.output_size(),
            Self::Mu => message.len() == MU_SIZE,
        };
        if is_right { Ok(()) } else { Err(Error::InvalidInputLength) }
    }
}

/// How RSA pads what it signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Padding {
    /// What is usual for the algorithm: PSS with RSA, with a salt as long as the hash value.
    #[default]
    Usual,
    /// PKCS#1 v1.5 (RFC 8017 section 8.2).
    Pkcs1,
    /// PSS (RFC 8017 section 8.1) with a salt of exactly so many bytes, and MGF1 with the same hash
    /// function; or SHAKE as hash function and mask (RFC 8702).
    Pss(usize),
}

/// How to sign, and how a signature was made. Without more words it is what is usual for the
/// algorithm: the message itself where that can be signed, otherwise after the hash function of the
/// key's strength; with randomness where the algorithm takes some; without context.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila_keys::{AnySigningKey, SignOptions, SignatureAlgorithm};
///
/// let mut rng = qila::random::Rng::new()?;
/// let key = AnySigningKey::generate(SignatureAlgorithm::MlDsa44, &mut rng)?;
/// let how = SignOptions::new().hashed(HashAlgorithm::Sha512).context(b"releases").deterministic();
/// let signature = key.sign(&how, b"message", &mut rng)?;
/// assert!(key.public()?.verify(&how, b"message", &signature).is_ok());
/// assert!(key.public()?.verify(&SignOptions::new(), b"message", &signature).is_err());
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use]
pub struct SignOptions<'a> {
    content: Option<Content>,
    is_deterministic: bool,
    context: &'a [u8],
    padding: Padding,
    is_der: bool,
}

impl<'a> SignOptions<'a> {
    /// What is usual for the algorithm.
    pub const fn new() -> Self {
        Self { content: None, is_deterministic: false, context: &[], padding: Padding::Usual, is_der: false }
    }

    /// What is signed.
    pub const fn content(self, content: Content) -> Self {
        Self { content: Some(content), ..self }
    }

    /// The message itself is signed.
    pub const fn pure(self) -> Self {
        self.content(Content::Pure)
    }

    /// The message goes through a hash function first.
    pub fn hashed(self, hash: impl Into<Hash>) -> Self {
        self.content(Content::Hashed(hash.into()))
    }

    /// The hash value of a message is signed, which was made elsewhere. It must have exactly the
    /// length of the function's output.
    pub fn digest(self, hash: impl Into<Hash>) -> Self {
        self.content(Content::Digest(hash.into()))
    }

    /// mu is signed, 64 bytes: [`AnyVerifyingKey::mu`](crate::AnyVerifyingKey::mu) makes it.
    pub const fn mu(self) -> Self {
        self.content(Content::Mu)
    }

    /// The same message shall always have the same signature. Otherwise it depends on the algorithm
    /// whether randomness goes in.
    pub const fn deterministic(self) -> Self {
        Self { is_deterministic: true, ..self }
    }

    /// The context of the message, at most 255 bytes.
    pub const fn context(self, context: &'a [u8]) -> Self {
        Self { context, ..self }
    }

    /// How RSA pads what it signs.
    pub const fn padding(self, padding: Padding) -> Self {
        Self { padding, ..self }
    }

    /// The signature is in DER (RFC 3279 section 2.2.3), as certificates and TLS have those of
    /// ECDSA and DSA, instead of r and s.
    pub const fn der(self) -> Self {
        Self { is_der: true, ..self }
    }
}

/// Options that an algorithm can follow, and which it has therefore.
pub(crate) struct How<'a> {
    pub(crate) content: Content,
    pub(crate) is_deterministic: bool,
    pub(crate) context: &'a [u8],
    pub(crate) padding: Padding,
    pub(crate) is_der: bool,
}

/// What an algorithm can do. It can do nothing that it does not name: a new option is one more
/// field here, which is false in [`Abilities::NONE`], and one more line in [`Abilities::follow`].
pub(crate) struct Abilities {
    /// What is signed if the options do not say it.
    pub(crate) usual: Content,
    /// What can be signed, or verified alone.
    pub(crate) contents: fn(Content) -> bool,
    /// What of it is verified as legacy, and not signed where the algorithm signs.
    pub(crate) is_legacy: fn(Content) -> bool,
    /// With what a context can go.
    pub(crate) contexts: fn(Content) -> bool,
    /// What can be padded so.
    pub(crate) paddings: fn(Content, Padding) -> bool,
    /// What can always have the same signature.
    pub(crate) is_deterministic: fn(Content, Padding) -> bool,
    /// Of what a signature can be in DER.
    pub(crate) is_der: fn(Content) -> bool,
}

impl Abilities {
    /// What the abilities of an algorithm begin with.
    pub(crate) const NONE: Self = Self {
        usual: Content::Pure,
        contents: |_| false,
        is_legacy: |_| false,
        contexts: |_| false,
        paddings: |_, padding| matches!(padding, Padding::Usual),
        is_deterministic: |_, _| false,
        is_der: |_| false,
    };

    /// What options mean where the algorithm signs.
    ///
    /// Errors: [`Error::InvalidParameter`], it cannot do that.
    pub(crate) fn follow_to_sign<'a>(&self, options: &SignOptions<'a>) -> Result<How<'a>> {
        let how = self.follow(options)?;
        if (self.is_legacy)(how.content) { Err(Error::InvalidParameter) } else { Ok(how) }
    }

    /// What options mean for the algorithm.
    ///
    /// Errors: [`Error::InvalidParameter`], it cannot do that.
    pub(crate) fn follow<'a>(&self, options: &SignOptions<'a>) -> Result<How<'a>> {
        let SignOptions { content, is_deterministic, context, padding, is_der } = *options;
        let content = content.unwrap_or(self.usual);
        let is_able = (self.contents)(content)
            && (context.is_empty() || (self.contexts)(content))
            && (self.paddings)(content, padding)
            && (!is_deterministic || (self.is_deterministic)(content, padding))
            && (!is_der || (self.is_der)(content));
        let how = How { content, is_deterministic, context, padding, is_der };
        if is_able { Ok(how) } else { Err(Error::InvalidParameter) }
    }
}
