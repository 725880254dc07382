//! What the module is, for those who ask it and for those who have nothing but a linked file.

use crate::machine::image::MARKER;

/// The name of the module.
pub const NAME: &str = "Qila";
/// The version of the module.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Features that a file is asked for.
const FEATURES: &str = if cfg!(feature = "require-seal") { " require-seal" } else { "" };

/// What lies with the read-only data: the mark by which the sealing tool and the integrity test see
/// that these are covered, then name, version and features, with spaces between them and a zero at
/// the end.
pub(crate) static MARK: [u8; 2 * MARKER.len()] = {
    let mut mark = [0; 2 * MARKER.len()];
    let mut at = append(&mut mark, 0, &MARKER);
    at = append(&mut mark, at, NAME.as_bytes());
    at = append(&mut mark, at, b" ");
    at = append(&mut mark, at, VERSION.as_bytes());
    at = append(&mut mark, at, FEATURES.as_bytes());
    assert!(at < mark.len(), "no room for the zero");
    mark
};

/// Writes `text` at a place and gives the place behind it.
const fn append(mark: &mut [u8; 2 * MARKER.len()], at: usize, text: &[u8]) -> usize {
    let mut i = 0;
    while i < text.len() {
        mark[at + i] = text[i];
        i += 1;
    }
    at + text.len()
}
