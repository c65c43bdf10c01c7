//! Pictures that were moved are found again by their content.

use std::fs;

use jobs::Work;
use store::{PictureState, Project, RelinkReport};

use crate::support::{add, new_project, pictures, scan, write_png};

fn relink(project: &Project, folder: std::path::PathBuf) -> RelinkReport {
    let work = Work::detached();
    store::relink_missing(&project.reader(), &project.writer(), &[folder], &work).unwrap()
}

#[test]
fn moved_and_renamed_pictures_keep_their_numbers() {
    let (temp, project) = new_project();
    let (old, new) = (temp.path().join("old"), temp.path().join("new/deeper"));
    for n in 1..=3 {
        write_png(&old.join(format!("{n}.png")), 30, 20, n);
    }
    add(&project, &[&old]);
    scan(&project);
    let before = pictures(&project);
    fs::create_dir_all(&new).unwrap();
    fs::rename(old.join("1.png"), new.join("1.png")).unwrap();
    fs::rename(old.join("2.png"), new.join("renamed.PNG")).unwrap();
    fs::remove_file(old.join("3.png")).unwrap();
    // The length may be the same by chance; the content decides.
    write_png(&new.join("3.png"), 30, 20, 99);
    assert_eq!(scan(&project).missing.len(), 3);

    let report = relink(&project, temp.path().join("new"));
    assert_eq!(report.found.len(), 2);
    assert_eq!(report.still_missing, [before[2].path.clone()]);
    let after = pictures(&project);
    assert_eq!(after[0].id, before[0].id);
    assert_eq!(after[0].relative, "../new/deeper/1.png");
    assert_eq!(after[1].relative, "../new/deeper/renamed.PNG");
    assert_eq!(after[0].state, PictureState::Ready);
    assert_eq!(after[2].state, PictureState::Missing);
    assert_eq!(scan(&project).unchanged, 2, "nothing has to be read again");
}

#[test]
fn of_several_with_the_same_content_the_one_with_the_same_name_is_taken() {
    let (temp, project) = new_project();
    let (old, new) = (temp.path().join("old"), temp.path().join("new"));
    for name in ["a.png", "b.png"] {
        write_png(&old.join(name), 30, 20, 1);
    }
    add(&project, &[&old]);
    scan(&project);
    fs::rename(&old, &new).unwrap();
    fs::copy(new.join("a.png"), new.join("0.png")).unwrap();
    let report = relink(&project, new);
    let names: Vec<_> = report
        .found
        .iter()
        .map(|(_, now)| now.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, ["a.png", "b.png"]);
}

#[test]
fn a_picture_that_was_never_read_is_said_to_be_unknown() {
    let (temp, project) = new_project();
    write_png(&temp.path().join("old/a.png"), 30, 20, 1);
    add(&project, &[temp.path().join("old")]);
    fs::rename(temp.path().join("old"), temp.path().join("new")).unwrap();
    let report = relink(&project, temp.path().join("new"));
    assert_eq!(report.never_read.len(), 1);
    assert!(report.found.is_empty());
}
