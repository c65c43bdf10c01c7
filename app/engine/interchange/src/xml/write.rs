//! Writing XML, indented, with every text escaped.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A document that is being written.
pub(crate) struct XmlWriter<W: Write> {
    writer: Writer<W>,
}

impl<W: Write> XmlWriter<W> {
    /// Writes the declaration of an UTF-8 document.
    pub fn new(writer: W) -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(writer, b' ', 2);
        let declaration = BytesDecl::new("1.0", Some("utf-8"), None);
        writer.write_event(Event::Decl(declaration))?;
        Ok(Self { writer })
    }

    /// Writes an element with what `inside` writes into it.
    pub fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, String)],
        inside: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.writer
            .write_event(Event::Start(start(name, attributes)))?;
        inside(self)?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes an element without anything in it.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, String)]) -> io::Result<()> {
        self.writer
            .write_event(Event::Empty(start(name, attributes)))
    }

    /// Writes an element with a text.
    pub fn text(
        &mut self,
        name: &str,
        attributes: &[(&str, String)],
        text: &str,
    ) -> io::Result<()> {
        self.element(name, attributes, |xml| {
            let text = storable(text);
            xml.writer.write_event(Event::Text(BytesText::new(&text)))
        })
    }

    /// Ends the file with a line feed.
    pub fn finish(self) -> io::Result<()> {
        self.writer.into_inner().write_all(b"\n")
    }
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, String)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*storable(value)));
    }
    start
}

/// Whether XML 1.0 can hold a character: control characters have no place in it, not even escaped.
pub(crate) fn is_storable(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// The text with a replacement character where XML cannot hold one.
fn storable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_storable) {
        return Cow::Borrowed(text);
    }
    let replaced = |it| if is_storable(it) { it } else { '\u{FFFD}' };
    Cow::Owned(text.chars().map(replaced).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        let mut bytes = Vec::new();
        let mut xml = XmlWriter::new(&mut bytes).unwrap();
        xml.element("a", &[("k", "\"ä<\n\u{1}".to_owned())], |xml| {
            xml.text("b", &[], "1 < 2 & ö")?;
            xml.empty("c", &[])
        })
        .unwrap();
        xml.finish().unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <a k=\"&quot;ä&lt;&#10;\u{FFFD}\">\n  <b>1 &lt; 2 &amp; ö</b>\n  <c/>\n</a>\n"
        );
    }
}
