//! A proposal that nobody decided about, on a picture that is said to be done.

use annotation::{LayerId, PictureId};

use super::Subject;
use crate::{Doubt, Finding, Severity};

pub(super) fn check(
    subject: &Subject<'_>,
    picture: PictureId,
    layer: LayerId,
    found: &mut Vec<Finding>,
) {
    if !subject.is_said_done(picture, layer) {
        return;
    }
    let labels = subject.document.labels_on(picture, layer);
    for label in labels.filter(|label| !label.is_kept()) {
        let doubt = Doubt::Undecided { label: label.id };
        found.push(subject.about(label, Severity::Warning, doubt));
    }
}
