//! Labels on the clipboard: as text, so that they can go to another window too.

use annotation::{Document, Label, Refusal, act};
use egui::Ui;
use serde::{Deserialize, Serialize};
use shapes::Rect;
use workbench::labels::LabelWish;
use workbench::{CaseContext, Notification, tr};

use super::Board;

/// How far aside a copy lies on the picture that it was taken from, in pixels of the picture.
const ASIDE_PX: f64 = 10.0;

/// Labels as they stand on the clipboard. Classes go by name, because another project numbers them
/// otherwise.
#[derive(Serialize, Deserialize)]
struct Copied {
    sightglass_labels: Vec<CopiedLabel>,
}

#[derive(Serialize, Deserialize)]
struct CopiedLabel {
    class_name: String,
    label: Label,
}

impl Board {
    pub(super) fn take_clipboard(
        &mut self,
        ui: &Ui,
        document: &Document,
        context: &CaseContext<'_>,
    ) {
        let events = ui.input(|input| input.events.clone());
        for event in events {
            match event {
                egui::Event::Copy | egui::Event::Cut => {
                    if let Some(text) = self.copied(document) {
                        ui.ctx().copy_text(text);
                    }
                    if event == egui::Event::Cut {
                        self.delete(context);
                    }
                }
                egui::Event::Paste(text) => self.paste(&text, document, context),
                _ => {}
            }
        }
    }

    fn copied(&self, document: &Document) -> Option<String> {
        let labels = self
            .selected
            .iter()
            .filter_map(|id| self.labels.scene().label(*id));
        let sightglass_labels: Vec<CopiedLabel> = labels
            .filter_map(|label| {
                Some(CopiedLabel {
                    class_name: document.class(label.class)?.name.clone(),
                    label: Label::clone(label),
                })
            })
            .collect();
        if sightglass_labels.is_empty() {
            return None;
        }
        serde_json::to_string(&Copied { sightglass_labels }).ok()
    }

    /// Adds the labels of the clipboard: in the same place on another picture, a little aside on the
    /// same one. On another shot of the same series they go onto their own tracks.
    fn paste(&mut self, text: &str, document: &Document, context: &CaseContext<'_>) {
        let Ok(copied) = serde_json::from_str::<Copied>(text) else {
            context.commands.send(Notification::info(
                tr!("marking-nothing-to-paste"),
                tr!("marking-nothing-to-paste-body"),
            ));
            return;
        };
        let missing: Vec<String> = copied
            .sightglass_labels
            .iter()
            .filter(|it| document.class_named(&it.class_name).is_none())
            .map(|it| it.class_name.clone())
            .collect();
        if !missing.is_empty() {
            let body = tr!("marking-paste-classes", names = missing.join(", "));
            let title = tr!("marking-nothing-to-paste");
            context.commands.send(Notification::warning(title, body));
            return;
        }
        let labels = copied.sightglass_labels.into_iter().filter_map(|it| {
            let class = document.class_named(&it.class_name)?.id;
            Some(Label { class, ..it.label })
        });
        self.add_copies(labels.collect(), context);
    }

    /// Draws what is chosen once more.
    pub(super) fn duplicate(&mut self, context: &CaseContext<'_>) {
        let labels = self
            .selected
            .iter()
            .filter_map(|id| self.labels.scene().label(*id));
        self.add_copies(labels.map(|label| Label::clone(label)).collect(), context);
    }

    fn add_copies(&mut self, labels: Vec<Label>, context: &CaseContext<'_>) {
        let (Some(picture), Some(size)) = (self.picture, self.size) else {
            return;
        };
        if labels.is_empty() {
            return;
        }
        let bounds = size.rect();
        let copies: Vec<Label> = labels
            .into_iter()
            .map(|label| copy_of(&label, picture, &bounds, self.layer))
            .collect();
        self.await_new();
        context.commands.send(LabelWish::new(move |document, ids| {
            let fits = |copy: &Label| {
                copy.track.is_some_and(|track| {
                    let series = document.series_of(copy.picture).map(|it| it.id);
                    document.track(track).map(|it| it.series) == series
                        && document.label_of_track(copy.picture, track).is_none()
                })
            };
            if let [only] = &copies[..] {
                let copy = Label {
                    id: ids.label(),
                    ..only.clone()
                };
                return act::draw(document, copy, only.track.filter(|_| fits(only)), ids);
            }
            let labels: Vec<Label> = copies
                .iter()
                .map(|copy| Label {
                    id: ids.label(),
                    track: copy.track.filter(|_| fits(copy)),
                    ..copy.clone()
                })
                .collect();
            if labels.is_empty() {
                return Err(Refusal::Gone);
            }
            act::add_labels(document, labels)
        }));
    }
}

fn copy_of(
    label: &Label,
    picture: annotation::PictureId,
    bounds: &Rect,
    layer: annotation::LayerId,
) -> Label {
    let aside_px = if label.picture == picture {
        ASIDE_PX
    } else {
        0.0
    };
    let shape = label.shape.translated_within(aside_px, aside_px, bounds);
    Label {
        track: label.track,
        attributes: label.attributes.clone(),
        is_occluded: label.is_occluded,
        is_ignored: label.is_ignored,
        note: label.note.clone(),
        ..Label::drawn(picture, layer, label.class, shape)
    }
}
