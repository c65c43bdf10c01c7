//! Pages that the tests draw themselves, with the boxes of what is on them.

use staves::{Layout, Page};
use strokes::{Known, KnownKind, Strokes};

/// A staff space, in pixels.
pub const SPACE: f64 = 20.0;
/// How far it is from the middle of one staff to that of the next, in staff spaces.
const APART: f64 = 14.0;
/// Where staves begin, and how long they are, in staff spaces.
const LEFT: f64 = 6.0;
pub const LENGTH: f64 = 60.0;
/// Half of the size of a head, in staff spaces.
const HEAD: [f64; 2] = [0.62, 0.47];
/// How far the middle of a stem is from that of its head, in staff spaces.
const STEM_AT: f64 = 0.56;
/// How thick beams are, in staff spaces.
const BEAM: f64 = 0.5;

/// Where a stem points.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

/// A column and a row in pixels.
pub type Place = [f64; 2];

/// A page under the pen, with one system. Columns are in staff spaces from the left end of the
/// staves, places in half staff spaces above the middle of a staff.
pub struct Sheet {
    pub width: usize,
    pub height: usize,
    pub levels: Vec<u8>,
    pub known: Vec<Known>,
}

impl Sheet {
    /// A page with a system of so many staves.
    pub fn of_staves(staves: usize) -> Self {
        let width = ((2.0 * LEFT + LENGTH) * SPACE) as usize;
        let height = (APART * (staves as f64 + 1.0) * SPACE) as usize;
        let mut sheet = Self {
            width,
            height,
            levels: vec![255; width * height],
            known: Vec::new(),
        };
        for staff in 0..staves {
            for line in -2..=2 {
                let [left, right] =
                    [0.0, LENGTH].map(|x| sheet.at(staff, x, 2.0 * f64::from(line)));
                sheet.line(left, right, 2.0);
            }
        }
        for x in [0.0, LENGTH] {
            let (top, bottom) = (sheet.at(0, x, 4.0), sheet.at(staves - 1, x, -4.0));
            sheet.upright(top[0], top[1], bottom[1], 3.0);
        }
        sheet
    }

    /// The pixel at a place of a staff.
    pub fn at(&self, staff: usize, x: f64, place: f64) -> Place {
        let middle = APART * (staff as f64 + 1.0);
        [(LEFT + x) * SPACE, (middle - place / 2.0) * SPACE]
    }

    pub fn layout(&self) -> Layout {
        let page = Page::new(self.width, self.height, &self.levels).expect("a page");
        staves::find(&page, None).expect("staves")
    }

    /// The strokes that are found.
    pub fn found(&self) -> Strokes {
        strokes::find(&self.layout(), &self.known)
    }

    /// A head; gives its number.
    pub fn head(&mut self, kind: KnownKind, staff: usize, x: f64, place: i32) -> usize {
        let [x, y] = self.at(staff, x, f64::from(place));
        let [wide, high] = HEAD.map(|it| it * SPACE);
        let is_hollow = kind != KnownKind::BlackHead;
        self.fill(x - wide, y - high, x + wide, y + high, |column, row| {
            let distance = ((column - x) / wide).hypot((row - y) / high);
            distance <= 1.0 && (!is_hollow || distance > 0.6)
        });
        self.know(kind, [x - wide, y - high, x + wide, y + high])
    }

    /// A stem of a head at a column, from its place to another one. Gives the column of its middle,
    /// in pixels.
    pub fn stem(&mut self, staff: usize, x: f64, place: i32, tip: f64) -> f64 {
        let outwards = if tip > f64::from(place) { 1.0 } else { -1.0 };
        let x = x + outwards * STEM_AT;
        let (one, two) = (self.at(staff, x, f64::from(place)), self.at(staff, x, tip));
        self.upright(one[0], one[1].min(two[1]), one[1].max(two[1]), 3.0);
        one[0]
    }

    /// A quarter note; gives the number of its head.
    pub fn note(&mut self, staff: usize, x: f64, place: i32, way: Way) -> usize {
        let length = if way == Way::Up { 7 } else { -7 };
        self.stem(staff, x, place, f64::from(place + length));
        self.head(KnownKind::BlackHead, staff, x, place)
    }

    /// Black heads at columns and places with stems to one row, and the columns of the stems in
    /// pixels; the beam is missing.
    pub fn group(&mut self, staff: usize, notes: &[(f64, i32)], tip: f64) -> Vec<f64> {
        let stem = |&(x, place): &(f64, i32)| {
            self.head(KnownKind::BlackHead, staff, x, place);
            self.stem(staff, x, place, tip)
        };
        notes.iter().map(stem).collect()
    }

    /// A beam whose middle goes from one place to another.
    pub fn beam(&mut self, from: Place, to: Place) {
        self.line(from, to, BEAM * SPACE);
    }

    /// A line between two places, with upright ends, so thick in pixels from edge to edge.
    pub fn line(&mut self, from: Place, to: Place, thickness: f64) {
        let slope = (to[1] - from[1]) / (to[0] - from[0]);
        let (top, bottom) = (
            from[1].min(to[1]) - thickness,
            from[1].max(to[1]) + thickness,
        );
        self.fill(from[0], top, to[0], bottom, |x, y| {
            let middle = from[1] + slope * (x - from[0]);
            y >= middle - thickness / 2.0 && y < middle + thickness / 2.0
        });
    }

    /// An upright line.
    pub fn upright(&mut self, x: f64, top: f64, bottom: f64, thickness: f64) {
        let half = thickness / 2.0;
        self.fill(x - half, top, x + half, bottom, |_, _| true);
    }

    /// A slur or tie between two places that bows upwards by so many staff spaces; downwards where
    /// they are negative.
    pub fn arc(&mut self, from: Place, to: Place, up: f64) {
        let reach = up.abs() * SPACE + 6.0;
        let (top, bottom) = (from[1].min(to[1]) - reach, from[1].max(to[1]) + reach);
        self.fill(from[0], top, to[0], bottom, |x, y| {
            let share = (x - from[0]) / (to[0] - from[0]);
            let bow = 4.0 * share * (1.0 - share);
            let middle = from[1] + share * (to[1] - from[1]) - bow * up * SPACE;
            (y - middle).abs() <= 1.2 + 1.8 * bow
        });
    }

    /// A box of some other symbol, whose ink is of no interest.
    pub fn sign(&mut self, middle: Place, width: f64, height: f64) {
        let (x, y) = (width / 2.0 * SPACE, height / 2.0 * SPACE);
        let [left, top] = [middle[0] - x, middle[1] - y];
        self.know(KnownKind::Other, [left, top, middle[0] + x, middle[1] + y]);
    }

    /// White again.
    pub fn wipe(&mut self, left: f64, top: f64, right: f64, bottom: f64) {
        self.paint(left, top, right, bottom, 255, |_, _| true);
    }

    fn know(&mut self, kind: KnownKind, [left, top, right, bottom]: [f64; 4]) -> usize {
        self.known.push(Known {
            kind,
            is_small: false,
            left_px: left,
            top_px: top,
            right_px: right,
            bottom_px: bottom,
            score: 1.0,
        });
        self.known.len() - 1
    }

    fn fill(
        &mut self,
        left: f64,
        top: f64,
        right: f64,
        bottom: f64,
        is_ink: impl Fn(f64, f64) -> bool,
    ) {
        self.paint(left, top, right, bottom, 0, is_ink);
    }

    /// Gives a level to the pixels of a box whose middles are chosen.
    fn paint(
        &mut self,
        left: f64,
        top: f64,
        right: f64,
        bottom: f64,
        level: u8,
        is_chosen: impl Fn(f64, f64) -> bool,
    ) {
        let columns =
            left.round().max(0.0) as usize..(right.round().max(0.0) as usize).min(self.width);
        let rows =
            top.round().max(0.0) as usize..(bottom.round().max(0.0) as usize).min(self.height);
        for y in rows {
            for x in columns.clone() {
                if is_chosen(x as f64 + 0.5, y as f64 + 0.5) {
                    self.levels[y * self.width + x] = level;
                }
            }
        }
    }
}

/// Whether two places are no farther apart than so many staff spaces.
pub fn is_near(a: Place, b: Place, spaces: f64) -> bool {
    (a[0] - b[0]).hypot(a[1] - b[1]) <= spaces * SPACE
}
