//! What an import puts into a document, and what it does not.

use annotation::{
    Gesture, Label, Layer, LayerId, PictureMark, Refusal, Review, SHARED_LAYER, Track, act,
};

use crate::support::{LONE, Small, class, series, square};
use annotation::PictureId;

const ONE: PictureId = PictureId(1);
const TWO: PictureId = PictureId(2);

fn mark(picture: PictureId, has_nothing: bool) -> PictureMark {
    PictureMark {
        has_nothing,
        review: Review::Labelled,
        ..PictureMark::new(SHARED_LAYER, picture)
    }
}

fn track(it: &mut Small, not_visible: &[PictureId]) -> Track {
    Track {
        id: it.ids.track(),
        layer: SHARED_LAYER,
        series: it.first,
        class: it.scratch,
        not_visible: not_visible.iter().copied().collect(),
        perhaps_hidden: std::collections::BTreeSet::new(),
        note: String::new(),
    }
}

#[test]
fn everything_comes_in_one_gesture_and_goes_in_one_undo() {
    let mut it = Small::new();
    let before = it.document.clone();
    let mut parent = class("parent");
    parent.id = it.ids.class();
    let mut child = class("child");
    (child.id, child.parent) = (it.ids.class(), Some(parent.id));
    let mut third = series("third", 8..=9);
    third.id = it.ids.series();
    let layer = Layer {
        id: it.ids.layer(),
        name: "second opinion".to_owned(),
    };
    let mut track = track(&mut it, &[TWO]);
    track.layer = layer.id;
    let label = Label {
        layer: layer.id,
        class: child.id,
        track: Some(track.id),
        ..it.label(ONE, it.scratch)
    };
    let import = act::Import {
        classes: vec![parent, child],
        layer: Some(layer),
        series: vec![third],
        tracks: vec![track],
        labels: vec![label],
        marks: vec![mark(PictureId(9), true)],
        ..act::Import::default()
    };
    let edit = act::import(&it.document, import).unwrap();
    assert_eq!((edit.gesture, edit.changes.len()), (Gesture::Import, 7));
    it.perform(&edit);
    it.perform(&edit.inverse());
    assert_eq!(it.document, before);
}

#[test]
fn what_is_locked_taken_or_gone_is_refused() {
    let mut it = Small::new();
    let id = it.add(ONE, it.scratch);
    let lock = Label {
        is_locked: true,
        ..it.document.label(ONE, id).unwrap().as_ref().clone()
    };
    let edit = act::change_labels(&it.document, Gesture::Lock, [lock.clone()], &mut it.ids);
    it.perform(&edit.unwrap());
    let refused = |import| act::import(&it.document, import).unwrap_err();
    let moved = Label {
        shape: square(3.0),
        ..lock.clone()
    };
    let (nowhere, twin) = (LayerId(9999), class("scratch"));
    let cases = [
        (
            act::Import {
                removed: vec![(ONE, id)],
                ..act::Import::default()
            },
            Refusal::Locked,
        ),
        (
            act::Import {
                labels: vec![moved],
                ..act::Import::default()
            },
            Refusal::Locked,
        ),
        (
            act::Import {
                marks: vec![mark(ONE, true)],
                ..act::Import::default()
            },
            Refusal::HasLabels,
        ),
        (
            act::Import {
                marks: vec![PictureMark {
                    layer: nowhere,
                    ..mark(ONE, false)
                }],
                ..act::Import::default()
            },
            Refusal::Gone,
        ),
        (
            act::Import {
                classes: vec![twin],
                ..act::Import::default()
            },
            Refusal::NameTaken("scratch".to_owned()),
        ),
        (
            act::Import {
                series: vec![series("other", 1..=1)],
                ..act::Import::default()
            },
            Refusal::PictureTaken(it.first),
        ),
    ];
    for (import, expected) in cases {
        assert_eq!(refused(import), expected);
    }
}

#[test]
fn a_track_is_not_invisible_where_it_has_a_label_or_outside_its_series() {
    let mut it = Small::new();
    let outside = track(&mut it, &[LONE]);
    let mut seen = track(&mut it, &[TWO]);
    let id = it.add(TWO, it.scratch);
    let (known, edit) = act::start_track(&it.document, TWO, id, &mut it.ids).unwrap();
    it.perform(&edit);
    seen.id = known;
    let mut homeless = track(&mut it, &[]);
    homeless.layer = LayerId(9999);
    for (track, expected) in [
        (outside, Refusal::OutsideSeries),
        (seen, Refusal::HasLabels),
        (homeless, Refusal::Gone),
    ] {
        let import = act::Import {
            tracks: vec![track],
            ..act::Import::default()
        };
        assert_eq!(act::import(&it.document, import), Err(expected));
    }
}

#[test]
fn nothing_to_label_says_it_of_every_track() {
    let mut it = Small::new();
    let id = it.add(ONE, it.scratch);
    let (known, edit) = act::start_track(&it.document, ONE, id, &mut it.ids).unwrap();
    it.perform(&edit);
    let import = act::Import {
        marks: vec![mark(TWO, true)],
        ..act::Import::default()
    };
    let edit = act::import(&it.document, import).unwrap();
    it.perform(&edit);
    assert!(it.document.track(known).unwrap().not_visible.contains(&TWO));

    // A track whose last label goes, goes too.
    let import = act::Import {
        removed: vec![(ONE, id)],
        ..act::Import::default()
    };
    let edit = act::import(&it.document, import).unwrap();
    it.perform(&edit);
    assert!(it.document.track(known).is_none());
}
