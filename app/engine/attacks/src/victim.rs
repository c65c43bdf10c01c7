//! The classifier that is attacked, asked in unit space.

use explain::{Explainer, Seed};
use graph::ReluRule;
use jobs::Work;
use ndarray::{ArrayD, Axis, IxDyn, Slice, concatenate};
use runtime::Tensor;

use crate::error::AttackError;
use crate::prediction::Prediction;
use crate::unit_space::UnitSpace;

/// Most pictures that go through the model at once, where it takes as many.
const MOST_AT_ONCE: usize = 32;

/// The classifier that is attacked. It takes and gives pictures of unit space, in the model's
/// layout, and always asks for the scores before a closing softmax.
pub struct Victim<'a> {
    explainer: &'a Explainer,
    space: UnitSpace,
    starts: Vec<ArrayD<f32>>,
}

/// The gradient of the loss by a picture.
#[derive(Clone, PartialEq, Debug)]
pub struct LossGradient {
    /// The derivative of the cross-entropy loss by each sample, in unit space and in the picture's
    /// shape.
    pub gradient: ArrayD<f32>,
    /// What the model says of the picture.
    pub prediction: Prediction,
}

/// The gradients of the scores of classes by a picture.
#[derive(Clone, PartialEq, Debug)]
pub struct ClassGradients {
    /// The derivative of each score by each sample, in unit space and in the picture's shape, in
    /// the order in which the classes were asked for.
    pub gradients: Vec<ArrayD<f32>>,
    /// What the model says of the picture.
    pub prediction: Prediction,
}

impl<'a> Victim<'a> {
    /// The model of an explainer, whose inputs lie in a unit space.
    #[must_use]
    pub fn new(explainer: &'a Explainer, space: UnitSpace) -> Self {
        Self {
            explainer,
            space,
            starts: Vec::new(),
        }
    }

    /// Gives prepared pictures of other classes, `[1, …]` each, in which the boundary attack may
    /// begin; those of another shape than the picture attacked are passed over. Without any it
    /// begins in noise, which few models take for a class that is asked for.
    #[must_use]
    pub fn starting_from(mut self, prepared: &[ArrayD<f32>]) -> Self {
        self.starts = prepared.iter().map(|it| self.space.unit(it)).collect();
        self
    }

    /// What answers.
    #[must_use]
    pub fn explainer(&self) -> &Explainer {
        self.explainer
    }

    /// The unit space of the model's input.
    #[must_use]
    pub fn space(&self) -> &UnitSpace {
        &self.space
    }

    /// Pictures of unit space in which the boundary attack may begin.
    pub(crate) fn starts(&self) -> &[ArrayD<f32>] {
        &self.starts
    }

    /// What the model says of each picture, `[pictures, …]` in unit space.
    ///
    /// # Errors
    /// When the model cannot be run, not even one picture fits into memory, or the work is
    /// cancelled.
    pub fn predictions(
        &self,
        pictures: &ArrayD<f32>,
        work: &Work,
    ) -> Result<Vec<Prediction>, AttackError> {
        let chunk = self.explainer.chunk(MOST_AT_ONCE)?;
        let prepared = self.space.prepared(pictures);
        let mut predictions = Vec::with_capacity(pictures.len_of(Axis(0)));
        for part in prepared.axis_chunks_iter(Axis(0), chunk) {
            work.check()?;
            let wanted = part.len_of(Axis(0));
            let scores = self.explainer.scores(&part.to_owned(), work)?;
            predictions.extend(rows(&scores).into_iter().take(wanted));
        }
        Ok(predictions)
    }

    /// The gradient of the cross-entropy loss for a class by one picture `[1, …]` of unit space.
    ///
    /// # Errors
    /// When the model cannot be differentiated or run, or the work is cancelled.
    pub fn loss_gradient(
        &self,
        picture: &ArrayD<f32>,
        class: usize,
        work: &Work,
    ) -> Result<LossGradient, AttackError> {
        let batch = self.filled(self.space.prepared(picture));
        let (gradients, mut predictions) = self.differentiate(&batch, &Seed::Loss(class), work)?;
        Ok(LossGradient {
            gradient: one_of(&gradients, 0),
            prediction: predictions.swap_remove(0),
        })
    }

    /// The gradients of the scores of some classes, at least one, by one picture `[1, …]` of unit
    /// space: as many at once as the model takes.
    ///
    /// # Errors
    /// When the model cannot be differentiated or run, it has no such class, or the work is
    /// cancelled.
    pub fn class_gradients(
        &self,
        picture: &ArrayD<f32>,
        classes: &[usize],
        work: &Work,
    ) -> Result<ClassGradients, AttackError> {
        let chunk = self.explainer.chunk(classes.len().min(MOST_AT_ONCE))?;
        let prepared = self.space.prepared(picture);
        let mut gradients = Vec::with_capacity(classes.len());
        let mut prediction = Prediction::of(vec![f32::NAN]);
        for part in classes.chunks(chunk) {
            work.check()?;
            let batch = self.filled(repeated(&prepared, part.len()));
            let seed = self.one_each(part, batch.len_of(Axis(0)))?;
            let (found, mut predictions) = self.differentiate(&batch, &seed, work)?;
            gradients.extend((0..part.len()).map(|place| one_of(&found, place)));
            prediction = predictions.swap_remove(0);
        }
        Ok(ClassGradients {
            gradients,
            prediction,
        })
    }

    /// A batch filled up with its last picture to what the model takes at once.
    pub(crate) fn filled(&self, batch: ArrayD<f32>) -> ArrayD<f32> {
        let count = batch.len_of(Axis(0));
        match self.explainer.batch_size() {
            Some(size) if size > count => {
                let last = one_of(&batch, count - 1);
                stacked(&[batch, repeated(&last, size - count)])
            }
            _ => batch,
        }
    }

    /// Gradients in unit space by each picture of a prepared batch, and the predictions.
    fn differentiate(
        &self,
        batch: &ArrayD<f32>,
        seed: &Seed,
        work: &Work,
    ) -> Result<(ArrayD<f32>, Vec<Prediction>), AttackError> {
        let logits = &self.explainer.classes().logits;
        let request = explain::SessionRequest {
            target: logits.clone(),
            by: vec![self.explainer.input().to_owned()],
            values: vec![logits.clone()],
            clamp_activations: false,
        };
        let session = self.explainer.session(request, work)?;
        let run = self
            .explainer
            .run(&session, batch, seed, ReluRule::Gradient, work)?;
        let scores = run.output(logits).and_then(Tensor::to_f32);
        let scores = scores.ok_or(explain::ExplainError::NoTarget)?;
        let gradients = run.gradients.first().and_then(Tensor::to_f32);
        let gradients = gradients.ok_or(explain::ExplainError::NoInput)?;
        Ok((self.space.unit_gradient(&gradients), rows(&scores)))
    }

    /// A seed of one class a picture; what is filled up has none.
    fn one_each(&self, classes: &[usize], batch: usize) -> Result<Seed, AttackError> {
        let logits = &self.explainer.classes().logits;
        let open = || explain::ExplainError::OpenTarget {
            target: logits.clone(),
        };
        let dims = self.explainer.model().graph().dims(logits);
        let mut shape = vec![batch];
        for dim in dims.ok_or_else(open)?.iter().skip(1) {
            let size = dim.fixed().and_then(|size| usize::try_from(size).ok());
            shape.push(size.ok_or_else(open)?);
        }
        let count: usize = shape.iter().skip(1).product();
        let mut values = vec![0.0; batch * count];
        for (place, class) in classes.iter().enumerate() {
            if *class >= count {
                return Err(AttackError::NoSuchClass {
                    class: *class,
                    count,
                });
            }
            values[place * count + class] = 1.0;
        }
        let values = ArrayD::from_shape_vec(IxDyn(&shape), values);
        Ok(Seed::Values(
            values.expect("the values were counted by this shape"),
        ))
    }
}

/// One prediction a picture, whatever ones the model puts between the scores.
fn rows(scores: &ArrayD<f32>) -> Vec<Prediction> {
    let pictures = scores.axis_iter(Axis(0));
    pictures
        .map(|row| Prediction::of(row.iter().copied().collect()))
        .collect()
}

/// Arrays behind each other along the batch.
pub(crate) fn stacked(parts: &[ArrayD<f32>]) -> ArrayD<f32> {
    let views: Vec<_> = parts.iter().map(|part| part.view()).collect();
    concatenate(Axis(0), &views).expect("variants of one picture have one shape")
}

/// One picture of a batch, as a batch of one.
pub(crate) fn one_of(batch: &ArrayD<f32>, place: usize) -> ArrayD<f32> {
    let slice = Slice::from(place..place + 1);
    batch.slice_axis(Axis(0), slice).to_owned()
}

fn repeated(picture: &ArrayD<f32>, count: usize) -> ArrayD<f32> {
    stacked(&vec![picture.clone(); count])
}
