//! Finding defects with a model: which one, on which pictures, and what came of it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use annotation::{Document, PictureId};
use egui::{ComboBox, Ui};
use jobs::{Lane, Latest};
use marking::Board;
use packs::Pack;
use runtime::ProviderChoice;
use store::{PictureRow, Project};
use workbench::labels::LabelWish;
use workbench::widgets::Placeholder;
use workbench::{CaseContext, EngineState, Notification, UserCommand, icons, tr};

use super::series::command_ui;
use crate::method::{FindError, Proposals, SharedSegmenter, find, in_force, join_series, load};
use crate::record::{looks, points};
use crate::subject::Look;

/// What a model looks at pictures for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To propose labels.
    Propose,
    /// To be judged: nothing is proposed.
    Judge,
}

/// A run over pictures, with the model that was loaded for it.
struct Run {
    dir: PathBuf,
    provider: ProviderChoice,
    segmenter: SharedSegmenter,
    proposals: Proposals,
    /// Pictures that could not be looked at, with the reason.
    failed: Vec<String>,
    is_cancelled: bool,
    purpose: Purpose,
}

/// The model, and what it is doing.
#[derive(Default)]
pub struct Finder {
    /// The folder of the pack that was chosen; none for the first that is there.
    chosen: Option<PathBuf>,
    /// The model that was loaded, from which pack, and for which provider.
    loaded: Option<(PathBuf, ProviderChoice, SharedSegmenter)>,
    working: Latest<Result<Run, FindError>>,
}

impl Finder {
    /// Uses another pack. False when it is not one that says something of every pixel.
    pub fn choose(&mut self, dir: &std::path::Path, context: &CaseContext<'_>) -> bool {
        let is_usable = usable(context).any(|pack| pack.dir == dir)
            || Pack::open(dir).is_ok_and(|pack| pack.manifest.map_output().is_some());
        if is_usable {
            self.chosen = Some(dir.to_owned());
        }
        is_usable
    }

    /// Looks for defects on pictures.
    pub fn start(&mut self, rows: Vec<PictureRow>, purpose: Purpose, context: &CaseContext<'_>) {
        let (Some(pack), Some(runtime)) = (self.pack(context), context.engine.runtime()) else {
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
        let (document, project) = (document.clone(), Arc::clone(project));
        let all = Arc::clone(context.document.pictures());
        let dir = pack.dir.clone();
        let provider = context.settings.provider;
        let loaded = self
            .loaded
            .as_ref()
            .filter(|(of, by, _)| *of == dir && *by == provider)
            .map(|(.., segmenter)| Arc::clone(segmenter));
        let runtime = runtime.clone();
        let title = tr!("quality-job-find", name = pack.manifest.name.as_str());
        self.working
            .ask(context.jobs, Lane::Inference, title, move |work| {
                let segmenter = match loaded {
                    Some(segmenter) => segmenter,
                    None => Arc::new(load(&dir, &runtime, provider, work)?),
                };
                let manifest = segmenter.manifest();
                let model = manifest.identity();
                let point = project
                    .reader()
                    .read(|connection| points::in_force(connection, &model));
                // A point that cannot be read is none: that of the pack holds.
                let point = point.ok().flatten();
                let in_force = in_force(&document, manifest, point.as_ref());
                let mut keep = |look: &Look| keep_look(&project, &model, look);
                let finds = find(&segmenter, &rows, &mut keep, work);
                let pictures = finds.looks.iter().map(|look| look.picture).collect();
                let mut looks = with_other_shots(&project, &document, &model, finds.looks);
                join_series(&document, &all, &mut looks, &work.without_progress());
                keep_joined(&project, &model, &looks);
                Ok(Run {
                    dir,
                    provider,
                    proposals: Proposals {
                        model,
                        looks,
                        pictures,
                        in_force,
                    },
                    segmenter,
                    failed: finds.failed,
                    is_cancelled: finds.is_cancelled,
                    purpose,
                })
            });
    }

    /// Takes what was found, as proposals. True when a run has ended.
    pub fn logic(&mut self, board: &Board, context: &CaseContext<'_>) -> bool {
        let run = match self.working.poll() {
            None | Some(Err(jobs::Stopped::Cancelled)) => return false,
            Some(Ok(Ok(run))) => run,
            Some(Ok(Err(error))) => {
                let title = tr!("quality-find-failed");
                let notification = Notification::error(title, error.to_string());
                context.commands.send(notification);
                return true;
            }
            Some(Err(stopped)) => {
                let title = tr!("quality-find-failed");
                let notification = Notification::error(title, stopped.to_string());
                context.commands.send(notification);
                return true;
            }
        };
        if let Some(document) = context.labels.document() {
            say(&run, document, context);
        }
        self.loaded = Some((run.dir, run.provider, run.segmenter));
        if run.purpose == Purpose::Propose {
            let (proposals, layer) = (run.proposals, board.layer());
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
        let Some(name) = self.pack(context).map(|pack| pack.manifest.name.clone()) else {
            if context.packs.is_searched() {
                no_model_ui(ui, context);
            }
            return;
        };
        let label = ui.label(tr!("quality-model"));
        let mut chosen = None;
        let combo = ComboBox::from_id_salt("finder")
            .selected_text(&name)
            .show_ui(ui, |ui| {
                for pack in usable(context) {
                    let is_chosen = pack.manifest.name == name;
                    if ui
                        .selectable_label(is_chosen, &pack.manifest.name)
                        .clicked()
                    {
                        chosen = Some(pack.dir.clone());
                    }
                }
            });
        combo.response.labelled_by(label.id);
        if chosen.is_some() {
            self.chosen = chosen;
        }
        if self.working.is_busy() {
            let fraction = self.working.progress().and_then(|it| it.fraction());
            ui.add(egui::ProgressBar::new(fraction.unwrap_or(0.0)).show_percentage());
            return;
        }
        ui.horizontal_wrapped(|ui| {
            command_ui(ui, UserCommand::RunModel, true, context);
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
            command_ui(ui, UserCommand::RunOnAll, true, context);
        });
    }

    /// The pack that is used.
    pub fn pack<'a>(&self, context: &'a CaseContext<'_>) -> Option<&'a Pack> {
        let chosen = self.chosen.as_ref();
        let is_chosen = |pack: &&Pack| chosen.is_none_or(|dir| pack.dir == *dir);
        usable(context).find(is_chosen)
    }
}

/// The packs whose models say something of every pixel.
fn usable<'a>(context: &'a CaseContext<'_>) -> impl Iterator<Item = &'a Pack> {
    context
        .packs
        .of_case(crate::ID)
        .filter(|pack| pack.manifest.map_output().is_some())
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

/// Keeps what the model found on a picture. A project that cannot be written to keeps nothing.
fn keep_look(project: &Project, model: &str, look: &Look) {
    if project.access().can_write() {
        let (model, look) = (model.to_owned(), look.clone());
        project
            .writer()
            .send(move |transaction| Ok(looks::save(transaction, &model, &look)?));
    }
}

/// Keeps what came of joining the finds of each series, and waits until it is on the disk, so that
/// whoever reads next finds it. What cannot be written is looked for again another time.
fn keep_joined(project: &Project, model: &str, looks: &[Look]) {
    let (model, looks) = (model.to_owned(), looks.to_vec());
    let _ = project.writer().write(move |transaction| {
        for look in &looks {
            looks::save(transaction, &model, look)?;
        }
        Ok(())
    });
}

/// What was found, with what was found earlier on the other shots of the same series.
fn with_other_shots(
    project: &Project,
    document: &Document,
    model: &str,
    mut found: Vec<Look>,
) -> Vec<Look> {
    let seen: BTreeSet<PictureId> = found.iter().map(|look| look.picture).collect();
    let series = found
        .iter()
        .filter_map(|look| document.series_of(look.picture));
    let others: BTreeSet<PictureId> = series
        .flat_map(|series| series.shots.iter().map(|shot| shot.picture))
        .filter(|picture| !seen.contains(picture))
        .collect();
    let others: Vec<PictureId> = others.into_iter().collect();
    let known = project
        .reader()
        .read(|connection| looks::on_pictures(connection, model, &others));
    // What cannot be read is as if the model had not looked.
    found.extend(known.unwrap_or_default());
    found
}

/// Says what came of a run.
fn say(run: &Run, document: &Document, context: &CaseContext<'_>) {
    let proposals = &run.proposals;
    let unknown = proposals.unknown_classes(document);
    let pictures = proposals.pictures.len();
    let said = match run.purpose {
        Purpose::Propose => tr!(
            "quality-found",
            count = proposals.count(document),
            pictures = pictures
        ),
        Purpose::Judge => tr!("quality-looked", pictures = pictures),
    };
    let title = if run.is_cancelled {
        tr!("quality-find-cancelled")
    } else {
        tr!("quality-find-done")
    };
    let mut details = run.failed.clone();
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
