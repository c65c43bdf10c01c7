//! The desk: reads the labels of the project that is open, does what is wished, and sends it to
//! the disk.

use std::sync::Arc;

use annotation::record::{self, Loaded};
use annotation::{AnnotationError, Document, Done, Edit, EditId, Journal, Labelling, Outbox, Step};
use jiff::Timestamp;
use jobs::{Jobs, Lane, Pending};
use store::{Access, Project, Reader};

use super::{LabelWish, refusal_text};
use crate::notifications::Notification;
use crate::tr;

/// The labels of the open project.
#[derive(Default)]
pub struct LabelDesk {
    open: Option<Open>,
    /// Grows with every change of the labels and with every project.
    revision: u64,
    /// What there is to say since the last frame.
    notifications: Vec<Notification>,
}

struct Open {
    reader: Reader,
    /// Why nothing can be changed, where that is so.
    read_only: Option<String>,
    state: State,
    outbox: Outbox,
    /// An edit that undo or redo waits for.
    fetching: Option<Fetch>,
    last_done: Option<Done>,
}

enum State {
    Loading {
        loading: Pending<Result<Loaded, AnnotationError>>,
        author: String,
    },
    Ready(Box<Labelling>),
    Failed(String),
}

struct Fetch {
    is_redo: bool,
    id: EditId,
    edit: Pending<Result<Edit, AnnotationError>>,
}

/// How the labels of the open project stand.
#[derive(Clone, Copy)]
pub enum LabelState<'a> {
    /// No project is open.
    Absent,
    /// They are being read.
    Loading,
    /// They cannot be read: why.
    Failed(&'a str),
    /// They are there.
    Ready(&'a Labelling),
}

impl LabelDesk {
    /// Reads the labels of a project. `wake` asks for a frame.
    pub fn open(
        &mut self,
        jobs: &Jobs,
        project: &Arc<Project>,
        author: String,
        wake: impl Fn() + Send + Sync + 'static,
    ) {
        let reader = project.reader();
        let read_only = match project.access() {
            Access::ReadWrite => None,
            Access::ReadOnly { reason } => Some(reason.clone()),
        };
        let asked = reader.clone();
        let loading = jobs.start(Lane::Interactive, tr!("labels-job-load"), move |_| {
            record::load(&asked)
        });
        self.open = Some(Open {
            reader,
            read_only,
            state: State::Loading { loading, author },
            outbox: Outbox::new(project.writer(), wake),
            fetching: None,
            last_done: None,
        });
        self.revision += 1;
    }

    /// Lets go of the project; gives what is still on its way to the disk, which has to get there
    /// before the project is closed.
    pub fn close(&mut self) -> Option<Outbox> {
        let open = self.open.take()?;
        self.revision += 1;
        Some(open.outbox)
    }

    /// How the labels stand.
    #[must_use]
    pub fn state(&self) -> LabelState<'_> {
        match self.open.as_ref().map(|open| &open.state) {
            None => LabelState::Absent,
            Some(State::Loading { .. }) => LabelState::Loading,
            Some(State::Failed(reason)) => LabelState::Failed(reason),
            Some(State::Ready(labelling)) => LabelState::Ready(labelling),
        }
    }

    /// All that is labelled, once it was read.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        match self.state() {
            LabelState::Ready(labelling) => Some(labelling.document()),
            _ => None,
        }
    }

    /// What was done, once it was read.
    #[must_use]
    pub fn journal(&self) -> Option<&Journal> {
        match self.state() {
            LabelState::Ready(labelling) => Some(labelling.journal()),
            _ => None,
        }
    }

    /// A number that stays while the labels do.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What was done last since the project was opened, an undo too.
    #[must_use]
    pub fn last_done(&self) -> Option<&Done> {
        self.open.as_ref()?.last_done.as_ref()
    }

    /// How many gestures are not on the disk yet.
    #[must_use]
    pub fn unwritten(&self) -> usize {
        self.open.as_ref().map_or(0, |open| open.outbox.len())
    }

    /// Whether the disk does not take what was done, so that it waits for [`LabelDesk::retry`].
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.open
            .as_ref()
            .is_some_and(|open| open.outbox.is_stopped())
    }

    /// Tries again to write what the disk did not take.
    pub fn retry(&mut self) {
        if let Some(open) = &mut self.open {
            open.outbox.retry();
        }
    }

    /// Does what is wished, or notes why not.
    pub fn perform(&mut self, wish: &LabelWish) {
        let Some(open) = &mut self.open else {
            return;
        };
        let said = open.perform(wish);
        self.take(said);
    }

    /// Takes back what was done last, or does again what was taken back last.
    pub fn step(&mut self, jobs: &Jobs, is_redo: bool) {
        let Some(open) = &mut self.open else {
            return;
        };
        let said = open.step(jobs, is_redo);
        self.take(said);
    }

    /// Collects what was read and written. Called once a frame.
    pub fn logic(&mut self, jobs: &Jobs) {
        let Some(open) = &mut self.open else {
            return;
        };
        if let Some(said) = open.take_loaded() {
            self.revision += 1;
            self.notifications.extend(said);
        }
        if let Some(error) = open.outbox.poll() {
            let body = tr!("labels-not-written-body", reason = error.to_string());
            self.notifications
                .push(Notification::error(tr!("labels-not-written"), body));
        }
        if let Some(said) = open.take_fetched(jobs) {
            self.take(said);
        }
    }

    /// What there is to say, once.
    pub fn take_notifications(&mut self) -> Vec<Notification> {
        std::mem::take(&mut self.notifications)
    }

    /// Notes what came of a gesture: whether something has changed, or why not.
    fn take(&mut self, said: Result<bool, Notification>) {
        match said {
            Ok(has_changed) => self.revision += u64::from(has_changed),
            Err(notification) => self.notifications.push(notification),
        }
    }
}

impl Open {
    fn perform(&mut self, wish: &LabelWish) -> Result<bool, Notification> {
        let labelling = writable(&mut self.state, self.read_only.as_deref())?;
        let document = labelling.document().clone();
        let edit = wish.edit(&document, &mut labelling.ids);
        // The snapshot goes first, so that nothing is copied for its sake.
        drop(document);
        let edit = edit.map_err(|refusal| {
            Notification::warning(tr!("labels-refused"), refusal_text(&refusal))
        })?;
        let done = labelling
            .perform(edit, Timestamp::now())
            .map_err(|error| failed(&error))?;
        Ok(self.send(done))
    }

    fn step(&mut self, jobs: &Jobs, is_redo: bool) -> Result<bool, Notification> {
        if self.fetching.is_some() {
            return Ok(false);
        }
        let labelling = writable(&mut self.state, self.read_only.as_deref())?;
        let now = Timestamp::now();
        let step = if is_redo {
            labelling.redo(now)
        } else {
            labelling.undo(now)
        };
        match step.map_err(|error| failed(&error))? {
            Step::Nothing => Ok(false),
            Step::Done(done) => Ok(self.send(Some(*done))),
            Step::NeedsEdit(id) => {
                let reader = self.reader.clone();
                let title = tr!("labels-job-fetch");
                let edit = jobs.start(Lane::Interactive, title, move |_| record::edit(&reader, id));
                self.fetching = Some(Fetch { is_redo, id, edit });
                Ok(false)
            }
        }
    }

    fn send(&mut self, done: Option<Done>) -> bool {
        let Some(done) = done else {
            return false;
        };
        self.last_done = Some(done.clone());
        self.outbox.push(done);
        true
    }

    /// Takes up the labels once they were read; gives what there is to say of them then.
    fn take_loaded(&mut self) -> Option<Vec<Notification>> {
        let State::Loading { loading, author } = &mut self.state else {
            return None;
        };
        let loaded = match loading.poll()? {
            Ok(Ok(loaded)) => Ok(loaded),
            Ok(Err(error)) => Err(error.to_string()),
            Err(stopped) => Err(stopped.to_string()),
        };
        let (state, said) = match loaded {
            Ok(loaded) => {
                let flaws: Vec<String> = loaded.flaws.iter().map(|it| format!("{it:?}")).collect();
                let said = (!flaws.is_empty()).then(|| {
                    let title = tr!("labels-flaws", count = flaws.len());
                    Notification::warning(title, tr!("labels-flaws-body")).details(flaws.join("\n"))
                });
                let labelling = Labelling::new(loaded, std::mem::take(author));
                (State::Ready(Box::new(labelling)), said)
            }
            Err(reason) => {
                let said = Notification::error(tr!("labels-unread"), reason.clone());
                (State::Failed(reason), Some(said))
            }
        };
        self.state = state;
        Some(said.into_iter().collect())
    }

    /// Goes on with undo or redo once the edit was read.
    fn take_fetched(&mut self, jobs: &Jobs) -> Option<Result<bool, Notification>> {
        let edit = self.fetching.as_mut()?.edit.poll()?;
        let Fetch { is_redo, id, .. } = self.fetching.take()?;
        let edit = match edit {
            Ok(Ok(edit)) => edit,
            Ok(Err(error)) => return Some(Err(failed(&error))),
            Err(_) => return None,
        };
        if let State::Ready(labelling) = &mut self.state {
            labelling.keep_at_hand(id, Arc::new(edit));
        }
        Some(self.step(jobs, is_redo))
    }
}

/// The labelling, where it can be changed.
fn writable<'a>(
    state: &'a mut State,
    read_only: Option<&str>,
) -> Result<&'a mut Labelling, Notification> {
    if let Some(reason) = read_only {
        let body = tr!("labels-read-only-body", reason = reason);
        return Err(Notification::warning(tr!("labels-read-only"), body));
    }
    match state {
        State::Ready(labelling) => Ok(labelling),
        State::Loading { .. } => Err(Notification::info(
            tr!("labels-loading"),
            tr!("labels-loading-body"),
        )),
        State::Failed(reason) => Err(Notification::error(tr!("labels-unread"), reason.clone())),
    }
}

fn failed(error: &AnnotationError) -> Notification {
    Notification::error(tr!("labels-failed"), error.to_string())
}
