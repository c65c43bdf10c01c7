//! What does not add up, as a list to step through, with changes to press.

use std::collections::BTreeSet;

use annotation::LabelId;
use egui::{RichText, Ui};
use store::PictureId;
use transcription::{Edit, Problem};
use workbench::toolbar::pane_command_ui;
use workbench::{CaseContext, Command, UserCommand, icons, tr};

use super::editing::{Changes, Place};
use super::music::Music;
use super::wording;
use crate::method;

/// Which problem is looked at.
#[derive(Default)]
pub struct ProblemList {
    /// The problem, as its place in the list and as what it says, by which it is found again after
    /// the music was read anew.
    chosen: Option<(usize, Problem)>,
    /// Where the list was looked at last: where the next problem is once the one there is mended.
    place: Option<usize>,
    /// Whether the row of the chosen problem is to be scrolled to.
    is_sought: bool,
}

/// Where a problem is to be looked at.
pub struct Sight {
    /// The page.
    pub picture: PictureId,
    /// The place on it: left, upper, right and lower edge, in pixels.
    pub box_px: [f64; 4],
    /// The symbols concerned.
    pub symbols: BTreeSet<LabelId>,
}

impl ProblemList {
    /// Follows the problem that is looked at through the music as it is now.
    pub fn follow(&mut self, music: Option<&Music>) {
        let Some((at, problem)) = &self.chosen else {
            return;
        };
        let problems = music
            .map(|it| &it.transcription.problems[..])
            .unwrap_or_default();
        let is_same = |it: &Problem| {
            it.kind == problem.kind && it.page == problem.page && it.box_px == problem.box_px
        };
        if problems.get(*at).is_some_and(is_same) {
            return;
        }
        self.chosen = problems
            .iter()
            .position(is_same)
            .map(|at| (at, problems[at].clone()));
    }

    /// Looks at what is wrong with the symbols that are chosen on a page: the problem that is looked at
    /// where it concerns one of them, else the first that does, or none.
    pub fn attend(&mut self, music: &Music, page: Option<usize>, selected: &BTreeSet<LabelId>) {
        let concerns = |it: &Problem| {
            let mut symbols = it.symbols.iter().map(|it| method::label_id(*it));
            Some(it.page) == page && symbols.any(|it| selected.contains(&it))
        };
        if selected.is_empty() || self.chosen.as_ref().is_some_and(|it| concerns(&it.1)) {
            return;
        }
        let problems = &music.transcription.problems;
        let first = problems.iter().position(concerns);
        if first.is_some() {
            self.place = first;
        }
        self.is_sought = first.is_some();
        self.chosen = first.map(|at| (at, problems[at].clone()));
    }

    /// The problem that is looked at.
    pub fn chosen<'m>(&self, music: &'m Music) -> Option<&'m Problem> {
        let (at, _) = self.chosen.as_ref()?;
        music.transcription.problems.get(*at)
    }

    /// Goes to the next problem, or the one before: from the one that is looked at, or from the page
    /// that is.
    pub fn step(
        &mut self,
        music: &Music,
        page: Option<PictureId>,
        forwards: bool,
    ) -> Option<Sight> {
        let problems = &music.transcription.problems;
        let count = problems.len();
        if count == 0 {
            return None;
        }
        let next = match (&self.chosen, self.place, forwards) {
            (Some((at, _)), _, true) => (at + 1) % count,
            (Some((at, _)), _, false) => (at + count - 1) % count,
            (None, Some(at), true) => at % count,
            (None, Some(at), false) => (at.min(count) + count - 1) % count,
            (None, None, _) => {
                let number = page.and_then(|page| music.number_of(page)).unwrap_or(0);
                problems
                    .iter()
                    .position(|it| it.page >= number)
                    .unwrap_or(0)
            }
        };
        self.choose(music, next)
    }

    fn choose(&mut self, music: &Music, at: usize) -> Option<Sight> {
        let problem = music.transcription.problems.get(at)?;
        self.chosen = Some((at, problem.clone()));
        self.place = Some(at);
        self.is_sought = true;
        let (picture, _) = music.pages.get(problem.page)?;
        let symbols = problem.symbols.iter();
        Some(Sight {
            picture: *picture,
            box_px: problem.box_px,
            symbols: symbols.map(|it| method::label_id(*it)).collect(),
        })
    }

    /// The changes that are proposed first for the problem that is looked at.
    pub fn first_fix(&self, music: &Music) -> Option<(PictureId, Changes)> {
        let problem = self.chosen(music)?;
        let fix = problem.fixes.first()?;
        let (picture, _) = music.pages.get(problem.page)?;
        Some((*picture, Changes::of_fix(&fix.edit)))
    }

    /// What says that the problem that is looked at is none.
    pub fn setting_aside(&self, music: &Music) -> Option<(PictureId, Changes)> {
        let problem = self.chosen(music)?;
        let (picture, _) = music.pages.get(problem.page)?;
        Some((*picture, Changes::setting_aside(problem)))
    }

    /// Paints the list; gives the place that was pressed.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        music: &Music,
        place: impl Fn(PictureId) -> Place,
        context: &CaseContext<'_>,
    ) -> Option<Sight> {
        let problems = &music.transcription.problems;
        if problems.is_empty() {
            ui.horizontal(|ui| {
                let colour = workbench::tokens::palette(ui).success;
                icons::icon_ui(ui, icons::ICON_CHECK_CIRCLE, colour, ICON_PT);
                ui.label(tr!("scores-no-problems"));
            });
            ui.label(RichText::new(tr!("scores-no-problems-body")).weak());
            return None;
        }
        let chosen = self.chosen.as_ref().map(|it| it.0);
        let mut pressed = None;
        let row_height_pt = workbench::tokens::size::CLICK_PT;
        let mut area = egui::ScrollArea::vertical()
            .max_height(LIST_HEIGHT_PT)
            .id_salt("problems");
        if let Some(at) = chosen.filter(|_| std::mem::take(&mut self.is_sought)) {
            let height = row_height_pt + ui.spacing().item_spacing.y;
            let offset = (at as f32).mul_add(height, -LIST_HEIGHT_PT / 2.0).max(0.0);
            area = area.vertical_scroll_offset(offset);
        }
        area.show_rows(ui, row_height_pt, problems.len(), |ui, rows| {
            for at in rows {
                let text = row_text(&problems[at]);
                let row = egui::Button::selectable(chosen == Some(at), text.as_str())
                    .truncate()
                    .min_size(egui::vec2(ui.available_width(), row_height_pt));
                if ui.add(row).on_hover_text(&text).clicked() {
                    pressed = Some(at);
                }
            }
        });
        if let Some(at) = pressed {
            return self.choose(music, at);
        }
        if let Some(problem) = chosen.and_then(|at| problems.get(at)) {
            ui.separator();
            fixes_ui(ui, problem, music, place, context);
        }
        None
    }
}

/// The size of the icon where nothing is wrong, in points.
const ICON_PT: f32 = 18.0;

/// The height of the list, in points.
const LIST_HEIGHT_PT: f32 = 180.0;

fn row_text(problem: &Problem) -> String {
    let place = match problem.measure {
        Some(measure) => tr!(
            "scores-problem-measure",
            page = problem.page + 1,
            measure = measure + 1
        ),
        None => tr!("scores-problem-page", page = problem.page + 1),
    };
    format!("{place}: {}", wording::problem(&problem.kind))
}

/// What would mend a problem, to press.
fn fixes_ui(
    ui: &mut Ui,
    problem: &Problem,
    music: &Music,
    place: impl Fn(PictureId) -> Place,
    context: &CaseContext<'_>,
) {
    ui.label(wording::problem(&problem.kind));
    pane_command_ui(ui, UserCommand::SetProblemAside, true, context);
    if problem.fixes.is_empty() {
        ui.label(RichText::new(tr!("scores-no-fixes")).weak());
        return;
    }
    let Some((picture, page)) = music.pages.get(problem.page) else {
        return;
    };
    for (at, fix) in problem.fixes.iter().enumerate() {
        let sign_of = |id: u64| page.symbols.iter().find(|it| it.id == id).map(|it| it.sign);
        let text = wording::edit(&fix.edit, sign_of);
        let icon = match fix.edit {
            Edit::Become(id, sign) if sign_of(id) == Some(sign) => icons::ICON_CHECK,
            Edit::Remove(_) => icons::ICON_DELETE,
            Edit::Add { .. } => icons::ICON_ADD,
            Edit::Become(..) | Edit::Say(..) => icons::ICON_EDIT,
        };
        let mut button = egui::Button::new((icons::atom(icon), text.as_str()));
        if at == 0 {
            let keys = context.settings.shortcuts.label(UserCommand::ApplyFix);
            button = button.right_text(keys.unwrap_or_default());
        }
        let button = button.min_size(egui::vec2(ui.available_width(), 0.0));
        if ui.add(button).clicked() {
            if at == 0 {
                context.commands.send(Command::User(UserCommand::ApplyFix));
            } else {
                Changes::of_fix(&fix.edit).send(place(*picture), context);
            }
        }
    }
}
