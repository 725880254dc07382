//! XMSS and XMSS^MT (RFC 8391, SP 800-208).

use super::verify_only::verify_only;
use qila::xmss::{VerifyingKey, Xmss, XmssMt};

verify_only! {
    VerifyingKey<Xmss>, "XMSS", "1.3.6.1.5.5.7.6.34";
    VerifyingKey<XmssMt>, "XMSSMT", "1.3.6.1.5.5.7.6.35";
}
