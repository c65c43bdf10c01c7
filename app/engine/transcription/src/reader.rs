//! Reading pages again and again while they are corrected.

use staves::{Staff, System};
use strokes::Strokes;

use crate::memo::Memo;
use crate::parts::staves_of_parts;
use crate::prepared::{PageFound, Prepared};
use crate::problems::{FixMemo, problems};
use crate::reading::{PageReading, Symbol};
use crate::transcribe::Transcription;
use crate::walk::walk;

/// Reads pages, and keeps what was found of them: of pages that follow each other in the same order as
/// the last time, only those that have changed are prepared again, and only measures that have changed
/// are solved again. What it says is what [`transcribe`](crate::transcribe()) says.
#[derive(Debug, Default)]
pub struct Reader {
    pages: Vec<KeptPage>,
    staves_of_parts: Vec<usize>,
    memo: Memo,
    fixes: FixMemo,
}

/// A page with what it was found of.
#[derive(Debug)]
struct KeptPage {
    symbols: Vec<Symbol>,
    strokes: Strokes,
    staves: Vec<Staff>,
    systems: Vec<System>,
    found: PageFound,
}

impl KeptPage {
    /// Prepares a page, with what is still true of it `before`.
    fn of(page: &PageReading<'_>, staves_of_parts: &[usize], before: Option<&Self>) -> Self {
        let before = before.filter(|it| it.has_staves_of(page));
        let before = before.map(|it| (it.symbols.as_slice(), &it.found));
        Self {
            symbols: page.symbols.to_vec(),
            strokes: page.strokes.clone(),
            staves: page.layout.staves.clone(),
            systems: page.layout.systems.clone(),
            found: PageFound::of(*page, staves_of_parts, before),
        }
    }

    /// Whether a page is the one that this was found of.
    fn is_of(&self, page: &PageReading<'_>) -> bool {
        let is_same = self.symbols == page.symbols && self.strokes == *page.strokes;
        is_same && self.has_staves_of(page)
    }

    /// Whether the staves are those of a page. Ink is not compared: staves that are alike to the last
    /// bit are those of one picture.
    fn has_staves_of(&self, page: &PageReading<'_>) -> bool {
        self.systems == page.layout.systems && self.staves == page.layout.staves
    }
}

impl Reader {
    /// Reads the music of pages that follow each other.
    pub fn read(&mut self, pages: &[PageReading<'_>]) -> Transcription {
        let staves_of_parts = staves_of_parts(pages.iter().map(|it| it.layout));
        if staves_of_parts != self.staves_of_parts {
            self.pages.clear();
            self.staves_of_parts = staves_of_parts;
        }
        self.pages.truncate(pages.len());
        for (number, page) in pages.iter().enumerate() {
            match self.pages.get_mut(number) {
                Some(kept) if kept.is_of(page) => {}
                Some(kept) => *kept = KeptPage::of(page, &self.staves_of_parts, Some(kept)),
                None => {
                    let kept = KeptPage::of(page, &self.staves_of_parts, None);
                    self.pages.push(kept);
                }
            }
        }
        let found: Vec<&PageFound> = self.pages.iter().map(|it| &it.found).collect();
        let both = found.iter().zip(pages);
        let prepared: Vec<Prepared<'_>> = both.map(|(found, page)| found.with(*page)).collect();
        let walked = walk(&prepared, &found, &self.staves_of_parts, &mut self.memo);
        let problems = problems(&prepared, &found, &walked, &mut self.fixes);
        self.memo.end_round();
        self.fixes.end_round();
        walked.transcription(problems)
    }
}
