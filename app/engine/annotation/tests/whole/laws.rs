//! What holds of any gestures in any order: the document stays sound, and undo leads back.

use annotation::{
    Document, Edit, Gesture, IdSource, Label, LayerId, Origin, PictureId, PictureMark, Refusal,
    Review, SHARED_LAYER, SeriesId, Standing, Track, TrackId, act,
};
use proptest::prelude::*;

use crate::support::{Small, square};

/// A gesture with numbers that choose what it is done to.
#[derive(Debug, Clone)]
struct Wish {
    kind: u8,
    picture: i64,
    which: usize,
    other: usize,
    flag: bool,
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let wish = (
        0_u8..26,
        1_i64..=7,
        any::<usize>(),
        any::<usize>(),
        any::<bool>(),
    )
        .prop_map(|(kind, picture, which, other, flag)| Wish {
            kind,
            picture,
            which,
            other,
            flag,
        });
    prop::collection::vec(wish, 1..60)
}

/// What the wish comes to in a document; a refusal where it is not possible.
fn edit_of(wish: &Wish, it: &mut Small) -> Result<Edit, Refusal> {
    let document = it.document.clone();
    let picture = PictureId(wish.picture);
    let layers: Vec<LayerId> = document.layers().map(|layer| layer.id).collect();
    let layer = layers[wish.which % layers.len()];
    let labels: Vec<Label> = document
        .labels(picture)
        .map(|labels| labels.iter().map(|label| Label::clone(label)).collect())
        .unwrap_or_default();
    let label = pick(&labels, wish.which).cloned();
    let tracks: Vec<TrackId> = document.tracks().map(|track| track.id).collect();
    let (track, other) = (pick(&tracks, wish.which), pick(&tracks, wish.other));
    let series: Vec<SeriesId> = document.all_series().map(|series| series.id).collect();
    let one_series = pick(&series, wish.which).copied().ok_or(Refusal::Gone);
    let classes: Vec<_> = document.classes().map(|class| class.id).collect();
    let class = pick(&classes, wish.other).copied().ok_or(Refusal::Gone);
    let gone = Refusal::Gone;
    let ids = &mut it.ids;
    match wish.kind {
        0 | 1 => {
            let label = Label {
                layer,
                class: class?,
                track: track.copied().filter(|_| wish.flag),
                ..new_label(ids, picture)
            };
            act::add_labels(&document, [label])
        }
        2 => {
            let label = Label {
                class: class?,
                origin: Origin::Propagated { score: None },
                standing: Standing::Proposed,
                track: track.copied(),
                ..new_label(ids, picture)
            };
            act::add_labels(&document, [label])
        }
        3 => act::remove_labels(&document, picture, &[label.ok_or(gone)?.id], ids),
        4 => {
            let label = Label {
                shape: square(1.0 + (wish.other % 50) as f64),
                ..label.ok_or(gone)?
            };
            act::change_labels(&document, Gesture::Reshape, [label], ids)
        }
        5 => {
            let label = Label {
                is_locked: wish.flag,
                ..label.ok_or(gone)?
            };
            act::change_labels(&document, Gesture::Lock, [label], ids)
        }
        6 => act::accept(&document, &[(picture, label.ok_or(gone)?.id)], ids),
        7 => act::reject(&document, &[(picture, label.ok_or(gone)?.id)], ids),
        8 => Ok(act::start_track(&document, picture, label.ok_or(gone)?.id, ids)?.1),
        9 => {
            let track = *track.ok_or(gone.clone())?;
            act::put_on_track(&document, picture, label.ok_or(gone)?.id, track)
        }
        10 => act::take_off_track(&document, picture, label.ok_or(gone)?.id),
        11 => act::join_tracks(&document, *track.ok_or(gone.clone())?, *other.ok_or(gone)?),
        12 => act::not_visible(&document, *track.ok_or(gone)?, &[picture], wish.flag),
        13 => act::remove_track(&document, *track.ok_or(gone)?, wish.flag),
        14 => act::nothing_to_label(&document, layer, &[(picture, None)], wish.flag),
        15 => act::set_review(&document, layer, &[(picture, None)], &Review::Labelled),
        16 => act::close_series(&document, one_series?),
        17 => {
            let mut series = document
                .one_series(one_series?)
                .ok_or(gone)?
                .as_ref()
                .clone();
            series.shots.truncate(1 + wish.other % 3);
            act::change_series(&document, series)
        }
        18 => act::adopt_layer(&document, layer, one_series?, ids),
        19 => Ok(act::add_layer(&document, &format!("layer {}", wish.other % 3), ids)?.1),
        20 => act::remove_layer(&document, layer),
        21 => act::draw(&document, new_label(ids, picture), track.copied(), ids),
        22 => {
            let track = *track.ok_or(gone)?;
            let proposal = Label {
                track: Some(track),
                ..new_label(ids, picture)
            };
            let of_track = document
                .track(track)
                .and_then(|track| document.one_series(track.series));
            let shots = of_track
                .map(|series| series.shots.clone())
                .unwrap_or_default();
            let hidden = pick(&shots, wish.other).map(|shot| shot.picture);
            act::propose_track(&document, track, [proposal], hidden)
        }
        23 => act::accept_track(&document, *track.ok_or(gone)?, ids),
        24 => {
            let mark = PictureMark {
                has_nothing: wish.flag,
                ..PictureMark::new(layer, picture)
            };
            let new = Label {
                layer,
                class: class?,
                track: track.copied(),
                ..new_label(ids, PictureId(1 + wish.picture % 7))
            };
            let import = act::Import {
                removed: label.map(|label| (picture, label.id)).into_iter().collect(),
                tracks: track
                    .and_then(|id| document.track(*id))
                    .map(|it| Track::clone(it))
                    .into_iter()
                    .collect(),
                labels: vec![new],
                marks: vec![mark],
                ..act::Import::default()
            };
            act::import(&document, import)
        }
        _ => {
            let other = *pick(&classes, wish.which).ok_or(gone)?;
            act::remove_class(&document, class?, act::ClassFate::Become(other))
        }
    }
}

fn new_label(ids: &mut IdSource, picture: PictureId) -> Label {
    Label {
        id: ids.label(),
        ..Label::drawn(picture, SHARED_LAYER, annotation::ClassId(0), square(10.0))
    }
}

fn pick<T>(all: &[T], which: usize) -> Option<&T> {
    all.get(which.checked_rem(all.len())?)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_gestures_leave_a_sound_document_and_undo_leads_back(wishes in wishes()) {
        let mut it = Small::new();
        let mut states: Vec<(Document, Edit)> = Vec::new();
        for wish in &wishes {
            let Ok(edit) = edit_of(wish, &mut it) else {
                continue;
            };
            let before = it.document.clone();
            it.document.apply(&edit).unwrap();
            prop_assert_eq!(it.document.flaws(), vec![], "{:?} gave {:?}", wish, edit);
            states.push((before, edit));
        }
        for (before, edit) in states.iter().rev() {
            it.document.apply(&edit.inverse()).unwrap();
            prop_assert_eq!(&it.document, before);
        }
    }

    #[test]
    fn an_edit_of_another_state_is_refused_and_changes_nothing(wishes in wishes()) {
        let mut it = Small::new();
        for wish in &wishes {
            let Ok(edit) = edit_of(wish, &mut it) else {
                continue;
            };
            it.document.apply(&edit).unwrap();
            if edit.changes.is_empty() {
                continue;
            }
            // Once it is done, what it was made for is no longer there.
            let after = it.document.clone();
            prop_assert!(it.document.apply(&edit).is_err());
            prop_assert_eq!(&it.document, &after);
        }
    }
}
