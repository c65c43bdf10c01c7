//! What the rules need that no document holds: files, sizes, and what the pixels show.

use std::collections::HashMap;
use std::sync::Arc;

use annotation::{Document, Label, PictureId, SeriesId};
use jobs::Work;
use propagation::{Part, Shots, find_part};
use review::{Finding, Surroundings, cut_edges};
use shapes::{PictureSize, PixelRect};
use store::PictureRow;

use super::film::{Film, files_of, turned_rad};

/// What is known of the pictures, and of the parts that series show.
#[derive(Default)]
pub struct Around {
    pictures: HashMap<PictureId, (Option<PictureSize>, Option<String>)>,
    /// None for a series in which no part was found.
    parts: HashMap<SeriesId, Option<Part>>,
}

impl Around {
    /// Takes up the pictures of the project.
    pub fn set_pictures(&mut self, rows: &[PictureRow]) {
        let of_row = |row: &PictureRow| {
            let size = row.width_px.zip(row.height_px);
            let size = size.map(|(width_px, height_px)| PictureSize {
                width_px,
                height_px,
            });
            let content = row.content_hash.map(|hash| hash.to_string());
            (row.id, (size, content))
        };
        self.pictures = rows.iter().map(of_row).collect();
    }

    /// Whether the part of a series was looked for.
    pub fn has_part(&self, series: SeriesId) -> bool {
        self.parts.contains_key(&series)
    }

    /// Takes up what was found of a series' part.
    pub fn set_part(&mut self, series: SeriesId, part: Option<Part>) {
        self.parts.insert(series, part);
    }
}

impl Surroundings for Around {
    fn picture_size(&self, picture: PictureId) -> Option<PictureSize> {
        self.pictures.get(&picture)?.0
    }

    fn content(&self, picture: PictureId) -> Option<String> {
        self.pictures.get(&picture)?.1.clone()
    }

    fn part(&self, series: SeriesId) -> Option<&Part> {
        self.parts.get(&series)?.as_ref()
    }
}

/// What is to be looked at in the pixels.
pub struct LookedAt {
    /// The labels as they are.
    pub document: Document,
    /// The picture whose labels are looked at.
    pub picture: PictureId,
    /// Those of its labels that were not looked at before.
    pub labels: Vec<Arc<Label>>,
    /// The series whose part is looked for.
    pub series: Option<SeriesId>,
}

/// What the pixels show.
pub struct Looked {
    /// What was looked at.
    pub at: LookedAt,
    /// The labels that cut the edge of what they are about.
    pub cut: Vec<Finding>,
    /// The part of the series; none where none was looked for.
    pub part: Option<Option<Part>>,
}

/// Looks at the pixels around labels, and for the part of a series. Reads the pictures: call it
/// from a job.
pub fn look(at: LookedAt, rows: &[PictureRow], work: &Work) -> Looked {
    let series = at.series.and_then(|id| at.document.one_series(id)).cloned();
    let mut wanted = vec![at.picture];
    wanted.extend(
        series
            .iter()
            .flat_map(|it| it.shots.iter().map(|shot| shot.picture)),
    );
    let files = files_of(&wanted, rows);
    let film = Film::new(&files, work);
    let gray = |picture: PictureId, rect: PixelRect| film.gray(picture, rect);
    let cut = cut_edges(&at.document, at.picture, &at.labels, &gray);
    let part = series.map(|series| {
        let first = film.picture(series.shots.first()?.picture).ok().flatten()?;
        let pixels = |shot: usize, rect: PixelRect| film.gray(series.shots[shot].picture, rect);
        find_part(&Shots {
            turned_rad: turned_rad(&series),
            size: PictureSize {
                width_px: first.page().width_px,
                height_px: first.page().height_px,
            },
            pixels: &pixels,
        })
    });
    Looked { at, cut, part }
}
