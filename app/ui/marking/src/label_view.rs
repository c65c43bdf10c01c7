//! The labels of a picture on one layer, to be found by place and drawn.

use std::sync::Arc;

use annotation::{Document, Label, Standing};
use gpu::ShapeLayer;
use shapes::PictureSize;

use crate::layer::{LabelLayer, LabelLook};
use crate::scene::{Changed, Scene, Shown};

/// The width of the outlines of labels that a person stands behind, and of those that were proposed.
const KEPT_WIDTH_PX: f32 = 2.0;
const PROPOSED_WIDTH_PX: f32 = 1.0;

/// The labels of a picture on one layer. Proposals have thinner outlines and no fill.
pub struct LabelView {
    scene: Scene,
    kept: LabelLayer,
    proposed: LabelLayer,
    /// The size of the picture that the layers were cut for.
    size: Option<PictureSize>,
    fill_opacity: f32,
}

impl Default for LabelView {
    fn default() -> Self {
        Self {
            scene: Scene::default(),
            kept: LabelLayer::new(Standing::Kept),
            proposed: LabelLayer::new(Standing::Proposed),
            size: None,
            fill_opacity: 0.0,
        }
    }
}

impl LabelView {
    /// Takes up the labels as they are now; says which have changed. `fill_opacity` is how much of
    /// the picture the areas of kept labels cover, from 0 to 1.
    pub fn follow(
        &mut self,
        document: &Document,
        shown: &Shown,
        size: Option<PictureSize>,
        fill_opacity: f32,
    ) -> Changed {
        let has_other_size = size.is_some() && self.size != size;
        if has_other_size {
            // The layers are cut anew for the picture's size.
            self.size = size;
            self.scene = Scene::default();
        }
        let changed = self.scene.follow(document, shown);
        let Some(size) = self.size else {
            return changed;
        };
        let kept = LabelLook {
            fill_opacity,
            outline_width_px: KEPT_WIDTH_PX,
        };
        let proposed = LabelLook {
            fill_opacity: 0.0,
            outline_width_px: PROPOSED_WIDTH_PX,
        };
        let size_px = [f64::from(size.width_px), f64::from(size.height_px)];
        for (layer, look) in [(&mut self.kept, &kept), (&mut self.proposed, &proposed)] {
            layer.follow(&self.scene, &changed, document, size_px, look);
        }
        if self.fill_opacity != fill_opacity {
            self.fill_opacity = fill_opacity;
            self.kept.set_look(&kept);
        }
        changed
    }

    /// Whether all labels are drawn as they are; else it has to follow in another frame.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.kept.is_complete() && self.proposed.is_complete()
    }

    /// The labels that nobody has decided about yet.
    pub fn proposals(&self) -> impl Iterator<Item = &Arc<Label>> {
        let proposals = self.proposed.labels();
        proposals.filter_map(|id| self.scene.label(id))
    }

    /// The labels, to be found by place.
    #[must_use]
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// What is to be drawn over the picture.
    pub fn shapes(&self) -> impl Iterator<Item = &ShapeLayer> {
        self.kept.layers().chain(self.proposed.layers())
    }
}
