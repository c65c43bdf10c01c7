//! What is said of each part, and why.

use annotation::{PictureId, SeriesId};
use decision::{Agreement, Evidence, PartId, PersonSaid, PersonVerdict, Thresholds, Verdict};

use crate::support::{BUBBLE, Inspection, SCRATCH, finding, mark, seven_parts};

/// A bubble is worse than a scratch, so that the alphabet and the scores say otherwise.
fn severity(class: &str) -> f64 {
    if class == BUBBLE { 2.0 } else { 1.0 }
}

fn short(evidence: &Evidence) -> (i64, &str, f64, PersonSaid) {
    let Evidence {
        picture: PictureId(picture),
        class,
        score,
        person,
        ..
    } = evidence;
    (*picture, class, *score, person.clone())
}

#[test]
fn every_part_has_a_verdict_with_its_reasons() {
    let study = seven_parts().study();
    let verdicts = study.verdicts(&Thresholds::one(0.3), severity).unwrap();
    let said: Vec<_> = verdicts
        .iter()
        .map(|it| (it.verdict, it.person, it.agreement))
        .collect();
    let expected = [
        (Verdict::Reject, PersonVerdict::Defective, Agreement::Same),
        (Verdict::Reject, PersonVerdict::Defective, Agreement::Same),
        (Verdict::Reject, PersonVerdict::Good, Agreement::FalseAlarm),
        (
            Verdict::Reject,
            PersonVerdict::Unreviewed,
            Agreement::Unknown,
        ),
        (Verdict::Accept, PersonVerdict::Good, Agreement::Same),
        (
            Verdict::Unsure,
            PersonVerdict::Defective,
            Agreement::Unknown,
        ),
        (Verdict::Accept, PersonVerdict::Defective, Agreement::Escape),
    ];
    assert_eq!(said, expected);
    assert_eq!(verdicts[3].part, PartId::Series(SeriesId(4)));
    assert_eq!(verdicts[3].unreviewed, [PictureId(7)]);
    assert_eq!(verdicts[5].uninspected, [PictureId(9)]);

    let evidence = |part: usize| {
        verdicts[part]
            .evidence
            .iter()
            .map(short)
            .collect::<Vec<_>>()
    };
    let bubble = || BUBBLE.to_owned();
    assert_eq!(
        evidence(0),
        [
            (2, BUBBLE, 0.3, PersonSaid::NoDefect),
            (1, SCRATCH, 0.9, PersonSaid::Same)
        ]
    );
    assert_eq!(
        evidence(1),
        [
            (3, BUBBLE, 0.5, PersonSaid::Repeated { class: bubble() }),
            (3, SCRATCH, 0.6, PersonSaid::OtherClass { class: bubble() }),
        ]
    );
    assert_eq!(evidence(3), [(7, SCRATCH, 0.95, PersonSaid::Nothing)]);
    // What lies on an ignored mark is no reason to reject.
    assert_eq!(evidence(4), []);

    let missed = &verdicts[0].missed;
    assert_eq!(
        (missed.len(), missed[0].picture, missed[0].score),
        (1, PictureId(2), None)
    );
    assert!(missed[0].is_found_elsewhere);
    assert!(!verdicts[6].missed[0].is_found_elsewhere);
}

#[test]
fn a_missed_defect_says_how_near_it_was() {
    let study = seven_parts().study();
    let verdicts = study.verdicts(&Thresholds::one(0.7), severity).unwrap();
    assert_eq!(verdicts[1].agreement, Agreement::Escape);
    assert_eq!(verdicts[1].missed[0].score, Some(0.6));
    // Nothing is called on the reviewed picture, and 0.95 still is on the other.
    let strict = study.verdicts(&Thresholds::one(1.0), severity).unwrap();
    assert_eq!(
        (strict[3].verdict, strict[3].agreement),
        (Verdict::Accept, Agreement::Unknown)
    );
}

#[test]
fn a_finding_takes_the_mark_of_its_own_class_first() {
    let mut inspection = Inspection::default();
    // Both marks are at one place, the wrong one first.
    let marks = vec![mark(BUBBLE, 0, None), mark(SCRATCH, 0, None)];
    inspection.add(1, "good", Some(marks), Some(vec![finding(SCRATCH, 0.9, 0)]));
    let verdicts = inspection
        .study()
        .verdicts(&Thresholds::one(0.5), severity)
        .unwrap();
    assert_eq!(verdicts[0].evidence[0].person, PersonSaid::Same);
    let missed: Vec<&str> = verdicts[0]
        .missed
        .iter()
        .map(|it| it.class.as_str())
        .collect();
    assert_eq!(missed, [BUBBLE]);
}
