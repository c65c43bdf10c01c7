//! Which tiles of a pyramid are visible, and where each of them is drawn.

use gpu::Placement;
use imaging::{LevelSize, TILE_SIDE_PX, TileKey};

/// A visible tile, cut to the picture and to the visible part of the target.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Cell {
    /// The tile that shows it sharply.
    pub key: TileKey,
    /// Left, top, right, bottom in pixels of the full picture.
    pub image_px: [f64; 4],
}

/// Pixels of the full picture that a texel of a level covers, across and down.
fn texel_side_px(level: u32) -> f64 {
    f64::from(1_u32 << level.min(31))
}

/// The coarsest level whose texels are no larger than a screen pixel, or the full picture.
pub(crate) fn level_for(placement: &Placement, level_count: usize) -> u32 {
    let [across, down] = placement.screen_px_per_image_px;
    let wanted = -across.max(down).log2();
    // A little tolerance, so that 50 % takes the half-size level in spite of rounding.
    let level = (wanted + 1e-6).floor().max(0.0) as u32;
    level.min(level_count.saturating_sub(1) as u32)
}

/// The visible tiles of the level that suits the zoom, nearest to the middle first.
pub(crate) fn visible_cells(levels: &[LevelSize], placement: &Placement) -> Vec<Cell> {
    let Some(full) = levels.first() else {
        return Vec::new();
    };
    let level = level_for(placement, levels.len());
    let size = levels[level as usize];
    let visible = visible_image_px(full, placement);
    let [left, top, right, bottom] = visible;
    if left >= right || top >= bottom {
        return Vec::new();
    }
    let side_px = texel_side_px(level) * f64::from(TILE_SIDE_PX);
    let range = |low: f64, high: f64, count: u32| {
        let first = (low / side_px).floor().max(0.0) as u32;
        let last = (high / side_px).ceil() as u32;
        first..last.min(count)
    };
    let mut cells = Vec::new();
    for y in range(top, bottom, size.tiles_down()) {
        for x in range(left, right, size.tiles_across()) {
            let (near_x, near_y) = (f64::from(x) * side_px, f64::from(y) * side_px);
            cells.push(Cell {
                key: TileKey { level, x, y },
                image_px: [
                    near_x.max(left),
                    near_y.max(top),
                    (near_x + side_px).min(right),
                    (near_y + side_px).min(bottom),
                ],
            });
        }
    }
    let middle = [(left + right) / 2.0, (top + bottom) / 2.0];
    let distance = |cell: &Cell| {
        let [left, top, right, bottom] = cell.image_px;
        ((left + right) / 2.0 - middle[0]).hypot((top + bottom) / 2.0 - middle[1])
    };
    cells.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
    cells
}

/// The visible part of the picture, within the picture.
fn visible_image_px(full: &LevelSize, placement: &Placement) -> [f64; 4] {
    let size_px = [f64::from(full.width_px), f64::from(full.height_px)];
    std::array::from_fn(|side| {
        let axis = side % 2;
        let screen_px = placement.visible_screen_px[side] - placement.origin_screen_px[axis];
        (screen_px / placement.screen_px_per_image_px[axis]).clamp(0.0, size_px[axis])
    })
}

impl Cell {
    /// Where the cell lies on the target. Neighbours compute a common edge from the same number,
    /// so it comes out the same.
    pub(crate) fn screen_px(&self, placement: &Placement) -> [f32; 4] {
        std::array::from_fn(|side| {
            let axis = side % 2;
            (self.image_px[side] * placement.screen_px_per_image_px[axis]
                + placement.origin_screen_px[axis]) as f32
        })
    }

    /// The cell in texels of a tile that covers it: its own or a coarser one.
    pub(crate) fn texels(&self, key: TileKey) -> [f32; 4] {
        let texel_px = texel_side_px(key.level);
        std::array::from_fn(|side| {
            let tile = if side % 2 == 0 { key.x } else { key.y };
            (self.image_px[side] / texel_px - f64::from(tile) * f64::from(TILE_SIDE_PX)) as f32
        })
    }

    /// The tiles that cover the cell, from its own to the coarsest.
    pub(crate) fn ancestry(&self, level_count: usize) -> impl Iterator<Item = TileKey> + use<> {
        let TileKey { level, x, y } = self.key;
        (level..level_count as u32).map(move |coarser| TileKey {
            level: coarser,
            x: x >> (coarser - level),
            y: y >> (coarser - level),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn placement(scale: f64, origin: [f64; 2]) -> Placement {
        Placement {
            screen_px_per_image_px: [scale; 2],
            origin_screen_px: origin,
            visible_screen_px: [10.0, 20.0, 810.0, 620.0],
        }
    }

    /// The pyramid of a picture of this size.
    fn levels(width_px: u32, height_px: u32) -> Vec<LevelSize> {
        (0..)
            .map(|level| LevelSize {
                width_px: width_px.div_ceil(1 << level),
                height_px: height_px.div_ceil(1 << level),
            })
            .take(4)
            .collect()
    }

    #[test]
    fn levels_follow_the_zoom() {
        for (scale, level) in [
            (8.0, 0),
            (1.0, 0),
            (0.51, 0),
            (0.5, 1),
            (0.26, 1),
            (0.25, 2),
            (0.001, 3),
        ] {
            assert_eq!(level_for(&placement(scale, [0.0; 2]), 4), level, "{scale}");
        }
    }

    #[test]
    fn ancestors_cover_the_cell() {
        let cell = Cell {
            key: TileKey {
                level: 0,
                x: 5,
                y: 3,
            },
            image_px: [2560.0, 1536.0, 3072.0, 2048.0],
        };
        for key in cell.ancestry(4) {
            let [left, top, right, bottom] = cell.texels(key);
            assert!(left >= 0.0 && top >= 0.0, "{key:?}");
            assert!(right <= 512.0 && bottom <= 512.0, "{key:?}");
        }
        assert_eq!(
            cell.ancestry(4).last(),
            Some(TileKey {
                level: 3,
                x: 0,
                y: 0
            })
        );
    }

    proptest! {
        #[test]
        fn cells_cover_what_is_visible_once(
            (width, height) in (1_u32..3000, 1_u32..3000),
            scale in 0.05..20.0,
            origin in prop::array::uniform2(-4000.0..800.0),
        ) {
            let placement = placement(scale, origin);
            let cells = visible_cells(&levels(width, height), &placement);
            let area: f64 = cells
                .iter()
                .map(|cell| {
                    let [left, top, right, bottom] = cell.image_px;
                    assert!(left < right && top < bottom);
                    (right - left) * (bottom - top)
                })
                .sum();
            let size = LevelSize { width_px: width, height_px: height };
            let [left, top, right, bottom] = visible_image_px(&size, &placement);
            let expected = (right - left).max(0.0) * (bottom - top).max(0.0);
            prop_assert!((area - expected).abs() <= 1e-6 * expected.max(1.0));
        }
    }
}
