//! The English words of a report.

use evaluation::{Confidence, Rate};

use super::numbers::ENGLISH as NUMBERS;
use super::wording::{Labels, Wording};
use super::{Report, ReportedMiss};
use crate::verdict::{Agreement, PersonSaid, PersonVerdict, Verdict};
use crate::{Coverage, Decision, Judging, Level, Rule, Thresholds};

impl Wording<'_> {
    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self {
            language: "en".to_owned(),
            labels: labels(),
            title: Box::new(|report| format!("Inspection of {}", report.subject)),
            written: Box::new(|report| {
                format!(
                    "Written on {}.",
                    report.written_at.strftime("%Y-%m-%d at %H:%M UTC")
                )
            }),
            summary: Box::new(summary),
            conclusion: Box::new(conclusion),
            verdict: Box::new(|it| verdict(*it).to_owned()),
            person: Box::new(|it| person(*it).to_owned()),
            agreement: Box::new(|it| agreement(*it).to_owned()),
            person_said: Box::new(person_said),
            reason: Box::new(|it| match it.of {
                1 => it.class.clone(),
                _ => format!("{} on {} of {} pictures", it.class, it.pictures, it.of),
            }),
            miss: Box::new(miss),
            finding_alt: Box::new(|it| format!("{}, found on {}", it.class, it.picture)),
            miss_alt: Box::new(|it| format!("{}, missed on {}", it.class, it.picture)),
            score: Box::new(|it| NUMBERS.rounded(*it, 2)),
            rate: Box::new(rate),
            time: Box::new(|it| it.strftime("%Y-%m-%d at %H:%M UTC").to_string()),
            rule: Box::new(rule),
            thresholds: Box::new(thresholds),
            judging: Box::new(judging),
            rests_on: Box::new(rests_on),
            promise: Box::new(promise),
            bounds: Box::new(bounds),
            warning: Box::new(|it| sentence(&it.to_string())),
            error: Box::new(|it| sentence(&it.to_string())),
            regime: Box::new(|it| match it.as_str() {
                "" => "not known".to_owned(),
                regime => regime.to_owned(),
            }),
            level: Box::new(|it| level(*it).to_owned()),
            left_out: Box::new(left_out),
        }
    }
}

fn labels() -> Labels {
    let text = str::to_owned;
    Labels {
        parts: text("Verdicts"),
        point: text("What the verdicts go by"),
        figures: text("How good they are"),
        evidence: text("Reasons"),
        left_out: text("What was not judged"),
        part: text("Part"),
        verdict: text("Verdict"),
        person: text("What people say"),
        agreement: text("Agreement"),
        findings: text("Findings"),
        chosen_by: text("Chosen by"),
        chosen_at: text("Chosen on"),
        chosen_on: text("Chosen on the data of"),
        judged_on: text("Judged on"),
        model: text("Model"),
        rule: text("Rule"),
        thresholds: text("Thresholds"),
        promise: text("How far they can be trusted"),
        warnings: text("To be known"),
        data: text("Fingerprint of the data"),
        other_data: text(
            "The figures below are of other data than the thresholds were chosen on: something was \
             added or changed since.",
        ),
        class: text("Class"),
        regime: text("Regime"),
        overall: text("All"),
        found: text("Found"),
        missed: text("Missed"),
        false_alarms: text("Good ones rejected"),
        precision: text("Right among those called"),
        picture: text("Picture"),
        score: text("Score"),
        found_on: text("What the model found"),
        missed_on: text("What the model did not find"),
        nothing_found: text("The model found nothing."),
        unreviewed: text("Not reviewed by anybody:"),
        uninspected: text("Not looked at by the model:"),
        nothing_left_out: text("Everything was judged."),
        none: text("–"),
    }
}

fn summary(report: &Report) -> String {
    let [rejected, accepted, unsure] =
        [Verdict::Reject, Verdict::Accept, Verdict::Unsure].map(|it| report.count_of(it));
    format!(
        "{} {}: {rejected} rejected, {accepted} accepted, {unsure} unsure.",
        report.parts.len(),
        if report.parts.len() == 1 {
            "part"
        } else {
            "parts"
        }
    )
}

fn conclusion(report: &Report) -> String {
    let [escapes, alarms, same] =
        [Agreement::Escape, Agreement::FalseAlarm, Agreement::Same].map(|it| report.agreeing(it));
    let parts = |count: usize, singular: &str, plural: &str| match count {
        0 => format!("no {singular}"),
        1 => format!("1 {singular}"),
        count => format!("{count} {plural}"),
    };
    match escapes + alarms + same {
        0 => "No person has reviewed these parts. The verdicts are the model’s alone.".to_owned(),
        reviewed if reviewed == same => format!(
            "Of {} that people have reviewed, they say the same as the model.",
            parts(reviewed, "part", "parts")
        ),
        reviewed => format!(
            "Of {} that people have reviewed, the model would let {} pass and reject {}.",
            parts(reviewed, "part", "parts"),
            parts(escapes, "defective one", "defective ones"),
            parts(alarms, "good one", "good ones")
        ),
    }
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Reject => "Rejected",
        Verdict::Accept => "Accepted",
        Verdict::Unsure => "Unsure",
    }
}

const fn person(person: PersonVerdict) -> &'static str {
    match person {
        PersonVerdict::Defective => "Defective",
        PersonVerdict::Good => "Good",
        PersonVerdict::Unreviewed => "Not reviewed",
    }
}

const fn agreement(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Same => "Agree",
        Agreement::Escape => "Disagree: a defect escaped",
        Agreement::FalseAlarm => "Disagree: a good part was rejected",
        Agreement::Unknown => "Not known",
    }
}

fn person_said(said: &PersonSaid) -> String {
    match said {
        PersonSaid::Nothing => "Nobody has reviewed it.".to_owned(),
        PersonSaid::Same => "The same.".to_owned(),
        PersonSaid::OtherClass { class } => format!("It is “{class}”."),
        PersonSaid::Repeated { class } => format!("“{class}”, which was found already."),
        PersonSaid::NoDefect => "There is no defect.".to_owned(),
    }
}

fn miss(miss: &ReportedMiss) -> String {
    let near = match miss.score {
        Some(score) => format!("The model saw it with a score of {score:.2}."),
        None => "The model saw nothing there.".to_owned(),
    };
    if miss.is_found_elsewhere {
        format!("{near} It was found on another picture.")
    } else {
        near
    }
}

fn rate(rate: &Rate) -> String {
    match (rate.value, rate.upper) {
        (Some(value), Some(upper)) => format!(
            "{} of {} ({}, at most {})",
            rate.share.hits,
            rate.share.total(),
            NUMBERS.per_cent(value),
            NUMBERS.per_cent(upper)
        ),
        _ => "–".to_owned(),
    }
}

fn rule(rule: &Rule) -> String {
    match rule {
        Rule::Recall {
            target,
            of,
            is_promised,
            by_class,
        } => format!(
            "The highest threshold{} that {} {} of the {}.",
            if *by_class { " of each class" } else { "" },
            if *is_promised {
                "is sure to find"
            } else {
                "finds"
            },
            NUMBERS.asked_per_cent(*target),
            crate::level::plural(*of)
        ),
        Rule::Cost { costs, by_class } => {
            let named = costs.miss.iter();
            let named: String = named
                .map(|(class, cost)| format!("{cost} for “{class}”, "))
                .collect();
            format!(
                "The cheapest threshold{}, where a miss costs {named}{} for anything else, and a \
                 false alarm {}.",
                if *by_class { " of each class" } else { "" },
                costs.other_miss,
                costs.false_alarm
            )
        }
        Rule::ByHand { .. } => "Set by hand.".to_owned(),
    }
}

fn thresholds(thresholds: &Thresholds) -> String {
    match thresholds {
        Thresholds::OneForAll { threshold } => format!("{threshold:.3} for all classes"),
        Thresholds::ByClass {
            by_class,
            otherwise,
        } => {
            let named = by_class.iter();
            let named: String = named
                .map(|(class, threshold)| format!("{threshold:.3} for “{class}”, "))
                .collect();
            format!("{named}{otherwise:.3} for anything else")
        }
    }
}

fn judging(judging: &Judging) -> String {
    match judging {
        Judging::SameParts => "The parts that it was chosen on, which flatters it.".to_owned(),
        Judging::HeldOut { share, .. } => {
            format!(
                "{} of the parts, which were kept back.",
                NUMBERS.asked_per_cent(*share)
            )
        }
        Judging::CrossFit { folds, .. } => format!(
            "All parts, in {folds} groups: each group by thresholds that were chosen on the others."
        ),
    }
}

fn rests_on(coverage: &Coverage) -> String {
    format!(
        "{} parts ({} defective), {} pictures, {} defects",
        coverage.judged_parts(),
        coverage.bad_parts,
        coverage.judged_pictures,
        coverage.defects
    )
}

fn promise(decision: &Decision) -> Vec<String> {
    let reading = &decision.judged.reading;
    let confidence = NUMBERS.per_cent(reading.parts.confidence.value());
    let held = |rate: &Rate, what: &str, done: &str| {
        let upper = NUMBERS.per_cent(rate.upper?);
        Some(format!(
            "{} of {} {what} {done}: with {confidence} confidence, at most {upper} in the long run.",
            rate.share.hits,
            rate.share.total()
        ))
    };
    let misses = |rate: &Rate, what: &str| {
        held(rate, what, "missed").unwrap_or_else(|| format!("There were no {what} to be missed."))
    };
    let mut said = vec![
        misses(&reading.parts.escape_rate, "defective parts"),
        misses(&reading.defects.escape_rate, "defects"),
    ];
    said.extend(
        reading
            .parts
            .overkill
            .and_then(|rate| held(&rate, "good parts", "rejected")),
    );
    said
}

fn bounds(confidence: &Confidence) -> String {
    format!(
        "“At most” is the share that is not exceeded in the long run, with {} confidence.",
        NUMBERS.per_cent(confidence.value())
    )
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Pictures => "Pictures",
        Level::Defects => "Defects",
        Level::Parts => "Parts",
    }
}

fn left_out(coverage: &Coverage) -> Vec<String> {
    let counted = [
        (
            "Parts that are neither known to be good nor to be defective",
            coverage.undecided_parts,
        ),
        (
            "Pictures that nobody has reviewed",
            coverage.unreviewed_pictures,
        ),
        (
            "Reviewed pictures that the model has not looked at",
            coverage.uninspected_pictures,
        ),
        (
            "Pictures with findings that do not belong to what was inspected",
            coverage.unknown_pictures,
        ),
    ];
    let there = counted.into_iter().filter(|(_, count)| *count > 0);
    there
        .map(|(what, count)| format!("{what}: {count}."))
        .collect()
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(['.']).collect()
}
