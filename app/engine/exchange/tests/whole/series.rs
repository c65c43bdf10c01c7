//! Tracks and series, out and in.

use annotation::{Cell, PictureId, SHARED_LAYER, TrackId, act};
use exchange::{ExportOptions, ImportOptions};
use interchange::{Class, Dataset, Format, Labelled, PictureLabels, TrackPlace};

use crate::support::{Project, SIZE, square, there_and_back};

const ONE: PictureId = PictureId(1);
const TWO: PictureId = PictureId(2);
const THREE: PictureId = PictureId(3);

fn options() -> ImportOptions {
    ImportOptions::new("tracks.xml")
}

/// A project with a track that is labelled on the first and second shot, and not visible on the
/// third.
fn tracked() -> (Project, TrackId) {
    let mut project = Project::new();
    let label = project.add(1, project.scratch, square(5.0, 5.0, 9.0));
    let (track, edit) = act::start_track(&project.document, ONE, label, &mut project.ids).unwrap();
    project.perform(&edit);
    let mut second = project.label(2, project.scratch, square(8.0, 5.0, 9.0));
    second.track = Some(track);
    project.add_label(second);
    let edit = act::not_visible(&project.document, track, &[THREE], true).unwrap();
    project.perform(&edit);
    (project, track)
}

#[test]
fn a_track_goes_out_with_where_it_is_not_visible() {
    let (project, track) = tracked();
    let dataset = project.dataset(&ExportOptions::default());
    let places: Vec<_> = dataset.pictures[..3]
        .iter()
        .map(|it| it.labels[0].track.unwrap())
        .collect();
    assert!(
        places
            .iter()
            .all(|it| it.id == track.0 as u64 && it.is_keyframe)
    );
    let outside: Vec<_> = places.iter().map(|it| it.is_outside).collect();
    assert_eq!(outside, [false, false, true]);
    let repeated = &dataset.pictures[2].labels[0].shape;
    assert_eq!(*repeated, square(8.0, 5.0, 9.0));
}

#[test]
fn tracks_of_a_file_become_tracks_of_new_series() {
    let (project, _) = tracked();
    let folder = tempfile::tempdir().unwrap();
    let dataset = project.dataset(&ExportOptions::default());
    let read = there_and_back(Format::CvatXml, &dataset, &project.pictures, folder.path());
    let mut other = Project::empty();
    let plan = other.plan(read.clone(), options());
    assert_eq!(plan.summary().new_tracks, 1);
    assert_eq!(plan.summary().new_series, [("tracks.xml".to_owned(), 3)]);
    other.import(read.clone(), options());
    let series = other.document.all_series().next().unwrap();
    let matrix = other.document.matrix(series.id, SHARED_LAYER).unwrap();
    assert_eq!(matrix.shots, [ONE, TWO, THREE]);
    let row = &matrix.rows[0];
    assert!(matches!(
        row[..],
        [Cell::Labelled(_), Cell::Labelled(_), Cell::NotVisible]
    ));
    let again = other.import(read, options());
    assert_eq!(again.changes, []);
}

#[test]
fn a_track_that_is_there_is_continued() {
    let (project, track) = tracked();
    let dataset = project.dataset(&ExportOptions::default());
    let (mut other, other_track) = tracked();
    assert_eq!(track, other_track);
    let labels = other.document.labels(TWO).unwrap();
    let second = labels.iter().next().unwrap().id;
    let edit = act::remove_labels(&other.document, TWO, &[second], &mut other.ids).unwrap();
    other.perform(&edit);
    let edit = act::not_visible(&other.document, track, &[THREE], false).unwrap();
    other.perform(&edit);
    assert_eq!(other.document.cell(track, TWO), Cell::Missing);
    let plan = other.plan(dataset.clone(), options());
    let summary = plan.summary();
    assert_eq!((summary.same, summary.added), (1, 1));
    assert_eq!((summary.new_tracks, summary.continued_tracks), (0, 1));
    other.import(dataset, options());
    assert!(matches!(other.document.cell(track, TWO), Cell::Labelled(_)));
    assert_eq!(other.document.cell(track, THREE), Cell::NotVisible);
}

#[test]
fn a_track_has_one_label_a_picture_and_stays_in_its_series() {
    let project = Project::new();
    let label = |track, left| Labelled {
        track: Some(TrackPlace {
            id: track,
            is_keyframe: true,
            is_outside: false,
        }),
        ..Labelled::new(0, square(left, 5.0, 9.0))
    };
    let picture = |name: &str, labels| PictureLabels {
        file_name: name.to_owned(),
        width_px: SIZE.width_px,
        height_px: SIZE.height_px,
        labels,
        ..PictureLabels::default()
    };
    let dataset = Dataset {
        classes: vec![Class {
            name: "scratch".to_owned(),
            ..Class::default()
        }],
        pictures: vec![
            picture("1.png", vec![label(7, 1.0), label(7, 20.0)]),
            picture("2.png", vec![label(7, 2.0)]),
            picture("4.png", vec![label(7, 3.0)]),
            picture("7.png", vec![label(7, 4.0)]),
        ],
        unknown: None,
    };
    let mut imported = project.clone();
    imported.import(dataset.clone(), options());
    let tracks: Vec<_> = imported.document.tracks().collect();
    assert_eq!(tracks.len(), 2, "one for each series");
    let plan = project.plan(dataset.clone(), options());
    assert_eq!(plan.summary().labels_off_track, 2);
    let again = imported.import(dataset, options());
    assert_eq!(again.changes, []);
}

#[test]
fn labels_that_are_replaced_take_their_track_along() {
    let (mut project, track) = tracked();
    let dataset = Dataset {
        classes: vec![Class {
            name: "bubble".to_owned(),
            ..Class::default()
        }],
        pictures: ["1.png", "2.png"]
            .map(|name| PictureLabels {
                file_name: name.to_owned(),
                width_px: SIZE.width_px,
                height_px: SIZE.height_px,
                labels: vec![Labelled::new(0, square(30.0, 30.0, 5.0))],
                ..PictureLabels::default()
            })
            .into(),
        unknown: None,
    };
    let replacing = ImportOptions {
        present: exchange::Present::Replace,
        ..options()
    };
    project.import(dataset, replacing);
    assert!(project.document.track(track).is_none());
    assert_eq!(project.shapes(1), [square(30.0, 30.0, 5.0)]);
}
