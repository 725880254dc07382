//! HSS (RFC 8554, SP 800-208), of which LMS is the one with one level.

use super::verify_only::verify_only;
use qila::lms::{Hss, VerifyingKey};

verify_only! {
    VerifyingKey<Hss>, "HSS", "1.2.840.113549.1.9.16.3.17";
}
