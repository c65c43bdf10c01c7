//! Streams of random numbers that do not depend on the order of the work.

use rand::SeedableRng;
use rand::rngs::StdRng;

/// What a stream decides.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    /// Which group goes into which split.
    Split,
    /// Where the crops of a picture lie.
    Crops { picture: i64 },
    /// Where the negatives of a split lie.
    Negatives { split: u64 },
}

/// The stream of a purpose.
pub(crate) fn stream(seed: u64, purpose: Purpose) -> StdRng {
    let (kind, number) = match purpose {
        Purpose::Split => (1, 0),
        Purpose::Crops { picture } => (2, picture as u64),
        Purpose::Negatives { split } => (3, split),
    };
    let mut key = [0; 32];
    for (bytes, word) in key.chunks_exact_mut(8).zip([seed, kind, number, 0_u64]) {
        bytes.copy_from_slice(&word.to_le_bytes());
    }
    StdRng::from_seed(key)
}
