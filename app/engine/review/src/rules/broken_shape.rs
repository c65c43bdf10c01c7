//! A shape whose geometry is broken.

use annotation::{LayerId, PictureId};
use shapes::{PictureSize, Problem};

use super::Subject;
use crate::{Doubt, Finding, Severity};

/// Where the size of a picture is not known, anything is within it.
const ANY_SIZE: PictureSize = PictureSize {
    width_px: u32::MAX,
    height_px: u32::MAX,
};

pub(super) fn check(
    subject: &Subject<'_>,
    picture: PictureId,
    layer: LayerId,
    found: &mut Vec<Finding>,
) {
    let size = subject.around.picture_size(picture).unwrap_or(ANY_SIZE);
    for label in subject.document.labels_on(picture, layer) {
        let mut problems = label.shape.problems(size);
        problems.retain(|problem| *problem != Problem::OutsidePicture);
        if !problems.is_empty() {
            let doubt = Doubt::Broken {
                label: label.id,
                problems,
            };
            found.push(subject.about(label, Severity::Error, doubt));
        }
    }
}
