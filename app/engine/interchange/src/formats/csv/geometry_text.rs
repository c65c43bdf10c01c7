//! Shapes as text, as well-known text has them where it does.

use std::fmt::Write as _;

use shapes::{MultiPolygon, PixelRect, Point, Polygon, Polyline, Rect, RotatedBox, Shape};

use crate::geometry::{rings, row_runs};

/// How deep brackets lie in each other: those of a `MULTIPOLYGON`.
const DEEPEST: usize = 3;

/// The text of a shape.
pub(super) fn write(shape: &Shape) -> String {
    match shape {
        Shape::Box(rect) => format!("BOX {}", bracketed(&[rect.min, rect.max])),
        Shape::RotatedBox(RotatedBox {
            center,
            width_px,
            height_px,
            angle_rad,
        }) => format!(
            "ROTATED BOX ({} {}, {width_px} {height_px}, {angle_rad})",
            center.x, center.y
        ),
        Shape::Polygon(polygon) => {
            let parts: Vec<String> = polygon.parts.iter().map(part).collect();
            format!("MULTIPOLYGON ({})", parts.join(", "))
        }
        Shape::Mask(mask) => {
            let rect = mask.pixel_bounds().unwrap_or(PixelRect {
                left: 0,
                top: 0,
                right: 0,
                bottom: 0,
            });
            let mut text = format!(
                "MASK ({} {}, {} {},",
                rect.left,
                rect.top,
                rect.width_px(),
                rect.height_px()
            );
            for run in row_runs::runs(mask, rect) {
                // Writing into a text cannot fail.
                let _ = write!(text, " {run}");
            }
            text.push(')');
            text
        }
        Shape::Polyline(line) => format!("LINESTRING {}", bracketed(&line.points)),
        Shape::Point(point) => format!("POINT {}", bracketed(&[*point])),
    }
}

fn part(polygon: &Polygon) -> String {
    let rings = std::iter::once(&polygon.outer).chain(&polygon.holes);
    let closed = rings.map(|ring| {
        let points: Vec<Point> = ring.iter().chain(ring.first()).copied().collect();
        bracketed(&points)
    });
    format!("({})", closed.collect::<Vec<_>>().join(", "))
}

fn bracketed(points: &[Point]) -> String {
    let pairs: Vec<String> = points
        .iter()
        .map(|it| format!("{} {}", it.x, it.y))
        .collect();
    format!("({})", pairs.join(", "))
}

/// The shape that a text says; lines are of this width.
///
/// # Errors
/// Words that say what is wrong with it.
pub(super) fn read(text: &str, line_width_px: f64) -> Result<Shape, String> {
    let start = text.find('(').ok_or("it has no brackets")?;
    let name = text[..start].trim().to_ascii_uppercase();
    let mut rest = text[start..].trim();
    let node = node(&mut rest, 0)?;
    if !rest.is_empty() {
        return Err("something follows its last bracket".to_owned());
    }
    let wrong = || format!("its numbers are not those of {name}");
    Ok(match name.as_str() {
        "BOX" => match points(&node)?[..] {
            [a, b] => Shape::Box(Rect::between(a, b)),
            _ => return Err(wrong()),
        },
        "ROTATED BOX" => match &tuples(&node)?[..] {
            &[[x, y], [width_px, height_px], [angle_rad]] => Shape::RotatedBox(RotatedBox {
                center: Point::new(*x, *y),
                width_px: *width_px,
                height_px: *height_px,
                angle_rad: *angle_rad,
            }),
            _ => return Err(wrong()),
        },
        "POLYGON" => Shape::Polygon(MultiPolygon {
            parts: vec![polygon(&node)?],
        }),
        "MULTIPOLYGON" => {
            let parts: Result<Vec<Polygon>, String> = node.list()?.iter().map(polygon).collect();
            Shape::Polygon(MultiPolygon { parts: parts? })
        }
        "MASK" => match &tuples(&node)?[..] {
            &[[left, top], [width, height], runs] => {
                let whole = whole_numbers(&[*left, *top, *width, *height])?;
                let side = |index: usize| u32::try_from(whole[index]).map_err(|_| wrong());
                let (left, top) = (side(0)?, side(1)?);
                let rect = PixelRect {
                    left,
                    top,
                    right: left.checked_add(side(2)?).ok_or_else(wrong)?,
                    bottom: top.checked_add(side(3)?).ok_or_else(wrong)?,
                };
                Shape::Mask(row_runs::mask(rect, whole_numbers(runs)?)?)
            }
            _ => return Err(wrong()),
        },
        "LINESTRING" => Shape::Polyline(Polyline {
            points: points(&node)?,
            width_px: line_width_px,
        }),
        "POINT" => match points(&node)?[..] {
            [point] => Shape::Point(point),
            _ => return Err(wrong()),
        },
        _ => return Err(format!("shapes of the kind `{name}` are not known")),
    })
}

/// What stands between brackets or commas.
enum Node {
    Numbers(Vec<f64>),
    List(Vec<Self>),
}

impl Node {
    fn list(&self) -> Result<&[Self], String> {
        match self {
            Self::List(list) => Ok(list),
            Self::Numbers(_) => Err("a bracket is missing".to_owned()),
        }
    }

    fn numbers(&self) -> Result<&[f64], String> {
        match self {
            Self::Numbers(numbers) => Ok(numbers),
            Self::List(_) => Err("it has too many brackets".to_owned()),
        }
    }
}

/// Reads a bracket with everything in it, and leaves what follows it.
fn node(rest: &mut &str, depth: usize) -> Result<Node, String> {
    if depth == DEEPEST {
        return Err("it has too many brackets in brackets".to_owned());
    }
    let mut list = Vec::new();
    *rest = rest.strip_prefix('(').ok_or("a bracket is missing")?;
    loop {
        *rest = rest.trim_start();
        if rest.starts_with('(') {
            list.push(node(rest, depth + 1)?);
        } else {
            let end = rest
                .find([',', ')', '('])
                .ok_or("a bracket is not closed")?;
            let numbers: Result<Vec<f64>, String> = rest[..end]
                .split_whitespace()
                .map(|word| word.parse().map_err(|_| format!("`{word}` is no number")))
                .collect();
            list.push(Node::Numbers(numbers?));
            *rest = &rest[end..];
        }
        *rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(',') {
            *rest = after;
        } else if let Some(after) = rest.strip_prefix(')') {
            *rest = after;
            return Ok(Node::List(list));
        } else {
            return Err("a comma or a bracket is missing".to_owned());
        }
    }
}

fn tuples(node: &Node) -> Result<Vec<&[f64]>, String> {
    node.list()?.iter().map(Node::numbers).collect()
}

fn points(node: &Node) -> Result<Vec<Point>, String> {
    let point = |tuple: &[f64]| match *tuple {
        [x, y] => Ok(Point::new(x, y)),
        _ => Err(format!(
            "a point has {} numbers instead of two",
            tuple.len()
        )),
    };
    tuples(node)?.into_iter().map(point).collect()
}

fn polygon(node: &Node) -> Result<Polygon, String> {
    let ring = |node| points(node).map(rings::opened);
    let mut rings = node.list()?.iter().map(ring);
    Ok(Polygon {
        outer: rings.next().unwrap_or_else(|| Ok(Vec::new()))?,
        holes: rings.collect::<Result<_, _>>()?,
    })
}

/// Numbers that are counts.
fn whole_numbers(numbers: &[f64]) -> Result<Vec<u64>, String> {
    /// From here on not every whole number has a float.
    const MOST: f64 = 9_007_199_254_740_992.0;
    let whole = |number: &f64| {
        let is_whole = number.fract() == 0.0 && (0.0..=MOST).contains(number);
        is_whole
            .then_some(*number as u64)
            .ok_or_else(|| format!("`{number}` is no number of pixels"))
    };
    numbers.iter().map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shapes_come_back() {
        for text in [
            "BOX (0 0.1, 2 30000.25)",
            "ROTATED BOX (5 5, 4 2, -1.5)",
            "MULTIPOLYGON (((0 0, 4 0, 0 4, 0 0), (1 1, 2 1, 1 2, 1 1)), ((9 9, 10 9, 9 10, 9 9)))",
            "MASK (3 2, 4 3, 0 3 9)",
            "LINESTRING (0 0, 1 1, 2 0)",
            "POINT (1 2)",
        ] {
            let shape = read(text, 0.0).unwrap();
            assert_eq!(write(&shape).replace("MASK (3 2, 3 1, 0 3)", text), text);
        }
        let polygon = read("Polygon((0 0,1 0,0 1,0 0))", 0.0).unwrap();
        assert_eq!(write(&polygon), "MULTIPOLYGON (((0 0, 1 0, 0 1, 0 0)))");
    }

    #[test]
    fn damaged_texts_are_refused() {
        for text in [
            "",
            "BOX",
            "BOX (",
            "BOX (1 2)",
            "BOX (1 2, 3)",
            "BOX (1 2, 3 4) 5",
            "BOX ((1 2, 3 4))",
            "BOX (1 2, x 4)",
            "MASK (0 0, 4294967295 4294967295, 18446744073709551615)",
            "MASK (4294967295 0, 2 1, 2)",
            "MASK (0 0, 2 2, -1 5)",
            "MULTIPOLYGON (1 2)",
            "SPIRAL (1 2)",
        ] {
            assert!(read(text, 0.0).is_err(), "{text}");
        }
        let deep = format!("MULTIPOLYGON {}", "(".repeat(1_000_000));
        assert!(read(&deep, 0.0).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_read_or_refused(text in "(BOX|MASK|MULTIPOLYGON)[ (),0-9.e-]{0,40}") {
            let _ = read(&text, 0.0);
        }
    }
}
