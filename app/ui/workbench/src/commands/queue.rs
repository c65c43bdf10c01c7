//! Commands on their way from a widget or a pane to the program.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use jobs::JobId;
use store::PictureId;

use super::UserCommand;
use crate::labels::LabelWish;
use crate::notifications::Notification;
use crate::path_request::PathRequest;
use crate::settings::Settings;

/// A change of the settings, to be applied by the program.
#[derive(Clone)]
pub struct Change(Arc<dyn Fn(&mut Settings) + Send + Sync>);

impl Change {
    /// A change that does this to the settings.
    pub fn new(change: impl Fn(&mut Settings) + Send + Sync + 'static) -> Self {
        Self(Arc::new(change))
    }

    /// Applies it.
    pub fn apply(&self, settings: &mut Settings) {
        (self.0)(settings);
    }
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Change")
    }
}

/// What the program is asked to do between two frames.
#[derive(Clone, Debug)]
pub enum Command {
    /// A command of the table, from menu, toolbar, palette or keyboard.
    User(UserCommand),
    /// Open the project in this folder.
    OpenProject(PathBuf),
    /// Add these files and folders to the project, and show the first.
    AddPictures(Vec<PathBuf>),
    /// Look at this picture of the project.
    ShowPicture(PictureId),
    /// Look for packs again, after one was written.
    SearchPacks,
    /// Show the case of this id.
    ShowCase(String),
    /// Use the model pack in this folder.
    ChoosePack(PathBuf),
    /// Use this bare model file.
    ChooseModel(PathBuf),
    /// Show the help page of this topic.
    ShowHelp(String),
    /// Ask the user for a file or a folder.
    AskPath(PathRequest),
    /// Cancel a job.
    CancelJob(JobId),
    /// Tell the user something.
    Notify(Notification),
    /// Put a text on the clipboard.
    CopyText(String),
    /// Change the settings.
    ChangeSettings(Change),
    /// Do this to the labels of the project.
    Label(LabelWish),
    /// Write again what the disk did not take of the labels.
    WriteLabelsAgain,
}

impl From<UserCommand> for Command {
    fn from(command: UserCommand) -> Self {
        Self::User(command)
    }
}

impl From<Notification> for Command {
    fn from(notification: Notification) -> Self {
        Self::Notify(notification)
    }
}

impl From<LabelWish> for Command {
    fn from(wish: LabelWish) -> Self {
        Self::Label(wish)
    }
}

/// The sending end: cheap to clone, usable on every thread.
#[derive(Clone)]
pub struct CommandSender {
    sender: Sender<Command>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl CommandSender {
    /// Asks the program to do something before the next frame.
    pub fn send(&self, command: impl Into<Command>) {
        let command = command.into();
        // The queue is gone only while the program ends, when nothing is to be done any more.
        if self.sender.send(command).is_ok() {
            (self.wake)();
        }
    }
}

/// The receiving end, which the program alone holds.
pub struct CommandQueue(Receiver<Command>);

impl CommandQueue {
    /// All commands sent since the last time, oldest first. Never waits.
    pub fn drain(&self) -> Vec<Command> {
        self.0.try_iter().collect()
    }
}

/// A queue. `wake` is called after each command is sent: it asks for a frame.
pub fn queue(wake: impl Fn() + Send + Sync + 'static) -> (CommandSender, CommandQueue) {
    let (sender, receiver) = mpsc::channel();
    let sender = CommandSender {
        sender,
        wake: Arc::new(wake),
    };
    (sender, CommandQueue(receiver))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn commands_come_in_order_and_each_wakes_the_window() {
        let woken = Arc::new(AtomicUsize::new(0));
        let (sender, queue) = queue({
            let woken = Arc::clone(&woken);
            move || {
                woken.fetch_add(1, Ordering::Relaxed);
            }
        });
        sender.clone().send(UserCommand::Fit);
        std::thread::Builder::new()
            .name("sender".to_owned())
            .spawn(move || sender.send(Command::ShowCase("inspect".to_owned())))
            .unwrap()
            .join()
            .unwrap();
        let commands = queue.drain();
        assert!(matches!(commands[0], Command::User(UserCommand::Fit)));
        assert!(matches!(&commands[1], Command::ShowCase(id) if id == "inspect"));
        assert_eq!(woken.load(Ordering::Relaxed), 2);
        assert!(queue.drain().is_empty());
    }

    #[test]
    fn sending_to_a_program_that_ended_is_harmless() {
        let (sender, queue) = queue(|| panic!("nobody is left to wake"));
        drop(queue);
        sender.send(UserCommand::Quit);
    }
}
