//! The score of pictures, against the response and its entropy taken one after the other.

use attacks::{AttackError, DetectorSettings, Trace, score};
use explain::{ExplainError, Method, Target};
use jobs::Work;
use ndarray::{Axis, Ix3};
use response::{Preset, measure};

use super::bench::{Bench, plain_colour, scattered};

#[test]
fn the_score_is_the_entropy_of_the_response() {
    let bench = Bench::convolutions();
    let work = Work::detached();
    let prepared = bench.space().prepared(&scattered(0));
    let mut found = Vec::new();
    for trace in Trace::ALL {
        let method = match trace {
            Trace::FeatureResponse => Method::FeatureResponse,
            Trace::Guided => Method::Guided,
        };
        let explained = bench
            .explainer()
            .explain(method, &prepared, &Target::TopClass, &work);
        let values = explained.unwrap().values;
        let planes = values
            .index_axis(Axis(0), 0)
            .into_dimensionality::<Ix3>()
            .unwrap()
            .to_owned();
        for preset in Preset::ALL {
            let settings = DetectorSettings {
                trace,
                response: preset.settings(),
            };
            let scored = score(&bench.victim(), &prepared, &settings, &work).unwrap();
            let expected = measure(&planes, &preset.settings()).unwrap();
            assert_eq!(scored.bits, expected.average_bits, "{trace} {preset}");
            assert_eq!(
                scored.measured.entropy, expected.entropy,
                "{trace} {preset}"
            );
            assert!(scored.bits > 0.0, "{trace} {preset}");
            found.push(scored.bits);
        }
    }
    assert_ne!(found[..4], found[4..]);
}

#[test]
fn a_model_without_convolutions_has_nothing_to_trace() {
    let bench = Bench::colours();
    let prepared = bench.space().prepared(&plain_colour([0.6, 0.5, 0.3]));
    let refused = score(
        &bench.victim(),
        &prepared,
        &DetectorSettings::default(),
        &Work::detached(),
    );
    let error = refused.unwrap_err();
    assert!(
        matches!(error, AttackError::Explain(ExplainError::NoLayer)),
        "{error}"
    );
}
