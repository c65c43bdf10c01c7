//! The memory of quality control: operating points that were chosen.

use store::{CaseMigrations, Migration};

/// The tables of the case.
pub const MIGRATIONS: CaseMigrations = CaseMigrations {
    case: crate::ID,
    steps: &[Migration {
        name: "operating points",
        sql: "CREATE TABLE quality_operating_point (
              id         INTEGER PRIMARY KEY,
              model      TEXT NOT NULL,
              chosen_at  TEXT NOT NULL,
              chosen_by  TEXT NOT NULL,
              point      TEXT NOT NULL
          ) STRICT;",
    }],
};
