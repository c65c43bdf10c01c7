//! What the labels of a picture are for training.

use std::collections::BTreeMap;
use std::sync::Arc;

use annotation::{ClassId, Document, Label, LayerId, PictureId};
use shapes::{Mask, PictureSize, PixelRect};

use crate::LeftOut;

/// What a label is for training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A defect of the class with this value in masks.
    Defect(u8),
    /// Something that training passes over.
    Ignored,
}

/// A label with pixels in its picture.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub label: Arc<Label>,
    pub role: Role,
    /// The rectangle around its pixels.
    pub bounds: PixelRect,
}

impl Seen {
    /// Its pixels.
    pub fn mask(&self, picture: PictureSize) -> Mask {
        Mask::from_shape(&self.label.shape, picture)
    }

    /// The value of its class, where it is a defect.
    pub const fn class(&self) -> Option<u8> {
        match self.role {
            Role::Defect(class) => Some(class),
            Role::Ignored => None,
        }
    }
}

/// The labels of a picture on a layer in the order in which they were made, with what is left out.
pub(crate) fn seen(
    document: &Document,
    layer: LayerId,
    picture: PictureId,
    size: PictureSize,
    values: &BTreeMap<ClassId, u8>,
    left_out: &mut LeftOut,
) -> Vec<Seen> {
    let mut seen = Vec::new();
    for label in document.labels_on(picture, layer) {
        let Some(bounds) = Mask::from_shape(&label.shape, size).pixel_bounds() else {
            left_out.labels_without_pixels += 1;
            continue;
        };
        let role = match values.get(&label.class) {
            _ if !label.is_kept() => {
                left_out.proposed_labels += 1;
                Role::Ignored
            }
            _ if label.is_ignored => {
                left_out.ignored_labels += 1;
                Role::Ignored
            }
            None => {
                left_out.labels_of_other_classes += 1;
                Role::Ignored
            }
            Some(value) => Role::Defect(*value),
        };
        seen.push(Seen {
            label: Arc::clone(label),
            role,
            bounds,
        });
    }
    seen
}
