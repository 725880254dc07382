//! Key confirmation (SP 800-56A r3 section 5.9, SP 800-56B r2 section 5.6): a party shows with a
//! MAC tag that it has the key that both should have.

use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::hash::sponge::{LastBits, Rate};
use crate::algorithms::mac::cmac::CmacKey;
use crate::algorithms::mac::hmac::HmacKey;
use crate::algorithms::mac::kmac::KmacKey;
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;

/// The longest MAC key and the longest tag in bytes (SP 800-56A r3 section 5.9.3: 512 bits).
pub(crate) const MAX_KEY_SIZE: usize = 64;
pub(crate) const MAX_TAG_SIZE: usize = 64;

/// The shortest tag in bytes (there: 64 bits).
pub(crate) const MIN_TAG_SIZE: usize = 8;

/// What makes the tags (SP 800-56A r3 section 5.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MacFunction {
    /// HMAC with this hash function.
    Hmac(HashAlgorithm),
    /// CMAC with AES.
    Cmac,
    /// KMAC128, customized with "KC".
    Kmac128,
    /// KMAC256, customized with "KC".
    Kmac256,
}

/// A party of a key establishment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// The initiator.
    U,
    /// The responder.
    V,
}

impl Party {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::U => Self::V,
            Self::V => Self::U,
        }
    }
}

/// Who confirms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// One party.
    Unilateral,
    /// Each to the other.
    Bilateral,
}

/// What a party brings into the tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Contribution<'a> {
    /// Its identifier.
    pub id: &'a [u8],
    /// Its ephemeral data: its ephemeral public key, its nonce, its ciphertext, or the key and then
    /// the nonce, as the scheme says; empty where it has none.
    pub ephemeral: &'a [u8],
}

/// What both parties know of an exchange, and put into the tags: the same value on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange<'a> {
    /// Who confirms.
    pub direction: Direction,
    /// What the initiator brought.
    pub u: Contribution<'a>,
    /// What the responder brought.
    pub v: Contribution<'a>,
}

impl<'a> Exchange<'a> {
    /// `MacData` of the tag that `provider` makes (SP 800-56A r3 section 5.9.1.1), with the text
    /// that it may add.
    pub(crate) const fn mac_data(&self, provider: Party, text: &'a [u8]) -> [&'a [u8]; 6] {
        let message: &[u8; 6] = match (self.direction, provider) {
            (Direction::Unilateral, Party::U) => b"KC_1_U",
            (Direction::Unilateral, Party::V) => b"KC_1_V",
            (Direction::Bilateral, Party::U) => b"KC_2_U",
            (Direction::Bilateral, Party::V) => b"KC_2_V",
        };
        let (provider, recipient) = match provider {
            Party::U => (self.u, self.v),
            Party::V => (self.v, self.u),
        };
        [message, provider.id, recipient.id, provider.ephemeral, recipient.ephemeral, text]
    }
}

impl MacFunction {
    /// Whether it takes keys of so many bytes.
    pub(crate) const fn takes_key(self, len: usize) -> bool {
        match self {
            Self::Cmac => matches!(len, 16 | 24 | 32),
            _ => 0 < len && len <= MAX_KEY_SIZE,
        }
    }

    /// Whether it makes tags of so many bytes.
    pub(crate) const fn makes_tag(self, len: usize) -> bool {
        let most = match self {
            Self::Hmac(algorithm) => algorithm.output_size(),
            Self::Cmac => 16,
            Self::Kmac128 | Self::Kmac256 => MAX_TAG_SIZE,
        };
        MIN_TAG_SIZE <= len && len <= most
    }

    /// Fills `tag` with the leftmost bytes of the MAC of `data`, or with a MAC of KMAC of its
    /// length.
    ///
    /// Time: depends on the lengths.
    ///
    /// Errors: [`Error::InvalidKeyLength`], [`Error::InvalidTagLength`]; `tag` is unchanged.
    pub(crate) fn tag(self, key: &[u8], data: &[&[u8]], tag: &mut [u8]) -> Result<()> {
        if !self.takes_key(key.len()) {
            return Err(Error::InvalidKeyLength);
        }
        if !self.makes_tag(tag.len()) {
            return Err(Error::InvalidTagLength);
        }
        match self {
            Self::Hmac(algorithm) => with_hash!(algorithm, H => {
                let full = Wiped::new(HmacKey::<H>::new(key).mac(data));
                tag.copy_from_slice(&(*full).as_ref()[..tag.len()]);
            }),
            Self::Cmac => {
                let full = Wiped::new(CmacKey::new(key)?.mac(data));
                tag.copy_from_slice(&full[..tag.len()]);
            }
            Self::Kmac128 => kmac(Rate::OF_128, key, data, tag),
            Self::Kmac256 => kmac(Rate::OF_256, key, data, tag),
        }
        Ok(())
    }
}

fn kmac(rate: Rate, key: &[u8], data: &[&[u8]], tag: &mut [u8]) {
    let mut message = KmacKey::new(rate, key, bits_of(key.len()), b"KC").begin();
    for part in data {
        message.update(part);
    }
    message.finalize(LastBits::NONE, Some(bits_of(tag.len()))).read(tag);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The order of section 5.9.1.1, for either provider.
    #[test]
    fn the_provider_stands_first() {
        let (u, v) = (Contribution { id: b"u", ephemeral: b"1" }, Contribution { id: b"v", ephemeral: b"2" });
        for (direction, by_u, by_v) in [
            (Direction::Unilateral, b"KC_1_Uuv12t", b"KC_1_Vvu21t"),
            (Direction::Bilateral, b"KC_2_Uuv12t", b"KC_2_Vvu21t"),
        ] {
            let exchange = Exchange { direction, u, v };
            assert_eq!(exchange.mac_data(Party::U, b"t").concat(), by_u);
            assert_eq!(exchange.mac_data(Party::V, b"t").concat(), by_v);
        }
    }
}
