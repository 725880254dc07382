//! Self-test of DSA.

use super::{Probe, self_test};
use crate::algorithms::dsa::{Domain, VerifyingKey};
use crate::base::error::Error;
use crate::base::hex::hex;

self_test! {
    /// A signature by a key of 2048 bits is verified; that of another hash value is refused.
    DSA = "DSA", "FIPS 186-4", after [] => test;
}

#[inline(never)] // its frame is large
fn test(probe: &mut Probe) -> bool {
    let (y, signature, digest) = (probe.input(Y), probe.input(SIGNATURE), probe.input(COUNTING));
    let Ok(key) = Domain::unproven(&P, &Q, &G).and_then(|domain| VerifyingKey::new(&domain, &y)) else {
        return false;
    };
    key.verify(&digest, &signature).is_ok()
        && key.verify(&signature[..32], &signature) == Err(Error::SignatureMismatch)
}

/// A hash value of bytes that count up from 0.
const COUNTING: [u8; 32] = {
    let (mut bytes, mut i) = ([0; 32], 0);
    while i < bytes.len() {
        bytes[i] = i as u8;
        i += 1;
    }
    bytes
};

// By Python's integers (`kat-vectors/generate/self_tests.py`); OpenSSL verifies the signature.
const P: [u8; 256] = hex!(
    "ddc0f9b6c682be09acfe65cedd148a1a8b0c3099b0a3dc36024b6d46efcb8fd8",
    "3276b22dfeddb6ed960d93a258d8b0de2321fa92aa57b54b0411121a161a84a6",
    "71bded30c22ca0a7b38938791693e2801207057cb8eeb88be5fe5db5966b0dbd",
    "1c20718988774293f434487c4291107835a495e9e455f534969d243ab0ee5736",
    "bee757061624d418189ac06f5882d7ff3c23e2e436f47d7e54ef5805f3094f46",
    "ba94b1b9b6aeb8a3ad8d05496150c4100915b6e33dad8c1dc0f25650a25a04ee",
    "e932184c8b8122fc64958974126a7d022269ce92da70b45a556684b16b564277",
    "68d7ac0a41d7d069c7f564b28a608b05039d8b7ae34f9483ab8b0da98be5fb75",
);
const Q: [u8; 32] = hex!("c1c1ec7938362f6325fd63462926ddb01eaa2955d953078cf80d89d9e3acff67",);
const G: [u8; 256] = hex!(
    "c0e1de7c60226684994efcbe1dcb79bfcf4546ee995817f8463c92a877d757ae",
    "c8c8bd905eb79f22d2d931f62ed69bfdae921b9171e334d1be8b748ed762664b",
    "831f39252ad6d08b99475beabd19b6b9ea51d7e3c5254bf1c8ce4875b3529349",
    "1fb069b490d0d62701cbcb97b76f89ad6402c7ecd6f26eb6339ccd53724a79b6",
    "6dcd5772a0ddb58f692f271e4dd2c8253abcbc37dff2502a245d5e157e42faac",
    "b36459f30119288bacc8a34e511d87df8558f0beaaedec47f57a62f760169ef9",
    "bd8c2d7aef304d5bd3709202d50254cca123fdc587ba02ea46c472e98b17dfdf",
    "be475eb603d8a841bba71ec43bd14256f83222e315976772eaed277e1d580a2e",
);
const Y: [u8; 256] = hex!(
    "cf82b330e20a0488f42e2db1d89c0184fd9bfeb6e1b4e0bbd3b4f353676ba0dc",
    "1e34b4ca3d62a5855f528068de4bab287ea209c56528ea38e5b5d010521cc489",
    "33ff543682504f3e5d9a7233a5b7218e37e92ec9d091f9299d2934bdb6dfa15c",
    "8a3fa08a5edca11e980b23b143288c10d017b8442d4005c146e5a2f150cc2381",
    "b35ec51be637e1010e08d5aca4efca321619181db19dc0fb2eb92afd1e1c910b",
    "6508cfc4685839250de266094c437c829c47bdd35f32cec019f9fb728d2f7c8c",
    "a56e4d6d7e36de2bf56d42d50b6cb7da80865ece138b06edaaef46fdd44f3c31",
    "b90bf19d1c43b356530c16e0216645d3fe5257ac0d5922b8e2e5e08eb42924c0",
);
const SIGNATURE: [u8; 64] = hex!(
    "47c3eeb938ec138e9d78f7b775a9969173949d1fb7bb89f863c230e250abf365",
    "303f45b76faf246ee175c1a75dc99cb474006ef84b0884ea70678229d4e42b79",
);
