//! Reading the same pages again after an edit.

mod drawing;

use drawing::{Drawing, Way, strokes_of};
use staves::Layout;
use strokes::Strokes;
use transcription::{Edit, PageReading, Reader, Symbol, Transcription, transcribe};

struct Page {
    layout: Layout,
    symbols: Vec<Symbol>,
    strokes: Strokes,
}

fn page(first_id: u64) -> Page {
    let mut drawing = Drawing::of_staves(1);
    drawing.clef(0, 3.0, "gClef").time(0, 9.0, 2, 4);
    drawing.note(0, 14.0, 1, Way::Down).dot(0, 16.0, 1);
    drawing.last().score = 0.6;
    drawing.note(0, 20.0, 1, Way::Down).bar(26.0);
    drawing
        .note(0, 30.0, 1, Way::Down)
        .note(0, 36.0, 1, Way::Down)
        .bar(40.0);
    let (layout, mut symbols) = drawing.found();
    for symbol in &mut symbols {
        symbol.id += first_id;
    }
    let strokes = strokes_of(&layout, &symbols);
    Page {
        layout,
        symbols,
        strokes,
    }
}

fn readings(pages: &[Page]) -> Vec<PageReading<'_>> {
    let readings = pages.iter().map(|it| PageReading {
        layout: &it.layout,
        symbols: &it.symbols,
        strokes: &it.strokes,
    });
    readings.collect()
}

#[test]
fn reading_again_says_what_reading_anew_says() {
    let mut pages = vec![page(0), page(100)];
    let mut reader = Reader::default();
    let same = |reader: &mut Reader, pages: &[Page]| -> Transcription {
        let again = reader.read(&readings(pages));
        assert_eq!(again, transcribe(&readings(pages)));
        again
    };
    let first = same(&mut reader, &pages);
    assert_eq!(same(&mut reader, &pages), first);
    let problem = first
        .problems
        .iter()
        .find(|it| it.page == 1 && it.kind.is_rhythm());
    let fix = problem.and_then(|it| it.fixes.first()).expect("a fix");
    assert!(matches!(fix.edit, Edit::Remove(_) | Edit::Become(..)));
    fix.edit.apply(&mut pages[1].symbols, 900);
    pages[1].strokes = strokes_of(&pages[1].layout, &pages[1].symbols);
    let second = same(&mut reader, &pages);
    assert_eq!(second.problems.len() + 1, first.problems.len());
    pages.remove(0);
    same(&mut reader, &pages);
    same(&mut reader, &[]);
    same(&mut reader, &pages);
}
