//! Tests of gradients: the rule of every operator against differences, over generated shapes,
//! attributes and open sizes; and what sessions make of them.
#![allow(clippy::unwrap_used)]

/// Names the operators of a family, and makes a test of each function that makes cases.
macro_rules! rules {
    ($($name:ident: $count:literal of $($operator:literal),+;)+) => {
        /// For each test its operators, and how a case is made.
        pub const CASES: &[crate::Family] = &[
            $((stringify!($name), &[$($operator),+], $name)),+
        ];

        /// Each rule agrees with differences.
        mod agrees {
            $(
                #[test]
                fn $name() {
                    crate::check::holds($count, super::$name);
                }
            )+
        }
    };
}

mod activation;
mod arithmetic;
mod case;
mod check;
mod choices;
mod clamping;
mod convolution;
mod covered;
mod dense;
mod edges;
mod forms;
mod gather;
mod movement;
mod networks;
mod normalisation;
mod pooling;
mod precision;
mod reduction;
mod refusals;
mod resize;
mod seeds;
mod session;
mod shape;
mod switches;
mod windows;

/// The name of a test, the operators that it compares, and how it makes a case.
type Family = (
    &'static str,
    &'static [&'static str],
    fn(&mut choices::Choices) -> case::Case,
);

/// The tests of every operator.
fn families() -> impl Iterator<Item = &'static Family> {
    [
        activation::CASES,
        arithmetic::CASES,
        convolution::CASES,
        dense::CASES,
        gather::CASES,
        movement::CASES,
        normalisation::CASES,
        pooling::CASES,
        reduction::CASES,
        resize::CASES,
        shape::CASES,
    ]
    .into_iter()
    .flatten()
}
