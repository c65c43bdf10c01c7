//! A picture whose file is another one than that of which something was said.

use annotation::{LayerId, PictureId};

use super::Subject;
use crate::{Doubt, Finding, Severity};

pub(super) fn check(
    subject: &Subject<'_>,
    picture: PictureId,
    layer: LayerId,
    found: &mut Vec<Finding>,
) {
    let mark = subject.document.mark(layer, picture);
    let Some(then) = mark.and_then(|mark| mark.content.as_ref()) else {
        return;
    };
    if let Some(now) = subject.around.content(picture).filter(|now| now != then) {
        let doubt = Doubt::PictureChanged {
            then: then.clone(),
            now,
        };
        found.push(subject.on(picture, layer, Severity::Error, doubt));
    }
}
