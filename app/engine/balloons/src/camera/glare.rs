//! Light that a lens scatters widely around bright things.

use rayon::prelude::*;

use super::blur::Field;

/// The wide part is so smooth that it is worked out on a picture this many times smaller.
const SHRINK: usize = 8;
/// Deviations of the wide part in widths of the picture, with their shares: a narrow halo and a
/// broad one, as the skirt of a lens's point spread falls off more slowly than any Gaussian.
const HALOES: [(f32, f32); 2] = [(0.012, 0.6), (0.07, 0.4)];

/// Takes a share of the light from every point and spreads it around.
pub(crate) fn spread(field: &mut Field, share: f32) {
    if share <= 0.0 {
        return;
    }
    let small = shrunk(field);
    let width = field.width_px as f32 / SHRINK as f32;
    let haloes = HALOES.map(|(deviation, part)| (small.clone().blurred(deviation * width), part));
    let columns = field.width_px;
    field
        .values
        .par_chunks_mut(columns)
        .enumerate()
        .for_each(|(y, row)| {
            let wide: Vec<f32> = (0..small.width_px)
                .map(|x| {
                    haloes
                        .iter()
                        .map(|(halo, part)| part * between_rows(halo, x, y))
                        .sum()
                })
                .collect();
            for (x, value) in row.iter_mut().enumerate() {
                let place = place(x, wide.len());
                let halo = wide[place.0] + (wide[place.1] - wide[place.0]) * place.2;
                *value += share * (halo - *value);
            }
        });
}

/// The means of squares of pixels.
fn shrunk(field: &Field) -> Field {
    let width_px = field.width_px.div_ceil(SHRINK);
    let height_px = field.height_px.div_ceil(SHRINK);
    let mut values = vec![0.0; width_px * height_px];
    values
        .par_chunks_mut(width_px)
        .enumerate()
        .for_each(|(y, row)| {
            let rows = y * SHRINK..((y + 1) * SHRINK).min(field.height_px);
            for (x, value) in row.iter_mut().enumerate() {
                let columns = x * SHRINK..((x + 1) * SHRINK).min(field.width_px);
                let count = (rows.len() * columns.len()) as f32;
                let sum: f32 = rows
                    .clone()
                    .map(|y| &field.values[y * field.width_px..][..field.width_px])
                    .map(|row| row[columns.clone()].iter().sum::<f32>())
                    .sum();
                *value = sum / count;
            }
        });
    Field {
        width_px,
        height_px,
        values,
    }
}

fn between_rows(halo: &Field, x: usize, y: usize) -> f32 {
    let (above, below, t) = place(y, halo.height_px);
    let at = |y: usize| halo.values[y * halo.width_px + x];
    at(above) + (at(below) - at(above)) * t
}

/// The two small pixels around a large one, and how near it is to the second.
fn place(large: usize, count: usize) -> (usize, usize, f32) {
    let exact = ((large as f32 + 0.5) / SHRINK as f32 - 0.5).clamp(0.0, (count - 1) as f32);
    let first = exact as usize;
    (first, (first + 1).min(count - 1), exact - first as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glare_keeps_an_even_picture_and_surrounds_a_bright_line() {
        let mut even = Field::filled(300, 260, 0.4);
        spread(&mut even, 0.1);
        assert!(even.values.iter().all(|value| (value - 0.4).abs() < 1e-4));

        let mut line = Field::filled(300, 260, 0.0);
        for y in 0..260 {
            line.values[y * 300 + 150] = 10.0;
        }
        spread(&mut line, 0.1);
        let at = |x: usize| line.values[130 * 300 + x];
        assert!((at(150) - 9.0).abs() < 0.3, "{}", at(150));
        assert!(at(153) > at(170) && at(170) > at(200) && at(200) > 0.0);
        let sum: f32 = line.values[130 * 300..][..300].iter().sum();
        assert!((sum - 10.0).abs() < 0.3, "{sum}");
    }
}
