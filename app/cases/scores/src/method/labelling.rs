//! Symbols as labels: what a model found becomes proposals, and labels become what music is read
//! from.

use annotation::act::{self, Import};
use annotation::{
    Class, ClassId, Colour, Document, Edit, IdSource, Label, LabelId, LayerId, ModelSource, Origin,
    Refusal, Standing,
};
use shapes::{Point, Rect, Shape, ShapeKind};
use staves::Correction;
use store::PictureId;
use transcription::{Sign, Symbol};

use crate::subject::{FoundSymbol, Look, correction, given_of};

/// How far a label may be from what the model found, in staff spaces, to be taken for it.
const SAME_PLACE: f64 = 0.25;

/// The page whose labels a look becomes.
#[derive(Debug, Clone, Copy)]
pub struct ProposedPage<'a> {
    /// Its number in the project.
    pub picture: PictureId,
    /// The layer that the labels lie on.
    pub layer: LayerId,
    /// The model that looked at it.
    pub model: &'a str,
    /// From which score on it takes something for a symbol.
    pub threshold: f32,
}

/// Proposes what a model found on a page, in place of what was proposed before. What a person stands
/// behind stays, and nothing is proposed at its place.
///
/// # Errors
/// When the layer is gone.
pub fn propose(
    document: &Document,
    page: ProposedPage<'_>,
    look: &Look,
    ids: &mut IdSource,
) -> Result<Edit, Refusal> {
    let mut classes: Vec<Class> = Vec::new();
    let mut kept: Vec<[f64; 2]> = Vec::new();
    let mut removed = Vec::new();
    for label in document.labels_on(page.picture, page.layer) {
        // What somebody said about a proposal stays, too.
        let is_kept = label.is_kept() || !label.attributes.is_empty();
        match (is_kept, label.shape.bounds()) {
            (true, Some(bounds)) => kept.push(middle(&edges(&bounds))),
            (true, None) => {}
            (false, _) if label.is_locked => {}
            (false, _) => removed.push((page.picture, label.id)),
        }
    }
    let reach_px = SAME_PLACE * look.interline_px;
    let mut labels = Vec::new();
    for symbol in &look.symbols {
        let at = middle(&symbol.box_px);
        if kept.iter().any(|it| is_near(*it, at, reach_px)) {
            continue;
        }
        let class = class_named(document, &symbol.class, &mut classes, ids);
        let [left, top, right, bottom] = symbol.box_px;
        let bounds = Rect::between(Point::new(left, top), Point::new(right, bottom));
        labels.push(Label {
            id: ids.label(),
            standing: Standing::Proposed,
            origin: Origin::Model(ModelSource {
                model: page.model.to_owned(),
                score: symbol.score,
                threshold: page.threshold,
            }),
            ..Label::drawn(page.picture, page.layer, class, Shape::Box(bounds))
        });
    }
    act::import(
        document,
        Import {
            classes,
            removed,
            labels,
            ..Import::default()
        },
    )
}

/// The class of a name, which is made where there is none.
pub fn class_named(
    document: &Document,
    name: &str,
    new: &mut Vec<Class>,
    ids: &mut IdSource,
) -> ClassId {
    if let Some(class) = document.class_named(name) {
        return class.id;
    }
    if let Some(class) = new.iter().find(|it| it.name == name) {
        return class.id;
    }
    let id = ids.class();
    new.push(Class {
        id,
        name: name.to_owned(),
        colour: colour(Sign::of_name(name)),
        key: None,
        parent: None,
        usual_shape: Some(ShapeKind::Box),
        attributes: Vec::new(),
        definition: String::new(),
    });
    id
}

/// The colour of a kind of sign, of those that colour-blind people tell apart (Okabe and Ito, 2008).
const fn colour(sign: Option<Sign>) -> Colour {
    match sign {
        Some(Sign::Head { .. } | Sign::Flag(_) | Sign::AugmentationDot | Sign::Tremolo(_)) => {
            [0, 114, 178]
        }
        Some(Sign::Rest(_)) => [0, 158, 115],
        Some(Sign::Accidental(_)) => [213, 94, 0],
        Some(Sign::Clef(..) | Sign::TimeDigit(_) | Sign::CommonTime | Sign::CutTime) => {
            [204, 121, 167]
        }
        Some(Sign::Other) | None => [128, 128, 128],
        Some(_) => [230, 159, 0],
    }
}

/// The symbols of a page, as its labels say them. Labels of other classes than those of music are
/// passed over. `look` knows what else a symbol may be.
#[must_use]
pub fn symbols_on(
    document: &Document,
    picture: PictureId,
    layer: LayerId,
    look: Option<&Look>,
) -> Vec<Symbol> {
    let labels = document.labels_on(picture, layer);
    labels
        .filter_map(|label| symbol(document, label, look))
        .collect()
}

/// What the labels of a page say about its layout, in the order in which they were made.
#[must_use]
pub fn corrections_on(document: &Document, picture: PictureId, layer: LayerId) -> Vec<Correction> {
    let mut said: Vec<(LabelId, Correction)> = document
        .labels_on(picture, layer)
        .filter_map(|label| {
            let class = &document.class(label.class)?.name;
            let box_px = edges(&label.shape.bounds()?);
            Some((label.id, correction(class, box_px)?))
        })
        .collect();
    said.sort_by_key(|it| it.0);
    said.into_iter().map(|it| it.1).collect()
}

fn symbol(document: &Document, label: &Label, look: Option<&Look>) -> Option<Symbol> {
    let sign = Sign::of_name(&document.class(label.class)?.name).filter(|it| *it != Sign::Other)?;
    let box_px = edges(&label.shape.bounds()?);
    let score = match &label.origin {
        Origin::Model(source) if !label.is_kept() => f64::from(source.score),
        _ => 1.0,
    };
    let found = look.and_then(|look| found_at(look, &box_px));
    let others = found.map(FoundSymbol::other_signs).unwrap_or_default();
    Some(Symbol {
        id: symbol_id(label.id),
        sign,
        box_px,
        score,
        others: others.into_iter().filter(|it| it.0 != sign).collect(),
        given: given_of(&label.attributes),
    })
}

/// What a model found at the place of a box.
#[must_use]
pub fn found_at<'a>(look: &'a Look, box_px: &[f64; 4]) -> Option<&'a FoundSymbol> {
    let (at, reach_px) = (middle(box_px), SAME_PLACE * look.interline_px);
    let all = look.symbols.iter().chain(&look.candidates);
    all.filter(|it| is_near(middle(&it.box_px), at, reach_px))
        .min_by(|a, b| {
            let away = |it: &FoundSymbol| distance(middle(&it.box_px), at);
            away(a).total_cmp(&away(b))
        })
}

/// The number of the symbol that a label is.
#[must_use]
pub const fn symbol_id(label: LabelId) -> u64 {
    label.0.unsigned_abs()
}

/// The label of a symbol.
#[must_use]
pub fn label_id(symbol: u64) -> LabelId {
    LabelId(i64::try_from(symbol).unwrap_or(i64::MAX))
}

const fn edges(bounds: &Rect) -> [f64; 4] {
    [bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y]
}

pub(super) fn middle(box_px: &[f64; 4]) -> [f64; 2] {
    let [left, top, right, bottom] = *box_px;
    [f64::midpoint(left, right), f64::midpoint(top, bottom)]
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

fn is_near(a: [f64; 2], b: [f64; 2], reach_px: f64) -> bool {
    distance(a, b) <= reach_px
}
