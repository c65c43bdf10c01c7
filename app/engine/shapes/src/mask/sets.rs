//! Masks as sets: united, subtracted, intersected, compared.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::tile::Tile;
use super::{Mask, Strip};
use crate::PixelRect;

impl Mask {
    /// Turns on every pixel that is on in `other`: paints with it.
    pub fn unite(&mut self, other: &Self) {
        for (&row, theirs) in &other.strips {
            match self.strips.get(&row) {
                None => {
                    self.strips.insert(row, theirs.clone());
                }
                Some(ours) if Arc::ptr_eq(ours, theirs) => {}
                Some(ours) => {
                    let changed = theirs.iter().filter_map(|(column, theirs)| {
                        let Some(ours) = ours.get(column) else {
                            return Some((*column, Some(theirs.clone())));
                        };
                        changed_tile(*column, ours, ours.merged(theirs, |a, b| a | b))
                    });
                    let changed: Vec<_> = changed.collect();
                    self.change(row, changed);
                }
            }
        }
    }

    /// Turns off every pixel that is on in `other`: erases with it.
    pub fn subtract(&mut self, other: &Self) {
        let changes = common(&self.strips, &other.strips).map(|(row, ours, theirs)| {
            let changed = common(ours, theirs).filter_map(|(column, ours, theirs)| {
                changed_tile(column, ours, ours.merged(theirs, |a, b| a & !b))
            });
            (row, changed.collect())
        });
        let changes: Vec<(u32, Vec<Changed>)> = changes.collect();
        for (row, changed) in changes {
            self.change(row, changed);
        }
    }

    /// Turns off every pixel that is off in `other`.
    pub fn intersect(&mut self, other: &Self) {
        self.strips.retain(|row, ours| {
            let Some(theirs) = other.strips.get(row) else {
                return false;
            };
            if !Arc::ptr_eq(ours, theirs) {
                let kept = common(ours, theirs).filter_map(|(column, ours, theirs)| {
                    let tile = ours.merged(theirs, |a, b| a & b);
                    let is_same = tile == **ours;
                    let tile = if is_same {
                        Some(ours.clone())
                    } else {
                        tile.shared()
                    };
                    Some((column, tile?))
                });
                let kept: Strip = kept.collect();
                *ours = Arc::new(kept);
            }
            !ours.is_empty()
        });
    }

    /// The pixels that are on in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let mut united = self.clone();
        united.unite(other);
        united
    }

    /// The pixels that are on here and off in `other`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let mut rest = self.clone();
        rest.subtract(other);
        rest
    }

    /// The pixels that are on in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let mut common = self.clone();
        common.intersect(other);
        common
    }

    /// The pixels that lie in a rectangle, such as that of a picture.
    #[must_use]
    pub fn clipped(&self, rect: PixelRect) -> Self {
        self.intersection(&Self::rectangle(rect))
    }

    /// How many pixels are on in both.
    #[must_use]
    pub fn intersection_px(&self, other: &Self) -> u64 {
        common(&self.strips, &other.strips)
            .flat_map(|(_, ours, theirs)| common(ours, theirs))
            .map(|(_, ours, theirs)| ours.intersection_px(theirs))
            .sum()
    }

    /// How well two masks agree: the pixels that are on in both over those that are on in either
    /// (the Jaccard index), from 0 to 1. Two masks without pixels agree.
    #[must_use]
    pub fn iou(&self, other: &Self) -> f64 {
        let common_px = self.intersection_px(other);
        let either_px = self.area_px() + other.area_px() - common_px;
        if either_px == 0 {
            1.0
        } else {
            common_px as f64 / either_px as f64
        }
    }

    /// Puts changed tiles into a row of tiles. One that does not change stays shared with the clones
    /// of this mask.
    fn change(&mut self, row: u32, changed: Vec<Changed>) {
        if !changed.is_empty() {
            self.keep(row, changed);
        }
    }
}

/// A column of tiles, and the tile that is there from now on, if one is.
type Changed = (u32, Option<Arc<Tile>>);

/// The tile that is there from now on, or `None` where that is the one before.
fn changed_tile(column: u32, before: &Tile, after: Tile) -> Option<Changed> {
    (after != *before).then(|| (column, after.shared()))
}

/// The rows or columns of tiles that are in both, with what is there in either.
fn common<'a, V>(
    ours: &'a BTreeMap<u32, V>,
    theirs: &'a BTreeMap<u32, V>,
) -> impl Iterator<Item = (u32, &'a V, &'a V)> {
    let is_ours_shorter = ours.len() <= theirs.len();
    let (shorter, longer) = if is_ours_shorter {
        (ours, theirs)
    } else {
        (theirs, ours)
    };
    shorter.iter().filter_map(move |(&index, value)| {
        let other = longer.get(&index)?;
        Some(if is_ours_shorter {
            (index, value, other)
        } else {
            (index, other, value)
        })
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::{mask_strategy, pixels};
    use proptest::prelude::*;

    fn rectangle(left: u32, top: u32, right: u32, bottom: u32) -> Mask {
        Mask::rectangle(PixelRect {
            left,
            top,
            right,
            bottom,
        })
    }

    #[test]
    fn two_squares_that_share_a_quarter() {
        let (a, b) = (rectangle(0, 0, 100, 100), rectangle(50, 50, 150, 150));
        assert_eq!(a.intersection_px(&b), 2_500);
        assert_eq!(a.union(&b).area_px(), 17_500);
        assert_eq!(a.difference(&b).area_px(), 7_500);
        assert_eq!(a.intersection(&b), rectangle(50, 50, 100, 100));
        assert!((a.iou(&b) - 1.0 / 7.0).abs() < 1e-12);
        assert_eq!(Mask::new().iou(&Mask::new()), 1.0);
        assert_eq!(Mask::new().iou(&a), 0.0);
    }

    #[test]
    fn an_edit_leaves_clones_as_they_were_and_copies_only_what_it_touches() {
        let before = rectangle(0, 0, 300, 300).union(&rectangle(1000, 1000, 1001, 1001));
        let mut after = before.clone();
        after.set(1000, 1000, false);
        assert!(before.get(1000, 1000));
        assert_eq!(after, rectangle(0, 0, 300, 300));
        let shared = |row| Arc::ptr_eq(&before.strips[row], &after.strips[row]);
        assert!(after.strips.keys().all(shared));
        after.set(1, 1, false);
        let (ours, theirs) = (&after.strips[&0], &before.strips[&0]);
        assert!(!Arc::ptr_eq(&ours[&0], &theirs[&0]) && Arc::ptr_eq(&ours[&1], &theirs[&1]));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn sets_are_what_sets_of_pixels_are(a in mask_strategy(), b in mask_strategy()) {
            let (left, right) = (pixels(&a), pixels(&b));
            prop_assert_eq!(pixels(&a.union(&b)), left.union(&right).copied().collect());
            prop_assert_eq!(pixels(&a.difference(&b)), left.difference(&right).copied().collect());
            let common: std::collections::BTreeSet<_> = left.intersection(&right).copied().collect();
            prop_assert_eq!(a.intersection_px(&b), common.len() as u64);
            prop_assert_eq!(pixels(&a.intersection(&b)), common);
        }

        #[test]
        fn difference_and_intersection_divide_a_mask(a in mask_strategy(), b in mask_strategy()) {
            let (rest, common) = (a.difference(&b), a.intersection(&b));
            prop_assert_eq!(rest.intersection_px(&common), 0);
            prop_assert_eq!(rest.union(&common), a.clone());
            prop_assert_eq!(rest.area_px() + common.area_px(), a.area_px());
            prop_assert_eq!(
                a.union(&b).area_px(),
                a.area_px() + b.area_px() - common.area_px()
            );
        }

        #[test]
        fn clipping_is_intersecting_with_a_rectangle(
            mask in mask_strategy(), left in 0u32..150, top in 0u32..150, width in 0u32..150, height in 0u32..150,
        ) {
            let rect = PixelRect { left, top, right: left + width, bottom: top + height };
            prop_assert_eq!(mask.clipped(rect), mask.intersection(&Mask::rectangle(rect)));
        }
    }
}
