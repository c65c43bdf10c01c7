//! The length of a note or rest, from what is printed and from how long it lasts.

use num_rational::Ratio;
use roxmltree::Node;

use super::super::names::Named;
use super::xml::{child, children, number_in, text_in};
use crate::{Length, NoteValue, Quarters, TupletRatio};

/// A length, and how well it says the time that was asked for.
pub(super) struct Found {
    pub length: Length,
    pub fit: Fit,
}

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
pub(super) fn length_of(node: Node<'_, '_>, time: Option<Quarters>, share: i64) -> Found {
    let value = text_in(node, "type").and_then(NoteValue::named);
    let dots = children(node, "dot").count().min(4) as u8;
    let printed = value.and_then(|it| Length::new(it, dots, tuplet(node, share)));
    let Some(time) = time.filter(|it| *it > Quarters::ZERO) else {
        let length = printed.unwrap_or(Length::plain(NoteValue::Eighth));
        let fit = if time.is_none() {
            Fit::Printed
        } else {
            Fit::Lost
        };
        return Found { length, fit };
    };
    let written = time * share;
    if let Some(length) = printed.filter(|it| it.quarters() == written) {
        return Found {
            length,
            fit: Fit::Printed,
        };
    }
    if value.is_none()
        && let Some(length) = plain(written)
    {
        return Found {
            length,
            fit: Fit::Printed,
        };
    }
    // The value that is printed, or the shortest that is not shorter, in a tuplet that fits.
    let longer = NoteValue::ALL
        .iter()
        .rev()
        .find(|it| it.quarters() >= written);
    let value = value.or(longer.copied()).unwrap_or(NoteValue::Breve);
    let untupleted = Length::new(value, dots, None).unwrap_or(Length::plain(value));
    let forced = ratio(untupleted.quarters() / written)
        .and_then(|it| Length::new(value, untupleted.dots(), it));
    let fit = if forced.is_some() {
        Fit::Forced
    } else {
        Fit::Lost
    };
    Found {
        length: forced.or(printed).unwrap_or(untupleted),
        fit,
    }
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

/// How many notes stand in the time of how many, where both are small numbers: the outer none where
/// they are not, the inner where they are equal.
fn ratio(factor: Ratio<i64>) -> Option<Option<TupletRatio>> {
    let actual = u16::try_from(*factor.numer()).ok()?;
    let normal = u16::try_from(*factor.denom()).ok()?;
    if actual == normal {
        return Some(None);
    }
    TupletRatio::new(actual, normal).map(Some)
}
