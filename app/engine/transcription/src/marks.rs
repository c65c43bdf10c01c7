//! What stands at chords: articulations, ornaments, fermatas, arpeggios and tremolos.

use std::collections::BTreeMap;

use notation::{Arpeggio, Articulation, Chord, Ornament, Placement, SlurEnd, Tremolo};

use crate::accents::{is_accent, middle_of};
use crate::place::{Place, at_point};
use crate::prepared::Prepared;
use crate::reading::Symbol;
use crate::sign::Sign;
use crate::slurs::ChordOf;

/// How far left or right of a chord's heads its marks may be, in staff spaces.
const BESIDE: f64 = 1.3;
/// How far above or below a chord its marks may be, in staff spaces: others may stand between.
const REACH: f64 = 5.0;
/// How far an arpeggio may be left of its chord, from edge to edge in staff spaces: accidentals may
/// stand between.
const BEFORE: f64 = 4.0;

/// What stands at a chord.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Marks {
    articulations: Vec<Articulation>,
    ornaments: Vec<Ornament>,
    fermata: Option<Placement>,
    arpeggio: bool,
    tremolo_strokes: u8,
}

/// What stands at the chords of a page, with the slurs at them by number of the chord.
pub(crate) struct MarksOfPage<'a> {
    /// The marks.
    pub marks: &'a BTreeMap<usize, Marks>,
    /// The page.
    pub page: usize,
    /// The slurs of all pages.
    pub slurs: &'a BTreeMap<ChordOf, Vec<SlurEnd>>,
}

impl MarksOfPage<'_> {
    /// Puts what stands at a chord of the page at it.
    pub fn put(&self, number: usize, chord: &mut Chord) {
        if let Some(marks) = self.marks.get(&number) {
            marks.put(chord);
        }
        if let Some(slurs) = self.slurs.get(&(self.page, number)) {
            chord.slurs.clone_from(slurs);
        }
    }
}

impl Marks {
    /// Puts them at a chord.
    fn put(&self, chord: &mut Chord) {
        chord.articulations.clone_from(&self.articulations);
        chord.ornaments.clone_from(&self.ornaments);
        chord.fermata = self.fermata;
        chord.arpeggio = self.arpeggio.then_some(Arpeggio::Plain);
        let strokes = (1..=8).contains(&self.tremolo_strokes);
        chord.tremolo = strokes.then_some(Tremolo::Single(self.tremolo_strokes));
    }
}

/// How far the middle of strokes of a tremolo may be from their stem, as a share of their width.
const OFF_STEM: f64 = 0.3;

/// The marks of the chords of a page.
pub(crate) fn marks(prepared: &Prepared<'_>) -> BTreeMap<usize, Marks> {
    let mut marks: BTreeMap<usize, Marks> = BTreeMap::new();
    for (at, symbol) in prepared.page.symbols.iter().enumerate() {
        let Some(place) = &prepared.places[at] else {
            continue;
        };
        let nearest = || at_chord(prepared, symbol.middle_px(), place);
        match symbol.sign {
            Sign::Articulation(articulation) => {
                if let Some((chord, _)) = nearest() {
                    let of = &mut marks.entry(chord).or_default().articulations;
                    if !of.contains(&articulation) {
                        of.push(articulation);
                    }
                }
            }
            Sign::Ornament(ornament) => {
                if let Some((chord, _)) = nearest() {
                    marks.entry(chord).or_default().ornaments.push(ornament);
                }
            }
            Sign::Fermata => {
                if let Some((chord, placement)) = nearest() {
                    marks.entry(chord).or_default().fermata = Some(placement);
                }
            }
            Sign::Tremolo(strokes) => {
                if let Some((chord, _)) = nearest()
                    && crosses_stem(prepared, chord, symbol)
                {
                    marks.entry(chord).or_default().tremolo_strokes = strokes;
                }
            }
            Sign::Arpeggio => {
                for chord in after_arpeggio(prepared, at, place) {
                    marks.entry(chord).or_default().arpeggio = true;
                }
            }
            _ => {}
        }
    }
    for hairpin in &prepared.page.strokes.hairpins {
        let middle_px = middle_of(hairpin);
        let place = at_point(prepared.page.layout, middle_px[0], middle_px[1]);
        let accented = place
            .filter(|it| is_accent(hairpin, it.interline_px))
            .and_then(|it| at_chord(prepared, middle_px, &it));
        if let Some((chord, _)) = accented {
            let of = &mut marks.entry(chord).or_default().articulations;
            if !of.contains(&Articulation::Accent) {
                of.push(Articulation::Accent);
            }
        }
    }
    for (number, chord) in prepared.chords.iter().enumerate() {
        let strokes = chord
            .stem
            .map_or(0, |it| prepared.page.strokes.stems[it].tremolo_strokes);
        if strokes > 0 {
            marks.entry(number).or_default().tremolo_strokes = u8::try_from(strokes).unwrap_or(0);
        }
    }
    marks
}

/// Whether strokes of a tremolo lie across the stem of their chord, from about its middle to both sides;
/// what ends at a stem are hooks of a beam. Whole notes have no stem.
fn crosses_stem(prepared: &Prepared<'_>, chord: usize, strokes: &Symbol) -> bool {
    let Some(stem) = prepared.chords[chord].stem else {
        return true;
    };
    let [left, _, right, _] = strokes.box_px;
    let [x, y] = strokes.middle_px();
    let stem_x = prepared.page.strokes.stems[stem].x_at(y);
    (x - stem_x).abs() < OFF_STEM * (right - left)
}

/// The chord that a mark stands at, and on which side of it.
fn at_chord(
    prepared: &Prepared<'_>,
    [x, y]: [f64; 2],
    place: &Place,
) -> Option<(usize, Placement)> {
    let near = prepared
        .chords
        .iter()
        .enumerate()
        .filter_map(|(number, chord)| {
            if chord.system != place.system || chord.row != place.row || chord.is_small {
                return None;
            }
            let (top, bottom) = prepared.ends_px(number);
            let stem_x = chord
                .stem
                .map_or(chord.x_px, |it| prepared.page.strokes.stems[it].x_px);
            let beside = (x - chord.x_px).abs().min((x - stem_x).abs()) / place.interline_px;
            let away = (top - y).max(y - bottom).max(0.0) / place.interline_px;
            let is_near = beside < BESIDE && away < REACH;
            let placement = if y < f64::midpoint(top, bottom) {
                Placement::Above
            } else {
                Placement::Below
            };
            is_near.then_some((number, placement, 2.0 * beside + away))
        });
    let nearest = near.min_by(|one, two| one.2.total_cmp(&two.2));
    nearest.map(|(number, placement, _)| (number, placement))
}

/// The chords that an arpeggio goes before: the first ones at its right, on each staff that it passes.
fn after_arpeggio(prepared: &Prepared<'_>, at: usize, place: &Place) -> Vec<usize> {
    let [_, top, right, bottom] = prepared.page.symbols[at].box_px;
    let reach_px = BEFORE * place.interline_px;
    let mut first: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
    for (number, chord) in prepared.chords.iter().enumerate() {
        let apart_px = chord.x_px - right;
        let heads = chord
            .heads
            .iter()
            .map(|it| prepared.page.symbols[*it].middle_px()[1]);
        let is_passed = heads.into_iter().any(|y| y > top && y < bottom);
        if chord.system == place.system && is_passed && (0.0..reach_px).contains(&apart_px) {
            let nearest = first.entry(chord.row).or_insert((apart_px, number));
            if apart_px < nearest.0 {
                *nearest = (apart_px, number);
            }
        }
    }
    first.into_values().map(|it| it.1).collect()
}
