//! An open project: its folder, the right to write it or the reason why not, and its handles.

use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::folder;
use crate::lock::InstanceLock;
use crate::migrations::CaseMigrations;
use crate::opening::{self, Mode, Opened};
use crate::reader::Reader;
use crate::thumbnails::Thumbnails;
use crate::writer::{Writer, WriterThread};

/// Whether a project can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// This instance holds the project's lock.
    ReadWrite,
    /// The project can be looked at only.
    ReadOnly {
        /// Why, as the end of a sentence that says "because".
        reason: String,
    },
}

impl Access {
    /// Whether the project can be changed.
    pub fn can_write(&self) -> bool {
        matches!(self, Access::ReadWrite)
    }
}

/// An open project. Dropping it closes it: what is in the writer's queue is committed, the log is
/// folded into the one file, and the lock is given up.
#[derive(Debug)]
pub struct Project {
    dir: PathBuf,
    access: Access,
    reader: Reader,
    writer: Writer,
    thumbnails: Thumbnails,
    writer_thread: Option<WriterThread>,
    lock: Option<InstanceLock>,
}

impl Project {
    /// Creates a project in a folder that is new or empty, and opens it. The folder's name gets the
    /// ending `.sight` if it has none.
    ///
    /// # Errors
    /// When there is a project or something else in the folder, or it cannot be written. Nothing is
    /// left behind then.
    pub fn create(dir: impl AsRef<Path>, cases: &[CaseMigrations]) -> Result<Project> {
        Project::from_opened(opening::create(dir.as_ref(), None, cases)?)
    }

    /// Creates a project in another folder that holds what this one does, with every change that was
    /// handed to its writer before. This one stays as it is.
    ///
    /// # Errors
    /// As [`Project::create`], and when this project cannot be read.
    pub fn copy_to(&self, dir: impl AsRef<Path>, cases: &[CaseMigrations]) -> Result<Project> {
        if self.access.can_write() {
            // Orders are carried out in turn: once this one is, those before it are.
            self.writer.write(|_| Ok(()))?;
        }
        let database = self.dir.join(folder::DATABASE);
        Project::from_opened(opening::create(dir.as_ref(), Some(&database), cases)?)
    }

    /// Opens a project by its folder, by the `project.db` in it, or by the folder's name without
    /// its ending.
    ///
    /// The project is open read-only where another instance has it open, or where nothing can be
    /// written; [`Project::access`] says why. A project of an older version is brought up to date,
    /// after a copy of its database was kept in its folder `backups`.
    ///
    /// # Errors
    /// When there is no project, when it is damaged, and when it holds anything that this program
    /// does not know: then it is left untouched.
    pub fn open(dir: impl AsRef<Path>, cases: &[CaseMigrations]) -> Result<Project> {
        Project::from_opened(opening::open(dir.as_ref(), cases)?)
    }

    fn from_opened(opened: Opened) -> Result<Project> {
        let access = opened.access();
        let Opened { dir, sharing, mode } = opened;
        let reader = Reader::new(dir.clone(), sharing);
        let thumbnails = Thumbnails::open(&dir.join(folder::THUMBNAILS), access.can_write())?;
        let (writer, writer_thread, lock) = match mode {
            Mode::ReadWrite { lock, connection } => {
                let (writer, thread) = Writer::start(dir.clone(), connection, reader.revisions())?;
                (writer, Some(thread), Some(lock))
            }
            Mode::ReadOnly { reason } => (Writer::refusing(dir.clone(), reason), None, None),
        };
        tracing::info!(dir = %dir.display(), ?access, "project open");
        Ok(Project {
            dir,
            access,
            reader,
            writer,
            thumbnails,
            writer_thread,
            lock,
        })
    }

    /// Whether the project can be changed, and if not, why.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// The project folder: absolute, with symbolic links resolved.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The project's name, which is its folder's without the ending.
    pub fn name(&self) -> String {
        folder::display_name(&self.dir)
    }

    /// The handle for reading. Clones share a small pool of connections.
    pub fn reader(&self) -> Reader {
        self.reader.clone()
    }

    /// The handle for writing. In a read-only project every write answers with the reason.
    pub fn writer(&self) -> Writer {
        self.writer.clone()
    }

    /// The cache of small pictures.
    pub fn thumbnails(&self) -> Thumbnails {
        self.thumbnails.clone()
    }

    /// Closes the project and says whether that went well. Handles that are still around answer
    /// [`StoreError::Closed`](crate::StoreError::Closed) from then on.
    ///
    /// # Errors
    /// When the log could not be folded into the file. Nothing is lost then: the next opening does
    /// it.
    pub fn close(mut self) -> Result<()> {
        self.shut_down()
    }

    fn shut_down(&mut self) -> Result<()> {
        // The readers go first, so that the writer is the last one and can fold the log away.
        self.reader.close();
        self.thumbnails.close();
        let outcome = self.writer_thread.take().map_or(Ok(()), WriterThread::stop);
        self.lock = None;
        outcome
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        if let Err(error) = self.shut_down() {
            tracing::warn!(%error, "the project was not closed completely");
        }
    }
}
