//! What holds of any labels: what a format can hold comes back, importing twice is the same as
//! importing once, and one undo takes an import back.

use std::collections::BTreeMap;

use annotation::{Document, Label, Origin, PictureId, SHARED_LAYER, Standing, act};
use exchange::{ExportOptions, ImportOptions};
use interchange::{Fate, Feature, Format};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use shapes::{Mask, MultiPolygon, PixelRect, Point, Polyline, Rect, RotatedBox, Shape, ShapeKind};

use crate::support::{Project, model, there_and_back};

/// A label to be, with numbers that choose what it refers to.
#[derive(Debug, Clone)]
struct Wish {
    picture: i64,
    class: bool,
    shape: Shape,
    attributes: BTreeMap<String, String>,
    flags: [bool; 4],
    note: String,
}

fn wish() -> impl Strategy<Value = Wish> {
    (
        1_i64..=7,
        any::<bool>(),
        shape(),
        btree_map("[a-z]{2,5}", "[a-zA-Z0-9]{1,6}", 0..2),
        any::<[bool; 4]>(),
        "[a-z]{0,6}",
    )
        .prop_map(|(picture, class, shape, attributes, flags, note)| Wish {
            picture,
            class,
            shape,
            attributes,
            flags,
            note,
        })
}

fn point() -> impl Strategy<Value = Point> {
    (10.0..60.0, 10.0..60.0).prop_map(|(x, y)| Point::new(x, y))
}

fn shape() -> impl Strategy<Value = Shape> {
    let sides = || 2.0..9.0f64;
    prop_oneof![
        (point(), sides(), sides()).prop_map(|(at, width, height)| Shape::Box(Rect::between(
            at,
            at.translated(width, height)
        ))),
        (point(), sides(), sides(), 0.0..3.0).prop_map(
            |(center, width_px, height_px, angle_rad)| {
                Shape::RotatedBox(RotatedBox {
                    center,
                    width_px,
                    height_px,
                    angle_rad,
                })
            }
        ),
        (point(), vec(2.0..9.0f64, 3..8)).prop_map(|(center, radii)| {
            let step = std::f64::consts::TAU / radii.len() as f64;
            let ring = radii.iter().enumerate().map(|(index, radius)| {
                let (sin, cos) = (step * index as f64).sin_cos();
                center.translated(radius * cos, radius * sin)
            });
            Shape::Polygon(MultiPolygon::from_ring(ring.collect::<Vec<_>>()))
        }),
        (10..60u32, 10..60u32, 1..9u32, 1..9u32).prop_map(|(left, top, width, height)| {
            Shape::Mask(Mask::rectangle(PixelRect {
                left,
                top,
                right: left + width,
                bottom: top + height,
            }))
        }),
        (vec(point(), 2..5), 1.0..4.0)
            .prop_map(|(points, width_px)| Shape::Polyline(Polyline { points, width_px })),
        point().prop_map(Shape::Point),
    ]
}

/// A project of these labels, with a track over those of the first series that have a flag, and with
/// one picture of which is said that there is nothing.
fn project(wishes: &[Wish]) -> Project {
    let mut project = Project::new();
    let mut track = None;
    for wish in wishes {
        let class = if wish.class {
            project.scratch
        } else {
            project.bubble
        };
        let mut label = project.label(wish.picture, class, wish.shape.clone());
        label.attributes = wish.attributes.clone();
        label.is_occluded = wish.flags[0];
        label.is_ignored = wish.flags[1];
        label.note = wish.note.clone();
        if wish.flags[2] {
            label.standing = Standing::Proposed;
            label.origin = model();
        }
        label.track = track.filter(|track| {
            let is_free = project
                .document
                .label_of_track(label.picture, *track)
                .is_none();
            wish.flags[3] && wish.picture <= 3 && is_free
        });
        let (id, picture) = (label.id, label.picture);
        project.add_label(label);
        if wish.flags[3] && wish.picture <= 3 && track.is_none() {
            let started = act::start_track(&project.document, picture, id, &mut project.ids);
            let (id, edit) = started.unwrap();
            project.perform(&edit);
            track = Some(id);
        }
    }
    for picture in (1..=7).map(PictureId) {
        let nothing = [(picture, None)];
        if picture.0 % 2 == 0
            && let Ok(edit) = act::nothing_to_label(&project.document, SHARED_LAYER, &nothing, true)
        {
            project.perform(&edit);
        }
    }
    project
}

fn everything() -> ExportOptions {
    ExportOptions {
        with_proposals: true,
        ..ExportOptions::default()
    }
}

/// Leaves of each label what a format can hold; none where it cannot hold the shape, or where labels
/// may cover each other.
fn held(format: Format, wish: &Wish) -> Option<Wish> {
    let capabilities = format.capabilities();
    let holds = |feature| capabilities.holds(feature);
    let kind = wish.shape.kind();
    if capabilities.shapes(kind) != Fate::Held || format == Format::MaskPng {
        return None;
    }
    let mut wish = wish.clone();
    if !holds(Feature::Attributes) {
        wish.attributes.clear();
    }
    wish.flags[0] &= holds(Feature::Occluded);
    wish.flags[1] &= holds(Feature::Ignored);
    // Proposals are known by their scores.
    wish.flags[2] &= holds(Feature::Scores);
    // Tracks of CVAT hold no masks.
    wish.flags[3] &= holds(Feature::Tracks) && kind != ShapeKind::Mask;
    if !holds(Feature::Notes) {
        wish.note.clear();
    }
    if let (Shape::Polyline(line), false) = (&mut wish.shape, holds(Feature::LineWidths)) {
        line.width_px = 0.0;
    }
    Some(wish)
}

/// What is said of a label beside its place, in a form that does not depend on numbers and origins.
fn text_of(document: &Document, label: &Label) -> String {
    let class = document.class(label.class).unwrap();
    let mates = label.track.map_or(0, |track| {
        let of_track = |it: &&i64| {
            let picture = PictureId(**it);
            document.label_of_track(picture, track).is_some()
        };
        [1, 2, 3].iter().filter(of_track).count()
    });
    format!(
        "{} {:?} {} {} {:?} {} {:?}",
        class.name,
        label.attributes,
        label.is_occluded,
        label.is_ignored,
        label.note,
        // A track of one label is none where its picture is in no series.
        mates.max(1),
        label.standing,
    )
}

/// Whether two shapes are at the same place but for rounding. Files give directions by corners, so
/// that half a turn is none.
fn are_near(a: &Shape, b: &Shape) -> bool {
    let is_near = |a: &Point, b: &Point| a.distance_px(*b) < 1e-4;
    match (a, b) {
        (Shape::Mask(a), Shape::Mask(b)) => a == b,
        (Shape::RotatedBox(a), Shape::RotatedBox(b)) => {
            let corners = b.corners();
            let mut of_a = a.corners().into_iter();
            of_a.all(|corner| corners.iter().any(|it| is_near(&corner, it)))
        }
        _ => {
            let (ours, theirs) = (a.vertices(), b.vertices());
            a.kind() == b.kind()
                && ours.len() == theirs.len()
                && ours.iter().zip(&theirs).all(|(a, b)| is_near(a, b))
        }
    }
}

/// A label of one document that the other one does not have.
fn first_difference(a: &Document, b: &Document) -> Option<String> {
    (1..=7).map(PictureId).find_map(|picture| {
        let mut others: Vec<_> = b.labels_on(picture, SHARED_LAYER).collect();
        for label in a.labels_on(picture, SHARED_LAYER) {
            let is_it = |other: &&std::sync::Arc<Label>| {
                text_of(a, label) == text_of(b, other) && are_near(&label.shape, &other.shape)
            };
            match others.iter().position(is_it) {
                Some(at) => others.remove(at),
                None => return Some(format!("{label:#?} is not among {others:#?}")),
            };
        }
        (!others.is_empty()).then(|| format!("{others:#?} are new"))
    })
}

fn comes_back(format: Format, wishes: &[Wish]) -> Result<(), TestCaseError> {
    let wishes: Vec<Wish> = wishes.iter().filter_map(|it| held(format, it)).collect();
    let project = project(&wishes);
    let folder = tempfile::tempdir().unwrap();
    let dataset = project.dataset(&everything());
    let read = there_and_back(format, &dataset, &project.pictures, folder.path());
    let mut other = Project::empty();
    other.import(read, ImportOptions::new("labels"));
    if let Some(difference) = first_difference(&project.document, &other.document) {
        return Err(TestCaseError::fail(difference));
    }
    if format.capabilities().holds(Feature::Reviews) {
        for picture in (1..=7).map(PictureId) {
            let has_nothing = |document: &Document| {
                document
                    .mark(SHARED_LAYER, picture)
                    .is_some_and(|it| it.has_nothing)
            };
            prop_assert_eq!(has_nothing(&project.document), has_nothing(&other.document));
        }
    }
    Ok(())
}

/// Imports what a format makes of labels, twice.
fn twice_is_once(format: Format, wishes: &[Wish]) -> Result<(), TestCaseError> {
    let mut project = project(wishes);
    let folder = tempfile::tempdir().unwrap();
    let dataset = project.dataset(&everything());
    let read = there_and_back(format, &dataset, &project.pictures, folder.path());
    project.import(read.clone(), ImportOptions::new("labels"));
    let again = project.import(read, ImportOptions::new("labels"));
    prop_assert_eq!(again.changes, vec![]);
    Ok(())
}

macro_rules! laws {
    ($($name:ident: $format:ident,)*) => {
        proptest! {
            #![proptest_config(ProptestConfig {
                failure_persistence: None,
                cases: 24,
                ..ProptestConfig::default()
            })]
            $(
                #[test]
                fn $name(wishes in vec(wish(), 0..8)) {
                    comes_back(Format::$format, &wishes)?;
                    twice_is_once(Format::$format, &wishes)?;
                }
            )*
        }
    };
}

laws! {
    coco: Coco,
    yolo_boxes: YoloBox,
    yolo_segments: YoloSegment,
    yolo_oriented: YoloOriented,
    pascal_voc: PascalVoc,
    labelme: LabelMe,
    cvat: CvatXml,
    mask_pictures: MaskPng,
    tables: Csv,
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// Without a file between, one's own export says nothing new at all.
    #[test]
    fn ones_own_export_changes_nothing(wishes in vec(wish(), 0..12)) {
        let mut project = project(&wishes);
        let before = project.document.clone();
        let dataset = project.dataset(&everything());
        let edit = project.import(dataset, ImportOptions::new("labels"));
        prop_assert_eq!(edit.changes, vec![]);
        prop_assert_eq!(project.document, before);
    }

    /// What an import brings is marked as imported, and the rest stays as it is.
    #[test]
    fn an_import_only_adds(wishes in vec(wish(), 0..8), others in vec(wish(), 0..8)) {
        let mut project = project(&wishes);
        let before = project.document.clone();
        let dataset = self::project(&others).dataset(&everything());
        let plan = project.plan(dataset.clone(), ImportOptions::new("labels"));
        let (added, same) = (plan.summary().added, plan.summary().same);
        prop_assert_eq!(added + same, others.len());
        project.import(dataset, ImportOptions::new("labels"));
        prop_assert_eq!(project.document.label_count(), before.label_count() + added);
        for (picture, labels) in project.document.labelled_pictures() {
            for label in labels.iter() {
                match before.label(picture, label.id) {
                    Some(there) => prop_assert_eq!(there, label),
                    None => {
                        let is_imported = matches!(label.origin, Origin::Imported { .. });
                        prop_assert!(is_imported);
                    }
                }
            }
        }
    }
}
