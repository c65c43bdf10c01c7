//! Labels turned into the frame in which a picture file stores its rows.
//!
//! Coordinates are of the picture as displayed. Tools that ignore the EXIF orientation see the rows as
//! they are stored, and need labels for those.

use std::f64::consts::{FRAC_PI_2, PI};

use shapes::{
    Mask, MultiPolygon, PictureSize, PixelRect, Point, Polygon, Polyline, Rect, RotatedBox, Shape,
};

use crate::geometry::corners;
use crate::{Dataset, Labelled, PictureLabels};

/// The dataset with every picture as it is stored. Pictures without a known orientation stay.
pub(crate) fn turned(dataset: &Dataset) -> Dataset {
    Dataset {
        pictures: dataset.pictures.iter().map(turned_picture).collect(),
        ..dataset.clone()
    }
}

fn turned_picture(picture: &PictureLabels) -> PictureLabels {
    let Some(way) = picture
        .orientation
        .and_then(|it| Way::of(it, picture.size()))
    else {
        return picture.clone();
    };
    let labels = picture.labels.iter().map(|label| Labelled {
        shape: way.shape(&label.shape),
        ..label.clone()
    });
    PictureLabels {
        width_px: way.stored.width_px,
        height_px: way.stored.height_px,
        orientation: None,
        labels: labels.collect(),
        ..picture.clone()
    }
}

/// The way from places as displayed to places as stored.
struct Way {
    stored: PictureSize,
    /// Whether rows are columns there.
    is_transposed: bool,
    /// Whether the stored columns count from the right, after transposing.
    flips_x: bool,
    /// Whether the stored rows count from below, after transposing.
    flips_y: bool,
}

impl Way {
    /// The way back from an EXIF orientation; none where nothing is turned.
    fn of(orientation: u8, displayed: PictureSize) -> Option<Self> {
        // How x and y as stored come from x and y as displayed, by number.
        let (is_transposed, flips_x, flips_y) = match orientation {
            2 => (false, true, false),
            3 => (false, true, true),
            4 => (false, false, true),
            5 => (true, false, false),
            6 => (true, false, true),
            7 => (true, true, true),
            8 => (true, true, false),
            _ => return None,
        };
        let (width_px, height_px) = if is_transposed {
            (displayed.height_px, displayed.width_px)
        } else {
            (displayed.width_px, displayed.height_px)
        };
        Some(Self {
            stored: PictureSize {
                width_px,
                height_px,
            },
            is_transposed,
            flips_x,
            flips_y,
        })
    }

    fn point(&self, point: Point) -> Point {
        let (x, y) = if self.is_transposed {
            (point.y, point.x)
        } else {
            (point.x, point.y)
        };
        let flipped = |value: f64, flips: bool, side_px: u32| {
            if flips {
                f64::from(side_px) - value
            } else {
                value
            }
        };
        Point::new(
            flipped(x, self.flips_x, self.stored.width_px),
            flipped(y, self.flips_y, self.stored.height_px),
        )
    }

    fn points(&self, points: &[Point]) -> Vec<Point> {
        points.iter().map(|it| self.point(*it)).collect()
    }

    fn shape(&self, shape: &Shape) -> Shape {
        match shape {
            Shape::Box(rect) => {
                Shape::Box(Rect::between(self.point(rect.min), self.point(rect.max)))
            }
            Shape::RotatedBox(rotated) => Shape::RotatedBox(RotatedBox {
                center: self.point(rotated.center),
                angle_rad: self.angle(rotated.angle_rad),
                ..*rotated
            }),
            Shape::Polygon(polygon) => Shape::Polygon(MultiPolygon {
                parts: polygon
                    .parts
                    .iter()
                    .map(|part| Polygon {
                        outer: self.points(&part.outer),
                        holes: part.holes.iter().map(|hole| self.points(hole)).collect(),
                    })
                    .collect(),
            }),
            Shape::Mask(mask) => Shape::Mask(self.mask(mask)),
            Shape::Polyline(line) => Shape::Polyline(Polyline {
                points: self.points(&line.points),
                width_px: line.width_px,
            }),
            Shape::Point(point) => Shape::Point(self.point(*point)),
        }
    }

    /// The direction of what had this direction.
    fn angle(&self, angle_rad: f64) -> f64 {
        let transposed = if self.is_transposed {
            FRAC_PI_2 - angle_rad
        } else {
            angle_rad
        };
        let flipped = match (self.flips_x, self.flips_y) {
            (false, false) => transposed,
            (true, false) => PI - transposed,
            (false, true) => -transposed,
            (true, true) => transposed + PI,
        };
        corners::normalised(flipped)
    }

    fn mask(&self, mask: &Mask) -> Mask {
        let mut turned = Mask::new();
        for run in mask.runs() {
            let corner = |x: u32, y: u32| self.point(Point::new(f64::from(x), f64::from(y)));
            let rect = Rect::between(corner(run.left, run.y), corner(run.right, run.y + 1));
            turned.unite(&Mask::rectangle(PixelRect {
                left: rect.min.x as u32,
                top: rect.min.y as u32,
                right: rect.max.x as u32,
                bottom: rect.max.y as u32,
            }));
        }
        turned
    }
}
