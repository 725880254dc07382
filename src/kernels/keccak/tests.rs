use super::{Kernel, State, States};

/// The first lanes of Keccak-f[1600] of zeros, from the known answers of the Keccak team
/// (KeccakF-1600-IntermediateValues).
#[test]
fn the_permutation_of_zeros() {
    let mut state = [0; 25];
    Kernel::PORTABLE.permute(&mut state);
    let expected = [0xf125_8f79_40e1_dde7, 0x84d5_ccf9_33c0_478a, 0xd598_261e_a65a_a9ee, 0xbd15_4730_6f80_494d];
    assert_eq!(state[..4], expected);
}

#[test]
fn kernels_agree() {
    let mut seed = 1_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed ^ seed >> 29
    };
    let bytes: [u8; 8 * 200 * 3 + 8] = core::array::from_fn(|_| next() as u8);
    let eight: States<8> = core::array::from_fn(|_| core::array::from_fn(|_| next()));
    let state = |i: usize| -> State { eight.map(|lanes| lanes[i]) };
    let portable = Kernel::PORTABLE;
    for kernel in Kernel::all() {
        let name = kernel.name();
        let (mut one, mut expected) = (state(0), state(0));
        kernel.permute(&mut one);
        portable.permute(&mut expected);
        assert_eq!(one, expected, "{name}");

        let mut four: States<4> = eight.map(|[a, b, c, d, ..]| [a, b, c, d]);
        kernel.permute_four(&mut four);
        for i in 0..4 {
            let mut expected = state(i);
            portable.permute(&mut expected);
            assert_eq!(four.map(|lanes| lanes[i]), expected, "{name} {i} of four");
        }

        let mut many = eight;
        kernel.permute_eight(&mut many);
        for i in 0..8 {
            let mut expected = state(i);
            portable.permute(&mut expected);
            assert_eq!(many.map(|lanes| lanes[i]), expected, "{name} {i} of eight");
        }

        for rate in [72, 104, 136, 144, 168, 200] {
            // Two blocks and a rest that is not absorbed, at an odd address.
            let messages: [&[u8]; 8] = core::array::from_fn(|i| &bytes[1 + i * 600..][..2 * rate + 7]);
            let mut many = eight;
            kernel.absorb_eight(&mut many, rate, messages);
            for (i, message) in messages.into_iter().enumerate() {
                let (mut one, mut expected) = (state(i), state(i));
                kernel.absorb(&mut one, rate, message);
                portable.absorb(&mut expected, rate, message);
                assert_eq!(one, expected, "{name} {rate}");
                assert_eq!(many.map(|lanes| lanes[i]), expected, "{name} {rate} {i} of eight");
            }
        }
    }
}
