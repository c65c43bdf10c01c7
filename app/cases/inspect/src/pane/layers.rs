//! The tensors inside the model: a list of them, the maps of the one chosen, and which map or
//! neuron is to be explained.

use std::sync::Arc;

use canvas::{Canvas, CanvasInput, Look};
use egui::Ui;
use explain::{Layer, Target};
use imaging::Picture;
use jobs::{Jobs, Lane, Latest};
use workbench::tokens::space;
use workbench::{CaseContext, ShelfState, tr};

use super::Question;
use crate::method::{InspectError, LoadedModel};
use crate::subject::LayerMaps;

const MAPS_HEIGHT: f32 = 280.0;
const LIST_HEIGHT: f32 = 160.0;

/// What a click on a map explains.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Grasp {
    /// All of the map.
    #[default]
    Channel,
    /// The one neuron under the pointer.
    Neuron,
}

/// Maps that are shown.
struct Shown {
    maps: LayerMaps,
    look: Look,
    canvas: Canvas,
}

/// What maps were asked for.
#[derive(Clone, PartialEq, Debug)]
struct MapsQuestion {
    question: Question,
    layer: String,
}

/// The layers of the model, and the maps of one.
#[derive(Default)]
pub struct Layers {
    /// Which loading of a model the layers are of.
    model_number: Option<u64>,
    listing: Latest<Result<Vec<Layer>, InspectError>>,
    layers: Vec<Layer>,
    filter: String,
    chosen: Option<Layer>,
    asked: Option<MapsQuestion>,
    asking: Latest<Result<LayerMaps, InspectError>>,
    shown: Option<Shown>,
    failure: Option<String>,
    grasp: Grasp,
}

impl Layers {
    /// Ends what is being computed: a prediction is wanted, and comes first.
    pub fn give_way(&mut self) {
        self.asking.cancel();
        self.asked = None;
    }

    /// Lists the layers of a new model, and asks for the maps of the chosen one.
    pub fn logic(
        &mut self,
        context: &CaseContext<'_>,
        model: Option<&Arc<LoadedModel>>,
        answered: Option<Question>,
    ) {
        let (Some(model), Some(question), ShelfState::Ready(picture)) =
            (model, answered, context.current_picture())
        else {
            return;
        };
        if picture.id() != question.picture {
            return;
        }
        if self.model_number != Some(question.model_number) {
            *self = Self {
                model_number: Some(question.model_number),
                filter: std::mem::take(&mut self.filter),
                grasp: self.grasp,
                ..Self::default()
            };
            self.list(context.jobs, model, picture);
        }
        match self.listing.poll() {
            Some(Ok(Ok(layers))) => self.layers = layers,
            Some(Ok(Err(error))) => self.failure = Some(error.to_string()),
            Some(Err(_)) | None => {}
        }
        self.ask(context.jobs, model, question, picture);
        match self.asking.poll() {
            Some(Ok(Ok(maps))) => self.show(maps),
            Some(Ok(Err(error))) => {
                self.shown = None;
                self.failure = Some(error.to_string());
            }
            Some(Err(_)) | None => {}
        }
    }

    fn list(&mut self, jobs: &Jobs, model: &Arc<LoadedModel>, picture: &Arc<Picture>) {
        let (model, picture) = (Arc::clone(model), Arc::clone(picture));
        let title = tr!("inspect-job-layers", name = model.manifest().name.as_str());
        self.listing
            .ask(jobs, Lane::Background, title, move |work| {
                model.reasoner.layers(&picture, work)
            });
    }

    fn ask(
        &mut self,
        jobs: &Jobs,
        model: &Arc<LoadedModel>,
        question: Question,
        picture: &Arc<Picture>,
    ) {
        let Some(layer) = self.chosen.clone() else {
            return;
        };
        let wanted = MapsQuestion {
            question,
            layer: layer.name.clone(),
        };
        if self.asked.as_ref() == Some(&wanted) {
            return;
        }
        self.asked = Some(wanted);
        let (model, picture) = (Arc::clone(model), Arc::clone(picture));
        let title = tr!("inspect-job-layers", name = model.manifest().name.as_str());
        self.asking.ask(jobs, Lane::Background, title, move |work| {
            model.reasoner.maps(&picture, &layer, work)
        });
    }

    /// Shows new maps; the view stays where the layer is the same.
    fn show(&mut self, maps: LayerMaps) {
        self.failure = None;
        let before = self
            .shown
            .take()
            .filter(|shown| shown.maps.layer == maps.layer);
        self.shown = Some(Shown {
            look: Look::auto(&maps.picture),
            canvas: before.map(|shown| shown.canvas).unwrap_or_default(),
            maps,
        });
    }

    /// Paints the list and the maps; gives what was clicked to be explained.
    pub fn ui(&mut self, ui: &mut Ui, jobs: &Jobs) -> Option<Target> {
        if self.layers.is_empty() && self.failure.is_none() {
            ui.weak(tr!("inspect-layers-none"));
            return None;
        }
        let name = tr!("inspect-layers-filter");
        let field = egui::TextEdit::singleline(&mut self.filter)
            .hint_text(&name)
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &name));
        self.list_ui(ui);
        if let Some(reason) = &self.failure {
            ui.label(reason);
        }
        self.maps_ui(ui, jobs)
    }

    fn list_ui(&mut self, ui: &mut Ui) {
        let filter = self.filter.to_lowercase();
        let matching: Vec<&Layer> = self
            .layers
            .iter()
            .filter(|layer| {
                let text = format!("{} {}", layer.name, layer.operator).to_lowercase();
                text.contains(&filter)
            })
            .collect();
        let row_height = ui.spacing().interact_size.y;
        let mut chosen = None;
        egui::ScrollArea::vertical()
            .id_salt("layers")
            .max_height(LIST_HEIGHT)
            .auto_shrink([false, true])
            .show_rows(ui, row_height, matching.len(), |ui, rows| {
                for layer in &matching[rows] {
                    let operator = if layer.operator.is_empty() {
                        tr!("inspect-layers-input")
                    } else {
                        layer.operator.clone()
                    };
                    let name = short_name(&layer.name);
                    let label = format!("{name}  {operator} {}", layer.shape_text());
                    let is_chosen = self.chosen.as_ref() == Some(*layer);
                    let response = ui.selectable_label(is_chosen, label);
                    if response.on_hover_text(&layer.name).clicked() {
                        chosen = Some((*layer).clone());
                    }
                }
            });
        if let Some(layer) = chosen {
            self.chosen = Some(layer);
        }
    }

    fn maps_ui(&mut self, ui: &mut Ui, jobs: &Jobs) -> Option<Target> {
        if self.asking.is_busy() && self.shown.is_none() {
            ui.spinner();
        }
        let shown = self.shown.as_mut()?;
        ui.add_space(space::XS);
        ui.label(&shown.maps.layer.name);
        ui.horizontal_wrapped(|ui| {
            ui.weak(tr!("inspect-layers-click"));
            let choices = [
                (Grasp::Channel, tr!("inspect-layers-channel")),
                (Grasp::Neuron, tr!("inspect-layers-neuron")),
            ];
            for (grasp, name) in choices {
                ui.selectable_value(&mut self.grasp, grasp, name);
            }
        });
        let size = egui::vec2(ui.available_width(), MAPS_HEIGHT);
        let output = ui
            .allocate_ui(size, |ui| {
                let name = tr!("inspect-layers-maps");
                let input = CanvasInput::new(Some(&shown.maps.picture), jobs, &shown.look, &name);
                shown.canvas.show(ui, &input)
            })
            .inner;
        let pixel = output.hovered.map(|pixel| [pixel.x_px, pixel.y_px])?;
        let (channel, row, column) = shown.maps.at(pixel)?;
        let layer = &shown.maps.layer;
        let response = output
            .response
            .on_hover_text_at_pointer(tr!("inspect-layers-map", channel = channel));
        if !response.clicked() {
            return None;
        }
        match self.grasp {
            Grasp::Channel => Some(Target::Channel(layer.name.clone(), channel)),
            Grasp::Neuron => {
                let element = layer.element(channel, row, column)?;
                Some(Target::Neuron(layer.name.clone(), element))
            }
        }
    }
}

/// The end of a name such as `/features/block4/conv2/Conv_output_0`: what tells it from others.
fn short_name(name: &str) -> String {
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    let kept = parts.len().saturating_sub(2);
    parts[kept..].join("/")
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn long_names_keep_their_end() {
        assert_eq!(
            short_name("/a/block4/conv2/Conv_output_0"),
            "conv2/Conv_output_0"
        );
        assert_eq!(short_name("relu1"), "relu1");
    }
}
