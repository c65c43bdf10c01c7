//! The languages of a report: both say the same, each in its own words.

use std::collections::{BTreeMap, BTreeSet};

use annotation::PictureId;
use decision::{
    Agreement, ClassCosts, Coverage, DecisionError, Judging, Level, PersonSaid, PersonVerdict,
    ReportedMiss, Rule, Thresholds, Verdict, Warning, Wording,
};
use evaluation::{Confidence, EvaluationError, Rate, Share, Warning as ScoreWarning};

use crate::reports::{now, report};
use crate::support::{BUBBLE, SCRATCH, seven_parts};

/// Words that most English sentences have one of, and that are no German words.
const ENGLISH: [&str; 26] = [
    "the",
    "of",
    "and",
    "is",
    "are",
    "it",
    "with",
    "that",
    "which",
    "not",
    "no",
    "at",
    "by",
    "for",
    "on",
    "parts",
    "pictures",
    "defects",
    "found",
    "missed",
    "rejected",
    "score",
    "class",
    "costs",
    "threshold",
    "nobody",
];

/// The texts of a page between its tags.
fn texts(page: &str) -> BTreeSet<&str> {
    let body = page.split("</style>").nth(1).unwrap();
    let pieces = body.split('<').skip(1);
    pieces
        .filter_map(|piece| piece.split_once('>'))
        .map(|(_, text)| text.trim())
        .filter(|text| text.chars().any(char::is_alphabetic))
        .collect()
}

/// The numbers of a text in order of size, with a point as decimal mark.
fn numbers(text: &str, decimal_mark: char) -> Vec<String> {
    let pieces = text.split(|it: char| !it.is_ascii_digit() && it != decimal_mark);
    let digits = pieces.map(|it| it.trim_matches(decimal_mark));
    let there = digits.filter(|it| !it.is_empty());
    let mut numbers: Vec<String> = there.map(|it| it.replace(decimal_mark, ".")).collect();
    numbers.sort();
    numbers
}

fn assert_no_english(text: &str) {
    let words = text.split(|it: char| !it.is_alphabetic());
    let english: Vec<&str> = words
        .filter(|it| ENGLISH.contains(&it.to_lowercase().as_str()))
        .collect();
    assert!(english.is_empty(), "{english:?} in “{text}”");
}

/// Checks that both say the same figures, and German no English words.
fn assert_same(english: &str, german: &str) {
    assert_ne!(english, german);
    assert_no_english(german);
    let figures = [numbers(english, '.'), numbers(german, ',')];
    assert_eq!(figures[0], figures[1], "“{english}” and “{german}”");
    for class in ["“", "”"] {
        assert!(!german.contains(&format!("{class}{BUBBLE}")), "{german}");
    }
    let quoted = format!("“{BUBBLE}”");
    assert_eq!(english.contains(&quoted), german.contains("„bubble“"));
}

#[test]
fn the_german_page_has_the_figures_of_the_english_one_and_none_of_its_words() {
    let mut report = report(&seven_parts().study(), "");
    report.point.decision.warnings = warnings();
    let english = report.to_html(&Wording::english());
    let german = report.to_html(&Wording::german());
    assert!(german.starts_with("<!DOCTYPE html><html lang=\"de\">"));
    // What users gave their names.
    let names = [SCRATCH, BUBBLE, "glare", "good", "Ada", "unet"];
    let is_name = |text: &str| {
        names.contains(&text)
            || text.starts_with("shots/")
            || text.starts_with("balloon ")
            || text == report.point.data
            || text == format!("{SCRATCH}, {BUBBLE}")
    };
    let german_texts = texts(&german);
    for text in texts(&english) {
        assert_eq!(german_texts.contains(text), is_name(text), "{text}");
    }
    for text in german_texts.into_iter().filter(|it| !is_name(it)) {
        assert_no_english(text);
    }
    let figures = |page: &str, time: &str, decimal_mark| {
        let (_, body) = page.split_once("</style>").unwrap();
        assert_eq!(body.matches(time).count(), 2, "{time}");
        numbers(&body.replace(time, ""), decimal_mark)
    };
    assert_eq!(
        figures(&english, "2026-03-01 at 08:30 UTC", '.'),
        figures(&german, "01.03.2026, 08:30 Uhr UTC", ',')
    );
    for expected in [
        "<title>Prüfbericht: line 4</title>",
        "7 Teile: 4 zurückgewiesen, 2 angenommen, 1 unklar.",
        "1 von 3 fehlerhaften Teilen übersehen: mit 95\u{a0}% Sicherheit auf Dauer höchstens \
         86,46\u{a0}%.",
        "0,250 für „pit“; 0,300 für alles andere",
        "Erstellt am 01.03.2026, 08:30 Uhr UTC.",
        "alt=\"bubble, übersehen auf shots/10.png\"",
    ] {
        assert!(german.contains(expected), "{expected} is not in\n{german}");
    }
}

fn warnings() -> Vec<Warning> {
    let class = || BUBBLE.to_owned();
    let about = [
        ScoreWarning::NoPositives,
        ScoreWarning::NoNegatives,
        ScoreWarning::OneScoreForAllPositives { score: 0.625 },
        ScoreWarning::OutsideScores {
            lowest: 0.125,
            highest: 0.75,
        },
        ScoreWarning::TargetTooFine {
            target: 0.9995,
            positives: 40,
        },
        ScoreWarning::TooFewPositives {
            positives: 40,
            needed: 59,
            bound: 0.05,
        },
        ScoreWarning::BoundExceeded {
            upper: 0.0722,
            bound: 0.005,
        },
    ];
    let few = |of, class, positives| Warning::TooFewToPromise {
        of,
        class,
        positives,
        needed: 59,
    };
    let mut warnings = vec![
        Warning::SameData,
        Warning::OnlyGoodParts,
        Warning::OnlyBadParts,
        Warning::JudgedOnGoodParts,
        few(Level::Pictures, None, 1),
        few(Level::Defects, Some(class()), 40),
        few(Level::Parts, None, 12),
        Warning::ClassWithoutDefects { class: class() },
        Warning::CheaperNeverCalled { class: class() },
        Warning::LeftOut {
            unreviewed_pictures: 3,
            uninspected_pictures: 1,
        },
    ];
    warnings.extend(about.map(|about| Warning::Scores { about }));
    warnings
}

fn errors() -> Vec<DecisionError> {
    let class = || Some(BUBBLE.to_owned());
    vec![
        DecisionError::Score {
            picture: PictureId(3),
            score: 1.5,
        },
        DecisionError::Threshold(1.25),
        DecisionError::Target(1.5),
        DecisionError::NoDefects { class: None },
        DecisionError::NoDefects { class: class() },
        DecisionError::NoGoodParts,
        DecisionError::TooFew {
            of: Level::Parts,
            class: class(),
            positives: 12,
            needed: 299,
            target: 0.57,
        },
        DecisionError::OutOfReach {
            of: Level::Defects,
            class: class(),
            found: 3,
            positives: 12,
            target: 0.995,
        },
        DecisionError::NothingToReject,
        DecisionError::TooFewParts { parts: 4 },
        DecisionError::Evaluation(EvaluationError::NoPositives),
        DecisionError::Evaluation(EvaluationError::NoNegatives),
    ]
}

#[test]
fn sentences_say_the_same_in_both_languages() {
    let [english, german] = [Wording::english(), Wording::german()];
    for it in warnings() {
        assert_same(&(english.warning)(&it), &(german.warning)(&it));
    }
    for it in errors() {
        assert_same(&(english.error)(&it), &(german.error)(&it));
    }
    for it in rules() {
        assert_same(&(english.rule)(&it), &(german.rule)(&it));
    }
    for it in [
        Thresholds::one(0.4375),
        Thresholds::one(0.5).with(BUBBLE, 0.25),
    ] {
        assert_same(&(english.thresholds)(&it), &(german.thresholds)(&it));
    }
    for it in [
        Judging::SameParts,
        Judging::HeldOut {
            share: 0.375,
            seed: 1,
        },
        Judging::CrossFit { folds: 5, seed: 1 },
    ] {
        assert_same(&(english.judging)(&it), &(german.judging)(&it));
    }
    let class = || BUBBLE.to_owned();
    for it in [
        PersonSaid::Nothing,
        PersonSaid::Same,
        PersonSaid::OtherClass { class: class() },
        PersonSaid::Repeated { class: class() },
        PersonSaid::NoDefect,
    ] {
        assert_same(&(english.person_said)(&it), &(german.person_said)(&it));
    }
    for (score, is_found_elsewhere) in [(Some(0.125), true), (None, false)] {
        let it = ReportedMiss {
            picture: "shot".to_owned(),
            class: class(),
            score,
            is_found_elsewhere,
            crop: None,
        };
        assert_same(&(english.miss)(&it), &(german.miss)(&it));
    }
    let share = |hits, others| Rate::new(Share { hits, others }, Confidence::NINETY_FIVE);
    assert_same(
        &(english.rate)(&share(3, 37)),
        &(german.rate)(&share(3, 37)),
    );
    assert_eq!((german.rate)(&share(0, 0)), "–");
    let confidence = Confidence::new(0.995).unwrap();
    assert_same(
        &(english.bounds)(&confidence),
        &(german.bounds)(&confidence),
    );
    let coverage = Coverage {
        bad_parts: 1,
        good_parts: 2,
        undecided_parts: 4,
        judged_pictures: 8,
        bad_pictures: 16,
        defects: 32,
        unreviewed_pictures: 64,
        uninspected_pictures: 128,
        unknown_pictures: 256,
    };
    assert_same(
        &(english.rests_on)(&coverage),
        &(german.rests_on)(&coverage),
    );
    let [before, after] = [&english, &german].map(|it| (it.left_out)(&coverage).join(" "));
    assert_same(&before, &after);
    assert_eq!(numbers(&after, ','), ["128", "256", "4", "64"]);
    assert_eq!((german.time)(&now()), "01.03.2026, 08:30 Uhr UTC");
}

fn rules() -> Vec<Rule> {
    let recall = |of, is_promised, by_class| Rule::Recall {
        target: 0.9995,
        of,
        is_promised,
        by_class,
    };
    let costs = || ClassCosts {
        miss: BTreeMap::from([(BUBBLE.to_owned(), 4.5)]),
        other_miss: 2.25,
        false_alarm: 1.0,
        prevalence: None,
    };
    let cost = |by_class| Rule::Cost {
        costs: costs(),
        by_class,
    };
    vec![
        recall(Level::Pictures, false, false),
        recall(Level::Defects, true, true),
        recall(Level::Parts, true, false),
        cost(false),
        cost(true),
        Rule::ByHand {
            thresholds: Thresholds::one(0.5),
        },
    ]
}

#[test]
fn short_words_differ_from_one_another() {
    let [english, german] = [Wording::english(), Wording::german()];
    for wording in [english, german] {
        let verdicts = [Verdict::Reject, Verdict::Accept, Verdict::Unsure];
        let people = [
            PersonVerdict::Defective,
            PersonVerdict::Good,
            PersonVerdict::Unreviewed,
        ];
        let agreements = [
            Agreement::Same,
            Agreement::Escape,
            Agreement::FalseAlarm,
            Agreement::Unknown,
        ];
        let levels = [Level::Pictures, Level::Defects, Level::Parts];
        let verdicts = verdicts.map(|it| (wording.verdict)(&it));
        let people = people.map(|it| (wording.person)(&it));
        let agreements = agreements.map(|it| (wording.agreement)(&it));
        let levels = levels.map(|it| (wording.level)(&it));
        for words in [&verdicts[..], &people, &agreements, &levels] {
            let different: BTreeSet<_> = words.iter().collect();
            assert_eq!(different.len(), words.len(), "{words:?}");
        }
        assert!(!(wording.regime)(&String::new()).is_empty());
        assert_eq!((wording.regime)(&"glare".to_owned()), "glare");
    }
}
