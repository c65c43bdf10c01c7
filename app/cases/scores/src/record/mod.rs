//! The memory of music scanning: what a model saw on each page.

pub mod looks;

use store::{CaseMigrations, Migration};

/// The tables of the case.
pub const MIGRATIONS: CaseMigrations = CaseMigrations {
    case: crate::ID,
    steps: &[Migration {
        name: "looks",
        sql: "CREATE TABLE scores_look (
              picture_id INTEGER PRIMARY KEY REFERENCES pictures(id) ON DELETE CASCADE,
              model      TEXT NOT NULL,
              content    TEXT,
              outcome    TEXT NOT NULL
          ) STRICT;",
    }],
};
