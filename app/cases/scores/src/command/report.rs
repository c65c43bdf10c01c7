//! What is said of a scan: page by page, and what does not add up.

use std::time::Duration;

use notation::Content;
use serde::Serialize;
use transcription::Transcription;

use super::pages::PagePlace;
use crate::method::{Page, ScoreError};

/// What came of a page.
#[derive(Debug, Serialize)]
pub struct PageReport {
    file: String,
    page: u32,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Read {
        /// Its place among the pages that were read.
        #[serde(skip)]
        number: usize,
        interline_px: f64,
        staves: usize,
        systems: usize,
        symbols: usize,
        /// Staves that do not have five lines, from 1 at the top of the page.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        unusual_staves: Vec<usize>,
        seconds: f64,
    },
    /// There is no music on it: why it is thought so.
    WithoutMusic(String),
    /// It could not be read: why.
    Failed(String),
}

impl PageReport {
    /// A page that was read, as which one of those.
    pub fn read(place: &PagePlace, page: &Page, number: usize, duration: Duration) -> Self {
        let unusual = page.layout.unusual_staves();
        Self::new(
            place,
            Outcome::Read {
                number,
                interline_px: page.layout.interline_px(),
                staves: page.layout.staves.len(),
                systems: page.layout.systems.len(),
                symbols: page.symbols.len(),
                unusual_staves: unusual.iter().map(|it| it + 1).collect(),
                seconds: duration.as_secs_f64(),
            },
        )
    }

    /// A page that was not read.
    pub fn passed_over(place: &PagePlace, error: &ScoreError) -> Self {
        let reason = error.to_string();
        let outcome = if error.is_without_music() {
            Outcome::WithoutMusic(reason)
        } else {
            Outcome::Failed(reason)
        };
        Self::new(place, outcome)
    }

    fn new(place: &PagePlace, outcome: Outcome) -> Self {
        Self {
            file: place.path.display().to_string(),
            page: place.page,
            outcome,
        }
    }

    /// Whether music was read on it.
    pub const fn is_read(&self) -> bool {
        matches!(self.outcome, Outcome::Read { .. })
    }

    /// Whether it could not be read, though there may be music on it.
    pub const fn has_failed(&self) -> bool {
        matches!(self.outcome, Outcome::Failed(_))
    }
}

/// Something that does not add up.
#[derive(Debug, Serialize)]
struct ProblemReport {
    file: String,
    page: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<usize>,
    box_px: [f64; 4],
    text: String,
}

/// What is said of a scan.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Every page that was asked for.
    pub pages: Vec<PageReport>,
    /// How many measures there are.
    pub measures: usize,
    /// How many notes there are.
    pub notes: usize,
    /// How long it took.
    pub seconds: f64,
    problems: Vec<ProblemReport>,
}

impl Report {
    /// The report on pages and their music.
    pub fn new(pages: Vec<PageReport>, transcription: &Transcription, duration: Duration) -> Self {
        let mut report = Self {
            pages,
            measures: transcription.measures.len(),
            notes: notes(transcription),
            seconds: duration.as_secs_f64(),
            problems: Vec::new(),
        };
        let problem = |it: &transcription::Problem| {
            let page = report.page(it.page);
            ProblemReport {
                file: page.map_or_else(String::new, |it| it.file.clone()),
                page: page.map_or(0, |it| it.page),
                measure: it.measure.map(|it| it + 1),
                box_px: it.box_px,
                text: it.kind.to_string(),
            }
        };
        report.problems = transcription.problems.iter().map(problem).collect();
        report
    }

    /// The file and page that is the `number`th of those that were read.
    pub fn place_of(&self, number: usize) -> String {
        self.page(number)
            .map_or_else(String::new, |it| format!("{} page {}", it.file, it.page))
    }

    fn page(&self, number: usize) -> Option<&PageReport> {
        let is_it = |it: &&PageReport| matches!(it.outcome, Outcome::Read { number: its, .. } if its == number);
        self.pages.iter().find(is_it)
    }
}

fn notes(transcription: &Transcription) -> usize {
    let parts = transcription.score.parts.iter();
    let voices = parts.flat_map(|it| &it.measures).flat_map(|it| &it.voices);
    let entries = voices.flat_map(notation::Voice::entries);
    entries
        .map(|entry| match &entry.content {
            Content::Chord(chord) => chord.notes.len(),
            Content::Rest(_) => 0,
        })
        .sum()
}
