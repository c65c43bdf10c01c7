//! The evidence of the notes and rests of a measure.

use std::collections::BTreeMap;

use notation::ElementId;

use crate::chords::Chord;
use crate::events::{Events, Source};
use crate::evidence::{Evidence, LengthRule, TupletRule, ValueRule, VoiceRule};
use crate::ids::Ids;
use crate::measure::{MeasureReading, NoteRead, Notes};
use crate::prepared::Prepared;
use crate::rhythm::What;

/// What each note and rest of a measure was made of. `measure` is the number of it in the score, and
/// `place` its page and system.
pub(crate) fn evidence(
    of: &MeasureReading<'_>,
    notes: &Notes,
    (page, system): (usize, usize),
    measure: usize,
) -> BTreeMap<ElementId, Evidence> {
    let prepared = &of.reading.prepared;
    let events = &of.reading.events[of.number];
    let place = Place {
        page,
        system,
        measure,
    };
    let mut all = BTreeMap::new();
    for (at, source) in events.sources.iter().enumerate() {
        let tuplet = of.solution.tuplets[at].map(|_| {
            let shown = events.tuplets_from[at];
            shown.unwrap_or(TupletRule::Inferred)
        });
        let voice = voice_rule(of, events, at);
        match source {
            Source::Chord(number) => {
                for note in notes.get(number).into_iter().flatten() {
                    let evidence = place.of_note(prepared, *number, note, (tuplet, voice));
                    all.insert(note.note.id, evidence);
                }
            }
            Source::Rest(symbol) => {
                let event = &events.events[at];
                let is_measure = event.what == What::MeasureRest;
                let id = ElementId(prepared.page.symbols[*symbol].id);
                let row = event.staff;
                let evidence = place.of_rest(prepared, (*symbol, row), is_measure, (tuplet, voice));
                all.insert(id, evidence);
            }
        }
    }
    for number in &events.graces {
        for note in notes.get(number).into_iter().flatten() {
            let evidence = place.of_note(prepared, *number, note, (None, VoiceRule::Time));
            all.insert(note.note.id, evidence);
        }
    }
    all
}

/// Where a measure is.
struct Place {
    page: usize,
    system: usize,
    measure: usize,
}

impl Place {
    fn of_note(
        &self,
        prepared: &Prepared<'_>,
        number: usize,
        note: &NoteRead,
        (tuplet, voice): (Option<TupletRule>, VoiceRule),
    ) -> Evidence {
        let chord = &prepared.chords[number];
        let id_of = |at: usize| prepared.page.symbols[at].id;
        let is_flag = |at: &usize| chord.stem.is_some() && prepared.flag_stems[*at] == chord.stem;
        let flags = (0..prepared.flag_stems.len()).filter(is_flag);
        let beams = prepared.page.strokes.beams.iter().enumerate();
        let of_stem = beams.filter(|it| chord.stem.is_some_and(|stem| it.1.stems.contains(&stem)));
        Evidence {
            page: self.page,
            system: self.system,
            measure: self.measure,
            row: note.row,
            symbol: Ids::head_of(note.note.id),
            accidental: note.accidental.map(id_of),
            dots: dots_of(prepared, &chord.heads),
            flags: flags.map(id_of).collect(),
            stem: chord.stem,
            beams: of_stem.map(|it| it.0).collect(),
            pitch: Some(note.rule),
            length: length_rule(chord, tuplet),
            voice,
        }
    }

    fn of_rest(
        &self,
        prepared: &Prepared<'_>,
        (symbol, row): (usize, usize),
        is_measure: bool,
        (tuplet, voice): (Option<TupletRule>, VoiceRule),
    ) -> Evidence {
        let rest = &prepared.page.symbols[symbol];
        let value = match rest.given.length {
            Some(_) => ValueRule::Said,
            None if is_measure => ValueRule::MeasureRest,
            None => ValueRule::Rest,
        };
        Evidence {
            page: self.page,
            system: self.system,
            measure: self.measure,
            row,
            symbol: rest.id,
            accidental: None,
            dots: dots_of(prepared, &[symbol]),
            flags: Vec::new(),
            stem: None,
            beams: Vec::new(),
            pitch: None,
            length: LengthRule {
                value,
                dots: prepared.rest_length(symbol).1,
                tuplet,
            },
            voice,
        }
    }
}

fn length_rule(chord: &Chord, tuplet: Option<TupletRule>) -> LengthRule {
    LengthRule {
        value: chord.value_from,
        dots: chord.dots,
        tuplet,
    }
}

/// The ids of the dots that make one of some symbols longer.
fn dots_of(prepared: &Prepared<'_>, of: &[usize]) -> Vec<u64> {
    let dots = prepared.dots.owner.iter().enumerate();
    let own = dots.filter(|(_, owner)| owner.is_some_and(|it| of.contains(&it)));
    own.map(|(at, _)| prepared.page.symbols[at].id).collect()
}

/// How the voice of an event was found.
fn voice_rule(of: &MeasureReading<'_>, events: &Events, at: usize) -> VoiceRule {
    let event = &events.events[at];
    let voice = of.solution.placed[at].voice;
    let others = || {
        let all = events.events.iter().zip(&of.solution.placed).enumerate();
        all.filter(move |it| it.0 != at).map(|it| it.1)
    };
    let is_only = others().all(|it| it.0.staff != event.staff || it.1.voice == voice);
    let of_voice = || others().filter(|it| it.1.voice == voice).map(|it| it.0);
    let is_on_beam = event.beam.is_some_and(|beam| {
        of_voice().any(|it| it.beam.is_some_and(|other| other.group == beam.group))
    });
    match event.stem() {
        _ if event.voice.is_some() => VoiceRule::Said,
        _ if is_only => VoiceRule::Only,
        _ if is_on_beam => VoiceRule::Beam,
        Some(stem) if of_voice().all(|it| it.stem().is_none_or(|it| it == stem)) => VoiceRule::Stem,
        _ => VoiceRule::Time,
    }
}
