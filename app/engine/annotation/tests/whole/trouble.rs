//! Disks that are full, clocks that go back, folders that are moved, and second windows.

use annotation::record;
use annotation::{Labelling, Outbox, PictureId, act};
use jiff::{SignedDuration, Timestamp};
use store::{Project, StoreError};

use crate::support::{class, new_label};

fn opened(project: &Project) -> Labelling {
    let loaded = record::load(&project.reader()).unwrap();
    assert_eq!(loaded.flaws, []);
    Labelling::new(loaded, "tester".to_owned())
}

fn add_class(labelling: &mut Labelling, name: &str, at: Timestamp) -> annotation::Done {
    let document = labelling.document().clone();
    let (_, edit) = act::add_class(&document, class(name), &mut labelling.ids).unwrap();
    labelling.perform(edit, at).unwrap().unwrap()
}

#[test]
fn what_a_full_disk_does_not_take_waits_and_is_written_later() {
    let dir = tempfile::tempdir().unwrap();
    let project = Project::create(dir.path().join("p"), &[record::MIGRATIONS]).unwrap();
    let mut labelling = opened(&project);
    let mut outbox = Outbox::new(project.writer(), || {});
    outbox.push(add_class(&mut labelling, "scratch", Timestamp::now()));
    outbox.settle().unwrap();
    let limit_pages = |more: i64| {
        let limit = move |transaction: &store::sql::Transaction<'_>| {
            let used: i64 = transaction.pragma_query_value(None, "page_count", |row| row.get(0))?;
            transaction.pragma_update(None, "max_page_count", used + more)?;
            Ok(())
        };
        project.writer().write(limit).unwrap();
    };
    limit_pages(2);
    let scratch = labelling.document().class_named("scratch").unwrap().id;
    for picture in 1..=400 {
        let label = new_label(&mut labelling.ids, PictureId(picture), scratch);
        let edit = act::add_labels(labelling.document(), [label]).unwrap();
        let done = labelling.perform(edit, Timestamp::now()).unwrap();
        outbox.push(done.unwrap());
    }
    let error = outbox.settle().unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
    assert!(outbox.is_stopped() && !outbox.is_empty());
    // What the user sees stays, and the disk has all up to the first that it did not take.
    let on_disk = opened(&project).document().labelled_pictures().count();
    assert_eq!(on_disk + outbox.len(), 400);
    limit_pages(100_000);
    outbox.retry();
    outbox.settle().unwrap();
    assert_eq!(opened(&project).document(), labelling.document());
}

#[test]
fn the_order_of_what_was_done_does_not_depend_on_the_clock() {
    let dir = tempfile::tempdir().unwrap();
    let project = Project::create(dir.path().join("p"), &[record::MIGRATIONS]).unwrap();
    let mut labelling = opened(&project);
    let mut outbox = Outbox::new(project.writer(), || {});
    let now = Timestamp::now();
    let year = SignedDuration::from_hours(24 * 365);
    for (name, at) in [
        ("first", now),
        ("second", now - year),
        ("third", now - year * 3),
    ] {
        outbox.push(add_class(&mut labelling, name, at));
    }
    outbox.settle().unwrap();
    let mut again = opened(&project);
    assert_eq!(again.document(), labelling.document());
    let names = |labelling: &Labelling| -> Vec<String> {
        let classes = labelling.document().classes();
        classes.map(|class| class.name.clone()).collect()
    };
    for left in [vec!["first", "second"], vec!["first"], vec![]] {
        loop {
            match again.undo(now).unwrap() {
                annotation::Step::NeedsEdit(id) => {
                    let edit = record::edit(&project.reader(), id).unwrap();
                    again.keep_at_hand(id, edit.into());
                }
                annotation::Step::Done(_) => break,
                annotation::Step::Nothing => panic!("nothing is left to take back"),
            }
        }
        assert_eq!(names(&again), left);
    }
}

#[test]
fn a_second_window_sees_the_labels_of_the_first_and_changes_none() {
    let dir = tempfile::tempdir().unwrap();
    let project = Project::create(dir.path().join("p"), &[record::MIGRATIONS]).unwrap();
    let mut first = opened(&project);
    let mut outbox = Outbox::new(project.writer(), || {});
    outbox.push(add_class(&mut first, "scratch", Timestamp::now()));
    outbox.settle().unwrap();

    let other = Project::open(project.dir(), &[record::MIGRATIONS]).unwrap();
    let mut second = opened(&other);
    assert_eq!(second.document(), first.document());
    let mut refused = Outbox::new(other.writer(), || {});
    refused.push(add_class(&mut second, "bubble", Timestamp::now()));
    let error = refused.settle().unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    assert!(error.to_string().contains("another Sightglass"), "{error}");

    outbox.push(add_class(&mut first, "inclusion", Timestamp::now()));
    outbox.settle().unwrap();
    for project in [&project, &other] {
        assert_eq!(opened(project).document(), first.document());
    }
}

/// An open file goes with its folder on Unix; Windows does not move a folder that is in use.
#[cfg(unix)]
#[test]
fn a_project_that_is_moved_while_it_is_open_keeps_what_is_labelled() {
    let dir = tempfile::tempdir().unwrap();
    let project = Project::create(dir.path().join("from"), &[record::MIGRATIONS]).unwrap();
    let to = dir.path().join("to.sight");
    let mut labelling = opened(&project);
    let mut outbox = Outbox::new(project.writer(), || {});
    outbox.push(add_class(&mut labelling, "scratch", Timestamp::now()));
    outbox.settle().unwrap();
    std::fs::rename(project.dir(), &to).unwrap();
    outbox.push(add_class(&mut labelling, "bubble", Timestamp::now()));
    // Taken or not: what was called saved is there, and what was not waits.
    let is_saved = outbox.settle().is_ok();
    assert_ne!(is_saved, outbox.is_stopped());
    project.close().unwrap();
    let again = Project::open(&to, &[record::MIGRATIONS]).unwrap();
    let classes = opened(&again).document().classes().count();
    assert_eq!(classes, if is_saved { 2 } else { 1 });
}
