//! Reading the attributes of a node, with the defaults that ONNX gives them.

use crate::messages::{AttributeProto, NodeProto, TensorProto};

impl NodeProto {
    /// The attribute of a name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&AttributeProto> {
        self.attribute
            .iter()
            .find(|attribute| attribute.name == name)
    }

    /// An integer attribute.
    #[must_use]
    pub fn int(&self, name: &str) -> Option<i64> {
        self.attribute(name)?.i
    }

    /// An attribute of several integers.
    #[must_use]
    pub fn ints(&self, name: &str) -> Option<&[i64]> {
        Some(&self.attribute(name)?.ints)
    }

    /// A float attribute.
    #[must_use]
    pub fn float(&self, name: &str) -> Option<f32> {
        self.attribute(name)?.f
    }

    /// A text attribute; none where it is not UTF-8.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.attribute(name)?.s.as_ref()?).ok()
    }

    /// A tensor attribute.
    #[must_use]
    pub fn tensor(&self, name: &str) -> Option<&TensorProto> {
        self.attribute(name)?.t.as_ref()
    }

    /// The input at a place; none where it is left out.
    #[must_use]
    pub fn input_at(&self, index: usize) -> Option<&str> {
        self.input
            .get(index)
            .map(String::as_str)
            .filter(|name| !name.is_empty())
    }

    /// The output at a place; none where it is not wanted.
    #[must_use]
    pub fn output_at(&self, index: usize) -> Option<&str> {
        self.output
            .get(index)
            .map(String::as_str)
            .filter(|name| !name.is_empty())
    }

    /// Whether the operator is one of ONNX's own.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        matches!(self.domain.as_str(), "" | "ai.onnx")
    }

    /// The node's name, or what it computes where it has none.
    #[must_use]
    pub fn title(&self) -> &str {
        if self.name.is_empty() {
            self.output.first().map_or("", String::as_str)
        } else {
            &self.name
        }
    }

    /// Takes an attribute away and gives it.
    pub(crate) fn take_attribute(&mut self, name: &str) -> Option<AttributeProto> {
        let index = self
            .attribute
            .iter()
            .position(|attribute| attribute.name == name)?;
        Some(self.attribute.remove(index))
    }
}
