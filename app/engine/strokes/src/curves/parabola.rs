//! Parabolas through places.

/// The value and the slope at 0 of the parabola, or the straight line, through places.
pub(crate) fn parabola(places: &[(f64, f64)], bends: bool) -> (f64, f64) {
    let count = places.len() as f64;
    let middle = places.iter().map(|it| it.0).sum::<f64>() / count;
    let mean = places.iter().map(|it| it.1).sum::<f64>() / count;
    let spread = places
        .iter()
        .map(|it| (it.0 - middle).powi(2))
        .sum::<f64>()
        .max(1e-9);
    let square = spread / count;
    // Orthogonal on the places: 1, u, and u² without what the first two have of it.
    let skew = places.iter().map(|it| (it.0 - middle).powi(3)).sum::<f64>() / spread;
    let third = |x: f64| {
        let u = x - middle;
        u * u - square - skew * u
    };
    let slope = places
        .iter()
        .map(|it| (it.0 - middle) * (it.1 - mean))
        .sum::<f64>()
        / spread;
    let norm: f64 = places.iter().map(|it| third(it.0).powi(2)).sum();
    let bend = if bends && norm > 1e-9 {
        places.iter().map(|it| third(it.0) * it.1).sum::<f64>() / norm
    } else {
        0.0
    };
    let value = mean - slope * middle + bend * third(0.0);
    (value, slope + bend * (-2.0 * middle - skew))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parabola_is_met_exactly() {
        let places: Vec<(f64, f64)> = (0..9)
            .map(|at| f64::from(at) - 11.0)
            .map(|x| (x, 2.0 + 0.5 * x - 0.25 * x * x))
            .collect();
        let (value, slope) = parabola(&places, true);
        assert!((value - 2.0).abs() < 1e-9 && (slope - 0.5).abs() < 1e-9);
        let line: Vec<(f64, f64)> = (0..5)
            .map(|at| (f64::from(at), 3.0 * f64::from(at)))
            .collect();
        assert!((parabola(&line, false).1 - 3.0).abs() < 1e-9);
    }
}
