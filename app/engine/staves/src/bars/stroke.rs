//! What an upright stroke on a staff looks like: how thick it is, where it ends, what touches it.

use crate::bars::upright::{column_at, covered, covered_leaning, reach_px};
use crate::ink::Ink;
use crate::staff::{Staff, StaffKind};

/// The greatest thickness that is told, in staff spaces.
const THICKEST: f64 = 4.0;
/// The width from which what looks like one stroke is two heavy ones that have run together, in staff
/// spaces.
pub(crate) const TWO_HEAVY: f64 = 1.0;
/// The least share of their width on which two such strokes have ink in any row: that of one of them.
const LEAST_OF_TWO: f64 = 0.35;
/// How far beyond the outer lines a stroke may reach that ends at them, in staff spaces.
const MOST_BEYOND: f64 = 0.4;
/// How far above and below its line a bar line of a staff of one line reaches, in staff spaces.
const ONE_LINE_HALF: f64 = 1.0;
/// How far the ink of a head reaches beside a stroke that it touches, in staff spaces.
const HEAD_WIDTH: f64 = 0.4;
/// How high a head is there, in staff spaces, and how high at the least, where it is pointed.
const HEAD_HEIGHT: f64 = 0.55;
const LEAST_HEAD_HEIGHT: f64 = 0.4;
/// How high what touches the other side of a stem is at most, in staff spaces.
const MOST_OTHER_SIDE: f64 = 0.2;
/// How far from the end of a staff nothing is that touches its last stroke from beyond but a brace
/// or dirt, in staff spaces.
const END: f64 = 0.7;
/// How far from the median the thickness of an even stroke may be, as a share of it.
const UNEVEN: f64 = 0.25;
/// The same in pixels, for thin ones.
const UNEVEN_PX: f64 = 1.5;
/// The share of its rows on which an even stroke is about as thick as the median.
const LEAST_EVEN: f64 = 0.85;

/// Where a stroke stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    /// Where it passes the middle of the staff.
    pub x_px: f64,
    /// How many columns are on it; 0 where that is not known.
    pub columns_px: f64,
    /// Where the columns of other strokes begin that are right beside it; infinite where none is.
    pub bounds_px: (f64, f64),
}

impl Place {
    /// A place of which nothing else is known.
    pub fn alone(x_px: f64) -> Self {
        Self {
            x_px,
            columns_px: 0.0,
            bounds_px: (f64::NEG_INFINITY, f64::INFINITY),
        }
    }
}

/// An upright stroke on a staff.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stroke {
    /// Where it passes the middle of the staff.
    pub x_px: f64,
    /// How thick it is.
    pub width_px: f64,
    /// Whether it is a row of dots or dashes.
    pub is_dotted: bool,
    /// Whether it ends at the top line.
    pub ends_above: bool,
    /// Whether it ends at the bottom line.
    pub ends_below: bool,
    /// How high what touches it on its left and on its right is, as a note head does, in staff spaces;
    /// 0 where there is nothing.
    pub touched: [f64; 2],
    /// Whether it is about equally thick all along, as two digits above each other are not.
    pub is_even: bool,
    /// Whether it is so wide that it can only be two heavy ones that have run together.
    pub is_two: bool,
}

impl Stroke {
    /// What stands at a place of a staff.
    pub fn at(ink: &Ink, staff: &Staff, place: &Place, is_dotted: bool) -> Self {
        let interline = staff.scale().interline_px;
        let (x_px, columns_px) = (place.x_px, place.columns_px);
        let (top, bottom) = rows(staff, x_px);
        let lengths = lengths_px(ink, staff, place);
        let usual_px = lengths.get(lengths.len() / 2).copied().unwrap_or(1.0);
        let margin = (UNEVEN * usual_px).max(UNEVEN_PX);
        let is_two = columns_px >= TWO_HEAVY * interline;
        let width_px = if is_two { columns_px } else { usual_px };
        let is_usual = |length: f64| match is_two {
            true => length >= LEAST_OF_TWO * columns_px,
            false => (length - usual_px).abs() <= margin,
        };
        let even = lengths.iter().filter(|it| is_usual(**it));
        let most = MOST_BEYOND * interline;
        let ends =
            |row: f64, step: isize| reach_px(ink, staff, x_px, row, step, most + 2.0) <= most;
        // Beside another stroke there is no head.
        let end = END * interline + width_px / 2.0;
        let has_left = place.bounds_px.0.is_infinite() && x_px - staff.left_px() > end;
        let has_right = place.bounds_px.1.is_infinite() && staff.right_px() - x_px > end;
        let touched = |has_side: bool, side: isize| match has_side {
            true => touched(ink, staff, x_px, width_px, side),
            false => 0.0,
        };
        Self {
            x_px,
            width_px,
            is_dotted,
            ends_above: ends(top, -1),
            ends_below: ends(bottom, 1),
            touched: [touched(has_left, -1), touched(has_right, 1)],
            is_two,
            is_even: even.count() as f64 >= LEAST_EVEN * lengths.len() as f64,
        }
    }
}

impl Stroke {
    /// Whether a note head, or something as thick, touches it.
    pub fn is_headed(&self) -> bool {
        self.touched.iter().any(|it| *it >= HEAD_HEIGHT)
    }

    /// Whether what touches it may be a note head: it is on one side, where slurs are on both.
    pub fn may_be_headed(&self) -> bool {
        let [left, right] = self.touched;
        left.max(right) >= LEAST_HEAD_HEIGHT && left.min(right) < MOST_OTHER_SIDE
    }
}

/// The first and the last row of an upright line through a column of a staff.
pub(crate) fn rows(staff: &Staff, x: f64) -> (f64, f64) {
    if staff.kind() == StaffKind::OneLine {
        let half = ONE_LINE_HALF * staff.scale().interline_px;
        return (staff.middle_px(x) - half, staff.middle_px(x) + half);
    }
    (staff.top_px(x), staff.bottom_px(x))
}

/// The share of the height of a staff that has ink on an upright line, or so many columns beside it.
pub(crate) fn whole(ink: &Ink, staff: &Staff, x: f64, reach: isize) -> f64 {
    let (top, bottom) = rows(staff, x);
    let place = |y: f64| [column_at(staff, x, y), y];
    covered_leaning(ink, place(top), place(bottom), reach)
}

/// The share of the rows of each space of a staff that has ink on an upright line, or so many columns
/// beside it; none of a staff of one line.
pub(crate) fn in_spaces(ink: &Ink, staff: &Staff, x: f64, reach: isize) -> Vec<f64> {
    let margin = staff.scale().thickness_px / 2.0 + 1.0;
    let share = |line: usize| {
        let top = staff.line_px(line, x) + margin;
        let bottom = staff.line_px(line + 1, x) - margin;
        let place = |y: f64| [column_at(staff, x, y), y];
        covered(ink, place(top), place(bottom), reach)
    };
    (0..staff.line_count() - 1).map(share).collect()
}

/// How far the ink of a stroke goes from its left to its right on some rows between the lines, the
/// shortest first.
fn lengths_px(ink: &Ink, staff: &Staff, place: &Place) -> Vec<f64> {
    let x = place.x_px;
    let (top, bottom) = rows(staff, x);
    // The line of a staff of one line passes between two halves.
    let spaces = (staff.line_count() - 1).max(2);
    let most = (THICKEST * staff.scale().interline_px) as isize;
    let at_row = |at: usize| {
        // Three rows of each space, at a quarter, a half and three quarters.
        let share = (at / 3) as f64 + (at % 3 + 1) as f64 / 4.0;
        let y = top + (bottom - top) * share / spaces as f64;
        let at_y = column_at(staff, x, y);
        let column = at_y.floor() as isize;
        let (left, right) = (place.bounds_px.0 + at_y - x, place.bounds_px.1 + at_y - x);
        let is_on = |column: isize| {
            ink.is_ink(column, y as isize) && (left..right).contains(&(column as f64 + 0.5))
        };
        let there = [0, -1, 1, -2, 2].map(|off| column + off);
        let start = there.into_iter().find(|column| is_on(*column))?;
        let end = |step: isize| (1..most).take_while(|at| is_on(start + step * at)).count();
        Some((1 + end(-1) + end(1)) as f64)
    };
    let mut lengths: Vec<f64> = (0..3 * spaces).filter_map(at_row).collect();
    lengths.sort_by(f64::total_cmp);
    lengths
}

/// How high what touches a stroke on one side is, in staff spaces: on how many rows below each other ink
/// goes on from the stroke as far as in a head.
fn touched(ink: &Ink, staff: &Staff, x: f64, width_px: f64, side: isize) -> f64 {
    let interline = staff.scale().interline_px;
    let (top, bottom) = rows(staff, x);
    let rows = (top - interline / 2.0) as isize..(bottom + interline / 2.0) as isize;
    let length = (width_px / 2.0 + HEAD_WIDTH * interline) as isize;
    let (mut touched, mut most) = (0, 0);
    for y in rows {
        let start = column_at(staff, x, y as f64).floor() as isize;
        let goes_on = (0..=length).all(|at| ink.is_ink(start + side * at, y));
        touched = if goes_on { touched + 1 } else { 0 };
        most = most.max(touched);
    }
    f64::from(most) / interline
}
