//! Corrected pages as data to learn from, as the recipe of the model reads them: a grey picture and a
//! list of symbols for each page.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annotation::{Document, LayerId};
use imaging::{Limits, Picture, Raster, Samples};
use jobs::Work;
use serde::Serialize;
use staves::{Layout, Staff};
use store::{PictureId, PictureRow};

use super::ScoreError;
use crate::subject::CLASSES;

/// The class of letters that are no signs of music.
const LETTERS: &str = "text";

/// A page with its symbols, to be learnt from.
#[derive(Debug, Clone)]
pub struct TrainingPage {
    /// Where its picture is.
    pub row: PictureRow,
    /// Its staves.
    pub layout: Arc<Layout>,
    /// Its symbols: the class of each, and its left, upper, right and lower edge in pixels.
    pub symbols: Vec<(String, [f64; 4])>,
    /// Boxes around letters that are no signs of music.
    pub letters: Vec<[f64; 4]>,
}

#[derive(Serialize)]
struct WrittenPage<'a> {
    interline_px: f64,
    staves: Vec<WrittenStaff>,
    symbols: Vec<WrittenSymbol<'a>>,
}

#[derive(Serialize)]
struct WrittenStaff {
    lines_px: Vec<f64>,
}

#[derive(Serialize)]
struct WrittenSymbol<'a> {
    class: &'a str,
    box_px: [f64; 4],
}

/// Whether a person stands behind every symbol of a page.
#[must_use]
pub fn is_confirmed(document: &Document, picture: PictureId, layer: LayerId) -> bool {
    let mut labels = document.labels_on(picture, layer).peekable();
    labels.peek().is_some() && labels.all(|label| label.is_kept())
}

/// The symbols of a page by class, as its labels say them.
#[must_use]
pub fn classed_symbols(
    document: &Document,
    picture: PictureId,
    layer: LayerId,
) -> Vec<(String, [f64; 4])> {
    let labels = document.labels_on(picture, layer);
    labels
        .filter_map(|label| {
            let class = &document.class(label.class)?.name;
            let bounds = label.shape.bounds()?;
            let edges = [bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y];
            CLASSES
                .contains(&class.as_str())
                .then(|| (class.clone(), edges))
        })
        .collect()
}

/// Writes pages into a folder; gives how many there are. Pages of the same name get numbers. Files
/// of an earlier export are replaced.
///
/// # Errors
/// When a picture cannot be read or a file cannot be written, and when the work is cancelled.
pub fn write_training_pages(
    pages: &[TrainingPage],
    folder: &Path,
    work: &Work,
) -> Result<usize, ScoreError> {
    let mut taken = BTreeSet::new();
    let quiet = work.without_progress();
    for (done, page) in pages.iter().enumerate() {
        work.check()?;
        work.progress(done as u64, pages.len() as u64, "pages");
        let name = free_name(&page.row, &mut taken);
        write_page(page, &folder.join(name), &quiet)?;
    }
    Ok(pages.len())
}

/// A name for a page that no other has: of its file and its number in it.
fn free_name(row: &PictureRow, taken: &mut BTreeSet<String>) -> String {
    let stem = row.path.file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("{stem}-{}", row.page);
    let mut names = std::iter::once(name.clone()).chain((2..).map(|it| format!("{name}-{it}")));
    let free = names.find(|it| !taken.contains(it)).unwrap_or(name);
    taken.insert(free.clone());
    free
}

fn write_page(page: &TrainingPage, stem: &Path, work: &Work) -> Result<(), ScoreError> {
    let picture = Picture::open(&page.row.path, page.row.page, &Limits::default(), work)?;
    let raster = picture.whole(work)?;
    let levels = Samples::U8(raster.grey_levels());
    let grey = Raster::new(raster.width_px, raster.height_px, 1, levels);
    imaging::save_png(&grey, &stem.with_added_extension("png"))?;
    let symbols = page.symbols.iter().map(|(class, box_px)| WrittenSymbol {
        class,
        box_px: *box_px,
    });
    let letters = page.letters.iter().map(|box_px| WrittenSymbol {
        class: LETTERS,
        box_px: *box_px,
    });
    let written = WrittenPage {
        interline_px: page.layout.interline_px(),
        staves: page.layout.staves.iter().map(staff).collect(),
        symbols: symbols.chain(letters).collect(),
    };
    let path: PathBuf = stem.with_added_extension("json");
    let failed = |reason: String| ScoreError::Write {
        path: path.clone(),
        reason,
    };
    let text = serde_json::to_string(&written).map_err(|error| failed(error.to_string()))?;
    std::fs::write(&path, text + "\n").map_err(|error| failed(error.to_string()))
}

fn staff(staff: &Staff) -> WrittenStaff {
    let x = f64::midpoint(staff.left_px(), staff.right_px());
    let lines = 0..staff.line_count();
    WrittenStaff {
        lines_px: lines.map(|line| staff.line_px(line, x)).collect(),
    }
}
