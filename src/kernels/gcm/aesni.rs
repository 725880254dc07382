//! AES-NI and PCLMULQDQ on 128-bit registers.

use super::eights::eights;
use super::xmm::{cross_products, half_down, half_up, high_product, increment, low_product, reverse, swap_halves};
use crate::kernels::aes::xmm::{self as vector, Vector, from_u128, to_u128, xor};
use crate::machine::cpu::AesNi;

eights!(AesNi, "aes,pclmulqdq,ssse3,sse4.1");
