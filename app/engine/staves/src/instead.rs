//! What is to be seen on a page where there are no staves.

use crate::NoStaves;
use crate::ink::Ink;
use crate::lines::filaments::filaments;
use crate::scale::Scale;

/// The length from which a filament counts as a line of its own, as a share of the page's width.
const LONG_LINE: f64 = 0.3;
/// How many lines are needed to speak of their distance.
const LEAST_LINES: usize = 3;
/// How many times the guessed distance of lines goes into the height of a page on which none can be
/// measured.
const SPACES_OF_PAGE: f64 = 150.0;

/// What is to be seen where there are no staves, with the distances at which lines may be and how many
/// lines are in too large groups.
pub(crate) fn instead(ink: &Ink, scales: &[Scale], grouped_lines: usize) -> NoStaves {
    let Some(scale) = scales.first() else {
        let guess = Scale {
            interline_px: (ink.height() as f64 / SPACES_OF_PAGE).clamp(8.0, 24.0),
            thickness_px: 2.0,
        };
        return NoStaves::NoRegularSpacing {
            ink_share: ink.share(),
            lines: long_lines(ink, &guess),
        };
    };
    let interline_px = scale.interline_px;
    let lines = grouped_lines.max(long_lines(ink, scale));
    if lines < LEAST_LINES {
        return NoStaves::NoRegularSpacing {
            ink_share: ink.share(),
            lines,
        };
    }
    NoStaves::LinesWithoutGroups {
        interline_px,
        lines,
    }
}

/// How many lines reach over much of the page.
fn long_lines(ink: &Ink, scale: &Scale) -> usize {
    let least = LONG_LINE * ink.width() as f64;
    let all = filaments(ink, scale);
    all.iter().filter(|it| it.length_px() >= least).count()
}
