//! How long a page of music takes from picture to MusicXML, and a correction in a score of eight
//! pages, with the model that the program comes with.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::path::Path;
use std::time::Instant;

use detection::Detector;
use imaging::{Limits, Picture, Raster, Samples};
use jobs::Work;
use packs::Pack;
use runtime::{Provider, ProviderChoice, Runtime, library_candidates};
use staves::Layout;
use strokes::Strokes;
use transcription::{PageReading, Reader, Sign, Symbol};

/// How often the sheet of two systems is on the page, so that it is as high as A4.
const SHEETS: usize = 4;
const PAGES: usize = 8;
const REPEATS: usize = 5;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let runtime = Runtime::load(&library_candidates(None)).unwrap();
    let pack = Pack::open(&root.join("models/scores/symbols")).unwrap();
    let (cpu, work) = (ProviderChoice::Only(Provider::Cpu), Work::detached());
    let detector = Detector::open(&runtime, &pack, cpu, &work).unwrap();
    let sheet = root.join("tests/scores/a_small_parade.png");
    let sheet = Picture::open(&sheet, 1, &Limits::default(), &work).unwrap();
    let sheet = sheet.whole(&work).unwrap();
    for (name, times) in [("score_page", 1), ("score_page_600dpi", 2)] {
        let picture = Picture::from_raster(page(&sheet, times));
        let fastest_ms = fastest_ms(|| {
            let page = Page::read(&detector, &picture, 0);
            let transcription = Reader::default().read(&[page.reading()]);
            let mut out = Vec::new();
            notation::musicxml::write(&transcription.score, &mut out).unwrap();
            assert!(transcription.measures.len() >= 16 * SHEETS);
        });
        println!(r#"{{"name":"{name}","value":{fastest_ms:.1},"unit":"ms"}}"#);
    }
    let memory_mib = most_memory_mib();
    println!(r#"{{"name":"score_memory","value":{memory_mib:.0},"unit":"MiB"}}"#);
    correction(&detector, &Picture::from_raster(page(&sheet, 1)));
}

/// How long it takes until the music is read anew after a symbol has changed: strokes of its page, and
/// what depends on them.
fn correction(detector: &Detector, picture: &Picture) {
    let mut pages: Vec<Page> = (0..PAGES)
        .map(|number| Page::read(detector, picture, number))
        .collect();
    let mut reader = Reader::default();
    let read = |reader: &mut Reader, pages: &[Page]| {
        let readings: Vec<_> = pages.iter().map(Page::reading).collect();
        reader.read(&readings)
    };
    read(&mut reader, &pages);
    let is_rest = |it: &Symbol| matches!(it.sign, Sign::Rest(_));
    let symbols = &pages[PAGES / 2].symbols;
    let rest = symbols.iter().position(is_rest).unwrap();
    let signs = [symbols[rest].sign, Sign::Rest(notation::NoteValue::Eighth)];
    let mut turn = 0;
    let fastest_ms = fastest_ms(|| {
        turn += 1;
        let page = &mut pages[PAGES / 2];
        page.symbols[rest].sign = signs[turn % 2];
        page.strokes = strokes_of(&page.layout, &page.symbols);
        read(&mut reader, &pages);
    });
    println!(r#"{{"name":"score_correction","value":{fastest_ms:.1},"unit":"ms"}}"#);
}

struct Page {
    layout: Layout,
    symbols: Vec<Symbol>,
    strokes: Strokes,
}

impl Page {
    fn read(detector: &Detector, picture: &Picture, number: usize) -> Self {
        let work = Work::detached();
        let raster = picture.whole(&work).unwrap();
        let levels = raster.grey_levels();
        let (width, height) = (raster.width_px as usize, raster.height_px as usize);
        let page = staves::Page::new(width, height, &levels).unwrap();
        let layout = staves::find(&page, None).unwrap();
        let unit_px = layout.interline_px();
        let found = detector.detect(picture, unit_px, &work).unwrap();
        let first = (number * 100_000) as u64;
        let symbols = found.found.iter().zip(first..).filter_map(|(it, id)| {
            let sign = Sign::of_name(found.label(it.class))?;
            let (min, max) = (it.bounds.min, it.bounds.max);
            let box_px = [min.x, min.y, max.x, max.y];
            Some(Symbol::new(id, sign, box_px, f64::from(it.score)))
        });
        let symbols: Vec<Symbol> = symbols.collect();
        let strokes = strokes_of(&layout, &symbols);
        Self {
            layout,
            symbols,
            strokes,
        }
    }

    fn reading(&self) -> PageReading<'_> {
        PageReading {
            layout: &self.layout,
            symbols: &self.symbols,
            strokes: &self.strokes,
        }
    }
}

fn strokes_of(layout: &Layout, symbols: &[Symbol]) -> Strokes {
    let known: Vec<_> = symbols.iter().map(Symbol::known).collect();
    strokes::find(layout, &known)
}

/// The sheet several times below each other, each pixel as so many.
fn page(sheet: &Raster, times: usize) -> Raster {
    let levels = sheet.grey_levels();
    let (width, height) = (sheet.width_px as usize, sheet.height_px as usize);
    let mut samples = Vec::with_capacity(width * height * SHEETS * times * times);
    for row in 0..height * SHEETS * times {
        let from = (row / times) % height * width;
        let levels = &levels[from..from + width];
        samples.extend(levels.iter().flat_map(|it| std::iter::repeat_n(*it, times)));
    }
    let (width, height) = ((width * times) as u32, (height * SHEETS * times) as u32);
    Raster::new(width, height, 1, Samples::U8(samples))
}

fn fastest_ms(mut act: impl FnMut()) -> f64 {
    let durations = (0..REPEATS).map(|_| {
        let start = Instant::now();
        act();
        start.elapsed().as_secs_f64() * 1e3
    });
    durations.fold(f64::INFINITY, f64::min)
}

/// The most memory that the process has had, where the system tells it.
fn most_memory_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| {
        let number = line.trim().trim_end_matches("kB").trim();
        number.parse::<f64>().ok()
    });
    kib.unwrap_or(0.0) / 1024.0
}
