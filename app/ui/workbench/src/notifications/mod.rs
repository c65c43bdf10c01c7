//! What the program tells the user: toasts that pass, errors that stay, and a list of all of them.
//!
//! Severity is told by icon, word and colour together. Details fold out and can be copied.

mod history;
mod toasts;

use std::collections::VecDeque;

use egui::Color32;

use crate::icons::{self, Icon};
use crate::tokens::Palette;
use crate::tr;

/// How many notifications are kept.
const HISTORY_LIMIT: usize = 200;

/// How much a notification matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Something worth knowing.
    Info,
    /// Something went well.
    Success,
    /// Something needs a look.
    Warning,
    /// Something went wrong.
    Error,
}

impl Severity {
    /// Its word in the present language.
    pub fn text(self) -> String {
        match self {
            Self::Info => tr!("severity-info"),
            Self::Success => tr!("severity-success"),
            Self::Warning => tr!("severity-warning"),
            Self::Error => tr!("severity-error"),
        }
    }

    /// Its icon; each has an outline of its own.
    pub fn icon(self) -> Icon {
        match self {
            Self::Info => icons::ICON_INFO,
            Self::Success => icons::ICON_CHECK_CIRCLE,
            Self::Warning => icons::ICON_WARNING,
            Self::Error => icons::ICON_ERROR,
        }
    }

    /// Its colour in a theme.
    pub fn colour(self, palette: &Palette) -> Color32 {
        match self {
            Self::Info => palette.info,
            Self::Success => palette.success,
            Self::Warning => palette.warning,
            Self::Error => palette.error,
        }
    }

    /// After how many seconds its toast goes by itself; `None` where it waits to be dismissed.
    fn shown_secs(self) -> Option<f64> {
        match self {
            Self::Info | Self::Success => Some(5.0),
            Self::Warning => Some(12.0),
            Self::Error => None,
        }
    }
}

/// Something to tell the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// How much it matters.
    pub severity: Severity,
    /// What happened, in a few words.
    pub title: String,
    /// Why, and what to do about it, in a sentence or two. May be empty.
    pub body: String,
    /// What only some want to know: the chain of causes, paths, numbers.
    pub details: Option<String>,
}

impl Notification {
    /// Something worth knowing.
    pub fn info(title: impl Into<String>, body: impl Into<String>) -> Self {
        Self::new(Severity::Info, title.into(), body.into())
    }

    /// Something went well.
    pub fn success(title: impl Into<String>, body: impl Into<String>) -> Self {
        Self::new(Severity::Success, title.into(), body.into())
    }

    /// Something needs a look.
    pub fn warning(title: impl Into<String>, body: impl Into<String>) -> Self {
        Self::new(Severity::Warning, title.into(), body.into())
    }

    /// Something went wrong.
    pub fn error(title: impl Into<String>, body: impl Into<String>) -> Self {
        Self::new(Severity::Error, title.into(), body.into())
    }

    fn new(severity: Severity, title: String, body: String) -> Self {
        Self {
            severity,
            title,
            body,
            details: None,
        }
    }

    /// The same with details to fold out.
    #[must_use]
    pub fn details(mut self, details: impl Into<String>) -> Self {
        self.details = Some(details.into());
        self
    }

    /// All of it as text, for the clipboard.
    fn as_text(&self) -> String {
        let parts = [
            format!("{}: {}", self.severity.text(), self.title),
            self.body.clone(),
            self.details.clone().unwrap_or_default(),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("\n")
    }
}

/// A notification with what became of it.
struct Item {
    /// Grows by one with each; the identity of its widgets.
    number: u64,
    notification: Notification,
    /// How many times the same came in a row.
    count: usize,
    /// When its toast was first painted, in seconds of egui's clock.
    shown_since_secs: Option<f64>,
    is_toast: bool,
    is_unread: bool,
    is_unfolded: bool,
}

/// All notifications of this run of the program, newest last.
#[derive(Default)]
pub struct Notifications {
    items: VecDeque<Item>,
    next_number: u64,
}

impl Notifications {
    /// Tells the user something. The same thing twice in a row is told once, with a count.
    pub fn push(&mut self, notification: Notification) {
        match notification.severity {
            Severity::Error => tracing::error!(
                body = notification.body,
                details = notification.details,
                "{}",
                notification.title
            ),
            Severity::Warning => tracing::warn!(
                body = notification.body,
                details = notification.details,
                "{}",
                notification.title
            ),
            Severity::Info | Severity::Success => {
                tracing::info!(body = notification.body, "{}", notification.title);
            }
        }
        if let Some(last) = self.items.back_mut()
            && last.notification == notification
        {
            last.count += 1;
            last.shown_since_secs = None;
            last.is_toast = true;
            last.is_unread = true;
            return;
        }
        self.items.push_back(Item {
            number: self.next_number,
            notification,
            count: 1,
            shown_since_secs: None,
            is_toast: true,
            is_unread: true,
            is_unfolded: false,
        });
        self.next_number += 1;
        if self.items.len() > HISTORY_LIMIT {
            self.items.pop_front();
        }
    }

    /// All notifications, newest first.
    pub fn all(&self) -> impl Iterator<Item = &Notification> {
        self.items.iter().rev().map(|item| &item.notification)
    }

    /// How many the user has not seen in the list nor dismissed.
    pub fn unread(&self) -> usize {
        self.items.iter().filter(|item| item.is_unread).count()
    }

    /// The gravest severity among the unread, for the sign in the status bar.
    pub fn worst_unread(&self) -> Option<Severity> {
        let unread = self.items.iter().filter(|item| item.is_unread);
        unread.map(|item| item.notification.severity).max()
    }
}

#[cfg(test)]
mod tests;
