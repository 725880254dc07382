//! KTS-OAEP-Party_V-confirmation (SP 800-56B r2 section 9.2.4). The scheme without confirmation,
//! KTS-OAEP-basic, is [`EncryptionKey::encrypt`] with [`DecryptionKey::decrypt`].

use super::{DecryptionKey, EncryptionKey, Oaep};
use crate::algorithms::rsa::MAX_SIZE;
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;
use crate::module::cast::rsa::of_oaep;
use crate::module::gate;
use crate::services::key_confirmation::{ConfirmationKey, MacFunction};
use crate::services::random::Rng;
use zeroize::Zeroize;

/// How both parties have agreed to transport a key that the recipient confirms:
/// KTS-OAEP-Party_V-confirmation (SP 800-56B r2 section 9.2.4). In front of the key goes a fresh
/// MAC key, which serves the confirmation alone.
///
/// The ephemeral data of the sender, party U, is the ciphertext; party V, who provides the tag, has
/// none.
///
/// ```
/// use qila::hash::HashAlgorithm::Sha256;
/// use qila::key_confirmation::{Contribution, Direction, Exchange, MacFunction, Party};
/// use qila::rsa::{DecryptionKey, KeyTransport, Oaep};
///
/// let mut rng = qila::random::Rng::new()?;
/// let bob = Box::new(DecryptionKey::generate(2048, &mut rng)?);
/// let transport = KeyTransport {
///     oaep: Oaep::new(Sha256),
///     associated_data: b"Alice to Bob",
///     mac: MacFunction::Hmac(Sha256),
///     mac_key_size: 32,
/// };
///
/// let (mut ciphertext, mut received, mut tag) = ([0; 256], [0; 16], [0; 16]);
/// let of_bob = bob.encryption_key()?;
/// let at_alice = of_bob.transport(&transport, &[7; 16], &mut rng, &mut ciphertext)?;
/// let at_bob = bob.receive(&transport, &ciphertext, &mut rng, &mut received)?;
///
/// let exchange = Exchange {
///     direction: Direction::Unilateral,
///     u: Contribution { id: b"Alice", ephemeral: &ciphertext },
///     v: Contribution { id: b"Bob", ephemeral: b"" },
/// };
/// at_bob.provide(&exchange, Party::V, b"", &mut tag)?;
/// at_alice.verify(&exchange, Party::V, b"", &tag)?;
/// assert_eq!(received, [7; 16]);
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct KeyTransport<'a> {
    /// The parameters of OAEP.
    pub oaep: Oaep,
    /// The associated data, called A, which OAEP takes as its label; may be empty.
    pub associated_data: &'a [u8],
    /// What makes the tag.
    pub mac: MacFunction,
    /// The bytes of the MAC key.
    pub mac_key_size: usize,
}

impl EncryptionKey {
    /// Party U: encrypts a fresh MAC key with `key` behind it, and gives what verifies the tag of
    /// party V. The key must not be used before that is done.
    ///
    /// Time: as [`EncryptionKey::encrypt`].
    ///
    /// # Errors
    /// As [`EncryptionKey::encrypt`] and [`ConfirmationKey::new`]; `ciphertext` is unchanged or
    /// zero.
    pub fn transport(
        &self,
        transport: &KeyTransport<'_>,
        key: &[u8],
        rng: &mut Rng,
        ciphertext: &mut [u8],
    ) -> Result<ConfirmationKey> {
        gate::clean_huge(|| {
            let entry = gate::enter_all(&of_oaep(transport.oaep))?;
            let mut both = Wiped::new([0; MAX_SIZE]);
            let len = transport.mac_key_size.checked_add(key.len()).ok_or(Error::InputTooLong)?;
            let both = both.get_mut(..len).ok_or(Error::InputTooLong)?;
            let (mac_key, behind) = both.split_at_mut(transport.mac_key_size);
            rng.fill(mac_key)?;
            behind.copy_from_slice(key);
            let confirmation = self.transport_both(transport, both, rng, ciphertext)?;
            entry.release_value(confirmation).inspect_err(|_| ciphertext.zeroize())
        })
    }

    /// Encrypts a MAC key and the key behind it.
    pub(in crate::services) fn transport_both(
        &self,
        transport: &KeyTransport<'_>,
        both: &[u8],
        rng: &mut Rng,
        ciphertext: &mut [u8],
    ) -> Result<ConfirmationKey> {
        let mac_key = both.get(..transport.mac_key_size).ok_or(Error::InvalidKeyLength)?;
        let confirmation = ConfirmationKey::new(transport.mac, mac_key)?;
        self.encrypt(transport.oaep, both, transport.associated_data, rng, ciphertext)?;
        Ok(confirmation)
    }
}

impl DecryptionKey {
    /// Party V: decrypts a MAC key, and `key` behind it, of exactly as many bytes as there is room.
    /// Gives what provides the tag.
    ///
    /// Time: as [`DecryptionKey::decrypt`].
    ///
    /// # Errors
    /// As [`DecryptionKey::decrypt`] and [`ConfirmationKey::new`];
    /// [`InvalidPadding`](Error::InvalidPadding), too, for a key of another length. `key` is
    /// unchanged or zero.
    pub fn receive(
        &self,
        transport: &KeyTransport<'_>,
        ciphertext: &[u8],
        rng: &mut Rng,
        key: &mut [u8],
    ) -> Result<ConfirmationKey> {
        gate::clean_huge(|| {
            let entry = gate::enter_all(&of_oaep(transport.oaep))?;
            let mut both = Wiped::new([0; MAX_SIZE]);
            let len = self.decrypt(transport.oaep, ciphertext, transport.associated_data, rng, &mut *both)?;
            let (mac_key, behind) =
                both[..len].split_at_checked(transport.mac_key_size).ok_or(Error::InvalidPadding)?;
            if behind.len() != key.len() {
                return Err(Error::InvalidPadding);
            }
            let confirmation = ConfirmationKey::new(transport.mac, mac_key)?;
            key.copy_from_slice(behind);
            entry.release(key)?;
            entry.release_value(confirmation).inspect_err(|_| key.zeroize())
        })
    }
}
