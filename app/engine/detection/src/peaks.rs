//! The middles of things in the maps of a tile.

use std::ops::Range;

use crate::maps::TileMaps;

/// Where things are looked for in a tile, in its cells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Search {
    /// How many cells of the tile lie in the picture, across and down. What lies beyond is as if it
    /// were not there.
    pub(crate) inside: [usize; 2],
    /// The columns in which a thing may have its middle.
    pub(crate) columns: Range<usize>,
    /// The rows.
    pub(crate) rows: Range<usize>,
}

/// The middle of a thing.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Peak {
    /// The column and row of the cell that is highest.
    pub(crate) cell: (usize, usize),
    /// Its energy.
    pub(crate) energy: f32,
    /// Left, upper, right and lower edge, in cells of the tile.
    pub(crate) edges: [f64; 4],
}

/// The things whose energy reaches `least_energy`, row by row, with their features one after the
/// other. A cell is `1 / unit_cells` of a unit wide.
pub(crate) fn peaks(
    maps: &TileMaps,
    search: &Search,
    least_energy: f32,
    unit_cells: f64,
) -> (Vec<Peak>, Vec<f32>) {
    let (mut found, mut features) = (Vec::new(), Vec::new());
    for y in search.rows.clone() {
        let energies = maps.energy_row(y, search.columns.clone());
        for (x, energy) in search.columns.clone().zip(energies) {
            if *energy >= least_energy && is_highest(maps, search, (x, y), *energy) {
                found.push(Peak {
                    cell: (x, y),
                    energy: *energy,
                    edges: mean_edges(maps, search, (x, y), unit_cells),
                });
                push_mean_features(maps, search, (x, y), &mut features);
            }
        }
    }
    (found, features)
}

/// Whether no neighbour of a cell has more energy. Of neighbours with the same energy, the first in
/// reading order is the highest.
fn is_highest(maps: &TileMaps, search: &Search, (x, y): (usize, usize), energy: f32) -> bool {
    neighbours(search, (x, y)).all(|(column, row)| {
        let other = maps.energy_at(column, row);
        if (row, column) < (y, x) {
            other < energy
        } else {
            other <= energy
        }
    })
}

/// The cells around a cell, and itself.
pub(crate) fn neighbours(
    search: &Search,
    (x, y): (usize, usize),
) -> impl Iterator<Item = (usize, usize)> + use<> {
    let [width, height] = search.inside;
    let columns = x.saturating_sub(1)..(x + 2).min(width);
    let rows = y.saturating_sub(1)..(y + 2).min(height);
    rows.flat_map(move |row| columns.clone().map(move |column| (column, row)))
}

/// The edges that a cell and its neighbours see, weighted by their energy.
fn mean_edges(maps: &TileMaps, search: &Search, cell: (usize, usize), unit_cells: f64) -> [f64; 4] {
    let (mut sums, mut weights) = ([0.0; 4], 0.0);
    for (x, y) in neighbours(search, cell) {
        let weight = f64::from(maps.energy_at(x, y));
        let middle = [x as f64 + 0.5, y as f64 + 0.5];
        let edges = maps.edges_at(x, y).map(|edge| f64::from(edge) * unit_cells);
        let seen = [
            middle[0] - edges[0],
            middle[1] - edges[1],
            middle[0] + edges[2],
            middle[1] + edges[3],
        ];
        for (sum, edge) in sums.iter_mut().zip(seen) {
            *sum += weight * edge;
        }
        weights += weight;
    }
    sums.map(|sum| sum / weights)
}

/// Adds the features of a cell and its neighbours, weighted by their energy, to the list.
fn push_mean_features(maps: &TileMaps, search: &Search, cell: (usize, usize), list: &mut Vec<f32>) {
    let start = list.len();
    list.resize(start + maps.feature_count, 0.0);
    let mut weights = 0.0;
    for (x, y) in neighbours(search, cell) {
        let weight = maps.energy_at(x, y);
        for (sum, feature) in list[start..].iter_mut().zip(maps.features_at(x, y)) {
            *sum += weight * feature;
        }
        weights += weight;
    }
    for sum in &mut list[start..] {
        *sum /= weights;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::path::Path;

    use ndarray::ArrayD;
    use runtime::Tensor;

    use super::*;
    use crate::maps::OutputNames;

    /// Maps of an energy, with edges half a unit away and the number of the cell as its feature.
    fn maps(rows: &[&[f32]]) -> TileMaps {
        let (height, width) = (rows.len(), rows[0].len());
        let count = height * width;
        let names = OutputNames {
            energy: "energy".to_owned(),
            edges: "edges".to_owned(),
            features: "features".to_owned(),
        };
        let tensor = |name: &str, values: Vec<f32>| {
            let shape = vec![1, values.len() / count, height, width];
            let array = ArrayD::from_shape_vec(shape, values).unwrap();
            (name.to_owned(), Tensor::F32(array))
        };
        let outputs = vec![
            tensor("energy", rows.concat()),
            tensor("edges", vec![0.5; 4 * count]),
            tensor("features", (0..count).map(|cell| cell as f32).collect()),
        ];
        let tile_px = [2 * width as u32, 2 * height as u32];
        TileMaps::new(outputs, &names, tile_px, Path::new("model.onnx")).unwrap()
    }

    fn everywhere(maps: &TileMaps) -> Search {
        Search {
            inside: [maps.width, maps.height],
            columns: 0..maps.width,
            rows: 0..maps.height,
        }
    }

    fn cells(found: &[Peak]) -> Vec<(usize, usize)> {
        found.iter().map(|peak| peak.cell).collect()
    }

    #[test]
    fn of_equals_side_by_side_the_first_is_the_top() {
        let maps = maps(&[
            &[0.0, 0.5, 0.5, 0.0, 0.3],
            &[0.5, 0.5, 0.5, 0.0, 0.0],
            &[0.0, 0.0, 0.0, 0.0, 0.2],
        ]);
        let (found, features) = peaks(&maps, &everywhere(&maps), 0.25, 6.0);
        assert_eq!(cells(&found), [(1, 0), (4, 0)]);
        assert_eq!(features.len(), 2);
        let (found, _) = peaks(&maps, &everywhere(&maps), 0.2, 6.0);
        assert_eq!(cells(&found), [(1, 0), (4, 0), (4, 2)]);
    }

    #[test]
    fn edges_and_features_are_means_weighted_by_energy() {
        let maps = maps(&[&[0.2, 0.6, 0.4], &[0.0, 0.0, 0.0]]);
        let (found, features) = peaks(&maps, &everywhere(&maps), 0.5, 6.0);
        // The middles of the three cells, at 0.5, 1.5 and 2.5, weigh 1, 3 and 2 sixths.
        let middle = (0.5 + 3.0 * 1.5 + 2.0 * 2.5) / 6.0;
        let expected = [middle - 3.0, -2.5, middle + 3.0, 3.5];
        let pairs = found[0].edges.iter().zip(expected);
        assert!(
            pairs
                .into_iter()
                .all(|(edge, right)| (edge - right).abs() < 1e-6)
        );
        assert!((features[0] - (3.0 + 2.0 * 2.0) / 6.0).abs() < 1e-6);
    }

    #[test]
    fn what_lies_beyond_the_picture_or_the_search_is_not_looked_at() {
        let maps = maps(&[&[0.5, 0.4, 0.6, 0.9], &[0.0, 0.0, 0.0, 0.0]]);
        let mut search = everywhere(&maps);
        search.inside = [3, 2];
        search.columns = 0..3;
        assert_eq!(cells(&peaks(&maps, &search, 0.3, 6.0).0), [(0, 0), (2, 0)]);
        search.columns = 1..2;
        assert!(peaks(&maps, &search, 0.3, 6.0).0.is_empty());
    }
}
