use crate::kernels::compression_tests::kernels_agree;

kernels_agree! {
    "x86_64": Avx2 Avx512;
    "aarch64": ArmSha3;
}
