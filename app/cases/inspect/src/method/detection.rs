//! The detector on many pictures: a threshold from clean ones, and how well it tells attacks.

use std::path::Path;

use attacks::{
    Attack, Calibration, CalibrationError, DetectorSettings, ScoredPicture, Settings, fewest_clean,
};
use insight::{InsightError, Laboratory, Reasoner, prepare_file};
use jobs::Work;
use ndarray::ArrayD;

use super::InspectError;
use crate::subject::{AttackEvaluation, Calibrated, Evaluation, PicturePage};

/// Every picture file of a folder, by name.
///
/// # Errors
/// When the folder cannot be read, or holds no picture.
pub fn pictures_in(folder: &Path) -> Result<Vec<PicturePage>, InspectError> {
    let unreadable = |error: std::io::Error| InspectError::Folder {
        path: folder.to_path_buf(),
        reason: error.to_string(),
    };
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if imaging::is_picture_name(&path) {
            pages.push(PicturePage::first(&path));
        }
    }
    if pages.is_empty() {
        return Err(InspectError::Folder {
            path: folder.to_path_buf(),
            reason: "there is no picture in it".to_owned(),
        });
    }
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

/// Clean pictures of one size before a model. Each is read when its turn comes, so that there may
/// be any number of them.
pub struct CleanPictures<'a> {
    reasoner: &'a Reasoner,
    pages: &'a [PicturePage],
    /// The model made ready for the size of the first picture that could be read.
    laboratory: Option<(String, Vec<usize>, Laboratory)>,
    /// Pictures that could not be used, with the reason.
    failed: Vec<String>,
}

impl<'a> CleanPictures<'a> {
    /// Some pictures, none of them read yet.
    #[must_use]
    pub fn new(reasoner: &'a Reasoner, pages: &'a [PicturePage]) -> Self {
        Self {
            reasoner,
            pages,
            laboratory: None,
            failed: Vec::new(),
        }
    }

    /// A threshold from the scores of the pictures.
    ///
    /// # Errors
    /// When too few pictures can be scored for the rate, the model cannot be differentiated, or the
    /// work is cancelled. A picture that cannot be read is left out.
    pub fn calibrate(
        mut self,
        settings: DetectorSettings,
        false_positive_rate: f64,
        work: &Work,
    ) -> Result<Calibrated, InspectError> {
        let needed = fewest_clean(false_positive_rate)?;
        if self.pages.len() < needed {
            return Err(InspectError::Calibration(CalibrationError::TooFew {
                found: self.pages.len(),
                needed,
                rate: false_positive_rate,
            }));
        }
        let mut bits = Vec::new();
        self.each(work, |_, laboratory, prepared, work| {
            bits.push(laboratory.score_bits(prepared, &settings, work)?);
            Ok(())
        })?;
        let model = self.reasoner.manifest().identity();
        let calibration = Calibration::from_clean(&bits, false_positive_rate, settings, &model);
        let calibration = calibration.map_err(|error| match self.failed.first() {
            None => InspectError::Calibration(error),
            Some(first) => InspectError::LeftOut {
                error,
                count: self.failed.len(),
                first: first.clone(),
            },
        })?;
        Ok(Calibrated {
            calibration,
            failed: self.failed,
        })
    }

    /// How well attacks on the pictures are told from the pictures as they are.
    ///
    /// # Errors
    /// As [`CleanPictures::calibrate`], except that any number of pictures will do.
    pub fn evaluate(
        mut self,
        settings: DetectorSettings,
        attacks: &[(Attack, Settings)],
        work: &Work,
    ) -> Result<Evaluation, InspectError> {
        let mut clean = Vec::new();
        let mut attacked: Vec<Vec<ScoredPicture>> = vec![Vec::new(); attacks.len()];
        self.each(work, |page, laboratory, prepared, work| {
            let mut scores = Vec::with_capacity(attacks.len());
            let bits = laboratory.score_bits(prepared, &settings, work)?;
            for (attack, numbers) in attacks {
                let outcome = laboratory.attack(prepared, *attack, numbers, &[], work)?;
                scores.push(ScoredPicture {
                    picture: page.name(),
                    attack: Some(*attack),
                    succeeded: Some(outcome.succeeded),
                    rms: outcome.rms,
                    bits: laboratory.score_bits(&outcome.prepared, &settings, work)?,
                });
            }
            // A picture counts once all of it was done, so that every list has the same pictures.
            clean.push(ScoredPicture {
                picture: page.name(),
                attack: None,
                succeeded: None,
                rms: 0.0,
                bits,
            });
            for (list, score) in attacked.iter_mut().zip(scores) {
                list.push(score);
            }
            Ok(())
        })?;
        let clean_bits: Vec<f64> = clean.iter().map(|picture| picture.bits).collect();
        let attacks = attacks.iter().zip(attacked);
        Ok(Evaluation {
            model: self.reasoner.manifest().identity(),
            settings,
            attacks: attacks
                .map(|((attack, numbers), pictures)| {
                    AttackEvaluation::new(*attack, *numbers, pictures, &clean_bits)
                })
                .collect(),
            clean,
            failed: self.failed,
        })
    }

    /// Does something with every picture. One that cannot be read or has another size is noted and
    /// passed over; whatever else goes wrong ends it.
    fn each(
        &mut self,
        work: &Work,
        mut act: impl FnMut(&PicturePage, &Laboratory, &ArrayD<f32>, &Work) -> Result<(), InsightError>,
    ) -> Result<(), InspectError> {
        // What is done with one picture has its own progress, which would hide that of the whole.
        let inner = work.without_progress();
        let pages = self.pages;
        for (done, page) in pages.iter().enumerate() {
            work.check()?;
            work.progress(done as u64, pages.len() as u64, &page.name());
            let input = &self.reasoner.manifest().input;
            let prepared = match prepare_file(&page.path, page.page, input, &inner) {
                Ok(prepared) => prepared,
                Err(error) if error.is_cancelled() => return Err(error.into()),
                Err(error) => {
                    self.failed.push(error.to_string());
                    continue;
                }
            };
            if let Some((first, shape, _)) = &self.laboratory
                && shape != prepared.shape()
            {
                self.failed.push(
                    InspectError::OtherSize {
                        picture: page.name(),
                        first: first.clone(),
                    }
                    .to_string(),
                );
                continue;
            }
            let (_, _, laboratory) = match self.laboratory.take() {
                Some(ready) => self.laboratory.insert(ready),
                None => {
                    let shape = prepared.shape().to_vec();
                    let laboratory = self.reasoner.laboratory(&shape, &inner)?;
                    self.laboratory.insert((page.name(), shape, laboratory))
                }
            };
            act(page, laboratory, &prepared, &inner)?;
        }
        Ok(())
    }
}
