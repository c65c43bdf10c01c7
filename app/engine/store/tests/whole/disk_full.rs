//! A full disk is said, and nothing that was committed is lost.

use std::path::Path;

use store::{Access, Project, StoreError};

use crate::respawn;
use crate::support::{DEMO, insert_number, new_project, numbers};

#[test]
fn a_file_that_may_not_grow_refuses_the_change_and_keeps_the_others() {
    let (_temp, project) = new_project();
    insert_number(&project, 1, vec![1; 1000]).unwrap();
    let limit_pages = |project: &Project, pages: i64| {
        let set = project.writer().write(move |transaction| {
            let used: i64 = transaction.pragma_query_value(None, "page_count", |row| row.get(0))?;
            transaction.pragma_update(None, "max_page_count", used + pages)?;
            Ok(())
        });
        set.unwrap();
    };
    limit_pages(&project, 4);
    let error = insert_number(&project, 2, vec![2; 100_000]).unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
    assert!(error.to_string().contains("Free some space"), "{error}");
    assert_eq!(numbers(&project), [1]);
    limit_pages(&project, 100_000);
    insert_number(&project, 2, vec![2; 100_000]).unwrap();
    let dir = project.dir().to_path_buf();
    project.close().unwrap();
    let project = Project::open(dir, DEMO).unwrap();
    assert_eq!(numbers(&project), [1, 2]);
    assert_eq!(project.check().unwrap(), []);
}

/// Runs the child below on a disk of one megabyte, where the system lets users mount one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_refuses_the_change_and_keeps_the_others() {
    let temp = tempfile::tempdir().unwrap();
    let mount = format!(
        "mount -t tmpfs -o size=1m tmpfs '{}' && exec \"$@\"",
        temp.path().display()
    );
    let launcher = ["unshare", "-rm", "sh", "-c", &mount, "sh"];
    if !respawn::can_launch(&launcher) {
        eprintln!("not run: this system lets no user mount a small disk");
        return;
    }
    let name = "disk_full::child_on_a_small_disk";
    let output = respawn::child(&launcher, name, temp.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}"
    );
}

#[test]
#[ignore = "run by the test above on a disk of its own"]
fn child_on_a_small_disk() {
    let Some(disk) = respawn::folder_of_child() else {
        return;
    };
    let dir = disk.join("p.sight");
    let project = Project::create(&dir, DEMO).unwrap();
    let mut kept = Vec::new();
    let error = loop {
        let n = kept.len() as i64 + 1;
        match insert_number(&project, n, vec![n as u8; 20_000]) {
            Ok(()) => kept.push(n),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
    assert!(kept.len() > 5, "{}", kept.len());
    assert_eq!(numbers(&project), kept);
    fill_up(&disk);
    // Closing cannot fold the log away now; what counts is that nothing is lost.
    drop(project);

    let full = Project::open(&dir, DEMO);
    match &full {
        Ok(project) => assert_eq!(numbers(project), kept),
        Err(error) => assert!(
            matches!(
                error,
                StoreError::DiskFull { .. } | StoreError::RecoveryNeedsWriting { .. }
            ),
            "{error}"
        ),
    }
    drop(full);
    let another = Project::create(disk.join("q.sight"), DEMO).unwrap_err();
    assert!(matches!(another, StoreError::DiskFull { .. }), "{another}");

    std::fs::remove_file(disk.join("filling")).unwrap();
    let project = Project::open(&dir, DEMO).unwrap();
    assert_eq!(project.access(), &Access::ReadWrite);
    assert_eq!(numbers(&project), kept);
    assert_eq!(project.check().unwrap(), []);
}

fn fill_up(disk: &Path) {
    use std::io::Write;
    let mut filling = std::fs::File::create(disk.join("filling")).unwrap();
    while filling.write_all(&[0; 512]).is_ok() {}
}
