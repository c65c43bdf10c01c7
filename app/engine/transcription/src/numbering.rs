//! The numbers of measures: what is a part of a measure is not counted.

use notation::{Barline, Measure, Part, Quarters};

/// Numbers the measures of all parts, which should be so long. A short first measure is a pickup, and
/// two that a bar line with a meaning or the end of a system divides, and that are a whole one together,
/// have one number.
pub(crate) fn number(parts: &mut [Part], expected: &[Quarters]) {
    let lengths: Vec<Quarters> = (0..expected.len()).map(|at| length(parts, at)).collect();
    let mut counted = 0;
    let mut is_second = false;
    for (at, whole) in expected.iter().enumerate() {
        let is_short = lengths[at] > Quarters::ZERO && lengths[at] < *whole;
        let is_pickup = at == 0 && is_short && expected.len() > 1;
        let is_implicit = is_pickup || is_second;
        counted += usize::from(!is_implicit);
        is_second = !is_implicit
            && is_short
            && is_divided(parts, at)
            && expected.get(at + 1) == Some(whole)
            && lengths[at] + lengths[at + 1] == *whole;
        for measure in parts.iter_mut().filter_map(|it| it.measures.get_mut(at)) {
            measure.number = counted.to_string();
            measure.is_implicit = is_implicit;
        }
    }
}

/// How long a measure is: as long as what ends last in it.
fn length(parts: &[Part], at: usize) -> Quarters {
    let ends = parts
        .iter()
        .filter_map(|it| it.measures.get(at))
        .map(Measure::end);
    ends.max().unwrap_or(Quarters::ZERO)
}

/// Whether something other than a plain bar line stands after a measure.
fn is_divided(parts: &[Part], at: usize) -> bool {
    parts.iter().any(|part| {
        let (here, next) = (part.measures.get(at), part.measures.get(at + 1));
        let right = here.and_then(|it| it.right.as_ref());
        let left = next.and_then(|it| it.left.as_ref());
        let is_special = right.into_iter().chain(left).any(Barline::is_special);
        is_special || next.is_some_and(|it| it.break_before != notation::Break::None)
    })
}

#[cfg(test)]
mod tests {
    use notation::{BarStyle, ElementId, Entry, Length, NoteValue, Rest, RestLength, Voice};

    use super::*;

    fn part(lengths: &[(NoteValue, BarStyle)]) -> Part {
        let measures = lengths.iter().map(|(value, style)| {
            let length = RestLength::Written(Length::plain(*value));
            let rest = Rest::new(ElementId(1), 1, length);
            let entry = Entry::rest(Quarters::ZERO, rest);
            Measure {
                right: Some(Barline::new(ElementId(2), *style)),
                voices: vec![Voice::new(1, vec![entry]).expect("a voice")],
                ..Measure::default()
            }
        });
        Part {
            name: String::new(),
            staves: 1,
            measures: measures.collect(),
        }
    }

    #[test]
    fn parts_of_measures_are_not_counted() {
        use BarStyle::{LightHeavy, Regular};
        use NoteValue::{Half, Quarter, Whole};
        let lengths = [
            (Quarter, Regular),
            (Whole, Regular),
            (Half, LightHeavy),
            (Half, Regular),
            (Whole, Regular),
            (Half, Regular),
            (Half, Regular),
        ];
        let mut parts = [part(&lengths)];
        number(&mut parts, &[Quarters::from_integer(4); 7]);
        let names = parts[0].measures.iter();
        let names: Vec<(&str, bool)> = names
            .map(|it| (it.number.as_str(), it.is_implicit))
            .collect();
        let expected = [
            ("0", true),
            ("1", false),
            ("2", false),
            ("2", true),
            ("3", false),
            ("4", false),
            ("5", false),
        ];
        assert_eq!(names, expected);
    }
}
