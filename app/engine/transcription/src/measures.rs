//! The measures of a system: from bar line to bar line.

use staves::Layout;

/// How near to the beginning of a staff a bar line only begins the system, in staff spaces.
const AT_START: f64 = 2.5;
/// How far the staff must go on after the last bar line for there to be a measure, in staff spaces.
const GOES_ON: f64 = 4.0;

/// A measure of a system.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span {
    /// From which column on, for each staff of the system.
    pub left_px: Vec<f64>,
    /// Up to which column.
    pub right_px: Vec<f64>,
    /// The bar line at its left, as a number among those of the system; none where it begins with the
    /// staff alone.
    pub left_bar: Option<usize>,
    /// The bar line at its right; none where the staff just ends.
    pub right_bar: Option<usize>,
}

impl Span {
    /// Whether a column of a staff of the system is in it.
    pub fn holds(&self, row: usize, x_px: f64) -> bool {
        x_px >= self.left_px[row] && x_px < self.right_px[row]
    }
}

/// The measures of a system, from the left to the right. What stands left of the system's beginning
/// belongs to the first one, and what stands right of its end to the last one.
pub(crate) fn spans(layout: &Layout, system: usize) -> Vec<Span> {
    let system = &layout.systems[system];
    let staves: Vec<_> = system.staves.iter().map(|at| &layout.staves[*at]).collect();
    let interline_px = staves[0].scale().interline_px;
    let starts: Vec<f64> = staves.iter().map(|it| it.left_px()).collect();
    let ends: Vec<f64> = staves.iter().map(|it| it.right_px()).collect();
    let mut spans: Vec<Span> = Vec::new();
    let (mut left, mut left_bar) = (starts.clone(), None);
    for (number, bar) in system.bar_lines.iter().enumerate() {
        let is_start = bar.x_px[0] - starts[0] < AT_START * interline_px;
        if !is_start {
            spans.push(Span {
                left_px: left,
                right_px: bar.x_px.clone(),
                left_bar,
                right_bar: Some(number),
            });
        }
        (left, left_bar) = (bar.x_px.clone(), Some(number));
    }
    if ends[0] - left[0] > GOES_ON * interline_px || spans.is_empty() {
        spans.push(Span {
            left_px: left,
            right_px: ends,
            left_bar,
            right_bar: None,
        });
    }
    if let Some(first) = spans.first_mut() {
        first.left_px.fill(f64::NEG_INFINITY);
    }
    if let Some(last) = spans.last_mut() {
        last.right_px.fill(f64::INFINITY);
    }
    spans
}
