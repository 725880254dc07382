//! A service of each class, tried before a failure and after it.

use qila::aead::AesGcmKey;
use qila::cipher::AesKey;
use qila::hash::HashAlgorithm::Sha256;
use qila::key_wrap::KeyWrapKey;
use qila::mac::HmacKey;
use qila::random::Rng;
use qila::{Error, ecdh, ecdsa, hash, kdf, ml_kem, random, xof};
use serde::{Deserialize, Serialize};

/// The bytes that a service may write.
const OUTPUT: usize = 64;
/// What they hold before.
const SENTINEL: u8 = 0xa5;

/// Does the service once, and writes its output.
type Call = Box<dyn FnMut(&mut [u8; OUTPUT]) -> Result<(), Error>>;

/// A class of services, one of it, and how a context for it is made.
struct Service {
    class: &'static str,
    name: &'static str,
    prepare: fn() -> Result<Call, Error>,
}

/// Writes what a call gives.
fn put(out: &mut [u8; OUTPUT], made: impl AsRef<[u8]>) {
    out.iter_mut().zip(made.as_ref()).for_each(|(out, made)| *out = *made);
}

const SERVICES: &[Service] = &[
    Service {
        class: "hash function",
        name: "hash::digest_into",
        prepare: || Ok(Box::new(|out| hash::digest_into(Sha256, b"data", out).map(drop))),
    },
    Service {
        class: "extendable output",
        name: "xof::shake128",
        prepare: || Ok(Box::new(|out| xof::shake128(b"data", out))),
    },
    Service {
        class: "authentication",
        name: "mac::HmacKey::authenticate_into",
        prepare: || {
            let key = HmacKey::<hash::Sha256>::new(&[1; 32])?;
            Ok(Box::new(move |out| {
                put(out, key.authenticate(b"data")?);
                Ok(())
            }))
        },
    },
    Service {
        class: "encryption",
        name: "cipher::AesKey::cbc_encrypt",
        prepare: || {
            let key = AesKey::new(&[1; 32])?;
            Ok(Box::new(move |out| key.cbc_encrypt(&[2; 16], out)))
        },
    },
    Service {
        class: "encryption with authentication",
        name: "aead::AesGcmKey::counter_iv_sealer",
        prepare: || {
            let mut sealer = AesGcmKey::new(&[1; 32])?.counter_iv_sealer(b"demo")?;
            Ok(Box::new(move |out| sealer.seal_in_place(b"", out).map(drop)))
        },
    },
    Service {
        class: "key wrapping",
        name: "key_wrap::KeyWrapKey::wrap",
        prepare: || {
            let key = KeyWrapKey::new(&[1; 32])?;
            Ok(Box::new(move |out| key.wrap(&[2; 32], &mut out[..40]).map(drop)))
        },
    },
    Service {
        class: "key derivation",
        name: "kdf::Pbkdf2::derive",
        prepare: || {
            let derivation = kdf::Pbkdf2::new(Sha256, b"a long password", b"0123456789abcdef", 1000)?;
            Ok(Box::new(move |out| derivation.derive(&mut out[..32])))
        },
    },
    Service {
        class: "random bits",
        name: "random::Rng::fill",
        prepare: || {
            let mut rng = Rng::new()?;
            Ok(Box::new(move |out| rng.fill(out)))
        },
    },
    Service {
        class: "random bits of the thread",
        name: "random::fill",
        prepare: || Ok(Box::new(|out| random::fill(out))),
    },
    Service {
        class: "generation of keys",
        name: "ecdsa::SigningKey::generate",
        prepare: || {
            let mut rng = Rng::new()?;
            Ok(Box::new(move |out| {
                put(out, ecdsa::SigningKey::<ecdsa::P256>::generate(&mut rng)?.verifying_key()?.as_bytes());
                Ok(())
            }))
        },
    },
    Service {
        class: "signature",
        name: "ecdsa::SigningKey::sign_deterministic",
        prepare: || {
            let key = ecdsa::SigningKey::<ecdsa::P256>::generate(&mut Rng::new()?)?;
            Ok(Box::new(move |out| {
                put(out, key.sign_deterministic(ecdsa::PreHash::Sha256, b"data")?);
                Ok(())
            }))
        },
    },
    Service {
        class: "key agreement",
        name: "ecdh::PrivateKey::agree",
        prepare: || {
            let rng = &mut Rng::new()?;
            let own = ecdh::PrivateKey::<ecdh::P256>::generate(rng)?;
            let theirs = ecdh::PrivateKey::<ecdh::P256>::generate(rng)?.public_key()?;
            Ok(Box::new(move |out| {
                put(out, own.agree(&theirs)?.as_bytes());
                Ok(())
            }))
        },
    },
    Service {
        class: "key encapsulation",
        name: "ml_kem::EncapsulationKey::encapsulate",
        prepare: || {
            let mut rng = Rng::new()?;
            let key = ml_kem::DecapsulationKey::<ml_kem::MlKem512>::generate(&mut rng)?.encapsulation_key()?;
            Ok(Box::new(move |out| {
                put(out, key.encapsulate(&mut rng)?.1.as_bytes());
                Ok(())
            }))
        },
    },
];

/// What a service said.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq)]
pub struct Tried {
    pub class: String,
    pub service: String,
    pub said: String,
    pub output: String,
}

impl Tried {
    /// Whether it was refused and gave nothing.
    pub fn is_refused(&self) -> bool {
        self.said == Error::ModuleInErrorState.to_string() && self.output != GIVEN
    }

    /// Whether it was done.
    pub fn is_done(&self) -> bool {
        self.said == DONE && self.output == GIVEN
    }
}

const DONE: &str = "done";
const GIVEN: &str = "given";

/// The contexts of all services, made where the module lets them be made.
pub struct Contexts(Vec<(&'static Service, Result<Call, Error>)>);

impl Contexts {
    pub fn new() -> Self {
        Self(SERVICES.iter().map(|service| (service, (service.prepare)())).collect())
    }

    /// Calls each, with the context that it has; one that has none tells why.
    pub fn call(&mut self) -> Vec<Tried> {
        self.0.iter_mut().map(|(service, call)| tried(service, call)).collect()
    }
}

fn tried(service: &Service, call: &mut Result<Call, Error>) -> Tried {
    let mut out = [SENTINEL; OUTPUT];
    let said = match call {
        Ok(call) => call(&mut out),
        Err(error) => Err(*error),
    };
    let output = match out {
        out if out.iter().all(|byte| *byte == SENTINEL) => "unchanged",
        [0, .., 0] if out.iter().all(|byte| matches!(byte, 0 | &SENTINEL)) => "zero",
        out if out.iter().all(|byte| matches!(byte, 0 | &SENTINEL)) => "zero in part, else unchanged",
        _ => GIVEN,
    };
    Tried {
        class: service.class.to_owned(),
        service: service.name.to_owned(),
        said: said.map_or_else(|error| error.to_string(), |()| DONE.to_owned()),
        output: output.to_owned(),
    }
}
