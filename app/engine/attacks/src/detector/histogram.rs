//! How scores are distributed.

/// How many scores lie in each of some bins of one width.
#[derive(Clone, PartialEq, Debug)]
pub struct Histogram {
    /// Where the first bin begins, in bits.
    pub low_bits: f64,
    /// Width of a bin, in bits.
    pub bin_bits: f64,
    /// The number of scores in each bin. A bin holds its lower end and not its upper one, but the
    /// last bin holds both.
    pub counts: Vec<usize>,
}

impl Histogram {
    /// Several lists of scores in the same bins, which reach from the lowest score of all to the
    /// highest; they are one bit wide together where all scores are equal. Scores that are not finite
    /// are in no bin.
    #[must_use]
    pub fn of_all(lists: &[&[f64]], bins: usize) -> Vec<Self> {
        let scores = lists.iter().flat_map(|list| list.iter().copied());
        let finite = scores.filter(|bits| bits.is_finite());
        let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), bits| {
            (low.min(bits), high.max(bits))
        });
        let (low, high) = if low < high {
            (low, high)
        } else if low.is_finite() {
            (low, low + 1.0)
        } else {
            (0.0, 1.0)
        };
        let bins = bins.max(1);
        let bin_bits = (high - low) / bins as f64;
        lists
            .iter()
            .map(|list| {
                let mut counts = vec![0; bins];
                for bits in list.iter().filter(|bits| bits.is_finite()) {
                    let bin = ((bits - low) / bin_bits) as usize;
                    counts[bin.min(bins - 1)] += 1;
                }
                Self {
                    low_bits: low,
                    bin_bits,
                    counts,
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_share_their_bins() {
        let histograms = Histogram::of_all(&[&[0.0, 0.5, 1.0], &[3.9, 4.0, f64::NAN]], 4);
        let expected = [vec![2, 1, 0, 0], vec![0, 0, 0, 2]];
        for (histogram, counts) in histograms.iter().zip(expected) {
            assert_eq!((histogram.low_bits, histogram.bin_bits), (0.0, 1.0));
            assert_eq!(histogram.counts, counts);
        }
    }

    #[test]
    fn equal_scores_and_none_have_bins_too() {
        let equal = Histogram::of_all(&[&[2.0, 2.0]], 2);
        assert_eq!((equal[0].low_bits, equal[0].bin_bits), (2.0, 0.5));
        assert_eq!(equal[0].counts, [2, 0]);
        let none = Histogram::of_all(&[&[]], 3);
        assert_eq!(none[0].counts, [0, 0, 0]);
        assert!(none[0].bin_bits > 0.0);
    }
}
