//! SHA-512 with AVX2 and BMI2.

super::two_blocks::compression!(Avx2, "avx2,bmi1,bmi2");
