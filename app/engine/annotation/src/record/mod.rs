//! The memory: labels and their journal in the project file.

mod append;
mod load;

use serde::de::DeserializeOwned;
use store::{CaseMigrations, Migration};

pub use append::append;
pub use load::{Loaded, edit, load};

use crate::AnnotationError;

/// The tables, which every project has that labels.
pub const MIGRATIONS: CaseMigrations = CaseMigrations {
    case: "annotation",
    steps: &[Migration {
        name: "labels-and-journal",
        sql: include_str!("../sql/0001_annotation.sql"),
    }],
};

fn decoded<T: DeserializeOwned>(what: &str, bytes: &[u8]) -> Result<T, AnnotationError> {
    rmp_serde::from_slice(bytes).map_err(|error| unreadable(what, &error))
}

fn unreadable(what: &str, error: &impl ToString) -> AnnotationError {
    AnnotationError::Unreadable {
        what: what.to_owned(),
        detail: error.to_string(),
    }
}
