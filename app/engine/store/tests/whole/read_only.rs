//! Projects where nothing can be written are looked at, and say why they cannot be changed.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use store::{Access, CaseMigrations, Migration, Project, StoreError, ThumbnailKey};

use crate::respawn;
use crate::support::{DEMO, contents, insert_number, names, new_project, numbers};

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_folder_without_permission_opens_read_only() {
    let (temp, project) = new_project();
    insert_number(&project, 1, vec![]).unwrap();
    let dir = project.dir().to_path_buf();
    project.close().unwrap();
    set_mode(&dir, 0o555);
    set_mode(&dir.join("project.lock"), 0o444);
    respawn::run_with_fewer_rights(
        "read_only::child_in_a_folder_without_permission",
        temp.path(),
    );
    set_mode(&dir, 0o755);
}

#[test]
#[ignore = "run by the test above with fewer rights"]
fn child_in_a_folder_without_permission() {
    let Some(folder) = respawn::folder_of_child() else {
        return;
    };
    let dir = folder.join("p.sight");
    let before = contents(&dir);
    let project = Project::open(&dir, DEMO).unwrap();
    let Access::ReadOnly { reason } = project.access().clone() else {
        panic!("the folder can be written");
    };
    assert_eq!(reason, "you may not write in its folder");
    assert_eq!(numbers(&project), [1]);
    let error = insert_number(&project, 2, vec![]).unwrap_err();
    assert!(error.to_string().contains(&reason), "{error}");
    let key = ThumbnailKey {
        content_hash: imaging::ContentHash([1; 32]),
        page: 1,
    };
    project.thumbnails().put_thumbnail(key, b"small");
    assert_eq!(project.thumbnails().thumbnail(key).unwrap(), b"small");
    assert_eq!(project.check().unwrap(), []);
    project.close().unwrap();
    assert_eq!(contents(&dir), before);

    const NEXT: &[CaseMigrations] = &[
        DEMO[0],
        CaseMigrations {
            case: "new",
            steps: &[Migration {
                name: "one",
                sql: "CREATE TABLE one (a)",
            }],
        },
    ];
    let error = Project::open(&dir, NEXT).unwrap_err();
    assert!(
        matches!(error, StoreError::UpgradeNeedsWriting { .. }),
        "{error}"
    );
    let error = Project::create(dir.join("inner"), DEMO).unwrap_err();
    assert!(matches!(error, StoreError::Io { .. }), "{error}");
}

#[test]
fn a_project_that_was_cut_off_is_never_shown_without_its_last_changes() {
    let (temp, project) = new_project();
    insert_number(&project, 1, vec![]).unwrap();
    let killed = temp.path().join("killed.sight");
    fs::create_dir(&killed).unwrap();
    for name in names(project.dir()) {
        fs::copy(project.dir().join(&name), killed.join(&name)).unwrap();
    }
    assert!(names(&killed).contains(&"project.db-wal".to_owned()));
    fs::remove_file(killed.join("project.lock")).unwrap();
    let without_index = temp.path().join("without-index.sight");
    fs::create_dir(&without_index).unwrap();
    for name in ["project.db", "project.db-wal"] {
        fs::copy(killed.join(name), without_index.join(name)).unwrap();
    }
    set_mode(&killed, 0o555);
    set_mode(&without_index, 0o555);
    respawn::run_with_fewer_rights(
        "read_only::child_at_a_project_that_was_cut_off",
        temp.path(),
    );
    set_mode(&killed, 0o755);
    set_mode(&without_index, 0o755);
}

#[test]
#[ignore = "run by the test above with fewer rights"]
fn child_at_a_project_that_was_cut_off() {
    let Some(folder) = respawn::folder_of_child() else {
        return;
    };
    let project = Project::open(folder.join("killed.sight"), DEMO).unwrap();
    assert!(!project.access().can_write());
    assert_eq!(numbers(&project), [1]);
    let error = Project::open(folder.join("without-index.sight"), DEMO).unwrap_err();
    assert!(
        matches!(error, StoreError::RecoveryNeedsWriting { .. }),
        "{error}"
    );
}

#[test]
fn a_file_without_permission_opens_read_only() {
    let (temp, project) = new_project();
    insert_number(&project, 1, vec![]).unwrap();
    let file = project.dir().join("project.db");
    project.close().unwrap();
    set_mode(&file, 0o444);
    respawn::run_with_fewer_rights("read_only::child_at_a_file_without_permission", temp.path());
}

#[test]
#[ignore = "run by the test above with fewer rights"]
fn child_at_a_file_without_permission() {
    let Some(folder) = respawn::folder_of_child() else {
        return;
    };
    let project = Project::open(folder.join("p.sight"), DEMO).unwrap();
    assert!(!project.access().can_write());
    assert_eq!(numbers(&project), [1]);
}
