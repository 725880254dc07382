//! The laboratory's tool.

fn main() {}
