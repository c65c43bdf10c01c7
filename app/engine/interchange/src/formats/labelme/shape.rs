//! Shapes of labelme as ours, by their kind and points.

use shapes::{PictureSize, Point, Polyline, Problem, Rect, Shape, ShapeKind};

use super::entries::Entry;
use super::png_crop;
use crate::geometry::{corners, ellipse, rings};
use crate::{Issue, Outcome};

/// How far corners may be off without a remark, in pixels.
const CORNER_OFF_PX: f64 = 0.05;

/// What became of an entry: shapes, of which only `points` has several, and remarks.
#[derive(Default)]
pub(super) struct Read {
    pub shapes: Vec<Shape>,
    pub findings: Vec<(Issue, Outcome)>,
}

impl Read {
    fn shape(shape: Shape) -> Self {
        Self {
            shapes: vec![shape],
            ..Self::default()
        }
    }

    fn converted(shapes: Vec<Shape>, name: &str, to: ShapeKind) -> Self {
        let name = name.to_owned();
        Self {
            shapes,
            findings: vec![(Issue::Converted { name, to }, Outcome::Mended)],
        }
    }

    fn skipped(issue: Issue) -> Self {
        Self {
            shapes: Vec::new(),
            findings: vec![(issue, Outcome::Skipped)],
        }
    }

    fn wrong_count(entry: &Entry) -> Self {
        Self::skipped(Issue::Malformed {
            reason: format!(
                "a shape of the kind `{}` cannot have {} points",
                entry.shape_type,
                entry.points.len()
            ),
        })
    }
}

/// Reads the shape of an entry of a picture of this size.
pub(super) fn read(entry: &Entry, picture: PictureSize) -> Read {
    let points: Vec<Point> = entry
        .points
        .iter()
        .map(|[x, y]| Point::new(x.unwrap_or(f64::NAN), y.unwrap_or(f64::NAN)))
        .collect();
    // Polygons and lines can do without a point. What is made of the points of others by comparing
    // them would hide that one is no number.
    let is_path = matches!(entry.shape_type.as_str(), "polygon" | "line" | "linestrip");
    if !is_path && !points.iter().all(|it| it.is_finite()) {
        let problem = Problem::NotFinite;
        return Read::skipped(Issue::Shape { problem });
    }
    match (entry.shape_type.as_str(), &points[..]) {
        ("rectangle", &[a, b]) => Read::shape(Shape::Box(Rect::between(a, b))),
        ("rectangle", &[a, b, c, d]) => four_points([a, b, c, d]),
        ("rotation" | "oriented_rectangle", &[a, b, c, d]) => oriented([a, b, c, d]),
        ("polygon", [_, _, _, ..]) => Read::shape(Shape::Polygon(rings::polygon(points))),
        ("quadrilateral", [_, _, _, _]) => Read::converted(
            vec![Shape::Polygon(rings::polygon(points))],
            "quadrilateral",
            ShapeKind::Polygon,
        ),
        ("circle", &[center, rim]) => {
            let radius = (rim.x - center.x).hypot(rim.y - center.y);
            let polygon = ellipse::polygon(center, radius, radius, 0.0);
            Read::converted(vec![Shape::Polygon(polygon)], "circle", ShapeKind::Polygon)
        }
        ("line" | "linestrip", [_, _, ..]) => Read::shape(Shape::Polyline(Polyline {
            points,
            width_px: entry.line_width.unwrap_or_default(),
        })),
        ("point", &[point]) => Read::shape(Shape::Point(point)),
        ("points", [_, ..]) => Read::converted(
            points.into_iter().map(Shape::Point).collect(),
            "points",
            ShapeKind::Point,
        ),
        ("mask", &[first, last]) => mask(entry, first, last, picture),
        (
            "rectangle" | "rotation" | "oriented_rectangle" | "polygon" | "quadrilateral"
            | "circle" | "line" | "linestrip" | "point" | "points" | "mask",
            _,
        ) => Read::wrong_count(entry),
        (name, _) => Read::skipped(Issue::UnknownShape {
            name: name.to_owned(),
        }),
    }
}

/// A rectangle as X-AnyLabeling writes it; one that was turned stays turned.
fn four_points(corners: [Point; 4]) -> Read {
    let Some(around) = Rect::around(corners) else {
        return Read::default();
    };
    let is_upright = corners.iter().all(|corner| {
        let off = |it: &Point| (corner.x - it.x).hypot(corner.y - it.y);
        around
            .corners()
            .iter()
            .map(off)
            .fold(f64::INFINITY, f64::min)
            <= CORNER_OFF_PX
    });
    if is_upright {
        Read::shape(Shape::Box(around))
    } else {
        oriented(corners)
    }
}

fn oriented(corners: [Point; 4]) -> Read {
    let (rotated, off_px) = corners::rotated_box(corners);
    let mut read = Read::shape(Shape::RotatedBox(rotated));
    if off_px > CORNER_OFF_PX {
        read.findings
            .push((Issue::NoRectangle { off_px }, Outcome::Mended));
    }
    read
}

/// A mask, whose first pixel says where it is, and whose PNG says how large.
fn mask(entry: &Entry, first: Point, last: Point, picture: PictureSize) -> Read {
    let bad = |reason: String| Read::skipped(Issue::BadRuns { reason });
    let Some(base64) = &entry.mask else {
        return bad("its PNG is missing".to_owned());
    };
    let most_px = u64::from(picture.width_px) * u64::from(picture.height_px);
    let crop = match png_crop::read(base64, most_px) {
        Ok(crop) => crop,
        Err(reason) => return bad(reason),
    };
    let mut read = Read::shape(Shape::Mask(
        crop.mask
            .translated(first.x.round() as i64, first.y.round() as i64),
    ));
    // labelme itself only goes by the corners where both are whole numbers.
    let said_px = (last.x - first.x + 1.0, last.y - first.y + 1.0);
    let is_whole = [first, last]
        .iter()
        .all(|it| it.x.fract() == 0.0 && it.y.fract() == 0.0);
    let is_px = (f64::from(crop.width_px), f64::from(crop.height_px));
    if is_whole && said_px != is_px {
        let reason = format!(
            "its PNG has {} × {} pixels and its corners enclose {} × {}; the PNG counts",
            is_px.0, is_px.1, said_px.0, said_px.1
        );
        read.findings
            .push((Issue::BadRuns { reason }, Outcome::Mended));
    }
    read
}
