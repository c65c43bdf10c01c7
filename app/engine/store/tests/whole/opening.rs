//! Creating, opening and closing, alone and with a second instance.

use std::fs;

use store::{Access, Project, StoreError};

use crate::support::{DEMO, contents, insert_number, names, new_project, numbers};

#[test]
fn a_closed_project_is_one_file_and_opens_again() {
    let (_temp, project) = new_project();
    assert_eq!(project.access(), &Access::ReadWrite);
    assert_eq!(project.name(), "p");
    insert_number(&project, 1, vec![1]).unwrap();
    assert_eq!(numbers(&project), [1]);
    let dir = project.dir().to_path_buf();
    project.close().unwrap();
    assert_eq!(names(&dir), ["project.db", "project.lock", "thumbs.db"]);
    let again = Project::open(&dir, DEMO).unwrap();
    assert_eq!(numbers(&again), [1]);
    assert_eq!(again.check().unwrap(), []);
}

#[test]
fn a_copy_holds_what_was_sent_before_and_goes_its_own_way() {
    let (temp, project) = new_project();
    for n in 1..=50_i64 {
        project.writer().send(move |transaction| {
            transaction.execute("INSERT INTO numbers VALUES (?1, x'')", [n])?;
            Ok(())
        });
    }
    let copy = project.copy_to(temp.path().join("copy"), DEMO).unwrap();
    assert_eq!(copy.access(), &Access::ReadWrite);
    assert_eq!(numbers(&copy).len(), 50);
    insert_number(&copy, 51, vec![1]).unwrap();
    insert_number(&project, 52, vec![1]).unwrap();
    assert_eq!(numbers(&copy).last(), Some(&51));
    assert_eq!(numbers(&project).last(), Some(&52));
    assert_eq!(copy.check().unwrap(), []);
    let used = project.copy_to(copy.dir(), DEMO).unwrap_err();
    assert!(matches!(used, StoreError::AlreadyExists { .. }), "{used}");
}

#[test]
fn dropping_commits_what_was_sent() {
    let (_temp, project) = new_project();
    let dir = project.dir().to_path_buf();
    for n in 1..=50_i64 {
        project.writer().send(move |transaction| {
            transaction.execute("INSERT INTO numbers VALUES (?1, x'')", [n])?;
            Ok(())
        });
    }
    drop(project);
    assert!(!names(&dir).contains(&"project.db-wal".to_owned()));
    assert_eq!(numbers(&Project::open(&dir, DEMO).unwrap()).len(), 50);
}

#[test]
fn a_project_is_made_only_where_nothing_is() {
    let temp = tempfile::tempdir().unwrap();
    let made = Project::create(temp.path().join("导管 7"), DEMO).unwrap();
    assert!(made.dir().ends_with("导管 7.sight"));
    assert_eq!(made.name(), "导管 7");
    let again = Project::create(made.dir(), DEMO).unwrap_err();
    assert!(matches!(again, StoreError::AlreadyExists { .. }), "{again}");

    let used = temp.path().join("used.sight");
    fs::create_dir(&used).unwrap();
    fs::write(used.join("letter.txt"), "dear").unwrap();
    let error = Project::create(&used, DEMO).unwrap_err();
    assert!(
        matches!(error, StoreError::FolderNotEmpty { .. }),
        "{error}"
    );
    assert_eq!(names(&used), ["letter.txt"]);
}

#[test]
fn a_creation_that_was_cut_off_can_be_done_again() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("p.sight");
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("project.db.new"), "half a database").unwrap();
    fs::write(dir.join("project.lock"), "").unwrap();
    let error = Project::open(&dir, DEMO).unwrap_err();
    assert!(matches!(error, StoreError::NotAProject { .. }), "{error}");
    let project = Project::create(&dir, DEMO).unwrap();
    assert_eq!(project.check().unwrap(), []);
}

#[test]
fn a_failed_creation_leaves_nothing() {
    const BAD: &[store::CaseMigrations] = &[store::CaseMigrations {
        case: "bad",
        steps: &[store::Migration {
            name: "no-sql",
            sql: "CREATE NONSENSE",
        }],
    }];
    let temp = tempfile::tempdir().unwrap();
    let error = Project::create(temp.path().join("p.sight"), BAD).unwrap_err();
    assert!(
        matches!(error, StoreError::MigrationFailed { .. }),
        "{error}"
    );
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 0);
}

#[test]
fn a_second_instance_reads_only_and_says_so() {
    let (_temp, first) = new_project();
    insert_number(&first, 1, vec![]).unwrap();
    let second = Project::open(first.dir(), DEMO).unwrap();
    let Access::ReadOnly { reason } = second.access() else {
        panic!("two instances may write");
    };
    assert!(reason.contains("another Sightglass"), "{reason}");
    assert_eq!(numbers(&second), [1]);
    let error = insert_number(&second, 2, vec![]).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    second.writer().send(|_| Ok(()));
    assert_eq!(second.writer().take_errors().len(), 1);

    insert_number(&first, 3, vec![]).unwrap();
    assert_eq!(numbers(&second), [1, 3], "the second follows the first");
    let dir = first.dir().to_path_buf();
    first.close().unwrap();
    assert_eq!(numbers(&second), [1, 3]);
    second.close().unwrap();
    let third = Project::open(dir, DEMO).unwrap();
    assert_eq!(third.access(), &Access::ReadWrite);
}

#[test]
fn opening_and_closing_changes_no_content() {
    let (_temp, project) = new_project();
    insert_number(&project, 1, vec![9; 5000]).unwrap();
    let dir = project.dir().to_path_buf();
    project.close().unwrap();
    let database = || contents(&dir).swap_remove(0);
    let before = database();
    assert_eq!(before.0, "project.db");
    Project::open(&dir, DEMO).unwrap().close().unwrap();
    assert_eq!(database(), before);
}

#[test]
fn handles_of_a_closed_project_say_so() {
    let (_temp, project) = new_project();
    let (reader, writer) = (project.reader(), project.writer());
    project.close().unwrap();
    assert!(matches!(reader.pictures(), Err(StoreError::Closed)));
    let error = writer.write(|_| Ok(())).unwrap_err();
    assert!(matches!(error, StoreError::Closed), "{error}");
    writer.send(|_| Ok(()));
    assert!(matches!(writer.take_errors()[..], [StoreError::Closed]));
}
