//! The project file: SQLite, one writer, migrations, pictures found by hash.
//!
//! A project is a folder `NAME.sight/` with one database in it, and nothing in it is ever unsaved:
//! each change is one transaction that has reached the disk before its caller goes on.
//!
//! - [`Project`] creates, opens and closes the folder. A file that is damaged, foreign or newer
//!   than the program is refused and left as it is; where nothing can be written, or another
//!   instance writes, the project opens read-only and says so.
//! - [`Writer`] is the one thread that changes the project; [`Reader`] is a small pool of
//!   connections that cannot.
//! - [`Migration`]s are how the store and each case get their tables.
//! - Pictures stay where they are: [`list_paths`] finds them, [`Writer::add_pictures`] notes them,
//!   [`scan_pictures`] reads what they are, and [`relink_missing`] finds those that were moved.
//! - [`Thumbnails`] is a cache beside the project file that can be deleted at any time.

mod backup;
mod check;
mod connect;
mod error;
mod folder;
mod header;
mod lock;
mod migrations;
mod network;
mod opening;
mod pictures;
mod project;
mod reader;
mod settings;
mod thumbnails;
mod writer;

pub use rusqlite as sql;

pub use check::Problem;
pub use error::{Result, StoreError};
pub use folder::FOLDER_EXTENSION;
pub use migrations::{CaseMigrations, Migration};
pub use pictures::{
    Added, Listing, PictureId, PictureRow, PictureState, RelinkReport, ScanReport, Twin,
    list_paths, natural_key, natural_order, relink_missing, scan_pictures,
};
pub use project::{Access, Project};
pub use reader::Reader;
pub use thumbnails::{ThumbnailKey, Thumbnails};
pub use writer::Writer;
