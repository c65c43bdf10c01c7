//! Choices that a test case is made of, read from a tape of numbers. The first alternative is the
//! simplest, so that proptest, which makes the numbers smaller, finds the simplest case that fails.

/// A tape of numbers; behind its end every choice is the simplest.
#[derive(Debug)]
pub struct Choices {
    tape: Vec<u16>,
    next: usize,
    /// State of the generator of values, which need no shrinking.
    noise: u64,
}

impl Choices {
    pub fn new(tape: Vec<u16>) -> Self {
        let noise = tape.last().copied().unwrap_or(0).into();
        Self {
            tape,
            next: 0,
            noise,
        }
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        let number = self.tape.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        usize::from(number) % count
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    /// No, or yes.
    pub fn flag(&mut self) -> bool {
        self.below(2) == 1
    }

    /// One of a list.
    pub fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    /// Sizes of as many dimensions as asked for.
    pub fn shape(&mut self, rank: usize, largest: i64) -> Vec<i64> {
        (0..rank).map(|_| self.between(1, largest)).collect()
    }

    /// An axis of a rank, counted from the front or from the back.
    pub fn axis(&mut self, rank: usize) -> i64 {
        let axis = self.below(rank) as i64;
        if self.flag() {
            axis - rank as i64
        } else {
            axis
        }
    }

    /// A number from 0 to 1 that no shrinking changes (SplitMix64, Steele et al. 2014).
    fn noise(&mut self) -> f64 {
        self.noise = self.noise.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.noise;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (word ^ (word >> 31)) as f64 / u64::MAX as f64
    }

    /// Values of a spread, in steps that even 16-bit floats hold exactly.
    pub fn values(&mut self, count: usize, spread: &Spread) -> Vec<f64> {
        match spread {
            Spread::Between(low, high) => (0..count)
                .map(|_| rounded(low + (high - low) * self.noise()))
                .collect(),
            Spread::Away(low, high, kinks) => (0..count)
                .map(|_| {
                    loop {
                        let value = rounded(low + (high - low) * self.noise());
                        if kinks.iter().all(|kink| (value - kink).abs() > KINK_MARGIN) {
                            return value;
                        }
                    }
                })
                .collect(),
            Spread::Distinct => {
                let mut values: Vec<f64> = (0..count)
                    .map(|place| (place as f64 - (count / 2) as f64) * DISTANCE)
                    .collect();
                for place in (1..count).rev() {
                    let other = (self.noise() * place as f64) as usize;
                    values.swap(place, other);
                }
                values
            }
        }
    }
}

/// How far values stay from where a function has a kink: more than the steps of the differences.
const KINK_MARGIN: f64 = 0.15;

/// How far values that are compared with each other lie apart.
const DISTANCE: f64 = 0.5;

fn rounded(value: f64) -> f64 {
    (value * 16.0).round() / 16.0
}

/// Where values lie.
#[derive(Clone, Debug)]
pub enum Spread {
    /// Anywhere between two numbers.
    Between(f64, f64),
    /// Between two numbers, but not close to others.
    Away(f64, f64, Vec<f64>),
    /// No two of them close to each other.
    Distinct,
}

/// The usual spread.
pub const USUAL: Spread = Spread::Between(-1.5, 1.5);
