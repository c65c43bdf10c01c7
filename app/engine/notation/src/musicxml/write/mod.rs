//! Writing a score as MusicXML.

mod direction;
mod measure;
mod note;
mod streams;
mod writable;
mod xml;

use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use self::measure::MeasureWriter;
use self::writable::divisions_of_parts;
use self::xml::Element;
use super::WriteError;
use crate::{Header, PageSize, Score};

/// What the second line says, for programs that ask for it.
const DOCUMENT_TYPE: &str = "score-partwise PUBLIC \
     \"-//Recordare//DTD MusicXML 4.0 Partwise//EN\" \"http://www.musicxml.org/dtds/partwise.dtd\"";
/// The name of this program in the files that it writes.
const SOFTWARE: &str = "Sightglass";
/// The height of a staff in tenths of a staff space.
const STAFF_TENTHS: u32 = 40;
/// The length of a sheet of A4, in millimetres.
const SHEET_MM: f64 = 297.0;
/// What a reading program can rely on: elements, and an attribute of one.
const SUPPORTS: [(&str, Option<&str>); 5] = [
    ("accidental", None),
    ("beam", None),
    ("stem", None),
    ("print", Some("new-page")),
    ("print", Some("new-system")),
];

/// Writes a score as uncompressed MusicXML 4.0 partwise, in UTF-8. The same score always gives the
/// same bytes. Control characters, which XML cannot hold, are written as replacement characters, and
/// line ends as line feeds.
///
/// # Errors
/// What in the score has no place in a file; then nothing is written. And [`WriteError::Io`].
pub fn write(score: &Score, out: impl Write) -> Result<(), WriteError> {
    let divisions = divisions_of_parts(score)?;
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    let declaration = BytesDecl::new("1.0", Some("UTF-8"), None);
    xml.write_event(Event::Decl(declaration))?;
    xml.write_event(Event::DocType(BytesText::from_escaped(DOCUMENT_TYPE)))?;
    let root = BytesStart::new("score-partwise").with_attributes([("version", "4.0")]);
    xml.write_event(Event::Start(root))?;
    for element in header(&score.header) {
        element.write(&mut xml)?;
    }
    if let Some(page) = score.page {
        defaults(page).write(&mut xml)?;
    }
    part_list(score).write(&mut xml)?;
    for (at, (part, divisions)) in score.parts.iter().zip(divisions).enumerate() {
        let start = BytesStart::new("part").with_attributes([("id", &*part_id(at))]);
        xml.write_event(Event::Start(start))?;
        let mut writer = MeasureWriter::new(part.staves, divisions);
        for (number, measure) in part.measures.iter().enumerate() {
            writer.measure(measure, number == 0).write(&mut xml)?;
        }
        xml.write_event(Event::End(BytesEnd::new("part")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("score-partwise")))?;
    let mut out = xml.into_inner();
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

fn part_id(at: usize) -> String {
    format!("P{}", at + 1)
}

fn header(header: &Header) -> Vec<Element> {
    let title = header.title.as_ref();
    let title = title.map(|it| Element::new("work").with([Element::text("work-title", it)]));
    let movement = header.movement.as_ref();
    let movement = movement.map(|it| Element::text("movement-title", it));
    let creators = header.creators.iter();
    let creators =
        creators.map(|it| Element::text("creator", &it.name).attribute("type", &it.role));
    let rights = header.rights.as_ref().map(|it| Element::text("rights", it));
    let supports = SUPPORTS.map(|(element, attribute)| {
        Element::new("supports")
            .attribute("element", element)
            .attribute("type", "yes")
            .maybe("attribute", attribute)
            .maybe("value", attribute.map(|_| "yes"))
    });
    let encoding = Element::new("encoding")
        .with([Element::text("software", SOFTWARE)])
        .with(supports);
    let identification = Element::new("identification")
        .with(creators)
        .with(rights)
        .with([encoding]);
    title
        .into_iter()
        .chain(movement)
        .chain([identification])
        .collect()
}

/// How large pages are. Their true size is not known: they are as long as a sheet of A4.
fn defaults(page: PageSize) -> Element {
    let longest_tenths = page.height_tenths.max(page.width_tenths).max(1);
    let staff_mm = SHEET_MM * f64::from(STAFF_TENTHS) / f64::from(longest_tenths);
    let scaling = Element::new("scaling").with([
        Element::text("millimeters", format!("{staff_mm:.4}")),
        Element::text("tenths", STAFF_TENTHS),
    ]);
    let layout = Element::new("page-layout").with([
        Element::text("page-height", page.height_tenths),
        Element::text("page-width", page.width_tenths),
    ]);
    Element::new("defaults").with([scaling, layout])
}

fn part_list(score: &Score) -> Element {
    let parts = score.parts.iter().enumerate().map(|(at, part)| {
        Element::new("score-part")
            .attribute("id", part_id(at))
            .with([Element::text("part-name", &part.name)])
    });
    Element::new("part-list").with(parts)
}
