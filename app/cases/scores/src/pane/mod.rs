//! The face of the case: the page with what was read drawn over it, and beside it what does not add
//! up and the symbol that is chosen.

mod editing;
mod energy;
mod export;
mod model;
mod music;
mod overlay;
mod pages;
mod picker;
mod playing;
mod problems;
mod rendered;
mod selection;
mod stepping;
mod symbol;
mod tools;
mod wording;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annotation::{Document, LabelId, LayerId, act};
use egui::Ui;
use marking::Board;
use store::PictureId;
use viewer::{Over, PictureView, Seen};
use workbench::commands::Category;
use workbench::labels::{LabelState, LabelWish};
use workbench::widgets::{self, Placeholder};
use workbench::{CaseContext, Command, PackChoice, Pane, UserCommand, icons, status_bar, tr};

use crate::method::{self, ProposedPage};
use crate::subject::Look;
use editing::{Changes, Place};
use energy::EnergyLayer;
use export::Export;
use music::{Music, MusicDesk};
use overlay::{Colouring, Overlay};
use pages::{PageState, Pages};
use picker::Picker;
use playing::Playing;
use problems::{ProblemList, Sight};
use rendered::Rendered;
use selection::Selection;

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
            board: Board::plain(),
            model: model::choice(),
            pages: Pages::default(),
            music: MusicDesk::default(),
            problems: ProblemList::default(),
            picker: Picker::default(),
            export: Export::default(),
            playing: Playing::default(),
            energy: EnergyLayer::default(),
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

    fn apply_fix(&self, context: &CaseContext<'_>) {
        let fix = self
            .music
            .music()
            .and_then(|music| self.problems.first_fix(music));
        if let Some((picture, changes)) = fix {
            changes.send(self.place(picture), context);
        }
    }

    /// Says that everything on the page is as printed: what is proposed there is kept.
    fn confirm_page(&self, context: &CaseContext<'_>) {
        let Some(picture) = current(context) else {
            return;
        };
        let layer = self.board.layer();
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
        let layout = self.pages.ready(picture).map(|it| it.layout.as_ref());
        let selected = self.board.selected().iter().next().copied();
        let next = stepping::next_symbol(document, self.place(picture), layout, selected, forwards);
        if let Some((label, box_px)) = next {
            self.board.select(BTreeSet::from([label]));
            self.view.canvas().show_area(box_px);
        }
    }

    /// Shows the place that is sought, once its page is there.
    fn show_sought(&mut self, context: &CaseContext<'_>) {
        let is_there = |sight: &Sight| current(context) == Some(sight.picture);
        if let Some(sight) = self.sought.take_if(|sight| is_there(sight)) {
            self.view.canvas().show_area(sight.box_px);
            self.board.select(sight.symbols);
        }
    }

    /// Puts a symbol where the page was clicked.
    fn insert(&mut self, ui: &Ui, seen: &Seen, context: &CaseContext<'_>) {
        if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.is_inserting = false;
            return;
        }
        ui.set_cursor_icon(egui::CursorIcon::Crosshair);
        let (Some(at), Some(picture)) = (seen.response.hover_pos(), current(context)) else {
            return;
        };
        let class = self.picker.class();
        let size = picker::size_spaces(ui, class);
        let layout = self.pages.ready(picture).map(|it| it.layout.as_ref());
        let place_px = seen.projection.image_from_window(at);
        let snaps = picker::stands_on_staff(class);
        let box_px = stepping::box_at(layout, place_px, size, snaps);
        let [left, top, right, bottom] = box_px;
        let corner = |x, y| seen.projection.window_from_image([x, y]);
        let rect = egui::Rect::from_two_pos(corner(left, top), corner(right, bottom));
        let colour = workbench::tokens::palette(ui).accent;
        let painter = ui.painter_at(seen.projection.canvas());
        match crate::subject::glyph(class) {
            Some(glyph) => {
                let interline = layout.map_or(size[1], staves::Layout::interline_px);
                let staff_space_pt = (interline / seen.projection.image_px_per_point()) as f32;
                overlay::paint_glyph(&painter, glyph, rect.center(), staff_space_pt, colour);
            }
            None => {
                let stroke = egui::Stroke::new(1.5, colour);
                painter.rect_stroke(rect, 0.0, stroke, egui::StrokeKind::Middle);
            }
        }
        if seen.response.clicked() {
            Changes::adding(class, box_px).send(self.place(picture), context);
        }
    }

    fn middle_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        self.show_sought(context);
        let whole = ui.available_rect_before_wrap();
        let [left, right] = if self.is_rendered {
            rendered::halves(whole)
        } else {
            [whole, egui::Rect::NOTHING]
        };
        let over = Over {
            rasters: self.energy.overlays(),
            tool: Some(self.board.keys()),
            ..Over::default()
        };
        let page = egui::UiBuilder::new().max_rect(left);
        let seen = ui
            .scope_builder(page, |ui| self.view.ui(ui, context, &over))
            .inner;
        let Some(seen) = seen else {
            return;
        };
        let (Some(document), Some(picture)) = (context.labels.document(), current(context)) else {
            return;
        };
        let (sounding, _) = self.playing.sounding().unwrap_or_default();
        if !self.board.is_hidden() {
            let music: Option<&Music> = self.music.music().map(Arc::as_ref);
            let interline_px = self.look(picture).map_or(10.0, |it| it.interline_px);
            Overlay {
                document,
                picture,
                layer: self.board.layer(),
                music,
                colouring: self.colouring,
                interline_px,
                opacity: self.opacity,
                problem: music.and_then(|music| self.problems.chosen(music)),
                sounding: &sounding,
            }
            .paint(ui, &seen);
        }
        if self.is_inserting {
            self.insert(ui, &seen, context);
        } else {
            self.board.ui(ui, &seen, context);
        }
        if let Some(music) = self.music.music().filter(|_| self.is_rendered) {
            Rendered {
                music,
                picture,
                canvas: right,
                seen: &seen,
                sounding: &sounding,
            }
            .paint(ui);
        }
        if self.playing.is_playing() {
            ui.request_repaint();
        }
        self.page_state_ui(ui, &seen, picture, context);
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

    /// Says over the page how far it is, where it was not read.
    fn page_state_ui(&self, ui: &Ui, seen: &Seen, picture: PictureId, context: &CaseContext<'_>) {
        let (title, text, can_read) = match self.pages.state(picture) {
            PageState::Ready(_) => return,
            PageState::Waiting => (tr!("scores-page-waiting"), String::new(), false),
            PageState::Unread => (
                tr!("scores-page-unread"),
                tr!("scores-page-unread-body"),
                true,
            ),
            PageState::WithoutMusic(reason) => (tr!("scores-page-empty"), reason.clone(), true),
            PageState::Failed(reason) => (tr!("scores-page-failed"), reason.clone(), true),
        };
        let canvas = seen.projection.canvas();
        egui::Area::new(ui.scope_id().with("page state"))
            .fixed_pos(canvas.center_top() + egui::vec2(0.0, workbench::tokens::space::L))
            .pivot(egui::Align2::CENTER_TOP)
            .order(egui::Order::Middle)
            .show(ui.ctx(), |ui| {
                egui::Frame::popup(ui.style()).show(ui, |ui| {
                    ui.set_max_width(420.0);
                    ui.vertical_centered(|ui| {
                        ui.label(workbench::theme::title(title));
                        if !text.is_empty() {
                            ui.label(text);
                        }
                        if can_read {
                            let command = UserCommand::RunOnAll;
                            let count = self.pages.rows().len();
                            let button = egui::Button::new((
                                icons::atom(command.icon()),
                                tr!("scores-read-piece", count = count),
                            ));
                            if ui.add(button).clicked() {
                                context.commands.send(command);
                            }
                        }
                    });
                });
            });
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
        self.playing.logic(context);
        self.follow_playing(context);
        let seen = current(context).and_then(|it| self.pages.ready(it));
        let map = seen.and_then(|it| it.energy.as_ref());
        self.energy.logic(map, context);
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
            UserCommand::ApplyFix => self.apply_fix(context),
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
            _ => self.middle_ui(ui, context),
        }
    }

    fn inspector_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        tools::missing_ui(ui, self.model.pack(context).is_some(), context);
        let Some(document) = context.labels.document() else {
            ui.weak(tr!("labels-loading"));
            return;
        };
        let music = self.music.music().map(Arc::clone);
        let count = music
            .as_ref()
            .map_or(0, |it| it.transcription.problems.len());
        let title = match count {
            0 => tr!("scores-problems"),
            count => format!("{} ({count})", tr!("scores-problems")),
        };
        let layer = self.board.layer();
        let pressed = widgets::section_ui(ui, "problems", icons::ICON_RULE, &title, true, |ui| {
            let Some(music) = &music else {
                ui.weak(tr!("scores-no-music"));
                return None;
            };
            let place = |picture| Place { picture, layer };
            self.problems.ui(ui, music, place, context)
        });
        if let Some(sight) = pressed.flatten() {
            self.seek(sight, context);
        }
        let title = tr!("scores-symbol");
        widgets::section_ui(ui, "symbol", icons::ICON_MUSIC_NOTE, &title, true, |ui| {
            if let Some((place, selection)) = self.selection(document, context) {
                let class_of = |it: &selection::Chosen<'_>| class_of(document, it.label.class);
                let look = self.look(place.picture);
                symbol::symbol_ui(ui, &selection, class_of, look, place, context);
            }
        });
        let title = tr!("scores-choose-symbol");
        let chosen = widgets::section_ui(
            ui,
            "picker",
            icons::ICON_LIBRARY_MUSIC,
            &title,
            true,
            |ui| self.picker.ui(ui),
        );
        if let Some(class) = chosen.flatten() {
            self.picker.choose(class);
            if self.board.selected().is_empty() {
                self.is_inserting = true;
            } else {
                let symbols = self.board.selected().iter().copied();
                if let Some(picture) = current(context) {
                    Changes::becoming(symbols, class).send(self.place(picture), context);
                }
            }
        }
        let title = tr!("scores-listen");
        widgets::section_ui(ui, "listen", icons::ICON_VOLUME_UP, &title, true, |ui| {
            self.playing.ui(ui, music.is_some(), context);
        });
        let title = tr!("scores-out");
        widgets::section_ui(ui, "out", icons::ICON_IMPORT_EXPORT, &title, true, |ui| {
            tools::command_ui(ui, UserCommand::ExportMusic, music.is_some(), context);
            tools::command_ui(ui, UserCommand::ConfirmPage, music.is_some(), context);
            if ui.button(tr!("scores-export-corrections")).clicked() {
                self.export
                    .ask_corrections(document, layer, &self.pages, context);
            }
        });
        let title = tr!("scores-display");
        widgets::section_ui(ui, "display", icons::ICON_TUNE, &title, false, |ui| {
            let label = ui.label(tr!("scores-opacity"));
            let slider = egui::Slider::new(&mut self.opacity, 0.0..=1.0)
                .custom_formatter(|value, _| workbench::text::percent(value, 0));
            ui.add(slider).labelled_by(label.id);
            let name = self.model.pack(context).map(|it| it.manifest.name.clone());
            if let Some(name) = name {
                self.model.ui(ui, &name, context);
            }
            self.view.look_ui(ui, context);
        });
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
