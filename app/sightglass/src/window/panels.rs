//! The panels of the window, from the edges to the picture in the middle.

use egui::{CentralPanel, Frame, Panel, Ui};
use workbench::commands::Category;
use workbench::notifications::Severity;
use workbench::tokens::{self, space};
use workbench::widgets::Placeholder;
use workbench::{Command, UserCommand, icons, jobs_panel, menu, status_bar, toolbar, tr};

use super::app::App;
use super::case_list;
use super::pictures;
use super::services::Services;
use super::shell::WindowState;

const FILMSTRIP_HEIGHT: f32 = 184.0;
const INSPECTOR_WIDTH: f32 = 320.0;

impl App {
    /// Paints every panel; gives the place of the one in the middle.
    pub(super) fn panels_ui(&mut self, ui: &mut Ui) -> egui::Rect {
        self.top_ui(ui);
        self.status_ui(ui);
        let panels = self.services.settings.get().panels;
        if panels.cases {
            Panel::left("cases")
                .exact_size(case_list::WIDTH)
                .resizable(false)
                .show(ui, |ui| {
                    let commands = &self.services.commands;
                    case_list::case_list_ui(ui, &self.cases, self.front, commands);
                });
        }
        let has_document = self.services.document.project().is_some();
        if panels.inspector && has_document {
            Panel::right("inspector")
                .default_size(INSPECTOR_WIDTH)
                .min_size(220.0)
                .resizable(true)
                .show(ui, |ui| self.inspector_ui(ui));
        }
        if panels.filmstrip && has_document {
            Panel::bottom("pictures")
                .default_size(FILMSTRIP_HEIGHT)
                .min_size(120.0)
                .max_size(ui.available_height() * 0.7)
                .resizable(true)
                .show(ui, |ui| self.pictures_ui(ui));
        }
        let palette = tokens::palette(ui);
        let fill = if self.services.document.current().is_some() {
            palette.picture_backdrop
        } else {
            palette.panel
        };
        CentralPanel::default()
            .frame(Frame::new().fill(fill))
            .show(ui, |ui| self.middle_ui(ui))
            .response
            .rect
    }

    fn top_ui(&mut self, ui: &mut Ui) {
        let services = &self.services;
        let settings = services.settings.get();
        let context = services.case_context();
        let state = WindowState {
            document: &services.document,
            panels: &settings.panels,
            has_jobs: !services.jobs.list().is_empty(),
            has_sample: self.sample.is_some(),
            journal: services.labels.journal(),
            takes_labels: self.front_takes(Category::Label),
            takes_music: self.front_takes(Category::Music),
        };
        Panel::top("menu").show(ui, |ui| {
            let extras = menu::MenuExtras {
                recent_projects: &settings.recent_projects,
            };
            menu::menu_bar_ui(ui, &settings.shortcuts, &state, extras, &services.commands);
        });
        Panel::top("toolbar").show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                toolbar::toolbar_ui(ui, &settings.shortcuts, &state, &services.commands);
                if let Some(pane) = &mut self.cases[self.front].pane {
                    ui.separator();
                    pane.toolbar_ui(ui, &context);
                }
            });
        });
    }

    fn status_ui(&mut self, ui: &mut Ui) {
        let services = &self.services;
        let context = services.case_context();
        let jobs = services.jobs.list();
        let frame = status_bar::frame(ui.style());
        let panel = Panel::bottom("status").resizable(false).frame(frame);
        panel.show(ui, |ui| {
            let notifications = &self.shell.notifications;
            let (unread, worst) = (notifications.unread(), notifications.worst_unread());
            let pane = self.cases[self.front].pane.as_mut();
            status_bar::status_bar_ui(
                ui,
                |ui| {
                    let commands = &services.commands;
                    match jobs_panel::jobs_summary_ui(ui, &jobs) {
                        jobs_panel::JobsClick::None => {}
                        jobs_panel::JobsClick::ShowAll => commands.send(UserCommand::ShowJobs),
                        jobs_panel::JobsClick::Cancel(id) => services.jobs.cancel(id),
                    }
                },
                |ui| {
                    if status_bar::bell_ui(ui, unread, worst).clicked() {
                        services.commands.send(UserCommand::ShowNotifications);
                    }
                    if services.labels.is_stopped() {
                        unwritten_ui(ui, services);
                    }
                    if let Some(pane) = pane {
                        pane.status_ui(ui, &context);
                    }
                },
            );
        });
    }

    fn inspector_ui(&mut self, ui: &mut Ui) {
        let context = self.services.case_context();
        egui::ScrollArea::vertical()
            .id_salt("inspector")
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.add_space(space::XS);
                if let Some(pane) = &mut self.cases[self.front].pane {
                    pane.inspector_ui(ui, &context);
                }
            });
    }

    fn pictures_ui(&mut self, ui: &mut Ui) {
        let notes = self.cases[self.front]
            .pane
            .as_ref()
            .and_then(|pane| pane.picture_notes());
        let services = &self.services;
        ui.add_space(space::XS);
        let lent = pictures::Lent {
            jobs: &services.jobs,
            document: &services.document,
            shelf: &services.pictures,
            notes,
            commands: &services.commands,
        };
        self.pictures.ui(ui, &lent);
    }

    fn middle_ui(&mut self, ui: &mut Ui) {
        if self.services.document.current().is_none() {
            self.nothing_open_ui(ui);
        } else {
            let context = self.services.case_context();
            if let Some(pane) = &mut self.cases[self.front].pane {
                pane.ui(ui, &context);
            }
        }
        let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
        if hovering {
            let palette = tokens::palette(ui);
            let rect = ui.max_rect().shrink(space::S);
            let stroke = egui::Stroke::new(3.0, palette.accent);
            ui.painter()
                .rect_stroke(rect, space::S, stroke, egui::StrokeKind::Inside);
        }
    }

    /// What an empty window offers.
    fn nothing_open_ui(&mut self, ui: &mut Ui) {
        let commands = &self.services.commands;
        if self.opener.is_opening() {
            Placeholder::new(
                icons::ICON_HOURGLASS_EMPTY,
                tr!("sightglass-opening"),
                String::new(),
            )
            .ui(ui);
            return;
        }
        let has_project = self.services.document.project().is_some();
        let (title, sentence) = if has_project {
            (
                tr!("sightglass-no-pictures"),
                tr!("sightglass-no-pictures-body"),
            )
        } else {
            (tr!("sightglass-welcome"), tr!("sightglass-welcome-body"))
        };
        let mut actions = vec![UserCommand::OpenPictures, UserCommand::OpenFolder];
        if !has_project {
            actions.extend([UserCommand::OpenProject, UserCommand::NewProject]);
            if !self.services.settings.get().recent_projects.is_empty() {
                actions.push(UserCommand::OpenRecent);
            }
            if self.sample.is_some() {
                actions.push(UserCommand::OpenSample);
            }
        }
        let mut placeholder = Placeholder::new(icons::ICON_IMAGE_SEARCH, title, sentence);
        for action in &actions {
            placeholder = placeholder.action(action.icon(), action.text());
        }
        if let Some(action) = placeholder.ui(ui).and_then(|index| actions.get(index)) {
            commands.send(*action);
        }
    }
}

/// Labels that the disk did not take, and a way to try again.
fn unwritten_ui(ui: &mut Ui, services: &Services) {
    let count = services.labels.unwritten();
    let text = tr!("labels-unwritten", count = count);
    let tip = tr!("labels-write-again");
    if status_bar::alert_ui(ui, Severity::Error, &text, &tip).clicked() {
        services.commands.send(Command::WriteLabelsAgain);
    }
}
