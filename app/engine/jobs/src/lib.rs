//! Background work: named threads by intent, progress, cancellation, and the newest request wins.
//!
//! The window never waits. It starts work with [`Jobs::start`], keeps the [`Pending`] result, and
//! polls it once a frame. Work runs on a [`Lane`], a few named threads behind a bounded queue, and
//! holds a [`Work`], by which it reports progress and hears that nobody wants it any more.
//! A panic ends the job alone: it is kept for [`Jobs::take_panics`], and the thread goes on.

mod lane;
mod latest;
mod panics;
mod pending;
mod service;
mod wake;
mod work;

pub use lane::Lane;
pub use latest::Latest;
pub use panics::JobPanic;
pub use pending::{Pending, Stopped};
pub use service::{JobId, JobStatus, Jobs};
pub use work::{CancelHook, Cancelled, Progress, Work};
