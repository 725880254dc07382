//! VAES and VPCLMULQDQ on 256-bit registers for whole groups of 16 blocks in eight vectors; the
//! rest of a message is done block by block.

use super::eights::eights;
use super::xmm::{cross_products, half_down, half_up, high_product, increment, low_product, reverse, swap_halves};
use crate::kernels::aes::xmm::{self as vector, Vector, from_u128, to_u128, xor};
use crate::machine::cpu::Vaes256;

eights!(Vaes256, "vaes,vpclmulqdq,avx2,aes,pclmulqdq", groups::crypt, groups::hash, groups::BLOCKS);

/// The groups, which `eights!` has of its own width, too.
mod groups {
    use super::super::Powers;
    use super::super::wides::wides;
    use super::super::ymm::{self as wide, GROUP, Wide};
    use crate::kernels::aes::Schedule;
    use core::arch::x86_64::*;

    /// Blocks in a group.
    pub(super) const BLOCKS: usize = wide::GROUP_BLOCKS;

    wides!("vaes,vpclmulqdq,avx2,aes,pclmulqdq");

    /// The whole groups of a message from `counter` on; gives the rest.
    #[inline]
    #[target_feature(enable = "vaes,vpclmulqdq,avx2,aes,pclmulqdq")]
    pub(super) fn crypt<'a>(
        schedule: &Schedule,
        powers: &Powers,
        sealing: bool,
        counter: &mut __m128i,
        y: &mut __m128i,
        data: &'a mut [u8],
    ) -> &'a mut [u8] {
        let (groups, rest) = data.as_chunks_mut::<GROUP>();
        if !groups.is_empty() {
            let counters = _mm256_add_epi32(_mm256_broadcastsi128_si256(*counter), _mm256_set_epi64x(0, 1, 0, 0));
            let keys = Keys { schedule, powers };
            let (counters, hash) = match (sealing, schedule.rounds) {
                (true, 10) => crypt_groups::<true, 10>(&keys, groups, counters, *y),
                (true, 12) => crypt_groups::<true, 12>(&keys, groups, counters, *y),
                (true, _) => crypt_groups::<true, 14>(&keys, groups, counters, *y),
                (false, 10) => crypt_groups::<false, 10>(&keys, groups, counters, *y),
                (false, 12) => crypt_groups::<false, 12>(&keys, groups, counters, *y),
                (false, _) => crypt_groups::<false, 14>(&keys, groups, counters, *y),
            };
            (*counter, *y) = (_mm256_castsi256_si128(counters), hash);
        }
        rest
    }

    /// GHASH over whole groups; gives the rest.
    #[inline]
    #[target_feature(enable = "vaes,vpclmulqdq,avx2,aes,pclmulqdq")]
    pub(super) fn hash<'a>(powers: &Powers, y: &mut __m128i, data: &'a [u8]) -> &'a [u8] {
        let (groups, rest) = data.as_chunks::<GROUP>();
        for group in groups {
            *y = hash_group(powers, *y, group);
        }
        rest
    }
}
