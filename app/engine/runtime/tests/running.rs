//! Runs: every element type, inputs that do not fit, values that are not numbers, cancellation.

#![allow(clippy::unwrap_used)]

mod support;

use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use graph::messages::{DataType, ModelProto, TensorProto};
use jobs::Work;
use ndarray::{Array2, ArrayD, Axis, arr1};
use runtime::{ElementKind, InputProblem, Model, RuntimeError, Tensor};
use support::{Shelf, floats, model, named, node, one_node, shapeless, value};

fn run(model: &Model, inputs: &[(String, Tensor)]) -> Result<Tensor, RuntimeError> {
    let mut result = model.run(inputs, &Work::detached())?;
    assert_eq!(result.outputs.len(), 1);
    Ok(result.outputs.remove(0).1)
}

fn input_problem(model: &Model, inputs: &[(String, Tensor)]) -> InputProblem {
    match run(model, inputs) {
        Err(RuntimeError::Input { problem, .. }) => problem,
        other => panic!("expected an input error, got {other:?}"),
    }
}

#[test]
fn values_come_out_with_their_name_and_the_time_it_took() {
    let shelf = Shelf::new();
    let relu = shelf.load(&one_node("Relu")).unwrap();
    let input = named("x", floats(&[1, 4], &[-1.0, 2.0, -0.5, 4.0]));
    let result = relu.run(&input, &Work::detached()).unwrap();
    let expected = floats(&[1, 4], &[0.0, 2.0, 0.0, 4.0]);
    assert_eq!(result.output("y"), Some(&expected));
    assert!(result.duration > Duration::ZERO);
}

#[test]
fn every_element_type_goes_in_and_comes_out_unchanged() {
    let shelf = Shelf::new();
    let numbers = Tensor::from(arr1(&[0.0_f32, 1.0, 7.0, 100.0]).into_dyn());
    let words = ["", "one", "zwei ü", "三"].map(str::to_owned);
    let words = Tensor::from(arr1(&words).into_dyn());
    for (kind, element) in [
        (ElementKind::F32, DataType::Float),
        (ElementKind::F64, DataType::Double),
        (ElementKind::F16, DataType::Float16),
        (ElementKind::I8, DataType::Int8),
        (ElementKind::U8, DataType::Uint8),
        (ElementKind::I16, DataType::Int16),
        (ElementKind::U16, DataType::Uint16),
        (ElementKind::I32, DataType::Int32),
        (ElementKind::U32, DataType::Uint32),
        (ElementKind::I64, DataType::Int64),
        (ElementKind::U64, DataType::Uint64),
        (ElementKind::Bool, DataType::Bool),
        (ElementKind::Text, DataType::String),
    ] {
        let tensor = match kind {
            ElementKind::Text => words.clone(),
            kind => numbers.cast(kind).unwrap(),
        };
        let io = |name| value(name, element, &[Some(4)]);
        let copy = model(
            vec![node("Identity", "copy", &["x"], "y")],
            io("x"),
            io("y"),
        );
        let loaded = shelf.load(&copy).unwrap();
        assert_eq!(loaded.inputs()[0].element, kind);
        assert_eq!(
            run(&loaded, &named("x", tensor.clone())).unwrap(),
            tensor,
            "{kind}"
        );
    }
}

#[test]
fn values_in_any_memory_order_and_none_at_all_are_taken() {
    let shelf = Shelf::new();
    let io = |name| value(name, DataType::Float, &[None, None]);
    let copy = model(
        vec![node("Identity", "copy", &["x"], "y")],
        io("x"),
        io("y"),
    );
    let copy = shelf.load(&copy).unwrap();
    let mut turned = Array2::from_shape_fn((3, 2), |(y, x)| (y * 10 + x) as f32);
    turned.swap_axes(0, 1);
    turned.invert_axis(Axis(0));
    assert!(!turned.is_standard_layout());
    let output = run(&copy, &named("x", Tensor::F32(turned.clone().into_dyn()))).unwrap();
    assert_eq!(output, Tensor::F32(turned.into_dyn()));
    let empty = Tensor::F32(ArrayD::zeros(vec![0, 4]));
    assert_eq!(run(&copy, &named("x", empty.clone())).unwrap(), empty);
}

#[test]
fn a_scalar_is_a_tensor_without_dimensions() {
    let shelf = Shelf::new();
    let nodes = vec![node("Neg", "only", &["x"], "y")];
    let io = |name| shapeless(name, DataType::Float);
    let loaded = shelf.load(&model(nodes, io("x"), io("y"))).unwrap();
    assert_eq!(
        run(&loaded, &named("x", floats(&[], &[3.0]))).unwrap(),
        floats(&[], &[-3.0])
    );
    let row = floats(&[1, 2], &[3.0, 4.0]);
    assert_eq!(
        run(&loaded, &named("x", row)).unwrap(),
        floats(&[1, 2], &[-3.0, -4.0])
    );
}

#[test]
fn inputs_that_do_not_fit_are_named_before_anything_runs() {
    let shelf = Shelf::new();
    let relu = shelf.load(&one_node("Relu")).unwrap();
    let good = || floats(&[1, 4], &[0.0; 4]);
    let shape = input_problem(&relu, &named("x", floats(&[1, 5], &[0.0; 5])));
    assert!(matches!(shape, InputProblem::Shape { .. }), "{shape}");
    let element = input_problem(&relu, &named("x", good().cast(ElementKind::F64).unwrap()));
    assert!(matches!(element, InputProblem::Element { .. }), "{element}");
    let unknown = input_problem(&relu, &named("image", good()));
    assert!(matches!(unknown, InputProblem::Unknown { .. }), "{unknown}");
    let missing = input_problem(&relu, &[]);
    assert!(matches!(missing, InputProblem::Missing { .. }), "{missing}");
    let twice = [named("x", good()), named("x", good())].concat();
    let twice = input_problem(&relu, &twice);
    assert!(matches!(twice, InputProblem::Twice { .. }), "{twice}");
    assert!(run(&relu, &named("x", good())).is_ok());
}

#[test]
fn outputs_that_are_not_numbers_come_out_and_are_counted() {
    let shelf = Shelf::new();
    let log = shelf.load(&one_node("Log")).unwrap();
    let output = run(&log, &named("x", floats(&[1, 4], &[-1.0, 0.0, 1.0, 1.0]))).unwrap();
    let statistics = output.statistics().unwrap();
    assert_eq!(
        (statistics.nan, statistics.infinite, statistics.count),
        (1, 1, 4)
    );
    assert_eq!(statistics.finite.unwrap().max, 0.0);
}

#[test]
fn a_node_that_fails_is_named_and_the_model_still_runs_after() {
    let shelf = Shelf::new();
    let mut reshape = one_node("Reshape");
    let graph = reshape.graph.as_mut().unwrap();
    graph.node[0].input.push("shape".to_owned());
    graph.initializer = vec![TensorProto {
        name: "shape".to_owned(),
        dims: vec![2],
        data_type: DataType::Int64 as i32,
        int64_data: vec![2, 4],
        ..TensorProto::default()
    }];
    let loaded = shelf.load(&reshape).unwrap();
    let error = run(&loaded, &named("x", floats(&[3, 4], &[0.0; 12]))).unwrap_err();
    let RuntimeError::Run { node, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!(node.as_deref(), Some("\"only\" (Reshape)"));
    assert!(
        error.detail().unwrap().contains("reshape"),
        "{:?}",
        error.detail()
    );
    assert!(run(&loaded, &named("x", floats(&[2, 4], &[0.0; 8]))).is_ok());
}

/// Multiplies a square matrix with itself over and over: many seconds for 512 rows, none for two.
fn long_model() -> ModelProto {
    const STEPS: usize = 3000;
    let name = |step: usize| match step {
        0 => "x".to_owned(),
        STEPS => "y".to_owned(),
        step => format!("t{step}"),
    };
    let steps = (0..STEPS).map(|step| {
        let (from, to) = (name(step), name(step + 1));
        node("MatMul", "", &[&from, "x"], &to)
    });
    let square = |name| value(name, DataType::Float, &[None, None]);
    model(steps.collect(), square("x"), square("y"))
}

fn identity_matrix(rows: usize) -> Vec<(String, Tensor)> {
    named("x", Tensor::F32(Array2::eye(rows).into_dyn()))
}

fn named_thread<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    let thread = thread::Builder::new().name(name.to_owned());
    thread.spawn(work).unwrap()
}

#[test]
fn a_long_run_ends_within_a_second_of_being_cancelled() {
    let shelf = Shelf::new();
    let long = Arc::new(shelf.load(&long_model()).unwrap());
    let (running, waiting) = (Work::detached(), Work::detached());
    let start = |work: &Work| {
        let (model, work) = (Arc::clone(&long), work.clone());
        named_thread("run", move || model.run(&identity_matrix(512), &work))
    };
    let first = start(&running);
    thread::sleep(Duration::from_millis(200));
    let second = start(&waiting);
    thread::sleep(Duration::from_millis(50));
    assert!(!first.is_finished() && !second.is_finished());

    // The second run waits for the first, and ends without waiting for it.
    let asked = Instant::now();
    waiting.cancel();
    assert!(matches!(
        second.join().unwrap(),
        Err(RuntimeError::Cancelled)
    ));
    assert!(asked.elapsed() < Duration::from_secs(1));
    assert!(!first.is_finished());

    let asked = Instant::now();
    running.cancel();
    assert!(matches!(
        first.join().unwrap(),
        Err(RuntimeError::Cancelled)
    ));
    assert!(
        asked.elapsed() < Duration::from_secs(1),
        "{:?}",
        asked.elapsed()
    );

    let small = run(&long, &identity_matrix(2)).unwrap();
    assert_eq!(small, floats(&[2, 2], &[1.0, 0.0, 0.0, 1.0]));
}

#[test]
fn a_loop_inside_the_graph_is_ended_too() {
    let shelf = Shelf::new();
    let endless = shelf
        .load(&testbench::models::endless_loop(100_000_000))
        .unwrap();
    let work = Work::detached();
    let canceller = work.clone();
    let cancelling = named_thread("cancel", move || {
        thread::sleep(Duration::from_millis(200));
        canceller.cancel();
        Instant::now()
    });
    let picture = floats(&[1, 3, 8, 8], &[0.5; 192]);
    let outcome = endless.run(&named("image", picture), &work);
    let asked = cancelling.join().unwrap();
    assert!(
        matches!(outcome, Err(RuntimeError::Cancelled)),
        "{outcome:?}"
    );
    assert!(asked.elapsed() < Duration::from_secs(1));
}

#[test]
fn work_that_was_cancelled_before_never_runs() {
    let shelf = Shelf::new();
    let long = shelf.load(&long_model()).unwrap();
    let work = Work::detached();
    work.cancel();
    let error = long.run(&identity_matrix(512), &work).unwrap_err();
    assert!(matches!(error, RuntimeError::Cancelled));
}
