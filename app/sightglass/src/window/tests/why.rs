//! Why the model answered so: shown after each answer without being asked.

use egui::{Key, Modifiers};

use super::{Window, series};

#[test]
fn an_answer_is_explained_unasked_and_again_for_the_next_picture() {
    let (folder, _) = series(2);
    let mut window = Window::on([folder.path()]).open();
    window.wait_for("Average local spatial entropy");
    window.settle();
    let first = entropy_line(&window);
    window.press(Modifiers::NONE, Key::D);
    window.until("another explanation", |window| {
        entropy_line(window) != first
    });
}

#[test]
fn methods_can_be_chosen_and_covers_gone_through_by_key() {
    let (folder, _) = series(1);
    let mut window = Window::on([folder.path()]).open();
    window.wait_for("Average local spatial entropy");
    window.settle();
    window.click("Method");
    window.wait_for("Grad-CAM");
    window.click("Grad-CAM");
    window.wait_for("Layer pool4");
    window.settle();
    // The legend says what lies over the picture: a response has two ends, entropy has bits.
    assert!(window.shows("−"));
    window.press(Modifiers::NONE, Key::R);
    window.settle();
    assert!(!window.shows("−"));
    window.press(Modifiers::NONE, Key::R);
    window.press(Modifiers::NONE, Key::R);
    window.settle();
    assert!(window.shows("−"));
}

#[test]
fn a_map_of_a_layer_is_explained_by_a_click_and_the_class_again_by_another() {
    let (folder, _) = series(1);
    let mut window = Window::on([folder.path()]).open();
    window.wait_for("Average local spatial entropy");
    window.settle();
    let of_class = entropy_line(&window);
    // High enough that the maps are in view below everything else.
    window.harness.set_size(egui::vec2(1200.0, 1200.0));
    window.click("Prediction");
    window.click("Layers");
    window.wait_for("relu2_1");
    window.click("relu2_1  Relu [batch, 24, 48, 48]");
    window.wait_for("Maps of the layer");
    window.settle();
    window.point_and_click("Maps of the layer");
    window.wait_for("of relu2_1");
    window.settle();
    assert_ne!(entropy_line(&window), of_class);
    window.click("Explain the class");
    window.settle();
    assert_eq!(entropy_line(&window), of_class);
}

/// The line with the average entropy, as far as it is shown.
fn entropy_line(window: &Window) -> Option<String> {
    let texts = window.texts().into_iter();
    let mut lines = texts.filter(|text| text.starts_with("Average local spatial entropy"));
    lines.next()
}
