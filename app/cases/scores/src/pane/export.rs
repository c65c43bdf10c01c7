//! Writing the music to a file that the user chooses, and corrections as data to learn from.

use std::sync::Arc;

use annotation::{Document, LayerId};
use jobs::Lane;
use workbench::{CaseContext, Exported, FileExport, Notification, PathKind, tr};

use super::music::Music;
use super::pages::Pages;
use crate::method::{self, MusicFormat, TrainingPage};

/// Writes music and corrections.
#[derive(Default)]
pub struct Export {
    music: FileExport,
    corrections: FileExport,
}

impl Export {
    /// Says how writing ended.
    pub fn logic(&mut self, context: &CaseContext<'_>) {
        self.music.logic(context);
        self.corrections.logic(context);
    }

    /// Asks where to, and writes the music there: the ending of the name says in which form.
    pub fn ask_music(&mut self, music: Option<&Arc<Music>>, name: &str, context: &CaseContext<'_>) {
        let Some(music) = music.map(Arc::clone) else {
            context.commands.send(Notification::info(
                tr!("scores-no-music"),
                tr!("scores-no-music-body"),
            ));
            return;
        };
        let kind = PathKind::NewFile {
            file_name: format!("{name}.musicxml"),
            extensions: &["musicxml", "mxl", "mid"],
        };
        let title = tr!("scores-export-music");
        self.music
            .ask(context, title, kind, Lane::Background, move |path, _| {
                let format = MusicFormat::of_path(path).unwrap_or(MusicFormat::MusicXml);
                let score = &music.transcription.score;
                method::write_music(score, path, format).map_err(|error| error.to_string())?;
                let path = path.display().to_string();
                let count = music.transcription.problems.len();
                Ok(Exported::whole(tr!(
                    "scores-written",
                    path = path,
                    count = count
                )))
            });
    }

    /// Asks where to, and writes the pages that somebody said are right as data for the recipe of the
    /// model.
    pub fn ask_corrections(
        &mut self,
        document: &Document,
        layer: LayerId,
        (pages, music): (&Pages, Option<&Arc<Music>>),
        context: &CaseContext<'_>,
    ) {
        let page = |row: &store::PictureRow| {
            let seen = pages.ready(row.id)?;
            let read = music?.page(row.id)?;
            method::is_confirmed(document, row.id, layer).then(|| TrainingPage {
                row: row.clone(),
                layout: Arc::clone(&read.layout),
                symbols: method::classed_symbols(document, row.id, layer),
                letters: seen.look.letters.clone(),
            })
        };
        let pages: Vec<TrainingPage> = pages.rows().iter().filter_map(page).collect();
        if pages.is_empty() {
            context.commands.send(Notification::info(
                tr!("scores-nothing-confirmed"),
                tr!("scores-nothing-confirmed-body"),
            ));
            return;
        }
        let title = tr!("scores-export-corrections");
        self.corrections.ask(
            context,
            title,
            PathKind::Folder,
            Lane::Background,
            move |path, work| {
                let count = method::write_training_pages(&pages, path, work)
                    .map_err(|error| error.to_string())?;
                let path = path.display().to_string();
                Ok(Exported::whole(tr!(
                    "scores-corrections-written",
                    path = path,
                    count = count
                )))
            },
        );
    }
}
