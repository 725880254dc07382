//! Rows of words as columns: how a vector that holds one word of each message comes from messages,
//! and goes back.

use core::arch::x86_64::*;

/// Sixteen rows of sixteen words.
#[inline]
#[target_feature(enable = "avx512f")]
pub(crate) fn sixteen(r: [__m512i; 16]) -> [__m512i; 16] {
    // Within each 128-bit lane: four words of four rows.
    let mut quads = r;
    for i in [0, 4, 8, 12] {
        let (a, b) = (_mm512_unpacklo_epi32(r[i], r[i + 1]), _mm512_unpacklo_epi32(r[i + 2], r[i + 3]));
        let (c, d) = (_mm512_unpackhi_epi32(r[i], r[i + 1]), _mm512_unpackhi_epi32(r[i + 2], r[i + 3]));
        quads[i] = _mm512_unpacklo_epi64(a, b);
        quads[i + 1] = _mm512_unpackhi_epi64(a, b);
        quads[i + 2] = _mm512_unpacklo_epi64(c, d);
        quads[i + 3] = _mm512_unpackhi_epi64(c, d);
    }
    // Lane l of quads[4 q + i] has rows 4 q to 4 q + 3 of column 4 l + i.
    let mut columns = r;
    for i in [0, 1, 2, 3] {
        let (a, b, c, d) = (quads[i], quads[4 + i], quads[8 + i], quads[12 + i]);
        let (ab02, ab13) = (_mm512_shuffle_i32x4::<0x88>(a, b), _mm512_shuffle_i32x4::<0xdd>(a, b));
        let (cd02, cd13) = (_mm512_shuffle_i32x4::<0x88>(c, d), _mm512_shuffle_i32x4::<0xdd>(c, d));
        columns[i] = _mm512_shuffle_i32x4::<0x88>(ab02, cd02);
        columns[4 + i] = _mm512_shuffle_i32x4::<0x88>(ab13, cd13);
        columns[8 + i] = _mm512_shuffle_i32x4::<0xdd>(ab02, cd02);
        columns[12 + i] = _mm512_shuffle_i32x4::<0xdd>(ab13, cd13);
    }
    columns
}

/// Eight rows of eight words.
#[inline]
#[target_feature(enable = "avx2")]
pub(crate) fn eight(r: [__m256i; 8]) -> [__m256i; 8] {
    let mut quads = r;
    for i in [0, 4] {
        let (a, b) = (_mm256_unpacklo_epi32(r[i], r[i + 1]), _mm256_unpacklo_epi32(r[i + 2], r[i + 3]));
        let (c, d) = (_mm256_unpackhi_epi32(r[i], r[i + 1]), _mm256_unpackhi_epi32(r[i + 2], r[i + 3]));
        quads[i] = _mm256_unpacklo_epi64(a, b);
        quads[i + 1] = _mm256_unpackhi_epi64(a, b);
        quads[i + 2] = _mm256_unpacklo_epi64(c, d);
        quads[i + 3] = _mm256_unpackhi_epi64(c, d);
    }
    let mut columns = r;
    for i in [0, 1, 2, 3] {
        columns[i] = _mm256_permute2x128_si256::<0x20>(quads[i], quads[4 + i]);
        columns[4 + i] = _mm256_permute2x128_si256::<0x31>(quads[i], quads[4 + i]);
    }
    columns
}
