//! Reading MusicXML, as far as the document goes.

mod attributes;
mod direction;
mod length;
mod measure;
mod note;
mod voices;
mod xml;

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use roxmltree::{Document, Node, ParsingOptions};

use self::measure::PartReader;
use self::xml::{child, children, decimal, id_of, number_in, text_in};
use super::ReadError;
use crate::{Creator, ElementId, Header, PageSize, Part, Score};

/// The most elements, texts and comments of a file: those of a whole opera.
const MOST_NODES: u32 = 16_000_000;

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The score.
    pub score: Score,
    /// What the score could not hold, each with how often it was met.
    pub remarks: BTreeMap<Remark, usize>,
}

/// What a score could not hold of a file, or holds otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// An element was left out, or what is meant by its text.
    LeftOut {
        /// The name of the element.
        element: String,
    },
    /// A note that is not printed was left out. Rests that are not printed are gaps, and no remark.
    HiddenNote,
    /// Something lasts otherwise than its value says. It stands in a tuplet that is not shown, so
    /// that its time is right.
    OddLength,
    /// Something lasts otherwise than its value says, and its time could not be kept.
    LostLength,
    /// Something began before the one before it in its voice ended, and was put into a new voice.
    Overlap,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LeftOut { element } => write!(f, "`{element}` was left out"),
            Self::HiddenNote => f.write_str("a note that is not printed was left out"),
            Self::OddLength => f.write_str(
                "something lasts otherwise than its value says; it was put into a tuplet that is \
                 not shown",
            ),
            Self::LostLength => f.write_str(
                "something lasts otherwise than its value says; it was given the time of its value",
            ),
            Self::Overlap => f.write_str(
                "something overlapped with what came before it in its voice; it was put into a \
                 voice of its own",
            ),
        }
    }
}

/// Reads a score from the text of a file.
pub(super) fn read_text(text: &str) -> Result<Read, ReadError> {
    if text.contains("<!ENTITY") {
        return Err(ReadError::Entities);
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options)?;
    let root = document.root_element();
    if root.tag_name().name() != "score-partwise" {
        return Err(ReadError::Root {
            root: root.tag_name().name().to_owned(),
        });
    }
    let mut notes = Notes::new(root);
    let header = header(root, &mut notes);
    let mut parts = Vec::new();
    for (at, part) in children(root, "part").enumerate() {
        parts.push(self::part(root, part, at, &mut notes)?);
    }
    Ok(Read {
        score: Score {
            header,
            page: page_size(root),
            parts,
        },
        remarks: notes.remarks,
    })
}

fn header(root: Node<'_, '_>, notes: &mut Notes) -> Header {
    for credit in children(root, "credit") {
        notes.left_out(credit);
    }
    let owned = |it: &str| Some(it.to_owned()).filter(|it| !it.is_empty());
    let identification = child(root, "identification");
    let in_identification = |name| {
        let nodes = identification.into_iter().flat_map(|it| it.children());
        nodes.filter(move |it| it.has_tag_name(name))
    };
    let creators = in_identification("creator").map(|it| Creator {
        role: it.attribute("type").unwrap_or_default().to_owned(),
        name: it.text().unwrap_or_default().trim().to_owned(),
    });
    Header {
        title: child(root, "work")
            .and_then(|it| text_in(it, "work-title"))
            .and_then(owned),
        movement: text_in(root, "movement-title").and_then(owned),
        creators: creators.collect(),
        rights: in_identification("rights")
            .find_map(|it| it.text())
            .and_then(|it| owned(it.trim())),
    }
}

fn page_size(root: Node<'_, '_>) -> Option<PageSize> {
    let layout = child(child(root, "defaults")?, "page-layout")?;
    let tenths = |name| {
        let tenths = decimal(text_in(layout, name)?)?.round().to_integer();
        u32::try_from(tenths).ok().filter(|it| *it > 0)
    };
    Some(PageSize {
        width_tenths: tenths("page-width")?,
        height_tenths: tenths("page-height")?,
    })
}

/// Reads the part `at`, from 0.
fn part(
    root: Node<'_, '_>,
    part: Node<'_, '_>,
    at: usize,
    notes: &mut Notes,
) -> Result<Part, ReadError> {
    let mut named = child(root, "part-list")
        .into_iter()
        .flat_map(|it| it.children());
    let named = named
        .find(|it| it.has_tag_name("score-part") && it.attribute("id") == part.attribute("id"));
    let name = named.and_then(|it| text_in(it, "part-name"));
    let staves = part
        .descendants()
        .flat_map(|it| [number_in(it, "staves"), number_in(it, "staff")]);
    let staves = staves.flatten().max().unwrap_or(1).max(1);
    let mut reader = PartReader::new(notes, at + 1, staves);
    let measures = children(part, "measure").map(|it| reader.measure(it));
    Ok(Part {
        name: name.unwrap_or_default().to_owned(),
        staves,
        measures: measures.collect::<Result<_, _>>()?,
    })
}

/// What is noted while reading: which identifiers have been given, and what was left out.
pub(super) struct Notes {
    remarks: BTreeMap<Remark, usize>,
    /// The identifiers that stand in the file.
    in_file: HashSet<u64>,
    /// Those of them that have been met.
    met: HashSet<u64>,
    last_fresh: u64,
}

impl Notes {
    fn new(root: Node<'_, '_>) -> Self {
        let in_file: HashSet<u64> = root.descendants().filter_map(id_of).collect();
        Self {
            remarks: BTreeMap::new(),
            last_fresh: in_file.iter().copied().max().unwrap_or(0),
            in_file,
            met: HashSet::new(),
        }
    }

    /// The identifier of an element, a new one where it has none of ours or one that was met before.
    pub fn id(&mut self, node: Node<'_, '_>) -> ElementId {
        match id_of(node).filter(|it| self.met.insert(*it)) {
            Some(id) => ElementId(id),
            None => self.fresh_id(),
        }
    }

    /// An identifier that is not in the file.
    pub fn fresh_id(&mut self) -> ElementId {
        loop {
            self.last_fresh = self.last_fresh.wrapping_add(1);
            if !self.in_file.contains(&self.last_fresh) {
                return ElementId(self.last_fresh);
            }
        }
    }

    pub fn remark(&mut self, remark: Remark) {
        *self.remarks.entry(remark).or_default() += 1;
    }

    /// Notes that an element was left out.
    pub fn left_out(&mut self, node: Node<'_, '_>) {
        let element = node.tag_name().name().to_owned();
        self.remark(Remark::LeftOut { element });
    }
}
