//! Adding, listing and removing pictures.

use std::fs;
use std::path::PathBuf;

use jobs::Work;
use store::{PictureId, PictureState, Project, StoreError};

use crate::support::{DEMO, add, new_project, pictures, scan, write_png, write_tiff};

#[test]
fn pictures_are_added_once_with_paths_relative_to_the_project() {
    let (temp, project) = new_project();
    let shots = temp.path().join("导管 1");
    write_png(&shots.join("img10.png"), 3, 2, 1);
    write_png(&shots.join("img2.png"), 3, 2, 2);
    write_png(&project.dir().join("inside.png"), 3, 2, 3);
    fs::write(shots.join("notes.txt"), "").unwrap();
    let added = add(&project, &[shots.clone(), project.dir().join("inside.png")]);
    assert_eq!(added.ids.len(), 3);
    assert_eq!(added.skipped, []);
    let rows = pictures(&project);
    let stored: Vec<&str> = rows.iter().map(|row| row.relative.as_str()).collect();
    assert_eq!(
        stored,
        ["../导管 1/img2.png", "../导管 1/img10.png", "inside.png"]
    );
    assert!(rows.iter().all(|row| row.path.is_file()));
    assert!(rows.iter().all(|row| row.state == PictureState::Listed));
    assert!(
        rows.iter()
            .all(|row| row.content_hash.is_none() && row.byte_len > 0)
    );
    let ids: Vec<PictureId> = rows.iter().map(|row| row.id).collect();
    assert_eq!(ids, added.ids);
    assert_eq!(project.reader().picture(ids[1]).unwrap().unwrap(), rows[1]);

    let again = add(&project, &[shots.join("../导管 1/img2.png"), shots]);
    assert_eq!(again.ids, []);
    assert_eq!(again.already_there.len(), 2);
    assert_eq!(project.reader().picture_count().unwrap(), 3);
}

#[test]
fn a_project_that_moved_with_its_pictures_simply_works() {
    let (temp, project) = new_project();
    write_png(&temp.path().join("shots/a.png"), 3, 2, 1);
    add(&project, &[temp.path().join("shots")]);
    scan(&project);
    project.close().unwrap();
    let moved = temp.path().join("elsewhere/deeper");
    fs::create_dir_all(&moved).unwrap();
    for name in ["p.sight", "shots"] {
        fs::rename(temp.path().join(name), moved.join(name)).unwrap();
    }
    let project = Project::open(moved.join("p.sight"), DEMO).unwrap();
    let report = scan(&project);
    assert_eq!((report.unchanged, report.missing.len()), (1, 0));
    let expected = moved.canonicalize().unwrap().join("shots/a.png");
    assert_eq!(pictures(&project)[0].path, expected);
    assert_eq!(project.check().unwrap(), []);
}

#[test]
fn what_cannot_be_added_is_listed_with_its_reason() {
    let (temp, project) = new_project();
    let gone = temp.path().join("gone.png");
    let text = temp.path().join("letter.txt");
    fs::write(&text, "dear").unwrap();
    let added = add(&project, &[gone.clone(), text.clone()]);
    let paths: Vec<&PathBuf> = added.skipped.iter().map(|(path, _)| path).collect();
    assert_eq!(paths, [&gone, &text]);
    assert!(added.ids.is_empty());
}

#[test]
fn removing_touches_no_file_and_adding_again_brings_back() {
    let (temp, project) = new_project();
    let single = temp.path().join("a.png");
    let pages = temp.path().join("b.tif");
    write_png(&single, 3, 2, 1);
    write_tiff(&pages, &[5, 6, 7]);
    add(&project, &[single.clone(), pages.clone()]);
    scan(&project);
    let ids: Vec<PictureId> = pictures(&project).iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), 4);
    // The plain picture, and the second page of the other file.
    let removed = project.writer().remove_pictures(&[ids[0], ids[2]]);
    assert_eq!(removed.unwrap(), 2);
    assert!(single.is_file() && pages.is_file());
    let left: Vec<u32> = pictures(&project).iter().map(|row| row.page).collect();
    assert_eq!(left, [1, 3]);
    scan(&project);
    assert_eq!(pictures(&project).len(), 2, "a scan brings nothing back");

    let added = add(&project, &[single, pages]);
    assert_eq!(added.ids.len(), 2);
    assert!(!added.ids.contains(&ids[0]), "numbers are never used again");
    scan(&project);
    let rows = pictures(&project);
    let sizes: Vec<_> = rows.iter().map(|row| (row.page, row.width_px)).collect();
    assert_eq!(
        sizes,
        [(1, Some(5)), (2, Some(6)), (3, Some(7)), (1, Some(3))]
    );
}

#[test]
fn adding_can_be_cancelled() {
    let (temp, project) = new_project();
    write_png(&temp.path().join("a.png"), 3, 2, 1);
    let work = Work::detached();
    work.cancel();
    let error = project
        .writer()
        .add_pictures(&[temp.path().to_path_buf()], &work)
        .unwrap_err();
    assert!(matches!(error, StoreError::Cancelled), "{error}");
    assert_eq!(pictures(&project), []);
}
