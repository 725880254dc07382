//! The groups of safe primes (SP 800-56A r3 appendix D, RFC 3526, RFC 7919). A prime of n bits is
//! 2^n - 2^(n - 64) + 2^64 (floor(2^(n - 130) x) + c) - 1 with pi or e as x and a small c. Half of
//! p - 1 is the prime q, the order of the generator 2.

use super::{MAX_LIMBS, MAX_SIZE};
use crate::algorithms::bignum::limbs;
use crate::base::hex::hex;

/// A group, which is known by its name: no parameters come from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Group {
    /// ffdhe2048 (RFC 7919 appendix A.1).
    Ffdhe2048,
    /// ffdhe3072 (RFC 7919 appendix A.2).
    Ffdhe3072,
    /// ffdhe4096 (RFC 7919 appendix A.3).
    Ffdhe4096,
    /// ffdhe6144 (RFC 7919 appendix A.4).
    Ffdhe6144,
    /// ffdhe8192 (RFC 7919 appendix A.5).
    Ffdhe8192,
    /// MODP-2048, group 14 of IKE (RFC 3526 section 3).
    Modp2048,
    /// MODP-3072, group 15 of IKE (RFC 3526 section 4).
    Modp3072,
    /// MODP-4096, group 16 of IKE (RFC 3526 section 5).
    Modp4096,
    /// MODP-6144, group 17 of IKE (RFC 3526 section 6).
    Modp6144,
    /// MODP-8192, group 18 of IKE (RFC 3526 section 7).
    Modp8192,
}

impl Group {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Ffdhe2048,
        Self::Ffdhe3072,
        Self::Ffdhe4096,
        Self::Ffdhe6144,
        Self::Ffdhe8192,
        Self::Modp2048,
        Self::Modp3072,
        Self::Modp4096,
        Self::Modp6144,
        Self::Modp8192,
    ];

    /// Its name, the digits from which it was made, and c.
    const fn row(self) -> (&'static str, &'static [u8; DIGITS], u64) {
        match self {
            Self::Ffdhe2048 => ("ffdhe2048", &E, 560_316),
            Self::Ffdhe3072 => ("ffdhe3072", &E, 2_625_351),
            Self::Ffdhe4096 => ("ffdhe4096", &E, 5_736_041),
            Self::Ffdhe6144 => ("ffdhe6144", &E, 15_705_020),
            Self::Ffdhe8192 => ("ffdhe8192", &E, 10_965_728),
            Self::Modp2048 => ("MODP-2048", &PI, 124_476),
            Self::Modp3072 => ("MODP-3072", &PI, 1_690_314),
            Self::Modp4096 => ("MODP-4096", &PI, 240_904),
            Self::Modp6144 => ("MODP-6144", &PI, 929_484),
            Self::Modp8192 => ("MODP-8192", &PI, 4_743_158),
        }
    }

    /// The name of its standard, and of ACVP.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The group of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|group| group.name() == name)
    }

    /// The bits of p.
    #[must_use]
    pub const fn bits(self) -> usize {
        match self {
            Self::Ffdhe2048 | Self::Modp2048 => 2048,
            Self::Ffdhe3072 | Self::Modp3072 => 3072,
            Self::Ffdhe4096 | Self::Modp4096 => 4096,
            Self::Ffdhe6144 | Self::Modp6144 => 6144,
            Self::Ffdhe8192 | Self::Modp8192 => 8192,
        }
    }

    /// The bytes of p, of a public key, and of a shared secret.
    #[must_use]
    pub const fn size(self) -> usize {
        self.bits() / 8
    }

    /// The bits of security (SP 800-56A r3 tables 25 and 26).
    #[must_use]
    pub const fn strength(self) -> usize {
        match self.bits() {
            2048 => 112,
            3072 => 128,
            4096 => 152,
            6144 => 176,
            _ => 200,
        }
    }

    /// Writes p, the highest byte first, to the end of `bytes`; what there is no room for is left
    /// out.
    pub fn write_prime(self, bytes: &mut [u8]) {
        limbs::to_bytes(&self.prime(), bytes);
    }

    /// The limbs of p.
    pub(super) const fn len(self) -> usize {
        self.bits() / 64
    }

    /// The limbs of private keys that are made here: at least twice the strength, and as many bits
    /// as RFC 7919 has for the ffdhe groups.
    pub(super) const fn private_len(self) -> usize {
        match self.bits() {
            2048 => 4,
            3072 => 5,
            4096 | 6144 => 6,
            _ => 7,
        }
    }

    /// p.
    pub(super) fn prime(self) -> [u64; MAX_LIMBS] {
        let (_, digits, c) = self.row();
        let (mut prime, mut bytes) = ([0; MAX_LIMBS], [0; MAX_SIZE]);
        let size = self.size();
        bytes[8..size - 8].copy_from_slice(&digits[..size - 16]);
        limbs::from_bytes(&bytes[..size], &mut prime);
        // The one is what the last term takes from the limb above.
        limbs::add(&mut prime[1..], &[c - 1]);
        (prime[0], prime[self.len() - 1]) = (u64::MAX, u64::MAX);
        prime
    }
}

/// The bytes of what is between the ends of the largest prime.
const DIGITS: usize = MAX_SIZE - 16;

/// floor(2^8062 pi).
const PI: [u8; DIGITS] = hex!(
    "c90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef95",
    "19b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6",
    "f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55",
    "d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804",
    "f1746c08ca18217c32905e462e36ce3be39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2b",
    "cbf6955817183995497cea956ae515d2261898fa051015728e5a8aaac42dad33170d04507a33a85521ab",
    "df1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7abf5ae8cdb0933d71e8c94e04a25",
    "619dcee3d2261ad2ee6bf12ffa06d98a0864d87602733ec86a64521f2b18177b200cbbe117577a615d6c",
    "770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e4b82d120a92108011a723c12a787e6d78871",
    "9a10bdba5b2699c327186af4e23c1a946834b6150bda2583e9ca2ad44ce8dbbbc2db04de8ef92e8efc14",
    "1fbecaa6287c59474e6bc05d99b2964fa090c3a2233ba186515be7ed1f612970cee2d7afb81bdd762170",
    "481cd0069127d5b05aa993b4ea988d8fddc186ffb7dc90a6c08f4df435c93402849236c3fab4d27c7026",
    "c1d4dcb2602646dec9751e763dba37bdf8ff9406ad9e530ee5db382f413001aeb06a53ed9027d8311797",
    "27b0865a8918da3edbebcf9b14ed44ce6cbaced4bb1bdb7f1447e6cc254b332051512bd7af426fb8f401",
    "378cd2bf5983ca01c64b92ecf032ea15d1721d03f482d7ce6e74fef6d55e702f46980c82b5a84031900b",
    "1c9e59e7c97fbec7e8f323a97a7e36cc88be0f1d45b7ff585ac54bd407b22b4154aacc8f6d7ebf48e1d8",
    "14cc5ed20f8037e0a79715eef29be32806a1d58bb7c5da76f550aa3d8a1fbff0eb19ccb1a313d55cda56",
    "c9ec2ef29632387fe8d76e3c0468043e8f663f4860ee12bf2d5b0b7474d6e694f91e6dbe115974a3926f",
    "12fee5e438777cb6a932df8cd8bec4d073b931ba3bc832b68d9dd300741fa7bf8afc47ed2576f6936ba4",
    "24663aab639c5ae4f5683423b4742bf1c978238f16cbe39d652de3fdb8befc848ad922222e04a4037c07",
    "13eb57a81a23f0c73473fc646cea306b4bcbc8862f8385ddfa9d4b7fa2c087e879683303ed5bdd3a062b",
    "3cf5b3a278a66d2a13f83f44f82ddf310ee074ab6a364597e899a0255dc164f31cc50846851df9ab4819",
    "5ded7ea1b1d510bd7ee74d73faf36bc31ecfa268359046f4eb879f924009438b481c6cd7889a002ed5ee",
    "382bc9190da6fc026e479558e4475677e9aa9e3050e2765694dfc81f56e880b96e7160c980dd98a573ea",
);

/// floor(2^8062 e).
const E: [u8; DIGITS] = hex!(
    "adf85458a2bb4a9aafdc5620273d3cf1d8b9c583ce2d3695a9e13641146433fbcc939dce249b3ef97d2f",
    "e363630c75d8f681b202aec4617ad3df1ed5d5fd65612433f51f5f066ed0856365553ded1af3b557135e",
    "7f57c935984f0c70e0e68b77e2a689daf3efe8721df158a136ade73530acca4f483a797abc0ab182b324",
    "fb61d108a94bb2c8e3fbb96adab760d7f4681d4f42a3de394df4ae56ede76372bb190b07a7c8ee0a6d70",
    "9e02fce1cdf7e2ecc03404cd28342f619172fe9ce98583ff8e4f1232eef28183c3fe3b1b4c6fad733bb5",
    "fcbc2ec22005c58ef1837d1683b2c6f34a26c1b2effa886b4238611fcfdcde355b3b6519035bbc34f4de",
    "f99c023861b46fc9d6e6c9077ad91d2691f7f7ee598cb0fac186d91caefe130985139270b4130c93bc43",
    "7944f4fd4452e2d74dd364f2e21e71f54bff5cae82ab9c9df69ee86d2bc522363a0dabc521979b0deada",
    "1dbf9a42d5c4484e0abcd06bfa53ddef3c1b20ee3fd59d7c25e41d2b669e1ef16e6f52c3164df4fb7930",
    "e9e4e58857b6ac7d5f42d69f6d187763cf1d5503400487f55ba57e31cc7a7135c886efb4318aed6a1e01",
    "2d9e6832a907600a918130c46dc778f971ad0038092999a333cb8b7a1a1db93d7140003c2a4ecea9f98d",
    "0acc0a8291cdcec97dcf8ec9b55a7f88a46b4db5a851f44182e1c68a007e5e0dd9020bfd64b645036c7a",
    "4e677d2c38532a3a23ba4442caf53ea63bb454329b7624c8917bdd64b1c0fd4cb38e8c334c701c3acdad",
    "0657fccfec719b1f5c3e4e46041f388147fb4cfdb477a52471f7a9a96910b855322edb6340d8a00ef092",
    "350511e30abec1fff9e3a26e7fb29f8c183023c3587e38da0077d9b4763e4e4b94b2bbc194c6651e77ca",
    "f992eeaac0232a281bf6b3a739c1226116820ae8db5847a67cbef9c9091b462d538cd72b03746ae77f5e",
    "62292c311562a846505dc82db854338ae49f5235c95b91178ccf2dd5cacef403ec9d1810c6272b045b3b",
    "71f9dc6b80d63fdd4a8e9adb1e6962a69526d43161c1a41d570d7938dad4a40e329ccff46aaa36ad004c",
    "f600c8381e425a31d951ae64fdb23fcec9509d43687feb69edd1cc5e0b8cc3bdf64b10ef86b63142a3ab",
    "8829555b2f747c932665cb2c0f1cc01bd70229388839d2af05e454504ac78b7582822846c0ba35c35f5c",
    "59160cc046fd8251541fc68c9c86b022bb7099876a460e7451a8a93109703fee1c217e6c3826e52c51aa",
    "691e0e423cfc99e9e31650c1217b624816cdad9a95f9d5b8019488d9c0a0a1fe3075a577e23183f81d4a",
    "3f2fa4571efc8ce0ba8a4fe8b6855dfe72b0a66eded2fbabfbe58a30fafabe1c5d71a87e2f741ef8c1fe",
    "86fea6bbfde530677f0d97d11d49f7a8443d0822e506a9f4614e011e2a94838ff88cd68c8bb7c51eef6d",
);
