//! The service indicator (ISO/IEC 19790 AS02.24, IG 2.4.C): a value of the key or context, so it
//! cannot be stale.

use super::integrity::{self, Seal};
use core::fmt;

pub use crate::base::reason::Reason;

/// Whether a service, with these parameters and this key, is approved. It may be asked before or
/// after the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Indicator {
    /// An approved service.
    Approved,
    /// Approved only to process what is already protected: decrypt, verify.
    Legacy,
    /// Not an approved service, and why.
    NotApproved(Reason),
}

impl fmt::Display for Indicator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Approved => f.write_str("approved"),
            Self::Legacy => f.write_str("approved for legacy use"),
            Self::NotApproved(reason) => write!(f, "not approved: {reason}"),
        }
    }
}

impl Indicator {
    /// The weaker of two: a composed service is as approved as its weakest part. Of two reasons it
    /// gives the one that tells more, which stands first in [`Reason`].
    #[must_use]
    pub const fn weaker(self, other: Self) -> Self {
        match (self, other) {
            (Self::NotApproved(one), Self::NotApproved(another)) if (another as u8) < (one as u8) => other,
            (Self::NotApproved(_), _) => self,
            (_, Self::NotApproved(_)) => other,
            (Self::Legacy, _) => self,
            _ => other,
        }
    }

    /// Whether the service is approved, for legacy use at least.
    #[must_use]
    pub const fn is_approved(self) -> bool {
        !matches!(self, Self::NotApproved(_))
    }
}

/// What a rule of the policy says, joined with what holds for the whole module: no seal, no
/// approved service.
pub(crate) fn of(rule: Indicator) -> Indicator {
    let module = match integrity::seal() {
        Seal::Sealed => Indicator::Approved,
        Seal::Unsealed => Indicator::NotApproved(Reason::Unsealed),
        Seal::NoTest => Indicator::NotApproved(Reason::NoIntegrityTest),
    };
    rule.weaker(module)
}
