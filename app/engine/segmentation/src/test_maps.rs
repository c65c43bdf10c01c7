//! Maps made by hand, for tests.

use std::collections::BTreeMap;
use std::sync::Arc;

use packs::InstanceRule;
use shapes::PictureSize;

use crate::map::{BLOCK_CELLS, BLOCK_SIDE, MapScores};
use crate::settings::InstanceSettings;

/// A map with a background, of one class for each function from column and row to level.
pub(crate) fn map(width: u32, height: u32, classes: &[&dyn Fn(u32, u32) -> u8]) -> MapScores {
    let mut blocks: BTreeMap<(u32, u32), Vec<u8>> = BTreeMap::new();
    let side = BLOCK_SIDE as u32;
    for (class, level) in classes.iter().enumerate() {
        for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
            let block = blocks
                .entry((y / side, x / side))
                .or_insert_with(|| vec![0; classes.len() * BLOCK_CELLS]);
            let cell = (y % side * side + x % side) as usize;
            block[class * BLOCK_CELLS + cell] = level(x, y);
        }
    }
    MapScores {
        picture: PictureSize {
            width_px: width,
            height_px: height,
        },
        cell_px: 1,
        classes: (0..classes.len())
            .map(|class| format!("class {class}"))
            .collect(),
        has_background: true,
        model: "made by hand".to_owned(),
        blocks: (blocks.into_iter())
            .map(|(place, block)| (place, Arc::from(block)))
            .collect(),
    }
}

/// A map of one class, drawn: `#` is 255, `+` 150, `-` 60, anything else 0.
pub(crate) fn drawn(rows: &[&str]) -> MapScores {
    let level = |x: u32, y: u32| match rows[y as usize].as_bytes()[x as usize] {
        b'#' => 255,
        b'+' => 150,
        b'-' => 60,
        _ => 0,
    };
    map(rows[0].len() as u32, rows.len() as u32, &[&level])
}

/// Settings of one threshold, without a least area and without growing.
pub(crate) fn plain(threshold: f64, classes: usize) -> InstanceSettings {
    InstanceSettings {
        thresholds: vec![threshold; classes],
        rule: InstanceRule {
            grow: 1.0,
            least_area_px: 0,
            bridge_px: 0,
        },
    }
}
