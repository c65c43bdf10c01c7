//! What a project knows of its labels that no dataset has a place for.

use std::collections::BTreeMap;
use std::fmt;

/// Something that is not exported whatever the format. Its text says what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Forgotten {
    /// What it is.
    pub kind: ForgottenKind,
    /// How often.
    pub count: u64,
}

/// What is not exported whatever the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ForgottenKind {
    /// Labels on pictures that the caller did not offer, such as those that were not read yet.
    LabelsWithoutPicture,
    /// Proposals, where they were not asked for.
    Proposals,
    /// Proposals that look like other labels, because no model's score and no track marks them.
    UnmarkedProposals,
    /// Labels of classes that were not asked for.
    OtherClasses,
    /// Layers beyond the first: who said what.
    Layers,
    /// Keys, definitions, usual shapes and kinds of attributes of classes.
    ClassDetails,
    /// Locks on labels.
    Locks,
    /// Where labels came from: models, propagation, files.
    Origins,
    /// Names, angles and light of series, and whether they are closed.
    Series,
    /// Notes on tracks.
    TrackNotes,
    /// Shots on which a track is not visible, where the track has no label whose shape could say so.
    Absences,
    /// How far reviews are, beyond whether a picture was looked through.
    Reviews,
}

impl fmt::Display for Forgotten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            ForgottenKind::LabelsWithoutPicture => {
                "labels are left out, because their pictures were not read yet or were removed"
            }
            ForgottenKind::Proposals => "proposals are left out, because they were not asked for",
            ForgottenKind::UnmarkedProposals => {
                "proposals look like other labels, because nothing marks them"
            }
            ForgottenKind::OtherClasses => {
                "labels are left out, because their classes were not asked for"
            }
            ForgottenKind::Layers => "more layers become one with the first",
            ForgottenKind::ClassDetails => {
                "classes lose their keys, definitions, usual shapes and kinds of attributes"
            }
            ForgottenKind::Locks => "labels lose their locks",
            ForgottenKind::Origins => {
                "labels do not tell where they came from: a model, propagation or a file"
            }
            ForgottenKind::Series => {
                "series lose their names, angles and light, and whether they are closed"
            }
            ForgottenKind::TrackNotes => "tracks lose their notes",
            ForgottenKind::Absences => {
                "shots on which a track without labels is not visible are not told"
            }
            ForgottenKind::Reviews => {
                "pictures only tell whether they were looked through, not how far their review is"
            }
        })?;
        write!(f, ": {}", self.count)
    }
}

/// Counts what is forgotten.
#[derive(Debug, Default)]
pub(crate) struct Count(BTreeMap<ForgottenKind, u64>);

impl Count {
    pub fn add(&mut self, kind: ForgottenKind, count: u64) {
        if count > 0 {
            *self.0.entry(kind).or_default() += count;
        }
    }

    pub fn add_if(&mut self, kind: ForgottenKind, is_there: bool) {
        self.add(kind, is_there.into());
    }

    pub fn finish(self) -> Vec<Forgotten> {
        let counts = self.0.into_iter();
        counts
            .map(|(kind, count)| Forgotten { kind, count })
            .collect()
    }
}
