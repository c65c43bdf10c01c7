//! Sentences with figures in them.

use evaluation::{Confidence, Rate};

use super::super::ReportedMiss;
use super::{NUMBERS, counted};
use crate::{Coverage, Decision, Judging, Level, Rule, Thresholds};

pub(super) fn miss(miss: &ReportedMiss) -> String {
    let near = match miss.score {
        Some(score) => format!(
            "Das Modell hat den Fehler mit einer Bewertung von {} gesehen.",
            NUMBERS.rounded(score, 2)
        ),
        None => "Das Modell hat dort nichts gesehen.".to_owned(),
    };
    if miss.is_found_elsewhere {
        format!("{near} Auf einem anderen Bild wurde der Fehler gefunden.")
    } else {
        near
    }
}

pub(super) fn rate(rate: &Rate) -> String {
    match (rate.value, rate.upper) {
        (Some(value), Some(upper)) => format!(
            "{} von {} ({}, höchstens {})",
            rate.share.hits,
            rate.share.total(),
            NUMBERS.per_cent(value),
            NUMBERS.per_cent(upper)
        ),
        _ => "–".to_owned(),
    }
}

pub(super) fn rule(rule: &Rule) -> String {
    match rule {
        Rule::Recall {
            target,
            of,
            is_promised,
            by_class,
        } => format!(
            "{} höchste Schwelle, mit der {}mindestens {} {} gefunden werden.",
            the_or_for_each_class(*by_class),
            if *is_promised { "nachweislich " } else { "" },
            NUMBERS.asked_per_cent(*target),
            match of {
                Level::Pictures => "der Bilder mit einem Fehler",
                Level::Defects => "der Fehler",
                Level::Parts => "der fehlerhaften Teile",
            }
        ),
        Rule::Cost { costs, by_class } => {
            let named = costs.miss.iter();
            let named: String = named
                .map(|(class, cost)| format!("{} bei „{class}“, ", NUMBERS.exact(*cost)))
                .collect();
            format!(
                "{} günstigste Schwelle, wobei ein übersehener Fehler {named}{} bei allem anderen \
                 kostet und ein Fehlalarm {}.",
                the_or_for_each_class(*by_class),
                NUMBERS.exact(costs.other_miss),
                NUMBERS.exact(costs.false_alarm)
            )
        }
        Rule::ByHand { .. } => "Von Hand gesetzt.".to_owned(),
    }
}

const fn the_or_for_each_class(by_class: bool) -> &'static str {
    if by_class { "Je Klasse die" } else { "Die" }
}

/// Semicolons between numbers that have commas in them.
pub(super) fn thresholds(thresholds: &Thresholds) -> String {
    match thresholds {
        Thresholds::OneForAll { threshold } => {
            format!("{} für alle Klassen", NUMBERS.rounded(*threshold, 3))
        }
        Thresholds::ByClass {
            by_class,
            otherwise,
        } => {
            let named = by_class.iter();
            let named: String = named
                .map(|(class, it)| format!("{} für „{class}“; ", NUMBERS.rounded(*it, 3)))
                .collect();
            format!("{named}{} für alles andere", NUMBERS.rounded(*otherwise, 3))
        }
    }
}

pub(super) fn judging(judging: &Judging) -> String {
    match judging {
        Judging::SameParts => {
            "Dieselben Teile, an denen bestimmt wurde, was das Ergebnis schönt.".to_owned()
        }
        Judging::HeldOut { share, .. } => format!(
            "{} der Teile, die dafür zurückgehalten wurden.",
            NUMBERS.asked_per_cent(*share)
        ),
        Judging::CrossFit { folds, .. } => format!(
            "Alle Teile in {folds} Gruppen, jede mit Schwellen, die an den übrigen bestimmt wurden."
        ),
    }
}

pub(super) fn rests_on(coverage: &Coverage) -> String {
    format!(
        "{} (davon {} fehlerhaft), {}, {} Fehler",
        counted(coverage.judged_parts() as u64, "Teil", "Teile"),
        coverage.bad_parts,
        counted(coverage.judged_pictures as u64, "Bild", "Bilder"),
        coverage.defects
    )
}

pub(super) fn promise(decision: &Decision) -> Vec<String> {
    let reading = &decision.judged.reading;
    let confidence = NUMBERS.per_cent(reading.parts.confidence.value());
    let held = |rate: &Rate, among: &str, done: &str| {
        let upper = NUMBERS.per_cent(rate.upper?);
        Some(format!(
            "{} von {among} {done}: mit {confidence} Sicherheit auf Dauer höchstens {upper}.",
            rate.share.hits,
        ))
    };
    let misses = |level: Level, rate: &Rate, none: &str| {
        held(rate, &dative(level, rate.share.total()), "übersehen")
            .unwrap_or_else(|| format!("Zu übersehen gab es {none}."))
    };
    let mut said = vec![
        misses(
            Level::Parts,
            &reading.parts.escape_rate,
            "keine fehlerhaften Teile",
        ),
        misses(Level::Defects, &reading.defects.escape_rate, "keine Fehler"),
    ];
    said.extend(reading.parts.overkill.and_then(|rate| {
        let among = counted(rate.share.total(), "guten Teil", "guten Teilen");
        held(&rate, &among, "zurückgewiesen")
    }));
    said
}

/// So many of what has a defect, as it stands after “von”, “bei” and “mit”.
pub(super) fn dative(level: Level, count: u64) -> String {
    match level {
        Level::Pictures => counted(count, "Bild mit einem Fehler", "Bildern mit einem Fehler"),
        Level::Defects => counted(count, "Fehler", "Fehlern"),
        Level::Parts => counted(count, "fehlerhaften Teil", "fehlerhaften Teilen"),
    }
}

pub(super) fn bounds(confidence: &Confidence) -> String {
    format!(
        "„Höchstens“ ist der Anteil, der auf Dauer mit {} Sicherheit nicht überschritten wird.",
        NUMBERS.per_cent(confidence.value())
    )
}

pub(super) fn left_out(coverage: &Coverage) -> Vec<String> {
    let counted = [
        (
            "Teile, von denen nicht feststeht, ob sie gut oder fehlerhaft sind",
            coverage.undecided_parts,
        ),
        (
            "Bilder, die niemand begutachtet hat",
            coverage.unreviewed_pictures,
        ),
        (
            "Begutachtete Bilder, die das Modell nicht geprüft hat",
            coverage.uninspected_pictures,
        ),
        (
            "Bilder mit Befunden, die nicht zum Geprüften gehören",
            coverage.unknown_pictures,
        ),
    ];
    let there = counted.into_iter().filter(|(_, count)| *count > 0);
    there
        .map(|(what, count)| format!("{what}: {count}."))
        .collect()
}
