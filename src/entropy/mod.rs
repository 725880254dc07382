//! SP 800-90B noise sources, their health tests and conditioning. This room has a version of its own.
#![forbid(unsafe_code)]
