//! The board: the picture of a pane as a place to label on, with tools, selection and labels.
//!
//! It changes nothing by itself: what the hand does becomes wishes, which the program carries out
//! between frames, and the board follows the labels as they are then.

mod clipboard;
mod commands;
mod deeds;
mod events;
mod hand;
mod names;
mod paint;
mod snapping;
mod wand;

use std::collections::BTreeSet;

use annotation::{ClassId, Document, LabelId, LayerId, PictureId, SHARED_LAYER, TrackId};
use canvas::ToolKeys;
use gpu::ShapeLayer;
use shapes::{PictureSize, Point, Snapped};
use viewer::Seen;
use workbench::CaseContext;

pub use names::{label_name, thing_name};

use crate::label_view::LabelView;
use crate::scene::{Changed, Scene, Shown};
use crate::tool::ToolKind;
use hand::Hand;
use wand::WandWork;

/// The smallest and the largest brush.
const BRUSH_PX: std::ops::RangeInclusive<f64> = 1.0..=500.0;

/// A place to label on.
pub struct Board {
    hand: Hand,
    labels: LabelView,
    /// How much of the picture the areas of kept labels cover, from 0 to 1.
    fill_opacity: f32,
    is_hidden: bool,
    layer: LayerId,
    hidden_classes: BTreeSet<ClassId>,
    picture: Option<PictureId>,
    /// The size of the picture in the last frame in which it was there.
    size: Option<PictureSize>,
    selected: BTreeSet<LabelId>,
    /// The thing that is followed from shot to shot.
    track: Option<TrackId>,
    class: Option<ClassId>,
    brush_px: f64,
    /// How much a pixel may differ from the one that the wand is on, as a part of the picture's
    /// range.
    wand_tolerance: f32,
    /// Labels newer than this one are selected when they come.
    awaited: Option<LabelId>,
    wand: WandWork,
    /// Where the pointer is, over the picture.
    pointer: Option<Point>,
    wants_focus: bool,
    /// Whether somebody else draws the labels.
    is_plain: bool,
    /// What a class is called under the pointer.
    class_words: fn(&str) -> String,
    /// Whether what is drawn clings to corners and edges.
    is_snapping: bool,
    /// What the pointer was drawn to last.
    snapped: Option<Snapped>,
}

impl Default for Board {
    fn default() -> Self {
        Self {
            hand: Hand::default(),
            labels: LabelView::default(),
            fill_opacity: 0.2,
            is_hidden: false,
            layer: SHARED_LAYER,
            hidden_classes: BTreeSet::new(),
            picture: None,
            size: None,
            selected: BTreeSet::new(),
            track: None,
            class: None,
            brush_px: 20.0,
            wand_tolerance: 0.06,
            awaited: None,
            wand: WandWork::default(),
            pointer: None,
            wants_focus: true,
            is_plain: false,
            class_words: str::to_owned,
            is_snapping: false,
            snapped: None,
        }
    }
}

impl Board {
    /// A board whose labels somebody else draws and whose classes are said in other words: it paints
    /// only what is chosen, pointed at, and being drawn.
    #[must_use]
    pub fn plain(class_words: fn(&str) -> String) -> Self {
        Self {
            is_plain: true,
            class_words,
            ..Self::default()
        }
    }

    /// The labels that are chosen.
    #[must_use]
    pub fn selected(&self) -> &BTreeSet<LabelId> {
        &self.selected
    }

    /// Chooses labels of the picture that is shown.
    pub fn select(&mut self, labels: BTreeSet<LabelId>) {
        self.track = self.track_of(&labels);
        self.selected = labels;
    }

    /// The thing that is followed: of the label that is chosen, or that was chosen on another shot.
    #[must_use]
    pub fn track(&self) -> Option<TrackId> {
        self.track
    }

    /// Follows a thing, and chooses its label where it has one on the picture that is shown.
    pub fn follow_track(&mut self, track: Option<TrackId>, document: &Document) {
        self.track = track;
        self.selected = self
            .picture
            .zip(track)
            .and_then(|(picture, track)| document.label_of_track(picture, track))
            .map(|label| label.id)
            .into_iter()
            .collect();
    }

    /// The class of what is drawn next.
    #[must_use]
    pub fn class(&self) -> Option<ClassId> {
        self.class
    }

    /// Chooses the class of what is drawn next.
    pub fn set_class(&mut self, class: ClassId) {
        self.class = Some(class);
    }

    /// The layer whose labels are shown, and onto which is drawn.
    #[must_use]
    pub fn layer(&self) -> LayerId {
        self.layer
    }

    /// Shows another layer, and draws onto it.
    pub fn set_layer(&mut self, layer: LayerId) {
        if self.layer != layer {
            self.layer = layer;
            self.track = None;
            self.selected.clear();
        }
    }

    /// The classes that are not shown, to be changed.
    pub fn hidden_classes(&mut self) -> &mut BTreeSet<ClassId> {
        &mut self.hidden_classes
    }

    /// Whether no label is shown.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.is_hidden
    }

    /// The tool in the hand.
    #[must_use]
    pub fn tool(&self) -> ToolKind {
        self.hand.kind()
    }

    /// The labels that are shown.
    #[must_use]
    pub fn scene(&self) -> &Scene {
        self.labels.scene()
    }

    /// What the user can do now, in a sentence.
    #[must_use]
    pub fn hint(&self) -> String {
        self.hand.hint(&self.selected)
    }

    /// The diameter of the brush in pixels of the picture, to be changed.
    pub fn brush_px(&mut self) -> (&mut f64, std::ops::RangeInclusive<f64>) {
        (&mut self.brush_px, BRUSH_PX)
    }

    /// The tolerance of the wand as a part of the picture's range, to be changed.
    pub fn wand_tolerance(&mut self) -> &mut f32 {
        &mut self.wand_tolerance
    }

    /// How much of the picture the areas of labels cover, from 0 to 1, to be changed.
    pub fn fill_opacity(&mut self) -> &mut f32 {
        &mut self.fill_opacity
    }

    /// Takes up the labels and the picture as they are now. Called each frame.
    pub fn logic(&mut self, context: &CaseContext<'_>) {
        let picture = context.document.current().map(|row| row.id);
        let document = context.labels.document();
        let (Some(picture), Some(document)) = (picture, document) else {
            *self = Self {
                class: self.class,
                fill_opacity: self.fill_opacity,
                brush_px: self.brush_px,
                wand_tolerance: self.wand_tolerance,
                is_plain: self.is_plain,
                is_snapping: self.is_snapping,
                ..Self::default()
            };
            return;
        };
        if self.picture != Some(picture) {
            self.hand.cancel();
            self.picture = Some(picture);
            self.awaited = None;
            self.wants_focus = true;
            let track = self.track.filter(|_| self.is_same_series(document));
            self.follow_track(track, document);
        }
        self.follow_labels(document);
        self.take_wand(context);
    }

    fn is_same_series(&self, document: &Document) -> bool {
        let series = self
            .picture
            .and_then(|picture| document.series_of(picture))
            .map(|series| series.id);
        let track = self.track.and_then(|track| document.track(track));
        track.is_some_and(|track| Some(track.series) == series)
    }

    fn follow_labels(&mut self, document: &Document) {
        let Some(picture) = self.picture else { return };
        if document.layer(self.layer).is_none() {
            self.layer = SHARED_LAYER;
        }
        let shown = Shown {
            picture,
            layer: self.layer,
            hidden: self.hidden_classes.clone(),
        };
        let changed = self
            .labels
            .follow(document, &shown, self.size, self.fill_opacity);
        self.take_new(&changed);
        if changed != Changed::Some(Vec::new()) {
            let scene = self.labels.scene();
            self.selected.retain(|id| scene.label(*id).is_some());
        }
        if self
            .track
            .is_some_and(|track| document.track(track).is_none())
        {
            self.track = None;
        }
        if self
            .class
            .is_none_or(|class| document.class(class).is_none())
        {
            self.class = document.classes().next().map(|class| class.id);
        }
    }

    /// Chooses the labels that came of what was drawn.
    fn take_new(&mut self, changed: &Changed) {
        let (Some(last), Changed::Some(ids)) = (self.awaited, changed) else {
            return;
        };
        let is_new = |id: &LabelId| *id > last && self.scene().label(*id).is_some();
        let new: BTreeSet<LabelId> = ids.iter().copied().filter(is_new).collect();
        if !new.is_empty() {
            self.awaited = None;
            self.select(new);
        }
    }

    /// From now on, what comes newly is chosen.
    fn await_new(&mut self) {
        let last = self.scene().labels().next_back();
        self.awaited = Some(last.map_or(LabelId(i64::MIN), |label| label.id));
    }

    /// The one thing that labels belong to.
    fn track_of(&self, labels: &BTreeSet<LabelId>) -> Option<TrackId> {
        let mut tracks = labels
            .iter()
            .filter_map(|id| self.scene().label(*id)?.track)
            .collect::<BTreeSet<_>>()
            .into_iter();
        match (tracks.next(), tracks.next()) {
            (only, None) => only,
            _ => None,
        }
    }

    /// What is to be drawn over the picture.
    #[must_use]
    pub fn shapes(&self) -> Vec<&ShapeLayer> {
        if self.is_hidden || self.is_plain {
            return Vec::new();
        }
        self.labels.shapes().collect()
    }

    /// The keys that the board wants while it has the keyboard: Tab goes from label to label, and
    /// Escape takes back a gesture, a choice or a tool before it lets go.
    #[must_use]
    pub fn keys(&self) -> ToolKeys {
        ToolKeys {
            tab: self.scene().labels().next().is_some(),
            escape: !self.hand.is_idle()
                || !self.selected.is_empty()
                || self.track.is_some()
                || self.hand.kind() != ToolKind::Select,
        }
    }

    /// Takes what hand and keyboard did over the picture, and paints what is chosen and what is
    /// being drawn.
    pub fn ui(&mut self, ui: &mut egui::Ui, seen: &Seen, context: &CaseContext<'_>) {
        let page = seen.picture.page();
        let size = PictureSize {
            width_px: page.width_px,
            height_px: page.height_px,
        };
        self.size = Some(size);
        if self.wants_focus {
            self.wants_focus = false;
            let nothing_focused = ui.memory(|memory| memory.focused().is_none());
            if nothing_focused {
                seen.response.request_focus();
            }
        }
        let Some(document) = context.labels.document() else {
            return;
        };
        self.take_events(ui, seen, document, context);
        if !self.is_hidden {
            self.paint(ui, seen, document);
        }
        if !self.labels.is_complete() {
            ui.request_repaint();
        }
    }
}
