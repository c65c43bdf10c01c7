//! What is to be looked at first, and why.

use annotation::{ModelSource, Origin, PictureId, Review, SHARED_LAYER, Standing, act};
use review::{Difference, Differs, Reason, queue};

use crate::support::{Project, SHOTS, around};

fn proposal(project: &mut Project, picture: i64, score: f32) {
    let mut label = project.label(picture, project.scratch, around(200.0, 100.0));
    label.standing = Standing::Proposed;
    label.origin = Origin::Model(ModelSource {
        model: "unet 1".to_owned(),
        score,
        threshold: 0.4,
    });
    project.add(label);
}

fn set(project: &mut Project, picture: i64, review: &Review) {
    let pictures = [(PictureId(picture), None)];
    let edit = act::set_review(&project.document, SHARED_LAYER, &pictures, review);
    project.perform(&edit.unwrap());
}

#[test]
fn what_is_returned_comes_before_what_is_uncertain_before_what_is_new() {
    let mut project = Project::new();
    proposal(&mut project, 2, 0.95);
    proposal(&mut project, 3, 0.42);
    let note = "the scratch goes on".to_owned();
    set(&mut project, 4, &Review::Returned { note: note.clone() });
    for done in 5..=SHOTS {
        set(&mut project, done, &Review::Accepted);
    }
    let queued = queue(&project.document, SHARED_LAYER, &project.findings(), &[]);
    let order: Vec<i64> = queued
        .iter()
        .filter(|queued| queued.picture.0 <= 4)
        .map(|queued| queued.picture.0)
        .collect();
    assert_eq!(order, [4, 3, 2, 1]);
    assert_eq!(queued[0].reasons, [Reason::Returned { note }]);
    let uncertain = &queued[1].reasons[0];
    assert!(
        matches!(uncertain, Reason::Proposals { count: 1, nearest: Some(nearest) } if (nearest - 0.02).abs() < 1e-6),
        "{uncertain:?}"
    );
    assert_eq!(queued[3].reasons, [Reason::New]);
}

#[test]
fn findings_and_differences_bring_a_picture_up_with_their_reasons() {
    let mut project = Project::new();
    for picture in 1..=SHOTS {
        project.nothing(SHARED_LAYER, picture, None);
    }
    let none = queue(&project.document, SHARED_LAYER, &project.findings(), &[]);
    assert_eq!(none, []);
    let label = project.scratch(5, around(399.0, 100.0));
    let differing = Difference {
        picture: PictureId(6),
        differs: Differs::OnlyFirst(label),
    };
    let queued = queue(
        &project.document,
        SHARED_LAYER,
        &project.findings(),
        &[differing],
    );
    assert_eq!(queued[0].picture, PictureId(5));
    let rules: Vec<&str> = queued[0]
        .reasons
        .iter()
        .filter_map(|reason| match reason {
            Reason::Found { rule, .. } => Some(*rule),
            _ => None,
        })
        .collect();
    assert!(rules.contains(&"outside-picture"), "{rules:?}");
    let second = queued.iter().find(|it| it.picture == PictureId(6)).unwrap();
    assert!(second.reasons.contains(&Reason::Differences { count: 1 }));
}
