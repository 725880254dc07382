//! The catalogue: what the module offers, as data. The papers, the ACVP registration and the tool's
//! tables are printed from it.

mod algorithms;
mod services;

pub use algorithms::ALGORITHMS;
pub use services::SERVICES;

use super::cast::SelfTest;
use super::indicator::Indicator;
use crate::kernels::{
    aes, ascon, chacha20, f448, f25519, gcm, keccak, limbs, ntt, poly1305, sha1, sha2_256, sha2_512,
};

/// One algorithm as a validation programme names it.
#[derive(Clone, Copy, Debug)]
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
    /// What it rests on, whose validation a registration must name, by the names that ACVP has for
    /// this: AES, CMAC, DRBG, HMAC, KMAC, SHA.
    pub prerequisites: &'static [&'static str],
    /// What the module can do of it: the fields of an ACVP registration. Lengths are in bits.
    pub capabilities: &'static [Setting],
    /// The self-test that stands before its first use.
    pub self_test: &'static SelfTest,
    /// The kernel that serves it on this processor.
    pub kernel: fn() -> &'static str,
    /// The Rust service that gives it.
    pub service: &'static str,
}

/// A field of a registration: its name and its value.
pub type Setting = (&'static str, Capability);

/// The value of a field of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Capability {
    /// Yes or no.
    Flag(bool),
    /// The cases of yes and no that are there.
    Flags(&'static [bool]),
    /// One number.
    Number(u64),
    /// A list of numbers.
    Numbers(&'static [u64]),
    /// One name.
    Text(&'static str),
    /// A list of names.
    Texts(&'static [&'static str]),
    /// Every step between two numbers.
    Range(Domain),
    /// Fields of its own.
    Object(&'static [Setting]),
    /// A list of variants, each with its own fields.
    Objects(&'static [&'static [Setting]]),
}

/// A range of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Domain {
    /// The first.
    pub min: u64,
    /// The last.
    pub max: u64,
    /// The step from one to the next.
    pub increment: u64,
}

/// One service with one class of parameters, and what its indicator says in a sealed image.
#[derive(Clone, Copy, Debug)]
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

/// A function that names the kernel that serves on this processor.
pub type NameOfKernel = fn() -> &'static str;

/// The primitives that have kernels, and which one serves each on this processor.
pub const KERNELS: &[(&str, NameOfKernel)] = &[
    ("AES", aes::kernel_name),
    ("AES-GCM", gcm::kernel_name),
    ("SHA-1", sha1::kernel_name),
    ("SHA-256", sha2_256::kernel_name),
    ("SHA-512", sha2_512::kernel_name),
    ("Keccak", keccak::kernel_name),
    ("Ascon", ascon::kernel_name),
    ("ChaCha20", chacha20::kernel_name),
    ("Poly1305", poly1305::kernel_name),
    ("curves", limbs::nist::kernel_name),
    ("ML-KEM", ntt::ml_kem::kernel_name),
    ("ML-DSA", ntt::ml_dsa::kernel_name),
    ("RSA", limbs::slices::kernel_name),
    ("Ed25519, X25519", f25519::kernel_name),
    ("Ed448, X448", f448::kernel_name),
];
