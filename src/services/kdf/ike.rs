//! What both versions of IKE share: a secret of one hash value, and what the approval of a
//! derivation depends on.

use crate::algorithms::hash::HashAlgorithm;
use crate::base::secret::{Rest, no_padding, rest_of, wipe_on_drop};
use crate::module::indicator::Indicator;
use crate::module::policy;

const MAX: usize = HashAlgorithm::MAX_OUTPUT_SIZE;

/// A secret as long as the hash value of its function.
#[derive(Clone)]
pub(super) struct Secret {
    bytes: [u8; MAX],
    len: u64,
}

wipe_on_drop!(Secret { bytes });
no_padding!(Secret { bytes, len });

impl Secret {
    pub(super) fn new(value: &[u8]) -> Self {
        let mut bytes = [0; MAX];
        let len = value.len().min(MAX);
        bytes[..len].copy_from_slice(&value[..len]);
        Self { bytes, len: len as u64 }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len as usize]
    }
}

/// What the approval of a derivation depends on: the hash function, the length of the secret and of
/// the shorter nonce.
#[derive(Clone)]
pub(super) struct Rules {
    pub(super) secret_bits: u64,
    pub(super) nonce: usize,
    pub(super) least_nonce: usize,
    pub(super) algorithm: HashAlgorithm,
    pub(super) _rest: Rest<{ rest_of::<u64>(2 * size_of::<usize>() + size_of::<HashAlgorithm>()) }>,
}

no_padding!(Rules { secret_bits, nonce, least_nonce, algorithm, _rest });

impl Rules {
    pub(super) const fn new(algorithm: HashAlgorithm, secret_bits: u64, nonce: usize, least_nonce: usize) -> Self {
        Self { secret_bits, nonce, least_nonce, algorithm, _rest: Rest::ZERO }
    }

    pub(super) fn indicator(&self) -> Indicator {
        let kdf = policy::protocol_kdf(policy::is_of_sp800_135(self.algorithm), self.algorithm, self.secret_bits);
        kdf.weaker(policy::fresh_input(self.nonce, self.least_nonce))
    }

    /// The same with nonces of a later exchange.
    pub(super) fn with_nonces(&self, nonces: [&[u8]; 2]) -> Self {
        Self { nonce: self.nonce.min(shorter(nonces)), ..self.clone() }
    }
}

/// The bytes of the shorter nonce.
pub(super) fn shorter([a, b]: [&[u8]; 2]) -> usize {
    a.len().min(b.len())
}
