//! The values of an output: one line for each row of its last dimension; only those in view exist.

use egui::{CollapsingHeader, ScrollArea, Ui};
use workbench::tr;

use crate::subject::Output;

const HEIGHT: f32 = 160.0;
/// More values of a row than fit are left to `sightglass inspect run --save-outputs`.
const SHOWN_OF_ROW: usize = 12;

/// Paints a fold with the values.
pub fn values_ui(ui: &mut Ui, output: &Output) {
    let shape = output.tensor.shape();
    let row_len = shape.last().copied().unwrap_or(1);
    if output.tensor.is_empty() {
        return;
    }
    // A single long row is turned round, so that all of it can be read.
    let (rows, columns) = match output.tensor.len() / row_len {
        1 => (row_len, 1),
        rows => (rows, row_len),
    };
    CollapsingHeader::new(tr!("inspect-values"))
        .id_salt(("values", &output.name))
        .show(ui, |ui| {
            let line_height = ui.text_style_height(&egui::TextStyle::Monospace);
            ScrollArea::both()
                .id_salt(("values of", &output.name))
                .max_height(HEIGHT)
                .show_rows(ui, line_height, rows, |ui, range| {
                    for row in range {
                        let line = line(output, row, columns);
                        ui.add(egui::Label::new(egui::RichText::new(line).monospace()).extend());
                    }
                });
        });
}

/// The row's number, and its first values.
fn line(output: &Output, row: usize, columns: usize) -> String {
    let mut line = format!("{row:>5}:");
    let first = row * columns;
    for index in first..first + columns.min(SHOWN_OF_ROW) {
        let value = output.tensor.text_at(index).unwrap_or_default();
        line.push_str(&format!(" {value:>12}"));
    }
    if columns > SHOWN_OF_ROW {
        line.push_str(" …");
    }
    line
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use ndarray::{ArrayD, IxDyn};
    use runtime::Tensor;

    use super::*;

    #[test]
    fn a_line_has_the_values_of_its_row() {
        let values = (0..6).map(|value| value as f32 / 2.0).collect();
        let tensor = Tensor::F32(ArrayD::from_shape_vec(IxDyn(&[1, 3, 2]), values).unwrap());
        let output = Output {
            name: "y".to_owned(),
            statistics: tensor.statistics(),
            tensor: Arc::new(tensor),
        };
        let line = line(&output, 1, 2);
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words, ["1:", "1", "1.5"]);
    }
}
