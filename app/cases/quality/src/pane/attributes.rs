//! What can be said of the labels of a class, beside the class: attributes, a parent, a usual shape.

use annotation::{AttributeKind, AttributeSpec, Class, ClassId, Document};
use egui::{ComboBox, TextEdit, Ui};
use shapes::ShapeKind;
use workbench::{icons, tr};

/// The shapes that a class can usually be drawn as.
const SHAPES: [ShapeKind; 6] = [
    ShapeKind::Box,
    ShapeKind::RotatedBox,
    ShapeKind::Polygon,
    ShapeKind::Polyline,
    ShapeKind::Point,
    ShapeKind::Mask,
];

/// Paints what a class is a kind of, and what it is usually drawn as.
pub fn kinship_ui(ui: &mut Ui, edited: &mut Class, document: &Document) {
    let label = ui.label(tr!("quality-class-parent"));
    let none = tr!("quality-class-no-parent");
    let shown = edited
        .parent
        .and_then(|parent| document.class(parent))
        .map_or_else(|| none.clone(), |class| class.name.clone());
    let id = edited.id;
    let combo = ComboBox::from_id_salt("class-parent")
        .selected_text(shown)
        .show_ui(ui, |ui| {
            ui.selectable_value(&mut edited.parent, None, none);
            for other in document
                .classes()
                .filter(|it| !is_kind_of(document, it, id))
            {
                ui.selectable_value(&mut edited.parent, Some(other.id), &other.name);
            }
        });
    combo.response.labelled_by(label.id);
    ui.end_row();
    let label = ui.label(tr!("quality-class-shape"));
    let none = tr!("quality-class-any-shape");
    let shown = edited.usual_shape.map_or_else(|| none.clone(), shape_text);
    let combo = ComboBox::from_id_salt("class-shape")
        .selected_text(shown)
        .show_ui(ui, |ui| {
            ui.selectable_value(&mut edited.usual_shape, None, none);
            for shape in SHAPES {
                let text = shape_text(shape);
                ui.selectable_value(&mut edited.usual_shape, Some(shape), text);
            }
        });
    combo.response.labelled_by(label.id);
    ui.end_row();
}

/// Whether a class is another one or a kind of it, over any number of parents.
fn is_kind_of(document: &Document, class: &Class, ancestor: ClassId) -> bool {
    let parents = std::iter::successors(Some(class), |class| {
        document.class(class.parent?).map(AsRef::as_ref)
    });
    // A chain is never longer than there are classes.
    parents
        .take(document.classes().count())
        .any(|class| class.id == ancestor)
}

/// Paints the attributes, to be changed.
pub fn attributes_ui(ui: &mut Ui, attributes: &mut Vec<AttributeSpec>) {
    ui.label(tr!("quality-attributes"));
    let mut removed = None;
    for (place, spec) in attributes.iter_mut().enumerate() {
        ui.push_id(place, |ui| {
            ui.horizontal(|ui| {
                let edit = TextEdit::singleline(&mut spec.name).desired_width(110.0);
                ui.add(edit).accessible_name(tr!("quality-attribute-name"));
                kind_ui(ui, &mut spec.kind);
                let name = tr!("quality-attribute-remove", name = spec.name.as_str());
                if icons::icon_button_ui(ui, icons::ICON_DELETE, &name).clicked() {
                    removed = Some(place);
                }
            });
            if let AttributeKind::Choice(choices) = &mut spec.kind {
                choices_ui(ui, choices);
            }
        });
    }
    if let Some(place) = removed {
        attributes.remove(place);
    }
    let text = tr!("quality-attribute-add");
    let button = egui::Button::new((icons::atom(icons::ICON_ADD), text));
    if ui.add(button).clicked() {
        let name = (attributes.len() + 1..)
            .map(|number| tr!("quality-attribute-new", number = number))
            .find(|name| attributes.iter().all(|spec| spec.name != *name));
        attributes.push(AttributeSpec {
            name: name.unwrap_or_default(),
            kind: AttributeKind::Text,
        });
    }
}

fn kind_ui(ui: &mut Ui, kind: &mut AttributeKind) {
    let kinds = [
        AttributeKind::Text,
        AttributeKind::Number,
        AttributeKind::Flag,
        AttributeKind::Choice(Vec::new()),
    ];
    let is_same = |one: &AttributeKind, other: &AttributeKind| {
        std::mem::discriminant(one) == std::mem::discriminant(other)
    };
    let combo = ComboBox::from_id_salt("kind")
        .selected_text(kind_text(kind))
        .width(90.0)
        .show_ui(ui, |ui| {
            for other in kinds {
                let is_it = is_same(kind, &other);
                if ui.selectable_label(is_it, kind_text(&other)).clicked() && !is_it {
                    *kind = other;
                }
            }
        });
    combo
        .response
        .accessible_name(tr!("quality-attribute-kind"));
}

/// The choices, separated by commas.
fn choices_ui(ui: &mut Ui, choices: &mut Vec<String>) {
    let mut text = choices.join(", ");
    let edit = TextEdit::singleline(&mut text)
        .hint_text(tr!("quality-attribute-choices-hint"))
        .desired_width(f32::INFINITY);
    let response = ui
        .add(edit)
        .accessible_name(tr!("quality-attribute-choices"));
    if response.changed() {
        // What stands behind the last comma is a choice too, while it is being typed.
        *choices = text
            .split(',')
            .map(|it| it.trim_start().to_owned())
            .collect();
    }
}

/// The attributes as they are kept: names and choices without blanks around them, and no empty ones.
pub fn tidied(attributes: &[AttributeSpec]) -> Vec<AttributeSpec> {
    let trimmed = |text: &String| text.trim().to_owned();
    let kept = attributes.iter().map(|spec| AttributeSpec {
        name: trimmed(&spec.name),
        kind: match &spec.kind {
            AttributeKind::Choice(choices) => {
                let choices = choices.iter().map(trimmed);
                AttributeKind::Choice(choices.filter(|it| !it.is_empty()).collect())
            }
            other => other.clone(),
        },
    });
    kept.filter(|spec| !spec.name.is_empty()).collect()
}

fn kind_text(kind: &AttributeKind) -> String {
    match kind {
        AttributeKind::Text => tr!("quality-attribute-text"),
        AttributeKind::Number => tr!("quality-attribute-number"),
        AttributeKind::Flag => tr!("quality-attribute-flag"),
        AttributeKind::Choice(_) => tr!("quality-attribute-choice"),
    }
}

fn shape_text(shape: ShapeKind) -> String {
    match shape {
        ShapeKind::Box => tr!("quality-shape-box"),
        ShapeKind::RotatedBox => tr!("quality-shape-rotated-box"),
        ShapeKind::Polygon => tr!("quality-shape-polygon"),
        ShapeKind::Polyline => tr!("quality-shape-line"),
        ShapeKind::Point => tr!("quality-shape-point"),
        ShapeKind::Mask => tr!("quality-shape-mask"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_kept_without_blanks_and_empty_ones() {
        let spec = |name: &str, kind| AttributeSpec {
            name: name.to_owned(),
            kind,
        };
        let choices = ["deep", " flat ", ""].map(str::to_owned).to_vec();
        let kept = tidied(&[
            spec(" depth ", AttributeKind::Choice(choices)),
            spec("  ", AttributeKind::Flag),
        ]);
        let choices = ["deep", "flat"].map(str::to_owned).to_vec();
        assert_eq!(kept, [spec("depth", AttributeKind::Choice(choices))]);
    }
}
