//! A picture as the project knows it, and the queries that give it.

use std::path::{Path, PathBuf};

use imaging::ContentHash;

use super::stored_path;
use crate::error::Result;
use crate::reader::Reader;
use crate::sql::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use crate::sql::{self, OptionalExtension, Row};

/// The number of a picture in its project; never given to another picture.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct PictureId(pub i64);

impl ToSql for PictureId {
    fn to_sql(&self) -> sql::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for PictureId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(PictureId)
    }
}

/// What is known of a picture's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureState {
    /// Added, but not read yet.
    Listed,
    /// Read: its hash and size are known.
    Ready,
    /// Not where it was when it was last looked for.
    Missing,
    /// There, but it cannot be read; carries the reason as a sentence.
    Broken(String),
}

/// One picture, which is one page of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureRow {
    /// The picture's number.
    pub id: PictureId,
    /// Where the file is now: absolute.
    pub path: PathBuf,
    /// The path as the project holds it, with forward slashes: relative to the project folder
    /// where both lie under one folder, absolute otherwise.
    pub relative: String,
    /// The page in the file, from 1.
    pub page: u32,
    /// How many pages the file has; 1 until it was read.
    pub page_count: u32,
    /// The length of the file.
    pub byte_len: u64,
    /// The hash of the file, once it was read.
    pub content_hash: Option<ContentHash>,
    /// The width as displayed, once the file was read.
    pub width_px: Option<u32>,
    /// The height as displayed, once the file was read.
    pub height_px: Option<u32>,
    /// The EXIF orientation (1 to 8) that the size as displayed honours, once the file was read.
    pub orientation: Option<u8>,
    /// What is known of the file.
    pub state: PictureState,
    /// When it was added.
    pub added_at: jiff::Timestamp,
}

const SELECT: &str = "
    SELECT p.id, f.path, p.page, f.page_count, f.byte_len, f.content_hash,
           p.width_px, p.height_px, p.orientation, f.state, f.reason, p.problem, f.added_at_ms
    FROM pictures AS p JOIN picture_files AS f ON f.id = p.file_id";

impl Reader {
    /// All pictures in the order in which their files were added, the pages of a file together.
    ///
    /// # Errors
    /// When the project cannot be read.
    pub fn pictures(&self) -> Result<Vec<PictureRow>> {
        self.read(|connection| {
            connection
                .prepare_cached(&format!("{SELECT} ORDER BY f.id, p.page"))?
                .query_map([], |row| from_row(self.dir(), row))?
                .collect::<sql::Result<_>>()
        })
    }

    /// One picture, or `None` where it was removed.
    ///
    /// # Errors
    /// When the project cannot be read.
    pub fn picture(&self, id: PictureId) -> Result<Option<PictureRow>> {
        self.read(|connection| {
            connection
                .prepare_cached(&format!("{SELECT} WHERE p.id = ?1"))?
                .query_row([id], |row| from_row(self.dir(), row))
                .optional()
        })
    }

    /// How many pictures the project has, pages counted singly.
    ///
    /// # Errors
    /// When the project cannot be read.
    pub fn picture_count(&self) -> Result<u64> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT count(*) FROM pictures")?
                .query_row([], |row| row.get::<_, i64>(0).map(i64::unsigned_abs))
        })
    }
}

fn from_row(dir: &Path, row: &Row<'_>) -> sql::Result<PictureRow> {
    let relative: String = row.get(1)?;
    let hash: Option<[u8; 32]> = row.get(5)?;
    let state: String = row.get(9)?;
    let state = match state.as_str() {
        "missing" => PictureState::Missing,
        "broken" => PictureState::Broken(row.get(10)?),
        "ready" => row
            .get::<_, Option<String>>(11)?
            .map_or(PictureState::Ready, PictureState::Broken),
        _ => PictureState::Listed,
    };
    Ok(PictureRow {
        id: row.get(0)?,
        path: stored_path::absolute(dir, &relative),
        relative,
        page: row.get(2)?,
        page_count: row.get(3)?,
        byte_len: row.get::<_, i64>(4)?.unsigned_abs(),
        content_hash: hash.map(ContentHash),
        width_px: row.get(6)?,
        height_px: row.get(7)?,
        orientation: row.get(8)?,
        state,
        added_at: jiff::Timestamp::from_millisecond(row.get(12)?).unwrap_or_default(),
    })
}
