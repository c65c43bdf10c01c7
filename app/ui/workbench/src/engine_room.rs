//! ONNX Runtime as the window sees it: being loaded, there, or missing with a reason.

use std::path::PathBuf;

use jobs::{Jobs, Lane, Pending};
use runtime::{Runtime, RuntimeError};

/// The state of the inference library.
pub enum EngineState<'a> {
    /// It is being looked for.
    Loading,
    /// Models can run.
    Ready(&'a Runtime),
    /// No model can run; everything else works.
    Missing(&'a str),
}

enum Place {
    Loading(Pending<Result<Runtime, RuntimeError>>),
    Ready(Runtime),
    Missing(String),
}

/// Loads the library once, in the background.
pub struct EngineRoom {
    place: Place,
}

impl EngineRoom {
    /// Starts looking for the library; `explicit` is the user's own choice of file.
    #[must_use]
    pub fn load(jobs: &Jobs, explicit: Option<PathBuf>) -> Self {
        let pending = jobs.start(Lane::Inference, "ONNX Runtime", move |_| {
            Runtime::load(&runtime::library_candidates(explicit.as_deref()))
        });
        Self {
            place: Place::Loading(pending),
        }
    }

    /// Collects the library once it is there. Called once a frame.
    pub fn logic(&mut self) {
        let Place::Loading(pending) = &mut self.place else {
            return;
        };
        match pending.poll() {
            None => {}
            Some(Ok(Ok(runtime))) => self.place = Place::Ready(runtime),
            Some(Ok(Err(error))) => {
                tracing::warn!(%error, "no model can run");
                self.place = Place::Missing(error.to_string());
            }
            Some(Err(stopped)) => self.place = Place::Missing(stopped.to_string()),
        }
    }

    /// How far it is.
    #[must_use]
    pub fn state(&self) -> EngineState<'_> {
        match &self.place {
            Place::Loading(_) => EngineState::Loading,
            Place::Ready(runtime) => EngineState::Ready(runtime),
            Place::Missing(reason) => EngineState::Missing(reason),
        }
    }

    /// The library, where it is there.
    #[must_use]
    pub fn runtime(&self) -> Option<&Runtime> {
        match self.state() {
            EngineState::Ready(runtime) => Some(runtime),
            EngineState::Loading | EngineState::Missing(_) => None,
        }
    }
}
