//! Do the tensors given fit the model? Asked before anything runs, so that the answer is plain.

use crate::element::ElementKind;
use crate::spec::TensorSpec;
use crate::tensor::Tensor;

/// What does not fit. Each reads as "what it is. What to do".
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InputProblem {
    /// A tensor was given under a name that no input has.
    #[error("it has no input named \"{name}\". Its inputs are {}", quoted(.inputs))]
    Unknown {
        /// The name given.
        name: String,
        /// The names that there are.
        inputs: Vec<String>,
    },
    /// An input was given more than once.
    #[error("its input \"{name}\" was given twice. Give each input once")]
    Twice {
        /// The input.
        name: String,
    },
    /// An input was not given.
    #[error("its input \"{name}\" was not given. Its inputs are {}", quoted(.inputs))]
    Missing {
        /// The input.
        name: String,
        /// All inputs.
        inputs: Vec<String>,
    },
    /// The elements have another type.
    #[error(
        "its input \"{name}\" takes {expected}, and {given} was given. Convert the values to \
         {expected}"
    )]
    Element {
        /// The input.
        name: String,
        /// The type that it takes.
        expected: ElementKind,
        /// The type that was given.
        given: ElementKind,
    },
    /// The tensor has another shape.
    #[error(
        "its input \"{name}\" has the shape {expected}, and values of the shape {given:?} were \
         given. Give values of that shape"
    )]
    Shape {
        /// The input.
        name: String,
        /// The shape that it has, free sizes by name.
        expected: String,
        /// The shape that was given.
        given: Vec<usize>,
    },
}

/// Checks names, element types and shapes, in this order.
pub(crate) fn check(specs: &[TensorSpec], given: &[(String, Tensor)]) -> Result<(), InputProblem> {
    let inputs = || specs.iter().map(|spec| spec.name.clone()).collect();
    for (index, (name, _)) in given.iter().enumerate() {
        if !specs.iter().any(|spec| spec.name == *name) {
            return Err(InputProblem::Unknown {
                name: name.clone(),
                inputs: inputs(),
            });
        }
        if given[..index].iter().any(|(earlier, _)| earlier == name) {
            return Err(InputProblem::Twice { name: name.clone() });
        }
    }
    for spec in specs {
        let Some((name, tensor)) = given.iter().find(|(name, _)| *name == spec.name) else {
            return Err(InputProblem::Missing {
                name: spec.name.clone(),
                inputs: inputs(),
            });
        };
        if tensor.element() != spec.element {
            return Err(InputProblem::Element {
                name: name.clone(),
                expected: spec.element,
                given: tensor.element(),
            });
        }
        if !spec.takes_shape(tensor.shape()) {
            return Err(InputProblem::Shape {
                name: name.clone(),
                expected: spec.shape_text(),
                given: tensor.shape().to_vec(),
            });
        }
    }
    Ok(())
}

fn quoted(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use ndarray::ArrayD;

    fn specs() -> Vec<TensorSpec> {
        ["image", "scale"]
            .map(|name| TensorSpec {
                name: name.to_owned(),
                element: ElementKind::F32,
                dims: vec![None, Some(3)],
                dim_names: vec![Some("n".to_owned()), None],
            })
            .into()
    }

    fn floats(name: &str, shape: &[usize]) -> (String, Tensor) {
        (name.to_owned(), Tensor::F32(ArrayD::zeros(shape)))
    }

    fn message(given: &[(String, Tensor)]) -> String {
        check(&specs(), given).unwrap_err().to_string()
    }

    #[test]
    fn inputs_that_fit_pass_in_any_order() {
        let given = [floats("scale", &[1, 3]), floats("image", &[9, 3])];
        assert_eq!(check(&specs(), &given), Ok(()));
    }

    #[test]
    fn each_misfit_names_the_input_and_what_it_takes() {
        let image = floats("image", &[1, 3]);
        let unknown = message(&[floats("picture", &[1, 3])]);
        assert!(unknown.contains("\"picture\"") && unknown.contains("\"image\", \"scale\""));
        assert!(message(std::slice::from_ref(&image)).contains("\"scale\" was not given"));
        let twice = [image.clone(), image.clone(), floats("scale", &[1, 3])];
        assert!(message(&twice).contains("\"image\" was given twice"));
        let bytes = ("image".to_owned(), Tensor::U8(ArrayD::zeros(vec![1, 3])));
        let element = message(&[bytes, floats("scale", &[1, 3])]);
        assert!(
            element.contains("takes float32, and uint8 was given"),
            "{element}"
        );
        let shape = message(&[image, floats("scale", &[3, 1])]);
        assert!(
            shape.contains("shape [n, 3]") && shape.contains("[3, 1] were given"),
            "{shape}"
        );
    }
}
