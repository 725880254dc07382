use crate::kernels::compression_tests::kernels_agree;

kernels_agree! {
    "x86_64": ShaNi;
    "aarch64": ArmSha2;
}
