//! Heads that sound together on one stem, or without one, with their written value.

use notation::NoteValue;
use strokes::StemWay;

use crate::events::Beams;
use crate::evidence::ValueRule;
use crate::hooks::shortenings;
use crate::place::{Place, ledgers_say};
use crate::reading::{PageReading, SURE, Symbol};
use crate::sign::{Head, Sign};
use crate::stem_heads::{heads_of_stems, is_on_beam};

/// How far the middle of a head is from its stem, in staff spaces.
const HALF_HEAD: f64 = 0.6;
/// How far apart heads without stems stand that sound together, in staff spaces.
const TOGETHER: f64 = 1.6;
/// How far apart stems are that lie on each other, in staff spaces.
const ONE_LINE: f64 = 0.3;
/// How far a flag may be from the tip of its stem, in staff spaces.
const FLAG_REACH: f64 = 1.5;

/// A chord, or a single note.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chord {
    /// Its heads, as numbers of symbols.
    pub heads: Vec<usize>,
    /// Its stem, as a number of the page's strokes.
    pub stem: Option<usize>,
    /// Its system on the page.
    pub system: usize,
    /// The staff of the system that it belongs to; some of its heads may be on others.
    pub row: usize,
    /// Where its heads would be in the middle if all stood on the right side of the stem, in pixels.
    pub x_px: f64,
    /// Where its stem points.
    pub way: Option<StemWay>,
    /// What it is worth.
    pub value: NoteValue,
    /// Its dots.
    pub dots: u8,
    /// Whether it is a grace note or a cue.
    pub is_small: bool,
    /// Where its value comes from.
    pub value_from: ValueRule,
}

impl Chord {
    /// Lets what somebody said of the lengths of its heads count.
    fn with_said_length(mut self, page: &PageReading<'_>) -> Self {
        let said = self
            .heads
            .iter()
            .find_map(|it| page.symbols[*it].given.length);
        if let Some((value, dots)) = said {
            (self.value, self.dots, self.value_from) = (value, dots, ValueRule::Said);
        }
        self
    }
}

/// The chords of a page, from the left to the right. `flag_stems` has the stem of each flag,
/// `beams` the beam of each stem.
pub(crate) fn chords(
    page: &PageReading<'_>,
    places: &[Option<Place>],
    dots: &[u8],
    (flag_stems, beams): (&[Option<usize>], &Beams),
) -> Vec<Chord> {
    let flags = flags(page, flag_stems);
    let shortenings = shortenings(&page.strokes.stems, beams, dots);
    let mut with_stem = vec![false; page.symbols.len()];
    let mut chords = Vec::new();
    let heads_of_stems = heads_of_stems(page);
    for (number, stem) in page.strokes.stems.iter().enumerate() {
        let placed = heads_of_stems[number].iter().copied();
        let heads: Vec<usize> = placed.filter(|at| places[*at].is_some()).collect();
        let Some((system, row)) = home(places, &heads, stem.way) else {
            continue;
        };
        for at in &heads {
            with_stem[*at] = true;
        }
        let middle_px = f64::midpoint(stem.top_px, stem.bottom_px);
        let half_px = HALF_HEAD * stem.interline_px;
        let x_px = match stem.way {
            StemWay::Up => stem.x_at(middle_px) - half_px,
            StemWay::Down => stem.x_at(middle_px) + half_px,
        };
        let (beams, flags) = (shortenings[number], usize::from(flags[number]));
        let value = value(page, &heads, beams.max(flags));
        chords.push(Chord {
            value_from: match value {
                _ if value <= NoteValue::Quarter => ValueRule::Head,
                _ if beams >= flags => ValueRule::Beams,
                _ => ValueRule::Flags,
            },
            value,
            dots: most_dots(dots, &heads),
            is_small: stem.is_small,
            way: Some(stem.way),
            stem: Some(number),
            heads,
            system,
            row,
            x_px,
        });
    }
    join_pieces(page, &mut chords);
    let rest = (0..page.symbols.len())
        .filter(|at| matches!(page.symbols[*at].sign, Sign::Head { .. }) && !with_stem[*at]);
    chords.extend(without_stem(page, places, dots, rest.collect()));
    let said = chords.into_iter().map(|it| it.with_said_length(page));
    let mut chords: Vec<Chord> = said.collect();
    chords.sort_by(|one, two| one.x_px.total_cmp(&two.x_px));
    chords
}

/// Joins chords whose stems lie on each other and point to one side, with heads of one form: they are
/// pieces of one, as no two voices of a staff have such stems.
fn join_pieces(page: &PageReading<'_>, chords: &mut Vec<Chord>) {
    let stems = &page.strokes.stems;
    let form = |chord: &Chord| chord.value.min(NoteValue::Quarter);
    let kind = |it: &Chord| (it.system, it.row, it.way, it.is_small, form(it));
    let is_piece = |one: &Chord, two: &Chord| {
        let (Some(a), Some(b)) = (one.stem, two.stem) else {
            return false;
        };
        let (a, b) = (&stems[a], &stems[b]);
        let y = f64::midpoint(b.top_px, b.bottom_px);
        kind(one) == kind(two)
            && (a.x_at(y) - b.x_at(y)).abs() < ONE_LINE * a.interline_px
            && a.top_px < b.bottom_px
            && b.top_px < a.bottom_px
    };
    let mut at = 0;
    while at < chords.len() {
        let Some(other) = (at + 1..chords.len()).find(|it| is_piece(&chords[at], &chords[*it]))
        else {
            at += 1;
            continue;
        };
        let other = chords.remove(other);
        let chord = &mut chords[at];
        let heads = [&chord.heads[..], &other.heads[..]].concat();
        let dots = chord.dots.max(other.dots);
        // The piece with more beams or flags says the value.
        if other.value > chord.value {
            *chord = other;
        }
        (chord.heads, chord.dots) = (heads, dots);
    }
}

/// Heads without stems, those of one staff at one place together.
fn without_stem(
    page: &PageReading<'_>,
    places: &[Option<Place>],
    dots: &[u8],
    mut heads: Vec<usize>,
) -> Vec<Chord> {
    // Letters and digits far from the staff look like heads, but stand on no ledger line, and ends of
    // beams do.
    let is_supported = |at: &usize| {
        let symbol = &page.symbols[*at];
        places[*at].is_some_and(|place| {
            (symbol.score >= SURE || ledgers_say(page.layout, symbol, &place) > 0.0)
                && !is_on_beam(page, symbol)
        })
    };
    heads.retain(is_supported);
    let x_px = |at: usize| page.symbols[at].middle_px()[0];
    heads.sort_by(|a, b| x_px(*a).total_cmp(&x_px(*b)));
    let mut chords: Vec<Chord> = Vec::new();
    for at in heads {
        let (Some(place), Sign::Head { is_small, .. }) = (&places[at], page.symbols[at].sign)
        else {
            continue;
        };
        let value = value(page, &[at], 0);
        let beside = chords.iter_mut().rev().find(|it| {
            it.system == place.system
                && it.row == place.row
                && it.value == value
                && it.is_small == is_small
                && place.x_px - it.x_px < TOGETHER * place.interline_px
        });
        if let Some(chord) = beside {
            chord.heads.push(at);
            chord.dots = chord.dots.max(dots[at]);
            continue;
        }
        chords.push(Chord {
            heads: vec![at],
            stem: None,
            system: place.system,
            row: place.row,
            x_px: place.x_px,
            way: None,
            value,
            dots: dots[at],
            is_small,
            value_from: ValueRule::Head,
        });
    }
    chords
}

/// The system and the staff that the heads of a stem belong to: where they are on several staves, the
/// one that the stem points to, as the hand writes there that reaches over to the other staff.
fn home(places: &[Option<Place>], heads: &[usize], way: StemWay) -> Option<(usize, usize)> {
    let placed = heads.iter().filter_map(|at| places[*at].as_ref());
    let homes = placed.map(|it| (it.system, it.row));
    match way {
        StemWay::Up => homes.min(),
        StemWay::Down => homes.max(),
    }
}

/// What heads are worth with so many beams or flags.
fn value(page: &PageReading<'_>, heads: &[usize], shortening: usize) -> NoteValue {
    let forms = heads.iter().filter_map(|at| match page.symbols[*at].sign {
        Sign::Head { head, .. } => Some((head, page.symbols[*at].score)),
        _ => None,
    });
    // Heads of one stem are of one form; where they are read as several, the surest counts.
    let surest = forms.max_by(|one, two| one.1.total_cmp(&two.1));
    match surest.map_or(Head::Black, |it| it.0) {
        Head::DoubleWhole => NoteValue::Breve,
        Head::Whole => NoteValue::Whole,
        Head::Half => NoteValue::Half,
        Head::Black => {
            let quarter = NoteValue::Quarter as usize;
            let shortest = NoteValue::ALL.len() - 1;
            NoteValue::ALL[(quarter + shortening).min(shortest)]
        }
    }
}

/// The dots of a chord: those of the head that has most, as single ones are lost easily.
fn most_dots(dots: &[u8], heads: &[usize]) -> u8 {
    heads.iter().map(|at| dots[*at]).max().unwrap_or(0)
}

/// How many flags each stem has.
fn flags(page: &PageReading<'_>, flag_stems: &[Option<usize>]) -> Vec<u8> {
    let mut flags = vec![0; page.strokes.stems.len()];
    for (symbol, stem) in page.symbols.iter().zip(flag_stems) {
        if let (Sign::Flag(count), Some(stem)) = (symbol.sign, stem) {
            flags[*stem] = flags[*stem].max(count);
        }
    }
    flags
}

/// The stem that each symbol hangs on, where it is a flag at the tip of one.
pub(crate) fn flag_stems(page: &PageReading<'_>) -> Vec<Option<usize>> {
    let stem_of = |symbol: &Symbol| {
        let Sign::Flag(_) = symbol.sign else {
            return None;
        };
        let [left, top, _, bottom] = symbol.box_px;
        let stems = page.strokes.stems.iter().enumerate();
        let near = stems.filter_map(|(at, stem)| {
            let [x, y] = stem.tip_px();
            let beside = (left - x).abs();
            let above_or_below = (top - y).max(y - bottom).max(0.0);
            let apart = beside.max(above_or_below) / stem.interline_px;
            (apart < FLAG_REACH).then_some((at, beside + above_or_below))
        });
        let nearest = near.min_by(|one, two| one.1.total_cmp(&two.1));
        nearest.map(|it| it.0)
    };
    page.symbols.iter().map(stem_of).collect()
}
