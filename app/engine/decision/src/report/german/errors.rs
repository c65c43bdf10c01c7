//! Why nothing can be judged or chosen.

use evaluation::EvaluationError;

use super::NUMBERS;
use super::phrases::dative;
use crate::DecisionError;

/// What is wrong with a request can only come from a program, and is said as the program says it.
pub(super) fn error(error: &DecisionError) -> String {
    match error {
        DecisionError::Score { picture, score } => format!(
            "Die Bewertung {} auf Bild {} liegt nicht zwischen 0 und 1. Das Modell sollte noch \
             einmal laufen.",
            NUMBERS.exact(*score),
            picture.0
        ),
        DecisionError::Threshold(value) => format!(
            "{} ist keine Schwelle. Möglich sind Zahlen von 0 bis 1.",
            NUMBERS.exact(*value)
        ),
        DecisionError::Target(value) => format!(
            "{} ist keine Erkennungsrate, die sich anstreben lässt. Möglich sind Anteile über 0 bis \
             1, und unter 1, wo sie zugesichert werden soll: Keine Anzahl von Teilen beweist, dass \
             nie etwas übersehen wird.",
            NUMBERS.exact(*value)
        ),
        DecisionError::NoDefects { class } => {
            let class = of_class(class.as_ref());
            format!(
                "{class}Kein Fehler ist markiert, nach dem das Modell gesucht hat. Wie viel \
                 übersehen wird, ist daher nicht bekannt. Es sollten fehlerhafte Teile markiert \
                 werden."
            )
        }
        DecisionError::NoGoodParts => "Von keinem Teil steht fest, dass es gut ist, sodass sich \
                                       Fehlalarme nicht zählen lassen. Einige Teile ohne Fehler \
                                       sollten ganz begutachtet werden."
            .to_owned(),
        DecisionError::TooFew {
            of,
            class,
            positives,
            needed,
            target,
        } => format!(
            "{}Mit {} lässt sich eine Erkennungsrate von {} nicht zusichern, auch wenn nichts \
             übersehen wird. Nötig sind mindestens {needed}.",
            of_class(class.as_ref()),
            dative(*of, *positives),
            NUMBERS.asked_per_cent(*target)
        ),
        DecisionError::OutOfReach {
            of,
            class,
            found,
            positives,
            target,
        } => format!(
            "{}Das Modell findet {found} von {}{}, wie niedrig die Schwelle auch liegt. Das ist zu \
             wenig für eine Erkennungsrate von {}. Es sollte weniger gefordert oder das Modell an \
             dem trainiert werden, was es übersieht.",
            of_class(class.as_ref()),
            dative(*of, *positives),
            class.as_ref().map_or("", |_| " unter diesem Namen"),
            NUMBERS.asked_per_cent(*target)
        ),
        DecisionError::NothingToReject => "Bei diesen Kosten ist es am günstigsten, kein Teil \
                                           zurückzuweisen. Das ist keine Prüfung. Es sollte \
                                           geprüft werden, was ein übersehener Fehler kostet."
            .to_owned(),
        DecisionError::TooFewParts { parts } => format!(
            "{parts} Teile sind zu wenige, um an einem Teil davon zu bestimmen und an den anderen \
             zu beurteilen."
        ),
        DecisionError::Evaluation(EvaluationError::NoPositives) => {
            "Unter den Daten ist kein fehlerhaftes Teil, sodass sich nicht zählen lässt, was \
             übersehen wird. Es sollten welche hinzukommen."
                .to_owned()
        }
        DecisionError::Evaluation(EvaluationError::NoNegatives) => {
            "Unter den Daten ist kein gutes Teil, sodass sich Fehlalarme nicht zählen lassen. Es \
             sollten welche hinzukommen."
                .to_owned()
        }
        DecisionError::Twice(_) | DecisionError::Matching(_) | DecisionError::Evaluation(_) => {
            error.to_string()
        }
    }
}

fn of_class(class: Option<&String>) -> String {
    class
        .map(|class| format!("„{class}“: "))
        .unwrap_or_default()
}
