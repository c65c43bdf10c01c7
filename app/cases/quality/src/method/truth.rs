//! The truth of rendered balloons as labels, to judge models by.

use annotation::{Label, LayerId, PictureId, Session, TrackId, act};
use store::PictureRow;

use super::rendered::{RenderedBalloon, add_balloon_classes, class_of_kind, rendered_balloons};

/// Labels the rendered balloons among the pictures on a layer: what is visible as defects, and what
/// is there without being visible as something to pass over. Balloons that are in no series become
/// series. Gives how many balloons there are.
///
/// # Errors
/// When a truth cannot be read, or the labels do not take it.
pub fn label_by_truth(
    session: &mut Session,
    rows: &[PictureRow],
    layer: LayerId,
) -> anyhow::Result<usize> {
    let balloons = rendered_balloons(rows)?;
    add_balloon_classes(session)?;
    for balloon in &balloons {
        let is_free =
            |(picture, _): &(PictureId, _)| session.document().series_of(*picture).is_none();
        if balloon.shots.iter().all(is_free) {
            let series = vec![balloon.series()];
            session.perform(|document, ids| Ok(act::add_series(document, series, ids)?.1))?;
        }
        for defect in 1..=balloon.defects() {
            label_defect(session, balloon, defect, layer)?;
        }
        let document = session.document();
        let is_empty = |(picture, _): &&(PictureId, Option<String>)| {
            document.labels_on(*picture, layer).next().is_none()
        };
        let empty: Vec<_> = balloon.shots.iter().filter(is_empty).cloned().collect();
        session.perform(|document, _| act::nothing_to_label(document, layer, &empty, true))?;
    }
    Ok(balloons.len())
}

/// Labels one defect on every shot that shows it.
fn label_defect(
    session: &mut Session,
    balloon: &RenderedBalloon,
    defect: u32,
    layer: LayerId,
) -> anyhow::Result<()> {
    let mut track: Option<TrackId> = None;
    for ((picture, _), shot) in balloon.shots.iter().zip(&balloon.truth.shots) {
        let mut is_labelled = false;
        for truth in shot.defects.iter().filter(|truth| truth.defect == defect) {
            let class = class_of_kind(session.document(), truth.kind)?;
            // Where it is seen on both walls at once, one of them is the defect.
            let counts = truth.is_visible && !is_labelled;
            let label = Label {
                is_ignored: !counts,
                ..Label::drawn(*picture, layer, class, balloon.shape_of(truth))
            };
            let onto = track.filter(|_| counts);
            session.perform(|document, ids| {
                let label = Label {
                    id: ids.label(),
                    ..label
                };
                act::draw(document, label, onto, ids)
            })?;
            if counts && track.is_none() {
                // The track that was just started is the newest.
                track = session.document().tracks().next_back().map(|it| it.id);
            }
            is_labelled |= counts;
        }
    }
    Ok(())
}
