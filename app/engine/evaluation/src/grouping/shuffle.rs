//! Shuffling that gives the same order for the same seed, on every machine and in every version.
//!
//! A split that changed with a library would let what a model learnt from slip into what it is
//! tested on. So both steps are fixed here: SplitMix64 (Steele, Lea and Flood, "Fast splittable
//! pseudorandom number generators", OOPSLA 2014) and the shuffle of Fisher and Yates.

pub(super) struct Shuffler {
    state: u64,
}

impl Shuffler {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let place = self.below(last as u64 + 1) as usize;
            items.swap(last, place);
        }
    }

    /// A number from 0 to below `end`, each as likely as any other.
    fn below(&mut self, end: u64) -> u64 {
        // Numbers from the largest multiple of `end` on would favour the first ones.
        let usable = u64::MAX - u64::MAX % end;
        loop {
            let number = self.next();
            if number < usable {
                return number % end;
            }
        }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        // The first outputs for seed 1234567, as other implementations of it give them.
        let mut shuffler = Shuffler::new(1_234_567);
        let numbers = [(); 3].map(|()| shuffler.next());
        let expected = [
            6457827717110365317,
            3203168211198807973,
            9817491932198370423,
        ];
        assert_eq!(numbers, expected);
    }

    #[test]
    fn every_order_comes_as_often() {
        let mut counts = std::collections::BTreeMap::new();
        for seed in 0..6000 {
            let mut items = [0, 1, 2];
            Shuffler::new(seed).shuffle(&mut items);
            *counts.entry(items).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        // A thousand each, and seven standard deviations of 29.
        assert!(
            counts.values().all(|it| (800..1200).contains(it)),
            "{counts:?}"
        );
    }
}
