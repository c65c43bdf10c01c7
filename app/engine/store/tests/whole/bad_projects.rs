//! Every broken project is refused with a clear message, and left byte for byte as it is.

use std::fs;
use std::path::{Path, PathBuf};

use store::{CaseMigrations, Migration, Project, StoreError, sql};

use crate::support::{DEMO, contents, new_project};

/// The folders under `tests/bad/projects`, and what the refusal says.
const EXPECTED: &[(&str, &str)] = &[
    ("cut_short", "damaged"),
    ("database_is_a_folder", "not a Sightglass project"),
    ("empty_file", "not a database"),
    ("header_only", "damaged"),
    ("newer_version", "newer Sightglass"),
    ("no_database", "not a Sightglass project"),
    ("no_record", "record of migrations is missing"),
    ("not_a_database", "not a database"),
    ("other_program", "another program"),
    ("wild_page", "damaged"),
];

fn bad_projects() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/bad/projects")
}

#[test]
fn each_is_refused_and_left_as_it_is() {
    for (name, message) in EXPECTED {
        let source = bad_projects().join(format!("{name}.sight"));
        let temp = tempfile::tempdir().unwrap();
        let dir = temp.path().join("p.sight");
        copy_folder(&source, &dir);
        // A project that was ever open has its lock file.
        fs::write(dir.join("project.lock"), "").unwrap();
        let before = contents(&dir);
        let error = Project::open(&dir, DEMO).unwrap_err().to_string();
        assert!(error.contains(message), "{name}: {error}");
        let path = error.rsplit(": ").next().unwrap();
        assert!(Path::new(path).is_absolute(), "{name}: {error}");
        assert_eq!(contents(&dir), before, "{name} was changed");
    }
}

#[test]
fn each_folder_is_in_the_table() {
    let mut folders: Vec<String> = fs::read_dir(bad_projects())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    folders.sort();
    let expected: Vec<&str> = EXPECTED.iter().map(|(name, _)| *name).collect();
    assert_eq!(folders, expected);
}

#[test]
fn a_project_with_unknown_or_changed_steps_is_left_as_it_is() {
    const CHANGED: &[CaseMigrations] = &[CaseMigrations {
        case: "demo",
        steps: &[Migration {
            name: "numbers",
            sql: "CREATE TABLE numbers (n TEXT)",
        }],
    }];
    let (_temp, project) = new_project();
    let dir = project.dir().to_path_buf();
    project.close().unwrap();
    let before = contents(&dir);
    let unknown = Project::open(&dir, &[]).unwrap_err();
    assert!(
        matches!(&unknown, StoreError::UnknownMigration { owner, name, .. }
            if owner == "demo" && name == "numbers"),
        "{unknown}"
    );
    let changed = Project::open(&dir, CHANGED).unwrap_err();
    assert!(
        matches!(changed, StoreError::ChangedMigration { .. }),
        "{changed}"
    );
    assert_eq!(contents(&dir), before);
}

#[test]
fn a_newer_version_whose_log_still_waits_is_left_as_it_is() {
    let (_temp, project) = new_project();
    let dir = project.dir().to_path_buf();
    project.close().unwrap();
    let file = dir.join("project.db");
    let newer = sql::Connection::open(&file).unwrap();
    newer.pragma_update(None, "user_version", 1000).unwrap();
    // What a kill leaves: the log with the new version is there, the file itself has the old one.
    let copy = dir.with_file_name("killed.sight");
    copy_folder(&dir, &copy);
    drop(newer);
    let before = contents(&copy);
    assert!(before.iter().any(|(name, _)| name == "project.db-wal"));
    let error = Project::open(&copy, DEMO).unwrap_err();
    assert!(
        matches!(error, StoreError::NewerFormat { found: 1000, .. }),
        "{error}"
    );
    let is_data = |(name, _): &(String, Vec<u8>)| !name.ends_with("-shm");
    let data = |files: Vec<(String, Vec<u8>)>| files.into_iter().filter(is_data).collect();
    let (before, after): (Vec<_>, Vec<_>) = (data(before), data(contents(&copy)));
    assert_eq!(after, before);
}

#[test]
fn a_project_cut_at_any_length_is_refused() {
    let (temp, project) = new_project();
    let dir = project.dir().to_path_buf();
    project.close().unwrap();
    let whole = fs::read(dir.join("project.db")).unwrap();
    for percent in 0..100 {
        let cut = temp.path().join("cut.sight");
        fs::create_dir(&cut).unwrap();
        let bytes = &whole[..whole.len() * percent / 100];
        fs::write(cut.join("project.db"), bytes).unwrap();
        let error = Project::open(&cut, DEMO).unwrap_err();
        assert!(
            matches!(
                error,
                StoreError::Corrupted { .. } | StoreError::NotADatabase { .. }
            ),
            "{percent} %: {error}"
        );
        assert_eq!(fs::read(cut.join("project.db")).unwrap(), bytes);
        fs::remove_dir_all(&cut).unwrap();
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
