//! The contract between program and cases: panes, contexts, commands, widgets, theme.
//!
//! Everything that the window shows passes through here: texts in two languages ([`text`]), the one
//! table of [`commands`] with menu, toolbar, palette and [`shortcuts`] built from it, the look
//! ([`tokens`], [`theme`], [`icons`]), [`notifications`], the list of jobs, the user's
//! [`settings`], and [`help`]. This crate knows no single case, and no program.
//!
//! Functions whose names end in `_ui` paint into the `egui::Ui` they are given.

pub mod brand;
mod case;
pub mod commands;
mod context;
mod document;
mod engine_room;
mod file_export;
pub mod folders;
pub mod help;
pub mod icons;
pub mod jobs_panel;
pub mod labels;
pub mod menu;
pub mod notifications;
pub mod output;
mod pack_choice;
mod pack_shelf;
pub mod palette;
mod path_request;
mod picture_notes;
mod picture_shelf;
pub mod settings;
pub mod shortcuts;
pub mod shortcuts_editor;
pub mod status_bar;
#[cfg(test)]
mod testing;
pub mod text;
pub mod theme;
pub mod tokens;
pub mod toolbar;
pub mod widgets;

pub use case::{Case, CommandLineContext, Pane};
pub use commands::{Command, CommandQueue, CommandSender, UserCommand};
pub use context::CaseContext;
pub use document::{Document, file_name};
pub use engine_room::{EngineRoom, EngineState};
pub use file_export::{Exported, FileExport};
pub use notifications::{Notification, Notifications};
pub use pack_choice::{PackChoice, PackWish};
pub use pack_shelf::{PackShelf, pack_roots};
pub use path_request::{ChosenPath, PathAnswer, PathKind, PathPoll, PathRequest};
pub use picture_notes::{PictureNote, PictureNotes};
pub use picture_shelf::{Opening, PictureKey, PictureShelf, ShelfState};
pub use settings::{Panels, Settings, SettingsKeeper};
pub use text::LanguageChoice;
pub use theme::ThemeChoice;
