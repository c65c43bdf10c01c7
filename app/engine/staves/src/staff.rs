//! A staff: its lines, and what place of the page is what place of the staff.

use crate::lines::model::Model;
use crate::scale::Scale;

/// What a staff is, by the number of its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StaffKind {
    /// One line, as percussion has.
    OneLine,
    /// Four lines, as plainchant has and some tablature for four strings.
    FourLines,
    /// The usual staff.
    FiveLines,
    /// Six lines: most likely tablature for a guitar.
    SixLines,
}

impl StaffKind {
    /// The kind of so many lines; none of a number that no staff has.
    #[must_use]
    pub const fn of_lines(lines: usize) -> Option<Self> {
        match lines {
            1 => Some(Self::OneLine),
            4 => Some(Self::FourLines),
            5 => Some(Self::FiveLines),
            6 => Some(Self::SixLines),
            _ => None,
        }
    }

    /// How many lines it has.
    #[must_use]
    pub const fn lines(self) -> usize {
        match self {
            Self::OneLine => 1,
            Self::FourLines => 4,
            Self::FiveLines => 5,
            Self::SixLines => 6,
        }
    }
}

/// A staff of a page. Columns and rows are pixels of the page, where the first column and the first
/// row reach from 0 to 1.
///
/// Everything is measured along a column of pixels, from line to line, which is exact for straight
/// lines in any direction; the lines of a page differ in direction only slowly.
#[derive(Debug, Clone, PartialEq)]
pub struct Staff {
    pub(crate) kind: StaffKind,
    pub(crate) scale: Scale,
    pub(crate) left_px: f64,
    pub(crate) right_px: f64,
    pub(crate) support: f64,
    pub(crate) model: Model,
}

impl Staff {
    /// A staff that a model describes between two columns; none of a number of lines that no staff
    /// has.
    pub(crate) fn new(
        model: &Model,
        scale: &Scale,
        ends_px: (f64, f64),
        support: f64,
    ) -> Option<Self> {
        let kind = StaffKind::of_lines(model.lines.len())?;
        let (left_px, right_px) = ends_px;
        let mut staff = Self {
            kind,
            scale: *scale,
            left_px,
            right_px,
            support,
            model: model.cut(left_px, right_px),
        };
        if kind != StaffKind::OneLine {
            let steps = 32;
            let at = |step: usize| left_px + (right_px - left_px) * step as f64 / f64::from(steps);
            let sum: f64 = (0..=steps as usize)
                .map(|step| staff.interline_at(at(step)))
                .sum();
            staff.scale.interline_px = sum / f64::from(steps + 1);
        }
        Some(staff)
    }

    /// What it is, by its number of lines.
    #[must_use]
    pub const fn kind(&self) -> StaffKind {
        self.kind
    }

    /// Its size, on the average of its length. That of a staff of one line is that of the page.
    #[must_use]
    pub const fn scale(&self) -> Scale {
        self.scale
    }

    /// Where it begins, with the line that closes it, if there is one.
    #[must_use]
    pub const fn left_px(&self) -> f64 {
        self.left_px
    }

    /// Where it ends.
    #[must_use]
    pub const fn right_px(&self) -> f64 {
        self.right_px
    }

    /// On what share of their length its lines are seen, of where nothing lies over them, from 0
    /// to 1: how good the print is, and how sure the find.
    #[must_use]
    pub const fn support(&self) -> f64 {
        self.support
    }

    /// How many lines it has.
    #[must_use]
    pub const fn line_count(&self) -> usize {
        self.kind.lines()
    }

    /// The middle of a line at a column, counted from 0 at the top; beyond the ends of the staff it
    /// goes straight on. A number past the last line means the last line.
    #[must_use]
    pub fn line_px(&self, line: usize, x: f64) -> f64 {
        self.model.y(line.min(self.line_count() - 1), x)
    }

    /// The row of the top line at a column.
    #[must_use]
    pub fn top_px(&self, x: f64) -> f64 {
        self.line_px(0, x)
    }

    /// The row of the bottom line at a column.
    #[must_use]
    pub fn bottom_px(&self, x: f64) -> f64 {
        self.line_px(self.line_count() - 1, x)
    }

    /// The row halfway between the outer lines at a column.
    #[must_use]
    pub fn middle_px(&self, x: f64) -> f64 {
        self.model.middle(x)
    }

    /// A line as a chain of places, a third of a staff space apart and in pixels.
    #[must_use]
    pub fn polyline(&self, line: usize) -> Vec<[f64; 2]> {
        let model = &self.model;
        let inner = (0..model.lines[0].len())
            .map(|at| model.first_px + model.step_px * at as f64)
            .filter(|x| *x > self.left_px && *x < self.right_px);
        let columns = std::iter::once(self.left_px).chain(inner);
        let columns = columns.chain(std::iter::once(self.right_px));
        columns.map(|x| [x, self.line_px(line, x)]).collect()
    }

    /// The distance from line to line at a column, in pixels.
    #[must_use]
    pub fn interline_at(&self, x: f64) -> f64 {
        if self.kind == StaffKind::OneLine {
            return self.scale.interline_px;
        }
        self.model.spacing(x)
    }

    /// How far the staff goes down for each pixel to the right, around a column.
    #[must_use]
    pub fn slope_at(&self, x: f64) -> f64 {
        let reach = 4.0 * self.scale.interline_px;
        let from = (x - reach).clamp(self.left_px, self.right_px - 1.0);
        let to = (x + reach).clamp(from + 1.0, self.right_px.max(from + 1.0));
        (self.middle_px(to) - self.middle_px(from)) / (to - from)
    }

    /// The place of a point of the page in the staff, in half staff spaces above its middle: the
    /// lines of a usual staff are at -4, -2, 0, 2 and 4. Between lines it is counted from those
    /// around, and beyond them with the distance that the lines have there.
    #[must_use]
    pub fn position_at(&self, x: f64, y: f64) -> f64 {
        let last = self.line_count() - 1;
        let half_px = self.interline_at(x) / 2.0;
        let rows: Vec<f64> = (0..=last).map(|line| self.line_px(line, x)).collect();
        let of_line = |line: usize| last as f64 - 2.0 * line as f64;
        if y <= rows[0] {
            return of_line(0) + (rows[0] - y) / half_px;
        }
        let below = rows.partition_point(|row| *row < y);
        if below > last {
            return of_line(last) - (y - rows[last]) / half_px;
        }
        let (upper, lower) = (rows[below - 1], rows[below]);
        of_line(below - 1) - 2.0 * (y - upper) / (lower - upper)
    }

    /// The row of a place of the staff at a column: the inverse of [`Staff::position_at`].
    #[must_use]
    pub fn place_of(&self, position: f64, x: f64) -> f64 {
        let last = self.line_count() - 1;
        let half_px = self.interline_at(x) / 2.0;
        // How many lines below the top one it is.
        let down = (last as f64 - position) / 2.0;
        if down <= 0.0 {
            return self.line_px(0, x) + 2.0 * half_px * down;
        }
        let above = down.floor() as usize;
        if above >= last {
            return self.line_px(last, x) + 2.0 * half_px * (down - last as f64);
        }
        let (upper, lower) = (self.line_px(above, x), self.line_px(above + 1, x));
        upper + (down - above as f64) * (lower - upper)
    }

    /// Whether it has a part of its length above or below another one.
    pub(crate) fn is_over(&self, other: &Self) -> bool {
        self.left_px < other.right_px && other.left_px < self.right_px
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn staff() -> Staff {
        let row = |line: usize, x: f64| 200.0 + 18.5 * line as f64 + 10.0 * (x / 200.0).sin();
        let model = Model {
            first_px: 90.0,
            step_px: 5.0,
            lines: (0..5)
                .map(|line| {
                    (0..200)
                        .map(|at| row(line, 90.0 + 5.0 * f64::from(at)))
                        .collect()
                })
                .collect(),
        };
        let scale = Scale {
            interline_px: 18.0,
            thickness_px: 2.0,
        };
        Staff::new(&model, &scale, (100.0, 1000.0), 1.0).expect("five lines")
    }

    proptest! {
        #[test]
        fn positions_and_places_are_inverse(position in -20.0_f64..20.0, x in 0.0_f64..1200.0) {
            let staff = staff();
            let back = staff.position_at(x, staff.place_of(position, x));
            prop_assert!((back - position).abs() < 1e-6, "{} {}", back, position);
        }
    }

    #[test]
    fn lines_are_at_even_positions() {
        let staff = staff();
        for line in 0..5 {
            let position = staff.position_at(500.0, staff.line_px(line, 500.0));
            assert!((position - (4.0 - 2.0 * line as f64)).abs() < 1e-9);
        }
        assert!((staff.position_at(300.0, staff.top_px(300.0) - 18.5) - 6.0).abs() < 1e-6);
        assert!((staff.scale().interline_px - 18.5).abs() < 1e-6);
        let polyline = staff.polyline(2);
        assert_eq!(
            (polyline[0][0], polyline[polyline.len() - 1][0]),
            (100.0, 1000.0)
        );
        assert!(polyline.windows(2).all(|pair| pair[0][0] < pair[1][0]));
    }
}
