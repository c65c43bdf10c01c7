//! The classes: which there are, which is drawn next, and how they are changed.

use annotation::act::{self, ClassFate};
use annotation::{Class, ClassId, Document};
use egui::{Color32, ComboBox, TextEdit, Ui};
use marking::Board;
use workbench::labels::LabelWish;
use workbench::tokens::{CATEGORIES, space};
use workbench::{CaseContext, icons, theme, tr};

use super::attributes::{attributes_ui, kinship_ui, tidied};
use crate::subject::balloon_classes;

/// The list of classes, and the one that is being changed.
#[derive(Default)]
pub struct ClassPanel {
    edited: Option<Class>,
    /// What becomes of the labels of a class that is deleted.
    heir: Option<ClassId>,
}

impl ClassPanel {
    /// Paints the section.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        document: &Document,
        board: &mut Board,
        context: &CaseContext<'_>,
    ) {
        if document.classes().next().is_none() {
            ui.label(tr!("quality-no-classes"));
            let text = tr!("quality-add-balloon-classes");
            let button = egui::Button::new((icons::atom(icons::ICON_PLAYLIST_ADD), text));
            if ui.add(button).clicked() {
                add_balloon_classes(context);
            }
        }
        for class in document.classes() {
            self.class_ui(ui, class, document, board, context);
        }
        let text = tr!("quality-add-class");
        let button = egui::Button::new((icons::atom(icons::ICON_ADD), text));
        if ui.add(button).clicked() {
            add_class(document, context);
        }
    }

    fn class_ui(
        &mut self,
        ui: &mut Ui,
        class: &Class,
        document: &Document,
        board: &mut Board,
        context: &CaseContext<'_>,
    ) {
        ui.horizontal(|ui| {
            let [red, green, blue] = class.colour;
            let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 14.0), egui::Sense::hover());
            let colour = Color32::from_rgb(red, green, blue);
            ui.painter().rect_filled(rect, 3.0, colour);
            let layout = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(layout, |ui| {
                self.edit_button_ui(ui, class);
                hide_button_ui(ui, class, board);
                choose_button_ui(ui, class, document, board, context);
            });
        });
        if self.edited.as_ref().is_some_and(|it| it.id == class.id) {
            self.editor_ui(ui, class, document, context);
        }
    }

    fn edit_button_ui(&mut self, ui: &mut Ui, class: &Class) {
        let name = tr!("quality-edit-class", name = class.name.as_str());
        let is_edited = self.edited.as_ref().is_some_and(|it| it.id == class.id);
        if icons::icon_toggle_ui(ui, icons::ICON_EDIT, &name, is_edited).clicked() {
            self.edited = (!is_edited).then(|| class.clone());
            self.heir = None;
        }
    }

    fn editor_ui(
        &mut self,
        ui: &mut Ui,
        class: &Class,
        document: &Document,
        context: &CaseContext<'_>,
    ) {
        let Some(edited) = &mut self.edited else {
            return;
        };
        let mut is_done = false;
        egui::Frame::group(ui.style()).show(ui, |ui| {
            egui::Grid::new(("class", class.id.0))
                .num_columns(2)
                .show(ui, |ui| {
                    let label = ui.label(tr!("quality-class-name"));
                    ui.add(TextEdit::singleline(&mut edited.name).desired_width(160.0))
                        .labelled_by(label.id);
                    ui.end_row();
                    let label = ui.label(tr!("quality-class-colour"));
                    ui.color_edit_button_srgb(&mut edited.colour)
                        .labelled_by(label.id);
                    ui.end_row();
                    let label = ui.label(tr!("quality-class-key"));
                    key_ui(ui, edited, label.id);
                    ui.end_row();
                    kinship_ui(ui, edited, document);
                });
            let label = ui.label(tr!("quality-class-definition"));
            ui.add(TextEdit::multiline(&mut edited.definition).desired_rows(2))
                .labelled_by(label.id);
            attributes_ui(ui, &mut edited.attributes);
            ui.horizontal(|ui| {
                if ui.button(tr!("quality-class-keep")).clicked() {
                    let changed = Class {
                        attributes: tidied(&edited.attributes),
                        ..edited.clone()
                    };
                    context.commands.send(LabelWish::new(move |document, _| {
                        act::change_class(document, changed.clone())
                    }));
                    is_done = true;
                }
                if ui.button(tr!("quality-class-cancel")).clicked() {
                    is_done = true;
                }
            });
            ui.separator();
            if remove_ui(ui, class, document, &mut self.heir, context) {
                is_done = true;
            }
        });
        if is_done {
            self.edited = None;
        }
    }
}

/// The class as a button that fills the row up to those at its end.
fn choose_button_ui(
    ui: &mut Ui,
    class: &Class,
    document: &Document,
    board: &mut Board,
    context: &CaseContext<'_>,
) {
    let key = class.key.map_or_else(String::new, |key| key.to_string());
    let is_chosen = board.class() == Some(class.id);
    let button = egui::Button::selectable(is_chosen, &class.name)
        .truncate()
        .right_text(theme::caption(key))
        .min_size(egui::vec2(ui.available_width(), 0.0));
    let response = icons::named(ui.add(button), Some(is_chosen), &class.name);
    if response.on_hover_text(&class.definition).clicked() {
        board.choose_class(class.id, document, context);
    }
}

fn hide_button_ui(ui: &mut Ui, class: &Class, board: &mut Board) {
    let is_hidden = board.hidden_classes().contains(&class.id);
    let (icon, name) = if is_hidden {
        (
            icons::ICON_VISIBILITY_OFF,
            tr!("quality-show-class", name = class.name.as_str()),
        )
    } else {
        (
            icons::ICON_VISIBILITY,
            tr!("quality-hide-class", name = class.name.as_str()),
        )
    };
    if icons::icon_button_ui(ui, icon, &name).clicked() {
        let hidden = board.hidden_classes();
        if !hidden.remove(&class.id) {
            hidden.insert(class.id);
        }
    }
}

fn key_ui(ui: &mut Ui, edited: &mut Class, label: egui::Id) {
    let none = tr!("quality-class-no-key");
    let shown = edited.key.map_or(none.clone(), |key| key.to_string());
    let combo = ComboBox::from_id_salt("class-key")
        .selected_text(shown)
        .show_ui(ui, |ui| {
            ui.selectable_value(&mut edited.key, None, none);
            for key in 1..=9 {
                ui.selectable_value(&mut edited.key, Some(key), key.to_string());
            }
        });
    combo.response.labelled_by(label);
}

/// Deleting a class: its labels become another one, or are deleted with it. True when it is done.
fn remove_ui(
    ui: &mut Ui,
    class: &Class,
    document: &Document,
    heir: &mut Option<ClassId>,
    context: &CaseContext<'_>,
) -> bool {
    let id = class.id;
    let others = || document.classes().filter(|other| other.id != id);
    let is_used = document
        .labelled_pictures()
        .any(|(_, labels)| labels.iter().any(|label| label.class == id));
    let mut fate = ClassFate::NoneExpected;
    if is_used {
        let delete = tr!("quality-class-delete-labels");
        let shown = heir
            .and_then(|heir| document.class(heir))
            .map_or_else(|| delete.clone(), |class| class.name.clone());
        ui.horizontal(|ui| {
            let label = ui.label(tr!("quality-class-heir"));
            let combo = ComboBox::from_id_salt("class-heir")
                .selected_text(shown)
                .show_ui(ui, |ui| {
                    ui.selectable_value(heir, None, delete);
                    for other in others() {
                        ui.selectable_value(heir, Some(other.id), &other.name);
                    }
                });
            combo.response.labelled_by(label.id);
        });
        fate = heir.map_or(ClassFate::Delete, ClassFate::Become);
    }
    ui.add_space(space::XS);
    let text = theme::caption(tr!("quality-class-delete"));
    let button = egui::Button::new((icons::atom(icons::ICON_DELETE), text));
    let is_clicked = ui.add(button).clicked();
    if is_clicked {
        context.commands.send(LabelWish::new(move |document, _| {
            act::remove_class(document, id, fate)
        }));
    }
    is_clicked
}

fn add_balloon_classes(context: &CaseContext<'_>) {
    for class in balloon_classes() {
        context.commands.send(LabelWish::new(move |document, ids| {
            Ok(act::add_class(document, class.clone(), ids)?.1)
        }));
    }
}

/// Adds a class with a name, a colour and a key that are free.
fn add_class(document: &Document, context: &CaseContext<'_>) {
    let count = document.classes().count();
    let name = (count + 1..)
        .map(|number| tr!("quality-new-class", number = number))
        .find(|name| document.class_named(name).is_none());
    let key = (1..=9).find(|key| document.classes().all(|class| class.key != Some(*key)));
    let colour = CATEGORIES[count % CATEGORIES.len()];
    let class = Class {
        id: ClassId(0),
        name: name.unwrap_or_default(),
        colour: [colour.r(), colour.g(), colour.b()],
        key,
        parent: None,
        usual_shape: None,
        attributes: Vec::new(),
        definition: String::new(),
    };
    context.commands.send(LabelWish::new(move |document, ids| {
        Ok(act::add_class(document, class.clone(), ids)?.1)
    }));
}
