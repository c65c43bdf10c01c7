//! Shapes of CVAT as ours, and back.

use shapes::{Mask, PixelRect, Point, Polyline, Rect, RotatedBox, Shape, ShapeKind};

use crate::geometry::{corners, ellipse, rings, row_runs};
use crate::import::{Import, Place};
use crate::xml::Element;
use crate::{Issue, Outcome};

/// Names of elements that are shapes.
pub(super) const SHAPES: [&str; 8] = [
    "box", "polygon", "polyline", "points", "mask", "ellipse", "cuboid", "skeleton",
];
/// Attributes that [`read`] uses.
pub(super) const GEOMETRY: [&str; 16] = [
    "xtl", "ytl", "xbr", "ybr", "rotation", "points", "rle", "left", "top", "width", "height",
    "cx", "cy", "rx", "ry", "z_order",
];

/// The shapes of an element, of which only `points` may have several. None after a remark.
pub(super) fn read(import: &mut Import<'_>, place: Place<'_>, element: &Element) -> Vec<Shape> {
    match parsed(import, place, element) {
        Ok(shapes) => shapes,
        Err(reason) => {
            import.malformed(place, reason);
            Vec::new()
        }
    }
}

fn parsed(
    import: &mut Import<'_>,
    place: Place<'_>,
    element: &Element,
) -> Result<Vec<Shape>, String> {
    let rotation_rad = match element.attribute("rotation") {
        None => 0.0,
        Some(_) => number(element, "rotation")?.to_radians(),
    };
    let shape = match element.name.as_str() {
        "box" => {
            let edge = |name| number(element, name);
            // Corners in the wrong order are found with everything else that may be broken.
            let rect = Rect {
                min: Point::new(edge("xtl")?, edge("ytl")?),
                max: Point::new(edge("xbr")?, edge("ybr")?),
            };
            if rotation_rad == 0.0 {
                Shape::Box(rect)
            } else {
                Shape::RotatedBox(RotatedBox {
                    center: rect.center(),
                    width_px: rect.width_px(),
                    height_px: rect.height_px(),
                    angle_rad: corners::normalised(rotation_rad),
                })
            }
        }
        "polygon" => Shape::Polygon(rings::polygon(points(element)?)),
        "polyline" => Shape::Polyline(Polyline {
            points: points(element)?,
            width_px: 0.0,
        }),
        "points" => {
            let points = points(element)?;
            if points.len() > 1 {
                converted(import, place, "points", ShapeKind::Point);
            }
            return Ok(points.into_iter().map(Shape::Point).collect());
        }
        "mask" => match mask(element) {
            Ok(mask) => Shape::Mask(mask),
            Err(reason) => {
                import.remark(place, Issue::BadRuns { reason }, Outcome::Skipped);
                return Ok(Vec::new());
            }
        },
        "ellipse" => {
            converted(import, place, "ellipse", ShapeKind::Polygon);
            let center = Point::new(number(element, "cx")?, number(element, "cy")?);
            let (across, down) = (number(element, "rx")?, number(element, "ry")?);
            Shape::Polygon(ellipse::polygon(
                center,
                across.abs(),
                down.abs(),
                rotation_rad,
            ))
        }
        name => {
            let name = name.to_owned();
            import.remark(place, Issue::UnknownShape { name }, Outcome::Skipped);
            return Ok(Vec::new());
        }
    };
    Ok(vec![shape])
}

fn converted(import: &mut Import<'_>, place: Place<'_>, name: &str, to: ShapeKind) {
    let name = name.to_owned();
    import.remark(place, Issue::Converted { name, to }, Outcome::Mended);
}

fn number(element: &Element, name: &str) -> Result<f64, String> {
    let text = element
        .attribute(name)
        .ok_or_else(|| format!("`{name}` is missing"))?;
    text.trim()
        .parse()
        .map_err(|_| format!("`{name}` is `{text}` and no number"))
}

/// Points as `x,y;x,y`.
fn points(element: &Element) -> Result<Vec<Point>, String> {
    let text = element.attribute("points").ok_or("`points` is missing")?;
    text.split(';')
        .map(|pair| {
            let numbers = pair
                .split_once(',')
                .and_then(|(x, y)| Some((x.trim().parse().ok()?, y.trim().parse().ok()?)));
            let (x, y) = numbers.ok_or_else(|| format!("`{pair}` is no point"))?;
            Ok(Point::new(x, y))
        })
        .collect()
}

fn mask(element: &Element) -> Result<Mask, String> {
    let side = |name| {
        let text = element.attribute(name).unwrap_or_default();
        text.parse::<u32>()
            .map_err(|_| format!("`{name}` is `{text}` and no number of pixels"))
    };
    let (left, top) = (side("left")?, side("top")?);
    let text = element.attribute("rle").ok_or("`rle` is missing")?;
    let runs: Result<Vec<u64>, String> = text
        .split(',')
        .map(|it| it.trim().parse().map_err(|_| format!("`{it}` is no run")))
        .collect();
    let beyond = "it lies beyond the largest picture";
    row_runs::mask(
        PixelRect {
            left,
            top,
            right: left.checked_add(side("width")?).ok_or(beyond)?,
            bottom: top.checked_add(side("height")?).ok_or(beyond)?,
        },
        runs?,
    )
}

/// The element of a shape: its name and its attributes. None for what CVAT has no element for.
pub(super) fn write(shape: &Shape) -> Option<(&'static str, Vec<(&'static str, String)>)> {
    Some(match shape {
        Shape::Box(rect) => {
            let (min, max) = (rect.min, rect.max);
            ("box", edges([min.x, min.y, max.x, max.y]))
        }
        Shape::RotatedBox(rotated) => {
            let (half_width, half_height) = (rotated.width_px / 2.0, rotated.height_px / 2.0);
            let Point { x, y } = rotated.center;
            let mut attributes = edges([
                x - half_width,
                y - half_height,
                x + half_width,
                y + half_height,
            ]);
            // No turn is written as a full one, since 0 stands for no rotated box.
            let turned = match rotated.angle_rad.to_degrees().rem_euclid(360.0) {
                0.0 => 360.0,
                turned => turned,
            };
            attributes.push(("rotation", turned.to_string()));
            ("box", attributes)
        }
        Shape::Polygon(polygon) => match &polygon.parts[..] {
            [part] => ("polygon", vec![("points", pairs(&part.outer))]),
            _ => return None,
        },
        Shape::Polyline(line) => ("polyline", vec![("points", pairs(&line.points))]),
        Shape::Point(point) => ("points", vec![("points", pairs(&[*point]))]),
        Shape::Mask(mask) => {
            let rect = mask.pixel_bounds()?;
            let runs: Vec<String> = row_runs::runs(mask, rect)
                .iter()
                .map(u64::to_string)
                .collect();
            let attributes = vec![
                ("rle", runs.join(", ")),
                ("left", rect.left.to_string()),
                ("top", rect.top.to_string()),
                ("width", rect.width_px().to_string()),
                ("height", rect.height_px().to_string()),
            ];
            ("mask", attributes)
        }
    })
}

fn edges([left, top, right, bottom]: [f64; 4]) -> Vec<(&'static str, String)> {
    vec![
        ("xtl", left.to_string()),
        ("ytl", top.to_string()),
        ("xbr", right.to_string()),
        ("ybr", bottom.to_string()),
    ]
}

fn pairs(points: &[Point]) -> String {
    let pairs: Vec<String> = points
        .iter()
        .map(|it| format!("{},{}", it.x, it.y))
        .collect();
    pairs.join(";")
}
