//! What labels and things are called.

use annotation::{Document, Label, Track};
use workbench::tr;

/// What a thing is called: its class, and its number among the things of that class in its series.
#[must_use]
pub fn thing_name(document: &Document, track: &Track) -> String {
    let class = class_name(document, track.class);
    let before = document
        .tracks_of(track.series, track.layer)
        .filter(|other| other.class == track.class && other.id <= track.id);
    tr!("marking-thing", class = class, number = before.count())
}

/// What a label is called: the thing that it belongs to, or its class.
#[must_use]
pub fn label_name(document: &Document, label: &Label) -> String {
    let track = label.track.and_then(|track| document.track(track));
    track.map_or_else(
        || class_name(document, label.class),
        |track| thing_name(document, track),
    )
}

fn class_name(document: &Document, class: annotation::ClassId) -> String {
    document
        .class(class)
        .map_or_else(|| "–".to_owned(), |class| class.name.clone())
}
