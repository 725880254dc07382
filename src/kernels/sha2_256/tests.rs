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

/// Chains give what steps one by one give, for every number of chains and every size of a value.
#[test]
fn chains_agree() {
    use super::chains::{Chains, Shape};

    let begun = super::IV_256.map(u32::reverse_bits);
    for (head, size) in [(22, 16), (22, 24), (22, 32), (23, 24), (23, 32)] {
        for (count, steps) in [(1, 3), (2, 15), (3, 15), (5, 0), (7, 15), (9, 4), (16, 15)] {
            let mut chains = Chains::new();
            let mut expected = Chains::new();
            for i in 0..16 {
                let block: &mut Block = &mut chains.blocks[i];
                *block = core::array::from_fn(|j| (i * 37 + j * 11) as u8);
                block[head - 4..head].copy_from_slice(&(i as u32 % 3).to_be_bytes());
                block[head + size..].fill(0);
                block[head + size] = 0x80;
                block[62..].copy_from_slice(&(8 * (64 + head + size) as u16).to_be_bytes());
                chains.stops[i] = i as u32;
                chains.kept[i] = core::array::from_fn(|j| (i + j) as u8);
            }
            expected.blocks.copy_from_slice(&*chains.blocks);
            expected.kept.copy_from_slice(&*chains.kept);
            for i in 0..count {
                for step in 1..=steps {
                    let mut state = begun;
                    Kernel::PORTABLE.compress(&mut state, &[expected.blocks[i]], &[]);
                    let value: Vec<u8> = state.iter().flat_map(|word| word.to_be_bytes()).take(size).collect();
                    expected.blocks[i][head..head + size].copy_from_slice(&value);
                    expected.blocks[i][head - 1] += 1;
                    expected.values[i][..size].copy_from_slice(&value);
                    if step == i as u32 {
                        expected.kept[i][..size].copy_from_slice(&value);
                    }
                }
            }
            for kernel in Kernel::all() {
                let mut run = Chains { stops: chains.stops, ..Chains::new() };
                run.blocks.copy_from_slice(&*chains.blocks);
                run.kept.copy_from_slice(&*chains.kept);
                kernel.run_chains(&begun, Shape { head, value: size, steps }, count, &mut run);
                for i in 0..count {
                    let what = std::format!("{} {head} {size} {i}/{count} {steps}", kernel.name());
                    assert_eq!(run.kept[i][..size], expected.kept[i][..size], "{what}");
                    if steps > 0 {
                        assert_eq!(run.values[i][..size], expected.values[i][..size], "{what}");
                    }
                }
            }
        }
    }
}
