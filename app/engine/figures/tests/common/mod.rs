//! What the tests share: the fonts, and drawings read back.

#![allow(dead_code, reason = "each test program uses its part")]

use figures::{Drawing, Fonts};
use imaging::{Raster, Samples};
use resvg::usvg::{self, Group, Image, Node, Options, Path, Text, Tree};

const REGULAR: &[u8] = include_bytes!("../../../../../resources/fonts/NotoSans-Regular.ttf");
const STRONG: &[u8] = include_bytes!("../../../../../resources/fonts/NotoSans-SemiBold.ttf");

/// Millimetres in a pixel of SVG.
const MM_PER_PX: f64 = 25.4 / 96.0;

pub fn fonts() -> Fonts {
    Fonts::new(REGULAR, STRONG).unwrap()
}

/// An RGB raster of one colour.
pub fn plain(width_px: u32, height_px: u32, rgb: [u8; 3]) -> Raster {
    let count = (width_px * height_px) as usize;
    Raster::new(width_px, height_px, 3, Samples::U8(rgb.repeat(count)))
}

/// A rectangle in millimetres: left, top, right, bottom.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sides {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Sides {
    fn of(rect: usvg::Rect) -> Self {
        let mm = |px: f32| f64::from(px) * MM_PER_PX;
        Self {
            left: mm(rect.left()),
            top: mm(rect.top()),
            right: mm(rect.right()),
            bottom: mm(rect.bottom()),
        }
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Without the space that a font keeps above and below the letters of a line, which lies to the
    /// left and right of a line that is read from below.
    pub fn inked(&self) -> Self {
        const SPACE_MM: f64 = 0.6;
        let (across, down) = if self.height() > self.width() {
            (SPACE_MM.min(self.width() / 3.0), SPACE_MM)
        } else {
            (0.0, SPACE_MM)
        };
        Self {
            left: self.left + across,
            top: self.top + down,
            right: self.right - across,
            bottom: self.bottom - down,
        }
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// A drawing as another program reads it.
pub struct ReadBack(Tree);

impl ReadBack {
    pub fn new(drawing: &Drawing) -> Self {
        let mut options = Options::default();
        options.fontdb_mut().load_font_data(REGULAR.to_vec());
        options.fontdb_mut().load_font_data(STRONG.to_vec());
        Self(Tree::from_str(&drawing.svg().unwrap(), &options).unwrap())
    }

    /// The size of the sheet in millimetres.
    pub fn size_mm(&self) -> (f64, f64) {
        let size = self.0.size();
        (
            f64::from(size.width()) * MM_PER_PX,
            f64::from(size.height()) * MM_PER_PX,
        )
    }

    fn nodes(&self) -> Vec<&Node> {
        fn collect<'a>(group: &'a Group, nodes: &mut Vec<&'a Node>) {
            for node in group.children() {
                nodes.push(node);
                if let Node::Group(group) = node {
                    collect(group, nodes);
                }
            }
        }
        let mut nodes = Vec::new();
        collect(self.0.root(), &mut nodes);
        nodes
    }

    fn text_nodes(&self) -> Vec<&Text> {
        let nodes = self.nodes().into_iter();
        nodes
            .filter_map(|node| match node {
                Node::Text(text) => Some(&**text),
                _ => None,
            })
            .collect()
    }

    /// Every line of text with where it stands.
    pub fn texts(&self) -> Vec<(String, Sides)> {
        let line = |text: &Text| text.chunks().iter().map(|chunk| chunk.text()).collect();
        let nodes = self.text_nodes().into_iter();
        nodes
            .map(|text| (line(text), Sides::of(text.abs_bounding_box())))
            .collect()
    }

    /// Where the only line of this text stands.
    pub fn place_of(&self, text: &str) -> Sides {
        let texts = self.texts();
        let found: Vec<_> = texts.iter().filter(|(line, _)| line == text).collect();
        assert_eq!(found.len(), 1, "{text} in {texts:?}");
        found[0].1
    }

    /// The weight and the size in points of the line that begins so.
    pub fn font_of(&self, start: &str) -> (u16, f64) {
        let nodes = self.text_nodes();
        let chunk = nodes.iter().flat_map(|node| node.chunks());
        let chunk = chunk.filter(|chunk| chunk.text().starts_with(start));
        let chunk = chunk.into_iter().next().unwrap();
        let span = &chunk.spans()[0];
        let size_pt = f64::from(span.font_size().get()) / 25.4 * 72.0;
        (span.font().weight(), size_pt)
    }

    /// Every picture.
    pub fn images(&self) -> Vec<&Image> {
        let nodes = self.nodes().into_iter();
        nodes
            .filter_map(|node| match node {
                Node::Image(image) => Some(&**image),
                _ => None,
            })
            .collect()
    }

    /// Where every picture lies.
    pub fn image_places(&self) -> Vec<Sides> {
        let images = self.images().into_iter();
        // Pictures are groups inside, which have the size in millimetres.
        images
            .map(|image| Sides::of(image.abs_bounding_box()))
            .collect()
    }

    /// Every line and area.
    pub fn paths(&self) -> Vec<&Path> {
        let nodes = self.nodes().into_iter();
        nodes
            .filter_map(|node| match node {
                Node::Path(path) => Some(&**path),
                _ => None,
            })
            .collect()
    }

    /// The number of gradients.
    pub fn gradient_count(&self) -> usize {
        self.0.linear_gradients().len()
    }
}

/// Where a line or an area lies.
pub fn sides_of(path: &Path) -> Sides {
    Sides::of(path.abs_bounding_box())
}

/// A decoded PNG.
pub struct Pixels {
    pub raster: Raster,
    pub dpi: u32,
}

impl Pixels {
    /// Draws it at `dpi` and reads the PNG back.
    pub fn of(drawing: &Drawing, dpi: u32) -> Self {
        let raster = imaging::decode_png(&drawing.png(dpi).unwrap()).unwrap();
        Self { raster, dpi }
    }

    /// The colour at a place in millimetres.
    pub fn at_mm(&self, x_mm: f64, y_mm: f64) -> [u8; 3] {
        let px = |mm: f64| (mm / 25.4 * f64::from(self.dpi)) as u32;
        let values = self.raster.values_at(px(x_mm), px(y_mm)).unwrap();
        [0, 1, 2].map(|channel| values[channel] as u8)
    }
}
