//! What a tool is: a state machine that takes what hand and keyboard do, and gives a deed once a
//! gesture is done.

use egui::CursorIcon;
use shapes::{PictureSize, Point, Shape};

/// Something that hand or keyboard do over the picture. Places are in pixels of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Event {
    /// The pointer is here now.
    Move(Point),
    /// The left button went down.
    Press(Point),
    /// The left button was let go.
    Release(Point),
    /// The left button was pressed twice quickly.
    Double(Point),
    /// The right button was clicked.
    Secondary(Point),
    /// The gesture is to be finished: Enter.
    Finish,
    /// The last step of the gesture is to be taken back: Backspace.
    StepBack,
    /// The gesture is to be given up: Escape.
    Cancel,
}

/// What else a tool knows while it takes an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stage {
    /// The size of the picture, in which everything is kept.
    pub picture: PictureSize,
    /// How many pixels of the picture one pixel of the screen covers: what is nearer than a few of
    /// these is meant.
    pub image_px_per_screen_px: f64,
    /// Whether Shift is held: equal sides, directions by 45°, or more than one.
    pub is_constrained: bool,
    /// Whether Alt is held: taking away instead of adding.
    pub is_subtracting: bool,
    /// The diameter of the brush.
    pub brush_px: f64,
}

impl Stage {
    /// How near in pixels of the picture something must be to be meant.
    #[must_use]
    pub fn reach_px(&self) -> f64 {
        const REACH_SCREEN_PX: f64 = 8.0;
        REACH_SCREEN_PX * self.image_px_per_screen_px
    }

    /// The place within the picture that is nearest to one.
    #[must_use]
    pub fn clamped(&self, at: Point) -> Point {
        Point::new(
            at.x.clamp(0.0, f64::from(self.picture.width_px)),
            at.y.clamp(0.0, f64::from(self.picture.height_px)),
        )
    }
}

/// What a finished gesture of a drawing tool comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// A new label of this shape.
    Draw(Shape),
    /// Pixels that are added to the mask that is selected, or make a new one.
    Paint(shapes::Mask),
    /// Pixels that are taken from the masks that are selected.
    Erase(shapes::Mask),
    /// What is selected is cut along the straight line through two places.
    Cut {
        /// One end of it.
        from: Point,
        /// The other end.
        to: Point,
    },
    /// Pixels like the one in this place are to be found and painted.
    Wand {
        /// The place.
        seed: Point,
        /// Whether they are to be taken away.
        is_subtracting: bool,
    },
}

/// What a tool shows of a gesture that is not done.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Sketch {
    /// Nothing.
    #[default]
    Empty,
    /// A shape as it would be now.
    Shape(Shape),
    /// Corners that are set, and the pointer, which would be the next one.
    Corners {
        /// The corners.
        corners: Vec<Point>,
        /// The pointer.
        pointer: Point,
        /// Whether the next click would close them.
        would_close: bool,
    },
    /// The way of a brush.
    Stroke {
        /// The places it came by.
        way: Vec<Point>,
        /// Its diameter in pixels of the picture.
        diameter_px: f64,
        /// Whether it takes away.
        is_subtracting: bool,
    },
}

/// A tool that draws.
pub trait Tool {
    /// Takes an event; gives what the gesture comes to, once it is done.
    fn take(&mut self, event: Event, stage: &Stage) -> Option<Deed>;

    /// What is to be shown of a gesture that is not done.
    fn sketch(&self) -> Sketch;

    /// What the user can do now, in a sentence.
    fn hint(&self) -> String;

    /// The pointer over the picture.
    fn cursor(&self) -> CursorIcon {
        CursorIcon::Crosshair
    }

    /// Whether no gesture is under way.
    fn is_idle(&self) -> bool;
}

/// The tools that draw, and the one that selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ToolKind {
    /// Selects labels and changes them.
    Select,
    /// Draws upright boxes.
    Box,
    /// Draws boxes at an angle.
    RotatedBox,
    /// Draws polygons, corner by corner.
    Polygon,
    /// Draws outlines with the free hand.
    Freehand,
    /// Draws lines with a width.
    Polyline,
    /// Sets points.
    Point,
    /// Paints pixels.
    Brush,
    /// Paints pixels that are alike.
    Wand,
    /// Cuts labels in two.
    Cut,
}

impl ToolKind {
    /// All of them, in the order of the toolbar.
    pub const ALL: [Self; 10] = [
        Self::Select,
        Self::Box,
        Self::RotatedBox,
        Self::Polygon,
        Self::Freehand,
        Self::Polyline,
        Self::Point,
        Self::Brush,
        Self::Wand,
        Self::Cut,
    ];
}
