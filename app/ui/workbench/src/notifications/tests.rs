//! Toasts and list, used by name.
#![allow(clippy::unwrap_used)]

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use crate::testing;

fn toasts<'a>(notifications: Vec<Notification>) -> Harness<'a, Notifications> {
    let mut all = Notifications::default();
    for notification in notifications {
        all.push(notification);
    }
    testing::harness(all, |ui, all| {
        let area = ui.ctx().content_rect();
        all.toasts_ui(ui.ctx(), area);
    })
}

/// Lets time pass in the window.
fn wait(harness: &mut Harness<'_, Notifications>, secs: f64) {
    let now_secs = harness.ctx.input(|input| input.time);
    harness.input_mut().time = Some(now_secs + secs);
    harness.run();
}

fn failed() -> Notification {
    Notification::error("The picture could not be read", "It is cut off.").details("byte 17 of 99")
}

#[test]
fn details_fold_out() {
    let mut harness = toasts(vec![failed()]);
    harness.get_by_label("Error");
    harness.get_by_label("The picture could not be read");
    assert!(harness.query_by_label("byte 17 of 99").is_none());
    harness.get_by_label("Show details").click();
    harness.run();
    harness.get_by_label("byte 17 of 99");
    harness.get_by_label("Hide details").click();
    harness.run();
    assert!(harness.query_by_label("byte 17 of 99").is_none());
}

#[test]
fn an_error_stays_until_it_is_dismissed_and_a_note_goes_by_itself() {
    let mut harness = toasts(vec![failed(), Notification::info("Saved", "")]);
    harness.get_by_label("Saved");
    wait(&mut harness, 3.0);
    harness.get_by_label("Saved");
    wait(&mut harness, 30.0);
    harness.run();
    assert!(harness.query_by_label("Saved").is_none());
    harness
        .get_by_label("Dismiss “The picture could not be read”")
        .click();
    harness.run();
    harness.run();
    assert!(
        harness
            .query_by_label("The picture could not be read")
            .is_none()
    );
    assert_eq!(
        harness.state().all().count(),
        2,
        "both are kept in the list"
    );
}

#[test]
fn copying_takes_everything() {
    let mut harness = toasts(vec![failed()]);
    harness
        .get_by_label("Copy “The picture could not be read”")
        .click();
    harness.step();
    let commands = &harness.output().platform_output.commands;
    let text = "Error: The picture could not be read\nIt is cut off.\nbyte 17 of 99";
    assert!(
        commands.contains(&egui::OutputCommand::CopyText(text.to_owned())),
        "{commands:?}"
    );
}

#[test]
fn the_same_twice_is_told_once_with_a_count() {
    let mut all = Notifications::default();
    all.push(failed());
    all.push(failed());
    all.push(Notification::warning("Slow", ""));
    assert_eq!(all.all().count(), 2);
    assert_eq!(all.unread(), 2);
    assert_eq!(all.worst_unread(), Some(Severity::Error));
    let mut harness = testing::harness(all, |ui, all| all.history_ui(ui));
    harness.get_by_label("2 times");
    assert_eq!(harness.state().unread(), 0, "seeing the list is reading it");
    harness.get_by_label("Clear list").click();
    harness.run();
    harness.get_by_label("No notifications");
}

#[test]
fn the_list_does_not_grow_without_end() {
    let mut all = Notifications::default();
    for number in 0..HISTORY_LIMIT + 10 {
        all.push(Notification::info(format!("note {number}"), ""));
    }
    assert_eq!(all.all().count(), HISTORY_LIMIT);
    assert_eq!(all.all().next().unwrap().title, "note 209");
}
