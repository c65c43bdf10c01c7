//! Findings: what a rule found, as data.

use annotation::{ClassId, LabelId, LayerId, PictureId, SeriesId, TrackId};
use serde::Serialize;
use shapes::Problem;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth a look.
    Hint,
    /// Probably wrong.
    Warning,
    /// Certainly wrong: it must not be trained on as it is.
    Error,
}

/// Something doubtful.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The layer that it is on.
    pub layer: LayerId,
    /// The picture to show for it.
    pub picture: PictureId,
    /// The series of that picture.
    pub series: Option<SeriesId>,
    /// What is doubtful.
    pub doubt: Doubt,
}

/// What is doubtful.
#[derive(Debug, Clone, PartialEq)]
pub enum Doubt {
    /// A thing is labelled on one shot of a series only.
    OneShotOnly {
        /// Its label.
        label: LabelId,
        /// Its track, where it is on one.
        track: Option<TrackId>,
        /// The shots of which nobody said whether it is there.
        undecided: Vec<PictureId>,
        /// The shots where it is said not to be visible though it faces the camera.
        expected: Vec<PictureId>,
    },
    /// A label of a track is of another class than the track.
    ClassJump {
        /// The track.
        track: TrackId,
        /// The label.
        label: LabelId,
        /// The class of the label.
        class: ClassId,
        /// The class of the track.
        of_track: ClassId,
    },
    /// Two labels of one class are in one place.
    Duplicate {
        /// The label that was there first.
        label: LabelId,
        /// The other one.
        other: LabelId,
        /// How similar they are, from 0 to 1 ([`similarity`](crate::similarity())).
        similarity: f64,
    },
    /// A shape lies beside the part.
    OutsidePart {
        /// The label.
        label: LabelId,
        /// How far its middle is from the part, in pixels.
        distance_px: f64,
    },
    /// A shape reaches out of the picture.
    OutsidePicture {
        /// The label.
        label: LabelId,
    },
    /// A shape is broken.
    Broken {
        /// The label.
        label: LabelId,
        /// What is wrong with it.
        problems: Vec<Problem>,
    },
    /// The picture file is another one than that of which something was said.
    PictureChanged {
        /// The hash of the file when it was said, as lower-case hexadecimal digits.
        then: String,
        /// The hash now.
        now: String,
    },
    /// A label of a track is not where the turning carries it.
    OffTurning {
        /// The track.
        track: TrackId,
        /// The label.
        label: LabelId,
        /// How far it is off across the axis, in pixels.
        across_px: f64,
        /// How far it is off along the axis, in pixels.
        along_px: f64,
    },
    /// A shot has neither labels nor the word that there is nothing, in a series that is otherwise
    /// finished.
    Unsaid,
    /// A proposal that nobody decided about, on a picture that is said to be done.
    Undecided {
        /// The proposal.
        label: LabelId,
    },
    /// The outline of a shape cuts the edge of what it is about.
    CutEdge {
        /// The label.
        label: LabelId,
        /// How strongly the levels change along the worst side of the outline, in deviations of
        /// what they change by around it.
        strength: f64,
    },
}

impl Doubt {
    /// The name of the rule, in words joined by hyphens; it never changes.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::OneShotOnly { .. } => "one-shot-only",
            Self::ClassJump { .. } => "class-jump",
            Self::Duplicate { .. } => "duplicate",
            Self::OutsidePart { .. } => "outside-part",
            Self::OutsidePicture { .. } => "outside-picture",
            Self::Broken { .. } => "broken-shape",
            Self::PictureChanged { .. } => "picture-changed",
            Self::OffTurning { .. } => "off-turning",
            Self::Unsaid => "unsaid-shot",
            Self::Undecided { .. } => "undecided-proposal",
            Self::CutEdge { .. } => "cut-edge",
        }
    }

    /// The label that is doubtful, where it is one.
    #[must_use]
    pub const fn label(&self) -> Option<LabelId> {
        match self {
            Self::OneShotOnly { label, .. }
            | Self::ClassJump { label, .. }
            | Self::Duplicate { label, .. }
            | Self::OutsidePart { label, .. }
            | Self::OutsidePicture { label }
            | Self::Broken { label, .. }
            | Self::OffTurning { label, .. }
            | Self::Undecided { label }
            | Self::CutEdge { label, .. } => Some(*label),
            Self::PictureChanged { .. } | Self::Unsaid => None,
        }
    }
}
