//! Masks to test with.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::Mask;
use crate::PixelRect;

/// How far to the right and down the masks reach: over three tiles.
pub const REACH_PX: u32 = 140;

/// Masks of some rectangles, with single pixels turned on and off: with corners that touch, holes,
/// full tiles and empty ones.
pub fn mask_strategy() -> impl Strategy<Value = Mask> {
    let rectangle = (0..REACH_PX, 0..REACH_PX, 1u32..90, 1u32..90);
    let pixel = (0..REACH_PX, 0..REACH_PX, any::<bool>());
    let speckled = (0..REACH_PX - 8, 0..REACH_PX - 8, any::<u64>());
    (
        proptest::collection::vec(rectangle, 0..4),
        proptest::collection::vec(pixel, 0..20),
        proptest::collection::vec(speckled, 0..3),
    )
        .prop_map(|(rectangles, single, speckled)| {
            let mut mask = Mask::new();
            for (left, top, width, height) in rectangles {
                mask.unite(&Mask::rectangle(PixelRect {
                    left,
                    top,
                    right: (left + width).min(REACH_PX),
                    bottom: (top + height).min(REACH_PX),
                }));
            }
            for (x, y, on) in single {
                mask.set(x, y, on);
            }
            for (left, top, bits) in speckled {
                for bit in 0..64 {
                    mask.set(left + bit % 8, top + bit / 8, bits >> bit & 1 == 1);
                }
            }
            mask
        })
}

/// The pixels that are on, as column and row, found one by one.
pub fn pixels(mask: &Mask) -> BTreeSet<(u32, u32)> {
    (0..2 * REACH_PX)
        .flat_map(|y| (0..2 * REACH_PX).map(move |x| (x, y)))
        .filter(|&(x, y)| mask.get(x, y))
        .collect()
}

/// A mask drawn with `#` for pixels that are on.
pub fn drawn(rows: &[&str]) -> Mask {
    let mut mask = Mask::new();
    for (y, row) in rows.iter().enumerate() {
        for (x, letter) in row.bytes().enumerate() {
            mask.set(x as u32, y as u32, letter == b'#');
        }
    }
    mask
}
