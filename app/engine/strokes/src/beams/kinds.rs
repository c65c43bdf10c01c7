//! What bars at stems are, and how many have run together in one.

use crate::beams::beam::BeamKind;
use crate::beams::meeting::{Joined, SMALL};
use crate::known::{Known, KnownKind};
use crate::stems::stem::Stem;

/// How far to a side of a stem a bar must go to be there, in staff spaces.
pub(crate) const LEAST_SIDE: f64 = 0.35;
/// How far to a side of a stem a stroke of a tremolo goes at the most, in staff spaces.
const MOST_STROKE: f64 = 1.3;
/// The distance of bars from middle to middle, in staff spaces.
const PITCH: f64 = 0.75;
/// The least thickness of a stroke of a tremolo, in those of the page's beams.
const STROKE_THICKNESS: f64 = 0.65;
/// The least thickness of a bar, in those of the page's beams.
pub(crate) const LEAST_THICKNESS: f64 = 0.6;

/// How many bars have run together in one; none where it is too thin for the stems at it.
pub(crate) fn levels(it: &Joined, stems: &[Stem], thickness: f64) -> usize {
    let small = it.stems.iter().filter(|stem| stems[**stem].is_small);
    let is_small = 2 * small.count() > it.stems.len();
    let size = if is_small { SMALL } else { 1.0 };
    let thick = it.bar.thickness_px / (it.interline * size);
    // Steep bars are thicker from edge to edge in a column.
    let slope = it.bar.slope();
    let one = thickness * (1.0 + slope * slope).sqrt();
    if thick < LEAST_THICKNESS * one {
        return 0;
    }
    1 + ((thick - one) / PITCH).round().max(0.0) as usize
}

/// What each bar is; none where it is nothing at stems.
pub(crate) fn kinds(
    joined: &[Joined],
    levels: &[usize],
    thickness: f64,
    stems: &[Stem],
    known: &[Known],
) -> Vec<Option<BeamKind>> {
    let kind_of = |(it, levels): (&Joined, &usize)| {
        if *levels == 0 {
            return None;
        }
        kind(it, thickness, stems, known)
    };
    let mut kinds: Vec<Option<BeamKind>> = joined.iter().zip(levels).map(kind_of).collect();
    // A partial beam stands beside a whole one.
    let mut is_beamed = vec![false; stems.len()];
    for (it, kind) in joined.iter().zip(&kinds) {
        if matches!(kind, Some(BeamKind::Beam | BeamKind::Tremolo)) && it.stems.len() > 1 {
            it.stems.iter().for_each(|stem| is_beamed[*stem] = true);
        }
    }
    for (it, kind) in joined.iter().zip(&mut kinds) {
        let is_partial = it.stems.len() == 1 && *kind != Some(BeamKind::TremoloStroke);
        if is_partial && !it.stems.iter().any(|stem| is_beamed[*stem]) {
            *kind = None;
        }
    }
    kinds
}

/// What a bar is by itself.
fn kind(it: &Joined, thickness: f64, stems: &[Stem], known: &[Known]) -> Option<BeamKind> {
    // Ties are thinner than strokes of a tremolo.
    let is_thick = it.bar.thickness_px >= STROKE_THICKNESS * thickness * it.interline;
    let is_half = |stem: &usize| {
        let heads = &stems[*stem].heads;
        heads
            .iter()
            .all(|head| known[*head].kind == KnownKind::HalfHead)
    };
    let (left, right) = it.ends();
    match it.stems.as_slice() {
        [] => None,
        [stem] => {
            let x = it.place(&stems[*stem]);
            let (before, after) = ((x - left) / it.interline, (right - x) / it.interline);
            if before.min(after) < LEAST_SIDE {
                (!it.is_crossing).then_some(BeamKind::Hook)
            } else if before.max(after) <= MOST_STROKE && is_thick {
                Some(BeamKind::TremoloStroke)
            } else {
                None
            }
        }
        all if it.is_floating || (all.len() == 2 && all.iter().all(is_half)) => {
            Some(BeamKind::Tremolo)
        }
        _ => Some(BeamKind::Beam),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beams::bar::Bar;
    use crate::stems::stem::StemWay;
    use crate::testing::{head, known, stem};

    /// A level bar at some stems.
    fn bar(columns: [usize; 2], thickness_px: f64, stems: &[usize]) -> Joined {
        let bar = Bar {
            left: columns[0],
            middles: vec![50.0; columns[1] - columns[0]],
            thickness_px,
            seen: columns[1] - columns[0],
        };
        let mut joined = Joined::of(bar, 20.0);
        joined.stems = stems.to_vec();
        joined
    }

    fn stems() -> Vec<Stem> {
        let at = |(number, x): (usize, &f64)| stem(StemWay::Up, *x, [45.0, 110.0], &[number]);
        [100.0, 200.0].iter().enumerate().map(at).collect()
    }

    #[test]
    fn bars_that_have_run_together_are_counted_by_their_thickness() {
        let stems = stems();
        for (thickness, count) in [(10.0, 1), (12.0, 1), (25.0, 2), (40.0, 3), (4.0, 0)] {
            assert_eq!(
                levels(&bar([99, 201], thickness, &[0, 1]), &stems, 0.5),
                count,
                "{thickness}"
            );
        }
    }

    #[test]
    fn what_a_bar_is_its_stems_tell() {
        let stems = stems();
        let heads = [head(90.0, 110.0), head(190.0, 110.0)];
        let joined = [
            bar([99, 201], 10.0, &[0, 1]),
            bar([180, 200], 10.0, &[1]),
            bar([88, 112], 8.0, &[0]),
            bar([300, 400], 10.0, &[]),
            // Longer than a stroke of a tremolo.
            bar([50, 160], 10.0, &[0]),
        ];
        let told = kinds(&joined, &[1; 5], 0.5, &stems, &heads);
        let (beam, hook, stroke) = (BeamKind::Beam, BeamKind::Hook, BeamKind::TremoloStroke);
        assert_eq!(told, [Some(beam), Some(hook), Some(stroke), None, None]);
        // Without a beam beside it a hook is none; between half notes bars are a tremolo.
        assert_eq!(kinds(&joined[1..2], &[1], 0.5, &stems, &heads), [None]);
        let half = heads.map(|it| known(KnownKind::HalfHead, it.x_px(), it.y_px(), [12.0, 10.0]));
        assert_eq!(
            kinds(&joined[..1], &[1], 0.5, &stems, &half),
            [Some(BeamKind::Tremolo)]
        );
    }
}
