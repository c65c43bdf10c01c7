//! Models that load, and each way in which one does not.

#![allow(clippy::unwrap_used)]

mod support;

use std::error::Error;
use std::path::PathBuf;

use graph::messages::{DataType, ModelProto, SequenceType, TypeValue};
use jobs::Work;
use prost::Message;
use runtime::{
    ElementKind, LoadOptions, Model, ModelProblem, Optimisation, Provider, ProviderChoice, Runtime,
    RuntimeError, ValueRole,
};
use support::{
    CPU, Shelf, load, load_error, model, node, one_node, runtime, shapeless, string_attribute,
    typed, value, with_external_weight,
};

fn problem_of(shelf: &Shelf, model: &ModelProto) -> ModelProblem {
    let error = load_error(&shelf.write("model.onnx", model.encode_to_vec()));
    match error {
        RuntimeError::Model {
            problem, detail, ..
        } => {
            assert!(detail.is_some(), "ONNX Runtime's text is kept: {problem}");
            problem
        }
        other => panic!("expected a model error, got {other}"),
    }
}

fn file_problem(shelf: &Shelf, bytes: &[u8]) -> ModelProblem {
    match load_error(&shelf.write("model.onnx", bytes)) {
        RuntimeError::Model { problem, .. } => problem,
        other => panic!("expected a model error, got {other}"),
    }
}

#[test]
fn two_loads_give_the_same_runtime() {
    let first = runtime();
    let second = Runtime::load(&[]).unwrap();
    assert_eq!(first.library_path(), second.library_path());
    assert!(first.library_path().is_absolute());
    assert!(first.version().starts_with("1."), "{}", first.version());
}

#[test]
fn inputs_and_outputs_are_described() {
    let shelf = Shelf::new();
    let loaded = shelf.load(&one_node("Relu")).unwrap();
    let input = &loaded.inputs()[0];
    assert_eq!(
        (input.name.as_str(), input.element),
        ("x", ElementKind::F32)
    );
    assert_eq!(input.dims, [None, Some(4)]);
    assert_eq!(input.dim_names, [Some("d0".to_owned()), None]);
    assert_eq!(input.shape_text(), "[d0, 4]");
    assert_eq!(loaded.outputs()[0].name, "y");
}

#[test]
fn a_name_with_spaces_and_chinese_loads() {
    let shelf = Shelf::new();
    let path = shelf.write("我的 模型 ü.onnx", one_node("Relu").encode_to_vec());
    assert_eq!(load(&path).unwrap().path(), path);
}

#[test]
fn the_processor_runs_every_node_and_says_so() {
    let nodes = vec![
        node("Relu", "a", &["x"], "t"),
        node("Exp", "b", &["t"], "u"),
        node("Neg", "c", &["u"], "y"),
    ];
    let floats = |name| value(name, DataType::Float, &[None, Some(4)]);
    let three = model(nodes, floats("x"), floats("y"));
    let shelf = Shelf::new();
    let path = shelf.write("model.onnx", three.encode_to_vec());
    let options = LoadOptions {
        optimisation: Optimisation::Off,
        threads: std::num::NonZeroUsize::new(1),
    };
    let loaded = Model::load_with(&runtime(), &path, CPU, options, &Work::detached()).unwrap();
    let placement = loaded.placement();
    assert_eq!(placement.nodes, [("CPU".to_owned(), 3)]);
    assert_eq!(placement.provider, Provider::Cpu);
    assert_eq!(placement.warning, None);
    assert!(placement.passed_over.is_empty());
}

#[test]
fn auto_takes_what_works_and_says_what_it_passed_over() {
    let shelf = Shelf::new();
    let path = shelf.write("model.onnx", one_node("Relu").encode_to_vec());
    let runtime = runtime();
    let loaded = Model::load(&runtime, &path, ProviderChoice::Auto, &Work::detached()).unwrap();
    let placement = loaded.placement();
    assert_eq!(placement.asked, ProviderChoice::Auto);
    assert_eq!(placement.node_count(), 1);
    assert_eq!(placement.nodes[0].0, placement.provider.label());
    for report in runtime.providers() {
        let passed = placement
            .passed_over
            .iter()
            .find(|over| over.provider == report.provider);
        if let Some(passed) = passed {
            assert!(
                !report.usable && !passed.reason.contains('\n'),
                "{passed:?}"
            );
        }
    }
    if placement.provider == Provider::Cpu {
        assert_eq!(placement.passed_over.len(), 3);
    }
}

#[test]
fn a_file_is_made_for_each_provider_that_is_tried_and_errors_name_the_model() {
    let shelf = Shelf::new();
    let copy = shelf.write("copy.onnx", one_node("Relu").encode_to_vec());
    let model = shelf.path("model.onnx");
    let (runtime, work) = (runtime(), Work::detached());
    let usable = |provider: Provider| {
        let reports = runtime.providers().into_iter();
        reports
            .filter(|report| report.usable)
            .any(|report| report.provider == provider)
    };
    let mut asked = Vec::new();
    let made = |provider| {
        asked.push(provider);
        Ok::<_, RuntimeError>(&copy)
    };
    let loaded = Model::load_made_for(&runtime, &model, ProviderChoice::Auto, made, &work).unwrap();
    assert_eq!(asked.last(), Some(&loaded.placement().provider));
    assert!(
        asked.iter().all(|provider| usable(*provider)),
        "{asked:?} were tried"
    );
    let refused = loaded.run(&[], &work).unwrap_err().to_string();
    assert!(
        refused.ends_with(&format!(": {}", model.display())),
        "{refused}"
    );

    // Whoever has no file is passed over, up to the processor, whose error is the answer.
    let only_cpu = |provider| match provider {
        Provider::Cpu => Ok(&copy),
        _ => Err(RuntimeError::Cancelled),
    };
    let loaded =
        Model::load_made_for(&runtime, &model, ProviderChoice::Auto, only_cpu, &work).unwrap();
    assert_eq!(loaded.placement().provider, Provider::Cpu);
    let broken = shelf.write("broken.onnx", one_node("Zorp").encode_to_vec());
    let made = |_| Ok::<_, RuntimeError>(&broken);
    let refused = Model::load_made_for(&runtime, &model, CPU, made, &work)
        .err()
        .unwrap();
    assert!(
        refused
            .to_string()
            .ends_with(&format!(": {}", model.display())),
        "{refused}"
    );
    let none = |_| Err::<&PathBuf, _>(RuntimeError::Cancelled);
    let refused = Model::load_made_for(&runtime, &model, ProviderChoice::Auto, none, &work);
    assert!(matches!(refused, Err(RuntimeError::Cancelled)));
}

#[test]
fn reports_tell_what_is_usable_and_what_to_do() {
    let reports = runtime().providers();
    assert_eq!(reports.len(), Provider::ALL.len());
    assert!(reports[0].provider == Provider::Cpu && reports[0].usable);
    for report in reports {
        assert!(report.compiled_in || !report.usable, "{report:?}");
        assert!(!report.advice.is_empty() && !report.advice.contains('\n'));
    }
}

#[test]
fn a_provider_that_is_asked_for_and_missing_is_an_error() {
    let shelf = Shelf::new();
    let path = shelf.write("model.onnx", one_node("Relu").encode_to_vec());
    let runtime = runtime();
    let missing: Vec<_> = runtime
        .providers()
        .into_iter()
        .filter(|report| !report.usable)
        .collect();
    assert!(!missing.is_empty(), "no machine has them all");
    for report in missing {
        let choice = ProviderChoice::Only(report.provider);
        let error = Model::load(&runtime, &path, choice, &Work::detached())
            .err()
            .unwrap();
        assert!(matches!(error, RuntimeError::Provider { .. }), "{error}");
        let message = error.to_string();
        assert!(message.starts_with(report.provider.label()), "{message}");
        assert!(message.contains("\"auto\""), "{message}");
    }
}

#[test]
fn an_unknown_operator_is_named_with_its_node() {
    let shelf = Shelf::new();
    let problem = problem_of(&shelf, &one_node("Zorp"));
    let (operator, node) = ("Zorp".to_owned(), Some("only".to_owned()));
    assert_eq!(problem, ModelProblem::UnknownOperator { operator, node });

    let mut foreign = one_node("Zorp");
    foreign.graph.as_mut().unwrap().node[0].domain = "com.acme".to_owned();
    let mut opset = foreign.opset_import[0].clone();
    opset.domain = "com.acme".to_owned();
    opset.version = 1;
    foreign.opset_import.push(opset);
    let message = load_error(&shelf.write("model.onnx", foreign.encode_to_vec())).to_string();
    assert!(message.contains("com.acme:Zorp"), "{message}");
    assert!(
        message.ends_with("model.onnx"),
        "the path is last: {message}"
    );
}

#[test]
fn an_operator_without_a_kernel_is_named() {
    let ints = |name| value(name, DataType::Int16, &[Some(4)]);
    let mut shift = node("BitShift", "shift", &["x", "x"], "y");
    shift.attribute = vec![string_attribute("direction", "LEFT")];
    // The element type that ONNX allows and the processor cannot compute.
    let unsigned = |name| value(name, DataType::Uint16, &[Some(4)]);
    let shelf = Shelf::new();
    let problem = problem_of(
        &shelf,
        &model(vec![shift.clone()], unsigned("x"), unsigned("y")),
    );
    let (operator, node) = ("BitShift".to_owned(), Some("shift".to_owned()));
    assert_eq!(problem, ModelProblem::NoKernel { operator, node });
    // One that ONNX does not allow is an invalid graph.
    let problem = problem_of(&shelf, &model(vec![shift], ints("x"), ints("y")));
    let node = Some("shift".to_owned());
    assert_eq!(problem, ModelProblem::InvalidGraph { node });
}

#[test]
fn a_model_cut_short_anywhere_is_an_error() {
    let bytes = one_node("Relu").encode_to_vec();
    let shelf = Shelf::new();
    for length in 1..bytes.len() {
        let problem = file_problem(&shelf, &bytes[..length]);
        let expected = matches!(
            problem,
            ModelProblem::Corrupt | ModelProblem::InvalidGraph { .. } | ModelProblem::Refused
        );
        assert!(expected, "after {length} bytes: {problem}");
    }
    assert_eq!(
        file_problem(&shelf, &bytes[..bytes.len() / 2]),
        ModelProblem::Corrupt
    );
}

#[test]
fn files_that_are_no_models_are_told_apart() {
    let shelf = Shelf::new();
    assert_eq!(file_problem(&shelf, b""), ModelProblem::Empty);
    assert_eq!(
        file_problem(&shelf, b"a text, not a model"),
        ModelProblem::Corrupt
    );
    let missing = load_error(&shelf.path("missing.onnx"));
    let RuntimeError::Model { problem, .. } = missing else {
        panic!("{missing}");
    };
    assert_eq!(problem, ModelProblem::Missing);
    let folder = load_error(shelf.path("x").parent().unwrap());
    assert!(folder.to_string().contains("not a file"), "{folder}");
}

#[test]
fn external_weights_are_found_or_named() {
    let shelf = Shelf::new();
    let tensor = || "w".to_owned();
    let problem = problem_of(&shelf, &with_external_weight("weights.bin"));
    let ModelProblem::WeightsMissing { tensor: name, file } = problem else {
        panic!("{problem}");
    };
    assert_eq!(name, "w");
    assert!(file.unwrap().contains("weights.bin"));

    shelf.write("weights.bin", [0; 63]);
    let problem = problem_of(&shelf, &with_external_weight("weights.bin"));
    assert_eq!(problem, ModelProblem::WeightsDamaged { tensor: tensor() });
    shelf.write("weights.bin", [0; 64]);
    assert!(shelf.load(&with_external_weight("weights.bin")).is_ok());

    for outside in ["../../../etc/passwd", "/etc/passwd"] {
        let problem = problem_of(&shelf, &with_external_weight(outside));
        let refused = matches!(
            problem,
            ModelProblem::WeightsOutside { .. } | ModelProblem::WeightsMissing { .. }
        );
        assert!(refused, "{outside}: {problem}");
    }
}

#[test]
fn models_from_the_future_say_what_is_too_new() {
    let shelf = Shelf::new();
    let mut opset = one_node("Relu");
    opset.opset_import[0].version = 99;
    assert_eq!(
        problem_of(&shelf, &opset),
        ModelProblem::OpsetTooNew { opset: 99 }
    );
    let mut format = one_node("Relu");
    format.ir_version = 99;
    let problem = problem_of(&shelf, &format);
    assert!(
        matches!(problem, ModelProblem::FormatTooNew { version: 99, .. }),
        "{problem}"
    );
}

#[test]
fn a_graph_that_contradicts_itself_names_the_node() {
    let shelf = Shelf::new();
    let mut dangling = one_node("Relu");
    dangling.graph.as_mut().unwrap().node[0].input[0] = "nowhere".to_owned();
    let problem = problem_of(&shelf, &dangling);
    assert!(
        matches!(problem, ModelProblem::InvalidGraph { .. }),
        "{problem}"
    );
}

#[test]
fn an_output_that_is_no_tensor_is_refused_by_name() {
    let element = typed(
        "",
        shapeless("", DataType::Float)
            .r#type
            .unwrap()
            .value
            .unwrap(),
    );
    let list = TypeValue::Sequence(Box::new(SequenceType {
        elem_type: element.r#type.map(Box::new),
    }));
    let input = value("x", DataType::Float, &[Some(4)]);
    let nodes = vec![node("SequenceConstruct", "list", &["x", "x"], "y")];
    let shelf = Shelf::new();
    let error = shelf
        .load(&model(nodes, input, typed("y", list)))
        .err()
        .unwrap();
    let RuntimeError::UnsupportedValue { name, role, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!((name.as_str(), *role), ("y", ValueRole::Output));
    assert!(
        error.to_string().contains("output \"y\" is a Sequence"),
        "{error}"
    );
}

#[test]
fn an_element_type_that_cannot_be_held_is_refused_by_name() {
    let brain = |name| value(name, DataType::Bfloat16, &[Some(4)]);
    let nodes = vec![node("Identity", "only", &["x"], "y")];
    let shelf = Shelf::new();
    let error = shelf
        .load(&model(nodes, brain("x"), brain("y")))
        .err()
        .unwrap();
    assert!(
        error.to_string().contains("input \"x\" is a Tensor<bf16>"),
        "{error}"
    );
}

#[test]
fn details_are_the_source_of_the_error() {
    let shelf = Shelf::new();
    let error = load_error(&shelf.write("model.onnx", one_node("Zorp").encode_to_vec()));
    let source = error.source().unwrap().to_string();
    assert_eq!(Some(source.as_str()), error.detail());
    assert!(source.contains("No Op registered"), "{source}");
}

#[test]
fn a_load_that_is_cancelled_before_it_starts_does_not_start() {
    let shelf = Shelf::new();
    let path = shelf.write("model.onnx", one_node("Relu").encode_to_vec());
    let work = Work::detached();
    work.cancel();
    let error = Model::load(&runtime(), &path, CPU, &work).err().unwrap();
    assert!(matches!(error, RuntimeError::Cancelled));
}
