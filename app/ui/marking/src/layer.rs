//! Labels as geometry on the device: made once, and again only where something has changed.
//!
//! The picture is cut into squares, each with a layer of its own, so that a change makes anew what
//! lies around it and not everything.

use std::collections::{BTreeMap, BTreeSet};

use annotation::{ClassId, Document, Label, LabelId, Standing};
use gpu::{Geometry, LayerStyle, ShapeLayer};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use shapes::{MultiPolygon, Point, Shape};

use crate::scene::{Changed, Scene};

/// About how many labels share a square.
const LABELS_A_SQUARE: f64 = 256.0;
/// The smallest side of a square.
const LEAST_SIDE_PX: f64 = 256.0;
/// How many labels are put into other squares in a frame, and about how many are made anew in one:
/// either takes two cores half a frame.
const MOVED_A_FRAME: usize = 16_384;
const MADE_A_FRAME: usize = 4096;
/// How far an outline that is drawn may be from the shape.
const TOLERANCE_PX: f64 = 0.25;
/// Half the size of the cross that stands for a point.
const POINT_ARM_PX: f32 = 4.0;
/// How many classes have a colour of their own; the next one has the colour of the first.
const COLOURS: usize = 64;

/// The labels of a scene that stand one way, on the device.
pub struct LabelLayer {
    standing: Standing,
    side_px: f64,
    squares: BTreeMap<Square, ShapeLayer>,
    /// Where each label is, to find the square that it leaves.
    places: BTreeMap<LabelId, Square>,
    members: BTreeMap<Square, BTreeSet<LabelId>>,
    /// The labels that have changed and may still be in the squares where they were.
    changed: Vec<LabelId>,
    /// The squares that are still drawn as they were.
    outdated: BTreeSet<Square>,
    palette: Palette,
}

type Square = (i32, i32);

/// The colours of classes by the places that the device knows them by.
#[derive(Debug, Clone, Default, PartialEq)]
struct Palette {
    places: BTreeMap<ClassId, u32>,
    colours: Vec<[u8; 4]>,
}

impl Palette {
    fn of(document: &Document) -> Self {
        let classes = document.classes().zip(0_u32..);
        let places = classes.map(|(class, place)| (class.id, place % COLOURS as u32));
        let colours = document.classes().take(COLOURS).map(|class| {
            let [red, green, blue] = class.colour;
            [red, green, blue, 255]
        });
        Self {
            places: places.collect(),
            colours: colours.collect(),
        }
    }

    fn style(&self, look: &LabelLook) -> LayerStyle {
        let mut palette = self.colours.clone();
        if palette.is_empty() {
            palette.push([255, 255, 255, 255]);
        }
        LayerStyle {
            palette,
            fill_opacity: look.fill_opacity,
            outline_opacity: 1.0,
            outline_width_px: look.outline_width_px,
        }
    }
}

/// How labels look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LabelLook {
    /// How much of the picture their areas cover, from 0 to 1.
    pub fill_opacity: f32,
    /// The width of their outlines in pixels of the screen.
    pub outline_width_px: f32,
}

impl LabelLayer {
    /// An empty layer for labels that stand so.
    #[must_use]
    pub fn new(standing: Standing) -> Self {
        Self {
            standing,
            side_px: 0.0,
            squares: BTreeMap::new(),
            places: BTreeMap::new(),
            members: BTreeMap::new(),
            changed: Vec::new(),
            outdated: BTreeSet::new(),
            palette: Palette::default(),
        }
    }

    /// Makes anew what has changed, or as much of it as fits into a frame; the rest in those that
    /// follow, until [`LabelLayer::is_complete`].
    pub fn follow(
        &mut self,
        scene: &Scene,
        changed: &Changed,
        document: &Document,
        picture_px: [f64; 2],
        look: &LabelLook,
    ) {
        let palette = Palette::of(document);
        let has_other_places = palette.places != self.palette.places;
        let has_other_colours = palette.colours != self.palette.colours;
        self.palette = palette;
        match changed {
            Changed::Some(ids) if !has_other_places => self.changed.extend(ids),
            _ => self.cut(scene, picture_px),
        }
        let style = self.palette.style(look);
        self.move_some(scene);
        if self.changed.is_empty() {
            self.make_some(scene, &style);
        }
        if has_other_colours {
            for layer in self.squares.values_mut() {
                *layer = layer.with_style(style.clone());
            }
        }
    }

    /// Gives all labels another look.
    pub fn set_look(&mut self, look: &LabelLook) {
        let style = self.palette.style(look);
        for layer in self.squares.values_mut() {
            *layer = layer.with_style(style.clone());
        }
    }

    /// Whether all labels are drawn as they are; else it has to follow in another frame.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.changed.is_empty() && self.outdated.is_empty()
    }

    /// The labels that it draws, in the order of their numbers.
    pub fn labels(&self) -> impl Iterator<Item = LabelId> {
        self.places.keys().copied()
    }

    /// What is to be drawn.
    pub fn layers(&self) -> impl Iterator<Item = &ShapeLayer> {
        self.squares.values()
    }

    /// Cuts the picture into squares for as many labels as there are.
    fn cut(&mut self, scene: &Scene, [width_px, height_px]: [f64; 2]) {
        let count = scene.labels().count().max(1) as f64;
        let side_px = (width_px * height_px * LABELS_A_SQUARE / count).sqrt();
        self.side_px = side_px.max(LEAST_SIDE_PX);
        self.squares.clear();
        self.places.clear();
        self.members.clear();
        self.changed.clear();
        self.outdated.clear();
        for label in scene.labels() {
            if let Some(square) = self.square_of(scene, label) {
                self.places.insert(label.id, square);
                self.members.entry(square).or_default().insert(label.id);
                self.outdated.insert(square);
            }
        }
    }

    /// Puts as many labels into the squares where they are now as fit into a frame.
    fn move_some(&mut self, scene: &Scene) {
        let left = self.changed.len().saturating_sub(MOVED_A_FRAME);
        for id in self.changed.split_off(left) {
            self.move_label(scene, id);
        }
    }

    /// Notes where a label is now, and that its squares have to be made anew.
    fn move_label(&mut self, scene: &Scene, id: LabelId) {
        let now = scene
            .label(id)
            .and_then(|label| self.square_of(scene, label));
        let before = match now {
            Some(square) => self.places.insert(id, square),
            None => self.places.remove(&id),
        };
        self.outdated.extend(now);
        if before != now {
            self.outdated.extend(before);
            if let Some(members) = before.and_then(|square| self.members.get_mut(&square)) {
                members.remove(&id);
            }
            if let Some(square) = now {
                self.members.entry(square).or_default().insert(id);
            }
        }
    }

    /// The square that a label is drawn in; none for one that this layer does not draw.
    fn square_of(&self, scene: &Scene, label: &Label) -> Option<Square> {
        if label.standing != self.standing {
            return None;
        }
        let middle = scene.middle(label.id)?;
        let place = |at: f64| (at / self.side_px).floor() as i32;
        Some((place(middle.x), place(middle.y)))
    }

    /// Makes as many squares anew as fit into a frame, on all cores.
    fn make_some(&mut self, scene: &Scene, style: &LayerStyle) {
        let mut left = MADE_A_FRAME;
        let mut squares = Vec::new();
        while left > 0
            && let Some(square) = self.outdated.pop_first()
        {
            let labels = self.members.get(&square).map_or(0, BTreeSet::len);
            left = left.saturating_sub(labels);
            squares.push(square);
        }
        let made: Vec<(Square, Option<ShapeLayer>)> = squares
            .into_par_iter()
            .map(|square| (square, self.made(square, scene, style)))
            .collect();
        for (square, layer) in made {
            if let Some(layer) = layer {
                self.squares.insert(square, layer);
            } else {
                self.members.remove(&square);
                self.squares.remove(&square);
            }
        }
    }

    /// What a square is drawn as; none where it has no labels.
    fn made(&self, square: Square, scene: &Scene, style: &LayerStyle) -> Option<ShapeLayer> {
        let members = self.members.get(&square)?;
        let labels = members.iter().filter_map(|id| scene.label(*id));
        let shapes: Vec<gpu::Shape> = labels
            .filter_map(|label| {
                Some(gpu::Shape {
                    class_id: self.palette.places.get(&label.class).copied()?,
                    geometry: geometry(&label.shape),
                })
            })
            .collect();
        (!shapes.is_empty()).then(|| ShapeLayer::new(&shapes, style.clone()))
    }
}

/// A shape as the device draws it.
#[must_use]
pub fn geometry(shape: &Shape) -> Geometry {
    match shape {
        Shape::Box(rect) => Geometry::Box {
            min: on_device(rect.min),
            max: on_device(rect.max),
        },
        Shape::Polyline(line) if line.width_px <= 0.0 => Geometry::Polyline {
            points: line.points.iter().copied().map(on_device).collect(),
        },
        Shape::Point(at) => {
            let [x, y] = on_device(*at);
            Geometry::Polyline {
                points: vec![
                    [x - POINT_ARM_PX, y],
                    [x + POINT_ARM_PX, y],
                    [x, y],
                    [x, y - POINT_ARM_PX],
                    [x, y + POINT_ARM_PX],
                ],
            }
        }
        Shape::RotatedBox(_) | Shape::Polygon(_) | Shape::Mask(_) | Shape::Polyline(_) => {
            Geometry::Polygon {
                rings: rings(&shape.polygon(TOLERANCE_PX)),
            }
        }
    }
}

fn rings(polygon: &MultiPolygon) -> Vec<Vec<[f32; 2]>> {
    let parts = polygon.parts.iter();
    parts
        .flat_map(|part| part.rings())
        .map(|ring| ring.iter().copied().map(on_device).collect())
        .collect()
}

fn on_device(at: Point) -> [f32; 2] {
    [at.x as f32, at.y as f32]
}
