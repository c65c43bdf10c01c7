//! The entries of a labelme file.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A file as it is read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct File {
    pub shapes: Vec<Value>,
    pub image_path: Option<String>,
    pub image_width: Option<f64>,
    pub image_height: Option<f64>,
    pub checked: Option<bool>,
    /// Written anew.
    #[serde(rename = "version")]
    pub _version: Option<IgnoredAny>,
    /// The picture itself, which is read from its own file.
    #[serde(rename = "imageData")]
    pub _image_data: Option<IgnoredAny>,
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// A file as it is written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WrittenFile<'a> {
    pub version: &'static str,
    pub flags: Value,
    pub shapes: Vec<WrittenShape<'a>>,
    pub image_path: &'a str,
    pub image_data: Option<()>,
    pub image_height: u32,
    pub image_width: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<bool>,
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// An entry of `shapes` as it is read. What JSON has no number for is `null`.
#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    pub label: String,
    pub points: Vec<[Option<f64>; 2]>,
    pub shape_type: String,
    pub group_id: Option<i64>,
    pub description: Option<String>,
    pub flags: Option<BTreeMap<String, bool>>,
    pub mask: Option<String>,
    pub score: Option<f32>,
    pub attributes: Option<BTreeMap<String, Value>>,
    pub difficult: Option<bool>,
    pub occluded: Option<bool>,
    pub truncated: Option<bool>,
    pub crowd: Option<bool>,
    pub track_id: Option<u64>,
    pub keyframe: Option<bool>,
    pub line_width: Option<f64>,
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// An entry of `shapes` as it is written.
#[derive(Debug, Serialize)]
pub(super) struct WrittenShape<'a> {
    pub label: &'a str,
    pub points: Vec<[f64; 2]>,
    pub group_id: Option<i64>,
    pub description: &'a str,
    pub shape_type: &'static str,
    pub flags: BTreeMap<&'a str, bool>,
    pub mask: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f32>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "is_false")]
    pub difficult: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub occluded: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub truncated: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub crowd: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyframe: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_width: Option<f64>,
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// Marks that are not set are left out.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_false(mark: &bool) -> bool {
    !mark
}
