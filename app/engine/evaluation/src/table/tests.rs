//! A table by hand, and what always holds of one.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::counts::Counts;

fn picture(part: &str, regime: &str, kinds: &[&str], is_called: bool) -> JudgedPicture {
    JudgedPicture {
        part: part.to_owned(),
        regime: regime.to_owned(),
        kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        is_called,
    }
}

fn sighting(object: &str, regime: &str, kind: Option<&str>, called: Option<&str>) -> Sighting {
    let verdict = match (kind.map(str::to_owned), called.map(str::to_owned)) {
        (Some(kind), Some(called)) => Verdict::Found { kind, called },
        (Some(kind), None) => Verdict::Missed { kind },
        (None, called) => Verdict::False {
            called: called.unwrap_or_default(),
        },
    };
    Sighting {
        object: object.to_owned(),
        regime: regime.to_owned(),
        verdict,
    }
}

fn counts(tp: u64, false_negatives: u64, fp: Option<u64>, tn: Option<u64>) -> Counts {
    Counts {
        true_positives: tp,
        false_negatives,
        false_positives: fp,
        true_negatives: tn,
    }
}

/// Four balloons of two shots each: one with a scratch that is found on one shot, one with a bubble
/// that is missed, one good that is rejected, and one good.
fn four_balloons() -> Table {
    let pictures = [
        picture("1", "good", &["scratch"], false),
        picture("1", "reflections", &["scratch"], true),
        picture("2", "good", &["bubble"], false),
        picture("2", "good", &[], false),
        picture("3", "reflections", &[], true),
        picture("3", "good", &[], false),
        picture("4", "good", &[], false),
        picture("4", "reflections", &[], false),
    ];
    let sightings = [
        sighting("track 1", "good", Some("scratch"), None),
        sighting("track 1", "reflections", Some("scratch"), Some("bubble")),
        sighting("track 2", "good", Some("bubble"), None),
        sighting("alarm", "reflections", None, Some("scratch")),
    ];
    let settings = TableSettings {
        prevalence: Some(0.002),
        ..TableSettings::default()
    };
    Table::new(&pictures, &sightings, settings).unwrap()
}

#[test]
fn pictures_parts_and_defects_by_hand() {
    let table = four_balloons();
    assert_eq!(
        table.pictures.overall.counts,
        counts(1, 2, Some(1), Some(4))
    );
    assert_eq!(table.parts.overall.counts, counts(1, 1, Some(1), Some(1)));
    assert_eq!(table.defects.overall.counts, counts(1, 1, Some(1), None));
    assert_eq!(table.defects.overall.overkill, None);
}

#[test]
fn by_kind_and_by_regime_by_hand() {
    let table = four_balloons();
    let parts = &table.parts.by_kind.rows;
    assert_eq!(parts["scratch"].counts, counts(1, 0, None, None));
    assert_eq!(parts["bubble"].counts, counts(0, 1, None, None));
    assert_eq!(table.parts.by_kind.macro_average.recall, Some(0.5));
    assert_eq!(table.parts.by_kind.macro_average.precision, None);

    // In the regime "good" the scratch was missed, and every balloon has a shot there.
    let regimes = &table.parts.by_regime.rows;
    assert_eq!(regimes["good"].counts, counts(0, 2, Some(0), Some(2)));
    assert_eq!(
        regimes["reflections"].counts,
        counts(1, 0, Some(1), Some(1))
    );
    let average = table.parts.by_regime.macro_average;
    assert_eq!((average.recall, average.overkill), (Some(0.5), Some(0.25)));
    // Nothing was called in "good", so that only the other regime has a precision.
    assert_eq!(average.precision, Some(0.5));

    let defects = &table.defects.by_kind.rows;
    assert_eq!(defects["scratch"].counts, counts(1, 0, Some(1), None));
    assert_eq!(defects["bubble"].counts, counts(0, 1, Some(0), None));
    let regimes = &table.defects.by_regime.rows;
    assert_eq!(regimes["good"].counts, counts(0, 2, Some(0), None));
    assert_eq!(regimes["reflections"].counts, counts(1, 0, Some(1), None));
}

#[test]
fn kinds_are_confused_by_hand() {
    let kinds = four_balloons().kinds;
    assert_eq!(kinds.kinds, ["bubble", "scratch"]);
    assert_eq!(kinds.counts, [[0, 0], [1, 0]]);
    assert_eq!(
        (kinds.missed.clone(), kinds.false_finds.clone()),
        (vec![1, 0], vec![0, 1])
    );
    assert_eq!(kinds.one_against_rest(0), counts(0, 1, Some(1), None));
    assert_eq!(kinds.one_against_rest(1), counts(0, 1, Some(1), None));
    assert_eq!(kinds.named_right(), Some(0.0));
    assert_eq!(kinds.macro_f1(), Some(0.0));
}

#[test]
fn a_defect_is_called_what_it_is_called_most_often() {
    let seen = |called: &str| sighting("track", "good", Some("scratch"), Some(called));
    let matrix = |called: &[&str]| {
        let sightings: Vec<Sighting> = called.iter().map(|it| seen(it)).collect();
        ConfusionMatrix::new(&sightings)
    };
    let most = matrix(&["scratch", "bubble", "scratch"]);
    assert_eq!(
        (most.named_right(), most.macro_f1()),
        (Some(1.0), Some(1.0))
    );
    // As often: the first in the alphabet.
    assert_eq!(matrix(&["scratch", "bubble"]).named_right(), Some(0.0));
}

#[test]
fn escapes_per_million_by_hand() {
    let table = four_balloons();
    let escapes = table.escapes.unwrap();
    // Half of 0.2 % of a million.
    assert_eq!(escapes.expected, Some(1000.0));
    let upper = table.parts.overall.escape_rate.upper.unwrap();
    assert!((escapes.upper.unwrap() - 2000.0 * upper).abs() < 1e-9);
    let unknown = Table::new(&[], &[], TableSettings::default()).unwrap();
    assert_eq!(unknown.escapes, None);
    let wrong = TableSettings {
        prevalence: Some(2.0),
        ..TableSettings::default()
    };
    assert!(Table::new(&[], &[], wrong).is_err());
}

#[test]
fn a_table_survives_a_file_and_may_be_empty() {
    let table = four_balloons();
    let json = serde_json::to_string(&table).unwrap();
    let read: Table = serde_json::from_str(&json).unwrap();
    assert_eq!((read.settings, &read.kinds), (table.settings, &table.kinds));
    // Bounds can lose their last digit in JSON, and follow from the counts.
    let counts_of = |level: &Level| {
        let rows = level.by_regime.rows.iter().chain(&level.by_kind.rows);
        rows.map(|(key, row)| (key.clone(), row.counts))
            .collect::<Vec<_>>()
    };
    for (one, other) in [
        (&read.pictures, &table.pictures),
        (&read.defects, &table.defects),
        (&read.parts, &table.parts),
    ] {
        assert_eq!(one.overall.counts, other.overall.counts);
        assert_eq!(counts_of(one), counts_of(other));
    }
    let empty = Table::new(&[], &[], TableSettings::default()).unwrap();
    assert_eq!(empty.parts.overall.recall.value, None);
    assert_eq!(empty.kinds.macro_f1(), None);
    assert_eq!(empty.parts.by_kind.macro_average, MacroAverage::default());
}

/// A picture of one of a few parts, regimes and kinds of defect.
fn some_picture() -> impl Strategy<Value = JudgedPicture> {
    let kinds = proptest::collection::btree_set(0_u8..3, 0..3);
    let picture = (0_u8..6, 0_u8..3, kinds, any::<bool>());
    picture.prop_map(|(part, regime, kinds, is_called)| JudgedPicture {
        part: part.to_string(),
        regime: regime.to_string(),
        kinds: kinds.iter().map(u8::to_string).collect(),
        is_called,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_add_up(
        pictures in proptest::collection::vec(some_picture(), 0..40),
    ) {
        let table = Table::new(&pictures, &[], TableSettings::default()).unwrap();
        let total = |counts: &Counts| {
            counts.recall().total() + counts.overkill().map_or(0, |it| it.total())
        };
        prop_assert_eq!(total(&table.pictures.overall.counts), pictures.len() as u64);
        let parts: BTreeSet<&String> = pictures.iter().map(|it| &it.part).collect();
        prop_assert_eq!(total(&table.parts.overall.counts), parts.len() as u64);
        // Each picture has one regime, so that regimes add up to all.
        let by_regime = table.pictures.by_regime.rows.values();
        let sum: u64 = by_regime.map(|row| row.counts.true_positives).sum();
        prop_assert_eq!(sum, table.pictures.overall.counts.true_positives);
        // A part with a defect that is called on any picture is found.
        prop_assert!(table.parts.by_kind.rows.keys().eq(table.pictures.by_kind.rows.keys()));
        for (kind, row) in &table.parts.by_kind.rows {
            let with_kind = pictures.iter().filter(|it| it.kinds.contains(kind));
            let with_kind: BTreeSet<&String> = with_kind.map(|it| &it.part).collect();
            prop_assert_eq!(row.counts.recall().total(), with_kind.len() as u64);
        }
    }
}
