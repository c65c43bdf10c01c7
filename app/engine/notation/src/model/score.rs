//! A score and its parts.

use num_integer::Integer;

use super::voice::FINEST;
use crate::{Measure, Sign, TimeSignature};

/// Written music.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Score {
    /// The words over it.
    pub header: Header,
    /// How large its pages are, where it was printed.
    pub page: Option<PageSize>,
    /// The parts, from the top. All have the same number of measures.
    pub parts: Vec<Part>,
}

impl Score {
    /// The least number of parts that a quarter can be cut into so that every place and length of the
    /// score is a whole number of them; none where it is above ten millions.
    #[must_use]
    pub fn divisions(&self) -> Option<i64> {
        common(self.parts.iter().map(Part::divisions))
    }
}

/// How large a page is, in tenths of a staff space: 40 of them are the height of a staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize {
    /// Its width.
    pub width_tenths: u32,
    /// Its height.
    pub height_tenths: u32,
}

/// The words over a score.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// The title of the work.
    pub title: Option<String>,
    /// The title of the movement.
    pub movement: Option<String>,
    /// Who made it, each with what they are called: `composer`, `arranger`, `lyricist`.
    pub creators: Vec<Creator>,
    /// Whose it is.
    pub rights: Option<String>,
}

/// Somebody who made a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creator {
    /// What they did, in lower case: `composer`, `arranger`, `lyricist`.
    pub role: String,
    /// Their name.
    pub name: String,
}

/// The music of one instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The name of the instrument; empty where there is none.
    pub name: String,
    /// How many staves it has: two for a piano.
    pub staves: u8,
    /// Its measures.
    pub measures: Vec<Measure>,
}

impl Part {
    /// The same as [`Score::divisions`] for this part.
    #[must_use]
    pub fn divisions(&self) -> Option<i64> {
        let times = self.measures.iter().flat_map(Measure::moments);
        common(times.map(|it| Some(*it.denom())))
    }

    /// The time signatures that hold in each measure, by staff from the top: those that stand at its
    /// start or came last before it.
    #[must_use]
    pub fn times(&self) -> Vec<Vec<Option<TimeSignature>>> {
        let mut holding = vec![None; self.staves.into()];
        let mut all = Vec::with_capacity(self.measures.len());
        for measure in &self.measures {
            let is_start = |it: &&Sign<TimeSignature>| *it.onset.numer() == 0;
            hold(&mut holding, measure.times.iter().filter(is_start));
            all.push(holding.clone());
            hold(&mut holding, measure.times.iter());
        }
        all
    }
}

/// The least common multiple, where it is not too large.
fn common(mut numbers: impl Iterator<Item = Option<i64>>) -> Option<i64> {
    numbers.try_fold(1, |common: i64, it| {
        let common = (common / common.gcd(&it?)).checked_mul(it?)?;
        (common <= FINEST).then_some(common)
    })
}

/// Lets the signs hold on their staves.
fn hold<'a>(
    holding: &mut [Option<TimeSignature>],
    signs: impl Iterator<Item = &'a Sign<TimeSignature>>,
) {
    for sign in signs {
        let at = usize::from(sign.staff).wrapping_sub(1);
        if let Some(held) = holding.get_mut(at) {
            *held = Some(sign.value);
        }
    }
}
