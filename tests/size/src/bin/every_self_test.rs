//! Every self-test, and with them every algorithm.
#![no_std]
#![no_main]

qila_size::program!(qila::admin::self_test());
