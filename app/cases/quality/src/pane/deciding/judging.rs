//! The findings of the model against the labels, kept up to date in the background.

use std::sync::Arc;

use annotation::LayerId;
use decision::{OperatingPoint, Study};
use jobs::{Lane, Latest};
use store::PictureId;
use workbench::{CaseContext, tr};

use crate::method::{Judged, judge};
use crate::record::{looks, points};

/// What a study is made of: the model, and the states of labels, pictures and looks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MadeOf {
    /// What tells the model from every other.
    pub model: String,
    /// The layer whose labels are taken for true.
    pub layer: LayerId,
    /// The revision of the labels.
    pub labels: u64,
    /// The revision of the pictures.
    pub pictures: u64,
    /// Grows whenever the model has looked at something, and with every point put in force.
    pub looks: u64,
}

/// What is known of a model in this project.
pub struct Known {
    /// Grows with every study.
    pub number: u64,
    /// Its findings against what people said.
    pub study: Study,
    /// Pictures that it has not looked at, or whose files have changed since.
    pub not_looked_at: Vec<PictureId>,
    /// The thresholds in force.
    pub point: Option<OperatingPoint>,
}

/// Makes a study anew whenever something that it is made of has changed.
#[derive(Default)]
pub struct JudgingDesk {
    made_of: Option<MadeOf>,
    working: Latest<Result<(Judged, Option<OperatingPoint>), String>>,
    known: Option<Arc<Known>>,
    problem: Option<String>,
    number: u64,
}

impl JudgingDesk {
    /// Asks for a study of what is there now, and takes up the one that was asked for.
    pub fn logic(&mut self, now: MadeOf, context: &CaseContext<'_>) {
        if self.made_of.as_ref() != Some(&now) {
            let is_other_model = self
                .made_of
                .as_ref()
                .is_none_or(|before| before.model != now.model);
            if is_other_model {
                self.known = None;
            }
            self.start(&now, context);
            self.made_of = Some(now);
        }
        match self.working.poll() {
            None | Some(Err(jobs::Stopped::Cancelled)) => {}
            Some(Ok(Ok((judged, point)))) => {
                self.number += 1;
                self.problem = None;
                self.known = Some(Arc::new(Known {
                    number: self.number,
                    study: judged.study,
                    not_looked_at: judged.not_looked_at,
                    point,
                }));
            }
            Some(Ok(Err(reason))) => self.problem = Some(reason),
            Some(Err(stopped)) => self.problem = Some(stopped.to_string()),
        }
    }

    fn start(&mut self, now: &MadeOf, context: &CaseContext<'_>) {
        let (Some(document), Some(project)) =
            (context.labels.document(), context.document.project())
        else {
            return;
        };
        let (document, layer, model) = (document.clone(), now.layer, now.model.clone());
        let (rows, reader) = (Arc::clone(context.document.pictures()), project.reader());
        let title = tr!("quality-job-judge");
        self.working
            .ask(context.jobs, Lane::Background, title, move |_| {
                let read = reader.read(|connection| {
                    let looks = looks::of_model(connection, &model)?;
                    Ok((looks, points::in_force(connection, &model)?))
                });
                let (looks, point) = read.map_err(|error| error.to_string())?;
                let judged =
                    judge(&document, layer, &rows, looks).map_err(|error| error.to_string())?;
                Ok((judged, point))
            });
    }

    /// What the newest study is made of.
    pub fn made_of(&self) -> Option<&MadeOf> {
        self.made_of.as_ref()
    }

    /// What is known of the model.
    pub fn known(&self) -> Option<&Arc<Known>> {
        self.known.as_ref()
    }

    /// Why nothing can be judged.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }
}
