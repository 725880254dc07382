use crate::kernels::compression_tests::kernels_agree;

kernels_agree!();
