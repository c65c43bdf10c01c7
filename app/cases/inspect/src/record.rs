//! The memory of the case: what each model said about each picture.

use std::collections::HashMap;

use insight::Judgement;
use store::sql::{self, Connection, OptionalExtension, Transaction, params};
use store::{CaseMigrations, Migration, PictureId};

use crate::subject::Answer;

/// The tables of the case.
pub const MIGRATIONS: CaseMigrations = CaseMigrations {
    case: crate::ID,
    steps: &[
        Migration {
            name: "results",
            sql: "CREATE TABLE inspect_result (
                  picture_id  INTEGER NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,
                  model       TEXT    NOT NULL,
                  label       TEXT    NOT NULL,
                  class_index INTEGER,
                  confidence  REAL,
                  run_ms      REAL    NOT NULL,
                  provider    TEXT    NOT NULL,
                  PRIMARY KEY (picture_id, model)
              ) STRICT, WITHOUT ROWID;",
        },
        Migration {
            name: "verdicts",
            sql: "ALTER TABLE inspect_result ADD COLUMN detector_bits REAL;
                  ALTER TABLE inspect_result ADD COLUMN threshold_bits REAL;",
        },
    ],
};

/// What a model said about a picture, in short.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The best class, or the shapes of the outputs of a model that is no classifier.
    pub label: String,
    /// The best class's index.
    pub class_index: Option<usize>,
    /// Its probability, from 0 to 1.
    pub confidence: Option<f32>,
    /// How long the model ran.
    pub run_ms: f64,
    /// Where it ran.
    pub provider: String,
    /// What the detector says of the picture; none where it was not calibrated.
    pub verdict: Option<StoredVerdict>,
}

/// What the detector said of a picture.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct StoredVerdict {
    /// The picture's score in bits.
    pub bits: f64,
    /// The threshold at that time, in bits.
    pub threshold_bits: f64,
}

impl StoredVerdict {
    /// What is kept of a judgement.
    #[must_use]
    pub fn of(judgement: &Judgement) -> Self {
        Self {
            bits: judgement.bits,
            threshold_bits: judgement.threshold_bits,
        }
    }

    /// Whether the picture was taken for an attack.
    #[must_use]
    pub fn is_attack(self) -> bool {
        self.bits > self.threshold_bits
    }
}

impl Finding {
    /// The short form of an answer.
    #[must_use]
    pub fn of(answer: &Answer, provider: &str) -> Self {
        let best = answer.classes.first();
        let label = match best {
            Some(best) => best.label.clone(),
            None => answer
                .outputs
                .iter()
                .map(|output| format!("{} {:?}", output.name, output.tensor.shape()))
                .collect::<Vec<_>>()
                .join(", "),
        };
        Self {
            label,
            class_index: best.map(|best| best.index),
            confidence: best
                .map(|best| best.probability)
                .filter(|probability| probability.is_finite()),
            run_ms: answer.run_duration.as_secs_f64() * 1e3,
            provider: provider.to_owned(),
            verdict: None,
        }
    }
}

/// Stores one finding, in place of an earlier one of the same model, whose verdict stays where this
/// one has none. A picture that has left the
/// project in the meantime is passed over.
pub fn save(
    transaction: &Transaction<'_>,
    picture: PictureId,
    model: &str,
    finding: &Finding,
) -> sql::Result<()> {
    let exists = transaction
        .query_row("SELECT 1 FROM pictures WHERE id = ?1", [picture.0], |_| {
            Ok(())
        })
        .optional()?;
    if exists.is_none() {
        return Ok(());
    }
    transaction.execute(
        "INSERT INTO inspect_result
             (picture_id, model, label, class_index, confidence, run_ms, provider,
              detector_bits, threshold_bits)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (picture_id, model) DO UPDATE SET
             label = excluded.label,
             class_index = excluded.class_index,
             confidence = excluded.confidence,
             run_ms = excluded.run_ms,
             provider = excluded.provider,
             detector_bits = COALESCE(excluded.detector_bits, detector_bits),
             threshold_bits = COALESCE(excluded.threshold_bits, threshold_bits)",
        params![
            picture.0,
            model,
            finding.label,
            finding.class_index.map(|index| index as i64),
            finding.confidence,
            finding.run_ms,
            finding.provider,
            finding.verdict.map(|verdict| verdict.bits),
            finding.verdict.map(|verdict| verdict.threshold_bits),
        ],
    )?;
    Ok(())
}

/// Everything that one model said.
pub fn findings(connection: &Connection, model: &str) -> sql::Result<HashMap<PictureId, Finding>> {
    let mut statement = connection.prepare_cached(
        "SELECT picture_id, label, class_index, confidence, run_ms, provider,
                detector_bits, threshold_bits
         FROM inspect_result WHERE model = ?1",
    )?;
    let rows = statement.query_map([model], |row| {
        Ok((
            PictureId(row.get(0)?),
            Finding {
                label: row.get(1)?,
                class_index: row.get::<_, Option<i64>>(2)?.map(|index| index as usize),
                confidence: row.get(3)?,
                run_ms: row.get(4)?,
                provider: row.get(5)?,
                verdict: match (row.get(6)?, row.get(7)?) {
                    (Some(bits), Some(threshold_bits)) => Some(StoredVerdict {
                        bits,
                        threshold_bits,
                    }),
                    _ => None,
                },
            },
        ))
    })?;
    rows.collect()
}
