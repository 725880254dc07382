//! Times as the tables show them.

/// Nanoseconds in few digits.
pub fn shown(nanoseconds: f64) -> String {
    match nanoseconds {
        under if under < 100.0 => format!("{under:.1}"),
        under if under < 10_000.0 => format!("{under:.0}"),
        more => format!("{:.1}k", more / 1000.0),
    }
}
