//! What a pane wants to be done to the labels: worked out against the labels as they are when its
//! turn comes, so that it never builds on ones that have changed meanwhile.

use std::fmt;
use std::sync::Arc;

use annotation::{Document, Edit, IdSource, Refusal};

type Work = dyn Fn(&Document, &mut IdSource) -> Result<Edit, Refusal> + Send + Sync;

/// What is to be done to the labels.
#[derive(Clone)]
pub struct LabelWish(Arc<Work>);

impl LabelWish {
    /// A wish for the edit that this gives, most often by one of [`annotation::act`].
    pub fn new(
        wish: impl Fn(&Document, &mut IdSource) -> Result<Edit, Refusal> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(wish))
    }

    /// The edit, for the labels as they are.
    pub(super) fn edit(&self, document: &Document, ids: &mut IdSource) -> Result<Edit, Refusal> {
        (self.0)(document, ids)
    }
}

impl fmt::Debug for LabelWish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LabelWish")
    }
}
