//! What tells series apart: colours that colour-blind people tell apart, and dashes.

use crate::sheet::{FAINT_INK, INK, Stroke};

/// The colours of Okabe and Ito ("Color Universal Design", 2008), without the yellow, which white
/// paper swallows; the strongest first.
const COLOURS: [&str; 7] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000",
];
/// Dashes and gaps, in millimetres.
const DASHES_MM: [&[f64]; 5] = [
    &[],
    &[1.6, 0.7],
    &[0.5, 0.5],
    &[2.4, 0.6, 0.5, 0.6],
    &[1.2, 0.5, 0.4, 0.5, 0.4, 0.5],
];
/// Colours and dashes are of coprime numbers, so that no pair of them comes twice before this.
pub(crate) const MOST_SERIES: usize = COLOURS.len() * DASHES_MM.len();

/// The width of the line of a series, in millimetres.
const SERIES_MM: f64 = 0.4;

/// The line of the series of this index.
pub(super) fn series(index: usize) -> Stroke {
    Stroke {
        colour: COLOURS[index % COLOURS.len()],
        width_mm: SERIES_MM,
        dashes_mm: DASHES_MM[index % DASHES_MM.len()],
    }
}

/// The line of a guide.
pub(super) fn guide() -> Stroke {
    Stroke {
        colour: FAINT_INK,
        width_mm: 0.2,
        dashes_mm: &[0.8, 0.8],
    }
}

/// The line of the threshold: black, and thinner than a series.
pub(super) fn threshold() -> Stroke {
    Stroke::solid(INK, 0.3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_series_look_alike() {
        let looks = |index| {
            let stroke = series(index);
            (stroke.colour, stroke.dashes_mm)
        };
        for index in 0..MOST_SERIES {
            for other in 0..index {
                assert_ne!(looks(index), looks(other), "{index} {other}");
            }
        }
    }

    #[test]
    fn neighbours_differ_in_both_colour_and_dashes() {
        for index in 1..MOST_SERIES {
            let (one, next) = (series(index - 1), series(index));
            assert_ne!(one.colour, next.colour, "{index}");
            assert_ne!(one.dashes_mm, next.dashes_mm, "{index}");
        }
    }
}
