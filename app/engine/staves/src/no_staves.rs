//! Why no staves were found, and what was seen instead.

use thiserror::Error;

/// Why no staves were found, and what was seen instead. The message says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum NoStaves {
    /// The page cannot be looked at.
    #[error(
        "a page of {width} × {height} pixels with {levels} levels cannot be read; a page needs one \
         level for each pixel and sides of 40 to 32768 pixels"
    )]
    UnusablePage {
        /// Columns of pixels.
        width: usize,
        /// Rows of pixels.
        height: usize,
        /// How many levels were given.
        levels: usize,
    },
    /// There is next to no ink.
    #[error(
        "the page is blank ({:.3} % ink); if there is faint print on it, scan it again darker",
        100.0 * ink_share
    )]
    Blank {
        /// The share of the pixels that are dark, from 0 to 1.
        ink_share: f64,
    },
    /// There is ink, but no three lines at equal distances: text, a photograph, a drawing.
    #[error(
        "there are no evenly spaced lines on the page, so it seems to show no staves; if it does, \
         scan it again at a higher resolution or more evenly lit"
    )]
    NoRegularSpacing {
        /// The share of the pixels that are dark, from 0 to 1.
        ink_share: f64,
        /// How many long single lines there are, such as rules and frames.
        lines: usize,
    },
    /// There are evenly spaced lines, but not in groups of four to six: a table, ruled paper.
    #[error(
        "{lines} lines were found at distances of {interline_px:.1} pixels, but not in groups of \
         four to six as in a staff; if it is music, scan the whole page again, darker"
    )]
    LinesWithoutGroups {
        /// The distance from line to line, in pixels.
        interline_px: f64,
        /// How many lines there are, where a line in several pieces may count more than once.
        lines: usize,
    },
    /// There seem to be staves, but too small to be read.
    #[error(
        "the staff lines are only {interline_px:.1} pixels apart, and at least 6 are needed; scan \
         the page again at a higher resolution"
    )]
    TooFine {
        /// The distance from line to line, in pixels.
        interline_px: f64,
    },
    /// There seem to be staves, but larger than what is looked for.
    #[error(
        "the staff lines are {interline_px:.0} pixels apart, and at most 60 can be read; reduce the \
         picture"
    )]
    TooCoarse {
        /// The distance from line to line, in pixels.
        interline_px: f64,
    },
    /// The staves run from the top to the bottom of the picture. Lines alone do not tell which of
    /// the two quarter turns puts the page upright.
    #[error("the page lies on its side ({staves} staves); turn it by 90 degrees")]
    Sideways {
        /// How many staves were found in the turned page.
        staves: usize,
        /// The distance from line to line, in pixels.
        interline_px: f64,
    },
    /// Whoever asked does not want the answer any more.
    #[error("cancelled")]
    Cancelled,
}

impl NoStaves {
    /// Whether nothing went wrong, but the work was cancelled.
    #[must_use]
    pub const fn is_cancelled(&self) -> bool {
        matches!(self, Self::Cancelled)
    }
}
