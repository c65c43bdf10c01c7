//! Projects: the first start, adding pictures, running on all, and coming back to where one was.

use egui::{Key, Modifiers};
use workbench::Command;

use super::{Window, series};

#[test]
fn the_first_start_opens_the_sample_and_the_next_one_what_was_open() {
    let (folder, _) = series(3);
    let mut window = Window::on::<&str>([]).sample(folder.path()).open();
    window.wait_for("Picture 0000.png");
    window.press(Modifiers::NONE, Key::D);
    window.wait_for("Picture 0001.png");
    let commands = &window.harness.state().services.commands;
    commands.send(Command::ShowCase("quality".to_owned()));
    window.wait_for("Labels of the picture");
    window.settle();
    let home = window.close();

    let mut window = Window::on::<&str>([]).at_home(home).open();
    window.wait_for("Picture 0001.png");
    window.wait_for("Labels of the picture");
    assert!(window.shows("3 of 3"));
}

#[test]
fn a_closed_project_stays_closed_and_the_window_offers_what_to_do() {
    let (folder, _) = series(1);
    let mut window = Window::on::<&str>([]).sample(folder.path()).open();
    window.wait_for("Picture 0000.png");
    window.press(Modifiers::CTRL | Modifiers::COMMAND, Key::W);
    window.wait_for("Open a picture to begin");
    window.settle();
    let home = window.close();
    let mut window = Window::on::<&str>([])
        .sample(folder.path())
        .at_home(home)
        .open();
    window.wait_for("Open a picture to begin");
    assert!(window.shows("Open the sample project"));
}

#[test]
fn dropped_pictures_join_the_project_and_are_shown() {
    let (_folder, first) = series(2);
    let mut window = Window::on([&first[0]]).open();
    window.wait_for("1 of 1");
    window.drop_files(&[&first[1]]);
    window.wait_for("2 of 2");
    window.wait_for("Picture 0001.png");
}

#[test]
fn a_project_and_a_picture_on_the_command_line_come_together() {
    let (folder, pictures) = series(2);
    let project = folder.path().join("work.sight");
    let made = store::Project::create(&project, &crate::cases::migrations()).unwrap();
    let work = jobs::Work::detached();
    made.writer().add_pictures(&pictures[..1], &work).unwrap();
    made.close().unwrap();
    let mut window = Window::on([&project, &pictures[1]]).open();
    window.wait_for("2 of 2");
    window.wait_for("Picture 0001.png");
}

#[test]
fn a_run_over_all_pictures_is_stored_and_sorts_the_list() {
    let (folder, _) = series(4);
    let mut window = Window::on::<&str>([]).sample(folder.path()).open();
    window.wait_for("Prepared in");
    window.settle();
    window.press(Modifiers::SHIFT, Key::F5);
    window.wait_for("4 answers are stored");
    window.settle();
    window.click("List");
    window.settle();
    window.click("Confidence");
    window.settle();
    window.wait_for("Confidence ↑");
    let home = window.close();

    let mut window = Window::on::<&str>([]).at_home(home).open();
    window.wait_for("4 of 4");
    window.settle();
    window.click("List");
    window.wait_for("%");
}
