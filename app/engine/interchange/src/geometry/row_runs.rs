//! Masks as runs that go row by row, as pictures and CVAT have them.

use serde::Serialize;
use shapes::{Mask, PixelRect};

/// A mask as `shapes` stores it, which is how CVAT does: the rectangle `[left, top, width, height]`,
/// and the lengths of the runs in it, off and on by turns, row by row from its upper left.
#[derive(Serialize)]
struct Stored {
    bounds: [u32; 4],
    runs: Vec<u64>,
}

/// The mask of the runs in a rectangle; they are off and on by turns, row by row, off first.
///
/// # Errors
/// Words that say what is wrong with the runs or the rectangle.
pub(crate) fn mask(rect: PixelRect, runs: Vec<u64>) -> Result<Mask, String> {
    let stored = Stored {
        bounds: [rect.left, rect.top, rect.width_px(), rect.height_px()],
        runs,
    };
    serde_json::to_value(stored)
        .and_then(serde_json::from_value)
        .map_err(|error| error.to_string())
}

/// The runs of a mask in a rectangle that holds it: off and on by turns, row by row, off first.
pub(crate) fn runs(mask: &Mask, rect: PixelRect) -> Vec<u64> {
    let mut counter = RunCounter::default();
    let width_px = u64::from(rect.width_px());
    for run in mask.runs() {
        let row_start = u64::from(run.y - rect.top) * width_px;
        let start = row_start + u64::from(run.left - rect.left);
        counter.on(start, u64::from(run.length_px()));
    }
    counter.finish(width_px * u64::from(rect.height_px()))
}

/// Counts runs that come in their order.
#[derive(Debug, Default)]
pub(crate) struct RunCounter {
    counts: Vec<u64>,
    /// The pixel behind the last one that was counted.
    end: u64,
}

impl RunCounter {
    /// Pixels that are on, from `start` on, which is not before the end of those before it.
    pub fn on(&mut self, start: u64, length: u64) {
        match self.counts.last_mut() {
            // Runs that touch, as over the end of a row, are one.
            Some(last) if start == self.end => *last += length,
            _ => self.counts.extend([start - self.end, length]),
        }
        self.end = start + length;
    }

    /// The counts of all pixels of a rectangle with so many.
    pub fn finish(mut self, pixels: u64) -> Vec<u64> {
        if self.end < pixels {
            self.counts.push(pixels - self.end);
        }
        self.counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RECT: PixelRect = PixelRect {
        left: 3,
        top: 2,
        right: 7,
        bottom: 5,
    };

    #[test]
    fn runs_go_on_over_the_end_of_a_row() {
        let mask = mask(RECT, vec![2, 3, 7]).unwrap();
        assert!(mask.get(5, 2) && mask.get(6, 2) && mask.get(3, 3) && !mask.get(4, 3));
        assert_eq!(runs(&mask, RECT), [2, 3, 7]);
        assert!(super::mask(RECT, vec![2, 3]).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_counted_is_read(bits in any::<[bool; 12]>()) {
            let mut mask = Mask::new();
            for (index, _) in bits.iter().enumerate().filter(|it| *it.1) {
                mask.set(3 + index as u32 % 4, 2 + index as u32 / 4, true);
            }
            let runs = runs(&mask, RECT);
            prop_assert_eq!(runs.iter().sum::<u64>(), 12);
            prop_assert_eq!(super::mask(RECT, runs).unwrap(), mask);
        }
    }
}
