//! A page with all that is known of its symbols one by one, before anything that holds from measure
//! to measure is.

use std::collections::BTreeMap;

use crate::beams;
use crate::beginnings::{Beginning, beginnings};
use crate::chords::{Chord, chords, flag_stems};
use crate::clefs::{ClefAt, clefs};
use crate::directions::{DirectionAt, directions};
use crate::dots::{Dots, dots};
use crate::endings::{EndingRead, endings};
use crate::events::{Beams, Events};
use crate::marks::{Marks, marks};
use crate::measures::{Span, spans};
use crate::octaves::OctaveMarks;
use crate::parts::part_of_row;
use crate::pitches::accidental_heads;
use crate::place::{Before, Place, places};
use crate::reading::{PageReading, Symbol};
use crate::rhythm::{Quarters, length};
use crate::slurs::{SlurArc, arcs};
use crate::ties::Ties;
use crate::tuplet_numbers;

/// How far from the middle of a staff a stem reaches that goes on to the next one, in half staff
/// spaces.
const BETWEEN_STAVES: i32 = 12;

/// What is found of a page by itself.
#[derive(Debug)]
pub(crate) struct PageFound {
    places: Vec<Option<Place>>,
    dots: Dots,
    accidental_heads: Vec<Option<usize>>,
    flag_stems: Vec<Option<usize>>,
    chords: Vec<Chord>,
    ties: Ties,
    beams: Beams,
    /// What may be octave lines on it.
    pub octaves: OctaveMarks,
    /// What stands at each chord.
    pub marks: BTreeMap<usize, Marks>,
    /// Its systems.
    pub systems: Vec<SystemFound>,
}

/// What is found of a system by itself.
#[derive(Debug)]
pub(crate) struct SystemFound {
    /// The clefs of each of its staves.
    pub clefs: Vec<Vec<ClefAt>>,
    /// Its measures.
    pub spans: Vec<Span>,
    /// What stands at the beginning of each of them, by staff.
    pub beginnings: Vec<Vec<Beginning>>,
    /// What takes time in each of them.
    pub events: Vec<Events>,
    /// How long each of them is by what stands in it alone.
    pub lengths: Vec<Option<Quarters>>,
    /// What stands between and above its staves, by measures.
    pub directions: Vec<DirectionAt>,
    /// The slurs on it.
    pub slurs: Vec<SlurArc>,
    /// The brackets over endings.
    pub endings: Vec<EndingRead>,
}

/// A page with what is found of it.
#[derive(Clone, Copy)]
pub(crate) struct Prepared<'a> {
    /// The page.
    pub page: PageReading<'a>,
    /// Where each symbol is.
    pub places: &'a [Option<Place>],
    /// The dots of its notes and rests.
    pub dots: &'a Dots,
    /// The head that each symbol stands before, where it is an accidental.
    pub accidental_heads: &'a [Option<usize>],
    /// The stem of each symbol that is a flag.
    pub flag_stems: &'a [Option<usize>],
    /// The chords.
    pub chords: &'a [Chord],
    /// The ties.
    pub ties: &'a Ties,
    /// The beam that each stem hangs on, with its place on it.
    pub beams: &'a Beams,
}

impl PageFound {
    /// What is found of a page of a score whose parts have so many staves; `before` is what was found
    /// with other symbols on the same staves.
    pub fn of(
        page: PageReading<'_>,
        staves_of_parts: &[usize],
        before: Option<(&[Symbol], &Self)>,
    ) -> Self {
        let before = before.map(|(symbols, found)| Before {
            symbols,
            places: &found.places,
        });
        let places = places(&page, before.as_ref());
        let dots = dots(&page, &places);
        let flag_stems = flag_stems(&page);
        let beams = beams::of_stems(page.strokes);
        let mut found = Self {
            chords: chords(&page, &places, &dots.count, (&flag_stems, &beams)),
            beams,
            ties: Ties::of(&page, &places),
            accidental_heads: accidental_heads(&page, &places),
            octaves: OctaveMarks::of(&page, &places),
            places,
            dots,
            flag_stems,
            marks: BTreeMap::new(),
            systems: Vec::new(),
        };
        let prepared = found.with(page);
        let marks = marks(&prepared);
        let systems = 0..page.layout.systems.len();
        let systems = systems.map(|it| SystemFound::of(&prepared, it, staves_of_parts));
        (found.systems, found.marks) = (systems.collect(), marks);
        found
    }

    /// What is found together with the page that it was found of.
    pub fn with<'a>(&'a self, page: PageReading<'a>) -> Prepared<'a> {
        Prepared {
            page,
            places: &self.places,
            dots: &self.dots,
            accidental_heads: &self.accidental_heads,
            flag_stems: &self.flag_stems,
            chords: &self.chords,
            ties: &self.ties,
            beams: &self.beams,
        }
    }
}

impl SystemFound {
    fn of(prepared: &Prepared<'_>, system: usize, staves_of_parts: &[usize]) -> Self {
        let part_of = |row: usize| part_of_row(staves_of_parts, row).map_or(usize::MAX, |it| it.0);
        let spans = spans(prepared.page.layout, system);
        let endings = endings(&prepared.page, system, &spans);
        let in_endings: Vec<usize> = endings.iter().flat_map(|it| it.digits.clone()).collect();
        let events = |span: &Span| {
            let mut events = prepared.events(system, span, part_of);
            tuplet_numbers::mark(prepared, system, span, &in_endings, &mut events);
            events
        };
        let events: Vec<Events> = spans.iter().map(events).collect();
        Self {
            beginnings: beginnings(prepared, system, &spans),
            directions: directions(prepared, system, &spans),
            slurs: arcs(prepared, system),
            endings,
            clefs: clefs(&prepared.page, prepared.places, system),
            lengths: events.iter().map(|it| length(&it.events)).collect(),
            events,
            spans,
        }
    }
}

impl Prepared<'_> {
    /// A staff space of a system, in pixels.
    pub fn interline_px(&self, system: usize) -> f64 {
        let first = self.page.layout.systems[system].staves[0];
        self.page.layout.staves[first].scale().interline_px
    }

    /// The upper and the lower end of a chord with its stem, in pixels.
    pub fn ends_px(&self, chord: usize) -> (f64, f64) {
        let chord = &self.chords[chord];
        let boxes = || chord.heads.iter().map(|it| self.page.symbols[*it].box_px);
        let stem = chord.stem.map(|it| &self.page.strokes.stems[it]);
        let top = stem.map_or(f64::INFINITY, |it| it.top_px);
        let bottom = stem.map_or(f64::NEG_INFINITY, |it| it.bottom_px);
        (
            boxes().map(|it| it[1]).fold(top, f64::min),
            boxes().map(|it| it[3]).fold(bottom, f64::max),
        )
    }

    /// The places that a chord takes on a staff: those of its heads, and those that its stem passes
    /// where other heads are on the staff above or below.
    pub fn positions(&self, chord: &Chord, row: usize) -> Vec<i32> {
        let heads = chord.heads.iter();
        let places: Vec<&Place> = heads.filter_map(|at| self.places[*at].as_ref()).collect();
        let here = places.iter().filter(|it| it.row == row);
        let mut positions: Vec<i32> = here.map(|it| it.step()).collect();
        let (Some(lowest), Some(highest)) = (
            positions.iter().min().copied(),
            positions.iter().max().copied(),
        ) else {
            return positions;
        };
        if places.iter().any(|it| it.row > row) {
            positions.extend(-BETWEEN_STAVES.max(-lowest)..lowest);
        }
        if places.iter().any(|it| it.row < row) {
            positions.extend(highest + 1..=BETWEEN_STAVES.max(highest));
        }
        positions
    }
}
