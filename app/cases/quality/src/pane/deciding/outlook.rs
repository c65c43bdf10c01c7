//! What an aim comes to: the thresholds, what they do, and what is said of each part then.

use decision::{Decision, DecisionError, Level, LevelCurve, PartVerdict, Scope, Study, Thresholds};
use evaluation::Table;

use super::aim::Aim;

/// What an aim comes to on a study.
pub struct Outlook {
    /// The choice; or why there is none, and then everything else is of the thresholds before.
    pub decision: Result<Decision, DecisionError>,
    /// The thresholds that everything else is of.
    pub thresholds: Thresholds,
    /// What they do, also by class and by regime.
    pub table: Table,
    /// What is said of each part, the worst first.
    pub verdicts: Vec<PartVerdict>,
    /// What every common threshold does.
    pub curves: Curves,
}

/// What every threshold does that is the same for all classes.
pub struct Curves {
    /// Defects that are found, against good parts.
    pub defects: LevelCurve,
    /// Parts with a defect that are rejected, against good ones.
    pub parts: LevelCurve,
}

impl Outlook {
    /// Chooses, and looks at what comes of it. `before` are the thresholds where nothing can be
    /// chosen; `severity` says how bad a class is. Call it from a job.
    ///
    /// # Errors
    /// Where a threshold means nothing.
    pub fn new(
        study: &Study,
        aim: &Aim,
        before: &Thresholds,
        severity: impl Fn(&str) -> f64,
    ) -> Result<Self, DecisionError> {
        let decision = study.decide(&aim.rule(), aim.judging());
        let thresholds = match &decision {
            Ok(decision) => decision.thresholds.clone(),
            Err(_) => before.clone(),
        };
        let mut verdicts = study.verdicts(&thresholds, severity)?;
        verdicts.sort_by_key(rank);
        Ok(Self {
            table: study.table(&thresholds, None)?,
            curves: Curves {
                defects: study.curve(Level::Defects, Level::Parts, &Scope::All),
                parts: study.curve(Level::Parts, Level::Parts, &Scope::All),
            },
            verdicts,
            thresholds,
            decision,
        })
    }
}

/// What is looked at first: defects that would escape, then false alarms, then what is rejected.
fn rank(verdict: &PartVerdict) -> (u8, u8) {
    use decision::{Agreement, Verdict};
    let agreement = match verdict.agreement {
        Agreement::Escape => 0,
        Agreement::FalseAlarm => 1,
        Agreement::Unknown | Agreement::Same => 2,
    };
    let said = match verdict.verdict {
        Verdict::Reject => 0,
        Verdict::Unsure => 1,
        Verdict::Accept => 2,
    };
    (agreement, said)
}
