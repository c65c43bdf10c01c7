//! A page with one system, drawn as plainly as can be, with the boxes of what is on it.
#![allow(dead_code, reason = "each test uses a part of it")]

mod marks;
mod more;

use std::ops::Range;

use staves::{Layout, Page, find};
use strokes::Strokes;
use transcription::{PageReading, Sign, Symbol, Transcription, transcribe};

/// A staff space, in pixels.
const SPACE: f64 = 20.0;
/// How far it is from the middle of one staff to that of the next, in staff spaces.
const APART: f64 = 12.0;
/// Where staves begin, and how long they are, in staff spaces.
const LEFT: f64 = 6.0;
const WIDTH: f64 = 48.0;

/// Where a stem points.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

/// The strokes of a page with these symbols.
pub fn strokes_of(layout: &Layout, symbols: &[Symbol]) -> Strokes {
    let known: Vec<_> = symbols.iter().map(Symbol::known).collect();
    strokes::find(layout, &known)
}

/// The music of a page with these symbols.
pub fn read(layout: &Layout, symbols: &[Symbol]) -> Transcription {
    transcribe(&[PageReading {
        layout,
        symbols,
        strokes: &strokes_of(layout, symbols),
    }])
}

/// A page under the pen. Columns are in staff spaces from the left end of the staves, places in half
/// staff spaces above the middle of a staff.
pub struct Drawing {
    width: usize,
    height: usize,
    grey: Vec<u8>,
    systems: Vec<Range<usize>>,
    symbols: Vec<Symbol>,
}

impl Drawing {
    /// A page with a system of so many staves; two are joined by a brace.
    pub fn of_staves(staves: usize) -> Self {
        Self::of_systems(&[staves])
    }

    /// A page with systems of so many staves, counted through from the top.
    pub fn of_systems(sizes: &[usize]) -> Self {
        let staves: usize = sizes.iter().sum();
        let mut first = 0;
        let systems = sizes.iter().map(|it| {
            first += it;
            first - it..first
        });
        let systems: Vec<Range<usize>> = systems.collect();
        let width = ((LEFT + WIDTH + 6.0) * SPACE) as usize;
        let height = ((APART * staves as f64 + 8.0) * SPACE) as usize;
        let mut drawing = Self {
            width,
            height,
            grey: vec![255; width * height],
            systems,
            symbols: Vec::new(),
        };
        for staff in 0..staves {
            for line in -2..=2 {
                let y = drawing.y_px(staff, 2 * line);
                drawing.fill(drawing.x_px(0.0), y - 1.0, drawing.x_px(WIDTH), y + 1.0);
            }
        }
        drawing.bar(0.0);
        for system in drawing.systems.clone() {
            if system.len() == 2 {
                let (top, bottom) = drawing.ends_px(&system);
                drawing.brace(top, bottom);
            }
        }
        drawing.bar(WIDTH);
        drawing
    }

    /// The page as it is found to be, with its symbols.
    pub fn found(&self) -> (Layout, Vec<Symbol>) {
        let page = Page::new(self.width, self.height, &self.grey).expect("a page");
        let layout = find(&page, None).expect("staves");
        (layout, self.symbols.clone())
    }

    /// The music of the page.
    pub fn read(&self) -> Transcription {
        let (layout, symbols) = self.found();
        read(&layout, &symbols)
    }

    /// A bar line through all staves of each system.
    pub fn bar(&mut self, x: f64) -> &mut Self {
        let x = self.x_px(x);
        for system in self.systems.clone() {
            let (top, bottom) = self.ends_px(&system);
            self.fill(x - 1.5, top, x + 1.5, bottom);
        }
        self
    }

    /// The upper and the lower end of a system.
    fn ends_px(&self, system: &Range<usize>) -> (f64, f64) {
        (self.y_px(system.start, 4), self.y_px(system.end - 1, -4))
    }

    /// A clef, as a box around its place in print.
    pub fn clef(&mut self, staff: usize, x: f64, name: &str) -> &mut Self {
        // The treble clef reaches further up than down from its line, the bass clef the other way.
        let (line, up, down) = match name {
            "gClef" => (-2, 4.39, 2.63),
            // With a figure above it or below it.
            "gClef8va" => (-2, 5.6, 2.63),
            "gClef8vb" => (-2, 4.39, 3.9),
            _ => (2, 1.06, 2.54),
        };
        let y = self.y_px(staff, line);
        self.symbol(
            name,
            self.x_px(x) - 25.0,
            y - up * SPACE,
            50.0,
            (up + down) * SPACE,
        );
        self
    }

    /// A time signature.
    pub fn time(&mut self, staff: usize, x: f64, beats: u8, unit: u8) -> &mut Self {
        for (digit, place) in [(beats, 2), (unit, -2)] {
            let (y, name) = (self.y_px(staff, place), format!("timeSig{digit}"));
            self.symbol(&name, self.x_px(x) - 15.0, y - SPACE, 30.0, 2.0 * SPACE);
        }
        self
    }

    /// An accidental whose place is the one that it stands for.
    pub fn accidental(&mut self, staff: usize, x: f64, place: i32, name: &str) -> &mut Self {
        let y = self.y_px(staff, place);
        let (up, down) = if name == "accidentalFlat" {
            (1.76, 0.7)
        } else {
            (1.37, 1.37)
        };
        self.symbol(
            name,
            self.x_px(x) - 8.0,
            y - up * SPACE,
            16.0,
            (up + down) * SPACE,
        );
        self
    }

    /// A dot that makes the note before it longer.
    pub fn dot(&mut self, staff: usize, x: f64, place: i32) -> &mut Self {
        let y = self.y_px(staff, place);
        self.symbol("augmentationDot", self.x_px(x) - 4.0, y - 4.0, 8.0, 8.0);
        self
    }

    /// What was drawn last, to be changed.
    pub fn last(&mut self) -> &mut Symbol {
        self.symbols.last_mut().expect("something was drawn")
    }

    /// A quarter note.
    pub fn note(&mut self, staff: usize, x: f64, place: i32, way: Way) -> &mut Self {
        self.head(staff, x, place, "noteheadBlack");
        self.stem(staff, x, place, way, 7);
        self
    }

    /// A half note.
    pub fn half(&mut self, staff: usize, x: f64, place: i32, way: Way) -> &mut Self {
        self.head(staff, x, place, "noteheadHalf");
        self.stem(staff, x, place, way, 7);
        self
    }

    /// Eighths under one level beam.
    pub fn beamed(
        &mut self,
        staff: usize,
        x: f64,
        step: f64,
        places: &[i32],
        way: Way,
    ) -> &mut Self {
        let tip = match way {
            Way::Up => places.iter().max().map_or(0, |it| it + 7),
            Way::Down => places.iter().min().map_or(0, |it| it - 7),
        };
        let mut ends = Vec::new();
        for (at, place) in places.iter().enumerate() {
            let x = x + step * at as f64;
            self.head(staff, x, *place, "noteheadBlack");
            ends.push(self.stem(staff, x, *place, way, (tip - place).abs()));
        }
        let y = self.y_px(staff, tip);
        let inner = if way == Way::Up { 1.0 } else { -1.0 };
        let (from, to) = (y.min(y + inner * 10.0), y.max(y + inner * 10.0));
        self.fill(ends[0] - 1.5, from, ends[ends.len() - 1] + 1.5, to);
        self
    }

    fn head(&mut self, staff: usize, x: f64, place: i32, name: &str) {
        let (x, y) = (self.x_px(x), self.y_px(staff, place));
        let (wide, high) = (0.62 * SPACE, 0.47 * SPACE);
        let hollow = name == "noteheadHalf";
        for row in (y - high) as i32..=(y + high) as i32 {
            for column in (x - wide) as i32..=(x + wide) as i32 {
                let (dx, dy) = ((f64::from(column) - x) / wide, (f64::from(row) - y) / high);
                let distance = dx.hypot(dy);
                if distance <= 1.0 && (!hollow || distance > 0.6) {
                    self.ink(column, row);
                }
            }
        }
        let below = (4..=20).step_by(2).map(|line| -line - 2);
        for line in below.filter(|line| *line >= place) {
            let y = self.y_px(staff, line);
            self.fill(x - 1.0 * SPACE, y - 1.0, x + 1.0 * SPACE, y + 1.0);
        }
        self.mark(name, x - wide, y - high, 2.0 * wide, 2.0 * high);
    }

    /// A stem so many half staff spaces long. Gives its column.
    fn stem(&mut self, staff: usize, x: f64, place: i32, way: Way, length: i32) -> f64 {
        let side = 0.56 * SPACE;
        let (x, tip) = match way {
            Way::Up => (self.x_px(x) + side, place + length),
            Way::Down => (self.x_px(x) - side, place - length),
        };
        let (one, two) = (self.y_px(staff, place), self.y_px(staff, tip));
        self.fill(x - 1.2, one.min(two), x + 1.2, one.max(two));
        x
    }

    fn brace(&mut self, top: f64, bottom: f64) {
        let x = self.x_px(0.0) - 0.9 * SPACE;
        let middle = f64::midpoint(top, bottom);
        let half = (bottom - top) / 2.0;
        for row in top as i32..bottom as i32 {
            let place = 1.0 - (f64::from(row) - middle).abs() / half;
            let bow = (place * std::f64::consts::PI).sin();
            let x = x - 0.5 * SPACE * place.powi(3) + 0.25 * SPACE * (1.0 - place);
            for column in (x - 1.5 - 3.5 * bow) as i32..=(x + 1.5 + 3.5 * bow) as i32 {
                self.ink(column, row);
            }
        }
    }

    /// A symbol of which only the box is of interest.
    fn symbol(&mut self, name: &str, left: f64, top: f64, width: f64, height: f64) {
        self.mark(name, left, top, width, height);
    }

    fn mark(&mut self, name: &str, left: f64, top: f64, width: f64, height: f64) {
        let sign = Sign::of_name(name).expect("a sign");
        let (id, box_px) = (
            self.symbols.len() as u64 + 1,
            [left, top, left + width, top + height],
        );
        self.symbols.push(Symbol::new(id, sign, box_px, 1.0));
    }

    fn x_px(&self, x: f64) -> f64 {
        (LEFT + x) * SPACE
    }

    fn y_px(&self, staff: usize, place: i32) -> f64 {
        (4.0 + APART * (staff as f64 + 0.5) - f64::from(place) / 2.0) * SPACE
    }

    fn fill(&mut self, left: f64, top: f64, right: f64, bottom: f64) {
        for row in top.round() as i32..bottom.round() as i32 {
            for column in left.round() as i32..right.round() as i32 {
                self.ink(column, row);
            }
        }
    }

    fn ink(&mut self, x: i32, y: i32) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return;
        };
        if x < self.width && y < self.height {
            self.grey[y * self.width + x] = 0;
        }
    }
}
