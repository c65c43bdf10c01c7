//! The magic wand: pixels that look like one that is pointed at.

use super::components::Connectivity;
use super::tile::{TILE_SIDE_PX, Tile};
use super::{LIMITS, Mask, bits_within};
use crate::PixelRect;

/// Which of the pixels that look alike a wand takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Those that a way over pixels that look alike connects with the one that is pointed at.
    Contiguous(Connectivity),
    /// All of them.
    Global,
}

/// How a magic wand chooses pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wand {
    /// How much a value may differ from that of the pixel that is pointed at, in every channel.
    pub tolerance: f32,
    /// Which of those that differ no more are taken.
    pub reach: Reach,
}

impl Wand {
    /// The pixels within `limits` that look like the one in column `seed[0]` and row `seed[1]`.
    /// `value` is the value of the pixel in a column and a row, in as many channels as there are;
    /// where it is `None`, the pixel is not taken, and no pixel is where that is so at the seed or
    /// the seed lies outside the limits.
    pub fn pick<const CHANNELS: usize>(
        &self,
        seed: [u32; 2],
        limits: PixelRect,
        value: impl Fn(u32, u32) -> Option<[f32; CHANNELS]>,
    ) -> Mask {
        let limits = limits.intersection(&LIMITS);
        let wanted = match value(seed[0], seed[1]) {
            Some(wanted) if limits.contains(seed[0], seed[1]) => wanted,
            _ => return Mask::new(),
        };
        let is_alike = |x: u32, y: u32| {
            value(x, y).is_some_and(|it| {
                let differs = |(a, b): (&f32, &f32)| (a - b).abs() <= self.tolerance;
                it.iter().zip(&wanted).all(differs)
            })
        };
        match self.reach {
            Reach::Contiguous(connectivity) => flooded(seed, limits, connectivity, is_alike),
            Reach::Global => all(limits, is_alike),
        }
    }
}

/// All pixels that are alike.
fn all(limits: PixelRect, is_alike: impl Fn(u32, u32) -> bool) -> Mask {
    let mut mask = Mask::new();
    for y in limits.top..limits.bottom {
        let mut x = limits.left;
        while x < limits.right {
            let end = end_of_run(x, limits.right, |x| is_alike(x, y));
            mask.fill_run(y, x, end);
            x = end + 1;
        }
    }
    mask
}

/// The pixels that are alike and connected with the seed, filled run by run.
fn flooded(
    seed: [u32; 2],
    limits: PixelRect,
    connectivity: Connectivity,
    is_alike: impl Fn(u32, u32) -> bool,
) -> Mask {
    let reach = connectivity.reach_px();
    let mut mask = Mask::new();
    let mut waiting = vec![seed];
    while let Some([x, y]) = waiting.pop() {
        if mask.get(x, y) || !is_alike(x, y) {
            continue;
        }
        let mut left = x;
        while left > limits.left && is_alike(left - 1, y) {
            left -= 1;
        }
        let right = end_of_run(x, limits.right, |x| is_alike(x, y));
        mask.fill_run(y, left, right);
        let from = left.saturating_sub(reach).max(limits.left);
        let end = (right + reach).min(limits.right);
        let above = y.checked_sub(1).filter(|&row| row >= limits.top);
        let below = Some(y + 1).filter(|&row| row < limits.bottom);
        for row in above.into_iter().chain(below) {
            let mut column = from;
            while column < end {
                let next = end_of_run(column, end, |x| !mask.get(x, row) && is_alike(x, row));
                if next > column {
                    waiting.push([column, row]);
                }
                column = next + 1;
            }
        }
    }
    mask
}

/// The first column from `start` on that is not so, or `end`.
fn end_of_run(start: u32, end: u32, is_so: impl Fn(u32) -> bool) -> u32 {
    (start..end).find(|&x| !is_so(x)).unwrap_or(end)
}

impl Mask {
    /// Turns on the pixels of row `y` from column `left` up to but without `right`.
    fn fill_run(&mut self, y: u32, left: u32, right: u32) {
        if left == right {
            return;
        }
        let row = y / TILE_SIDE_PX;
        let columns = left / TILE_SIDE_PX..=(right - 1) / TILE_SIDE_PX;
        let strip = self.strips.get(&row);
        let filled = columns.map(|column| {
            let mut tile = strip
                .and_then(|it| it.get(&column))
                .map_or(Tile::EMPTY, |it| **it);
            tile.rows[(y % TILE_SIDE_PX) as usize] |= bits_within(left, right, column);
            (column, tile.shared())
        });
        let filled: Vec<_> = filled.collect();
        self.keep(row, filled);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::{drawn, mask_strategy};
    use proptest::prelude::*;

    const LIMITS: PixelRect = PixelRect {
        left: 0,
        top: 0,
        right: 5,
        bottom: 4,
    };
    const ROWS: [&str; 4] = ["11811", "12881", "88111", "19911"];

    fn picked(seed: [u32; 2], limits: PixelRect, tolerance: f32, reach: Reach) -> Mask {
        let value = |x: u32, y: u32| {
            let digit = f32::from(ROWS[y as usize].as_bytes()[x as usize] - b'0');
            (digit != 9.0).then_some([digit, 0.0])
        };
        Wand { tolerance, reach }.pick(seed, limits, value)
    }

    #[test]
    fn a_wand_takes_what_looks_alike_and_is_connected() {
        let four = Reach::Contiguous(Connectivity::Four);
        let expected = drawn(&["##...", "##...", ".....", "....."]);
        assert_eq!(picked([0, 0], LIMITS, 1.0, four), expected);
        let expected = drawn(&["##...", "#....", ".....", "....."]);
        assert_eq!(picked([0, 0], LIMITS, 0.9, four), expected);
        let eight = Reach::Contiguous(Connectivity::Eight);
        let expected = drawn(&["##.##", "##..#", "..###", "#..##"]);
        assert_eq!(
            picked([0, 0], LIMITS, 1.0, eight),
            expected.difference(&drawn(&["", "", "", "#"]))
        );
    }

    #[test]
    fn a_wand_takes_everything_that_looks_alike() {
        let expected = drawn(&["##.##", "#...#", "..###", "#..##"]);
        assert_eq!(picked([4, 3], LIMITS, 0.0, Reach::Global), expected);
        let limits = PixelRect {
            left: 1,
            right: 4,
            ..LIMITS
        };
        let expected = drawn(&[".#.#", "", "..##", "...#"]);
        assert_eq!(picked([3, 3], limits, 0.0, Reach::Global), expected);
    }

    #[test]
    fn a_wand_takes_nothing_where_there_is_nothing() {
        assert!(picked([1, 3], LIMITS, 9.0, Reach::Global).is_empty());
        let limits = PixelRect { right: 2, ..LIMITS };
        assert!(picked([3, 3], limits, 9.0, Reach::Global).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn a_flood_fills_the_part_of_the_seed(
            mask in mask_strategy(), x in 0u32..150, y in 0u32..150, corners in any::<bool>(),
        ) {
            let connectivity = if corners { Connectivity::Eight } else { Connectivity::Four };
            let wand = Wand { tolerance: 0.5, reach: Reach::Contiguous(connectivity) };
            let limits = PixelRect { left: 0, top: 0, right: 150, bottom: 150 };
            let found = wand.pick([x, y], limits, |x, y| Some([f32::from(u8::from(mask.get(x, y)))]));
            let alike = if mask.get(x, y) { mask } else { Mask::rectangle(limits).difference(&mask) };
            let part = alike.components(connectivity).into_iter().find(|it| it.get(x, y));
            prop_assert_eq!(found, part.unwrap());
        }
    }
}
