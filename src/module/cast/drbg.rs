//! Self-tests of the generators: the known-answer and health tests of SP 800-90A r1 section 11.3.
//!
//! The known answers are of NIST's CAVP (drbgtestvectors, folders `drbgvectors_pr_false` and
//! `drbgvectors_pr_true`). Each runs instantiate with a personalization string, then two generates
//! with additional input: with prediction resistance, or after a reseed without it.

use super::hash::{SHA2_256_BATCH, SHA2_512_BATCH};
use super::hmac::{HMAC_SHA2_256, HMAC_SHA2_512};
use super::{Probe, self_test};
use crate::algorithms::drbg::ctr::{Ctr, FULL_COUNTER, Parameters};
use crate::algorithms::drbg::hash::HashDrbg;
use crate::algorithms::drbg::hmac::HmacDrbg;
use crate::algorithms::drbg::{self, Drbg, MAX_INPUT, MAX_REQUEST, RESEED_INTERVAL};
use crate::algorithms::hash::sha2::{Sha256, Sha512};
use crate::base::error::{Error, Result};
use crate::base::hex::hex;

self_test! {
    /// Instantiate, reseed and generate with a key of each size, with and without derivation
    /// function and prediction resistance; limits, errors, uninstantiate.
    CTR_DRBG = "CTR_DRBG", "SP 800-90A r1", after [] => test_ctr;
    /// Instantiate, reseed and generate with SHA-256 and SHA-512; limits, errors, uninstantiate.
    /// Covers every hash function, each of which has its own test.
    HMAC_DRBG = "HMAC_DRBG", "SP 800-90A r1", after [HMAC_SHA2_256, HMAC_SHA2_512] => test_hmac;
    /// Instantiate, reseed and generate with SHA-256 and SHA-512; limits, errors, uninstantiate.
    /// Covers every hash function, each of which has its own test.
    HASH_DRBG = "Hash_DRBG", "SP 800-90A r1", after [SHA2_256_BATCH, SHA2_512_BATCH] => test_hash;
}

/// The longest answer.
const MAX_ANSWER: usize = 256;
/// What the module's generators give most often, and what CTR_DRBG makes together with its update.
const SHORT_ANSWER: usize = 32;

/// CTR_DRBG with AES-256, with and without derivation function, requests of both ways of making the
/// key stream.
fn test_ctr(probe: &mut Probe) -> bool {
    let (df, no_df) = (probe.input(CTR_DF), probe.input(CTR_NO_DF));
    let df = Case::<Ctr> { parameters: ctr(32, true), nonce: 16, other: 32, fresh: false, input: &df };
    let no_df = Case::<Ctr> { parameters: ctr(32, false), nonce: 0, other: 48, fresh: true, input: &no_df };
    df.gives(&CTR_DF_BITS)
        && no_df.gives(&CTR_NO_DF_BITS)
        && df.begins_with(&CTR_DF_BITS, SHORT_ANSWER)
        && no_df.begins_with(&CTR_NO_DF_BITS, SHORT_ANSWER)
        && df.is_healthy()
        && no_df.is_healthy()
        && every_size(probe.input(core::array::from_fn(|i| i as u8)))
}

/// CTR_DRBG with a key of each size, with and without derivation function: instantiate, reseed and
/// two generates, all with additional input. Every input is a part of one that counts up.
fn every_size(counting: [u8; 256]) -> bool {
    [
        (ctr(16, true), 16, 8, CTR_128),
        (ctr(24, true), 24, 12, CTR_192),
        (ctr(32, true), 32, 16, CTR_256),
        (ctr(16, false), 32, 0, CTR_128_NO_DF),
        (ctr(24, false), 40, 0, CTR_192_NO_DF),
        (ctr(32, false), 48, 0, CTR_256_NO_DF),
    ]
    .iter()
    .all(|&(parameters, size, nonce, expected)| {
        let part = |start: usize| &counting[start..start + size];
        let mut out = [0; 64];
        Ctr::instantiate(parameters, part(0), &counting[0x80..0x80 + nonce], part(0x40)).is_ok_and(|mut drbg| {
            drbg.reseed(part(0x20), part(0x60)).is_ok()
                && drbg.generate(part(0x30), &mut out).is_ok()
                && drbg.generate(part(0x70), &mut out[..32]).is_ok()
                && out.starts_with(&expected)
        })
    })
}

const fn ctr(key_len: usize, derivation: bool) -> Parameters {
    Parameters { key_len, derivation, counter_bits: FULL_COUNTER }
}

// OpenSSL's generators (`kat-vectors/generate/self_tests.py`).
const CTR_128: [u8; 32] = hex!("a89ae667e4f2af7c210b416658dbc14db9f9a5946f64e4302da27caae63635de");
const CTR_128_NO_DF: [u8; 32] = hex!("d4b5b427cbe7e9f2844fcb73379a407ad03cd32ded245f4f0280c26e073ec1d1");
const CTR_192: [u8; 32] = hex!("06143260a8165ba69fc6eca0e78f14752d33fa08dbc4c427e7875f6fd45b4908");
const CTR_192_NO_DF: [u8; 32] = hex!("8758554e4f4990ae07a9f2c71883a298f10c3bfbc01dabd40aa2ac4f2e0174d5");
const CTR_256: [u8; 32] = hex!("87efa313cf48f0199f89c8485939ffc81f8abad1d547501638f3f791ba15300f");
const CTR_256_NO_DF: [u8; 32] = hex!("8e8f57887d26fabcf1e9ef667d1516b638a22d1daf6ad740f2759582e249ae17");

/// HMAC_DRBG on both engines of SHA-2.
fn test_hmac(probe: &mut Probe) -> bool {
    let (sha256, sha512) = (probe.input(HMAC_256_INPUT), probe.input(HMAC_512_INPUT));
    let sha256 = Case::<HmacDrbg<Sha256>>::of_hash(true, &sha256);
    let sha512 = Case::<HmacDrbg<Sha512>>::of_hash(false, &sha512);
    sha256.gives(&HMAC_256_BITS) && sha512.gives(&HMAC_512_BITS) && sha256.is_healthy()
}

/// Hash_DRBG on both engines of SHA-2, one for each length of the seed.
fn test_hash(probe: &mut Probe) -> bool {
    let (sha256, sha512) = (probe.input(HASH_256_INPUT), probe.input(HASH_512_INPUT));
    let sha256 = Case::<HashDrbg<Sha256>>::of_hash(false, &sha256);
    let sha512 = Case::<HashDrbg<Sha512>>::of_hash(true, &sha512);
    sha256.gives(&HASH_256_BITS) && sha512.gives(&HASH_512_BITS) && sha512.is_healthy()
}

/// One case: all inputs in the order in which the generator takes them. A program that uses one
/// mechanism does not link the others, so the mechanism is a type.
struct Case<'a, D: Drbg> {
    parameters: D::Parameters,
    /// The size of the nonce in bytes.
    nonce: usize,
    /// The size of every other input in bytes.
    other: usize,
    /// With prediction resistance.
    fresh: bool,
    input: &'a [u8],
}

impl<'a, D: Drbg<Parameters = ()>> Case<'a, D> {
    fn of_hash(fresh: bool, input: &'a [u8]) -> Self {
        Self { parameters: (), nonce: 16, other: 32, fresh, input }
    }
}

impl<'a, D: Drbg> Case<'a, D> {
    /// Whether the second generate gives `answer`.
    fn gives(&self, answer: &[u8]) -> bool {
        self.begins_with(answer, answer.len())
    }

    /// Whether the second generate, asked for `len` bytes only, gives the first of `answer`.
    fn begins_with(&self, answer: &[u8], len: usize) -> bool {
        let (mut first, mut second) = ([0; MAX_ANSWER], [0; MAX_ANSWER]);
        let (first, second) = (&mut first[..answer.len()], &mut second[..len]);
        self.run(first, second).is_ok() && *second == answer[..len]
    }

    fn instantiate(&self) -> Result<(D, &'a [u8])> {
        let (entropy, rest) = self.input.split_at(self.other);
        let (nonce, rest) = rest.split_at(self.nonce);
        let (personalization, rest) = rest.split_at(self.other);
        Ok((D::instantiate(self.parameters, entropy, nonce, personalization)?, rest))
    }

    fn run(&self, first: &mut [u8], second: &mut [u8]) -> Result<()> {
        let (mut drbg, rest) = self.instantiate()?;
        let mut rest = rest.chunks_exact(self.other);
        let mut take = || rest.next().ok_or(Error::InvalidInputLength);
        if self.fresh {
            for bits in [first, second] {
                let (additional, entropy) = (take()?, take()?);
                drbg.reseed(entropy, additional)?;
                drbg.generate(&[], bits)?;
            }
        } else {
            drbg.reseed(take()?, take()?)?;
            drbg.generate(take()?, first)?;
            drbg.generate(take()?, second)?;
        }
        Ok(())
    }

    /// Section 11.3: errors are handled, the reseed counter has its limit, and uninstantiate leaves
    /// nothing.
    fn is_healthy(&self) -> bool {
        let Ok((mut drbg, _)) = self.instantiate() else { return false };
        let short = D::instantiate(self.parameters, &self.input[..self.other / 2 - 1], &[], &[]);
        let errors = short.is_err()
            && drbg.reseed(&[], &[]) == Err(Error::InvalidInputLength)
            && drbg::check_generate(1, 0, MAX_REQUEST + 1) == Err(Error::OutputTooLong)
            && drbg::check_generate(1, MAX_INPUT + 1, MAX_REQUEST) == Err(Error::InputTooLong);

        let mut bits = [0; SHORT_ANSWER];
        drbg.set_reseed_counter(RESEED_INTERVAL + 1);
        let limit = drbg.generate(&[], &mut bits) == Err(Error::ReseedRequired) && bits == [0; SHORT_ANSWER];
        let reseeded = drbg.reseed(&self.input[..self.other], &[]).is_ok()
            && drbg.generate(&[], &mut bits).is_ok()
            && bits != [0; SHORT_ANSWER];
        errors && limit && reseeded && drbg.uninstantiate()
    }
}

// CTR_DRBG.rsp, [AES-256 use df], with personalization and additional input of 256 bits, COUNT = 7.
const CTR_DF: [u8; 208] = hex!(
    "44c9d4361c639ee350882203e08f81a5ffec044c35d84e3b60117d45dafb33fd",
    "42b302faf1981a5c90c684c6d4ae1c666561d6f298205a0bf052edf73dfdd1d5",
    "8eef8ab6df9393545e1fc7691e23de889f0efee86b426762f1d65e2c702efe93",
    "942930c3f368fd17bb3aafa03e472e771faf3b762a40ad815c67be4efec9ac0f",
    "2ac294c7226fe7ac8a9d68a34609911d7dbad157b098141773f9630cfa4e71ee",
    "df36329b92500b65551cecab57ae99440314f5ea3aabadbc0c3db25f7fd14561",
    "0ba350b2b278d405d00a3689b6750af3",
);
const CTR_DF_BITS: [u8; 64] = hex!(
    "de136a0f97447d24ea5160ec1ab93ba7fe8044fe3b8ae869f5c448cc9e27a48e",
    "1844d8fae068705b6cd7867ea1aeb5a3f0d49e79ea9f5137694eca286596404d",
);

// CTR_DRBG.rsp, [AES-256 no df], with personalization and additional input of 384 bits, COUNT = 2.
const CTR_NO_DF: [u8; 288] = hex!(
    "1d43013a693a9c8b0d0aeda12c661cbfedf41533f5e1835770f2bab868fc919d",
    "4ed38b8b8e2dc58e3e4bb98b707264fa42e85955f22bb76530af288bf0d923a1",
    "16f3b3807be39fdb2a5eeb31639dab6da1472557f75118f04beeb60f71a92153",
    "79d4fbc74250e8e6e5abd01cecd08d497742da7987fafdbe170b6873fba80679",
    "eeaa4f4bcde40db5372644b8620e55ee439764af3dd76e8d6b2908a4962db93f",
    "fcf322836a4174c7cec5d2d1a168be972cd1c11d1ac731f0a266be340caa5fe1",
    "6ca597ccadd65b82629572b723a1c08a52db2de32747e12981a4dfe3efc55771",
    "2519e5170e7274cfe175360097e4a1bbedb7a1b3f33ff3ba79d12fe557a48652",
    "2d535dbeed9280ee1b1e7c7aac663b64ae9a30a8b7b0cbd6846c82521b4c9ee5",
);
const CTR_NO_DF_BITS: [u8; 64] = hex!(
    "bb840104e9f8484bfba3b1ec9631b629dda13945e9a5106a8a379d15f1e838f8",
    "d4e563309e5fd12d48a0b42ee348556cbef965f2d4ebac351b97e2d10e46786e",
);

// HMAC_DRBG.rsp, [SHA-256], with personalization and additional input of 256 bits, COUNT = 4.
const HMAC_256_INPUT: [u8; 208] = hex!(
    "fffcaaa7ae7787e12e96521a3e29a7c40ae08a7cdea9974cfcb894352955e65a",
    "27c8b01490c9fa7593734ec27ae242a25b1c1a19b28b09d08bf9cde87b4a6881",
    "d38a7961bd7ba6888de06d0c78fbef135ebc76ae5779fe563362c6f99bba35b4",
    "b50eacaf7192c68b82a376fb7f2b61de0d0371c3c664bdec7f368bf53a930cfb",
    "0933de5d50865cd757b63fa35034137595831949170105e9c022a7711803f9f7",
    "d617a8a137145b4c2f6ddda7ebcf3c5af132dd2bf9bf8c6d9d2ca5354e284bba",
    "c677c269298e1a5bef536091081446bb",
);
const HMAC_256_BITS: [u8; 128] = hex!(
    "633cb6696b97f2d4119fe242486e8affdf1b3e25a94e434592caf0270563b210",
    "df6a9f9405c2c33cbbb750c0218f718116b67232db874621832ba78b040523b2",
    "ebf715082fd23fe7e32599402af95156ebeda98eff2a8f2a4e295b9afb7fadce",
    "956cabfc1183f20e4e059d91604fa5d77065c4a006b3fb2c15750206ec936e97",
);

// HMAC_DRBG.rsp, [SHA-512], with personalization and additional input of 256 bits, COUNT = 2.
const HMAC_512_INPUT: [u8; 208] = hex!(
    "e1a333ffe4bce7b9f6bbc8dad8787a82ad66ca9b25a64f04b166face945c249b",
    "5f45cdd318c0588c7cbcd14846523943ce1466063de221c4fa1cc308442db476",
    "acfd8ff34b2a0dbbbe0eceeaff210293a59119683628020e901a0a7fefc21625",
    "864ecb1d76ec119a10821b49a3431348d481e022a80f3e60687bf153524a33bd",
    "6fe42c54c39a377a9fc27e047df53f1426a88acf67d5ed00184baad664c6b2d4",
    "a91d437a121c3cad9eabf3d7e676b0d0524e4896a22bedc62820c500ed7da2bb",
    "bb4c1ef9f07b5f374d0fb4ae9bbe50e1",
);
const HMAC_512_BITS: [u8; 256] = hex!(
    "3c3cfdebca060f534a952e4933c2c00f9ee0fcb825a58abb6aebc952e160668f",
    "711068881ba8a6817500bba1c28867cf21a12a50e46792abeb9f41bc02322bce",
    "1e77d236b7a45a7807fe22b8ea9e2859d2b0164783d364f6ad84f4b9341c576c",
    "d6ab2ab249246bd76910e0abf115e4c59e37074de5f4defd03fa61ce1733e33c",
    "98849ec28ca61b845035218afa7ee2867b32ba1efc50907d76ccca5a7ba69e97",
    "00875b200cec5d1fadaac77a0960c4eb899c06134cd9cb663c62b69446a460bc",
    "9e3df7eaf2a34df00fcd838e882f5af1aa701d35dacec0cafbe74cf6dde7893b",
    "880071d3f1c9e53b205bdfde9807999e73468264d6172c952a7f5f88a836b1c3",
);

// Hash_DRBG.rsp, [SHA-256], with personalization and additional input of 256 bits, COUNT = 2.
const HASH_256_INPUT: [u8; 208] = hex!(
    "65a1ef55920119450aedea7bdc3439ff8368928c8de810acd459564900330e8a",
    "85ec6cdc01d378cd4c093de7036662a6222e716408e7d37f6f46feb910e1d446",
    "c7c45a49dc13c93e306ab99af8fc2001377365b37ec38f180e0141510636a835",
    "6ca929216ce87638bb8ca1c7dfefccecec0504be96ab5cbef4f319c15d4965d5",
    "d484adcbc1c822509b56224df75f1b4a66003090d98a1eb08959e686e030b620",
    "2e007bbb66dda622d43bd8093036370a5441efc988597a9b0e82aa7e7fa1f6bc",
    "85d8c757f467f2e9f00d2abd4cb87cf5",
);
const HASH_256_BITS: [u8; 128] = hex!(
    "80d86ee39dd20754e3099a1298884ded14e65539c52a83ab22da749fe6db237f",
    "bceb148d4478d82ce3625d47053ff1574638d445f7e88c44ea65e6c338560159",
    "d14d3b6f3b467a8a40c842d0cb571e690c2a69293c1bf917b4697dc5ece08eda",
    "4739cf40b629ec5389c742968c29f61c72c2670d50e91748163aa4b271205f2e",
);

// Hash_DRBG.rsp, [SHA-512], with personalization and additional input of 256 bits, COUNT = 1.
const HASH_512_INPUT: [u8; 208] = hex!(
    "18e252586f5348f192ea897fbdc808976a3d558931f19d6052a39fb46f0c0a93",
    "2cd22375e71b41a77c99bdbeee9e278562394fdf35e465b8f3b91ed58c812dbd",
    "56718a845eee7c1f68b879e8df459feed879d238e223931d2b7f4ac069a9ba93",
    "8ae117c903482745e940bca91a94887d78d9ccea03a710993269d5fa28fda47c",
    "85dffede8c82e4550f1a3919497a775d8adee19d34fb4f56df8257a07bbf9c81",
    "7722b99827211fd6169e75c085255c4a01e01ee45861efcbca7f6b2c96f6af8e",
    "e17ea949dce17eaab109fb717a855f6d",
);
const HASH_512_BITS: [u8; 256] = hex!(
    "4e89bc1faf645385eb4f065619a115dec9e84459c9e51c0d255806b76285e583",
    "31f9933a4df5a99087a29b81515d3249c7352c4238ae5a3d614710a5edbc5a2b",
    "12cd56228ba5dad65995afd417539b24bdb44eb840f82b3bab9cc609732ead31",
    "2212cd5c96190a131b7794a1d03d4debe1339dbab2bdb274f7b5a2039f5cbe4b",
    "86cd3dbd421038294403228b6efc849313da915538b4a61f0689235c2ef1740c",
    "dd7098166e8534b1f4b80501147ddab13ed2c4b59d60991bf8af7069741726b9",
    "596c96e262edb3205626b4ae047ebddb7fbf9da945cc3eda27ff3d79e4a68324",
    "f3bf0ab61ff437d755cc181d524cf0cf8885bcbec397746ebccdc67a7d5948fb",
);
