//! The entropy of what a conditioning component gives (SP 800-90B section 3.1.5).

/// The entropy of `out` bits that a vetted component of the narrowest width `narrowest` makes of
/// `input` bits with `entropy` bits of min-entropy: Output_Entropy of section 3.1.5.1.2, in bits.
///
/// All is reckoned in logarithms: the powers of the formula fit no number.
pub fn output_entropy(input: u32, out: u32, narrowest: u32, entropy: f64) -> f64 {
    let (input, n) = (f64::from(input), f64::from(out.min(narrowest)));
    // The likeliest input, and each of the 2^input - 1 others.
    let high = -entropy;
    let low = log_of_rest(entropy) - input - log_of_rest(input);
    // psi: the likeliest input and its share of the others on one output.
    let share = input - n;
    let psi = log_add(share + low, high);
    // omega: the outputs that others hit most.
    let most = log_add(share, 0.5 * (1.0 + n.log2() + share + std::f64::consts::LN_2.log2()));
    -psi.max(most + low)
}

/// log2(1 - 2^-x).
fn log_of_rest(x: f64) -> f64 {
    (-(-x).exp2()).ln_1p() / std::f64::consts::LN_2
}

/// log2(2^a + 2^b).
fn log_add(a: f64, b: f64) -> f64 {
    let (more, less) = if a > b { (a, b) } else { (b, a) };
    more + (less - more).exp2().ln_1p() / std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formula as the standard writes it, where its numbers are small.
    fn as_written(input: i32, out: i32, narrowest: i32, entropy: f64) -> f64 {
        let p_high = (-entropy).exp2();
        let p_low = (1.0 - p_high) / (2_f64.powi(input) - 1.0);
        let n = out.min(narrowest);
        let psi = 2_f64.powi(input - n) * p_low + p_high;
        let u = 2_f64.powi(input - n) + (2.0 * f64::from(n) * 2_f64.powi(input - n) * 2_f64.ln()).sqrt();
        -psi.max(u * p_low).log2()
    }

    #[test]
    fn it_is_the_formula() {
        for (input, out, narrowest) in [(64, 32, 64), (128, 64, 64), (128, 128, 128), (256, 128, 256), (24, 8, 16)] {
            for entropy in [1.0, 7.5, 20.0, 24.0] {
                let expected = as_written(input, out, narrowest, entropy);
                let found = output_entropy(input as u32, out as u32, narrowest as u32, entropy);
                assert!((found - expected).abs() < 1e-9, "{input} {out} {entropy}: {found} {expected}");
            }
        }
    }

    /// 576 bits of entropy in 4608 samples of eight bits make 512 bits of full entropy (SP 800-90C:
    /// 64 bits more than come out).
    #[test]
    fn the_seeds_of_the_module_are_full() {
        let found = output_entropy(8 * 4608, 512, 512, 576.0);
        assert!(found <= 512.0 && found > 512.0 * (1.0 - 1e-9), "{found}");
        assert!(output_entropy(8 * 4608, 512, 512, 400.0) < 400.1);
    }
}
