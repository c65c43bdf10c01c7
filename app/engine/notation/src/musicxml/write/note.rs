//! Putting chords and rests together.

use super::super::names::Named;
use super::measure::MeasureWriter;
use super::xml::{Element, start_stop, xml_id, yes_no};
use crate::{
    Arpeggio, Chord, Length, Note, Pitch, Placement, Rest, RestLength, SlurEnd, Tremolo, TupletEnd,
    TupletLook,
};

impl MeasureWriter {
    /// The note `at` of a chord. The first one bears what is of the whole chord.
    pub(super) fn note(&self, chord: &Chord, at: usize, voice: u8) -> Element {
        let note = &chord.notes[at];
        let grace = chord.grace.map(|it| yes_no(it.is_slashed));
        let duration = chord
            .grace
            .is_none()
            .then(|| self.in_divisions(chord.duration()));
        let accidental = note.accidental.map(|it| {
            Element::text("accidental", it.accidental.name())
                .maybe("cautionary", it.is_cautionary.then_some("yes"))
                .maybe("parentheses", it.is_in_parentheses.then_some("yes"))
        });
        let share = if chord.tremolo.is_some_and(Tremolo::is_double) {
            2
        } else {
            1
        };
        let beams = chord.beams.iter().enumerate().filter(|_| at == 0);
        let beams = beams
            .map(|(level, it)| Element::text("beam", it.name()).attribute("number", level + 1));
        Element::new("note")
            .attribute("id", xml_id(note.id))
            .with(grace.map(|it| Element::new("grace").attribute("slash", it)))
            .with((at > 0).then(|| Element::new("chord")))
            .with([pitch(note.pitch)])
            .with(duration.map(|it| Element::text("duration", it)))
            .with(ties(note, "tie"))
            .with([
                Element::text("voice", voice),
                value(chord.length, note.is_small),
            ])
            .with(dots(chord.length))
            .with(accidental)
            .with(time_modification(chord.length, share))
            .with(chord.stem.map(|it| Element::text("stem", it.name())))
            .with(note.head.map(|it| Element::text("notehead", it.name())))
            .with(self.staff(note.staff))
            .with(beams)
            .with(notations(chord, at).unless_empty())
    }

    /// A rest.
    pub(super) fn rest(&self, rest: &Rest, voice: u8) -> Element {
        let written = match rest.length {
            RestLength::Written(length) => Some(length),
            RestLength::Measure(_) => None,
        };
        let position = rest.position.map(|it| {
            let step = Element::text("display-step", it.step.name());
            [step, Element::text("display-octave", it.octave)]
        });
        let shape = Element::new("rest").maybe("measure", written.is_none().then_some("yes"));
        let shape = match position {
            Some(position) => shape.with(position),
            None => shape,
        };
        let duration = self.in_divisions(rest.length.quarters());
        let notations = Element::new("notations")
            .with(rest.tuplet.map(tuplet))
            .with(rest.fermata.map(fermata));
        Element::new("note")
            .attribute("id", xml_id(rest.id))
            .with([
                shape,
                Element::text("duration", duration),
                Element::text("voice", voice),
            ])
            .with(written.map(|it| value(it, false)))
            .with(written.into_iter().flat_map(dots))
            .with(written.and_then(|it| time_modification(it, 1)))
            .with(self.staff(rest.staff))
            .with(notations.unless_empty())
    }
}

fn pitch(pitch: Pitch) -> Element {
    let alter = Some(pitch.alter()).filter(|it| *it != 0);
    Element::new("pitch")
        .with([Element::text("step", pitch.step().name())])
        .with(alter.map(|it| Element::text("alter", it)))
        .with([Element::text("octave", pitch.octave())])
}

/// The ends of ties at a note, as `tie` for what sounds or `tied` for what is printed.
fn ties(note: &Note, name: &'static str) -> impl Iterator<Item = Element> {
    let ends = [
        (note.is_tied_from_previous, false),
        (note.is_tied_to_next, true),
    ];
    let ends = ends.into_iter().filter(|it| it.0);
    ends.map(move |(_, is_start)| Element::new(name).attribute("type", start_stop(is_start)))
}

fn value(length: Length, is_small: bool) -> Element {
    let value = Element::text("type", length.value().name());
    value.maybe("size", is_small.then_some("cue"))
}

fn dots(length: Length) -> impl Iterator<Item = Element> {
    (0..length.dots()).map(|_| Element::new("dot"))
}

/// The tuplet of a length of which one of `share` equal parts is taken, as in a tremolo between two
/// chords, where each takes half of what it is written in.
fn time_modification(length: Length, share: u16) -> Option<Element> {
    let tuplet = length.tuplet();
    let (actual, normal) = tuplet.map_or((1, 1), |it| (it.actual(), it.normal()));
    (tuplet.is_some() || share > 1).then(|| {
        Element::new("time-modification").with([
            Element::text("actual-notes", actual * share),
            Element::text("normal-notes", normal),
        ])
    })
}

/// What stands at the note `at` of a chord, with what is of the whole chord at its first note.
fn notations(chord: &Chord, at: usize) -> Element {
    let note = &chord.notes[at];
    let fingering = note
        .fingering
        .as_ref()
        .map(|it| Element::text("fingering", it));
    let notations = Element::new("notations")
        .with(ties(note, "tied"))
        .with(Element::new("technical").with(fingering).unless_empty())
        .with(arpeggio(chord, at));
    if at > 0 {
        return notations;
    }
    let ornaments = chord.ornaments.iter().map(|it| Element::new(it.name()));
    let articulations = chord.articulations.iter().map(|it| Element::new(it.name()));
    let ornaments = Element::new("ornaments")
        .with(ornaments)
        .with(chord.tremolo.map(tremolo));
    let articulations = Element::new("articulations").with(articulations);
    notations
        .with(chord.slurs.iter().copied().map(slur))
        .with(chord.tuplet.map(tuplet))
        .with(ornaments.unless_empty())
        .with(articulations.unless_empty())
        .with(chord.fermata.map(fermata))
}

fn slur(end: SlurEnd) -> Element {
    Element::new("slur")
        .attribute("type", start_stop(end.is_start))
        .attribute("number", end.number.get())
}

fn tuplet(end: TupletEnd) -> Element {
    let element = Element::new("tuplet");
    match end {
        TupletEnd::Start(look) => element
            .attribute("type", "start")
            .attribute("bracket", yes_no(look == TupletLook::Bracket))
            .maybe(
                "show-number",
                (look == TupletLook::Hidden).then_some("none"),
            ),
        TupletEnd::Stop => element.attribute("type", "stop"),
    }
}

fn tremolo(tremolo: Tremolo) -> Element {
    let kind = match tremolo {
        Tremolo::Single(_) => "single",
        Tremolo::Start(_) => "start",
        Tremolo::Stop(_) => "stop",
    };
    Element::text("tremolo", tremolo.strokes()).attribute("type", kind)
}

fn fermata(side: Placement) -> Element {
    let kind = match side {
        Placement::Above => "upright",
        Placement::Below => "inverted",
    };
    Element::new("fermata").attribute("type", kind)
}

/// The sign at every note of the chord, or the bracket at its outermost notes.
fn arpeggio(chord: &Chord, at: usize) -> Option<Element> {
    let bracket = |end| Some(Element::new("non-arpeggiate").attribute("type", end));
    match chord.arpeggio? {
        Arpeggio::Together if at == 0 => bracket("bottom"),
        Arpeggio::Together if at + 1 == chord.notes.len() => bracket("top"),
        Arpeggio::Together => None,
        Arpeggio::Plain => Some(Element::new("arpeggiate")),
        arrow => Some(Element::new("arpeggiate").attribute("direction", arrow.name())),
    }
}
