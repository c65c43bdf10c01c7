//! The figures of one level: over all, by kind of defect and by regime.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::input::{Defect, JudgedPicture, Sighting, defects};
use crate::bounds::Confidence;
use crate::counts::{Counts, Figures};

/// The figures of pictures, of defects or of parts.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Over all.
    pub overall: Figures,
    /// By kind of defect. A picture or part is under every kind that it shows, and has no false
    /// positives there, because calling it defective names no kind. A defect is found also where it
    /// was called another kind, which the confusion matrix tells; a false find is under the kind
    /// that it was called.
    pub by_kind: Breakdown,
    /// By regime. A part or defect that was seen under several is under each, judged by its
    /// pictures there.
    pub by_regime: Breakdown,
}

/// Figures by a key, and their mean.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breakdown {
    /// The figures of each key.
    pub rows: BTreeMap<String, Figures>,
    /// Their mean.
    pub macro_average: MacroAverage,
}

/// The mean over rows, each counting the same however rare it is. Rows without a figure are left
/// out of its mean; a mean over none is none.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MacroAverage {
    /// The mean recall, from 0 to 1.
    pub recall: Option<f64>,
    /// The mean precision, from 0 to 1.
    pub precision: Option<f64>,
    /// The mean F1, from 0 to 1.
    pub f1: Option<f64>,
    /// The mean escape rate, from 0 to 1.
    pub escape_rate: Option<f64>,
    /// The mean overkill, from 0 to 1.
    pub overkill: Option<f64>,
}

/// A picture or a part: the kinds of defect that it shows, and whether it was called defective.
#[derive(Default)]
struct Unit<'a> {
    kinds: BTreeSet<&'a str>,
    is_called: bool,
}

impl Level {
    pub(super) fn of_pictures(pictures: &[JudgedPicture], confidence: Confidence) -> Self {
        Self::of_units(pictures, confidence, |pictures| {
            let mut units = Vec::new();
            for picture in pictures {
                let mut unit = Unit::default();
                unit.add(picture);
                units.push(unit);
            }
            units
        })
    }

    pub(super) fn of_parts(pictures: &[JudgedPicture], confidence: Confidence) -> Self {
        Self::of_units(pictures, confidence, |pictures| {
            let mut parts: BTreeMap<&str, Unit> = BTreeMap::new();
            for picture in pictures {
                parts.entry(&picture.part).or_default().add(picture);
            }
            parts.into_values().collect()
        })
    }

    fn of_units<'a>(
        pictures: &'a [JudgedPicture],
        confidence: Confidence,
        units_of: impl Fn(&mut dyn Iterator<Item = &'a JudgedPicture>) -> Vec<Unit<'a>>,
    ) -> Self {
        let all = units_of(&mut pictures.iter());
        let kinds: BTreeSet<&str> = all.iter().flat_map(|it| &it.kinds).copied().collect();
        let regimes: BTreeSet<&str> = pictures.iter().map(|it| it.regime.as_str()).collect();
        Self {
            overall: Figures::new(count(&all), confidence),
            by_kind: Breakdown::new(kinds, confidence, |kind| count_kind(&all, kind)),
            by_regime: Breakdown::new(regimes, confidence, |regime| {
                let mut under_it = pictures.iter().filter(|it| it.regime == regime);
                count(&units_of(&mut under_it))
            }),
        }
    }

    pub(super) fn of_defects(sightings: &[Sighting], confidence: Confidence) -> Self {
        let all = defects(sightings.iter());
        let kinds: BTreeSet<&str> = all.iter().filter_map(|it| it.kind.or(it.called)).collect();
        let regimes: BTreeSet<&str> = sightings.iter().map(|it| it.regime.as_str()).collect();
        Self {
            overall: Figures::new(count_defects(all.iter()), confidence),
            by_kind: Breakdown::new(kinds, confidence, |kind| {
                count_defects(all.iter().filter(|it| it.kind.or(it.called) == Some(kind)))
            }),
            by_regime: Breakdown::new(regimes, confidence, |regime| {
                let under_it = sightings.iter().filter(|it| it.regime == regime);
                count_defects(defects(under_it).iter())
            }),
        }
    }
}

impl<'a> Unit<'a> {
    fn add(&mut self, picture: &'a JudgedPicture) {
        self.kinds.extend(picture.kinds.iter().map(String::as_str));
        self.is_called |= picture.is_called;
    }
}

fn count(units: &[Unit]) -> Counts {
    let mut counts = Counts {
        false_positives: Some(0),
        true_negatives: Some(0),
        ..Counts::default()
    };
    for unit in units {
        counts.add(!unit.kinds.is_empty(), unit.is_called);
    }
    counts
}

fn count_kind(units: &[Unit], kind: &str) -> Counts {
    let mut counts = Counts::default();
    for unit in units.iter().filter(|unit| unit.kinds.contains(kind)) {
        counts.add(true, unit.is_called);
    }
    counts
}

fn count_defects<'a>(defects: impl Iterator<Item = &'a Defect<'a>>) -> Counts {
    let mut counts = Counts {
        false_positives: Some(0),
        ..Counts::default()
    };
    for defect in defects {
        counts.add(defect.kind.is_some(), defect.called.is_some());
    }
    counts
}

impl Breakdown {
    fn new(keys: BTreeSet<&str>, confidence: Confidence, counts: impl Fn(&str) -> Counts) -> Self {
        let rows: BTreeMap<String, Figures> = keys
            .into_iter()
            .map(|key| (key.to_owned(), Figures::new(counts(key), confidence)))
            .collect();
        Self {
            macro_average: MacroAverage::of(&rows),
            rows,
        }
    }
}

impl MacroAverage {
    fn of(rows: &BTreeMap<String, Figures>) -> Self {
        let mean_of = |value: &dyn Fn(&Figures) -> Option<f64>| mean(rows.values().map(value));
        Self {
            recall: mean_of(&|row| row.recall.value),
            precision: mean_of(&|row| row.precision?.value),
            f1: mean_of(&|row| row.f1),
            escape_rate: mean_of(&|row| row.escape_rate.value),
            overkill: mean_of(&|row| row.overkill?.value),
        }
    }
}

/// The mean of the values that there are.
pub(super) fn mean(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let values: Vec<f64> = values.flatten().collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}
