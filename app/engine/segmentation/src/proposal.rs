//! Things as labels that wait for a person.

use annotation::{ClassId, IdSource, Label, LayerId, ModelSource, Origin, PictureId, Standing};

use crate::instance::Instance;
use crate::map::MapScores;
use crate::settings::InstanceSettings;

/// Labels for what was found on a picture, to be put there with `annotation::act::propose`. They
/// say which model found them, how sure it was, and at which threshold it was asked. `classes` are
/// the project's classes in the order of [`MapScores::classes`]; things of a class that the project
/// does not have are left out.
#[must_use]
pub fn proposals(
    instances: &[Instance],
    scores: &MapScores,
    settings: &InstanceSettings,
    classes: &[Option<ClassId>],
    (picture, layer): (PictureId, LayerId),
    ids: &mut IdSource,
) -> Vec<Label> {
    instances
        .iter()
        .filter_map(|instance| {
            let class = classes.get(instance.class).copied().flatten()?;
            Some(Label {
                id: ids.label(),
                layer,
                picture,
                class,
                shape: instance.shape(),
                track: None,
                standing: Standing::Proposed,
                origin: Origin::Model(ModelSource {
                    model: scores.model().to_owned(),
                    score: instance.score,
                    threshold: settings.threshold(instance.class) as f32,
                }),
                attributes: std::collections::BTreeMap::new(),
                is_occluded: false,
                is_ignored: false,
                is_locked: false,
                note: String::new(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use annotation::SHARED_LAYER;
    use shapes::ShapeKind;

    use super::*;
    use crate::test_maps::{map, plain};

    #[test]
    fn proposals_say_who_found_them_and_how_surely() {
        let scores = map(
            30,
            4,
            &[&|x, _| if x < 4 { 255 } else { 0 }, &|x, _| {
                if x > 9 { 102 } else { 0 }
            }],
        );
        let settings = plain(0.25, 2);
        let instances = scores.instances(&settings);
        let home = (PictureId(7), SHARED_LAYER);
        let classes = [None, Some(ClassId(3))];
        let mut ids = IdSource::starting_at(40);
        let labels = proposals(&instances, &scores, &settings, &classes, home, &mut ids);
        assert_eq!((instances.len(), labels.len()), (2, 1));
        let label = &labels[0];
        assert_eq!((label.class, label.picture), (ClassId(3), PictureId(7)));
        assert_eq!(label.shape.kind(), ShapeKind::Mask);
        assert!(!label.is_kept());
        let source = ModelSource {
            model: "made by hand".to_owned(),
            score: 0.4,
            threshold: 0.25,
        };
        assert_eq!(label.origin, Origin::Model(source));
        assert_eq!(ids.next(), 41);
    }
}
