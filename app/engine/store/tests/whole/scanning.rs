//! The scan: what pictures are, whatever is wrong with some of them.

use std::fs;

use imaging::Limits;
use jobs::Work;
use store::{PictureState, Problem, Project, StoreError};

use crate::respawn;
use crate::support::{DEMO, add, new_project, pictures, scan, write_png, write_tiff};

#[test]
fn a_scan_fills_in_what_is_known_of_each_picture_once() {
    let (temp, project) = new_project();
    write_png(&temp.path().join("in/a.png"), 30, 20, 1);
    write_tiff(&temp.path().join("in/b.tif"), &[5, 6]);
    add(&project, &[temp.path().join("in")]);
    let report = scan(&project);
    assert_eq!((report.read, report.unchanged), (2, 0));
    assert_eq!(report.pages_added, 1);
    let rows = pictures(&project);
    assert!(rows.iter().all(|row| row.state == PictureState::Ready));
    let facts: Vec<_> = rows
        .iter()
        .map(|row| (row.page, row.page_count, row.width_px, row.height_px))
        .collect();
    assert_eq!(
        facts,
        [
            (1, 1, Some(30), Some(20)),
            (1, 2, Some(5), Some(4)),
            (2, 2, Some(6), Some(4))
        ]
    );
    assert_eq!(rows[0].orientation, Some(1));
    let hash = imaging::content_hash(&rows[0].path, &Work::detached()).unwrap();
    assert_eq!(rows[0].content_hash, Some(hash));
    assert_eq!(rows[1].content_hash, rows[2].content_hash);

    let again = scan(&project);
    assert_eq!((again.read, again.unchanged), (0, 2));
    assert_eq!(project.check_contents(&Work::detached()).unwrap(), []);
}

#[test]
fn broken_and_missing_pictures_do_not_stop_it() {
    let (temp, project) = new_project();
    let dir = temp.path().join("in");
    write_png(&dir.join("1.png"), 30, 20, 1);
    fs::write(dir.join("2.png"), "this is no picture").unwrap();
    write_png(&dir.join("3.png"), 30, 20, 3);
    write_png(&dir.join("4.png"), 30, 20, 4);
    add(&project, &[&dir]);
    fs::remove_file(dir.join("3.png")).unwrap();
    let report = scan(&project);
    assert_eq!(report.read, 2);
    assert_eq!((report.broken.len(), report.missing.len()), (1, 1));
    let rows = pictures(&project);
    assert!(
        matches!(&rows[1].state, PictureState::Broken(reason) if !reason.is_empty()),
        "{rows:?}"
    );
    assert_eq!(rows[2].state, PictureState::Missing);
    assert_eq!(rows[3].state, PictureState::Ready);
    let problems = project.check().unwrap();
    assert!(
        matches!(
            &problems[..],
            [
                Problem::PictureBroken { .. },
                Problem::PictureMissing { .. }
            ]
        ),
        "{problems:?}"
    );

    // Broken ones are not read again before they change; missing ones are when they are back.
    write_png(&dir.join("3.png"), 30, 20, 3);
    let again = scan(&project);
    assert_eq!((again.read, again.unchanged), (1, 3));
    write_png(&dir.join("2.png"), 8, 8, 2);
    assert_eq!(scan(&project).read, 1);
    let rows = pictures(&project);
    assert!(rows.iter().all(|row| row.state == PictureState::Ready));
}

#[test]
fn a_changed_picture_is_read_again_and_said() {
    let (temp, project) = new_project();
    let path = temp.path().join("a.tif");
    write_tiff(&path, &[5, 6, 7]);
    add(&project, &[&path]);
    scan(&project);
    write_tiff(&path, &[9]);
    let changed = project.check_contents(&Work::detached()).unwrap();
    assert!(matches!(&changed[..], [Problem::PictureChanged { .. }]));
    let report = scan(&project);
    assert_eq!((report.read, report.changed.len()), (1, 1));
    let rows = pictures(&project);
    assert_eq!(rows[0].width_px, Some(9));
    assert_eq!(rows.len(), 3, "labels may hang on the pages that went");
    assert!(matches!(rows[1].state, PictureState::Broken(_)));
}

#[test]
fn the_same_content_twice_is_said() {
    let (temp, project) = new_project();
    let (first, second) = (temp.path().join("a.png"), temp.path().join("b.png"));
    write_png(&first, 30, 20, 1);
    fs::copy(&first, &second).unwrap();
    add(&project, &[first, second]);
    let report = scan(&project);
    assert_eq!(pictures(&project).len(), 2);
    assert!(!report.twins.is_empty(), "{report:?}");
    assert_ne!(report.twins[0].path, report.twins[0].same_as);
}

#[test]
fn a_cancelled_scan_keeps_what_it_read_and_goes_on_there() {
    let (temp, project) = new_project();
    for n in 0..100 {
        write_png(&temp.path().join(format!("in/{n}.png")), 3, 2, n);
    }
    add(&project, &[temp.path().join("in")]);
    let work = Work::detached();
    let (reader, writer) = (project.reader(), project.writer());
    // Cancelled as soon as the first files were committed.
    let (counter, canceller) = (project.reader(), work.clone());
    let start = counter.revision();
    let error = std::thread::scope(|scope| {
        scope.spawn(move || {
            while counter.revision() == start {
                std::thread::yield_now();
            }
            canceller.cancel();
        });
        store::scan_pictures(&reader, &writer, &Limits::default(), &work).unwrap_err()
    });
    assert!(matches!(error, StoreError::Cancelled), "{error}");
    let rows = pictures(&project);
    let read = rows
        .iter()
        .filter(|row| row.state == PictureState::Ready)
        .count();
    assert!(read > 0 && read < 100, "{read}");
    let rest = scan(&project);
    assert_eq!((rest.read, rest.unchanged), (100 - read, read));
}

#[cfg(unix)]
#[test]
fn a_picture_that_may_not_be_read_is_tried_again() {
    let temp = tempfile::tempdir().unwrap();
    respawn::run_with_fewer_rights(
        "scanning::child_with_a_picture_that_may_not_be_read",
        temp.path(),
    );
}

#[cfg(unix)]
#[test]
#[ignore = "run by the test above with fewer rights"]
fn child_with_a_picture_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let Some(folder) = respawn::folder_of_child() else {
        return;
    };
    let project = Project::create(folder.join("p.sight"), DEMO).unwrap();
    let path = folder.join("a.png");
    write_png(&path, 30, 20, 1);
    add(&project, &[&path]);
    let set_mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    set_mode(0o000);
    assert_eq!(scan(&project).broken.len(), 1);
    assert!(matches!(
        pictures(&project)[0].state,
        PictureState::Broken(_)
    ));
    set_mode(0o644);
    assert_eq!(scan(&project).read, 1, "although the file did not change");
    assert_eq!(pictures(&project)[0].state, PictureState::Ready);
}
