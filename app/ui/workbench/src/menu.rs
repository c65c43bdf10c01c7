//! The menu bar, built from the command table.

use std::path::{Path, PathBuf};

use egui::containers::menu::MenuConfig;
use egui::{Button, MenuBar, ScrollArea, Style, TextWrapMode, Ui};

use crate::commands::{Category, Command, CommandSender, CommandState, UserCommand};
use crate::shortcuts::Shortcuts;
use crate::tokens::space;
use crate::{icons, tr};

/// What the menu shows beside the table.
#[derive(Clone, Copy, Debug, Default)]
pub struct MenuExtras<'a> {
    /// The folders of the projects opened lately, newest first.
    pub recent_projects: &'a [PathBuf],
}

/// The menu bar, in the space there is.
pub fn menu_bar_ui(
    ui: &mut Ui,
    shortcuts: &Shortcuts,
    state: &dyn CommandState,
    extras: MenuExtras<'_>,
    sender: &CommandSender,
) {
    let config = MenuConfig::new().style(entry_style);
    MenuBar::new().config(config).ui(ui, |ui| {
        for category in Category::ALL {
            ui.menu_button(category.text(), |ui| {
                // A menu that is taller than the window scrolls.
                let room_pt = ui.ctx().content_rect().bottom() - ui.cursor().top() - space::M;
                let area = ScrollArea::vertical()
                    .max_height(room_pt)
                    .min_scrolled_height(room_pt);
                area.show(ui, |ui| {
                    ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
                    menu_ui(ui, category, shortcuts, state, extras, sender);
                });
            });
        }
    });
}

/// The entries of a menu: without frames while at rest, and as wide as the menu.
fn entry_style(style: &mut Style) {
    egui::containers::menu::menu_style(style);
    style.spacing.button_padding = egui::vec2(space::S, space::XS / 2.0);
}

/// One menu.
fn menu_ui(
    ui: &mut Ui,
    category: Category,
    shortcuts: &Shortcuts,
    state: &dyn CommandState,
    extras: MenuExtras<'_>,
    sender: &CommandSender,
) {
    let mut group = 0;
    let commands = UserCommand::ALL.into_iter();
    for command in commands.filter(|command| command.category() == category) {
        if command.group() != group {
            group = command.group();
            ui.separator();
        }
        if command == UserCommand::OpenRecent {
            recent_ui(ui, extras.recent_projects, sender);
        } else {
            entry_ui(ui, command, shortcuts, state, sender);
        }
    }
}

/// One command: icon, text, shortcut, and a mark where it is switched on.
fn entry_ui(
    ui: &mut Ui,
    command: UserCommand,
    shortcuts: &Shortcuts,
    state: &dyn CommandState,
    sender: &CommandSender,
) {
    let is_checked = state.is_checked(command);
    let icon = match is_checked {
        Some(true) => icons::ICON_CHECK,
        _ => command.icon(),
    };
    let name = command.text();
    let mut button = Button::new((icons::atom(icon), &name));
    if let Some(is_checked) = is_checked {
        button = button.selected(is_checked);
    }
    if let Some(keys) = shortcuts.label(command) {
        button = button.shortcut_text(keys);
    }
    let response = ui.add_enabled(state.is_enabled(command), button);
    let response = icons::named(response, is_checked, &name).on_hover_text(command.tooltip());
    if response.clicked() {
        sender.send(command);
    }
}

/// The projects opened lately, as a menu of their own.
fn recent_ui(ui: &mut Ui, projects: &[PathBuf], sender: &CommandSender) {
    let title = UserCommand::OpenRecent.text();
    let button = (icons::atom(UserCommand::OpenRecent.icon()), title);
    ui.add_enabled_ui(!projects.is_empty(), |ui| {
        ui.menu_button(button, |ui| {
            for project in projects {
                let name = project_name(project);
                let folder = project.display().to_string();
                if ui.button(name).on_hover_text(folder).clicked() {
                    sender.send(Command::OpenProject(project.clone()));
                }
            }
        })
        .response
        .on_disabled_hover_text(tr!("no-recent-projects"));
    });
}

/// A project's name: its folder's name without the ending.
pub fn project_name(folder: &Path) -> String {
    folder.file_stem().map_or_else(
        || folder.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::commands::queue;
    use crate::testing::{AllBut, harness};

    #[test]
    fn every_command_stands_in_a_menu_and_can_be_chosen() {
        let (sender, queue) = queue(|| {});
        let recent = [PathBuf::from("/work/Wall.sight")];
        let mut harness = harness((), move |ui, ()| {
            let extras = MenuExtras {
                recent_projects: &recent,
            };
            let state = AllBut(Some(UserCommand::Quit));
            menu_bar_ui(ui, &Shortcuts::default(), &state, extras, &sender);
        });
        for category in Category::ALL {
            harness.get_by_label(&category.text()).click();
            harness.run();
            for command in UserCommand::ALL {
                if command.category() == category {
                    harness.get_by_label(&command.text());
                }
            }
            harness.key_press(egui::Key::Escape);
            harness.run();
        }
        harness.get_by_label("File").click();
        harness.run();
        harness.get_by_label("Quit").click();
        harness.run();
        assert!(queue.drain().is_empty(), "it is off");
        harness.get_by_label("File").click();
        harness.run();
        harness.get_by_label("New project …").click();
        harness.run();
        assert!(matches!(
            queue.drain()[..],
            [Command::User(UserCommand::NewProject)]
        ));
    }

    #[test]
    fn a_project_is_named_by_its_folder() {
        assert_eq!(
            project_name(Path::new("/a/Katheter Süd.sight")),
            "Katheter Süd"
        );
        assert_eq!(project_name(Path::new("/")), "/");
    }
}
