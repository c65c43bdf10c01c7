//! A shot of which nothing was said, in a series that is otherwise finished.

use annotation::{LayerId, Series};

use super::Subject;
use crate::{Doubt, Finding, Severity};

/// A series of which at most this share of the shots is open is otherwise finished: with more, it is
/// being worked on.
const OPEN_SHARE: f64 = 0.25;

pub(super) fn check(
    subject: &Subject<'_>,
    series: &Series,
    layer: LayerId,
    found: &mut Vec<Finding>,
) {
    let document = subject.document;
    let shots = series.shots.iter().map(|shot| shot.picture);
    let open: Vec<_> = shots
        .filter(|picture| {
            let mark = document.mark(layer, *picture);
            let has_nothing = mark.is_some_and(|mark| mark.has_nothing);
            let mut labels = document.labels_on(*picture, layer);
            !has_nothing && !labels.any(|label| label.is_kept())
        })
        .collect();
    if open.len() as f64 > OPEN_SHARE * series.shots.len() as f64 {
        return;
    }
    for picture in open {
        found.push(subject.on(picture, layer, Severity::Warning, Doubt::Unsaid));
    }
}
