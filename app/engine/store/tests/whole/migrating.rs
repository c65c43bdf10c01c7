//! Projects of older versions are brought up to date, and a copy from before is kept.

use std::fs;

use store::{CaseMigrations, Migration, Project, StoreError, sql};

use crate::support::{DEMO, insert_number, new_project, numbers};

const NEXT: &[CaseMigrations] = &[
    CaseMigrations {
        case: "demo",
        steps: &[
            DEMO[0].steps[0],
            Migration {
                name: "squares",
                sql: "ALTER TABLE numbers ADD COLUMN square INTEGER;
                      UPDATE numbers SET square = n * n;",
            },
        ],
    },
    CaseMigrations {
        case: "another",
        steps: &[Migration {
            name: "notes",
            sql: "CREATE TABLE notes (
                      picture_id INTEGER NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
                      note TEXT NOT NULL) STRICT",
        }],
    },
];

#[test]
fn new_steps_are_applied_and_a_copy_is_kept() {
    let (temp, project) = new_project();
    insert_number(&project, 7, vec![]).unwrap();
    let dir = project.dir().to_path_buf();
    project.close().unwrap();

    let upgraded = Project::open(&dir, NEXT).unwrap();
    let square: i64 = upgraded
        .reader()
        .read(|c| c.query_row("SELECT square FROM numbers", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(square, 49);
    upgraded.close().unwrap();

    let copies: Vec<_> = fs::read_dir(dir.join("backups"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(copies.len(), 1, "{copies:?}");
    let restored = temp.path().join("restored.sight");
    fs::create_dir(&restored).unwrap();
    fs::copy(&copies[0], restored.join("project.db")).unwrap();
    let restored = Project::open(&restored, DEMO).unwrap();
    assert_eq!(numbers(&restored), [7]);

    Project::open(&dir, NEXT).unwrap();
    assert_eq!(fs::read_dir(dir.join("backups")).unwrap().count(), 1);
}

#[test]
fn a_step_that_fails_changes_nothing() {
    const FAILING: &[CaseMigrations] = &[CaseMigrations {
        case: "demo",
        steps: &[
            DEMO[0].steps[0],
            Migration {
                name: "too-clever",
                sql: "DELETE FROM numbers; INSERT INTO nowhere VALUES (1)",
            },
        ],
    }];
    let (_temp, project) = new_project();
    insert_number(&project, 7, vec![]).unwrap();
    let dir = project.dir().to_path_buf();
    project.close().unwrap();
    let error = Project::open(&dir, FAILING).unwrap_err();
    assert!(
        matches!(&error, StoreError::MigrationFailed { name, .. } if name == "too-clever"),
        "{error}"
    );
    let project = Project::open(&dir, DEMO).unwrap();
    assert_eq!(numbers(&project), [7]);
}

#[test]
fn an_older_project_that_another_instance_holds_is_not_upgraded() {
    let (_temp, first) = new_project();
    let error = Project::open(first.dir(), NEXT).unwrap_err();
    assert!(
        matches!(error, StoreError::UpgradeNeedsWriting { .. }),
        "{error}"
    );
    insert_number(&first, 1, vec![]).unwrap();
}

#[test]
fn the_file_says_what_it_is() {
    let (_temp, project) = new_project();
    let (application_id, version): (i64, i64) = project
        .reader()
        .read(|c: &sql::Connection| {
            Ok((
                c.pragma_query_value(None, "application_id", |row| row.get(0))?,
                c.pragma_query_value(None, "user_version", |row| row.get(0))?,
            ))
        })
        .unwrap();
    assert_eq!(application_id, i64::from(u32::from_be_bytes(*b"SGLS")));
    assert_eq!(version, 1);
}
