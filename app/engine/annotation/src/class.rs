//! Classes: what a label says that a thing is.

use serde::{Deserialize, Serialize};
use shapes::ShapeKind;

use crate::ClassId;

/// Red, green and blue, as in sRGB.
pub type Colour = [u8; 3];

/// A kind of thing that is labelled, such as an axial scratch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Class {
    /// Its number, which stays when it is renamed.
    pub id: ClassId,
    /// What the user calls it; no other class has the same name.
    pub name: String,
    /// The colour of its shapes.
    pub colour: Colour,
    /// The key that chooses it: a digit from 1 to 9; no other class has the same one.
    pub key: Option<u8>,
    /// The class that it is a kind of.
    pub parent: Option<ClassId>,
    /// The shape that it is usually drawn as.
    pub usual_shape: Option<ShapeKind>,
    /// What can be said of a label of it, beside its class.
    pub attributes: Vec<AttributeSpec>,
    /// What it is and how it is told from others, in the user's words.
    pub definition: String,
}

/// Something that can be said of the labels of a class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttributeSpec {
    /// What it is called; no other attribute of the class has the same name.
    pub name: String,
    /// What it can be.
    pub kind: AttributeKind,
}

/// What an attribute can be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// One of these.
    Choice(Vec<String>),
}

impl AttributeKind {
    /// Whether a value is of this kind.
    #[must_use]
    pub fn holds(&self, value: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Number => value.parse::<f64>().is_ok_and(f64::is_finite),
            Self::Flag => matches!(value, "true" | "false"),
            Self::Choice(choices) => choices.iter().any(|choice| choice == value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_must_be_of_the_kind() {
        assert!(AttributeKind::Text.holds(""));
        assert!(AttributeKind::Number.holds("-1.5e3"));
        assert!(!AttributeKind::Number.holds("NaN"));
        assert!(AttributeKind::Flag.holds("true"));
        assert!(!AttributeKind::Flag.holds("yes"));
        let choice = AttributeKind::Choice(vec!["inner".to_owned(), "outer".to_owned()]);
        assert!(choice.holds("outer"));
        assert!(!choice.holds("Outer"));
    }
}
