//! A shape that reaches out of its picture.

use annotation::{LayerId, PictureId};

use super::Subject;
use crate::{Doubt, Finding, Severity};

/// How far a shape may reach out by rounding.
const ROUNDING_PX: f64 = 1e-6;

pub(super) fn check(
    subject: &Subject<'_>,
    picture: PictureId,
    layer: LayerId,
    found: &mut Vec<Finding>,
) {
    let Some(size) = subject.around.picture_size(picture) else {
        return;
    };
    let whole = size.rect().grown(ROUNDING_PX);
    for label in subject.document.labels_on(picture, layer) {
        if label
            .shape
            .bounds()
            .is_some_and(|bounds| !whole.contains_rect(&bounds))
        {
            let doubt = Doubt::OutsidePicture { label: label.id };
            found.push(subject.about(label, Severity::Error, doubt));
        }
    }
}
