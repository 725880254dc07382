//! What a secret remembers of services that are not approved.

use super::indicator::{Indicator, Reason};
use core::sync::atomic::{AtomicBool, Ordering};

/// Whether a secret has served a service that is not approved. From then on no service with it is
/// approved, because approved and other services must not share a secret (ISO/IEC 19790 7.2.4.2,
/// AS02.21).
pub(crate) struct Outside(AtomicBool);

impl Outside {
    /// It has not.
    pub(crate) const fn new() -> Self {
        Self(AtomicBool::new(false))
    }

    /// It serves one now.
    #[inline]
    pub(crate) fn mark(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// The rule of the policy for what comes after.
    #[inline]
    pub(crate) fn rule(&self) -> Indicator {
        if self.0.load(Ordering::Acquire) { Indicator::NotApproved(Reason::UsedOutside) } else { Indicator::Approved }
    }
}
