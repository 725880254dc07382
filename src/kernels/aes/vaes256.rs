//! VAES on 256-bit registers: two blocks in a vector.

use super::chains::chains;
use super::wides::{wide_counters, wides};
use super::{Block, CounterWidth, Schedule, Semiblock, xmm as vector, ymm as wide};
use crate::machine::cpu::Vaes256;

chains!(Vaes256, "vaes,avx2,aes");
wides!(Vaes256, "vaes,vpclmulqdq,avx2,aes");
wide_counters!(Vaes256, "vaes,vpclmulqdq,avx2,aes");
