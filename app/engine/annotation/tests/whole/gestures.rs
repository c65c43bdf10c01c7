//! What each gesture does, and what follows from it.

use annotation::act::ProposedThing;
use annotation::{
    Cell, Class, ClassId, Correction, Gesture, Label, ModelSource, Obstacle, Origin, Outcome,
    PictureId, Refusal, Review, SHARED_LAYER, Standing, act,
};

use crate::support::{LONE, Small, class, square};

const ONE: PictureId = PictureId(1);
const TWO: PictureId = PictureId(2);
const THREE: PictureId = PictureId(3);

#[test]
fn a_series_closes_once_every_place_is_settled_and_opens_when_one_is_not() {
    let mut it = Small::new();
    let label = it.add(ONE, it.scratch);
    let refused = act::close_series(&it.document, it.first);
    // The label is on no track, and two shots are unsaid.
    assert_eq!(refused, Err(Refusal::NotComplete(3)));
    let (track, edit) = act::start_track(&it.document, ONE, label, &mut it.ids).unwrap();
    it.perform(&edit);
    let matrix = it.document.matrix(it.first, SHARED_LAYER).unwrap();
    assert_eq!(
        matrix.rows,
        [[Cell::Labelled(label), Cell::Missing, Cell::Missing]]
    );
    assert!(matrix.obstacles.contains(&Obstacle::Missing(track, TWO)));
    assert!(matrix.obstacles.contains(&Obstacle::Unsaid(THREE)));

    let nothing = [(TWO, None), (THREE, None)];
    let edit = act::nothing_to_label(&it.document, SHARED_LAYER, &nothing, true).unwrap();
    it.perform(&edit);
    let matrix = it.document.matrix(it.first, SHARED_LAYER).unwrap();
    assert_eq!(
        matrix.rows,
        [[Cell::Labelled(label), Cell::NotVisible, Cell::NotVisible]]
    );
    let edit = act::close_series(&it.document, it.first).unwrap();
    it.perform(&edit);
    assert!(it.document.one_series(it.first).unwrap().is_closed);

    // A new label on a closed series opens it again, and takes back that there was nothing.
    let other = it.add(TWO, it.bubble);
    assert!(!it.document.one_series(it.first).unwrap().is_closed);
    assert!(!it.document.mark(SHARED_LAYER, TWO).unwrap().has_nothing);
    let edit = act::put_on_track(&it.document, TWO, other, track).unwrap();
    it.perform(&edit);
    assert_eq!(it.document.cell(track, TWO), Cell::Labelled(other));
}

#[test]
fn a_track_takes_one_label_a_picture_of_its_series() {
    let mut it = Small::new();
    let (first, second) = (it.add(ONE, it.scratch), it.add(ONE, it.scratch));
    let elsewhere = it.add(PictureId(4), it.scratch);
    let lone = it.add(LONE, it.scratch);
    let refused = act::start_track(&it.document, LONE, lone, &mut it.ids);
    assert_eq!(refused.unwrap_err(), Refusal::OutsideSeries);
    let (track, edit) = act::start_track(&it.document, ONE, first, &mut it.ids).unwrap();
    it.perform(&edit);
    let taken = act::put_on_track(&it.document, ONE, second, track);
    assert_eq!(taken, Err(Refusal::TrackTaken));
    let outside = act::put_on_track(&it.document, PictureId(4), elsewhere, track);
    assert_eq!(outside, Err(Refusal::OutsideSeries));
    let seen = act::not_visible(&it.document, track, &[ONE], true);
    assert_eq!(seen, Err(Refusal::HasLabels));
}

#[test]
fn joined_tracks_keep_what_either_saw() {
    let mut it = Small::new();
    let (here, there) = (it.add(ONE, it.scratch), it.add(TWO, it.scratch));
    let (into, edit) = act::start_track(&it.document, ONE, here, &mut it.ids).unwrap();
    it.perform(&edit);
    let (other, edit) = act::start_track(&it.document, TWO, there, &mut it.ids).unwrap();
    it.perform(&edit);
    for (track, shots) in [(into, [TWO, THREE]), (other, [ONE, THREE])] {
        let edit = act::not_visible(&it.document, track, &shots, true).unwrap();
        it.perform(&edit);
    }
    let edit = act::join_tracks(&it.document, into, other).unwrap();
    it.perform(&edit);
    assert!(it.document.track(other).is_none());
    let cells = [ONE, TWO, THREE].map(|shot| it.document.cell(into, shot));
    assert_eq!(
        cells,
        [
            Cell::Labelled(here),
            Cell::Labelled(there),
            Cell::NotVisible
        ]
    );
}

#[test]
fn what_becomes_of_a_proposal_is_kept_with_the_model_that_made_it() {
    let mut it = Small::new();
    let source = ModelSource {
        model: "balloons 1.2".to_owned(),
        score: 0.8,
        threshold: 0.4,
    };
    let proposals: Vec<Label> = (0..3)
        .map(|_| Label {
            origin: Origin::Model(source.clone()),
            standing: Standing::Proposed,
            ..it.label(ONE, it.scratch)
        })
        .collect();
    let ids: Vec<_> = proposals.iter().map(|label| label.id).collect();
    let edit = act::add_labels(&it.document, proposals).unwrap();
    it.perform(&edit);
    assert!(
        it.document
            .labels_on(ONE, SHARED_LAYER)
            .all(|label| !label.is_kept())
    );

    let edit = act::accept(&it.document, &[(ONE, ids[0])], &mut it.ids).unwrap();
    it.perform(&edit);
    let moved = Label {
        shape: square(12.0),
        ..it.document.label(ONE, ids[1]).unwrap().as_ref().clone()
    };
    let edit = act::change_labels(&it.document, Gesture::Reshape, [moved], &mut it.ids).unwrap();
    it.perform(&edit);
    let edit = act::reject(&it.document, &[(ONE, ids[2])], &mut it.ids).unwrap();
    it.perform(&edit);

    assert!(
        it.document
            .labels_on(ONE, SHARED_LAYER)
            .all(|label| label.is_kept())
    );
    let found: Vec<(Outcome, _)> = it
        .document
        .corrections()
        .map(|it: &std::sync::Arc<Correction>| (it.outcome, it.label))
        .collect();
    let expected = [
        (Outcome::Accepted, ids[0]),
        (Outcome::Corrected, ids[1]),
        (Outcome::Rejected, ids[2]),
    ];
    assert_eq!(found, expected);
    let corrected = it.document.corrections().nth(1).unwrap();
    assert_eq!(corrected.proposed_shape, square(10.0));
    assert_eq!(corrected.source, source);
}

#[test]
fn a_class_in_use_goes_only_with_a_word_on_its_labels() {
    let mut it = Small::new();
    let label = it.add(ONE, it.scratch);
    let (_, edit) = act::start_track(&it.document, ONE, label, &mut it.ids).unwrap();
    it.perform(&edit);
    let refused = act::remove_class(&it.document, it.scratch, act::ClassFate::NoneExpected);
    assert_eq!(refused, Err(Refusal::ClassInUse { labels: 2 }));
    let becomes = act::ClassFate::Become(it.bubble);
    let edit = act::remove_class(&it.document, it.scratch, becomes).unwrap();
    it.perform(&edit);
    assert_eq!(it.document.label(ONE, label).unwrap().class, it.bubble);
    it.perform(&edit.inverse());
    let edit = act::remove_class(&it.document, it.scratch, act::ClassFate::Delete).unwrap();
    it.perform(&edit);
    assert_eq!(it.document.label_count(), 0);
    assert_eq!(it.document.tracks().count(), 0);
}

#[test]
fn classes_keep_names_and_keys_apart_and_are_no_kind_of_themselves() {
    let mut it = Small::new();
    let taken = act::add_class(&it.document, class("bubble"), &mut it.ids);
    assert_eq!(taken.unwrap_err(), Refusal::NameTaken("bubble".to_owned()));
    let with =
        |document: &annotation::Document, id: ClassId| Class::clone(document.class(id).unwrap());
    let keyed = Class {
        key: Some(1),
        parent: Some(it.bubble),
        ..with(&it.document, it.scratch)
    };
    let edit = act::change_class(&it.document, keyed).unwrap();
    it.perform(&edit);
    let same_key = Class {
        key: Some(1),
        ..with(&it.document, it.bubble)
    };
    assert_eq!(
        act::change_class(&it.document, same_key),
        Err(Refusal::KeyTaken(1))
    );
    let circle = Class {
        parent: Some(it.scratch),
        ..with(&it.document, it.bubble)
    };
    assert_eq!(
        act::change_class(&it.document, circle),
        Err(Refusal::ParentCircle)
    );
}

#[test]
fn a_locked_label_stays_until_it_is_unlocked() {
    let mut it = Small::new();
    let id = it.add(ONE, it.scratch);
    let as_is = |it: &Small| Label::clone(it.document.label(ONE, id).unwrap());
    let locked = Label {
        is_locked: true,
        ..as_is(&it)
    };
    let edit = act::change_labels(&it.document, Gesture::Lock, [locked], &mut it.ids).unwrap();
    it.perform(&edit);
    let moved = Label {
        shape: square(3.0),
        ..as_is(&it)
    };
    let refused = act::change_labels(&it.document, Gesture::Reshape, [moved], &mut it.ids);
    assert_eq!(refused, Err(Refusal::Locked));
    let refused = act::remove_labels(&it.document, ONE, &[id], &mut it.ids);
    assert_eq!(refused, Err(Refusal::Locked));
    let unlocked = Label {
        is_locked: false,
        ..as_is(&it)
    };
    let edit = act::change_labels(&it.document, Gesture::Lock, [unlocked], &mut it.ids).unwrap();
    it.perform(&edit);
    let edit = act::remove_labels(&it.document, ONE, &[id], &mut it.ids).unwrap();
    it.perform(&edit);
}

#[test]
fn a_picture_that_leaves_a_series_leaves_its_tracks() {
    let mut it = Small::new();
    let (one, two) = (it.add(ONE, it.scratch), it.add(TWO, it.scratch));
    let (track, edit) = act::start_track(&it.document, ONE, one, &mut it.ids).unwrap();
    it.perform(&edit);
    let edit = act::put_on_track(&it.document, TWO, two, track).unwrap();
    it.perform(&edit);
    let edit = act::not_visible(&it.document, track, &[THREE], true).unwrap();
    it.perform(&edit);
    let mut shorter = it.document.one_series(it.first).unwrap().as_ref().clone();
    shorter.shots.truncate(1);
    let edit = act::change_series(&it.document, shorter).unwrap();
    it.perform(&edit);
    assert_eq!(it.document.label(TWO, two).unwrap().track, None);
    assert!(it.document.track(track).unwrap().not_visible.is_empty());
    let edit = act::remove_series(&it.document, it.first).unwrap();
    it.perform(&edit);
    assert_eq!(it.document.label(ONE, one).unwrap().track, None);
    assert!(it.document.one_series(it.second).is_some());
}

#[test]
fn a_layer_is_taken_over_whole_and_stays_its_own() {
    let mut it = Small::new();
    let old = it.add(ONE, it.bubble);
    let (layer, edit) = act::add_layer(&it.document, "night shift", &mut it.ids).unwrap();
    it.perform(&edit);
    let own = Label {
        layer,
        ..it.label(TWO, it.scratch)
    };
    let own_id = own.id;
    let edit = act::add_labels(&it.document, [own]).unwrap();
    it.perform(&edit);
    let (_, edit) = act::start_track(&it.document, TWO, own_id, &mut it.ids).unwrap();
    it.perform(&edit);
    let accepted = [(TWO, None)];
    let edit = act::set_review(&it.document, layer, &accepted, &Review::Labelled).unwrap();
    it.perform(&edit);
    let edit = act::adopt_layer(&it.document, layer, it.first, &mut it.ids).unwrap();
    it.perform(&edit);
    assert!(it.document.label(ONE, old).is_none());
    let copy = it.document.labels_on(TWO, SHARED_LAYER).next().unwrap();
    assert_ne!(copy.id, own_id);
    let track = it.document.track(copy.track.unwrap()).unwrap();
    assert_eq!(track.layer, SHARED_LAYER);
    let mark = it.document.mark(SHARED_LAYER, TWO).unwrap();
    assert_eq!(mark.review, Review::Labelled);
    assert!(it.document.label(TWO, own_id).is_some());
    let edit = act::remove_layer(&it.document, layer).unwrap();
    it.perform(&edit);
    assert!(it.document.label(TWO, own_id).is_none());
    assert_eq!(
        act::remove_layer(&it.document, SHARED_LAYER),
        Err(Refusal::SharedLayer)
    );
}

#[test]
fn split_and_merged_labels_add_up() {
    let mut it = Small::new();
    let whole = it.add(ONE, it.scratch);
    let (track, edit) = act::start_track(&it.document, ONE, whole, &mut it.ids).unwrap();
    it.perform(&edit);
    let parts = vec![square(1.0), square(2.0), square(3.0)];
    let edit = act::split_label(&it.document, ONE, whole, parts, &mut it.ids).unwrap();
    it.perform(&edit);
    let ids: Vec<_> = it
        .document
        .labels_on(ONE, SHARED_LAYER)
        .map(|it| it.id)
        .collect();
    assert_eq!(ids.len(), 3);
    assert_eq!(it.document.cell(track, ONE), Cell::Labelled(whole));
    let edit = act::merge_labels(&it.document, ONE, &ids, square(4.0)).unwrap();
    it.perform(&edit);
    let left: Vec<_> = it.document.labels_on(ONE, SHARED_LAYER).collect();
    assert_eq!(left.len(), 1);
    assert_eq!((left[0].id, &left[0].shape), (whole, &square(4.0)));
}

#[test]
fn what_is_drawn_on_a_series_starts_a_track_or_goes_onto_the_one_that_is_named() {
    let mut it = Small::new();
    let label = it.label(ONE, it.scratch);
    let first = label.id;
    let edit = act::draw(&it.document, label, None, &mut it.ids).unwrap();
    it.perform(&edit);
    let track = it.document.label(ONE, first).unwrap().track.unwrap();
    let label = it.label(TWO, it.scratch);
    let second = label.id;
    let edit = act::draw(&it.document, label, Some(track), &mut it.ids).unwrap();
    it.perform(&edit);
    assert_eq!(it.document.cell(track, TWO), Cell::Labelled(second));
    // The place is taken, so the next one is another thing.
    let label = it.label(TWO, it.scratch);
    let edit = act::draw(&it.document, label, Some(track), &mut it.ids).unwrap();
    it.perform(&edit);
    assert_eq!(it.document.tracks_of(it.first, SHARED_LAYER).count(), 2);
    let label = it.label(LONE, it.scratch);
    let lone = label.id;
    let edit = act::draw(&it.document, label, None, &mut it.ids).unwrap();
    it.perform(&edit);
    assert_eq!(it.document.label(LONE, lone).unwrap().track, None);
}

#[test]
fn a_track_is_proposed_again_and_accepted_at_once() {
    let mut it = Small::new();
    let label = it.label(ONE, it.scratch);
    let edit = act::draw(&it.document, label, None, &mut it.ids).unwrap();
    it.perform(&edit);
    let track = it.document.tracks().next().unwrap().id;
    for _ in 0..2 {
        let proposal = Label {
            track: Some(track),
            ..it.label(TWO, it.scratch)
        };
        let edit = act::propose_track(&it.document, track, [proposal], [THREE]).unwrap();
        it.perform(&edit);
    }
    let matrix = it.document.matrix(it.first, SHARED_LAYER).unwrap();
    let [_, Cell::Proposed(_), Cell::PerhapsHidden] = matrix.rows[0][..] else {
        panic!("{:?}", matrix.rows);
    };
    assert_eq!(it.document.labels_on(TWO, SHARED_LAYER).count(), 1);
    assert!(matrix.obstacles.contains(&Obstacle::Missing(track, THREE)));
    let edit = act::accept_track(&it.document, track, &mut it.ids).unwrap();
    it.perform(&edit);
    assert!(matches!(it.document.cell(track, TWO), Cell::Labelled(_)));
    assert_eq!(it.document.cell(track, THREE), Cell::NotVisible);
    // What a person said of a shot is not overruled.
    let proposal = Label {
        track: Some(track),
        ..it.label(THREE, it.scratch)
    };
    let edit = act::propose_track(&it.document, track, [proposal], [TWO]).unwrap();
    it.perform(&edit);
    assert_eq!(it.document.cell(track, THREE), Cell::NotVisible);
    assert!(matches!(it.document.cell(track, TWO), Cell::Labelled(_)));
}

#[test]
fn a_track_goes_with_its_last_label() {
    let mut it = Small::new();
    let label = it.label(ONE, it.scratch);
    let id = label.id;
    let edit = act::draw(&it.document, label, None, &mut it.ids).unwrap();
    it.perform(&edit);
    let edit = act::remove_labels(&it.document, ONE, &[id], &mut it.ids).unwrap();
    it.perform(&edit);
    assert_eq!(it.document.tracks().count(), 0);
}

/// Proposals of a model for a thing, on some pictures.
fn proposed(it: &mut Small, pictures: &[i64]) -> ProposedThing {
    let labels = pictures.iter().map(|picture| Label {
        origin: Origin::Model(ModelSource {
            model: "finder".to_owned(),
            score: 0.8,
            threshold: 0.5,
        }),
        ..it.label(PictureId(*picture), it.scratch)
    });
    ProposedThing {
        track: None,
        labels: labels.collect(),
    }
}

#[test]
fn things_that_a_model_found_are_followed_from_shot_to_shot() {
    let mut it = Small::new();
    let things = [
        proposed(&mut it, &[1, 2]),
        proposed(&mut it, &[4]),
        proposed(&mut it, &[7]),
    ];
    let edit = act::propose_things(&it.document, things, &mut it.ids).unwrap();
    it.perform(&edit);
    let tracks: Vec<_> = it.document.tracks().map(|track| track.id).collect();
    assert_eq!(
        tracks.len(),
        2,
        "what is in no series is followed by nothing"
    );
    let cells = |it: &Small, track, pictures: [i64; 3]| {
        pictures.map(|picture| it.document.cell(track, PictureId(picture)))
    };
    let [one, two, three] = cells(&it, tracks[0], [1, 2, 3]);
    assert!(matches!((one, two), (Cell::Proposed(_), Cell::Proposed(_))));
    assert_eq!(three, Cell::Missing);
    assert!(matches!(
        cells(&it, tracks[1], [4, 5, 6])[0],
        Cell::Proposed(_)
    ));

    // What is rejected as a whole is gone, and remembered as wrong.
    let edit = act::reject_track(&it.document, tracks[0], &mut it.ids).unwrap();
    it.perform(&edit);
    assert_eq!(it.document.tracks().count(), 1);
    assert_eq!(it.document.corrections().count(), 2);
}

#[test]
fn what_is_found_of_a_thing_that_is_followed_goes_onto_its_track() {
    let mut it = Small::new();
    let label = it.label(PictureId(1), it.scratch);
    let edit = act::draw(&it.document, label, None, &mut it.ids).unwrap();
    it.perform(&edit);
    let track = it.document.tracks().next().unwrap().id;
    let edit = act::not_visible(&it.document, track, &[PictureId(3)], true).unwrap();
    it.perform(&edit);
    let thing = ProposedThing {
        track: Some(track),
        ..proposed(&mut it, &[1, 2, 3])
    };
    let edit = act::propose_things(&it.document, [thing], &mut it.ids).unwrap();
    it.perform(&edit);
    let cell = |picture| it.document.cell(track, PictureId(picture));
    assert!(
        matches!(cell(1), Cell::Labelled(_)),
        "what a person drew stays"
    );
    assert!(matches!(cell(2), Cell::Proposed(_)));
    assert_eq!(cell(3), Cell::NotVisible, "what a person said stays");
    assert_eq!(it.document.tracks().count(), 1);
    assert_eq!(it.document.labels_on(PictureId(3), SHARED_LAYER).count(), 0);
}

#[test]
fn what_is_drawn_for_a_thing_is_of_its_class() {
    let mut it = Small::new();
    let first = it.label(PictureId(1), it.scratch);
    let edit = act::draw(&it.document, first, None, &mut it.ids).unwrap();
    it.perform(&edit);
    let track = it.document.tracks().next().unwrap().id;
    let other = it.label(PictureId(2), it.bubble);
    let edit = act::draw(&it.document, other, Some(track), &mut it.ids).unwrap();
    it.perform(&edit);
    let label = it.document.label_of_track(PictureId(2), track).unwrap();
    assert_eq!(label.class, it.scratch);
    let loose = it.add(PictureId(3), it.bubble);
    let edit = act::put_on_track(&it.document, PictureId(3), loose, track).unwrap();
    it.perform(&edit);
    let label = it.document.label_of_track(PictureId(3), track).unwrap();
    assert_eq!(label.class, it.scratch);
}
