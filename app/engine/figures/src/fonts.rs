//! The fonts of a figure, and how wide a text is in them.

use std::borrow::Cow;
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Node, Options, Text, Tree};

use crate::error::FiguresError;
use crate::sheet::{TextStyle, escaped};

/// The font size that texts are measured at. Widths are proportional to it.
const MEASURED_SIZE: f64 = 100.0;
/// The minus sign, as axes write it.
const MINUS: &str = "\u{2212}";
/// The dash of the width of a digit.
const EN_DASH: &str = "\u{2013}";
/// No line of a figure holds more letters, so nothing longer is measured.
const MOST_LETTERS: usize = 1000;

/// The fonts that figures are laid out and drawn with. Cheap to clone.
///
/// An SVG names them and the generic `sans-serif`, and does not contain them: a viewer that has
/// neither draws with another font, whose letters may be a little wider.
#[derive(Clone, Debug)]
pub struct Fonts {
    database: Arc<Database>,
    regular: String,
    strong: String,
    has_minus: bool,
}

impl Fonts {
    /// The fonts in two files of the TrueType or OpenType kind: one for all text, and a heavier one
    /// for titles. Only what they contain is drawn: fonts of the system are not looked for, so that
    /// a figure is the same on every machine.
    ///
    /// # Errors
    /// [`FiguresError::Font`] when the bytes of one are no font.
    pub fn new(regular: &[u8], strong: &[u8]) -> Result<Self, FiguresError> {
        let mut database = Database::new();
        let mut load = |bytes: &[u8], which| {
            let ids = database.load_font_source(Source::Binary(Arc::new(bytes.to_vec())));
            let face = ids.first().and_then(|id| database.face(*id));
            let family = face.and_then(|face| face.families.first());
            let family = family.map(|(name, _language)| name.clone());
            family.ok_or(FiguresError::Font { which })
        };
        let regular = load(regular, "regular")?;
        let strong = load(strong, "strong")?;
        database.set_sans_serif_family(regular.clone());
        let mut fonts = Self {
            database: Arc::new(database),
            regular,
            strong,
            has_minus: true,
        };
        let minus = fonts.laid_out(MINUS, &TextStyle::points(8.0), |text| {
            let mut spans = text.layouted().iter();
            spans.all(|span| span.positioned_glyphs.iter().all(|glyph| glyph.id.0 != 0))
        });
        fonts.has_minus = minus.unwrap_or(false);
        Ok(fonts)
    }

    /// The text with letters that these fonts can draw: not all have a minus sign, and the dash
    /// between numbers looks like it.
    pub(crate) fn drawable<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.has_minus || !text.contains(MINUS) {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.replace(MINUS, EN_DASH))
        }
    }

    /// The attributes that choose the font of a style, without its size.
    pub(crate) fn attributes(&self, style: &TextStyle) -> String {
        let (family, weight) = if style.is_strong {
            (&self.strong, " font-weight=\"600\"")
        } else {
            (&self.regular, "")
        };
        // A quote would end the name early, and no font needs one.
        let family = escaped(&family.replace('\'', ""));
        format!("font-family=\"'{family}', sans-serif\"{weight}")
    }

    /// How SVG is read with these fonts, and nothing from the disk.
    pub(crate) fn options(&self) -> Options<'static> {
        let mut options = Options {
            fontdb: self.database.clone(),
            font_family: self.regular.clone(),
            ..Options::default()
        };
        // Figures contain their pictures; no address in a text may make the program read a file.
        options.image_href_resolver.resolve_string = Box::new(|_, _| None);
        options
    }

    /// How wide the text is in millimetres, as it will be drawn.
    pub(crate) fn width_mm(&self, text: &str, style: &TextStyle) -> f64 {
        let width = self.laid_out(text, style, |text| text.bounding_box().width());
        width.map_or(0.0, f64::from) * style.size_mm / MEASURED_SIZE
    }

    /// What is read from the text when its letters have their places; nothing of an empty text.
    fn laid_out<T>(
        &self,
        text: &str,
        style: &TextStyle,
        read: impl FnOnce(&Text) -> T,
    ) -> Option<T> {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\">\
             <text font-size=\"{MEASURED_SIZE}\" {}>{}</text></svg>",
            self.attributes(style),
            escaped(&self.drawable(text)),
        );
        let tree = Tree::from_str(&svg, &self.options()).ok()?;
        match tree.root().children().first()? {
            Node::Text(text) => Some(read(text)),
            _ => None,
        }
    }

    /// The text in lines that are at most `width_mm` wide, broken between words, and inside a word
    /// where it is too long for a line of its own. No line is empty.
    pub(crate) fn wrapped(&self, text: &str, style: &TextStyle, width_mm: f64) -> Vec<String> {
        let fits = |line: &str| {
            line.chars().nth(MOST_LETTERS).is_none() && self.width_mm(line, style) <= width_mm
        };
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if fits(&longer) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            let mut rest = word;
            while !fits(rest) {
                let (head, tail) = rest.split_at(self.fitting_len(rest, style, width_mm));
                if tail.is_empty() {
                    break;
                }
                lines.push(head.to_owned());
                rest = tail;
            }
            line = rest.to_owned();
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// How many bytes of the word fit into the width: whole letters, and at least one.
    fn fitting_len(&self, word: &str, style: &TextStyle, width_mm: f64) -> usize {
        let ends: Vec<usize> = word
            .char_indices()
            .take(MOST_LETTERS)
            .map(|(start, letter)| start + letter.len_utf8())
            .collect();
        let fitting = ends.partition_point(|end| self.width_mm(&word[..*end], style) <= width_mm);
        ends[fitting.max(1) - 1]
    }
}
