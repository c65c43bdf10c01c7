//! What was drawn, as a wish for the labels.

use annotation::{ClassId, Document, Gesture, Label, LabelId, Refusal, Track, act};
use shapes::{Mask, Shape};
use workbench::labels::LabelWish;
use workbench::{CaseContext, Notification, tr};

use super::Board;
use crate::tool::Deed;

impl Board {
    pub(super) fn perform(&mut self, deed: Deed, context: &CaseContext<'_>) {
        match deed {
            Deed::Draw(shape) => self.draw(shape, context),
            Deed::Paint(mask) => self.paint_pixels(mask, context),
            Deed::Erase(mask) => self.erase_pixels(mask, context),
            Deed::Cut { from, to } => self.cut(from, to, context),
            Deed::Wand {
                seed,
                is_subtracting,
            } => self.start_wand(seed, is_subtracting, context),
        }
    }

    /// Adds a label of a shape, of the class that is chosen, and on the thing that is followed.
    fn draw(&mut self, shape: Shape, context: &CaseContext<'_>) {
        let (Some(picture), Some(class)) = (self.picture, self.class) else {
            no_class(context);
            return;
        };
        let label = Label {
            class,
            ..Label::drawn(picture, self.layer, ClassId(0), shape)
        };
        let track = self.track;
        self.await_new();
        context.commands.send(LabelWish::new(move |document, ids| {
            let label = Label {
                id: ids.label(),
                ..label.clone()
            };
            act::draw(document, label, track, ids)
        }));
    }

    /// Adds pixels to the one label that is chosen, or makes a label of them.
    pub(super) fn paint_pixels(&mut self, mask: Mask, context: &CaseContext<'_>) {
        let only = self.only_selected().filter(|label| label.shape.has_area());
        let Some(label) = only else {
            self.draw(Shape::Mask(mask), context);
            return;
        };
        let painted = shapes::merged([&label.shape, &Shape::Mask(mask)]);
        if let Some(shape) = painted {
            self.change(vec![(label.id, shape)], Gesture::Paint, context);
        }
    }

    /// Takes pixels from the labels that are chosen, or else from all masks. A label of which
    /// nothing is left is deleted.
    pub(super) fn erase_pixels(&mut self, mask: Mask, context: &CaseContext<'_>) {
        let erased = Shape::Mask(mask);
        let is_meant = |label: &Label| {
            if self.selected.is_empty() {
                matches!(label.shape, Shape::Mask(_))
            } else {
                self.selected.contains(&label.id)
            }
        };
        let mut changed = Vec::new();
        let mut gone = Vec::new();
        let labels = self.labels.scene().labels();
        for label in labels.filter(|label| is_meant(label) && !label.is_locked) {
            match label.shape.subtracted(&erased) {
                None => gone.push(label.id),
                Some(shape) if shape != label.shape => changed.push((label.id, shape)),
                Some(_) => {}
            }
        }
        let Some(picture) = self.picture else { return };
        if !changed.is_empty() {
            self.change(changed, Gesture::Paint, context);
        }
        if !gone.is_empty() {
            context.commands.send(LabelWish::new(move |document, ids| {
                act::remove_labels(document, picture, &gone, ids)
            }));
        }
    }

    /// Cuts the labels that are chosen along a line.
    fn cut(&mut self, from: shapes::Point, to: shapes::Point, context: &CaseContext<'_>) {
        let Some(picture) = self.picture else { return };
        if self.selected.is_empty() {
            context.commands.send(Notification::info(
                tr!("marking-nothing-chosen"),
                tr!("marking-choose-to-cut"),
            ));
            return;
        }
        for id in &self.selected {
            let Some(label) = self.labels.scene().label(*id) else {
                continue;
            };
            let sides = label.shape.split(from, to);
            let id = *id;
            if sides.len() > 1 {
                context.commands.send(LabelWish::new(move |document, ids| {
                    act::split_label(document, picture, id, sides.clone(), ids)
                }));
            }
        }
    }

    /// Puts shapes in the place of what they were, after they were dragged.
    pub(super) fn reshape(&mut self, changed: Vec<(LabelId, Shape)>, context: &CaseContext<'_>) {
        self.change(changed, Gesture::Reshape, context);
    }

    fn change(&self, changed: Vec<(LabelId, Shape)>, gesture: Gesture, context: &CaseContext<'_>) {
        let Some(picture) = self.picture else { return };
        context.commands.send(LabelWish::new(move |document, ids| {
            let labels = changed.iter().map(|(id, shape)| {
                let label = document.label(picture, *id).ok_or(Refusal::Gone)?;
                Ok(Label {
                    shape: shape.clone(),
                    ..Label::clone(label)
                })
            });
            let labels = labels.collect::<Result<Vec<_>, Refusal>>()?;
            act::change_labels(document, gesture, labels, ids)
        }));
    }

    /// Chooses the class of what is drawn next, and gives it to what is chosen now: to the whole
    /// thing, where that is followed over a series.
    pub fn choose_class(&mut self, class: ClassId, document: &Document, context: &CaseContext<'_>) {
        self.class = Some(class);
        let Some(picture) = self.picture else { return };
        let other = |id: &&LabelId| {
            let label = self.labels.scene().label(**id);
            label.is_some_and(|label| label.class != class)
        };
        let labels: Vec<LabelId> = self.selected.iter().filter(other).copied().collect();
        if labels.is_empty() {
            return;
        }
        let track = self.track.and_then(|track| document.track(track)).cloned();
        context
            .commands
            .send(LabelWish::new(move |document, ids| match &track {
                Some(track) => act::change_track(
                    document,
                    Track {
                        class,
                        ..Track::clone(track)
                    },
                ),
                None => {
                    let changed = labels.iter().map(|id| {
                        let label = document.label(picture, *id).ok_or(Refusal::Gone)?;
                        Ok(Label {
                            class,
                            ..Label::clone(label)
                        })
                    });
                    let changed = changed.collect::<Result<Vec<_>, Refusal>>()?;
                    act::change_labels(document, Gesture::Reclassify, changed, ids)
                }
            }));
    }

    /// The label that is chosen alone.
    pub(super) fn only_selected(&self) -> Option<&std::sync::Arc<Label>> {
        let mut all = self.selected.iter();
        match (all.next(), all.next()) {
            (Some(only), None) => self.labels.scene().label(*only),
            _ => None,
        }
    }
}

/// Says that a class is needed first.
fn no_class(context: &CaseContext<'_>) {
    context.commands.send(Notification::info(
        tr!("marking-no-class"),
        tr!("marking-no-class-body"),
    ));
}
