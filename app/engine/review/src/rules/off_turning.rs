//! A label of a track that is not where the turning carries it.

use std::sync::Arc;

use annotation::{Label, Track};
use propagation::{Cylinder, Seen, Wall, fitted_cylinder};

use super::Subject;
use crate::{Doubt, Finding, Severity};

/// How far off a label may be, as a share of the radius, beside its own extent: what hands and
/// cameras do.
const TOLERANCE: f64 = 0.03;
/// Fewer labels than this do not tell which of them is off.
const LEAST_LABELS: usize = 3;
/// Fewer labels than this do not tell the cylinder too.
const LEAST_FOR_CYLINDER: usize = 5;

/// A label with how far the part had turned.
struct Turned<'a> {
    label: &'a Arc<Label>,
    turned_rad: f64,
}

pub(super) fn check(subject: &Subject<'_>, track: &Track, found: &mut Vec<Finding>) {
    let series = subject.document.one_series(track.series);
    let Some(series) = series.filter(|series| series.turns) else {
        return;
    };
    let labels = series.shots.iter().filter_map(|shot| {
        let label = subject.document.label_of_track(shot.picture, track.id)?;
        let turned_rad = shot.angle_deg?.to_radians();
        label.is_kept().then_some(Turned { label, turned_rad })
    });
    let labels: Vec<Turned<'_>> = labels.collect();
    if labels.len() < LEAST_LABELS {
        return;
    }
    let Some(cylinder) = cylinder(subject, &labels) else {
        return;
    };
    let tolerance_px = TOLERANCE * cylinder.radius_px;
    let across = across_off_px(&cylinder, &labels, tolerance_px);
    let along = along_off_px(&cylinder, &labels);
    for ((one, across_px), along_px) in labels.iter().zip(across).zip(along) {
        let size = one
            .label
            .shape
            .bounds()
            .map_or([0.0; 2], |bounds| [bounds.width_px(), bounds.height_px()]);
        // The middle of a mark is known no better than a part of its size: hands differ in where
        // a fading end is.
        let limit_px = tolerance_px + 0.25 * size[0].max(size[1]);
        if across_px.abs() > limit_px || along_px.abs() > limit_px {
            let doubt = Doubt::OffTurning {
                track: track.id,
                label: one.label.id,
                across_px,
                along_px,
            };
            found.push(subject.about(one.label, Severity::Warning, doubt));
        }
    }
}

/// The cylinder of the pictures, or else that of the labels.
fn cylinder(subject: &Subject<'_>, labels: &[Turned<'_>]) -> Option<Cylinder> {
    let first = labels.first()?.label;
    let series = subject.document.series_of(first.picture)?;
    if let Some(part) = subject.around.part(series.id) {
        return Some(part.cylinder);
    }
    if labels.len() < LEAST_FOR_CYLINDER {
        return None;
    }
    let seen = labels.iter().filter_map(|one| {
        Some(Seen {
            at: one.label.shape.center()?,
            turned_rad: one.turned_rad,
        })
    });
    let size = subject.around.picture_size(first.picture)?;
    fitted_cylinder(&[seen.collect()], size)
}

/// How far each label is from the law across the axis, for the phase and the sense of turning that
/// most of them follow.
fn across_off_px(cylinder: &Cylinder, labels: &[Turned<'_>], cap_px: f64) -> Vec<f64> {
    let places = labels.iter().map(|one| {
        let angle = cylinder.middle_angle_rad(&one.label.shape, Wall::Near)?;
        Some(cylinder.radius_px * angle.sin())
    });
    // What is beside the part is another rule's.
    let places: Vec<f64> = places.map(|place| place.unwrap_or(f64::NAN)).collect();
    let off = |phase: f64, sense: f64| -> Vec<f64> {
        let law = labels.iter().zip(&places).map(|(one, place)| {
            let off = place - cylinder.radius_px * (phase + sense * one.turned_rad).sin();
            if off.is_finite() { off } else { 0.0 }
        });
        law.collect()
    };
    let mut best: Option<(f64, Vec<f64>)> = None;
    for sense in [1.0, -1.0] {
        for (one, place) in labels.iter().zip(&places) {
            let near = (place / cylinder.radius_px).clamp(-1.0, 1.0).asin();
            for angle in [near, std::f64::consts::PI - near] {
                let off = off(angle - sense * one.turned_rad, sense);
                // A label that is far off says nothing about how well the others fit.
                let cost: f64 = off.iter().map(|it| it.abs().min(2.0 * cap_px)).sum();
                if cost.is_finite() && best.as_ref().is_none_or(|(least, _)| cost < *least - 1e-9) {
                    best = Some((cost, off));
                }
            }
        }
    }
    best.map_or_else(|| vec![0.0; labels.len()], |(_, off)| off)
}

/// How far the middle of each label is from that of most, along the axis.
fn along_off_px(cylinder: &Cylinder, labels: &[Turned<'_>]) -> Vec<f64> {
    let along = labels.iter().map(|one| {
        let bounds = one.label.shape.bounds();
        bounds.map_or(0.0, |bounds| cylinder.along_px(bounds.center()))
    });
    let along: Vec<f64> = along.collect();
    let mut sorted = along.clone();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted[sorted.len() / 2];
    along.into_iter().map(|it| it - middle).collect()
}
