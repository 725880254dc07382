//! The test of every compression function: each kernel that this processor has gives what the
//! definition gives.

/// Makes the test of the kernels in scope.
macro_rules! kernels_agree {
    () => {
        use super::{Block, Kernel, State};
        use std::vec::Vec;

        #[test]
        fn kernels_agree() {
            let mut bytes = 1_u32;
            let mut next = || {
                bytes = bytes.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (bytes >> 24) as u8
            };
            // One byte more than the blocks, so that they can begin at an odd address.
            let mut message = [0; 9 * size_of::<Block>() + 1];
            message.fill_with(&mut next);
            for start in [0, 1] {
                for count in 0..=9 {
                    let (blocks, _) = message[start..].as_chunks::<{ size_of::<Block>() }>();
                    let blocks = &blocks[..count];
                    let before: State = core::array::from_fn(|_| u64::from_ne_bytes([(); 8].map(|()| next())) as _);
                    let mut expected = before;
                    Kernel::PORTABLE.compress(&mut expected, blocks, &[]);
                    for kernel in Kernel::all() {
                        let mut state = before;
                        let (one_run, other_run) = blocks.split_at(count / 3);
                        kernel.compress(&mut state, one_run, other_run);
                        assert_eq!(state, expected, "{} {count} {start}", kernel.name());
                        assert_eq!(state == before, count == 0);
                        // As many as there are, twice over and three times.
                        for times in 1..=3 {
                            let many: Vec<&Block> = (0..times).flat_map(|_| blocks).collect();
                            let state = |i| before.map(|word| word.wrapping_add(i as _));
                            let mut states: Vec<State> = (0..many.len()).map(state).collect();
                            let mut expected = states.clone();
                            kernel.compress_many(&mut states, &many);
                            for (state, block) in expected.iter_mut().zip(&many) {
                                Kernel::PORTABLE.compress(state, &[**block], &[]);
                            }
                            assert_eq!(states, expected, "{} {}", kernel.name(), many.len());
                        }
                        if let [first, .., last] = blocks {
                            let (mut states, mut each) = ([before, state], [before, state]);
                            kernel.compress_each(&mut states, [first, last]);
                            for (state, block) in each.iter_mut().zip([first, last]) {
                                Kernel::PORTABLE.compress(state, &[*block], &[]);
                            }
                            assert_eq!(states, each, "{} each", kernel.name());
                        }
                    }
                }
            }
        }
    };
}
pub(super) use kernels_agree;
