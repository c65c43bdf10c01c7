//! The rules: each is a file of its own, and all of them stand in one list.

mod broken_shape;
mod class_jump;
mod cut_edge;
mod duplicate;
mod off_turning;
mod one_shot_only;
mod outside_part;
mod outside_picture;
mod picture_changed;
mod undecided_proposal;
mod unsaid_shot;

use annotation::{Document, Label, LayerId, PictureId, Review, Series, Track};

pub use cut_edge::{PixelSource, cut_edges};

use crate::{Doubt, Finding, Severity, Surroundings};

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name, in words joined by hyphens; it never changes.
    pub id: &'static str,
    /// How bad the worst of its findings is.
    pub severity: Severity,
    pub(crate) scope: Scope,
}

/// What a rule looks at together, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope {
    /// The labels of a picture on a layer.
    Picture(fn(&Subject<'_>, PictureId, LayerId, &mut Vec<Finding>)),
    /// A track with its labels.
    Track(fn(&Subject<'_>, &Track, &mut Vec<Finding>)),
    /// A series on a layer.
    Series(fn(&Subject<'_>, &Series, LayerId, &mut Vec<Finding>)),
    /// The pixels around labels: not while the user works, but in a job.
    Pixels,
}

/// Every rule, by name.
pub const RULES: &[Rule] = &[
    Rule {
        id: "broken-shape",
        severity: Severity::Error,
        scope: Scope::Picture(broken_shape::check),
    },
    Rule {
        id: "class-jump",
        severity: Severity::Error,
        scope: Scope::Track(class_jump::check),
    },
    Rule {
        id: "cut-edge",
        severity: Severity::Hint,
        scope: Scope::Pixels,
    },
    Rule {
        id: "duplicate",
        severity: Severity::Warning,
        scope: Scope::Picture(duplicate::check),
    },
    Rule {
        id: "off-turning",
        severity: Severity::Warning,
        scope: Scope::Track(off_turning::check),
    },
    Rule {
        id: "one-shot-only",
        severity: Severity::Error,
        scope: Scope::Series(one_shot_only::check),
    },
    Rule {
        id: "outside-part",
        severity: Severity::Warning,
        scope: Scope::Picture(outside_part::check),
    },
    Rule {
        id: "outside-picture",
        severity: Severity::Error,
        scope: Scope::Picture(outside_picture::check),
    },
    Rule {
        id: "picture-changed",
        severity: Severity::Error,
        scope: Scope::Picture(picture_changed::check),
    },
    Rule {
        id: "undecided-proposal",
        severity: Severity::Warning,
        scope: Scope::Picture(undecided_proposal::check),
    },
    Rule {
        id: "unsaid-shot",
        severity: Severity::Warning,
        scope: Scope::Series(unsaid_shot::check),
    },
];

/// What rules look at.
pub(crate) struct Subject<'a> {
    pub document: &'a Document,
    pub around: &'a dyn Surroundings,
}

impl Subject<'_> {
    /// A finding about a label.
    fn about(&self, label: &Label, severity: Severity, doubt: Doubt) -> Finding {
        self.on(label.picture, label.layer, severity, doubt)
    }

    /// A finding about a picture.
    fn on(&self, picture: PictureId, layer: LayerId, severity: Severity, doubt: Doubt) -> Finding {
        Finding {
            severity,
            layer,
            picture,
            series: self.document.series_of(picture).map(|series| series.id),
            doubt,
        }
    }

    /// Whether somebody said of a picture that it is done.
    fn is_said_done(&self, picture: PictureId, layer: LayerId) -> bool {
        let mark = self.document.mark(layer, picture);
        let is_done = mark.is_some_and(|mark| {
            mark.has_nothing
                || matches!(
                    mark.review,
                    Review::Labelled | Review::InReview | Review::Accepted
                )
        });
        let series = self.document.series_of(picture);
        is_done
            || layer == annotation::SHARED_LAYER && series.is_some_and(|series| series.is_closed)
    }
}
