//! The pictures of a project: which files they are, what is known of them, and where they went.
//!
//! A picture is one page of a file. The file stays where it is and is never written; the project
//! holds its path, its hash and its size.

mod add;
mod file;
mod listing;
mod natural;
pub(crate) mod quiet;
mod relink;
mod remove;
mod row;
mod scan;
pub(crate) mod stored_path;

pub use add::Added;
pub use listing::{Listing, list_paths};
pub use natural::{natural_key, natural_order};
pub use relink::{RelinkReport, relink_missing};
pub use row::{PictureId, PictureRow, PictureState};
pub use scan::{ScanReport, Twin, scan_pictures};
