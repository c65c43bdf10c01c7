//! What a classifier says of a picture.

/// What a classifier says of a picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Prediction {
    /// The class with the highest score, the first of equals, from 0.
    pub class: usize,
    /// The score of every class, before any closing softmax.
    pub scores: Vec<f32>,
}

impl Prediction {
    /// The prediction that scores stand for.
    #[must_use]
    pub fn of(scores: Vec<f32>) -> Self {
        let mut class = 0;
        for (index, score) in scores.iter().enumerate() {
            if *score > scores[class] {
                class = index;
            }
        }
        Self { class, scores }
    }

    /// Whether every score is a number, so that one of them can win.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        !self.scores.iter().any(|score| score.is_nan())
    }

    /// The share of a class by softmax, 0 to 1.
    #[must_use]
    pub fn confidence(&self, class: usize) -> f64 {
        self.log_confidence(class).exp()
    }

    /// The natural logarithm of [`Prediction::confidence`], which still differs where that is 0
    /// or 1.
    pub(crate) fn log_confidence(&self, class: usize) -> f64 {
        let highest = f64::from(self.scores[self.class]);
        let powers = self
            .scores
            .iter()
            .map(|it| (f64::from(*it) - highest).exp());
        f64::from(self.scores[class]) - highest - powers.sum::<f64>().ln()
    }

    /// The classes, the highest score first.
    pub(crate) fn ranking(&self) -> Vec<usize> {
        let mut classes: Vec<usize> = (0..self.scores.len()).collect();
        classes.sort_by(|a, b| self.scores[*b].total_cmp(&self.scores[*a]));
        classes
    }

    /// The highest score of any class but one.
    pub(crate) fn highest_but(&self, class: usize) -> f32 {
        let others = self.scores.iter().enumerate();
        others
            .filter(|(index, _)| *index != class)
            .fold(f32::NEG_INFINITY, |most, (_, score)| most.max(*score))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_highest_wins() {
        assert_eq!(Prediction::of(vec![1.0, 3.0, 3.0, -1.0]).class, 1);
        assert_eq!(Prediction::of(vec![-3.0, -1.0]).class, 1);
    }

    #[test]
    fn confidence_is_the_softmax_however_large_the_scores() {
        let even = Prediction::of(vec![1000.0, 1000.0]);
        assert!((even.confidence(1) - 0.5).abs() < 1e-12);
        let sure = Prediction::of(vec![3.0_f32.ln(), 0.0]);
        assert!((sure.confidence(0) - 0.75).abs() < 1e-6);
        let far = Prediction::of(vec![0.0, -2000.0]);
        assert_eq!(far.confidence(1), 0.0);
        assert!((far.log_confidence(1) + 2000.0).abs() < 1e-9);
    }

    #[test]
    fn ranks_and_the_best_of_the_others() {
        let prediction = Prediction::of(vec![0.5, 2.0, -1.0]);
        assert_eq!(prediction.ranking(), [1, 0, 2]);
        assert_eq!(prediction.highest_but(1), 0.5);
        assert_eq!(prediction.highest_but(0), 2.0);
    }

    #[test]
    fn scores_that_are_no_numbers_decide_nothing() {
        assert!(!Prediction::of(vec![0.0, f32::NAN]).is_decided());
        assert!(Prediction::of(vec![0.0, f32::NEG_INFINITY]).is_decided());
    }
}
