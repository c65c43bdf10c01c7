//! Problems that somebody looked at and found to be none: a label over each, on its own box, so that it
//! can be undone and is kept with the others.

use annotation::{Document, LayerId};
use store::PictureId;
use transcription::{Problem, Transcription};

use crate::subject::SET_ASIDE;

/// How far the edges of a problem may be from those of its label, in pixels.
const SAME_PX: f64 = 1.0;

/// Takes what was set aside on pages, in their order, out of what is wrong with their music. Measures of
/// whose rhythm nothing is left count as right.
pub fn without_set_aside(
    transcription: &mut Transcription,
    document: &Document,
    layer: LayerId,
    pages: &[PictureId],
) {
    let Some(class) = document.class_named(SET_ASIDE) else {
        return;
    };
    let boxes = |picture: &PictureId| -> Vec<[f64; 4]> {
        let labels = document.labels_on(*picture, layer);
        let of_class = labels.filter(|it| it.class == class.id);
        let bounds = of_class.filter_map(|it| it.shape.bounds());
        bounds
            .map(|it| [it.min.x, it.min.y, it.max.x, it.max.y])
            .collect()
    };
    let aside: Vec<Vec<[f64; 4]>> = pages.iter().map(boxes).collect();
    let is_aside = |problem: &Problem| {
        let boxes = aside.get(problem.page).into_iter().flatten();
        let is_same = |box_px: &[f64; 4]| {
            let edges = box_px.iter().zip(&problem.box_px);
            edges
                .into_iter()
                .all(|(one, other)| (one - other).abs() <= SAME_PX)
        };
        boxes.into_iter().any(is_same)
    };
    let before = transcription.problems.len();
    transcription.problems.retain(|it| !is_aside(it));
    if transcription.problems.len() == before {
        return;
    }
    for (at, measure) in transcription.measures.iter_mut().enumerate() {
        let is_here = |it: &Problem| it.measure == Some(at) && it.kind.is_rhythm();
        if !transcription.problems.iter().any(is_here) {
            measure.faults.clear();
        }
    }
}
