//! After any edits, in any order, what was kept up to date is what a look at everything gives.

use annotation::{Edit, Gesture, Label, PictureId, Refusal, Review, SHARED_LAYER, Standing, act};
use proptest::prelude::*;
use review::{Changed, Finding, Findings};

use crate::support::{Project, SHOTS, around, tube};

/// A gesture with numbers that choose what it is done to.
type Wish = (u8, i64, usize, f64, bool);

fn edit_of((kind, picture, which, x, flag): Wish, it: &mut Project) -> Result<Edit, Refusal> {
    let document = it.document.clone();
    let picture = PictureId(picture);
    let labels: Vec<Label> = document
        .labels_on(picture, SHARED_LAYER)
        .map(|label| Label::clone(label))
        .collect();
    let label = labels.get(which % labels.len().max(1)).cloned();
    let tracks: Vec<_> = document.tracks().map(|track| track.id).collect();
    let track = tracks.get(which % tracks.len().max(1)).copied();
    let gone = Refusal::Gone;
    match kind {
        0..=3 => {
            let class = if flag { it.scratch } else { it.bubble };
            let mut label = it.label(picture.0, class, around(x, 100.0));
            label.track = track.filter(|_| flag);
            if kind == 3 {
                label.standing = Standing::Proposed;
            }
            act::add_labels(&document, [label])
        }
        4 => act::remove_labels(&document, picture, &[label.ok_or(gone)?.id], &mut it.ids),
        5 => {
            let label = Label {
                shape: around(x, 120.0),
                class: it.bubble,
                ..label.ok_or(gone)?
            };
            act::change_labels(&document, Gesture::Reshape, [label], &mut it.ids)
        }
        6 => Ok(act::start_track(&document, picture, label.ok_or(gone)?.id, &mut it.ids)?.1),
        7 => act::not_visible(&document, track.ok_or(gone)?, &[picture], flag),
        8 => act::remove_track(&document, track.ok_or(gone)?, flag),
        9 => act::nothing_to_label(&document, SHARED_LAYER, &[(picture, None)], flag),
        10 => {
            let mut series = document.one_series(it.series).ok_or(gone)?.as_ref().clone();
            series.shots.truncate(2 + which % 6);
            act::change_series(&document, series)
        }
        11 => act::close_series(&document, it.series),
        12 => act::remove_series(&document, it.series),
        _ => {
            let review = if flag { Review::Labelled } else { Review::New };
            act::set_review(&document, SHARED_LAYER, &[(picture, None)], &review)
        }
    }
}

fn sorted(findings: &Findings) -> Vec<String> {
    let mut all: Vec<String> = findings
        .all()
        .map(|finding: &Finding| format!("{finding:?}"))
        .collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_kept_up_to_date_is_what_a_look_at_everything_gives(
        wishes in prop::collection::vec(
            (0_u8..14, 1..=SHOTS + 1, any::<usize>(), 80.0..420.0_f64, any::<bool>()),
            1..50,
        ),
        knows_part in any::<bool>(),
    ) {
        let mut it = Project::new();
        it.around.part = knows_part.then(tube);
        let mut findings = it.findings();
        let mut done: Vec<Edit> = Vec::new();
        for wish in wishes {
            let Ok(edit) = edit_of(wish, &mut it) else {
                continue;
            };
            it.document.apply(&edit).unwrap();
            findings.update(&it.document, &Changed::by(&edit), &it.around);
            prop_assert_eq!(sorted(&findings), sorted(&it.findings()), "{:?}", edit.gesture);
            prop_assert_eq!(findings.len(), findings.all().count());
            done.push(edit);
        }
        for edit in done.iter().rev() {
            let back = edit.inverse();
            it.document.apply(&back).unwrap();
            findings.update(&it.document, &Changed::by(&back), &it.around);
        }
        prop_assert_eq!(sorted(&findings), sorted(&it.findings()));
    }
}
