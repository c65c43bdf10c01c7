//! The palette: one field in which every command, pack and recent project is found by typing.

mod fuzzy;

use egui::text::LayoutJob;
use egui::{
    Align2, Button, FontSelection, Frame, Id, Key, Modal, Modifiers, ScrollArea, TextFormat, Ui,
    Vec2,
};

use crate::commands::{Command, CommandSender, CommandState, UserCommand};
use crate::icons::{self, Icon};
use crate::shortcuts::Shortcuts;
use crate::tokens::{palette, size, space};
use crate::widgets::search_field_ui;
use crate::{theme, tr};

use fuzzy::Match;

/// At most this many rows are offered; who needs more types another letter.
const ROW_LIMIT: usize = 60;

/// Something beside the commands of the table that can be found, such as a pack or a project.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What is searched.
    pub title: String,
    /// What tells it from others of the same title, such as its folder; searched too.
    pub subtitle: String,
    /// Its icon.
    pub icon: Icon,
    /// What choosing it does.
    pub command: Command,
}

/// What the palette remembers while it is open.
#[derive(Default)]
pub struct CommandPalette {
    is_open: bool,
    search: String,
    /// The chosen row among those found.
    chosen: usize,
    /// Whether only the entries that the program adds are offered.
    entries_only: bool,
}

/// A row that the search found.
struct Row<'a> {
    title: String,
    note: String,
    icon: Icon,
    command: RowCommand<'a>,
    is_enabled: bool,
    found: Match,
}

/// What a row does.
enum RowCommand<'a> {
    Table(UserCommand),
    Entry(&'a Command),
}

impl CommandPalette {
    /// Opens it with an empty field.
    pub fn open(&mut self) {
        *self = Self {
            is_open: true,
            ..Self::default()
        };
    }

    /// Opens it with an empty field and offers only entries, to choose among them.
    pub fn open_entries(&mut self) {
        self.open();
        self.entries_only = true;
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.is_open = false;
    }

    /// Whether it is shown.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Shows the palette over the window while it is open, and sends what is chosen.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        shortcuts: &Shortcuts,
        state: &dyn CommandState,
        entries: &[Entry],
        sender: &CommandSender,
    ) {
        if !self.is_open {
            return;
        }
        let id = Id::unique("command-palette");
        let frame = Frame::popup(&ctx.global_style()).inner_margin(space::M);
        let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, Vec2::new(0.0, 80.0));
        let response = Modal::new(id).area(area).frame(frame).show(ctx, |ui| {
            ui.set_width(size::DIALOG_PT.min(ui.ctx().content_rect().width() - 2.0 * space::XL));
            self.content_ui(ui, shortcuts, state, entries)
        });
        let is_over = response.should_close();
        if let Some(command) = response.inner {
            sender.send(command);
            self.close();
        } else if is_over {
            self.close();
        }
    }

    /// The field and the rows; gives the command that was chosen.
    fn content_ui(
        &mut self,
        ui: &mut Ui,
        shortcuts: &Shortcuts,
        state: &dyn CommandState,
        entries: &[Entry],
    ) -> Option<Command> {
        let steps = take_steps(ui);
        let is_confirmed = ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        self.search_ui(ui);

        let rows = self.rows(state, entries);
        if rows.is_empty() {
            ui.add_space(space::S);
            ui.label(theme::caption(tr!("palette-nothing")));
            return None;
        }
        self.chosen = self.chosen.saturating_add_signed(steps).min(rows.len() - 1);
        let mut command = None;
        ui.add_space(space::S);
        ScrollArea::vertical().max_height(400.0).show(ui, |ui| {
            for (place, row) in rows.iter().enumerate() {
                let is_chosen = place == self.chosen;
                let response = row_ui(ui, row, is_chosen, shortcuts);
                if is_chosen && steps != 0 {
                    response.scroll_to_me(None);
                }
                if (response.clicked() || (is_chosen && is_confirmed)) && row.is_enabled {
                    command = Some(match row.command {
                        RowCommand::Table(command) => Command::User(command),
                        RowCommand::Entry(command) => command.clone(),
                    });
                }
            }
        });
        command
    }

    /// The search field, which always has the keyboard.
    fn search_ui(&mut self, ui: &mut Ui) {
        let name = if self.entries_only {
            tr!("palette-search-entries")
        } else {
            tr!("palette-search")
        };
        let response = search_field_ui(ui, &mut self.search, &name, f32::INFINITY);
        if response.changed() {
            self.chosen = 0;
        }
        if !response.has_focus() {
            response.request_focus();
        }
    }

    /// What the search finds, best first; in the order of the table while nothing is typed.
    fn rows<'a>(&self, state: &dyn CommandState, entries: &'a [Entry]) -> Vec<Row<'a>> {
        let commands = UserCommand::ALL
            .into_iter()
            .filter(|command| !self.entries_only && *command != UserCommand::Palette)
            .filter_map(|command| {
                let title = command.text();
                let note = command.category().text();
                let more = format!("{note} {}", command.tooltip());
                Some(Row {
                    found: fuzzy::find(&self.search, &title, &more)?,
                    title,
                    note,
                    icon: command.icon(),
                    command: RowCommand::Table(command),
                    is_enabled: state.is_enabled(command),
                })
            });
        let entries = entries.iter().filter_map(|entry| {
            Some(Row {
                found: fuzzy::find(&self.search, &entry.title, &entry.subtitle)?,
                title: entry.title.clone(),
                note: entry.subtitle.clone(),
                icon: entry.icon,
                command: RowCommand::Entry(&entry.command),
                is_enabled: true,
            })
        });
        let mut rows: Vec<Row<'_>> = commands.chain(entries).collect();
        rows.sort_by_key(|row| (std::cmp::Reverse(row.found.score), !row.is_enabled));
        rows.truncate(ROW_LIMIT);
        rows
    }
}

/// How far up or down the arrow and page keys ask to go.
fn take_steps(ui: &Ui) -> isize {
    ui.input_mut(|input| {
        let mut steps = 0;
        for (key, step) in [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, 8),
            (Key::PageUp, -8),
        ] {
            let count = input.count_and_consume_key(Modifiers::NONE, key);
            steps += step * isize::try_from(count).unwrap_or(0);
        }
        steps
    })
}

/// One row: icon, title with what was found marked, note, shortcut.
fn row_ui(ui: &mut Ui, row: &Row<'_>, is_chosen: bool, shortcuts: &Shortcuts) -> egui::Response {
    let mut right = theme::caption(&row.note);
    if let RowCommand::Table(command) = row.command
        && let Some(keys) = shortcuts.label(command)
    {
        right = theme::caption(keys);
    }
    let button = Button::selectable(is_chosen, (icons::atom(row.icon), marked_title(ui, row)))
        .right_text(right)
        .truncate()
        .min_size(Vec2::new(ui.available_width(), size::CLICK_PT + space::XS));
    let response = ui.add_enabled(row.is_enabled, button);
    icons::named(response, Some(is_chosen), &row.title)
}

/// The title, with the letters that were typed in the colour of the accent.
fn marked_title(ui: &Ui, row: &Row<'_>) -> LayoutJob {
    let font = FontSelection::Default.resolve(ui.style());
    let colours = palette(ui);
    let plain = if row.is_enabled {
        colours.text
    } else {
        colours.text_weak
    };
    let mut job = LayoutJob::default();
    for (place, letter) in row.title.chars().enumerate() {
        let colour = if row.found.places.contains(&place) {
            colours.accent
        } else {
            plain
        };
        let mut bytes = [0; 4];
        let format = TextFormat::simple(font.clone(), colour);
        job.append(letter.encode_utf8(&mut bytes), 0.0, format);
    }
    job
}

#[cfg(test)]
mod tests;
