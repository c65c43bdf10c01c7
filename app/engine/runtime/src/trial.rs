//! Does a provider truly work? It is tried on a model of one node, made of bytes that stand here.

use jobs::Work;
use ndarray::ArrayD;
use ort::environment::Environment;
use serde::Serialize;

use crate::assignment::assigned_nodes;
use crate::convert;
use crate::ort_text::OrtText;
use crate::provider::Provider;
use crate::registration::registration;
use crate::session::{self, Optimisation, SessionFailure, Settings, Source};
use crate::tensor::Tensor;

/// Why a provider cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProviderProblem {
    /// The program was not built with it.
    #[error("this program is built without it (it exists on {0})")]
    NotInProgram(&'static str),
    /// The library that was loaded was not built with it.
    #[error("the loaded ONNX Runtime is built without it")]
    NotInLibrary,
    /// It is there and was tried, and failed.
    #[error("it does not work on this machine")]
    NotWorking,
}

/// Whether a provider can be used, and what to do where not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ProviderReport {
    /// The provider.
    pub provider: Provider,
    /// Whether both this program and the loaded library are built with it.
    pub compiled_in: bool,
    /// Whether it ran a model just now.
    pub usable: bool,
    /// What the user should know or do, in one line.
    pub advice: String,
}

/// Outcome of a trial: nothing, or what is wrong with ONNX Runtime's text.
pub(crate) type Trial = Result<(), (ProviderProblem, Option<OrtText>)>;

/// Runs the trial model on a provider and looks at who ran it and what came out.
pub(crate) fn try_out(environment: &Environment, provider: Provider) -> Trial {
    let Some(registration) = registration(provider) else {
        let problem = ProviderProblem::NotInProgram(provider.platforms());
        return Err((problem, None));
    };
    if !registration.is_in_library {
        return Err((ProviderProblem::NotInLibrary, None));
    }
    run_trial_model(environment, provider).map_err(|text| (ProviderProblem::NotWorking, Some(text)))
}

pub(crate) fn report(provider: Provider, trial: &Trial) -> ProviderReport {
    let (compiled_in, advice) = match trial {
        Ok(()) => (true, "Works.".to_owned()),
        Err((problem @ ProviderProblem::NotInProgram(_), _)) => {
            (false, format!("Not available: {problem}."))
        }
        Err((problem @ ProviderProblem::NotInLibrary, _)) => {
            let remedy = provider.remedy();
            (false, format!("Not available: {problem}. {remedy}."))
        }
        Err((problem @ ProviderProblem::NotWorking, text)) => {
            let said = text.as_ref().map_or("", OrtText::first_line);
            let remedy = provider.remedy();
            (true, format!("Not usable: {problem} ({said}). {remedy}."))
        }
    };
    ProviderReport {
        provider,
        compiled_in,
        usable: trial.is_ok(),
        advice,
    }
}

fn run_trial_model(environment: &Environment, provider: Provider) -> Result<(), OrtText> {
    let settings = Settings::running(provider, Optimisation::default());
    let source = Source::Bytes(TRIAL_MODEL);
    let mut session =
        session::open(environment, source, settings, &Work::detached()).map_err(|failure| {
            match failure {
                SessionFailure::Cancelled => OrtText::new("cancelled"),
                SessionFailure::Provider(text) | SessionFailure::Graph(_, text) => text,
            }
        })?;
    let taken = assigned_nodes(&session)?
        .iter()
        .any(|node| node.provider == provider.ort_name());
    if !taken {
        return Err(OrtText::new(
            "it leaves the trial model to another provider",
        ));
    }
    let values = |list: [f32; 4]| {
        ArrayD::from_shape_vec(vec![1, 1, 2, 2], list.to_vec())
            .map(Tensor::F32)
            .map_err(OrtText::new)
    };
    let input = values([-1.0, 0.0, 2.0, -3.5])?;
    let input = convert::to_ort(&input).map_err(OrtText::new)?;
    let outputs = session.run(vec![("x", input)]).map_err(OrtText::new)?;
    let output = outputs.get("y").and_then(convert::from_ort);
    match output {
        Some(Ok(output)) if output == values([0.0, 0.0, 2.0, 0.0])? => Ok(()),
        Some(Err(error)) => Err(OrtText::new(error)),
        _ => Err(OrtText::new("it computes wrong values")),
    }
}

/// An ONNX model that gives `y = Relu(x)` for a float tensor of the shape 1 × 1 × 2 × 2, in the
/// encoding of Protocol Buffers: each field is its number and wire type in one byte, then its
/// length where it has one, then its content.
#[rustfmt::skip]
const TRIAL_MODEL: &[u8] = &[
    0x08, 8,                                    // ModelProto.ir_version = 8
    0x3A, 79,                                   // ModelProto.graph
        0x0A, 12,                               //   GraphProto.node
            0x0A, 1, b'x',                      //     NodeProto.input
            0x12, 1, b'y',                      //     NodeProto.output
            0x22, 4, b'R', b'e', b'l', b'u',    //     NodeProto.op_type
        0x12, 5, b't', b'r', b'i', b'a', b'l',  //   GraphProto.name
        0x5A, 27,                               //   GraphProto.input
            0x0A, 1, b'x',                      //     ValueInfoProto.name
            0x12, 22, 0x0A, 20,                 //     ValueInfoProto.type, TypeProto.tensor_type
                0x08, 1,                        //       elem_type = FLOAT
                0x12, 16,                       //       shape, with four dimensions
                    0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 2, 0x0A, 2, 0x08, 2,
        0x62, 27,                               //   GraphProto.output, likewise
            0x0A, 1, b'y',
            0x12, 22, 0x0A, 20,
                0x08, 1,
                0x12, 16,
                    0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 1, 0x0A, 2, 0x08, 2, 0x0A, 2, 0x08, 2,
    0x42, 2, 0x10, 13,                          // ModelProto.opset_import, version = 13
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use graph::messages::ModelProto;
    use prost::Message;

    #[test]
    fn the_trial_model_is_a_well_formed_message() {
        let model = ModelProto::decode(TRIAL_MODEL).unwrap();
        assert_eq!(model.opset_import[0].version, 13);
        assert_eq!(model.graph.as_ref().unwrap().node[0].op_type, "Relu");
        assert_eq!(model.encoded_len(), TRIAL_MODEL.len());
    }

    #[test]
    fn reports_say_what_to_do() {
        let absent = Err((ProviderProblem::NotInLibrary, None));
        let said = report(Provider::Cuda, &absent);
        assert!(!said.compiled_in && !said.usable);
        assert!(said.advice.contains("onnxruntime-gpu"), "{}", said.advice);

        let broken = Err((
            ProviderProblem::NotWorking,
            Some(OrtText::new("no driver\nand a trace")),
        ));
        let said = report(Provider::Cuda, &broken);
        assert!(said.compiled_in && !said.usable);
        assert!(said.advice.contains("(no driver)"), "{}", said.advice);
        assert!(!said.advice.contains('\n'));

        let said = report(Provider::Cpu, &Ok(()));
        assert!(said.compiled_in && said.usable);
    }
}
