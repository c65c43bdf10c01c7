//! Notes and rests of the clean print, and the numbers of their tuplets.

use notation::{Content, Entry, Length, NoteValue, RestLength, TupletEnd, TupletLook};
use strokes::StemWay;
use transcription::{Evidence, Sign, Symbol};

use super::Sheet;
use crate::method::Page;
use crate::subject::{class_of, glyph};

/// How thick ledger lines are, and how far they stand out beyond a head, in staff spaces.
const LEDGER_LINE: f64 = 0.16;
const LEDGER: f64 = 0.35;
/// The size of small notes beside that of others.
const SMALL: f32 = 0.66;
/// How far from the notes the number of a tuplet stands, in staff spaces.
const NUMBER_APART: f64 = 1.3;

/// A tuplet on the page.
struct Tuplet {
    number: u16,
    look: TupletLook,
    /// The places of its notes and of the tips of their stems.
    places_px: Vec<[f64; 2]>,
    /// Whether its stems point down.
    is_below: bool,
}

impl Sheet<'_> {
    /// Notes and rests as the music has them.
    pub(super) fn notes(&self, page: &Page) {
        for part in &self.rendered.music.transcription.score.parts {
            let voices = part.measures.iter().flat_map(|it| &it.voices);
            for entry in voices.flat_map(notation::Voice::entries) {
                for (evidence, symbol) in self.seen_of(entry) {
                    self.note(page, evidence, symbol, &entry.content);
                }
            }
        }
    }

    fn note(&self, page: &Page, evidence: &Evidence, symbol: &Symbol, content: &Content) {
        let [left, top, right, bottom] = symbol.box_px;
        let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        let label = crate::method::label_id(symbol.id);
        let is_heard = self.rendered.sounding.contains(&label);
        let colour = if is_heard { self.heard } else { self.ink };
        let Content::Chord(chord) = content else {
            if let Some(glyph) = class_of(symbol.sign).and_then(glyph) {
                self.glyph(glyph, [x, y], 1.0, colour);
            }
            return;
        };
        let is_small = matches!(symbol.sign, Sign::Head { is_small: true, .. });
        let size = if is_small { SMALL } else { 1.0 };
        let system = page.layout.systems.get(evidence.system);
        let number = system.and_then(|it| it.staves.get(evidence.row)).copied();
        let staff = number.and_then(|it| page.layout.staves.get(it));
        let mut middle = y;
        if let (Some(number), Some(staff)) = (number, staff) {
            let reach_px = staff.scale().interline_px;
            let position = symbol.given.staff_position.map(f64::from).or_else(|| {
                let found = page.layout.position_by_ledgers(number, x, y, reach_px);
                found.map(f64::round)
            });
            if let Some(position) = position {
                middle = staff.place_of(position, x);
                self.ledgers(staff, position, x, (right - left) / 2.0);
            }
        }
        self.glyph(head_glyph(chord.length), [x, middle], size, colour);
        if evidence.beams.is_empty()
            && let Some(stem) = evidence.stem.and_then(|it| page.strokes.stems.get(it))
            && let Some(flag) = flag_glyph(chord.length.value(), stem.way)
        {
            let [tip_x, tip_y] = stem.tip_px();
            let interline_px = stem.interline_px;
            let inwards = match stem.way {
                StemWay::Up => 1.0,
                StemWay::Down => -1.0,
            };
            let place = [
                tip_x + 0.5 * interline_px,
                tip_y + inwards * 1.4 * interline_px,
            ];
            self.glyph(flag, place, size, colour);
        }
    }

    /// The ledger lines of a head outside the staff.
    fn ledgers(&self, staff: &staves::Staff, position: f64, x: f64, half_width_px: f64) {
        let last = staff.line_count() as f64 - 1.0;
        let interline_px = staff.scale().interline_px;
        let reach_px = half_width_px + LEDGER * interline_px;
        let mut line = last + 2.0;
        while line <= position.abs() {
            let y = staff.place_of(line * position.signum(), x);
            self.line(
                [x - reach_px, y],
                [x + reach_px, y],
                LEDGER_LINE * interline_px,
            );
            line += 2.0;
        }
    }

    /// The number of each tuplet at the tips of its stems; in another colour where none is printed.
    pub(super) fn tuplets(&self, page: &Page) {
        let space = page.layout.interline_px();
        let transcription = &self.rendered.music.transcription;
        for part in &transcription.score.parts {
            for voice in part.measures.iter().flat_map(|it| &it.voices) {
                for tuplet in self.tuplets_of(page, voice.entries()) {
                    let xs = tuplet.places_px.iter().map(|it| it[0]);
                    let (from, to) = xs.fold((f64::INFINITY, f64::NEG_INFINITY), |ends, x| {
                        (ends.0.min(x), ends.1.max(x))
                    });
                    let ys = tuplet.places_px.iter().map(|it| it[1]);
                    let y = if tuplet.is_below {
                        ys.fold(f64::NEG_INFINITY, f64::max) + NUMBER_APART * space
                    } else {
                        ys.fold(f64::INFINITY, f64::min) - NUMBER_APART * space
                    };
                    let colour = match tuplet.look {
                        TupletLook::Hidden => self.implied,
                        TupletLook::Number | TupletLook::Bracket => self.ink,
                    };
                    let glyph = char::from_u32(0xE880 + u32::from(tuplet.number % 10));
                    if let Some(glyph) = glyph.filter(|_| tuplet.number < 10) {
                        self.glyph(glyph, [f64::midpoint(from, to), y], 1.0, colour);
                    }
                }
            }
        }
    }

    /// The tuplets among the notes of a voice that are on the page.
    fn tuplets_of(&self, page: &Page, entries: &[Entry]) -> Vec<Tuplet> {
        let mut found = Vec::new();
        let mut open: Option<Tuplet> = None;
        for entry in entries {
            let (length, end) = match &entry.content {
                Content::Chord(chord) => (Some(chord.length), chord.tuplet),
                Content::Rest(rest) => match rest.length {
                    RestLength::Written(length) => (Some(length), rest.tuplet),
                    RestLength::Measure(_) => (None, rest.tuplet),
                },
            };
            let number = length.and_then(Length::tuplet).map(|it| it.actual());
            if let (Some(TupletEnd::Start(look)), Some(number)) = (end, number) {
                open = Some(Tuplet {
                    number,
                    look,
                    places_px: Vec::new(),
                    is_below: false,
                });
            }
            if let Some(tuplet) = &mut open {
                for (evidence, symbol) in self.seen_of(entry) {
                    tuplet.places_px.push(symbol.middle_px());
                    let stem = evidence.stem.and_then(|it| page.strokes.stems.get(it));
                    if let Some(stem) = stem {
                        tuplet.places_px.push(stem.tip_px());
                        tuplet.is_below = stem.way == StemWay::Down;
                    }
                }
            }
            if end == Some(TupletEnd::Stop) {
                found.extend(open.take().filter(|it| !it.places_px.is_empty()));
            }
        }
        found
    }

    /// The symbols of the page that an entry of the music was read from.
    fn seen_of(&self, entry: &Entry) -> Vec<(&Evidence, &Symbol)> {
        let music = self.rendered.music;
        let number = music.number_of(self.rendered.picture);
        let seen = entry.ids().filter_map(|id| {
            let evidence = music.transcription.evidence.get(&id)?;
            let symbol = self.symbols.get(&evidence.symbol)?;
            (Some(evidence.page) == number).then_some((evidence, *symbol))
        });
        seen.collect()
    }
}

const fn head_glyph(length: Length) -> char {
    match length.value() {
        NoteValue::Breve => '\u{E0A0}',
        NoteValue::Whole => '\u{E0A2}',
        NoteValue::Half => '\u{E0A3}',
        _ => '\u{E0A4}',
    }
}

fn flag_glyph(value: NoteValue, way: StemWay) -> Option<char> {
    let first = match value {
        NoteValue::Eighth => 0xE240,
        NoteValue::Sixteenth => 0xE242,
        NoteValue::ThirtySecond => 0xE244,
        NoteValue::SixtyFourth => 0xE246,
        _ => return None,
    };
    char::from_u32(first + u32::from(way == StemWay::Down))
}
