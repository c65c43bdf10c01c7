//! How long it takes to judge 10,000 pictures with 50,000 findings, and to move a slider over them.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use annotation::{PictureId, SeriesId, TrackId};
use decision::{
    ClassCosts, Finding, Judging, Level, PartId, PictureFindings, PictureTruth, Rule, Scope, Study,
    StudySettings, Thresholds, TruthMark,
};
use shapes::{Mask, Point, Shape};

const PICTURES: i64 = 10_000;
const SHOTS_OF_PART: i64 = 12;
const FINDINGS_OF_PICTURE: u64 = 5;
const CLASSES: [&str; 4] = ["axial scratch", "bubble", "inclusion", "radial scratch"];
const REGIMES: [&str; 4] = ["artifacts", "glare", "good", "low"];

fn main() {
    let (truths, findings) = inspection();
    measure("study_10k_pictures_50k_findings", 3, |_| {
        let settings = StudySettings::default();
        Study::new(truths.clone(), findings.clone(), settings).map(|it| it.fingerprint().len())
    });
    let Ok(study) = Study::new(truths, findings, StudySettings::default()) else {
        return;
    };
    let at = |step: usize| Thresholds::one((step % 100) as f64 / 100.0);
    measure("slider_for_all", 101, |step| study.at(&at(step)));
    measure("slider_of_a_class", 101, |step| {
        study.at(&Thresholds::one(0.5).with(CLASSES[0], (step % 100) as f64 / 100.0))
    });
    measure("table_by_class_and_regime", 11, |step| {
        study.table(&at(step), None)
    });
    measure("curve_of_parts", 11, |_| {
        study.curve(Level::Parts, Level::Parts, &Scope::All)
    });
    measure("curve_of_defects_of_a_class", 11, |step| {
        let class = CLASSES[step % CLASSES.len()].to_owned();
        study.curve(Level::Defects, Level::Parts, &Scope::Class(class))
    });
    measure("verdicts", 5, |step| {
        study.verdicts(&at(step + 50), |_| 1.0)
    });
    let recall = Rule::Recall {
        target: 0.8,
        of: Level::Parts,
        is_promised: true,
        by_class: false,
    };
    let cross_fit = Judging::CrossFit { folds: 5, seed: 1 };
    measure("recall_cross_fit", 3, |_| study.decide(&recall, cross_fit));
    let cost = Rule::Cost {
        costs: ClassCosts {
            miss: [(CLASSES[0].to_owned(), 100.0)].into(),
            other_miss: 20.0,
            false_alarm: 1.0,
            prevalence: None,
        },
        by_class: true,
    };
    measure("cost_by_class", 3, |_| {
        study.decide(&cost, Judging::SameParts)
    });
}

/// Parts of twelve pictures. Every third has two defects, each marked on half of its pictures; the
/// model finds most of them, and something else besides.
fn inspection() -> (Vec<PictureTruth>, Vec<PictureFindings>) {
    let (mut truths, mut findings) = (Vec::new(), Vec::new());
    for number in 0..PICTURES {
        let part = number / SHOTS_OF_PART;
        let marks: Vec<TruthMark> = (0..2)
            .filter(|track| part % 3 == 0 && (number + track) % 2 == 0)
            .map(|track| TruthMark {
                class: CLASSES[((part / 3 + track) % 4) as usize].to_owned(),
                shape: blob(100.0 + 300.0 * track as f64, number),
                is_ignored: false,
                track: Some(TrackId(track)),
            })
            .collect();
        let of_picture = (0..FINDINGS_OF_PICTURE).map(|place| {
            let chance = share(number as u64 * 8 + place);
            match marks.get(place as usize) {
                Some(mark) => Finding {
                    class: mark.class.clone(),
                    score: chance.sqrt(),
                    shape: mark.shape.translated(2.0, 1.0),
                },
                None => Finding {
                    class: CLASSES[(number as usize + place as usize) % 4].to_owned(),
                    score: chance * chance,
                    shape: blob(700.0 + 100.0 * place as f64, number),
                },
            }
        });
        let picture = PictureId(number + 1);
        findings.push(PictureFindings {
            picture,
            findings: of_picture.collect(),
        });
        truths.push(PictureTruth {
            picture,
            part: PartId::Series(SeriesId(part)),
            regime: REGIMES[(part % 4) as usize].to_owned(),
            marks,
            is_reviewed: true,
        });
    }
    (truths, findings)
}

/// A few dozen pixels, as a model finds them.
fn blob(x: f64, number: i64) -> Shape {
    let y = 100.0 + (number % 50) as f64 * 10.0;
    Shape::Mask(Mask::disc(Point::new(x, y), 4.0))
}

/// A share from 0 to 1 that looks drawn, the same for the same number.
fn share(number: u64) -> f64 {
    let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 40) as f64 / (1_u64 << 24) as f64
}

/// Prints the milliseconds that the middle one of several takes.
fn measure<T>(name: &str, repeats: usize, mut action: impl FnMut(usize) -> T) {
    let mut times_ms: Vec<f64> = (0..repeats)
        .map(|step| {
            let start = Instant::now();
            std::hint::black_box(action(step));
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times_ms.sort_by(f64::total_cmp);
    let value = times_ms[repeats / 2];
    println!(r#"{{"name":"{name}","value":{value:.4},"unit":"ms"}}"#);
}
