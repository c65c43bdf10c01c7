//! A thing that is labelled on one shot of its series only: where it was first seen, it poisons the
//! training with the shots on which it was passed over.

use std::collections::BTreeMap;
use std::sync::Arc;

use annotation::{ClassId, Label, LayerId, PictureId, Series};
use propagation::Wall;

use super::Subject;
use crate::{Doubt, Finding, Severity};

/// A thing should be visible where the cosine of its angle to the camera is at least this.
const FACES_CAMERA: f64 = 0.5;

pub(super) fn check(
    subject: &Subject<'_>,
    series: &Series,
    layer: LayerId,
    found: &mut Vec<Finding>,
) {
    if series.shots.len() < 2 {
        return;
    }
    let document = subject.document;
    for track in document.tracks_of(series.id, layer) {
        let shots = series.shots.iter().map(|shot| shot.picture);
        let mut labels = shots.filter_map(|shot| document.label_of_track(shot, track.id));
        // Proposals count: somebody has already gone after the thing.
        let (Some(only), None) = (labels.next(), labels.next()) else {
            continue;
        };
        let is_said = |picture: &PictureId| track.not_visible.contains(picture);
        report(subject, series, only, &is_said, found);
    }
    for label in alone_of_class(subject, series, layer)
        .into_values()
        .flatten()
    {
        let has_nothing = |picture: &PictureId| {
            let mark = document.mark(layer, *picture);
            mark.is_some_and(|mark| mark.has_nothing)
        };
        report(subject, series, &label, &has_nothing, found);
    }
}

/// The kept labels on no track whose class no other shot of the series has: others could be of the
/// same thing.
fn alone_of_class(
    subject: &Subject<'_>,
    series: &Series,
    layer: LayerId,
) -> BTreeMap<ClassId, Vec<Arc<Label>>> {
    let mut by_class: BTreeMap<ClassId, Vec<Arc<Label>>> = BTreeMap::new();
    for shot in &series.shots {
        let labels = subject.document.labels_on(shot.picture, layer);
        for label in labels.filter(|label| label.track.is_none() && label.is_kept()) {
            by_class
                .entry(label.class)
                .or_default()
                .push(Arc::clone(label));
        }
    }
    by_class.retain(|_, labels| {
        let first = labels[0].picture;
        labels.iter().all(|label| label.picture == first)
    });
    by_class
}

fn report(
    subject: &Subject<'_>,
    series: &Series,
    label: &Label,
    is_said: &dyn Fn(&PictureId) -> bool,
    found: &mut Vec<Finding>,
) {
    let others = series.shots.iter().map(|shot| shot.picture);
    let (said, undecided): (Vec<_>, Vec<_>) = others
        .filter(|picture| *picture != label.picture)
        .partition(is_said);
    let facing = facing(subject, series, label);
    let expected: Vec<PictureId> = said
        .into_iter()
        .filter(|picture| facing.contains(picture))
        .collect();
    if undecided.is_empty() && expected.is_empty() {
        return;
    }
    // That it is not visible where it should be can be: light is not the same from all sides.
    let severity = if undecided.is_empty() {
        Severity::Hint
    } else {
        Severity::Error
    };
    let doubt = Doubt::OneShotOnly {
        label: label.id,
        track: label.track,
        undecided,
        expected,
    };
    found.push(subject.about(label, severity, doubt));
}

/// The shots on which the thing of a label faces the camera; none where that is not known.
fn facing(subject: &Subject<'_>, series: &Series, label: &Label) -> Vec<PictureId> {
    let part = subject.around.part(series.id).filter(|_| series.turns);
    let angle_of = |picture: PictureId| {
        let shot = series.shots.get(series.place_of(picture)?)?;
        Some(shot.angle_deg?.to_radians())
    };
    let phase = part.and_then(|part| {
        let angle = part.cylinder.middle_angle_rad(&label.shape, Wall::Near)?;
        Some(angle - angle_of(label.picture)?)
    });
    let Some(phase) = phase else {
        return Vec::new();
    };
    let faces = |picture: &PictureId| {
        angle_of(*picture).is_some_and(|turned| (phase + turned).cos() >= FACES_CAMERA)
    };
    let shots = series.shots.iter().map(|shot| shot.picture);
    shots.filter(faces).collect()
}
