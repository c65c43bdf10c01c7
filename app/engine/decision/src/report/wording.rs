//! The words of a report, which come from the caller in the language of the user.

use evaluation::{Confidence, Rate};
use jiff::Timestamp;

use super::{Report, ReportedFinding, ReportedMiss};
use crate::verdict::{Agreement, PersonSaid, PersonVerdict, Verdict};
use crate::{Coverage, Decision, DecisionError, Judging, Level, Rule, Thresholds, Warning};

/// What is said of something.
pub type Say<'a, T, S = String> = Box<dyn Fn(&T) -> S + 'a>;

/// Why a part is rejected: a class that was found on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The class.
    pub class: String,
    /// On how many pictures it was found.
    pub pictures: usize,
    /// How many pictures the part has.
    pub of: usize,
}

/// The words of a report. All of them are plain text: nothing is taken for HTML, and names that users
/// gave may stand in them as they are.
pub struct Wording<'a> {
    /// The language as HTML names it, such as `en`.
    pub language: String,
    /// What does not change.
    pub labels: Labels,
    /// The title, by the subject of the report.
    pub title: Say<'a, Report>,
    /// When the report was written, and with what.
    pub written: Say<'a, Report>,
    /// How many parts are rejected, accepted and unsure.
    pub summary: Say<'a, Report>,
    /// What the verdicts come to beside what people say, in a sentence or two.
    pub conclusion: Say<'a, Report>,
    /// What the model says of a part.
    pub verdict: Say<'a, Verdict>,
    /// What people say of a part.
    pub person: Say<'a, PersonVerdict>,
    /// Whether they say the same.
    pub agreement: Say<'a, Agreement>,
    /// What people say of a finding.
    pub person_said: Say<'a, PersonSaid>,
    /// Why a part is rejected.
    pub reason: Say<'a, Reason>,
    /// How near a missed defect was to being found, and whether it was found elsewhere.
    pub miss: Say<'a, ReportedMiss>,
    /// What the crop of a finding shows, for those who cannot see it.
    pub finding_alt: Say<'a, ReportedFinding>,
    /// What the crop of a missed defect shows, for those who cannot see it.
    pub miss_alt: Say<'a, ReportedMiss>,
    /// A score, from 0 to 1.
    pub score: Say<'a, f64>,
    /// A share with its upper bound.
    pub rate: Say<'a, Rate>,
    /// A time.
    pub time: Say<'a, Timestamp>,
    /// How the thresholds were chosen.
    pub rule: Say<'a, Rule>,
    /// The thresholds.
    pub thresholds: Say<'a, Thresholds>,
    /// Which parts the choice was judged on.
    pub judging: Say<'a, Judging>,
    /// How many parts, pictures and defects the choice rests on.
    pub rests_on: Say<'a, Coverage>,
    /// What the choice promises, with its bounds, a sentence each.
    pub promise: Say<'a, Decision, Vec<String>>,
    /// What the upper bounds of shares mean.
    pub bounds: Say<'a, Confidence>,
    /// What must be known about the choice.
    pub warning: Say<'a, Warning>,
    /// Why nothing can be judged or chosen.
    pub error: Say<'a, DecisionError>,
    /// The name of a regime; of pictures whose regime is not known, it is empty.
    pub regime: Say<'a, String>,
    /// What is counted.
    pub level: Say<'a, Level>,
    /// What was not judged, a sentence each.
    pub left_out: Say<'a, Coverage, Vec<String>>,
}

/// The headings and labels of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Above the list of parts.
    pub parts: String,
    /// Above the operating point.
    pub point: String,
    /// Above the tables of figures.
    pub figures: String,
    /// Above the reasons of the verdicts.
    pub evidence: String,
    /// Above what was left out.
    pub left_out: String,
    /// Of a part.
    pub part: String,
    /// Of the verdict of the model.
    pub verdict: String,
    /// Of what people say.
    pub person: String,
    /// Of whether they agree.
    pub agreement: String,
    /// Of what was found on a part.
    pub findings: String,
    /// Of who chose the thresholds.
    pub chosen_by: String,
    /// Of when they were chosen.
    pub chosen_at: String,
    /// Of what they were chosen on.
    pub chosen_on: String,
    /// Of which parts they were judged on.
    pub judged_on: String,
    /// Of the model.
    pub model: String,
    /// Of how they were chosen.
    pub rule: String,
    /// Of the thresholds.
    pub thresholds: String,
    /// Above what they promise.
    pub promise: String,
    /// Above the warnings.
    pub warnings: String,
    /// Of the fingerprint of the data.
    pub data: String,
    /// Said where the data have changed since.
    pub other_data: String,
    /// Of a class.
    pub class: String,
    /// Of a regime.
    pub regime: String,
    /// Of all classes and regimes together.
    pub overall: String,
    /// Of the share that is found.
    pub found: String,
    /// Of the share that is missed.
    pub missed: String,
    /// Of the share of good ones that are rejected.
    pub false_alarms: String,
    /// Of the share of true ones among what is called.
    pub precision: String,
    /// Of a picture.
    pub picture: String,
    /// Of a score.
    pub score: String,
    /// Above a part's findings.
    pub found_on: String,
    /// Above what was missed on a part.
    pub missed_on: String,
    /// Said where nothing was found on a part.
    pub nothing_found: String,
    /// Before the names of pictures that nobody has reviewed.
    pub unreviewed: String,
    /// Before the names of pictures that the model has not looked at.
    pub uninspected: String,
    /// Said where nothing was left out.
    pub nothing_left_out: String,
    /// In a cell without a figure.
    pub none: String,
}
