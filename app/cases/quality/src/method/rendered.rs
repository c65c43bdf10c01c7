//! Rendered balloons among the pictures of a project, with the truth that lies beside them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use annotation::{ClassId, Document, PictureId, Series, SeriesId, Session, Shot, act};
use anyhow::Context;
use balloons::{DefectKind, DefectTruth, SeriesTruth};
use shapes::{PixelRect, Shape};
use store::PictureRow;

use super::naming::class_of;
use crate::subject::balloon_classes;

/// The file of the truth beside the shots of a balloon.
const TRUTH: &str = "truth.json";
/// How far a box that a person draws keeps from a defect, in pixels.
const MARGIN_PX: u32 = 4;

/// A rendered balloon of the project.
pub struct RenderedBalloon {
    /// The name of its folder, with that of the one above where several are called alike.
    pub name: String,
    /// Where its shots lie.
    pub folder: PathBuf,
    /// What is true of it.
    pub truth: SeriesTruth,
    /// The picture of each shot, and the hash of its file.
    pub shots: Vec<(PictureId, Option<String>)>,
}

/// The balloons, by folder.
///
/// # Errors
/// When a truth cannot be read.
pub fn rendered_balloons(rows: &[PictureRow]) -> anyhow::Result<Vec<RenderedBalloon>> {
    let mut folders: BTreeMap<PathBuf, BTreeMap<String, &PictureRow>> = BTreeMap::new();
    for row in rows {
        if let (Some(folder), Some(name)) = (row.path.parent(), row.path.file_name()) {
            let files = folders.entry(folder.to_owned()).or_default();
            files.insert(name.to_string_lossy().into_owned(), row);
        }
    }
    let mut found = Vec::new();
    for (folder, files) in folders {
        let Some(truth) = truth(&folder)? else {
            continue;
        };
        let shot = |shot: &balloons::ShotTruth| {
            let row = files.get(&shot.picture)?;
            let content = row.content_hash.map(|hash| hash.to_string());
            Some((row.id, content))
        };
        // A folder of which shots are missing is no whole series.
        let Some(shots) = truth.shots.iter().map(shot).collect() else {
            continue;
        };
        let name = folder.file_name().unwrap_or(folder.as_os_str());
        found.push(RenderedBalloon {
            name: name.to_string_lossy().into_owned(),
            folder: folder.clone(),
            truth,
            shots,
        });
    }
    tell_apart(&mut found);
    Ok(found)
}

/// Names folders that are called alike with those that they lie in.
fn tell_apart(balloons: &mut [RenderedBalloon]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for balloon in balloons.iter() {
        *counts.entry(balloon.name.clone()).or_default() += 1;
    }
    for balloon in balloons {
        let parent = balloon.folder.parent().and_then(Path::file_name);
        if let (Some(parent), true) = (parent, counts[&balloon.name] > 1) {
            balloon.name = format!("{}/{}", parent.to_string_lossy(), balloon.name);
        }
    }
}

/// The truth in a folder; none where there is none.
fn truth(folder: &Path) -> anyhow::Result<Option<SeriesTruth>> {
    let path = folder.join(TRUTH);
    if !path.is_file() {
        return Ok(None);
    }
    let unreadable = || format!("the truth of a balloon cannot be read: {}", path.display());
    let text = std::fs::read_to_string(&path).with_context(unreadable)?;
    let truth = serde_json::from_str(&text).with_context(unreadable)?;
    Ok(Some(truth))
}

impl RenderedBalloon {
    /// Its shots as a series.
    pub fn series(&self) -> Series {
        let shots = self.shots.iter().zip(&self.truth.shots);
        Series {
            id: SeriesId(0),
            name: self.name.clone(),
            shots: shots
                .map(|((picture, _), shot)| Shot {
                    picture: *picture,
                    angle_deg: Some(f64::from(shot.pose.angle_rad).to_degrees()),
                })
                .collect(),
            turns: true,
            regime: Some(self.truth.balloon.regime.name().to_owned()),
            is_closed: false,
        }
    }

    /// The box that a person would draw around a defect.
    pub fn shape_of(&self, defect: &DefectTruth) -> Shape {
        let size = self.truth.size_px;
        let place = defect.visible_box.unwrap_or(defect.place);
        let [left, top] = [place.left_px, place.top_px].map(|at| at.saturating_sub(MARGIN_PX));
        let rect = PixelRect {
            left,
            top,
            right: (place.left_px + place.width_px + MARGIN_PX).min(size.width_px() as u32),
            bottom: (place.top_px + place.height_px + MARGIN_PX).min(size.height_px() as u32),
        };
        Shape::Box(rect.rect())
    }

    /// How many defects it has. They are numbered from 1.
    pub fn defects(&self) -> u32 {
        self.truth.balloon.defects.len() as u32
    }
}

/// Adds the classes of defects that the project does not have.
///
/// # Errors
/// When they cannot be added.
pub fn add_balloon_classes(session: &mut Session) -> anyhow::Result<()> {
    for class in balloon_classes() {
        if session.document().class_named(&class.name).is_none() {
            session.perform(|document, ids| Ok(act::add_class(document, class, ids)?.1))?;
        }
    }
    Ok(())
}

/// The class of a kind of defect.
///
/// # Errors
/// When the project has none.
pub fn class_of_kind(document: &Document, kind: DefectKind) -> anyhow::Result<ClassId> {
    let class = class_of(document, kind.name()).context("a class of defects is missing")?;
    Ok(class.id)
}
