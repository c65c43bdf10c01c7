//! The sections beside the page: what does not add up, the symbol that is chosen, and what else can be
//! done with the music.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::Ui;
use workbench::toolbar::pane_command_ui;
use workbench::{CaseContext, UserCommand, icons, tr, widgets};

use super::editing::{Changes, Place};
use super::{ScoresPane, class_of, current, selection, symbol, tools};
use crate::subject::LAYOUT_CLASSES;

impl ScoresPane {
    /// Paints the sections.
    pub(super) fn sections_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
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
        let subject = self.why_subject(context);
        self.why.ui(ui, subject.as_ref(), context);
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
            // One symbol becomes what was chosen; what stands for several, or says something about the
            // staves, is put where the page is clicked.
            let mut selected = self.board.selected().iter().copied();
            match (selected.next(), selected.next(), current(context)) {
                (Some(only), None, Some(picture)) if !LAYOUT_CLASSES.contains(&class) => {
                    Changes::becoming([only], class).send(self.place(picture), context);
                }
                _ => {
                    self.board.select(BTreeSet::new());
                    self.is_inserting = true;
                }
            }
        }
        let title = tr!("scores-listen");
        widgets::section_ui(ui, "listen", icons::ICON_VOLUME_UP, &title, true, |ui| {
            self.playing.ui(ui, music.is_some(), context);
        });
        let title = tr!("scores-out");
        widgets::section_ui(ui, "out", icons::ICON_IMPORT_EXPORT, &title, true, |ui| {
            pane_command_ui(ui, UserCommand::ExportMusic, music.is_some(), context);
            pane_command_ui(ui, UserCommand::ConfirmPage, music.is_some(), context);
            if ui.button(tr!("scores-export-corrections")).clicked() {
                self.export.ask_corrections(
                    document,
                    layer,
                    (&self.pages, music.as_ref()),
                    context,
                );
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
}
