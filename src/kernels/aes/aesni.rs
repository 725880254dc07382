//! AES-NI on 128-bit registers.

use super::chains::chains;
use super::eights::{by_widths, counters};
use super::wides::wides;
use super::{Block, CounterWidth, Schedule, Semiblock, single as wide, xmm as vector};
use crate::machine::cpu::AesNi;

chains!(AesNi, "aes,pclmulqdq,ssse3,sse4.1");
wides!(AesNi, "aes,pclmulqdq,ssse3,sse4.1");
counters!(AesNi, "aes,pclmulqdq,ssse3,sse4.1");
