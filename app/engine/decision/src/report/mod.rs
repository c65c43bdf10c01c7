//! Reports: the verdicts of an inspection, for somebody who owns the product.

mod english;
mod figures;
mod german;
mod html;
mod numbers;
mod parts;
mod wording;

use annotation::PictureId;
use evaluation::Table;
use jiff::Timestamp;
use serde::Serialize;
use shapes::Shape;

use crate::verdict::{Agreement, PersonSaid, PersonVerdict, Verdict};
use crate::{Coverage, DecisionError, OperatingPoint, PartId, PartVerdict, Reading, Study};

pub(crate) use numbers::ENGLISH;
pub use wording::{Labels, Reason, Say, Wording};

/// All that a report says. As JSON it has everything but the pictures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What was inspected, in the user's words, such as the name of the project.
    pub subject: String,
    /// When the report was written.
    pub written_at: Timestamp,
    /// The thresholds in force, and where they come from.
    pub point: OperatingPoint,
    /// Whether the data are still those that the thresholds were chosen on.
    pub is_same_data: bool,
    /// What the thresholds do to all that is judged now.
    pub reading: Reading,
    /// The same by class and by regime.
    pub table: Table,
    /// What was judged, and what was left out.
    pub coverage: Coverage,
    /// What is said of each part.
    pub parts: Vec<ReportedPart>,
}

/// What is said of a part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportedPart {
    /// Its name.
    pub name: String,
    /// What the model says.
    pub verdict: Verdict,
    /// What people say.
    pub person: PersonVerdict,
    /// Whether they say the same.
    pub agreement: Agreement,
    /// How many pictures it has.
    pub pictures: usize,
    /// The findings that count, the worst first.
    pub evidence: Vec<ReportedFinding>,
    /// What people marked and the model did not find, the worst first.
    pub missed: Vec<ReportedMiss>,
    /// The names of the pictures that nobody has reviewed.
    pub unreviewed: Vec<String>,
    /// The names of the pictures that the model has not looked at.
    pub uninspected: Vec<String>,
}

/// A finding that counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportedFinding {
    /// The name of the picture.
    pub picture: String,
    /// What the model calls it.
    pub class: String,
    /// How sure it is, from 0 to 1.
    pub score: f64,
    /// What people say of it.
    pub person: PersonSaid,
    /// The picture around it, as the bytes of a PNG file.
    #[serde(skip)]
    pub crop: Option<Vec<u8>>,
}

/// A defect on a picture that people marked and that the model did not find there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportedMiss {
    /// The name of the picture.
    pub picture: String,
    /// Its class.
    pub class: String,
    /// The highest score of a finding that could be it, from 0 to 1.
    pub score: Option<f64>,
    /// Whether the same defect was found on another picture.
    pub is_found_elsewhere: bool,
    /// The picture around it, as the bytes of a PNG file.
    #[serde(skip)]
    pub crop: Option<Vec<u8>>,
}

/// What a report asks of whoever knows names and pictures.
pub trait Sources {
    /// The name of a part, such as that of its series.
    fn part_name(&self, part: PartId) -> String;

    /// The name of a picture, such as its path in the project.
    fn picture_name(&self, picture: PictureId) -> String;

    /// The picture around a shape, as the bytes of a PNG file; none where it cannot be shown.
    fn crop(&self, picture: PictureId, shape: &Shape) -> Option<Vec<u8>>;

    /// How bad a class is, by its name: the higher, the worse.
    fn severity(&self, class: &str) -> f64;
}

impl Report {
    /// A report on all parts of a study, by thresholds in force. `prevalence` is the share of
    /// defective parts in production, from 0 to 1, where that is known.
    ///
    /// # Errors
    /// As [`Study::table`].
    pub fn new(
        study: &Study,
        point: &OperatingPoint,
        prevalence: Option<f64>,
        subject: &str,
        written_at: Timestamp,
        sources: &dyn Sources,
    ) -> Result<Self, DecisionError> {
        let thresholds = point.thresholds();
        let verdicts = study.verdicts(thresholds, |class| sources.severity(class))?;
        Ok(Self {
            subject: subject.to_owned(),
            written_at,
            point: point.clone(),
            is_same_data: point.is_of(study),
            reading: study.at(thresholds)?,
            table: study.table(thresholds, prevalence)?,
            coverage: *study.coverage(),
            parts: verdicts
                .into_iter()
                .map(|verdict| ReportedPart::new(verdict, sources))
                .collect(),
        })
    }

    /// How many parts have a verdict.
    #[must_use]
    pub fn count_of(&self, verdict: Verdict) -> usize {
        let parts = self.parts.iter();
        parts.filter(|part| part.verdict == verdict).count()
    }

    /// How many parts there are on which model and people agree in this way.
    #[must_use]
    pub fn agreeing(&self, agreement: Agreement) -> usize {
        let parts = self.parts.iter();
        parts.filter(|part| part.agreement == agreement).count()
    }

    /// The report as JSON, without the pictures.
    ///
    /// # Errors
    /// Where a number cannot be written.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }

    /// The report as a page that stands by itself: no scripts, and nothing that is fetched. It is
    /// light on every screen, and can be printed. Parts that are rejected stand first, then those
    /// that nothing is known of; of each, in the order of the report.
    #[must_use]
    pub fn to_html(&self, wording: &Wording<'_>) -> String {
        html::page(self, wording).into_string()
    }
}

impl ReportedPart {
    fn new(verdict: PartVerdict, sources: &dyn Sources) -> Self {
        let names = |pictures: &[PictureId]| {
            let names = pictures.iter().map(|it| sources.picture_name(*it));
            names.collect()
        };
        let evidence = verdict.evidence.into_iter().map(|it| ReportedFinding {
            picture: sources.picture_name(it.picture),
            crop: sources.crop(it.picture, &it.shape),
            class: it.class,
            score: it.score,
            person: it.person,
        });
        let missed = verdict.missed.into_iter().map(|it| ReportedMiss {
            picture: sources.picture_name(it.picture),
            crop: sources.crop(it.picture, &it.shape),
            class: it.class,
            score: it.score,
            is_found_elsewhere: it.is_found_elsewhere,
        });
        Self {
            name: sources.part_name(verdict.part),
            verdict: verdict.verdict,
            person: verdict.person,
            agreement: verdict.agreement,
            pictures: verdict.pictures,
            evidence: evidence.collect(),
            missed: missed.collect(),
            unreviewed: names(&verdict.unreviewed),
            uninspected: names(&verdict.uninspected),
        }
    }
}
