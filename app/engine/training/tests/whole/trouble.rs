//! What goes wrong leaves nothing behind.

use std::fs;
use std::sync::Arc;

use imaging::{Picture, Raster, SampleKind};
use jobs::Work;
use training::TrainingError;

use crate::support::{Project, files, open, options, rect};

fn project() -> Project {
    let mut project = Project::new(3);
    for picture in 1..=6 {
        project.add(picture, project.scratch, rect(20, 30, 12, 4));
    }
    project
}

#[test]
fn a_cancelled_export_leaves_nothing() {
    let plan = project().plan(options()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("deep/export");
    for pictures_before in 0..6 {
        let work = Work::detached();
        let mut opened = 0;
        let ended = plan.write(
            &place,
            |picture| {
                if opened == pictures_before {
                    work.cancel();
                }
                opened += 1;
                open(picture)
            },
            &work,
        );
        assert_eq!(ended.unwrap_err(), TrainingError::Cancelled);
        assert!(files(folder.path()).is_empty());
        assert_eq!(fs::read_dir(folder.path().join("deep")).unwrap().count(), 0);
    }
    plan.write(&place, open, &Work::detached()).unwrap();
}

#[test]
fn what_is_there_is_not_replaced() {
    let plan = project().plan(options()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.txt");
    fs::write(&mine, "mine").unwrap();
    for place in [folder.path(), mine.as_path()] {
        let refused = plan.write(place, open, &Work::detached()).unwrap_err();
        assert!(
            matches!(refused, TrainingError::Exists { .. }),
            "{refused:?}"
        );
    }
    assert_eq!(files(folder.path()), [(mine, b"mine".to_vec())]);
    // An empty folder is as good as none.
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    plan.write(&empty, open, &Work::detached()).unwrap();
    assert!(empty.join("manifest.json").is_file());
}

#[test]
fn a_picture_that_cannot_be_read_or_is_another_one_is_named() {
    let plan = project().plan(options()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("export");
    let unreadable = plan.write(
        &place,
        |_| Err("it is cut off".to_owned()),
        &Work::detached(),
    );
    let message = unreadable.unwrap_err().to_string();
    assert!(
        message.contains("1.png") && message.contains("cut off"),
        "{message}"
    );
    let smaller = plan.write(
        &place,
        |_| {
            Ok(Arc::new(Picture::from_raster(Raster::zeroed(
                9,
                9,
                1,
                SampleKind::U8,
            ))))
        },
        &Work::detached(),
    );
    let name = "1.png".to_owned();
    let expected = TrainingError::OtherSize {
        name,
        is_px: (9, 9),
        was_px: (200, 150),
    };
    assert_eq!(smaller.unwrap_err(), expected);
    assert!(files(folder.path()).is_empty());
}

#[test]
#[cfg(unix)]
fn a_folder_that_may_not_be_written_to_is_told() {
    let plan = project().plan(options()).unwrap();
    let place = std::path::Path::new("/proc/no-such-place/export");
    let refused = plan.write(place, open, &Work::detached()).unwrap_err();
    assert!(
        matches!(refused, TrainingError::Write { .. }),
        "{refused:?}"
    );
}
