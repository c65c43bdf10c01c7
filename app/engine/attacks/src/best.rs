//! The best picture of an attack so far.

use ndarray::ArrayD;

use crate::norms;
use crate::prediction::Prediction;
use crate::trial::Trial;

/// The best picture so far: among those that are turned the one with the smallest change, and
/// before there is one, the one nearest to being turned.
#[derive(Default)]
pub(crate) struct Best(Option<Known>);

struct Known {
    picture: ArrayD<f32>,
    margin: f32,
    /// Euclidean norm of the change of a picture that is turned.
    turned_at: Option<f64>,
}

impl Best {
    /// Keeps a picture where it is better than what is kept.
    pub fn offer(&mut self, trial: &Trial<'_>, picture: &ArrayD<f32>, prediction: &Prediction) {
        let margin = trial.margin(prediction);
        let turned_at = trial
            .is_turned(prediction)
            .then(|| norms::l2(&(picture - &trial.original)));
        let is_better = match (&self.0, turned_at) {
            (None, _) => true,
            (Some(known), Some(distance)) => known.turned_at.is_none_or(|least| distance < least),
            (Some(known), None) => known.turned_at.is_none() && margin < known.margin,
        };
        if is_better {
            self.0 = Some(Known {
                picture: picture.clone(),
                margin,
                turned_at,
            });
        }
    }

    /// Whether a picture is turned.
    pub fn is_turned(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(|known| known.turned_at.is_some())
    }

    /// The best picture; the original where none was offered.
    pub fn into_picture(self, trial: &Trial<'_>) -> ArrayD<f32> {
        match self.0 {
            Some(known) => known.picture,
            None => trial.original.clone(),
        }
    }
}
