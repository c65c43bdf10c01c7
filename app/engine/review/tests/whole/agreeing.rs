//! How far two people agree, and where they differ.

use annotation::{LabelId, LayerId, PictureId, act};
use review::{Differs, PictureVerdict, agreement};
use shapes::Shape;

use crate::support::{Project, rect};

struct Blind {
    project: Project,
    layers: [LayerId; 2],
}

impl Blind {
    fn new() -> Self {
        let mut project = Project::new();
        let layers = ["A", "B"].map(|name| {
            let (id, edit) = act::add_layer(&project.document, name, &mut project.ids).unwrap();
            project.perform(&edit);
            id
        });
        Self { project, layers }
    }

    fn mark(&mut self, who: usize, picture: i64, is_bubble: bool, shape: Shape) -> LabelId {
        let class = if is_bubble {
            self.project.bubble
        } else {
            self.project.scratch
        };
        let mut label = self.project.label(picture, class, shape);
        label.layer = self.layers[who];
        self.project.add(label)
    }

    fn nothing(&mut self, who: usize, picture: i64) {
        self.project.nothing(self.layers[who], picture, None);
    }
}

#[test]
fn verdicts_things_and_differences_are_told() {
    let mut blind = Blind::new();
    let place = || rect(100.0, 100.0, 40.0, 40.0);
    // The first picture is the same to both, with a hand's breadth between.
    blind.mark(0, 1, false, place());
    blind.mark(1, 1, false, rect(102.0, 100.0, 40.0, 40.0));
    // On the second they name it differently, on the third they place it differently.
    let class_a = blind.mark(0, 2, false, place());
    let class_b = blind.mark(1, 2, true, place());
    let place_a = blind.mark(0, 3, false, place());
    let place_b = blind.mark(1, 3, false, rect(118.0, 100.0, 40.0, 40.0));
    // On the fourth only one of them sees something.
    let only_a = blind.mark(0, 4, false, place());
    blind.nothing(1, 4);
    for picture in 5..=7 {
        blind.nothing(0, picture);
        blind.nothing(1, picture);
    }
    // The eighth is looked at by one.
    blind.nothing(0, 8);
    let [a, b] = blind.layers;
    let series = [blind.project.series];
    let found = agreement(&blind.project.document, &series, a, b).unwrap();
    assert_eq!(found.not_by_both, 1);
    assert_eq!(found.pictures.units, 7);
    assert!((found.pictures.observed - 6.0 / 7.0).abs() < 1e-12);
    let defective = found.pictures.categories[&PictureVerdict::Defective];
    assert_eq!((defective.both, defective.one), (3, 1));
    assert!((defective.prevalence - 0.5).abs() < 1e-12);
    // No verdict on a series of which one of them left out a picture.
    assert_eq!(found.series.units, 0);
    assert_eq!(found.things.judgements, 8);
    let differs: Vec<(i64, Differs)> = found
        .differences
        .iter()
        .map(|it| (it.picture.0, it.differs))
        .collect();
    assert_eq!(differs.len(), 3);
    let scratch = blind.project.scratch;
    let bubble = blind.project.bubble;
    let expected = Differs::Class {
        first: (class_a, scratch),
        second: (class_b, bubble),
    };
    assert_eq!(differs[0], (2, expected));
    assert!(matches!(
        differs[1],
        (3, Differs::Place { first, second, .. }) if first == place_a && second == place_b
    ));
    assert_eq!(differs[2], (4, Differs::OnlyFirst(only_a)));
    assert_eq!(found.differences_by_picture()[&PictureId(3)], 1);
    blind.nothing(1, 8);
    let whole = agreement(&blind.project.document, &series, a, b).unwrap();
    assert_eq!(whole.series.units, 1);
    assert_eq!(whole.not_by_both, 0);
}

#[test]
fn thin_scratches_agree_though_they_share_few_pixels() {
    let mut blind = Blind::new();
    for picture in 1..=2 {
        blind.mark(0, picture, false, rect(200.0, 50.0, 2.0, 150.0));
        blind.mark(1, picture, false, rect(203.0, 50.0, 2.0, 150.0));
    }
    blind.mark(0, 3, true, rect(100.0, 100.0, 30.0, 30.0));
    blind.mark(1, 3, true, rect(100.0, 100.0, 30.0, 30.0));
    let [a, b] = blind.layers;
    let series = [blind.project.series];
    let found = agreement(&blind.project.document, &series, a, b).unwrap();
    assert_eq!(found.things.alpha, Some(1.0));
    assert!(found.differences.is_empty(), "{:?}", found.differences);
}
