//! What is known of a page before its music is.

use staves::Layout;
use strokes::{Known, KnownKind, Strokes};

use crate::sign::{Head, Sign};

/// A symbol on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Symbol {
    /// By what it is found again: no two symbols of a score have the same.
    pub id: u64,
    /// What it is.
    pub sign: Sign,
    /// Left, upper, right and lower edge of its ink, in pixels of the page.
    pub box_px: [f64; 4],
    /// How sure that is, from 0 to 1; 1 for what somebody said.
    pub score: f64,
}

impl Symbol {
    /// The middle of its box as column and row.
    pub(crate) fn middle_px(&self) -> [f64; 2] {
        let [left, top, right, bottom] = self.box_px;
        [f64::midpoint(left, right), f64::midpoint(top, bottom)]
    }

    /// What [`strokes::find`] needs to know of it.
    #[must_use]
    pub fn known(&self) -> Known {
        let (kind, is_small) = match self.sign {
            Sign::Head { head, is_small } => {
                let kind = match head {
                    Head::Black => KnownKind::BlackHead,
                    Head::Half => KnownKind::HalfHead,
                    Head::Whole | Head::DoubleWhole => KnownKind::WholeHead,
                };
                (kind, is_small)
            }
            Sign::Flag(_) => (KnownKind::Flag, false),
            _ => (KnownKind::Other, false),
        };
        let [left_px, top_px, right_px, bottom_px] = self.box_px;
        Known {
            kind,
            is_small,
            left_px,
            top_px,
            right_px,
            bottom_px,
            score: self.score,
        }
    }
}

/// What is known of a page.
#[derive(Debug, Clone, Copy)]
pub struct PageReading<'a> {
    /// Its staves and systems.
    pub layout: &'a Layout,
    /// Its symbols.
    pub symbols: &'a [Symbol],
    /// Its strokes, found with what [`Symbol::known`] says of the symbols, in their order.
    pub strokes: &'a Strokes,
}
