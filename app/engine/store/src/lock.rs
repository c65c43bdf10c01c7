//! The lock that lets one instance of the program write a project, and tells the others who it is.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::Path;

use crate::folder;

/// The right to write a project; given up when dropped, and by the system when the process dies.
#[derive(Debug)]
pub(crate) struct InstanceLock {
    file: File,
}

impl InstanceLock {
    /// Notes in the lock file who holds it. That is for people only: the lock stands without it.
    pub(crate) fn announce(&mut self) {
        if let Err(error) = write_holder(&mut self.file) {
            tracing::debug!(%error, "the holder of the project lock could not be noted");
        }
    }
}

/// What came of asking for the lock.
#[derive(Debug)]
pub(crate) enum LockOutcome {
    /// This instance may write.
    Held(InstanceLock),
    /// Another instance has the project open. Carries the reason in words.
    Taken(String),
    /// Nothing can be written in the folder. Carries the reason in words.
    Unwritable(String),
}

/// Asks for the lock of the project in `dir`, without waiting.
///
/// The file is left behind on closing, because deleting a lock file races with the next instance.
pub(crate) fn acquire(dir: &Path) -> LockOutcome {
    let path = dir.join(folder::LOCK);
    let opened = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path);
    let mut file = match opened {
        Ok(file) => file,
        Err(error) => return LockOutcome::Unwritable(unwritable_reason(&error)),
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return LockOutcome::Taken(taken_reason(&mut file)),
        Err(TryLockError::Error(error)) => {
            return LockOutcome::Unwritable(format!(
                "this file system cannot lock files ({error})"
            ));
        }
    }
    LockOutcome::Held(InstanceLock { file })
}

/// Why a folder or file cannot be written, as the end of "because ...".
pub(crate) fn unwritable_reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => "you may not write in its folder".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "its disk is read-only".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        _ => format!("its folder cannot be written ({error})"),
    }
}

fn write_holder(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(
        file,
        "process {} since {}",
        std::process::id(),
        jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M UTC")
    )
}

/// Names the holder where its note can be read, which Windows does not allow while it is locked.
fn taken_reason(file: &mut File) -> String {
    let mut holder = String::new();
    let known = file.rewind().is_ok() && file.read_to_string(&mut holder).is_ok();
    match holder.trim() {
        note if known && !note.is_empty() => {
            format!("another Sightglass has it open ({note})")
        }
        _ => "another Sightglass has it open".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_second_asker_is_told_who_holds_the_lock_until_it_is_dropped() {
        let temp = tempfile::tempdir().unwrap();
        let LockOutcome::Held(mut first) = acquire(temp.path()) else {
            panic!("the first asker gets the lock");
        };
        first.announce();
        let LockOutcome::Taken(reason) = acquire(temp.path()) else {
            panic!("the second asker does not");
        };
        if !cfg!(windows) {
            let process = format!("process {}", std::process::id());
            assert!(reason.contains(&process), "{reason}");
        }
        drop(first);
        assert!(matches!(acquire(temp.path()), LockOutcome::Held(_)));
    }

    #[test]
    fn a_folder_that_is_not_there_is_unwritable() {
        let temp = tempfile::tempdir().unwrap();
        let outcome = acquire(&temp.path().join("gone"));
        assert!(matches!(outcome, LockOutcome::Unwritable(_)));
    }
}
