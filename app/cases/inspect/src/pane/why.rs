//! Why the model answered so: asked after each answer without being told to, and shown over the
//! picture.

use std::sync::Arc;

use canvas::{Interpolation, RasterOverlay};
use egui::Ui;
use explain::{Method, Target};
use imaging::Picture;
use jobs::{Lane, Latest};
use response::{ColourMap, Preset, ResponseSettings};
use workbench::tokens::space;
use workbench::{CaseContext, ShelfState, icons, status_bar, text, tr};

use super::Question;
use crate::method::{InspectError, LoadedModel};
use crate::subject::Explanation;

/// What lies over the picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Cover {
    /// Nothing.
    Nothing,
    /// The response.
    #[default]
    Response,
    /// Its local spatial entropy.
    Entropy,
}

/// What an explanation belongs to.
#[derive(Clone, PartialEq, Debug)]
struct WhyQuestion {
    question: Question,
    method: Method,
    target: Target,
    preset: Preset,
}

/// The explanation of the answer shown, and how it is shown.
pub struct Why {
    method: Method,
    target: Target,
    preset: Preset,
    cover: Cover,
    opacity: f32,
    asked: Option<WhyQuestion>,
    asking: Latest<(WhyQuestion, Result<Explanation, InspectError>)>,
    explanation: Option<Arc<Explanation>>,
    explained: Option<WhyQuestion>,
    failure: Option<String>,
    overlay: Vec<RasterOverlay>,
}

impl Default for Why {
    fn default() -> Self {
        Self {
            method: Method::Guided,
            target: Target::TopClass,
            preset: Preset::default(),
            cover: Cover::default(),
            opacity: 0.8,
            asked: None,
            asking: Latest::default(),
            explanation: None,
            explained: None,
            failure: None,
            overlay: Vec::new(),
        }
    }
}

impl Why {
    /// Ends what is being computed: a prediction is wanted, and comes first.
    pub fn give_way(&mut self) {
        self.asking.cancel();
        self.asked = None;
    }

    /// Asks about the answer to a question, once it is there, and takes up what was found.
    pub fn logic(
        &mut self,
        context: &CaseContext<'_>,
        model: Option<&Arc<LoadedModel>>,
        answered: Option<Question>,
    ) {
        if let (Some(model), Some(question), ShelfState::Ready(picture)) =
            (model, answered, context.current_picture())
            && picture.id() == question.picture
        {
            self.ask(context, model, question, picture);
        }
        self.collect();
        let is_wanted =
            self.explained.as_ref().map(|why| why.question) == answered && answered.is_some();
        self.overlay = match &self.explanation {
            Some(explanation) if is_wanted => self.cover_of(explanation).into_iter().collect(),
            _ => Vec::new(),
        };
    }

    fn ask(
        &mut self,
        context: &CaseContext<'_>,
        model: &Arc<LoadedModel>,
        question: Question,
        picture: &Arc<Picture>,
    ) {
        let wanted = WhyQuestion {
            question,
            method: self.method,
            target: self.target.clone(),
            preset: self.preset,
        };
        if self.asked.as_ref() == Some(&wanted) {
            return;
        }
        self.asked = Some(wanted.clone());
        let (model, picture) = (Arc::clone(model), Arc::clone(picture));
        let title = tr!("inspect-job-why", name = model.manifest().name.as_str());
        // Beside the predictions, which have a thread of their own and must not wait for this.
        self.asking
            .ask(context.jobs, Lane::Background, title, move |work| {
                let settings: ResponseSettings = wanted.preset.settings();
                let found = model.reasoner.explain(
                    &picture,
                    wanted.method,
                    &wanted.target,
                    &settings,
                    work,
                );
                (wanted, found)
            });
    }

    fn collect(&mut self) {
        match self.asking.poll() {
            None | Some(Err(jobs::Stopped::Cancelled)) => {}
            Some(Ok((question, Ok(explanation)))) => {
                self.explanation = Some(Arc::new(explanation));
                self.explained = Some(question);
                self.failure = None;
            }
            Some(Ok((_, Err(error)))) => self.fail(error.to_string()),
            Some(Err(stopped)) => self.fail(stopped.to_string()),
        }
    }

    fn fail(&mut self, reason: String) {
        self.explanation = None;
        self.explained = None;
        self.failure = Some(reason);
    }

    fn cover_of(&self, explanation: &Explanation) -> Option<RasterOverlay> {
        let picture = match self.cover {
            Cover::Nothing => return None,
            Cover::Response => &explanation.response,
            Cover::Entropy => &explanation.entropy,
        };
        Some(RasterOverlay {
            picture: Arc::clone(picture),
            opacity: self.opacity,
            interpolation: Interpolation::Linear,
        })
    }

    /// What to lay over the picture.
    #[must_use]
    pub fn overlays(&self) -> &[RasterOverlay] {
        &self.overlay
    }

    /// Shows the next cover: response, entropy, none.
    pub fn next_cover(&mut self) {
        self.cover = match self.cover {
            Cover::Response => Cover::Entropy,
            Cover::Entropy => Cover::Nothing,
            Cover::Nothing => Cover::Response,
        };
    }

    /// Explains something inside the model instead of the class that wins.
    pub fn aim_at(&mut self, target: Target) {
        // These two look at the classes alone; a map has no other response than its own.
        if matches!(
            self.method,
            Method::GradCam | Method::GuidedGradCam | Method::Occlusion
        ) {
            self.method = Method::Guided;
        }
        self.target = target;
    }

    /// Explains the class that wins, as for every new model.
    pub fn aim_at_class(&mut self) {
        self.target = Target::TopClass;
    }

    /// Paints the method, what was found, and how it is shown.
    pub fn ui(&mut self, ui: &mut Ui, is_classifier: bool) {
        self.choice_ui(ui);
        if let Some(reason) = &self.failure {
            ui.add_space(space::XS);
            ui.label(reason);
            return;
        }
        if !is_classifier && self.explanation.is_none() && !self.asking.is_busy() {
            ui.weak(tr!("inspect-why-nothing"));
            return;
        }
        let busy = self.asking.is_busy();
        let Some(explanation) = self.explanation.clone() else {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.weak(tr!("inspect-why-busy"));
            });
            return;
        };
        ui.scope(|ui| {
            if busy {
                ui.set_opacity(0.5);
            }
            explanation_ui(ui, &explanation, self.cover);
        });
    }

    fn choice_ui(&mut self, ui: &mut Ui) {
        let name = tr!("inspect-why-method");
        let combo = egui::ComboBox::from_id_salt("method")
            .selected_text(method_name(self.method))
            .width(ui.available_width() - space::S)
            .show_ui(ui, |ui| {
                for method in Method::ALL {
                    ui.selectable_value(&mut self.method, method, method_name(method))
                        .on_hover_text(method_tip(method));
                }
            });
        icons::named(combo.response, None, &name).on_hover_text(method_tip(self.method));
        if let Some(aim) = aim_text(&self.target) {
            ui.horizontal_wrapped(|ui| {
                ui.label(aim);
                if ui.button(tr!("inspect-why-class")).clicked() {
                    self.aim_at_class();
                }
            });
        }
        ui.horizontal_wrapped(|ui| {
            for (cover, key) in [
                (Cover::Response, tr!("inspect-why-response")),
                (Cover::Entropy, tr!("inspect-why-entropy")),
                (Cover::Nothing, tr!("inspect-why-nothing-over")),
            ] {
                ui.selectable_value(&mut self.cover, cover, key);
            }
        });
        ui.add_enabled_ui(self.cover != Cover::Nothing, |ui| {
            let slider = egui::Slider::new(&mut self.opacity, 0.0..=1.0);
            ui.add(slider.text(tr!("inspect-why-opacity")).max_decimals(2));
        });
    }

    /// Paints the response and the entropy under the pointer.
    pub fn status_ui(&self, ui: &mut Ui, pixel: Option<[u32; 2]>) {
        let Some(explanation) = self
            .explanation
            .as_ref()
            .filter(|_| !self.overlay.is_empty())
        else {
            return;
        };
        if let Some((value, bits)) = pixel.and_then(|pixel| explanation.at(pixel)) {
            let line = tr!(
                "inspect-why-at",
                value = text::number(f64::from(value), 3),
                bits = text::number(f64::from(bits), 2)
            );
            status_bar::item_ui(ui, icons::ICON_BLUR_ON, &line, &tr!("inspect-why-at-tip"));
        }
    }
}

fn explanation_ui(ui: &mut Ui, explanation: &Explanation, cover: Cover) {
    legend_ui(ui, explanation, cover);
    let bits = text::number(explanation.average_bits, 3);
    ui.label(tr!("inspect-why-average", bits = bits))
        .on_hover_text(tr!("inspect-why-average-tip"));
    let duration = text::duration(explanation.duration);
    ui.weak(match &explanation.layer {
        Some(layer) => tr!("inspect-why-layer", layer = layer.as_str(), time = duration),
        None => tr!("inspect-why-time", time = duration),
    });
    for caveat in &explanation.caveats {
        ui.horizontal_wrapped(|ui| {
            let warning = workbench::tokens::palette(ui).warning;
            icons::icon_ui(ui, icons::ICON_WARNING, warning, 16.0);
            ui.label(caveat.to_string());
        });
    }
}

/// What inside the model is explained; none for a class.
fn aim_text(target: &Target) -> Option<String> {
    match target {
        Target::TopClass | Target::Class(_) => None,
        Target::Tensor(layer) => Some(tr!("inspect-why-of-tensor", layer = layer.as_str())),
        Target::Channel(layer, channel) => Some(tr!(
            "inspect-why-of-channel",
            layer = layer.as_str(),
            channel = *channel
        )),
        Target::Neuron(layer, place) => Some(tr!(
            "inspect-why-of-neuron",
            layer = layer.as_str(),
            place = *place
        )),
    }
}

/// A bar of the colours with the values at its ends.
fn legend_ui(ui: &mut Ui, explanation: &Explanation, cover: Cover) {
    let (map, low, high) = match cover {
        Cover::Nothing => return,
        Cover::Response => {
            let end = text::number(f64::from(explanation.scale), 2);
            (ColourMap::Diverging, format!("−{end}"), format!("+{end}"))
        }
        Cover::Entropy => {
            let end = text::number(f64::from(explanation.most_bits), 2);
            (
                ColourMap::Sequential,
                "0".to_owned(),
                tr!("inspect-why-bits", bits = end),
            )
        }
    };
    let size = egui::vec2(ui.available_width(), 10.0);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let steps = 64;
    for step in 0..steps {
        let [red, green, blue] = map.rgb(step as f32 / (steps - 1) as f32);
        let width = rect.width() / steps as f32;
        let left = rect.left() + step as f32 * width;
        let part = egui::Rect::from_min_size(
            egui::pos2(left, rect.top()),
            egui::vec2(width + 0.5, rect.height()),
        );
        ui.painter()
            .rect_filled(part, 0.0, egui::Color32::from_rgb(red, green, blue));
    }
    ui.horizontal(|ui| {
        ui.small(low);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.small(high)
        });
    });
}

/// The name of a method.
fn method_name(method: Method) -> String {
    match method {
        Method::Gradient => tr!("inspect-method-gradient"),
        Method::GradientTimesInput => tr!("inspect-method-gradient-x-input"),
        Method::Guided => tr!("inspect-method-guided"),
        Method::FeatureResponse => tr!("inspect-method-feature-response"),
        Method::Deconvnet => tr!("inspect-method-deconvnet"),
        Method::Clamped => tr!("inspect-method-clamped"),
        Method::GradCam => tr!("inspect-method-grad-cam"),
        Method::GuidedGradCam => tr!("inspect-method-guided-grad-cam"),
        Method::IntegratedGradients => tr!("inspect-method-integrated-gradients"),
        Method::SmoothGrad => tr!("inspect-method-smooth-grad"),
        Method::Occlusion => tr!("inspect-method-occlusion"),
    }
}

/// What a method shows, in a sentence.
fn method_tip(method: Method) -> String {
    match method {
        Method::Gradient => tr!("inspect-method-gradient-tip"),
        Method::GradientTimesInput => tr!("inspect-method-gradient-x-input-tip"),
        Method::Guided => tr!("inspect-method-guided-tip"),
        Method::FeatureResponse => tr!("inspect-method-feature-response-tip"),
        Method::Deconvnet => tr!("inspect-method-deconvnet-tip"),
        Method::Clamped => tr!("inspect-method-clamped-tip"),
        Method::GradCam => tr!("inspect-method-grad-cam-tip"),
        Method::GuidedGradCam => tr!("inspect-method-guided-grad-cam-tip"),
        Method::IntegratedGradients => tr!("inspect-method-integrated-gradients-tip"),
        Method::SmoothGrad => tr!("inspect-method-smooth-grad-tip"),
        Method::Occlusion => tr!("inspect-method-occlusion-tip"),
    }
}
