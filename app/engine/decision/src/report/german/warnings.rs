//! What must be known about a choice.

use evaluation::Warning as ScoreWarning;

use super::NUMBERS;
use super::phrases::dative;
use crate::{Level, Warning};

pub(super) fn warning(warning: &Warning) -> String {
    match warning {
        Warning::SameData => "Die Schwelle wurde an denselben Teilen beurteilt, an denen sie \
                              bestimmt wurde, was das Ergebnis schönt. Es sollten Teile dafür \
                              zurückgehalten werden."
            .to_owned(),
        Warning::OnlyGoodParts => "Die Schwelle wurde nur an guten Teilen bestimmt. Wie viel \
                                   übersehen wird, ist daher nicht bekannt."
            .to_owned(),
        Warning::OnlyBadParts => {
            "Die Schwelle wurde nur an fehlerhaften Teilen bestimmt. Wie viele \
                                  Fehlalarme es gibt, ist daher nicht bekannt."
                .to_owned()
        }
        Warning::JudgedOnGoodParts => {
            "Die zurückgehaltenen Teile sind alle gut. Wie viel darunter \
                                       übersehen würde, ist daher nicht bekannt."
                .to_owned()
        }
        Warning::TooFewToPromise {
            of,
            class,
            positives,
            needed,
        } => {
            let class = class.as_ref();
            let class = class
                .map(|class| format!("„{class}“: "))
                .unwrap_or_default();
            format!(
                "{class}Mit {} lässt sich die geforderte Erkennungsrate nicht nachweisen. Nötig \
                 wären {needed}, alle davon gefunden.",
                dative(*of, *positives)
            )
        }
        Warning::ClassWithoutDefects { class } => format!(
            "Von der Klasse „{class}“ ist kein Fehler markiert. Für sie gilt daher die Schwelle \
             aller Klassen zusammen."
        ),
        Warning::CheaperNeverCalled { class } => format!(
            "Bei diesen Kosten wäre es günstiger, „{class}“ nie zu melden. Es sollte geprüft \
             werden, was es kostet, so etwas zu übersehen."
        ),
        Warning::Scores { about } => about_scores(about),
        Warning::LeftOut {
            unreviewed_pictures,
            uninspected_pictures,
        } => format!(
            "Nicht alle Bilder zählen: {unreviewed_pictures} hat niemand begutachtet, und \
             {uninspected_pictures} hat das Modell nicht geprüft."
        ),
    }
}

fn about_scores(about: &ScoreWarning) -> String {
    match about {
        ScoreWarning::NoPositives => {
            "Unter den Daten ist kein fehlerhaftes Teil, sodass sich nicht \
                                      zählen lässt, was übersehen wird. Es sollten welche \
                                      hinzukommen."
                .to_owned()
        }
        ScoreWarning::NoNegatives => "Unter den Daten ist kein gutes Teil, sodass sich Fehlalarme \
                                      nicht zählen lassen. Es sollten welche hinzukommen."
            .to_owned(),
        ScoreWarning::OneScoreForAllPositives { score } => format!(
            "Alle fehlerhaften Teile haben die Bewertung {}, sodass keine Schwelle sie voneinander \
             unterscheidet. Es sollte geprüft werden, wie die Bewertung entsteht.",
            NUMBERS.exact(*score)
        ),
        ScoreWarning::OutsideScores { lowest, highest } => format!(
            "Die Schwelle liegt außerhalb der beobachteten Bewertungen von {} bis {}. Was sie \
             bewirkt, geht aus diesen Daten nicht hervor.",
            NUMBERS.exact(*lowest),
            NUMBERS.exact(*highest)
        ),
        ScoreWarning::TargetTooFine { target, positives } => format!(
            "Eine Erkennungsrate von {} erlaubt es nicht, von {} auch nur eines zu übersehen. Sie ist \
             damit dasselbe wie {}. Es sollten fehlerhafte Teile hinzukommen oder weniger \
             gefordert werden.",
            NUMBERS.asked_per_cent(*target),
            dative(Level::Parts, *positives),
            NUMBERS.asked_per_cent(1.0)
        ),
        ScoreWarning::TooFewPositives {
            positives,
            needed,
            bound,
        } => format!(
            "Mit {} lässt sich nicht zeigen, dass höchstens {} übersehen werden. Nötig sind \
             mindestens {needed}, alle davon gefunden.",
            dative(Level::Parts, *positives),
            NUMBERS.asked_per_cent(*bound)
        ),
        ScoreWarning::BoundExceeded { upper, bound } => format!(
            "Bis zu {} können übersehen werden, mehr als die geforderten {}. Die Schwelle sollte \
             gesenkt werden, oder es sollten fehlerhafte Teile hinzukommen.",
            NUMBERS.per_cent(*upper),
            NUMBERS.asked_per_cent(*bound)
        ),
    }
}
