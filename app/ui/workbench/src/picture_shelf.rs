//! The pictures that are open: the one being looked at, its neighbours, and those before them.
//!
//! The current picture is opened on the interactive lane, its neighbours one after another on the
//! decoding lane, so that the next picture of a series is there before it is asked for. What was
//! looked at longest ago leaves when the pixels in memory outgrow the budget.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use imaging::{ImagingError, Limits, Picture, Preview};
use jobs::{Jobs, Lane, Pending, Progress, Stopped};
use store::PictureRow;

/// One page of one file.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PictureKey {
    /// The file.
    pub path: PathBuf,
    /// The page, counted from 1.
    pub page: u32,
}

impl PictureKey {
    /// The page that a row of the project stands for.
    #[must_use]
    pub fn of(row: &PictureRow) -> Self {
        Self {
            path: row.path.clone(),
            page: row.page,
        }
    }
}

/// How far a picture is.
pub enum ShelfState<'a> {
    /// Nobody asked for it.
    Absent,
    /// It is being opened.
    Opening(Opening),
    /// It can be shown.
    Ready(&'a Arc<Picture>),
    /// It cannot be opened; the text is for the user.
    Failed(&'a str),
}

/// A picture that is being opened.
pub struct Opening {
    /// How far it is, in rows.
    pub progress: Progress,
    /// What it looks like so far, where it is large.
    pub preview: Option<Arc<Picture>>,
}

enum Place {
    Opening(Pending<Result<Picture, ImagingError>>, Preview),
    Ready(Arc<Picture>),
    Failed(String),
}

struct Entry {
    place: Place,
    last_use: u64,
}

/// The shelf of opened pictures.
pub struct PictureShelf {
    limits: Limits,
    entries: HashMap<PictureKey, Entry>,
    clock: u64,
    budget_bytes: u64,
}

impl PictureShelf {
    /// An empty shelf that keeps about `budget_bytes` of pixels besides the current picture.
    #[must_use]
    pub fn new(limits: Limits, budget_bytes: u64) -> Self {
        Self {
            limits,
            entries: HashMap::new(),
            clock: 0,
            budget_bytes,
        }
    }

    /// How far one picture is.
    #[must_use]
    pub fn get(&self, key: &PictureKey) -> ShelfState<'_> {
        match self.entries.get(key).map(|entry| &entry.place) {
            None => ShelfState::Absent,
            Some(Place::Opening(pending, preview)) => ShelfState::Opening(Opening {
                progress: pending.progress(),
                preview: preview.latest(),
            }),
            Some(Place::Ready(picture)) => ShelfState::Ready(picture),
            Some(Place::Failed(reason)) => ShelfState::Failed(reason),
        }
    }

    /// Collects what has been opened, asks for `current` at once and then for one neighbour after
    /// another, and gives up what is neither. Called once a frame.
    pub fn logic(&mut self, jobs: &Jobs, current: Option<&PictureKey>, neighbours: &[PictureKey]) {
        self.clock += 1;
        self.collect();
        self.entries.retain(|key, entry| {
            !matches!(entry.place, Place::Opening(..))
                || Some(key) == current
                || neighbours.contains(key)
        });
        if let Some(key) = current {
            self.want(jobs, key, Lane::Interactive);
        }
        for key in neighbours {
            if self.is_opening() {
                break;
            }
            self.want(jobs, key, Lane::Decode);
        }
        self.evict(current);
    }

    /// Forgets a failure or a stale picture, so that the file is read anew.
    pub fn reload(&mut self, key: &PictureKey) {
        self.entries.remove(key);
    }

    fn is_opening(&self) -> bool {
        self.entries
            .values()
            .any(|entry| matches!(entry.place, Place::Opening(..)))
    }

    fn collect(&mut self) {
        for (key, entry) in &mut self.entries {
            let Place::Opening(pending, _) = &mut entry.place else {
                continue;
            };
            match pending.poll() {
                None => {}
                Some(Ok(Ok(picture))) => entry.place = Place::Ready(Arc::new(picture)),
                Some(Ok(Err(error))) => {
                    tracing::warn!(%error, path = %key.path.display(), "a picture was refused");
                    entry.place = Place::Failed(error.to_string());
                }
                Some(Err(stopped)) => entry.place = Place::Failed(stopped.to_string()),
            }
        }
        // A cancelled opening is no fault of the file: it is asked for again when it is wanted.
        let cancelled = Stopped::Cancelled.to_string();
        self.entries.retain(
            |_, entry| !matches!(&entry.place, Place::Failed(reason) if *reason == cancelled),
        );
    }

    fn want(&mut self, jobs: &Jobs, key: &PictureKey, lane: Lane) {
        let clock = self.clock;
        let limits = &self.limits;
        let entry = self.entries.entry(key.clone()).or_insert_with(|| {
            let (path, page, limits) = (key.path.clone(), key.page, limits.clone());
            let title = crate::document::file_name(&path);
            let preview = Preview::default();
            let opening = {
                let preview = preview.clone();
                jobs.start(lane, title, move |work| {
                    let picture = Picture::open_with_preview(&path, page, &limits, work, &preview)?;
                    if lane == Lane::Decode {
                        // Opened ahead: there is time to make the tiles, too.
                        picture.prepare_overview()?;
                    }
                    Ok(picture)
                })
            };
            Entry {
                place: Place::Opening(opening, preview),
                last_use: clock,
            }
        });
        entry.last_use = clock;
    }

    fn evict(&mut self, current: Option<&PictureKey>) {
        loop {
            let others = self.entries.iter().filter(|(key, _)| Some(*key) != current);
            let held: u64 = others.clone().map(|(_, entry)| entry.bytes()).sum();
            if held <= self.budget_bytes {
                return;
            }
            let oldest = others
                .filter(|(_, entry)| entry.last_use < self.clock && entry.bytes() > 0)
                .min_by_key(|(_, entry)| entry.last_use)
                .map(|(key, _)| key.clone());
            let Some(oldest) = oldest else { return };
            self.entries.remove(&oldest);
        }
    }
}

impl Entry {
    fn bytes(&self) -> u64 {
        match &self.place {
            Place::Ready(picture) => picture.resident_bytes(),
            Place::Opening(..) | Place::Failed(_) => 0,
        }
    }
}
