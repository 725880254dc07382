//! SHA-256's compression function for any processor: the definition that the other kernels are compared with.

use crate::kernels::sha2_definition::{K_256, compression};

compression!(u32, K_256, Sigma0: [2, 13, 22], Sigma1: [6, 11, 25], sigma0: [7, 18, 3], sigma1: [17, 19, 10]);
