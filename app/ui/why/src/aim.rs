//! The choice of what is explained and how: the method, the class, or something inside the model.

use egui::Ui;
use explain::{Method, Target};
use response::ResponseSettings;
use workbench::tokens::space;
use workbench::tr;

use crate::method_names::{method_name, method_tip};
use crate::subject::WhySubject;

/// How many classes can be chosen from.
const LISTED_CLASSES: usize = 100;

/// What is explained and how.
#[derive(Clone, PartialEq, Debug)]
pub struct Aim {
    /// How the response is found.
    pub method: Method,
    /// What is explained.
    pub target: Target,
    /// How the response is measured.
    pub settings: ResponseSettings,
}

impl Default for Aim {
    fn default() -> Self {
        Self {
            method: Method::Guided,
            target: Target::TopClass,
            settings: ResponseSettings::default(),
        }
    }
}

impl Aim {
    /// Explains something else.
    pub fn at(&mut self, target: Target) {
        let is_inside = !matches!(target, Target::TopClass | Target::Class(_));
        // These look at the classes alone; a map has no other response than its own.
        if is_inside && !is_for_maps(self.method) {
            self.method = Method::Guided;
        }
        self.target = target;
    }

    /// Paints the choice of the method and of what is explained.
    pub fn ui(&mut self, ui: &mut Ui, subject: Option<&WhySubject>) {
        let width = ui.available_width() - space::S;
        let combo = egui::ComboBox::from_id_salt("method")
            .selected_text(method_name(self.method))
            .width(width)
            .show_ui(ui, |ui| {
                for method in Method::ALL {
                    ui.selectable_value(&mut self.method, method, method_name(method))
                        .on_hover_text(method_tip(method));
                }
            });
        combo
            .response
            .accessible_name(tr!("why-method"))
            .on_hover_text(method_tip(self.method));
        if let Some(inside) = inside_text(&self.target) {
            ui.horizontal_wrapped(|ui| {
                ui.label(inside);
                if ui.button(tr!("why-class")).clicked() {
                    self.target = Target::TopClass;
                }
            });
        } else if let Some(subject) = subject
            && !subject.classes.is_empty()
        {
            self.class_ui(ui, subject, width);
        }
    }

    fn class_ui(&mut self, ui: &mut Ui, subject: &WhySubject, width: f32) {
        let winner = tr!("why-winner", class = subject.classes[0].label.as_str());
        let shown = match self.target {
            Target::Class(class) => match subject.classes.iter().find(|it| it.index == class) {
                Some(found) => found.label.clone(),
                None => class.to_string(),
            },
            _ => winner.clone(),
        };
        let combo = egui::ComboBox::from_id_salt("class")
            .selected_text(shown)
            .width(width)
            .show_ui(ui, |ui| {
                ui.selectable_value(&mut self.target, Target::TopClass, winner);
                ui.separator();
                for class in subject.classes.iter().take(LISTED_CLASSES) {
                    let target = Target::Class(class.index);
                    ui.selectable_value(&mut self.target, target, &class.label);
                }
            });
        combo.response.accessible_name(tr!("why-explained-class"));
    }
}

/// Whether a method can explain something inside the model.
fn is_for_maps(method: Method) -> bool {
    !matches!(
        method,
        Method::GradCam | Method::GuidedGradCam | Method::Occlusion
    )
}

/// What is explained, where it is not the class that wins.
pub fn target_text(target: &Target, subject: &WhySubject) -> Option<String> {
    match target {
        Target::Class(class) => {
            let known = subject.classes.iter().find(|it| it.index == *class);
            Some(known.map_or_else(|| class.to_string(), |known| known.label.clone()))
        }
        other => inside_text(other),
    }
}

/// What inside the model is explained; none for a class.
fn inside_text(target: &Target) -> Option<String> {
    match target {
        Target::TopClass | Target::Class(_) => None,
        Target::Tensor(layer) => Some(tr!("why-of-tensor", layer = layer.as_str())),
        Target::Channel(layer, channel) => Some(tr!(
            "why-of-channel",
            layer = layer.as_str(),
            channel = *channel
        )),
        Target::Neuron(layer, place) => {
            Some(tr!("why-of-neuron", layer = layer.as_str(), place = *place))
        }
    }
}
