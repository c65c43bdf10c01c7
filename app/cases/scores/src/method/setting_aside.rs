//! Problems that somebody looked at and found to be none: a label over each, on its own box and with its
//! own words, so that it can be undone and is kept with the others. What is wrong in other words at the same
//! place is another problem.

use std::collections::BTreeMap;

use annotation::{Document, LayerId};
use store::PictureId;
use transcription::{Problem, Transcription};

use crate::subject::SET_ASIDE;

/// How far the edges of a problem may be from those of its label, in pixels.
const SAME_PX: f64 = 1.0;

/// The attribute with the words of a problem.
const WORDS: &str = "problem";

/// What a label says of a problem that it sets aside, beside where it is.
#[must_use]
pub fn aside_attributes(problem: &Problem) -> BTreeMap<String, String> {
    BTreeMap::from([(WORDS.to_owned(), problem.kind.to_string())])
}

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
    let aside = |page: usize| {
        let labels = pages.get(page).map(|it| document.labels_on(*it, layer));
        labels
            .into_iter()
            .flatten()
            .filter(|it| it.class == class.id)
    };
    let is_aside = |problem: &Problem| {
        let words = problem.kind.to_string();
        aside(problem.page).any(|label| {
            let is_same = label.attributes.get(WORDS) == Some(&words);
            let bounds = label.shape.bounds().filter(|_| is_same);
            bounds.is_some_and(|it| {
                let edges = [it.min.x, it.min.y, it.max.x, it.max.y];
                let mut pairs = edges.iter().zip(&problem.box_px);
                pairs.all(|(one, other)| (one - other).abs() <= SAME_PX)
            })
        })
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
