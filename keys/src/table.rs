//! A table of algorithms makes the keys of a capability: an enum of the algorithms, and the private
//! and the public half of a pair of any of them.
//!
//! Each capability has its rows in a macro, `rows!`, which hands them to one of the macros here.
//! A row is `Name = number => private key, public key;`. The number is that of the C interface and
//! stays for ever.

/// Makes the enum of a table's algorithms and the two keys.
macro_rules! any_keys {
    (
        {
            $(#[$algorithm_doc:meta])* $Algorithm:ident
            $(#[$private_doc:meta])* $Private:ident
            $(#[$public_doc:meta])* $Public:ident
        }
        $($(#[$doc:meta])* $name:ident = $number:literal => $private:ty, $public:ty;)*
    ) => {
        $(#[$algorithm_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[allow(non_camel_case_types)] // the standards' names
        pub enum $Algorithm { $($(#[$doc])* $name,)* }

        impl $Algorithm {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name of its standard, and of ACVP.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => <$private as $crate::key::PrivateKey>::NAME,)* }
            }

            /// Its number in C, `QILA_` and its name.
            #[must_use]
            pub const fn number(self) -> u32 {
                match self { $(Self::$name => $number,)* }
            }

            /// What names it in files.
            const fn identifier(self) -> $crate::format::identifier::Identifier {
                match self { $(Self::$name => <$private as $crate::key::PrivateKey>::IDENTIFIER,)* }
            }

            /// The algorithm that a file names.
            ///
            /// Errors: [`InvalidParameter`](qila::Error::InvalidParameter), it is none of these.
            fn named(named: &spki::AlgorithmIdentifierRef<'_>) -> qila::Result<Self> {
                let found = Self::ALL.iter().copied().find(|algorithm| algorithm.identifier().is(named));
                found.ok_or(qila::Error::InvalidParameter)
            }

            /// The algorithm of that name.
            #[must_use]
            pub fn by_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|algorithm| algorithm.name() == name)
            }

            /// The algorithm of that number.
            #[must_use]
            pub fn by_number(number: u32) -> Option<Self> {
                Self::ALL.iter().copied().find(|algorithm| algorithm.number() == number)
            }
        }

        impl ::core::fmt::Display for $Algorithm {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.name())
            }
        }

        $(#[$private_doc])*
        #[derive(Debug)]
        #[non_exhaustive]
        #[allow(non_camel_case_types)] // the standards' names
        pub enum $Private { $($(#[$doc])* $name($crate::key::Kept<$private>),)* }

        impl $Private {
            /// The algorithm.
            #[must_use]
            pub const fn algorithm(&self) -> $Algorithm {
                match *self { $(Self::$name(_) => $Algorithm::$name,)* }
            }

            /// Whether the usual services with this key are approved.
            #[must_use]
            pub fn indicator(&self) -> qila::Indicator {
                match *self { $(Self::$name(ref key) => $crate::key::PrivateKey::indicator(&**key),)* }
            }

            /// Makes a key pair, which has passed its pairwise consistency test.
            ///
            /// # Errors
            /// [`EntropyUnavailable`](qila::Error::EntropyUnavailable),
            /// [`NotApproved`](qila::Error::NotApproved), [`NoMemory`](qila::Error::NoMemory),
            /// [`ModuleInErrorState`](qila::Error::ModuleInErrorState).
            pub fn generate(algorithm: $Algorithm, rng: &mut qila::random::Rng) -> qila::Result<Self> {
                made! { $Algorithm, algorithm; $($name($private) => $crate::key::PrivateKey::generate(rng);)* }
            }

            /// Makes a key pair of so many bits, where keys of the algorithm have several sizes.
            ///
            /// # Errors
            /// As [`generate`](Self::generate);
            /// [`InvalidKeyLength`](qila::Error::InvalidKeyLength), keys have no such size;
            /// [`InvalidParameter`](qila::Error::InvalidParameter), they all have one size.
            pub fn generate_of_size(
                algorithm: $Algorithm,
                bits: usize,
                rng: &mut qila::random::Rng,
            ) -> qila::Result<Self> {
                made! {
                    $Algorithm, algorithm;
                    $($name($private) => $crate::key::PrivateKey::generate_of_size(bits, rng);)*
                }
            }

            /// Makes the key pair of a seed.
            ///
            /// # Errors
            /// [`InvalidKeyLength`](qila::Error::InvalidKeyLength),
            /// [`NotApproved`](qila::Error::NotApproved), [`NoMemory`](qila::Error::NoMemory),
            /// [`ModuleInErrorState`](qila::Error::ModuleInErrorState);
            /// [`InvalidParameter`](qila::Error::InvalidParameter) where keys have no seed.
            pub fn from_seed(algorithm: $Algorithm, seed: &[u8]) -> qila::Result<Self> {
                made! { $Algorithm, algorithm; $($name($private) => $crate::key::PrivateKey::from_seed(seed);)* }
            }

            /// Takes a key in the form in which its standard uses it. It then gives no seed.
            ///
            /// # Errors
            /// As [`from_seed`](Self::from_seed); [`InvalidKey`](qila::Error::InvalidKey) where its
            /// parts do not belong together.
            pub fn from_expanded(algorithm: $Algorithm, expanded: &[u8]) -> qila::Result<Self> {
                made! {
                    $Algorithm, algorithm;
                    $($name($private) => $crate::key::PrivateKey::from_expanded(expanded);)*
                }
            }

            /// Takes seed and expanded form, which must agree.
            ///
            /// # Errors
            /// As [`from_seed`](Self::from_seed); [`InvalidKey`](qila::Error::InvalidKey) where the
            /// seed gives another key.
            pub fn from_both(algorithm: $Algorithm, seed: &[u8], expanded: &[u8]) -> qila::Result<Self> {
                made! {
                    $Algorithm, algorithm;
                    $($name($private) => $crate::key::PrivateKey::from_both(seed, expanded);)*
                }
            }

            /// Reads a key from a file: PKCS#8, with the password if it is encrypted.
            ///
            /// # Errors
            /// [`InvalidKey`](qila::Error::InvalidKey), also for another password;
            /// [`InvalidParameter`](qila::Error::InvalidParameter) for an algorithm of another
            /// capability, a password where none is needed and none where one is, and an encryption
            /// that is not known; otherwise as [`from_seed`](Self::from_seed).
            pub fn from_file(
                encoding: $crate::format::Encoding,
                file: &[u8],
                password: Option<&[u8]>,
            ) -> qila::Result<Self> {
                $crate::format::private::read(encoding, file, password, |held| {
                    let algorithm = $Algorithm::named(&held.algorithm)?;
                    let key: qila::Result<Self> = made! {
                        $Algorithm, algorithm;
                        $($name($private) => $crate::key::PrivateKey::from_octets(held.octets);)*
                    };
                    let key = key?;
                    // The public half that may stand beside must be that of the key.
                    match held.public {
                        Some(public) if *public != key.public()?.octets()?[..] => Err(qila::Error::InvalidKey),
                        _ => Ok(key),
                    }
                })
            }

            /// The file of a key, PKCS#8, as it is: whoever has it has the key.
            ///
            /// # Errors
            /// [`NoMemory`](qila::Error::NoMemory).
            pub fn to_file(&self, encoding: $crate::format::Encoding) -> qila::Result<$crate::format::FileBytes> {
                $crate::format::private::write(encoding, self.algorithm().identifier(), &self.octets()?, None)
            }

            /// The file of a key, PKCS#8 encrypted under a password.
            ///
            /// # Errors
            /// [`EntropyUnavailable`](qila::Error::EntropyUnavailable),
            /// [`NotApproved`](qila::Error::NotApproved), [`NoMemory`](qila::Error::NoMemory),
            /// [`ModuleInErrorState`](qila::Error::ModuleInErrorState).
            pub fn to_encrypted_file(
                &self,
                encoding: $crate::format::Encoding,
                protection: &mut $crate::format::Protection<'_>,
            ) -> qila::Result<$crate::format::FileBytes> {
                let (identifier, octets) = (self.algorithm().identifier(), self.octets()?);
                $crate::format::private::write(encoding, identifier, &octets, Some(protection))
            }

            fn octets(&self) -> qila::Result<$crate::format::FileBytes> {
                match *self { $(Self::$name(ref key) => $crate::key::PrivateKey::octets(&**key),)* }
            }

            /// The seed; `None` if keys of the algorithm have none, or it is not known.
            #[must_use]
            pub fn seed(&self) -> Option<$crate::key::Bytes<'_>> {
                match *self { $(Self::$name(ref key) => $crate::key::PrivateKey::seed(&**key),)* }
            }

            /// The key in the form in which its standard uses it; `None` if keys of the algorithm
            /// have no other form than their seed.
            #[must_use]
            pub fn expanded(&self) -> Option<$crate::key::Bytes<'_>> {
                match *self { $(Self::$name(ref key) => $crate::key::PrivateKey::expanded(&**key),)* }
            }

            /// Makes the public half.
            ///
            /// # Errors
            /// [`ModuleInErrorState`](qila::Error::ModuleInErrorState).
            pub fn public(&self) -> qila::Result<$Public> {
                Ok(match *self {
                    $(Self::$name(ref key) => $Public::$name($crate::key::PrivateKey::public(&**key)?),)*
                })
            }
        }

        $(#[$public_doc])*
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)] // whoever only verifies needs no heap
        #[allow(non_camel_case_types)] // the standards' names
        pub enum $Public { $($(#[$doc])* $name($public),)* }

        impl $Public {
            /// The algorithm.
            #[must_use]
            pub const fn algorithm(&self) -> $Algorithm {
                match *self { $(Self::$name(_) => $Algorithm::$name,)* }
            }

            /// Whether the usual services with this key are approved.
            #[must_use]
            pub fn indicator(&self) -> qila::Indicator {
                match *self { $(Self::$name(ref key) => $crate::key::PublicKey::indicator(key),)* }
            }

            /// Takes a key and makes the checks of its standard.
            ///
            /// # Errors
            /// [`InvalidKeyLength`](qila::Error::InvalidKeyLength);
            /// [`InvalidKey`](qila::Error::InvalidKey), it is none that the algorithm makes;
            /// [`NotApproved`](qila::Error::NotApproved),
            /// [`ModuleInErrorState`](qila::Error::ModuleInErrorState).
            pub fn new(algorithm: $Algorithm, bytes: &[u8]) -> qila::Result<Self> {
                Ok(match algorithm {
                    $($Algorithm::$name => Self::$name(<$public as $crate::key::PublicKey>::new(bytes)?),)*
                })
            }

            /// Reads a key from a file: SubjectPublicKeyInfo.
            ///
            /// # Errors
            /// [`InvalidParameter`](qila::Error::InvalidParameter) for an algorithm of another
            /// capability; otherwise as [`new`](Self::new).
            pub fn from_file(encoding: $crate::format::Encoding, file: &[u8]) -> qila::Result<Self> {
                $crate::format::public::read(encoding, file, |algorithm, octets| {
                    Ok(match $Algorithm::named(algorithm)? {
                        $($Algorithm::$name => {
                            Self::$name(<$public as $crate::key::PublicKey>::from_info(algorithm, octets)?)
                        })*
                    })
                })
            }

            /// The file of a key: SubjectPublicKeyInfo.
            ///
            /// # Errors
            /// [`NoMemory`](qila::Error::NoMemory).
            pub fn to_file(&self, encoding: $crate::format::Encoding) -> qila::Result<$crate::format::FileBytes> {
                let identifier = self.algorithm().identifier();
                let info = match *self { $(Self::$name(ref key) => $crate::key::PublicKey::info(key, identifier),)* };
                $crate::format::public::write(encoding, info?)
            }

            fn octets(&self) -> qila::Result<$crate::format::FileBytes> {
                match *self { $(Self::$name(ref key) => $crate::key::PublicKey::octets(key),)* }
            }

            /// The bits of the key, where keys of the algorithm can have several sizes.
            #[must_use]
            pub fn bits(&self) -> Option<usize> {
                match *self { $(Self::$name(ref key) => $crate::key::PublicKey::bits(key),)* }
            }

            /// The key.
            #[must_use]
            pub fn bytes(&self) -> $crate::key::Bytes<'_> {
                match *self { $(Self::$name(ref key) => $crate::key::PublicKey::bytes(key),)* }
            }
        }
    };
}

/// The key that the expression makes for an algorithm.
macro_rules! made {
    ($Algorithm:ident, $algorithm:ident; $($name:ident($key:ty) => $make:expr;)*) => {
        Ok(match $algorithm {
            $($Algorithm::$name => Self::$name($crate::key::Kept::<$key>::new(|| $make)?),)*
        })
    };
}

/// The expression with the key inside.
macro_rules! each {
    (
        { $Key:ident, $this:expr, $key:ident => $work:expr }
        $($(#[$doc:meta])* $name:ident = $number:literal => $private:ty, $public:ty;)*
    ) => {
        match *$this { $($Key::$name(ref $key) => $work,)* }
    };
}

/// The constant of a trait for an algorithm; `private` or `public` says whose.
macro_rules! constant {
    (
        { private, $algorithm:expr, $trait:ident, $constant:ident }
        $($(#[$doc:meta])* $name:ident = $number:literal => $private:ty, $public:ty;)*
    ) => {
        match $algorithm { $(Self::$name => <$private as $trait>::$constant,)* }
    };
    (
        { public, $algorithm:expr, $trait:ident, $constant:ident }
        $($(#[$doc:meta])* $name:ident = $number:literal => $private:ty, $public:ty;)*
    ) => {
        match $algorithm { $(Self::$name => <$public as $trait>::$constant,)* }
    };
}
