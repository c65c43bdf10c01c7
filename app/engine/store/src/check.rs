//! What is wrong with a project: its database, and the pictures that it refers to.

use std::fmt;
use std::path::PathBuf;

use imaging::ContentHash;
use jobs::Work;

use crate::error::{Result, StoreError};
use crate::pictures::quiet::Quiet;
use crate::pictures::stored_path;
use crate::project::Project;
use crate::reader::Reader;
use crate::sql;

/// How many faults of the database are listed before the check gives up on it.
const MAX_DATABASE_FAULTS: u32 = 100;

/// One thing that is wrong with a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A page or an index of the database is damaged.
    Database {
        /// What SQLite found.
        detail: String,
    },
    /// A row refers to a row that is not there.
    Reference {
        /// The table that holds the reference.
        table: String,
        /// The table that lacks the row.
        parent: String,
    },
    /// A picture is not where it was.
    PictureMissing {
        /// Where it was.
        path: PathBuf,
    },
    /// A picture could not be read when it was scanned.
    PictureBroken {
        /// The picture.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A picture's content is not what it was when it was scanned.
    PictureChanged {
        /// The picture.
        path: PathBuf,
    },
    /// A picture cannot be opened for comparing its content.
    PictureUnreadable {
        /// The picture.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Database { detail } => write!(
                f,
                "The database is damaged: {detail}. If there is a copy of it, in a backup or in the folder backups, put that in its place"
            ),
            Problem::Reference { table, parent } => write!(
                f,
                "A row of {table} refers to a row of {parent} that is not there"
            ),
            Problem::PictureMissing { path } => write!(
                f,
                "The picture is not there any more. Move it back, or let its new place be searched: {}",
                path.display()
            ),
            Problem::PictureBroken { path, reason } => {
                write!(f, "The picture cannot be read. {reason} {}", path.display())
            }
            Problem::PictureChanged { path } => write!(
                f,
                "The picture was changed after it was added, so results and labels may not fit it: {}",
                path.display()
            ),
            Problem::PictureUnreadable { path, reason } => {
                write!(
                    f,
                    "The picture cannot be compared. {reason} {}",
                    path.display()
                )
            }
        }
    }
}

impl Project {
    /// Lists what is wrong with the database, and the pictures that are missing or broken. The
    /// content of the pictures is not read; [`Project::check_contents`] does that.
    ///
    /// # Errors
    /// When the check itself cannot be done. A damaged database is not an error but a result.
    pub fn check(&self) -> Result<Vec<Problem>> {
        let reader = self.reader();
        let mut problems = database_problems(&reader)?;
        for file in files(&reader)? {
            if !file.path.exists() {
                problems.push(Problem::PictureMissing { path: file.path });
            } else if let Some(reason) = file.reason {
                let path = file.path;
                problems.push(Problem::PictureBroken { path, reason });
            }
        }
        Ok(problems)
    }

    /// Reads every scanned picture again and lists those whose content has changed.
    ///
    /// # Errors
    /// When cancelled, and when the list of pictures cannot be read.
    pub fn check_contents(&self, work: &Work) -> Result<Vec<Problem>> {
        let files = files(&self.reader())?;
        let total = files.len() as u64;
        let hashing = Quiet::within(work);
        let mut problems = Vec::new();
        for (done, file) in (0..).zip(files) {
            work.check()?;
            work.progress(done, total, "comparing pictures");
            let Some(expected) = file.content_hash.filter(|_| file.path.exists()) else {
                continue;
            };
            let path = file.path;
            match imaging::content_hash(&path, &hashing.work) {
                Ok(hash) if hash == expected => {}
                Ok(_) => problems.push(Problem::PictureChanged { path }),
                Err(_) if work.is_cancelled() => return Err(StoreError::Cancelled),
                Err(error) => problems.push(Problem::PictureUnreadable {
                    path,
                    reason: error.fault().to_string(),
                }),
            }
        }
        Ok(problems)
    }
}

fn database_problems(reader: &Reader) -> Result<Vec<Problem>> {
    let found = reader.read(|connection| {
        let mut problems = Vec::new();
        let check = format!("PRAGMA integrity_check({MAX_DATABASE_FAULTS})");
        let mut statement = connection.prepare(&check)?;
        for detail in statement.query_map([], |row| row.get::<_, String>(0))? {
            let detail = detail?;
            if detail != "ok" {
                problems.push(Problem::Database { detail });
            }
        }
        let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
        let references = statement.query_map([], |row| {
            Ok(Problem::Reference {
                table: row.get(0)?,
                parent: row.get(2)?,
            })
        })?;
        for reference in references.take(MAX_DATABASE_FAULTS as usize) {
            problems.push(reference?);
        }
        Ok(problems)
    });
    match found {
        // Damage that keeps SQLite from even checking is the answer to the question.
        Err(StoreError::Corrupted { detail, .. }) => Ok(vec![Problem::Database { detail }]),
        other => other,
    }
}

struct CheckedFile {
    path: PathBuf,
    content_hash: Option<ContentHash>,
    reason: Option<String>,
}

fn files(reader: &Reader) -> Result<Vec<CheckedFile>> {
    let dir = reader.dir().to_path_buf();
    reader.read(|connection| {
        connection
            .prepare("SELECT path, content_hash, reason FROM picture_files ORDER BY id")?
            .query_map([], |row| {
                let stored: String = row.get(0)?;
                let hash: Option<[u8; 32]> = row.get(1)?;
                Ok(CheckedFile {
                    path: stored_path::absolute(&dir, &stored),
                    content_hash: hash.map(ContentHash),
                    reason: row.get(2)?,
                })
            })?
            .collect::<sql::Result<_>>()
    })
}
