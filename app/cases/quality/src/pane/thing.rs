//! The thing that is followed from shot to shot: what it is, and which labels are of it.

use annotation::{Document, Label, Track, TrackId, act};
use egui::{ComboBox, Ui};
use marking::{Board, thing_name};
use workbench::labels::LabelWish;
use workbench::{CaseContext, icons, tr};

/// Paints what can be done about the thing of a label that is chosen.
pub fn thing_ui(ui: &mut Ui, label: &Label, document: &Document, context: &CaseContext<'_>) {
    let Some(series) = document.series_of(label.picture) else {
        return;
    };
    let things: Vec<&Track> = document
        .tracks_of(series.id, label.layer)
        .map(AsRef::as_ref)
        .collect();
    let present = label.track;
    let mut chosen = present;
    let none = tr!("quality-thing-none");
    let shown = present
        .and_then(|track| document.track(track))
        .map_or_else(|| none.clone(), |track| thing_name(document, track));
    ui.horizontal(|ui| {
        let name = ui.label(tr!("quality-thing"));
        let combo = ComboBox::from_id_salt("thing")
            .selected_text(shown)
            .show_ui(ui, |ui| {
                ui.selectable_value(&mut chosen, None, none);
                for thing in &things {
                    let name = thing_name(document, thing);
                    ui.selectable_value(&mut chosen, Some(thing.id), name);
                }
            });
        combo
            .response
            .labelled_by(name.id)
            .on_hover_text(tr!("quality-thing-tip"));
        let button = icons::icon_button_ui(ui, icons::ICON_ADD, &tr!("quality-thing-new"));
        if button.on_hover_text(tr!("quality-thing-new")).clicked() {
            let (picture, id) = (label.picture, label.id);
            context.commands.send(LabelWish::new(move |document, ids| {
                Ok(act::start_track(document, picture, id, ids)?.1)
            }));
        }
    });
    if chosen != present {
        move_to(label, chosen, context);
    }
}

fn move_to(label: &Label, track: Option<TrackId>, context: &CaseContext<'_>) {
    let (picture, id) = (label.picture, label.id);
    context
        .commands
        .send(LabelWish::new(move |document, _| match track {
            Some(track) => act::put_on_track(document, picture, id, track),
            None => act::take_off_track(document, picture, id),
        }));
}

/// Paints what can be done about the thing that is followed as a whole.
pub fn followed_ui(ui: &mut Ui, document: &Document, board: &Board, context: &CaseContext<'_>) {
    let Some(thing) = board.track().and_then(|track| document.track(track)) else {
        return;
    };
    let id = thing.id;
    ui.menu_button(
        (
            icons::atom(icons::ICON_MORE_HORIZ),
            tr!("quality-thing-menu", thing = thing_name(document, thing)),
        ),
        |ui| {
            ui.menu_button(tr!("quality-thing-class"), |ui| {
                for class in document.classes() {
                    let is_it = class.id == thing.class;
                    if ui.selectable_label(is_it, &class.name).clicked() {
                        let changed = Track {
                            class: class.id,
                            ..Track::clone(thing)
                        };
                        context.commands.send(LabelWish::new(move |document, _| {
                            act::change_track(document, changed.clone())
                        }));
                        ui.close();
                    }
                }
            });
            let others = document.tracks_of(thing.series, thing.layer);
            let others: Vec<_> = others.filter(|other| other.id != id).collect();
            ui.add_enabled_ui(!others.is_empty(), |ui| {
                ui.menu_button(tr!("quality-thing-join"), |ui| {
                    for other in &others {
                        if ui.button(thing_name(document, other)).clicked() {
                            let other = other.id;
                            context.commands.send(LabelWish::new(move |document, _| {
                                act::join_tracks(document, id, other)
                            }));
                            ui.close();
                        }
                    }
                });
            });
            for (with_labels, text) in [
                (false, tr!("quality-thing-loosen")),
                (true, tr!("quality-thing-delete")),
            ] {
                if ui.button(text).clicked() {
                    context.commands.send(LabelWish::new(move |document, _| {
                        act::remove_track(document, id, with_labels)
                    }));
                    ui.close();
                }
            }
        },
    );
}
