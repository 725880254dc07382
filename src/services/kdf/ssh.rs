//! The key derivation of SSH (RFC 4253 section 7.2, SP 800-135 r1 section 5.2), for SSH only.

use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::kdf::ssh;
use crate::base::bytes::bits_of;
use crate::base::error::Result;
use crate::base::secret::opaque;
use crate::machine::taint::declassify;
use crate::module::cast;
use crate::module::cast::ssh::SSH;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::secret::new_secret;

/// The keys of a session, by their letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SshKey {
    /// A: the initial IV from client to server.
    InitialIvClient = b'A' as isize,
    /// B: the initial IV from server to client.
    InitialIvServer = b'B' as isize,
    /// C: the encryption key from client to server.
    EncryptionKeyClient = b'C' as isize,
    /// D: the encryption key from server to client.
    EncryptionKeyServer = b'D' as isize,
    /// E: the integrity key from client to server.
    IntegrityKeyClient = b'E' as isize,
    /// F: the integrity key from server to client.
    IntegrityKeyServer = b'F' as isize,
}

/// The derivation of the keys of a session, whose secret it borrows.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::kdf::{Ssh, SshKey};
///
/// let (secret, exchange_hash) = ([7; 32], [1; 32]);
/// let ssh = Ssh::new(HashAlgorithm::Sha256, &secret, &exchange_hash, &exchange_hash)?;
/// let mut key = [0; 32];
/// ssh.derive(SshKey::EncryptionKeyClient, &mut key)?;
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Ssh<'a> {
    algorithm: HashAlgorithm,
    shared_secret: &'a [u8],
    exchange_hash: &'a [u8],
    session_id: &'a [u8],
}

opaque!(['a] Ssh<'a>);

impl<'a> Ssh<'a> {
    /// Takes the shared secret K, encoded as the key exchange says (mpint: its length in four bytes
    /// before it), the exchange hash H and the session identifier. SHA-1, SHA-224, SHA-256, SHA-384
    /// and SHA-512 are approved. The secret has 112 bits or more, its encoding not counted, and the
    /// exchange hash is as long as the hash value.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState),
    /// [`NotApproved`](crate::Error::NotApproved).
    pub fn new(
        algorithm: HashAlgorithm,
        shared_secret: &'a [u8],
        exchange_hash: &'a [u8],
        session_id: &'a [u8],
    ) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hash::of(algorithm), &SSH])?;
            let this = Self { algorithm, shared_secret, exchange_hash, session_id };
            policy::permit_rule(|| this.rule())?;
            Ok(this)
        })
    }

    /// Fills `out` with a key.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`Ssh::new`]; `out` is unchanged.
    pub fn derive(&self, key: SshKey, out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hash::of(self.algorithm), &SSH])?;
            policy::permit_rule(|| self.rule())?;
            with_hash!(self.algorithm, H => {
                ssh::derive::<H>(self.shared_secret, self.exchange_hash, key as u8, self.session_id, out);
            });
            entry.release(out)
        })
    }

    new_secret!("Ssh::derive", derive => derive_new(key: SshKey));

    /// Whether the service with this secret is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    fn rule(&self) -> Indicator {
        let allowed = policy::is_of_sp800_135(self.algorithm);
        let hash_value = self.exchange_hash.len();
        policy::protocol_kdf(allowed, self.algorithm, secret_bits(self.shared_secret))
            .weaker(policy::fresh_input(hash_value, self.algorithm.output_size()))
    }
}

/// The bytes of the length in front of an encoded secret.
const LENGTH_SIZE: usize = 4;
/// What is as long as this may be the string of a key encapsulation, which has no sign.
const STRING_SIZE: usize = 32;

/// The bits of a shared secret without what its encoding adds (RFC 4251 section 5): its length, and
/// the byte for the sign of an integer whose first bit is set.
fn secret_bits(encoded: &[u8]) -> u64 {
    let secret = encoded.get(LENGTH_SIZE..).unwrap_or_default();
    let signed = match secret {
        [first, second, ..] if secret.len() < STRING_SIZE => {
            declassify((*first == 0) & (*second >= 0x80), "whether a secret is too short to be one is the answer")
        }
        _ => false,
    };
    bits_of(secret.len() - usize::from(signed))
}
