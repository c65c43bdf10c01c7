//! Reading notes and rests.

use roxmltree::Node;

use super::super::ReadError;
use super::super::names::Named;
use super::Remark;
use super::direction::letters;
use super::length::{Fit, length_of};
use super::measure::PartReader;
use super::xml::{child, children, decimal, elements, is_yes, number_in, text_in, text_of};
use crate::{
    Accidental, Arpeggio, Articulation, Beam, Chord, Content, DirectionKind, Entry, Grace, Length,
    Note, Notehead, Ornament, Pitch, Placement, Quarters, Rest, RestLength, RestPosition,
    ShownAccidental, SlurEnd, SpanNumber, Stem, Step, Tremolo, TupletEnd, TupletLook, voice_number,
};

impl PartReader<'_> {
    /// Reads a note of a chord, or a rest.
    pub(super) fn note(&mut self, node: Node<'_, '_>) -> Result<(), ReadError> {
        let is_grace = child(node, "grace").is_some();
        let time = if is_grace {
            None
        } else {
            Some(self.duration(node)?)
        };
        if child(node, "chord").is_some() && self.is_chord_open {
            self.join(node);
            return Ok(());
        }
        self.is_chord_open = false;
        let rest = child(node, "rest");
        if !is_hidden(node) {
            let content = match rest {
                Some(rest) => time.map(|it| Content::Rest(self.rest(node, rest, it))),
                None => self.chord(node, time).map(Content::Chord),
            };
            match content {
                Some(content) => {
                    self.is_chord_open = rest.is_none();
                    let onset = self.position;
                    self.entries
                        .push((self.voice(node), Entry { onset, content }));
                }
                None => self.notes.left_out(node),
            }
        } else if rest.is_none() {
            self.notes.remark(Remark::HiddenNote);
        }
        if !is_grace {
            self.forward(node)?;
        }
        Ok(())
    }

    fn voice(&self, node: Node<'_, '_>) -> u8 {
        let usual = || voice_number(self.staff(node), 0).unwrap_or(1);
        number_in(node, "voice").unwrap_or_else(usual)
    }

    fn rest(&mut self, node: Node<'_, '_>, rest: Node<'_, '_>, time: Quarters) -> Rest {
        let length = if is_yes(rest, "measure") && time > Quarters::ZERO {
            RestLength::Measure(time)
        } else {
            RestLength::Written(self.length(node, Some(time), 1))
        };
        let mut read = Rest::new(self.notes.id(node), self.staff(node), length);
        let step = text_in(rest, "display-step").and_then(Step::named);
        let octave = number_in(rest, "display-octave").filter(|it| *it <= 9);
        read.position = step
            .zip(octave)
            .map(|(step, octave)| RestPosition { step, octave });
        for it in children(node, "notations").flat_map(elements) {
            match it.tag_name().name() {
                "tuplet" => read.tuplet = tuplet(it).or(read.tuplet),
                "fermata" => read.fermata = Some(fermata(it)),
                _ => self.notes.left_out(it),
            }
        }
        read
    }

    /// A chord of its first note; none where it has no pitch.
    fn chord(&mut self, node: Node<'_, '_>, time: Option<Quarters>) -> Option<Chord> {
        let note = self.head(node)?;
        let tremolo = children(node, "notations")
            .flat_map(|it| children(it, "ornaments"))
            .find_map(|it| child(it, "tremolo"))
            .and_then(tremolo);
        let is_double = tremolo.is_some_and(Tremolo::is_double);
        let length = self.length(node, time, 1 + i64::from(is_double));
        let mut chord = Chord::new(vec![note], length);
        chord.tremolo = tremolo;
        chord.grace = child(node, "grace").map(|it| Grace {
            is_slashed: is_yes(it, "slash"),
        });
        chord.stem = text_in(node, "stem").and_then(Stem::named);
        let beams = children(node, "beam").filter_map(|it| Beam::named(text_of(it)));
        chord.beams = beams.take(8).collect();
        self.notations(node, &mut chord);
        Some(chord)
    }

    /// Adds a note to the chord before it.
    fn join(&mut self, node: Node<'_, '_>) {
        if is_hidden(node) {
            return self.notes.remark(Remark::HiddenNote);
        }
        let Some(note) = self.head(node) else {
            return self.notes.left_out(node);
        };
        match self.entries.pop() {
            Some((
                voice,
                Entry {
                    onset,
                    content: Content::Chord(mut chord),
                },
            )) => {
                chord.notes.push(note);
                self.notations(node, &mut chord);
                self.entries.push((voice, Entry::chord(onset, chord)));
            }
            other => self.entries.extend(other),
        }
    }

    fn length(&mut self, node: Node<'_, '_>, time: Option<Quarters>, share: i64) -> Length {
        let (length, fit) = length_of(node, time, share);
        match fit {
            Fit::Printed => {}
            Fit::Forced => self.notes.remark(Remark::OddLength),
            Fit::Lost => self.notes.remark(Remark::LostLength),
        }
        length
    }

    /// What belongs to one note alone; none where it has no pitch.
    fn head(&mut self, node: Node<'_, '_>) -> Option<Note> {
        let mut note = Note::new(self.notes.id(node), pitch(node)?, self.staff(node));
        note.is_small = child(node, "cue").is_some()
            || child(node, "type").and_then(|it| it.attribute("size")) == Some("cue");
        if let Some(shown) = child(node, "accidental") {
            note.accidental = accidental(shown);
            if note.accidental.is_none() {
                self.notes.left_out(shown);
            }
        }
        if let Some(head) = child(node, "notehead") {
            note.head = Notehead::named(text_of(head));
            if note.head.is_none() && text_of(head) != "normal" {
                self.notes.left_out(head);
            }
        }
        for lyric in children(node, "lyric") {
            self.notes.left_out(lyric);
        }
        Some(note)
    }

    /// Reads what stands at a note: to its chord, or to the last note of it.
    fn notations(&mut self, node: Node<'_, '_>, chord: &mut Chord) {
        let is_tied = |kind| {
            let mut ends = node
                .children()
                .chain(children(node, "notations").flat_map(|it| it.children()));
            ends.any(|it| {
                matches!(it.tag_name().name(), "tie" | "tied") && it.attribute("type") == Some(kind)
            })
        };
        if let Some(note) = chord.notes.last_mut() {
            note.is_tied_from_previous = is_tied("stop");
            note.is_tied_to_next = is_tied("start");
        }
        for it in children(node, "notations").flat_map(elements) {
            match it.tag_name().name() {
                "tied" => {}
                "slur" => match slur(it) {
                    Some(end) => chord.slurs.push(end),
                    None => self.notes.left_out(it),
                },
                "tuplet" => chord.tuplet = tuplet(it).or(chord.tuplet),
                "fermata" => chord.fermata = Some(fermata(it)),
                "arpeggiate" => {
                    let direction = it.attribute("direction").and_then(Arpeggio::named);
                    chord.arpeggio = Some(direction.unwrap_or(Arpeggio::Plain));
                }
                "non-arpeggiate" => chord.arpeggio = Some(Arpeggio::Together),
                "articulations" => self.marks(it, &mut chord.articulations, Articulation::named),
                "ornaments" => self.marks(it, &mut chord.ornaments, Ornament::named),
                "technical" => {
                    for it in elements(it) {
                        match chord.notes.last_mut() {
                            Some(note) if it.has_tag_name("fingering") => {
                                note.fingering = Some(text_of(it).to_owned());
                            }
                            _ => self.notes.left_out(it),
                        }
                    }
                }
                "dynamics" => {
                    let staff = self.staff(node);
                    self.direction_at(staff, DirectionKind::Dynamics(letters(it)));
                }
                _ => self.notes.left_out(it),
            }
        }
    }

    /// Adds the marks in an element that are not there yet.
    fn marks<T: PartialEq>(
        &mut self,
        node: Node<'_, '_>,
        marks: &mut Vec<T>,
        named: fn(&str) -> Option<T>,
    ) {
        for it in elements(node) {
            match named(it.tag_name().name()) {
                Some(mark) if marks.contains(&mark) => {}
                Some(mark) => marks.push(mark),
                None if tremolo(it).is_some() => {}
                None => self.notes.left_out(it),
            }
        }
    }
}

fn is_hidden(node: Node<'_, '_>) -> bool {
    node.attribute("print-object") == Some("no")
}

fn pitch(node: Node<'_, '_>) -> Option<Pitch> {
    let pitch = child(node, "pitch")?;
    let step = Step::named(text_in(pitch, "step")?)?;
    let alter = match text_in(pitch, "alter") {
        Some(alter) => decimal(alter).filter(|it| it.is_integer())?,
        None => Quarters::ZERO,
    };
    let alter = i8::try_from(alter.to_integer()).ok()?;
    Pitch::new(step, alter, number_in(pitch, "octave")?)
}

fn accidental(node: Node<'_, '_>) -> Option<ShownAccidental> {
    Some(ShownAccidental {
        accidental: Accidental::named(text_of(node))?,
        is_cautionary: is_yes(node, "cautionary"),
        is_in_parentheses: is_yes(node, "parentheses"),
    })
}

fn slur(node: Node<'_, '_>) -> Option<SlurEnd> {
    let number = node
        .attribute("number")
        .map_or(Some(1), |it| it.parse().ok());
    let is_start = match node.attribute("type")? {
        "start" => true,
        "stop" => false,
        _ => return None,
    };
    Some(SlurEnd {
        number: SpanNumber::new(number?)?,
        is_start,
    })
}

fn tuplet(node: Node<'_, '_>) -> Option<TupletEnd> {
    match node.attribute("type")? {
        "start" => Some(TupletEnd::Start(
            match (is_yes(node, "bracket"), node.attribute("show-number")) {
                (true, _) => TupletLook::Bracket,
                (false, Some("none")) => TupletLook::Hidden,
                (false, _) => TupletLook::Number,
            },
        )),
        "stop" => Some(TupletEnd::Stop),
        _ => None,
    }
}

fn fermata(node: Node<'_, '_>) -> Placement {
    match node.attribute("type") {
        Some("inverted") => Placement::Below,
        _ => Placement::Above,
    }
}

/// A tremolo; none for elements of other names.
fn tremolo(node: Node<'_, '_>) -> Option<Tremolo> {
    if !node.has_tag_name("tremolo") {
        return None;
    }
    let strokes = text_of(node)
        .parse()
        .ok()
        .filter(|it| (1..=8).contains(it))?;
    match node.attribute("type").unwrap_or("single") {
        "single" => Some(Tremolo::Single(strokes)),
        "start" => Some(Tremolo::Start(strokes)),
        "stop" => Some(Tremolo::Stop(strokes)),
        _ => None,
    }
}
