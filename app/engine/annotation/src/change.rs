//! Edits: what was there before and what is there after, for each thing that a gesture touches.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Class, Correction, Gesture, Label, Layer, PictureMark, Series, Track};

/// One thing in two states. Nothing before: it is made. Nothing after: it is taken away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de>"))]
pub struct Swap<T> {
    /// The thing as it is before the edit.
    #[serde(with = "shared")]
    pub before: Option<Arc<T>>,
    /// The thing as it is after the edit.
    #[serde(with = "shared")]
    pub after: Option<Arc<T>>,
}

impl<T> Swap<T> {
    /// Makes a thing.
    #[must_use]
    pub fn add(thing: T) -> Self {
        Self {
            before: None,
            after: Some(Arc::new(thing)),
        }
    }

    /// Takes a thing away.
    #[must_use]
    pub fn remove(thing: &Arc<T>) -> Self {
        Self {
            before: Some(Arc::clone(thing)),
            after: None,
        }
    }

    /// Puts a thing in the place of what it was.
    #[must_use]
    pub fn replace(before: &Arc<T>, after: T) -> Self {
        Self {
            before: Some(Arc::clone(before)),
            after: Some(Arc::new(after)),
        }
    }

    /// The thing, as it is after the edit or else as it was before.
    #[must_use]
    pub fn thing(&self) -> Option<&T> {
        self.after.as_deref().or(self.before.as_deref())
    }

    fn inverse(&self) -> Self {
        Self {
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}

/// What an edit does to one thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// To a class.
    Class(Swap<Class>),
    /// To a correction.
    Correction(Swap<Correction>),
    /// To a label.
    Label(Swap<Label>),
    /// To a layer.
    Layer(Swap<Layer>),
    /// To what was said of a picture.
    Mark(Swap<PictureMark>),
    /// To a series.
    Series(Swap<Series>),
    /// To a track.
    Track(Swap<Track>),
}

impl Change {
    /// What takes it back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Class(swap) => Self::Class(swap.inverse()),
            Self::Correction(swap) => Self::Correction(swap.inverse()),
            Self::Label(swap) => Self::Label(swap.inverse()),
            Self::Layer(swap) => Self::Layer(swap.inverse()),
            Self::Mark(swap) => Self::Mark(swap.inverse()),
            Self::Series(swap) => Self::Series(swap.inverse()),
            Self::Track(swap) => Self::Track(swap.inverse()),
        }
    }
}

/// One gesture of the user: all of it happens, or nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// What the user did.
    pub gesture: Gesture,
    /// What that does; no thing is named twice.
    pub changes: Vec<Change>,
}

impl Edit {
    /// What takes it back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            gesture: self.gesture,
            changes: self.changes.iter().rev().map(Change::inverse).collect(),
        }
    }
}

/// A thing that may be shared in memory, as the thing itself in files.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(
        thing: &Option<Arc<T>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        thing.as_deref().serialize(serializer)
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Arc<T>>, D::Error> {
        Ok(Option::<T>::deserialize(deserializer)?.map(Arc::new))
    }
}
