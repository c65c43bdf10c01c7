//! A track whose labels are not all of its class.

use annotation::Track;

use super::Subject;
use crate::{Doubt, Finding, Severity};

pub(super) fn check(subject: &Subject<'_>, track: &Track, found: &mut Vec<Finding>) {
    let Some(series) = subject.document.one_series(track.series) else {
        return;
    };
    for shot in &series.shots {
        let label = subject.document.label_of_track(shot.picture, track.id);
        if let Some(label) = label.filter(|label| label.class != track.class) {
            let doubt = Doubt::ClassJump {
                track: track.id,
                label: label.id,
                class: label.class,
                of_track: track.class,
            };
            found.push(subject.about(label, Severity::Error, doubt));
        }
    }
}
