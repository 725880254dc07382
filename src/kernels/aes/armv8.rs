//! The AES instructions of Armv8 (FEAT_AES).

use super::chains::chains;
use super::eights::eights;
use super::{Block, CounterWidth, Schedule, Semiblock, neon as vector, times_alpha};
use crate::machine::cpu::ArmAes;

chains!(ArmAes, "neon,aes");
eights!(ArmAes, "neon,aes");
