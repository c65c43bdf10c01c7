//! How long guided backpropagation takes, for the networks that `compare_with_python.py` left in
//! `target/bench-models`, and the largest ratio to what PyTorch with Captum took there.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;

use explain::{Explainer, Method, PictureInput, Target};
use jobs::Work;
use runtime::{Provider, ProviderChoice, Runtime, library_candidates};

const REPEATS: usize = 9;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target/bench-models");
    let Ok(medians) = std::fs::read_to_string(folder.join("captum.json")) else {
        eprintln!(
            "no networks to time: run app/engine/explain/benches/compare_with_python.py once"
        );
        return;
    };
    let medians: BTreeMap<String, f64> = serde_json::from_str(&medians).unwrap();
    let runtime = Runtime::load(&library_candidates(None)).unwrap();
    let mut largest = 0.0_f64;
    for (name, captum_ms) in medians {
        let median_ms = median_ms(&runtime, &folder.join(&name));
        print(&format!("guided_backprop_{name}"), median_ms, "ms");
        largest = largest.max(median_ms / captum_ms);
    }
    print("guided_backprop_ratio", largest, "×");
}

/// The median of the gradient session alone, for the class that wins.
fn median_ms(runtime: &Runtime, folder: &Path) -> f64 {
    let picture = runtime::npy::read(&folder.join("input.npy")).unwrap();
    let picture = picture.to_f32().unwrap();
    let input = PictureInput {
        shape: picture.shape(),
        ..PictureInput::default()
    };
    let cpu = ProviderChoice::Only(Provider::Cpu);
    let (path, work) = (folder.join("model.onnx"), Work::detached());
    let explainer = Explainer::prepare(runtime, &path, cpu, input, &work).unwrap();
    let explain = || explainer.explain(Method::Guided, &picture, &Target::TopClass, &work);
    explain().unwrap();
    let mut durations_ms: Vec<f64> = (0..REPEATS)
        .map(|_| explain().unwrap().duration.as_secs_f64() * 1e3)
        .collect();
    durations_ms.sort_by(f64::total_cmp);
    durations_ms[REPEATS / 2]
}

fn print(name: &str, value: f64, unit: &str) {
    println!(r#"{{"name":"{name}","value":{value:.2},"unit":"{unit}"}}"#);
}
