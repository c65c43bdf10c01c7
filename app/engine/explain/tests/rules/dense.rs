//! Products of matrices, of all ranks.

use graph::messages::AttributeProto;

use crate::case::{Case, Open};
use crate::choices::{Choices, USUAL};

rules! {
    einsum: 64 of "Einsum";
    gemm: 64 of "Gemm";
    mat_mul: 96 of "MatMul";
}

fn gemm(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let sizes = choices.shape(3, 4);
    let (rows, inner, columns) = (sizes[0], sizes[1], sizes[2]);
    let (turns_a, turns_b) = (choices.flag(), choices.flag());
    let shape = |turns: bool, a: i64, b: i64| if turns { [b, a] } else { [a, b] };
    case.input(choices, "a", &shape(turns_a, rows, inner), &USUAL);
    case.weight(choices, "b", &shape(turns_b, inner, columns), &USUAL);
    let mut attributes = vec![
        AttributeProto::int("transA", i64::from(turns_a)),
        AttributeProto::int("transB", i64::from(turns_b)),
    ];
    if choices.flag() {
        attributes.push(AttributeProto::float(
            "alpha",
            choices.pick(&[0.5, -2.0, 0.0]),
        ));
    }
    if choices.flag() {
        attributes.push(AttributeProto::float(
            "beta",
            choices.pick(&[0.5, -2.0, 0.0]),
        ));
    }
    let mut names = vec!["a", "b"];
    if choices.flag() {
        let forms = [
            vec![columns],
            vec![rows, columns],
            vec![1, columns],
            vec![rows, 1],
            vec![1],
            vec![],
        ];
        let addend = choices.pick(&forms);
        case.weight(choices, "c", &addend, &USUAL);
        names.push("c");
    }
    case.node("Gemm", &names, attributes);
    case.open(choices, Open::Sizes);
    case
}

fn mat_mul(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let sizes = choices.shape(3, 3);
    let (rows, inner, columns) = (sizes[0], sizes[1], sizes[2]);
    let stack = choices.shape(2, 3);
    let mut operand = |matrix: [i64; 2], vector: i64| {
        let rank = choices.pick(&[2, 3, 4, 1]);
        if rank == 1 {
            return vec![vector];
        }
        let dims = stack[4 - rank..]
            .iter()
            .map(|size| if choices.below(3) == 2 { 1 } else { *size });
        dims.collect::<Vec<_>>().into_iter().chain(matrix).collect()
    };
    let a = operand([rows, inner], inner);
    let b = operand([inner, columns], inner);
    case.input(choices, "a", &a, &USUAL);
    case.weight(choices, "b", &b, &USUAL);
    if choices.flag() {
        // The weight may stand on the left as well.
        case.by.reverse();
    }
    case.node("MatMul", &["a", "b"], vec![]);
    case.open(choices, Open::Sizes);
    case
}

const EQUATIONS: [&str; 20] = [
    "ij,jk->ik",
    "ij->ji",
    "ij->i",
    "ij->",
    "i,j->ij",
    "i,i->",
    "bij,bjk->bik",
    "bhqd,bhkd->bhqk",
    "ij,jk",
    "ij,jk,kl->il",
    "ij,j->ij",
    "ijk,k->ij",
    "bij,jk->bik",
    "ij,kl->ik",
    " i j , j k -> k i ",
    "ba",
    "bhwc,hkc->bhwk",
    "ij,ij->",
    "i,ij,j->",
    "ijk->kij",
];

fn einsum(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let equation = choices.pick(&EQUATIONS);
    let plain: String = equation
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .collect();
    let letters = choices.shape(26, 3);
    let names = ["a", "b", "c"];
    let mut inputs = Vec::new();
    for (name, term) in names
        .into_iter()
        .zip(plain.split("->").next().unwrap().split(','))
    {
        let shape: Vec<i64> = term
            .bytes()
            .map(|letter| letters[usize::from(letter - b'a')])
            .collect();
        if inputs.is_empty() {
            case.input(choices, name, &shape, &USUAL);
        } else {
            case.weight(choices, name, &shape, &USUAL);
        }
        inputs.push(name);
    }
    case.node(
        "Einsum",
        &inputs,
        vec![AttributeProto::string("equation", equation)],
    );
    case.open(choices, Open::Sizes);
    case
}
