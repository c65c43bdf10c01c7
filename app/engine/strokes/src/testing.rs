//! What the unit tests are made of.

use staves::{Layout, Page};

use crate::arcs::arc::{Arc, ArcKind};
use crate::boxes::Boxes;
use crate::known::{Known, KnownKind};
use crate::plane::Plane;
use crate::room::Room;
use crate::stems::stem::{Side, Stem, StemEvidence, StemWay};
use crate::straight::segment::Segment;
use crate::surroundings::Surroundings;

/// A staff space, in pixels.
pub(crate) const SPACE: f64 = 20.0;

/// What a level staff says.
pub(crate) const ROOM: Room = Room {
    interline_px: SPACE,
    slope: 0.0,
    staff: 0,
};

/// A page of 600 columns and 300 rows with one staff from 40 to 560, whose lines are at 100 to 180.
pub(crate) fn layout() -> Layout {
    let (width, height) = (600, 300);
    let mut levels = vec![255; width * height];
    for line in 0..5 {
        for y in [99 + 20 * line, 100 + 20 * line] {
            levels[y * width + 40..y * width + 560].fill(0);
        }
    }
    for row in levels.chunks_mut(width).take(181).skip(99) {
        row[40..43].fill(0);
        row[557..560].fill(0);
    }
    let page = Page::new(width, height, &levels).expect("a page");
    staves::find(&page, None).expect("a staff")
}

/// A symbol with the box around a place.
pub(crate) fn known(kind: KnownKind, x: f64, y: f64, half: [f64; 2]) -> Known {
    Known {
        kind,
        is_small: false,
        left_px: x - half[0],
        top_px: y - half[1],
        right_px: x + half[0],
        bottom_px: y + half[1],
        score: 1.0,
    }
}

/// A black head.
pub(crate) fn head(x: f64, y: f64) -> Known {
    known(KnownKind::BlackHead, x, y, [0.6 * SPACE, 0.5 * SPACE])
}

/// A stem of some heads.
pub(crate) fn stem(way: StemWay, x: f64, rows: [f64; 2], heads: &[usize]) -> Stem {
    Stem {
        way,
        x_px: x,
        lean: 0.0,
        top_px: rows[0],
        bottom_px: rows[1],
        thickness_px: 3.0,
        heads: heads.to_vec(),
        is_small: false,
        is_slashed: false,
        left: Side::default(),
        right: Side::default(),
        tremolo_strokes: 0,
        interline_px: SPACE,
        evidence: StemEvidence {
            free_spaces: 3.0,
            inked: 1.0,
            open: 1.0,
            gaps: 0,
        },
    }
}

/// A slur from one place to another that bows upwards by so many pixels.
pub(crate) fn slur(left: [f64; 2], right: [f64; 2], up: f64) -> Arc {
    let middle = [0, 1].map(|axis| f64::midpoint(left[axis], right[axis]));
    Arc {
        kind: ArcKind::Slur,
        left_px: left,
        right_px: right,
        middle_px: [middle[0], middle[1] - up],
        is_above: up > 0.0,
        thickness_px: 4.0,
        heads: [None, None],
        seen: 1.0,
        interline_px: SPACE,
    }
}

/// A thin line.
pub(crate) fn segment(left: [f64; 2], right: [f64; 2]) -> Segment {
    Segment {
        left,
        right,
        thickness_px: 2.0,
        room: ROOM,
    }
}

/// The plane on which lines of two rows, uprights of two columns are drawn: level ones from one place
/// to another, and then upright ones.
pub(crate) fn drawn(segments: &[Segment], uprights: &[[f64; 3]]) -> Plane {
    Plane::drawn(600, 300, |x, y| {
        let (x, y) = (x as f64 + 0.5, y as f64 + 0.5);
        let is_on_line =
            |it: &Segment| (it.left[0]..=it.right[0]).contains(&x) && (y - it.y_at(x)).abs() <= 1.0;
        let is_on_upright =
            |it: &[f64; 3]| (x - it[0]).abs() <= 1.0 && (it[1]..=it[2]).contains(&y);
        segments.iter().any(is_on_line) || uprights.iter().any(is_on_upright)
    })
}

/// Does something with what there is on a page.
pub(crate) fn with_page<T>(
    ink: &Plane,
    known: &[Known],
    run: impl FnOnce(&Surroundings<'_>) -> T,
) -> T {
    let boxes = Boxes::new(known, ink.width(), |_| true);
    let heads = Boxes::new(known, ink.width(), KnownKind::is_head);
    run(&Surroundings {
        ink,
        boxes: &boxes,
        heads: &heads,
    })
}
