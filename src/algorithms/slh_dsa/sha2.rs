//! The functions with SHA-2 (FIPS 205 section 11.2): with SHA-256 throughout in category 1, with
//! SHA-512 where more than a value of n bytes is hashed in categories 3 and 5.

use super::address::{Address, COMPRESSED};
use super::functions::{Functions, LANES, Lanes, ROOM, Value};
use crate::algorithms::hash::sha2::{Sha256, Sha512};
use crate::algorithms::hash::{Hash, HashOutput};
use crate::algorithms::mac::hmac::HmacKey;
use crate::kernels::sha2_256::chains::{Chains, Shape};
use crate::kernels::sha2_256::{Kernel, State};
use crate::machine::wipe::Wiped;

/// The bytes of an address before a value.
const HEAD: usize = COMPRESSED;

/// The functions with one PK.seed, which has been hashed with the zeros behind it, once.
pub struct Sha2<H: Hash> {
    n: usize,
    small: State,
    large: H::Begun,
}

impl<H: Hash> Functions for Sha2<H> {
    fn new(pk_seed: &[u8]) -> Self {
        // The padded key of HMAC is just that block, with a pad of nothing.
        let [small, _] = Sha256::begin_padded(pk_seed, [0; 2]);
        let [large, _] = H::begin_padded(pk_seed, [0; 2]);
        Self { n: pk_seed.len(), small, large }
    }

    fn n(&self) -> usize {
        self.n
    }

    #[inline(never)] // its frame is large
    fn chain(&self, lanes: &mut Lanes, steps: u32) {
        let (n, mut chains) = (self.n, Chains::new());
        for (i, block) in chains.blocks.iter_mut().enumerate().take(lanes.count) {
            block[..HEAD].copy_from_slice(&lanes.addresses[i].compressed());
            block[HEAD..HEAD + n].copy_from_slice(&lanes.values[i][..n]);
            block[HEAD + n] = 0x80;
            block[62..].copy_from_slice(&(8 * (64 + HEAD + n) as u16).to_be_bytes());
        }
        chains.stops = lanes.stops;
        *chains.kept = *lanes.kept;
        let shape = Shape { head: HEAD, value: n, steps };
        Kernel::choose().run_chains(&self.small, shape, lanes.count, &mut chains);
        *lanes.kept = *chains.kept;
        *lanes.values = *chains.values;
    }

    #[inline(never)] // its frame is large
    fn hash(&self, addresses: &[Address], inputs: &mut [&mut [u8]], values: &mut [Value]) {
        let (mut messages, mut digests) = ([&[][..]; LANES], Wiped::new([H::Output::ZERO; LANES]));
        for ((message, input), address) in messages.iter_mut().zip(inputs).zip(addresses) {
            let input = &mut input[ROOM - HEAD..];
            input[..HEAD].copy_from_slice(&address.compressed());
            *message = input;
        }
        let digests = &mut digests[..addresses.len()];
        H::digest_many_resumed(&self.large, &messages[..addresses.len()], digests);
        for (value, digest) in values.iter_mut().zip(digests) {
            value[..self.n].copy_from_slice(&digest.as_ref()[..self.n]);
        }
    }

    fn prf_msg(&self, sk_prf: &[u8], opt_rand: &[u8], message: &[&[u8]], r: &mut [u8]) {
        let mut mac = HmacKey::<H>::new(sk_prf).begin();
        mac.update(opt_rand);
        message.iter().for_each(|part| mac.update(part));
        r.copy_from_slice(&mac.finalize().as_ref()[..r.len()]);
    }

    fn h_msg(&self, r: &[u8], pk_seed: &[u8], pk_root: &[u8], message: &[&[u8]], digest: &mut [u8]) {
        let mut hash = H::new();
        [r, pk_seed, pk_root].iter().chain(message).for_each(|part| hash.update(part));
        let inner = hash.finalize();
        // MGF1 (RFC 8017 appendix B.2.1).
        for (counter, block) in (0..=u32::MAX).zip(digest.chunks_mut(H::OUTPUT_SIZE)) {
            let mask = H::digest(&[r, pk_seed, inner.as_ref(), &counter.to_be_bytes()]);
            block.copy_from_slice(&mask.as_ref()[..block.len()]);
        }
    }
}

/// SHA-256 throughout.
pub type Small = Sha2<Sha256>;
/// SHA-512 where more than a value is hashed.
pub type Large = Sha2<Sha512>;
