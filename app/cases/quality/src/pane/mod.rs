//! The face of the case: the picture to label on, and beside it series, classes and the label that
//! is chosen.

mod attributes;
mod classes;
mod comparison;
mod deciding;
mod doubts;
mod export;
mod finder;
mod kinds;
mod label;
mod matrix;
mod notes;
mod notices;
mod propagation;
mod review;
mod searching;
mod series;
mod setup;
mod thing;
mod tools;

use std::path::PathBuf;

use annotation::{Cell, Document, PictureId, SHARED_LAYER, act};
use egui::Ui;
use marking::Board;
use viewer::{Beside, Over, PictureView};
use workbench::commands::Category;
use workbench::labels::{LabelState, LabelWish};
use workbench::widgets::{self, Placeholder};
use workbench::{
    CaseContext, Command, Notification, Pane, PictureNotes, UserCommand, icons, status_bar, tokens,
    tr,
};

use crate::method;
use classes::ClassPanel;
use comparison::Comparison;
use deciding::{Deciding, Wish};
use doubts::Doubts;
use export::ExportPanel;
use finder::Finder;
use kinds::KindInspector;
use label::LabelPanel;
use notes::Notes;
use notices::Notices;
use propagation::Propagator;
use review::{ReviewPanel, layer_name};
use searching::Purpose;
use setup::SeriesSetup;

/// The pane of the case.
#[derive(Default)]
pub struct QualityPane {
    /// The folder of the project that everything below belongs to.
    project: Option<PathBuf>,
    view: PictureView,
    board: Board,
    classes: ClassPanel,
    label: LabelPanel,
    setup: SeriesSetup,
    propagator: Propagator,
    review: ReviewPanel,
    doubts: Doubts,
    comparison: Comparison,
    export: ExportPanel,
    finder: Finder,
    kinds: KindInspector,
    deciding: Deciding,
    notes: Notes,
    notices: Notices,
}

impl QualityPane {
    /// Forgets what belongs to another project.
    fn follow_project(&mut self, context: &CaseContext<'_>) {
        let project = context.document.project();
        let dir = project.map(|project| project.dir().to_path_buf());
        if dir != self.project {
            *self = Self {
                project: dir,
                ..Self::default()
            };
        }
    }

    /// Says that there is nothing to label on the picture, or takes that back.
    fn say_nothing(&self, document: &Document, context: &CaseContext<'_>) {
        let Some(row) = context.document.current() else {
            return;
        };
        let layer = self.board.layer();
        let has_nothing = document
            .mark(layer, row.id)
            .is_some_and(|mark| mark.has_nothing);
        let content = row.content_hash.map(|hash| hash.to_string());
        let pictures = [(row.id, content)];
        context.commands.send(LabelWish::new(move |document, _| {
            act::nothing_to_label(document, layer, &pictures, !has_nothing)
        }));
    }

    /// Says that the thing that is followed cannot be seen on the picture, or takes that back.
    fn say_not_visible(&self, document: &Document, context: &CaseContext<'_>) {
        let (Some(track), Some(picture)) = (self.board.track(), current(context)) else {
            say_choose_thing(context);
            return;
        };
        let is_not_visible = document.cell(track, picture) != Cell::NotVisible;
        context.commands.send(LabelWish::new(move |document, _| {
            act::not_visible(document, track, &[picture], is_not_visible)
        }));
    }

    /// Accepts all that is proposed of the thing that is followed.
    fn accept_track(&self, context: &CaseContext<'_>) {
        let Some(track) = self.board.track() else {
            say_choose_thing(context);
            return;
        };
        context.commands.send(LabelWish::new(move |document, ids| {
            act::accept_track(document, track, ids)
        }));
    }

    /// Rejects all that is proposed of the thing that is followed.
    fn reject_track(&self, context: &CaseContext<'_>) {
        let Some(track) = self.board.track() else {
            say_choose_thing(context);
            return;
        };
        context.commands.send(LabelWish::new(move |document, ids| {
            act::reject_track(document, track, ids)
        }));
    }

    fn go_to_open(&self, document: &Document, forwards: bool, context: &CaseContext<'_>) {
        let pictures = context.document.pictures();
        let Some(current) = context.document.current_index() else {
            return;
        };
        let layer = self.board.layer();
        match method::next_open(document, layer, pictures, current, forwards) {
            Some(picture) => {
                context.commands.send(Command::ShowPicture(picture));
                let of = |picture: Option<PictureId>| document.series_of(picture?);
                let (left, next) = (of(self::current(context)), of(Some(picture)));
                if let Some(next) = next.filter(|next| left.is_none_or(|left| left.id != next.id)) {
                    context.commands.send(Notification::info(
                        tr!("quality-next-series", name = next.name.as_str()),
                        tr!("quality-next-series-body"),
                    ));
                }
            }
            None => context.commands.send(Notification::success(
                tr!("quality-all-settled"),
                tr!("quality-all-settled-body"),
            )),
        }
    }

    /// Closes the series of the picture, or opens it again.
    fn close_series(&self, document: &Document, context: &CaseContext<'_>) {
        let series = current(context).and_then(|picture| document.series_of(picture));
        let Some(series) = series else {
            context.commands.send(Notification::info(
                tr!("quality-no-series"),
                tr!("quality-no-series-body"),
            ));
            return;
        };
        if self.board.layer() != SHARED_LAYER {
            context.commands.send(Notification::info(
                tr!("quality-close-shared"),
                tr!("quality-close-shared-body"),
            ));
            return;
        }
        let (id, is_closed) = (series.id, series.is_closed);
        context.commands.send(LabelWish::new(move |document, _| {
            if is_closed {
                act::reopen_series(document, id)
            } else {
                act::close_series(document, id)
            }
        }));
    }

    /// Paints thresholds and verdicts in place of the picture.
    fn deciding_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        let model = self.finder.model(context);
        let page = egui::Frame::new().fill(tokens::palette(ui).panel);
        let wish = page.show(ui, |ui| {
            ui.take_available_space();
            self.deciding.ui(ui, model.map(|(pack, _)| pack), context)
        });
        match wish.inner {
            None => {}
            Some(Wish::Look(pictures)) => {
                let rows = context.document.pictures().iter();
                let rows = rows.filter(|row| pictures.contains(&row.id));
                self.finder
                    .start(rows.cloned().collect(), Purpose::Judge, context);
            }
            Some(Wish::Show(picture)) => {
                self.deciding.toggle();
                context.commands.send(Command::ShowPicture(picture));
            }
        }
    }

    fn middle_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        let shapes = self.board.shapes();
        let beside_shapes = self.comparison.shapes();
        let document = context.labels.document();
        let names = document.map(|document| self.comparison.names(document, &self.board));
        let beside = beside_shapes.as_ref().zip(names.as_ref());
        let over = Over {
            shapes: &shapes,
            tool: Some(self.board.keys()),
            beside: beside.map(|(shapes, [name, other_name])| Beside {
                name,
                other_name,
                shapes,
            }),
            ..Over::default()
        };
        if let Some(seen) = self.view.ui(ui, context, &over) {
            drop(shapes);
            self.board.ui(ui, &seen, context);
        }
        if !self.comparison.is_complete() {
            ui.request_repaint();
        }
    }
}

impl Pane for QualityPane {
    fn logic(&mut self, context: &CaseContext<'_>) {
        self.follow_project(context);
        self.view.logic(context);
        self.board.logic(context);
        self.propagator.logic(context);
        self.doubts.logic(context);
        self.comparison.logic(&self.board, context);
        self.export.logic(&self.board, context);
        if self.finder.logic(&self.board, context) {
            self.deciding.take_looks();
        }
        self.kinds.logic(&self.board, context);
        let model = self.finder.model(context);
        self.deciding.logic(model, self.board.layer(), context);
        self.notes.logic(context, self.board.layer());
        self.notices.logic(context);
    }

    fn command(&mut self, command: UserCommand, context: &CaseContext<'_>) -> bool {
        if self.view.command(command) {
            return true;
        }
        if self.board.command(command, context) || self.kinds.command(command, context) {
            return true;
        }
        let Some(document) = context.labels.document() else {
            return false;
        };
        match command {
            // Nothing to accept on this picture: on to the next one that is open.
            UserCommand::AcceptLabels | UserCommand::NextOpenShot => {
                self.go_to_open(document, true, context);
            }
            UserCommand::PreviousOpenShot => self.go_to_open(document, false, context),
            UserCommand::RunModel => {
                let row = context.document.current().cloned();
                let rows = row.into_iter().collect();
                self.finder.start(rows, Purpose::Propose, context);
            }
            UserCommand::RunOnAll => {
                let rows = context.document.pictures().to_vec();
                self.finder.start(rows, Purpose::Propose, context);
            }
            UserCommand::NothingToLabel => self.say_nothing(document, context),
            UserCommand::NotVisibleHere => self.say_not_visible(document, context),
            UserCommand::AcceptTrack => self.accept_track(context),
            UserCommand::RejectTrack => self.reject_track(context),
            UserCommand::Propagate => match self.board.track() {
                Some(track) => self.propagator.start(track, context),
                None => say_choose_thing(context),
            },
            UserCommand::CloseSeries => self.close_series(document, context),
            UserCommand::Decide => self.deciding.toggle(),
            _ => return false,
        }
        true
    }

    fn takes(&self, category: Category) -> bool {
        category == Category::Label
    }

    fn toolbar_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        let is_deciding = self.deciding.is_shown();
        tools::decide_ui(ui, is_deciding, context);
        ui.separator();
        if !is_deciding {
            tools::tools_ui(ui, &mut self.board, context);
        }
    }

    fn ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        match context.labels.state() {
            LabelState::Failed(reason) => {
                Placeholder::new(icons::ICON_ERROR, tr!("labels-unread"), reason).ui(ui);
            }
            _ if self.deciding.is_shown() => self.deciding_ui(ui, context),
            _ => self.middle_ui(ui, context),
        }
    }

    fn inspector_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        let Some(document) = context.labels.document() else {
            ui.weak(tr!("labels-loading"));
            return;
        };
        let title = tr!("quality-series");
        widgets::section_ui(ui, "series", icons::ICON_GRID_VIEW, &title, true, |ui| {
            series::series_ui(ui, document, &mut self.board, &mut self.setup, context);
        });
        let title = tr!("quality-classes");
        widgets::section_ui(ui, "classes", icons::ICON_LABEL, &title, true, |ui| {
            self.classes.ui(ui, document, &mut self.board, context);
        });
        let title = tr!("quality-find");
        widgets::section_ui(
            ui,
            "find",
            icons::ICON_SEARCH_INSIGHTS,
            &title,
            true,
            |ui| {
                self.finder.ui(ui, document, context);
            },
        );
        let title = tr!("quality-label");
        widgets::section_ui(ui, "label", icons::ICON_EDIT_NOTE, &title, true, |ui| {
            self.label.ui(ui, document, &mut self.board, context);
        });
        self.kinds.ui(ui, document, &self.board, context);
        let count = self.doubts.count(self.board.layer());
        let title = match count {
            0 => tr!("quality-doubts"),
            count => format!("{} ({count})", tr!("quality-doubts")),
        };
        widgets::section_ui(ui, "doubts", icons::ICON_RULE, &title, false, |ui| {
            self.doubts
                .findings_ui(ui, document, &mut self.board, context);
        });
        let title = tr!("quality-queue");
        widgets::section_ui(ui, "queue", icons::ICON_LOW_PRIORITY, &title, false, |ui| {
            let differences = self.comparison.differences();
            self.doubts
                .queue_ui(ui, document, &mut self.board, differences, context);
        });
        let title = tr!("quality-review");
        widgets::section_ui(ui, "review", icons::ICON_RATE_REVIEW, &title, false, |ui| {
            self.review.ui(ui, document, &mut self.board, context);
        });
        let title = tr!("quality-compare");
        widgets::section_ui(ui, "compare", icons::ICON_COMPARE, &title, false, |ui| {
            self.comparison.ui(ui, document, &mut self.board, context);
        });
        let title = tr!("quality-out-and-in");
        widgets::section_ui(
            ui,
            "export",
            icons::ICON_IMPORT_EXPORT,
            &title,
            false,
            |ui| {
                self.export.ui(ui, &self.board, context);
            },
        );
        let title = tr!("quality-display");
        widgets::section_ui(ui, "display", icons::ICON_TUNE, &title, false, |ui| {
            tools::display_ui(ui, &mut self.board);
            self.view.look_ui(ui, context);
        });
    }

    fn status_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        if self.deciding.is_shown() {
            return;
        }
        self.view.status_ui(ui);
        if let Some(document) = context.labels.document() {
            let count = current(context).map_or(0, |picture| {
                document.labels_on(picture, self.board.layer()).count()
            });
            let text = tr!("quality-label-count", count = count);
            status_bar::item_ui(
                ui,
                icons::ICON_LABEL,
                &text,
                &tr!("quality-label-count-tip"),
            );
        }
        let layers = context.labels.document();
        if let Some(document) = layers.filter(|document| document.layers().count() > 1) {
            let name = layer_name(document, self.board.layer());
            let tip = tr!("quality-layer-tip");
            status_bar::item_ui(ui, icons::ICON_LAYERS, &name, &tip);
        }
        let hint = self.board.hint();
        status_bar::item_ui(ui, icons::ICON_LIGHTBULB, &hint, &tr!("quality-hint-tip"));
    }

    fn has_keyboard(&self) -> bool {
        self.view.has_keyboard()
    }

    fn take_file(&mut self, path: &std::path::Path, context: &CaseContext<'_>) -> bool {
        self.export.take_file(path, context) || self.finder.take_file(path, context)
    }

    fn picture_notes(&self) -> Option<&PictureNotes> {
        Some(self.notes.notes())
    }
}

/// The picture that is looked at.
fn current(context: &CaseContext<'_>) -> Option<PictureId> {
    context.document.current().map(|row| row.id)
}

fn say_choose_thing(context: &CaseContext<'_>) {
    context.commands.send(Notification::info(
        tr!("quality-no-thing"),
        tr!("quality-no-thing-body"),
    ));
}
