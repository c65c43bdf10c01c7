//! The contents of the small windows: the doctor's report, and about.

use egui::Ui;
use jobs::{Lane, Pending};
use workbench::tokens::{self, space};
use workbench::{Command, tr};

use super::services::Services;
use crate::doctor::{self, Report};

/// Paints version and licences.
pub fn about_ui(ui: &mut Ui) {
    ui.label(egui::RichText::new("Sightglass").heading());
    ui.label(tr!(
        "sightglass-version",
        version = env!("CARGO_PKG_VERSION")
    ));
    ui.add_space(space::S);
    ui.label(tr!("sightglass-about-body"));
    ui.label(tr!("sightglass-licence"));
}

/// The doctor's report, made by a job when the window is first shown.
#[derive(Default)]
pub struct DoctorWindow {
    examination: Option<Pending<Report>>,
    report: Option<Report>,
}

impl DoctorWindow {
    /// Paints the report.
    pub fn ui(&mut self, ui: &mut Ui, services: &Services) {
        if self.report.is_none() && self.examination.is_none() {
            self.examine(services);
        }
        if let Some(result) = self.examination.as_mut().and_then(Pending::poll) {
            self.examination = None;
            self.report = result.ok();
        }
        let Some(report) = &self.report else {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(tr!("sightglass-examining"));
            });
            return;
        };
        let palette = tokens::palette(ui);
        let lines = report.lines();
        egui::ScrollArea::vertical().show(ui, |ui| {
            for line in &lines {
                let color = if line.starts_with("Problem") {
                    palette.warning
                } else {
                    palette.text
                };
                ui.add(egui::Label::new(egui::RichText::new(line).color(color)).wrap());
            }
        });
        ui.add_space(space::S);
        let (mut again, mut copy) = (false, false);
        ui.horizontal(|ui| {
            again = ui.button(tr!("sightglass-examine-again")).clicked();
            copy = ui.button(tr!("sightglass-copy")).clicked();
        });
        if copy {
            services.commands.send(Command::CopyText(lines.join("\n")));
        }
        if again {
            self.report = None;
        }
    }

    fn examine(&mut self, services: &Services) {
        let explicit = services.settings.get().onnxruntime.clone();
        let title = tr!("sightglass-examining");
        self.examination = Some(services.jobs.start(Lane::Inference, title, move |_| {
            doctor::examine(explicit.as_deref())
        }));
    }
}
