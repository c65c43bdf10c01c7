//! The `attributes` object of annotations, which CVAT fills with its own facts and the user's.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use crate::{Labelled, TrackPlace};

const OCCLUDED: &str = "occluded";
const TRUNCATED: &str = "truncated";
const TRACK: &str = "track_id";
const KEYFRAME: &str = "keyframe";
const ROTATION: &str = "rotation";

/// Whether a name means something of its own in the `attributes` object.
pub(crate) fn is_reserved(name: &str) -> bool {
    [OCCLUDED, TRUNCATED, TRACK, KEYFRAME, ROTATION].contains(&name)
}

/// What an `attributes` object says.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub occluded: bool,
    pub truncated: bool,
    pub track: Option<u64>,
    /// Whether the label was placed by hand; it is where nothing says otherwise.
    pub keyframe: bool,
    /// How far a box is turned, clockwise in degrees; none where the shape is no box.
    pub rotation_deg: Option<f64>,
    pub free: BTreeMap<String, String>,
}

impl Attributes {
    /// Takes an object apart. What has a name of CVAT's but not its meaning stays free.
    pub fn read(mut object: Map<String, Value>) -> Self {
        Self {
            occluded: take(&mut object, OCCLUDED, Value::as_bool).unwrap_or_default(),
            truncated: take(&mut object, TRUNCATED, Value::as_bool).unwrap_or_default(),
            keyframe: take(&mut object, KEYFRAME, Value::as_bool).unwrap_or(true),
            track: take(&mut object, TRACK, Value::as_u64),
            rotation_deg: take(&mut object, ROTATION, Value::as_f64),
            free: object
                .into_iter()
                .map(|(name, it)| (name, as_text(it)))
                .collect(),
        }
    }
}

/// Takes a value that has the right kind out of an object.
fn take<T>(
    object: &mut Map<String, Value>,
    name: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Option<T> {
    let value = read(object.get(name)?)?;
    object.remove(name);
    Some(value)
}

/// The object for a label, which may be empty.
pub(super) fn write(label: &Labelled, rotation_deg: Option<f64>) -> Map<String, Value> {
    let free = label
        .attributes
        .iter()
        .filter(|(name, _)| !is_reserved(name));
    let mut object: Map<String, Value> = free
        .map(|(name, text)| (name.clone(), as_value(text)))
        .collect();
    let mut insert = |name: &str, value: Value| object.insert(name.to_owned(), value);
    if label.is_occluded {
        insert(OCCLUDED, true.into());
    }
    if label.is_truncated {
        insert(TRUNCATED, true.into());
    }
    if let Some(TrackPlace {
        id, is_keyframe, ..
    }) = label.track
    {
        insert(TRACK, id.into());
        insert(KEYFRAME, is_keyframe.into());
    }
    if let Some(rotation_deg) = rotation_deg {
        insert(ROTATION, rotation_deg.into());
    }
    object
}

/// A value as text. Lists and objects, which CVAT does not write, become their JSON.
fn as_text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// A text as CVAT writes it: as a number or as true or false where that is the same text again.
fn as_value(text: &str) -> Value {
    match text {
        "true" => true.into(),
        "false" => false.into(),
        _ => match text.parse::<Number>() {
            Ok(number) if number.to_string() == text => Value::Number(number),
            _ => text.into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_come_back_as_they_were() {
        for (text, value) in [
            ("true", json!(true)),
            ("12", json!(12)),
            ("-1.5", json!(-1.5)),
            ("012", json!("012")),
            ("1e3", json!("1e3")),
            ("NaN", json!("NaN")),
            ("", json!("")),
            ("null", json!("null")),
        ] {
            assert_eq!(as_value(text), value);
            assert_eq!(as_text(value), text);
        }
    }

    #[test]
    fn what_cvat_means_is_told_from_what_the_user_means() {
        let object = json!({"occluded": true, "track_id": 3, "keyframe": false, "depth": 2.5});
        let Value::Object(object) = object else {
            unreachable!()
        };
        let read = Attributes::read(object);
        assert!(read.occluded && !read.keyframe && read.track == Some(3));
        assert_eq!(
            read.free,
            BTreeMap::from([("depth".to_owned(), "2.5".to_owned())])
        );
    }
}
