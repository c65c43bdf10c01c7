//! The length of a note or rest, from what is printed and from how long it lasts.

use roxmltree::Node;

use super::super::names::Named;
use super::xml::{child, children, number_in, text_in};
use crate::{Length, NoteValue, Quarters, TupletRatio};

/// How well a length says a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// As it is printed.
    Printed,
    /// By a tuplet that is not printed.
    Forced,
    /// Not at all.
    Lost,
}

/// The length of a note or rest that lasts for `time`. Without it, only what is printed counts.
/// `share` is how much of the written length it takes: half of it in a tremolo between two chords.
pub(super) fn length_of(node: Node<'_, '_>, time: Option<Quarters>, share: i64) -> (Length, Fit) {
    let value = text_in(node, "type").and_then(NoteValue::named);
    let dots = children(node, "dot").count().min(4) as u8;
    let printed = value.and_then(|it| Length::new(it, dots, tuplet(node, share)));
    let usual = printed.unwrap_or(Length::plain(NoteValue::Eighth));
    let Some(written) = time.map(|it| it * share) else {
        return (usual, Fit::Printed);
    };
    let fitting = match printed {
        Some(_) => printed.filter(|it| it.quarters() == written),
        None => plain(written),
    };
    if let Some(length) = fitting {
        return (length, Fit::Printed);
    }
    match forced(value, dots, written) {
        Some(length) => (length, Fit::Forced),
        None => (usual, Fit::Lost),
    }
}

/// The value that is printed, or the shortest that is not shorter, in a tuplet that takes a time.
fn forced(value: Option<NoteValue>, dots: u8, time: Quarters) -> Option<Length> {
    if time <= Quarters::ZERO {
        return None;
    }
    let mut values = NoteValue::ALL.iter().rev();
    let longer = || values.find(|it| it.quarters() >= time).copied();
    let value = value.or_else(longer).unwrap_or(NoteValue::Breve);
    let factor = Length::new(value, dots, None)?.quarters() / time;
    let actual = u16::try_from(*factor.numer()).ok()?;
    let normal = u16::try_from(*factor.denom()).ok()?;
    let tuplet = TupletRatio::new(actual, normal);
    let is_sound = tuplet.is_some() || actual == normal;
    Length::new(value, dots, tuplet).filter(|_| is_sound)
}

/// A length of up to three dots that takes a time.
fn plain(time: Quarters) -> Option<Length> {
    let all = NoteValue::ALL.iter();
    let mut all = all.flat_map(|value| (0..=3).filter_map(|dots| Length::new(*value, dots, None)));
    all.find(|it| it.quarters() == time)
}

/// The tuplet that is printed.
fn tuplet(node: Node<'_, '_>, share: i64) -> Option<TupletRatio> {
    let modification = child(node, "time-modification")?;
    let actual: u16 = number_in(modification, "actual-notes")?;
    TupletRatio::new(
        actual / share as u16,
        number_in(modification, "normal-notes")?,
    )
}
