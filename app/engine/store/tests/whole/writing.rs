//! Changes: whole or not at all, in order, and reported where nobody waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use serde_json::{Value, json};
use store::StoreError;

use crate::support::{insert_number, new_project, numbers};

#[test]
fn a_change_that_fails_or_panics_leaves_nothing() {
    let (_temp, project) = new_project();
    let writer = project.writer();
    let failed = writer
        .write(|transaction| -> store::Result<()> {
            transaction.execute("INSERT INTO numbers VALUES (1, x'')", [])?;
            Err(StoreError::Other("on second thought".into()))
        })
        .unwrap_err();
    assert_eq!(failed.to_string(), "on second thought");
    let panicked = writer
        .write(|transaction| -> store::Result<()> {
            transaction.execute("INSERT INTO numbers VALUES (2, x'')", [])?;
            panic!("dropped the {}", "tray");
        })
        .unwrap_err();
    assert!(
        matches!(&panicked, StoreError::WritePanicked { message } if message == "dropped the tray"),
        "{panicked}"
    );
    insert_number(&project, 3, vec![]).unwrap();
    assert_eq!(numbers(&project), [3]);
}

#[test]
fn what_is_sent_comes_in_order_and_its_errors_are_kept() {
    let (_temp, project) = new_project();
    let writer = project.writer();
    for n in [1_i64, 2, 1, 3] {
        writer.send(move |transaction| {
            transaction.execute("INSERT INTO numbers VALUES (?1, x'')", [n])?;
            Ok(())
        });
    }
    writer.write(|_| Ok(())).unwrap();
    assert_eq!(numbers(&project), [1, 2, 3]);
    assert!(matches!(writer.take_errors()[..], [StoreError::Sql(_)]));
    assert_eq!(writer.take_errors().len(), 0, "each is given out once");
}

#[test]
fn a_full_queue_refuses_and_does_not_block() {
    let (_temp, project) = new_project();
    let writer = project.writer();
    let go_on = Arc::new(AtomicBool::new(false));
    let signal = Arc::clone(&go_on);
    writer.send(move |_| {
        while !signal.load(Ordering::Acquire) {
            thread::yield_now();
        }
        Ok(())
    });
    for _ in 0..2000 {
        writer.send(|_| Ok(()));
    }
    go_on.store(true, Ordering::Release);
    let errors = writer.take_errors();
    assert!(errors.len() > 900, "{}", errors.len());
    assert!(matches!(errors[0], StoreError::QueueFull));
    insert_number(&project, 1, vec![]).unwrap();
}

#[test]
fn a_write_inside_a_write_is_refused_instead_of_waiting_for_itself() {
    let (_temp, project) = new_project();
    let inner = project.writer();
    let error = project
        .writer()
        .write(move |_| inner.write(|_| Ok(())))
        .unwrap_err();
    assert!(matches!(error, StoreError::NestedWrite), "{error}");
}

#[test]
fn writes_happen_on_the_one_named_thread() {
    let (_temp, project) = new_project();
    let name = project
        .writer()
        .write(|_| Ok(thread::current().name().map(str::to_owned)));
    assert_eq!(name.unwrap().as_deref(), Some("store-writer"));
}

#[test]
fn readers_see_one_state_and_cannot_write() {
    let (_temp, project) = new_project();
    insert_number(&project, 1, vec![]).unwrap();
    let reader = project.reader();
    let revision = reader.revision();
    let count = "SELECT count(*) FROM numbers";
    let (before, after): (i64, i64) = reader
        .read(|connection| {
            let before = connection.query_row(count, [], |row| row.get(0))?;
            insert_number(&project, 2, vec![]).unwrap();
            Ok((before, connection.query_row(count, [], |row| row.get(0))?))
        })
        .unwrap();
    assert_eq!((before, after), (1, 1));
    assert!(reader.revision() > revision);
    assert_eq!(numbers(&project), [1, 2]);
    let refused = reader.read(|c| c.execute("DELETE FROM numbers", []));
    assert!(
        matches!(refused, Err(StoreError::ReadOnly { .. })),
        "{refused:?}"
    );
}

#[test]
fn many_threads_write_and_read_at_once() {
    let (_temp, project) = new_project();
    thread::scope(|scope| {
        for worker in 0..8_i64 {
            let project = &project;
            scope.spawn(move || {
                for step in 0..25 {
                    insert_number(project, worker * 100 + step, vec![0; 100]).unwrap();
                    assert!(!numbers(project).is_empty());
                }
            });
        }
    });
    assert_eq!(numbers(&project).len(), 200);
}

#[test]
fn settings_are_kept_as_json() {
    let (_temp, project) = new_project();
    let (reader, writer) = (project.reader(), project.writer());
    assert_eq!(reader.setting::<Value>("open").unwrap(), None);
    writer.set_setting("open", &json!({"picture": 7})).unwrap();
    writer.set_setting("open", &json!({"picture": 8})).unwrap();
    writer.send_setting("zoom", &1.5).unwrap();
    writer.set_setting("名", "导管").unwrap();
    assert_eq!(
        reader.setting::<Value>("open").unwrap(),
        Some(json!({"picture": 8}))
    );
    assert_eq!(reader.setting::<f64>("zoom").unwrap(), Some(1.5));
    assert_eq!(reader.setting::<String>("名").unwrap().unwrap(), "导管");
    let error = reader.setting::<i64>("open").unwrap_err();
    assert!(matches!(error, StoreError::Setting { .. }), "{error}");
}
