//! The key derivation of IKE version 1 (RFC 2409 section 5, SP 800-135 r1 section 4.1), for that
//! protocol only.

use super::ike::{Rules, Secret, shorter};
use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::kdf::ikev1;
use crate::base::bytes::bits_of;
use crate::base::error::Result;
use crate::base::secret::{no_padding, secret};
use crate::module::cast;
use crate::module::cast::ikev1::IKEV1;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};

pub use ikev1::{Authentication, Exchange};

/// RFC 2409 section 5.
const LEAST_NONCE: usize = 8;

/// The keys of an exchange of IKE version 1. Wipes itself on drop.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::kdf::{Authentication, Exchange, IkeV1};
///
/// let exchange = Exchange {
///     initiator_nonce: &[1; 16],
///     responder_nonce: &[2; 16],
///     initiator_cookie: &[3; 8],
///     responder_cookie: &[4; 8],
///     shared_secret: &[5; 256],
/// };
/// let by = Authentication::PresharedKey(&[6; 32]);
/// let keys = IkeV1::derive(HashAlgorithm::Sha256, by, &exchange)?;
/// assert_eq!(keys.skeyid_e().len(), 32);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct IkeV1 {
    keys: [Secret; 4],
    rules: Rules,
    _traces: gate::Traces,
}

secret!(IkeV1);

no_padding!(IkeV1 { keys, rules, _traces });

gate::clean_clone!(IkeV1 { keys, rules, _traces });

impl IkeV1 {
    /// Derives SKEYID and what follows from it with HMAC. Nonces of less than 8 bytes are not
    /// approved.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState),
    /// [`NotApproved`](crate::Error::NotApproved).
    pub fn derive(
        algorithm: HashAlgorithm,
        authentication: Authentication<'_>,
        exchange: &Exchange<'_>,
    ) -> Result<Self> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(algorithm), &IKEV1])?;
            let rules = Rules::new(
                algorithm,
                bits_of(exchange.shared_secret.len()),
                shorter([exchange.initiator_nonce, exchange.responder_nonce]),
                LEAST_NONCE,
            );
            policy::permit_rule(|| rules.indicator())?;
            let keys = with_hash!(algorithm, H => {
                ikev1::derive::<H>(authentication, exchange).each_ref().map(|key| Secret::new((**key).as_ref()))
            });
            entry.release_value(Self { keys, rules, _traces: gate::Traces })
        })
    }

    /// SKEYID.
    #[must_use]
    pub fn skeyid(&self) -> &[u8] {
        self.keys[0].as_bytes()
    }

    /// SKEYID_d, from which the keys of other associations come.
    #[must_use]
    pub fn skeyid_d(&self) -> &[u8] {
        self.keys[1].as_bytes()
    }

    /// SKEYID_a, for authentication.
    #[must_use]
    pub fn skeyid_a(&self) -> &[u8] {
        self.keys[2].as_bytes()
    }

    /// SKEYID_e, for encryption.
    #[must_use]
    pub fn skeyid_e(&self) -> &[u8] {
        self.keys[3].as_bytes()
    }

    /// Whether the service was approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rules.indicator())
    }
}
