//! Why a gesture on labels is not possible, in the user's language.

use annotation::Refusal;

use crate::tr;

/// The reason as a sentence.
#[must_use]
pub fn refusal_text(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Gone => tr!("labels-refused-gone"),
        Refusal::Locked => tr!("labels-refused-locked"),
        Refusal::NoName => tr!("labels-refused-no-name"),
        Refusal::NameTaken(name) => tr!("labels-refused-name-taken", name = name.as_str()),
        Refusal::KeyTaken(key) => tr!("labels-refused-key-taken", key = u32::from(*key)),
        Refusal::ParentCircle => tr!("labels-refused-parent-circle"),
        Refusal::ClassInUse { labels } => tr!("labels-refused-class-in-use", count = *labels),
        Refusal::PictureTaken(_) => tr!("labels-refused-picture-taken"),
        Refusal::NotComplete(open) => tr!("labels-refused-not-complete", count = *open),
        Refusal::TrackTaken => tr!("labels-refused-track-taken"),
        Refusal::OutsideSeries => tr!("labels-refused-outside-series"),
        Refusal::OtherLayer => tr!("labels-refused-other-layer"),
        Refusal::HasLabels => tr!("labels-refused-has-labels"),
        Refusal::SharedLayer => tr!("labels-refused-shared-layer"),
    }
}
