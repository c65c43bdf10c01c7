//! Which of many spans of time lie in which measure.

use super::Bar;

/// For each played measure the indices of the spans that have a part in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Buckets {
    /// Where the indices of each measure begin, and after the last one the end.
    starts: Vec<usize>,
    indices: Vec<u32>,
}

impl Buckets {
    /// The spans, as start and end, put into the measures; both are by their start.
    pub fn of(bars: &[Bar], spans: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut pairs: Vec<(usize, u32)> = Vec::new();
        for (index, (start, end)) in (0..).zip(spans) {
            let from = bars.partition_point(|it| it.end <= start);
            let in_it = bars[from..].iter().take_while(|it| it.start < end).count();
            pairs.extend((from..from + in_it).map(|it| (it, index)));
        }
        pairs.sort_unstable();
        let starts = 0..=bars.len();
        Self {
            starts: starts
                .map(|it| pairs.partition_point(|pair| pair.0 < it))
                .collect(),
            indices: pairs.into_iter().map(|it| it.1).collect(),
        }
    }

    /// The indices of the spans in a measure, the first ones first.
    pub fn at(&self, bar: usize) -> &[u32] {
        match self.starts.get(bar..=bar + 1) {
            Some(&[from, to]) => &self.indices[from..to],
            _ => &[],
        }
    }
}
