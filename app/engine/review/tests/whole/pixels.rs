//! The rule that looks at pixels.

use annotation::{Gesture, Label, PictureId, act};
use propagation::GrayPatch;
use review::{Changed, Doubt, cut_edges};
use shapes::{PixelRect, Shape};

use crate::support::{Project, rect};

/// A dark thing from (100, 100) to (140, 130) on a ground with some noise, and a slope.
fn pixels(_: PictureId, wanted: PixelRect) -> Option<GrayPatch> {
    let rows = wanted.top..wanted.bottom;
    let places = rows.flat_map(|y| (wanted.left..wanted.right).map(move |x| (x, y)));
    let levels = places.map(|(x, y)| {
        let noise = ((x * 7919 + y * 104_729) % 97) as f32 / 48.0;
        let is_thing = (100..140).contains(&x) && (100..130).contains(&y);
        120.0 + 0.1 * x as f32 + noise - if is_thing { 30.0 } else { 0.0 }
    });
    GrayPatch::new(wanted, levels.collect())
}

fn strength(shape: Shape) -> Option<f64> {
    let mut project = Project::new();
    let label = project.scratch(1, shape);
    let labels = [project.document.label(PictureId(1), label).unwrap().clone()];
    let found = cut_edges(&project.document, PictureId(1), &labels, &pixels);
    found.first().map(|finding| match finding.doubt {
        Doubt::CutEdge { strength, .. } => strength,
        _ => panic!("{finding:?}"),
    })
}

#[test]
fn an_outline_through_the_thing_is_found_and_one_around_it_is_not() {
    assert_eq!(strength(rect(97.0, 97.0, 46.0, 36.0)), None);
    assert_eq!(strength(rect(99.0, 99.0, 42.0, 32.0)), None);
    for cut in [
        rect(97.0, 97.0, 30.0, 36.0),
        rect(97.0, 110.0, 46.0, 23.0),
        rect(110.0, 105.0, 10.0, 10.0),
    ] {
        assert!(strength(cut.clone()).is_some(), "{cut:?}");
    }
    assert_eq!(strength(rect(200.0, 200.0, 30.0, 30.0)), None);
}

#[test]
fn what_pixels_told_is_forgotten_with_the_shape_that_it_was_about() {
    let mut project = Project::new();
    let picture = PictureId(1);
    let id = project.scratch(1, rect(97.0, 97.0, 30.0, 36.0));
    let mut findings = project.findings();
    let before = findings.len();
    let labels = findings.without_pixels(&project.document, picture);
    assert_eq!(labels.len(), 1);
    let found = cut_edges(&project.document, picture, &labels, &pixels);
    findings.set_cut_edges(&project.document, picture, &labels, &found);
    assert_eq!(findings.len(), before + 1);
    assert_eq!(
        findings
            .about(id)
            .filter(|it| it.doubt.rule() == "cut-edge")
            .count(),
        1
    );
    assert!(
        findings
            .without_pixels(&project.document, picture)
            .is_empty()
    );
    let label = project.document.label(picture, id).unwrap();
    let moved = Label {
        shape: rect(97.0, 97.0, 46.0, 36.0),
        ..Label::clone(label)
    };
    let edit = act::change_labels(
        &project.document,
        Gesture::Reshape,
        [moved],
        &mut project.ids,
    )
    .unwrap();
    project.perform(&edit);
    findings.update(&project.document, &Changed::by(&edit), &project.around);
    assert_eq!(findings.len(), before);
    assert_eq!(findings.without_pixels(&project.document, picture).len(), 1);
    // What a job found about the shape as it was comes too late.
    findings.set_cut_edges(&project.document, picture, &labels, &found);
    assert_eq!(findings.len(), before);
}
