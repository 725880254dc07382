use crate::kernels::compression_tests::kernels_agree;

kernels_agree!();

/// HMAC within a kernel gives what the portable one gives.
#[test]
fn codes_agree() {
    let begun = [super::IV_256, super::IV_256.map(u32::reverse_bits)];
    let begun = begun.each_ref();
    let blocks: [Block; 4] = core::array::from_fn(|i| core::array::from_fn(|j| (i * 41 + j * 13) as u8));
    for kernel in Kernel::all() {
        for (one_run, other_run) in (0..=4).map(|count| blocks.split_at(count)) {
            let expected = Kernel::PORTABLE.mac(begun, one_run, other_run);
            assert_eq!(kernel.mac(begun, one_run, other_run), expected, "{}", kernel.name());
        }
        for times in 0..4 {
            let (mut value, mut sum, mut other, mut total) = ([7; 32], [9; 32], [7; 32], [9; 32]);
            kernel.iterate_mac(begun, &mut value, &mut sum, times);
            Kernel::PORTABLE.iterate_mac(begun, &mut other, &mut total, times);
            assert_eq!((value, sum), (other, total), "{} {times}", kernel.name());
            assert_eq!(value == [7; 32], times == 0);
        }
    }
}

/// The lanes of either width give what the portable kernel gives; on most processors only one of
/// them is ever chosen.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[test]
fn lanes_agree() {
    use super::{lanes256, lanes512};
    use crate::machine::cpu::{Avx2, Avx512};

    fn check<const N: usize>(compress: impl Fn(&mut [State; N], &[&Block; N])) {
        let blocks: [Block; N] = core::array::from_fn(|i| core::array::from_fn(|j| (i * 37 + j * 11) as u8));
        let mut states: [State; N] = core::array::from_fn(|i| super::IV_256.map(|word| word.rotate_left(i as u32)));
        let mut expected = states;
        compress(&mut states, &blocks.each_ref());
        for (state, block) in expected.iter_mut().zip(&blocks) {
            Kernel::PORTABLE.compress(state, &[*block], &[]);
        }
        assert_eq!(states, expected, "{N}");
    }
    if let Some(cpu) = Avx2::detect() {
        // SAFETY: `cpu` proves the processor features that the function is compiled for.
        check(|states, blocks| unsafe { lanes256::compress(cpu, states, blocks) });
    }
    if let Some(cpu) = Avx512::detect() {
        // SAFETY: as above.
        check(|states, blocks| unsafe { lanes512::compress(cpu, states, blocks) });
    }
}
