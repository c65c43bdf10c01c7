//! What the things of a document have in common: a key, a place, and a change of their own.

use std::sync::Arc;

use store::PictureId;

use crate::{
    Change, Class, ClassId, Correction, CorrectionId, Document, Label, LabelId, Layer, LayerId,
    PictureMark, Series, SeriesId, Swap, Track, TrackId,
};

/// Which thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
    Class(ClassId),
    Correction(CorrectionId),
    Label(PictureId, LabelId),
    Layer(LayerId),
    Mark(LayerId, PictureId),
    Series(SeriesId),
    Track(TrackId),
}

/// A thing that a document holds and that edits change.
pub(crate) trait Thing: Clone + PartialEq {
    /// Which one it is.
    fn key(&self) -> Key;

    /// The thing of that key in a document.
    fn find(document: &Document, key: Key) -> Option<&Arc<Self>>;

    /// The change that swaps it.
    fn change(swap: Swap<Self>) -> Change;
}

macro_rules! thing {
    ($type:ident, $variant:ident, $self:ident => $key:expr, $document:ident, $pattern:pat => $find:expr) => {
        impl Thing for $type {
            fn key(&$self) -> Key {
                $key
            }

            fn find($document: &Document, key: Key) -> Option<&Arc<Self>> {
                match key {
                    $pattern => $find,
                    _ => None,
                }
            }

            fn change(swap: Swap<Self>) -> Change {
                Change::$variant(swap)
            }
        }
    };
}

thing!(Class, Class, self => Key::Class(self.id), document, Key::Class(id) => document.class(id));
thing!(Correction, Correction, self => Key::Correction(self.id), document,
    Key::Correction(id) => document.corrections.get(&id));
thing!(Label, Label, self => Key::Label(self.picture, self.id), document,
    Key::Label(picture, id) => document.label(picture, id));
thing!(Layer, Layer, self => Key::Layer(self.id), document, Key::Layer(id) => document.layer(id));
thing!(PictureMark, Mark, self => Key::Mark(self.layer, self.picture), document,
    Key::Mark(layer, picture) => document.mark(layer, picture));
thing!(Series, Series, self => Key::Series(self.id), document,
    Key::Series(id) => document.one_series(id));
thing!(Track, Track, self => Key::Track(self.id), document, Key::Track(id) => document.track(id));
