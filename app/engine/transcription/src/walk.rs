//! The walk through pages, systems and measures that puts the score together.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU8;
use std::sync::Arc;

use notation::{
    BarStyle, Barline, Break, ElementId, Ending, EndingEnd, PageSize, Part, Quarters, Score,
    SlurEnd,
};

use crate::bars::bar;
use crate::directions::{DirectionAt, octave_line};
use crate::endings::{Count, EndingRead};
use crate::evidence::{AlterRule, Evidence};
use crate::held::{Held, SystemReading};
use crate::ids::Ids;
use crate::last_look::last_look;
use crate::marks::MarksOfPage;
use crate::measure::{MeasureReading, Notes};
use crate::measures::Span;
use crate::memo::Memo;
use crate::numbering::number;
use crate::octaves::{OctaveLine, octave_lines};
use crate::paired_ties::pair_ties;
use crate::prepared::{PageFound, Prepared, SystemFound};
use crate::problems::{Problem, ProblemKind};
use crate::proof::evidence;
use crate::rhythm::Solution;
use crate::slurs::{ChordOf, slur_ends};
use crate::ties::TiedAlters;
use crate::transcribe::{MeasurePlace, Transcription};

/// All that the walk found.
pub(crate) struct Walked {
    /// The music.
    pub score: Score,
    /// Its measures.
    pub measures: Vec<WalkedMeasure>,
    /// What its notes and rests were made of.
    pub evidence: BTreeMap<ElementId, Evidence>,
    /// How many staves each part has.
    pub staves_of_parts: Vec<usize>,
}

/// A measure of the score.
pub(crate) struct WalkedMeasure {
    /// Where it stands.
    pub place: MeasurePlace,
    /// How long it should be.
    pub expected: Quarters,
    /// When everything in it sounds.
    pub solution: Arc<Solution>,
    /// What is doubtful about the signs at its beginning, with the row.
    pub doubts: Vec<(Option<usize>, ProblemKind)>,
    /// The accidentals in it that alter a note or are in a key signature, as numbers of symbols.
    pub accidentals: BTreeSet<usize>,
}

impl Walked {
    /// What is read, with what may be wrong with it.
    pub fn transcription(self, problems: Vec<Problem>) -> Transcription {
        Transcription {
            score: self.score,
            measures: self.measures.into_iter().map(|it| it.place).collect(),
            evidence: self.evidence,
            problems,
        }
    }
}

/// Puts the score of pages together.
pub(crate) fn walk(
    pages: &[Prepared<'_>],
    found: &[&PageFound],
    staves_of_parts: &[usize],
    memo: &mut Memo,
) -> Walked {
    let slurs = slur_ends(pages, found);
    let octave_lines = octave_lines(found.iter().map(|it| (&it.octaves, it.systems.len())));
    let part = |staves: &usize| Part {
        staves: u8::try_from(*staves).unwrap_or(u8::MAX),
        name: String::new(),
        measures: Vec::new(),
    };
    let mut work = Work {
        parts: staves_of_parts.iter().map(part).collect(),
        held: Held::new(staves_of_parts.to_vec()),
        alters: TiedAlters::default(),
        measures: Vec::new(),
        evidence: BTreeMap::new(),
        ids: Ids::default(),
        memo,
        slurs: &slurs,
        octave_lines: &octave_lines,
        count: Count::default(),
        ending: Vec::new(),
    };
    for (number, (prepared, found)) in pages.iter().zip(found).enumerate() {
        work.alters.end_page();
        for system in 0..found.systems.len() {
            work.system(*prepared, found, number, system);
        }
    }
    work.parts.iter_mut().for_each(last_look);
    work.parts.iter_mut().for_each(pair_ties);
    let expected: Vec<Quarters> = work.measures.iter().map(|it| it.expected).collect();
    number(&mut work.parts, &expected);
    let mut walked = Walked {
        score: Score {
            page: pages.first().map(page_size),
            parts: work.parts,
            ..Score::default()
        },
        measures: work.measures,
        evidence: work.evidence,
        staves_of_parts: staves_of_parts.to_vec(),
    };
    let measures = walked.score.parts.iter().flat_map(|it| &it.measures);
    let ids: BTreeSet<ElementId> = measures.flat_map(|it| it.ids()).collect();
    walked.evidence.retain(|id, _| ids.contains(id));
    walked
}

/// How much larger pages are made than they are: programs set notes less tightly than engravers do. With
/// so much room MuseScore 3 lays four sonata movements of 17 printed pages out on 19; on 37 where no size is given.
const ROOM: f64 = 1.2;

/// The size of a page in its own staff spaces, with some room.
fn page_size(page: &Prepared<'_>) -> PageSize {
    let layout = page.page.layout;
    let tenths_per_px = 10.0 * ROOM / layout.interline_px();
    let tenths = |side_px: usize| (side_px as f64 * tenths_per_px).round() as u32;
    PageSize {
        width_tenths: tenths(layout.ink.width()),
        height_tenths: tenths(layout.ink.height()),
    }
}

struct Work<'m> {
    parts: Vec<Part>,
    held: Held,
    alters: TiedAlters,
    measures: Vec<WalkedMeasure>,
    evidence: BTreeMap<ElementId, Evidence>,
    ids: Ids,
    memo: &'m mut Memo,
    slurs: &'m BTreeMap<ChordOf, Vec<SlurEnd>>,
    /// The octave lines of each page.
    octave_lines: &'m [Vec<OctaveLine>],
    count: Count,
    /// The numbers of the ending that the walk is in.
    ending: Vec<NonZeroU8>,
}

impl Work<'_> {
    fn system(&mut self, prepared: Prepared<'_>, found: &PageFound, page: usize, system: usize) {
        let of_system = &found.systems[system];
        let layout = prepared.page.layout;
        let reading = SystemReading {
            prepared,
            system,
            rows: layout.systems[system].staves.len().min(self.held.rows()),
            clefs: &of_system.clefs,
            spans: &of_system.spans,
            beginnings: &of_system.beginnings,
            events: &of_system.events,
            lengths: &of_system.lengths,
            directions: self.directions(of_system, page, system),
            octave_lines: &self.octave_lines[page],
            first_measure: self.measures.len(),
        };
        let marks = MarksOfPage {
            marks: &found.marks,
            page,
            slurs: self.slurs,
        };
        let mut left: Option<Barline> = None;
        for (number, span) in reading.spans.iter().enumerate() {
            let events = &reading.events[number];
            if number > reading.last_number() {
                continue;
            }
            let changed = self.held.change(&reading, number, self.memo);
            let expected = self.held.measure();
            let solution = self.memo.solve(&events.events, expected);
            let (own_left, right, next_left) = self.bars(&prepared, system, span, left);
            left = next_left;
            let (own_left, right) = self.with_endings(of_system, number, (own_left, right));
            let measure = MeasureReading {
                reading: &reading,
                number,
                marks: &marks,
                solution: &solution,
                changed: &changed,
                break_before: self.break_before(number, system),
                left: own_left,
                right,
            };
            let notes = measure.notes(&self.held, &mut self.alters);
            let written = measure.written(&self.held, &notes, &mut self.ids);
            for (part, measure) in self.parts.iter_mut().zip(written) {
                part.measures.push(measure);
            }
            let at = self.measures.len();
            let proofs = evidence(&measure, &notes, (page, system), at);
            self.evidence.extend(proofs);
            let mut accidentals = accidentals_of(&notes);
            accidentals.extend(&changed.in_keys);
            self.measures.push(WalkedMeasure {
                place: MeasurePlace {
                    page,
                    system,
                    number,
                    box_px: box_px(&prepared, system, span),
                    faults: solution.faults.clone(),
                },
                expected,
                solution,
                doubts: changed.doubts,
                accidentals,
            });
        }
        self.alters.end_system();
        self.held.end_system(&reading);
    }

    /// What stands between and above the staves of a system, octave lines included.
    fn directions(&self, system: &SystemFound, page: usize, number: usize) -> Vec<DirectionAt> {
        let lines = self.octave_lines[page]
            .iter()
            .filter(|it| it.system == number);
        let lines = lines.flat_map(|it| octave_line(it, &system.spans));
        system.directions.iter().cloned().chain(lines).collect()
    }

    /// The bar lines of a measure: the left one where it says something, given by the measure before
    /// if there is one on the system; the right one; and what that says to the measure after.
    fn bars(
        &mut self,
        prepared: &Prepared<'_>,
        system: usize,
        span: &Span,
        given: Option<Barline>,
    ) -> (Option<Barline>, Option<Barline>, Option<Barline>) {
        let own = span.left_bar.filter(|_| given.is_none());
        let own = own.and_then(|it| bar(prepared, system, it, &mut self.ids).left);
        let right = span
            .right_bar
            .map(|it| bar(prepared, system, it, &mut self.ids));
        let (right, next) = right.map_or((None, None), |it| (Some(it.right), it.left));
        (given.or(own), right, next)
    }

    /// The bar lines of a measure with the endings that begin and end at them.
    fn with_endings(
        &mut self,
        system: &SystemFound,
        number: usize,
        (mut left, mut right): (Option<Barline>, Option<Barline>),
    ) -> (Option<Barline>, Option<Barline>) {
        let is_here = |it: &&EndingRead| it.measures.contains(&number);
        let Some(ending) = system.endings.iter().find(is_here) else {
            return (left, right);
        };
        let (first, last) = (*ending.measures.start(), *ending.measures.end());
        let at = self.measures.len();
        if number == first {
            self.ending = self.count.numbers(ending, at, at + last - first);
            let mut plain = || Barline::new(self.ids.next(), BarStyle::Regular);
            left.get_or_insert_with(&mut plain).ending = Some(Ending {
                numbers: self.ending.clone(),
                end: EndingEnd::Start,
            });
        }
        if number == last {
            let mut plain = || Barline::new(self.ids.next(), BarStyle::Regular);
            right.get_or_insert_with(&mut plain).ending = Some(Ending {
                numbers: self.ending.clone(),
                end: if ending.is_closed {
                    EndingEnd::Stop
                } else {
                    EndingEnd::Discontinue
                },
            });
        }
        (left, right)
    }

    const fn break_before(&self, number: usize, system: usize) -> Break {
        match (number, system) {
            _ if self.measures.is_empty() => Break::None,
            (0, 0) => Break::Page,
            (0, _) => Break::System,
            _ => Break::None,
        }
    }
}

/// The accidentals that stand before notes.
fn accidentals_of(notes: &Notes) -> BTreeSet<usize> {
    let notes = notes.values().flatten();
    let own = notes.filter(|it| it.rule.alter_from == AlterRule::Own);
    own.filter_map(|it| it.accidental).collect()
}

/// The edges of a measure with all its staves.
fn box_px(prepared: &Prepared<'_>, system: usize, span: &Span) -> [f64; 4] {
    let layout = prepared.page.layout;
    let staves = layout.systems[system].staves.iter().enumerate();
    let rows = staves.map(|(row, at)| {
        let staff = &layout.staves[*at];
        let left = span.left_px[row].max(staff.left_px());
        let right = span.right_px[row].min(staff.right_px());
        [left, staff.top_px(left), right, staff.bottom_px(left)]
    });
    rows.reduce(crate::problems::union).unwrap_or_default()
}
