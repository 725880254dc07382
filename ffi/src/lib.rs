//! The C ABI of Qila.
