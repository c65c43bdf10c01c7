//! Pages that nobody wants to read: turned, cut, torn, tiny, huge, without music, broken files. Each is
//! either read as far as it goes or refused with a word that says what to do, and what is written is
//! always music that can be read again.
#![allow(clippy::unwrap_used)]

mod program;

use std::path::{Path, PathBuf};

use imaging::{Limits, Picture, Raster, Samples};
use jobs::Work;
use notation::musicxml;
use program::{Home, score_data};

/// Paper.
const WHITE: u8 = 255;

/// A grey page: columns, and samples row by row.
struct Page {
    width: usize,
    grey: Vec<u8>,
}

impl Page {
    /// The small parade.
    fn parade() -> Self {
        let path = score_data("a_small_parade.png");
        let picture = Picture::open(&path, 1, &Limits::default(), &Work::detached()).unwrap();
        let raster = picture.whole(&Work::detached()).unwrap();
        Self {
            width: raster.width_px as usize,
            grey: raster.grey_levels(),
        }
    }

    fn height(&self) -> usize {
        self.grey.len() / self.width
    }

    /// A page of this size whose samples come from columns and rows.
    fn drawn(width: usize, height: usize, level: impl Fn(usize, usize) -> u8) -> Self {
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let grey = places.map(|(x, y)| level(x, y)).collect();
        Self { width, grey }
    }

    fn at(&self, x: usize, y: usize) -> u8 {
        self.grey[y * self.width + x]
    }

    /// The page at another size, by the mean of what falls on a pixel or by the nearest one.
    fn scaled(&self, by: f64) -> Self {
        let side = |of: usize| (of as f64 * by) as usize;
        let reach = (1.0 / by).ceil().max(1.0) as usize;
        Self::drawn(side(self.width), side(self.height()), |x, y| {
            let from = |at: usize| (at as f64 / by) as usize;
            let columns = from(x)..(from(x) + reach).min(self.width);
            let rows = from(y)..(from(y) + reach).min(self.height());
            let inside = rows.flat_map(|y| columns.clone().map(move |x| (x, y)));
            let levels: Vec<u32> = inside.map(|(x, y)| u32::from(self.at(x, y))).collect();
            (levels.iter().sum::<u32>() / levels.len() as u32) as u8
        })
    }

    fn written(&self, home: &Home, name: &str) -> PathBuf {
        let path = home.path().join(name);
        let samples = Samples::U8(self.grey.clone());
        let raster = Raster::new(self.width as u32, self.height() as u32, 1, samples);
        imaging::save_png(&raster, &path).unwrap();
        path
    }
}

/// Scans a file that must be refused with these words, and write nothing.
fn assert_refused(input: &Path, home: &Home, words: &str) {
    let output = home.path().join("refused.musicxml");
    let ran = home.scan(&[input], &output, &[]);
    assert!(!ran.success && ran.stderr.contains(words), "{ran:?}");
    assert!(!output.exists());
}

/// Scans a page that can be read: how many measures and notes it has, and what was said.
fn read(page: &Page, home: &Home) -> (usize, usize, String) {
    let (input, output) = (
        page.written(home, "page.png"),
        home.path().join("page.musicxml"),
    );
    let ran = home.scan(&[&input], &output, &[]);
    assert!(ran.success, "{ran:?}");
    let score = musicxml::read(&std::fs::read(&output).unwrap())
        .unwrap()
        .score;
    let measures = score.parts.iter().map(|it| it.measures.len()).max();
    let chords = score.parts.iter().flat_map(|it| &it.measures);
    let notes = chords
        .flat_map(|it| &it.voices)
        .flat_map(notation::Voice::entries)
        .filter_map(notation::Entry::as_chord)
        .map(|it| it.notes.len());
    (measures.unwrap_or(0), notes.sum(), ran.stdout + &ran.stderr)
}

#[test]
fn turned_pages_are_refused_with_the_turn_that_they_need() {
    let home = Home::new();
    let parade = Page::parade();
    let (width, height) = (parade.width, parade.height());
    let head_down = Page::drawn(width, height, |x, y| {
        parade.at(width - 1 - x, height - 1 - y)
    });
    assert_refused(
        &head_down.written(&home, "down.png"),
        &home,
        "the page is upside down; turn it by 180 degrees",
    );
    let on_side = Page::drawn(height, width, |x, y| parade.at(y, height - 1 - x));
    assert_refused(
        &on_side.written(&home, "side.png"),
        &home,
        "turn it by 90 degrees",
    );
}

#[test]
fn small_and_large_pages_are_read_alike() {
    let home = Home::new();
    let parade = Page::parade();
    let (measures, notes, _) = read(&parade, &home);
    assert_eq!(measures, 16);
    // Staff spaces of 6 and of 60 pixels instead of 17.2.
    for (by, least) in [(0.35, notes - 6), (3.49, notes)] {
        let (found, read, said) = read(&parade.scaled(by), &home);
        assert_eq!(found, 16, "{by}: {said}");
        assert!(
            (least..=notes + 2).contains(&read),
            "{by}: {read} of {notes}"
        );
    }
}

#[test]
fn what_a_cut_or_torn_page_still_shows_is_read() {
    let home = Home::new();
    let parade = Page::parade();
    let (width, height) = (parade.width, parade.height());
    let (_, notes, _) = read(&parade, &home);
    // Without its left margin there are no clefs: that is said loudly.
    let left = width / 8;
    let cut = Page::drawn(width - left, height, |x, y| parade.at(x + left, y));
    let (_, found, said) = read(&cut, &home);
    assert!(said.contains("shows no clef"), "{said}");
    assert!(found > notes / 2 && found <= notes);
    // The corner at the upper right is gone.
    let torn = Page::drawn(width, height, |x, y| {
        let is_gone = 3 * (width - x) + 2 * y < width / 2;
        if is_gone { WHITE } else { parade.at(x, y) }
    });
    let (_, found, _) = read(&torn, &home);
    assert!(found > notes / 2 && found <= notes, "{found} of {notes}");
}

#[test]
fn empty_staves_have_no_notes() {
    let home = Home::new();
    // Forty staves that one line joins at the left.
    let lines = |space: usize, apart: usize, count: usize, lines: usize| {
        Page::drawn(1400, (count + 1) * apart, move |x, y| {
            let (staff, row) = (y / apart, y % apart);
            let is_inside = (80..1320).contains(&x) && staff < count;
            let is_line = row % space < 2 && row / space < lines;
            let is_joined = (80..83).contains(&x) && y < (count - 1) * apart + (lines - 1) * space;
            if is_inside && is_line || is_joined {
                0
            } else {
                WHITE
            }
        })
    };
    let (measures, notes, _) = read(&lines(12, 110, 40, 5), &home);
    assert_eq!((measures, notes), (1, 0));
}

#[test]
fn pages_and_files_without_music_say_so() {
    let home = Home::new();
    // Rows of dots, as far off as text may be seen.
    let text = Page::drawn(1200, 1600, |x, y| {
        if y % 40 < 14 && (x / 9 + y / 5) % 3 == 0 {
            0
        } else {
            WHITE
        }
    });
    assert_refused(
        &text.written(&home, "text.png"),
        &home,
        "no page with music",
    );
    let empty = home.path().join("empty.pdf");
    std::fs::write(&empty, b"").unwrap();
    assert_refused(&empty, &home, "not a picture that can be opened");
    let pages = home.path().join("no_pages.pdf");
    let body = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
                2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
                trailer<</Root 1 0 R/Size 3>>\n%%EOF\n";
    std::fs::write(&pages, body).unwrap();
    assert_refused(&pages, &home, "This file has no pages");
    // What cannot be opened is said before anything else is read.
    let output = home.path().join("rest.musicxml");
    let ran = home.scan(&[&empty, &score_data("a_small_parade.png")], &output, &[]);
    assert!(!ran.success && ran.stderr.contains("empty.pdf"), "{ran:?}");
    assert!(!output.exists());
}
