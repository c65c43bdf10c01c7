//! A shape beside the part.

use annotation::{LayerId, PictureId};

use super::Subject;
use crate::{Doubt, Finding, Severity};

/// How far the middle of a shape may be from the part, as a share of its radius: marks at the edge
/// of a tube reach over it, and outlines are not exact.
const MARGIN: f64 = 0.02;

pub(super) fn check(
    subject: &Subject<'_>,
    picture: PictureId,
    layer: LayerId,
    found: &mut Vec<Finding>,
) {
    let series = subject.document.series_of(picture);
    let Some(part) = series.and_then(|series| subject.around.part(series.id)) else {
        return;
    };
    let margin_px = MARGIN * part.cylinder.radius_px;
    for label in subject.document.labels_on(picture, layer) {
        let Some(middle) = label.shape.bounds().map(|bounds| bounds.center()) else {
            continue;
        };
        let distance_px = part.distance_px(middle);
        if distance_px > margin_px {
            let doubt = Doubt::OutsidePart {
                label: label.id,
                distance_px,
            };
            found.push(subject.about(label, Severity::Warning, doubt));
        }
    }
}
