//! The pages of the piece that is looked at: read by the model one after another, or laid out anew
//! where the project knows already what a model saw.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use detection::{Detector, EnergyMap};
use imaging::{Limits, Picture};
use jobs::{Lane, Latest, Pending, Stopped, Work};
use runtime::{ProviderChoice, Runtime};
use staves::Layout;
use store::{PictureId, PictureRow};
use workbench::{CaseContext, Notification, PackChoice, tr};

use crate::method::{self, LookedAt, ScoreError};
use crate::record::looks;
use crate::subject::{Look, LookOutcome, StoredLook};

/// A page as far as it is known without its labels.
#[derive(Clone)]
pub struct SeenPage {
    /// Its staves and systems.
    pub layout: Arc<Layout>,
    /// What the model saw on it.
    pub look: Arc<Look>,
    /// How surely the middle of a symbol lies at each place, where the model looked since the piece
    /// was opened.
    pub energy: Option<Arc<EnergyMap>>,
}

/// How far a page is.
#[derive(Clone)]
pub enum PageState {
    /// The model has not looked at it.
    Unread,
    /// It is waiting, or being read.
    Waiting,
    /// It can be read as music.
    Ready(SeenPage),
    /// There is no music on it: why it is thought so.
    WithoutMusic(String),
    /// It could not be read: why.
    Failed(String),
}

/// A page that was read by the model in this moment.
pub struct NewPage {
    /// Which.
    pub picture: PictureId,
    /// The model that looked.
    pub model: String,
    /// From which score on it takes something for a symbol.
    pub threshold: f32,
    /// What it saw.
    pub look: Arc<Look>,
}

/// What is to be done with a page.
enum Wish {
    /// The model looks at it.
    Look(PictureRow),
    /// The model looks at it again, for the energy alone.
    Sense(PictureRow),
    /// Its staves are found again.
    LayOut(PictureRow, Arc<Look>),
}

/// What came of it.
struct Done {
    picture: PictureId,
    content: Option<String>,
    outcome: Result<Outcome, ScoreError>,
}

enum Outcome {
    Looked(Arc<Detector>, Box<LookedAt>),
    LaidOut(Layout, Arc<Look>),
}

/// The pages of a piece.
#[derive(Default)]
pub struct Pages {
    rows: Vec<PictureRow>,
    states: HashMap<PictureId, PageState>,
    queue: VecDeque<Wish>,
    running: Option<(PictureId, Pending<Done>)>,
    /// How many pages were asked for since the queue was empty.
    asked: usize,
    recalling: Latest<Result<Vec<(PictureId, StoredLook)>, store::StoreError>>,
    /// The model that is loaded, by the folder of its pack and where it runs.
    detector: Option<(PathBuf, ProviderChoice, Arc<Detector>)>,
    /// Grows when a page becomes ready.
    revision: u64,
}

impl Pages {
    /// Takes up the pages of the piece that is looked at; what was known of another one is let go.
    pub fn follow(&mut self, context: &CaseContext<'_>) {
        let current = context.document.current();
        let is_known = current.is_none_or(|row| self.rows.contains(row));
        if is_known && !self.rows.is_empty() {
            return;
        }
        let Some(current) = current else { return };
        let rows = method::piece_of(context.document.pictures(), current.id);
        let is_same_piece = rows
            .iter()
            .map(|row| row.id)
            .eq(self.rows.iter().map(|row| row.id));
        self.rows = rows;
        if is_same_piece {
            return;
        }
        self.states.clear();
        self.queue.clear();
        self.running = None;
        self.revision += 1;
        let pictures: Vec<PictureId> = self.rows.iter().map(|row| row.id).collect();
        if let Some(project) = context.document.project() {
            let reader = project.reader();
            let title = tr!("scores-job-recall");
            self.recalling
                .ask(context.jobs, Lane::Interactive, title, move |_| {
                    reader.read(|connection| looks::on_pages(connection, &pictures))
                });
        }
    }

    /// The pages, in their order.
    pub fn rows(&self) -> &[PictureRow] {
        &self.rows
    }

    /// How far a page is.
    pub fn state(&self, picture: PictureId) -> &PageState {
        self.states.get(&picture).unwrap_or(&PageState::Unread)
    }

    /// A page that can be read as music.
    pub fn ready(&self, picture: PictureId) -> Option<&SeenPage> {
        match self.state(picture) {
            PageState::Ready(page) => Some(page),
            _ => None,
        }
    }

    /// Grows when a page becomes ready or another piece is looked at.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// How many pages are done of those that were asked for, while some are not.
    pub fn progress(&self) -> Option<(usize, usize)> {
        let open = self.queue.len() + usize::from(self.running.is_some());
        (open > 0).then(|| (self.asked.saturating_sub(open), self.asked))
    }

    /// Lets the model look at pages, the first of them first.
    pub fn read(&mut self, rows: impl IntoIterator<Item = PictureRow>) {
        for row in rows {
            if matches!(self.state(row.id), PageState::Waiting) {
                continue;
            }
            self.states.insert(row.id, PageState::Waiting);
            self.push(Wish::Look(row));
        }
    }

    /// Lets the model look again at a page whose energy is not known any more. Its symbols stay.
    pub fn sense(&mut self, row: PictureRow) {
        let is_wanted = |it: &Wish| matches!(it, Wish::Sense(other) if other.id == row.id);
        let lacks_energy = self.ready(row.id).is_some_and(|it| it.energy.is_none());
        if lacks_energy && !self.queue.iter().any(is_wanted) {
            self.push(Wish::Sense(row));
        }
    }

    /// Reads no more pages; those that were read stay.
    pub fn cancel(&mut self) {
        let waiting = self.queue.drain(..).map(|wish| wish.picture());
        let running = self.running.take().map(|(picture, _)| picture);
        let stopped: Vec<PictureId> = waiting.chain(running).collect();
        for picture in stopped {
            if matches!(self.state(picture), PageState::Waiting) {
                self.states.remove(&picture);
            }
        }
    }

    fn push(&mut self, wish: Wish) {
        if self.progress().is_none() {
            self.asked = 0;
        }
        self.asked += 1;
        self.queue.push_back(wish);
    }

    /// Collects what was read, and goes on with the next page; gives pages that the model has looked
    /// at anew.
    pub fn logic(&mut self, model: &PackChoice, context: &CaseContext<'_>) -> Option<NewPage> {
        self.follow(context);
        self.recall();
        let new = self.collect(context);
        self.start_next(model, context);
        new
    }

    /// Takes up what the project knows of the pages.
    fn recall(&mut self) {
        let found = match self.recalling.poll() {
            Some(Ok(Ok(found))) => found,
            Some(Ok(Err(error))) => {
                tracing::warn!(%error, "what was seen on the pages cannot be read");
                return;
            }
            _ => return,
        };
        for (picture, stored) in found {
            let Some(row) = self.rows.iter().find(|row| row.id == picture).cloned() else {
                continue;
            };
            let hash = row.content_hash.map(|hash| hash.to_string());
            let is_changed = hash.is_some() && stored.content.is_some() && hash != stored.content;
            if is_changed || self.states.contains_key(&picture) {
                continue;
            }
            match stored.outcome {
                LookOutcome::WithoutMusic(reason) => {
                    self.states.insert(picture, PageState::WithoutMusic(reason));
                }
                LookOutcome::Seen(look) => {
                    self.states.insert(picture, PageState::Waiting);
                    self.push(Wish::LayOut(row, Arc::new(look)));
                }
            }
        }
    }

    fn collect(&mut self, context: &CaseContext<'_>) -> Option<NewPage> {
        let (picture, pending) = self.running.as_mut()?;
        let picture = *picture;
        let done = pending.poll()?;
        self.running = None;
        let done = match done {
            Ok(done) => done,
            Err(Stopped::Cancelled) => {
                if matches!(self.state(picture), PageState::Waiting) {
                    self.states.remove(&picture);
                }
                self.cancel();
                return None;
            }
            Err(stopped) => {
                let reason = stopped.to_string();
                self.states.insert(picture, PageState::Failed(reason));
                return None;
            }
        };
        self.take(done, context)
    }

    fn take(&mut self, done: Done, context: &CaseContext<'_>) -> Option<NewPage> {
        let picture = done.picture;
        if let (Some(page), Ok(Outcome::Looked(_, looked_at))) =
            (self.ready(picture), &done.outcome)
        {
            // Only the energy was asked for.
            let energy = Some(Arc::new(looked_at.energy.clone()));
            let page = SeenPage {
                energy,
                ..page.clone()
            };
            self.states.insert(picture, PageState::Ready(page));
            return None;
        }
        self.revision += 1;
        match done.outcome {
            Ok(Outcome::LaidOut(layout, look)) => {
                let page = SeenPage {
                    layout: Arc::new(layout),
                    look,
                    energy: None,
                };
                self.states.insert(picture, PageState::Ready(page));
                None
            }
            Ok(Outcome::Looked(detector, looked_at)) => {
                let model = detector.manifest().identity();
                let threshold = method::threshold(&detector);
                let look = looked_at.look;
                let stored = LookOutcome::Seen(look.clone());
                keep(picture, &model, done.content, stored, context);
                let look = Arc::new(look);
                let page = SeenPage {
                    layout: Arc::new(looked_at.layout),
                    look: Arc::clone(&look),
                    energy: Some(Arc::new(looked_at.energy)),
                };
                self.states.insert(picture, PageState::Ready(page));
                if let Some((_, _, kept)) = &mut self.detector {
                    *kept = detector;
                }
                Some(NewPage {
                    picture,
                    model,
                    threshold,
                    look,
                })
            }
            Err(error) if error.is_without_music() => {
                let reason = error.to_string();
                let model = self.detector.as_ref().map(|it| it.2.manifest().identity());
                let outcome = LookOutcome::WithoutMusic(reason.clone());
                keep(
                    picture,
                    &model.unwrap_or_default(),
                    done.content,
                    outcome,
                    context,
                );
                self.states.insert(picture, PageState::WithoutMusic(reason));
                None
            }
            Err(error) if error.is_cancelled() => {
                self.states.remove(&picture);
                None
            }
            Err(error) => {
                self.states
                    .insert(picture, PageState::Failed(error.to_string()));
                None
            }
        }
    }

    fn start_next(&mut self, model: &PackChoice, context: &CaseContext<'_>) {
        if self.running.is_some() {
            return;
        }
        let Some(wish) = self.queue.pop_front() else {
            return;
        };
        let picture = wish.picture();
        let name = workbench::file_name(&wish.row().path);
        let title = tr!("scores-job-read", name = name, page = wish.row().page);
        let started = match wish {
            Wish::LayOut(row, look) => context.jobs.start(Lane::Background, title, move |work| {
                lay_out(&row, look, work)
            }),
            Wish::Look(row) | Wish::Sense(row) => {
                let (Some(pack), Some(runtime)) = (model.pack(context), context.engine.runtime())
                else {
                    if matches!(self.state(picture), PageState::Waiting) {
                        self.states.remove(&picture);
                    }
                    self.cancel();
                    context.commands.send(Notification::info(
                        tr!("scores-no-model"),
                        tr!("scores-no-model-body"),
                    ));
                    return;
                };
                let provider = context.settings.provider;
                let known = self.detector.as_ref();
                let known = known.filter(|it| it.0 == pack.dir && it.1 == provider);
                let loader = Loader {
                    dir: pack.dir.clone(),
                    provider,
                    runtime: runtime.clone(),
                    loaded: known.map(|it| Arc::clone(&it.2)),
                };
                context
                    .jobs
                    .start(Lane::Inference, title, move |work| loader.look(&row, work))
            }
        };
        self.running = Some((picture, started));
    }
}

impl Wish {
    const fn row(&self) -> &PictureRow {
        match self {
            Self::Look(row) | Self::Sense(row) | Self::LayOut(row, _) => row,
        }
    }

    const fn picture(&self) -> PictureId {
        self.row().id
    }
}

/// What a model needs to look at a page.
struct Loader {
    dir: PathBuf,
    provider: ProviderChoice,
    runtime: Runtime,
    loaded: Option<Arc<Detector>>,
}

impl Loader {
    fn look(self, row: &PictureRow, work: &Work) -> Done {
        let detector = match self.loaded {
            Some(detector) => Ok(detector),
            None => method::load(&self.dir, &self.runtime, self.provider, work).map(Arc::new),
        };
        let outcome = detector.and_then(|detector| {
            let picture = open(row, work)?;
            let looked_at = method::look(&detector, &picture, work)?;
            Ok(Outcome::Looked(detector, Box::new(looked_at)))
        });
        Done::of(row, outcome)
    }
}

fn lay_out(row: &PictureRow, look: Arc<Look>, work: &Work) -> Done {
    let layout = open(row, work).and_then(|picture| method::layout(&picture, work));
    Done::of(row, layout.map(|layout| Outcome::LaidOut(layout, look)))
}

fn open(row: &PictureRow, work: &Work) -> Result<Picture, ScoreError> {
    let quiet = work.without_progress();
    Ok(Picture::open(
        &row.path,
        row.page,
        &Limits::default(),
        &quiet,
    )?)
}

impl Done {
    fn of(row: &PictureRow, outcome: Result<Outcome, ScoreError>) -> Self {
        Self {
            picture: row.id,
            content: row.content_hash.map(|hash| hash.to_string()),
            outcome,
        }
    }
}

/// Keeps a look in a project that can be written to.
fn keep(
    picture: PictureId,
    model: &str,
    content: Option<String>,
    outcome: LookOutcome,
    context: &CaseContext<'_>,
) {
    let Some(project) = context.document.project() else {
        return;
    };
    if !project.access().can_write() {
        return;
    }
    let look = StoredLook {
        model: model.to_owned(),
        content,
        outcome,
    };
    project
        .writer()
        .send(move |transaction| Ok(looks::save(transaction, picture, &look)?));
}
