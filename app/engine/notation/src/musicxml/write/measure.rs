//! Putting the measures of a part together.

use std::collections::BTreeMap;

use super::super::names::Named;
use super::direction::direction;
use super::streams::{Signs, Stop, Streams};
use super::xml::{Element, xml_id};
use crate::{
    Barline, Break, Clef, Content, DirectionKind, KeySignature, Measure, OctaveShift,
    OctaveShiftEnd, Quarters, Sign, SpanNumber, TimeSignature, TimeSymbol, Voice,
};

/// Puts the measures of a part together, one after the other, and knows how far the time has gone.
pub(super) struct MeasureWriter {
    /// How many staves the part has.
    pub staves: u8,
    /// How many divisions a quarter has.
    divisions: i64,
    position: Quarters,
    content: Vec<Element>,
    /// The octave lines that were begun last by their numbers.
    octave_lines: BTreeMap<SpanNumber, OctaveShift>,
}

impl MeasureWriter {
    pub fn new(staves: u8, divisions: i64) -> Self {
        Self {
            staves,
            divisions,
            position: Quarters::ZERO,
            content: Vec::new(),
            octave_lines: BTreeMap::new(),
        }
    }

    /// A measure with everything in it.
    pub fn measure(&mut self, measure: &Measure, is_first: bool) -> Element {
        self.position = Quarters::ZERO;
        let print = Element::new("print");
        self.content.extend(match measure.break_before {
            Break::None => None,
            Break::System => Some(print.attribute("new-system", "yes")),
            Break::Page => Some(print.attribute("new-page", "yes")),
        });
        self.content
            .extend(measure.left.as_ref().map(|it| barline(it, "left")));
        let streams = Streams::of(measure);
        self.attributes(&streams.start, is_first);
        if measure.voices.is_empty() {
            self.stops(&streams.stops[0]);
        }
        for (voice, stops) in measure.voices.iter().zip(&streams.stops) {
            self.go_to(Quarters::ZERO, None);
            self.voice(voice, stops);
        }
        for stop in &streams.rest {
            self.go_to(stop.place, None);
            self.attributes(&stop.signs, false);
        }
        self.content
            .extend(measure.right.as_ref().map(|it| barline(it, "right")));
        Element::new("measure")
            .attribute("number", &measure.number)
            .maybe("implicit", measure.is_implicit.then_some("yes"))
            .with(std::mem::take(&mut self.content))
    }

    fn voice(&mut self, voice: &Voice, mut stops: &[Stop<'_>]) {
        for entry in voice.entries() {
            stops = self.stops(stops);
            self.go_to(entry.onset, entry.staff().map(|it| (voice.number(), it)));
            stops = self.stops(stops);
            match &entry.content {
                Content::Chord(chord) => {
                    let notes =
                        (0..chord.notes.len()).map(|at| self.note(chord, at, voice.number()));
                    let notes: Vec<Element> = notes.collect();
                    self.content.extend(notes);
                }
                Content::Rest(rest) => self.content.push(self.rest(rest, voice.number())),
            }
            self.position = entry.end();
        }
        self.stops(stops);
    }

    /// Puts the stops up to where the time has come, and gives those after.
    fn stops<'s, 'm>(&mut self, stops: &'s [Stop<'m>]) -> &'s [Stop<'m>] {
        let count = stops.partition_point(|it| it.place <= self.position);
        let (here, later) = stops.split_at(count);
        for stop in here {
            self.attributes(&stop.signs, false);
            for (it, offset) in &stop.directions {
                if let DirectionKind::OctaveShift {
                    number,
                    end: OctaveShiftEnd::Start(shift),
                } = it.kind
                {
                    self.octave_lines.insert(number, shift);
                }
                let offset = self.in_divisions(*offset);
                let element = direction(it, offset, self.staff(it.staff), &self.octave_lines);
                self.content.push(element);
            }
        }
        later
    }

    /// Puts signs; in the first measure of the part, also how time is counted and the staves.
    fn attributes(&mut self, signs: &Signs<'_>, is_first: bool) {
        let divisions = is_first.then(|| Element::text("divisions", self.divisions));
        let staves = (is_first && self.staves > 1).then(|| Element::text("staves", self.staves));
        let keys = self.of_staves(&signs.keys);
        let keys = keys.map(|(it, staff)| sign("key", it, staff).with(key(it.value)));
        let times = self.of_staves(&signs.times);
        let times = times.map(|(it, staff)| {
            let symbol = match it.value.symbol() {
                TimeSymbol::Numbers => None,
                TimeSymbol::Common => Some("common"),
                TimeSymbol::Cut => Some("cut"),
            };
            let element = sign("time", it, staff).maybe("symbol", symbol);
            element.with(time(it.value))
        });
        let staff = |it: &Sign<Clef>| (self.staves > 1).then_some(it.staff);
        let clefs = signs.clefs.iter();
        let clefs = clefs.map(|it| sign("clef", it, staff(it)).with(clef(it.value)));
        let attributes = Element::new("attributes")
            .with(divisions)
            .with(keys)
            .with(times)
            .with(staves)
            .with(clefs);
        self.content.extend(attributes.unless_empty());
    }

    /// Keys or times, each with the staff that it is said of: none where that is all of them. A sign
    /// that stands on all staves is written once.
    fn of_staves<'s, T: PartialEq>(
        &self,
        signs: &'s [&'s Sign<T>],
    ) -> impl Iterator<Item = (&'s Sign<T>, Option<u8>)> {
        let staves = usize::from(self.staves);
        let places = move |it: &Sign<T>| signs.iter().filter(|other| other.is_one_with(it)).count();
        signs.iter().filter_map(move |it| {
            if places(it) + 1 < staves {
                return Some((*it, Some(it.staff)));
            }
            let is_first = signs
                .iter()
                .all(|other| other.id != it.id || it.staff <= other.staff);
            is_first.then_some((*it, None))
        })
    }

    /// Goes back or forward to a place; forward within a voice and on a staff, if it is its gap.
    fn go_to(&mut self, place: Quarters, within: Option<(u8, u8)>) {
        let duration = |time| Element::text("duration", self.in_divisions(time));
        let step = if place > self.position {
            let forward = Element::new("forward").with([duration(place - self.position)]);
            let forward = forward.with(within.map(|it| Element::text("voice", it.0)));
            Some(forward.with(within.and_then(|it| self.staff(it.1))))
        } else if place < self.position {
            Some(Element::new("backup").with([duration(self.position - place)]))
        } else {
            None
        };
        self.content.extend(step);
        self.position = place;
    }

    /// The element that says a staff, where there are several.
    pub fn staff(&self, staff: u8) -> Option<Element> {
        (self.staves > 1).then(|| Element::text("staff", staff))
    }

    /// A time in divisions, which it is a whole number of.
    pub fn in_divisions(&self, time: Quarters) -> i64 {
        (time * self.divisions).to_integer()
    }
}

/// The element of a sign, with the staff that it is said of, and what it is found by.
fn sign<T>(name: &'static str, sign: &Sign<T>, staff: Option<u8>) -> Element {
    let element = Element::new(name).maybe("number", staff);
    element.attribute("id", xml_id(sign.id))
}

fn barline(barline: &Barline, location: &str) -> Element {
    let ending = barline.ending.as_ref().map(|ending| {
        let numbers: Vec<String> = ending.numbers.iter().map(ToString::to_string).collect();
        let numbers = numbers.join(", ");
        Element::text("ending", &numbers)
            .attribute("number", numbers)
            .attribute("type", ending.end.name())
    });
    let repeat = barline.repeat.map(Named::name);
    let repeat = repeat.map(|it| Element::new("repeat").attribute("direction", it));
    Element::new("barline")
        .attribute("location", location)
        .attribute("id", xml_id(barline.id))
        .with([Element::text("bar-style", barline.style.name())])
        .with(ending)
        .with(repeat)
}

fn key(key: KeySignature) -> [Element; 1] {
    [Element::text("fifths", key.fifths)]
}

fn time(time: TimeSignature) -> [Element; 2] {
    [
        Element::text("beats", time.beats()),
        Element::text("beat-type", time.unit()),
    ]
}

fn clef(clef: Clef) -> impl Iterator<Item = Element> {
    let octaves = Some(clef.octaves).filter(|it| *it != 0);
    let octaves = octaves.map(|it| Element::text("clef-octave-change", it));
    let sign = Element::text("sign", clef.sign.name());
    [sign, Element::text("line", clef.line)]
        .into_iter()
        .chain(octaves)
}
