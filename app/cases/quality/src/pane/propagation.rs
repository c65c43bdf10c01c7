//! Carrying the thing that is followed over to the other shots, as a job.

use annotation::{Label, TrackId, act};
use jobs::{Lane, Latest};
use marking::thing_name;
use workbench::labels::LabelWish;
use workbench::{CaseContext, Notification, text, tr};

use crate::method::{Carried, CarryError, Thing, carry};

/// What is being carried over.
#[derive(Default)]
pub struct Propagator {
    asking: Latest<Result<Carried, CarryError>>,
}

impl Propagator {
    /// Begins to carry a thing over.
    pub fn start(&mut self, track: TrackId, context: &CaseContext<'_>) {
        let Some(document) = context.labels.document() else {
            return;
        };
        let Some(thing) = Thing::of(document, track, context.document.pictures()) else {
            context.commands.send(Notification::warning(
                tr!("quality-not-propagated"),
                tr!("quality-shots-gone"),
            ));
            return;
        };
        let name = document
            .track(track)
            .map(|track| thing_name(document, track))
            .unwrap_or_default();
        let title = tr!("quality-job-propagate", name = name);
        self.asking
            .ask(context.jobs, Lane::Interactive, title, move |work| {
                carry(&thing, work)
            });
    }

    /// Takes what was found, as proposals.
    pub fn logic(&mut self, context: &CaseContext<'_>) {
        let carried = match self.asking.poll() {
            None | Some(Err(_)) => return,
            Some(Ok(Ok(carried))) => carried,
            Some(Ok(Err(error))) => {
                let title = tr!("quality-not-propagated");
                let notification = Notification::warning(title, error.to_string());
                context.commands.send(notification);
                return;
            }
        };
        let shots = carried.labels.len();
        let body = tr!(
            "quality-propagated-body",
            shots = text::number(shots as f64, 0),
            hidden = text::number(carried.hidden.len() as f64, 0)
        );
        context.commands.send(LabelWish::new(move |document, ids| {
            let proposals: Vec<Label> = carried
                .labels
                .iter()
                .map(|label| Label {
                    id: ids.label(),
                    ..label.clone()
                })
                .collect();
            let hidden = carried.hidden.iter().copied();
            act::propose_track(document, carried.track, proposals, hidden)
        }));
        let title = tr!("quality-propagated");
        context.commands.send(Notification::info(title, body));
    }
}
