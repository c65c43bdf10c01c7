//! How far the review of a series is, and the layers on which people label without seeing what
//! others say.

use annotation::{Document, LayerId, PictureId, Review, SHARED_LAYER, SeriesId, act};
use egui::{ComboBox, TextEdit, Ui};
use marking::Board;
use workbench::labels::LabelWish;
use workbench::{CaseContext, icons, theme, tokens, tr};

/// What is being written for whoever labels the series.
#[derive(Default)]
pub struct ReviewPanel {
    note: String,
    /// The name of a layer to be made.
    layer_name: String,
}

impl ReviewPanel {
    /// Paints the section.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        document: &Document,
        board: &mut Board,
        context: &CaseContext<'_>,
    ) {
        let Some(row) = context.document.current() else {
            return;
        };
        let layer = board.layer();
        let pictures = of_one_thing(document, row.id, context);
        let review = document
            .mark(layer, row.id)
            .map_or(Review::New, |mark| mark.review.clone());
        ui.horizontal(|ui| {
            let (icon, colour) = review_look(ui, &review);
            icons::icon_ui(ui, icon, colour, tokens::size::ICON_PT);
            ui.label(theme::title(review_text(&review)));
            if let Some(series) = document.series_of(row.id) {
                ui.weak(series.name.as_str());
            }
        });
        if let Review::Returned { note } = &review {
            ui.colored_label(tokens::palette(ui).warning, note);
        }
        ui.horizontal_wrapped(|ui| {
            for (state, text) in [
                (Review::Labelled, tr!("quality-review-set-labelled")),
                (Review::InReview, tr!("quality-review-set-in-review")),
                (Review::Accepted, tr!("quality-review-set-accepted")),
            ] {
                let is_other = review != state;
                if ui.add_enabled(is_other, egui::Button::new(text)).clicked() {
                    set_review(layer, &pictures, &state, context);
                }
            }
        });
        let name = ui.label(tr!("quality-review-note"));
        let edit = TextEdit::multiline(&mut self.note)
            .desired_rows(2)
            .desired_width(f32::INFINITY);
        ui.add(edit).labelled_by(name.id);
        let can_return = !self.note.trim().is_empty();
        let button = egui::Button::new(tr!("quality-review-return"));
        let response = ui.add_enabled(can_return, button);
        if response
            .on_disabled_hover_text(tr!("quality-review-return-tip"))
            .clicked()
        {
            let note = std::mem::take(&mut self.note);
            set_review(layer, &pictures, &Review::Returned { note }, context);
        }
        ui.separator();
        self.layers_ui(ui, document, board, context);
    }

    /// The layer that is shown and drawn onto, and what can be done with it.
    fn layers_ui(
        &mut self,
        ui: &mut Ui,
        document: &Document,
        board: &mut Board,
        context: &CaseContext<'_>,
    ) {
        ui.label(tr!("quality-layers-body"));
        let mut chosen = board.layer();
        let combo = ComboBox::from_id_salt("layer")
            .selected_text(layer_name(document, chosen))
            .show_ui(ui, |ui| {
                for layer in document.layers() {
                    let name = layer_name(document, layer.id);
                    ui.selectable_value(&mut chosen, layer.id, name);
                }
            });
        combo.response.accessible_name(tr!("quality-layer"));
        board.set_layer(chosen);
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut self.layer_name)
                .hint_text(context.settings.author())
                .desired_width(140.0);
            ui.add(edit).accessible_name(tr!("quality-layer-name"));
            if ui.button(tr!("quality-layer-add")).clicked() {
                let typed = std::mem::take(&mut self.layer_name);
                let name = if typed.trim().is_empty() {
                    context.settings.author()
                } else {
                    typed
                };
                context.commands.send(LabelWish::new(move |document, ids| {
                    Ok(act::add_layer(document, &name, ids)?.1)
                }));
            }
        });
        let series = context
            .document
            .current()
            .and_then(|row| document.series_of(row.id));
        if chosen != SHARED_LAYER
            && let Some(series) = series
        {
            let button = egui::Button::new(tr!("quality-layer-adopt"));
            let response = ui.add(button).on_hover_text(tr!("quality-layer-adopt-tip"));
            if response.clicked() {
                adopt(chosen, series.id, context);
            }
        }
    }
}

/// The pictures of the series of a picture, or itself where it is in none, each with the hash of its
/// file.
fn of_one_thing(
    document: &Document,
    picture: PictureId,
    context: &CaseContext<'_>,
) -> Vec<(PictureId, Option<String>)> {
    let ids: Vec<PictureId> = match document.series_of(picture) {
        Some(series) => series.shots.iter().map(|shot| shot.picture).collect(),
        None => vec![picture],
    };
    let rows = context.document.pictures().iter();
    rows.filter(|row| ids.contains(&row.id))
        .map(|row| (row.id, row.content_hash.map(|hash| hash.to_string())))
        .collect()
}

fn set_review(
    layer: LayerId,
    pictures: &[(PictureId, Option<String>)],
    review: &Review,
    context: &CaseContext<'_>,
) {
    let (pictures, review) = (pictures.to_vec(), review.clone());
    context.commands.send(LabelWish::new(move |document, _| {
        act::set_review(document, layer, &pictures, &review)
    }));
}

fn adopt(layer: LayerId, series: SeriesId, context: &CaseContext<'_>) {
    context.commands.send(LabelWish::new(move |document, ids| {
        act::adopt_layer(document, layer, series, ids)
    }));
}

/// What a layer is called.
pub fn layer_name(document: &Document, layer: LayerId) -> String {
    if layer == SHARED_LAYER {
        return tr!("quality-layer-shared");
    }
    document
        .layer(layer)
        .map_or_else(String::new, |layer| layer.name.clone())
}

fn review_text(review: &Review) -> String {
    match review {
        Review::New => tr!("quality-review-new"),
        Review::Labelled => tr!("quality-review-labelled"),
        Review::InReview => tr!("quality-review-in-review"),
        Review::Accepted => tr!("quality-review-accepted"),
        Review::Returned { .. } => tr!("quality-review-returned"),
    }
}

fn review_look(ui: &Ui, review: &Review) -> (icons::Icon, egui::Color32) {
    let palette = tokens::palette(ui);
    match review {
        Review::New => (icons::ICON_FIBER_NEW, palette.text_weak),
        Review::Labelled => (icons::ICON_LABEL, palette.info),
        Review::InReview => (icons::ICON_VISIBILITY, palette.info),
        Review::Accepted => (icons::ICON_VERIFIED, palette.success),
        Review::Returned { .. } => (icons::ICON_UNDO, palette.warning),
    }
}
