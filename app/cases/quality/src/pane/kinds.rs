//! Which kind of defect a classifier sees in the label that is chosen, and why it does.

use std::path::PathBuf;
use std::sync::Arc;

use annotation::{Document, LabelId, PictureId};
use canvas::{Canvas, CanvasInput, Look};
use egui::Ui;
use imaging::Picture;
use jobs::{Lane, Latest};
use marking::{Board, label_name};
use runtime::ProviderChoice;
use shapes::Point;
use why::{WhyPanel, WhySubject};
use workbench::widgets::{self, ClassBar};
use workbench::{CaseContext, ShelfState, UserCommand, file_name, icons, tr};

use crate::method::{KindError, KindModel, ToldKind, class_name, window_px};

/// The height of the window on the screen, in points.
const WINDOW_PT: f32 = 200.0;

/// What is asked.
#[derive(Clone, PartialEq)]
struct Question {
    picture: PictureId,
    /// The name of its file.
    name: String,
    /// The opened picture: another one where the file has changed.
    opened: u64,
    label: LabelId,
    middle: Point,
    dir: PathBuf,
    provider: ProviderChoice,
}

/// A model that was loaded, from which pack, and for which provider.
type Loaded = (PathBuf, ProviderChoice, Arc<KindModel>);

/// The kind of the label that is chosen.
#[derive(Default)]
pub struct KindInspector {
    /// Whether the section is unfolded. Nothing is asked while it is not.
    is_open: bool,
    loaded: Option<Loaded>,
    asked: Option<Question>,
    asking: Latest<Result<(Loaded, ToldKind), KindError>>,
    subject: Option<WhySubject>,
    problem: Option<String>,
    canvas: Canvas,
    why: WhyPanel,
}

impl KindInspector {
    /// Asks about the label that is chosen, and takes up what was told.
    pub fn logic(&mut self, board: &Board, context: &CaseContext<'_>) {
        self.take_told();
        if !self.is_open || !context.is_in_front {
            return;
        }
        let wanted = question(board, context);
        if let Some((question, picture)) = &wanted
            && self.asked.as_ref() != Some(question)
        {
            self.ask(question.clone(), Arc::clone(picture), context);
        }
        if wanted.is_none() {
            self.asked = None;
            self.subject = None;
            self.asking.cancel();
        }
        let model = self.loaded.as_ref().map(|(.., model)| &*model.identity);
        self.why.logic(context, model, self.subject.as_ref());
    }

    fn ask(&mut self, question: Question, picture: Arc<Picture>, context: &CaseContext<'_>) {
        let Some(runtime) = context.engine.runtime().cloned() else {
            return;
        };
        self.subject = None;
        self.problem = None;
        self.asked = Some(question.clone());
        self.why.give_way();
        let loaded = self.loaded.clone();
        let title = tr!("quality-job-kind");
        self.asking
            .ask(context.jobs, Lane::Interactive, title, move |work| {
                let Question { dir, provider, .. } = question;
                let is_same = |(of, by, _): &Loaded| *of == dir && *by == provider;
                let model = match loaded.filter(is_same) {
                    Some((.., model)) => model,
                    None => Arc::new(KindModel::load(&dir, &runtime, provider, work)?),
                };
                let told = model.tell(&picture, question.middle, work)?;
                Ok(((dir, provider, model), told))
            });
    }

    fn take_told(&mut self) {
        let told = match self.asking.poll() {
            None | Some(Err(jobs::Stopped::Cancelled)) => return,
            Some(Ok(Ok(told))) => told,
            Some(Ok(Err(error))) => {
                self.problem = Some(error.to_string());
                return;
            }
            Some(Err(stopped)) => {
                self.problem = Some(stopped.to_string());
                return;
            }
        };
        let (loaded, told) = told;
        let name = self.asked.as_ref().map(|asked| asked.name.clone());
        let (.., model) = &loaded;
        self.subject = Some(WhySubject {
            reasoner: Arc::clone(&model.reasoner),
            picture: told.window,
            name: name.unwrap_or_default(),
            classes: told.classes.into(),
        });
        self.canvas = Canvas::default();
        self.loaded = Some(loaded);
    }

    /// Carries out a command about what is explained. False when it is none, or nothing is.
    pub fn command(&mut self, command: UserCommand, context: &CaseContext<'_>) -> bool {
        match command {
            _ if !self.is_open || self.subject.is_none() => return false,
            UserCommand::NextCover => self.why.next_cover(),
            UserCommand::ExportFigure => self.why.ask_export(context),
            _ => return false,
        }
        true
    }

    /// Paints the sections.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        document: &Document,
        board: &Board,
        context: &CaseContext<'_>,
    ) {
        let title = tr!("quality-kind");
        let shown = widgets::section_ui(ui, "kind", icons::ICON_INSIGHTS, &title, false, |ui| {
            self.kind_ui(ui, document, board, context);
        });
        self.is_open = shown.is_some();
        if self.is_open && self.subject.is_some() {
            self.why.ui(ui, context, self.subject.as_ref());
        }
    }

    fn kind_ui(
        &mut self,
        ui: &mut Ui,
        document: &Document,
        board: &Board,
        context: &CaseContext<'_>,
    ) {
        if model_dir(context).is_none() {
            ui.weak(tr!("quality-kind-no-model"));
            return;
        }
        let Some(label) = chosen(board) else {
            ui.weak(tr!("quality-kind-choose"));
            return;
        };
        if let Some(problem) = &self.problem {
            ui.label(problem);
            return;
        }
        let Some(subject) = &self.subject else {
            ui.spinner();
            return;
        };
        if let Some(label) = board.scene().label(label) {
            ui.label(tr!("quality-kind-of", name = label_name(document, label)));
        }
        let bars: Vec<ClassBar> = subject
            .classes
            .iter()
            .enumerate()
            .map(|(rank, class)| ClassBar {
                label: class_name(document, &class.label).to_owned(),
                probability: class.probability,
                is_answer: rank == 0,
            })
            .collect();
        widgets::class_bars_ui(ui, &bars);
        let size = egui::vec2(ui.available_width(), WINDOW_PT);
        ui.allocate_ui(size, |ui| {
            let name = tr!("quality-kind-window");
            let look = Look::auto(&subject.picture);
            let input = CanvasInput {
                rasters: self.why.overlays(),
                ..CanvasInput::new(Some(&subject.picture), context.jobs, &look, &name)
            };
            self.canvas.show(ui, &input);
        });
    }
}

/// The label that is chosen, where it is one alone.
fn chosen(board: &Board) -> Option<LabelId> {
    let mut selected = board.selected().iter();
    let only = selected.next().copied();
    only.filter(|_| selected.next().is_none())
}

/// The folder of the first pack that tells kinds apart.
fn model_dir(context: &CaseContext<'_>) -> Option<PathBuf> {
    let mut packs = context.packs.of_case(crate::ID);
    let pack = packs.find(|pack| window_px(&pack.manifest).is_some())?;
    Some(pack.dir.clone())
}

/// What is to be asked now, and the picture that it is asked of.
fn question(board: &Board, context: &CaseContext<'_>) -> Option<(Question, Arc<Picture>)> {
    let label = board.scene().label(chosen(board)?)?;
    let ShelfState::Ready(picture) = context.current_picture() else {
        return None;
    };
    let question = Question {
        picture: label.picture,
        name: file_name(&context.document.current()?.path),
        opened: picture.id(),
        label: label.id,
        middle: label.shape.center()?,
        dir: model_dir(context)?,
        provider: context.settings.provider,
    };
    Some((question, Arc::clone(picture)))
}
