//! What a model found on each picture.

use store::sql::{self, Connection, OptionalExtension, Row, Transaction, params};
use store::{PictureId, Writer};

use super::unreadable;
use crate::subject::Look;

/// Keeps what a model found on a picture, in place of what it found there before. A picture that has
/// left the project meanwhile is passed over.
pub fn save(transaction: &Transaction<'_>, model: &str, look: &Look) -> sql::Result<()> {
    let known = transaction
        .query_row(
            "SELECT 1 FROM pictures WHERE id = ?1",
            [look.picture.0],
            |_| Ok(()),
        )
        .optional()?;
    if known.is_none() {
        return Ok(());
    }
    let sightings = serde_json::to_string(&look.sightings).map_err(unreadable)?;
    transaction.execute(
        "INSERT OR REPLACE INTO quality_look (picture_id, model, content, findings)
         VALUES (?1, ?2, ?3, ?4)",
        params![look.picture.0, model, look.content, sightings],
    )?;
    Ok(())
}

/// Keeps several looks as one change, and waits until they are on the disk.
pub fn save_all(writer: &Writer, model: &str, looks: &[Look]) -> store::Result<()> {
    let (model, looks) = (model.to_owned(), looks.to_vec());
    writer.write(move |transaction| {
        for look in &looks {
            save(transaction, &model, look)?;
        }
        Ok(())
    })
}

/// What a model found on some pictures, as far as it has looked at them.
pub fn on_pictures(
    connection: &Connection,
    model: &str,
    pictures: &[PictureId],
) -> sql::Result<Vec<Look>> {
    let mut statement = connection.prepare_cached(
        "SELECT picture_id, content, findings FROM quality_look
         WHERE model = ?1 AND picture_id = ?2",
    )?;
    let mut looks = Vec::new();
    for picture in pictures {
        let found = statement
            .query_row(params![model, picture.0], look)
            .optional()?;
        looks.extend(found.flatten());
    }
    Ok(looks)
}

/// Everything that a model found, picture by picture.
pub fn of_model(connection: &Connection, model: &str) -> sql::Result<Vec<Look>> {
    let mut statement = connection.prepare_cached(
        "SELECT picture_id, content, findings FROM quality_look
         WHERE model = ?1 ORDER BY picture_id",
    )?;
    let rows = statement.query_map([model], look)?;
    rows.filter_map(Result::transpose).collect()
}

/// A look; none where its text is of another version of the program: then it is as if the model had
/// not looked, and it can look again.
fn look(row: &Row<'_>) -> sql::Result<Option<Look>> {
    let sightings: String = row.get(2)?;
    let picture = PictureId(row.get(0)?);
    let content = row.get(1)?;
    Ok(serde_json::from_str(&sightings).ok().map(|sightings| Look {
        picture,
        content,
        sightings,
    }))
}

#[cfg(test)]
mod tests {
    use imaging::{Raster, SampleKind};
    use jobs::Work;
    use shapes::{Point, Shape};
    use store::Project;

    use super::*;
    use crate::subject::{SeenThing, Sighting};

    #[test]
    fn what_was_found_comes_back_and_goes_with_its_picture() {
        let folder = tempfile::tempdir().unwrap();
        let migrations = [crate::record::MIGRATIONS];
        let project = Project::create(folder.path().join("p.sight"), &migrations).unwrap();
        let file = folder.path().join("a.png");
        let raster = Raster::zeroed(8, 8, 1, SampleKind::U8);
        imaging::save_png(&raster, &file).unwrap();
        project
            .writer()
            .add_pictures(&[file], &Work::detached())
            .unwrap();
        let known = project.reader().pictures().unwrap()[0].id;
        let look = |picture| Look {
            picture,
            content: Some("abc".to_owned()),
            sightings: vec![Sighting {
                class: "bubble".to_owned(),
                score: 0.25,
                trust: 0.75,
                thing: Some(SeenThing {
                    number: 2,
                    class: "inclusion".to_owned(),
                }),
                shape: Shape::Point(Point::new(3.0, 4.0)),
            }],
        };
        let (first, gone) = (look(known), look(PictureId(known.0 + 1)));
        let written = first.clone();
        project
            .writer()
            .write(move |transaction| {
                save(transaction, "m", &gone)?;
                save(transaction, "m", &written)?;
                Ok(save(transaction, "m", &written)?)
            })
            .unwrap();
        let found = |model: &'static str| {
            let reader = project.reader();
            reader
                .read(|connection| of_model(connection, model))
                .unwrap()
        };
        assert_eq!(found("m"), [first]);
        assert!(found("other").is_empty());
        let some = project
            .reader()
            .read(|connection| on_pictures(connection, "m", &[known, PictureId(99)]))
            .unwrap();
        assert_eq!(some, found("m"));
        project.writer().remove_pictures(&[known]).unwrap();
        assert!(found("m").is_empty());
    }
}
