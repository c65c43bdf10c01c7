//! How many bars there are at a stem.

use crate::beams::beam::BeamKind;
use crate::beams::kinds::LEAST_SIDE;
use crate::beams::meeting::{Joined, SMALL};
use crate::stems::stem::{Side, Stem};

/// How near bars are that are one, in staff spaces.
const SAME: f64 = 0.35;

/// Counts the bars at a stem. Where bars have run together for a part of their length, the edges of
/// what they are then may also have been followed as bars.
pub(crate) fn count(
    number: usize,
    joined: &[Joined],
    levels: &[usize],
    kinds: &[Option<BeamKind>],
    stems: &mut [Stem],
) {
    let stem = &stems[number];
    let mut at: Vec<usize> = (0..joined.len())
        .filter(|at| kinds[*at].is_some() && joined[*at].stems.contains(&number))
        .collect();
    // What lies on a beam is no stroke of a tremolo.
    let is_tremolo =
        |at: usize| matches!(kinds[at], Some(BeamKind::Tremolo | BeamKind::TremoloStroke));
    at.sort_by_key(|at| (is_tremolo(*at), std::cmp::Reverse(levels[*at])));
    let least = LEAST_SIDE * stem.interline_px;
    let mut strokes = 0;
    let mut side = |is_left: bool| {
        let mut side = Side::default();
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for at in &at {
            let (it, kind) = (&joined[*at], kinds[*at]);
            let x = it.place(stem);
            let (left, right) = it.ends();
            let length = if is_left { x - left } else { right - x };
            let y = it.bar.y_at(x);
            let is_taken = taken
                .iter()
                .any(|(top, bottom)| (*top..*bottom).contains(&y));
            if length < least || is_taken {
                continue;
            }
            let size = if stem.is_small { SMALL } else { 1.0 };
            let one = SAME * size * stem.interline_px;
            let half = if levels[*at] > 1 {
                it.bar.thickness_px / 2.0
            } else {
                one
            };
            taken.push((y - half, y + half));
            match kind {
                Some(BeamKind::TremoloStroke) if is_left => strokes += levels[*at],
                Some(BeamKind::TremoloStroke) | None => {}
                Some(BeamKind::Tremolo) => side.tremolo += levels[*at],
                Some(BeamKind::Beam | BeamKind::Hook) => side.beams += levels[*at],
            }
        }
        side
    };
    let (left, right) = (side(true), side(false));
    let stem = &mut stems[number];
    (stem.left, stem.right, stem.tremolo_strokes) = (left, right, strokes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beams::bar::Bar;
    use crate::stems::stem::StemWay;
    use crate::testing::stem;

    #[test]
    fn every_side_of_a_stem_has_its_bars() {
        let bar = |columns: [usize; 2], y: f64, thickness_px: f64| {
            let count = columns[1] - columns[0];
            let bar = Bar {
                left: columns[0],
                middles: vec![y; count],
                thickness_px,
                seen: count,
            };
            let mut joined = Joined::of(bar, 20.0);
            joined.stems = vec![0];
            joined
        };
        let joined = [
            bar([50, 101], 50.0, 10.0),
            bar([99, 160], 57.0, 25.0),
            bar([80, 101], 65.0, 10.0),
            // The edge of the two bars that have run together, followed by itself.
            bar([99, 160], 52.0, 10.0),
        ];
        let (beam, hook) = (Some(BeamKind::Beam), Some(BeamKind::Hook));
        let mut stems = [stem(StemWay::Up, 100.0, [45.0, 110.0], &[])];
        count(
            0,
            &joined,
            &[1, 2, 1, 1],
            &[beam, beam, hook, beam],
            &mut stems,
        );
        assert_eq!((stems[0].left.beams, stems[0].right.beams), (2, 2));
        let stroke = Some(BeamKind::TremoloStroke);
        count(
            0,
            &[bar([88, 112], 70.0, 25.0)],
            &[2],
            &[stroke],
            &mut stems,
        );
        assert_eq!((stems[0].beams(), stems[0].tremolo_strokes), (0, 2));
    }
}
