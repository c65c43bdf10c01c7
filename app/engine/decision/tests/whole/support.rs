//! Inspections to judge, made in a few words.

use annotation::{PictureId, SeriesId, TrackId};
use decision::{
    Finding, MatchSettings, PartId, PictureFindings, PictureTruth, Study, StudySettings, TruthMark,
};
use shapes::{Point, Rect, Shape};

pub const SCRATCH: &str = "axial scratch";
pub const BUBBLE: &str = "bubble";

/// Truths and findings in the making.
#[derive(Debug, Clone, Default)]
pub struct Inspection {
    pub truths: Vec<PictureTruth>,
    pub findings: Vec<PictureFindings>,
}

/// A small box at one of many places of a row that are far apart.
pub fn spot(place: u32) -> Shape {
    let min = Point::new(f64::from(place) * 100.0, 50.0);
    Shape::Box(Rect::between(min, min.translated(8.0, 8.0)))
}

/// A defect of a class at a place, on a track.
pub fn mark(class: &str, place: u32, track: Option<i64>) -> TruthMark {
    TruthMark {
        class: class.to_owned(),
        shape: spot(place),
        is_ignored: false,
        track: track.map(TrackId),
    }
}

pub fn finding(class: &str, score: f64, place: u32) -> Finding {
    Finding {
        class: class.to_owned(),
        score,
        shape: spot(place),
    }
}

impl Inspection {
    /// Adds a picture of a part: what people marked, none where nobody looked, and what the model
    /// found, none where it did not look.
    pub fn add(
        &mut self,
        part: i64,
        regime: &str,
        marks: Option<Vec<TruthMark>>,
        findings: Option<Vec<Finding>>,
    ) -> PictureId {
        let picture = PictureId(self.truths.len() as i64 + 1);
        self.truths.push(PictureTruth {
            picture,
            part: PartId::Series(SeriesId(part)),
            regime: regime.to_owned(),
            is_reviewed: marks.is_some(),
            marks: marks.unwrap_or_default(),
        });
        if let Some(findings) = findings {
            self.findings.push(PictureFindings { picture, findings });
        }
        picture
    }

    /// Adds a part of one picture: its only defect, with the score that it is found by, or the score
    /// of a false find on a good one. A score of 0 means that nothing is found.
    pub fn add_simple(&mut self, part: i64, class: &str, is_bad: bool, score: f64) {
        let marks = if is_bad {
            vec![mark(class, 0, None)]
        } else {
            Vec::new()
        };
        let findings = if score > 0.0 {
            vec![finding(class, score, 0)]
        } else {
            Vec::new()
        };
        self.add(part, "good", Some(marks), Some(findings));
    }

    pub fn study(&self) -> Study {
        let settings = StudySettings::default();
        Study::new(self.truths.clone(), self.findings.clone(), settings).unwrap()
    }
}

/// What the study goes by.
pub fn similarity(mark: &Shape, finding: &Shape) -> Option<f64> {
    MatchSettings::default().similarity(mark, finding)
}

/// Seven parts, of which three are bad, two good and two undecided.
pub fn seven_parts() -> Inspection {
    let mut all = Inspection::default();
    // 1: a scratch on two pictures, found on the first; a false bubble on the second.
    let on = |place| Some(vec![mark(SCRATCH, place, Some(1))]);
    all.add(1, "good", on(0), Some(vec![finding(SCRATCH, 0.9, 0)]));
    all.add(1, "good", on(1), Some(vec![finding(BUBBLE, 0.3, 3)]));
    // 2: a bubble that is called a scratch first, and a bubble too.
    let twice = vec![finding(BUBBLE, 0.5, 0), finding(SCRATCH, 0.6, 0)];
    all.add(2, "good", Some(vec![mark(BUBBLE, 0, None)]), Some(twice));
    // 3: good, with a false scratch on one of two pictures.
    let nothing = || Some(Vec::new());
    all.add(3, "glare", nothing(), Some(vec![finding(SCRATCH, 0.4, 2)]));
    all.add(3, "glare", nothing(), Some(Vec::new()));
    // 4: undecided, because nobody has looked at the picture with a finding.
    all.add(4, "glare", nothing(), Some(Vec::new()));
    all.add(4, "glare", None, Some(vec![finding(SCRATCH, 0.95, 0)]));
    // 5: good, with a finding where people said to pass over.
    let ignored = TruthMark {
        is_ignored: true,
        ..mark(SCRATCH, 4, None)
    };
    let on_it = Some(vec![finding(SCRATCH, 0.99, 4)]);
    all.add(5, "glare", Some(vec![ignored]), on_it);
    // 6: undecided, because the model has not looked.
    all.add(6, "good", Some(vec![mark(SCRATCH, 0, None)]), None);
    // 7: a bubble that the model does not find.
    all.add(
        7,
        "glare",
        Some(vec![mark(BUBBLE, 0, None)]),
        Some(Vec::new()),
    );
    all
}
