//! The verdicts of an inspection as a page for somebody who owns the product.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use annotation::{Document, PictureId};
use atomic_write_file::AtomicWriteFile;
use decision::{DecisionError, OperatingPoint, PartId, Report, Sources, Study};
use imaging::{Picture, Raster, Samples, encode_png};
use jiff::Timestamp;
use jobs::Work;
use shapes::{PictureSize, PixelRect, Shape};
use store::PictureRow;

use super::film::{Files, Film};

/// The room around a defect on its crop, in pixels.
const AROUND_PX: f64 = 40.0;
/// The least and the greatest side of a crop, in pixels.
const CROP_SIDES_PX: (f64, f64) = (128.0, 640.0);
/// How far the frame around a defect keeps from it, in pixels.
const FRAME_PX: f64 = 4.0;
/// The colour of the frame: vermilion of Okabe and Ito.
const FRAME: [u8; 3] = [0xD5, 0x5E, 0x00];
/// No more crops than these are put onto a page, so that it can be sent by mail.
const MOST_CROPS: u32 = 400;

/// What a report is made of.
pub struct Reporting {
    /// All that is labelled.
    pub document: Document,
    /// The pictures.
    pub rows: Arc<Vec<PictureRow>>,
    /// The findings against the labels.
    pub study: Study,
    /// The thresholds in force.
    pub point: OperatingPoint,
    /// What was inspected, such as the name of the project.
    pub subject: String,
}

impl Reporting {
    /// The report. Reads the pictures that it shows: call it from a job.
    ///
    /// # Errors
    /// As [`Report::new`].
    pub fn report(&self, work: &Work) -> Result<Report, DecisionError> {
        let rows = self.rows.iter().map(|row| (row.id, row)).collect();
        let files: Files = self
            .rows
            .iter()
            .map(|row| (row.id, (row.path.clone(), row.page)))
            .collect();
        let archive = Archive {
            document: &self.document,
            rows,
            film: Film::new(&files, work),
            crops_left: Cell::new(MOST_CROPS),
        };
        let now = Timestamp::now();
        Report::new(&self.study, &self.point, None, &self.subject, now, &archive)
    }
}

/// Writes a page; a file of that name is replaced in one step.
///
/// # Errors
/// When the file cannot be written; one that was there stays then.
pub fn write_page(path: &Path, page: &str) -> std::io::Result<()> {
    let mut file = AtomicWriteFile::open(path)?;
    file.write_all(page.as_bytes())?;
    file.commit()
}

/// How bad a class is: those that stand first in the list of classes are the worst.
pub fn severity(document: &Document, class: &str) -> f64 {
    let place = document.classes().position(|it| it.name == class);
    place.map_or(f64::NEG_INFINITY, |place| -(place as f64))
}

/// Names and pictures of the project.
struct Archive<'a> {
    document: &'a Document,
    rows: HashMap<PictureId, &'a PictureRow>,
    film: Film<'a>,
    crops_left: Cell<u32>,
}

impl Sources for Archive<'_> {
    fn part_name(&self, part: PartId) -> String {
        match part {
            PartId::Series(series) => self
                .document
                .one_series(series)
                .map_or_else(|| series.to_string(), |series| series.name.clone()),
            PartId::Picture(picture) => self.picture_name(picture),
        }
    }

    fn picture_name(&self, picture: PictureId) -> String {
        let Some(row) = self.rows.get(&picture) else {
            return picture.0.to_string();
        };
        // The way from the project's folder up to where both lie tells a reader nothing.
        let file = row.relative.trim_start_matches("../");
        if row.page_count > 1 {
            format!("{file}#{}", row.page)
        } else {
            file.to_owned()
        }
    }

    fn crop(&self, picture: PictureId, shape: &Shape) -> Option<Vec<u8>> {
        self.crops_left.set(self.crops_left.get().checked_sub(1)?);
        let picture = self.film.picture(picture).ok().flatten()?;
        encode_png(&crop(&picture, shape)?).ok()
    }

    fn severity(&self, class: &str) -> f64 {
        severity(self.document, class)
    }
}

/// The picture around a shape, with a frame around the shape: 8 bits of red, green and blue.
fn crop(picture: &Picture, shape: &Shape) -> Option<Raster> {
    let page = picture.page();
    let size = PictureSize {
        width_px: page.width_px,
        height_px: page.height_px,
    };
    let bounds = shape.bounds()?;
    let side = |length_px: f64| {
        let (least, most) = CROP_SIDES_PX;
        (length_px + 2.0 * AROUND_PX).clamp(least, most) / 2.0
    };
    let (half_width_px, half_height_px) = (side(bounds.width_px()), side(bounds.height_px()));
    let middle = bounds.center();
    let whole = |at: f64| at.round().max(0.0) as u32;
    let rect = PixelRect {
        left: whole(middle.x - half_width_px),
        top: whole(middle.y - half_height_px),
        right: whole(middle.x + half_width_px),
        bottom: whole(middle.y + half_height_px),
    }
    .intersection(&size.pixels());
    if rect.is_empty() {
        return None;
    }
    let region = picture
        .region(0, rect.left, rect.top, rect.width_px(), rect.height_px())
        .ok()?;
    let mut pixels = red_green_blue(&region);
    let frame = bounds.grown(FRAME_PX);
    let inside = |at: f64, start: u32| at.round() - f64::from(start);
    paint_frame(
        &mut pixels,
        (rect.width_px(), rect.height_px()),
        [
            inside(frame.min.x, rect.left),
            inside(frame.min.y, rect.top),
            inside(frame.max.x, rect.left),
            inside(frame.max.y, rect.top),
        ],
    );
    let samples = Samples::U8(pixels);
    Some(Raster::new(rect.width_px(), rect.height_px(), 3, samples))
}

/// The pixels in 8 bits of red, green and blue; deeper ones are spread over what there is.
fn red_green_blue(raster: &Raster) -> Vec<u8> {
    let values = (0..raster.samples.len()).map(|index| raster.samples.get(index));
    let eight_bit = match &raster.samples {
        Samples::U8(_) => raster.clone(),
        _ => {
            let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), it| {
                (low.min(it), high.max(it))
            });
            raster.windowed_u8(low, high)
        }
    };
    let channels = usize::from(raster.channels);
    let level = |index: usize| eight_bit.samples.get(index) as u8;
    let pixels = raster.width_px as usize * raster.height_px as usize;
    (0..pixels)
        .flat_map(|pixel| {
            let first = pixel * channels;
            if channels >= 3 {
                [level(first), level(first + 1), level(first + 2)]
            } else {
                [level(first); 3]
            }
        })
        .collect()
}

/// Paints the outline of a box, as far as it lies within.
fn paint_frame(
    pixels: &mut [u8],
    (width_px, height_px): (u32, u32),
    [left, top, right, bottom]: [f64; 4],
) {
    let mut paint = |x: f64, y: f64| {
        if x >= 0.0 && y >= 0.0 && x < f64::from(width_px) && y < f64::from(height_px) {
            let at = 3 * (y as usize * width_px as usize + x as usize);
            pixels[at..at + 3].copy_from_slice(&FRAME);
        }
    };
    for step in 0..=(right - left).max(0.0) as u32 {
        paint(left + f64::from(step), top);
        paint(left + f64::from(step), bottom);
    }
    for step in 0..=(bottom - top).max(0.0) as u32 {
        paint(left, top + f64::from(step));
        paint(right, top + f64::from(step));
    }
}

#[cfg(test)]
mod tests {
    use imaging::SampleKind;
    use shapes::{Point, Rect};

    use super::*;

    fn boxed(left: f64, top: f64, right: f64, bottom: f64) -> Shape {
        Shape::Box(Rect::between(
            Point::new(left, top),
            Point::new(right, bottom),
        ))
    }

    #[test]
    fn a_crop_shows_a_frame_around_the_defect_and_stays_in_the_picture() {
        let picture = Picture::from_raster(Raster::zeroed(300, 200, 1, SampleKind::U8));
        let shown = crop(&picture, &boxed(4.0, 100.0, 12.0, 110.0)).unwrap();
        // 64 pixels to both sides of the middle (8, 105), of which 8 are there at the left.
        assert_eq!((shown.width_px, shown.height_px), (72, 128));
        let at = |x, y| shown.values_at(x, y).unwrap();
        let is_frame = |x, y| at(x, y).iter().map(|it| *it as u8).eq(FRAME);
        assert!(is_frame(0, 55) && is_frame(16, 60));
        assert!(!is_frame(8, 64));
        assert!(crop(&picture, &boxed(400.0, 0.0, 410.0, 9.0)).is_none());
        // A scratch over the whole picture is not larger than a page.
        let long = crop(&picture, &boxed(0.0, 90.0, 300.0, 96.0)).unwrap();
        assert_eq!((long.width_px, long.height_px), (300, 128));
    }

    #[test]
    fn deep_pixels_are_spread_over_what_there_is() {
        let samples = Samples::U16(vec![1000, 2000, 3000, 1000]);
        let raster = Raster::new(2, 2, 1, samples);
        let pixels = red_green_blue(&raster);
        assert_eq!((pixels[0], pixels[6]), (0, 255));
    }
}
