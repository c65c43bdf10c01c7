//! What a model found as proposals, each thing with a label on every shot that shows it.

use std::collections::{BTreeMap, BTreeSet};

use annotation::act::{self, ProposedThing};
use annotation::{
    Class, Document, Edit, IdSource, Label, LayerId, ModelSource, Origin, PictureId, Refusal,
    SeriesId, Standing, TrackId,
};
use decision::{MatchSettings, Thresholds};
use shapes::{Shape, merged};

use super::naming::{class_name, class_of};
use crate::subject::{Look, Sighting};

/// What a model found, to be proposed.
pub struct Proposals {
    /// What tells the model from every other.
    pub model: String,
    /// What it found.
    pub looks: Vec<Look>,
    /// The pictures on which it is to be proposed; of the others it is known already.
    pub pictures: BTreeSet<PictureId>,
    /// From where on it counts, by the classes of the project.
    pub thresholds: Thresholds,
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

    /// What the model calls things that count and for which the project has no class.
    pub fn unknown_classes(&self, document: &Document) -> BTreeSet<String> {
        let groups = self.groups(document);
        let found = groups.values().flatten();
        let found = found.map(|(_, sighting)| sighting.called());
        found
            .filter(|label| class_of(document, label).is_none())
            .map(str::to_owned)
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
                let class = class_name(document, sighting.called());
                if sighting.trust < self.thresholds.of(class) {
                    continue;
                }
                let group = match (series, &sighting.thing) {
                    (Some(series), Some(thing)) => Group::Thing(series.id, thing.number),
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
            let class = pieces.iter().find_map(|it| class_of(document, it.called()));
            if let (true, Some(class)) = (is_new, class) {
                labels.push(Label {
                    id: ids.label(),
                    standing: Standing::Proposed,
                    origin: Origin::Model(self.source(class, &pieces)),
                    ..Label::drawn(picture, layer, class.id, shape)
                });
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

    fn source(&self, class: &Class, pieces: &[&Sighting]) -> ModelSource {
        let surest = pieces.iter().map(|it| it.trust).fold(0.0, f64::max);
        ModelSource {
            model: self.model.clone(),
            score: surest as f32,
            threshold: self.thresholds.of(&class.name) as f32,
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

#[cfg(test)]
mod tests {
    use annotation::{Cell, SHARED_LAYER, Series, Shot};
    use shapes::{Point, Rect};

    use super::*;
    use crate::subject::{SeenThing, balloon_classes};

    /// A series of three shots with the classes of balloons.
    struct Line {
        document: Document,
        ids: IdSource,
    }

    fn boxed(left: f64) -> Shape {
        let corner = Point::new(left, 40.0);
        Shape::Box(Rect::between(corner, corner.translated(8.0, 8.0)))
    }

    fn sighting(class: &str, trust: f64, thing: Option<u32>, left: f64) -> Sighting {
        Sighting {
            class: class.to_owned(),
            score: trust,
            trust,
            thing: thing.map(|number| SeenThing {
                number,
                class: class.to_owned(),
            }),
            shape: boxed(left),
        }
    }

    impl Line {
        fn new() -> Self {
            let (mut document, mut ids) = (Document::default(), IdSource::default());
            for class in balloon_classes() {
                let (_, edit) = act::add_class(&document, class, &mut ids).unwrap();
                document.apply(&edit).unwrap();
            }
            let series = Series {
                id: SeriesId(0),
                name: "balloon".to_owned(),
                shots: (1..=3)
                    .map(|id| Shot {
                        picture: PictureId(id),
                        angle_deg: None,
                    })
                    .collect(),
                turns: true,
                regime: None,
                is_closed: false,
            };
            let (_, edit) = act::add_series(&document, vec![series], &mut ids).unwrap();
            document.apply(&edit).unwrap();
            Self { document, ids }
        }

        fn take(&mut self, proposals: &Proposals) {
            let edit = proposals.propose(&self.document, SHARED_LAYER, &mut self.ids);
            self.document.apply(&edit.unwrap()).unwrap();
            assert_eq!(self.document.flaws(), []);
        }

        fn cells(&self) -> Vec<Vec<Cell>> {
            let series = self.document.all_series().next().unwrap().id;
            self.document.matrix(series, SHARED_LAYER).unwrap().rows
        }
    }

    /// What was found on each of the three shots.
    fn proposals(found: [Vec<Sighting>; 3]) -> Proposals {
        let looks = found.into_iter().zip(1..);
        let looks = looks.map(|(sightings, picture)| Look {
            picture: PictureId(picture),
            content: None,
            sightings,
        });
        Proposals {
            model: "finder".to_owned(),
            looks: looks.collect(),
            pictures: (1..=3).map(PictureId).collect(),
            thresholds: Thresholds::one(0.5),
        }
    }

    #[test]
    fn a_thing_of_several_shots_is_one_row_and_what_is_doubted_is_none() {
        let mut line = Line::new();
        let proposals = proposals([
            vec![
                sighting("bubble", 0.9, Some(0), 10.0),
                sighting("bubble", 0.2, None, 90.0),
            ],
            // Two pieces of it are one label.
            vec![
                sighting("bubble", 0.9, Some(0), 20.0),
                sighting("bubble", 0.9, Some(0), 30.0),
            ],
            vec![
                sighting("inclusion", 0.6, None, 50.0),
                sighting("dent", 0.8, None, 70.0),
            ],
        ]);
        assert_eq!(proposals.count(&line.document), 3);
        assert_eq!(
            proposals.unknown_classes(&line.document),
            BTreeSet::from(["dent".to_owned()])
        );
        line.take(&proposals);
        let rows = line.cells();
        assert_eq!(rows.len(), 2);
        assert!(matches!(
            rows[0][..],
            [Cell::Proposed(_), Cell::Proposed(_), Cell::Missing]
        ));
        assert!(matches!(
            rows[1][..],
            [Cell::Missing, Cell::Missing, Cell::Proposed(_)]
        ));
        // Asked again, it proposes nothing twice.
        line.take(&proposals);
        assert_eq!(line.cells(), rows);
    }

    #[test]
    fn what_a_person_labelled_is_the_thing_that_is_found_on_the_other_shots() {
        let mut line = Line::new();
        let bubble = line.document.class_named("Bubble").unwrap().id;
        let label = Label {
            id: line.ids.label(),
            ..Label::drawn(PictureId(1), SHARED_LAYER, bubble, boxed(11.0))
        };
        let edit = act::draw(&line.document, label, None, &mut line.ids).unwrap();
        line.document.apply(&edit).unwrap();
        let found = |left| vec![sighting("bubble", 0.9, Some(4), left)];
        line.take(&proposals([found(10.0), found(20.0), found(30.0)]));
        let rows = line.cells();
        assert_eq!(rows.len(), 1);
        assert!(matches!(
            rows[0][..],
            [Cell::Labelled(_), Cell::Proposed(_), Cell::Proposed(_)]
        ));
    }
}
