//! Finding defects with a model: on which pictures, and what came of it.

use std::sync::Arc;

use annotation::Document;
use egui::Ui;
use jobs::{Lane, Latest};
use marking::Board;
use packs::Pack;
use store::PictureRow;
use workbench::labels::LabelWish;
use workbench::toolbar::pane_command_ui;
use workbench::widgets::Placeholder;
use workbench::{
    CaseContext, EngineState, Notification, PackChoice, PackWish, UserCommand, icons, tr,
};

use super::searching::{Loaded, Purpose, Search, Searched};
use crate::method::FindError;

/// Models that say something of every pixel.
const MODELS: PackWish = PackWish {
    case: crate::ID,
    setting: "quality.model",
    is_usable: |manifest| manifest.map_output().is_some(),
};

/// The model, and what it is doing.
pub struct Finder {
    model: PackChoice,
    loaded: Option<Loaded>,
    searching: Latest<Result<Searched, FindError>>,
}

impl Default for Finder {
    fn default() -> Self {
        Self {
            model: PackChoice::new(MODELS),
            loaded: None,
            searching: Latest::default(),
        }
    }
}

impl Finder {
    /// Uses another pack. False when the file is none.
    pub fn take_file(&mut self, path: &std::path::Path, context: &CaseContext<'_>) -> bool {
        self.model.take_file(path, context)
    }

    /// The pack that is used, and what tells its model from every other.
    pub fn model<'a>(&'a self, context: &'a CaseContext<'_>) -> Option<(&'a Pack, &'a str)> {
        self.model.identified(context)
    }

    /// Looks for defects on pictures.
    pub fn start(&mut self, rows: Vec<PictureRow>, purpose: Purpose, context: &CaseContext<'_>) {
        let (Some(pack), Some(runtime)) = (self.model.pack(context), context.engine.runtime())
        else {
            context.commands.send(Notification::info(
                tr!("quality-no-model"),
                tr!("quality-no-model-body"),
            ));
            return;
        };
        let (Some(document), Some(project)) =
            (context.labels.document(), context.document.project())
        else {
            return;
        };
        let search = Search {
            dir: pack.dir.clone(),
            provider: context.settings.provider,
            loaded: self.loaded.clone(),
            runtime: runtime.clone(),
            project: Arc::clone(project),
            document: document.clone(),
            rows,
            all: Arc::clone(context.document.pictures()),
            purpose,
        };
        let title = tr!("quality-job-find", name = pack.manifest.name.as_str());
        self.searching
            .ask(context.jobs, Lane::Inference, title, move |work| {
                search.run(work)
            });
    }

    /// Takes what was found, as proposals. True when a search has ended.
    pub fn logic(&mut self, board: &Board, context: &CaseContext<'_>) -> bool {
        self.model.logic(context);
        let searched = match self.searching.poll() {
            None | Some(Err(jobs::Stopped::Cancelled)) => return false,
            Some(Ok(Ok(searched))) => searched,
            Some(Ok(Err(error))) => {
                say_failed(error.to_string(), context);
                return true;
            }
            Some(Err(stopped)) => {
                say_failed(stopped.to_string(), context);
                return true;
            }
        };
        if let Some(document) = context.labels.document() {
            say(&searched, document, context);
        }
        self.loaded = Some(searched.loaded);
        if searched.purpose == Purpose::Propose {
            let (proposals, layer) = (searched.proposals, board.layer());
            context.commands.send(LabelWish::new(move |document, ids| {
                proposals.propose(document, layer, ids)
            }));
        }
        true
    }

    /// Paints the section.
    pub fn ui(&mut self, ui: &mut Ui, document: &Document, context: &CaseContext<'_>) {
        if let EngineState::Missing(reason) = context.engine.state() {
            ui.label(tr!("quality-no-engine"));
            ui.weak(reason);
            return;
        }
        let pack = self.model.pack(context);
        let Some(name) = pack.map(|pack| pack.manifest.name.clone()) else {
            if context.packs.is_searched() {
                no_model_ui(ui, context);
            }
            return;
        };
        self.model.ui(ui, &name, context);
        if self.searching.is_busy() {
            let fraction = self.searching.progress().and_then(|it| it.fraction());
            ui.add(egui::ProgressBar::new(fraction.unwrap_or(0.0)).show_percentage());
            return;
        }
        ui.horizontal_wrapped(|ui| {
            pane_command_ui(ui, UserCommand::RunModel, true, context);
            let series = context
                .document
                .current()
                .and_then(|row| document.series_of(row.id));
            if let Some(series) = series
                && ui.button(tr!("quality-find-on-series")).clicked()
            {
                let rows = context.document.pictures().iter();
                let rows = rows.filter(|row| series.place_of(row.id).is_some());
                self.start(rows.cloned().collect(), Purpose::Propose, context);
            }
            pane_command_ui(ui, UserCommand::RunOnAll, true, context);
        });
    }
}

fn no_model_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let choose = UserCommand::ChoosePack;
    let placeholder = Placeholder::new(
        icons::ICON_DEPLOYED_CODE,
        tr!("quality-no-model"),
        tr!("quality-no-model-body"),
    );
    if placeholder
        .action(choose.icon(), choose.text())
        .ui(ui)
        .is_some()
    {
        context.commands.send(choose);
    }
}

fn say_failed(reason: String, context: &CaseContext<'_>) {
    let notification = Notification::error(tr!("quality-find-failed"), reason);
    context.commands.send(notification);
}

/// Says what came of a search.
fn say(searched: &Searched, document: &Document, context: &CaseContext<'_>) {
    let proposals = &searched.proposals;
    let unknown = proposals.unknown_classes(document);
    let pictures = proposals.pictures.len();
    let said = match searched.purpose {
        Purpose::Propose => tr!(
            "quality-found",
            count = proposals.count(document),
            pictures = pictures
        ),
        Purpose::Judge => tr!("quality-looked", pictures = pictures),
    };
    let title = if searched.is_cancelled {
        tr!("quality-find-cancelled")
    } else {
        tr!("quality-find-done")
    };
    let mut details = searched.failed.clone();
    if !unknown.is_empty() {
        details.push(tr!(
            "quality-find-unknown-classes",
            names = unknown.into_iter().collect::<Vec<_>>().join(", ")
        ));
    }
    let notification = if details.is_empty() {
        Notification::success(title, said)
    } else {
        Notification::warning(title, said).details(details.join("\n"))
    };
    context.commands.send(notification);
}
