//! VAES on 512-bit registers: four blocks in a vector, the end of the data under a mask.

use super::chains::chains;
use super::wides::{wide_counters, wides};
use super::{Block, CounterWidth, Schedule, Semiblock, xmm as vector, zmm as wide};
use crate::machine::cpu::Vaes512;

chains!(Vaes512, "vaes,avx512f,avx512bw,avx512dq,avx512vl,aes");
wides!(Vaes512, "vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl,aes");
wide_counters!(Vaes512, "vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl,aes");
