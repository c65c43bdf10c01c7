//! The tensors inside the model: a tree of them, the maps of the one chosen, and which map or
//! neuron is to be explained.

use canvas::{Canvas, CanvasInput, Look};
use egui::Ui;
use explain::{Layer, Target};
use insight::{InsightError, LayerMaps};
use jobs::{Jobs, Lane, Latest, Stopped};
use workbench::tokens::space;
use workbench::{CaseContext, icons, tr};

use crate::layer_tree::{LayerTree, Row};
use crate::subject::WhySubject;

const MAPS_HEIGHT: f32 = 280.0;
const LIST_HEIGHT: f32 = 200.0;

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
#[derive(Clone)]
struct MapsQuestion {
    subject: WhySubject,
    layer: String,
}

/// The layers of the model, and the maps of one.
#[derive(Default)]
pub struct Layers {
    /// Whether the user looks at them. Nothing is computed while they are folded.
    is_open: bool,
    /// What the layers were listed for.
    listed: Option<WhySubject>,
    listing: Latest<Result<Vec<Layer>, InsightError>>,
    layers: Vec<Layer>,
    tree: LayerTree,
    filter: String,
    chosen: Option<Layer>,
    asked: Option<MapsQuestion>,
    asking: Latest<Result<LayerMaps, InsightError>>,
    shown: Option<Shown>,
    failure: Option<String>,
    grasp: Grasp,
    /// What is explained by keyboard: the channel, and the row and column of a neuron.
    typed: [usize; 3],
}

impl Layers {
    /// Ends what is being computed: a prediction is wanted, and comes first.
    pub fn give_way(&mut self) {
        self.asking.cancel();
        self.asked = None;
    }

    /// Forgets the layers, and what they are of.
    pub fn forget(&mut self) {
        *self = Self {
            is_open: self.is_open,
            filter: std::mem::take(&mut self.filter),
            grasp: self.grasp,
            ..Self::default()
        };
    }

    /// Says whether the user looks at the layers.
    pub fn set_open(&mut self, is_open: bool) {
        self.is_open = is_open;
    }

    /// Lists the layers of a new model, and asks for the maps of the chosen one.
    pub fn logic(&mut self, context: &CaseContext<'_>, subject: &WhySubject) {
        let listed = self.listed.as_ref();
        if !listed.is_some_and(|listed| listed.has_same_model(subject)) {
            self.forget();
        }
        if !self.is_open {
            return;
        }
        if self.listed.is_none() {
            self.listed = Some(subject.clone());
            self.list(context.jobs, subject);
        }
        match self.listing.poll() {
            Some(Ok(Ok(layers))) => {
                self.tree = LayerTree::new(&layers);
                self.layers = layers;
            }
            Some(Ok(Err(error))) => self.failure = Some(error.to_string()),
            Some(Err(Stopped::Cancelled)) => self.failure = Some(tr!("why-cancelled")),
            Some(Err(stopped)) => self.failure = Some(stopped.to_string()),
            None => {}
        }
        self.ask(context.jobs, subject);
        match self.asking.poll() {
            Some(Ok(Ok(maps))) => self.show(maps),
            Some(Ok(Err(error))) => {
                self.shown = None;
                self.failure = Some(error.to_string());
            }
            Some(Err(_)) | None => {}
        }
    }

    fn list(&mut self, jobs: &Jobs, subject: &WhySubject) {
        let subject = subject.clone();
        self.listing
            .ask(jobs, Lane::Insight, title(&subject), move |work| {
                subject.reasoner.layers(&subject.picture, work)
            });
    }

    fn ask(&mut self, jobs: &Jobs, subject: &WhySubject) {
        let Some(layer) = self.chosen.clone() else {
            return;
        };
        let is_asked = self
            .asked
            .as_ref()
            .is_some_and(|asked| asked.subject.is_same(subject) && asked.layer == layer.name);
        if is_asked {
            return;
        }
        let subject = subject.clone();
        self.asked = Some(MapsQuestion {
            subject: subject.clone(),
            layer: layer.name.clone(),
        });
        self.asking
            .ask(jobs, Lane::Insight, title(&subject), move |work| {
                subject.reasoner.maps(&subject.picture, &layer, work)
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

    /// Paints the tree and the maps; gives what was clicked to be explained.
    pub fn ui(&mut self, ui: &mut Ui, jobs: &Jobs) -> Option<Target> {
        if self.layers.is_empty() && self.failure.is_none() {
            if self.listing.is_busy() {
                ui.spinner();
            } else {
                ui.weak(tr!("why-layers-none"));
            }
            return None;
        }
        let name = tr!("why-layers-filter");
        let field = egui::TextEdit::singleline(&mut self.filter)
            .hint_text(&name)
            .desired_width(f32::INFINITY);
        ui.add(field).accessible_name(name);
        if self.filter.trim().is_empty() {
            self.tree_ui(ui);
        } else {
            self.list_ui(ui);
        }
        if let Some(reason) = &self.failure {
            ui.label(reason);
        }
        self.maps_ui(ui, jobs)
    }

    fn tree_ui(&mut self, ui: &mut Ui) {
        let rows = self.tree.visible();
        let row_height = ui.spacing().interact_size.y;
        let mut toggled = None;
        let mut chosen = None;
        scroll_area().show_rows(ui, row_height, rows.len(), |ui, range| {
            for row in &rows[range] {
                ui.horizontal(|ui| {
                    ui.add_space(row.depth() as f32 * space::M);
                    match row {
                        Row::Branch { label, id, .. } => {
                            let is_open = self.tree.is_open(*id);
                            if branch_ui(ui, label, is_open) {
                                toggled = Some(*id);
                            }
                        }
                        Row::Leaf { label, layer, .. } => {
                            let layer = &self.layers[*layer];
                            if self.layer_ui(ui, label, layer) {
                                chosen = Some(layer.clone());
                            }
                        }
                    }
                });
            }
        });
        if let Some(id) = toggled {
            self.tree.toggle(id);
        }
        if chosen.is_some() {
            self.chosen = chosen;
        }
    }

    fn list_ui(&mut self, ui: &mut Ui) {
        let filter = self.filter.trim().to_lowercase();
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
        scroll_area().show_rows(ui, row_height, matching.len(), |ui, rows| {
            for layer in &matching[rows] {
                if self.layer_ui(ui, short_name(&layer.name).as_str(), layer) {
                    chosen = Some((*layer).clone());
                }
            }
        });
        if chosen.is_some() {
            self.chosen = chosen;
        }
    }

    /// Paints a layer by a name; true when it was chosen.
    fn layer_ui(&self, ui: &mut Ui, name: &str, layer: &Layer) -> bool {
        let operator = if layer.operator.is_empty() {
            tr!("why-layers-input")
        } else {
            layer.operator.clone()
        };
        let label = format!("{name}  {operator} {}", layer.shape_text());
        let is_chosen = self.chosen.as_ref() == Some(layer);
        let response = ui.selectable_label(is_chosen, label);
        response.on_hover_text(&layer.name).clicked()
    }

    fn maps_ui(&mut self, ui: &mut Ui, jobs: &Jobs) -> Option<Target> {
        if self.asking.is_busy() && self.shown.is_none() {
            ui.spinner();
        }
        let shown = self.shown.as_mut()?;
        ui.add_space(space::XS);
        ui.label(&shown.maps.layer.name);
        ui.horizontal_wrapped(|ui| {
            ui.weak(tr!("why-layers-click"));
            let choices = [
                (Grasp::Channel, tr!("why-layers-channel")),
                (Grasp::Neuron, tr!("why-layers-neuron")),
            ];
            for (grasp, name) in choices {
                ui.selectable_value(&mut self.grasp, grasp, name);
            }
        });
        let typed = typed_ui(ui, &shown.maps, self.grasp, &mut self.typed);
        if typed.is_some() {
            return typed;
        }
        let size = egui::vec2(ui.available_width(), MAPS_HEIGHT);
        let output = ui
            .allocate_ui(size, |ui| {
                let name = tr!("why-layers-maps");
                let input = CanvasInput::new(Some(&shown.maps.picture), jobs, &shown.look, &name);
                shown.canvas.show(ui, &input)
            })
            .inner;
        let pixel = output.hovered.map(|pixel| [pixel.x_px, pixel.y_px])?;
        let (channel, row, column) = shown.maps.at(pixel)?;
        let layer = &shown.maps.layer;
        let response = output
            .response
            .on_hover_text_at_pointer(tr!("why-layers-map", channel = channel));
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

/// Paints fields for the channel, and for row and column of a neuron, so that the keyboard reaches
/// what a click does; gives what is to be explained.
fn typed_ui(ui: &mut Ui, maps: &LayerMaps, grasp: Grasp, typed: &mut [usize; 3]) -> Option<Target> {
    let [width, height] = maps.map_px;
    let last_channel = maps.channels.iter().copied().max().unwrap_or(0);
    let fields = [
        (tr!("why-layers-channel-number"), last_channel),
        (tr!("why-layers-row"), height.saturating_sub(1)),
        (tr!("why-layers-column"), width.saturating_sub(1)),
    ];
    let shown = match grasp {
        Grasp::Channel => 1,
        Grasp::Neuron => fields.len(),
    };
    let mut target = None;
    ui.horizontal_wrapped(|ui| {
        for (value, (name, last)) in typed.iter_mut().zip(fields).take(shown) {
            let label = ui.weak(name);
            ui.add(egui::DragValue::new(value).range(0..=last))
                .labelled_by(label.id);
        }
        if ui.button(tr!("why-layers-explain")).clicked() {
            let [channel, row, column] = *typed;
            let name = maps.layer.name.clone();
            target = match grasp {
                Grasp::Channel => Some(Target::Channel(name, channel)),
                Grasp::Neuron => {
                    let element = maps.layer.element(channel, row, column);
                    element.map(|element| Target::Neuron(name, element))
                }
            };
        }
    });
    target
}

/// What listing layers is called among the jobs.
fn title(subject: &WhySubject) -> String {
    let name = subject.reasoner.manifest().name.as_str();
    tr!("why-layers-job", name = name)
}

fn scroll_area() -> egui::ScrollArea {
    egui::ScrollArea::vertical()
        .id_salt("layers")
        .max_height(LIST_HEIGHT)
        .auto_shrink([false, true])
}

/// Paints a branch; true when it is to be folded or opened.
fn branch_ui(ui: &mut Ui, label: &str, is_open: bool) -> bool {
    let icon = if is_open {
        icons::ICON_KEYBOARD_ARROW_DOWN
    } else {
        icons::ICON_KEYBOARD_ARROW_RIGHT
    };
    let button = egui::Button::new((icons::atom(icon), label)).frame(false);
    let response = ui.add(button);
    let name = if is_open {
        tr!("why-layers-fold", name = label)
    } else {
        tr!("why-layers-unfold", name = label)
    };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    response.clicked()
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
