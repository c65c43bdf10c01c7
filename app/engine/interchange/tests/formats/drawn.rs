//! Datasets made up at random, of what a format can hold.

use std::collections::BTreeMap;
use std::f64::consts::{PI, TAU};

use interchange::{Class, Dataset, Fate, Feature, Format, Labelled, PictureLabels, TrackPlace};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use shapes::{
    Mask, MultiPolygon, PixelRect, Point, Polygon, Polyline, Rect, RotatedBox, Shape, ShapeKind,
};

/// The size of pictures in which shapes are drawn. Pictures are at least as large.
const SIDE_PX: f64 = 60.0;

const KINDS: [ShapeKind; 6] = [
    ShapeKind::Box,
    ShapeKind::RotatedBox,
    ShapeKind::Polygon,
    ShapeKind::Mask,
    ShapeKind::Polyline,
    ShapeKind::Point,
];

/// Datasets that come back the same from a format.
pub fn datasets(format: Format) -> impl Strategy<Value = Dataset> {
    let classes = vec((text(), any::<[u8; 3]>(), any::<bool>(), text()), 1..4);
    classes.prop_flat_map(move |drawn| {
        let classes: Vec<Class> = drawn
            .into_iter()
            .enumerate()
            .map(|it| class(format, it))
            .collect();
        let pictures = vec(picture(format, classes.len()), 0..4);
        pictures.prop_map(move |pictures| Dataset {
            classes: classes.clone(),
            pictures: numbered(format, pictures),
            unknown: None,
        })
    })
}

fn is_yolo(format: Format) -> bool {
    matches!(
        format,
        Format::YoloBox | Format::YoloSegment | Format::YoloOriented
    )
}

fn class(format: Format, (index, drawn): (usize, (String, [u8; 3], bool, String))) -> Class {
    let (name, colour, has_colour, parent) = drawn;
    let holds = |feature| format.capabilities().holds(feature);
    let foreign_id = if holds(Feature::ClassNumbers) {
        Some(90 - 7 * index as i64)
    } else if is_yolo(format) {
        Some(index as i64)
    } else {
        None
    };
    Class {
        // A number keeps names apart.
        name: format!("{name}{index}"),
        foreign_id,
        colour: Some(colour).filter(|_| has_colour && holds(Feature::ClassColours)),
        parent: Some(parent).filter(|_| holds(Feature::ClassParents)),
        unknown: None,
    }
}

/// Pictures with different names, and with numbers where the format has them.
fn numbered(format: Format, mut pictures: Vec<PictureLabels>) -> Vec<PictureLabels> {
    let holds = |feature| format.capabilities().holds(feature);
    let mut label_id = 5;
    for (index, picture) in pictures.iter_mut().enumerate() {
        picture.file_name = format!("{}{index}.png", picture.file_name);
        picture.foreign_id = Some(3 + 4 * index as i64).filter(|_| holds(Feature::PictureNumbers));
        for label in &mut picture.labels {
            label_id += 3;
            label.foreign_id = Some(label_id).filter(|_| holds(Feature::LabelNumbers));
        }
    }
    pictures
}

fn picture(format: Format, classes: usize) -> impl Strategy<Value = PictureLabels> {
    let folder = prop::sample::select(vec!["", "Серия 1/", "图片/a b/", "c.d/"]);
    let sizes = (60u32..200, 60u32..200);
    let labels = vec(label(format, classes), 0..5);
    (folder, text(), sizes, option::of(any::<bool>()), labels).prop_map(
        move |(folder, name, (width_px, height_px), reviewed, mut labels)| {
            if format == Format::MaskPng {
                side_by_side(&mut labels);
            }
            let is_reviewed = match reviewed {
                // In YOLO a file tells it of pictures without labels.
                _ if is_yolo(format) && !labels.is_empty() => None,
                reviewed if is_yolo(format) => Some(reviewed.unwrap_or_default()),
                reviewed => reviewed.filter(|_| format.capabilities().holds(Feature::Reviews)),
            };
            PictureLabels {
                file_name: format!("{folder}{name}"),
                width_px,
                height_px,
                is_reviewed,
                labels,
                ..PictureLabels::default()
            }
        },
    )
}

/// Cuts masks so that each has columns of its own: a pixel of a mask picture has one value.
fn side_by_side(labels: &mut Vec<Labelled>) {
    let width_px = SIDE_PX as u32 / labels.len().max(1) as u32;
    for (index, label) in labels.iter_mut().enumerate() {
        let left = index as u32 * width_px;
        let columns = PixelRect {
            left,
            top: 0,
            right: left + width_px,
            bottom: SIDE_PX as u32,
        };
        if let Shape::Mask(mask) = &label.shape {
            label.shape = Shape::Mask(mask.clipped(columns));
        }
    }
    labels.retain(|it| !matches!(&it.shape, Shape::Mask(mask) if mask.is_empty()));
}

fn label(format: Format, classes: usize) -> impl Strategy<Value = Labelled> {
    let said = (
        btree_map(text(), attribute(), 0..3),
        any::<[bool; 4]>(),
        option::of(0f32..1.0),
        option::of((0u64..5, any::<bool>(), any::<bool>())),
        option::of(1i64..9),
        option::of(text()),
    );
    (0..classes, shape(format), said).prop_map(move |(class, shape, said)| {
        let (attributes, marks, score, track, group, note) = said;
        let holds = |feature| format.capabilities().holds(feature);
        // CVAT's tracks hold no masks, and the crowds of COCO nothing else.
        let is_mask = shape.kind() == ShapeKind::Mask;
        let has_track = holds(Feature::Tracks) && !(format == Format::CvatXml && is_mask);
        let track = track
            .filter(|_| has_track)
            .map(|(id, is_keyframe, is_outside)| TrackPlace {
                id,
                is_keyframe,
                is_outside: is_outside && holds(Feature::Outside),
            });
        Labelled {
            class,
            shape,
            attributes: if holds(Feature::Attributes) {
                attributes
            } else {
                BTreeMap::new()
            },
            is_occluded: marks[0] && holds(Feature::Occluded),
            is_truncated: marks[1] && holds(Feature::Truncated),
            is_ignored: marks[2] && holds(Feature::Ignored),
            is_crowd: marks[3] && holds(Feature::Crowd) && (is_mask || format != Format::Coco),
            score: score.filter(|_| holds(Feature::Scores)),
            track,
            group: group.filter(|_| holds(Feature::Groups)),
            note: note.filter(|_| holds(Feature::Notes)),
            foreign_id: None,
            unknown: None,
        }
    })
}

/// Text in several scripts, with marks that formats use, and no white space around it.
fn text() -> impl Strategy<Value = String> {
    "[a-zA-ZäßЖ缺🎈][ a-zäЖ缺0-9._,;'\"<>&-]{0,6}[a-zЖ陷]"
}

fn attribute() -> impl Strategy<Value = String> {
    prop_oneof![
        text(),
        Just("true".to_owned()),
        Just("false".to_owned()),
        any::<i32>().prop_map(|it| it.to_string()),
        (-10.0..10.0).prop_map(|it: f64| it.to_string()),
        "0[0-9]{3}",
    ]
}

fn shape(format: Format) -> BoxedStrategy<Shape> {
    let capabilities = format.capabilities();
    let kinds = KINDS
        .into_iter()
        .filter(|it| capabilities.shapes(*it) == Fate::Held);
    let strategies: Vec<BoxedStrategy<Shape>> = kinds
        .map(|kind| match kind {
            ShapeKind::Box => boxes().boxed(),
            ShapeKind::RotatedBox => rotated_boxes().boxed(),
            ShapeKind::Polygon => {
                let most_parts = if capabilities.parts() == Fate::Held {
                    3
                } else {
                    1
                };
                let has_holes = capabilities.holes() == Fate::Held;
                polygons(most_parts, has_holes).boxed()
            }
            ShapeKind::Mask => masks().prop_map(Shape::Mask).boxed(),
            ShapeKind::Polyline => {
                let has_width = capabilities.holds(Feature::LineWidths);
                lines(has_width).boxed()
            }
            ShapeKind::Point => point().prop_map(Shape::Point).boxed(),
        })
        .collect();
    prop::strategy::Union::new(strategies).boxed()
}

fn point() -> impl Strategy<Value = Point> {
    (0.0..SIDE_PX, 0.0..SIDE_PX).prop_map(|(x, y)| Point::new(x, y))
}

fn boxes() -> impl Strategy<Value = Shape> {
    (0.0..30.0, 0.0..30.0, 0.1..30.0, 0.1..30.0).prop_map(|(x, y, width, height)| {
        Shape::Box(Rect {
            min: Point::new(x, y),
            max: Point::new(x + width, y + height),
        })
    })
}

fn rotated_boxes() -> impl Strategy<Value = Shape> {
    (20.0..40.0, 20.0..40.0, 1.0..25.0, 1.0..25.0, -PI..PI).prop_map(
        |(x, y, width_px, height_px, angle_rad)| {
            Shape::RotatedBox(RotatedBox {
                center: Point::new(x, y),
                width_px,
                height_px,
                angle_rad,
            })
        },
    )
}

/// Polygons of up to so many parts, which lie in different quarters of the picture.
pub fn polygons(most_parts: usize, has_holes: bool) -> impl Strategy<Value = Shape> {
    let part = (vec(4.0..14.0, 3..9), any::<bool>());
    vec(part, 1..=most_parts).prop_map(move |parts| {
        let quarters = [(15.0, 15.0), (45.0, 15.0), (15.0, 45.0)];
        let parts = parts
            .into_iter()
            .zip(quarters)
            .map(|((radii, hollow), (x, y))| {
                let around = |scale: f64| star(Point::new(x, y), &radii, scale);
                Polygon {
                    outer: around(1.0),
                    holes: if hollow && has_holes {
                        vec![around(0.5)]
                    } else {
                        Vec::new()
                    },
                }
            });
        Shape::Polygon(MultiPolygon {
            parts: parts.collect(),
        })
    })
}

/// A ring whose points are seen from its centre one after the other, so that it never crosses itself.
fn star(center: Point, radii: &[f64], scale: f64) -> Vec<Point> {
    let step = TAU / radii.len() as f64;
    radii
        .iter()
        .enumerate()
        .map(|(index, radius)| {
            let (sin, cos) = (index as f64 * step).sin_cos();
            Point::new(
                center.x + cos * radius * scale,
                center.y + sin * radius * scale,
            )
        })
        .collect()
}

pub fn masks() -> impl Strategy<Value = Mask> {
    let side = 0..SIDE_PX as u32;
    let pixels = vec((side.clone(), side), 0..20);
    let rects = vec((0u32..50, 0u32..50, 1u32..10, 1u32..10), 1..4);
    (pixels, rects).prop_map(|(pixels, rects)| {
        let mut mask = Mask::new();
        for (x, y) in pixels {
            mask.set(x, y, true);
        }
        for (left, top, width, height) in rects {
            mask.unite(&Mask::rectangle(PixelRect {
                left,
                top,
                right: left + width,
                bottom: top + height,
            }));
        }
        mask
    })
}

fn lines(has_width: bool) -> impl Strategy<Value = Shape> {
    (vec(point(), 2..6), 0.0..5.0).prop_map(move |(points, width_px)| {
        Shape::Polyline(Polyline {
            points,
            width_px: if has_width { width_px } else { 0.0 },
        })
    })
}
