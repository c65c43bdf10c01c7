//! Widgets that panes share.

mod class_bars;
mod key_values;
mod placeholder;
mod search_field;
mod section;

pub use class_bars::{ClassBar, class_bars_ui};
pub use key_values::key_values_ui;
pub use placeholder::Placeholder;
pub use search_field::search_field_ui;
pub use section::section_ui;

#[cfg(test)]
mod tests;
