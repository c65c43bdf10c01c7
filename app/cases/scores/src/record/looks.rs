//! What a model saw on each page. There is one look at a page, the newest.

use store::PictureId;
use store::sql::{self, Connection, OptionalExtension, Transaction, params};

use crate::subject::StoredLook;

/// Keeps a look, in place of the one before. A page that has left the project meanwhile is passed
/// over.
///
/// # Errors
/// What the database says.
pub fn save(
    transaction: &Transaction<'_>,
    picture: PictureId,
    look: &StoredLook,
) -> sql::Result<()> {
    let known = transaction
        .query_row(
            "SELECT 1 FROM pictures WHERE id = ?1",
            [picture],
            |_| Ok(()),
        )
        .optional()?;
    if known.is_none() {
        return Ok(());
    }
    let outcome = serde_json::to_string(&look.outcome).map_err(|cause| {
        let text = sql::types::Type::Text;
        sql::Error::FromSqlConversionFailure(0, text, Box::new(cause))
    })?;
    transaction.execute(
        "INSERT OR REPLACE INTO scores_look (picture_id, model, content, outcome)
         VALUES (?1, ?2, ?3, ?4)",
        params![picture, look.model, look.content, outcome],
    )?;
    Ok(())
}

/// The looks at some pages. One whose text is of another version of the program is as if nobody had
/// looked: then the page can be looked at again.
///
/// # Errors
/// What the database says.
pub fn on_pages(
    connection: &Connection,
    pictures: &[PictureId],
) -> sql::Result<Vec<(PictureId, StoredLook)>> {
    let mut statement = connection
        .prepare_cached("SELECT model, content, outcome FROM scores_look WHERE picture_id = ?1")?;
    let mut looks = Vec::new();
    for picture in pictures {
        let row = statement
            .query_row([picture], |row| {
                let outcome: String = row.get(2)?;
                Ok((row.get(0)?, row.get(1)?, outcome))
            })
            .optional()?;
        let Some((model, content, outcome)) = row else {
            continue;
        };
        if let Ok(outcome) = serde_json::from_str(&outcome) {
            let look = StoredLook {
                model,
                content,
                outcome,
            };
            looks.push((*picture, look));
        }
    }
    Ok(looks)
}

#[cfg(test)]
mod tests {
    use imaging::{Raster, SampleKind};
    use jobs::Work;
    use store::Project;

    use super::*;
    use crate::subject::{FoundSymbol, Look, LookOutcome};

    #[test]
    fn what_was_seen_comes_back_and_goes_with_its_page() {
        let folder = tempfile::tempdir().unwrap();
        let migrations = [crate::record::MIGRATIONS];
        let project = Project::create(folder.path().join("p.sight"), &migrations).unwrap();
        let file = folder.path().join("a.png");
        let raster = Raster::zeroed(8, 8, 1, SampleKind::U8);
        imaging::save_png(&raster, &file).unwrap();
        let writer = project.writer();
        writer.add_pictures(&[file], &Work::detached()).unwrap();
        let page = project.reader().pictures().unwrap()[0].id;
        let symbol = FoundSymbol {
            class: "noteheadBlack".to_owned(),
            box_px: [1.0, 2.0, 3.5, 4.0],
            score: 0.75,
            others: vec![("noteheadHalf".to_owned(), 0.125)],
        };
        let seen = StoredLook {
            model: "m".to_owned(),
            content: Some("abc".to_owned()),
            outcome: LookOutcome::Seen(Look {
                interline_px: 17.5,
                symbols: vec![symbol.clone()],
                candidates: vec![symbol],
                letters: vec![[0.0, 0.0, 1.0, 1.0]],
            }),
        };
        let empty = StoredLook {
            outcome: LookOutcome::WithoutMusic("there are no staves".to_owned()),
            ..seen.clone()
        };
        for look in [empty, seen.clone()] {
            writer
                .write(move |transaction| {
                    save(transaction, PictureId(page.0 + 1), &look)?;
                    Ok(save(transaction, page, &look)?)
                })
                .unwrap();
        }
        let found = || {
            let reader = project.reader();
            let pages = [page, PictureId(page.0 + 1)];
            reader.read(|it| on_pages(it, &pages)).unwrap()
        };
        assert_eq!(found(), [(page, seen)]);
        writer.remove_pictures(&[page]).unwrap();
        assert!(found().is_empty());
    }
}
