//! Reading the measures of a part.

use std::num::NonZeroU8;

use roxmltree::Node;

use super::super::ReadError;
use super::super::names::Named;
use super::Notes;
use super::voices::voices;
use super::xml::{decimal, elements, is_yes, number_in, text_in};
use crate::model::voice::is_place;
use crate::{BarStyle, Barline, Break, Ending, EndingEnd, Entry, Measure, Quarters, Repeat, Sign};

/// Reads the measures of one part, one after another.
pub(super) struct PartReader<'n> {
    pub notes: &'n mut Notes,
    /// The number of staves.
    pub staves: u8,
    /// The number of the part, from 1.
    part: usize,
    /// How many measures have been begun.
    measures: usize,
    /// How many divisions a quarter has.
    pub divisions: i64,
    /// How far the time of the measure has gone.
    pub position: Quarters,
    /// The measure without its voices.
    pub measure: Measure,
    /// Its chords and rests with the numbers of their voices.
    pub entries: Vec<(u8, Entry)>,
    /// Whether the last of them is a chord that more notes may belong to.
    pub is_chord_open: bool,
}

impl<'n> PartReader<'n> {
    pub fn new(notes: &'n mut Notes, part: usize, staves: u8) -> Self {
        Self {
            notes,
            staves,
            part,
            measures: 0,
            divisions: 1,
            position: Quarters::ZERO,
            measure: Measure::default(),
            entries: Vec::new(),
            is_chord_open: false,
        }
    }

    pub fn measure(&mut self, node: Node<'_, '_>) -> Result<Measure, ReadError> {
        self.measures += 1;
        self.position = Quarters::ZERO;
        self.is_chord_open = false;
        self.measure = Measure {
            number: node.attribute("number").unwrap_or_default().to_owned(),
            is_implicit: is_yes(node, "implicit"),
            ..Measure::default()
        };
        for it in elements(node) {
            match it.tag_name().name() {
                "note" => self.note(it)?,
                "backup" => {
                    let time = self.duration(it)?;
                    self.position = (self.position - time).max(Quarters::ZERO);
                }
                "forward" => self.forward(it)?,
                "attributes" => self.attributes(it)?,
                "direction" => self.direction(it)?,
                "sound" => self.sound(it),
                "barline" => self.barline(it),
                "print" if is_yes(it, "new-page") => self.measure.break_before = Break::Page,
                "print" if is_yes(it, "new-system") => self.measure.break_before = Break::System,
                "print" => {}
                _ => self.notes.left_out(it),
            }
        }
        let mut measure = std::mem::take(&mut self.measure);
        measure.voices = voices(std::mem::take(&mut self.entries), self.notes);
        in_order(&mut measure.clefs);
        in_order(&mut measure.keys);
        in_order(&mut measure.times);
        measure.directions.sort_by_key(|it| (it.onset, it.staff));
        Ok(measure)
    }

    pub fn forward(&mut self, node: Node<'_, '_>) -> Result<(), ReadError> {
        let position = self.position + self.duration(node)?;
        if !is_place(position) {
            return Err(self.no_number("duration", &position.to_string()));
        }
        self.position = position;
        Ok(())
    }

    /// How long something lasts.
    pub fn duration(&self, node: Node<'_, '_>) -> Result<Quarters, ReadError> {
        let text = text_in(node, "duration").unwrap_or_default();
        let time = decimal(text).map(|it| it / self.divisions);
        time.filter(|it| is_place(*it))
            .ok_or_else(|| self.no_number("duration", text))
    }

    /// What is said of a number that everything after it depends on.
    pub fn no_number(&self, element: &'static str, text: &str) -> ReadError {
        ReadError::Number {
            element,
            text: text.to_owned(),
            part: self.part,
            measure: self.measures,
        }
    }

    /// The staff that something says it is on.
    pub fn staff(&self, node: Node<'_, '_>) -> u8 {
        number_in(node, "staff").unwrap_or(1).max(1)
    }

    fn barline(&mut self, node: Node<'_, '_>) {
        let place = match node.attribute("location").unwrap_or("right") {
            "left" => &mut self.measure.left,
            "right" => &mut self.measure.right,
            _ => return self.notes.left_out(node),
        };
        let id = self.notes.id(node);
        let barline = place.get_or_insert(Barline::new(id, BarStyle::Regular));
        for it in elements(node) {
            match it.tag_name().name() {
                "bar-style" => {
                    let style = it.text().and_then(BarStyle::named);
                    barline.style = style.unwrap_or(barline.style);
                }
                "ending" => barline.ending = ending(it).or(barline.ending.take()),
                "repeat" => {
                    let repeat = it.attribute("direction").and_then(Repeat::named);
                    barline.repeat = repeat.or(barline.repeat);
                }
                _ => self.notes.left_out(it),
            }
        }
    }
}

fn ending(node: Node<'_, '_>) -> Option<Ending> {
    let numbers = node.attribute("number")?.split([',', ' ']);
    let numbers = numbers.filter_map(|it| it.parse::<NonZeroU8>().ok());
    Some(Ending {
        numbers: numbers.collect(),
        end: EndingEnd::named(node.attribute("type")?)?,
    })
}

fn in_order<T>(signs: &mut [Sign<T>]) {
    signs.sort_by_key(|it| (it.onset, it.staff));
}
