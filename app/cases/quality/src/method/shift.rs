//! A shift that somebody else has begun: rendered balloons with labels of their truth, to try the
//! pane on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use annotation::{
    Class, ClassId, IdSource, Label, LabelId, Origin, PictureId, SHARED_LAYER, Series, SeriesId,
    Session, Shot, Standing, TrackId, act,
};
use anyhow::Context;
use balloons::{DefectKind, DefectTruth, SeriesTruth};
use shapes::{PixelRect, Shape};
use store::{PictureRow, Project};

use crate::subject::balloon_classes;

/// The file of the truth beside the shots of a balloon.
const TRUTH: &str = "truth.json";
/// How far a box that a person draws keeps from a defect, in pixels.
const MARGIN_PX: u32 = 4;

/// A balloon of the project.
struct Balloon {
    name: String,
    truth: SeriesTruth,
    /// The picture of each shot, and the hash of its file.
    shots: Vec<(PictureId, Option<String>)>,
}

/// How far a balloon is when the shift is taken over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// Labelled and closed.
    Closed,
    /// Each defect is labelled where it is seen first, and proposed nowhere.
    Begun,
    /// Each defect is labelled where it is seen first, and proposed on the others.
    Proposed,
    /// Nobody has looked.
    Untouched,
}

/// Makes series of the rendered balloons among the pictures of a project, and labels a part of them
/// by their truth: the first is closed, the second begun, the third full of proposals, and the rest
/// untouched. A project without rendered balloons stays as it is.
///
/// # Errors
/// When the project or a truth cannot be read, or the labels cannot be written.
pub fn begin_shift(project: &Project) -> anyhow::Result<()> {
    let rows = project.reader().pictures()?;
    let balloons = balloons(&rows)?;
    if balloons.is_empty() {
        return Ok(());
    }
    let mut session = Session::open(project, "Sightglass")?;
    for class in balloon_classes() {
        if session.document().class_named(&class.name).is_none() {
            session.perform(|document, ids| Ok(act::add_class(document, class, ids)?.1))?;
        }
    }
    let order = [Progress::Closed, Progress::Begun, Progress::Proposed];
    let progress = order
        .into_iter()
        .chain(std::iter::repeat(Progress::Untouched));
    for (balloon, progress) in balloons.iter().zip(progress) {
        label(&mut session, balloon, progress)?;
    }
    session.finish()?;
    Ok(())
}

/// The balloons, by folder.
fn balloons(rows: &[PictureRow]) -> anyhow::Result<Vec<Balloon>> {
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
        found.push(Balloon {
            name: name.to_string_lossy().into_owned(),
            truth,
            shots,
        });
    }
    Ok(found)
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

fn label(session: &mut Session, balloon: &Balloon, progress: Progress) -> anyhow::Result<()> {
    let series = series_of(balloon);
    session.perform(|document, ids| Ok(act::add_series(document, vec![series], ids)?.1))?;
    if progress == Progress::Untouched {
        return Ok(());
    }
    for defect in 1..=balloon.truth.balloon.defects.len() {
        label_defect(session, balloon, defect as u32, progress)?;
    }
    if progress == Progress::Closed {
        close(session, balloon)?;
    }
    Ok(())
}

/// The series of a balloon.
fn series_of(balloon: &Balloon) -> Series {
    let shots = balloon.shots.iter().zip(&balloon.truth.shots);
    Series {
        id: SeriesId(0),
        name: balloon.name.clone(),
        shots: shots
            .map(|((picture, _), shot)| Shot {
                picture: *picture,
                angle_deg: Some(f64::from(shot.pose.angle_rad).to_degrees()),
            })
            .collect(),
        turns: true,
        regime: Some(balloon.truth.balloon.regime.name().to_owned()),
        is_closed: false,
    }
}

/// Labels a defect where it is seen first, and on the other shots as far as the balloon is.
fn label_defect(
    session: &mut Session,
    balloon: &Balloon,
    defect: u32,
    progress: Progress,
) -> anyhow::Result<()> {
    let mut seen = Vec::new();
    let mut hidden = Vec::new();
    for ((picture, _), shot) in balloon.shots.iter().zip(&balloon.truth.shots) {
        // A person marks what can be seen, on the near wall or through it on the far one.
        let is_it = |truth: &&DefectTruth| truth.defect == defect && truth.is_visible;
        match shot.defects.iter().find(is_it) {
            Some(truth) => seen.push((*picture, truth)),
            None => hidden.push(*picture),
        }
    }
    let Some(((picture, truth), others)) = seen.split_first() else {
        return Ok(());
    };
    let class = class_of(session, truth.kind).context("a class of defects is missing")?;
    let size = balloon.truth.size_px;
    let shape_of = |truth: &DefectTruth| {
        let place = truth.visible_box.unwrap_or(truth.place);
        let [left, top] = [place.left_px, place.top_px].map(|at| at.saturating_sub(MARGIN_PX));
        let rect = PixelRect {
            left,
            top,
            right: (place.left_px + place.width_px + MARGIN_PX).min(size.width_px() as u32),
            bottom: (place.top_px + place.height_px + MARGIN_PX).min(size.height_px() as u32),
        };
        Shape::Box(rect.rect())
    };
    let first = new_label(*picture, class, shape_of(truth));
    session.perform(|document, ids| {
        let first = Label {
            id: ids.label(),
            ..first
        };
        act::draw(document, first, None, ids)
    })?;
    if progress == Progress::Begun {
        return Ok(());
    }
    // The track that was just started is the newest.
    let track = session.document().tracks().next_back();
    let track = track.context("a track was not started")?.id;
    let proposal = |ids: &mut IdSource, picture: PictureId, truth: &DefectTruth| Label {
        id: ids.label(),
        track: Some(track),
        origin: Origin::Propagated { score: None },
        ..new_label(picture, class, shape_of(truth))
    };
    session.perform(|document, ids| {
        let labels: Vec<Label> = others
            .iter()
            .map(|(picture, truth)| proposal(ids, *picture, truth))
            .collect();
        act::propose_track(document, track, labels, hidden)
    })?;
    if progress == Progress::Closed {
        accept(session, track)?;
    }
    Ok(())
}

fn accept(session: &mut Session, track: TrackId) -> anyhow::Result<()> {
    session.perform(|document, ids| act::accept_track(document, track, ids))?;
    Ok(())
}

/// Says of the shots without labels that there is nothing, and closes the series.
fn close(session: &mut Session, balloon: &Balloon) -> anyhow::Result<()> {
    let document = session.document();
    let is_empty = |picture: PictureId| document.labels_on(picture, SHARED_LAYER).next().is_none();
    let empty: Vec<_> = balloon
        .shots
        .iter()
        .filter(|(picture, _)| is_empty(*picture))
        .cloned()
        .collect();
    session.perform(|document, _| act::nothing_to_label(document, SHARED_LAYER, &empty, true))?;
    let first = balloon.shots.first().map(|(picture, _)| *picture);
    let series = first.and_then(|picture| session.document().series_of(picture));
    let series = series.context("a series was not made")?.id;
    session.perform(|document, _| act::close_series(document, series))?;
    Ok(())
}

fn class_of(session: &Session, kind: DefectKind) -> Option<ClassId> {
    // The classes stand in the order of the kinds.
    let place = DefectKind::ALL.iter().position(|it| *it == kind)?;
    let class: Class = balloon_classes().into_iter().nth(place)?;
    Some(session.document().class_named(&class.name)?.id)
}

fn new_label(picture: PictureId, class: ClassId, shape: Shape) -> Label {
    Label {
        id: LabelId(0),
        layer: SHARED_LAYER,
        picture,
        class,
        shape,
        track: None,
        standing: Standing::Kept,
        origin: Origin::Hand,
        attributes: BTreeMap::new(),
        is_occluded: false,
        is_ignored: false,
        is_locked: false,
        note: String::new(),
    }
}
