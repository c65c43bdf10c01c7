//! The memory of quality control: what models found on pictures, and operating points in force.

pub mod looks;
pub mod points;

use store::{CaseMigrations, Migration};

/// The table of operating points. Steps that were taken are known by their text, letter by letter.
const OPERATING_POINTS: &str = "CREATE TABLE quality_operating_point (
              id         INTEGER PRIMARY KEY,
              model      TEXT NOT NULL,
              chosen_at  TEXT NOT NULL,
              chosen_by  TEXT NOT NULL,
              point      TEXT NOT NULL
          ) STRICT;";

/// The tables of the case.
pub const MIGRATIONS: CaseMigrations = CaseMigrations {
    case: crate::ID,
    steps: &[
        Migration {
            name: "operating points",
            sql: OPERATING_POINTS,
        },
        Migration {
            name: "looks",
            sql: "CREATE TABLE quality_look (
                  picture_id INTEGER NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,
                  model      TEXT NOT NULL,
                  content    TEXT,
                  findings   TEXT NOT NULL,
                  PRIMARY KEY (picture_id, model)
              ) STRICT, WITHOUT ROWID;",
        },
    ],
};

/// A text of JSON in a table that cannot be read.
fn unreadable(cause: serde_json::Error) -> store::sql::Error {
    let text = store::sql::types::Type::Text;
    store::sql::Error::FromSqlConversionFailure(0, text, Box::new(cause))
}
