//! The face of the case: the page with what was read drawn over it, and beside it what does not add
//! up and the symbol that is chosen.

mod editing;
mod energy;
mod export;
mod inspector;
mod model;
mod music;
mod overlay;
mod pages;
mod picker;
mod playing;
mod problems;
mod rendered;
mod selection;
mod sheet;
mod stepping;
mod symbol;
mod tools;
mod why;
mod wording;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annotation::{Document, LabelId, LayerId, act};
use egui::Ui;
use marking::Board;
use staves::Layout;
use store::PictureId;
use viewer::PictureView;
use workbench::commands::Category;
use workbench::labels::{LabelState, LabelWish};
use workbench::widgets::Placeholder;
use workbench::{
    CaseContext, Command, Notification, PackChoice, Pane, UserCommand, icons, status_bar, tr,
};

use crate::method::{self, ProposedPage};
use crate::subject::Look;
use editing::{Changes, Place};
use energy::EnergyLayer;
use export::Export;
use music::{Music, MusicDesk};
use overlay::Colouring;
use pages::Pages;
use picker::Picker;
use playing::Playing;
use problems::{ProblemList, Sight};
use selection::Selection;
use why::WhySymbol;

/// The pane of the case.
pub struct ScoresPane {
    /// The folder of the project that everything below belongs to.
    project: Option<PathBuf>,
    view: PictureView,
    board: Board,
    model: PackChoice,
    pages: Pages,
    music: MusicDesk,
    problems: ProblemList,
    picker: Picker,
    export: Export,
    playing: Playing,
    energy: EnergyLayer,
    why: WhySymbol,
    /// Whether what was read stands as clean print beside the page.
    is_rendered: bool,
    colouring: Colouring,
    /// How visible the symbols are, from 0 to 1.
    opacity: f32,
    /// Whether a click on the page inserts a symbol.
    is_inserting: bool,
    /// What is to be looked at once its page is shown.
    sought: Option<Sight>,
}

impl Default for ScoresPane {
    fn default() -> Self {
        Self {
            project: None,
            view: PictureView::default(),
            board: Board::plain(wording::class_name),
            model: model::choice(),
            pages: Pages::default(),
            music: MusicDesk::default(),
            problems: ProblemList::default(),
            picker: Picker::default(),
            export: Export::default(),
            playing: Playing::default(),
            energy: EnergyLayer::default(),
            why: WhySymbol::default(),
            is_rendered: false,
            colouring: Colouring::default(),
            opacity: 0.75,
            is_inserting: false,
            sought: None,
        }
    }
}

impl ScoresPane {
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

    fn place(&self, picture: PictureId) -> Place {
        Place {
            picture,
            layer: self.board.layer(),
        }
    }

    fn selection<'a>(
        &'a self,
        document: &'a Document,
        context: &CaseContext<'_>,
    ) -> Option<(Place, Selection<'a>)> {
        let picture = current(context)?;
        let music = self.music.music().map(Arc::as_ref);
        let selection = Selection::new(document, picture, self.board.selected(), music);
        Some((self.place(picture), selection))
    }

    /// Changes what is chosen.
    fn change(
        &self,
        document: &Document,
        context: &CaseContext<'_>,
        changes: impl FnOnce(&Selection<'_>) -> Changes,
    ) {
        if let Some((place, selection)) = self.selection(document, context) {
            changes(&selection).send(place, context);
        }
    }

    /// Takes the `nth` other reading of the symbol that is chosen.
    fn take_reading(&self, nth: usize, document: &Document, context: &CaseContext<'_>) {
        self.change(document, context, |selection| {
            let Some(only) = selection.only() else {
                return Changes::default();
            };
            let look = current(context).and_then(|it| self.look(it));
            let class = class_of(document, only.label.class);
            let readings = symbol::readings(only, look, &class);
            readings
                .get(nth)
                .map_or_else(Changes::default, |(class, _)| {
                    Changes::becoming([only.label.id], class)
                })
        });
    }

    /// The one symbol that is chosen, as something that the model can be asked about.
    fn why_subject(&self, context: &CaseContext<'_>) -> Option<why::Subject> {
        let document = context.labels.document()?;
        let (place, selection) = self.selection(document, context)?;
        let (only, look) = (selection.only()?, self.look(place.picture)?);
        let class = class_of(document, only.label.class);
        let others = symbol::readings(only, Some(look), &class);
        let others = others.into_iter().map(|(class, _)| class.to_owned());
        let middle = only.middle_px();
        let thing = insight::Thing {
            middle: shapes::Point::new(middle[0], middle[1]),
            unit_px: look.interline_px,
        };
        Some(why::Subject {
            thing,
            classes: std::iter::once(class.clone()).chain(others).collect(),
        })
    }

    /// The staves and systems of a page, with what was said about them once its music was read.
    fn layout(&self, picture: PictureId) -> Option<&Layout> {
        let music = self.music.music().map(Arc::as_ref);
        let said = music.and_then(|it| it.page(picture)).map(|it| &*it.layout);
        said.or_else(|| Some(&*self.pages.ready(picture)?.layout))
    }

    fn look(&self, picture: PictureId) -> Option<&Look> {
        self.pages.ready(picture).map(|it| it.look.as_ref())
    }

    /// Shows a place, on whichever page it is, and chooses the symbols there.
    fn seek(&mut self, sight: Sight, context: &CaseContext<'_>) {
        if current(context) != Some(sight.picture) {
            context.commands.send(Command::ShowPicture(sight.picture));
        }
        self.sought = Some(sight);
    }

    fn step_problem(&mut self, forwards: bool, context: &CaseContext<'_>) {
        let Some(music) = self.music.music() else {
            return;
        };
        if let Some(sight) = self.problems.step(music, current(context), forwards) {
            self.seek(sight, context);
        }
    }

    /// Makes a change for the problem that is looked at.
    fn change_problem(
        &self,
        changes: impl Fn(&ProblemList, &Music) -> Option<(PictureId, Changes)>,
        context: &CaseContext<'_>,
    ) {
        let music = self.music.music();
        if let Some((picture, changes)) = music.and_then(|it| changes(&self.problems, it)) {
            changes.send(self.place(picture), context);
        }
    }

    /// Says that everything on the page is as printed: what is proposed there is kept.
    fn confirm_page(&self, context: &CaseContext<'_>) {
        let Some(picture) = current(context) else {
            return;
        };
        let layer = self.board.layer();
        let open = self.music.music().map_or(0, |it| it.problems_on(picture));
        if open > 0 {
            context.commands.send(Notification::warning(
                tr!("scores-confirmed-with-problems", count = open),
                tr!("scores-confirmed-with-problems-body"),
            ));
        }
        context.commands.send(LabelWish::new(move |document, ids| {
            let labels = document.labels_on(picture, layer);
            let proposed: Vec<(PictureId, LabelId)> = labels
                .filter(|label| !label.is_kept())
                .map(|label| (picture, label.id))
                .collect();
            act::accept(document, &proposed, ids)
        }));
    }

    fn step_symbol(&mut self, forwards: bool, document: &Document, context: &CaseContext<'_>) {
        let Some(picture) = current(context) else {
            return;
        };
        let layout = self.layout(picture);
        let selected = self.board.selected().iter().next().copied();
        let next = stepping::next_symbol(document, self.place(picture), layout, selected, forwards);
        if let Some((label, box_px)) = next {
            self.board.select(BTreeSet::from([label]));
            self.view.canvas().show_area(box_px);
        }
    }

    /// Deletes what is chosen, and chooses what is read after it.
    fn delete(&mut self, document: &Document, context: &CaseContext<'_>) {
        let Some(picture) = current(context) else {
            return;
        };
        let gone = self.board.selected().clone();
        let layout = self.layout(picture);
        let place = self.place(picture);
        let next = stepping::next_symbol(document, place, layout, gone.last().copied(), true);
        self.board.command(UserCommand::DeleteLabels, context);
        let next = next.map(|it| it.0).filter(|it| !gone.contains(it));
        self.board.select(next.into_iter().collect());
    }

    /// Turns to the page that is heard.
    fn follow_playing(&self, context: &CaseContext<'_>) {
        let (Some((_, measure)), Some(music)) = (self.playing.sounding(), self.music.music())
        else {
            return;
        };
        let place = music.transcription.measures.get(measure);
        let page = place.and_then(|it| music.pages.get(it.page)).map(|it| it.0);
        if let Some(page) = page.filter(|it| context.is_in_front && current(context) != Some(*it)) {
            context.commands.send(Command::ShowPicture(page));
        }
    }

    /// Shows where the model saw symbols, or hides it. A page that was read before the project was
    /// opened is looked at again for it.
    fn toggle_energy(&mut self, context: &CaseContext<'_>) {
        self.energy.toggle();
        if let Some(row) = context
            .document
            .current()
            .filter(|_| self.energy.is_shown())
        {
            self.pages.sense(row.clone());
        }
    }
}

impl Pane for ScoresPane {
    fn logic(&mut self, context: &CaseContext<'_>) {
        self.follow_project(context);
        self.view.logic(context);
        self.board.logic(context);
        self.export.logic(context);
        self.model.logic(context);
        if let Some(new) = self.pages.logic(&self.model, context) {
            let layer: LayerId = self.board.layer();
            context.commands.send(LabelWish::new(move |document, ids| {
                let page = ProposedPage {
                    picture: new.picture,
                    layer,
                    model: &new.model,
                    threshold: new.threshold,
                };
                method::propose(document, page, &new.look, ids)
            }));
        }
        self.music.logic(&self.pages, self.board.layer(), context);
        self.problems.follow(self.music.music().map(Arc::as_ref));
        if let Some(music) = self.music.music().filter(|_| self.sought.is_none()) {
            let page = current(context).and_then(|it| music.number_of(it));
            self.problems.attend(music, page, self.board.selected());
        }
        self.playing.logic(context);
        self.follow_playing(context);
        let seen = current(context).and_then(|it| self.pages.ready(it));
        let map = seen.and_then(|it| it.energy.as_ref());
        self.energy.logic(map, context);
        let subject = self.why_subject(context);
        self.why.logic(subject.as_ref(), &self.model, context);
    }

    fn command(&mut self, command: UserCommand, context: &CaseContext<'_>) -> bool {
        if self.view.command(command) {
            return true;
        }
        let Some(document) = context.labels.document() else {
            return false;
        };
        let change = |changes: &dyn Fn(&Selection<'_>) -> Changes| {
            self.change(document, context, changes);
        };
        match command {
            UserCommand::RunModel => {
                let row = context.document.current().cloned();
                self.pages.read(row);
            }
            UserCommand::RunOnAll => {
                let rows = tools::current_first(self.pages.rows(), current(context));
                self.pages.read(rows);
            }
            UserCommand::NextProblem => self.step_problem(true, context),
            UserCommand::PreviousProblem => self.step_problem(false, context),
            UserCommand::ApplyFix => self.change_problem(ProblemList::first_fix, context),
            UserCommand::SetProblemAside => {
                self.change_problem(ProblemList::setting_aside, context);
            }
            UserCommand::NextSymbol => self.step_symbol(true, document, context),
            UserCommand::PreviousSymbol => self.step_symbol(false, document, context),
            UserCommand::StepUp => change(&|it| Changes::stepping(it, 1)),
            UserCommand::StepDown => change(&|it| Changes::stepping(it, -1)),
            UserCommand::OctaveUp => change(&|it| Changes::stepping(it, 7)),
            UserCommand::OctaveDown => change(&|it| Changes::stepping(it, -7)),
            UserCommand::Sharpen => change(&|it| Changes::altering(it, true)),
            UserCommand::Flatten => change(&|it| Changes::altering(it, false)),
            UserCommand::RemoveAccidental => change(&Changes::without_accidentals),
            UserCommand::HalveLength => change(&|it| Changes::scaling(it, false)),
            UserCommand::DoubleLength => change(&|it| Changes::scaling(it, true)),
            UserCommand::ToggleDot => change(&Changes::dotting),
            UserCommand::ToggleTie => change(&Changes::tying),
            UserCommand::Voice1 => change(&|it| Changes::voicing(it, 0)),
            UserCommand::Voice2 => change(&|it| Changes::voicing(it, 1)),
            UserCommand::Voice3 => change(&|it| Changes::voicing(it, 2)),
            UserCommand::Voice4 => change(&|it| Changes::voicing(it, 3)),
            UserCommand::InsertSymbol => self.is_inserting = !self.is_inserting,
            UserCommand::ChooseSymbol => self.picker.focus(),
            UserCommand::ConfirmPage => self.confirm_page(context),
            UserCommand::ColourSymbols => self.colouring = self.colouring.next(),
            UserCommand::ShowRendered => self.is_rendered = !self.is_rendered,
            UserCommand::NextCover => self.toggle_energy(context),
            UserCommand::PlayMusic => {
                let from = self.board.selected().iter().next().copied();
                self.playing.toggle(self.music.music(), from, context);
            }
            UserCommand::ExportMusic => {
                let name = method::piece_name(self.pages.rows());
                self.export.ask_music(self.music.music(), &name, context);
            }
            reading if symbol::READINGS.contains(&reading) => {
                let nth = symbol::READINGS.iter().position(|it| *it == reading);
                self.take_reading(nth.unwrap_or(0), document, context);
            }
            UserCommand::DeleteLabels => self.delete(document, context),
            other => return self.board.command(other, context),
        }
        true
    }

    fn takes(&self, category: Category) -> bool {
        matches!(category, Category::Label | Category::Music)
    }

    fn toolbar_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        if let Some((done, total)) = self.pages.progress() {
            let bar = egui::ProgressBar::new(done as f32 / total.max(1) as f32)
                .desired_width(140.0)
                .text(tr!("scores-reading-pages", done = done, total = total));
            ui.add(bar);
            let name = tr!("scores-stop-reading");
            if icons::icon_button_ui(ui, icons::ICON_CLOSE, &name).clicked() {
                self.pages.cancel();
            }
        } else {
            let has_model = self.model.pack(context).is_some();
            tools::read_ui(ui, self.pages.rows().len(), has_model, context);
        }
        ui.separator();
        tools::tools_ui(ui, self.is_inserting, context);
        tools::colouring_ui(ui, &mut self.colouring);
        ui.separator();
        self.view.toolbar_ui(ui);
    }

    fn ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        match context.labels.state() {
            LabelState::Failed(reason) => {
                Placeholder::new(icons::ICON_ERROR, tr!("labels-unread"), reason).ui(ui);
            }
            _ => self.sheet_ui(ui, context),
        }
    }

    fn inspector_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        self.sections_ui(ui, context);
    }

    fn status_ui(&mut self, ui: &mut Ui, _context: &CaseContext<'_>) {
        self.view.status_ui(ui);
        if let Some(music) = self.music.music() {
            let measures = music.transcription.measures.len();
            let text = tr!("scores-measure-count", count = measures);
            let tip = tr!("scores-measure-count-tip");
            status_bar::item_ui(ui, icons::ICON_MUSIC_NOTE, &text, &tip);
        }
        if self.music.is_busy() {
            ui.spinner();
        }
        let hint = if self.is_inserting {
            let name = wording::class_name(self.picker.class());
            tr!("scores-inserting", name = name)
        } else {
            self.board.hint()
        };
        status_bar::item_ui(ui, icons::ICON_LIGHTBULB, &hint, &tr!("scores-hint-tip"));
    }

    fn has_keyboard(&self) -> bool {
        self.view.has_keyboard()
    }

    fn take_file(&mut self, path: &Path, context: &CaseContext<'_>) -> bool {
        self.model.take_file(path, context)
    }
}

/// The page that is looked at.
fn current(context: &CaseContext<'_>) -> Option<PictureId> {
    context.document.current().map(|row| row.id)
}

fn class_of(document: &Document, class: annotation::ClassId) -> String {
    document
        .class(class)
        .map_or_else(String::new, |it| it.name.clone())
}
