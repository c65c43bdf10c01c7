//! Reading XML one child of the root at a time, so that a large file is never held as a tree.

use std::path::{Path, PathBuf};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion, escape};

use crate::InterchangeError;

/// How deep elements may lie in each other. Label formats need five.
const DEEPEST: usize = 64;

/// An element with everything in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// The text directly in it, without the white space around it.
    pub text: String,
    pub children: Vec<Self>,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let is_wanted = |it: &&(String, String)| it.0 == name;
        self.attributes
            .iter()
            .find(is_wanted)
            .map(|it| it.1.as_str())
    }

    /// The first child with this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|it| it.name == name)
    }

    /// The text of the first child with this name.
    pub fn child_text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|it| it.text.as_str())
    }

    /// All children with this name.
    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |it| it.name == name)
    }
}

/// A document that is being read.
pub(crate) struct Document<'t> {
    path: PathBuf,
    reader: Reader<&'t [u8]>,
    /// The root without what is in it.
    root: Element,
    is_over: bool,
}

impl<'t> Document<'t> {
    /// Reads up to the start of the root.
    ///
    /// # Errors
    /// [`InterchangeError::Syntax`] and [`InterchangeError::Entities`].
    pub fn open(path: &Path, text: &'t str) -> Result<Self, InterchangeError> {
        let mut document = Self {
            path: path.to_owned(),
            reader: Reader::from_str(text),
            root: Element::default(),
            is_over: false,
        };
        document.reader.config_mut().expand_empty_elements = true;
        loop {
            match document.event()? {
                Event::Start(start) => {
                    document.root = document.element(&start)?;
                    return Ok(document);
                }
                // Only a type declaration can declare entities.
                Event::DocType(declaration) if declaration.contains("ENTITY") => {
                    return Err(InterchangeError::Entities {
                        path: document.path,
                    });
                }
                Event::Eof => return Err(document.syntax("there is no element")),
                _ => {}
            }
        }
    }

    /// The root without what is in it.
    pub fn root(&self) -> &Element {
        &self.root
    }

    /// The next child of the root with everything in it, or none after the last.
    ///
    /// # Errors
    /// [`InterchangeError::Syntax`], also where the text ends before the root does.
    pub fn next_child(&mut self) -> Result<Option<Element>, InterchangeError> {
        let mut open: Vec<Element> = Vec::new();
        while !self.is_over {
            match self.event()? {
                Event::Start(start) => {
                    if open.len() >= DEEPEST {
                        let reason = format!("elements lie more than {DEEPEST} deep in each other");
                        return Err(self.syntax(&reason));
                    }
                    open.push(self.element(&start)?);
                }
                Event::End(_) => {
                    let Some(mut element) = open.pop() else {
                        self.is_over = true;
                        break;
                    };
                    element.text = element.text.trim().to_owned();
                    match open.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => return Ok(Some(element)),
                    }
                }
                Event::Text(text) => append(&mut open, &text.xml10_content()),
                Event::CData(text) => append(&mut open, &text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let letter = reference
                        .resolve_char_ref()
                        .map_err(|it| self.syntax(&it.to_string()))?;
                    match (letter, escape::resolve_xml_entity(&reference)) {
                        (Some(letter), _) => append(&mut open, letter.encode_utf8(&mut [0; 4])),
                        (None, Some(text)) => append(&mut open, text),
                        (None, None) => {
                            let reason = format!("the entity `{}` is not known", &*reference);
                            return Err(self.syntax(&reason));
                        }
                    }
                }
                Event::Eof => return Err(self.syntax("it ends before its last element does")),
                _ => {}
            }
        }
        Ok(None)
    }

    fn event(&mut self) -> Result<Event<'t>, InterchangeError> {
        self.reader
            .read_event()
            .map_err(|error| self.syntax(&error.to_string()))
    }

    fn element(&self, start: &BytesStart<'_>) -> Result<Element, InterchangeError> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| self.syntax(&error.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| self.syntax(&error.to_string()))?;
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        Ok(Element {
            name: start.name().as_ref().to_owned(),
            attributes,
            ..Element::default()
        })
    }

    fn syntax(&self, reason: &str) -> InterchangeError {
        InterchangeError::Syntax {
            path: self.path.clone(),
            reason: format!("{reason}, at byte {}", self.reader.buffer_position()),
        }
    }
}

/// Adds text to the innermost element.
fn append(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn children(text: &str) -> Result<Vec<Element>, InterchangeError> {
        let mut document = Document::open(Path::new("a.xml"), text)?;
        let mut children = Vec::new();
        while let Some(child) = document.next_child()? {
            children.push(child);
        }
        Ok(children)
    }

    #[test]
    fn children_come_whole_and_one_by_one() {
        let text = "<?xml version='1.0'?><r v='1'>\n <a k='&lt;&#228;'> x &amp; <b/>y </a> <c>\
                    <![CDATA[<]]></c></r>";
        let document = Document::open(Path::new("a.xml"), text).unwrap();
        assert_eq!(document.root().attribute("v"), Some("1"));
        let children = children(text).unwrap();
        assert_eq!(children.len(), 2);
        assert_eq!(children[0].attribute("k"), Some("<ä"));
        assert_eq!(children[0].text, "x & y");
        assert_eq!(children[0].children[0].name, "b");
        assert_eq!(children[1].text, "<");
    }

    #[test]
    fn broken_and_endless_documents_are_refused() {
        for text in [
            "",
            "x",
            "<r>",
            "<r><a></r>",
            "<r><a",
            "<r a='1' a='2'/>",
            "<r>&x;</r>",
        ] {
            let refused = children(text);
            assert!(
                matches!(refused, Err(InterchangeError::Syntax { .. })),
                "{text}"
            );
        }
        let bomb = "<!DOCTYPE r [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><r>&b;</r>";
        assert!(matches!(
            children(bomb),
            Err(InterchangeError::Entities { .. })
        ));
        let deep = format!("<r>{}{}</r>", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert!(children(&deep).is_err());
    }
}
