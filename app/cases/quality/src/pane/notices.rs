//! What is said of edits that did more than the user sees, or did it elsewhere.

use annotation::{Change, Done, Gesture, PictureId, Turn};
use workbench::{CaseContext, Command, Notification, tr};

/// Looks at each edit once.
#[derive(Default)]
pub struct Notices {
    /// The revision of the labels that was looked at last.
    seen: Option<u64>,
}

impl Notices {
    /// Says that an edit opened a series again, and shows what was undone or done again.
    pub fn logic(&mut self, context: &CaseContext<'_>) {
        let revision = context.labels.revision();
        let before = self.seen.replace(revision);
        let Some(done) = context.labels.last_done() else {
            return;
        };
        if before.is_none_or(|before| before == revision) || !context.is_in_front {
            return;
        }
        if done.entry.turn == Turn::Do {
            say_reopened(done, context);
        } else {
            show_changed(done, context);
        }
    }
}

/// A series that was closed is open again where an edit leaves something of it unsettled.
fn say_reopened(done: &Done, context: &CaseContext<'_>) {
    if done.edit.gesture == Gesture::CloseSeries {
        return;
    }
    for change in &done.edit.changes {
        if let Change::Series(swap) = change
            && let (Some(before), Some(after)) = (&swap.before, &swap.after)
            && before.is_closed
            && !after.is_closed
        {
            let title = tr!("quality-reopened", name = after.name.as_str());
            let notification = Notification::info(title, tr!("quality-reopened-body"));
            context.commands.send(notification);
        }
    }
}

/// Shows a picture on which something was undone or done again, unless it is shown already.
fn show_changed(done: &Done, context: &CaseContext<'_>) {
    let pictures: Vec<PictureId> = done.edit.changes.iter().filter_map(picture_of).collect();
    let current = context.document.current().map(|row| row.id);
    let is_shown = current.is_some_and(|current| pictures.contains(&current));
    if let (Some(first), false) = (pictures.first(), is_shown) {
        context.commands.send(Command::ShowPicture(*first));
    }
}

fn picture_of(change: &Change) -> Option<PictureId> {
    match change {
        Change::Label(swap) => {
            let label = swap.after.as_ref().or(swap.before.as_ref());
            label.map(|label| label.picture)
        }
        Change::Mark(swap) => {
            let mark = swap.after.as_ref().or(swap.before.as_ref());
            mark.map(|mark| mark.picture)
        }
        Change::Class(_)
        | Change::Correction(_)
        | Change::Layer(_)
        | Change::Series(_)
        | Change::Track(_) => None,
    }
}
