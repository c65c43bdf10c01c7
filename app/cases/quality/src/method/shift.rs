//! A shift that somebody else has begun: rendered balloons with labels of their truth, to try the
//! pane on.

use annotation::{IdSource, Label, Origin, PictureId, SHARED_LAYER, Session, TrackId, act};
use anyhow::Context;
use balloons::DefectTruth;
use store::Project;

use super::open_shots::is_open;
use super::rendered::{RenderedBalloon, add_balloon_classes, class_of_kind, rendered_balloons};

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
/// by their truth: the first is closed, the second begun, the third full of proposals, and the fourth
/// untouched; all further ones were done before and are closed. Gives the first shot on which
/// something is open. A project without rendered balloons stays as it is.
///
/// # Errors
/// When the project or a truth cannot be read, or the labels cannot be written.
pub fn begin_shift(project: &Project) -> anyhow::Result<Option<PictureId>> {
    let rows = project.reader().pictures()?;
    let balloons = rendered_balloons(&rows)?;
    if balloons.is_empty() {
        return Ok(None);
    }
    let mut session = Session::open(project, "Sightglass")?;
    add_balloon_classes(&mut session)?;
    let shift = [
        Progress::Closed,
        Progress::Begun,
        Progress::Proposed,
        Progress::Untouched,
    ];
    // What was done before the shift.
    let progress = shift.into_iter().chain(std::iter::repeat(Progress::Closed));
    for (balloon, progress) in balloons.iter().zip(progress) {
        label(&mut session, balloon, progress)?;
    }
    let document = session.document();
    let mut shots = balloons.iter().flat_map(|balloon| &balloon.shots);
    let open = shots.find(|(picture, _)| is_open(document, SHARED_LAYER, *picture));
    let open = open.map(|(picture, _)| *picture);
    session.finish()?;
    Ok(open)
}

fn label(
    session: &mut Session,
    balloon: &RenderedBalloon,
    progress: Progress,
) -> anyhow::Result<()> {
    let series = balloon.series();
    session.perform(|document, ids| Ok(act::add_series(document, vec![series], ids)?.1))?;
    if progress == Progress::Untouched {
        return Ok(());
    }
    for defect in 1..=balloon.defects() {
        label_defect(session, balloon, defect, progress)?;
    }
    if progress == Progress::Closed {
        close(session, balloon)?;
    }
    Ok(())
}

/// Labels a defect where it is seen first, and on the other shots as far as the balloon is.
fn label_defect(
    session: &mut Session,
    balloon: &RenderedBalloon,
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
    let class = class_of_kind(session.document(), truth.kind)?;
    let box_of = |picture: PictureId, truth: &DefectTruth| {
        Label::drawn(picture, SHARED_LAYER, class, balloon.shape_of(truth))
    };
    let first = box_of(*picture, truth);
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
        ..box_of(picture, truth)
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
fn close(session: &mut Session, balloon: &RenderedBalloon) -> anyhow::Result<()> {
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
