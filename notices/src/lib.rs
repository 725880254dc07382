#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

#[cfg(any(feature = "log", feature = "tracing"))]
use qila::admin::{Notice, Severity};

/// The target of every record and event.
pub const TARGET: &str = "qila";

/// Gives a notice to the logger of the crate `log`: for
/// [`set_event_handler`](qila::admin::set_event_handler).
#[cfg(feature = "log")]
pub fn to_log(notice: &Notice) {
    let level = match of(notice) {
        Level::Debug => log::Level::Debug,
        Level::Info => log::Level::Info,
        Level::Warn => log::Level::Warn,
        Level::Error => log::Level::Error,
    };
    log::log!(target: TARGET, level, "{notice}");
}

/// Gives a notice to the subscriber of the crate `tracing`, with its `name` as a field: for
/// [`set_event_handler`](qila::admin::set_event_handler).
#[cfg(feature = "tracing")]
pub fn to_tracing(notice: &Notice) {
    let name = notice.name();
    match of(notice) {
        Level::Debug => tracing::debug!(target: TARGET, name, "{notice}"),
        Level::Info => tracing::info!(target: TARGET, name, "{notice}"),
        Level::Warn => tracing::warn!(target: TARGET, name, "{notice}"),
        Level::Error => tracing::error!(target: TARGET, name, "{notice}"),
    }
}

/// The levels that both crates have.
#[cfg(any(feature = "log", feature = "tracing"))]
enum Level {
    Debug,
    Info,
    Warn,
    Error,
}

/// The level of a severity; one that is not known yet is a warning.
#[cfg(any(feature = "log", feature = "tracing"))]
fn of(notice: &Notice) -> Level {
    match notice.severity() {
        Severity::Routine => Level::Debug,
        Severity::Change => Level::Info,
        Severity::Failure => Level::Error,
        _ => Level::Warn,
    }
}
