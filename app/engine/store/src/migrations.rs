//! How the project file gets its tables: forward-only steps, recorded by name and checksum.
//!
//! The store has steps of its own, and each case brings more. Every step runs in one transaction
//! together with its record, so that a step is there with all its effects or not at all.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::{Result, StoreError};
use crate::header;
use crate::sql::{self, Connection, TransactionBehavior};

/// One forward-only step of a file's tables. A step that was published never changes again: what
/// it did is undone or extended by a later step.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// A short name, unique in its case, as `results-of-runs`.
    pub name: &'static str,
    /// The statements, run in one transaction. They must not begin or end one themselves.
    pub sql: &'static str,
}

/// The steps of one case, in the order in which they are applied.
#[derive(Debug, Clone, Copy)]
pub struct CaseMigrations {
    /// The case's name, which stands in the file for as long as its tables do.
    pub case: &'static str,
    /// The steps; new ones are added at the end.
    pub steps: &'static [Migration],
}

/// The tables that every project has.
const STORE: CaseMigrations = CaseMigrations {
    case: "store",
    steps: &[Migration {
        name: "pictures-and-settings",
        sql: include_str!("sql/0001_pictures_and_settings.sql"),
    }],
};

const CREATE_RECORD: &str = "
    CREATE TABLE migrations (
        owner         TEXT NOT NULL,
        step          INTEGER NOT NULL CHECK (step >= 1),
        name          TEXT NOT NULL,
        checksum      TEXT NOT NULL,
        applied_at_ms INTEGER NOT NULL,
        PRIMARY KEY (owner, step)
    ) STRICT, WITHOUT ROWID";

/// The file format that this program writes: the number of the store's own steps.
pub(crate) fn format_version() -> i64 {
    STORE.steps.len() as i64
}

/// A step that a file does not have yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PendingStep {
    owner: &'static str,
    /// Counts from 1 within the owner.
    step: i64,
    migration: Migration,
}

/// Puts the empty record of steps into a new file.
pub(crate) fn create_record(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "application_id", header::APPLICATION_ID)?;
    connection.execute_batch(CREATE_RECORD)?;
    Ok(())
}

/// Compares the file with the steps that this program has, and says which are still to be applied.
///
/// # Errors
/// The file is refused when it holds a step that this program does not have, or has otherwise.
pub(crate) fn plan(
    connection: &Connection,
    file: &Path,
    cases: &[CaseMigrations],
) -> Result<Vec<PendingStep>> {
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    header::check_version(file, version)?;
    if !connection.table_exists(None, "migrations")? {
        return Err(StoreError::Corrupted {
            file: file.to_path_buf(),
            detail: "its record of migrations is missing".to_owned(),
        });
    }
    let known = || std::iter::once(&STORE).chain(cases);
    let mut applied_steps = vec![0_usize; cases.len() + 1];
    for record in read_record(connection)? {
        let owner = known().position(|owner| owner.case == record.owner);
        let step = owner.and_then(|index| {
            applied_steps[index] += 1;
            known().nth(index)?.steps.get(applied_steps[index] - 1)
        });
        match step {
            Some(step) if step.name == record.name && checksum(step.sql) == record.checksum => {}
            Some(step) if step.name == record.name => {
                return Err(StoreError::ChangedMigration {
                    file: file.to_path_buf(),
                    owner: record.owner,
                    name: record.name,
                });
            }
            _ => {
                return Err(StoreError::UnknownMigration {
                    file: file.to_path_buf(),
                    owner: record.owner,
                    name: record.name,
                });
            }
        }
    }
    let pending = known().zip(applied_steps).flat_map(|(owner, applied)| {
        let steps = owner.steps.iter().enumerate().skip(applied);
        steps.map(|(index, migration)| PendingStep {
            owner: owner.case,
            step: index as i64 + 1,
            migration: *migration,
        })
    });
    Ok(pending.collect())
}

/// Applies the steps one by one, each in one transaction with its record.
pub(crate) fn apply(
    connection: &mut Connection,
    file: &Path,
    pending: &[PendingStep],
) -> Result<()> {
    // A step may rebuild a table that others refer to; the references are checked before it counts.
    connection.pragma_update(None, "foreign_keys", false)?;
    for step in pending {
        apply_step(connection, step).map_err(|error| match error.located(file) {
            StoreError::Sql(cause) => StoreError::MigrationFailed {
                file: file.to_path_buf(),
                owner: step.owner.to_owned(),
                name: step.migration.name.to_owned(),
                cause: cause.to_string(),
            },
            other => other,
        })?;
        tracing::info!(
            owner = step.owner,
            name = step.migration.name,
            "migration applied"
        );
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

fn apply_step(connection: &mut Connection, step: &PendingStep) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(step.migration.sql)?;
    transaction.execute(
        "INSERT INTO migrations (owner, step, name, checksum, applied_at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        sql::params![
            step.owner,
            step.step,
            step.migration.name,
            checksum(step.migration.sql),
            jiff::Timestamp::now().as_millisecond(),
        ],
    )?;
    if step.owner == STORE.case {
        transaction.pragma_update(None, "user_version", step.step)?;
    }
    let broken_references: i64 =
        transaction.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })?;
    if broken_references > 0 {
        let message = format!("{broken_references} rows would refer to rows that are not there");
        return Err(sql::Error::SqliteFailure(
            sql::ffi::Error::new(sql::ffi::SQLITE_CONSTRAINT_FOREIGNKEY),
            Some(message),
        )
        .into());
    }
    transaction.commit()?;
    Ok(())
}

/// One applied step as the file records it.
struct Record {
    owner: String,
    name: String,
    checksum: String,
}

fn read_record(connection: &Connection) -> Result<Vec<Record>> {
    let mut statement =
        connection.prepare("SELECT owner, name, checksum FROM migrations ORDER BY owner, step")?;
    let records = statement.query_map([], |row| {
        Ok(Record {
            owner: row.get(0)?,
            name: row.get(1)?,
            checksum: row.get(2)?,
        })
    })?;
    Ok(records.collect::<sql::Result<_>>()?)
}

/// SHA-256 of a step's text in hexadecimal, the same however a checkout ends its lines.
fn checksum(text: &str) -> String {
    let mut hash = Sha256::new();
    for line in text.lines() {
        hash.update(line.trim_end().as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const ONE: Migration = Migration {
        name: "one",
        sql: "CREATE TABLE one (a INTEGER)",
    };
    const TWO: Migration = Migration {
        name: "two",
        sql: "ALTER TABLE one ADD COLUMN b INTEGER;\nINSERT INTO one VALUES (1, 2);",
    };

    fn case(steps: &'static [Migration]) -> [CaseMigrations; 1] {
        [CaseMigrations {
            case: "demo",
            steps,
        }]
    }

    fn new_file() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        create_record(&connection).unwrap();
        connection
    }

    fn bring_up(connection: &mut Connection, cases: &[CaseMigrations]) -> Result<usize> {
        let file = Path::new("project.db");
        let pending = plan(connection, file, cases)?;
        apply(connection, file, &pending)?;
        Ok(pending.len())
    }

    #[test]
    fn steps_are_applied_once_and_in_order() {
        let mut connection = new_file();
        assert_eq!(bring_up(&mut connection, &case(&[ONE])).unwrap(), 2);
        assert_eq!(bring_up(&mut connection, &case(&[ONE])).unwrap(), 0);
        assert_eq!(bring_up(&mut connection, &case(&[ONE, TWO])).unwrap(), 1);
        let sum: i64 = connection
            .query_row("SELECT a + b FROM one", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sum, 3);
    }

    #[test]
    fn unknown_and_changed_steps_are_refused() {
        let mut connection = new_file();
        bring_up(&mut connection, &case(&[ONE, TWO])).unwrap();
        let older = bring_up(&mut connection, &case(&[ONE])).unwrap_err();
        assert!(
            matches!(&older, StoreError::UnknownMigration { owner, name, .. }
                if owner == "demo" && name == "two"),
            "{older}"
        );
        let without = bring_up(&mut connection, &[]).unwrap_err();
        assert!(matches!(without, StoreError::UnknownMigration { .. }));
        const OTHER_ONE: Migration = Migration {
            name: "one",
            sql: "CREATE TABLE one (z TEXT)",
        };
        let changed = bring_up(&mut connection, &case(&[OTHER_ONE, TWO])).unwrap_err();
        assert!(matches!(changed, StoreError::ChangedMigration { .. }));
    }

    #[test]
    fn a_failing_step_leaves_nothing_and_keeps_the_steps_before() {
        let mut connection = new_file();
        const BAD: Migration = Migration {
            name: "bad",
            sql: "CREATE TABLE half (a INTEGER); INSERT INTO nowhere VALUES (1)",
        };
        let error = bring_up(&mut connection, &case(&[ONE, BAD])).unwrap_err();
        assert!(error.to_string().contains("bad"), "{error}");
        let tables: i64 = connection
            .query_row(
                "SELECT count(*) FROM sqlite_schema WHERE name IN ('one', 'half')",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(tables, 1);
        assert_eq!(bring_up(&mut connection, &case(&[ONE, TWO])).unwrap(), 1);
    }

    #[test]
    fn a_step_that_breaks_references_is_refused() {
        let mut connection = new_file();
        const ORPHAN: Migration = Migration {
            name: "orphan",
            sql: "CREATE TABLE child (p INTEGER REFERENCES pictures (id));
                  INSERT INTO child VALUES (99)",
        };
        let error = bring_up(&mut connection, &case(&[ORPHAN])).unwrap_err();
        assert!(
            matches!(error, StoreError::MigrationFailed { .. }),
            "{error}"
        );
    }

    #[test]
    fn the_checksum_does_not_depend_on_line_endings() {
        assert_eq!(checksum("a;\nb;\n"), checksum("a;\r\nb;"));
        assert_ne!(checksum("a;\nb;\n"), checksum("a;\nc;\n"));
    }
}
