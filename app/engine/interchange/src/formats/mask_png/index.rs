//! What `labels.json` holds.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The name of the format in the file.
pub(super) const FORMAT: &str = "mask pictures";
/// The version of the format.
pub(super) const VERSION: u32 = 1;

/// The whole file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Index<'a> {
    /// [`FORMAT`].
    pub format: Cow<'a, str>,
    /// [`VERSION`].
    pub version: u32,
    /// What the values of pixels are.
    pub values: Values,
    /// In which order shapes were drawn, in words for people.
    pub draw_order: Cow<'a, str>,
    /// The classes.
    pub classes: Vec<ClassValue<'a>>,
    /// The pictures.
    pub pictures: Vec<Picture<'a>>,
}

/// What the values of pixels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Values {
    Classes,
    Instances,
}

/// A class.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ClassValue<'a> {
    /// Its value, and its number in `instances`.
    pub value: u16,
    pub name: Cow<'a, str>,
    /// As `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
}

/// A picture.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Picture<'a> {
    pub file_name: Cow<'a, str>,
    pub width_px: u32,
    pub height_px: u32,
    /// Where its mask is below the folder of the file; none where it was not labelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mask: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<bool>,
    /// The labels by value, where values are labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instances: Vec<Instance>,
}

/// A label.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Instance {
    pub value: u16,
    /// The value of its class.
    pub class: u16,
}
