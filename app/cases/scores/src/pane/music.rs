//! The music of the piece: read anew in the background whenever a label or a page changes.

use std::collections::HashMap;
use std::sync::Arc;

use annotation::{Document, LayerId};
use jobs::{Lane, Latest};
use parking_lot::Mutex;
use staves::{Correction, Layout};
use store::PictureId;
use transcription::{Reader, Symbol, Transcription};
use workbench::{CaseContext, tr};

use super::pages::{Pages, SeenPage};
use crate::method::{self, Page};

/// The music of a piece.
pub struct Music {
    /// The pages that it was read from, in their order.
    pub pages: Vec<(PictureId, Arc<Page>)>,
    /// What was read.
    pub transcription: Transcription,
}

impl Music {
    /// A page of the piece.
    pub fn page(&self, picture: PictureId) -> Option<&Arc<Page>> {
        let page = self.pages.iter().find(|it| it.0 == picture);
        page.map(|it| &it.1)
    }

    /// How many things do not add up on a page.
    pub fn problems_on(&self, picture: PictureId) -> usize {
        let number = self.number_of(picture);
        let problems = self.transcription.problems.iter();
        problems.filter(|it| Some(it.page) == number).count()
    }

    /// The number of a page among those that were read.
    pub fn number_of(&self, picture: PictureId) -> Option<usize> {
        self.pages.iter().position(|it| it.0 == picture)
    }
}

/// What the music is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Made {
    labels: u64,
    pages: u64,
    layer: LayerId,
}

/// Reads the music anew whenever something changes.
#[derive(Default)]
pub struct MusicDesk {
    asked: Option<Made>,
    reading: Latest<Arc<Music>>,
    music: Option<Arc<Music>>,
    kept: Arc<Mutex<Kept>>,
}

/// What was read last: pages whose symbols are as they were, and measures that have not changed, are
/// not read again.
#[derive(Default)]
struct Kept {
    pages: HashMap<PictureId, Known>,
    reader: Reader,
}

struct Known {
    /// The layout as it was found.
    layout: Arc<Layout>,
    /// What was said about it.
    said: Vec<Correction>,
    page: Arc<Page>,
}

impl MusicDesk {
    /// The music as it was read last.
    pub fn music(&self) -> Option<&Arc<Music>> {
        self.music.as_ref()
    }

    /// Whether something newer is being read.
    pub fn is_busy(&self) -> bool {
        self.reading.is_busy()
    }

    /// Collects what was read, and reads anew where something has changed.
    pub fn logic(&mut self, pages: &Pages, layer: LayerId, context: &CaseContext<'_>) {
        if let Some(Ok(music)) = self.reading.poll() {
            self.music = Some(music);
        }
        let Some(document) = context.labels.document() else {
            return;
        };
        let made = Made {
            labels: context.labels.revision(),
            pages: pages.revision(),
            layer,
        };
        if self.asked == Some(made) {
            return;
        }
        self.asked = Some(made);
        let seen: Vec<(PictureId, SeenPage)> = pages
            .rows()
            .iter()
            .filter_map(|row| Some((row.id, pages.ready(row.id)?.clone())))
            .collect();
        if seen.is_empty() {
            self.reading.cancel();
            self.music = None;
            return;
        }
        let (document, kept) = (document.clone(), Arc::clone(&self.kept));
        let title = tr!("scores-job-music");
        self.reading
            .ask(context.jobs, Lane::Interactive, title, move |_| {
                Arc::new(read(&document, layer, &seen, &mut kept.lock()))
            });
    }
}

fn read(
    document: &Document,
    layer: LayerId,
    seen: &[(PictureId, SeenPage)],
    kept: &mut Kept,
) -> Music {
    let known = &mut kept.pages;
    known.retain(|picture, _| seen.iter().any(|it| it.0 == *picture));
    let pages: Vec<(PictureId, Arc<Page>)> = seen
        .iter()
        .map(|(picture, seen)| {
            let symbols = method::symbols_on(document, *picture, layer, Some(&seen.look));
            let said = method::corrections_on(document, *picture, layer);
            (*picture, page(*picture, &seen.layout, said, symbols, known))
        })
        .collect();
    let readings: Vec<_> = pages.iter().map(|it| it.1.reading()).collect();
    let mut transcription = kept.reader.read(&readings);
    let pictures: Vec<PictureId> = pages.iter().map(|it| it.0).collect();
    method::without_set_aside(&mut transcription, document, layer, &pictures);
    Music {
        pages,
        transcription,
    }
}

/// A page with these symbols, whose layout is as somebody said: the one that is known where all is the
/// same.
fn page(
    picture: PictureId,
    layout: &Arc<Layout>,
    said: Vec<Correction>,
    symbols: Vec<Symbol>,
    known: &mut HashMap<PictureId, Known>,
) -> Arc<Page> {
    let has_same_layout = |it: &&Known| Arc::ptr_eq(&it.layout, layout) && it.said == said;
    let same = known.get(&picture).filter(has_same_layout);
    if let Some(same) = same.filter(|it| it.page.symbols == symbols) {
        return Arc::clone(&same.page);
    }
    let corrected = match same {
        Some(same) => Arc::clone(&same.page.layout),
        None if said.is_empty() => Arc::clone(layout),
        None => Arc::new(layout.corrected(&said)),
    };
    let page = Arc::new(Page::new(corrected, symbols));
    let now_known = Known {
        layout: Arc::clone(layout),
        said,
        page: Arc::clone(&page),
    };
    known.insert(picture, now_known);
    page
}
