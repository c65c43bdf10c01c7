//! Operating points in force: who chose which thresholds, when, for which model and on what data.

use decision::OperatingPoint;
use store::sql::{self, Connection, OptionalExtension, Transaction, params};

use super::unreadable;

/// Puts a point in force. Those before it stay on record.
pub fn add(transaction: &Transaction<'_>, point: &OperatingPoint) -> sql::Result<()> {
    let text = serde_json::to_string(point).map_err(unreadable)?;
    transaction.execute(
        "INSERT INTO quality_operating_point (model, chosen_at, chosen_by, point)
         VALUES (?1, ?2, ?3, ?4)",
        params![
            point.model,
            point.chosen_at.to_string(),
            point.chosen_by,
            text
        ],
    )?;
    Ok(())
}

/// The point that is in force for a model: the one that was chosen last.
pub fn in_force(connection: &Connection, model: &str) -> sql::Result<Option<OperatingPoint>> {
    let mut statement = connection.prepare_cached(
        "SELECT point FROM quality_operating_point WHERE model = ?1 ORDER BY id DESC LIMIT 1",
    )?;
    let text: Option<String> = statement.query_row([model], |row| row.get(0)).optional()?;
    text.map(|text| serde_json::from_str(&text).map_err(unreadable))
        .transpose()
}

#[cfg(test)]
mod tests {
    use decision::{Judging, Rule, Study, StudySettings, Thresholds};
    use jiff::Timestamp;
    use store::Project;

    use super::*;

    #[test]
    fn the_point_that_was_chosen_last_is_in_force() {
        let folder = tempfile::tempdir().unwrap();
        let migrations = [crate::record::MIGRATIONS];
        let project = Project::create(folder.path().join("p.sight"), &migrations).unwrap();
        let study = Study::new(Vec::new(), Vec::new(), StudySettings::default()).unwrap();
        let point = |threshold: f64, by: &str| {
            let rule = Rule::ByHand {
                thresholds: Thresholds::one(threshold),
            };
            let decision = study.decide(&rule, Judging::SameParts).unwrap();
            study.put_in_force(decision, "m", by, Timestamp::UNIX_EPOCH)
        };
        let (first, second) = (point(0.25, "one"), point(0.5, "another"));
        let expected = second.clone();
        project
            .writer()
            .write(move |transaction| {
                add(transaction, &first)?;
                Ok(add(transaction, &second)?)
            })
            .unwrap();
        let reader = project.reader();
        let found = reader.read(|connection| in_force(connection, "m")).unwrap();
        assert_eq!(found, Some(expected));
        assert_eq!(
            reader.read(|connection| in_force(connection, "n")).unwrap(),
            None
        );
    }
}
