//! How thick the beams of a page are.

use crate::beams::meeting::{Joined, meets, tip};
use crate::plane::Plane;
use crate::stems::stem::Stem;

/// How far from the tip of a stem, inwards, its beams are, in staff spaces.
const FROM_TIP: f64 = 2.5;
/// How far beyond the tip they may be.
const BEYOND: f64 = 0.5;
/// The greatest thickness of one beam, in staff spaces: what is thicker are several that have run
/// together.
const MOST: f64 = 0.95;

/// The middle thickness of the bars that end at the tips of two stems, in staff spaces; none where no
/// bar does. Where a page has few beams, most of its bars are something else: the middles of slurs,
/// pieces of letters. Those end at no stems.
pub(crate) fn thickness_spaces(joined: &[Joined], stems: &[Stem], ink: &Plane) -> Option<f64> {
    let is_at_tip = |it: &Joined, stem: &Stem| {
        let (tip, inwards) = tip(stem);
        let inside = (it.bar.y_at(it.place(stem)) - tip) * inwards / stem.interline_px;
        !stem.is_small
            && (-BEYOND..=FROM_TIP).contains(&inside)
            && meets(stem, it, ink) == Some(true)
    };
    let is_beam = |it: &&Joined| stems.iter().filter(|stem| is_at_tip(it, stem)).count() > 1;
    let across = |it: &Joined| {
        let slope = it.bar.slope();
        // A steep bar is thicker from edge to edge in a column.
        it.bar.thickness_px / it.interline / (1.0 + slope * slope).sqrt()
    };
    let mut all: Vec<f64> = joined
        .iter()
        .filter(is_beam)
        .map(across)
        .filter(|it| *it <= MOST)
        .collect();
    all.sort_by(f64::total_cmp);
    // Of two the thinner one, as the other may be two that have run together.
    all.get(all.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beams::bar::Bar;
    use crate::stems::stem::StemWay;
    use crate::testing::stem;

    #[test]
    fn bars_at_the_tips_of_stems_say_how_thick_beams_are() {
        let bar = |columns: [usize; 2], y: f64, thickness_px: f64| {
            let count = columns[1] - columns[0];
            let middles = vec![y; count];
            let (left, seen) = (columns[0], count);
            let bar = Bar {
                left,
                middles,
                thickness_px,
                seen,
            };
            Joined::of(bar, 20.0)
        };
        let slurs = (0..5).map(|at| bar([60, 140], 120.0 + 20.0 * f64::from(at), 6.0));
        let joined: Vec<Joined> = slurs.chain([bar([99, 201], 50.0, 14.0)]).collect();
        let stems = [100.0, 200.0].map(|x| stem(StemWay::Up, x, [45.0, 110.0], &[]));
        let ink = Plane::drawn(300, 220, |_, _| false);
        assert_eq!(thickness_spaces(&joined, &stems, &ink), Some(0.7));
        assert_eq!(thickness_spaces(&joined, &stems[..1], &ink), None);
    }
}
