//! Local spatial entropy for any footprint: a window slides along each row, and only what enters
//! and leaves it is counted.

use std::borrow::Cow;
use std::marker::PhantomData;

use rayon::prelude::*;

use super::bits::BitTables;
use super::{EntropyParameters, Estimator, KeyOffsets, Levels};
use crate::footprint::Footprint;

/// Neighbouring things that a footprint counts: in one of its rows, with the same step from the
/// first pixel of a pair to the second.
pub struct Span {
    /// The row of the first pixels, from the footprint's middle.
    row: i32,
    /// The columns of the leftmost and the rightmost first pixel, from the footprint's middle.
    columns: [i32; 2],
    /// From the first pixel of a pair to the second, as columns and rows.
    step: [i32; 2],
}

impl Span {
    /// What the span counts, one by one.
    pub fn keys(&self) -> impl Iterator<Item = KeyOffsets> {
        (self.columns[0]..=self.columns[1]).map(|column| KeyOffsets {
            first: [column, self.row],
            second: [column + self.step[0], self.row + self.step[1]],
        })
    }
}

/// All that a footprint counts.
pub fn spans(footprint: Footprint, estimator: Estimator) -> Vec<Span> {
    let radius = footprint.radius_px() as i32;
    let reach = |row| footprint.reach_px(row).map(|reach_px| reach_px as i32);
    let mut spans = Vec::new();
    for &step in estimator.steps() {
        for row in -radius..=radius {
            let (Some(first), Some(second)) = (reach(row), reach(row + step[1])) else {
                continue;
            };
            // Both pixels lie in the footprint.
            let left = (-first).max(-second - step[0]);
            let right = first.min(second - step[0]);
            if left <= right {
                spans.push(Span {
                    row,
                    columns: [left, right],
                    step,
                });
            }
        }
    }
    spans
}

/// Writes the entropy of every pixel into `bits`, which is as large as the picture.
pub fn entropy(levels: &Levels<'_>, parameters: &EntropyParameters, bits: &mut [f32]) {
    let spans = spans(parameters.footprint, parameters.estimator);
    let tables = BitTables::new(spans.iter().map(|span| span.keys().count()).sum());
    let rows = bits.par_chunks_mut(levels.width).enumerate();
    match parameters.estimator {
        Estimator::Histogram => rows.for_each_init(
            || Window::new(&tables),
            |window, (y, bits)| window.slide(&runs(levels, &spans, y, level_keys), bits),
        ),
        Estimator::CoOccurrence => rows.for_each_init(
            || Window::new(&tables),
            |window, (y, bits)| window.slide(&runs(levels, &spans, y, pair_keys), bits),
        ),
    }
}

/// What is counted: a level, or a pair of levels.
trait Key: Copy + Eq + Into<usize> {
    /// How many keys there are.
    const COUNT: usize;
}

impl Key for u8 {
    const COUNT: usize = 1 << 8;
}

impl Key for u16 {
    const COUNT: usize = 1 << 16;
}

/// Single levels are counted as they are.
fn level_keys<'a>(first: &'a [u8], _: &'a [u8]) -> Cow<'a, [u8]> {
    Cow::Borrowed(first)
}

/// Pairs of levels, the first in the upper byte.
fn pair_keys<'a>(first: &'a [u8], second: &'a [u8]) -> Cow<'a, [u16]> {
    let pairs = first.iter().zip(second);
    pairs
        .map(|(&first, &second)| u16::from_be_bytes([first, second]))
        .collect()
}

/// A span at work in one row of the picture.
struct Run<'a, K: Key> {
    /// The keys of the picture's row.
    keys: Cow<'a, [K]>,
    /// The first and the last key that the window holds, counted from the column of its middle.
    window: [isize; 2],
}

impl<K: Key> Run<'_, K> {
    /// The key at an index, if it lies in the picture.
    fn key(&self, index: isize) -> Option<K> {
        let index = usize::try_from(index).ok()?;
        self.keys.get(index).copied()
    }

    /// The keys in the window around column `x`.
    fn around(&self, x: isize) -> impl Iterator<Item = K> {
        (x + self.window[0]..=x + self.window[1]).filter_map(|index| self.key(index))
    }

    /// The columns to which the window comes with one key leaving it and one entering: the first,
    /// and one past the last.
    fn inner_columns(&self) -> [isize; 2] {
        let [first, last] = self.window;
        [1 - first, self.keys.len() as isize - last]
    }
}

/// The spans that lie inside the picture when the window's middle is in row `y`.
fn runs<'a, K: Key>(
    levels: &Levels<'a>,
    spans: &[Span],
    y: usize,
    keys: impl Fn(&'a [u8], &'a [u8]) -> Cow<'a, [K]>,
) -> Vec<Run<'a, K>> {
    let row = |offset: i32| {
        let y = y.checked_add_signed(offset as isize)?;
        (y < levels.height).then(|| levels.row(y))
    };
    spans
        .iter()
        .filter_map(|span| {
            let first = row(span.row)?;
            let second = row(span.row + span.step[1])?;
            // The columns of the first pixels whose pair lies inside the picture.
            let step = span.step[0] as isize;
            let outside = (step.unsigned_abs()).min(levels.width);
            let (start, length) = ((-step).max(0), levels.width - outside);
            let keys = keys(
                first.get(start as usize..)?.get(..length)?,
                second.get((start + step) as usize..)?.get(..length)?,
            );
            Some(Run {
                keys,
                window: span.columns.map(|column| column as isize - start),
            })
        })
        .collect()
}

/// The counts of a window.
struct Window<'a, K> {
    tables: &'a BitTables,
    /// How often each key is in the window.
    counts: Vec<u32>,
    /// How many keys are in the window.
    total: usize,
    /// The sum of `c log2 c` over the counts, in units of the tables.
    sum: i64,
    key: PhantomData<K>,
}

impl<'a, K: Key> Window<'a, K> {
    /// An empty window.
    fn new(tables: &'a BitTables) -> Self {
        Self {
            tables,
            counts: vec![0; K::COUNT],
            total: 0,
            sum: 0,
            key: PhantomData,
        }
    }

    fn enter(&mut self, key: K) {
        let count = &mut self.counts[key.into()];
        self.sum += self.tables.gain(*count);
        *count += 1;
        self.total += 1;
    }

    fn leave(&mut self, key: K) {
        let count = &mut self.counts[key.into()];
        *count -= 1;
        self.sum -= self.tables.gain(*count);
        self.total -= 1;
    }

    fn bits(&self) -> f32 {
        self.tables.bits(self.total, self.sum)
    }

    /// Slides along a row of the picture and writes the entropy at each column. The window is empty
    /// before and after.
    fn slide(&mut self, runs: &[Run<'_, K>], bits: &mut [f32]) {
        // The window begins one column left of the picture.
        for run in runs {
            run.around(-1).for_each(|key| self.enter(key));
        }
        let width = bits.len() as isize;
        let inner = runs.iter().map(Run::inner_columns);
        let [start, end] = inner.fold([0, width], |[start, end], [first, last]| {
            [start.max(first), end.min(last)]
        });
        if start < end {
            let (left, rest) = bits.split_at_mut(start as usize);
            let (inside, right) = rest.split_at_mut((end - start) as usize);
            self.slide_at_border(runs, 0, left);
            self.slide_inside(runs, start, inside);
            self.slide_at_border(runs, end, right);
        } else {
            self.slide_at_border(runs, 0, bits);
        }
        for run in runs {
            run.around(width - 1).for_each(|key| self.leave(key));
        }
    }

    /// Slides over columns where part of the window can lie outside the picture.
    fn slide_at_border(&mut self, runs: &[Run<'_, K>], start: isize, bits: &mut [f32]) {
        for (x, bits) in (start..).zip(bits) {
            for run in runs {
                // First out, then in: the window never holds more than the tables reach.
                if let Some(key) = run.key(x - 1 + run.window[0]) {
                    self.leave(key);
                }
                if let Some(key) = run.key(x + run.window[1]) {
                    self.enter(key);
                }
            }
            *bits = self.bits();
        }
    }

    /// Slides over columns where all of the window lies inside the picture.
    fn slide_inside(&mut self, runs: &[Run<'_, K>], start: isize, bits: &mut [f32]) {
        let changes: Vec<[&[K]; 2]> = runs
            .iter()
            .map(|run| {
                let [leaving, entering] = [start - 1 + run.window[0], start + run.window[1]];
                [leaving, entering].map(|index| &run.keys[index as usize..][..bits.len()])
            })
            .collect();
        for (index, bits) in bits.iter_mut().enumerate() {
            for [leaving, entering] in &changes {
                // In an empty background nothing changes.
                if leaving[index] != entering[index] {
                    self.leave(leaving[index]);
                    self.enter(entering[index]);
                }
            }
            *bits = self.bits();
        }
    }
}
