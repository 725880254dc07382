//! The catalogue: what the module offers, as data. The papers, the ACVP registration and the tool's tables are
//! printed from it.

use super::cast::Cast;
use super::indicator::Indicator;
use crate::kernels::{aes, aes_gcm, sha2_256, sha2_512};

/// One algorithm as a validation programme names it.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Algorithm {
    /// The name that ACVP uses.
    pub name: &'static str,
    /// The mode that ACVP uses; empty if it has none.
    pub mode: &'static str,
    /// The revision that ACVP uses.
    pub revision: &'static str,
    /// The standard.
    pub standard: &'static str,
    /// The capabilities as the JSON fields of an ACVP registration, without the outer braces.
    pub capabilities: &'static str,
    /// The self-test that stands before its first use.
    pub cast: Cast,
    /// The kernel that serves it on this processor.
    pub kernel: fn() -> &'static str,
    /// The Rust service that gives it.
    pub service: &'static str,
}

/// One service with one class of parameters, and what its indicator says in a sealed image.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Service {
    /// The function or type, as a path in the crate.
    pub name: &'static str,
    /// The class of parameters.
    pub parameters: &'static str,
    /// What the indicator says under the profile `baseline112`.
    pub indicator: Indicator,
    /// The function of the C ABI that gives the same.
    pub c: &'static str,
}

/// Every algorithm.
pub const ALGORITHMS: &[Algorithm] = &[];

/// Every service.
pub const SERVICES: &[Service] = &[];

/// The primitives that have kernels, and which one serves each on this processor.
pub const KERNELS: &[(&str, fn() -> &'static str)] =
    &[
    ("AES", aes::kernel_name),
    ("AES-GCM", aes_gcm::kernel_name),
    ("SHA-256", sha2_256::kernel_name),
    ("SHA-512", sha2_512::kernel_name),
];
