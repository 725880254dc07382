//! The seal as it lies in a linked file. The module has the same constants
//! (`src/machine/image.rs`, `src/module/integrity.rs`); a test of the laboratory's tool compares
//! them.

/// The section of the linked file that holds the seal.
pub const SECTION: &str = ".qila_seal";
/// The size of the seal in bytes.
pub const SIZE: usize = 64;
/// What it begins with; the number changes with what is covered.
pub const MAGIC: [u8; 16] = *b"Qila seal, v. 2\n";
/// Where the byte lies that is 1 when sealed.
pub const FLAG: usize = 16;
/// Where the byte lies that is 1 when the interface for laboratories is inside. What follows is
/// reserved and zero.
pub const LAB: usize = 17;
/// Where the integrity value begins: the last 32 bytes.
pub const VALUE: usize = 32;

/// Lies with the read-only data of the module. Behind it stand name and version of the module and a
/// zero.
pub const MARKER: [u8; 32] = *b"Qila: here lie read-only data\r\n\0";
/// The key of the integrity value: the test finds corruption, it authenticates nobody.
pub const KEY: [u8; 32] = *b"Qila integrity test HMAC-SHA-256";
/// How many bytes at the start of the file, its ELF header, are not covered: `strip` rewrites them.
pub const SKIPPED: usize = 64;

/// The seal of a file that was never sealed, or that is sealed with a value.
pub(crate) fn seal(holds_lab: bool, value: Option<&[u8; 32]>) -> [u8; SIZE] {
    let mut seal = [0; SIZE];
    seal[..MAGIC.len()].copy_from_slice(&MAGIC);
    seal[LAB] = u8::from(holds_lab);
    if let Some(value) = value {
        seal[FLAG] = 1;
        seal[VALUE..].copy_from_slice(value);
    }
    seal
}
