//! What a table is made of.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A picture with what is on it and what it was called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JudgedPicture {
    /// The part that it shows, such as the number of a balloon.
    pub part: String,
    /// What it was taken under, such as its lighting regime.
    pub regime: String,
    /// The kinds of defect that it truly shows. None of them: it is good.
    pub kinds: BTreeSet<String>,
    /// Whether it was called defective.
    pub is_called: bool,
}

/// A defect on a picture, or what was taken for one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sighting {
    /// What ties the sightings of one defect together, such as the number of its track. False finds
    /// that are the same on several pictures are tied together in the same way.
    pub object: String,
    /// What the picture was taken under, such as its lighting regime.
    pub regime: String,
    /// What is there, and what was found.
    pub verdict: Verdict,
}

/// What is at a place, and what was found there. Kinds are any words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// A defect that was found.
    Found {
        /// Its kind.
        kind: String,
        /// The kind that it was called.
        called: String,
    },
    /// A defect that was not found.
    Missed {
        /// Its kind.
        kind: String,
    },
    /// A find where no defect is.
    False {
        /// The kind that it was called.
        called: String,
    },
}

/// A defect, or a false find, by all its sightings.
pub(super) struct Defect<'a> {
    /// Its kind. None for a false find.
    pub kind: Option<&'a str>,
    /// What it was called. None where it was missed on all pictures.
    pub called: Option<&'a str>,
}

/// Puts the sightings of each object together. Where they name different kinds, the one that is
/// named most often holds, and of equally frequent ones the first in the alphabet.
pub(super) fn defects<'a>(sightings: impl Iterator<Item = &'a Sighting>) -> Vec<Defect<'a>> {
    let mut names: BTreeMap<&str, (Names<'a>, Names<'a>)> = BTreeMap::new();
    for sighting in sightings {
        let (kinds, calls) = names.entry(&sighting.object).or_default();
        match &sighting.verdict {
            Verdict::Found { kind, called } => {
                kinds.add(kind);
                calls.add(called);
            }
            Verdict::Missed { kind } => kinds.add(kind),
            Verdict::False { called } => calls.add(called),
        }
    }
    let defects = names.into_values().map(|(kinds, calls)| Defect {
        kind: kinds.most_frequent(),
        called: calls.most_frequent(),
    });
    defects.collect()
}

/// How often each name was given.
#[derive(Default)]
struct Names<'a>(BTreeMap<&'a str, usize>);

impl<'a> Names<'a> {
    fn add(&mut self, name: &'a str) {
        *self.0.entry(name).or_default() += 1;
    }

    fn most_frequent(&self) -> Option<&'a str> {
        // Of equal ones `max_by_key` takes the last, which is the first of the alphabet backwards.
        let backwards = self.0.iter().rev();
        backwards
            .max_by_key(|(_, count)| **count)
            .map(|(name, _)| *name)
    }
}
