//! Which class of a project a label of a model means.

use std::sync::Arc;

use annotation::{Class, Document};

use crate::subject::names_of_label;

/// The class of the project that a label of a model means, by its name in any language.
pub fn class_of<'a>(document: &'a Document, label: &str) -> Option<&'a Arc<Class>> {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_', ' '], "");
    let names: Vec<String> = names_of_label(label)
        .iter()
        .map(|name| plain(name))
        .collect();
    document
        .classes()
        .find(|class| names.contains(&plain(&class.name)))
}

/// What a label of a model is called in the project: as its class, or else as the model calls it.
pub fn class_name<'a>(document: &'a Document, label: &'a str) -> &'a str {
    class_of(document, label).map_or(label, |class| class.name.as_str())
}
