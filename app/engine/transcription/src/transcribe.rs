//! What is read of pages.

use std::collections::BTreeMap;

use notation::{ElementId, Score};

use crate::evidence::Evidence;
use crate::problems::Problem;
use crate::reader::Reader;
use crate::reading::PageReading;
use crate::rhythm::Fault;

/// The music of pages, with why it is what it is and what may be wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Transcription {
    /// The music.
    pub score: Score,
    /// Where each measure of the score stands, in its order.
    pub measures: Vec<MeasurePlace>,
    /// What every note and rest of the score was made of.
    pub evidence: BTreeMap<ElementId, Evidence>,
    /// What is wrong or may be, by page, system and measure.
    pub problems: Vec<Problem>,
}

/// Where a measure stands, and what does not come out in it.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasurePlace {
    /// Its page.
    pub page: usize,
    /// Its system on the page.
    pub system: usize,
    /// Which measure of the system it is.
    pub number: usize,
    /// Its left, upper, right and lower edge with all staves, in pixels of the page.
    pub box_px: [f64; 4],
    /// What does not come out in its rhythm.
    pub faults: Vec<Fault>,
}

/// Reads the music of pages that follow each other. A [`Reader`] does the same and is quicker where
/// most of the pages were read before.
#[must_use]
pub fn transcribe(pages: &[PageReading<'_>]) -> Transcription {
    Reader::default().read(pages)
}
