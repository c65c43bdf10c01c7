//! Reading clefs, key signatures, time signatures and how time is counted.

use roxmltree::Node;

use super::super::ReadError;
use super::super::names::Named;
use super::measure::PartReader;
use super::xml::{children, decimal, elements, number_in, text_in, text_of};
use crate::model::voice::FINEST;
use crate::{Clef, ClefSign, KeySignature, Sign, TimeSignature, TimeSymbol};

impl PartReader<'_> {
    pub(super) fn attributes(&mut self, node: Node<'_, '_>) -> Result<(), ReadError> {
        for it in elements(node) {
            match it.tag_name().name() {
                "divisions" => {
                    let number = decimal(text_of(it)).filter(|it| it.is_integer());
                    let number = number.map(|it| it.to_integer());
                    self.divisions = number
                        .filter(|it| (1..=FINEST).contains(it))
                        .ok_or_else(|| self.no_number("divisions", text_of(it)))?;
                }
                "key" => match number_in(it, "fifths") {
                    Some(fifths) => {
                        let signs = self.signs(it, KeySignature { fifths });
                        self.measure.keys.extend(signs);
                    }
                    None => self.notes.left_out(it),
                },
                "time" => match time(it) {
                    Some(time) => {
                        let signs = self.signs(it, time);
                        self.measure.times.extend(signs);
                    }
                    None => self.notes.left_out(it),
                },
                "clef" => match clef(it) {
                    Some(clef) => {
                        let staff = it.attribute("number").and_then(|it| it.parse().ok());
                        self.measure.clefs.push(Sign {
                            id: self.notes.id(it),
                            onset: self.position,
                            staff: staff.unwrap_or(1).max(1),
                            value: clef,
                        });
                    }
                    None => self.notes.left_out(it),
                },
                "staves" | "part-symbol" | "instruments" => {}
                _ => self.notes.left_out(it),
            }
        }
        Ok(())
    }

    /// A sign on the staff that it names, or on all where it names none.
    fn signs<T: Copy>(&mut self, node: Node<'_, '_>, value: T) -> Vec<Sign<T>> {
        let number: Option<u8> = node.attribute("number").and_then(|it| it.parse().ok());
        let staves = match number {
            Some(staff) => staff.max(1)..=staff.max(1),
            None => 1..=self.staves,
        };
        Sign::on_staves(staves, self.notes.id(node), self.position, value)
    }
}

fn clef(node: Node<'_, '_>) -> Option<Clef> {
    let sign = ClefSign::named(text_in(node, "sign")?)?;
    let usual = match sign {
        ClefSign::G => 2,
        ClefSign::F => 4,
        ClefSign::C | ClefSign::Percussion => 3,
    };
    Some(Clef {
        sign,
        line: number_in(node, "line").unwrap_or(usual),
        octaves: number_in(node, "clef-octave-change").unwrap_or(0),
    })
}

/// A time signature of one fraction; its beats may be a sum.
fn time(node: Node<'_, '_>) -> Option<TimeSignature> {
    if children(node, "beats").count() != 1 {
        return None;
    }
    let beats = text_in(node, "beats")?.split('+');
    let mut beats = beats.map(|it| it.trim().parse::<u8>().ok());
    let beats = beats.try_fold(0_u8, |sum, it| sum.checked_add(it?))?;
    let symbol = match node.attribute("symbol") {
        Some("common") => TimeSymbol::Common,
        Some("cut") => TimeSymbol::Cut,
        _ => TimeSymbol::Numbers,
    };
    TimeSignature::new(beats, number_in(node, "beat-type")?, symbol)
}
