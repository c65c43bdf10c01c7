//! Help: pages of Markdown in the present language, and a page of shortcuts made from the table.

mod pages;

use egui::{ScrollArea, Ui};
use egui_commonmark::{CommonMarkCache, CommonMarkViewer};

use crate::icons;
use crate::shortcuts::Shortcuts;
use crate::text::{self, Language};
use crate::tokens::space;
use crate::tr;

pub use pages::{has_topic, topics};

/// Links of this form lead to other pages: `help:models`.
const LINK_PREFIX: &str = "help:";

/// Most width of a page in points, so that lines stay readable.
const PAGE_WIDTH_PT: f32 = 640.0;

/// Which page is shown, and the ones before it.
pub struct Help {
    trail: Vec<String>,
    cache: CommonMarkCache,
    /// The page that the cache was filled with.
    cached: Option<(String, Language)>,
}

impl Default for Help {
    fn default() -> Self {
        Self {
            trail: vec![pages::FIRST_TOPIC.to_owned()],
            cache: CommonMarkCache::default(),
            cached: None,
        }
    }
}

impl Help {
    /// Turns to the page of a topic; to the first page where there is none of that name.
    pub fn turn_to(&mut self, topic: &str) {
        let topic = if has_topic(topic) {
            topic
        } else {
            pages::FIRST_TOPIC
        };
        if self.topic() != topic {
            self.trail.push(topic.to_owned());
        }
    }

    /// The topic of the page that is shown.
    pub fn topic(&self) -> &str {
        self.trail.last().map_or(pages::FIRST_TOPIC, String::as_str)
    }

    /// Shows the page with the list of all pages, in the space there is.
    pub fn ui(&mut self, ui: &mut Ui, shortcuts: &Shortcuts) {
        self.topics_ui(ui);
        ui.separator();
        let topic = self.topic().to_owned();
        let page = pages::page(&topic, text::language(), shortcuts);
        self.prepare_cache(&topic);
        ScrollArea::vertical()
            .id_salt(&topic)
            .auto_shrink([false, false])
            .show(ui, |ui| {
                ui.set_max_width(PAGE_WIDTH_PT);
                ui.add_space(space::S);
                ui.push_id(&topic, |ui| {
                    CommonMarkViewer::new().show(ui, &mut self.cache, &page);
                });
                ui.add_space(space::XL);
            });
        self.follow_links();
    }

    /// The way back, and a button for each page.
    fn topics_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            ui.add_enabled_ui(self.trail.len() > 1, |ui| {
                let name = tr!("help-back");
                if icons::icon_button_ui(ui, icons::ICON_ARROW_BACK, &name).clicked() {
                    self.trail.pop();
                }
            });
            for topic in topics() {
                let title = pages::title(topic, text::language());
                if ui.selectable_label(self.topic() == topic, title).clicked() {
                    self.turn_to(topic);
                }
            }
        });
    }

    /// Empties the cache when another page or language is shown, and announces the links.
    fn prepare_cache(&mut self, topic: &str) {
        let shown = (topic.to_owned(), text::language());
        if self.cached.as_ref() != Some(&shown) {
            self.cache = CommonMarkCache::default();
            for topic in topics() {
                self.cache.add_link_hook(format!("{LINK_PREFIX}{topic}"));
            }
            self.cached = Some(shown);
        }
    }

    /// Turns to the page whose link was pressed.
    fn follow_links(&mut self) {
        let followed = topics().find(|topic| {
            let link = format!("{LINK_PREFIX}{topic}");
            self.cache.get_link_hook(&link) == Some(true)
        });
        if let Some(topic) = followed {
            self.turn_to(topic);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use egui::accesskit::Role;
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::testing::harness;

    #[test]
    fn pages_are_turned_by_their_names_by_links_and_back() {
        let mut harness = harness(Help::default(), |ui, help| {
            help.ui(ui, &Shortcuts::default());
        });
        let named = "Keyboard shortcuts";
        harness.get_by_role_and_label(Role::Button, named).click();
        harness.run();
        assert_eq!(harness.state().topic(), "shortcuts");
        harness.get_by_label("Back").click();
        harness.run();
        let named = "Models and packs";
        harness.get_by_role_and_label(Role::Link, named).click();
        harness.run();
        assert_eq!(harness.state().topic(), "models");
        harness.get_by_label("Back").click();
        harness.run();
        assert_eq!(harness.state().topic(), pages::FIRST_TOPIC);
    }

    #[test]
    fn an_unknown_topic_leads_to_the_first_page() {
        let mut help = Help::default();
        help.turn_to("shortcuts");
        help.turn_to("no-such-page");
        assert_eq!(help.topic(), pages::FIRST_TOPIC);
    }
}
