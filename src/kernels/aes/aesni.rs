//! AES-NI on 128-bit registers.

use super::chains::chains;
use super::eights::eights;
use super::{Block, CounterWidth, Schedule, Semiblock, times_alpha, xmm as vector};
use crate::machine::cpu::AesNi;

chains!(AesNi, "aes,ssse3,sse4.1");
eights!(AesNi, "aes,ssse3,sse4.1");
