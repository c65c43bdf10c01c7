//! Which stems hang on one beam.

use strokes::{BeamKind, Strokes};

use crate::rhythm::Beam;

/// The beam of each stem, with its place on it from the left; none of a stem without a beam.
pub(crate) fn of_stems(strokes: &Strokes) -> Vec<Option<Beam>> {
    let mut group: Vec<usize> = (0..strokes.stems.len()).collect();
    for beam in strokes.beams.iter().filter(|it| it.kind == BeamKind::Beam) {
        for pair in beam.stems.windows(2) {
            let (from, to) = (group[pair[1]], group[pair[0]]);
            for of in &mut group {
                if *of == from {
                    *of = to;
                }
            }
        }
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); strokes.stems.len()];
    for (stem, group) in group.iter().enumerate() {
        members[*group].push(stem);
    }
    let mut beams = vec![None; strokes.stems.len()];
    for (group, mut members) in members.into_iter().enumerate() {
        if members.len() < 2 {
            continue;
        }
        let x_px = |at: &usize| strokes.stems[*at].x_px;
        members.sort_by(|one, two| x_px(one).total_cmp(&x_px(two)));
        for (place, stem) in members.into_iter().enumerate() {
            beams[stem] = Some(Beam { group, place });
        }
    }
    beams
}
