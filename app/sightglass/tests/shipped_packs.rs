//! Every pack that comes with the program: whole, documented, and giving its golden outputs on each
//! provider that works here.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use jobs::Work;
use packs::Pack;
use runtime::{Model, ProviderChoice, Runtime};

fn shipped() -> Vec<Pack> {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    let found = packs::find(&[models]);
    assert!(!found.is_empty());
    found.into_iter().map(|found| found.pack.unwrap()).collect()
}

#[test]
fn every_pack_is_whole_and_has_a_card() {
    for pack in shipped() {
        pack.verify_model(&Work::detached()).unwrap();
        let card = std::fs::read_to_string(pack.dir.join("CARD.md")).unwrap();
        for word in ["fail", "test"] {
            let said = card.to_lowercase().contains(word);
            assert!(
                said,
                "{}: its card says nothing of “{word}”",
                pack.dir.display()
            );
        }
        assert!(!pack.manifest.golden.is_empty(), "{}", pack.dir.display());
    }
}

#[test]
fn every_pack_gives_its_golden_outputs() {
    let runtime = Runtime::load(&runtime::library_candidates(None)).unwrap();
    let work = Work::detached();
    for report in runtime
        .providers()
        .into_iter()
        .filter(|report| report.usable)
    {
        let choice = ProviderChoice::Only(report.provider);
        for pack in shipped() {
            let model = Model::load(&runtime, &pack.model_path(), choice, &work).unwrap();
            for golden in &pack.manifest.golden {
                let input = runtime::npy::read(&pack.file(&golden.input).unwrap()).unwrap();
                let name = pack.manifest.input.name.clone();
                let outputs = model.run(&[(name, input)], &work).unwrap().outputs;
                for (name, path) in &golden.outputs {
                    let expected = runtime::npy::read(&pack.file(path).unwrap()).unwrap();
                    let (_, given) = outputs.iter().find(|(given, _)| given == name).unwrap();
                    let (given, expected) = (given.to_f32().unwrap(), expected.to_f32().unwrap());
                    assert_eq!(given.shape(), expected.shape());
                    for (value, expected) in given.iter().zip(expected.iter()) {
                        let difference = f64::from((value - expected).abs());
                        assert!(
                            difference <= golden.tolerance,
                            "{} on {}: {name} differs by {difference}",
                            pack.manifest.name,
                            report.provider.label()
                        );
                    }
                }
            }
        }
    }
}
