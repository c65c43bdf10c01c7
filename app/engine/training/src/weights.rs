//! What rare classes count, so that a model does not learn to overlook them.

use crate::{ClassEntry, WeightFormulas};

/// Sets the weights of classes from their numbers in the split that is trained on, and gives that of
/// the background. `present` is, for the background and then each class, the number of pixels that
/// count of the crops to train on that show it.
pub(crate) fn weigh(
    classes: &mut [ClassEntry],
    background_pixels: u64,
    present: &[u64],
) -> Option<f64> {
    let labels: u64 = classes.iter().map(|class| class.labels.train).sum();
    let with_labels = classes
        .iter()
        .filter(|class| class.labels.train > 0)
        .count();
    for class in classes.iter_mut() {
        let own = class.labels.train;
        class.label_weight = (own > 0).then(|| labels as f64 / (with_labels as f64 * own as f64));
    }
    let pixels =
        std::iter::once(background_pixels).chain(classes.iter().map(|class| class.pixels.train));
    let frequencies: Vec<Option<f64>> = pixels
        .zip(present)
        .map(|(own, present)| (own > 0).then(|| own as f64 / *present as f64))
        .collect();
    let median = median(frequencies.iter().flatten().copied().collect());
    let mut weights = frequencies
        .iter()
        .map(|frequency| Some(median? / (*frequency)?));
    let background = weights.next().flatten();
    for (class, weight) in classes.iter_mut().zip(weights) {
        class.pixel_weight = weight;
    }
    background
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(*upper);
    }
    Some(f64::midpoint(values[middle - 1], *upper))
}

/// How the weights are calculated, in words.
pub(crate) fn formulas() -> WeightFormulas {
    WeightFormulas {
        label_weight:
            "N / (K n): n labels of the class to train on, of N labels of K classes that \
                       have some"
                .to_owned(),
        pixel_weight: "median(f) / f, where f is the share that the class has of the pixels that \
                       count in the crops to train on that show it (median frequency balancing, \
                       Eigen and Fergus 2015)"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PerSplit;
    use annotation::ClassId;

    fn class(index: u8, labels: u64, pixels: u64) -> ClassEntry {
        let train = |train| PerSplit {
            train,
            ..PerSplit::default()
        };
        ClassEntry {
            index,
            id: ClassId(100 + i64::from(index)),
            name: String::new(),
            colour: [0; 3],
            parent: None,
            labels: train(labels),
            crops: PerSplit::default(),
            pixels: train(pixels),
            label_weight: None,
            pixel_weight: None,
        }
    }

    #[test]
    fn rare_classes_count_more() {
        let mut classes = [class(1, 30, 100), class(2, 10, 50), class(3, 0, 0)];
        // Shares: 800 of 1000, 100 of 500, 50 of 500; the one in the middle is 0.2.
        let background = weigh(&mut classes, 800, &[1000, 500, 500, 0]);
        assert_eq!(background, Some(0.25));
        let labels = classes.iter().map(|class| class.label_weight);
        assert_eq!(
            labels.collect::<Vec<_>>(),
            [Some(40.0 / 60.0), Some(2.0), None]
        );
        let pixels = classes.iter().map(|class| class.pixel_weight);
        assert_eq!(pixels.collect::<Vec<_>>(), [Some(1.0), Some(2.0), None]);
        assert_eq!(weigh(&mut [], 0, &[0]), None);
        assert_eq!(median(vec![3.0, 1.0]), Some(2.0));
    }
}
