//! Self-tests of the hash functions, one for each engine. The functions of an engine differ in
//! initial value, truncation or rate only, and IG 10.3.A asks for one of them; each is tested all
//! the same, because each has constants of its own. Several messages at once go through kernels of
//! their own, which have their own tests.

use super::{Probe, SelfTest, self_test};
use crate::algorithms::hash::sha1::Sha1;
use crate::algorithms::hash::sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use crate::algorithms::hash::sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512};
use crate::algorithms::hash::shake::Shake;
use crate::algorithms::hash::sponge::Rate;
use crate::algorithms::hash::{Hash, HashAlgorithm, HashOutput};
use crate::algorithms::pre_hash::PreHash;
use crate::base::hex::hex;

self_test! {
    /// Messages of two and of many blocks.
    SHA1 = "SHA-1", "FIPS 180-4", after [] => test_sha1;
    /// Messages of several blocks and of many through SHA-256 and SHA-224.
    SHA2_256 = "SHA2-256", "FIPS 180-4", after [] => test_sha2_256;
    /// Messages of several blocks and of many through SHA-512, SHA-384, SHA-512/224 and
    /// SHA-512/256.
    SHA2_512 = "SHA2-512", "FIPS 180-4", after [] => test_sha2_512;
    /// Messages of several blocks and of many through the four functions of SHA-3, both of SHAKE
    /// and both of cSHAKE.
    SHA3 = "SHA3", "FIPS 202", after [] => test_sha3;
    /// Twenty messages side by side through SHA-1.
    SHA1_BATCH = "SHA-1 batch", "FIPS 180-4", after [SHA1] => test_sha1_batch;
    /// Twenty messages side by side through SHA-256 and SHA-224.
    SHA2_256_BATCH = "SHA2-256 batch", "FIPS 180-4", after [SHA2_256] => test_sha2_256_batch;
    /// Twenty messages side by side through SHA-512, SHA-384, SHA-512/224 and SHA-512/256.
    SHA2_512_BATCH = "SHA2-512 batch", "FIPS 180-4", after [SHA2_512] => test_sha2_512_batch;
    /// Twenty messages side by side through the four functions of SHA-3.
    SHA3_BATCH = "SHA3 batch", "FIPS 202", after [SHA3] => test_sha3_batch;
}

/// The self-test of the compression function or permutation behind `algorithm`.
#[inline]
pub(crate) const fn of(algorithm: HashAlgorithm) -> &'static SelfTest {
    use HashAlgorithm::*;
    match algorithm {
        Sha1 => &SHA1,
        Sha224 | Sha256 => &SHA2_256,
        Sha384 | Sha512 | Sha512_224 | Sha512_256 => &SHA2_512,
        Sha3_224 | Sha3_256 | Sha3_384 | Sha3_512 => &SHA3,
    }
}

/// The self-test of a hash function that messages go through before they are signed.
pub(crate) const fn of_pre_hash(hash: PreHash) -> &'static SelfTest {
    of(match hash {
        PreHash::Sha224 => HashAlgorithm::Sha224,
        PreHash::Sha256 => HashAlgorithm::Sha256,
        PreHash::Sha384 => HashAlgorithm::Sha384,
        PreHash::Sha512 => HashAlgorithm::Sha512,
        PreHash::Sha512_224 => HashAlgorithm::Sha512_224,
        PreHash::Sha512_256 => HashAlgorithm::Sha512_256,
        PreHash::Sha3_224 => HashAlgorithm::Sha3_224,
        PreHash::Sha3_256 => HashAlgorithm::Sha3_256,
        PreHash::Sha3_384 => HashAlgorithm::Sha3_384,
        PreHash::Sha3_512 => HashAlgorithm::Sha3_512,
        PreHash::Shake128 | PreHash::Shake256 => return &SHA3,
    })
}

/// The self-test of several messages at once by `algorithm`.
#[inline]
pub(crate) const fn of_batch(algorithm: HashAlgorithm) -> &'static SelfTest {
    use HashAlgorithm::*;
    match algorithm {
        Sha1 => &SHA1_BATCH,
        Sha224 | Sha256 => &SHA2_256_BATCH,
        Sha384 | Sha512 | Sha512_224 | Sha512_256 => &SHA2_512_BATCH,
        Sha3_224 | Sha3_256 | Sha3_384 | Sha3_512 => &SHA3_BATCH,
    }
}

/// The message of 896 bits of FIPS 180-2 appendix C.2: two blocks of SHA-1 and SHA-256, with its
/// padding two of SHA-512.
const MESSAGE: [u8; 112] = *b"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn\
hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";

/// The message through a function.
fn gives<H: Hash>(message: &[u8], expected: H::Output) -> bool {
    H::digest(&[message]).as_ref() == expected.as_ref()
}

/// SHA-1 of the message and of a long one.
fn test_sha1(probe: &mut Probe) -> bool {
    gives::<Sha1>(&probe.input(MESSAGE), DIGEST_SHA1) && gives::<Sha1>(&probe.input(LONG), LONG_SHA1)
}

/// SHA-256 and SHA-224 of the message, and a long one.
fn test_sha2_256(probe: &mut Probe) -> bool {
    let message = probe.input(MESSAGE);
    gives::<Sha256>(&message, DIGEST_256)
        && gives::<Sha224>(&message, DIGEST_224)
        && gives::<Sha256>(&probe.input(LONG), LONG_256)
}

/// SHA-512 of the message, the three that begin with other values, and a long one.
fn test_sha2_512(probe: &mut Probe) -> bool {
    let message = probe.input(MESSAGE);
    gives::<Sha512>(&message, DIGEST_512)
        && gives::<Sha384>(&message, DIGEST_384)
        && gives::<Sha512_224>(&message, DIGEST_512_224)
        && gives::<Sha512_256>(&message, DIGEST_512_256)
        && gives::<Sha512>(&probe.input(LONG), LONG_512)
}

/// The message twice, more than two blocks, through the four functions of FIPS 202 and both
/// extendable ones, with and without a customization string.
fn test_sha3(probe: &mut Probe) -> bool {
    let message = probe.input(MESSAGE);
    let twice = [&message[..], &message];
    let customization = probe.input(*b"Email Signature");
    Sha3_224::digest(&twice) == DIGEST_SHA3_224
        && Sha3_256::digest(&twice) == DIGEST_SHA3_256
        && Sha3_384::digest(&twice) == DIGEST_SHA3_384
        && Sha3_512::digest(&twice) == DIGEST_SHA3_512
        && gives::<Sha3_256>(&probe.input(LONG), LONG_SHA3_256)
        && ends_with(Shake::new(Rate::OF_128), &twice, &END_SHAKE128)
        && ends_with(Shake::new(Rate::OF_256), &twice, &END_SHAKE256)
        && ends_with(Shake::customized(Rate::OF_128, &[], &customization), &twice, &END_CSHAKE128)
        && ends_with(Shake::customized(Rate::OF_256, &[], &customization), &twice, &END_CSHAKE256)
}

/// Whether 200 bytes of output, which are more than one block, have this end.
fn ends_with(mut shake: Shake, message: &[&[u8]], expected: &[u8; 32]) -> bool {
    let mut out = [0; 200];
    message.iter().for_each(|part| shake.update(part));
    shake.finalize_bits(0, 0).read(&mut out);
    out.ends_with(expected)
}

/// A long message that counts up, with more blocks than any kernel takes at once; those of a batch
/// lie in it.
const LONG: [u8; 1000] = {
    let mut data = [0; 1000];
    let mut i = 0;
    while i < data.len() {
        data[i] = i as u8;
        i += 1;
    }
    data
};

/// Twenty messages of 200 bytes, each a byte further on: all lanes of every kernel, and lanes that
/// stay empty. The answer is the hash value of their hash values.
fn batch<H: Hash>(data: &[u8; LONG.len()], expected: H::Output) -> bool {
    let mut values = [H::Output::ZERO; 20];
    H::digest_many(&core::array::from_fn::<&[u8], 20, _>(|i| &data[i..i + 200]), &mut values);
    let mut all = H::new();
    values.iter().for_each(|value| all.update(value.as_ref()));
    all.finalize_bits(0, 0).as_ref() == expected.as_ref()
}

/// The batch of SHA-1.
fn test_sha1_batch(probe: &mut Probe) -> bool {
    batch::<Sha1>(&probe.input(LONG), BATCH_SHA1)
}

/// The batch of SHA-256 and SHA-224.
fn test_sha2_256_batch(probe: &mut Probe) -> bool {
    let data = probe.input(LONG);
    batch::<Sha256>(&data, BATCH_256) && batch::<Sha224>(&data, BATCH_224)
}

/// The batch of SHA-512 and of the three that begin with other values.
fn test_sha2_512_batch(probe: &mut Probe) -> bool {
    let data = probe.input(LONG);
    batch::<Sha512>(&data, BATCH_512)
        && batch::<Sha384>(&data, BATCH_384)
        && batch::<Sha512_224>(&data, BATCH_512_224)
        && batch::<Sha512_256>(&data, BATCH_512_256)
}

/// The batch of the four functions of FIPS 202.
fn test_sha3_batch(probe: &mut Probe) -> bool {
    let data = probe.input(LONG);
    batch::<Sha3_224>(&data, BATCH_SHA3_224)
        && batch::<Sha3_256>(&data, BATCH_SHA3_256)
        && batch::<Sha3_384>(&data, BATCH_SHA3_384)
        && batch::<Sha3_512>(&data, BATCH_SHA3_512)
}

/// Python's hashlib, and OpenSSL.
const DIGEST_SHA1: [u8; 20] = hex!("a49b2446a02c645bf419f995b67091253a04a259");

/// NIST's example file for SHA-256, and Python's hashlib.
const DIGEST_256: [u8; 32] = hex!("cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");

/// FIPS 180-2 appendix C.2, and Python's hashlib.
const DIGEST_512: [u8; 64] = hex!(
    "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018",
    "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909",
);

/// Python's hashlib, and OpenSSL.
const DIGEST_SHA3_256: [u8; 32] = hex!("141035f98c649bdd78c78dba1169320b77802933b4888c00ad56781d3f39dbac");

/// Python's hashlib.
const BATCH_SHA1: [u8; 20] = hex!("969af46ee82b125f2c3f79464858fa72f031f82a");

/// Python's hashlib.
const BATCH_256: [u8; 32] = hex!("8c93e7e889fe74da2efd61d87fb5d70badf26645bce08fd618c5c652836e6db4");

/// Python's hashlib.
const BATCH_512: [u8; 64] = hex!(
    "e075a9751630938e0fc897d973238ab12681626823f2ad68f6193d6700b811c4",
    "142e30bb472e22b875d7a581a0a5e02cfe3bd3b91fb860ef240ebdfc54513701",
);

/// Python's hashlib.
const BATCH_SHA3_256: [u8; 32] = hex!("0c470918666650b982926d5aadba1466fae03c495e46623d28b8d0934deab05d");

// The rest: `kat-vectors/generate/self_tests.py`.
const DIGEST_224: [u8; 28] = hex!("c97ca9a559850ce97a04a96def6d99a9e0e0e2ab14e6b8df265fc0b3");
const DIGEST_384: [u8; 48] =
    hex!("09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712", "fcc7c71a557e2db966c3e9fa91746039",);
const DIGEST_512_224: [u8; 28] = hex!("23fec5bb94d60b23308192640b0c453335d664734fe40e7268674af9");
const DIGEST_512_256: [u8; 32] = hex!("3928e184fb8690f840da3988121d31be65cb9d3ef83ee6146feac861e19b563a");
const DIGEST_SHA3_224: [u8; 28] = hex!("f31340581da34627f9aea25b757d2a20763c2607c13d7079d035f925");
const DIGEST_SHA3_384: [u8; 48] =
    hex!("6733e4686453d140b7512e1241da19de5e8a5b7de4c8eef6ef9ba009fa7886ee", "5224d47eaa4dfdb1b20e93d9c816092a",);
const DIGEST_SHA3_512: [u8; 64] = hex!(
    "d72d4b4ec81d35a0e96c8a1aeb4c14042cb1ebdef85b1fa106e9931e735c866d",
    "017c72df15a6cab32b5304fc09266b82bcdcf51fcab829e29b6a31f5ff27fa11",
);
const BATCH_224: [u8; 28] = hex!("7cfb2151a58947e18236e406bd164b4659d8d69d376360eeece16ed0");
const BATCH_384: [u8; 48] =
    hex!("dcc219fd0526ee9a959a6d29aa92e4de7fc6245c3d894766dcc44df56dbd6f32", "bfdce45ced8706760c6222dd485ef4f1",);
const BATCH_512_224: [u8; 28] = hex!("c9fdd5aced7ea0d761891fa51ce7f65a5d916ec5a5cdea4eedd3cfdd");
const BATCH_512_256: [u8; 32] = hex!("9d6c228fe47ac4d981dac5f00b808efce19ceb4c20c691791f01669bc1af4311");
const BATCH_SHA3_224: [u8; 28] = hex!("0b0580ba1163c1d45cca9482f8806440cb05311fc9e06d08aaee440c");
const BATCH_SHA3_384: [u8; 48] =
    hex!("242e9eb086ce44f4c8f7fabc51bcb8f9c5f4b50384e33736a23912d121c09e33", "6b530c71ae04e11818fea4e8305b33c3",);
const BATCH_SHA3_512: [u8; 64] = hex!(
    "eed6a6e5d2b04bd9da6a92c5a5a80791a778a51efda6d4cbf0fc4d68fa9bd7e0",
    "c692eebfae91d985804513ec17ae0941d67d927cf7244ce217121dea9bfa0620",
);
const END_SHAKE128: [u8; 32] = hex!("797ae7ecfdb5c27067519259a25b9c7e5a5411259d4ae8f67f525bed884d41cb");
const END_CSHAKE128: [u8; 32] = hex!("f8131248b7627aa000103f8143225c831aa2b00f70ab2cc6b46be33ac3aebade");
const END_SHAKE256: [u8; 32] = hex!("12404f93570754ba147f862979922c3255be44a98a9f85feb619b306c83b9f61");
const END_CSHAKE256: [u8; 32] = hex!("561b118f021b705139c18772cd63fca93b877147984eb6809d273b79c71327ef");
const LONG_SHA1: [u8; 20] = hex!("af0b191c2de46fe13fe0908f5a6a4e90e0cafc46");
const LONG_256: [u8; 32] = hex!("a8af099bf2e878609558dbf69d8f88f4a31040a8cf84b549a0cfa912f12ffc3f");
const LONG_512: [u8; 64] = hex!(
    "6cd2eda9bf9c0597129029b0054b81e433f6b8b7b499a75eb705efd74bac1941",
    "49835b1d1a14c48be696e4d588456d512a22eae7aa1b57be2b56eae7d35e08cb",
);
const LONG_SHA3_256: [u8; 32] = hex!("14e5de35911194ddad95ac1572e2b6ce054ed2146cd0562280fcab04ccfecbd8");
