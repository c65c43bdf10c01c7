//! The boxes of symbols, to be asked whether one is at a place.

use crate::known::{Known, KnownKind};

/// How many columns of pixels one of boxes has.
const BOX_COLUMN: f64 = 32.0;

/// Boxes by column.
pub(crate) struct Boxes<'a> {
    columns: Vec<Vec<&'a Known>>,
}

impl<'a> Boxes<'a> {
    /// The boxes of symbols whose kind is chosen, on a page of so many columns.
    pub fn new(known: &'a [Known], width: usize, is_in: impl Fn(KnownKind) -> bool) -> Self {
        let count = width / BOX_COLUMN as usize + 1;
        let mut columns = vec![Vec::new(); count];
        for it in known.iter().filter(|it| is_in(it.kind)) {
            let at = |x: f64| ((x / BOX_COLUMN).max(0.0) as usize).min(count - 1);
            // Those beside are asked for with a margin.
            for column in &mut columns[at(it.left_px - BOX_COLUMN)..=at(it.right_px + BOX_COLUMN)] {
                column.push(it);
            }
        }
        Self { columns }
    }

    /// Whether a box holds a place, or is no farther from it than a margin, which is at most as wide
    /// as a column of boxes.
    pub fn hold(&self, x: f64, y: f64, margin_px: f64) -> bool {
        let column = self.columns.get((x.max(0.0) / BOX_COLUMN) as usize);
        column.is_some_and(|it| it.iter().any(|it| it.holds(x, y, margin_px)))
    }
    /// Whether a box meets a column between two rows.
    pub fn meet(&self, x: f64, top: f64, bottom: f64) -> bool {
        let column = self.columns.get((x.max(0.0) / BOX_COLUMN) as usize);
        column.is_some_and(|it| {
            it.iter().any(|it| {
                (it.left_px..=it.right_px).contains(&x) && it.top_px < bottom && it.bottom_px > top
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{head, known};

    #[test]
    fn boxes_hold_places_near_them() {
        let all = [
            head(100.0, 50.0),
            known(KnownKind::Other, 300.0, 50.0, [90.0, 10.0]),
        ];
        let boxes = Boxes::new(&all, 600, |_| true);
        assert!(boxes.hold(100.0, 59.0, 0.0) && !boxes.hold(100.0, 61.0, 0.0));
        assert!(boxes.hold(100.0, 61.0, 2.0));
        // Wide boxes in each of their columns, and beside them with a margin.
        assert!(
            [211.0, 250.0, 300.0, 389.0]
                .iter()
                .all(|x| boxes.hold(*x, 50.0, 0.0))
        );
        assert!(boxes.hold(400.0, 50.0, 20.0) && !boxes.hold(400.0, 50.0, 0.0));
        let heads = Boxes::new(&all, 600, KnownKind::is_head);
        assert!(heads.hold(100.0, 50.0, 0.0) && !heads.hold(300.0, 50.0, 0.0));
        assert!(!heads.hold(5000.0, 50.0, 0.0) && !heads.hold(-5000.0, 50.0, 0.0));
    }

    #[test]
    fn boxes_meet_columns_between_rows() {
        let all = [head(100.0, 50.0)];
        let boxes = Boxes::new(&all, 600, |_| true);
        assert!(boxes.meet(108.0, 0.0, 45.0) && boxes.meet(92.0, 55.0, 90.0));
        assert!(!boxes.meet(108.0, 0.0, 39.0) && !boxes.meet(113.0, 0.0, 90.0));
    }
}
