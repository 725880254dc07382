//! SHA-512 with AVX-512VL and BMI2.

super::two_blocks::compression!(Avx512, "avx512f,avx512vl,avx2,bmi1,bmi2");
