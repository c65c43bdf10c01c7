//! The German words of a report.

mod errors;
mod phrases;
mod warnings;

use jiff::Timestamp;

use super::Report;
use super::numbers::Numbers;
use super::wording::{Labels, Wording};
use crate::Level;
use crate::verdict::{Agreement, PersonSaid, PersonVerdict, Verdict};

const NUMBERS: Numbers = Numbers { decimal_mark: ',' };

impl Wording<'_> {
    /// German.
    #[must_use]
    pub fn german() -> Self {
        Self {
            language: "de".to_owned(),
            labels: labels(),
            title: Box::new(|report| format!("Prüfbericht: {}", report.subject)),
            written: Box::new(|report| format!("Erstellt am {}.", time(report.written_at))),
            summary: Box::new(summary),
            conclusion: Box::new(conclusion),
            verdict: Box::new(|it| verdict(*it).to_owned()),
            person: Box::new(|it| person(*it).to_owned()),
            agreement: Box::new(|it| agreement(*it).to_owned()),
            person_said: Box::new(person_said),
            reason: Box::new(|it| match it.of {
                1 => it.class.clone(),
                _ => format!("{} auf {} von {} Bildern", it.class, it.pictures, it.of),
            }),
            miss: Box::new(phrases::miss),
            finding_alt: Box::new(|it| format!("{}, gefunden auf {}", it.class, it.picture)),
            miss_alt: Box::new(|it| format!("{}, übersehen auf {}", it.class, it.picture)),
            score: Box::new(|it| NUMBERS.rounded(*it, 2)),
            rate: Box::new(phrases::rate),
            time: Box::new(|it| time(*it)),
            rule: Box::new(phrases::rule),
            thresholds: Box::new(phrases::thresholds),
            judging: Box::new(phrases::judging),
            rests_on: Box::new(phrases::rests_on),
            promise: Box::new(phrases::promise),
            bounds: Box::new(phrases::bounds),
            warning: Box::new(warnings::warning),
            error: Box::new(errors::error),
            regime: Box::new(|it| match it.as_str() {
                "" => "nicht bekannt".to_owned(),
                regime => regime.to_owned(),
            }),
            level: Box::new(|it| level(*it).to_owned()),
            left_out: Box::new(phrases::left_out),
        }
    }
}

fn labels() -> Labels {
    let text = str::to_owned;
    Labels {
        parts: text("Urteile"),
        point: text("Grundlage der Urteile"),
        figures: text("Wie gut die Urteile sind"),
        evidence: text("Begründungen"),
        left_out: text("Was nicht beurteilt wurde"),
        part: text("Teil"),
        verdict: text("Urteil"),
        person: text("Begutachtung"),
        agreement: text("Übereinstimmung"),
        findings: text("Befunde"),
        chosen_by: text("Festgelegt von"),
        chosen_at: text("Festgelegt am"),
        chosen_on: text("Bestimmt an"),
        judged_on: text("Beurteilt an"),
        model: text("Modell"),
        rule: text("Regel"),
        thresholds: text("Schwellen"),
        promise: text("Wie weit man sich darauf verlassen kann"),
        warnings: text("Zu beachten"),
        data: text("Prüfsumme der Daten"),
        other_data: text(
            "Diese Zahlen gelten für andere Daten als die, an denen die Schwellen bestimmt wurden: \
             Seither ist etwas hinzugekommen oder geändert worden.",
        ),
        class: text("Klasse"),
        regime: text("Aufnahmebedingung"),
        overall: text("Alle"),
        found: text("Gefunden"),
        missed: text("Übersehen"),
        false_alarms: text("Gute zurückgewiesen"),
        precision: text("Zu Recht gemeldet"),
        picture: text("Bild"),
        score: text("Bewertung"),
        found_on: text("Was das Modell gefunden hat"),
        missed_on: text("Was das Modell nicht gefunden hat"),
        nothing_found: text("Das Modell hat nichts gefunden."),
        unreviewed: text("Von niemandem begutachtet:"),
        uninspected: text("Vom Modell nicht geprüft:"),
        nothing_left_out: text("Alles wurde beurteilt."),
        none: text("–"),
    }
}

fn time(time: Timestamp) -> String {
    time.strftime("%d.%m.%Y, %H:%M Uhr UTC").to_string()
}

/// A number with the word for one or for several.
fn counted(count: impl Into<u128>, one: &str, several: &str) -> String {
    let count = count.into();
    format!("{count} {}", if count == 1 { one } else { several })
}

fn summary(report: &Report) -> String {
    let [rejected, accepted, unsure] =
        [Verdict::Reject, Verdict::Accept, Verdict::Unsure].map(|it| report.count_of(it));
    format!(
        "{}: {rejected} zurückgewiesen, {accepted} angenommen, {unsure} unklar.",
        counted(report.parts.len() as u64, "Teil", "Teile")
    )
}

fn conclusion(report: &Report) -> String {
    let [escapes, alarms, same] =
        [Agreement::Escape, Agreement::FalseAlarm, Agreement::Same].map(|it| report.agreeing(it));
    let parts = |count: usize, singular: &str, plural: &str| match count {
        0 => format!("kein {singular}"),
        count => counted(count as u64, singular, plural),
    };
    match escapes + alarms + same {
        0 => "Niemand hat diese Teile begutachtet. Die Urteile sind allein die des Modells."
            .to_owned(),
        reviewed if reviewed == same => {
            format!("Begutachtete Teile: {reviewed}. Bei allen sagen Menschen und Modell dasselbe.")
        }
        reviewed => format!(
            "Begutachtete Teile: {reviewed}. Davon würde das Modell {} durchlassen und {} \
             zurückweisen.",
            parts(escapes, "fehlerhaftes", "fehlerhafte"),
            parts(alarms, "gutes", "gute")
        ),
    }
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Reject => "Zurückgewiesen",
        Verdict::Accept => "Angenommen",
        Verdict::Unsure => "Unklar",
    }
}

const fn person(person: PersonVerdict) -> &'static str {
    match person {
        PersonVerdict::Defective => "Fehlerhaft",
        PersonVerdict::Good => "Gut",
        PersonVerdict::Unreviewed => "Nicht begutachtet",
    }
}

const fn agreement(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Same => "Ja",
        Agreement::Escape => "Nein, fehlerhaftes Teil angenommen",
        Agreement::FalseAlarm => "Nein, gutes Teil zurückgewiesen",
        Agreement::Unknown => "Nicht bekannt",
    }
}

fn person_said(said: &PersonSaid) -> String {
    match said {
        PersonSaid::Nothing => "Niemand hat das Bild begutachtet.".to_owned(),
        PersonSaid::Same => "Bestätigt.".to_owned(),
        PersonSaid::OtherClass { class } => format!("Es ist „{class}“."),
        PersonSaid::Repeated { class } => format!("„{class}“, bereits gefunden."),
        PersonSaid::NoDefect => "Da ist kein Fehler.".to_owned(),
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Pictures => "Bilder",
        Level::Defects => "Fehler",
        Level::Parts => "Teile",
    }
}
