//! Elements, put together before they are written.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use crate::ElementId;

/// An element of a document, in the order of its schema when it is put together so.
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Content,
}

enum Content {
    Nothing,
    Text(String),
    Elements(Vec<Element>),
}

impl Element {
    /// An element with nothing in it.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            content: Content::Nothing,
        }
    }

    /// An element with a text or number.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "most of what is written are numbers and names"
    )]
    pub fn text(name: &'static str, text: impl ToString) -> Self {
        Self {
            content: Content::Text(text.to_string()),
            ..Self::new(name)
        }
    }

    /// The element with an attribute.
    pub fn attribute(self, name: &'static str, value: impl ToString) -> Self {
        self.maybe(name, Some(value))
    }

    /// The element with an attribute, where there is a value for it.
    pub fn maybe(mut self, name: &'static str, value: Option<impl ToString>) -> Self {
        let value = value.map(|it| (name, it.to_string()));
        self.attributes.extend(value);
        self
    }

    /// The element with more elements in it.
    pub fn with(mut self, elements: impl IntoIterator<Item = Self>) -> Self {
        let mut inside = match self.content {
            Content::Elements(inside) => inside,
            Content::Nothing | Content::Text(_) => Vec::new(),
        };
        inside.extend(elements);
        self.content = Content::Elements(inside);
        self
    }

    /// The element, where something is in it.
    pub fn unless_empty(self) -> Option<Self> {
        let is_empty = match &self.content {
            Content::Nothing => true,
            Content::Text(text) => text.is_empty(),
            Content::Elements(elements) => elements.is_empty(),
        };
        (!is_empty).then_some(self)
    }

    /// Writes the element with everything in it.
    pub fn write<W: Write>(&self, xml: &mut Writer<W>) -> io::Result<()> {
        let mut start = BytesStart::new(self.name);
        for (name, value) in &self.attributes {
            start.push_attribute((*name, &*storable(value)));
        }
        match &self.content {
            Content::Nothing => return xml.write_event(Event::Empty(start)),
            Content::Text(text) => {
                xml.write_event(Event::Start(start))?;
                xml.write_event(Event::Text(BytesText::new(&storable(text))))?;
            }
            Content::Elements(elements) => {
                xml.write_event(Event::Start(start))?;
                elements.iter().try_for_each(|it| it.write(xml))?;
            }
        }
        xml.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

/// The `id` of what an identifier belongs to.
pub(super) fn xml_id(id: ElementId) -> String {
    format!("e{}", id.0)
}

/// `yes` or `no`.
pub(super) const fn yes_no(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

/// `start` or `stop`.
pub(super) const fn start_stop(is_start: bool) -> &'static str {
    if is_start { "start" } else { "stop" }
}

/// The text with line feeds for other ends of lines, and with a replacement character where XML 1.0
/// cannot hold one, not even escaped.
fn storable(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let stored = |it| match it {
        '\r' => '\n',
        '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'.. => it,
        _ => '\u{FFFD}',
    };
    text.chars().map(stored).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_stored() {
        let element = Element::text("a", "1 < 2\r\n\u{1}ö\r").attribute("b", "\"\u{0}&");
        let mut xml = Writer::new(Vec::new());
        element.write(&mut xml).unwrap();
        assert_eq!(
            String::from_utf8(xml.into_inner()).unwrap(),
            "<a b=\"&quot;\u{FFFD}&amp;\">1 &lt; 2\n\u{FFFD}ö\n</a>"
        );
    }
}
