//! Each rule finds what it is about, and nothing where that is put right.

use annotation::{Gesture, Label, PictureId, Review, SHARED_LAYER, Series, Standing, act};
use review::{Doubt, RULES, Severity};
use shapes::{MultiPolygon, Point, Shape};

use crate::support::{Project, SHOTS, around, rect, tube};

#[test]
fn rules_are_listed_by_name_once_each() {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(ids, sorted);
}

#[test]
fn a_thing_on_one_shot_is_found_until_the_others_are_decided() {
    let mut project = Project::new();
    let label = project.scratch(1, around(200.0, 100.0));
    let loose = project.found("one-shot-only");
    assert_eq!(loose.len(), 1);
    let track = project.track(1, label);
    project.not_visible(track, 2..=4);
    let found = project.found("one-shot-only");
    let [finding] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(finding.severity, Severity::Error);
    let undecided: Vec<PictureId> = (5..=SHOTS).map(PictureId).collect();
    let expected = Doubt::OneShotOnly {
        label,
        track: Some(track),
        undecided,
        expected: Vec::new(),
    };
    assert_eq!(finding.doubt, expected);
    project.not_visible(track, 5..=SHOTS);
    assert_eq!(project.found("one-shot-only"), []);
    // With the tube known, it should be seen 45° to either side.
    project.around.part = Some(tube());
    let found = project.found("one-shot-only");
    let Doubt::OneShotOnly { expected, .. } = &found[0].doubt else {
        panic!("{found:?}");
    };
    assert_eq!(*expected, [PictureId(2), PictureId(SHOTS)]);
    assert_eq!(found[0].severity, Severity::Hint);
}

#[test]
fn a_second_label_of_the_track_or_of_the_class_is_enough() {
    let mut project = Project::new();
    project.scratch(1, around(200.0, 100.0));
    project.scratch(2, around(270.0, 100.0));
    assert_eq!(project.found("one-shot-only"), []);
    let first = project.scratch(3, around(200.0, 200.0));
    let track = project.track(3, first);
    assert_eq!(project.found("one-shot-only").len(), 1);
    let mut second = project.label(4, project.scratch, around(270.0, 200.0));
    second.track = Some(track);
    project.add(second);
    assert_eq!(project.found("one-shot-only"), []);
}

#[test]
fn a_class_that_jumps_within_a_track_is_found() {
    let mut project = Project::new();
    let first = project.scratch(1, around(200.0, 100.0));
    let track = project.track(1, first);
    let mut other = project.label(2, project.scratch, around(270.0, 100.0));
    other.track = Some(track);
    let other = project.add(other);
    assert_eq!(project.found("class-jump"), []);
    let label = project.document.label(PictureId(2), other).unwrap();
    let jumped = Label {
        class: project.bubble,
        ..Label::clone(label)
    };
    let edit = act::change_labels(
        &project.document,
        Gesture::Reclassify,
        [jumped],
        &mut project.ids,
    );
    project.perform(&edit.unwrap());
    let found = project.found("class-jump");
    let expected = Doubt::ClassJump {
        track,
        label: other,
        class: project.bubble,
        of_track: project.scratch,
    };
    assert_eq!(found[0].doubt, expected);
    assert_eq!(found.len(), 1);
}

#[test]
fn two_labels_of_a_class_in_one_place_are_found() {
    let mut project = Project::new();
    let first = project.scratch(1, rect(100.0, 100.0, 40.0, 40.0));
    let second = project.scratch(1, rect(102.0, 100.0, 40.0, 40.0));
    project.scratch(1, rect(125.0, 100.0, 40.0, 40.0));
    let bubble = project.label(1, project.bubble, rect(100.0, 100.0, 40.0, 40.0));
    project.add(bubble);
    let found = project.found("duplicate");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(matches!(
        found[0].doubt,
        Doubt::Duplicate { label, other, similarity }
            if label == first && other == second && similarity > 0.9
    ));
    // Two hands along one scratch share few pixels.
    project.scratch(2, rect(200.0, 50.0, 2.0, 120.0));
    project.scratch(2, rect(201.5, 50.0, 2.0, 120.0));
    assert_eq!(project.found("duplicate").len(), 2);
}

#[test]
fn a_shape_beside_the_part_is_found_where_the_part_is_known() {
    let mut project = Project::new();
    let label = project.scratch(1, around(40.0, 100.0));
    project.scratch(1, around(101.0, 100.0));
    assert_eq!(project.found("outside-part"), []);
    project.around.part = Some(tube());
    let found = project.found("outside-part");
    let expected = Doubt::OutsidePart {
        label,
        distance_px: 60.0,
    };
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].doubt, expected);
}

#[test]
fn a_shape_that_reaches_out_of_the_picture_is_found() {
    let mut project = Project::new();
    let label = project.scratch(1, around(398.0, 100.0));
    project.scratch(1, around(395.0, 100.0));
    let found = project.found("outside-picture");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].doubt, Doubt::OutsidePicture { label });
}

#[test]
fn broken_geometry_is_found() {
    let mut project = Project::new();
    project.scratch(1, around(200.0, 100.0));
    let bow_tie = [(10.0, 10.0), (60.0, 60.0), (60.0, 10.0), (10.0, 60.0)];
    let ring = bow_tie.map(|(x, y)| Point::new(x, y)).to_vec();
    let label = project.scratch(1, Shape::Polygon(MultiPolygon::from_ring(ring)));
    let found = project.found("broken-shape");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].doubt.label(), Some(label));
    assert_eq!(found[0].severity, Severity::Error);
}

#[test]
fn a_picture_whose_file_is_another_one_is_found() {
    let mut project = Project::new();
    project.nothing(SHARED_LAYER, 3, Some("aa"));
    project
        .around
        .contents
        .insert(PictureId(3), "aa".to_owned());
    assert_eq!(project.found("picture-changed"), []);
    project
        .around
        .contents
        .insert(PictureId(3), "bb".to_owned());
    let found = project.found("picture-changed");
    let expected = Doubt::PictureChanged {
        then: "aa".to_owned(),
        now: "bb".to_owned(),
    };
    assert_eq!(found[0].doubt, expected);
    assert_eq!(found[0].picture, PictureId(3));
}

/// Labels a track on shots where it is in front, at the angles that the shots have, moved by this
/// on one of them.
fn turning(off_shot: i64, off_x: f64, off_y: f64) -> Project {
    let mut project = Project::new();
    let shape = |shot: i64| {
        let angle = (45.0 * (shot - 1) as f64 - 60.0).to_radians();
        let (x, y) = if shot == off_shot {
            (off_x, off_y)
        } else {
            (0.0, 0.0)
        };
        around(200.0 + 100.0 * angle.sin() + x, 100.0 + y)
    };
    let first = project.scratch(1, shape(1));
    let track = project.track(1, first);
    for shot in 2..=4 {
        let mut label = project.label(shot, project.scratch, shape(shot));
        label.track = Some(track);
        project.add(label);
    }
    project.around.part = Some(tube());
    project
}

#[test]
fn a_label_that_the_turning_does_not_carry_there_is_found() {
    assert_eq!(turning(2, 0.0, 0.0).found("off-turning"), []);
    assert_eq!(turning(2, 4.0, 3.0).found("off-turning"), []);
    for (x, y) in [(25.0, 0.0), (0.0, 25.0)] {
        let found = turning(3, x, y).found("off-turning");
        let [finding] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(finding.picture, PictureId(3));
        let Doubt::OffTurning {
            across_px,
            along_px,
            ..
        } = finding.doubt
        else {
            panic!("{finding:?}");
        };
        assert!((across_px - x).abs() < 1.5, "{across_px}");
        assert!((along_px - y).abs() < 1e-9, "{along_px}");
    }
}

#[test]
fn a_shot_of_which_nothing_was_said_is_found_once_the_rest_is_finished() {
    let mut project = Project::new();
    for picture in 1..=5 {
        project.nothing(SHARED_LAYER, picture, None);
    }
    assert_eq!(project.found("unsaid-shot"), []);
    project.scratch(6, around(200.0, 100.0));
    let pictures: Vec<PictureId> = project
        .found("unsaid-shot")
        .iter()
        .map(|finding| finding.picture)
        .collect();
    assert_eq!(pictures, [PictureId(7), PictureId(8)]);
    project.nothing(SHARED_LAYER, 7, None);
    assert_eq!(project.found("unsaid-shot").len(), 1);
}

#[test]
fn a_proposal_on_a_picture_that_is_said_to_be_done_is_found() {
    let mut project = Project::new();
    let mut label = project.label(1, project.scratch, around(200.0, 100.0));
    label.standing = Standing::Proposed;
    let label = project.add(label);
    assert_eq!(project.found("undecided-proposal"), []);
    let pictures = [(PictureId(1), None)];
    let edit = act::set_review(
        &project.document,
        SHARED_LAYER,
        &pictures,
        &Review::Labelled,
    );
    project.perform(&edit.unwrap());
    let found = project.found("undecided-proposal");
    assert_eq!(found[0].doubt, Doubt::Undecided { label });
    let edit = act::accept(
        &project.document,
        &[(PictureId(1), label)],
        &mut project.ids,
    );
    project.perform(&edit.unwrap());
    assert_eq!(project.found("undecided-proposal"), []);
}

#[test]
fn a_series_that_does_not_turn_is_not_judged_by_turning() {
    let mut project = turning(3, 25.0, 0.0);
    let series = Series::clone(project.document.one_series(project.series).unwrap());
    let edit = act::change_series(
        &project.document,
        Series {
            turns: false,
            ..series
        },
    );
    project.perform(&edit.unwrap());
    assert_eq!(project.found("off-turning"), []);
}
