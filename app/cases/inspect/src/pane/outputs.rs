//! The outputs of a model that is no classifier: shapes, statistics, and pictures of maps.

use std::sync::Arc;

use canvas::{Canvas, CanvasInput, Look};
use egui::Ui;
use imaging::Picture;
use jobs::Jobs;
use workbench::tokens::space;
use workbench::tr;

use super::inspector::statistics_line;
use super::values::values_ui;
use crate::subject::{Answer, Output};

const MAP_HEIGHT: f32 = 200.0;

/// The map being looked at.
struct Shown {
    output: usize,
    channel: usize,
    picture: Arc<Picture>,
    look: Look,
    canvas: Canvas,
}

/// Which map of which output is being looked at.
#[derive(Default)]
pub struct OutputMaps {
    output: usize,
    channel: usize,
    shown: Option<Shown>,
}

impl OutputMaps {
    /// Forgets the picture of the answer before; the choice of output and channel stays.
    pub fn reset(&mut self) {
        self.shown = None;
    }

    /// Paints every output, and a picture of the chosen map.
    pub fn ui(&mut self, ui: &mut Ui, answer: &Answer, jobs: &Jobs) {
        for output in &answer.outputs {
            ui.label(egui::RichText::new(&output.name).strong());
            ui.monospace(format!(
                "{} {:?}",
                output.tensor.element(),
                output.tensor.shape()
            ));
            if let Some(statistics) = &output.statistics {
                ui.small(statistics_line(statistics));
            }
            values_ui(ui, output);
            ui.add_space(space::XS);
        }
        let with_maps: Vec<usize> = (0..answer.outputs.len())
            .filter(|&index| answer.outputs[index].map_count() > 0)
            .collect();
        let Some(&first) = with_maps.first() else {
            return;
        };
        if !with_maps.contains(&self.output) {
            self.output = first;
        }
        self.choice_ui(ui, answer, &with_maps);
        self.prepare(&answer.outputs[self.output]);
        if let Some(shown) = &mut self.shown {
            let size = egui::vec2(ui.available_width(), MAP_HEIGHT);
            ui.allocate_ui(size, |ui| {
                let name = tr!("inspect-map");
                let input = CanvasInput::new(Some(&shown.picture), jobs, &shown.look, &name);
                shown.canvas.show(ui, &input);
            });
        }
    }

    fn choice_ui(&mut self, ui: &mut Ui, answer: &Answer, with_maps: &[usize]) {
        ui.horizontal(|ui| {
            if with_maps.len() > 1 {
                let name = &answer.outputs[self.output].name;
                egui::ComboBox::from_id_salt("output")
                    .selected_text(name)
                    .show_ui(ui, |ui| {
                        for &index in with_maps {
                            let name = &answer.outputs[index].name;
                            ui.selectable_value(&mut self.output, index, name);
                        }
                    });
            }
            let count = answer.outputs[self.output].map_count();
            self.channel = self.channel.min(count.saturating_sub(1));
            if count > 1 {
                let slider = egui::Slider::new(&mut self.channel, 0..=count - 1);
                ui.add(slider.text(tr!("inspect-channel")));
            }
        });
    }

    /// Makes the picture of the chosen map. Small: it is one channel of one output.
    fn prepare(&mut self, output: &Output) {
        let is_shown = self
            .shown
            .as_ref()
            .is_some_and(|shown| (shown.output, shown.channel) == (self.output, self.channel));
        if is_shown {
            return;
        }
        self.shown = output.map(self.channel).map(|raster| {
            let picture = Arc::new(Picture::from_raster(raster));
            Shown {
                output: self.output,
                channel: self.channel,
                look: Look::auto(&picture),
                canvas: Canvas::default(),
                picture,
            }
        });
    }
}
