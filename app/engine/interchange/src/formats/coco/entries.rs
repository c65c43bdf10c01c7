//! The entries of a COCO file.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// An entry of `images` as it is read.
#[derive(Debug, Deserialize)]
pub(super) struct Image {
    pub id: i64,
    pub file_name: String,
    pub width: Option<f64>,
    pub height: Option<f64>,
    pub reviewed: Option<bool>,
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// An entry of `images` as it is written.
#[derive(Debug, Serialize)]
pub(super) struct WrittenImage<'a> {
    pub id: i64,
    pub file_name: &'a str,
    pub width: u32,
    pub height: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<bool>,
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// An entry of `categories`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Category {
    pub id: i64,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supercategory: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<Value>,
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// An entry of `annotations` as it is read. What JSON has no number for is `null`.
#[derive(Debug, Deserialize)]
pub(super) struct Annotation {
    pub id: Option<i64>,
    pub image_id: i64,
    pub category_id: i64,
    #[serde(default)]
    pub segmentation: Value,
    pub bbox: Option<Vec<Option<f64>>>,
    /// Counted anew when it is written.
    #[serde(rename = "area")]
    pub _area: Option<IgnoredAny>,
    pub iscrowd: Option<Flag>,
    pub ignore: Option<Flag>,
    pub score: Option<f32>,
    pub track_id: Option<i64>,
    pub group_id: Option<i64>,
    pub note: Option<String>,
    pub attributes: Option<Map<String, Value>>,
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// An entry of `annotations` as it is written.
#[derive(Debug, Serialize)]
pub(super) struct WrittenAnnotation<'a> {
    pub id: i64,
    pub image_id: i64,
    pub category_id: i64,
    pub segmentation: Segmentation,
    pub bbox: [f64; 4],
    pub area: f64,
    pub iscrowd: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Value>,
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// The area of an annotation as it is written.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Segmentation {
    /// Flat rings `[x1, y1, x2, y2, …]`.
    Polygons(Vec<Vec<f64>>),
    /// Packed runs, with height before width.
    Runs { size: [u32; 2], counts: String },
}

/// 0 or 1, or false or true.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(untagged)]
pub(super) enum Flag {
    Bool(bool),
    Number(i64),
}

impl Flag {
    /// Whether it is set; not where there is none.
    pub fn is_set(flag: Option<Self>) -> bool {
        match flag {
            Some(Self::Bool(flag)) => flag,
            Some(Self::Number(number)) => number != 0,
            None => false,
        }
    }
}
