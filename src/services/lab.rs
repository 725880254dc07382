//! What only a laboratory needs. The feature `lab` holds it, and a product build does not.

pub mod drbg;
pub mod ecdh;
pub mod ecdsa;
pub mod entropy;
pub mod gcm;
pub mod hybrid;
pub mod lms;
pub mod ml_dsa;
pub mod ml_kem;
pub mod rsa;
pub mod slh_dsa;
pub mod stream;
pub mod xof;

use crate::base::error::Result;
use crate::machine::{cpu, image, taint};
use crate::module::{cast, fault, integrity, provoked};
use crate::services::admin;

/// The format of the seal, for the tool that writes it.
pub mod seal {
    use super::{image, integrity};

    /// The section of the linked file that holds the seal.
    pub const SECTION: &str = ".qila_seal";
    /// What the section holds before it is sealed.
    pub const UNSEALED: [u8; image::SEAL_SIZE] = image::UNSEALED;
    /// Lies with the read-only data of the module.
    pub const MARKER: [u8; 32] = image::MARKER;
    /// The key of the integrity value.
    pub const KEY: [u8; 32] = integrity::KEY;
    /// How many bytes at the start of the file, its ELF header, are not covered.
    pub const SKIPPED: usize = image::ELF_HEADER;
    /// Where in the section the byte lies that is 1 when sealed.
    pub const FLAG: usize = image::SEAL_FLAG;
    /// Where in the section the byte lies that is 1 when the interface for laboratories is inside.
    pub const LAB: usize = image::SEAL_LAB;
    /// Where in the section the integrity value begins.
    pub const VALUE: usize = image::SEAL_VALUE;
}

/// Makes every indicator answer as if the image were sealed, so that a test of the indicator needs
/// no sealed file.
pub fn assume_sealed(assumed: bool) {
    integrity::assume_sealed(assumed);
}

/// Hides the processor features whose bits are set ([`admin::Feature`]) and restarts the module.
/// Every kernel chosen from now on is that of a lesser processor. Keys and contexts made before
/// keep theirs.
///
/// # Errors
/// As [`admin::restart`].
pub fn hide_features(bits: u32) -> Result<()> {
    cpu::hide(bits);
    admin::restart()
}

/// Asks for a fault in the self-test `name` (`NAME` or `NAME:2`), as `QILA_FAIL_CAST` does; an
/// empty name ends it. `pairwise consistency` makes the tests of new key pairs fail.
pub fn provoke(name: &str) {
    fault::provoke(name);
}

/// Enters the error state as a test that fails would.
pub fn fail() {
    provoked::fail();
}

/// Asks for the error state between the work of a service and its exit: of the service that reaches
/// its exit after `passed` others, once. `None` takes it back.
pub fn fail_before_exit(passed: Option<u32>) {
    provoked::fail_before_exit(passed);
}

/// Makes the next self-test wait between its end and the record of its result, until
/// [`let_result_go`].
pub fn hold_result() {
    fault::hold_result();
}

/// Whether a self-test waits.
#[must_use]
pub fn holds_result() -> bool {
    fault::holds_result()
}

/// Lets the self-test go on that waits.
pub fn let_result_go() {
    fault::let_result_go();
}

/// How many inputs the self-test takes; each can be spoiled alone, see [`provoke`].
#[must_use]
pub fn count_inputs(test: &admin::SelfTest) -> usize {
    cast::count_inputs(test)
}

/// Marks bytes as secret for the tool that checks secret independence; does nothing in other
/// builds.
pub fn mark_secret(bytes: &mut [u8]) {
    taint::secret(bytes);
}

/// Takes the mark away again, for outputs that a test wants to look at.
pub fn unmark(bytes: &mut [u8]) {
    taint::declassify_bytes(bytes, "the test looks at its own output");
}
