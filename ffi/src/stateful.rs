//! Signing keys with a state, which the caller stores.

use crate::arguments::Room;
use crate::handle::Place;
use crate::random::qila_rng;
use crate::signature::qila_verifying_key;
use crate::status::{Done, Failure};
use qila::lms::{Hss, MAX_STATE, Nodes, SigningKey};
use qila::{Error, Indicator};
use qila_keys::{AnyVerifyingKey, SignatureAlgorithm};

interface! {
    //! Signing with a state: HSS and LMS (RFC 8554)
    //!
    //! Not approved in software (SP 800-208). Each leaf of a key signs once, and two signatures
    //! with one leaf give signatures of others away. So no leaf signs before a state is stored that
    //! does not have it any more. qila_stateful_key_reserve() gives such a state, the caller stores
    //! it where it lasts, reads it back, and shows it to qila_stateful_key_confirm(). Whoever goes
    //! back to an old state of the store signs twice: a copy of a disk or of a machine must not
    //! sign. A key refuses in the child of a fork. QILA_HSS verifies; LMS is HSS of one level.
    handles {
        /// A signing key with a state, and about 45 KiB of nodes of its trees.
        qila_stateful_key = Stateful, qila_stateful_key_free;
    }
    constants {
        /// The most levels of a key.
        QILA_STATEFUL_MAX_LEVELS: usize = LEVELS;
        /// The bytes of the longest state.
        QILA_STATEFUL_MAX_STATE: usize = MAX_STATE;
    }
    functions {
        /// Makes a key at `*key`, which has passed its pairwise consistency test. `levels` has 8
        /// bytes for each level, that at the top first: the type codes of the tree and of its
        /// one-time keys, as they stand in a verifying key (RFC 8554 section 5.3). All have the
        /// same hash function. Each level takes as long as 2^h one-time keys. Stack: 216 KiB.
        /// Errors: QILA_ERROR_PARAMETER, another number of levels, or codes that are not known or
        /// do not belong together; QILA_ERROR_ENTROPY.
        large qila_stateful_key_generate(key: Place<qila_stateful_key>, levels/levels_len, rng: &mut qila_rng) => {
            let (codes, count) = codes_of(levels)?;
            let mut nodes = room()?;
            key.make(|| {
                let sk = SigningKey::generate(&codes[..count], &mut nodes[0], rng)?;
                Ok::<_, Failure>(Stateful { sk, nodes })
            })
        };
        /// Takes the key of a stored state to `*key`. Leaves that it has used up never sign again.
        /// The first signature makes its trees. Stack: 216 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, it is not, byte by byte, what was given.
        large qila_stateful_key_from_state(key: Place<qila_stateful_key>, stored/stored_len) => {
            let nodes = room()?;
            key.make(|| Ok::<_, Failure>(Stateful { sk: SigningKey::from_state(stored)?, nodes }))
        };
        /// Gives a state in which `leaves` more are used up, and its length. They sign after
        /// qila_stateful_key_confirm(). The state holds the seed of the key. Stack: 72 KiB.
        /// Errors: QILA_ERROR_KEY_EXHAUSTED, there are not so many; QILA_ERROR_PARAMETER, no leaf.
        large qila_stateful_key_reserve(key: &mut qila_stateful_key, leaves: u64, state/state_len: Room)
            => state.fill(key.sk.state_size(), key.indicator(), |out| Ok(key.sk.reserve(leaves, out)?));
        /// Takes what was read back from the store as the proof that it holds the last state that
        /// was given. Stack: 72 KiB.
        /// Errors: QILA_ERROR_KEY, it is another one.
        large qila_stateful_key_confirm(key: &mut qila_stateful_key, stored/stored_len)
            => key.sk.confirm(stored).by(key.indicator());
        /// Signs a message with the next leaf, which is used up whatever happens after. Stack: 216
        /// KiB.
        /// Errors: QILA_ERROR_KEY_EXHAUSTED, no leaf is reserved and confirmed; QILA_ERROR_ENTROPY.
        large qila_stateful_sign(key: &mut qila_stateful_key, message/message_len, signature/signature_len: Room,
            rng: &mut qila_rng) => {
            let (size, indicator) = (key.sk.signature_size(), key.indicator());
            let Stateful { sk, nodes } = key;
            signature.fill(size, indicator, |out| Ok(sk.sign(message, &mut nodes[0], rng, out)?))
        };
        /// Says how many leaves no state that was given has used up.
        cold qila_stateful_key_remaining(key: &qila_stateful_key, leaves: &mut u64) => {
            *leaves = key.sk.remaining();
            Ok(key.indicator())
        };
        /// Says how many leaves sign without another qila_stateful_key_reserve().
        cold qila_stateful_key_reserved(key: &qila_stateful_key, leaves: &mut u64) => {
            *leaves = key.sk.reserved();
            Ok(key.indicator())
        };
        /// Makes the public half at `*key`, a key of QILA_HSS. Stack: 168 KiB.
        large qila_stateful_key_public(key: Place<qila_verifying_key>, pair: &qila_stateful_key) => {
            let public = pair.sk.verifying_key()?;
            key.make(|| AnyVerifyingKey::new(SignatureAlgorithm::Hss, public.as_bytes()))
        };
    }
}

/// The most levels of a key.
const LEVELS: usize = 8;

/// A signing key, and what is kept of its trees.
pub struct Stateful {
    sk: SigningKey<Hss>,
    /// One, on the heap, where it is not moved.
    nodes: Vec<Nodes<LEVELS>>,
}

impl Stateful {
    fn indicator(&self) -> Indicator {
        self.sk.indicator()
    }
}

/// Room for nodes.
///
/// Errors: no memory.
fn room() -> Result<Vec<Nodes<LEVELS>>, Failure> {
    let mut nodes = Vec::new();
    nodes.try_reserve_exact(1).map_err(|_| Failure::NoMemory)?;
    nodes.push(Nodes::new());
    Ok(nodes)
}

/// The type codes of each level, and how many there are.
///
/// Errors: [`Error::InvalidParameter`] for a part of a level, and too many.
fn codes_of(bytes: &[u8]) -> Result<([[u32; 2]; LEVELS], usize), Failure> {
    let (levels, rest) = bytes.as_chunks::<8>();
    let mut codes = [[0; 2]; LEVELS];
    if !rest.is_empty() || levels.len() > LEVELS {
        return Err(Error::InvalidParameter.into());
    }
    for (codes, level) in codes.iter_mut().zip(levels) {
        for (code, bytes) in codes.iter_mut().zip(level.as_chunks().0) {
            *code = u32::from_be_bytes(*bytes);
        }
    }
    Ok((codes, levels.len()))
}
