//! Choosing thresholds by what wrong calls cost.

use std::collections::BTreeMap;

use decision::{ClassCosts, DecisionError, Judging, Rule, Thresholds};
use evaluation::EvaluationError;

use crate::support::{BUBBLE, Inspection, SCRATCH};

/// Scratches cost so much, bubbles 1, false alarms 1, and half of the parts are defective.
pub fn cost(scratch: f64, by_class: bool) -> Rule {
    let costs = ClassCosts {
        miss: BTreeMap::from([(SCRATCH.to_owned(), scratch)]),
        other_miss: 1.0,
        false_alarm: 1.0,
        prevalence: Some(0.5),
    };
    Rule::Cost { costs, by_class }
}

/// Four bad parts and four good ones. Scratches: bad at 0.3 and 0.8, good at 0.4 and 0.6. Bubbles:
/// bad at 0.35 and 0.9, good at 0.5 and 0.7.
pub fn two_classes() -> Inspection {
    let mut all = Inspection::default();
    for (part, (class, is_bad, score)) in (0..).zip([
        (SCRATCH, true, 0.3),
        (SCRATCH, true, 0.8),
        (SCRATCH, false, 0.4),
        (SCRATCH, false, 0.6),
        (BUBBLE, true, 0.35),
        (BUBBLE, true, 0.9),
        (BUBBLE, false, 0.5),
        (BUBBLE, false, 0.7),
    ]) {
        all.add_simple(part, class, is_bad, score);
    }
    all
}

#[test]
fn costs_move_the_threshold() {
    let study = two_classes().study();
    let threshold = |scratch, by_class| {
        let decision = study
            .decide(&cost(scratch, by_class), Judging::SameParts)
            .unwrap();
        decision.thresholds
    };
    // One missed scratch and one missed bubble cost 2 against 4 false alarms from 0.35 on. That
    // holds from 0.8 down to the false alarm at 0.7.
    assert_eq!(threshold(1.0, false), Thresholds::one(0.75));
    // A scratch at 10: all that is found at 0.3 costs 4 false alarms and misses none; nothing has a
    // lower score.
    assert_eq!(threshold(10.0, false), Thresholds::one(0.15));
    // By class, bubbles go up again: 2 false scratches instead of 4 alarms, and a missed bubble.
    let by_class = BTreeMap::from([(SCRATCH.to_owned(), 0.15), (BUBBLE.to_owned(), 0.8)]);
    let expected = Thresholds::ByClass {
        by_class,
        otherwise: 0.15,
    };
    assert_eq!(threshold(10.0, true), expected);
}

#[test]
fn costs_that_reject_nothing_are_refused() {
    let study = two_classes().study();
    let costs = ClassCosts {
        miss: BTreeMap::new(),
        other_miss: 1.0,
        false_alarm: 1.0,
        prevalence: Some(0.0001),
    };
    // The surest part is bad, so that rejecting it costs nothing: some threshold always pays.
    let rule = |costs: &ClassCosts| Rule::Cost {
        costs: costs.clone(),
        by_class: false,
    };
    let decision = study.decide(&rule(&costs), Judging::SameParts).unwrap();
    assert_eq!(decision.thresholds, Thresholds::one(0.75));
    let mut inspection = two_classes();
    inspection.add_simple(9, SCRATCH, false, 0.95);
    let refused = inspection
        .study()
        .decide(&rule(&costs), Judging::SameParts)
        .unwrap_err();
    assert_eq!(refused, DecisionError::NothingToReject);
    let wrong = ClassCosts {
        other_miss: -1.0,
        ..costs
    };
    let refused = study.decide(&rule(&wrong), Judging::SameParts).unwrap_err();
    assert_eq!(
        refused,
        DecisionError::Evaluation(EvaluationError::Cost(-1.0))
    );
}
