//! One attack while it runs: the picture, what was asked so far, and what must be said of it.

use jobs::Work;
use ndarray::ArrayD;
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::error::AttackError;
use crate::outcome::Note;
use crate::prediction::Prediction;
use crate::settings::{Goal, Settings};
use crate::victim::{ClassGradients, LossGradient, Victim, one_of};

/// One attack while it runs.
pub(crate) struct Trial<'a> {
    pub victim: &'a Victim<'a>,
    pub settings: &'a Settings,
    pub work: &'a Work,
    /// The picture in unit space, `[1, …]`.
    pub original: ArrayD<f32>,
    /// What the model says of it.
    pub prediction: Prediction,
    pub random: StdRng,
    pub queries: u64,
    pub gradients: u64,
    pub notes: Vec<Note>,
}

impl<'a> Trial<'a> {
    /// Asks for the picture as it is, and sees whether it can be attacked at all.
    pub fn begin(
        victim: &'a Victim<'a>,
        prepared: &ArrayD<f32>,
        settings: &'a Settings,
        work: &'a Work,
    ) -> Result<Self, AttackError> {
        let space = victim.space();
        space.check_picture(prepared)?;
        let original = space.unit(prepared);
        let predictions = victim.predictions(&original, work)?;
        let prediction = predictions
            .into_iter()
            .next()
            .ok_or(AttackError::NotANumber)?;
        let count = prediction.scores.len();
        if count < 2 {
            return Err(AttackError::TooFewClasses(count));
        }
        if let Goal::Towards(class) = settings.goal
            && class >= count
        {
            return Err(AttackError::NoSuchClass { class, count });
        }
        if !prediction.is_decided() {
            return Err(AttackError::NotANumber);
        }
        Ok(Self {
            victim,
            settings,
            work,
            original,
            prediction,
            random: StdRng::seed_from_u64(settings.seed),
            queries: 1,
            gradients: 0,
            notes: Vec::new(),
        })
    }

    /// Says how far the attack is, and ends it where nobody wants it any more.
    pub fn step(&self, done: usize, total: usize, stage: &str) -> Result<(), AttackError> {
        self.work.check()?;
        self.work.progress(done as u64, total as u64, stage);
        Ok(())
    }

    /// What the model says of each picture, `[pictures, …]`.
    pub fn judge(&mut self, pictures: &ArrayD<f32>) -> Result<Vec<Prediction>, AttackError> {
        let predictions = self.victim.predictions(pictures, self.work)?;
        self.queries += predictions.len() as u64;
        Ok(predictions)
    }

    /// What the model says of one picture, `[1, …]`.
    pub fn judge_one(&mut self, picture: &ArrayD<f32>) -> Result<Prediction, AttackError> {
        let mut predictions = self.judge(&one_of(picture, 0))?;
        Ok(predictions.swap_remove(0))
    }

    /// Whether a prediction is what the attack wants.
    pub fn is_turned(&self, prediction: &Prediction) -> bool {
        prediction.is_decided()
            && match self.settings.goal {
                Goal::Untargeted => prediction.class != self.prediction.class,
                Goal::Towards(class) => prediction.class == class,
            }
    }

    /// How far a prediction is from what the attack wants, in units of scores: the lower the
    /// better, and below zero where it is that.
    pub fn margin(&self, prediction: &Prediction) -> f32 {
        if !prediction.is_decided() {
            return f32::INFINITY;
        }
        let lead = |class: usize| prediction.scores[class] - prediction.highest_but(class);
        match self.settings.goal {
            Goal::Untargeted => lead(self.prediction.class),
            Goal::Towards(class) => -lead(class),
        }
    }

    /// The direction in unit space in which the picture becomes what the attack wants: up the loss
    /// for its own class, or down the loss for the class that is wanted.
    pub fn direction(&mut self, picture: &ArrayD<f32>) -> Result<LossGradient, AttackError> {
        let (class, sign) = match self.settings.goal {
            Goal::Untargeted => (self.prediction.class, 1.0),
            Goal::Towards(class) => (class, -1.0),
        };
        let mut found = self.victim.loss_gradient(picture, class, self.work)?;
        self.gradients += 1;
        found.gradient.mapv_inplace(|slope| sign * slope);
        self.mend(&mut found.gradient);
        Ok(found)
    }

    /// The gradients of the scores of classes.
    pub fn class_gradients(
        &mut self,
        picture: &ArrayD<f32>,
        classes: &[usize],
    ) -> Result<ClassGradients, AttackError> {
        let mut found = self.victim.class_gradients(picture, classes, self.work)?;
        self.gradients += classes.len() as u64;
        for gradient in &mut found.gradients {
            self.mend(gradient);
        }
        Ok(found)
    }

    /// Makes zeros of what is no number in a gradient, and notes that, or that all of it is zero.
    fn mend(&mut self, gradient: &mut ArrayD<f32>) {
        if gradient.iter().any(|slope| !slope.is_finite()) {
            self.note(Note::GradientNotFinite);
            gradient.mapv_inplace(|slope| if slope.is_finite() { slope } else { 0.0 });
        }
        if is_zero(gradient) {
            self.note(Note::ZeroGradient);
        }
    }

    /// Notes something once.
    pub fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// Whether there is nothing but zeros.
pub(crate) fn is_zero(array: &ArrayD<f32>) -> bool {
    array.iter().all(|value| *value == 0.0)
}

/// Samples brought back into 0 to 1.
pub(crate) fn clipped(picture: ArrayD<f32>) -> ArrayD<f32> {
    picture.mapv_into(|sample| sample.clamp(0.0, 1.0))
}
