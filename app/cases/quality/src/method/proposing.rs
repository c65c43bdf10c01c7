//! What a model found as proposals, each thing with a label on every shot that shows it.

use std::collections::{BTreeMap, BTreeSet};

use annotation::act::{self, ProposedThing};
use annotation::{
    ClassId, Document, Edit, IdSource, Label, LabelId, LayerId, ModelSource, Origin, PictureId,
    Refusal, SeriesId, Standing, TrackId,
};
use decision::MatchSettings;
use shapes::{Shape, merged};

use super::naming::class_of;
use crate::subject::{Look, Sighting};

/// The scores from which on things count, by the labels of the model.
pub type InForce = BTreeMap<String, f64>;

/// What a model found, to be proposed.
pub struct Proposals {
    /// What tells the model from every other.
    pub model: String,
    /// What it found.
    pub looks: Vec<Look>,
    /// The pictures on which it is to be proposed; of the others it is known already.
    pub pictures: BTreeSet<PictureId>,
    /// From where on it counts.
    pub in_force: InForce,
}

/// What belongs together: a thing of a series, or something that was found on one picture only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Thing(SeriesId, u32),
    Alone(PictureId, usize),
}

impl Proposals {
    /// How many things count, and on how many pictures something of them is.
    pub fn count(&self, document: &Document) -> usize {
        self.groups(document).len()
    }

    /// The labels of the model for which the project has no class.
    pub fn unknown_classes(&self, document: &Document) -> Vec<String> {
        let labels = self.in_force.keys();
        labels
            .filter(|label| class_of(document, label).is_none())
            .cloned()
            .collect()
    }

    /// The edit that proposes everything, on pictures on which nothing of the model is yet. What
    /// somebody has labelled is not proposed again: where they did so on some shots of a thing, the
    /// other shots are proposed for the thing that they follow.
    ///
    /// # Errors
    /// As [`act::propose_things`].
    pub fn propose(
        &self,
        document: &Document,
        layer: LayerId,
        ids: &mut IdSource,
    ) -> Result<Edit, Refusal> {
        let groups = self.groups(document);
        let things = groups
            .values()
            .map(|sightings| self.thing(sightings, document, layer, ids));
        let things: Vec<ProposedThing> = things.collect();
        act::propose_things(document, things, ids)
    }

    /// What counts, by what belongs together.
    fn groups(&self, document: &Document) -> BTreeMap<Group, Vec<(PictureId, &Sighting)>> {
        let mut groups: BTreeMap<Group, Vec<(PictureId, &Sighting)>> = BTreeMap::new();
        for look in &self.looks {
            let series = document.series_of(look.picture);
            for (place, sighting) in look.sightings.iter().enumerate() {
                let threshold = self.in_force.get(&sighting.class);
                if threshold.is_none_or(|threshold| sighting.trust < *threshold) {
                    continue;
                }
                let group = match (series, sighting.thing) {
                    (Some(series), Some(thing)) => Group::Thing(series.id, thing),
                    _ => Group::Alone(look.picture, place),
                };
                groups
                    .entry(group)
                    .or_default()
                    .push((look.picture, sighting));
            }
        }
        groups.retain(|_, sightings| {
            let mut pictures = sightings.iter().map(|(picture, _)| picture);
            pictures.any(|picture| self.pictures.contains(picture))
        });
        groups
    }

    /// A thing with what is to be proposed of it.
    fn thing(
        &self,
        sightings: &[(PictureId, &Sighting)],
        document: &Document,
        layer: LayerId,
        ids: &mut IdSource,
    ) -> ProposedThing {
        let mut of_picture: BTreeMap<PictureId, Vec<&Sighting>> = BTreeMap::new();
        for (picture, sighting) in sightings {
            of_picture.entry(*picture).or_default().push(sighting);
        }
        let mut votes: BTreeMap<TrackId, usize> = BTreeMap::new();
        let mut labels = Vec::new();
        for (picture, pieces) in of_picture {
            // Of the pieces of a thing on one picture there is one label.
            let Some(shape) = merged(pieces.iter().map(|piece| &piece.shape)) else {
                continue;
            };
            if let Some(there) = labelled_as(document, picture, layer, &shape) {
                if let Some(track) = there.track {
                    *votes.entry(track).or_default() += 1;
                }
                continue;
            }
            let is_new =
                self.pictures.contains(&picture) && !self.has_proposed(document, picture, layer);
            let class = pieces.iter().find_map(|it| class_of(document, &it.class));
            if let (true, Some(class)) = (is_new, class) {
                let (picture_and_layer, class) = ((picture, layer), class.id);
                labels.push(self.label(picture_and_layer, class, shape, &pieces, ids.label()));
            }
        }
        let most = votes.into_iter().max_by_key(|(_, count)| *count);
        ProposedThing {
            track: most.map(|(track, _)| track),
            labels,
        }
    }

    /// Whether the picture has labels of the model already, accepted or not.
    fn has_proposed(&self, document: &Document, picture: PictureId, layer: LayerId) -> bool {
        let mut labels = document.labels_on(picture, layer);
        labels.any(
            |label| matches!(&label.origin, Origin::Model(source) if source.model == self.model),
        )
    }

    fn label(
        &self,
        (picture, layer): (PictureId, LayerId),
        class: ClassId,
        shape: Shape,
        pieces: &[&Sighting],
        id: LabelId,
    ) -> Label {
        let best = pieces.iter().map(|it| it.trust).fold(0.0, f64::max);
        let threshold = pieces.iter().find_map(|it| self.in_force.get(&it.class));
        Label {
            id,
            layer,
            picture,
            class,
            shape,
            track: None,
            standing: Standing::Proposed,
            origin: Origin::Model(ModelSource {
                model: self.model.clone(),
                score: best as f32,
                threshold: threshold.copied().unwrap_or_default() as f32,
            }),
            attributes: BTreeMap::new(),
            is_occluded: false,
            is_ignored: false,
            is_locked: false,
            note: String::new(),
        }
    }
}

/// The label that somebody gave to what is in a place already.
fn labelled_as<'a>(
    document: &'a Document,
    picture: PictureId,
    layer: LayerId,
    shape: &Shape,
) -> Option<&'a Label> {
    let settings = MatchSettings::default();
    document
        .labels_on(picture, layer)
        .filter(|label| label.is_kept())
        .find(|label| settings.similarity(&label.shape, shape).is_some())
        .map(AsRef::as_ref)
}
